"""What a device kept, brought to the house: whose it is, and what becomes of it, item by item."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hearth.platform.identity import leases, scopes, sessions
from hearth.platform.identity.leases import Lease, Writer
from hearth.platform.identity.models import Account, Actor, Device
from hearth.platform.replay.actions import Answer, Item, accept_batch
from hearth.platform.scope import process_scope, scoped
from hearth.platform.ui import sealing


MOST_ITEMS = 50
MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who stands at the door: a tablet by its key, a signed-in person, both or nobody."""

    device: Device | None = None
    account: Account | None = None
    by_pin: bool = False
    request_id: str = ""

    @property
    def actor(self) -> Actor | None:
        return self.account.actor if self.account is not None else None


@dataclass(frozen=True, slots=True)
class Write:
    """One item, opened and read."""

    client_ref: UUID
    verb: str
    payload: dict[str, Any]
    effective: datetime | None
    lease: Lease | None
    community: str


UNREADABLE = Answer(400, {"code": "unreadable"})
NOBODY = Answer(401, {"code": "sign-in"})


def deliver(sender: Sender, items: list[Any]) -> list[dict[str, Any]]:
    """Carry out each in the order it was written; one answer an item, none of them lost.

    Each commits by itself, before it is answered. No transaction may be open.
    """
    return [_told(raw, _deliver_one(sender, raw)) for raw in items]


def _told(raw: Any, answer: Answer) -> dict[str, Any]:
    ref = raw.get("client_ref") if isinstance(raw, dict) else None
    told = {"client_ref": ref, "status": answer.status, "replayed": answer.replayed}
    known = ("code", "message", "next", "id")
    return told | {name: answer.body[name] for name in known if name in answer.body}


def _deliver_one(sender: Sender, raw: Any) -> Answer:
    try:
        write = read(raw)
    except (KeyError, TypeError, ValueError, AttributeError, sealing.Unreadable):
        return UNREADABLE
    writer = _writer(sender, write)
    if writer is None:
        return NOBODY
    item = Item(
        client_ref=write.client_ref,
        verb=write.verb,
        payload=write.payload,
        effective=write.effective,
        device_id=writer.scope.device_id,
        hold=writer.hold,
    )
    return accept_batch(scope=writer.scope, by=writer.actor, items=[item])[0]


def read(raw: dict[str, Any]) -> Write:
    """The item opened. Raises Unreadable, or KeyError, TypeError, ValueError for nonsense."""
    ref = UUID(str(raw["client_ref"]))
    inside = sealing.opened(raw["sealed"], str(raw["client_ref"])) if "sealed" in raw else raw
    payload, said = inside["payload"], inside.get("effective")
    if not isinstance(payload, dict):
        raise TypeError("payload")
    effective = datetime.fromisoformat(said) if said else None
    if effective is not None and effective.tzinfo is None:
        raise ValueError("effective without a zone")
    lease = leases.read(inside["lease"]) if inside.get("lease") else None
    if lease is None and (inside.get("lease") or "sealed" in raw):
        raise ValueError("lease")
    return Write(
        client_ref=ref,
        verb=str(inside["verb"])[:100],
        payload=payload,
        effective=effective,
        lease=lease,
        community=str(inside.get("community", "")),
    )


def _writer(sender: Sender, write: Write) -> Writer | None:
    if write.lease is None:
        return _signed_in(sender, write.community)
    with scoped(process_scope("offline", write.lease.facility_id)):
        return leases.writer_of(
            write.lease,
            written=write.effective,
            device=sender.device,
            sender=sender.actor,
            request_id=sender.request_id,
        )


def _signed_in(sender: Sender, community: str) -> Writer | None:
    """Without a lease it is the signed-in person's own write, in a community of theirs."""
    if sender.actor is None:
        return None
    found = [f for f in scopes.communities_of(sender.actor) if f.slug == community]
    scope = (
        scopes.scope_for(
            sender.actor,
            found[0],
            device_id=sender.device.pk if sender.device else None,
            floor_only=sender.by_pin,
            request_id=sender.request_id,
        )
        if found
        else None
    )
    found_one = scope is not None and not scope.read_only
    return Writer(sender.actor, scope) if found_one else None  # type: ignore[arg-type]


def sender_of(request: Any) -> Sender:
    """Who brings it. A tablet taken out of use still hands in what it holds, for review."""
    signed_in = sessions.signed_in(request) and not sessions.held_for_second_step(request)
    return Sender(
        device=sessions.known_device_of(request),
        account=request.user if signed_in else None,
        by_pin=sessions.opened_by_pin(request),
        request_id=request.request_id,
    )
