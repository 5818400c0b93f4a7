"""Who a resident is, by which names and numbers they are known, and who pays."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident, InFacility
from hearth.record.residents.codes import (
    CarerGender,
    CodeStatus,
    DatePrecision,
    Diet,
    FluidThickness,
    FoodTexture,
    Gender,
    IdentifierType,
    Mobility,
    NameUse,
    PayerKind,
    TermSort,
    Transfer,
    UsualMind,
)


@tracked
class Resident(InFacility):
    """FHIR Patient: one person at one community. On screen: resident.

    Whether they live here is not kept on this row: the current ``Stay`` says it. ``*_folded``
    are the names as ``kernel.folding`` writes them. ``birth_date`` with less than a day known is
    the first day of that month or year. ``merged_into`` points at the record that stays when
    two were the same person; no row moves. ``security_label`` labels the whole person.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    family = models.CharField(max_length=80)
    given = models.CharField(max_length=80, blank=True, help_text="All given names")
    preferred = models.CharField(max_length=80, blank=True, help_text="Called: Peg")
    prefix = models.CharField(max_length=20, blank=True, help_text="Mrs, Dr, Sister")
    suffix = models.CharField(max_length=20, blank=True)
    pronunciation = models.CharField(max_length=120, blank=True)
    family_folded = models.CharField(max_length=80, blank=True, db_collation="C")
    given_folded = models.CharField(max_length=80, blank=True, db_collation="C")
    birth_date = models.DateField(null=True, blank=True)
    birth_date_precision = models.CharField(
        max_length=5, choices=DatePrecision.choices(), default=DatePrecision.DAY
    )
    gender = models.CharField(max_length=8, choices=Gender.choices(), default=Gender.UNKNOWN)
    sex_at_birth = models.CharField(max_length=8, choices=Gender.choices(), blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    photo_blob = models.UUIDField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    languages = ArrayField(
        models.CharField(max_length=12),
        default=list,
        blank=True,
        help_text="BCP 47 tags, the best understood first",
    )
    needs_interpreter = models.BooleanField(default=False)
    marital_status = models.CharField(
        max_length=8,
        blank=True,
        db_comment="http://terminology.hl7.org/CodeSystem/v3-MaritalStatus",
    )
    faith = models.CharField(max_length=120, blank=True)
    culture = models.TextField(blank=True)
    what_matters = models.TextField(blank=True, help_text="What matters to me, in their words")
    what_works = models.TextField(
        blank=True, help_text="What works for me: read before helping"
    )
    life_story = models.TextField(blank=True)
    veteran = models.BooleanField(null=True, blank=True)
    preferred_carer = models.CharField(
        max_length=8, choices=CarerGender.choices(), blank=True, help_text="For washing"
    )
    customs_at_death = models.TextField(blank=True)

    code_status = models.CharField(
        max_length=12, choices=CodeStatus.choices(), default=CodeStatus.UNKNOWN
    )
    code_status_document = models.UUIDField(
        null=True, blank=True, db_comment="documents.Document that holds the signed order"
    )
    code_status_at = models.DateTimeField(null=True, blank=True)
    code_status_by = key_to("identity.Actor", optional=True)
    diet = ArrayField(
        models.CharField(max_length=24, choices=Diet.choices()), default=list, blank=True
    )
    diet_comment = models.CharField(max_length=240, blank=True)
    food_texture = models.CharField(max_length=4, choices=FoodTexture.choices(), blank=True)
    fluid_thickness = models.CharField(
        max_length=4, choices=FluidThickness.choices(), blank=True
    )
    mobility = models.CharField(max_length=20, choices=Mobility.choices(), blank=True)
    transfer = models.CharField(max_length=20, choices=Transfer.choices(), blank=True)

    usual_mind = models.CharField(max_length=20, choices=UsualMind.choices(), blank=True)

    ssn_encrypted = models.BinaryField(
        null=True, blank=True, db_comment="Keyring ciphertext, context residents.ssn"
    )
    ssn_index = models.CharField(
        max_length=64, blank=True, db_comment="HMAC of the nine digits, for exact search"
    )
    ssn_last4 = models.CharField(max_length=4, blank=True)

    deceased_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment="FHIR deceasedDateTime; the act of recording is a StayEvent",
    )

    person = models.ForeignKey(
        "tenancy.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person_linked_at = models.DateTimeField(null=True, blank=True)
    person_linked_by = key_to("identity.Actor", optional=True)
    person_consent = models.CharField(
        max_length=240, blank=True, help_text="Who agreed that communities share, and when"
    )
    merged_into = key_to("self", optional=True)
    security_label = models.CharField(
        max_length=12,
        default="normal",
        choices=[("normal", "Normal"), ("restricted", "Restricted"), ("part2", "Part 2")],
    )
    source_system = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(family=""), name="resident_has_family_name"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="resident_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True)
                | (
                    Q(person_linked_at__isnull=False)
                    & Q(person_linked_by__isnull=False)
                    & ~Q(person_consent="")
                ),
                name="resident_person_link_has_consent",
            ),
            models.CheckConstraint(
                condition=Q(ssn_encrypted__isnull=True, ssn_index="")
                | (Q(ssn_encrypted__isnull=False) & ~Q(ssn_index="")),
                name="resident_ssn_with_index",
            ),
            models.CheckConstraint(
                condition=Q(code_status__in=CodeStatus.codes()),
                name="resident_code_status_known",
            ),
            models.CheckConstraint(
                condition=Q(gender__in=Gender.codes()), name="resident_gender_known"
            ),
            models.CheckConstraint(
                condition=Q(birth_date_precision__in=DatePrecision.codes()),
                name="resident_birth_precision_known",
            ),
            models.CheckConstraint(
                condition=Q(security_label__in=["normal", "restricted", "part2"]),
                name="resident_label_known",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "family_folded", "given_folded"]),
            models.Index(fields=["facility", "birth_date"]),
            # Not unique: two records of one person are found by it, and merged by two people.
            models.Index(
                fields=["facility", "ssn_index"],
                condition=~Q(ssn_index=""),
                name="resident_ssn",
            ),
            models.Index(
                fields=["facility", "merged_into"],
                condition=Q(merged_into__isnull=False),
                name="resident_merged",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.preferred or self.given} {self.family}".strip()


@tracked
class ResidentName(AboutResident):
    """FHIR Patient.name beside the first: a maiden name, a nickname, the name in their own script."""

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    use = models.CharField(max_length=10, choices=NameUse.choices())
    family = models.CharField(max_length=80, blank=True)
    given = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(family="") | ~Q(given=""), name="residentname_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(use__in=NameUse.codes()), name="residentname_use_known"
            ),
        ]
        indexes = [models.Index(fields=["facility", "resident"])]


@tracked
class Identifier(AboutResident):
    """FHIR Patient.identifier: a number by which some system knows the resident.

    ``system`` is its URI. A private number keeps no ``value``: only its ciphertext and index.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    system = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True, db_collation="C")
    value_encrypted = models.BinaryField(
        null=True, blank=True, db_comment="Keyring ciphertext, context residents.identifier"
    )
    value_index = models.CharField(max_length=64, blank=True)
    type = models.CharField(
        max_length=10, choices=IdentifierType.choices(), default=IdentifierType.OTHER
    )
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Taken off the record")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "system", "value"],
                condition=~Q(value="") & Q(ended_at__isnull=True),
                name="identifier_value_once",
            ),
            models.UniqueConstraint(
                fields=["facility", "system", "value_index"],
                condition=~Q(value_index="") & Q(ended_at__isnull=True),
                name="identifier_private_value_once",
            ),
            models.CheckConstraint(
                condition=(~Q(value="") & Q(value_encrypted__isnull=True, value_index=""))
                | (Q(value="", value_encrypted__isnull=False) & ~Q(value_index="")),
                name="identifier_open_or_private",
            ),
        ]
        indexes = [models.Index(fields=["facility", "resident"])]


class ResidentTerm(AboutResident):
    """Hearth's own: a word by which search finds a resident; rewritten with every change of name.

    A btree by prefix, since pattern operators cannot use an index under row-level security.
    """

    kind = Kind.TRACE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    sort = models.CharField(max_length=8, choices=TermSort.choices())
    term = models.CharField(max_length=80, db_collation="C")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "resident", "sort", "term"], name="residentterm_once"
            )
        ]
        indexes = [models.Index(fields=["facility", "term", "sort"])]


@tracked
class Coverage(AboutResident):
    """FHIR Coverage: who pays, in which order, under which number."""

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    payer_kind = models.CharField(max_length=24, choices=PayerKind.choices())
    payer = models.CharField(max_length=160, blank=True)
    plan = models.CharField(max_length=160, blank=True)
    group = models.CharField(max_length=80, blank=True)
    member_number_encrypted = models.BinaryField(
        null=True, blank=True, db_comment="Keyring ciphertext, context residents.member_number"
    )
    member_number_index = models.CharField(max_length=64, blank=True)
    member_number_last4 = models.CharField(max_length=4, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(payer_kind__in=PayerKind.codes()), name="coverage_payer_known"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True)
                | Q(starts__isnull=True)
                | Q(ends__gte=F("starts")),
                name="coverage_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at__isnull=True)
                | (Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")),
                name="coverage_error_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["facility", "resident", "position"])]
