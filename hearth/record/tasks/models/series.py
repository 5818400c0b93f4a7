"""What is to be done again and again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks.codes import Frequency, Priority, SeriesStatus, Urgency


@tracked
class TaskSeries(AboutResident):
    """FHIR ServiceRequest with Timing: the pattern of which a job makes tasks ahead.

    Wall times are read in the community's zone on the day they fall due. With ``period_unit``
    "min" there are no wall times: the series counts elapsed minutes from ``anchor``, at most
    ``count`` times. ``weekdays`` are ISO (1 Monday). ``month_day`` beyond the end of a month
    means its last day. ``not_before`` and ``not_after`` bound it to the minute, beside the days.
    ``materialised_until`` is the local day up to which, that day included,
    tasks exist.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident", optional=True)
    neighborhood = key_to("tenancy.Neighborhood", optional=True)
    status = models.CharField(
        max_length=20, choices=SeriesStatus.choices(), default=SeriesStatus.ACTIVE
    )
    code = models.CharField(max_length=60, db_comment="Kind of task: app.kind")
    title = models.CharField(max_length=200)
    title_values = models.JSONField(default=dict, blank=True)
    instructions = models.TextField(blank=True)
    owner_role = models.CharField(max_length=24, choices=DutyRole.choices(), blank=True)
    owner_staff = key_to("staff.StaffMember", optional=True)
    priority = models.CharField(
        max_length=8, choices=Priority.choices(), default=Priority.ROUTINE
    )
    urgency = models.CharField(
        max_length=20, choices=Urgency.choices(), default=Urgency.PAPERWORK
    )
    minutes = models.PositiveSmallIntegerField(default=0, db_comment="Planned work, minutes")

    period_unit = models.CharField(
        max_length=3, choices=Frequency.choices(), default=Frequency.DAY
    )
    period = models.PositiveIntegerField(default=1, db_comment="Every so many period units")
    wall_times = ArrayField(models.TimeField(), default=list, blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    month_day = models.PositiveSmallIntegerField(null=True, blank=True)
    anchor = models.DateTimeField(null=True, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="Last day")
    not_before = models.DateTimeField(
        null=True, blank=True, db_comment="No turn is due before this instant"
    )
    not_after = models.DateTimeField(
        null=True, blank=True, db_comment="No turn is due after this instant"
    )
    window_before = models.PositiveIntegerField(
        default=60, db_comment="Minutes before due it opens"
    )
    window_after = models.PositiveIntegerField(
        default=60, db_comment="Minutes after due it is late"
    )
    materialised_until = models.DateField(null=True, blank=True)

    cause_type = models.CharField(max_length=40, blank=True)
    cause_id = models.UUIDField(null=True, blank=True)
    cause_code = models.CharField(max_length=60, blank=True)
    requester = key_to("identity.Actor")
    authored_on = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)
    ended_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        verbose_name_plural = "task series"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=SeriesStatus.codes()), name="taskseries_status_known"
            ),
            models.CheckConstraint(
                condition=Q(period_unit__in=Frequency.codes()),
                name="taskseries_period_unit_known",
            ),
            models.CheckConstraint(
                condition=Q(period__gte=1), name="taskseries_period_from_one"
            ),
            models.CheckConstraint(
                condition=(Q(period_unit="min", anchor__isnull=False))
                | (~Q(period_unit="min") & Q(wall_times__len__gte=1)),
                name="taskseries_has_times",
            ),
            models.CheckConstraint(
                condition=~Q(period_unit="mo") | Q(month_day__isnull=False),
                name="taskseries_monthly_has_day",
            ),
            models.CheckConstraint(
                condition=Q(month_day__isnull=True) | Q(month_day__gte=1, month_day__lte=31),
                name="taskseries_month_day_exists",
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7]),
                name="taskseries_weekdays_exist",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="taskseries_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(not_before__isnull=True)
                | Q(not_after__isnull=True)
                | Q(not_after__gte=F("not_before")),
                name="taskseries_not_after_not_before",
            ),
            models.CheckConstraint(
                condition=~Q(owner_role="") | Q(owner_staff__isnull=False),
                name="taskseries_has_owner",
            ),
            models.CheckConstraint(
                condition=~Q(status="completed")
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="taskseries_ended_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["facility", "code", "cause_type", "cause_id", "cause_code"],
                condition=Q(cause_id__isnull=False, status__in=["active", "on-hold"]),
                name="taskseries_once_per_cause",
            ),
        ]
        indexes = [
            models.Index(
                fields=["facility", "materialised_until"],
                condition=Q(status="active"),
                name="taskseries_to_materialise",
            ),
            models.Index(fields=["facility", "resident"]),
        ]

    def __str__(self) -> str:
        return self.title
