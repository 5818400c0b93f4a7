"""Whom to call about a resident, what they may decide, and what they may see."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident
from hearth.record.residents.codes import Authority, FamilyCategory, Relationship, TellBy


@tracked
class Contact(AboutResident):
    """FHIR RelatedPerson: family, friend or guardian of one resident.

    ``telecom`` is a list of FHIR ContactPoint: system, value, use, rank. ``tell_from`` and
    ``tell_until`` are wall times between which they wish to be told what can wait. ``may_see``
    lists FamilyCategory codes, granted by the resident or whoever decides for them.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    family = models.CharField(max_length=80, blank=True)
    given = models.CharField(max_length=80, blank=True)
    preferred = models.CharField(max_length=80, blank=True)
    organization = models.CharField(max_length=160, blank=True)
    family_folded = models.CharField(max_length=80, blank=True, db_collation="C")
    relationship = models.CharField(
        max_length=12, choices=Relationship.choices(), default=Relationship.OTHER
    )
    relationship_text = models.CharField(max_length=80, blank=True)
    telecom = models.JSONField(default=list, blank=True)
    address = models.CharField(max_length=240, blank=True)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    needs_interpreter = models.BooleanField(default=False)
    tell_by = models.CharField(max_length=8, choices=TellBy.choices(), default=TellBy.CALL)
    tell_from = models.TimeField(null=True, blank=True)
    tell_until = models.TimeField(null=True, blank=True)
    tell_comment = models.CharField(max_length=240, blank=True)
    may_see = ArrayField(
        models.CharField(max_length=16, choices=FamilyCategory.choices()),
        default=list,
        blank=True,
    )
    may_see_consent = models.CharField(
        max_length=240, blank=True, help_text="Who allowed it, and when"
    )
    position = models.PositiveSmallIntegerField(default=1, help_text="1 is called first")
    comment = models.CharField(max_length=240, blank=True)
    actor = key_to("identity.Actor", optional=True)
    source_system = models.CharField(max_length=200, blank=True)
    source_id = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)
    ended_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(family="") | ~Q(given="") | ~Q(organization=""),
                name="contact_has_name",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_by__isnull=False),
                name="contact_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(tell_by__in=TellBy.codes()), name="contact_tell_by_known"
            ),
            models.CheckConstraint(
                condition=Q(may_see__contained_by=FamilyCategory.codes()),
                name="contact_may_see_known",
            ),
            models.UniqueConstraint(
                fields=["facility", "resident", "actor"],
                condition=Q(actor__isnull=False) & Q(ended_at__isnull=True),
                name="contact_one_per_actor",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "resident", "position"]),
            models.Index(fields=["facility", "family_folded"]),
            models.Index(
                fields=["facility", "actor"],
                condition=Q(actor__isnull=False),
                name="contact_of_actor",
            ),
        ]

    def __str__(self) -> str:
        named = f"{self.preferred or self.given} {self.family}".strip()
        return named or self.organization


@tracked
class ContactAuthority(AboutResident):
    """Hearth's own (FHIR Consent.actor, RelatedPerson.relationship): what a contact may decide.

    Dates are local and inclusive. ``document`` is the id of the paper that proves it.
    ``position`` orders two people who hold the same authority: 1 is asked first.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    contact = key_to(Contact)
    authority = models.CharField(max_length=20, choices=Authority.choices())
    scope_text = models.CharField(max_length=240, blank=True, help_text="What it covers")
    position = models.PositiveSmallIntegerField(default=1)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    document = models.UUIDField(null=True, blank=True, db_comment="documents.Document")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = key_to("identity.Actor", optional=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)
    ended_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "contact", "authority"],
                condition=Q(ended_at__isnull=True),
                name="contactauthority_once",
            ),
            models.CheckConstraint(
                condition=Q(authority__in=Authority.codes()), name="contactauthority_known"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True)
                | Q(starts__isnull=True)
                | Q(ends__gte=F("starts")),
                name="contactauthority_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True)
                | (Q(ended_by__isnull=False) & ~Q(ended_reason="")),
                name="contactauthority_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True) | Q(verified_by__isnull=False),
                name="contactauthority_verified_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "resident", "authority"]),
            models.Index(
                fields=["facility", "ends"],
                condition=Q(ended_at__isnull=True, ends__isnull=False),
                name="contactauthority_expiring",
            ),
        ]
