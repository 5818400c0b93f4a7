"""Notices and each attempt to send them."""

from django.db import models
from django.db.models import Q

from hearth.kernel import clock
from hearth.platform.identity.models import Actor
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.models import InFacility

from .codes import Channel, State


class Notification(InFacility):
    """FHIR Communication: one person is to be told one thing, one way.

    ``code`` names the words (see ``notices``), ``values`` fills them in: the sentence is made
    where it is read. ``to_actor`` signs in here; ``to_reference`` ("Contact/uuid") does not.
    ``address`` is where an e-mail or text goes. ``cause`` makes telling twice harmless.
    """

    kind = Kind.TRACE
    retention = Retention.COMMUNITY

    code = models.CharField(max_length=80)
    values = models.JSONField(default=dict)
    to_actor = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    to_reference = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=160, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices())
    state = models.CharField(max_length=16, choices=State.choices())
    urgent = models.BooleanField(default=False)
    link = models.CharField(max_length=200, blank=True)
    cause = models.CharField(max_length=120, blank=True)
    noted_by = models.ForeignKey(
        Actor, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_actor__isnull=False) | ~Q(to_reference=""),
                name="notification_has_receiver",
            ),
            models.CheckConstraint(
                condition=~Q(channel="in-app") | Q(to_actor__isnull=False),
                name="notification_in_app_has_actor",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.codes(), state__in=State.codes()),
                name="notification_words_known",
            ),
            models.UniqueConstraint(
                fields=["facility", "cause", "code", "channel", "to_actor", "to_reference"],
                condition=~Q(cause=""),
                nulls_distinct=False,
                name="notification_once_per_cause",
            ),
        ]
        indexes = [
            models.Index(
                fields=["facility", "to_actor"],
                condition=Q(channel="in-app", read_at__isnull=True),
                name="notification_unread",
            ),
            models.Index(
                fields=["facility", "to_actor", "-recorded"], name="notification_of_actor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.channel}"


class Attempt(InFacility):
    """Hearth's own: one try to hand a notice on, and what came back, as a code."""

    kind = Kind.TRACE
    retention = Retention.SHORT

    notification = models.ForeignKey(
        Notification, on_delete=models.CASCADE, related_name="attempts"
    )
    at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=16, choices=State.choices())
    detail = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%Y-%m-%d}"
