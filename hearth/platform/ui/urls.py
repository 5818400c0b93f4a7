"""The design system's own pages, the choice of look and language, and writing without a connection."""

from django.urls import path

from hearth.platform.ui.views import kept, looks, offline


app_name = "ui"
urlpatterns = [
    path("_ui/", looks.gallery, name="gallery"),
    path("_ui/today-frame/", looks.today_frame, name="today_frame"),
    path("_ui/resident-frame/", looks.resident_frame, name="resident_frame"),
    path("_ui/floor-frame/", looks.floor_frame, name="floor_frame"),
    path("_ui/sheet-frame/", looks.sheet_frame, name="sheet_frame"),
    path("_ui/entrance-frame/", looks.entrance_frame, name="entrance_frame"),
    path("look/theme/", looks.choose_theme, name="choose_theme"),
    path("look/language/", looks.choose_language, name="choose_language"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("manifest.webmanifest", offline.web_manifest, name="web_manifest"),
    path("offline/", offline.offline_page, name="offline_page"),
    path("offline/send/", offline.send_kept, name="send_kept"),
    path("c/<slug:community>/kept/", kept.view_kept, name="view_kept"),
    path("c/<slug:community>/kept/<uuid:entry_id>/", kept.settle_own, name="settle_own"),
]
