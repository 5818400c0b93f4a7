"""Call somebody off, look for somebody else: rules, verbs, questions, constraints."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hearth.care.rostering import actions, queries, rules
from hearth.care.rostering.models import CallOff, OpenShift, ShiftOffer
from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.platform.audit.models import AuditEvent
from hearth.record.staff import actions as staff
from hearth.record.staff import queries as people
from hearth.record.staff.models import DutyPeriod, StaffRole
from tests.factories.staff import make_duty, make_qualification
from tests.record.refusals import refusal

from .conftest import DAY, HOUR, NOON


pytestmark = pytest.mark.django_db
WEEK = (NOON - 2 * DAY, NOON + 5 * DAY)


def worked(starts, hours):
    return rules.Worked(None, starts, starts + hours * HOUR)


# Rules


@pytest.mark.parametrize(
    ("duties", "busy", "rest", "hours"),
    [
        ([], False, None, 8),
        ([worked(NOON - 14 * HOUR, 8)], False, 6, 16),
        ([worked(NOON + HOUR, 2)], True, None, 10),
        ([worked(NOON + 18 * HOUR, 8)], False, 10, 16),
        ([worked(NOON - 6 * HOUR, 7)], False, 0, 14),
    ],
)
def test_fit_says_whether_somebody_is_free_and_rested(duties, busy, rest, hours):
    found = rules.fit(NOON, NOON + 8 * HOUR, duties=duties, week=WEEK)
    assert found.busy is busy
    if rest is not None:
        assert found.rest == rest * HOUR
    assert found.hours == hours * HOUR


def test_fit_lets_somebody_take_the_rest_after_their_own_duty():
    found = rules.fit(NOON, NOON + 8 * HOUR, duties=[worked(NOON - 6 * HOUR, 7)], week=WEEK)
    assert (found.busy, found.from_) == (False, NOON + HOUR)


def test_fit_says_when_rest_is_short_and_a_week_long():
    long = [worked(NOON - 2 * DAY + n * 12 * HOUR, 11) for n in range(4)]
    found = rules.fit(NOON, NOON + 8 * HOUR, duties=long, week=WEEK)
    assert (found.short_rest, found.long_week) == (True, True)


def test_left_open_is_never_the_past():
    starts, ends = NOON - HOUR, NOON + HOUR
    assert rules.left_open(starts, ends, away_from=starts, now=NOON) == (NOON, ends)
    assert rules.left_open(starts, ends, away_from=starts, now=ends) is None


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (NOON, NOON, "ends-first"),
        (NOON, NOON + 25 * HOUR, "too-long"),
        (NOON - 2 * HOUR, NOON - HOUR, "past"),
        (NOON, NOON + HOUR, ""),
    ],
)
def test_check_shift_refuses_what_nobody_could_work(starts, ends, code):
    assert refusal(rules.check_shift, starts, ends, NOON) == code


# Calling off


def test_call_off_empties_the_run_and_opens_the_shift(act, scope, holder, run):
    with clock.pinned(NOON - 5 * HOUR - timedelta(minutes=15)):
        opened = act(actions.call_off, duty=holder, reason="sick")
    holder.refresh_from_db()
    assert (holder.status, holder.absence_reason) == ("absent", "sick")
    assert people.assignments_at(scope, NOON) == []
    assert (opened.role, opened.run_id, opened.starts, opened.ends) == (
        "caregiver",
        run.pk,
        holder.starts,
        holder.ends,
    )
    assert CallOff.objects.get().reason == "sick"
    assert AuditEvent.objects.filter(action="rostering.call_off").count() == 1


def test_call_off_during_the_shift_opens_what_is_left(act, scope, holder, run):
    act(staff.start_duty, duty=holder, effective=holder.starts)
    opened = act(actions.call_off, duty=holder, reason="sick")
    holder.refresh_from_db()
    assert (holder.status, holder.left_at) == ("ended", NOON)
    assert (opened.starts, opened.ends, opened.run_id) == (NOON, NOON + 3 * HOUR, run.pk)
    assert people.assignments_at(scope, NOON) == []


def test_call_off_from_later_leaves_the_first_part(act, scope, holder, run):
    act(staff.start_duty, duty=holder, effective=holder.starts)
    opened = act(actions.call_off, duty=holder, reason="family", starts=NOON + HOUR)
    holder.refresh_from_db()
    assert (holder.status, holder.ends) == ("on", NOON + HOUR)
    assert (opened.starts, opened.ends) == (NOON + HOUR, NOON + 3 * HOUR)
    held = {at: people.assignments_at(scope, NOON + at * HOUR) for at in (0, 2)}
    assert [len(held[0]), len([x for x in held[2] if not x.held_over])] == [1, 0]


def test_call_off_of_what_is_over_is_refused_and_leaves_nothing(act, holder):
    act(staff.start_duty, duty=holder, effective=holder.starts)
    act(staff.end_duty, duty=holder)
    with pytest.raises(Refused) as refused:
        act(actions.call_off, duty=holder, reason="sick")
    assert refused.value.code == "duty-over"
    assert not CallOff.objects.exists()
    assert not OpenShift.objects.exists()


def test_somebody_who_never_came_leaves_only_the_rest_open(act, holder):
    opened = act(actions.call_off, duty=holder, reason="no-show")
    assert (opened.starts, opened.ends) == (NOON, NOON + 3 * HOUR)


# Finding somebody


def test_a_yes_plans_them_and_puts_them_on_the_run(act, scope, aide, holder, run):
    opened = act(actions.call_off, duty=holder, reason="sick")
    other = aide("Roe")
    act(actions.record_offer, open_shift=opened, member=other, answer="yes")
    opened.refresh_from_db()
    duty = DutyPeriod.objects.get(member=other)
    assert (opened.status, opened.filled_by_duty_id) == ("filled", duty.pk)
    assert (duty.starts, duty.ends) == (NOON, NOON + 3 * HOUR)
    assert [(a.member, a.run) for a in people.assignments_at(scope, NOON + HOUR)] == [
        (other, run)
    ]


def test_a_run_that_was_shared_out_stays_with_who_has_it(act, scope, aide, holder, run, shift):
    opened = act(actions.call_off, duty=holder, reason="sick")
    there, late = aide("Chen"), aide("Roe")
    make_duty(
        there,
        role="caregiver",
        shift=shift,
        starts=NOON - 5 * HOUR,
        status="on",
        arrived_at=NOON - 5 * HOUR,
    )
    act(
        staff.assign_run,
        run=run,
        member=there,
        shift=shift,
        day=NOON.date(),
        reason="did-not-come",
    )
    act(actions.record_offer, open_shift=opened, member=late, answer="yes")
    assert [a.member for a in people.assignments_at(scope, NOON + HOUR)] == [there]


@pytest.mark.parametrize("answer", ["no", "no-answer"])
def test_another_answer_is_kept_and_the_shift_stays_open(act, aide, holder, answer):
    opened = act(actions.call_off, duty=holder, reason="sick")
    act(actions.record_offer, open_shift=opened, member=aide("Roe"), answer=answer)
    opened.refresh_from_db()
    assert opened.status == "open"
    assert ShiftOffer.objects.get().answer == answer


def test_a_yes_of_somebody_stopped_is_refused_and_nothing_is_kept(act, aide, holder):
    opened = act(actions.call_off, duty=holder, reason="sick")
    other = aide("Roe")
    act(staff.set_not_at_work, member=other, until=None, reason="sick", said_by="Roe")
    with pytest.raises(Refused) as refused:
        act(actions.record_offer, open_shift=opened, member=other, answer="yes")
    assert refused.value.code == "not-qualified"
    assert not ShiftOffer.objects.exists()


def test_a_filled_shift_takes_no_second_answer(act, aide, holder):
    opened = act(actions.call_off, duty=holder, reason="sick")
    act(actions.record_offer, open_shift=opened, member=aide("Roe"), answer="yes")
    with pytest.raises(Conflict):
        act(actions.record_offer, open_shift=opened, member=aide("Chen"), answer="yes")
    with pytest.raises(Conflict):
        act(actions.close_open_shift, open_shift=opened, reason="shared")


def test_close_open_shift_says_why(act, scope, holder):
    opened = act(actions.call_off, duty=holder, reason="sick")
    closed = act(actions.close_open_shift, open_shift=opened, reason="shared")
    assert (closed.status, closed.unfilled_reason) == ("unfilled", "shared")
    assert queries.open_now(scope, NOON) == []


def test_open_shift_looks_for_somebody_without_a_call_off(act, scope, run, shift):
    act(
        actions.open_shift,
        role="caregiver",
        starts=NOON,
        ends=NOON + HOUR,
        run=run,
        shift=shift,
    )
    assert [o.run for o in queries.open_now(scope, NOON)] == [run]


def test_candidates_are_free_have_the_role_and_the_rested_come_first(
    act, scope, facility, aide, holder
):
    opened = act(actions.call_off, duty=holder, reason="sick")
    rested, tired, busy = aide("Zane"), aide("Abel"), aide("Busy")
    aide("Cook", role="dining")
    make_duty(tired, role="caregiver", starts=NOON - 14 * HOUR, ends=NOON - 6 * HOUR)
    make_duty(busy, role="caregiver", starts=NOON - HOUR)
    one = queries.candidates(scope, facility, [opened])[0]
    assert [c.member for c in one.candidates] == [rested, tired]
    assert one.candidates[1].fit.short_rest


def test_candidates_say_what_speaks_against_somebody(act, scope, facility, aide):
    nurse = aide("Roe", role="nurse")
    make_qualification(nurse, "rn-licence", ends=NOON.date() - DAY)
    opened = act(actions.open_shift, role="nurse", starts=NOON, ends=NOON + 8 * HOUR)
    one = queries.candidates(scope, facility, [opened])[0].candidates[0]
    assert (one.stopped, one.findings[0].day) == (True, NOON.date() - DAY)


def test_candidates_of_many_shifts_are_few_questions(
    act, scope, facility, aide, django_assert_max_num_queries
):
    for n in range(6):
        aide(f"Roe{n}")
        act(
            actions.open_shift,
            role="caregiver",
            starts=NOON + n * DAY,
            ends=NOON + n * DAY + 8 * HOUR,
        )
    rows = queries.open_now(scope, NOON)
    with django_assert_max_num_queries(10):
        assert len(queries.candidates(scope, facility, rows)[0].candidates) == 6


# To the database


@pytest.mark.parametrize(
    "broken",
    [
        {"ends": NOON},
        {"role": "juggler"},
        {"status": "filled"},
        {"status": "unfilled", "closed_at": NOON},
        {"closed_at": NOON},
    ],
)
def test_the_database_keeps_no_broken_open_shift(scope, facility, actor, broken):
    row = {
        "facility": facility,
        "role": "nurse",
        "starts": NOON,
        "ends": NOON + HOUR,
        "opened_at": NOON,
        "opened_by": actor,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        OpenShift.objects.create(**row | broken)


def test_an_offer_is_never_overwritten(act, aide, holder):
    opened = act(actions.call_off, duty=holder, reason="sick")
    made = act(actions.record_offer, open_shift=opened, member=aide("Roe"), answer="no")
    with pytest.raises(Exception, match="fact"), transaction.atomic():
        ShiftOffer.objects.filter(pk=made.pk).update(answer="yes")


def test_a_role_is_what_it_takes(act, aide, holder):
    other = aide("Roe")
    StaffRole.objects.filter(member=other).update(role="dining")
    opened = act(actions.call_off, duty=holder, reason="sick")
    with pytest.raises(Refused) as refused:
        act(actions.fill_shift, open_shift=opened, member=other)
    assert refused.value.code == "role-missing"
