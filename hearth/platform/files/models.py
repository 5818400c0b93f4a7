"""What is known of a stored file. Its bytes lie encrypted outside the database."""

from django.db import models
from django.db.models import Q

from hearth.platform.identity.models import Actor
from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.models import InFacility

from .codes import BlobState


@tracked
class Blob(InFacility):
    """FHIR Binary: one stored file.

    ``content_type`` is what the bytes are, never what the sender said. ``size`` is in bytes of
    the readable file; ``sha256`` is of the ciphertext on disk. ``fingerprint`` is a keyed mark of the
    content, different in each community, that finds the same file twice within one.
    ``attachment_only`` files are never shown in a page (scripts, embedded files).
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    name = models.CharField(max_length=160, help_text="As the sender called it, made safe")
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True, blank=True)
    has_thumbnail = models.BooleanField(default=False)
    attachment_only = models.BooleanField(default=False)
    warnings = models.JSONField(default=list, blank=True, db_comment="Codes of what was found")
    state = models.CharField(max_length=8, choices=BlobState.choices(), default=BlobState.HELD)
    stored_by = models.ForeignKey(
        Actor, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    stored_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="blob_not_empty"),
            models.CheckConstraint(
                condition=Q(state__in=BlobState.codes()), name="blob_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="removed")
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="blob_removed_says_who",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "fingerprint"], name="blob_same_content"),
            models.Index(
                fields=["facility", "stored_at"],
                condition=Q(state="held"),
                name="blob_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"Blob {self.pk}"
