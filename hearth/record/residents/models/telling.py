"""Whom to tell of what and when; who is kept away; what relatives agreed on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident
from hearth.record.residents.codes import (
    DeviationKind,
    RestrictionBasis,
    RestrictionKind,
    TellBy,
    TellEvent,
    TellWhen,
)

from .contact import Contact


@tracked
class ContactWish(AboutResident):
    """Hearth's own: what a contact wishes to be told of, when and by which way.

    ``way`` is empty where the contact's usual way holds. What nobody said is decided by
    ``rules.usual_when``.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    contact = key_to(Contact)
    event = models.CharField(max_length=16, choices=TellEvent.choices())
    tell_when = models.CharField(max_length=8, choices=TellWhen.choices())
    way = models.CharField(max_length=8, choices=TellBy.choices(), blank=True)
    said_at = models.DateTimeField()
    said_by = key_to("identity.Actor")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)

    class Meta:
        verbose_name_plural = "contact wishes"
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "contact", "event"],
                condition=Q(ended_at__isnull=True),
                name="contactwish_once",
            ),
            models.CheckConstraint(
                condition=Q(event__in=TellEvent.codes()), name="contactwish_event_known"
            ),
            models.CheckConstraint(
                condition=Q(tell_when__in=TellWhen.codes()), name="contactwish_when_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_by__isnull=False),
                name="contactwish_ended_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["facility", "resident"])]


@tracked
class Restriction(AboutResident):
    """Hearth's own (FHIR Consent, provision deny): somebody who is kept away, and from what.

    ``contact`` where they are on the list of contacts, and ``name`` in any case: by it they are
    known wherever it is typed. Dates are local and inclusive.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    contact = key_to(Contact, optional=True)
    name = models.CharField(max_length=160)
    relationship_text = models.CharField(max_length=80, blank=True)
    kinds = ArrayField(models.CharField(max_length=16, choices=RestrictionKind.choices()))
    basis = models.CharField(max_length=16, choices=RestrictionBasis.choices())
    basis_text = models.CharField(max_length=240, blank=True, help_text="Court, number, words")
    document = models.UUIDField(null=True, blank=True, db_comment="documents.Document")
    what_to_do = models.CharField(max_length=240, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    set_at = models.DateTimeField()
    set_by = key_to("identity.Actor")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)
    ended_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="restriction_has_name"),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=RestrictionKind.codes()) & Q(kinds__len__gt=0),
                name="restriction_says_what",
            ),
            models.CheckConstraint(
                condition=Q(basis__in=RestrictionBasis.codes()), name="restriction_basis_known"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="restriction_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True)
                | (Q(ended_by__isnull=False) & ~Q(ended_reason="")),
                name="restriction_ended_with_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["facility", "resident"],
                condition=Q(ended_at__isnull=True),
                name="restriction_open",
            ),
            models.Index(
                fields=["facility", "ends"],
                condition=Q(ended_at__isnull=True, ends__isnull=False),
                name="restriction_ending",
            ),
        ]


class RestrictionDeviation(AboutResident):
    """Hearth's own: what happened although a restriction stopped it, and why.

    ``because`` names the row it was recorded with, such as the signing out.
    """

    kind = Kind.FACT
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    restriction = key_to(Restriction)
    what = models.CharField(max_length=12, choices=DeviationKind.choices())
    reason = models.CharField(max_length=400)
    because_type = models.CharField(max_length=40, blank=True)
    because_id = models.UUIDField(null=True, blank=True)
    effective = models.DateTimeField()
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=DeviationKind.codes()),
                name="restrictiondeviation_what_known",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="restrictiondeviation_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(effective__lte=F("recorded")),
                name="restrictiondeviation_not_in_future",
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at__isnull=True)
                | (Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")),
                name="restrictiondeviation_error_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["facility", "resident", "-effective"])]


class Agreement(AboutResident):
    """Hearth's own: what relatives and the resident last agreed on, where they see it differently."""

    kind = Kind.FACT
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    about = models.CharField(max_length=160)
    text = models.TextField()
    agreed_by = models.CharField(max_length=240, help_text="Who agreed, by name")
    agreed_on = models.DateField()
    document = models.UUIDField(null=True, blank=True, db_comment="documents.Document")
    recorded = models.DateTimeField()
    recorder = key_to("identity.Actor")
    entered_in_error_at = models.DateTimeField(null=True, blank=True)
    entered_in_error_by = key_to("identity.Actor", optional=True)
    entered_in_error_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(about="") & ~Q(text="") & ~Q(agreed_by=""),
                name="agreement_says_what_and_who",
            ),
            models.CheckConstraint(
                condition=Q(entered_in_error_at__isnull=True)
                | (Q(entered_in_error_by__isnull=False) & ~Q(entered_in_error_reason="")),
                name="agreement_error_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["facility", "resident", "-agreed_on"])]
