"""Calls, and what people did about them."""

from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident

from .codes import AlertPriority, Resolution, Step


@tracked
class Alert(AboutResident):
    """FHIR Flag/CommunicationRequest: something that somebody must answer now. On screen: call.

    ``code`` is the kind; the cause (a Reference) makes raising it twice harmless while it is
    unresolved. ``headline`` is an English source text that names ``{values}``. Who answers and
    who is there stand in the acknowledgements; the columns here repeat the present state, so
    that a wall of open calls is one query.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident", optional=True)
    place = key_to("tenancy.Place", optional=True)
    neighborhood = key_to("tenancy.Neighborhood", optional=True)
    where = models.CharField(max_length=120, blank=True, help_text="Bathroom, garden")
    code = models.CharField(max_length=60, db_comment="Kind of call: app.kind")
    cause_type = models.CharField(max_length=40)
    cause_id = models.UUIDField()
    priority = models.CharField(max_length=10, choices=AlertPriority.choices())
    headline = models.CharField(max_length=200)
    headline_values = models.JSONField(default=dict, blank=True)
    effective = models.DateTimeField(db_comment="When it happened")
    raised_at = models.DateTimeField(db_comment="When it was accepted")
    raised_by = key_to("identity.Actor")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = key_to("identity.Actor", optional=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    arrived_by = key_to("identity.Actor", optional=True)
    help_wanted_at = models.DateTimeField(null=True, blank=True)
    help_wanted_by = key_to("identity.Actor", optional=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = key_to("identity.Actor", optional=True)
    resolution = models.CharField(max_length=16, choices=Resolution.choices(), blank=True)
    resolution_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "code", "cause_type", "cause_id"],
                condition=Q(resolved_at__isnull=True),
                name="alert_once_per_cause",
            ),
            models.CheckConstraint(
                condition=Q(priority__in=AlertPriority.codes()), name="alert_priority_known"
            ),
            models.CheckConstraint(
                condition=Q(effective__lte=F("raised_at")), name="alert_not_in_future"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True)
                | (Q(resolved_by__isnull=False) & Q(resolution__in=Resolution.codes())),
                name="alert_resolved_says_how",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_by__isnull=False),
                name="alert_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True) | Q(arrived_by__isnull=False),
                name="alert_arrived_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["facility", "raised_at"],
                condition=Q(resolved_at__isnull=True),
                name="alert_open",
            ),
            models.Index(fields=["facility", "resident", "-raised_at"]),
            models.Index(fields=["facility", "-raised_at"]),
        ]

    def __str__(self) -> str:
        return self.headline


class Acknowledgement(AboutResident):
    """FHIR Communication: one thing somebody did about a call."""

    kind = Kind.FACT
    retention = Retention.RESIDENT

    alert = key_to("alerts.Alert")
    resident = key_to("residents.Resident", optional=True)
    step = models.CharField(max_length=16, choices=Step.choices())
    text = models.CharField(max_length=240, blank=True)
    handed_to = key_to("staff.StaffMember", optional=True)
    effective = models.DateTimeField()
    recorded = models.DateTimeField()
    performer = key_to("staff.StaffMember", optional=True)
    recorder = key_to("identity.Actor")
    client_ref = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=Step.codes()), name="acknowledgement_step_known"
            ),
            models.CheckConstraint(
                condition=Q(effective__lte=F("recorded")),
                name="acknowledgement_not_in_future",
            ),
            models.CheckConstraint(
                condition=~Q(step="handed-on") | Q(handed_to__isnull=False),
                name="acknowledgement_handed_to_somebody",
            ),
            models.UniqueConstraint(
                fields=["facility", "client_ref"],
                condition=Q(client_ref__isnull=False),
                name="acknowledgement_client_ref_once",
            ),
        ]
        indexes = [models.Index(fields=["facility", "alert", "recorded"])]
