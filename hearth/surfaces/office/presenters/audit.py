"""The audit trail in words: who, as what, when, and what was opened or done."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from hearth.kernel import clock
from hearth.kernel.words import N_
from hearth.platform.audit.models import AuditEvent
from hearth.platform.identity.requests import Request
from hearth.platform.identity.words import verb_words
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.parts import (
    URGENT,
    Cell,
    Chip,
    Choice,
    Column,
    Filter,
    FilterBar,
    Line,
    State,
    Table,
)

from .people import roles_text


# What the commonest lines say; any other is told by its own name.
ACTS = {
    "residents.view_resident": N_("Opened the resident's page"),
    "desk.view_resident": N_("Opened the resident's page"),
    "desk.resident": N_("Opened the resident's page"),
    "residents.view_face_sheet": N_("Opened the face sheet"),
    "desk.face_sheet": N_("Opened the face sheet"),
    "notes.view_notes": N_("Read the notes"),
    "notes.view_note": N_("Read a note"),
    "notes.write_note": N_("Wrote a note"),
    "notes.correct_note": N_("Corrected a note"),
    "observations.view_observations": N_("Read the measurements"),
    "observations.record_observation": N_("Recorded a measurement"),
    "documents.view_documents": N_("Looked at the list of documents"),
    "documents.download_document": N_("Opened a document"),
    "tasks.view_task": N_("Opened a task"),
    "tasks.complete_task": N_("Completed a task"),
    "desk.today": N_("Saw the resident on Today"),
    "desk.view_today": N_("Saw the resident on Today"),
    "floor.view_shift": N_("Saw the resident on the shift list"),
    "desk.residents": N_("Saw the resident in the list of residents"),
    "desk.view_timeline": N_("Read the timeline"),
    "documents.expiring_documents": N_("Saw what runs out"),
    "documents.view_document": N_("Opened a document"),
    "floor.shift": N_("Saw the resident on the shift list"),
    "notes.handoff": N_("Read the hand-off"),
    "residents.about": N_("Read who the resident is"),
    "residents.census": N_("Saw the resident in rooms and places"),
    "residents.contacts": N_("Read the contacts"),
    "residents.coverage": N_("Read who pays"),
    "residents.health": N_("Read health"),
    "residents.life": N_("Read life and what matters"),
    "residents.merges": N_("Saw the resident among merges"),
    "residents.private_numbers": N_("Opened the private numbers"),
    "residents.residency": N_("Read the residency"),
    "residents.whereabouts": N_("Read comings and goings"),
    "tasks.series": N_("Saw the resident in what comes again"),
    "tasks.worklist": N_("Saw the resident in the tasks"),
    "ui.view_kept": N_("Saw what was kept from a device"),
    "identity.open_emergency_access": N_("Opened emergency access"),
    "identity.close_emergency_access": N_("Ended emergency access"),
    "identity.review_emergency_access": N_("Reviewed emergency access"),
}

PURPOSES = {
    "treatment": N_("Care"),
    "operations": N_("Running the community"),
    "emergency": N_("Emergency access"),
    "review": N_("Review"),
    "own": N_("Their own, or opened to them"),
    "process": N_("Hearth itself"),
}

PERIODS = (
    ("week", N_("Last 7 days")),
    ("month", N_("This month")),
    ("last-month", N_("Last month")),
    ("quarter", N_("Last 90 days")),
    ("year", N_("Last 12 months")),
)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of the community's days: from the first instant to before the last."""

    code: str
    label: str
    since: datetime
    until: datetime


def act_words(action: str) -> str:
    """An action's code as a sentence; one nobody has worded says its own name."""
    if action in ACTS:
        return _(ACTS[action])
    return verb_words(action)


def purpose_words(purpose: str) -> str:
    """Why it was open to them."""
    return _(PURPOSES[purpose]) if purpose in PURPOSES else purpose


def period_of(code: str, facility: Facility) -> Period:
    """The span a preset means today, on the community's calendar; an unknown one is last month."""
    today = facility.today()
    tomorrow = today + timedelta(days=1)
    this_month = today.replace(day=1)
    spans = {
        "week": (today - timedelta(days=6), tomorrow),
        "month": (this_month, tomorrow),
        "last-month": ((this_month - timedelta(days=1)).replace(day=1), this_month),
        "quarter": (today - timedelta(days=89), tomorrow),
        "year": (today - timedelta(days=364), tomorrow),
    }
    code = code if code in spans else "last-month"
    first, end = (datetime.combine(day, time(), facility.zone) for day in spans[code])
    return Period(
        code, _(dict(PERIODS)[code]), first, min(end, clock.now() + timedelta(minutes=1))
    )


SORTS = {
    "when": "recorded",
    "who": "actor_label",
    "what": "action",
    "why": "purpose",
}


def order_of(sort: str) -> list[str]:
    """The columns to order by, from the address; by time, the newest first, for anything else."""
    name = sort.removeprefix("-")
    if name not in SORTS or sort == "-when":
        return ["-recorded", "-pk"]
    minus = "-" if sort.startswith("-") else ""
    return [minus + SORTS[name], "-recorded", "-pk"]


def looks_table(
    request: Request, rows: list[AuditEvent], roles: dict[UUID, tuple[str, ...]], sort: str
) -> Table:
    """Who looked: each line with who, their roles, when, what and why."""

    def column(code: str, label: str, *, minor: bool = False) -> Column:
        chosen = request.GET.copy()
        chosen.pop("page", None)
        chosen["sort"] = f"-{code}" if sort == code else code
        now = {code: "ascending", f"-{code}": "descending"}.get(sort, "")
        return Column(label, sort_url="?" + chosen.urlencode(), sorted=now, minor=minor)

    return Table(
        caption=_("Who opened this resident's pages"),
        columns=(
            column("when", _("When")),
            column("who", _("Who")),
            column("what", _("What")),
            column("why", _("Why it was open to them")),
        ),
        rows=tuple(_line(row, roles) for row in rows),
        empty=State("empty", _("Nobody in this period"), _("Choose a longer period above.")),
    )


def _line(row: AuditEvent, roles: dict[UUID, tuple[str, ...]]) -> Line:
    held = roles_text(roles.get(row.actor_id, ())) if row.actor_id else ""
    emergency = row.purpose == "emergency"
    why = (
        Cell(chip=Chip(_("Emergency access"), URGENT))
        if emergency
        else Cell(purpose_words(row.purpose))
    )
    name = getattr(row, "actor_label", "") or _("Somebody unknown")
    return Line(
        id=f"look-{row.pk}",
        level=URGENT if emergency else "",
        cells=(
            Cell(at=row.recorded),
            Cell(name, note=held, head=True),
            Cell(act_words(row.action), note="" if row.outcome == "success" else _("Refused")),
            why,
        ),
    )


def look_filters(
    get: QueryDict,
    period: Period,
    people: list[tuple[UUID, str]],
    person: UUID | None,
    *,
    writes: bool,
) -> FilterBar:
    """Period, who, and whether acts count beside looks: links, all visible."""

    def url(**changes: str) -> str:
        chosen = get.copy()
        chosen.pop("page", None)
        for name, value in changes.items():
            if value:
                chosen[name] = value
            else:
                chosen.pop(name, None)
        return "?" + chosen.urlencode()

    everybody = Choice(_("Everybody"), url(person=""), current=person is None)
    return FilterBar(
        filters=(
            Filter(
                _("Period"),
                tuple(
                    Choice(_(label), url(period=code), current=code == period.code)
                    for code, label in PERIODS
                ),
            ),
            Filter(
                _("Show"),
                (
                    Choice(_("Looks only"), url(writes=""), current=not writes),
                    Choice(_("Looks and acts"), url(writes="1"), current=writes),
                ),
            ),
            Filter(
                _("Person"),
                (
                    everybody,
                    *(
                        Choice(label, url(person=str(pk)), current=pk == person)
                        for pk, label in people
                    ),
                ),
            ),
        )
    )
