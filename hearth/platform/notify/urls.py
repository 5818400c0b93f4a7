"""Addresses of notices."""

from django.urls import path

from . import views


app_name = "notify"
urlpatterns = [
    path("c/<slug:community>/notices/", views.view_notices, name="view_notices"),
    path("c/<slug:community>/notices/read/", views.read_notices, name="read_notices"),
]
