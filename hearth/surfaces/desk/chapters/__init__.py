"""The chapters of one resident's chart, in their order: what each prints, and who may print it.

An area adds a chapter by a function that answers with sections of plain rows, and one line here.
``kind`` is the kind of row it prints; a community's settings say which kinds are no part of a
resident's record (``record_leaves_out``), and such a chapter is offered but not ticked.
Event reports, investigations and notes about staffing begin outside of the record. The hand-off
of a shift is about the house and is no chapter.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hearth.kernel.words import N_
from hearth.platform.content.settings import settings_for
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility

from . import events, people
from .reading import Reading, Row, Section


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: ``make`` reads the rows of a span of days; ``tables`` are where they lie."""

    key: str
    title: str
    permission: str
    make: Callable[[Reading], list[Section]]
    tables: tuple[str, ...] = ()
    kind: str = ""


CHAPTERS = (
    Chapter("face", N_("Face sheet"), "residents.view_face_sheet", people.face),
    Chapter(
        "contacts",
        N_("Contacts and care team"),
        "residents.view_contacts",
        people.contacts,
        ("residents.Contact", "residents.CareTeamMember"),
    ),
    Chapter(
        "directives",
        N_("Code status and directives"),
        "residents.view_health",
        people.directives,
        ("residents.AdvanceDirective",),
    ),
    Chapter(
        "health",
        N_("Allergies, conditions, level of care"),
        "residents.view_health",
        people.health,
        (
            "residents.AllergyIntolerance",
            "residents.Condition",
            "residents.Flag",
            "residents.LevelOfCare",
        ),
    ),
    Chapter(
        "residency",
        N_("Residency, and in and out"),
        "residents.view_census",
        events.residency,
        ("residents.StayEvent", "residents.Whereabouts"),
    ),
    Chapter(
        "measurements",
        N_("Measurements"),
        "observations.view_observations",
        events.measurements,
        ("observations.Observation",),
    ),
    Chapter("notes", N_("Notes"), "notes.view_notes", events.notes, ("notes.Note",)),
    Chapter(
        "tasks",
        N_("Tasks done and not done"),
        "tasks.view_task",
        events.tasks,
        ("tasks.Task",),
        kind="tasks",
    ),
    Chapter(
        "watches",
        N_("Watches and their checks"),
        "tasks.view_watch",
        events.watches,
        ("tasks.Watch", "tasks.WatchEntry"),
        kind="watch-entries",
    ),
    Chapter(
        "calls",
        N_("Calls and messages"),
        "notes.view_contacts_made",
        events.contacts_made,
        ("notes.ContactMade",),
        kind="contacts-made",
    ),
    Chapter(
        "documents",
        N_("List of documents"),
        "documents.view_documents",
        events.documents,
        ("documents.Document",),
        kind="documents",
    ),
    Chapter(
        "events",
        N_("Event reports"),
        "incidents.view_incidents",
        events.event_reports,
        ("incidents.Incident",),
        kind="event-reports",
    ),
)


def offered(scope: Scope) -> list[Chapter]:
    """The chapters this reader may print."""
    return [one for one in CHAPTERS if scope.may(one.permission)]


def part_of_record(facility: Facility) -> frozenset[str]:
    """The keys of the chapters that are part of a resident's record in this community."""
    without = settings_for(facility).record_leaves_out
    return frozenset(one.key for one in CHAPTERS if one.kind not in without)


def chosen(keys: list[str], scope: Scope) -> list[Chapter]:
    """These chapters in their order, as far as this reader may print them."""
    return [one for one in offered(scope) if one.key in keys]


__all__ = [
    "CHAPTERS",
    "Chapter",
    "Reading",
    "Row",
    "Section",
    "chosen",
    "offered",
    "part_of_record",
]
