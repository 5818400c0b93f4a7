from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.kernel.errors import Conflict
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks import codes, rules
from hearth.record.tasks.codes import (
    Frequency,
    Group,
    Lateness,
    Outcome,
    OutcomeReason,
    Priority,
    SnoozeReason,
    TaskKind,
    TaskStatus,
    Urgency,
)
from hearth.record.tasks.rules import Reader, Recurrence, TaskMark, Window
from tests.record.refusals import refusal


NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ME, MY_FILE, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
NEW_YORK = ZoneInfo("America/New_York")
# Without a zone, as hypothesis wants its bounds.
FIRST, LAST = datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2028-12-31")


# Kinds


def test_registering_a_kind_twice_is_harmless_and_another_under_its_code_is_a_bug():
    kind = TaskKind(code="test.kind", label="Test", app="test", group=Group.HOUSE)
    try:
        assert codes.register(kind) is kind
        codes.register(kind)
        with pytest.raises(ValueError, match="two kinds"):
            codes.register(
                TaskKind(code="test.kind", label="Other", app="test", group=Group.HOUSE)
            )
        assert codes.kind_of("test.kind") is kind
    finally:
        codes._kinds.pop("test.kind")


def test_a_task_of_no_known_kind_is_a_bug():
    with pytest.raises(KeyError):
        codes.kind_of("nobody.knows")


@pytest.mark.parametrize("kind", codes.kinds(), ids=lambda k: k.code)
def test_every_kind_is_addressed_to_roles_that_exist(kind):
    assert kind.owner_role in DutyRole.codes()
    assert set(kind.ladder) <= set(DutyRole.codes())
    assert rules.ladder_for(kind.owner_role, kind.ladder)[0] == kind.owner_role


# Times


WINDOW = Window(opens=NOW - HOUR, due=NOW, late=NOW + HOUR)


@pytest.mark.parametrize(
    ("status", "minutes", "snoozed", "stands"),
    [
        ("requested", -61, None, Lateness.EARLY),
        ("requested", -60, None, Lateness.OPEN),
        ("accepted", -1, None, Lateness.OPEN),
        ("accepted", 0, None, Lateness.DUE),
        ("in-progress", 60, None, Lateness.DUE),
        ("in-progress", 61, None, Lateness.LATE),
        ("requested", 61, 62, Lateness.SNOOZED),
        ("requested", 62, 62, Lateness.LATE),
        ("completed", 90, None, Lateness.CLOSED),
        ("failed", -90, None, Lateness.CLOSED),
        ("cancelled", 0, None, Lateness.CLOSED),
    ],
)
def test_lateness(status, minutes, snoozed, stands):
    until = None if snoozed is None else NOW + timedelta(minutes=snoozed)
    now = NOW + timedelta(minutes=minutes)
    assert rules.lateness(TaskStatus(status), WINDOW, now=now, snoozed_until=until) is stands


def test_window_around_is_in_order_and_a_turned_one_is_refused():
    window = rules.window_around(NOW, before=HOUR, after=timedelta(0))
    assert window == Window(opens=NOW - HOUR, due=NOW, late=NOW)
    assert refusal(rules.check_window, window) == ""
    assert (
        refusal(rules.check_window, Window(opens=NOW, due=NOW - HOUR, late=NOW))
        == "window-order"
    )


# Ladder


@pytest.mark.parametrize(
    ("owner", "of_kind", "ladder"),
    [
        (
            "caregiver",
            (),
            ("caregiver", "shift-lead", "nurse", "coordinator", "executive-director"),
        ),
        ("nurse", (), ("nurse", "coordinator", "executive-director")),
        ("driver", (), ("driver", "coordinator", "executive-director")),
        ("coordinator", (), ("coordinator", "executive-director")),
        ("executive-director", (), ("executive-director",)),
        ("nurse", ("caregiver", "nurse", "coordinator"), ("nurse", "coordinator")),
        ("driver", ("nurse", "coordinator"), ("driver", "nurse", "coordinator")),
        ("", (), ("coordinator", "executive-director")),
    ],
)
def test_ladder_for(owner, of_kind, ladder):
    assert rules.ladder_for(owner, of_kind) == ladder


LADDER = ("caregiver", "shift-lead", "nurse", "coordinator")


@pytest.mark.parametrize(
    ("level", "staffed", "found", "more"),
    [
        (0, None, 1, True),
        (2, None, 3, False),
        (0, {"nurse", "coordinator"}, 2, True),
        (0, {"caregiver"}, 3, False),
        (0, set(), 3, False),
    ],
)
def test_next_rung_passes_over_empty_chairs(level, staffed, found, more):
    rung = rules.next_rung(LADDER, level, now=NOW, step=HOUR, staffed=staffed)
    assert rung is not None
    assert (rung.level, rung.role) == (found, LADDER[found])
    assert rung.next_escalation == (NOW + HOUR if more else None)


def test_nothing_is_above_the_top():
    assert rules.next_rung(LADDER, 3, now=NOW, step=HOUR) is None
    assert rules.first_escalation(NOW, LADDER[3:]) is None
    assert rules.first_escalation(NOW, LADDER) == NOW


def test_a_task_put_off_does_not_pass_up_before_it_comes_back():
    assert rules.escalation_after_snooze(NOW, NOW + HOUR) == NOW + HOUR
    assert rules.escalation_after_snooze(NOW + 2 * HOUR, NOW + HOUR) == NOW + 2 * HOUR
    assert rules.escalation_after_snooze(None, NOW) is None


@given(st.integers(0, 4), st.sets(st.sampled_from(LADDER)))
def test_a_ladder_always_ends(level, staffed):
    climbed = []
    while rung := rules.next_rung(LADDER, level, now=NOW, step=HOUR, staffed=staffed):
        assert rung.level > level
        level = rung.level
        climbed.append(level)
    assert len(climbed) <= len(LADDER)


# Outcomes


def outcome(status="requested", what=Outcome.DONE, reason=None, text="", effective=NOW):
    return refusal(
        rules.check_outcome,
        TaskStatus(status),
        what,
        reason=reason,
        text=text,
        effective=effective,
        now=NOW,
    )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, ""),
        ({"effective": NOW - timedelta(days=2)}, ""),
        ({"effective": NOW + timedelta(seconds=1)}, "future"),
        ({"what": Outcome.REFUSED}, "reason-missing"),
        ({"what": Outcome.NOT_DONE}, "reason-missing"),
        ({"what": Outcome.NOT_APPLICABLE}, "reason-missing"),
        ({"what": Outcome.REFUSED, "reason": OutcomeReason.DECLINED}, ""),
        ({"what": Outcome.NOT_DONE, "reason": OutcomeReason.OTHER}, "reason-unexplained"),
        ({"what": Outcome.NOT_DONE, "reason": OutcomeReason.OTHER, "text": "Fire drill"}, ""),
        ({"status": "completed"}, "task-closed"),
        ({"status": "cancelled"}, "task-closed"),
        ({"status": "entered-in-error"}, "task-closed"),
    ],
)
def test_check_outcome(said, code):
    assert outcome(**said) == code


def test_every_outcome_has_its_fhir_status_and_closes_the_task():
    assert set(rules.STATUS_OF) == set(Outcome)
    assert not set(rules.STATUS_OF.values()) & set(codes.LIVE)


def test_closed_by_somebody_else_is_a_conflict_and_no_mistake():
    with pytest.raises(Conflict):
        rules.check_claim(TaskStatus.COMPLETED, owner=None, owner_label="", claimer=ME)


@pytest.mark.parametrize(("owner", "code"), [(None, ""), (ME, ""), (OTHER, "task-taken")])
def test_check_claim(owner, code):
    assert (
        refusal(
            rules.check_claim,
            TaskStatus.REQUESTED,
            owner=owner,
            owner_label="A. Diaz",
            claimer=ME,
        )
        == code
    )


@pytest.mark.parametrize(
    ("to_staff", "to_role", "owner_staff", "code"),
    [
        (OTHER, "", None, ""),
        (OTHER, "", OTHER, "same-owner"),
        (None, "nurse", OTHER, ""),
        (None, "caregiver", None, "same-owner"),
        (None, "caregiver", OTHER, ""),
        (None, "", None, "nobody-named"),
    ],
)
def test_check_hand(to_staff, to_role, owner_staff, code):
    found = refusal(
        rules.check_hand,
        TaskStatus.REQUESTED,
        to_staff=to_staff,
        to_role=to_role,
        owner_staff=owner_staff,
        owner_role="caregiver",
    )
    assert found == code


def test_one_turn_of_a_series_is_not_changed_by_itself():
    assert refusal(rules.check_change, TaskStatus.REQUESTED, has_series=True) == "of-series"
    assert refusal(rules.check_change, TaskStatus.REQUESTED, has_series=False) == ""
    assert refusal(rules.check_change, TaskStatus.FAILED, has_series=False) == "task-closed"


def undo(**change):
    said = {
        "recorded": NOW - timedelta(minutes=5),
        "recorder": ME,
        "by": ME,
        "now": NOW,
        "shift_ends": None,
        "may_undo_others": False,
        "reason": "",
    }
    status = TaskStatus(change.pop("status", "completed"))
    return refusal(rules.check_undo, status, **said | change)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""),
        ({"recorded": NOW - timedelta(minutes=10)}, ""),
        ({"recorded": NOW - timedelta(minutes=11)}, "undo-over"),
        ({"recorded": NOW - 5 * HOUR, "shift_ends": NOW + HOUR}, ""),
        ({"recorded": NOW - 5 * HOUR, "shift_ends": NOW - HOUR}, "undo-over"),
        ({"by": OTHER}, "not-yours"),
        ({"by": OTHER, "may_undo_others": True}, "reason-missing"),
        ({"by": OTHER, "may_undo_others": True, "reason": "Wrong resident"}, ""),
        ({"recorded": NOW - 50 * HOUR, "may_undo_others": True, "reason": "Wrong day"}, ""),
        ({"status": "accepted"}, "not-closed"),
        ({"status": "entered-in-error"}, "not-closed"),
        ({"status": "cancelled", "recorded": None}, "not-closed"),
        ({"status": "failed"}, ""),
    ],
)
def test_check_undo(change, code):
    assert undo(**change) == code


def snooze(
    until,
    *,
    urgency=Urgency.PAPERWORK,
    reason=SnoozeReason.WAITING_FAMILY,
    due=NOW,
    late=NOW + HOUR,
):
    return refusal(
        rules.check_snooze,
        TaskStatus.REQUESTED,
        until=until,
        reason=reason,
        urgency=urgency,
        now=NOW,
        due=due,
        late=late,
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", {"until": NOW + HOUR}),
        ("until-past", {"until": NOW}),
        ("reason-missing", {"until": NOW + HOUR, "reason": None}),
        ("too-long", {"until": NOW + timedelta(days=15)}),
        ("", {"until": NOW + HOUR, "urgency": Urgency.SAFETY}),
        ("too-long", {"until": NOW + 2 * HOUR, "urgency": Urgency.SAFETY}),
        ("cannot-wait", {"until": NOW + HOUR, "urgency": Urgency.SAFETY, "late": NOW - HOUR}),
        ("cannot-wait", {"until": NOW + HOUR, "urgency": Urgency.LEGAL_CLOCK}),
        ("", {"until": NOW + HOUR, "urgency": Urgency.LEGAL_CLOCK, "due": NOW + 3 * HOUR}),
    ],
)
def test_check_snooze(code, said):
    assert snooze(**said) == code


def test_nothing_is_cancelled_without_a_reason():
    assert refusal(rules.check_cancel, TaskStatus.REQUESTED, " ") == "reason-missing"
    assert refusal(rules.check_cancel, TaskStatus.REQUESTED, "cause-gone") == ""
    assert refusal(rules.check_cancel, TaskStatus.COMPLETED, "cause-gone") == "task-closed"


# Today


def mark(urgency=Urgency.PAPERWORK, due=NOW, **more):
    more = {
        "id": uuid4(),
        "code": "tasks.free",
        "opens": due - 200 * HOUR,
        "late": due + HOUR,
    } | more
    return TaskMark(urgency=urgency, due=due, **more)


COORDINATOR = Reader(actor=ME, staff=MY_FILE, roles=frozenset({"coordinator"}), oversees=True)
AIDE = Reader(actor=ME, staff=MY_FILE, roles=frozenset({"caregiver"}))


def test_needs_you_is_in_the_order_of_why_it_presses_then_of_the_due_time():
    wanted = [
        mark(Urgency.SAFETY, NOW + 5 * HOUR),
        mark(Urgency.LEGAL_CLOCK, NOW + 4 * HOUR),
        mark(Urgency.PROMISE, NOW + 3 * HOUR),
        mark(Urgency.CHANGED_RESIDENT, NOW + 2 * HOUR),
        mark(Urgency.ORDER_OR_PHARMACY, NOW + HOUR),
        mark(Urgency.PLAN_OR_EVALUATION, NOW),
        mark(Urgency.PAPERWORK, NOW - 2 * HOUR),
        mark(Urgency.PAPERWORK, NOW - HOUR, priority=Priority.URGENT),
        mark(Urgency.PAPERWORK, NOW - HOUR),
    ]
    lines = rules.lines_for_today(reversed(wanted))
    assert [line.first for line in lines] == [m.id for m in wanted]


def test_one_line_per_resident_and_cause():
    resident, fall = uuid4(), f"AdverseEvent/{uuid4()}"
    check = mark(Urgency.SAFETY, resident_id=resident, cause=fall, code="tasks.check")
    call = mark(Urgency.PROMISE, resident_id=resident, cause=fall, code="tasks.call_back")
    other = mark(Urgency.PAPERWORK, resident_id=resident, code="tasks.review")
    assert rules.lines_for_today([other, call, check]) == [
        rules.Line(first=check.id, others=(call.id,)),
        rules.Line(first=other.id),
    ]


def test_two_residents_of_one_cause_are_two_lines():
    flood = f"AdverseEvent/{uuid4()}"
    lines = rules.lines_for_today([mark(resident_id=uuid4(), cause=flood) for _ in range(2)])
    assert len(lines) == 2


def test_tasks_of_the_house_stand_alone():
    assert len(rules.lines_for_today([mark(), mark()])) == 2


@given(st.lists(st.sampled_from(list(Urgency)), max_size=12), st.integers(0, 3))
def test_no_task_is_lost_between_the_lines(urgencies, residents):
    people = [None, *(UUID(int=n) for n in range(residents))]
    marks = [mark(u, resident_id=people[n % len(people)]) for n, u in enumerate(urgencies)]
    lines = rules.lines_for_today(marks)
    assert sorted(i for line in lines for i in (line.first, *line.others)) == sorted(
        m.id for m in marks
    )


NEEDS = [
    # what, task, coordinator, aide
    ("waits for the coordinator", mark(owner_role="coordinator"), True, False),
    ("waits for caregivers", mark(owner_role="caregiver"), False, True),
    ("mine", mark(owner_role="nurse", owner_staff=MY_FILE), True, True),
    ("taken by a colleague", mark(owner_role="coordinator", owner_staff=OTHER), False, False),
    ("mine without a staff file", mark(owner_actor=ME), True, True),
    ("somebody else's without a staff file", mark(owner_actor=OTHER), False, False),
    ("unsafe, and nobody took it", mark(Urgency.SAFETY, owner_role="caregiver"), True, True),
    (
        "the floor's own round of checks, in time",
        mark(Urgency.SAFETY, owner_role="caregiver", series_id=uuid4()),
        False,
        True,
    ),
    (
        "the floor's own round of checks, late",
        mark(Urgency.SAFETY, NOW - 2 * HOUR, owner_role="caregiver", series_id=uuid4()),
        True,
        True,
    ),
    ("unsafe, taken, in time", mark(Urgency.SAFETY, owner_staff=OTHER), False, False),
    (
        "unsafe, taken, and late",
        mark(Urgency.SAFETY, NOW - 2 * HOUR, owner_staff=OTHER),
        True,
        False,
    ),
    ("put off", mark(owner_role="coordinator", snoozed_until=NOW + HOUR), False, False),
    ("back on the list", mark(owner_role="coordinator", snoozed_until=NOW), True, False),
    (
        "not open yet",
        mark(owner_role="coordinator", due=NOW + HOUR, opens=NOW + HOUR),
        False,
        False,
    ),
    (
        "due in more than a day",
        mark(owner_role="coordinator", due=NOW + 25 * HOUR),
        False,
        False,
    ),
    (
        "a legal clock within a day",
        mark(Urgency.LEGAL_CLOCK, NOW + 24 * HOUR, owner_role="nurse"),
        True,
        False,
    ),
    (
        "a legal clock next week",
        mark(Urgency.LEGAL_CLOCK, NOW + 99 * HOUR, owner_role="coordinator"),
        False,
        False,
    ),
    (
        "unsafe shows as soon as it opens",
        mark(Urgency.SAFETY, NOW + 99 * HOUR, owner_role="nurse"),
        True,
        False,
    ),
    ("done", mark(owner_role="coordinator", status=TaskStatus.COMPLETED), False, False),
]


@pytest.mark.parametrize(
    ("what", "task", "coordinator", "aide"), NEEDS, ids=[n[0] for n in NEEDS]
)
def test_needs_reader(what, task, coordinator, aide):
    assert rules.needs_reader(task, COORDINATOR, NOW) is coordinator, what
    assert rules.needs_reader(task, AIDE, NOW) is aide, what


def test_every_urgency_has_its_place():
    assert set(rules.today.RANK) == set(rules.today.SHOWN_BEFORE_DUE) == set(Urgency)


# Recurrence. The vectors of the nights the clocks change were computed with zoneinfo:
# a skipped time keeps the old offset, one that comes twice is taken the first time.


DST = """
America/New_York     2027-03-14 02:30  2027-03-14T07:30  03:30
America/New_York     2027-11-07 01:30  2027-11-07T05:30  01:30
Europe/London        2027-03-28 01:30  2027-03-28T01:30  02:30
Europe/London        2027-10-31 01:30  2027-10-31T00:30  01:30
Australia/Sydney     2026-10-04 02:30  2026-10-03T16:30  03:30
Australia/Sydney     2027-04-04 02:30  2027-04-03T15:30  02:30
Australia/Lord_Howe  2026-10-04 02:15  2026-10-03T15:45  02:45
Australia/Lord_Howe  2027-04-04 01:45  2027-04-03T14:45  01:45
America/Phoenix      2027-03-14 02:30  2027-03-14T09:30  02:30
Asia/Tokyo           2027-03-14 02:30  2027-03-13T17:30  02:30
Pacific/Auckland     2026-09-27 02:30  2026-09-26T14:30  03:30
America/Santiago     2026-09-06 00:00  2026-09-06T04:00  01:00
"""


@pytest.mark.parametrize("row", DST.split("\n")[1:-1], ids=lambda r: " ".join(r.split()[:3]))
def test_a_time_comes_exactly_once_on_the_nights_the_clocks_change(row):
    zone_name, day_text, wall, instant, shown = row.split()
    zone, day = ZoneInfo(zone_name), date.fromisoformat(day_text)
    rule = Recurrence(starts=day - timedelta(days=3), wall_times=(time.fromisoformat(wall),))
    (turn,) = rules.materialise(rule, day, day, zone)
    assert turn.due == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert (turn.local_date, turn.slot) == (day, wall)
    assert turn.due.astimezone(zone).strftime("%H:%M") == shown


def days_of(rule, first, last):
    found = rules.materialise(
        rule, date.fromisoformat(first), date.fromisoformat(last), NEW_YORK
    )
    return [o.local_date.isoformat() for o in found]


def recurrence(starts="2026-11-24", times="08:00", **more):
    walls = tuple(time.fromisoformat(t) for t in times.split())
    return Recurrence(starts=date.fromisoformat(starts), wall_times=walls, **more)


@pytest.mark.parametrize(
    ("rule", "first", "last", "days"),
    [
        (recurrence(), "2026-11-20", "2026-11-26", ["2026-11-24", "2026-11-25", "2026-11-26"]),
        (
            recurrence(ends=date(2026, 11, 25)),
            "2026-11-20",
            "2026-11-30",
            ["2026-11-24", "2026-11-25"],
        ),
        (recurrence(period=3), "2026-11-26", "2026-12-01", ["2026-11-27", "2026-11-30"]),
        (recurrence(weekdays=(1, 5)), "2026-11-24", "2026-12-01", ["2026-11-27", "2026-11-30"]),
        (
            recurrence(unit=Frequency.WEEK),
            "2026-11-24",
            "2026-12-08",
            ["2026-11-24", "2026-12-01", "2026-12-08"],
        ),
        (
            recurrence(unit=Frequency.WEEK, period=2, weekdays=(1, 3)),
            "2026-11-23",
            "2026-12-11",
            ["2026-11-25", "2026-12-07", "2026-12-09"],
        ),
        (
            recurrence("2026-11-30", unit=Frequency.MONTH, month_day=31),
            "2026-11-01",
            "2027-03-31",
            ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"],
        ),
        (
            recurrence("2026-11-15", unit=Frequency.MONTH, period=3, month_day=15),
            "2026-11-01",
            "2027-06-30",
            ["2026-11-15", "2027-02-15", "2027-05-15"],
        ),
        (
            recurrence("2026-11-15", unit=Frequency.MONTH, month_day=1),
            "2026-11-01",
            "2026-12-31",
            ["2026-12-01"],
        ),
        (recurrence(), "2026-11-26", "2026-11-25", []),
        (recurrence(), "2026-11-01", "2026-11-23", []),
    ],
)
def test_materialise_days(rule, first, last, days):
    assert days_of(rule, first, last) == days


def test_several_times_a_day_are_several_slots_in_order():
    rule = recurrence(times="20:00 08:00 08:00 12:00")
    found = rules.materialise(rule, rule.starts, rule.starts, NEW_YORK)
    assert [o.slot for o in found] == ["08:00", "12:00", "20:00"]


def elapsed(anchor, minutes, count=None, ends=None):
    return Recurrence(
        starts=anchor.astimezone(NEW_YORK).date(),
        ends=ends,
        unit=Frequency.MINUTE,
        period=minutes,
        anchor=anchor,
        count=count,
    )


def test_elapsed_minutes_know_no_clock_change():
    anchor = datetime(2027, 3, 14, 5, tzinfo=UTC)  # midnight; 02:00 is skipped
    rule = elapsed(anchor, 60, count=6)
    found = rules.materialise(rule, rule.starts, rule.starts, NEW_YORK)
    assert [o.due - anchor for o in found] == [n * HOUR for n in range(6)]
    assert [o.due.astimezone(NEW_YORK).hour for o in found] == [0, 1, 3, 4, 5, 6]


def test_the_day_of_25_hours_has_25_hourly_checks_with_25_slots():
    anchor = datetime(2026, 10, 30, 4, tzinfo=UTC)
    day = date(2026, 11, 1)
    found = rules.materialise(elapsed(anchor, 60), day, day, NEW_YORK)
    assert len(found) == len({o.slot for o in found}) == 25


def test_elapsed_minutes_end_after_their_count():
    anchor = datetime(2026, 11, 24, 23, tzinfo=UTC)
    rule = elapsed(anchor, 240, count=5)
    first = rules.materialise(rule, date(2026, 11, 24), date(2026, 11, 24), NEW_YORK)
    rest = rules.materialise(rule, date(2026, 11, 25), date(2026, 12, 24), NEW_YORK)
    assert [o.due for o in first + rest] == [anchor + n * 4 * HOUR for n in range(5)]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (recurrence(), ""),
        (recurrence(times=""), "times-missing"),
        (recurrence(period=0), "period-wrong"),
        (recurrence(count=0), "period-wrong"),
        (recurrence(weekdays=(0,)), "weekday-wrong"),
        (recurrence(weekdays=(8,)), "weekday-wrong"),
        (recurrence(unit=Frequency.MONTH), "month-day-wrong"),
        (recurrence(unit=Frequency.MONTH, month_day=32), "month-day-wrong"),
        (recurrence(unit=Frequency.MINUTE, period=60), "anchor-missing"),
        (elapsed(NOW, 4), "too-often"),
        (recurrence(ends=date(2026, 11, 23)), "ends-first"),
    ],
)
def test_an_unreadable_timing_is_refused_never_skipped(rule, code):
    assert refusal(rules.check_recurrence, rule) == code
    if code:
        assert refusal(rules.materialise, rule, rule.starts, rule.starts, NEW_YORK) == code


ZONES = [
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Tokyo",
]
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
SCHEDULES = st.one_of(
    st.builds(
        Recurrence,
        starts=DAYS,
        unit=st.just(Frequency.DAY),
        period=st.integers(1, 9),
        wall_times=st.lists(st.times(), min_size=1, max_size=4).map(
            lambda ts: tuple(t.replace(second=0, microsecond=0) for t in ts)
        ),
    ),
    st.builds(
        Recurrence,
        starts=DAYS,
        unit=st.just(Frequency.WEEK),
        period=st.integers(1, 4),
        weekdays=st.sets(st.integers(1, 7)).map(tuple),
        wall_times=st.just((time(2, 30),)),
    ),
    st.builds(
        Recurrence,
        starts=DAYS,
        unit=st.just(Frequency.MONTH),
        period=st.integers(1, 12),
        month_day=st.integers(1, 31),
        wall_times=st.just((time(0), time(2, 15))),
    ),
    st.builds(
        Recurrence,
        starts=DAYS,
        unit=st.just(Frequency.MINUTE),
        period=st.integers(15, 3000),
        anchor=st.datetimes(FIRST, LAST, timezones=st.just(UTC)),
        count=st.none() | st.integers(1, 90),
    ),
)


@given(SCHEDULES, DAYS, st.integers(0, 20), st.integers(0, 20), st.sampled_from(ZONES))
def test_made_in_pieces_is_the_same_as_made_at_once(rule, first, here, more, zone_name):
    zone = ZoneInfo(zone_name)
    middle, last = first + timedelta(days=here), first + timedelta(days=here + more)
    pieces = rules.materialise(rule, first, middle, zone)
    pieces += rules.materialise(rule, middle + timedelta(days=1), last, zone)
    whole = rules.materialise(rule, first, last, zone)
    assert sorted(pieces, key=lambda o: (o.due, o.slot)) == sorted(
        whole, key=lambda o: (o.due, o.slot)
    )


@given(SCHEDULES, DAYS, st.integers(0, 40), st.sampled_from(ZONES))
def test_no_turn_comes_twice_and_none_outside_its_days(rule, first, span, zone_name):
    last = first + timedelta(days=span)
    found = rules.materialise(rule, first, last, ZoneInfo(zone_name))
    assert len({(o.local_date, o.slot) for o in found}) == len(found)
    assert all(max(first, rule.starts) <= o.local_date <= last for o in found)
    assert all(o.due.tzinfo is UTC and len(o.slot) <= 40 for o in found)
    assert [o.due for o in found] == sorted(o.due for o in found)


@given(DAYS, st.sampled_from(ZONES), st.times())
def test_a_daily_task_comes_exactly_once_each_local_day(day, zone_name, wall):
    rule = Recurrence(starts=day, wall_times=(wall.replace(second=0, microsecond=0),))
    found = rules.materialise(rule, day, day + timedelta(days=9), ZoneInfo(zone_name))
    assert [o.local_date for o in found] == [day + timedelta(days=n) for n in range(10)]


TODAY = date(2026, 11, 24)


def on(number):
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("until", "starts", "ends", "span"),
    [
        (None, on(0), None, (on(0), on(14))),
        (None, on(3), None, (on(3), on(14))),
        (None, on(20), None, None),
        (on(13), on(-90), None, (on(14), on(14))),
        (on(14), on(-90), None, None),
        (on(-3), on(-90), None, (on(-2), on(14))),
        (on(-30), on(-90), None, (on(-7), on(14))),
        (on(1), on(-90), on(3), (on(2), on(3))),
        (on(3), on(-90), on(3), None),
        (None, on(-90), on(-20), None),
    ],
)
def test_span_to_make(until, starts, ends, span):
    assert rules.span_to_make(until, starts=starts, ends=ends, today=TODAY) == span


@given(st.integers(0, 60))
def test_schedules_never_run_dry_when_the_job_rests(rest):
    """However long the job was away, from tomorrow on there is no day without its tasks."""
    span = rules.span_to_make(TODAY, starts=on(-9), ends=None, today=on(rest))
    assert span is not None
    assert span[0] <= on(rest + 1)
    assert span[1] == on(rest + 14)


@pytest.mark.parametrize(
    ("status", "opens", "claimed", "may"),
    [
        ("requested", NOW + HOUR, False, True),
        ("requested", NOW, False, False),
        ("accepted", NOW + HOUR, True, False),
        ("in-progress", NOW + HOUR, False, False),
        ("completed", NOW + HOUR, False, False),
    ],
)
def test_only_what_is_to_come_and_untouched_is_made_anew(status, opens, claimed, may):
    assert (
        rules.is_replaceable(TaskStatus(status), opens=opens, claimed=claimed, now=NOW) is may
    )


# Gaps


@pytest.mark.parametrize(
    ("has_series", "is_care", "hours", "next_came", "lapsed"),
    [
        (True, True, 25, True, True),
        (True, True, 23, True, False),
        (True, True, 25, False, False),
        (True, False, 25, True, True),
        (False, True, 25, True, False),
        (False, True, 169, False, True),
        (False, False, 169, False, False),
    ],
)
def test_a_turn_lapses_when_the_next_has_come_and_care_after_a_week(
    has_series, is_care, hours, next_came, lapsed
):
    said = rules.is_lapsed(
        has_series=has_series,
        is_care=is_care,
        late=NOW - hours * HOUR,
        now=NOW,
        next_came=next_came,
    )
    assert said is lapsed


def test_a_check_of_days_ago_is_no_emergency_now():
    values = {
        "id": uuid4(),
        "code": "tasks.check",
        "urgency": Urgency.SAFETY,
        "opens": NOW - 60 * HOUR,
        "due": NOW - 59 * HOUR,
        "late": NOW - 58 * HOUR,
        "owner_role": "nurse",
    }
    nurse = Reader(actor=ME, roles=frozenset({"nurse"}), oversees=True)
    assert not rules.needs_reader(TaskMark(**values, series_id=uuid4()), nurse, NOW)
    assert rules.needs_reader(TaskMark(**values), nurse, NOW)
