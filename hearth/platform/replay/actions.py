"""Accepting what a device sends: once, whatever the network does."""

import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from hearth.kernel import clock
from hearth.kernel.errors import Conflict, Refused, Unavailable
from hearth.kernel.ids import uuid7
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.scope import scoped
from hearth.platform.scope.scope import Scope

from .codes import EntryState, Settlement
from .models import ReplayConflict, ReplayEntry
from .verbs import Verb, find


log = logging.getLogger("hearth.replay")

MOST_BYTES = 256_000
CLOCK_SLACK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the device is told. ``replayed``: this is the first answer, given again."""

    status: int
    body: dict[str, Any]
    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One write as the device sent it. ``effective`` is when it happened, not when it was sent.

    ``hold`` is a code for which it is kept for review instead of being carried out: its writer
    has left since, or somebody else sent it.
    """

    client_ref: UUID
    verb: str
    payload: dict[str, Any]
    effective: datetime | None = None
    device_id: UUID | None = None
    hold: str = ""
    content_hash: str = field(init=False, default="")

    def __post_init__(self) -> None:
        when = self.effective.isoformat() if self.effective else None
        text = canonical([self.verb, self.payload, when])
        object.__setattr__(self, "content_hash", hashlib.sha256(text.encode()).hexdigest())


def canonical(value: Any) -> str:
    """JSON that is the same for the same content, whatever the order of its keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def accept(
    *,
    scope: Scope,
    by: Any,
    client_ref: UUID,
    verb: str,
    payload: dict[str, Any],
    effective: datetime | None = None,
    device_id: UUID | None = None,
) -> Answer:
    """Carry a device's write out, exactly once. The caller answers after COMMIT, not before.

    201 and the verb's answer; again the same for the same reference and content. 409
    (reference-taken) for other content under a known reference: both are kept. 422 when a rule
    refuses, 409 when somebody was first, 403 when the sender may not do this (any more):
    kept as sent, in the review list, because what was done was done. 404 for an unknown
    verb, kept too: a newer release may know it.
    """
    item = Item(
        client_ref=client_ref,
        verb=verb,
        payload=payload,
        effective=effective,
        device_id=device_id,
    )
    with scoped(scope):
        return _accept(scope, by, item)


def accept_batch(*, scope: Scope, by: Any, items: Iterable[Item]) -> list[Answer]:
    """Accept many in the order they were made; each stands alone.

    One that breaks (a bug, not a refusal) is answered with 500 and leaves nothing, so that the
    device sends it again; the others are accepted. Called without an open transaction, each
    item commits by itself.
    """
    return [_accept_alone(scope, by, item) for item in items]


def _accept_alone(scope: Scope, by: Any, item: Item) -> Answer:
    try:
        with scoped(scope):
            return _accept(scope, by, item)
    except Unavailable as refusal:
        return Answer(refusal.status, {"code": refusal.code, "message": str(refusal)})
    except Exception as error:
        if not connection.is_usable():
            raise
        log.error("replayed verb broke: %s: %s", item.verb, type(error).__name__)
        return Answer(500, {"code": "broken"})


def _accept(scope: Scope, by: Any, item: Item) -> Answer:
    if len(canonical(item.payload)) > MOST_BYTES:
        return Answer(413, {"code": "too-large"})
    entry_id = _claim(scope, by, item)
    if entry_id is None:
        return _answer_again(scope, by, item)
    outcome = _carry_out(scope, by, item)
    _keep(scope, entry_id, item, outcome)
    if outcome.state != EntryState.ACCEPTED:
        note(
            "replay.accept",
            ReplayEntry(pk=entry_id, facility_id=scope.facility_id),
            by=by,
            detail={"state": str(outcome.state), "code": outcome.body.get("code", "")},
        )
    return Answer(outcome.status, outcome.body)


def begin(*, scope: Scope, by: Any, item: Item) -> UUID | Answer:
    """Take the reference for a write that the page itself carries out now: the entry's key.

    Where the reference is taken, what was answered then. Inside the page's transaction: a second
    sender of the same waits until that has ended.
    """
    entry_id = _claim(scope, by, item)
    return entry_id if entry_id is not None else _answer_again(scope, by, item)


def finish(*, scope: Scope, entry_id: UUID, body: dict[str, Any]) -> None:
    """The page carried it out: ``body`` is the answer from now on."""
    ReplayEntry.objects.filter(facility_id=scope.facility_id, pk=entry_id).update(
        status=201, answer=body
    )


def give_back(*, scope: Scope, entry_id: UUID) -> None:
    """The page refused it, and says so to the person: the reference is free again."""
    ReplayEntry.objects.filter(facility_id=scope.facility_id, pk=entry_id).delete()


_CLAIM = """
INSERT INTO replay_replayentry (id, facility_id, device_id, actor_id, client_ref, verb, content_hash,
  state, status, answer, payload, effective, received_at, settlement, settled_reason)
VALUES (%s, %s, %s, %s, %s, %s, %s, 'accepted', 0, '{}', NULL, %s, %s, '', '')
ON CONFLICT (facility_id, client_ref) DO NOTHING RETURNING id
"""


def _claim(scope: Scope, by: Any, item: Item) -> UUID | None:
    """Take the reference; None if it is taken. A second sender waits here until the first has ended."""
    values = [
        uuid7(),
        scope.facility_id,
        item.device_id,
        by.pk,
        item.client_ref,
        item.verb,
        item.content_hash,
        item.effective,
        clock.now(),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        row = cursor.fetchone()
    return row[0] if row else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a write."""

    state: EntryState
    status: int
    body: dict[str, Any]


def _carry_out(scope: Scope, by: Any, item: Item) -> Outcome:
    if item.hold:
        return Outcome(EntryState.REVIEW, 403, {"code": item.hold})
    found = find(item.verb)
    if found is None:
        return Outcome(EntryState.REVIEW, 404, {"code": "verb-unknown"})
    if not scope.may(found.permission):
        return Outcome(EntryState.REVIEW, 403, {"code": "not-permitted"})
    return _run(found, scope, by, item)


def _run(found: Verb, scope: Scope, by: Any, item: Item) -> Outcome:
    """Run the verb in a savepoint: a refusal leaves nothing of it behind, but is itself kept."""
    try:
        with scoped(scope):
            body = found.run(scope=scope, by=by, payload=item.payload, effective=_past(item))
    except Conflict as refusal:
        return Outcome(
            EntryState.CONFLICT, 409, {"code": refusal.code, "message": str(refusal)}
        )
    except Refused as refusal:
        if refusal.status >= 500:
            raise
        return Outcome(
            EntryState.REFUSED, refusal.status, {"code": refusal.code, "message": str(refusal)}
        )
    return Outcome(EntryState.ACCEPTED, 201, json.loads(json.dumps(body or {}, default=str)))


def _past(item: Item) -> datetime | None:
    """When it happened; a device's clock that runs a little fast does not make it the future."""
    now = clock.now()
    if item.effective is not None and now < item.effective <= now + CLOCK_SLACK:
        return now
    return item.effective


def _keep(scope: Scope, entry_id: UUID, item: Item, outcome: Outcome) -> None:
    """Store the answer with the write; what was not carried out is kept whole."""
    kept = None if outcome.state == EntryState.ACCEPTED else item.payload
    ReplayEntry.objects.filter(facility_id=scope.facility_id, pk=entry_id).update(
        state=outcome.state, status=outcome.status, answer=outcome.body, payload=kept
    )


def _answer_again(scope: Scope, by: Any, item: Item) -> Answer:
    """The first answer; or, for other content, a conflict that people see."""
    entry = ReplayEntry.objects.select_for_update().get(
        facility_id=scope.facility_id, client_ref=item.client_ref
    )
    if entry.content_hash == item.content_hash:
        return Answer(entry.status, entry.answer, replayed=True)
    conflict, made = ReplayConflict.objects.get_or_create(
        facility_id=scope.facility_id,
        entry=entry,
        content_hash=item.content_hash,
        defaults={
            "device_id": item.device_id,
            "actor_id": by.pk,
            "verb": item.verb,
            "payload": item.payload,
            "effective": item.effective,
            "received_at": clock.now(),
        },
    )
    if made:
        note("replay.conflict", conflict, by=by, detail={"entry": entry.pk})
    body = {"code": "reference-taken", "first": entry.answer, "conflict": str(conflict.pk)}
    return Answer(409, body, replayed=not made)


@action("replay.settle_entry")
def settle_entry(
    *,
    scope: Scope,
    by: Any,
    entry_id: UUID,
    settlement: Settlement,
    reason: str = "",
    corrections: dict[str, Any] | None = None,
) -> ReplayEntry:
    """Decide about a write that was kept as sent: carry it out now, or say why not.

    ``corrections`` replace fields of what was sent when it is carried out; what was sent stays
    as it came. Raises Refused (entry-settled, reason-missing, verb-unknown, not-permitted), or
    whatever the verb's own rule says.
    """
    entry = _waiting_entry(scope, entry_id)
    detail = _decide_entry(scope, by, entry, settlement, reason, corrections or {})
    note("replay.settle_entry", entry, by=by, detail=detail)
    return entry


@action("replay.settle_own")
def settle_own(
    *,
    scope: Scope,
    by: Any,
    entry_id: UUID,
    settlement: Settlement,
    reason: str = "",
    corrections: dict[str, Any] | None = None,
) -> ReplayEntry:
    """The one who wrote it sends it again, corrected, or says why it is not needed.

    Raises Refused (entry-settled, not-yours, reason-missing, verb-unknown, not-permitted), or
    whatever the verb's own rule says.
    """
    entry = _waiting_entry(scope, entry_id)
    if entry.actor_id != by.pk:
        raise Refused("not-yours", N_("Somebody else wrote this."))
    detail = _decide_entry(scope, by, entry, settlement, reason, corrections or {})
    note("replay.settle_own", entry, by=by, detail=detail)
    return entry


def _decide_entry(
    scope: Scope,
    by: Any,
    entry: ReplayEntry,
    settlement: Settlement,
    reason: str,
    corrections: dict[str, Any],
) -> dict[str, Any]:
    """Carry it out or not, and keep who decided; what the trail says of it."""
    payload = entry.payload or {}
    changed = sorted(name for name, value in corrections.items() if payload.get(name) != value)
    if settlement == Settlement.DONE:
        entry.answer = _carry_out_now(
            scope, by, entry.verb, payload | corrections, entry.effective
        )
        entry.status = 201
    elif not reason.strip():
        raise Refused("reason-missing", N_("Say why this is not carried out."))
    _settle(entry, by, settlement, reason)
    entry.state = EntryState.SETTLED
    entry.save()
    told: dict[str, Any] = {"settlement": str(settlement), "author": str(entry.actor_id)}
    if settlement == Settlement.DONE and changed:
        told["changed"] = changed
    return told


@action("replay.settle_conflict")
def settle_conflict(
    *,
    scope: Scope,
    by: Any,
    conflict_id: UUID,
    settlement: Settlement,
    reason: str = "",
    corrections: dict[str, Any] | None = None,
) -> ReplayConflict:
    """Decide about the other content of a reference: carry it out too, or say why not.

    Raises Refused (entry-settled, reason-missing, verb-unknown, not-permitted), or whatever the
    verb's own rule says.
    """
    found = ReplayConflict.objects.select_for_update().filter(
        facility_id__in=scope.facilities, pk=conflict_id, settled_at__isnull=True
    )
    conflict = found.first()
    if conflict is None:
        raise Conflict("entry-settled", N_("Somebody has decided about this already."))
    if settlement == Settlement.DONE:
        payload = conflict.payload | (corrections or {})
        _carry_out_now(scope, by, conflict.verb, payload, conflict.effective)
    elif not reason.strip():
        raise Refused("reason-missing", N_("Say why this is not carried out."))
    _settle(conflict, by, settlement, reason)
    conflict.save()
    note("replay.settle_conflict", conflict, by=by, detail={"settlement": str(settlement)})
    return conflict


def _waiting_entry(scope: Scope, entry_id: UUID) -> ReplayEntry:
    found = ReplayEntry.objects.select_for_update().filter(
        facility_id__in=scope.facilities,
        pk=entry_id,
        payload__isnull=False,
        settled_at__isnull=True,
    )
    entry = found.first()
    if entry is None:
        raise Conflict("entry-settled", N_("Somebody has decided about this already."))
    return entry


def _carry_out_now(
    scope: Scope, by: Any, name: str, payload: dict[str, Any], effective: datetime | None
) -> dict[str, Any]:
    found = find(name)
    if found is None:
        raise Refused("verb-unknown", N_("This release cannot carry this out."))
    if not scope.may(found.permission):
        raise Refused("not-permitted", N_("You may not carry this out."))
    body = found.run(scope=scope, by=by, payload=payload, effective=effective)
    return dict(json.loads(json.dumps(body or {}, default=str)))


def _settle(
    row: ReplayEntry | ReplayConflict, by: Any, settlement: Settlement, reason: str
) -> None:
    row.settled_at = clock.now()
    row.settled_by_id = by.pk
    row.settlement = settlement
    row.settled_reason = reason.strip()


CONSTRAINTS = {
    "replayentry_ref_once": (
        "reference-taken",
        N_("This was sent already."),
        Conflict,
    ),
}
