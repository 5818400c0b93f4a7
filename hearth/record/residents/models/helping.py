"""Who helps with a resident of somebody else's run."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from hearth.platform.scope.history import tracked
from hearth.platform.scope.kinds import Kind, Retention
from hearth.platform.tenancy.columns import key_to, period, same
from hearth.platform.tenancy.models import AboutResident


@tracked
class Helping(AboutResident):
    """Hearth's own: somebody said, in one tap, that they help with this resident until their duty
    ends. It opens the resident's pages to them.
    """

    kind = Kind.STATE
    retention = Retention.RESIDENT

    resident = key_to("residents.Resident")
    member = key_to("staff.StaffMember")
    duty = key_to("staff.DutyPeriod")
    starts = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="helping_once",
                index_type="GIST",
                expressions=[
                    (same("resident"), "&&"),
                    (same("member"), "&&"),
                    (period(), "&&"),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="helping_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["facility", "resident", "-starts"])]
