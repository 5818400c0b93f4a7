"""Who may do what: one readable table.

Source of the rows: the minimum-necessary matrix of Hearth's research (HIPAA, 45 CFR 164.502(b)).
A community takes permissions away per person (deny wins) and gives people further roles; it
never adds rows here. ``sees`` says which residents a role's questions find: all of the
community, linked (opened one by one in ResidentAccess) or none. ``labels`` are the security
labels it may read; part2 (42 CFR Part 2) is opened by consent, never by a role alone.
"""

from dataclasses import dataclass

from hearth.kernel.words import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One row of the table. ``idle_minutes``: silence after which a session is over.

    ``read_only``: looks and prints; whatever else it asks for is refused.
    """

    code: str
    label: str
    sees: str = "all"
    labels: tuple[str, ...] = ("normal",)
    permissions: frozenset[str] = frozenset()
    idle_minutes: int = 15
    home: str = "desk:today"
    read_only: bool = False


def _of(area: str, verbs: str) -> frozenset[str]:
    return frozenset(f"{area}.{verb}" for verb in verbs.split())


# --- Areas, by how much of them one may see or do ----------------------------------------------

HOME = _of("desk", "view_home search") | _of("notify", "view_notices")
# One's own coming and going.
COME_AND_GO = _of("staff", "check_in check_out")
TODAY = _of("desk", "view_today print_huddle_sheet mark_read view_on_call") | HOME | COME_AND_GO
STAND_UP = _of("desk", "print_stand_up_sheet")
SHIFT = _of("floor", "view_shift") | HOME | COME_AND_GO

RESIDENT_LIMITED = _of(
    "residents",
    "help_with view_residents view_resident view_safety view_whereabouts view_delegations",
)
RESIDENT_LIFE = _of("residents", "view_life")
RESIDENT_HEALTH = _of("residents", "view_health view_contacts view_face_sheet view_census")
RESIDENT_READ = (
    RESIDENT_LIMITED | RESIDENT_LIFE | RESIDENT_HEALTH | _of("residents", "view_coverage")
)
EMS_PAGE = _of(
    "residents",
    "view_ems_page make_ems_page send_ems_page print_ems_page issue_ems_code end_ems_code",
)
TELLS = _of("notes", "record_contact_made record_telling view_contacts_made")
RESIDENT_WHEREABOUTS = _of(
    "residents",
    "sign_out sign_in report_unaccounted leave_for_hospital record_return change_way_out "
    "retract_whereabouts plan_absence change_planned_absence cancel_planned_absence "
    "leave_as_planned record_restriction_deviation",
)
RESIDENT_CARE_WRITE = (
    RESIDENT_WHEREABOUTS
    | _of(
        "residents",
        "delegate_task end_delegation change_code_status change_diet change_mobility change_life change_photo raise_flag end_flag "
        "add_condition change_condition add_allergy change_allergy state_no_known_allergies "
        "add_directive end_directive add_care_team_member end_care_team_member "
        "change_care_team_member add_call_first end_call_first set_wishes "
        "add_agreement retract_agreement retract_restriction_deviation record_death",
    )
    | _of("transitions", "close_return")
)
RESIDENT_ALL_WRITE = RESIDENT_CARE_WRITE | _of(
    "residents",
    "add_resident change_resident add_name end_name add_identifier end_identifier add_coverage "
    "change_coverage add_contact change_contact end_contact grant_authority end_authority "
    "set_may_see add_restriction change_restriction end_restriction open_stay change_stay assign_place move_in move_out propose_merge confirm_merge "
    "reverse_merge link_person unlink_person view_private_numbers import_residents view_restricted",
)

LEVELS = _of("residents", "change_level_of_care retract_level_of_care")

SHEET_READ = _of("staff", "view_sheet")
SHEET = SHEET_READ | _of("staff", "fill_sheet assign_run split_run end_assignment")
RUNS = _of("staff", "set_run close_run set_run_places")

STAFF_READ = _of("staff", "view_staff view_duty view_qualifications") | SHEET_READ
ON_CALL = _of(
    "staff",
    "take_over_turn record_call_taken retract_call_taken view_stand_ins set_stand_in end_stand_in",
) | _of("desk", "view_on_call_load")
STAFF_WRITE = STAFF_READ | _of(
    "staff",
    "record_qualification change_qualification withdraw_qualification set_not_at_work "
    "clear_not_at_work overrule_stop "
    "add_staff_member change_staff_member end_staff_member assign_role end_role set_shift "
    "close_shift plan_duty change_duty start_duty end_duty plan_on_call "
    "cancel_on_call plan_rotation take_part_of_turn add_outside_practitioner change_outside_practitioner",
)

# What whoever leads the shift does about who is here: others' coming and going, call-offs, open
# shifts and the pass of somebody an agency sends.
DUTY_LEAD = _of("staff", "view_duty start_duty end_duty") | _of(
    "rostering",
    "call_off view_open_shifts open_shift record_offer close_open_shift "
    "view_agency_passes make_agency_pass end_agency_pass",
)

TASKS_WORK = _of(
    "tasks",
    "view_my_tasks view_task claim_task release_task begin_task complete_task "
    "undo_task snooze_task comment_task view_watches view_watch answer_watch_check "
    "view_checklist prove_checklist_item",
)
TASKS_LEAD = TASKS_WORK | _of(
    "tasks",
    "view_tasks create_task change_task hand_task cancel_task retract_task promise_call_back "
    "view_series start_series change_series hold_series resume_series end_series start_watch "
    "retract_watch_entry view_checklists",
)
WATCH_LEAD = _of("tasks", "extend_watch end_watch")
CHECKLISTS = _of(
    "tasks", "start_checklist change_anchor close_checklist cancel_checklist view_checklists"
)
GATES = _of("tasks", "pass_gate")

NOTES_OWN = _of(
    "notes", "view_own_notes view_note write_note correct_note save_draft mark_read"
)
NOTES_READ = _of("notes", "view_notes view_note search_notes view_contacts_made view_handoff")
NOTES_ACTIVITY = _of("notes", "write_activity_note save_draft view_own_notes view_note")
NOTES_WRITE = (
    NOTES_OWN
    | NOTES_READ
    | _of(
        "notes",
        "retract_note put_away_note record_contact_made retract_contact_made record_telling "
        "write_activity_note "
        "compose_handoff sign_out_handoff sign_in_handoff",
    )
)
HANDOFF = _of("notes", "view_handoff compose_handoff sign_out_handoff sign_in_handoff")

VITALS_READ = _of("observations", "view_observations")
VITALS_WRITE = VITALS_READ | _of("observations", "record_observation retract_observation")

DOCUMENTS_READ = _of("documents", "view_documents view_document download_document")
DOCUMENTS_WRITE = DOCUMENTS_READ | _of(
    "documents", "upload_document change_document replace_document retract_document"
)
SURVEYS = _of(
    "documents",
    "view_survey_visits view_survey_visit open_survey_visit extend_survey_visit "
    "end_survey_visit renew_survey_code add_to_sample remove_from_sample "
    "log_survey_request answer_survey_request retract_survey_request",
)
DISCLOSURES_READ = _of("documents", "view_disclosures")
DISCLOSURES = DISCLOSURES_READ | _of("documents", "record_disclosure retract_disclosure")
CHARTS = DISCLOSURES | _of("documents", "make_chart download_chart")
# What a surveyor looks at: the sampled residents' records, and the house's answers to a survey.
SURVEY_READ = (
    RESIDENT_READ
    | VITALS_READ
    | DOCUMENTS_READ
    | _of("notes", "view_notes view_note view_contacts_made")
    | _of("tasks", "view_task")
    | _of("documents", "view_own_survey")
)
IMPORTS = _of(
    "documents",
    "view_imports view_source_records import_file correct_source_record claim_source_record",
) | _of("observations", "import_observations")

CALLS_RAISE = _of("alerts", "raise_alert")
CALLS = CALLS_RAISE | _of("alerts", "view_alerts view_alert acknowledge_alert resolve_alert")

EVENTS_RECORD = _of("incidents", "record_incident view_incident correct_incident") | _of(
    "notes", "record_telling"
)
EVENTS_READ = _of("incidents", "view_incident view_incidents")
EVENTS = (
    EVENTS_RECORD | EVENTS_READ | _of("incidents", "retract_incident sign_report review_report")
)

EMERGENCY = _of("identity", "open_emergency_access")
EMERGENCY_REVIEW = _of("identity", "view_emergency_access review_emergency_access")
AUDIT = _of("audit", "view_audit export_audit")
DEVICES = _of("identity", "view_devices enroll_device revoke_device unlock_pin")
PEOPLE = _of(
    "identity",
    "view_people view_roles add_person grant_role end_role deny_permission allow_permission "
    "off_board sign_out_everywhere start_reset open_resident close_resident",
)
COMMUNITY = (
    _of(
        "tenancy",
        "view_community add_apartments add_neighborhood change_apartment change_community "
        "change_neighborhood close_apartment close_neighborhood finish_setup found_community",
    )
    | _of("staff", "set_shift close_shift view_sheet")
    | RUNS
)
DEFINITIONS = _of("content", "view_definitions edit_definition publish_definition")
OFFICE = _of("office", "view_office")
OPERATIONS = (
    OFFICE
    | _of("office", "view_operations retry_job")
    | _of("outbox", "retry_delivery drop_delivery")
    | _of("replay", "settle_conflict settle_entry")
)
PORTAL = _of("portal", "view_portal") | _of("notify", "view_notices")


ROSTER = _of("desk", "view_roster print_roster") | _of("residents", "save_list end_list")
ROSTER_EXPORT = _of("desk", "export_roster") | _of("residents", "share_list")
TOGETHER = _of("notes", "act_together undo_together")


# --- The table ---------------------------------------------------------------------------------

COORDINATOR = (
    TODAY
    | ROSTER
    | ROSTER_EXPORT
    | TOGETHER
    | ON_CALL
    | STAND_UP
    | SHIFT
    | RESIDENT_READ
    | RESIDENT_ALL_WRITE
    | LEVELS
    | STAFF_WRITE
    | DUTY_LEAD
    | SHEET
    | RUNS
    | TASKS_LEAD
    | WATCH_LEAD
    | CHECKLISTS
    | NOTES_WRITE
    | VITALS_WRITE
    | DOCUMENTS_WRITE
    | IMPORTS
    | SURVEYS
    | CHARTS
    | CALLS
    | EMS_PAGE
    | EMERGENCY_REVIEW
    | AUDIT
    | DEVICES
    | DEFINITIONS
    | OFFICE
    | _of("tenancy", "view_community")
    | _of("identity", "view_people view_roles")
    | _of("replay", "settle_conflict settle_entry")
    | EVENTS
)
NURSE = (
    TODAY
    | ROSTER
    | ROSTER_EXPORT
    | TOGETHER
    | ON_CALL
    | SHIFT
    | RESIDENT_READ
    | RESIDENT_CARE_WRITE
    | LEVELS
    | STAFF_READ
    | DUTY_LEAD
    | _of("staff", "overrule_stop set_not_at_work clear_not_at_work")
    | SHEET
    | TASKS_LEAD
    | WATCH_LEAD
    | CHECKLISTS
    | NOTES_WRITE
    | VITALS_WRITE
    | DOCUMENTS_WRITE
    | CHARTS
    | CALLS
    | EMS_PAGE
    | EMERGENCY
    | EVENTS
)
MED_TECH = (
    SHIFT
    | ROSTER
    | RESIDENT_LIMITED
    | RESIDENT_LIFE
    | RESIDENT_WHEREABOUTS
    | TASKS_WORK
    | NOTES_OWN
    | HANDOFF
    | VITALS_WRITE
    | CALLS
    | EMS_PAGE
    | EMERGENCY
    | SHEET_READ
    | _of("staff", "view_duty")
    | EVENTS_RECORD
)
CAREGIVER = (
    SHIFT
    | ROSTER
    | RESIDENT_LIMITED
    | RESIDENT_LIFE
    | RESIDENT_WHEREABOUTS
    | TASKS_WORK
    | NOTES_OWN
    | HANDOFF
    | _of("observations", "record_observation")
    | CALLS
    | EMS_PAGE
    | SHEET_READ
    | _of("staff", "view_duty")
    | EVENTS_RECORD
)
ACTIVITIES = (
    SHIFT
    | RESIDENT_LIMITED
    | RESIDENT_LIFE
    | TASKS_WORK
    | NOTES_ACTIVITY
    | CALLS_RAISE
    | EVENTS_RECORD
)
DIRECTOR = (
    TODAY
    | ROSTER
    | ROSTER_EXPORT
    | ON_CALL
    | STAND_UP
    | RESIDENT_READ
    | LEVELS
    | STAFF_WRITE
    | DUTY_LEAD
    | SHEET
    | RUNS
    | NOTES_READ
    | TASKS_LEAD
    | WATCH_LEAD
    | CHECKLISTS
    | GATES
    | DOCUMENTS_READ
    | SURVEYS
    | CHARTS
    | VITALS_READ
    | CALLS
    | EMS_PAGE
    | EMERGENCY
    | EMERGENCY_REVIEW
    | AUDIT
    | PEOPLE
    | DEVICES
    | DEFINITIONS
    | OFFICE
    | COMMUNITY
    | _of("notes", "mark_read")
    | EVENTS
)
ADMINISTRATOR = (
    HOME
    | PEOPLE
    | DEVICES
    | DEFINITIONS
    | OPERATIONS
    | COMMUNITY
    | AUDIT
    | EMERGENCY_REVIEW
    | SURVEYS
    | _of("documents", "view_imports")
)

EMERGENCY_PERMISSIONS: frozenset[str] = (
    RESIDENT_READ | NOTES_READ | VITALS_READ | DOCUMENTS_READ | _of("tasks", "view_task")
)
FLOOR_PERMISSIONS: frozenset[str] = (
    SHIFT
    | TODAY
    | _of("desk", "view_roster print_roster")
    | RESIDENT_LIMITED
    | RESIDENT_LIFE
    | RESIDENT_HEALTH
    | RESIDENT_WHEREABOUTS
    | TASKS_WORK
    | NOTES_OWN
    | NOTES_READ
    | NOTES_ACTIVITY
    | HANDOFF
    | VITALS_WRITE
    | CALLS
    | EMS_PAGE
    | TELLS
    | SHEET
    | EVENTS_RECORD
    | DUTY_LEAD
)

# What a role must hold before a PIN on a tablet opens anything for it.
FLOOR_ENTRY = "floor.view_shift"

# Roles that one is checked in as: the one worked in now counts, not the others held.
ON_DUTY_ROLES = frozenset({"caregiver", "med-tech", "shift-lead", "nurse"})

_BOTH = ("normal", "restricted")

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            code="coordinator",
            label=N_("Resident care coordinator"),
            labels=_BOTH,
            permissions=COORDINATOR,
        ),
        Role(code="nurse", label=N_("Nurse"), labels=_BOTH, permissions=NURSE),
        Role(
            code="shift-lead",
            label=N_("Shift lead"),
            permissions=CAREGIVER
            | DUTY_LEAD
            | SHEET
            | TASKS_LEAD
            | NOTES_READ
            | TODAY
            | TOGETHER
            | TELLS,
        ),
        Role(code="med-tech", label=N_("Med-tech"), permissions=MED_TECH, home="floor:shift"),
        Role(
            code="caregiver", label=N_("Caregiver"), permissions=CAREGIVER, home="floor:shift"
        ),
        Role(
            code="activities",
            label=N_("Activities"),
            permissions=ACTIVITIES,
            home="floor:shift",
        ),
        Role(
            code="driver",
            label=N_("Driver"),
            sees="linked",
            permissions=PORTAL | CALLS_RAISE | COME_AND_GO,
            home="portal:portal",
        ),
        Role(
            code="maintenance",
            label=N_("Maintenance"),
            sees="none",
            permissions=PORTAL | COME_AND_GO,
            home="portal:portal",
        ),
        Role(
            code="housekeeping",
            label=N_("Housekeeping"),
            sees="none",
            permissions=PORTAL | COME_AND_GO,
            home="portal:portal",
        ),
        Role(
            code="dining",
            label=N_("Dining"),
            sees="linked",
            permissions=PORTAL | COME_AND_GO,
            home="portal:portal",
        ),
        Role(
            code="front-desk",
            label=N_("Front desk"),
            sees="none",
            permissions=PORTAL | COME_AND_GO,
            home="portal:portal",
        ),
        Role(
            code="volunteer",
            label=N_("Volunteer"),
            sees="none",
            permissions=PORTAL | COME_AND_GO,
            home="portal:portal",
        ),
        Role(
            code="social-worker",
            label=N_("Social worker"),
            labels=_BOTH,
            permissions=TODAY
            | ROSTER
            | RESIDENT_READ
            | NOTES_WRITE
            | TASKS_WORK
            | DOCUMENTS_READ
            | STAFF_READ
            | EMERGENCY
            | EVENTS_RECORD,
        ),
        Role(
            code="dietitian",
            label=N_("Dietitian"),
            permissions=HOME | ROSTER | RESIDENT_READ | NOTES_OWN | VITALS_READ | TASKS_WORK,
            home="desk:more",
        ),
        Role(
            code="therapist",
            label=N_("Therapist"),
            sees="linked",
            permissions=HOME | RESIDENT_READ | NOTES_OWN | VITALS_READ,
            home="desk:more",
        ),
        Role(
            code="sales",
            label=N_("Sales"),
            sees="none",
            permissions=PORTAL | COME_AND_GO,
            home="portal:portal",
        ),
        Role(code="executive-director", label=N_("Executive director"), permissions=DIRECTOR),
        Role(
            code="regional-nurse",
            label=N_("Regional nurse"),
            permissions=TODAY
            | ROSTER
            | STAND_UP
            | RESIDENT_READ
            | NOTES_READ
            | VITALS_READ
            | DOCUMENTS_READ
            | STAFF_READ
            | EVENTS_READ
            | _of("tasks", "view_tasks view_task"),
        ),
        Role(
            code="regional-director",
            label=N_("Regional director"),
            sees="none",
            permissions=PORTAL | STAFF_READ,
            home="portal:portal",
        ),
        Role(
            code="agency",
            label=N_("Outside agency"),
            sees="linked",
            permissions=PORTAL,
            home="portal:portal",
        ),
        Role(
            code="ombudsman",
            label=N_("Ombudsman"),
            sees="linked",
            permissions=PORTAL,
            home="portal:portal",
            idle_minutes=30,
        ),
        Role(
            code="resident",
            label=N_("Resident"),
            sees="linked",
            permissions=PORTAL,
            home="portal:portal",
            idle_minutes=30,
        ),
        Role(
            code="family",
            label=N_("Family"),
            sees="linked",
            permissions=PORTAL,
            home="portal:portal",
            idle_minutes=30,
        ),
        Role(
            code="physician",
            label=N_("Physician"),
            sees="linked",
            labels=_BOTH,
            permissions=PORTAL | RESIDENT_READ | NOTES_WRITE | VITALS_READ | DOCUMENTS_READ,
            home="portal:portal",
        ),
        Role(
            code="pharmacist",
            label=N_("Pharmacist"),
            sees="linked",
            permissions=PORTAL,
            home="portal:portal",
        ),
        Role(
            code="surveyor",
            label=N_("Surveyor"),
            sees="linked",
            permissions=SURVEY_READ | _of("desk", "view_roster print_roster"),
            home="documents:view_own_survey",
            idle_minutes=30,
            read_only=True,
        ),
        Role(
            code="administrator",
            label=N_("Administrator"),
            sees="none",
            permissions=ADMINISTRATOR,
            home="office:view_office",
        ),
    )
}
