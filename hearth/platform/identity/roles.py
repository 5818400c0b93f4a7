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
    """One row of the table. ``idle_minutes``: silence after which a session is over."""

    code: str
    label: str
    sees: str = "all"
    labels: tuple[str, ...] = ("normal",)
    permissions: frozenset[str] = frozenset()
    idle_minutes: int = 15
    home: str = "desk:today"


def _of(area: str, verbs: str) -> frozenset[str]:
    return frozenset(f"{area}.{verb}" for verb in verbs.split())


# --- Areas, by how much of them one may see or do ----------------------------------------------

HOME = _of("desk", "view_home search") | _of("notify", "view_notices")
TODAY = _of("desk", "view_today print_huddle_sheet mark_read") | HOME
STAND_UP = _of("desk", "print_stand_up_sheet")
SHIFT = _of("floor", "view_shift") | HOME

RESIDENT_LIMITED = _of("residents", "view_residents view_resident view_safety view_whereabouts")
RESIDENT_LIFE = _of("residents", "view_life")
RESIDENT_HEALTH = _of("residents", "view_health view_contacts view_face_sheet view_census")
RESIDENT_READ = (
    RESIDENT_LIMITED | RESIDENT_LIFE | RESIDENT_HEALTH | _of("residents", "view_coverage")
)
RESIDENT_WHEREABOUTS = _of("residents", "sign_out sign_in report_unaccounted")
RESIDENT_CARE_WRITE = RESIDENT_WHEREABOUTS | _of(
    "residents",
    "change_code_status change_diet change_mobility change_life change_photo raise_flag end_flag "
    "add_condition change_condition add_allergy change_allergy state_no_known_allergies "
    "add_directive end_directive add_care_team_member end_care_team_member "
    "leave_for_hospital record_return record_death",
)
RESIDENT_ALL_WRITE = RESIDENT_CARE_WRITE | _of(
    "residents",
    "add_resident change_resident add_name end_name add_identifier end_identifier add_coverage "
    "change_coverage add_contact change_contact end_contact grant_authority end_authority "
    "set_may_see open_stay change_stay assign_place move_in move_out propose_merge confirm_merge "
    "reverse_merge link_person unlink_person view_private_numbers import_residents view_restricted",
)

STAFF_READ = _of("staff", "view_staff view_duty")
STAFF_WRITE = STAFF_READ | _of(
    "staff",
    "add_staff_member change_staff_member end_staff_member assign_role end_role set_shift "
    "close_shift plan_duty change_duty start_duty end_duty report_absence plan_on_call "
    "cancel_on_call add_outside_practitioner change_outside_practitioner",
)

ROLES: dict[str, Role] = {}
FLOOR_PERMISSIONS: frozenset[str] = frozenset()
EMERGENCY_PERMISSIONS: frozenset[str] = frozenset()
