"""How much care somebody is agreed to need: a level of the community's list, from a day on."""

from datetime import date
from uuid import UUID

from hearth.kernel import clock
from hearth.platform.audit.actions import action, note
from hearth.platform.content import lists
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.residents import queries, rules
from hearth.record.residents.events import LevelOfCareChanged
from hearth.record.residents.models import LevelOfCare, Resident

from ._rows import _about, _fits, _in_error, _locked, _record, _today


@action("residents.change_level_of_care")
def change_level_of_care(
    *,
    scope: Scope,
    by: Actor,
    resident: Resident,
    level: str,
    starts: date,
    decided_by: str,
    reason: str,
    document: UUID | None = None,
) -> LevelOfCare:
    """Say which level of care somebody has from a local day on; ahead, where it is announced.

    ``decided_by`` decided, by name; ``by`` writes it down. What held before stays.
    Raises Refused: level-unknown, decided-by-missing, reason-missing, too-far-ahead, same-level,
    too-long, not-found; Conflict: level-that-day, merged-away.
    """
    resident = _record(scope, resident)
    kept = queries.levels_of(scope, resident).filter(entered_in_error_at__isnull=True)
    rules.check_level(
        level,
        starts=starts,
        kept=list(kept),
        offered=[item.code for item in lists.items(queries.LEVELS, resident.facility_id)],
        today=_today(resident),
        decided_by=decided_by,
        reason=reason,
    )
    row = LevelOfCare(
        **_about(resident),
        level=level,
        starts=starts,
        decided_by=decided_by.strip(),
        reason=reason.strip(),
        document=document,
        recorded=clock.now(),
        recorder=by,
    )
    _fits(row)
    row.save()
    note(
        "residents.change_level_of_care",
        row,
        by=by,
        detail={"level": level, "starts": starts.isoformat()},
    )
    _tell_level(row)
    return row


@action("residents.retract_level_of_care")
def retract_level_of_care(
    *, scope: Scope, by: Actor, level: LevelOfCare, reason: str
) -> LevelOfCare:
    """Mark it as entered in error, with the reason: what held before holds again.

    Raises Refused: reason-missing, already-retracted, too-long, not-found.
    """
    row = _in_error(_locked(scope, level), by, reason)
    note(
        "residents.retract_level_of_care",
        row,
        by=by,
        detail={"level": row.level, "starts": row.starts.isoformat()},
    )
    _tell_level(row)
    return row


def _tell_level(row: LevelOfCare) -> None:
    publish(
        LevelOfCareChanged(
            facility_id=row.facility_id,
            resident_id=row.resident_id,
            level_id=row.pk,
            level=row.level,
            starts=row.starts.isoformat(),
        )
    )
