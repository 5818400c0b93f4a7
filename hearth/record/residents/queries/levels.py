"""Which level of care does somebody have, had, and is to have?"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet
from django.db.models.functions import JSONObject

from hearth.platform.scope import Scope
from hearth.record.residents import rules
from hearth.record.residents.models import LevelOfCare, Resident

from .people import record_ids


LEVELS = "levels-of-care"
"""The content kind of the community's own list."""


def levels(scope: Scope) -> QuerySet[LevelOfCare]:
    """Every level that was set, the latest first; what was entered in error is left out."""
    return every_level(scope).filter(entered_in_error_at__isnull=True)


def every_level(scope: Scope) -> QuerySet[LevelOfCare]:
    """The same with those entered in error, which stay to be seen."""
    found = LevelOfCare.objects.filter(facility_id__in=scope.facilities)
    found = found.select_related("resident", "recorder", "entered_in_error_by")
    return found.order_by("-starts", "-recorded", "-id")


def levels_of(scope: Scope, resident: Resident) -> QuerySet[LevelOfCare]:
    """The history of one resident, the latest first, with what was entered in error."""
    return every_level(scope).filter(resident_id__in=record_ids(scope, resident))


def level_now(scope: Scope, resident: Resident, day: date) -> rules.LevelNow:
    """The level of one resident on a local day, and the next. One statement."""
    rows = levels(scope).filter(resident_id__in=record_ids(scope, resident))
    found = rows.order_by().values_list("level", "starts")
    return rules.level_among((rules.LevelMark(*row) for row in found), day)


def level_marks(scope: Scope, ids: Iterable[UUID]) -> ArraySubquery:
    """For a row of whatever is read of one person: their levels, so that none is asked for alone.

    ``ids`` are the records of that person.
    """
    rows = levels(scope).select_related(None).order_by().filter(resident_id__in=list(ids))
    return ArraySubquery(rows.values(mark=JSONObject(level="level", starts="starts")))
