"""Out and back as tables: what a way out makes of a residency, and when somebody asks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from hearth.kernel.errors import Refused
from hearth.kernel.intervals import instant_of
from hearth.record.residents import rules
from hearth.record.residents.codes import OutFor, StayStatus, TriedFirst
from hearth.record.residents.rules import Ask


S = StayStatus
LEFT = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
HOUR = timedelta(hours=1)
ER, OBS, HOSPITAL = OutFor.EMERGENCY_ROOM, OutFor.OBSERVATION, OutFor.HOSPITAL


def refusal(act, *args, **kwargs) -> str:
    try:
        act(*args, **kwargs)
    except Refused as found:
        return found.code
    return ""


# (stood, everything it was, hours out, new orders, then)
BACK = [
    (S.HOSPITAL, [HOSPITAL], 50, False, S.RETURNING),
    (S.HOSPITAL, [ER, OBS], 20, False, S.RETURNING),
    (S.HOSPITAL, [ER, OBS, HOSPITAL], 90, None, S.RETURNING),
    (S.AWAY, [HOSPITAL, OutFor.REHAB], 500, None, S.RETURNING),
    (S.AWAY, [OutFor.HOSPICE], 100, None, S.RETURNING),
    (S.AWAY, [OutFor.OVERNIGHT], 40, None, S.LIVES_HERE),
    (S.LIVES_HERE, [ER], 7, False, S.LIVES_HERE),
    (S.LIVES_HERE, [ER], 7, None, S.LIVES_HERE),
    (S.LIVES_HERE, [ER], 7, True, S.RETURNING),
    (S.LIVES_HERE, [ER], 24, False, S.LIVES_HERE),
    (S.LIVES_HERE, [ER], 25, False, S.RETURNING),
    (S.LIVES_HERE, [OutFor.APPOINTMENT], 3, True, S.LIVES_HERE),
    (S.LIVES_HERE, [], 3, None, S.LIVES_HERE),
    (S.RETURNING, [OutFor.APPOINTMENT], 2, None, S.RETURNING),
    (S.RETURNING, [ER], 2, False, S.RETURNING),
]


@pytest.mark.parametrize(("stood", "kinds", "hours", "orders", "then"), BACK)
def test_where_a_residency_stands_on_the_way_back(stood, kinds, hours, orders, then):
    found = rules.status_when_back(
        stood,
        kinds,
        left=LEFT,
        back=LEFT + hours * HOUR,
        new_orders=orders,
        short_visit=24 * HOUR,
    )
    assert found is then


@pytest.mark.parametrize(
    ("kinds", "hours", "orders", "short"),
    [
        ([ER], 7, False, True),
        ([ER], 7, True, False),
        ([ER], 30, False, False),
        ([ER, OBS], 7, False, False),
        ([OutFor.FAMILY], 7, None, False),
    ],
)
def test_a_short_visit_is_the_emergency_room_with_nothing_new(kinds, hours, orders, short):
    found = rules.is_short_visit(
        kinds, left=LEFT, back=LEFT + hours * HOUR, new_orders=orders, short_visit=24 * HOUR
    )
    assert found is short


@pytest.mark.parametrize(
    ("stood", "out_for", "then"),
    [
        (S.LIVES_HERE, OBS, S.HOSPITAL),
        (S.HOSPITAL, HOSPITAL, S.HOSPITAL),
        (S.HOSPITAL, OutFor.REHAB, S.AWAY),
        (S.HOSPITAL, ER, S.LIVES_HERE),
        (S.AWAY, OutFor.FAMILY, S.LIVES_HERE),
        (S.RETURNING, OutFor.APPOINTMENT, S.RETURNING),
        (S.RETURNING, HOSPITAL, S.HOSPITAL),
    ],
)
def test_where_a_residency_stands_at_a_step(stood, out_for, then):
    assert rules.status_at_step(stood, out_for) is then


ASKS = {"grace": timedelta(minutes=30), "call_er_after": 4 * HOUR}


@pytest.mark.parametrize(
    ("out_for", "expected", "ask", "after"),
    [
        (OutFor.FAMILY, 2 * HOUR, Ask.NOT_BACK, 2.5 * HOUR),
        (OutFor.FAMILY, None, None, None),
        (None, 2 * HOUR, Ask.NOT_BACK, 2.5 * HOUR),
        (None, None, None, None),
        (ER, None, Ask.CALL_ER, 4 * HOUR),
        (ER, 6 * HOUR, Ask.NOT_BACK, 6.5 * HOUR),
        (HOSPITAL, None, None, None),
        (HOSPITAL, 72 * HOUR, Ask.NOT_BACK, 72.5 * HOUR),
    ],
)
def test_when_somebody_asks_for_who_is_out(out_for, expected, ask, after):
    found = rules.question_about(
        out_for,
        left=LEFT,
        expected_back=LEFT + expected if expected else None,
        **ASKS,
    )
    assert (found.ask, found.at - LEFT) == (ask, after) if ask else found is None


@pytest.mark.parametrize(
    ("day", "wall", "asked"),
    [
        # Autumn: back by 01:15 in the first half of a night of 25 hours; asked at 01:45.
        (date(2026, 11, 1), time(1, 15), "2026-11-01T01:45:00-05:00"),
        # Spring: 02:15 does not exist and is 03:15; asked at 03:45 by the new clock.
        (date(2026, 3, 8), time(2, 15), "2026-03-08T03:45:00-05:00"),
    ],
)
def test_half_an_hour_is_half_an_hour_on_the_nights_the_clocks_change(day, wall, asked):
    zone = ZoneInfo("America/Chicago")
    expected = instant_of(day, wall, zone)
    found = rules.question_about(
        OutFor.FAMILY, left=expected - HOUR, expected_back=expected, **ASKS
    )
    assert found.at.astimezone(zone).isoformat() == asked


def test_four_hours_in_the_emergency_room_are_four_in_a_night_of_twenty_three():
    zone = ZoneInfo("America/Chicago")
    left = instant_of(date(2026, 3, 8), time(0, 30), zone)
    found = rules.question_about(ER, left=left, expected_back=None, **ASKS)
    assert found.at.astimezone(zone).time() == time(5, 30)


@pytest.mark.parametrize(
    ("out_for", "before", "told"),
    [
        (ER, None, True),
        (HOSPITAL, ER, True),
        (OBS, ER, True),
        (HOSPITAL, HOSPITAL, False),
        (OutFor.REHAB, HOSPITAL, False),
        (OutFor.FAMILY, None, False),
        (None, None, False),
    ],
)
def test_who_is_told_of_what(out_for, before, told):
    assert rules.is_told_as_hospital(out_for, before) is told


def test_what_goes_along_is_counted():
    assert rules.counted(["glasses", "id"]) == {"glasses": 1, "id": 1}
    assert rules.counted({"hearing-aids": 2, "walker": 0}) == {"hearing-aids": 2}
    assert refusal(rules.counted, ["piano"]) == "not-a-choice"
    assert refusal(rules.counted, {"glasses": 10}) == "count-wrong"
    assert refusal(rules.counted, {"glasses": "2"}) == "count-wrong"


def test_what_did_not_come_back_is_missing_and_paper_is_not():
    went = {"hearing-aids": 2, "glasses": 1, "ems-page": 1}
    assert rules.missing_after(went, {"hearing-aids": 1}) == {"hearing-aids": 1, "glasses": 1}
    assert rules.missing_after(went, {"hearing-aids": 2, "glasses": 1}) == {}


def test_nothing_tried_and_something_tried_exclude_each_other():
    assert rules.check_tried(["nurse", "prescriber", "nurse"]) == ["prescriber", "nurse"]
    assert rules.check_tried([TriedFirst.NOTHING]) == ["nothing"]
    assert refusal(rules.check_tried, ["nothing", "prn"]) == "nothing-and-something"
    assert refusal(rules.check_tried, ["prayer"]) == "not-a-choice"


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (1, 3, ""),
        (-1, 3, ""),
        (3, 3, "ends-first"),
        (3, 1, "ends-first"),
        (-3, -1, "over-already"),
        (1, 24 * 91, "too-far"),
    ],
)
def test_an_absence_that_can_be_planned(starts, ends, code):
    at = (LEFT + starts * HOUR, LEFT + ends * HOUR)
    assert refusal(rules.check_absence, *at, LEFT) == code
