"""The hand-off begins with who is on watch, and is not signed over a check nobody answered."""

from datetime import UTC, datetime, time, timedelta

import pytest

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.platform.scope import process_scope, scoped
from hearth.record.notes import actions, queries
from hearth.record.notes.codes import HappeningKind, Severity
from hearth.record.tasks import actions as tasks
from hearth.record.tasks import queries as worklist
from hearth.record.tasks.codes import Outcome, OutcomeReason
from tests.factories.staff import make_shift
from tests.factories.tasks import make_watch


pytestmark = pytest.mark.django_db

# 14:30 in Chicago on a Tuesday: the day shift has half an hour to go.
NOW = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
USUAL = dict.fromkeys(("place", "around", "pain", "dressing"), "usual")


@pytest.fixture
def shift(facility, actor, hayes):
    """The day shift, and Hayes on watch for her skin since the morning: one check, due 13:30."""
    by = actor
    with clock.pinned(NOW - timedelta(hours=6)), scoped(process_scope("test", facility.pk)):
        for name, start, end in (("Day", 7, 15), ("Evening", 15, 23), ("Night", 23, 7)):
            make_shift(facility, name, start=time(start), end=time(end))
        watch = make_watch(facility, by, hayes, reason="skin")
    with clock.pinned(NOW), scoped(process_scope("test", facility.pk)) as scope:
        turn = queries.current_handoff(scope, facility, NOW).turn
        [check] = worklist.unanswered_checks(scope, turn.starts, turn.ends, NOW)
        yield {"scope": scope, "by": by}, turn, watch, check


def test_who_is_on_watch_is_told_first_with_what_was_found(shift):
    who, turn, watch, check = shift
    [told] = [
        h for h in queries.composed(who["scope"], turn, NOW) if h.kind is HappeningKind.WATCH
    ]
    assert told.line == "{reason}, until {until}. No check answered yet."
    assert told.values["reason"]["es"] == "Piel"
    tasks.answer_watch_check(
        **who, task=check, answers=USUAL | {"pain": "changed"}, text="Hurts when turned"
    )
    [told] = [
        h for h in queries.composed(who["scope"], turn, NOW) if h.kind is HappeningKind.WATCH
    ]
    assert (told.severity, told.text) == (Severity.CHANGE, "Hurts when turned")
    assert told.reference.id == watch.pk


def test_it_is_not_signed_over_a_check_nobody_answered(shift):
    who, turn, _watch, check = shift
    made = actions.compose_handoff(**who, turn=turn)
    with pytest.raises(Refused) as refused:
        actions.sign_out_handoff(**who, handoff=made)
    assert refused.value.code == "watch-unanswered"
    assert "Hayes" in refused.value.shown()
    tasks.answer_watch_check(**who, task=check, answers=USUAL)
    assert actions.sign_out_handoff(**who, handoff=made).signed_out_at == NOW


def test_it_is_signed_when_it_says_why_there_was_no_check(shift):
    who, turn, _watch, check = shift
    made = actions.compose_handoff(**who, turn=turn)
    tasks.complete_task(
        **who, task=check, outcome=Outcome.NOT_DONE, reason=OutcomeReason.ASLEEP
    )
    assert actions.sign_out_handoff(**who, handoff=made).signed_out_at == NOW


def test_a_check_of_the_next_shift_holds_nobody_back(shift):
    who, turn, _watch, check = shift
    tasks.answer_watch_check(**who, task=check, answers=USUAL)
    later = turn.ends + timedelta(hours=7)
    assert worklist.unanswered_checks(who["scope"], turn.ends, later, NOW + timedelta(hours=6))
    made = actions.compose_handoff(**who, turn=turn)
    assert actions.sign_out_handoff(**who, handoff=made).signed_out_at == NOW
