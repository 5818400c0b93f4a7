"""Addresses of definitions."""

from django.urls import path

from . import views


app_name = "content"
_one = "c/<slug:community>/settings/<slug:kind>/<slug:key>/"
urlpatterns = [
    path("c/<slug:community>/settings/", views.view_definitions, name="view_definitions"),
    path(_one, views.view_definition, name="view_definition"),
    path(f"{_one}edit/", views.edit_definition, name="edit_definition"),
    path(f"{_one}publish/", views.publish_definition, name="publish_definition"),
    path(
        f"{_one}retire/<uuid:definition_id>/", views.retire_definition, name="retire_definition"
    ),
]
