from django.urls import path

from . import views


app_name = "staff"
C = "c/<slug:community>/"
urlpatterns = [
    path(f"{C}duty/", views.duty_board, name="duty_board"),
    path(f"{C}duty/plan/", views.plan_duty, name="plan_duty"),
    path(f"{C}duty/check-in/", views.check_in_member, name="check_in_member"),
    path(f"{C}check-in/", views.check_in, name="check_in"),
    path(f"{C}check-out/", views.check_out, name="check_out"),
    path(f"{C}qualifications/", views.qualifications, name="qualifications"),
    path(f"{C}qualifications/print/", views.print_qualifications, name="print_qualifications"),
    path(
        f"{C}qualifications/<uuid:pk>/",
        views.change_qualification,
        name="change_qualification",
    ),
    path(
        f"{C}qualifications/<uuid:pk>/withdraw/",
        views.withdraw_qualification,
        name="withdraw_qualification",
    ),
    path(
        f"{C}staff/<uuid:pk>/record-qualification/",
        views.record_qualification,
        name="record_qualification",
    ),
    path(f"{C}staff/<uuid:pk>/not-at-work/", views.set_not_at_work, name="set_not_at_work"),
    path(
        f"{C}staff/not-at-work/<uuid:pk>/clear/",
        views.clear_not_at_work,
        name="clear_not_at_work",
    ),
    path(f"{C}duty/<uuid:pk>/", views.change_duty, name="change_duty"),
    path(f"{C}duty/<uuid:pk>/start/", views.start_duty, name="start_duty"),
    path(f"{C}duty/<uuid:pk>/end/", views.end_duty, name="end_duty"),
    path(f"{C}on-call/", views.on_call, name="on_call"),
    path(f"{C}on-call/plan/", views.plan_on_call, name="plan_on_call"),
    path(f"{C}on-call/<uuid:pk>/cancel/", views.cancel_on_call, name="cancel_on_call"),
    path(f"{C}on-call/call-taken/", views.record_call_taken, name="record_call_taken"),
    path(
        f"{C}calls-taken/<uuid:pk>/retract/",
        views.retract_call_taken,
        name="retract_call_taken",
    ),
    path(f"{C}on-call/plan-rotation/", views.plan_rotation, name="plan_rotation"),
    path(f"{C}on-call/<uuid:pk>/take-part/", views.take_part_of_turn, name="take_part_of_turn"),
    path(f"{C}on-call/<uuid:pk>/take-over/", views.take_over_turn, name="take_over_turn"),
    path(f"{C}stand-ins/", views.view_stand_ins, name="view_stand_ins"),
    path(f"{C}stand-ins/set/", views.set_stand_in, name="set_stand_in"),
    path(f"{C}stand-ins/<uuid:pk>/end/", views.end_stand_in, name="end_stand_in"),
    path(f"{C}shifts/<uuid:pk>/", views.set_shift, name="set_shift"),
    path(f"{C}shifts/<uuid:pk>/close/", views.close_shift, name="close_shift"),
    path(f"{C}staff/", views.staff, name="staff"),
    path(f"{C}staff/add/", views.add_staff_member, name="add_staff_member"),
    path(f"{C}staff/<uuid:pk>/", views.member, name="member"),
    path(f"{C}staff/<uuid:pk>/change/", views.change_staff_member, name="change_staff_member"),
    path(f"{C}staff/<uuid:pk>/end/", views.end_staff_member, name="end_staff_member"),
    path(f"{C}staff/<uuid:pk>/assign-role/", views.assign_role, name="assign_role"),
    path(f"{C}staff/roles/<uuid:pk>/end/", views.end_role, name="end_role"),
    path(f"{C}practitioners/", views.practitioners, name="practitioners"),
    path(
        f"{C}practitioners/add/",
        views.add_outside_practitioner,
        name="add_outside_practitioner",
    ),
    path(
        f"{C}practitioners/<uuid:pk>/",
        views.change_outside_practitioner,
        name="change_outside_practitioner",
    ),
]
