from django.urls import path

from . import views


app_name = "desk"
C = "c/<slug:community>/"
urlpatterns = [
    path(f"{C}today/", views.today, name="today"),
    path(f"{C}today/print-huddle-sheet/", views.print_huddle_sheet, name="print_huddle_sheet"),
    path(
        f"{C}today/print-stand-up-sheet/",
        views.print_stand_up_sheet,
        name="print_stand_up_sheet",
    ),
    path(f"{C}residents/", views.residents, name="residents"),
    path(f"{C}residents/<uuid:resident_id>/", views.resident, name="resident"),
    path(
        f"{C}residents/<uuid:resident_id>/timeline/",
        views.view_timeline,
        name="view_timeline",
    ),
    path(
        f"{C}residents/<uuid:resident_id>/face-sheet/",
        views.print_face_sheet,
        name="print_face_sheet",
    ),
    path(f"{C}on-call/now/", views.view_on_call, name="view_on_call"),
    path(f"{C}on-call/load/", views.view_on_call_load, name="view_on_call_load"),
    path(f"{C}residents/<uuid:resident_id>/chart/", views.make_chart, name="make_chart"),
    path(
        f"{C}residents/<uuid:resident_id>/chart/<uuid:chart_id>/",
        views.view_chart,
        name="view_chart",
    ),
    path(
        f"{C}residents/<uuid:resident_id>/chart/<uuid:chart_id>/file/",
        views.download_chart,
        name="download_chart",
    ),
    path(f"{C}search/", views.search, name="search"),
    path(f"{C}more/", views.more, name="more"),
]
