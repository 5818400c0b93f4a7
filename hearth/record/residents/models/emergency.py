"""Whom to call before the ambulance, and the one page that goes with it."""

from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import AboutResident

from .health import CareTeamMember


@tracked
class CallFirst(AboutResident):
    """Hearth's own: whom to call first, in words: "Hospice before 911". 1 is read first."""

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    text = models.CharField(max_length=160)
    unless = models.CharField(max_length=240, blank=True, help_text="When it does not hold")
    team_member = key_to(CareTeamMember, optional=True)
    phone = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    said_at = models.DateTimeField()
    said_by = key_to("identity.Actor")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)
    ended_reason = models.CharField(max_length=240, blank=True)

    class Meta:
        verbose_name_plural = "call-first rules"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="callfirst_has_text"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True)
                | (Q(ended_by__isnull=False) & ~Q(ended_reason="")),
                name="callfirst_ended_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["facility", "resident", "position"])]


@tracked
class EmsPage(AboutResident):
    """Hearth's own: the page that was made for an ambulance crew, and who may still open it.

    ``code_hash`` is the SHA-256 of the secret in the code a crew scans; the secret itself is kept
    nowhere. What the page says is read when it is opened, never copied here.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    reason = models.CharField(max_length=240)
    last_well_at = models.DateTimeField(null=True, blank=True)
    last_well_by = models.CharField(max_length=160, blank=True)
    made_at = models.DateTimeField()
    made_by = key_to("identity.Actor")
    to_desk = models.BooleanField(default=False)
    printed_at = models.DateTimeField(null=True, blank=True)
    printed_by = key_to("identity.Actor", optional=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    code_by = key_to("identity.Actor", optional=True)
    opened_count = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="The code opens no more")
    ended_by = key_to("identity.Actor", optional=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="emspage_has_reason"),
            models.CheckConstraint(
                condition=Q(last_well_at__isnull=True) | Q(last_well_at__lte=F("made_at")),
                name="emspage_last_well_not_in_future",
            ),
            models.CheckConstraint(
                condition=Q(code_hash="") | Q(code_until__isnull=False, code_by__isnull=False),
                name="emspage_code_ends",
            ),
            models.CheckConstraint(
                condition=Q(printed_at__isnull=True) | Q(printed_by__isnull=False),
                name="emspage_printed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_by__isnull=False),
                name="emspage_ended_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["facility", "code_hash"],
                condition=~Q(code_hash=""),
                name="emspage_code_once",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "-made_at"]),
            models.Index(fields=["facility", "resident", "-made_at"]),
        ]
