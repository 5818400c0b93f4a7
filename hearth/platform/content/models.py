"""Definitions and their versions: a published one is never changed, only followed by the next."""

from django.db import models
from django.db.models import F, Q

from hearth.kernel.ids import uuid7
from hearth.platform.identity.models import Actor
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.models import Facility, Operator

from .codes import Confidence, Level, Status


OWNER = ("facility", "operator", "kind", "key")


class Definition(models.Model):
    """Hearth's own (FHIR's definitional resources share its life): one version of a piece of the trade.

    ``body`` is checked against the schema of its ``kind``. ``facility`` is set for a
    community's, ``operator`` for an operator's, neither for the house's. ``title`` is a language
    map. ``effective_from`` … ``effective_to`` (UTC, end excluded) is when it holds;
    ``impact`` is the list the publisher was shown. ``parent_id`` is the version it was
    drafted from, which may be the house's.
    """

    table_kind = Kind.DEFINITION
    own_policy = True
    retention = Retention.HOUSE

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    facility = models.ForeignKey(
        Facility, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    operator = models.ForeignKey(
        Operator, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80, default="default")
    level = models.CharField(
        max_length=10, choices=Level.choices(), db_comment="house, operator or community"
    )
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status.choices(), default=Status.DRAFT)
    title = models.JSONField(default=dict)
    body = models.JSONField()
    hash = models.CharField(max_length=64, db_comment="SHA-256 of title, body and provenance")
    source = models.TextField(blank=True)
    licence = models.CharField(max_length=120, blank=True)
    confidence = models.CharField(max_length=16, choices=Confidence.choices())
    translations = models.JSONField(default=dict, db_comment="Language → status of its words")
    effective_from = models.DateTimeField(null=True, blank=True)
    effective_to = models.DateTimeField(null=True, blank=True)
    parent_id = models.UUIDField(null=True, blank=True)
    impact = models.JSONField(null=True, blank=True)
    drafted_by = models.ForeignKey(
        Actor, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    published_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[*OWNER, "version"], nulls_distinct=False, name="definition_version_once"
            ),
            models.UniqueConstraint(
                fields=OWNER,
                condition=Q(status="draft"),
                nulls_distinct=False,
                name="definition_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(level="house", facility__isnull=True, operator__isnull=True)
                | Q(level="operator", facility__isnull=True, operator__isnull=False)
                | Q(level="community", facility__isnull=False, operator__isnull=True),
                name="definition_level_has_owner",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at__isnull=True)
                | Q(
                    status__in=["published", "retired"],
                    published_at__isnull=False,
                    effective_from__isnull=False,
                    impact__isnull=False,
                ),
                name="definition_published_has_impact",
            ),
            models.CheckConstraint(
                condition=~Q(status="retired") | Q(retired_at__isnull=False),
                name="definition_retired_has_time",
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True)
                | Q(effective_to__gt=F("effective_from")),
                name="definition_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(level="house", confidence="unverified", status="published"),
                name="definition_unverified_not_in_force",
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=Confidence.codes()),
                name="definition_confidence_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.key} {self.version}"
