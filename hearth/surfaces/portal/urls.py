from django.urls import path

from . import views


app_name = "portal"
urlpatterns = [path("c/<slug:community>/portal/", views.portal, name="portal")]
