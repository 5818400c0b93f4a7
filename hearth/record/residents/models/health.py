"""What a resident has, must not be given, laid down ahead, and who looks after them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident
from hearth.record.residents.codes import (
    AllergyCategory,
    AllergyStatus,
    AllergyType,
    CareTeamRole,
    ConditionStatus,
    Criticality,
    DatePrecision,
    DirectiveKind,
    FlagCode,
    Precaution,
    ReactionSeverity,
    Verification,
    Weekday,
)
from hearth.record.residents.rules import AllergyMark


@tracked
class Flag(AboutResident):
    """FHIR Flag: a risk that everybody must know before they act."""

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    code = models.CharField(max_length=16, choices=FlagCode.choices())
    precaution = models.CharField(
        max_length=12,
        choices=Precaution.choices(),
        blank=True,
        db_comment="Of an infection: how it passes on; content kind precautions says what to do",
    )
    text = models.CharField(max_length=240, blank=True, help_text="What to do about it")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True, help_text="Ends by itself then")
    raised_by = key_to("identity.Actor")
    raised_reason = models.CharField(max_length=240, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)
    ended_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "resident", "code"],
                condition=Q(ended_at__isnull=True) & ~Q(code="other"),
                name="flag_once",
            ),
            models.CheckConstraint(
                condition=Q(code__in=FlagCode.codes()), name="flag_code_known"
            ),
            models.CheckConstraint(
                condition=~Q(code="other") | ~Q(text=""), name="flag_other_says_what"
            ),
            models.CheckConstraint(
                condition=Q(precaution="")
                | Q(precaution__in=Precaution.codes(), code="infection"),
                name="flag_precaution_of_infection",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True)
                | (Q(ended_by__isnull=False) & ~Q(ended_reason="")),
                name="flag_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="flag_until_after_since",
            ),
        ]
        indexes = [
            models.Index(
                fields=["facility", "resident"],
                condition=Q(ended_at__isnull=True),
                name="flag_open",
            )
        ]


@tracked
class Condition(AboutResident):
    """FHIR Condition: a diagnosis or health problem, coded where a code is known.

    ``onset`` with less than a day known is the first day of that month or year.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    code_system = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=400)
    codings = models.JSONField(
        default=list, blank=True, db_comment="Every coding of the source, verbatim"
    )
    clinical_status = models.CharField(
        max_length=12, choices=ConditionStatus.choices(), default=ConditionStatus.ACTIVE
    )
    verification_status = models.CharField(
        max_length=20, choices=Verification.choices(), default=Verification.CONFIRMED
    )
    onset = models.DateField(null=True, blank=True)
    onset_precision = models.CharField(
        max_length=5, choices=DatePrecision.choices(), default=DatePrecision.DAY
    )
    abatement = models.DateField(null=True, blank=True)
    abatement_precision = models.CharField(
        max_length=5, choices=DatePrecision.choices(), default=DatePrecision.DAY
    )
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")
    asserter_text = models.CharField(max_length=160, blank=True)
    comment = models.TextField(blank=True)
    error_reason = models.CharField(max_length=240, blank=True)
    source_system = models.CharField(max_length=200, blank=True)
    source_id = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="condition_has_text"),
            models.CheckConstraint(
                condition=Q(clinical_status__in=ConditionStatus.codes()),
                name="condition_clinical_status_known",
            ),
            models.CheckConstraint(
                condition=Q(verification_status__in=Verification.codes()),
                name="condition_verification_known",
            ),
            models.CheckConstraint(
                condition=~Q(verification_status="entered-in-error") | ~Q(error_reason=""),
                name="condition_error_has_reason",
            ),
            models.UniqueConstraint(
                fields=["facility", "source_system", "source_id"],
                condition=~Q(source_id=""),
                name="condition_source_once",
            ),
        ]
        indexes = [models.Index(fields=["facility", "resident", "clinical_status"])]


@tracked
class AllergyIntolerance(AboutResident):
    """FHIR AllergyIntolerance: what must not be given; or, by code, that there is nothing known.

    ``reactions`` is a list of {"text", "code", "system", "severity"} (FHIR reaction). A row
    whose code is one of ``codes.NoKnownAllergy`` says that somebody asked and there is none.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    code_system = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=240)
    codings = models.JSONField(default=list, blank=True)
    type = models.CharField(max_length=12, choices=AllergyType.choices(), blank=True)
    category = ArrayField(
        models.CharField(max_length=12, choices=AllergyCategory.choices()),
        default=list,
        blank=True,
    )
    criticality = models.CharField(max_length=16, choices=Criticality.choices(), blank=True)
    reactions = models.JSONField(default=list, blank=True)
    clinical_status = models.CharField(
        max_length=10, choices=AllergyStatus.choices(), default=AllergyStatus.ACTIVE
    )
    verification_status = models.CharField(
        max_length=20, choices=Verification.choices(), default=Verification.UNCONFIRMED
    )
    onset = models.DateField(null=True, blank=True)
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")
    asserter_text = models.CharField(max_length=160, blank=True, help_text="Who said so")
    comment = models.TextField(blank=True)
    error_reason = models.CharField(max_length=240, blank=True)
    source_system = models.CharField(max_length=200, blank=True)
    source_id = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="allergyintolerance_has_text"),
            models.CheckConstraint(
                condition=Q(clinical_status__in=AllergyStatus.codes()),
                name="allergyintolerance_status_known",
            ),
            models.CheckConstraint(
                condition=Q(verification_status__in=Verification.codes()),
                name="allergyintolerance_verification_known",
            ),
            models.CheckConstraint(
                condition=~Q(verification_status="entered-in-error") | ~Q(error_reason=""),
                name="allergyintolerance_error_has_reason",
            ),
            models.UniqueConstraint(
                fields=["facility", "source_system", "source_id"],
                condition=~Q(source_id=""),
                name="allergyintolerance_source_once",
            ),
        ]
        indexes = [models.Index(fields=["facility", "resident", "clinical_status"])]

    @property
    def mark(self) -> AllergyMark:
        """What the rules of the banner judge it by."""
        said = [str(r.get("severity", "")) for r in self.reactions]
        return AllergyMark(
            text=self.text,
            code=self.code,
            status=AllergyStatus(self.clinical_status),
            verification=Verification(self.verification_status),
            criticality=self.criticality,
            severities=tuple(s for s in said if s in ReactionSeverity.codes()),
        )


@tracked
class AdvanceDirective(AboutResident):
    """FHIR Consent (scope adr): what a resident laid down ahead, and where the paper is."""

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    directive_kind = models.CharField(max_length=16, choices=DirectiveKind.choices())
    text = models.TextField(blank=True)
    document = models.UUIDField(null=True, blank=True, db_comment="documents.Document")
    original_is_at = models.CharField(max_length=160, blank=True)
    starts = models.DateField(null=True, blank=True, help_text="Signed on")
    ends = models.DateField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = key_to("identity.Actor", optional=True)
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)
    ended_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(directive_kind__in=DirectiveKind.codes()),
                name="advancedirective_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True)
                | (Q(ended_by__isnull=False) & ~Q(ended_reason="")),
                name="advancedirective_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True) | Q(verified_by__isnull=False),
                name="advancedirective_verified_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["facility", "resident"])]


@tracked
class CareTeamMember(AboutResident):
    """FHIR CareTeam.participant: a practitioner outside, or one of our own, for this resident."""

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    role = models.CharField(max_length=16, choices=CareTeamRole.choices())
    practitioner = key_to("staff.OutsidePractitioner", optional=True)
    member = key_to("staff.StaffMember", optional=True)
    position = models.PositiveSmallIntegerField(default=1)
    comment = models.CharField(max_length=240, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True, help_text="Last day, where it is known")
    visit_days = ArrayField(
        models.CharField(max_length=3, choices=Weekday.choices()), default=list, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True)
                | Q(starts__isnull=True)
                | Q(ends__gte=F("starts")),
                name="careteammember_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(visit_days__contained_by=Weekday.codes()),
                name="careteammember_visit_days_known",
            ),
            models.CheckConstraint(
                condition=Q(practitioner__isnull=False, member__isnull=True)
                | Q(practitioner__isnull=True, member__isnull=False),
                name="careteammember_is_one_person",
            ),
            models.CheckConstraint(
                condition=Q(role__in=CareTeamRole.codes()), name="careteammember_role_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_by__isnull=False),
                name="careteammember_ended_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "resident", "position"]),
            models.Index(
                fields=["facility", "practitioner"],
                condition=Q(ended_at__isnull=True, practitioner__isnull=False),
                name="careteammember_panel",
            ),
        ]
