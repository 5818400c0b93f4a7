from django.urls import path

from . import views


app_name = "rostering"
C = "c/<slug:community>/"
urlpatterns = [
    path(f"{C}sheet/", views.sheet, name="sheet"),
    path(f"{C}sheet/fill/", views.fill_sheet, name="fill_sheet"),
    path(f"{C}sheet/print/", views.print_sheet, name="print_sheet"),
    path(f"{C}sheet/runs/<uuid:pk>/assign/", views.assign_run, name="assign_run"),
    path(f"{C}sheet/runs/<uuid:pk>/split/", views.split_run, name="split_run"),
    path(f"{C}sheet/lines/<uuid:pk>/end/", views.end_assignment, name="end_assignment"),
    path(f"{C}duty/<uuid:pk>/call-off/", views.call_off, name="call_off"),
    path(f"{C}open-shifts/", views.open_shifts, name="open_shifts"),
    path(f"{C}open-shifts/open/", views.open_shift, name="open_shift"),
    path(f"{C}open-shifts/<uuid:pk>/", views.view_open_shift, name="view_open_shift"),
    path(f"{C}open-shifts/<uuid:pk>/record-offer/", views.record_offer, name="record_offer"),
    path(f"{C}open-shifts/<uuid:pk>/close/", views.close_open_shift, name="close_open_shift"),
    path(f"{C}agency-passes/", views.agency_passes, name="agency_passes"),
    path(f"{C}agency-passes/make/", views.make_agency_pass, name="make_agency_pass"),
    path(f"{C}agency-passes/<uuid:pk>/end/", views.end_agency_pass, name="end_agency_pass"),
    path(f"{C}runs/", views.runs, name="runs"),
    path(f"{C}runs/add/", views.add_run, name="add_run"),
    path(f"{C}runs/<uuid:pk>/", views.set_run, name="set_run"),
    path(f"{C}runs/<uuid:pk>/close/", views.close_run, name="close_run"),
]
