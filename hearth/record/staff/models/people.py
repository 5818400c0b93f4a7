"""Who works here, and as what."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import InFacility
from hearth.record.staff.codes import DutyRole, Employment


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
