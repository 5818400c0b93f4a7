"""Which notices? One's own, scope first."""

from django.db.models import QuerySet

from hearth.platform.scope import Scope

from .codes import Channel, State
from .models import Attempt, Notification


def notices(scope: Scope) -> QuerySet[Notification]:
    """What the asking person was told inside Hearth, newest first."""
    return Notification.objects.filter(
        facility_id__in=scope.facilities, to_actor_id=scope.actor_id, channel=Channel.IN_APP
    ).order_by("-recorded")


def unread(scope: Scope) -> QuerySet[Notification]:
    """Of those, what was not read yet."""
    return notices(scope).filter(read_at__isnull=True)


def unread_count(scope: Scope) -> int:
    """The number of the badge."""
    return unread(scope).count()


def attempts(scope: Scope, notification: Notification) -> QuerySet[Attempt]:
    """Each try to hand one notice on, oldest first."""
    return Attempt.objects.filter(
        facility_id__in=scope.facilities, notification=notification
    ).order_by("at")


def undelivered(scope: Scope) -> QuerySet[Notification]:
    """What was to leave the house and did not: for the operations page."""
    return Notification.objects.filter(
        facility_id__in=scope.facilities,
        state__in=[State.QUEUED, State.FAILED, State.NOT_CONFIGURED],
    ).order_by("recorded")
