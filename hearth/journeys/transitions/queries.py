"""What happens now that somebody is out or back, and who is out of the house?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language

from hearth.platform.content.settings import settings_for
from hearth.platform.content.terms import in_language
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.record.residents import queries as residents
from hearth.record.residents import rules
from hearth.record.residents.models import PlannedAbsence, Resident
from hearth.record.residents.queries import Census, Standing, WayOut
from hearth.record.residents.rules import Ask, Question
from hearth.record.tasks import queries as worklist
from hearth.record.tasks.codes import ChecklistStatus
from hearth.record.tasks.models import Checklist, Task, Watch


CAUSE = "Whereabouts"
RETURN, SHORT = "return", "return-short"
LISTS = (RETURN, SHORT)
WATCH = "back-from-hospital"
ASKED = tuple(str(ask) for ask in Ask)


@dataclass(frozen=True, slots=True)
class Board:
    """Out and back for a whole community at an instant."""

    census: Census
    out: tuple[WayOut, ...]
    next: tuple[PlannedAbsence, ...]
    returning: tuple[tuple[Standing, WayOut | None], ...]


def board(scope: Scope, now: datetime, until: datetime) -> Board:
    """Who is out now, who goes out next until then, and who is returning. About ten statements."""
    census = residents.census(scope, now)
    latest = [s.whereabouts for s in census.returning if s.whereabouts is not None]
    backs = residents.last_ways_out(scope, latest)
    ahead = residents.planned_between(scope, now - timedelta(hours=12), until)
    return Board(
        census,
        tuple(residents.open_ways_out(scope)),
        tuple(one for one in ahead if one.ends > now),
        tuple((s, backs.get(s.resident.pk)) for s in census.returning),
    )


def places_of(
    scope: Scope, census: Census, absences: Iterable[Any], now: datetime
) -> dict[UUID, str]:
    """The place of everybody on the board, as said aloud."""
    found = {
        s.resident.pk: s.label
        for s in (*census.in_house, *census.hospital, *census.away, *census.moving_in)
    }
    if more := {one.resident_id for one in absences} - found.keys():
        held = residents.places_held(scope, more, now)
        found |= {key: row.place.label for key, row in held.items()}
    return found


def question_of(scope: Scope, way: WayOut, facility: Facility) -> Question | None:
    """When somebody asks for a resident who is out, by the settings of the community."""
    kept = settings_for(facility)
    return rules.question_about(
        way.out_for,
        left=way.left.effective,
        expected_back=way.last.expected_back,
        grace=timedelta(minutes=kept.not_back_grace_minutes),
        call_er_after=timedelta(hours=kept.call_er_after_hours),
    )


def to_ask(scope: Scope, facility: Facility, now: datetime) -> list[tuple[WayOut, Question]]:
    """Who should be asked for by now and is not yet: neither is the question open, nor was it
    answered since they were expected. Three statements.
    """
    found = []
    for way in residents.open_ways_out(scope):
        question = question_of(scope, way, facility)
        if question is not None and question.at <= now:
            found.append((way, question))
    asked = _asked(scope, [way.left.pk for way, _question in found])
    return [(way, q) for way, q in found if not _is_asked(asked.get(way.left.pk, ()), q)]


def open_questions(scope: Scope, way_out_id: UUID) -> list[Task]:
    """The open questions about somebody who is, or was, out."""
    found = worklist.open_of_cause(scope, f"{CAUSE}/{way_out_id}")
    return [task for task in found if task.slot in ASKED]


def tasks_of(scope: Scope, causes: Iterable[UUID]) -> list[Task]:
    """Every task made for these rows of the whereabouts, whatever became of it."""
    found = Task.objects.filter(
        facility_id__in=scope.facilities, cause_type=CAUSE, cause_id__in=list(causes)
    )
    return list(found.exclude(status="entered-in-error").order_by("due", "id"))


def what_happens_now(scope: Scope, resident: Resident, way: WayOut | None) -> list[Task]:
    """What is to be done because somebody is out or has come back, the earliest due first."""
    if way is None:
        return []
    rows = [way.left, *way.steps, *way.backs]
    lists = [one.pk for one in lists_of_return(scope, resident)]
    open_ = worklist.tasks(scope).filter(
        Q(cause_type=CAUSE, cause_id__in=[row.pk for row in rows])
        | Q(cause_type="Checklist", cause_id__in=lists),
        resident_id=resident.pk,
        status__in=worklist.LIVE_CODES,
    )
    return list(open_.order_by("due", "id"))


# The list of a return


def lists_of_return(scope: Scope, resident: Resident) -> list[Checklist]:
    """The lists of a return that run: the whole one, or the short one."""
    return [
        one
        for one in worklist.checklists_of(scope, resident)
        if one.key in LISTS and one.status == ChecklistStatus.RUNNING
    ]


def list_begun_for(scope: Scope, resident: Resident, key: str, way_out_id: UUID) -> bool:
    """Whether the list of this return was begun already, whatever became of it."""
    return any(
        one.key == key and one.because_id == way_out_id
        for one in worklist.checklists_of(scope, resident)
    )


def watch_of_return(scope: Scope, resident: Resident) -> Watch | None:
    """The watch for coming back from hospital that runs."""
    running = worklist.watches_now(scope, [resident.pk]).get(resident.pk, [])
    return next((one for one in running if one.reason == WATCH), None)


def what_holds(scope: Scope, resident: Resident) -> list[str]:
    """What is still missing before a resident who is returning lives here again, in words."""
    language = get_language() or "en"
    return [
        in_language(dict(item.title), language)
        for item in worklist.held_by(scope, resident, RETURN)
    ]


def _asked(scope: Scope, keys: list[UUID]) -> dict[UUID, list[Task]]:
    found: dict[UUID, list[Task]] = {}
    for task in tasks_of(scope, keys) if keys else ():
        if task.slot in ASKED and task.cause_id is not None:
            found.setdefault(task.cause_id, []).append(task)
    return found


def _is_asked(tasks: Iterable[Task], question: Question) -> bool:
    return any(t.status in worklist.LIVE_CODES or t.due >= question.at for t in tasks)
