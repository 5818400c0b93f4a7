from datetime import UTC, datetime, timedelta

import pytest

from hearth.record.alerts import codes, rules
from hearth.record.alerts.codes import AlertKind, AlertPriority, Resolution, Step
from tests.record.refusals import refusal


NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_another_kind_under_the_same_code_is_a_bug():
    codes.register(codes.HELP)
    with pytest.raises(ValueError, match="two kinds"):
        codes.register(
            AlertKind(code="alerts.help", label="Other", priority=AlertPriority.ROUTINE)
        )
    assert codes.kind_of("alerts.help") is codes.HELP


def test_calls_are_listed_by_priority_then_unanswered_then_the_oldest():
    calls = {
        "urgent, old": rules.call_order(AlertPriority.URGENT, NOW - 9 * MINUTE, answered=False),
        "emergency, answered": rules.call_order(
            AlertPriority.EMERGENCY, NOW - 8 * MINUTE, answered=True
        ),
        "emergency, new": rules.call_order(AlertPriority.EMERGENCY, NOW, answered=False),
        "emergency, older": rules.call_order(
            AlertPriority.EMERGENCY, NOW - MINUTE, answered=False
        ),
        "routine": rules.call_order(AlertPriority.ROUTINE, NOW - 99 * MINUTE, answered=False),
    }
    assert sorted(calls, key=calls.__getitem__) == [
        "emergency, older",
        "emergency, new",
        "emergency, answered",
        "urgent, old",
        "routine",
    ]


@pytest.mark.parametrize(
    ("resolved", "effective", "code"),
    [(False, NOW, ""), (True, NOW, "call-over"), (False, NOW + MINUTE, "future")],
)
def test_check_step(resolved, effective, code):
    found = refusal(
        rules.check_step, Step.ON_MY_WAY, resolved=resolved, effective=effective, now=NOW
    )
    assert found == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"steps": {Step.ON_MY_WAY, Step.WITH_RESIDENT}}, ""),
        ({"steps": {Step.ON_MY_WAY}}, "nobody-went"),
        ({"steps": {Step.ON_MY_WAY}, "text": "Pressed by the grandchild"}, ""),
        ({"priority": AlertPriority.URGENT}, ""),
        ({"resolution": Resolution.CAUSE_GONE}, "cause-gone"),
        ({"resolution": Resolution.CAUSE_GONE, "by_process": True}, ""),
    ],
)
def test_check_resolution(change, code):
    said = {
        "priority": AlertPriority.EMERGENCY,
        "steps": set(),
        "text": "",
        "by_process": False,
    } | change
    resolution = said.pop("resolution", Resolution.HELPED)
    assert refusal(rules.check_resolution, resolution, **said) == code


def test_waiting_stops_when_somebody_answers():
    assert rules.waiting(NOW - 4 * MINUTE, None, NOW) == 4 * MINUTE
    assert rules.waiting(NOW - 4 * MINUTE, NOW - 3 * MINUTE, NOW) == MINUTE
