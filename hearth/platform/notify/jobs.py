"""Hand queued notices on; forget old ones."""

from datetime import timedelta
from smtplib import SMTPException
from uuid import UUID

from hearth.kernel import clock
from hearth.platform.jobs.queues import SLOW
from hearth.platform.jobs.registry import every, job
from hearth.platform.scope import Scope, scoped

from . import channels
from .codes import Channel, State
from .models import Attempt, Notification


MOST_TRIES = 5
KEEP = timedelta(days=180)


class NotHandedOn(Exception):
    """The next system did not take the notice; the job tries again later."""


@job(name="notify.deliver_notice", atomic=False)
def deliver_notice(*, facility_id: UUID, notification_id: UUID, scope: Scope) -> None:
    """Hand one notice to the next system, outside of any transaction, and keep what came back.

    At least once: a stop between the sending and its record sends again.
    """
    with scoped(scope):
        row = Notification.objects.filter(pk=notification_id, facility_id=facility_id).first()
    if row is None or row.state != State.QUEUED or row.channel != Channel.EMAIL:
        return
    outcome, detail = State.SENT, ""
    try:
        channels.send_email(row)
    except (OSError, SMTPException) as error:
        outcome, detail = State.FAILED, type(error).__name__
    with scoped(scope):
        Attempt.objects.create(
            facility_id=facility_id,
            notification=row,
            at=clock.now(),
            outcome=outcome,
            detail=detail,
        )
        given_up = (
            Attempt.objects.filter(facility_id=facility_id, notification=row).count()
            >= MOST_TRIES
        )
        if outcome == State.SENT or given_up:
            Notification.objects.filter(pk=row.pk).update(state=outcome)
    if outcome == State.FAILED and not given_up:
        raise NotHandedOn


@every("30 4 * * *", "notify.prune_notices", queue=SLOW)
def prune_notices(*, facility_id: UUID, scope: Scope) -> None:
    """Each night: forget notices of 180 days ago; what they told of stands in the record."""
    old = Notification.objects.filter(
        facility_id__in=scope.facilities, recorded__lt=clock.now() - KEEP
    )
    old.delete()
