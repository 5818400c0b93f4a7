"""Do: tell somebody. Writes and enqueues; nothing outside the database is called here."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from hearth.kernel import clock
from hearth.platform.audit.actions import action, note, note_many
from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope

from . import jobs, queries
from .channels import first_state
from .codes import Channel, State
from .models import Notification
from .notices import kind_of


@action("notify.notify")
def notify(
    *,
    scope: Scope,
    by: Actor,
    code: str,
    to: Actor | None = None,
    to_reference: str = "",
    address: str = "",
    channels: Iterable[str] = (Channel.IN_APP,),
    values: dict[str, Any] | None = None,
    link: str = "",
    cause: str = "",
) -> list[Notification]:
    """Tell ``to`` (who signs in here) or ``to_reference`` ("Contact/uuid") one thing.

    ``values`` fill in the words of ``code``; ``link`` is a path of this house. With a ``cause`` the
    same thing is told once, however often a reaction runs. Somebody off duty and not on call is
    told nothing outside of Hearth, unless it is urgent. Returns the new rows, one a channel.
    Raises Refused (no-notice).
    """
    kind = kind_of(code)
    off = to is not None and not kind.urgent and not _reachable(scope, to)
    rows = [
        Notification(
            facility_id=scope.facility_id,
            code=kind.code,
            values=values or {},
            to_actor=to,
            to_reference=to_reference,
            address=address if channel != Channel.IN_APP else "",
            channel=channel,
            state=State.HELD
            if off and channel != Channel.IN_APP
            else first_state(channel, address),
            urgent=kind.urgent,
            link=link if link.startswith("/") and not link.startswith("//") else "",
            cause=cause,
            noted_by=by,
            recorded=clock.now(),
        )
        for channel in channels
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=bool(cause))
    told = _written(rows) if cause else rows
    for row in told:
        if row.state == State.QUEUED:
            jobs.deliver_notice.enqueue(facility_id=row.facility_id, notification_id=row.pk)
    if told:
        note_many("notify.notify", told, by=by, detail={"code": code})
    return told


def _reachable(scope: Scope, to: Actor) -> bool:
    """Whether somebody works or is on call now, as ``settings.HEARTH_REACHABLE`` says.

    Duty belongs to the record floor above: the setting names ``(scope, actor) -> bool``.
    """
    hook = getattr(settings, "HEARTH_REACHABLE", "")
    return bool(import_string(hook)(scope, to)) if hook else True


def _written(rows: list[Notification]) -> list[Notification]:
    """Of these rows, the ones that were not told before."""
    keys = [row.pk for row in rows]
    found = set(Notification.objects.filter(pk__in=keys).values_list("pk", flat=True))
    return [row for row in rows if row.pk in found]


@action("notify.read_notices")
def read_notices(*, scope: Scope, by: Actor, until: Any = None) -> int:
    """Mark the reader's own notices as read, up to the instant the page was made; how many."""
    rows = queries.unread(scope)
    if until is not None:
        rows = rows.filter(recorded__lte=until)
    first = rows.first()
    count = rows.update(read_at=clock.now())
    if first is not None:
        note(
            "notify.read_notices",
            None,
            by=by,
            facility_id=first.facility_id,
            detail={"count": count},
        )
    return count
