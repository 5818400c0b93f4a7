"""What devices sent, the first answer to each, and what could not be carried out as sent."""

from django.db import models
from django.db.models import Q

from hearth.kernel.ids import uuid7
from hearth.platform.scope.kinds import Kind, Retention

from .codes import EntryState, Settlement


class ReplayEntry(models.Model):
    """Hearth's own: one write of a device, named by the device's own reference.

    ``payload`` is empty once the write is carried out: the record holds it then. ``answer`` is
    the body that was given the first time, with HTTP ``status``.
    """

    kind = Kind.TRACE
    retention = Retention.COMMUNITY

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    facility_id = models.UUIDField()
    device_id = models.UUIDField(null=True)
    actor_id = models.UUIDField()
    client_ref = models.UUIDField()
    verb = models.CharField(max_length=100)
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=EntryState.choices())
    status = models.PositiveSmallIntegerField(default=200)
    answer = models.JSONField(default=dict)
    payload = models.JSONField(null=True)
    effective = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.UUIDField(null=True)
    settlement = models.CharField(max_length=10, blank=True, choices=Settlement.choices())
    settled_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility_id", "client_ref"], name="replayentry_ref_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=EntryState.codes()), name="replayentry_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "conflict", "review"])
                | Q(payload__isnull=False),
                name="replayentry_kept_as_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled")
                | (
                    Q(settled_at__isnull=False)
                    & Q(settled_by_id__isnull=False)
                    & ~Q(settlement="")
                ),
                name="replayentry_settled_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["facility_id", "received_at"],
                condition=Q(state__in=["refused", "conflict", "review"]),
                name="replayentry_waiting",
            ),
            models.Index(
                fields=["facility_id", "device_id", "received_at"], name="replayentry_of_device"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.state}"


class ReplayConflict(models.Model):
    """Hearth's own: other content under a reference that was already taken, kept as it came."""

    kind = Kind.TRACE
    retention = Retention.COMMUNITY

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    facility_id = models.UUIDField()
    # Held in the database by (facility_id, entry_id), never by the key alone.
    entry = models.ForeignKey(
        ReplayEntry,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    device_id = models.UUIDField(null=True)
    actor_id = models.UUIDField()
    verb = models.CharField(max_length=100)
    content_hash = models.CharField(max_length=64)
    payload = models.JSONField()
    effective = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by_id = models.UUIDField(null=True)
    settlement = models.CharField(max_length=10, blank=True, choices=Settlement.choices())
    settled_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility_id", "entry", "content_hash"],
                name="replayconflict_content_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["facility_id", "received_at"],
                condition=Q(settled_at__isnull=True),
                name="replayconflict_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} conflict"
