"""Somebody kept away stands before a verb: it stops, or what happened is kept with why."""

from collections.abc import Collection
from datetime import datetime

from django.db import models

from hearth.kernel import clock
from hearth.platform.identity.models import Actor
from hearth.platform.outbox.actions import publish
from hearth.platform.scope import Scope
from hearth.record.residents import queries, rules
from hearth.record.residents.codes import DeviationKind, RestrictionKind
from hearth.record.residents.events import RestrictionPassed
from hearth.record.residents.models import (
    Contact,
    Resident,
    Restriction,
    RestrictionDeviation,
)

from ._rows import _fits


KEPT_IN = (RestrictionKind.TAKING_OUT, RestrictionKind.VISITS)
"""What keeps somebody from going out with the resident."""


def _stopped(
    scope: Scope,
    resident: Resident,
    *,
    contact: Contact | None,
    name: str,
    kinds: Collection[RestrictionKind],
    somebody_else: bool,
    reason: str,
) -> list[Restriction]:
    """The restrictions that a verb goes against, though it may go on. Raises Refused: restricted.

    A typed name that is somebody else's is no deviation; a contact chosen from the list is
    nobody else.
    """
    found = queries.stops(scope, resident, contact=contact, name=name, kinds=kinds)
    sure = (
        bool(found)
        and contact is not None
        and bool(queries.stops(scope, resident, contact=contact, kinds=kinds))
    )
    excused = somebody_else and not sure
    rules.check_stopped(stopped=bool(found), somebody_else=excused, reason=reason)
    return [] if excused else [stop.restriction for stop in found]


def _deviated(
    restriction: Restriction,
    by: Actor,
    *,
    what: DeviationKind,
    reason: str,
    effective: datetime,
    because: models.Model | None = None,
) -> RestrictionDeviation:
    row = RestrictionDeviation(
        facility_id=restriction.facility_id,
        resident_id=restriction.resident_id,
        security_label=restriction.security_label,
        restriction=restriction,
        what=what,
        reason=reason.strip(),
        because_type=(because._meta.object_name or "") if because is not None else "",
        because_id=because.pk if because is not None else None,
        effective=effective,
        recorded=clock.now(),
        recorder=by,
    )
    _fits(row)
    row.save(force_insert=True)
    publish(
        RestrictionPassed(
            facility_id=row.facility_id,
            resident_id=row.resident_id,
            deviation_id=row.pk,
            what=str(what),
        )
    )
    return row
