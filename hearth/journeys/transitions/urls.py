from django.urls import path

from . import views


app_name = "transitions"
C = "c/<slug:community>/"
R = f"{C}residents/<uuid:resident_id>/"
urlpatterns = [
    path(f"{C}out/", views.ways_out, name="ways_out"),
    path(f"{C}out/print/", views.print_sign_out_sheet, name="print_sign_out_sheet"),
    path(f"{R}whereabouts/", views.whereabouts, name="whereabouts"),
    path(
        f"{R}whereabouts/<uuid:pk>/retract/",
        views.retract_whereabouts,
        name="retract_whereabouts",
    ),
    path(f"{R}sign-out/", views.sign_out, name="sign_out"),
    path(
        f"{R}residency/leave-for-hospital/",
        views.leave_for_hospital,
        name="leave_for_hospital",
    ),
    path(f"{R}change-way-out/", views.change_way_out, name="change_way_out"),
    path(f"{R}residency/return/", views.record_return, name="record_return"),
    path(f"{R}residency/close-return/", views.close_return, name="close_return"),
    path(f"{R}absences/plan/", views.plan_absence, name="plan_absence"),
    path(
        f"{R}absences/<uuid:pk>/",
        views.change_planned_absence,
        name="change_planned_absence",
    ),
    path(
        f"{R}absences/<uuid:pk>/cancel/",
        views.cancel_planned_absence,
        name="cancel_planned_absence",
    ),
    path(f"{R}absences/<uuid:pk>/leave/", views.leave_as_planned, name="leave_as_planned"),
]
