"""Publishing a fact, and trying a failed delivery again."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from hearth.kernel import clock, tracing
from hearth.kernel.errors import Refused
from hearth.kernel.ids import uuid7
from hearth.kernel.words import N_
from hearth.platform.audit.actions import action, note
from hearth.platform.jobs.queues import DEFAULT, Ask, enqueue, enqueue_many
from hearth.platform.scope import current_scope
from hearth.platform.scope.scope import Scope

from .codes import DeliveryState
from .events import Event, event_name, reactions_to, to_payload
from .models import Delivery, DomainEvent
from .modes import current_mode


DELIVER = "hearth.platform.outbox.deliver"
CHANNEL = "hearth_live"
AT_ONCE = 2000


def publish(event: Event) -> UUID:
    """Tell that something has happened, in the transaction that makes it true; the event's key.

    Each reaction gets a delivery and a job of its own in the same transaction. Open pages are
    told at commit, and only then, what kinds of things to fetch again.
    """
    return publish_many([event])[0]


def publish_many(events: Sequence[Event]) -> list[UUID]:
    """The same for a batch of events of one kind of work: a few statements, however many."""
    scope = current_scope()
    if scope is None or not connection.in_atomic_block:
        raise RuntimeError("publish() needs the scoped transaction that makes the fact true")
    batch = uuid7() if len(events) > 1 else None
    now = clock.now()
    rows = [
        DomainEvent(
            facility_id=event.facility_id,
            name=event_name(type(event)),
            payload=to_payload(event),
            occurred_at=now,
            actor_id=scope.actor_id,
            request_id=scope.request_id,
            batch=batch,
        )
        for event in events
    ]
    DomainEvent.objects.bulk_create(rows, batch_size=1000)
    mode = current_mode()
    if mode is None or mode.deliver:
        _address(rows)
    if mode is None:
        _tell_pages(events)
    return [row.pk for row in rows]


def _address(rows: list[DomainEvent]) -> None:
    """Make the deliveries of these events, each with its job (or its place in the open block)."""
    deliveries = [
        Delivery(
            facility_id=row.facility_id,
            event=row,
            reaction=reaction,
            published_at=row.occurred_at,
        )
        for row in rows
        for reaction in reactions_to(row.name)
    ]
    mode = current_mode()
    if mode is not None:
        mode.waiting.extend((d.facility_id, d.pk) for d in deliveries)
    elif deliveries:
        numbers = enqueue_many([_ask(d) for d in deliveries])
        for delivery, number in zip(deliveries, numbers, strict=True):
            delivery.job_id = number
    Delivery.objects.bulk_create(deliveries, batch_size=1000)


def _ask(delivery: Delivery) -> Ask:
    return Ask(
        task=DELIVER,
        queue=DEFAULT,
        args={"facility_id": delivery.facility_id, "delivery_id": delivery.pk},
    )


def _tell_pages(events: Sequence[Event]) -> None:
    kinds: dict[UUID, set[str]] = {}
    for event in events:
        kinds.setdefault(event.facility_id, set()).update(event.live)
    with connection.cursor() as cursor:
        for facility_id, names in kinds.items():
            if names:
                hint = json.dumps({"facility": str(facility_id), "kinds": sorted(names)})
                cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, hint])


def send_again(delivery: Delivery) -> None:
    """Put a delivery back on its way, with a new job. Needs its scope; the row is locked."""
    delivery.state = DeliveryState.PENDING
    with tracing.traced(delivery.event.request_id):
        delivery.job_id = enqueue(_ask(delivery))
    delivery.save(update_fields=["state", "job_id"])


@action("outbox.retry_delivery")
def retry_delivery(*, scope: Scope, by: Any, delivery_id: UUID) -> Delivery:
    """Try a failed or given-up delivery again. Raises Refused (delivery-not-failed)."""
    delivery = _locked(scope, delivery_id)
    if delivery.state not in {DeliveryState.FAILED, DeliveryState.DROPPED}:
        raise Refused(
            "delivery-not-failed", N_("This delivery is not waiting for a new attempt.")
        )
    delivery.attempts = 0
    delivery.save(update_fields=["attempts"])
    send_again(delivery)
    note("outbox.retry_delivery", delivery, by=by)
    return delivery


@action("outbox.drop_delivery")
def drop_delivery(*, scope: Scope, by: Any, delivery_id: UUID) -> Delivery:
    """Give a failed delivery up: it stays on record. Raises Refused (delivery-not-failed)."""
    delivery = _locked(scope, delivery_id)
    if delivery.state != DeliveryState.FAILED:
        raise Refused(
            "delivery-not-failed", N_("This delivery is not waiting for a new attempt.")
        )
    delivery.state = DeliveryState.DROPPED
    delivery.save(update_fields=["state"])
    note("outbox.drop_delivery", delivery, by=by)
    return delivery


def forget_events(scope: Scope, *, before: datetime) -> None:
    """Remove events from before then, unless one of their deliveries still waits or failed."""
    waiting = Delivery.objects.filter(
        facility_id__in=scope.facilities, published_at__lt=before
    ).exclude(state__in=[DeliveryState.DONE, DeliveryState.DROPPED])
    old = DomainEvent.objects.filter(facility_id__in=scope.facilities, occurred_at__lt=before)
    old = old.exclude(pk__in=waiting.values("event_id"))
    while ids := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        Delivery.objects.filter(facility_id__in=scope.facilities, event_id__in=ids).delete()
        DomainEvent.objects.filter(facility_id__in=scope.facilities, pk__in=ids).delete()


def _locked(scope: Scope, delivery_id: UUID) -> Delivery:
    found = Delivery.objects.select_for_update().filter(
        facility_id__in=scope.facilities, pk=delivery_id
    )
    delivery = found.first()
    if delivery is None:
        raise Refused("delivery-unknown", N_("There is no such delivery."))
    return delivery
