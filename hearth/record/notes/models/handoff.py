"""From one shift to the next, and from one reading to the next."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import InFacility
from hearth.record.notes.codes import ReadList


@tracked
class Handoff(InFacility):
    """FHIR Communication: what one shift tells the next, signed by both.

    ``snapshot`` is what was composed from the record, as it was read: a list of
    {"reference", "line", "values", "at"}; ``remarks`` is what the leaving shift adds. Once the
    coming shift has signed, the database refuses any change.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    shift = key_to("staff.Shift", optional=True)
    neighborhood = key_to("tenancy.Neighborhood", optional=True)
    starts = models.DateTimeField(db_comment="Begin of the shift that hands over")
    ends = models.DateTimeField()
    snapshot = models.JSONField(default=list, blank=True)
    composed_at = models.DateTimeField()
    composed_by = key_to("identity.Actor")
    remarks = models.TextField(blank=True)
    signed_out_at = models.DateTimeField(null=True, blank=True)
    signed_out_by = key_to("identity.Actor", optional=True)
    signed_in_at = models.DateTimeField(null=True, blank=True)
    signed_in_by = key_to("identity.Actor", optional=True)
    questions = models.TextField(blank=True, help_text="What the coming shift asked")
    passed_on_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment="Nobody of the coming shift had signed: it went to the nurse on call",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "starts", "ends", "neighborhood"],
                nulls_distinct=False,
                name="handoff_once",
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="handoff_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(signed_out_at__isnull=True, signed_out_by__isnull=True)
                | Q(signed_out_at__isnull=False, signed_out_by__isnull=False),
                name="handoff_signed_out_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(signed_in_at__isnull=True, signed_in_by__isnull=True)
                | (
                    Q(
                        signed_in_at__isnull=False,
                        signed_in_by__isnull=False,
                        signed_out_by__isnull=False,
                    )
                    & ~Q(signed_in_by=F("signed_out_by"))
                ),
                name="handoff_signed_by_two_people",
            ),
        ]
        indexes = [models.Index(fields=["facility", "-starts"])]
        triggers = [
            pgtrigger.Protect(
                name="handoff_closed_when_both_signed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__signed_in_at__isnull=False),
            )
        ]


class ReadMark(InFacility):
    """Hearth's own: "read to here", one row a press; the latest one counts.

    ``upto`` is the instant up to which the reader has read. No part of the record: pruned.
    """

    kind = Kind.TRACE
    retention = Retention.SHORT

    actor = key_to("identity.Actor")
    read_list = models.CharField(
        max_length=10, choices=ReadList.choices(), default=ReadList.TODAY
    )
    upto = models.DateTimeField()
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(upto__lte=F("marked_at")), name="readmark_not_in_future"
            )
        ]
        indexes = [models.Index(fields=["facility", "actor", "read_list", "-marked_at"])]
