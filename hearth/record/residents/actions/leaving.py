"""Residencies end: somebody moves out, or dies."""

from datetime import datetime

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope
from hearth.record.residents.codes import MoveOutTo, StayStatus
from hearth.record.residents.models import Resident, Stay

from ._rows import _locked, _tell
from ._standing import OPENS_AS, _check, _end, _live_stay


S = StayStatus


@action("residents.move_out")
def move_out(
    *,
    scope: Scope,
    by: Actor,
    stay: Stay,
    to: MoveOutTo,
    effective: datetime | None = None,
    reason: str = "",
) -> Stay:
    """Somebody has left for good, at ``effective`` (UTC; default now). Their place is free then.

    Raises Refused: stay-ended, not-next, future, before-last, too-long, not-found.
    """
    stay = _locked(scope, stay)
    now = clock.now()
    left = effective or now
    _check(stay, S.MOVED_OUT, left, now)
    stay.ended_to = MoveOutTo(to)
    _end(stay, S.MOVED_OUT, by, at=left, now=now, reason=reason)
    note("residents.move_out", stay, by=by, detail={"to": stay.ended_to})
    return stay


@action("residents.record_death")
def record_death(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    effective: datetime | None = None,
    reason: str = "",
    performer_text: str = "",
) -> Resident:
    """Somebody died, at ``effective`` (UTC; default now); ``performer_text`` is who said so.

    A residency that goes on ends then, also when a later step was recorded meanwhile, and its
    place is free; an application is withdrawn.
    Raises Refused: future, before-birth, too-long, not-found; Conflict: deceased-already.
    """
    resident = _locked(scope, resident)
    now = clock.now()
    died = effective or now
    if resident.deceased_at is not None:
        raise Conflict("deceased-already", N_("This death is on the record already."))
    if died > now:
        raise Refused("future", N_("This cannot be recorded before it happens."))
    if resident.birth_date is not None and died.date() < resident.birth_date:
        raise Refused("before-birth", N_("That is before their birth date."))
    resident.deceased_at = died
    resident.save()
    stay = _live_stay(scope, resident)
    if stay is not None:
        to = S.WITHDRAWN if S(stay.status) in OPENS_AS else S.DECEASED
        _end(stay, to, by, at=died, now=now, reason=reason, performer_text=performer_text)
    note("residents.record_death", resident, by=by)
    _tell(resident, "deceased_at")
    return resident
