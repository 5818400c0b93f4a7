"""Sessions: idle and absolute time-outs, sign-out at once on leaving, PIN sessions on devices."""

import hashlib
from datetime import datetime, timedelta
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.http import HttpRequest

from hearth.kernel import clock
from hearth.platform.tenancy.models import Facility

from . import secondstep
from .browsers import browser_name
from .models import Account, Device, EmergencyAccess, Membership, SignIn
from .roles import ROLES


STARTED, SEEN, EPOCH, BY_PIN, IDLE = "started", "seen", "epoch", "by-pin", "idle"
DEVICE, SECOND_STEP, EMERGENCY = "device", "second-step", "emergency"
READ_ONLY = "read-only"
ABSOLUTE = timedelta(
    hours=12
)  # Source: Hearth's research, staff session length; editable by the operator
PIN_IDLE_MINUTES = 2  # Source: the same; the draft on the page is kept
WRITE_SEEN_EVERY = 30  # seconds between writes of the session row
BACKGROUND = "HX-Background"  # header of polls and refreshes a person did not ask for
DEVICE_COOKIE = "hearth_device"


def begin(request: HttpRequest, account: Account, *, by_pin: bool = False) -> None:
    """Stamp a fresh session; called at every sign-in."""
    stamp = clock.now().isoformat()
    request.session[STARTED] = request.session[SEEN] = stamp
    request.session[EPOCH] = account.session_epoch
    request.session[IDLE] = PIN_IDLE_MINUTES if by_pin else idle_minutes(account)
    if only_reads(account):
        request.session[READ_ONLY] = True
    if by_pin:
        request.session[BY_PIN] = True
    else:
        request.session[SECOND_STEP] = secondstep.ask_second_step(account)
    if request.session.session_key is None:
        request.session.save()
    SignIn.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "account": account,
            "browser": browser_name(request.headers.get("User-Agent", "")),
            "by_pin": by_pin,
            "started_at": clock.now(),
        },
    )


def idle_minutes(account: Account) -> int:
    """Minutes of silence after which the session is over: the shortest of the roles held."""
    held = Q(ends__isnull=True) | Q(ends__gt=clock.now())
    codes = Membership.objects.filter(held, actor_id=account.actor_id)
    minutes = [
        ROLES[c].idle_minutes for c in codes.values_list("role", flat=True) if c in ROLES
    ]
    return min(minutes, default=15)


def only_reads(account: Account) -> bool:
    """Whether every role the account holds now may look and no more: a visitor's."""
    held = Q(ends__isnull=True) | Q(ends__gt=clock.now())
    codes = Membership.objects.filter(held, actor_id=account.actor_id)
    roles = [ROLES[c] for c in codes.values_list("role", flat=True) if c in ROLES]
    return bool(roles) and all(role.read_only for role in roles)


def signed_in(request: HttpRequest) -> bool:
    """Whether a person is signed in and their session still holds."""
    return bool(request.user.is_authenticated)


def is_over(session: dict, account: Account) -> bool:
    """Whether the session has ended by time, or because the person was signed out everywhere."""
    if not account.is_active or session.get(EPOCH) != account.session_epoch:
        return True
    now = clock.now()
    started, seen = _instant(session, STARTED), _instant(session, SEEN)
    if started is None or seen is None:
        return True
    idle = int(session.get(IDLE, 15)) * 60
    return (now - started).total_seconds() > ABSOLUTE.total_seconds() or (
        now - seen
    ).total_seconds() > idle


def touch(request: HttpRequest) -> None:
    """Note that a person is there. Background polling never extends a session."""
    if request.headers.get(BACKGROUND):
        return
    seen = _instant(request.session, SEEN)
    now = clock.now()
    if seen is None or (now - seen).total_seconds() > WRITE_SEEN_EVERY:
        request.session[SEEN] = now.isoformat()


def end_all(account: Account, *, but: str = "") -> None:
    """Sign the person out everywhere, effective at the next request of each session.

    ``but`` is the key of one session that stays. Inside a transaction, as every action is.
    """
    rows = SignIn.objects.filter(account=account).exclude(session_key=but)
    end_sessions(list(rows.values_list("session_key", flat=True)))
    if not but:
        account.session_epoch += 1
        account.save(update_fields=["session_epoch"])


def end_sessions(keys: list[str]) -> None:
    """End these sessions: their next request is a stranger's."""
    Session.objects.filter(session_key__in=keys).delete()
    SignIn.objects.filter(session_key__in=keys).delete()


def held_for_second_step(request: HttpRequest) -> bool:
    """Whether the person may go no further before they protect their sign-in.

    The session remembers what was found at sign-in, so that nobody else pays a question for it.
    """
    if request.session.get(SECOND_STEP) != secondstep.DUE:
        return False
    state = secondstep.second_step_state(request.user)  # type: ignore[arg-type]
    request.session[SECOND_STEP] = state
    return state == secondstep.DUE


def pin_session_holds(request: HttpRequest) -> bool:
    """Whether a session opened by PIN is still on its device, and the device still enrolled."""
    if not opened_by_pin(request):
        return True
    device = device_of(request)
    return device is not None and str(device.pk) == request.session.get(DEVICE)


def remember_emergency(request: HttpRequest, access: EmergencyAccess) -> None:
    """Show the banner of open emergency access on every page until it ends."""
    request.session[EMERGENCY] = {
        "id": str(access.pk),
        "facility": str(access.facility_id),
        "until": access.until.isoformat(),
    }


def forget_emergency(request: HttpRequest) -> None:
    """The access was ended: no banner any more."""
    request.session.pop(EMERGENCY, None)


def open_emergency(request: HttpRequest, facility: Facility) -> tuple[UUID, datetime] | None:
    """The key and the end of the emergency access this session opened here, while it lasts."""
    found = request.session.get(EMERGENCY)
    if not found or found["facility"] != str(facility.pk):
        return None
    until = datetime.fromisoformat(found["until"])
    return (UUID(found["id"]), until) if until > clock.now() else None


def remember_facility(request: HttpRequest, facility: Facility) -> None:
    """The session only remembers the last community; the path decides."""
    if request.session.get("facility") != facility.slug:
        request.session["facility"] = facility.slug


def opened_by_pin(request: HttpRequest) -> bool:
    """Whether this session was opened with a PIN on an enrolled device: floor rights only."""
    return bool(request.session.get(BY_PIN))


def device_id_of(request: HttpRequest) -> UUID | None:
    """The enrolled device this request comes from, if the session was opened there."""
    value = request.session.get(DEVICE)
    return UUID(value) if value else None


def device_of(request: HttpRequest) -> Device | None:
    """The enrolled, unrevoked device whose key the request carries, or None."""
    found = known_device_of(request)
    return found if found is not None and found.revoked_at is None else None


def known_device_of(request: HttpRequest) -> Device | None:
    """The device whose key the request carries, revoked or not: a revoked one is told to forget."""
    key = request.headers.get("X-Hearth-Device") or request.COOKIES.get(DEVICE_COOKIE, "")
    if not key:
        return None
    rows = Device.objects.select_related("facility", "actor")
    return rows.filter(key_hash=key_hash(key)).first()


def key_hash(key: str) -> str:
    """What the house keeps of a device's key."""
    return hashlib.sha256(key.encode()).hexdigest()


def live_facility(session_key: str, slug: str) -> UUID | None:
    """The community a live stream may be opened for, or None. Never extends the session."""
    store = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user_id = store.get(SESSION_KEY)
    if not user_id:
        return None
    account = Account.objects.select_related("actor").filter(pk=user_id).first()
    if account is None or is_over(store, account):
        return None
    now = clock.now()
    rows = Membership.objects.filter(
        actor_id=account.actor_id, facility__slug=slug, starts__lte=now
    )
    row = rows.exclude(ends__lte=now).first()
    return row.facility_id if row else None


def _instant(session: dict, name: str) -> datetime | None:
    value = session.get(name)
    return datetime.fromisoformat(value) if value else None
