"""A list of steps that runs: moving in, coming back, moving out."""

from django.db import models
from django.db.models import Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident
from hearth.record.tasks.codes import ChecklistStatus


@tracked
class Checklist(AboutResident):
    """FHIR RequestGroup: the steps of the definition ``key``, as it held when the list began.

    Its steps are tasks whose cause it is and whose slot is the step's code. ``anchor`` is the
    local day the steps count from. Without a resident it is about the community.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident", optional=True)
    key = models.CharField(max_length=80)
    definition_id = models.UUIDField()
    definition_version = models.PositiveIntegerField()
    anchor = models.DateField()
    status = models.CharField(
        max_length=10, choices=ChecklistStatus.choices(), default=ChecklistStatus.RUNNING
    )
    because_type = models.CharField(max_length=40, blank=True)
    because_id = models.UUIDField(null=True, blank=True)
    started_by = key_to("identity.Actor")
    started_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = key_to("identity.Actor", optional=True)
    closed_reason = models.CharField(max_length=240, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)
    passed_by = key_to("identity.Actor", optional=True)
    passed_reason = models.CharField(max_length=500, blank=True)
    passed_until = models.DateField(
        null=True, blank=True, db_comment="The day by which what was missing comes"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ChecklistStatus.codes()), name="checklist_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="running", closed_at__isnull=True)
                | (~Q(status="running") & Q(closed_at__isnull=False, closed_by__isnull=False)),
                name="checklist_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(closed_reason=""),
                name="checklist_given_up_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(passed_at__isnull=True)
                | (
                    Q(passed_by__isnull=False, passed_until__isnull=False)
                    & ~Q(passed_reason="")
                ),
                name="checklist_passed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(because_id__isnull=True) | ~Q(because_type=""),
                name="checklist_because_has_type",
            ),
            models.UniqueConstraint(
                fields=["facility", "resident", "key"],
                condition=Q(status="running"),
                nulls_distinct=False,
                name="checklist_runs_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["facility", "anchor"],
                condition=Q(status="running"),
                name="checklist_running",
            ),
            models.Index(fields=["facility", "resident", "key"], name="checklist_resident"),
        ]

    def __str__(self) -> str:
        return self.key
