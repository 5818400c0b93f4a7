from django.urls import URLPattern


app_name = "transitions"
urlpatterns: list[URLPattern] = []
