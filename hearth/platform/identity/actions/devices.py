"""Tablets of the house, and the PIN that opens a person's floor rights on them."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.hashers import check_password, make_password
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

from hearth.kernel import clock
from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.identity import pins, sessions
from hearth.platform.identity.duty import duty_now
from hearth.platform.identity.models import Account, Actor, Device, PinFailure
from hearth.platform.identity.roles import FLOOR_ENTRY
from hearth.platform.identity.scopes import scope_for
from hearth.platform.scope import Scope


PROOF = "hearth.identity.pin-proof"
PROOF_LASTS = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A new device and its two keys, given out this once.

    ``key`` names the device to the house; ``offline_key`` never leaves the device again and
    locks what it keeps: the house does not hold it.
    """

    device: Device
    key: str
    offline_key: str


@dataclass(frozen=True, slots=True)
class PinAnswer:
    """What a PIN opened. ``left`` tries remain on this device; ``locked`` when none do."""

    opened: bool
    left: int = pins.TRIES
    locked: bool = False
    off_duty: bool = False


@action("identity.enroll_device")
def enroll_device(*, scope: Scope, by: Actor, name: str, where: str = "") -> Enrolled:
    """Make this tablet one of the house: for this community and place, by a full sign-in."""
    key, offline_key = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    actor = Actor.objects.create(kind="device", label=name.strip())
    device = Device.objects.create(
        actor=actor,
        facility_id=scope.facility_id,
        name=name.strip(),
        where=where.strip(),
        key_hash=sessions.key_hash(key),
        enrolled_at=clock.now(),
        enrolled_by=by,
        seen_at=clock.now(),
    )
    note("identity.enroll_device", device, by=by)
    return Enrolled(device, key, offline_key)


@action("identity.revoke_device")
def revoke_device(*, scope: Scope, by: Actor, device: Device) -> Device:
    """Take a device out of use: it opens nothing from now on, and forgets what it keeps at its
    next contact. Raises Refused (device-revoked)."""
    row = Device.objects.select_for_update().get(pk=device.pk, facility_id__in=scope.facilities)
    if row.revoked_at is not None:
        raise Refused("device-revoked", N_("This device was taken out of use already."))
    row.revoked_at = clock.now()
    row.save(update_fields=["revoked_at"])
    note("identity.revoke_device", row, by=by, detail={"unsent": row.waiting})
    return row


@action("identity.device_contacted")
def device_contacted(
    *,
    scope: Scope,
    by: Actor,
    device: Device,
    waiting: int,
    waiting_since: datetime | None = None,
) -> Device:
    """The device was heard of, and says how many writes it still holds."""
    before = device.waiting
    device.seen_at = clock.now()
    device.waiting, device.waiting_since = waiting, waiting_since if waiting else None
    device.save(update_fields=["seen_at", "waiting", "waiting_since"])
    if waiting != before:
        note("identity.device_contacted", device, by=by, facility_id=_chain(scope, device))
    return device


@action("identity.set_pin")
def set_pin(*, scope: Scope, by: Actor, account: Account, pin: str) -> None:
    """A person's own PIN. Raises Refused (pin-shape, pin-simple, pin-date)."""
    pins.check_pin_shape(pin)
    account.pin = make_password(pin)
    account.save(update_fields=["pin"])
    PinFailure.objects.filter(account=account).delete()
    note("identity.set_pin", account, by=by)


@action("identity.unlock_pin")
def unlock_pin(
    *, scope: Scope, by: Actor, account: Account, device: Device | None = None
) -> int:
    """Let a person try their PIN again on a device of this community, or on all of them."""
    rows = PinFailure.objects.filter(account=account, device__facility_id__in=scope.facilities)
    if device is not None:
        rows = rows.filter(device=device)
    unlocked, _ = rows.delete()
    note("identity.unlock_pin", account, by=by, facility_id=scope.facility_id)
    return unlocked


@action("identity.open_floor_session")
def open_floor_session(
    *, scope: Scope, by: Actor, request: HttpRequest, device: Device, account: Account, pin: str
) -> PinAnswer:
    """Open a person's floor rights on an enrolled device with their PIN; count a wrong one.

    It never opens the web sign-in: the session holds floor rights only, on this device only.
    """
    answer = _judge_pin(device, account, pin)
    detail = {"opened": answer.opened, "locked": answer.locked}
    note(
        "identity.open_floor_session",
        account,
        by=by,
        facility_id=_chain(scope, device),
        detail=detail,
    )
    if answer.opened:
        request.signing_in_on = device  # type: ignore[attr-defined]
        login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session[sessions.DEVICE] = str(device.pk)
        sessions.remember_facility(request, device.facility)
    return answer


@action("identity.open_after_check_in")
def open_after_check_in(
    *,
    scope: Scope,
    by: Actor,
    request: HttpRequest,
    device: Device,
    account: Account,
    proof: str,
) -> bool:
    """Open a person's floor rights who checked in after their PIN was right, on the same device.

    ``proof`` was made by ``prove_pin`` at most two minutes ago. False where it proves nothing,
    or they are still not on duty.
    """
    proven = pin_is_proven(device, account, proof)
    opened = proven and duty_now(device.facility, account.actor_id).here
    note(
        "identity.open_after_check_in",
        account,
        by=by,
        facility_id=_chain(scope, device),
        detail={"opened": opened},
    )
    if opened:
        request.signing_in_on = device  # type: ignore[attr-defined]
        login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session[sessions.DEVICE] = str(device.pk)
        sessions.remember_facility(request, device.facility)
    return opened


def prove_pin(device: Device, account: Account) -> str:
    """A proof that this person's PIN was right on this device just now."""
    return TimestampSigner(salt=PROOF).sign(f"{device.pk}:{account.pk}")


def pin_is_proven(device: Device, account: Account, proof: str) -> bool:
    """Whether a proof is of this person on this device, and not older than two minutes."""
    try:
        said = TimestampSigner(salt=PROOF).unsign(proof, max_age=PROOF_LASTS)
    except BadSignature:
        return False
    return said == f"{device.pk}:{account.pk}"


def _judge_pin(device: Device, account: Account, pin: str) -> PinAnswer:
    failure, _ = PinFailure.objects.select_for_update().get_or_create(
        device=device, account=account, defaults={"last_at": clock.now()}
    )
    if failure.count >= pins.TRIES:
        return PinAnswer(opened=False, left=0, locked=True)
    right = bool(account.pin) and check_password(pin, account.pin)
    if not right or not _has_floor_rights(device, account):
        failure.count += 1
        failure.last_at = clock.now()
        failure.save(update_fields=["count", "last_at"])
        left = pins.TRIES - failure.count
        return PinAnswer(opened=False, left=left, locked=left == 0)
    failure.delete()
    if not duty_now(device.facility, account.actor_id).here:
        return PinAnswer(opened=False, off_duty=True)
    return PinAnswer(opened=True)


def _has_floor_rights(device: Device, account: Account) -> bool:
    scope = scope_for(account.actor, device.facility, floor_only=True)
    return scope is not None and scope.may(FLOOR_ENTRY)


def _chain(scope: Scope, device: Device) -> UUID | None:
    """The community's chain where the transaction holds it, else the house's."""
    return device.facility_id if device.facility_id in scope.facilities else None
