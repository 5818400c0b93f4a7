"""Published facts, and their delivery to each reaction."""

from django.db import models
from django.db.models import Q

from hearth.kernel.ids import uuid7
from hearth.platform.scope.kinds import Kind, Retention

from .codes import DeliveryState


class DomainEvent(models.Model):
    """Hearth's own: a fact, stored in the transaction that made it true. Ids and plain values."""

    kind = Kind.TRACE
    retention = Retention.SHORT

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    facility_id = models.UUIDField()
    name = models.CharField(max_length=100)
    payload = models.JSONField()
    occurred_at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    batch = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["facility_id", "occurred_at"], name="domainevent_by_time"),
            models.Index(
                fields=["facility_id", "name", "occurred_at"], name="domainevent_of_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """Hearth's own: one event on its way to one reaction."""

    kind = Kind.TRACE
    retention = Retention.SHORT

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    facility_id = models.UUIDField()
    # Held in the database by (facility_id, event_id), never by the key alone.
    event = models.ForeignKey(
        DomainEvent,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    reaction = models.CharField(max_length=160)
    state = models.CharField(
        max_length=8, choices=DeliveryState.choices(), default=DeliveryState.PENDING.value
    )
    attempts = models.IntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    job_id = models.BigIntegerField(null=True)
    published_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility_id", "event", "reaction"], name="delivery_once_a_reaction"
            ),
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.codes()), name="delivery_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_at__isnull=False),
                name="delivery_done_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["facility_id", "published_at"],
                condition=~Q(state="done"),
                name="delivery_not_done",
            ),
            models.Index(fields=["facility_id", "done_at"], name="delivery_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} {self.state}"
