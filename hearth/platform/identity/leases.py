"""Who may still write, and as whom, once the page can no longer be asked.

A lease is minted with every page of a community and travels, sealed, with each write that waits on
the device. It names the person, the community and the tablet; the signature is the house's. So a
write belongs to whoever wrote it, never to whoever happens to be signed in when it arrives.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.module_loading import import_string

from hearth.kernel import clock
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility

from . import sessions
from .models import Account, Actor, Device
from .scopes import scope_for


SALT = "hearth.offline.lease"
LEASE = timedelta(hours=12)  # where a community has not decided otherwise
SLACK = timedelta(minutes=10)  # devices' clocks
# After a longer silence a person looks at what arrives before it enters the record.
LONGEST_SILENCE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Lease:
    """What a lease says. ``by_pin``: floor rights only."""

    actor_id: UUID
    facility_id: UUID
    device_id: UUID | None
    epoch: int
    by_pin: bool
    issued: datetime


@dataclass(frozen=True, slots=True)
class Writer:
    """Whose write it is, in which scope; ``hold`` says why a person must look at it first."""

    actor: Actor
    scope: Scope
    hold: str = ""


def mint(request: HttpRequest) -> str:
    """A fresh lease for the person, community and device of this page; "" where there is none."""
    facility: Facility | None = getattr(request, "facility", None)
    account = getattr(request, "_cached_user", None)
    if facility is None or not isinstance(account, Account):
        return ""
    device = here(request)
    values = [
        account.actor_id.hex,
        facility.pk.hex,
        device.pk.hex if device else "",
        account.session_epoch,
        int(sessions.opened_by_pin(request)),
        int(clock.now().timestamp()),
    ]
    return signing.Signer(salt=SALT).sign_object(values)


def read(token: str) -> Lease | None:
    """What the lease says, or None where this house has not signed it."""
    try:
        actor, facility, device, epoch, by_pin, issued = signing.Signer(
            salt=SALT
        ).unsign_object(token)
        return Lease(
            actor_id=UUID(actor),
            facility_id=UUID(facility),
            device_id=UUID(device) if device else None,
            epoch=int(epoch),
            by_pin=bool(by_pin),
            issued=datetime.fromtimestamp(int(issued), tz=clock.now().tzinfo),
        )
    except (signing.BadSignature, ValueError, TypeError):
        return None


def here(request: HttpRequest) -> Device | None:
    """The enrolled tablet this request comes from; asked once a request."""
    if not hasattr(request, "_hearth_device"):
        request._hearth_device = sessions.device_of(request)  # type: ignore[attr-defined]
    return request._hearth_device  # type: ignore[attr-defined, no-any-return]


def settings_of(facility: Facility) -> Any:
    """The community's own settings, as ``settings.HEARTH_SETTINGS_OF`` finds them, or None.

    They belong to the content floor above. Called inside the community's scope.
    """
    hook = getattr(settings, "HEARTH_SETTINGS_OF", "")
    return import_string(hook)(facility) if hook else None


def lease_of(facility: Facility) -> timedelta:
    """How long a lease of this community lasts."""
    found = settings_of(facility)
    return found.offline_lease if found is not None else LEASE


def writer_of(
    lease: Lease,
    *,
    written: datetime | None,
    device: Device | None,
    sender: Actor | None,
    request_id: str = "",
) -> Writer | None:
    """Whose write this is, and whether it may be carried out or waits for a person.

    ``device`` is the tablet that sends it (revoked ones too), ``sender`` whoever is signed in.
    None where the one who wrote it is not known any more or nobody at all is sending it.
    """
    account = Account.objects.select_related("actor").filter(actor_id=lease.actor_id).first()
    facility = Facility.objects.filter(pk=lease.facility_id).first()
    if account is None or facility is None or (device is None and sender is None):
        return None
    scope = None
    if account.is_active and account.session_epoch == lease.epoch:
        scope = scope_for(
            account.actor,
            facility,
            device_id=lease.device_id,
            floor_only=lease.by_pin,
            request_id=request_id,
        )
    hold = (
        _held_for_sender(lease, account, device, sender)
        or ("left" if scope is None else "")
        or _held_for_time(lease, lease_of(facility), written)
    )
    return Writer(account.actor, scope or _nothing(account.actor, facility, lease), hold)


def _held_for_sender(
    lease: Lease, account: Account, device: Device | None, sender: Actor | None
) -> str:
    """The tablet it was written on, or the person themselves, brings it; others only hand it in."""
    if device is not None and device.pk == lease.device_id:
        return "device-revoked" if device.revoked_at is not None else ""
    return "" if sender is not None and sender.pk == account.actor_id else "sent-by-another"


def _held_for_time(lease: Lease, lasts: timedelta, written: datetime | None) -> str:
    if written is None or not lease.issued - SLACK <= written <= lease.issued + lasts + SLACK:
        return "lease-over"
    return "late" if clock.now() - lease.issued > LONGEST_SILENCE else ""


def _nothing(actor: Actor, facility: Facility, lease: Lease) -> Scope:
    """The scope of somebody who may do nothing here any more: enough to keep what they sent."""
    return Scope(
        actor_id=actor.pk,
        actor_kind=actor.kind,
        actor_label=actor.label,
        facilities=(facility.pk,),
        residents=frozenset(),
        purpose="own",
        device_id=lease.device_id,
    )
