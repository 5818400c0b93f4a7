"""What people are qualified for, and what asks for it: the rules, the verbs, the constraints."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity.scopes import scope_for
from hearth.platform.outbox.models import DomainEvent
from hearth.record.staff import actions, queries, rules
from hearth.record.staff.actions import PlannedDuty
from hearth.record.staff.codes import AwayReason, FindingCode
from hearth.record.staff.models import (
    DutyDeviation,
    DutyPeriod,
    NotAtWork,
    Qualification,
    StaffRole,
)
from hearth.record.staff.rules import Away, Held, Requirement
from tests.factories.identity import make_account
from tests.factories.staff import make_duty, make_member, make_qualification, make_shift
from tests.record.refusals import refusal


NOON = datetime(2026, 11, 24, 18, tzinfo=UTC)  # 12:00 in Chicago
TODAY = NOON.date()
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NURSE = Requirement(role="nurse", sorts=("rn-licence", "lpn-licence"), stop=True)
CPR = Requirement(role="nurse", sorts=("cpr",), stop=False)


# Rules


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ([], [("missing", True)]),
        ([Held(sort="rn-licence", ends=TODAY)], [("ends-soon", False)]),
        ([Held(sort="rn-licence", ends=TODAY - DAY)], [("ended", True)]),
        ([Held(sort="rn-licence", starts=TODAY + DAY)], [("missing", True)]),
        ([Held(sort="rn-licence", ends=TODAY + 31 * DAY)], []),
        ([Held(sort="lpn-licence")], []),
        (
            [Held(sort="rn-licence", ends=TODAY - DAY), Held(sort="lpn-licence")],
            [],
        ),
    ],
)
def test_findings_say_what_is_missing_ended_or_ends_soon(held, said):
    found = rules.findings("nurse", TODAY, held=held, requirements=[NURSE])
    assert [(str(f.code), f.stop) for f in found] == said


def test_findings_of_another_role_ask_nothing():
    assert rules.findings("caregiver", TODAY, held=[], requirements=[NURSE]) == []


def test_findings_put_the_stops_first():
    found = rules.findings("nurse", TODAY, held=[], requirements=[CPR, NURSE])
    assert [f.stop for f in found] == [True, False]


def test_nothing_is_missing_where_nothing_is_kept():
    found = rules.findings("nurse", TODAY, held=[], requirements=[NURSE], kept=False)
    assert found == []


@pytest.mark.parametrize(("until", "away"), [(TODAY, False), (TODAY + DAY, True), (None, True)])
def test_the_first_day_back_is_no_day_away(until, away):
    one = Away(starts=TODAY - DAY, until=until, reason="sick")
    found = rules.findings("nurse", TODAY, held=[], requirements=[], away=[one], kept=False)
    assert [f.code for f in found] == ([FindingCode.NOT_AT_WORK] if away else [])


@pytest.mark.parametrize(
    ("left", "stage"), [(91, None), (90, 90), (61, 90), (60, 60), (30, 30), (0, 30), (-5, 30)]
)
def test_stage_is_the_reminder_that_has_come(left, stage):
    assert rules.stage(TODAY + left * DAY, TODAY) == stage


def test_a_sort_that_expires_needs_its_last_day():
    assert refusal(rules.check_span, None, None, expires=True) == "ends-missing"
    assert refusal(rules.check_span, None, None, expires=False) == ""
    assert refusal(rules.check_span, TODAY, TODAY - DAY, expires=True) == "ends-first"


# Verbs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.pinned(NOON):
        yield


@pytest.fixture
def act(scope, actor):
    return lambda verb, **kwargs: verb(**{"scope": scope, "by": actor, **kwargs})


@pytest.fixture
def nurse(facility, scope):
    return make_nurse(facility)


def make_nurse(facility, family="Diaz", role="nurse", **kwargs):
    member = make_member(facility, family, **kwargs)
    StaffRole.objects.create(
        facility=facility, member=member, role=role, starts=date(2020, 1, 1)
    )
    return member


def planned(member, starts=NOON, role="nurse"):
    return PlannedDuty(member=member, role=role, starts=starts, ends=starts + 8 * HOUR)


def lead(facility, label="Lead"):
    """The scope and the actor of somebody who leads the shift and decides nothing above it."""
    account = make_account("shift-lead", facility, label=label)
    return {"scope": scope_for(account.actor, facility), "by": account.actor}


def coordinator(facility):
    account = make_account("coordinator", facility)
    return {"scope": scope_for(account.actor, facility), "by": account.actor}


def test_record_qualification_keeps_what_it_says_and_tells(act, nurse):
    row = act(
        actions.record_qualification,
        member=nurse,
        sort="rn-licence",
        values={"number": "RN 1", "ends": TODAY + 400 * DAY, "seen": True},
    )
    kept = Qualification.objects.get(pk=row.pk)
    assert (kept.number, kept.checked_at) == ("RN 1", NOON)
    assert DomainEvent.objects.filter(name="staff.QualificationRecorded").count() == 1
    assert AuditEvent.objects.filter(action="staff.record_qualification").count() == 1


@pytest.mark.parametrize(
    ("sort", "values", "code"),
    [
        ("rn-licence", {}, "ends-missing"),
        ("never-heard-of", {}, "sort-unknown"),
        ("cpr", {"starts": TODAY, "ends": TODAY - DAY}, "ends-first"),
    ],
)
def test_record_qualification_refused_leaves_nothing(act, nurse, sort, values, code):
    with pytest.raises(Refused) as refused:
        act(actions.record_qualification, member=nurse, sort=sort, values=values)
    assert refused.value.code == code
    assert not Qualification.objects.exists()
    assert not AuditEvent.objects.filter(action="staff.record_qualification").exists()


def test_withdraw_qualification_keeps_the_row_and_counts_no_more(act, scope, nurse):
    row = make_qualification(nurse, "rn-licence", ends=TODAY + 400 * DAY)
    act(actions.withdraw_qualification, qualification=row, reason="Taken back by the board")
    assert not queries.qualifications(scope).exists()
    assert Qualification.objects.get().withdrawn_reason == "Taken back by the board"
    with pytest.raises(Conflict):
        act(actions.withdraw_qualification, qualification=row, reason="Again")


def test_plan_duty_is_stopped_by_what_ended_and_says_it(act, nurse):
    make_qualification(nurse, "rn-licence", ends=date(2026, 11, 3))
    with pytest.raises(Refused) as refused:
        act(actions.plan_duty, duty=planned(nurse))
    assert refused.value.code == "not-qualified"
    assert "Ana Diaz: RN license ended 03-Nov-2026" in str(refused.value)
    assert not DutyPeriod.objects.exists()


def test_plan_duty_of_a_house_that_keeps_none_asks_nothing(act, nurse):
    assert act(actions.plan_duty, duty=planned(nurse)).pk


def test_a_stop_is_overruled_with_a_reason_and_kept(facility, act, nurse):
    make_qualification(nurse, "cpr", ends=TODAY + 400 * DAY)
    duty = act(
        actions.plan_duty,
        duty=planned(nurse),
        despite="Board confirmed by phone",
        **coordinator(facility),
    )
    row = DutyDeviation.objects.get()
    assert (row.duty_id, row.deviation) == (duty.pk, "allowed")
    assert row.findings[0]["code"] == "missing"
    assert DomainEvent.objects.filter(name="staff.DutyDeviated").count() == 1


def test_a_shift_lead_overrules_no_plan(facility, act, nurse):
    make_qualification(nurse, "cpr", ends=TODAY + 400 * DAY)
    with pytest.raises(Refused) as refused:
        act(actions.plan_duty, duty=planned(nurse), despite="We need her", **lead(facility))
    assert refused.value.code == "not-yours"
    assert not DutyDeviation.objects.exists()


def test_a_shift_lead_records_that_somebody_works_all_the_same(facility, act, nurse):
    duty = make_duty(nurse)
    make_qualification(nurse, "rn-licence", ends=TODAY - DAY)
    started = act(
        actions.start_duty, duty=duty, despite="She is here and works", **lead(facility)
    )
    assert started.status == "on"
    assert DutyDeviation.objects.get().deviation == "happened"


def test_nobody_overrules_their_own_stop(facility, act, nurse):
    account = make_account("shift-lead", facility)
    nurse.actor = account.actor
    nurse.save()
    duty = make_duty(nurse)
    make_qualification(nurse, "rn-licence", ends=TODAY - DAY)
    mine = {"scope": scope_for(account.actor, facility), "by": account.actor}
    with pytest.raises(Refused) as refused:
        act(actions.start_duty, duty=duty, despite="I am here", **mine)
    assert refused.value.code == "ask-somebody"


def test_what_was_allowed_is_not_asked_again_on_arrival(facility, act, nurse):
    make_qualification(nurse, "rn-licence", ends=TODAY - DAY)
    duty = act(
        actions.plan_duty, duty=planned(nurse), despite="Renewal sent", **coordinator(facility)
    )
    assert act(actions.start_duty, duty=duty).status == "on"


def test_what_is_only_said_stops_nobody(act, nurse):
    make_qualification(nurse, "rn-licence", ends=TODAY + 400 * DAY)
    assert act(actions.plan_duty, duty=planned(nurse)).pk  # CPR is not on file


def test_set_not_at_work_stops_planning_until_the_first_day_back(act, nurse):
    row = act(
        actions.set_not_at_work,
        member=nurse,
        until=TODAY + 2 * DAY,
        reason=AwayReason.INFECTION,
        said_by="Ana herself",
    )
    with pytest.raises(Refused) as refused:
        act(actions.plan_duty, duty=planned(nurse))
    assert "not at work until 26-Nov-2026 (infection precautions)" in str(refused.value)
    assert act(actions.plan_duty, duty=planned(nurse, NOON + 2 * DAY)).pk
    act(actions.clear_not_at_work, not_at_work=row)
    assert act(actions.plan_duty, duty=planned(nurse)).pk
    with pytest.raises(Conflict):
        act(actions.clear_not_at_work, not_at_work=row)


def test_set_not_at_work_again_changes_the_one_that_stands(act, nurse):
    for until in (TODAY + DAY, None):
        act(
            actions.set_not_at_work,
            member=nurse,
            until=until,
            reason=AwayReason.SICK,
            said_by="Ana",
        )
    assert NotAtWork.objects.get().until is None


# Who is here


def test_check_in_begins_what_was_planned(act, nurse):
    duty = make_duty(nurse, starts=NOON + HOUR)
    done = act(actions.check_in, member=nurse, role="nurse")
    assert (done.pk, done.status, done.arrived_at) == (duty.pk, "on", NOON)


def test_check_in_unplanned_makes_a_duty_to_the_end_of_the_shift(act, facility, nurse):
    shift = make_shift(facility)
    done = act(actions.check_in, member=nurse, role="nurse")
    assert (done.shift_id, done.starts, done.ends) == (shift.pk, NOON, NOON + 3 * HOUR)


def test_check_in_shortly_before_the_end_of_a_shift_is_for_the_next(act, facility, nurse):
    make_shift(facility, "Day")
    evening = make_shift(facility, "Evening", start="15:00", end="23:00")
    with clock.pinned(NOON + timedelta(hours=2, minutes=30)):
        done = act(actions.check_in, member=nurse, role="nurse")
    assert (done.shift_id, done.ends) == (evening.pk, NOON + 11 * HOUR)


def test_check_in_as_another_role_than_planned_changes_the_duty(act, facility, nurse):
    StaffRole.objects.create(
        facility=facility, member=nurse, role="med-tech", starts=date(2020, 1, 1)
    )
    duty = make_duty(nurse)
    done = act(actions.check_in, member=nurse, role="med-tech")
    assert (done.pk, done.role) == (duty.pk, "med-tech")


def test_check_in_to_a_second_shift_ends_the_first(act, nurse):
    first = make_duty(
        nurse, starts=NOON - 8 * HOUR, ends=NOON, status="on", arrived_at=NOON - 8 * HOUR
    )
    second = make_duty(nurse, starts=NOON)
    assert act(actions.check_in, member=nurse, role="nurse").pk == second.pk
    first.refresh_from_db()
    assert (first.status, first.left_at) == ("ended", NOON)


def test_check_in_twice_is_a_conflict(act, nurse):
    act(actions.check_in, member=nurse, role="nurse")
    with pytest.raises(Conflict) as refused:
        act(actions.check_in, member=nurse, role="nurse")
    assert refused.value.code == "duty-began"


def test_check_in_without_the_role_is_refused_and_leaves_nothing(act, nurse):
    with pytest.raises(Refused) as refused:
        act(actions.check_in, member=nurse, role="med-tech")
    assert refused.value.code == "role-missing"
    assert not DutyPeriod.objects.exists()


def test_check_out_ends_every_duty(act, nurse):
    act(actions.check_in, member=nurse, role="nurse")
    with clock.pinned(NOON + HOUR):
        ended = act(actions.check_out, member=nurse)
    assert [d.left_at for d in ended] == [NOON + HOUR]
    with pytest.raises(Refused) as refused:
        act(actions.check_out, member=nurse)
    assert refused.value.code == "not-begun"


# Queries


def test_endings_leave_out_what_was_renewed_and_who_left(scope, facility, nurse):
    soon = make_qualification(nurse, "cpr", ends=TODAY + 20 * DAY)
    make_qualification(nurse, "rn-licence", ends=TODAY + 20 * DAY)
    make_qualification(nurse, "rn-licence", ends=TODAY + 700 * DAY)
    gone = make_nurse(facility, "Roe", active_to=TODAY - DAY)
    make_qualification(gone, "cpr", ends=TODAY + 20 * DAY)
    assert [(e.row.pk, e.stage) for e in queries.endings(scope, TODAY)] == [(soon.pk, 30)]


def test_worked_names_who_worked_with_what_they_held_that_day(scope, facility, nurse):
    make_qualification(nurse, "rn-licence", ends=TODAY - DAY)
    make_duty(nurse, starts=NOON - 2 * DAY, ends=NOON - 2 * DAY + 8 * HOUR, status="ended")
    other = make_nurse(facility, "Roe")
    make_duty(other, starts=NOON - 2 * DAY, status="absent")
    found = queries.worked(scope, NOON - 2 * DAY, NOON - 2 * DAY + 8 * HOUR, facility)
    assert [(str(w.duty.member), [q.sort for q in w.qualifications]) for w in found] == [
        ("Ana Diaz", ["rn-licence"])
    ]


def test_by_number_finds_who_holds_it_whatever_the_capitals(scope, nurse):
    make_qualification(nurse, "rn-licence", number="RN-77a", ends=TODAY)
    assert queries.by_number(scope, "rn-licence", " rn-77A ") == nurse
    assert queries.by_number(scope, "lpn-licence", "RN-77a") is None
    assert queries.by_number(scope, "rn-licence", "") is None


# Around the code, to the database


@pytest.mark.parametrize(
    "broken",
    [
        {"sort": ""},
        {"starts": TODAY, "ends": TODAY - DAY},
        {"checked_at": NOON},
        {"withdrawn_at": NOON},
    ],
)
def test_the_database_keeps_no_broken_qualification(nurse, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_qualification(nurse, **{"sort": "cpr", **broken})


@pytest.mark.parametrize(
    "broken",
    [
        {"until": TODAY},
        {"reason": "norovirus"},
        {"said_by": ""},
        {"cleared_at": NOON},
    ],
)
def test_the_database_keeps_no_broken_absence(facility, actor, nurse, broken):
    row = {
        "facility": facility,
        "member": nurse,
        "starts": TODAY,
        "reason": "sick",
        "said_by": "Ana",
        "set_at": NOON,
        "set_by": actor,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        NotAtWork.objects.create(**row | broken)


def test_a_deviation_is_never_overwritten(facility, actor, nurse):
    row = DutyDeviation.objects.create(
        facility=facility,
        duty=make_duty(nurse),
        member=nurse,
        deviation="happened",
        findings=[],
        reason="She worked",
        recorded=NOON,
        recorder=actor,
    )
    with pytest.raises(Exception, match="fact"), transaction.atomic():
        DutyDeviation.objects.filter(pk=row.pk).update(reason="No")
