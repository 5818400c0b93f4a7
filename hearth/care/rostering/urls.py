from django.urls import URLPattern


app_name = "rostering"
urlpatterns: list[URLPattern] = []
