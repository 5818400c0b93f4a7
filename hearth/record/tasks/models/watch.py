"""A resident on watch, and what each check found."""

from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks.codes import WatchEnd


@tracked
class Watch(AboutResident):
    """FHIR CarePlan of a few days ("alert charting"): why, until when, what to look for, who checks.

    ``reason`` is a code of the definition watch-reasons that held when it began
    (``definition_id``, ``definition_version``); ``steps`` is how often, as it was begun. Its
    checks are tasks whose cause it is. Past ``until`` it stands until a person ends it.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    reason = models.CharField(max_length=60, db_comment="Code of an entry of watch-reasons")
    starts = models.DateTimeField()
    until = models.DateTimeField()
    checks_from = models.DateTimeField(
        db_comment="From when its steps count: its start, or the last time it happened again"
    )
    steps = models.JSONField(default=list)
    look_for = models.TextField(blank=True, help_text="Own words, beside those of the reason")
    may_do = models.CharField(max_length=24, choices=DutyRole.choices())
    decides = models.CharField(max_length=24, choices=DutyRole.choices())
    because_type = models.CharField(max_length=40, blank=True)
    because_id = models.UUIDField(null=True, blank=True)
    definition_id = models.UUIDField()
    definition_version = models.PositiveIntegerField()
    started_by = key_to("identity.Actor")
    recorded = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)
    ended_reason = models.CharField(max_length=16, choices=WatchEnd.choices(), blank=True)
    ended_text = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "watches"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="watch_has_reason"),
            models.CheckConstraint(
                condition=Q(until__gt=F("starts")), name="watch_until_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_reason="")
                | Q(
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                    ended_reason__in=WatchEnd.codes(),
                ),
                name="watch_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(ended_reason="other") | ~Q(ended_text=""),
                name="watch_other_reason_says_what",
            ),
            models.CheckConstraint(
                condition=Q(because_id__isnull=True) | ~Q(because_type=""),
                name="watch_because_has_type",
            ),
            models.UniqueConstraint(
                fields=["facility", "resident", "reason"],
                condition=Q(ended_at__isnull=True),
                name="watch_once_per_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["facility", "resident"],
                condition=Q(ended_at__isnull=True),
                name="watch_running",
            ),
            models.Index(fields=["facility", "resident", "-starts"], name="watch_resident"),
            models.Index(fields=["facility", "recorded"], name="watch_recorded"),
            models.Index(
                fields=["facility", "ended_at"],
                condition=Q(ended_at__isnull=False),
                name="watch_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class WatchEntry(AboutResident):
    """FHIR QuestionnaireResponse to one check of a watch.

    ``answers`` by code of question: "usual", "changed", or a number. ``changed`` is whether
    anything was not as usual.
    """

    kind = Kind.FACT
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    watch = key_to("tasks.Watch")
    task = key_to("tasks.Task")
    answers = models.JSONField(default=dict)
    changed = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    effective = models.DateTimeField()
    recorded = models.DateTimeField()
    performer = key_to("staff.StaffMember", optional=True)
    recorder = key_to("identity.Actor")
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        verbose_name_plural = "watch entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(effective__lte=F("recorded")), name="watchentry_not_in_future"
            ),
            models.CheckConstraint(
                condition=Q(changed=False) | ~Q(text=""), name="watchentry_change_says_what"
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at__isnull=True)
                | (Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")),
                name="watchentry_error_has_reason",
            ),
            models.UniqueConstraint(
                fields=["facility", "task"],
                condition=Q(entered_in_error_at__isnull=True),
                name="watchentry_once_per_check",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "watch", "-effective"], name="watchentry_watch"),
            models.Index(fields=["facility", "recorded"], name="watchentry_recorded"),
        ]
