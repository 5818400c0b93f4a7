"""Visits of surveyors: whom they sampled, what they opened, what they asked for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet

from hearth.kernel.folding import folded
from hearth.platform.audit import queries as audit
from hearth.platform.identity import queries as people
from hearth.platform.scope import Scope
from hearth.record.documents.models import SurveyRequest, SurveySample, SurveyVisit
from hearth.record.residents import queries as residents


def visits(scope: Scope) -> QuerySet[SurveyVisit]:
    """Every visit, the latest first."""
    found = SurveyVisit.objects.filter(facility_id__in=scope.facilities)
    return found.select_related("actor", "opened_by", "ended_by").order_by("-starts", "-id")


def running_visits(scope: Scope, now: datetime) -> QuerySet[SurveyVisit]:
    """The visits that are going on."""
    return visits(scope).filter(ended_at__isnull=True, starts__lte=now, ends__gt=now)


def visit_past_end(scope: Scope, now: datetime) -> QuerySet[SurveyVisit]:
    """Visits whose time is over and that nobody has closed yet."""
    return visits(scope).filter(ended_at__isnull=True, ends__lte=now)


def own_visit(scope: Scope) -> SurveyVisit | None:
    """The visit of whoever asks, if they are a surveyor's account."""
    return visits(scope).filter(actor_id=scope.actor_id).first()


def locked_visit(scope: Scope, pk: Any) -> SurveyVisit:
    """The row itself, locked for whoever changes it now."""
    rows = SurveyVisit.objects.select_for_update(of=("self",))
    return rows.get(facility_id__in=scope.facilities, pk=pk)


def sampled_in(scope: Scope, visit: SurveyVisit) -> QuerySet[SurveySample]:
    """Whose records the surveyor may open, or could until they were taken off."""
    found = SurveySample.objects.filter(facility_id__in=scope.facilities, visit=visit)
    return found.select_related("resident", "added_by").order_by("added_at", "id")


def sample_of(scope: Scope, visit: SurveyVisit, resident_id: UUID) -> SurveySample | None:
    """The row that holds this resident in the sample now."""
    rows = sampled_in(scope, visit).filter(resident_id=resident_id, removed_at__isnull=True)
    return rows.first()


def open_to_visitor(scope: Scope, visit: SurveyVisit) -> int:
    """How many residents' records are open to the visitor now, also such as the reader may not see."""
    return people.residents_open_to(scope, visit.actor).count()


def asked_in(scope: Scope, visit: SurveyVisit) -> QuerySet[SurveyRequest]:
    """What was asked for, in its order; what was written down by mistake too."""
    found = SurveyRequest.objects.filter(facility_id__in=scope.facilities, visit=visit)
    return found.select_related("recorder").order_by("asked_at", "id")


def locked_request(scope: Scope, pk: Any) -> SurveyRequest:
    """The row itself, locked for whoever changes it now."""
    rows = SurveyRequest.objects.select_for_update(of=("self",))
    return rows.get(facility_id__in=scope.facilities, pk=pk)


@dataclass(frozen=True, slots=True)
class Opened:
    """One page a surveyor opened: which, about whom, how often, when first and last."""

    action: str
    resident_id: UUID | None
    times: int
    first: datetime
    last: datetime


def opened_in(scope: Scope, visit: SurveyVisit, until: datetime) -> list[Opened]:
    """What the surveyor opened, out of the trail, the latest first."""
    rows = audit.events(scope, since=visit.opened_at, until=until).filter(
        actor_id=visit.actor_id, outcome="success"
    )
    found = rows.order_by().values("action", "resident_id")
    found = found.annotate(times=Count("id"), first=Min("recorded"), last=Max("recorded"))
    return [Opened(**row) for row in found.order_by("-last")]


@dataclass(frozen=True, slots=True)
class NotFound:
    """A room or name that means nobody here, or ``several``: how to call each of them."""

    text: str
    several: tuple[str, ...] = ()


class Finder:
    """Who lives here, by the room or the name a hand writes on a sample list."""

    def __init__(self, scope: Scope, now: datetime) -> None:
        census = residents.census(scope, now)
        here = (*census.in_house, *census.hospital, *census.away)
        self.standings = sorted(here, key=lambda s: (s.label, s.resident.family_folded))
        self.known: dict[str, list[residents.Standing]] = {}
        for one in self.standings:
            who = one.resident
            called = {one.label, f"{who.given} {who.family}", f"{who.family}, {who.given}"}
            called |= {who.family, self.name_of(one), _room(one)}
            for name in {folded(name) for name in called if name.strip()}:
                self.known.setdefault(name, []).append(one)

    @staticmethod
    def name_of(one: residents.Standing) -> str:
        """The room and the name: what the list offers and always finds one person."""
        who = f"{one.resident.given} {one.resident.family}".strip()
        return f"{one.label} {who}".strip()

    def offered(self) -> list[tuple[str, bool]]:
        """What can be written, and whether that record is restricted."""
        return [
            (self.name_of(one), one.resident.security_label != "normal")
            for one in self.standings
        ]

    def find(self, text: str) -> tuple[list[Any], list[NotFound]]:
        """The residents meant, each once and in the order written; and what means nobody."""
        found: dict[UUID, Any] = {}
        wrong: list[NotFound] = []
        for part in _parts(text):
            rows = self.known.get(folded(part), [])
            if len(rows) == 1:
                found.setdefault(rows[0].resident.pk, rows[0].resident)
            else:
                wrong.append(NotFound(part, tuple(self.name_of(one) for one in rows[:4])))
        return list(found.values()), wrong


def _parts(text: str) -> list[str]:
    lines = text.replace(";", "\n").replace(",", "\n").splitlines()
    return [part.strip() for part in lines if part.strip()]


def _room(one: residents.Standing) -> str:
    """The number on the door: a place in it is called by a letter more (214 B)."""
    return one.label.split()[0] if one.label else ""
