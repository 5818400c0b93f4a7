"""A roster as somebody keeps it: which columns, narrowed how, in which order."""

from django.db import models
from django.db.models import Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to
from hearth.platform.tenancy.models import InFacility


@tracked
class SavedList(InFacility):
    """Hearth's own: a list of residents as asked for, one person's or (``owner`` empty) everybody's.

    ``asked`` is {"columns": [codes], "filters": {code: [values]}, "sort": code}. It holds no
    resident: what it shows is read when it is opened, as far as its reader may.
    """

    kind = Kind.STATE
    retention = Retention.COMMUNITY

    owner = key_to("identity.Actor", optional=True)
    name = models.CharField(max_length=80)
    asked = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    saved_by = key_to("identity.Actor")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = key_to("identity.Actor", optional=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="savedlist_has_name"),
            models.UniqueConstraint(
                fields=["facility", "owner", "name"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="savedlist_name_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_by__isnull=False),
                name="savedlist_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name
