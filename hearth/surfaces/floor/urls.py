from django.urls import path

from . import views


app_name = "floor"
urlpatterns = [path("c/<slug:community>/shift/", views.shift, name="shift")]
