"""The design system's own pages: how things look, and the choice of look and language."""

from django.urls import path

from hearth.platform.ui import views


app_name = "ui"
urlpatterns = [
    path("_ui/", views.gallery, name="gallery"),
    path("_ui/today-frame/", views.today_frame, name="today_frame"),
    path("_ui/resident-frame/", views.resident_frame, name="resident_frame"),
    path("_ui/floor-frame/", views.floor_frame, name="floor_frame"),
    path("_ui/sheet-frame/", views.sheet_frame, name="sheet_frame"),
    path("_ui/entrance-frame/", views.entrance_frame, name="entrance_frame"),
    path("look/theme/", views.choose_theme, name="choose_theme"),
    path("look/language/", views.choose_language, name="choose_language"),
]
