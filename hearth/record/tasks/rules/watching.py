"""How often somebody on watch is checked, and what a check may say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.record.tasks.codes import Frequency, Urgency, WatchEnd

from .recurrence import Recurrence


LONGEST_WATCH = timedelta(days=92)
"""A watch longer than that belongs in the plan. Hearth's own default."""

BEFORE_SHIFT_ENDS = timedelta(minutes=90)
"""How long before its end the check of a shift is due. Hearth's own default."""

OPEN_BEFORE = timedelta(hours=6)
"""How long before it is due the check of a shift can be done. Hearth's own default."""

SHIFT_ENDS = (time(7), time(15), time(23))
"""When shifts end where a community has none set up. Hearth's own default."""

CLOSE = timedelta(hours=4)
"""Checks that come more often than this are about somebody who may be unsafe now."""

USUAL, CHANGED = "usual", "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to look at. ``answer`` is "usual" (one tap) or "number"; ``title`` a language map."""

    code: str
    title: Mapping[str, str]
    answer: str = "usual"
    unit: str = ""
    least: float | None = None
    most: float | None = None
    nurse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why somebody is watched, as a definition says it. Words are language maps."""

    code: str
    title: Mapping[str, str]
    hours: int
    role: str
    decides: str
    look_for: Mapping[str, str] = field(default_factory=dict)
    call_now: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Mapping[str, Any], ...] = ()
    questions: tuple[Question, ...] = ()
    off: bool = False

    @property
    def length(self) -> timedelta:
        return timedelta(hours=self.hours)

    def asked_of(self, *, nurse: bool) -> tuple[Question, ...]:
        """The questions of a check: a nurse is asked more."""
        return tuple(q for q in self.questions if nurse or not q.nurse)


def reason_from(entry: Mapping[str, Any]) -> Reason:
    """An entry of the definition watch-reasons."""
    return Reason(
        code=entry["code"],
        title=entry["title"],
        hours=entry["hours"],
        role=entry["role"],
        decides=entry["decides"],
        look_for=entry.get("look_for", {}),
        call_now=entry.get("call_now", {}),
        steps=tuple(entry["steps"]),
        questions=tuple(Question(**q) for q in entry["questions"]),
        off=bool(entry.get("off")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """One step of a watch as a series: when it comes, from when to when a turn can be done."""

    recurrence: Recurrence
    before: timedelta
    after: timedelta
    urgency: Urgency
    goes_on: bool


def checks_of(
    steps: Sequence[Mapping[str, Any]],
    *,
    begins: datetime,
    until: datetime,
    shift_ends: Iterable[time],
    zone: ZoneInfo,
) -> list[Checks]:
    """The series of a watch, one for each step, from when its steps count until it ends.

    Counted steps follow one another; the last goes on until the end. None comes after ``until``.
    """
    found, at = [], begins
    for step in steps:
        if at > until:
            break
        every, times = step.get("every_minutes"), step.get("times")
        if every:
            span = timedelta(minutes=every)
            ends = until if times is None else min(until, at + times * span)
            if at + span <= until:
                found.append(_by_the_clock(at + span, ends, every, zone, goes_on=times is None))
            at = ends if times is not None else until
        else:
            found.append(_by_shift(at, until, shift_ends, zone))
    return found


def _by_the_clock(
    first: datetime, last: datetime, every: int, zone: ZoneInfo, *, goes_on: bool
) -> Checks:
    span = timedelta(minutes=every)
    third = max(timedelta(minutes=5), span / 3)
    return Checks(
        recurrence=Recurrence(
            starts=first.astimezone(zone).date(),
            ends=last.astimezone(zone).date(),
            unit=Frequency.MINUTE,
            period=every,
            anchor=first,
            not_before=first,
            not_after=last,
        ),
        before=min(timedelta(hours=1), third),
        after=min(timedelta(hours=1), third),
        urgency=Urgency.SAFETY if span < CLOSE else Urgency.PLAN_OR_EVALUATION,
        goes_on=goes_on,
    )


def _by_shift(
    begins: datetime, until: datetime, shift_ends: Iterable[time], zone: ZoneInfo
) -> Checks:
    return Checks(
        recurrence=Recurrence(
            starts=begins.astimezone(zone).date(),
            ends=until.astimezone(zone).date(),
            wall_times=tuple(check_times(shift_ends)),
            not_before=begins + timedelta(seconds=1),
            not_after=until,
        ),
        before=OPEN_BEFORE,
        after=timedelta(hours=1),
        urgency=Urgency.PLAN_OR_EVALUATION,
        goes_on=True,
    )


def check_times(shift_ends: Iterable[time]) -> list[time]:
    """At what times of day the check of each shift is due."""
    ends = sorted(set(shift_ends)) or list(SHIFT_ENDS)
    back = int(BEFORE_SHIFT_ENDS.total_seconds()) // 60
    minutes = [(e.hour * 60 + e.minute - back) % 1440 for e in ends]
    return sorted(time(m // 60, m % 60) for m in minutes)


# What may be said


def check_watch(*, starts: datetime, until: datetime, now: datetime) -> None:
    """Refuse a watch that is over before it begins, or has no end in sight.

    Raises Refused: until-past, ends-first, too-long.
    """
    if until <= now:
        raise Refused("until-past", N_("Choose a time to come."))
    if until <= starts:
        raise Refused("ends-first", N_("It ends before it starts."))
    if until - max(starts, now) > LONGEST_WATCH:
        raise Refused(
            "too-long",
            N_("A watch lasts {n} days at most. What goes on longer belongs in the plan."),
            n=LONGEST_WATCH.days,
        )


def check_running(ended: datetime | None) -> None:
    """Refuse to touch a watch that has ended. Raises Conflict: watch-ended."""
    if ended is not None:
        raise Conflict("watch-ended", N_("This watch has ended already."))


def check_watch_end(reason: WatchEnd | None, text: str) -> None:
    """Refuse an end nobody explained. Raises Refused: reason-missing, reason-unexplained."""
    if reason is None:
        raise Refused("reason-missing", N_("Say why the watch ends."))
    if reason is WatchEnd.OTHER and not text.strip():
        raise Refused("reason-unexplained", N_("Say in a few words why."))


def check_answers(
    questions: Iterable[Question], answers: Mapping[str, Any], text: str
) -> tuple[dict[str, Any], bool]:
    """The answers as they are kept, and whether anything changed.

    Every question of one tap is answered; numbers may stay open. Raises Refused:
    answer-missing, answer-wrong, change-unexplained.
    """
    asked = {q.code: q for q in questions}
    kept: dict[str, Any] = {}
    for code, question in asked.items():
        given = answers.get(code)
        if question.answer == "number":
            if given is not None:
                kept[code] = _number(question, given)
        elif given in (USUAL, CHANGED):
            kept[code] = given
        else:
            raise Refused("answer-missing", N_("Answer each question, or say: all as usual."))
    changed = CHANGED in kept.values()
    if changed and not text.strip():
        raise Refused("change-unexplained", N_("Say in a few words what changed."))
    return kept, changed


def _number(question: Question, given: Any) -> float:
    value = float(given)
    low = question.least is not None and value < question.least
    high = question.most is not None and value > question.most
    if low or high:
        raise Refused(
            "answer-wrong",
            N_("{value} {unit} cannot be right. Look again."),
            value=f"{value:g}",
            unit=question.unit,
        )
    return value
