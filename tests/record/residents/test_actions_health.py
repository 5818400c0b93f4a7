"""Conditions, allergies, directives, care team: what is left behind, and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from hearth.kernel import clock
from hearth.platform.scope import process_scope, scoped
from hearth.record.residents import actions, queries
from hearth.record.residents.actions import NewAllergy, NewCondition
from hearth.record.residents.codes import NoKnownAllergy
from hearth.record.residents.models import AllergyIntolerance, Condition
from tests.factories.residents import make_resident
from tests.factories.staff import make_member, make_practitioner
from tests.record.residents.leaving import audited, refused, told


pytestmark = pytest.mark.django_db

SNOMED = "http://snomed.info/sct"
PENICILLIN = NewAllergy(
    text="Penicillin",
    code="91936005",
    code_system=SNOMED,
    category=["medication"],
    criticality="high",
    reactions=[{"text": "Swelling", "severity": "severe"}, {"text": "x", "severity": "odd"}],
)
DUST = NewAllergy(text="Dust", category=["environment"])


@pytest.fixture
def line(does, resident):
    return lambda: queries.allergy_line_of(does["scope"], resident)


# Conditions


def test_a_condition_is_put_on_the_record(does, actor, resident):
    row = actions.add_condition(
        **does,
        resident=resident,
        condition=NewCondition(
            text="Diabetes", code="44054006", code_system=SNOMED, onset=date(1999, 1, 1)
        ),
    )
    assert (row.recorder, row.clinical_status) == (actor, "active")
    assert list(queries.active_conditions(does["scope"], resident)) == [row]
    assert audited("residents.add_condition") == len(told("ConditionChanged")) == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"text": " "}, "text-missing"),
        ({"onset": date(2999, 1, 1)}, "onset-future"),
        ({"onset": date(2020, 1, 1), "abatement": date(2019, 1, 1)}, "ends-first"),
        ({"clinical_status": "gone"}, "not-a-choice"),
        ({"text": "x" * 401}, "too-long"),
    ],
)
def test_a_condition_nobody_can_have_is_refused(does, resident, said, code):
    with refused(code):
        actions.add_condition(
            **does, resident=resident, condition=NewCondition(**{"text": "Gout"} | said)
        )
    row = actions.add_condition(**does, resident=resident, condition=NewCondition(text="Gout"))
    with refused(code):
        actions.change_condition(**does, condition=row, changes=said)


def test_a_condition_resolves_and_is_still_there(does, resident):
    row = actions.add_condition(
        **does, resident=resident, condition=NewCondition(text="Pneumonia")
    )
    actions.change_condition(**does, condition=row, changes={"clinical_status": "resolved"})
    scope = does["scope"]
    assert list(queries.active_conditions(scope, resident)) == []
    assert list(queries.conditions_of(scope, resident)) == [row]


def test_a_condition_entered_in_error_stays_so(does, resident):
    row = actions.add_condition(**does, resident=resident, condition=NewCondition(text="Gout"))
    error = {"verification_status": "entered-in-error"}
    with refused("reason-missing"):
        actions.change_condition(**does, condition=row, changes=error)
    actions.change_condition(**does, condition=row, changes={}, error_reason="Other resident")
    assert list(queries.conditions_of(does["scope"], resident)) == []
    assert Condition.objects.get().error_reason == "Other resident"
    with refused("in-error"):
        actions.change_condition(**does, condition=row, changes={"text": "Gout again"})


def test_an_entry_of_another_system_comes_once(does, resident):
    new = NewCondition(text="Gout", source_system="ehr", source_id="1")
    actions.add_condition(**does, resident=resident, condition=new)
    with refused("source-taken") as refusal:
        actions.add_condition(**does, resident=resident, condition=new)
    assert refusal.value.status == 409


def test_a_label_of_its_own_hides_a_condition_from_who_may_not_see_it(does, resident):
    with scoped(process_scope("test", resident.facility_id)) as wide:
        row = actions.add_condition(
            scope=wide,
            by=does["by"],
            resident=resident,
            condition=NewCondition(text="Alcohol use", security_label="part2"),
        )
    assert row.security_label == "part2"
    assert not queries.conditions_of(does["scope"], resident).exists()


# Allergies


def test_an_allergy_is_put_on_the_record_and_the_banner_says_it(does, resident, line):
    assert line().not_known
    actions.add_allergy(**does, resident=resident, allergy=DUST)
    actions.add_allergy(**does, resident=resident, allergy=PENICILLIN)
    assert line().known == ("Penicillin", "Dust")
    assert audited("residents.add_allergy") == len(told("AllergyChanged")) == 2


@pytest.mark.parametrize(
    "again",
    [
        PENICILLIN,
        NewAllergy(text="PENICILLIN "),
        NewAllergy(text="Bicillin", code="91936005", code_system=SNOMED),
    ],
)
def test_an_allergy_stands_once(does, resident, again):
    actions.add_allergy(**does, resident=resident, allergy=PENICILLIN)
    with refused("allergy-there") as refusal:
        actions.add_allergy(**does, resident=resident, allergy=again)
    assert refusal.value.status == 409


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"text": ""}, "text-missing"),
        ({"onset": date(2999, 1, 1)}, "onset-future"),
        ({"category": ["stone"]}, "not-a-choice"),
        ({"text": "x" * 241}, "too-long"),
    ],
)
def test_an_allergy_nobody_can_have_is_refused(does, resident, said, code):
    with refused(code):
        actions.add_allergy(
            **does, resident=resident, allergy=NewAllergy(**{"text": "Dust"} | said)
        )


def test_that_there_is_none_is_said_and_said_again(does, actor, resident, line):
    for _ in range(2):
        actions.state_no_known_allergies(**does, resident=resident, asserter_text="Daughter")
    assert (line().none, line().not_known) == (True, False)
    rows = AllergyIntolerance.objects.order_by("id")
    assert [r.clinical_status for r in rows] == ["inactive", "active"]
    assert rows[1].asserter_text == "Daughter"
    assert audited("residents.state_no_known_allergies") == 2


def test_a_new_allergy_ends_the_statement_that_there_is_none(does, resident, line):
    for statement in (NoKnownAllergy.ANY, NoKnownAllergy.FOOD, NoKnownAllergy.MEDICINE):
        actions.state_no_known_allergies(**does, resident=resident, statement=statement)
    actions.add_allergy(**does, resident=resident, allergy=PENICILLIN)
    assert line().known == ("Penicillin",)
    assert line().partly == ("No known food allergies",)
    assert not line().none


def test_nobody_says_there_is_none_while_one_is_known(does, resident, line):
    row = actions.add_allergy(**does, resident=resident, allergy=PENICILLIN)
    for statement in (NoKnownAllergy.ANY, NoKnownAllergy.MEDICINE):
        with refused("allergy-known"):
            actions.state_no_known_allergies(**does, resident=resident, statement=statement)
    actions.state_no_known_allergies(**does, resident=resident, statement=NoKnownAllergy.FOOD)
    actions.change_allergy(**does, allergy=row, changes={"clinical_status": "resolved"})
    actions.state_no_known_allergies(**does, resident=resident)
    assert line().none


def test_an_allergy_that_holds_again_ends_the_statement(does, resident, line):
    row = actions.add_allergy(**does, resident=resident, allergy=PENICILLIN)
    actions.change_allergy(**does, allergy=row, changes={"clinical_status": "inactive"})
    actions.state_no_known_allergies(**does, resident=resident)
    actions.change_allergy(**does, allergy=row, changes={"clinical_status": "active"})
    assert (line().known, line().none) == (("Penicillin",), False)


def test_an_allergy_entered_in_error_stays_so(does, resident, line):
    row = actions.add_allergy(**does, resident=resident, allergy=PENICILLIN)
    with refused("reason-missing"):
        actions.change_allergy(
            **does, allergy=row, changes={"verification_status": "entered-in-error"}
        )
    actions.change_allergy(**does, allergy=row, changes={}, error_reason="Other resident")
    assert line().not_known
    with refused("in-error"):
        actions.change_allergy(**does, allergy=row, changes={"text": "Penicillin G"})
    actions.add_allergy(**does, resident=resident, allergy=PENICILLIN)


# Directives


def test_a_directive_is_kept_until_it_is_taken_back(does, actor, resident):
    row = actions.add_directive(
        **does,
        resident=resident,
        directive_kind="polst",
        document=resident.pk,
        original_is_at="Front desk",
        verified=True,
    )
    assert (row.verified_by, row.recorder) == (actor, actor)
    assert list(queries.directives_of(does["scope"], resident)) == [row]
    resident.refresh_from_db()
    assert resident.code_status == "unknown"
    with refused("reason-missing"):
        actions.end_directive(**does, directive=row, reason=" ")
    actions.end_directive(**does, directive=row, reason="Replaced")
    assert list(queries.directives_of(does["scope"], resident)) == []
    assert len(told("DirectiveChanged")) == 2
    with refused("ended-already"):
        actions.end_directive(**does, directive=row, reason="Again")


def test_a_directive_nobody_can_sign_is_refused(does, resident):
    with refused("ends-first"):
        actions.add_directive(
            **does,
            resident=resident,
            directive_kind="polst",
            starts=date(2026, 2, 1),
            ends=date(2026, 1, 1),
        )
    with refused("not-a-choice"):
        actions.add_directive(**does, resident=resident, directive_kind="oracle")


# The care team


def test_the_care_team_holds_people_from_outside_and_our_own(does, facility, resident):
    doctor, own = make_practitioner(facility), make_member(facility)
    one = actions.add_care_team_member(
        **does, resident=resident, role="primary-care", practitioner=doctor
    )
    actions.add_care_team_member(
        **does, resident=resident, role="key-worker", member=own, position=2
    )
    team = queries.care_team_of(does["scope"], resident)
    assert [m.role for m in team] == ["primary-care", "key-worker"]
    with refused("on-team"):
        actions.add_care_team_member(
            **does, resident=resident, role="primary-care", practitioner=doctor
        )
    actions.end_care_team_member(**does, team_member=one)
    assert team.all().count() == 1
    assert audited("residents.add_care_team_member") == 2
    with refused("ended-already"):
        actions.end_care_team_member(**does, team_member=one)


def test_a_care_team_member_is_one_person_known_here(does, facility, other_facility, resident):
    doctor, own = make_practitioner(facility), make_member(facility)
    with refused("one-person"):
        actions.add_care_team_member(**does, resident=resident, role="specialist")
    with refused("one-person"):
        actions.add_care_team_member(
            **does, resident=resident, role="specialist", practitioner=doctor, member=own
        )
    with refused("not-a-choice"):
        actions.add_care_team_member(
            **does, resident=resident, role="wizard", practitioner=doctor
        )
    with scoped(process_scope("test", other_facility.pk)):
        theirs = make_practitioner(other_facility)
    with refused("not-found"):
        actions.add_care_team_member(
            **does, resident=resident, role="specialist", practitioner=theirs
        )


def test_another_communitys_entries_are_not_found(does, other_facility):
    now = clock.now() - timedelta(hours=1)
    with scoped(process_scope("test", other_facility.pk)):
        who = {"facility": other_facility, "resident": make_resident(other_facility)}
        noted = {"recorded": now, "recorder": does["by"]}
        condition = Condition.objects.create(**who, **noted, text="Gout")
        allergy = AllergyIntolerance.objects.create(**who, **noted, text="Dust")
    with refused("not-found"):
        actions.change_condition(**does, condition=condition, changes={"text": "X"})
    with refused("not-found"):
        actions.change_allergy(**does, allergy=allergy, changes={"text": "X"})


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("condition_has_text", {"text": ""}),
        ("condition_clinical_status_known", {"clinical_status": "gone"}),
        ("condition_verification_known", {"verification_status": "maybe"}),
        ("condition_error_has_reason", {"verification_status": "entered-in-error"}),
    ],
)
def test_around_the_actions_the_database_still_refuses(does, resident, constraint, columns):
    row = actions.add_condition(**does, resident=resident, condition=NewCondition(text="Gout"))
    with pytest.raises(Error, match=constraint), transaction.atomic():
        Condition.objects.filter(pk=row.pk).update(**columns)
