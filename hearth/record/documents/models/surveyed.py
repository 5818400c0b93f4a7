"""The visit of a surveyor: who was let in, whose records they sampled, what they asked for."""

from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident, InFacility
from hearth.record.documents.codes import VisitKind


@tracked
class SurveyVisit(InFacility):
    """Hearth's own: an inspector of an authority, let in for a while to read and print.

    It stands in this room because what it leaves behind is a list of what was released, to whom
    and on what authority, beside the other releases. ``actor`` is the visitor's own, with a
    role that ends at ``ends``; ``ended_at`` is when it was over in truth.
    """

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    name = models.CharField(max_length=80)
    agency = models.CharField(max_length=80)
    visit_kind = models.CharField(max_length=12, choices=VisitKind.choices())
    badge = models.CharField(max_length=60, help_text="Number on the badge")
    badge_seen_by = models.CharField(max_length=160)
    actor = key_to("identity.Actor")
    opened_at = models.DateTimeField()
    opened_by = key_to("identity.Actor")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(visit_kind__in=VisitKind.codes()), name="surveyvisit_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(agency="") & ~Q(badge="") & ~Q(badge_seen_by=""),
                name="surveyvisit_says_who",
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="surveyvisit_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_by__isnull=False),
                name="surveyvisit_ended_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["facility", "actor"], name="surveyvisit_actor_once"
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "-starts"]),
            models.Index(
                fields=["facility", "ends"],
                condition=Q(ended_at__isnull=True),
                name="surveyvisit_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.agency}"


class SurveySample(AboutResident):
    """Hearth's own: a resident whose record a surveyor may open, from when to when.

    The row is labelled as the record is. A restricted one was added ``knowingly``, by somebody
    who may open it themselves; what 42 CFR Part 2 guards is never sampled.
    """

    kind = Kind.FACT
    retention = Retention.RESIDENT
    changes_once = ("removed_at", "removed_by_id")

    visit = key_to("documents.SurveyVisit")
    resident = key_to("residents.Resident")
    at_random = models.BooleanField(default=False)
    knowingly = models.BooleanField(
        default=False, db_comment="The record is restricted, and whoever added it was told"
    )
    added_at = models.DateTimeField()
    added_by = key_to("identity.Actor")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = key_to("identity.Actor", optional=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "visit", "resident"],
                condition=Q(removed_at__isnull=True),
                name="surveysample_once",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(removed_by__isnull=False),
                name="surveysample_removed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(security_label="normal")
                | Q(security_label="restricted", knowingly=True),
                name="surveysample_restricted_knowingly",
            ),
        ]


@tracked
class SurveyRequest(InFacility):
    """Hearth's own: something a surveyor asked for, by when, and when it was given by whom."""

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    visit = key_to("documents.SurveyVisit")
    text = models.CharField(max_length=240)
    asked_at = models.DateTimeField()
    due = models.DateTimeField(null=True, blank=True)
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.CharField(max_length=160, blank=True)
    given_text = models.CharField(max_length=240, blank=True)
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="surveyrequest_has_text"),
            models.CheckConstraint(
                condition=Q(asked_at__lte=F("recorded")), name="surveyrequest_not_in_future"
            ),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True)
                | (Q(given_at__gte=F("asked_at")) & ~Q(given_by="")),
                name="surveyrequest_given_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at__isnull=True)
                | (Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")),
                name="surveyrequest_error_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["facility", "visit", "asked_at"])]

    def __str__(self) -> str:
        return self.text
