"""Deliveries as jobs, the sweep for those that lost theirs, and forgetting what is delivered."""

from datetime import timedelta
from uuid import UUID

from django.db import connection

from hearth.kernel import clock
from hearth.platform.jobs.queues import DEFAULT, SLOW
from hearth.platform.jobs.registry import every, job
from hearth.platform.scope.scope import Scope

from .actions import DELIVER, forget_events, send_again
from .codes import DeliveryState
from .delivery import deliver
from .models import Delivery


LOST_AFTER = timedelta(minutes=5)
KEEP = timedelta(days=90)
AT_ONCE = 500


@job(name=DELIVER, queue=DEFAULT, atomic=False)
def deliver_event(*, facility_id: UUID, delivery_id: UUID) -> None:
    """Bring one event to one reaction."""
    deliver(facility_id, delivery_id)


@every("*/5 * * * *", "outbox.send_lost_deliveries")
def send_lost_deliveries(*, facility_id: UUID, scope: Scope) -> None:
    """Every five minutes: a delivery that waits without a job gets one."""
    before = clock.now() - LOST_AFTER
    waiting = Delivery.objects.select_for_update(skip_locked=True).filter(
        facility_id__in=scope.facilities, state=DeliveryState.PENDING, published_at__lt=before
    )
    waiting = waiting.order_by("published_at")[:AT_ONCE]
    rows = list(waiting)
    alive = _live_jobs([row.job_id for row in rows if row.job_id])
    for row in rows:
        if row.job_id not in alive:
            send_again(row)


def _live_jobs(numbers: list[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM procrastinate_jobs WHERE id = ANY (%s) AND status IN ('todo', 'doing')",
            [numbers],
        )
        return {row[0] for row in cursor.fetchall()}


@every("40 3 * * *", "outbox.prune_events", queue=SLOW)
def prune_events(*, facility_id: UUID, scope: Scope) -> None:
    """Each night: forget events of 90 days ago whose every delivery is done or given up."""
    forget_events(scope, before=clock.now() - KEEP)
