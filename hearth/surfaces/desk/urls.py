from django.urls import path

from . import views


app_name = "desk"
C = "c/<slug:community>/"
E = f"{C}residents/<uuid:resident_id>/ems/"
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
    path(f"{C}roster/", views.roster, name="roster"),
    path(f"{C}roster/print/", views.print_roster, name="print_roster"),
    path(f"{C}roster/export/", views.export_roster, name="export_roster"),
    path(f"{C}roster/lists/save/", views.save_list, name="save_list"),
    path(f"{C}roster/lists/<uuid:pk>/end/", views.end_list, name="end_list"),
    path(f"{C}roster/act-together/", views.act_together, name="act_together"),
    path(f"{C}roster/together/<uuid:pk>/", views.together, name="together"),
    path(
        f"{C}roster/together/<uuid:pk>/undo/",
        views.undo_together,
        name="undo_together",
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
    path(f"{C}ems/", views.ems_pages, name="ems_pages"),
    path(f"{C}ems/code/<str:secret>/", views.open_ems_code, name="open_ems_code"),
    path(f"{E}", views.ems_page, name="ems_page"),
    path(f"{E}make/", views.make_ems_page, name="make_ems_page"),
    path(f"{E}<uuid:pk>/", views.view_ems_page, name="view_ems_page"),
    path(f"{E}<uuid:pk>/send/", views.send_ems_page, name="send_ems_page"),
    path(f"{E}<uuid:pk>/print/", views.print_ems_page, name="print_ems_page"),
    path(f"{E}<uuid:pk>/code/", views.issue_ems_code, name="issue_ems_code"),
    path(f"{E}<uuid:pk>/code/end/", views.end_ems_code, name="end_ems_code"),
    path(f"{C}search/", views.search, name="search"),
    path(f"{C}more/", views.more, name="more"),
]
