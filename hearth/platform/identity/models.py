"""Accounts, actors, memberships, devices. House tables: they are read before any scope exists."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hearth.kernel.ids import uuid7
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.models import Facility, InFacility

from .codes import AccessBasis, ActorKind, CodePurpose, EmergencyReason


class Actor(models.Model):
    """Hearth's own: who or what acts. Every ``by``, recorder and audit line names one."""

    table_kind = Kind.HOUSE
    retention = Retention.SECURITY

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=ActorKind.choices())
    label = models.CharField(max_length=160, help_text="The name as shown: J. Ortiz")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ActorKind.codes()), name="actor_kind_known"
            )
        ]

    def __str__(self) -> str:
        return self.label


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by its user name, whatever the capitals typed."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Hearth's own: a sign-in of one person. No e-mail is needed."""

    kind = Kind.HOUSE
    retention = Retention.SECURITY

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    actor = models.OneToOneField(Actor, on_delete=models.PROTECT, related_name="account")
    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    theme = models.CharField(
        max_length=8,
        blank=True,
        choices=[("", "Device"), ("light", "Light"), ("dark", "Dark"), ("night", "Night")],
    )
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    session_epoch = models.PositiveIntegerField(
        default=0, db_comment="Sessions of an older epoch are over: off-boarding raises it"
    )
    pin = models.CharField(
        max_length=160,
        blank=True,
        db_comment="Hash; opens floor rights on enrolled devices only",
    )
    last_facility = models.ForeignKey(
        Facility, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)
    second_step_asked_at = models.DateTimeField(
        null=True,
        blank=True,
        db_comment="When a second step was first asked for: the days of grace count from here",
    )

    memberships: "list[Membership] | None" = None
    """The roles that hold now, where they were read with the account (``account_with_roles``)."""

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(username__regex=r"^[a-z0-9][a-z0-9._-]*$"),
                name="account_username_plain",
            )
        ]

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.actor.label


class Membership(models.Model):
    """FHIR PractitionerRole, seen from the lock: one actor's role at one community.

    ``denied`` lists permissions taken away whatever any role grants: deny wins.
    """

    kind = Kind.HOUSE
    retention = Retention.SECURITY

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="memberships")
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    denied = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    neighborhoods = ArrayField(models.UUIDField(), default=list, blank=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(Actor, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "actor", "role"],
                condition=Q(ends__isnull=True),
                name="membership_role_once",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="membership_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["actor", "facility"], name="membership_of_actor")]

    def __str__(self) -> str:
        return f"{self.role} at {self.facility_id}"


class ResidentAccess(models.Model):
    """One resident opened to one actor whose role shows none: family, prescriber, surveyor.

    ``resident_id`` is a plain key (residents live above). ``categories`` are what may be seen.
    ``restricted``: the record is labelled so, and whoever opened it knew and may open it.
    """

    kind = Kind.HOUSE
    retention = Retention.SECURITY

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    resident_id = models.UUIDField()
    basis = models.CharField(max_length=10, choices=AccessBasis.choices())
    categories = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(Actor, null=True, on_delete=models.PROTECT, related_name="+")
    restricted = models.BooleanField(
        default=False, db_comment="A restricted record, opened knowingly for a survey"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(restricted=False)
                | Q(basis="sample", ends__isnull=False, granted_by__isnull=False),
                name="resident_access_restricted_is_sampled",
            ),
            models.UniqueConstraint(
                fields=["facility", "actor", "resident_id"],
                condition=Q(ends__isnull=True),
                name="resident_access_once",
            ),
            models.CheckConstraint(
                condition=Q(basis__in=AccessBasis.codes()), name="resident_access_basis_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} sees {self.resident_id}"


class AccessCode(models.Model):
    """A one-time code shown or printed: first sign-in, or a new password. Only its hash is kept."""

    kind = Kind.HOUSE
    retention = Retention.SHORT

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=8, choices=CodePurpose.choices())
    code_hash = models.CharField(max_length=160)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.purpose} code of {self.account_id}"


class SignIn(models.Model):
    """Hearth's own: one signed-in browser of one account, so that its owner can see and end it."""

    kind = Kind.HOUSE
    retention = Retention.SHORT

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=60, blank=True, help_text="Chrome on Android")
    by_pin = models.BooleanField(default=False)
    started_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-started_at"], name="signin_of_account")]

    def __str__(self) -> str:
        return self.browser or "a browser"


class Device(models.Model):
    """FHIR Device: an enrolled tablet or phone of one community."""

    kind = Kind.HOUSE
    retention = Retention.SECURITY

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    actor = models.OneToOneField(Actor, on_delete=models.PROTECT, related_name="device")
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    where = models.CharField(max_length=80, blank=True)
    key_hash = models.CharField(max_length=64, unique=True)
    enrolled_at = models.DateTimeField()
    enrolled_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    waiting = models.PositiveIntegerField(
        default=0, db_comment="Writes the device says it still holds"
    )
    waiting_since = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class PinFailure(models.Model):
    """Wrong PINs of one person on one device; five lock that person there."""

    kind = Kind.HOUSE
    retention = Retention.SHORT

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    count = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "account"], name="pin_failure_once")
        ]

    def __str__(self) -> str:
        return f"{self.count} wrong"


class EmergencyAccess(InFacility):
    """FHIR AuditEvent "emergency override": one resident, one actor, 60 minutes, a reason.

    Reviewed afterwards by somebody else. ``resident_id`` is a plain key.
    """

    kind = Kind.FACT
    retention = Retention.SECURITY
    resident_column = None
    changes_once = ("closed_at", "reviewed_at", "reviewed_by_id", "review")

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    resident_id = models.UUIDField()
    reason = models.CharField(max_length=12, choices=EmergencyReason.choices())
    explanation = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(
        null=True, blank=True, db_comment="Ended by the person before its time"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        Actor, null=True, on_delete=models.PROTECT, related_name="+"
    )
    review = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(explanation=""), name="emergency_access_says_why"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("actor")),
                name="emergency_access_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True)
                | Q(reviewed_by__isnull=False) & ~Q(review=""),
                name="emergency_access_review_says_what",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=EmergencyReason.codes()),
                name="emergency_access_reason_known",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "actor", "until"], name="emergency_access_open")
        ]

    def __str__(self) -> str:
        return f"{self.reason} until {self.until}"
