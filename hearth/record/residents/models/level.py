"""How much care somebody is agreed to need, from a day on."""

from django.db import models
from django.db.models import Q

from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident


class LevelOfCare(AboutResident):
    """Hearth's own: a level of the community's list (content kind levels-of-care) and since when.

    It holds until the next one begins. A day ahead is a change that was decided and announced.
    """

    kind = Kind.FACT
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    level = models.CharField(max_length=60, db_comment="A code of content kind levels-of-care")
    starts = models.DateField(help_text="The local day it holds from")
    decided_by = models.CharField(max_length=160, help_text="Who decided, by name")
    reason = models.CharField(max_length=600, help_text="What was found: why this level")
    document = models.UUIDField(null=True, blank=True, db_comment="documents.Document")
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        verbose_name_plural = "levels of care"
        constraints = [
            models.CheckConstraint(
                condition=~Q(level="") & ~Q(decided_by="") & ~Q(reason=""),
                name="levelofcare_says_what_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at__isnull=True)
                | (Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")),
                name="levelofcare_error_has_reason",
            ),
            models.UniqueConstraint(
                fields=["facility", "resident", "starts"],
                condition=Q(entered_in_error_at__isnull=True),
                name="levelofcare_one_a_day",
            ),
        ]
        indexes = [models.Index(fields=["facility", "resident", "-starts"])]
