"""The addresses of the office, of a shared tablet's door, and of a new house's first page."""

from django.urls import include, path

from .views import audit, community, devices, emergency, first, kept, operations, people


app_name = "office"

office = [
    path("", people.view_office, name="view_office"),
    path("people/", people.view_people, name="view_people"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/roles/", people.view_roles, name="view_roles"),
    path("people/roles/<uuid:membership_id>/end/", people.end_role, name="end_role"),
    path(
        "people/residents/<uuid:access_id>/close/", people.close_resident, name="close_resident"
    ),
    path("people/<uuid:account_id>/", people.view_person, name="view_person"),
    path("people/<uuid:account_id>/grant-role/", people.grant_role, name="grant_role"),
    path("people/<uuid:account_id>/deny/", people.deny_permission, name="deny_permission"),
    path("people/<uuid:account_id>/allow/", people.allow_permission, name="allow_permission"),
    path("people/<uuid:account_id>/open-resident/", people.open_resident, name="open_resident"),
    path("people/<uuid:account_id>/reset/", people.start_reset, name="start_reset"),
    path(
        "people/<uuid:account_id>/sign-out/",
        people.sign_out_everywhere,
        name="sign_out_everywhere",
    ),
    path("people/<uuid:account_id>/unlock-pin/", people.unlock_pin, name="unlock_pin"),
    path("people/<uuid:account_id>/off-board/", people.off_board, name="off_board"),
    path("tablets/", devices.view_devices, name="view_devices"),
    path("tablets/enroll/", devices.enroll_device, name="enroll_device"),
    path("tablets/<uuid:device_id>/revoke/", devices.revoke_device, name="revoke_device"),
    path("emergency-access/", emergency.view_emergency_access, name="view_emergency_access"),
    path(
        "emergency-access/<uuid:access_id>/review/",
        emergency.review_emergency_access,
        name="review_emergency_access",
    ),
    path("who-looked/", audit.view_audit, name="view_audit"),
    path("who-looked/export/", audit.export_audit, name="export_audit"),
    path("operations/", operations.view_operations, name="view_operations"),
    path("operations/jobs/<int:job_id>/retry/", operations.retry_job, name="retry_job"),
    path(
        "operations/follow-ups/<uuid:delivery_id>/retry/",
        operations.retry_delivery,
        name="retry_delivery",
    ),
    path(
        "operations/follow-ups/<uuid:delivery_id>/drop/",
        operations.drop_delivery,
        name="drop_delivery",
    ),
    path("kept/", kept.view_kept_writes, name="view_kept_writes"),
    path("operations/kept/<uuid:entry_id>/", kept.settle_entry, name="settle_entry"),
    path(
        "operations/conflicts/<uuid:conflict_id>/",
        kept.settle_conflict,
        name="settle_conflict",
    ),
    path("community/", community.change_community, name="change_community"),
    path("community/neighborhoods/", community.add_neighborhood, name="add_neighborhood"),
    path(
        "community/neighborhoods/<uuid:neighborhood_id>/",
        community.change_neighborhood,
        name="change_neighborhood",
    ),
    path(
        "community/neighborhoods/<uuid:neighborhood_id>/close/",
        community.close_neighborhood,
        name="close_neighborhood",
    ),
    path("community/apartments/", community.add_apartments, name="add_apartments"),
    path(
        "community/apartments/<uuid:apartment_id>/",
        community.change_apartment,
        name="change_apartment",
    ),
    path(
        "community/apartments/<uuid:apartment_id>/close/",
        community.close_apartment,
        name="close_apartment",
    ),
    path("community/shifts/", community.set_shift, name="set_shift"),
    path("community/new/", community.found_community, name="found_community"),
    path("community/open/", community.finish_setup, name="finish_setup"),
]

urlpatterns = [
    path("setup/", first.found_first_community, name="found_first_community"),
    path("device/", devices.choose_person, name="choose_person"),
    path("device/contact/", devices.device_contact, name="device_contact"),
    path("device/<uuid:account_id>/", devices.open_floor_session, name="open_floor_session"),
    path("device/<uuid:account_id>/check-in/", devices.check_in_here, name="check_in_here"),
    path("c/<slug:community>/office/", include(office)),
    path(
        "c/<slug:community>/emergency-access/<uuid:resident_id>/",
        emergency.open_emergency_access,
        name="open_emergency_access",
    ),
    path(
        "c/<slug:community>/emergency-access/<uuid:access_id>/end/",
        emergency.close_emergency_access,
        name="close_emergency_access",
    ),
]
