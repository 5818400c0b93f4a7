"""One delivery: lock, run the reaction, mark it done, all in one transaction."""

import logging
from uuid import UUID

from hearth.kernel import clock
from hearth.platform.jobs.queues import MAX_ATTEMPTS
from hearth.platform.scope import process_scope, scoped

from .codes import DeliveryState
from .events import reactions_to, rebuild
from .models import Delivery


log = logging.getLogger("hearth.outbox")

PROCESS = "outbox"


class ReactionUnknown(Exception):
    """No reaction of this name exists in this release."""

    code = "reaction-unknown"


def deliver(facility_id: UUID, delivery_id: UUID) -> bool:
    """Deliver once; whether the reaction ran. Nothing happens if it is done, or being done.

    A process killed at any moment leaves either nothing or everything: what the reaction wrote
    and the mark commit together. If it breaks, the failure is kept in a transaction of its own
    and the error comes out, for the job to be tried again.
    """
    try:
        with scoped(process_scope(PROCESS, facility_id)):
            return _run(facility_id, delivery_id)
    except Exception as error:
        _keep_failure(facility_id, delivery_id, error)
        raise


def deliver_inline(facility_id: UUID, delivery_id: UUID) -> None:
    """Deliver at once, with the clock pinned to the moment of the event."""
    with scoped(process_scope(PROCESS, facility_id)):
        at = Delivery.objects.values_list("published_at", flat=True).get(
            facility_id=facility_id, pk=delivery_id
        )
    with clock.pinned(at), scoped(process_scope(PROCESS, facility_id)):
        _run(facility_id, delivery_id)


def _run(facility_id: UUID, delivery_id: UUID) -> bool:
    delivery = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("event")
        .filter(facility_id=facility_id, pk=delivery_id)
        .first()
    )
    if delivery is None or delivery.state in {DeliveryState.DONE, DeliveryState.DROPPED}:
        return False
    event = delivery.event
    reaction = reactions_to(event.name).get(delivery.reaction)
    if reaction is None:
        raise ReactionUnknown(delivery.reaction)
    reaction(rebuild(event.name, event.facility_id, event.payload))
    delivery.state = DeliveryState.DONE
    delivery.attempts += 1
    delivery.last_error = ""
    delivery.done_at = clock.now()
    delivery.save(update_fields=["state", "attempts", "last_error", "done_at"])
    return True


def _keep_failure(facility_id: UUID, delivery_id: UUID, error: Exception) -> None:
    """Count the attempt and keep the class and code of what broke, never its words."""
    code = str(getattr(error, "code", "") or "")
    with scoped(process_scope(PROCESS, facility_id)):
        delivery = (
            Delivery.objects.select_for_update()
            .filter(facility_id=facility_id, pk=delivery_id)
            .exclude(state=DeliveryState.DONE)
            .first()
        )
        if delivery is None:
            return
        delivery.attempts += 1
        delivery.last_error = f"{type(error).__name__} {code}".strip()[:200]
        if delivery.attempts >= MAX_ATTEMPTS:
            delivery.state = DeliveryState.FAILED
        delivery.save(update_fields=["attempts", "last_error", "state"])
