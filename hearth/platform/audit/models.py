"""What is kept of every act and every look, and the seals over it."""

from django.db import models
from django.db.models import Q

from hearth.kernel.ids import uuid7
from hearth.platform.scope.kinds import Kind, Retention

from .codes import Outcome


class AuditEvent(models.Model):
    """FHIR AuditEvent: one act, or one page seen. Ids and codes only, never clinical text.

    Partitioned by month of ``recorded`` (the database's clock, UTC). ``facility_id`` is empty for
    events of the house. The table also has ``xid``, the transaction that wrote the row: it is
    the order in which rows are sealed, and the database alone fills it.
    """

    kind = Kind.TRACE
    retention = Retention.SECURITY

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    facility_id = models.UUIDField(null=True)
    recorded = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=12, blank=True)
    action = models.CharField(max_length=100)
    resident_id = models.UUIDField(null=True)
    entity_type = models.CharField(max_length=60, blank=True)
    entity_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices(), default=Outcome.SUCCESS)
    purpose = models.CharField(max_length=20, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    view_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.codes()), name="auditevent_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(facility_id__isnull=False) | Q(resident_id__isnull=True),
                name="auditevent_house_has_no_resident",
            ),
        ]
        indexes = [
            models.Index(
                fields=["facility_id", "resident_id", "recorded"],
                condition=Q(resident_id__isnull=False),
                name="auditevent_of_resident",
            ),
            models.Index(
                fields=["facility_id", "actor_id", "recorded"], name="auditevent_of_actor"
            ),
            models.Index(fields=["facility_id", "recorded"], name="auditevent_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.outcome}"


class AuditSeal(models.Model):
    """Hearth's own: one link of a community's audit chain.

    Covers every row of the chain whose transaction number lies in ``from_xid`` … ``to_xid``, both
    included. ``content`` is the SHA-256 of those rows; ``digest`` the keyed seal over the previous
    digest, the range, the count and the content.
    """

    kind = Kind.TRACE
    retention = Retention.SECURITY

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    facility_id = models.UUIDField(null=True)
    chain = models.UUIDField()
    seq = models.BigIntegerField()
    from_xid = models.BigIntegerField()
    to_xid = models.BigIntegerField()
    row_count = models.IntegerField()
    content = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="auditseal_seq_once"),
            models.CheckConstraint(
                condition=Q(from_xid__lte=models.F("to_xid")), name="auditseal_range_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chain} #{self.seq}"
