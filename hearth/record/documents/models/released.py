"""What left the house: each release a row, and the charts that were made to be given."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident
from hearth.record.documents.codes import ChartState, Purpose, Recipient, Way


class Disclosure(AboutResident):
    """FHIR AuditEvent/Provenance: something about a resident was given to somebody outside.

    ``what`` says it in words; ``chapters``, ``from_day`` and ``until_day`` where it was a chart,
    ``document`` where it was a filed paper. ``sha256`` and ``pages`` are of the very file that
    was handed over. ``authority`` is the consent, order or law it rests on. Without a resident it
    was a list of many (``residents``). Kept for the accounting of 45 CFR 164.528, six years.
    """

    kind = Kind.FACT
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident", optional=True)
    residents = ArrayField(
        models.UUIDField(), default=list, blank=True, db_comment="Who stood in a list of many"
    )
    recipient = models.CharField(max_length=12, choices=Recipient.choices())
    to_whom = models.CharField(max_length=160)
    contact = key_to("residents.Contact", optional=True)
    purpose = models.CharField(max_length=12, choices=Purpose.choices())
    purpose_text = models.CharField(max_length=240, blank=True)
    authority = models.CharField(max_length=240, blank=True)
    way = models.CharField(max_length=8, choices=Way.choices())
    what = models.CharField(max_length=240)
    chapters = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    from_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)
    document = key_to("documents.Document", optional=True)
    chart = key_to("documents.ChartFile", optional=True)
    visit = key_to("documents.SurveyVisit", optional=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    effective = models.DateTimeField()
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")
    performer_text = models.CharField(max_length=160, help_text="Who gave it")
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recipient__in=Recipient.codes()), name="disclosure_recipient_known"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.codes()), name="disclosure_purpose_known"
            ),
            models.CheckConstraint(
                condition=Q(way__in=Way.codes()), name="disclosure_way_known"
            ),
            models.CheckConstraint(
                condition=~Q(to_whom="") & ~Q(what="") & ~Q(performer_text=""),
                name="disclosure_says_what_to_whom",
            ),
            models.CheckConstraint(
                condition=~Q(purpose__in=["consent", "law"]) | ~Q(authority=""),
                name="disclosure_names_its_authority",
            ),
            models.CheckConstraint(
                condition=Q(resident__isnull=False) | ~Q(residents=[]),
                name="disclosure_about_somebody",
            ),
            models.CheckConstraint(
                condition=Q(effective__lte=F("recorded")), name="disclosure_not_in_future"
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at__isnull=True)
                | (Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")),
                name="disclosure_error_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "resident", "-effective"]),
            models.Index(
                fields=["facility", "visit", "-effective"],
                condition=Q(visit__isnull=False),
                name="disclosure_of_visit",
            ),
        ]

    def __str__(self) -> str:
        return self.what


@tracked
class ChartFile(AboutResident):
    """Hearth's own: one resident's chart for a span of days, made as one PDF in the worker.

    ``asked_by`` is whose eyes it was made with: what they may not read is not in it, and what is
    restricted only ``with_restricted``.
    ``done`` of ``total`` rows are laid out. The file goes at ``expires_at``; the row stays.
    ``sha256`` is of the readable PDF, as it was handed over.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    from_day = models.DateField()
    until_day = models.DateField()
    chapters = ArrayField(models.CharField(max_length=40))
    recipient = models.CharField(max_length=12, choices=Recipient.choices())
    to_whom = models.CharField(max_length=160, blank=True)
    purpose = models.CharField(max_length=12, choices=Purpose.choices())
    authority = models.CharField(max_length=240, blank=True)
    visit = key_to("documents.SurveyVisit", optional=True)
    state = models.CharField(
        max_length=8, choices=ChartState.choices(), default=ChartState.WAITING
    )
    part = models.CharField(max_length=40, blank=True, db_comment="Chapter being laid out")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = key_to("identity.Actor")
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=60, blank=True)
    blob = models.UUIDField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    with_restricted = models.BooleanField(
        default=False, db_comment="Entries labelled restricted go with it"
    )
    left_out = models.BooleanField(
        default=False, db_comment="Something was left out because a law guards it"
    )
    downloaded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ChartState.codes()), name="chartfile_state_known"
            ),
            models.CheckConstraint(
                condition=Q(until_day__gte=F("from_day")), name="chartfile_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(recipient__in=Recipient.codes()) & Q(purpose__in=Purpose.codes()),
                name="chartfile_words_known",
            ),
            models.CheckConstraint(
                condition=Q(recipient="inside") | ~Q(to_whom=""),
                name="chartfile_outside_says_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready")
                | Q(
                    blob__isnull=False,
                    finished_at__isnull=False,
                    expires_at__isnull=False,
                    pages__isnull=False,
                ),
                name="chartfile_ready_has_file",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "resident", "-asked_at"]),
            models.Index(
                fields=["facility", "expires_at"],
                condition=Q(state="ready"),
                name="chartfile_expiring",
            ),
        ]

    def __str__(self) -> str:
        return f"chart {self.from_day} to {self.until_day}"
