"""What can never be kept of residents: each row goes around the actions and meets the database.

tests/record/test_walls.py holds the walls that areas share; here every other one of this room.
"""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import Error, models, transaction

from hearth.kernel import clock
from hearth.record.residents import actions
from hearth.record.residents.actions import NewAllergy, NewCondition, NewNumber
from hearth.record.residents.codes import TellEvent, TellWhen
from hearth.record.residents.models import (
    Delegation,
    Helping,
    Placement,
    ResidentTerm,
    SavedList,
    StayEvent,
    Whereabouts,
)
from tests.factories.residents import make_resident
from tests.factories.staff import make_duty, make_member, make_practitioner


pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NOW, SOMEBODY, RESIDENT, OTHER, MEMBER = (object() for _ in range(5))


@pytest.fixture
def rows(does, actor, facility, resident, stay, contact, somebody_else) -> dict[str, Any]:
    """One row of every table of the room, each made by its verb."""
    other = make_resident(facility, "Hays", "Peggy")
    on = {**does, "resident": resident}
    number = {"system": "s", "value": "1"}
    actions.sign_out(**on, client_ref=uuid4())
    actions.leave_for_hospital(**does, stay=stay, hospital="Mercy")
    stay.refresh_from_db()
    wish = {TellEvent.MONEY: (TellWhen.NEVER, None)}
    barred = actions.add_restriction(
        **on, name="Kevin", kinds=["no-visits"], basis="resident-wish"
    )
    page = actions.make_ems_page(**on, reason="Fell")
    actions.issue_ems_code(**does, ems_page=page)
    page.refresh_from_db()
    plan = {"starts": clock.now() + DAY, "ends": clock.now() + 2 * DAY}
    member = make_member(facility)
    about = {"facility": facility, "resident": resident}
    made = {"recorded_at": clock.now(), "recorded_by": actor, "starts": date(2026, 1, 1)}
    now = clock.now()
    return {
        "delegation": Delegation.objects.create(
            **about,
            **made,
            what="Insulin",
            nurse=make_member(facility, "Lee", "Kim"),
            member=member,
        ),
        "helping": Helping.objects.create(
            **about,
            member=member,
            duty=make_duty(member, "caregiver"),
            starts=now,
            ends=now + DAY,
        ),
        "savedlist": SavedList.objects.create(
            facility=facility, name="Diet", saved_at=now, saved_by=actor
        ),
        "contactwish": actions.set_wishes(**does, contact=contact, wishes=wish)[0],
        "restriction": barred,
        "restrictiondeviation": actions.record_restriction_deviation(
            **does, restriction=barred, what="visited", reason="Came in"
        ),
        "agreement": actions.add_agreement(
            **on, about="Salt", text="None", agreed_by="Ann", agreed_on=date(2026, 1, 1)
        ),
        "callfirst": actions.add_call_first(**on, text="Hospice before 911"),
        "levelofcare": actions.change_level_of_care(
            **on,
            level="level-2",
            starts=date(2026, 1, 1),
            decided_by="Kim Lee, RN",
            reason="One person helps",
        ),
        "emspage": page,
        "plannedabsence": actions.plan_absence(**on, **plan),
        "resident": resident,
        "other": other,
        "contact": contact,
        "stay": stay,
        "stayevent": StayEvent.objects.last(),
        "whereabouts": Whereabouts.objects.order_by("id").first(),
        "placement": Placement.objects.get(stay=stay),
        "flag": actions.raise_flag(**on, code="fall"),
        "condition": actions.add_condition(
            **on, condition=NewCondition(text="Gout", source_system="e", source_id="1")
        ),
        "allergyintolerance": actions.add_allergy(
            **on, allergy=NewAllergy(text="Dust", source_system="e", source_id="1")
        ),
        "advancedirective": actions.add_directive(**on, directive_kind="polst"),
        "careteammember": actions.add_care_team_member(
            **on, role="specialist", practitioner=make_practitioner(facility)
        ),
        "member": member,
        "contactauthority": actions.grant_authority(
            **does, contact=contact, authority="billing"
        ),
        "coverage": actions.add_coverage(**on, payer_kind="medicare", starts=date(2026, 1, 1)),
        "identifier": actions.add_identifier(**on, number=NewNumber(**number)),
        "closed": actions.add_identifier(**on, number=NewNumber(**number, type="MC")),
        "residentname": actions.add_name(**on, use="old", family="Sokol"),
        "residentterm": ResidentTerm.objects.filter(resident=resident).first(),
        "mergelink": actions.propose_merge(**on, duplicate=other, reason="Same"),
    }


# (what refuses, of which row, what it is changed to)
CHANGES: list[tuple[str, str, dict[str, Any]]] = [
    ("advancedirective_ended_with_reason", "advancedirective", {"ended_at": NOW}),
    ("advancedirective_kind_known", "advancedirective", {"directive_kind": "x"}),
    ("advancedirective_verified_by_somebody", "advancedirective", {"verified_at": NOW}),
    (
        "allergyintolerance_error_has_reason",
        "allergyintolerance",
        {"verification_status": "entered-in-error"},
    ),
    ("allergyintolerance_has_text", "allergyintolerance", {"text": ""}),
    ("allergyintolerance_status_known", "allergyintolerance", {"clinical_status": "x"}),
    (
        "allergyintolerance_verification_known",
        "allergyintolerance",
        {"verification_status": "x"},
    ),
    ("careteammember_ended_by_somebody", "careteammember", {"ended_at": NOW}),
    ("careteammember_is_one_person", "careteammember", {"practitioner": None}),
    ("careteammember_role_known", "careteammember", {"role": "x"}),
    (
        "careteammember_ends_after_start",
        "careteammember",
        {"starts": date(2026, 1, 2), "ends": date(2026, 1, 1)},
    ),
    ("careteammember_visit_days_known", "careteammember", {"visit_days": ["x"]}),
    ("agreement_error_has_reason", "agreement", {"entered_in_error_at": NOW}),
    ("levelofcare_error_has_reason", "levelofcare", {"entered_in_error_at": NOW}),
    ("callfirst_ended_with_reason", "callfirst", {"ended_at": NOW, "ended_by": SOMEBODY}),
    ("callfirst_has_text", "callfirst", {"text": ""}),
    ("contactwish_ended_by_somebody", "contactwish", {"ended_at": NOW}),
    ("contactwish_event_known", "contactwish", {"event": "x"}),
    ("contactwish_when_known", "contactwish", {"tell_when": "x"}),
    ("emspage_code_ends", "emspage", {"code_until": None}),
    ("emspage_ended_by_somebody", "emspage", {"ended_at": NOW}),
    ("emspage_has_reason", "emspage", {"reason": ""}),
    (
        "emspage_last_well_not_in_future",
        "emspage",
        {"last_well_at": clock.now() + 900 * DAY},
    ),
    ("emspage_printed_by_somebody", "emspage", {"printed_at": NOW}),
    ("restriction_basis_known", "restriction", {"basis": "x"}),
    ("restriction_ended_with_reason", "restriction", {"ended_at": NOW, "ended_by": SOMEBODY}),
    ("restriction_ends_after_start", "restriction", {"ends": date(2020, 1, 1)}),
    ("restriction_has_name", "restriction", {"name": ""}),
    ("restriction_says_what", "restriction", {"kinds": []}),
    (
        "restrictiondeviation_error_has_reason",
        "restrictiondeviation",
        {"entered_in_error_at": NOW},
    ),
    ("contact_ended_by_somebody", "contact", {"ended_at": NOW}),
    ("contact_tell_by_known", "contact", {"tell_by": "x"}),
    ("contactauthority_ended_with_reason", "contactauthority", {"ended_at": NOW}),
    ("contactauthority_verified_by_somebody", "contactauthority", {"verified_at": NOW}),
    ("coverage_ends_after_start", "coverage", {"ends": date(2025, 1, 1)}),
    ("coverage_error_has_reason", "coverage", {"entered_in_error_at": NOW}),
    ("coverage_payer_known", "coverage", {"payer_kind": "x"}),
    ("delegation_ended_says_why", "delegation", {"ended_at": NOW, "ended_by": SOMEBODY}),
    ("delegation_ends_after_start", "delegation", {"until": date(2025, 1, 1)}),
    ("delegation_says_what", "delegation", {"what": ""}),
    ("delegation_to_another_person", "delegation", {"nurse": MEMBER}),
    ("helping_ends_after_start", "helping", {"ends": clock.now() - 900 * DAY}),
    ("savedlist_ended_by_somebody", "savedlist", {"ended_at": NOW}),
    ("savedlist_has_name", "savedlist", {"name": ""}),
    ("flag_code_known", "flag", {"code": "x"}),
    ("flag_precaution_of_infection", "flag", {"precaution": "contact"}),
    ("flag_ended_with_reason", "flag", {"ended_at": NOW, "ended_by": SOMEBODY}),
    ("flag_other_says_what", "flag", {"code": "other"}),
    ("flag_until_after_since", "flag", {"until": clock.now() - 900 * DAY}),
    ("identifier_open_or_private", "identifier", {"value": ""}),
    ("identifier_open_or_private", "closed", {"value": "1"}),
    ("mergelink_has_reason", "mergelink", {"reason": ""}),
    ("mergelink_reversed_with_reason", "mergelink", {"reversed_at": NOW}),
    ("mergelink_two_records", "mergelink", {"duplicate": RESIDENT}),
    ("placement_cancelled_by_somebody", "placement", {"cancelled_at": NOW}),
    ("placement_ends_after_start", "placement", {"ends": clock.now() - 900 * DAY}),
    ("resident_birth_precision_known", "resident", {"birth_date_precision": "x"}),
    ("resident_code_status_known", "resident", {"code_status": "x"}),
    ("resident_gender_known", "resident", {"gender": "x"}),
    ("resident_label_known|row-level security", "resident", {"security_label": "x"}),
    ("resident_not_merged_into_itself", "resident", {"merged_into": RESIDENT}),
    ("resident_ssn_with_index", "resident", {"ssn_index": "x"}),
    ("residentname_not_empty", "residentname", {"family": ""}),
    ("residentname_use_known", "residentname", {"use": "x"}),
    (
        "stay_ends_after_start",
        "stay",
        {"status": "moved-out", "ends": clock.now() - 900 * DAY},
    ),
    ("stay_status_known", "stay", {"status": "x"}),
    ("stayevent_error_has_reason", "stayevent", {"entered_in_error_at": NOW}),
    (
        "plannedabsence_ends_after_start",
        "plannedabsence",
        {"ends": clock.now() - 900 * DAY},
    ),
    ("plannedabsence_kind_known", "plannedabsence", {"out_for": "x"}),
    ("plannedabsence_cancelled_has_reason", "plannedabsence", {"cancelled_at": NOW}),
    ("whereabouts_error_has_reason", "whereabouts", {"entered_in_error_at": NOW}),
]

# (what refuses, of which row, how a second one like it differs)
COPIES: list[tuple[str, str, dict[str, Any]]] = [
    ("allergyintolerance_source_once", "allergyintolerance", {}),
    ("agreement_says_what_and_who", "agreement", {"about": ""}),
    ("levelofcare_says_what_who_and_why", "levelofcare", {"level": ""}),
    ("levelofcare_says_what_who_and_why", "levelofcare", {"decided_by": ""}),
    ("levelofcare_says_what_who_and_why", "levelofcare", {"reason": ""}),
    ("levelofcare_one_a_day", "levelofcare", {}),
    ("contactwish_once", "contactwish", {}),
    ("emspage_code_once", "emspage", {}),
    ("restrictiondeviation_has_reason", "restrictiondeviation", {"reason": ""}),
    (
        "restrictiondeviation_not_in_future",
        "restrictiondeviation",
        {"effective": clock.now() + 900 * DAY},
    ),
    ("restrictiondeviation_what_known", "restrictiondeviation", {"what": "x"}),
    ("condition_source_once", "condition", {}),
    ("contactauthority_once", "contactauthority", {}),
    ("flag_once", "flag", {}),
    ("helping_once", "helping", {}),
    ("savedlist_name_once", "savedlist", {}),
    ("identifier_value_once", "identifier", {"resident": OTHER}),
    ("identifier_private_value_once", "closed", {"resident": OTHER}),
    ("mergelink_once", "mergelink", {}),
    ("residentterm_once", "residentterm", {}),
    ("stayevent_not_in_future", "stayevent", {"effective": clock.now() + 900 * DAY}),
    ("stayevent_status_known", "stayevent", {"to_status": "x"}),
    ("plannedabsence_one_at_a_time", "plannedabsence", {}),
    ("whereabouts_client_ref_once", "whereabouts", {}),
    (
        "whereabouts_way_out_is_coded_out",
        "whereabouts",
        {"code": "in", "reason_code": "fall", "client_ref": None},
    ),
    (
        "whereabouts_return_is_coded_in",
        "whereabouts",
        {"new_orders": True, "client_ref": None},
    ),
    (
        "whereabouts_decided_by_known",
        "whereabouts",
        {"decided_by": "x", "client_ref": None},
    ),
    ("whereabouts_code_known", "whereabouts", {"code": "x", "client_ref": None}),
]


@pytest.fixture
def meant(rows, somebody_else):
    """Values as columns hold them."""

    def read(columns: dict[str, Any]) -> dict[str, Any]:
        words = {
            NOW: clock.now(),
            SOMEBODY: somebody_else,
            RESIDENT: rows["resident"],
            OTHER: rows["other"],
            MEMBER: rows["member"],
        }
        plain = (list, dict)
        return {
            name: value if isinstance(value, plain) else words.get(value, value)
            for name, value in columns.items()
        }

    return read


@pytest.mark.parametrize(("constraint", "of", "columns"), CHANGES)
def test_a_row_is_not_changed_into_what_cannot_be(rows, meant, constraint, of, columns):
    row = rows[of]
    with pytest.raises(Error, match=constraint), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**meant(columns))


@pytest.mark.parametrize(("constraint", "of", "columns"), COPIES)
def test_a_second_row_like_it_is_not_kept(rows, meant, constraint, of, columns):
    row = rows[of]
    row.refresh_from_db()
    values = {f.name: getattr(row, f.name) for f in row._meta.concrete_fields}
    del values["id"]
    with pytest.raises(Error, match=constraint), transaction.atomic():
        type(row).objects.create(**values | meant(columns))


def test_a_contact_is_one_actors_once(rows, actor):
    contact = rows["contact"]
    type(contact).objects.filter(pk=contact.pk).update(actor=actor)
    contact.refresh_from_db()
    contact.pk = None
    contact._state.adding = True
    with pytest.raises(Error, match="contact_one_per_actor"), transaction.atomic():
        type(contact).objects.create(
            facility=contact.facility, resident=contact.resident, family="B", actor=actor
        )


def test_a_way_out_is_not_a_step_of_itself(rows):
    row = rows["whereabouts"]
    row.refresh_from_db()
    values = {f.name: getattr(row, f.name) for f in row._meta.concrete_fields}
    key = uuid4()
    values |= {"id": key, "client_ref": None, "way_out": None, "way_out_id": key}
    del values["way_out"]
    with (
        pytest.raises(Error, match="whereabouts_not_its_own_way_out"),
        transaction.atomic(),
    ):
        type(row).objects.create(**values)


def test_a_way_out_was_planned_once(does, rows):
    plan, row = rows["plannedabsence"], rows["whereabouts"]
    later = actions.plan_absence(
        **does,
        resident=plan.resident,
        starts=plan.ends + DAY,
        ends=plan.ends + 2 * DAY,
    )
    type(plan).objects.filter(pk=plan.pk).update(way_out=row)
    with pytest.raises(Error, match="plannedabsence_way_out_once"), transaction.atomic():
        type(plan).objects.filter(pk=later.pk).update(way_out=row)


@pytest.mark.parametrize("of", ["stayevent", "whereabouts"])
def test_a_fact_is_neither_overwritten_nor_removed(rows, of):
    row = rows[of]
    found = type(row).objects.filter(pk=row.pk)
    for attempt in (lambda: found.update(performer_text="Somebody else"), found.delete):
        with pytest.raises(Error), transaction.atomic():
            attempt()


def test_every_constraint_of_the_room_is_met_somewhere(pytestconfig):
    """A constraint without a test is a promise nobody keeps an eye on."""
    names = {
        constraint.name
        for model in apps.get_app_config("residents").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.BaseConstraint)
    }
    folder = pytestconfig.rootpath / "tests" / "record"
    tested = "".join(path.read_text() for path in folder.rglob("*.py"))
    assert sorted(name for name in names if name not in tested) == []
