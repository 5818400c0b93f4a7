"""Staff, their duty, and the practitioners outside the house."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to, period, same
from hearth.platform.tenancy.models import InFacility

from .codes import DutyRole, DutyStatus, Employment, Specialty


@tracked
class StaffMember(InFacility):
    """FHIR Practitioner: one person who works in this community.

    ``actor`` is who they are when signed in; somebody without an account has none. The folded
    columns hold the names as ``kernel.folding`` writes them, for search by prefix.
    """

    kind = Kind.STATE
    retention = Retention.STAFF

    family = models.CharField(max_length=80)
    given = models.CharField(max_length=80, blank=True)
    preferred = models.CharField(max_length=80, blank=True)
    family_folded = models.CharField(max_length=80, blank=True, db_collation="C")
    given_folded = models.CharField(max_length=80, blank=True, db_collation="C")
    actor = key_to("identity.Actor", optional=True)
    staff_number = models.CharField(max_length=40, blank=True)
    employment = models.CharField(
        max_length=12, choices=Employment.choices(), default=Employment.OWN
    )
    job_title = models.CharField(max_length=120, blank=True)
    credentials = models.CharField(
        max_length=40, blank=True, help_text="As signed: RN, LPN, CNA"
    )
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    languages = ArrayField(
        models.CharField(max_length=12), default=list, blank=True, help_text="BCP 47 tags"
    )
    photo_blob = models.UUIDField(null=True, blank=True)
    active_from = models.DateField()
    active_to = models.DateField(null=True, blank=True, help_text="Last day of work")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "actor"],
                condition=Q(actor__isnull=False),
                name="staffmember_one_per_actor",
            ),
            models.UniqueConstraint(
                fields=["facility", "staff_number"],
                condition=~Q(staff_number=""),
                name="staffmember_number_once",
            ),
            models.CheckConstraint(condition=~Q(family=""), name="staffmember_has_name"),
            models.CheckConstraint(
                condition=Q(active_to__isnull=True) | Q(active_to__gte=F("active_from")),
                name="staffmember_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(employment__in=Employment.codes()),
                name="staffmember_employment_known",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "family_folded", "given_folded"]),
            models.Index(fields=["facility", "given_folded"]),
        ]

    def __str__(self) -> str:
        return f"{self.preferred or self.given} {self.family}".strip()


@tracked
class StaffRole(InFacility):
    """FHIR PractitionerRole: what a person is qualified and allowed to be on duty as.

    No ``neighborhood`` means the whole community. It grants no permission: memberships do.
    """

    kind = Kind.STATE
    retention = Retention.STAFF

    member = key_to(StaffMember)
    role = models.CharField(max_length=24, choices=DutyRole.choices())
    neighborhood = key_to("tenancy.Neighborhood", optional=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="Last day")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "member", "role", "neighborhood", "starts"],
                name="staffrole_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(role__in=DutyRole.codes()), name="staffrole_role_known"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="staffrole_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["facility", "role"])]


@tracked
class Shift(InFacility):
    """FHIR Schedule: the pattern of a shift, by wall time of the community.

    A shift that ends at or before its start ends on the next day. No ``neighborhood`` means
    the whole community.
    """

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    name = models.CharField(max_length=40)
    start = models.TimeField(help_text="Wall time in the community's zone")
    end = models.TimeField(help_text="Wall time in the community's zone")
    neighborhood = key_to("tenancy.Neighborhood", optional=True)
    position = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "neighborhood", "name"],
                condition=Q(closed_at__isnull=True),
                nulls_distinct=False,
                name="shift_name_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="shift_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class ShiftNeed(InFacility):
    """Hearth's own: how many people of a role a shift needs."""

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    shift = key_to(Shift)
    role = models.CharField(max_length=24, choices=DutyRole.choices())
    headcount = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "shift", "role"], name="shiftneed_role_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=DutyRole.codes()), name="shiftneed_role_known"
            ),
        ]


@tracked
class DutyPeriod(InFacility):
    """FHIR Slot: one person, in one role, from one instant to another.

    ``run`` is the assignment as it is called here ("2 East"). Nobody is on duty twice at once;
    a person who called off is free.
    """

    kind = Kind.STATE
    retention = Retention.STAFF

    member = key_to(StaffMember)
    role = models.CharField(max_length=24, choices=DutyRole.choices())
    shift = key_to(Shift, optional=True)
    neighborhood = key_to("tenancy.Neighborhood", optional=True)
    run = models.CharField(max_length=40, blank=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    status = models.CharField(
        max_length=10, choices=DutyStatus.choices(), default=DutyStatus.PLANNED
    )
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    absence_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="dutyperiod_one_at_a_time",
                index_type="GIST",
                expressions=[(same("member"), "&&"), (period(), "&&")],
                condition=~Q(status="absent"),
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="dutyperiod_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(role__in=DutyRole.codes()), name="dutyperiod_role_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=DutyStatus.codes()), name="dutyperiod_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="on") | Q(arrived_at__isnull=False),
                name="dutyperiod_on_has_arrival",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "starts", "ends"]),
            models.Index(fields=["facility", "member", "-starts"]),
        ]


@tracked
class OnCall(InFacility):
    """Hearth's own: whose turn it is to be called for a role. ``position`` 1 is called first."""

    kind = Kind.STATE
    retention = Retention.STAFF

    role = models.CharField(max_length=24, choices=DutyRole.choices())
    member = key_to(StaffMember)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    position = models.PositiveSmallIntegerField(default=1)
    phone = models.CharField(max_length=40, blank=True, help_text="When not the person's own")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = key_to("identity.Actor", optional=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "role", "position", "starts"],
                condition=Q(cancelled_at__isnull=True),
                name="oncall_turn_once",
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="oncall_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(role__in=DutyRole.codes()), name="oncall_role_known"
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1), name="oncall_position_from_one"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(cancelled_by__isnull=False),
                name="oncall_cancelled_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["facility", "starts", "ends"])]


@tracked
class OutsidePractitioner(InFacility):
    """FHIR Practitioner outside the house: physician, pharmacy, hospice nurse, therapist.

    ``npi`` is the US National Provider Identifier. ``actor`` when they sign in here.
    """

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    family = models.CharField(max_length=120, help_text="Or the name of a practice")
    given = models.CharField(max_length=80, blank=True)
    prefix = models.CharField(max_length=20, blank=True)
    credentials = models.CharField(max_length=40, blank=True)
    family_folded = models.CharField(max_length=120, blank=True, db_collation="C")
    specialty = models.CharField(
        max_length=24, choices=Specialty.choices(), default=Specialty.PRIMARY_CARE
    )
    npi = models.CharField(max_length=10, blank=True)
    organization = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    after_hours_phone = models.CharField(max_length=40, blank=True)
    fax = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=240, blank=True)
    comment = models.CharField(max_length=240, blank=True)
    actor = key_to("identity.Actor", optional=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "npi"],
                condition=~Q(npi=""),
                name="outsidepractitioner_npi_once",
            ),
            models.UniqueConstraint(
                fields=["facility", "actor"],
                condition=Q(actor__isnull=False),
                name="outsidepractitioner_one_per_actor",
            ),
            models.CheckConstraint(
                condition=~Q(family=""), name="outsidepractitioner_has_name"
            ),
            models.CheckConstraint(
                condition=Q(npi="") | Q(npi__regex=r"^[0-9]{10}$"),
                name="outsidepractitioner_npi_is_ten_digits",
            ),
        ]
        indexes = [models.Index(fields=["facility", "family_folded"])]

    def __str__(self) -> str:
        return " ".join(x for x in (self.prefix, self.given, self.family) if x)
