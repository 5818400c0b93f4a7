"""How a residency may go on, and where a resident is now."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from hearth.kernel.codes import Coded
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.record.residents.codes import (
    ENDED_STAY,
    RESIDENT_NOW,
    OutFor,
    StayStatus,
    WhereaboutsCode,
)


_S = StayStatus

_NEXT: dict[StayStatus, tuple[StayStatus, ...]] = {
    _S.APPLICANT: (_S.MOVING_IN, _S.LIVES_HERE, _S.WITHDRAWN),
    _S.MOVING_IN: (_S.LIVES_HERE, _S.APPLICANT, _S.WITHDRAWN),
    _S.LIVES_HERE: (_S.AWAY, _S.HOSPITAL, _S.RETURNING, _S.MOVED_OUT, _S.DECEASED),
    _S.AWAY: (_S.LIVES_HERE, _S.RETURNING, _S.HOSPITAL, _S.MOVED_OUT, _S.DECEASED),
    _S.HOSPITAL: (_S.RETURNING, _S.LIVES_HERE, _S.AWAY, _S.MOVED_OUT, _S.DECEASED),
    _S.RETURNING: (_S.LIVES_HERE, _S.HOSPITAL, _S.AWAY, _S.MOVED_OUT, _S.DECEASED),
    _S.MOVED_OUT: (),
    _S.DECEASED: (),
    _S.WITHDRAWN: (),
}

_EPISODE: dict[StayStatus, str] = {
    _S.APPLICANT: "waitlist",
    _S.MOVING_IN: "planned",
    _S.LIVES_HERE: "active",
    _S.AWAY: "onhold",
    _S.HOSPITAL: "onhold",
    _S.RETURNING: "active",
    _S.MOVED_OUT: "finished",
    _S.DECEASED: "finished",
    _S.WITHDRAWN: "cancelled",
}


def allowed_next(status: StayStatus) -> tuple[StayStatus, ...]:
    """What a residency may become next, the most usual first. Nothing follows an ended one."""
    return _NEXT[status]


def episode_status(status: StayStatus) -> str:
    """The code of http://hl7.org/fhir/episode-of-care-status."""
    return _EPISODE[status]


def holds_place(status: StayStatus) -> bool:
    """Whether a residency may hold a place: an applicant may have one kept, an ended one has none."""
    return status not in ENDED_STAY


def check_transition(
    current: StayStatus,
    to: StayStatus,
    *,
    effective: datetime,
    since: datetime,
    now: datetime,
    has_place: bool,
) -> None:
    """Refuse a step that no residency can take.

    ``since`` is when the current status began. Raises Refused: stay-ended, not-next, future,
    before-last, place-missing.
    """
    if current in ENDED_STAY:
        raise Refused("stay-ended", N_("This residency has ended. Begin a new one."))
    if to not in _NEXT[current]:
        raise Refused(
            "not-next",
            N_("A residency cannot go from {current} to {to}."),
            current=current.label,
            to=to.label,
        )
    if effective > now:
        raise Refused("future", N_("This cannot be recorded before it happens."))
    if effective < since:
        raise Refused("before-last", N_("That is before the last change of this residency."))
    if to is _S.LIVES_HERE and not has_place:
        raise Refused("place-missing", N_("Choose the place they move into first."))


class Presence(Coded):
    """Where a resident is, as everybody may rely on it. Hearth's own value set."""

    IN = "in", N_("In")
    OUT = "out", N_("Out")
    HOSPITAL = "hospital", N_("In hospital")
    AWAY = "away", N_("Away")
    UNACCOUNTED = "unaccounted", N_("Not accounted for")
    NOT_HERE = "not-here", N_("Does not live here")


def presence(
    status: StayStatus | None,
    whereabouts: WhereaboutsCode | None = None,
    out_for: OutFor | None = None,
) -> Presence:
    """Where a resident is: the residency and the latest whereabouts read together.

    Nobody recorded anything means in. Hospital and away outlast an old "in": only the end of
    the absence brings somebody back. Who is returning is in the house: the list of their return
    is open, nothing else.
    """
    if status is None or status not in RESIDENT_NOW:
        return Presence.NOT_HERE
    if whereabouts is WhereaboutsCode.UNACCOUNTED:
        return Presence.UNACCOUNTED
    in_hospital = whereabouts is WhereaboutsCode.OUT and out_for is OutFor.HOSPITAL
    if status is _S.HOSPITAL or (status is _S.RETURNING and in_hospital):
        return Presence.HOSPITAL
    if status is _S.AWAY:
        return Presence.AWAY
    return Presence.OUT if whereabouts is WhereaboutsCode.OUT else Presence.IN


_SAID: dict[StayStatus, str] = {
    _S.APPLICANT: N_("Has applied"),
    _S.MOVING_IN: N_("Is to move in"),
    _S.LIVES_HERE: N_("Moved in"),
    _S.AWAY: N_("Is away"),
    _S.HOSPITAL: N_("Went to hospital"),
    _S.RETURNING: N_("Is back; the return list is open"),
    _S.MOVED_OUT: N_("Moved out"),
    _S.DECEASED: N_("Died"),
    _S.WITHDRAWN: N_("Does not move in"),
}


def change_said(before: StayStatus | None, after: StayStatus, *, had_place: bool) -> str:
    """What happened to a residency, as people say it: a source text. ``before`` is None at its
    beginning; where the status stayed, the place is what changed.
    """
    if before is after:
        return N_("Changed places") if had_place else N_("A place is kept")
    if after is _S.LIVES_HERE and before is _S.RETURNING:
        return N_("Lives here again; the return list is closed")
    if after is _S.LIVES_HERE and before not in {None, _S.APPLICANT, _S.MOVING_IN}:
        return N_("Came back to live here")
    return _SAID[after]


def census(statuses: Iterable[StayStatus]) -> dict[StayStatus, int]:
    """How many residencies stand where; every live status is named, also with none."""
    counted = Counter(statuses)
    return {status: counted[status] for status in StayStatus if status not in ENDED_STAY}


def is_not_back(
    code: WhereaboutsCode,
    expected_back: datetime | None,
    *,
    now: datetime,
    grace: timedelta = timedelta(minutes=30),
) -> bool:
    """Whether somebody is out longer than expected. Half an hour of grace: Hearth's own default."""
    if code is not WhereaboutsCode.OUT or expected_back is None:
        return False
    return now > expected_back + grace


def check_whereabouts(
    code: WhereaboutsCode,
    *,
    effective: datetime,
    expected_back: datetime | None,
    now: datetime,
    status: StayStatus | None,
) -> None:
    """Refuse whereabouts nobody can have. Raises Refused: future, not-resident, back-before-out."""
    if status is None or status not in RESIDENT_NOW:
        raise Refused("not-resident", N_("They do not live here now."))
    if effective > now:
        raise Refused("future", N_("This cannot be recorded before it happens."))
    if expected_back is not None and (
        code is not WhereaboutsCode.OUT or expected_back <= effective
    ):
        raise Refused("back-before-out", N_("They cannot be expected back before they go out."))
