"""One action on many residents at once, so that it can be undone at once."""

from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident, InFacility
from hearth.record.notes.codes import Deed


@tracked
class Together(InFacility):
    """Hearth's own: what somebody did for many residents in one go.

    ``deeds`` are the codes of what was done; what was written is in the rows that its items name.
    ``stayed`` are the items that an undo left standing, because somebody had worked on them.
    """

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    deeds = models.JSONField(default=list)
    count = models.PositiveIntegerField(db_comment="How many residents it was for")
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = key_to("identity.Actor", optional=True)
    undone_reason = models.CharField(max_length=240, blank=True)
    stayed = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1), name="together_for_somebody"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True)
                | (
                    Q(undone_at__gte=F("recorded"), undone_by__isnull=False)
                    & ~Q(undone_reason="")
                ),
                name="together_undone_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["facility", "-recorded"])]


class TogetherItem(AboutResident):
    """One row that was written for one resident: a note, a task, a watch, a risk."""

    kind = Kind.FACT
    retention = Retention.RESIDENT

    together = key_to("notes.Together")
    resident = key_to("residents.Resident")
    deed = models.CharField(max_length=12, choices=Deed.choices())
    entity_type = models.CharField(max_length=40)
    entity_id = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(deed__in=Deed.codes()), name="togetheritem_deed_known"
            ),
            models.UniqueConstraint(
                fields=["facility", "together", "entity_type", "entity_id"],
                name="togetheritem_once",
            ),
        ]
