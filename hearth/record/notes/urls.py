from django.urls import path

from . import views


app_name = "notes"
C = "c/<slug:community>/"
N = f"{C}notes/"
R = f"{C}residents/<uuid:resident_id>/"
H = f"{C}handoff/"
urlpatterns = [
    path(f"{R}notes/", views.notes, name="notes"),
    path(f"{R}notes/write/", views.write_note, name="write_note"),
    path(f"{R}notes/activity/", views.write_activity_note, name="write_activity_note"),
    path(f"{R}notes/draft/", views.save_draft, name="save_draft"),
    path(f"{R}notes/draft/discard/", views.discard_draft, name="discard_draft"),
    path(N, views.house_notes, name="house_notes"),
    path(f"{N}mine/", views.own_notes, name="own_notes"),
    path(f"{N}write/", views.write_note, name="write_note"),
    path(f"{N}activity/", views.write_activity_note, name="write_activity_note"),
    path(f"{N}draft/", views.save_draft, name="save_draft"),
    path(f"{N}draft/discard/", views.discard_draft, name="discard_draft"),
    path(f"{N}<uuid:pk>/", views.note, name="note"),
    path(f"{N}<uuid:pk>/correct/", views.correct_note, name="correct_note"),
    path(f"{N}<uuid:pk>/retract/", views.retract_note, name="retract_note"),
    path(f"{N}<uuid:pk>/put-away/", views.put_away_note, name="put_away_note"),
    path(f"{R}contacts-made/", views.contacts_made, name="contacts_made"),
    path(f"{R}contacts-made/record/", views.record_contact_made, name="record_contact_made"),
    path(
        f"{C}contacts-made/<uuid:pk>/retract/",
        views.retract_contact_made,
        name="retract_contact_made",
    ),
    path(f"{C}tells/<uuid:pk>/", views.record_telling, name="record_telling"),
    path(H, views.handoff, name="handoff"),
    path(f"{H}earlier/", views.handoffs, name="handoffs"),
    path(f"{H}print/", views.print_handoff, name="print_handoff"),
    path(f"{H}compose/", views.compose_handoff, name="compose_handoff"),
    path(f"{H}sign-out/", views.sign_out_handoff, name="sign_out_handoff"),
    path(f"{H}<uuid:pk>/", views.view_handoff, name="view_handoff"),
    path(f"{H}<uuid:pk>/print/", views.print_handoff, name="print_handoff"),
    path(f"{H}<uuid:pk>/sign-in/", views.sign_in_handoff, name="sign_in_handoff"),
    path(f"{C}today/mark-read/", views.mark_read, name="mark_read"),
]
