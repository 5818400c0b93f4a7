"""What speaks against somebody working as something on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.record.staff.codes import FindingCode


SOON = timedelta(days=30)
"""What ends within this is said where somebody is planned. Hearth's own default."""

RENEW_AHEAD = (90, 60, 30)
"""Days before its end when somebody is asked to see to a renewal. Hearth's own default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A qualification as it stands: good from and until, both days counted; None is open."""

    sort: str
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One of these sorts is needed for a role; ``stop`` asks for a reason, else it is only said."""

    role: str
    sorts: tuple[str, ...]
    stop: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Not at work from a day; ``until`` is the first day back, None is open."""

    starts: date
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What speaks against it. ``sorts`` are the qualifications it is about, ``day`` its end."""

    code: FindingCode
    sorts: tuple[str, ...] = ()
    day: date | None = None
    stop: bool = True
    reason: str = ""


def is_current(held: Held, day: date) -> bool:
    """Whether a qualification is good on a day."""
    begun = held.starts is None or held.starts <= day
    return begun and (held.ends is None or day <= held.ends)


def best(held: Iterable[Held], sorts: Sequence[str]) -> Held | None:
    """Of several of these sorts, the one that is good longest."""
    mine = [h for h in held if h.sort in sorts]
    return max(mine, key=lambda h: h.ends or date.max, default=None)


def findings(
    role: str,
    day: date,
    *,
    held: Iterable[Held],
    requirements: Iterable[Requirement],
    away: Iterable[Away] = (),
    kept: bool = True,
) -> list[Finding]:
    """What speaks against somebody working in a role on a local day, the stops first.

    ``kept`` False: the community keeps no qualifications yet, and nothing is missing.
    """
    mine = list(held)
    found = [
        Finding(code=FindingCode.NOT_AT_WORK, day=a.until, reason=a.reason)
        for a in away
        if a.starts <= day and (a.until is None or day < a.until)
    ]
    for need in requirements if kept else ():
        if need.role != role:
            continue
        one = _finding(need, day, mine)
        if one is not None:
            found.append(one)
    return sorted(found, key=lambda f: not f.stop)


def _finding(need: Requirement, day: date, held: list[Held]) -> Finding | None:
    good = best([h for h in held if is_current(h, day)], need.sorts)
    if good is not None:
        if good.ends is not None and good.ends - day <= SOON:
            return Finding(
                code=FindingCode.ENDS_SOON, sorts=(good.sort,), day=good.ends, stop=False
            )
        return None
    last = best([h for h in held if h.ends is not None and h.ends < day], need.sorts)
    if last is not None:
        return Finding(
            code=FindingCode.ENDED, sorts=(last.sort,), day=last.ends, stop=need.stop
        )
    return Finding(code=FindingCode.MISSING, sorts=need.sorts, stop=need.stop)


def stage(ends: date, today: date) -> int | None:
    """Which reminder of a renewal has come: 90, 60 or 30 days ahead; None where none has."""
    left = (ends - today).days
    return min((n for n in RENEW_AHEAD if left <= n), default=None)


def check_away(starts: date, until: date | None, said_by: str) -> None:
    """Refuse an absence that says nothing. Raises Refused: until-first, nobody-said."""
    if until is not None and until <= starts:
        raise Refused("until-first", N_("The first day back is after the first day away."))
    if not said_by.strip():
        raise Refused("nobody-said", N_("Enter who said so."))


def check_span(starts: date | None, ends: date | None, *, expires: bool) -> None:
    """Refuse a qualification without an end where its sort expires. Raises Refused: ends-first,
    ends-missing."""
    if expires and ends is None:
        raise Refused("ends-missing", N_("Enter the last day it is good for."))
    if starts is not None and ends is not None and ends < starts:
        raise Refused("ends-first", N_("It ends before it starts."))


def taken_up(held: Iterable[Held], sort: str, ends: date) -> bool:
    """Whether something of the same sort is good for longer: it was renewed."""
    return any(h.sort == sort and (h.ends is None or h.ends > ends) for h in held)
