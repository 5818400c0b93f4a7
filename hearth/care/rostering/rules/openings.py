"""Decisions about open shifts and agency passes. Pure: values in, verdict out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_


REST = timedelta(hours=8)
"""Less than this between two duties is said before somebody is asked. Hearth's own default."""

LONG_WEEK = timedelta(hours=40)
"""More than this in a week is said before somebody is asked.

Source: 29 USC 207(a)(1), the week after which overtime is paid.
"""

PASS_ROLES = ("caregiver", "med-tech", "nurse")
"""As what somebody an agency sends may be let in by whoever leads the shift."""

LONGEST_PASS = timedelta(hours=24)

HAND_OVER = timedelta(hours=2)
"""Somebody whose own duty ends this far into an open shift can still take the rest of it."""


@dataclass(frozen=True, slots=True)
class Worked:
    """A duty of somebody, as far as it matters to another one."""

    member_id: UUID
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How an open shift fits into somebody's week. ``rest`` is None where no duty is near.

    ``busy``: they work then. ``from_`` is when they could begin. ``hours`` is the week with it.
    """

    busy: bool
    from_: datetime
    rest: timedelta | None
    hours: timedelta

    @property
    def short_rest(self) -> bool:
        return self.rest is not None and self.rest < REST

    @property
    def long_week(self) -> bool:
        return self.hours > LONG_WEEK


def fit(
    starts: datetime,
    ends: datetime,
    *,
    duties: Iterable[Worked],
    week: tuple[datetime, datetime],
) -> Fit:
    """How a shift fits with the other duties of one person; ``week`` is the local week's span."""
    mine = sorted(duties, key=lambda d: d.starts)
    begins = starts
    for one in mine:
        if one.starts <= starts < one.ends <= starts + HAND_OVER:
            begins = one.ends
    busy = any(d.starts < ends and begins < d.ends for d in mine)
    gaps = [begins - d.ends for d in mine if d.ends <= begins]
    gaps += [d.starts - ends for d in mine if d.starts >= ends]
    worked = sum(
        (min(d.ends, week[1]) - max(d.starts, week[0]) for d in mine if _meets(d, week)),
        timedelta(0),
    )
    nearest = min(gaps, default=None)
    return Fit(
        busy=busy,
        from_=begins,
        rest=nearest if nearest is not None and nearest < timedelta(hours=24) else None,
        hours=worked + (ends - begins),
    )


def _meets(duty: Worked, week: tuple[datetime, datetime]) -> bool:
    return duty.starts < week[1] and week[0] < duty.ends


def left_open(
    duty_starts: datetime, duty_ends: datetime, *, away_from: datetime, now: datetime
) -> tuple[datetime, datetime] | None:
    """What of a duty somebody is looked for: never the past; None where nothing is left."""
    starts = max(duty_starts, away_from, now)
    return (starts, duty_ends) if starts < duty_ends else None


def check_open(status: str) -> None:
    """Refuse dealing with an open shift that is closed. Raises Conflict: closed-already."""
    if status != "open":
        raise Conflict("closed-already", N_("This shift is filled or closed already."))


def check_shift(starts: datetime, ends: datetime, now: datetime) -> None:
    """Refuse looking for somebody for a time nobody could work. Raises Refused: ends-first,
    too-long, past."""
    if ends <= starts:
        raise Refused("ends-first", N_("The shift ends before it starts."))
    if ends - starts > timedelta(hours=24):
        raise Refused("too-long", N_("A shift has at most 24 hours."))
    if ends <= now:
        raise Refused("past", N_("This shift is over."))


def check_pass(role: str, *, agency: str, until: datetime, now: datetime) -> None:
    """Refuse a pass nobody could account for. Raises Refused: agency-missing, pass-role,
    until-past, too-long."""
    if not agency.strip():
        raise Refused("agency-missing", N_("Enter which agency sends them."))
    if role not in PASS_ROLES:
        raise Refused("pass-role", N_("Choose caregiver, med-tech or nurse."))
    if until <= now:
        raise Refused("until-past", N_("Choose a time to come."))
    if until - now > LONGEST_PASS:
        raise Refused("too-long", N_("A pass lasts at most 24 hours. Make a new one tomorrow."))
