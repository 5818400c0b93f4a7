"""A task, and everything that ever happened to it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks.codes import (
    LIVE,
    Change,
    Outcome,
    OutcomeReason,
    Priority,
    SnoozeReason,
    TaskStatus,
    Urgency,
)


_LIVE = Q(status__in=[str(s) for s in LIVE])


@tracked
class Task(AboutResident):
    """FHIR Task: something that somebody must do by some time.

    ``title`` is an English source text that names ``{values}`` and is translated where shown,
    or a person's own words (then ``title_values`` is empty). It opens, is due, is late: three
    instants, UTC. The owner is a person (``owner_staff``; ``owner_actor`` only for somebody
    without a staff file, such as a family member) or, without one, ``owner_role`` on duty in
    ``neighborhood``. ``owner_role`` stays when a person takes it, so that it can be given back.
    ``cause`` says why it exists and makes making it twice harmless; ``slot`` tells apart several
    tasks of one cause or series. ``effective`` is when it was done, ``recorded`` when written.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident", optional=True)
    neighborhood = key_to("tenancy.Neighborhood", optional=True)
    code = models.CharField(max_length=60, db_comment="Kind of task: app.kind")
    title = models.CharField(max_length=200)
    title_values = models.JSONField(default=dict, blank=True)
    instructions = models.TextField(blank=True)
    status = models.CharField(
        max_length=20, choices=TaskStatus.choices(), default=TaskStatus.REQUESTED
    )
    priority = models.CharField(
        max_length=8, choices=Priority.choices(), default=Priority.ROUTINE
    )
    urgency = models.CharField(
        max_length=20, choices=Urgency.choices(), default=Urgency.PAPERWORK
    )
    opens = models.DateTimeField()
    due = models.DateTimeField()
    late = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=0, db_comment="Planned work, minutes")
    owner_staff = key_to("staff.StaffMember", optional=True)
    owner_actor = key_to("identity.Actor", optional=True)
    owner_role = models.CharField(max_length=24, choices=DutyRole.choices(), blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = key_to("identity.Actor", optional=True)

    cause_type = models.CharField(max_length=40, blank=True)
    cause_id = models.UUIDField(null=True, blank=True)
    cause_code = models.CharField(max_length=60, blank=True, db_comment="Why, as a code")
    cause_text = models.CharField(
        max_length=200, blank=True, db_comment="Why, as a source text with {values}"
    )
    cause_values = models.JSONField(default=dict, blank=True)
    series = key_to("tasks.TaskSeries", optional=True)
    local_date = models.DateField(
        null=True, blank=True, db_comment="The community's day this occurrence belongs to"
    )
    slot = models.CharField(max_length=80, blank=True)
    promised_to = key_to("residents.Contact", optional=True)
    promised_to_text = models.CharField(max_length=160, blank=True)
    promised_at = models.DateTimeField(null=True, blank=True)
    promised_by = key_to("identity.Actor", optional=True)

    snoozed_until = models.DateTimeField(null=True, blank=True)
    snooze_reason = models.CharField(max_length=20, choices=SnoozeReason.choices(), blank=True)
    snooze_count = models.PositiveSmallIntegerField(default=0)
    ladder = ArrayField(
        models.CharField(max_length=24),
        default=list,
        blank=True,
        db_comment="Duty roles it passes up, as they were when it was made",
    )
    escalated_level = models.PositiveSmallIntegerField(default=0)
    next_escalation = models.DateTimeField(null=True, blank=True)

    outcome = models.CharField(max_length=16, choices=Outcome.choices(), blank=True)
    outcome_reason = models.CharField(
        max_length=16, choices=OutcomeReason.choices(), blank=True
    )
    outcome_text = models.TextField(blank=True)
    outcome_values = models.JSONField(
        default=dict, blank=True, db_comment="What the kind asks for besides; References only"
    )
    effective = models.DateTimeField(null=True, blank=True)
    recorded = models.DateTimeField(null=True, blank=True)
    performer = key_to("staff.StaffMember", optional=True)
    performer_text = models.CharField(max_length=160, blank=True)
    recorder = key_to("identity.Actor", optional=True)
    minutes_taken = models.PositiveSmallIntegerField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = key_to("identity.Actor", optional=True)
    cancel_reason = models.CharField(max_length=240, blank=True)

    authored_on = models.DateTimeField()
    requester = key_to("identity.Actor")
    changed = models.DateTimeField(db_comment="FHIR Task.lastModified; live pages follow it")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=TaskStatus.codes()), name="task_status_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="task_has_title"),
            models.CheckConstraint(
                condition=Q(opens__lte=F("due")) & Q(due__lte=F("late")),
                name="task_opens_before_due_before_late",
            ),
            models.CheckConstraint(
                condition=~Q(owner_role="")
                | Q(owner_staff__isnull=False)
                | Q(owner_actor__isnull=False),
                name="task_has_owner",
            ),
            models.CheckConstraint(
                condition=Q(owner_staff__isnull=True) | Q(owner_actor__isnull=True),
                name="task_has_one_person",
            ),
            models.CheckConstraint(
                condition=Q(status="completed", outcome="done")
                | Q(status="failed", outcome__in=["not-done", "refused"])
                | Q(status="cancelled", outcome__in=["not-applicable", ""])
                | Q(status="entered-in-error")
                | (_LIVE & Q(outcome="")),
                name="task_status_matches_outcome",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "done"]) | ~Q(outcome_reason=""),
                name="task_not_done_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(outcome_reason="other") | ~Q(outcome_text=""),
                name="task_other_reason_says_what",
            ),
            models.CheckConstraint(
                condition=Q(outcome="")
                | Q(effective__isnull=False, recorded__isnull=False, recorder__isnull=False),
                name="task_outcome_has_time_and_recorder",
            ),
            models.CheckConstraint(
                condition=Q(effective__isnull=True)
                | (Q(recorded__isnull=False) & Q(effective__lte=F("recorded"))),
                name="task_not_done_in_future",
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled", outcome="")
                | (
                    Q(cancelled_at__isnull=False, cancelled_by__isnull=False)
                    & ~Q(cancel_reason="")
                ),
                name="task_cancelled_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(snoozed_until__isnull=True) | ~Q(snooze_reason=""),
                name="task_snoozed_has_reason",
            ),
            models.CheckConstraint(
                condition=_LIVE | Q(next_escalation__isnull=True, snoozed_until__isnull=True),
                name="task_closed_escalates_no_more",
            ),
            models.CheckConstraint(
                condition=Q(cause_id__isnull=True) | ~Q(cause_type=""),
                name="task_cause_has_type",
            ),
            models.CheckConstraint(
                condition=Q(series__isnull=True) | (Q(local_date__isnull=False) & ~Q(slot="")),
                name="task_occurrence_has_slot",
            ),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True) | Q(claimed_by__isnull=False),
                name="task_claimed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["facility", "series", "local_date", "slot"],
                condition=Q(series__isnull=False) & ~Q(status="entered-in-error"),
                name="task_once_per_occurrence",
            ),
            models.UniqueConstraint(
                fields=["facility", "code", "cause_type", "cause_id", "slot"],
                condition=Q(cause_id__isnull=False, series__isnull=True) & _LIVE,
                name="task_once_per_cause",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "due"], condition=_LIVE, name="task_open"),
            models.Index(
                fields=["facility", "resident", "due"],
                condition=_LIVE,
                name="task_open_resident",
            ),
            models.Index(
                fields=["facility", "owner_staff", "due"],
                condition=_LIVE & Q(owner_staff__isnull=False),
                name="task_open_owner",
            ),
            models.Index(
                fields=["facility", "next_escalation"],
                condition=Q(next_escalation__isnull=False),
                name="task_to_escalate",
            ),
            models.Index(
                fields=["facility", "snoozed_until"],
                condition=Q(snoozed_until__isnull=False),
                name="task_to_wake",
            ),
            models.Index(
                fields=["facility", "cause_type", "cause_id"],
                condition=Q(cause_id__isnull=False),
                name="task_cause",
            ),
            models.Index(
                fields=["facility", "recorded"],
                condition=Q(recorded__isnull=False),
                name="task_closed",
            ),
            models.Index(fields=["facility", "resident", "-due"], name="task_resident"),
            models.Index(
                fields=["facility", "series", "local_date"],
                condition=_LIVE & Q(series__isnull=False),
                name="task_open_series",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TaskChange(AboutResident):
    """FHIR Provenance of a Task: one thing that happened to it, by whom, from what to what.

    ``before`` and ``after`` hold only what changed: codes, ids and instants, no clinical text.
    """

    kind = Kind.FACT
    retention = Retention.RESIDENT

    task = key_to("tasks.Task")
    resident = key_to("residents.Resident", optional=True)
    change = models.CharField(max_length=16, choices=Change.choices())
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    effective = models.DateTimeField()
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(change__in=Change.codes()), name="taskchange_change_known"
            ),
            models.CheckConstraint(
                condition=Q(effective__lte=F("recorded")), name="taskchange_not_in_future"
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "task", "recorded"]),
            models.Index(fields=["facility", "recorded"]),
        ]
