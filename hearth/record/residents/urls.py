from django.urls import path

from . import views


app_name = "residents"
C = "c/<slug:community>/"
R = f"{C}residents/<uuid:resident_id>/"
urlpatterns = [
    path(f"{C}residents/add/", views.add_resident, name="add_resident"),
    path(f"{C}residents/merges/", views.merges, name="merges"),
    path(f"{C}places/", views.census, name="census"),
    # Who they are
    path(f"{R}about/", views.about, name="about"),
    path(f"{R}change/", views.change_resident, name="change_resident"),
    path(f"{R}life/", views.life, name="life"),
    path(f"{R}life/change/", views.change_life, name="change_life"),
    path(f"{R}photo/", views.photo, name="photo"),
    path(f"{R}photo/change/", views.change_photo, name="change_photo"),
    path(f"{R}names/add/", views.add_name, name="add_name"),
    path(f"{R}names/<uuid:pk>/end/", views.end_name, name="end_name"),
    path(f"{R}numbers/", views.private_numbers, name="private_numbers"),
    path(f"{R}numbers/add/", views.add_identifier, name="add_identifier"),
    path(f"{R}numbers/<uuid:pk>/end/", views.end_identifier, name="end_identifier"),
    # Health
    path(f"{R}health/", views.health, name="health"),
    path(f"{R}code-status/", views.change_code_status, name="change_code_status"),
    path(f"{R}diet/", views.change_diet, name="change_diet"),
    path(f"{R}mobility/", views.change_mobility, name="change_mobility"),
    path(f"{R}level/", views.change_level_of_care, name="change_level_of_care"),
    path(
        f"{R}levels/<uuid:pk>/error/",
        views.retract_level_of_care,
        name="retract_level_of_care",
    ),
    path(f"{R}flags/raise/", views.raise_flag, name="raise_flag"),
    path(f"{R}flags/<uuid:pk>/end/", views.end_flag, name="end_flag"),
    path(f"{R}conditions/add/", views.add_condition, name="add_condition"),
    path(f"{R}conditions/<uuid:pk>/", views.change_condition, name="change_condition"),
    path(f"{R}allergies/add/", views.add_allergy, name="add_allergy"),
    path(
        f"{R}allergies/none/",
        views.state_no_known_allergies,
        name="state_no_known_allergies",
    ),
    path(f"{R}allergies/<uuid:pk>/", views.change_allergy, name="change_allergy"),
    path(f"{R}directives/add/", views.add_directive, name="add_directive"),
    path(f"{R}directives/<uuid:pk>/end/", views.end_directive, name="end_directive"),
    path(f"{R}care-team/add/", views.add_care_team_member, name="add_care_team_member"),
    path(
        f"{R}care-team/<uuid:pk>/",
        views.change_care_team_member,
        name="change_care_team_member",
    ),
    path(
        f"{R}care-team/<uuid:pk>/end/",
        views.end_care_team_member,
        name="end_care_team_member",
    ),
    path(f"{R}delegations/", views.delegations, name="delegations"),
    path(f"{R}delegations/add/", views.delegate_task, name="delegate_task"),
    path(f"{R}delegations/<uuid:pk>/end/", views.end_delegation, name="end_delegation"),
    path(
        f"{C}staff/<uuid:pk>/delegations/", views.member_delegations, name="member_delegations"
    ),
    # Whom to call, who pays
    path(f"{R}contacts/", views.contacts, name="contacts"),
    path(f"{R}contacts/add/", views.add_contact, name="add_contact"),
    path(f"{R}contacts/<uuid:pk>/", views.change_contact, name="change_contact"),
    path(f"{R}contacts/<uuid:pk>/end/", views.end_contact, name="end_contact"),
    path(f"{R}contacts/<uuid:pk>/authority/", views.grant_authority, name="grant_authority"),
    path(f"{R}contacts/<uuid:pk>/may-see/", views.set_may_see, name="set_may_see"),
    path(f"{R}authorities/<uuid:pk>/end/", views.end_authority, name="end_authority"),
    path(f"{R}contacts/<uuid:pk>/wishes/", views.set_wishes, name="set_wishes"),
    path(f"{R}restrictions/add/", views.add_restriction, name="add_restriction"),
    path(f"{R}restrictions/<uuid:pk>/", views.change_restriction, name="change_restriction"),
    path(f"{R}restrictions/<uuid:pk>/end/", views.end_restriction, name="end_restriction"),
    path(
        f"{R}restrictions/<uuid:pk>/happened/",
        views.record_restriction_deviation,
        name="record_restriction_deviation",
    ),
    path(
        f"{R}happened/<uuid:pk>/error/",
        views.retract_restriction_deviation,
        name="retract_restriction_deviation",
    ),
    path(f"{R}agreements/add/", views.add_agreement, name="add_agreement"),
    path(f"{R}agreements/<uuid:pk>/error/", views.retract_agreement, name="retract_agreement"),
    path(f"{R}call-first/add/", views.add_call_first, name="add_call_first"),
    path(f"{R}call-first/<uuid:pk>/end/", views.end_call_first, name="end_call_first"),
    path(f"{R}coverage/", views.coverage, name="coverage"),
    path(f"{R}coverage/add/", views.add_coverage, name="add_coverage"),
    path(f"{R}coverage/<uuid:pk>/", views.change_coverage, name="change_coverage"),
    # Where they live, and where they are
    path(f"{R}residency/", views.residency, name="residency"),
    path(f"{R}residency/open/", views.open_stay, name="open_stay"),
    path(f"{R}residency/change/", views.change_stay, name="change_stay"),
    path(f"{R}residency/place/", views.assign_place, name="assign_place"),
    path(f"{R}residency/move-in/", views.move_in, name="move_in"),
    path(f"{R}residency/move-out/", views.move_out, name="move_out"),
    path(f"{R}record-death/", views.record_death, name="record_death"),
    path(f"{R}help/", views.help_with, name="help_with"),
    path(f"{R}sign-in/", views.sign_in, name="sign_in"),
    path(f"{R}report-unaccounted/", views.report_unaccounted, name="report_unaccounted"),
    # Two records of one person
    path(f"{R}propose-merge/", views.propose_merge, name="propose_merge"),
    path(f"{R}merges/<uuid:pk>/", views.confirm_merge, name="confirm_merge"),
    path(f"{R}merges/<uuid:pk>/reverse/", views.reverse_merge, name="reverse_merge"),
    path(f"{R}unlink-person/", views.unlink_person, name="unlink_person"),
    path(
        "all/residents/<uuid:resident_id>/link-person/", views.link_person, name="link_person"
    ),
]
