from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearth.kernel.errors import Refused
from hearth.record.staff import rules
from hearth.record.staff.codes import DutyStatus
from hearth.record.staff.rules import Duty, ShiftPattern, Turn


NEW_YORK = ZoneInfo("America/New_York")
# Without a zone, as hypothesis wants its bounds.
FIRST, LAST = datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2028-12-31")
DAY = ShiftPattern(id=uuid4(), name="Day", start=time(7), end=time(15))
EVENING = ShiftPattern(id=uuid4(), name="Evening", start=time(15), end=time(23))
NIGHT = ShiftPattern(id=uuid4(), name="Night", start=time(23), end=time(7))
SHIFTS = [DAY, EVENING, NIGHT]
NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)  # 12:00 in New York
EAST, WEST = uuid4(), uuid4()
ANA, BEN, CY = UUID(int=1), UUID(int=2), UUID(int=3)


def duty(
    member: UUID,
    *,
    role="nurse",
    neighborhood=None,
    status=DutyStatus.ON,
    starts=NOON - timedelta(hours=2),
):
    return Duty(
        member_id=member,
        role=role,
        starts=starts,
        ends=starts + timedelta(hours=8),
        status=status,
        neighborhood_id=neighborhood,
    )


def turn(member: UUID, position: int, *, role="nurse"):
    return Turn(
        member_id=member,
        role=role,
        starts=NOON - timedelta(days=1),
        ends=NOON + timedelta(days=1),
        position=position,
    )


@pytest.mark.parametrize(
    ("shift", "day", "hours"),
    [
        (DAY, date(2026, 11, 24), 8),
        (NIGHT, date(2026, 11, 24), 8),
        (NIGHT, date(2027, 3, 13), 7),  # the night an hour is skipped
        (NIGHT, date(2026, 10, 31), 9),  # the night an hour comes twice
    ],
)
def test_shift_turn_lasts_as_long_as_it_really_does(shift, day, hours):
    turn_ = rules.shift_turn(shift, day, NEW_YORK)
    assert turn_.ends - turn_.starts == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("at", "name", "day"),
    [
        (datetime(2026, 11, 24, 12, tzinfo=UTC), "Day", date(2026, 11, 24)),
        (datetime(2026, 11, 24, 19, 59, tzinfo=UTC), "Day", date(2026, 11, 24)),
        (datetime(2026, 11, 24, 20, tzinfo=UTC), "Evening", date(2026, 11, 24)),
        (datetime(2026, 11, 25, 8, tzinfo=UTC), "Night", date(2026, 11, 24)),  # 03:00
    ],
)
def test_turns_at_an_instant(at, name, day):
    (running,) = rules.turns_at(SHIFTS, at, NEW_YORK)
    assert (running.shift.name, running.day) == (name, day)


# A busy machine is not a wrong rule.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.datetimes(FIRST, LAST, timezones=st.just(UTC)))
def test_three_shifts_leave_no_instant_without_one_and_none_with_two(at):
    assert len(rules.turns_at(SHIFTS, at, NEW_YORK)) == 1


@pytest.mark.parametrize(
    ("shift", "before"), [(DAY, "Night"), (EVENING, "Day"), (NIGHT, "Evening")]
)
def test_turn_before_is_the_one_that_hands_over(shift, before):
    now = rules.shift_turn(shift, date(2026, 11, 24), NEW_YORK)
    earlier = rules.turn_before(now, SHIFTS, NEW_YORK)
    assert earlier is not None
    assert earlier.shift.name == before
    assert earlier.ends == now.starts


def test_turn_before_holds_when_shifts_overlap_for_the_hand_over():
    early = ShiftPattern(id=uuid4(), name="Early", start=time(6, 45), end=time(15, 15))
    now = rules.shift_turn(EVENING, date(2026, 11, 24), NEW_YORK)
    earlier = rules.turn_before(now, [early, EVENING, NIGHT], NEW_YORK)
    assert earlier is not None
    assert earlier.shift.name == "Early"


def test_turn_before_looks_at_the_same_neighborhood_only():
    other = ShiftPattern(
        id=uuid4(), name="Day", start=time(7), end=time(15), neighborhood_id=EAST
    )
    now = rules.shift_turn(EVENING, date(2026, 11, 24), NEW_YORK)
    assert rules.turn_before(now, [other, EVENING], NEW_YORK) is None


WHO_ANSWERS = [
    # what, duties, turns, place, who
    ("nearest first", [duty(ANA), duty(BEN, neighborhood=EAST)], [], EAST, [BEN, ANA]),
    ("another neighborhood's nurse is not asked", [duty(BEN, neighborhood=WEST)], [], EAST, []),
    ("the whole house asks everybody", [duty(BEN, neighborhood=WEST)], [], None, [BEN]),
    (
        "come before planned",
        [duty(ANA, status=DutyStatus.PLANNED), duty(BEN)],
        [],
        EAST,
        [BEN, ANA],
    ),
    ("who called off is not asked", [duty(ANA, status=DutyStatus.ABSENT)], [], EAST, []),
    ("who went home is not asked", [duty(ANA, status=DutyStatus.ENDED)], [], EAST, []),
    ("another role is not asked", [duty(ANA, role="driver")], [], EAST, []),
    ("on duty before on call", [duty(CY)], [turn(ANA, 1)], EAST, [CY, ANA]),
    ("on call in order", [], [turn(BEN, 2), turn(ANA, 1)], EAST, [ANA, BEN]),
    ("nobody twice", [duty(ANA)], [turn(ANA, 1)], EAST, [ANA]),
    ("nobody at all", [], [], EAST, []),
]


@pytest.mark.parametrize(("what", "duties", "turns", "place", "who"), WHO_ANSWERS)
def test_who_answers(what, duties, turns, place, who):
    found = rules.who_answers(
        "nurse", at=NOON, neighborhood_id=place, duties=duties, turns=turns
    )
    assert found == who, what


def test_planned_duty_counts_from_its_start_to_before_its_end():
    planned = duty(ANA, status=DutyStatus.PLANNED)
    assert rules.is_on_duty(planned, planned.starts)
    assert not rules.is_on_duty(planned, planned.ends)


def test_who_came_early_or_stays_late_is_on_duty():
    here = duty(ANA)
    assert rules.is_on_duty(here, here.starts - timedelta(minutes=10))
    assert rules.is_on_duty(here, here.ends + timedelta(minutes=10))


def test_gaps_name_the_shortest_role_first():
    short = rules.gaps(
        {"caregiver": 5, "nurse": 1, "med-tech": 2}, ["caregiver"] * 2 + ["med-tech"]
    )
    assert [(g.role, g.missing) for g in short] == [
        ("caregiver", 3),
        ("med-tech", 1),
        ("nurse", 1),
    ]


def test_no_gaps_when_all_are_there():
    assert rules.gaps({"nurse": 1}, ["nurse", "nurse"]) == []


@pytest.mark.parametrize(
    ("hours", "code"),
    [(0, "ends-first"), (-1, "ends-first"), (25, "too-long"), (24, ""), (8, "")],
)
def test_check_duty(hours, code):
    if not code:
        rules.check_duty(NOON, NOON + timedelta(hours=hours))
        return
    with pytest.raises(Refused) as refused:
        rules.check_duty(NOON, NOON + timedelta(hours=hours))
    assert refused.value.code == code


def test_a_duty_that_is_over_cannot_be_called_off():
    rules.check_absence(DutyStatus.PLANNED)
    with pytest.raises(Refused):
        rules.check_absence(DutyStatus.ENDED)


@pytest.mark.parametrize(
    ("minutes", "may"), [(-121, False), (-120, True), (0, True), (480, False)]
)
def test_may_start_from_two_hours_early_until_the_end(minutes, may):
    planned = duty(ANA, status=DutyStatus.PLANNED)
    assert rules.may_start(planned, planned.starts + timedelta(minutes=minutes)) is may


def test_last_day_of_work_counts():
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    assert rules.is_employed(first, last, last)
    assert not rules.is_employed(first, last, date(2026, 7, 1))
    assert rules.is_employed(first, None, date(2040, 1, 1))


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("1234567893", True),  # the example of 45 CFR 162 / CMS
        ("1234567890", False),
        ("123456789", False),
        ("12345678933", False),
        ("123456789a", False),
        ("", False),
    ],
)
def test_is_npi(number, is_one):
    assert rules.is_npi(number) is is_one
