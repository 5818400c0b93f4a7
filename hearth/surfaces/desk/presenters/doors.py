"""Lists and doors: everybody who lives here, what a search found, what else there is."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.kernel.words import N_
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.platform.ui.wording import clock_text
from hearth.record.residents.codes import CodeStatus, StayStatus
from hearth.record.residents.presenters.restrictions import stop_chip
from hearth.record.residents.queries import Census, FoundBy, Standing
from hearth.record.tasks.presenters import who
from hearth.surfaces.desk import queries
from hearth.surfaces.desk.presenters.common import clipped, out_text, titled
from hearth.surfaces.desk.presenters.today import people_of


def shown(census: Census, status: str) -> list[Standing]:
    """The people a filter of the list lets through, by name."""
    groups = {
        "in-house": census.in_house,
        "out": (*census.unaccounted, *census.out),
        "hospital": census.hospital,
        "away": census.away,
        "moving-in": census.moving_in,
        "moving-out": census.moving_out,
        "applicant": census.applicants,
    }
    everybody = tuple(people_of(census))
    found = groups.get(status, everybody)
    return sorted(found, key=lambda s: (s.resident.family_folded, s.resident.given_folded))


def resident_filters(census: Census, status: str, facility: Facility) -> parts.FilterBar:
    """In house, in hospital, away, out now, on the way in: with their numbers."""
    base = address("desk:residents", facility.slug)
    words = (
        ("", _("All")),
        ("in-house", _("In house")),
        ("out", _("Out now")),
        ("hospital", _("In hospital")),
        ("away", _("Away")),
        ("moving-in", _("Moving in")),
        ("moving-out", _("Moving out")),
        ("applicant", _("Applying")),
    )
    choices = tuple(
        parts.Choice(
            label=label,
            url=f"{base}?status={code}" if code else base,
            current=code == status,
            count=len(shown(census, code)),
        )
        for code, label in words
    )
    return parts.FilterBar(filters=(parts.Filter(label=_("Residency"), choices=choices),))


def resident_table(
    people: list[Standing], facility: Facility, now: datetime, *, safety: bool
) -> parts.Table:
    """Residents by name: where they live, where they are, and their code status."""
    rows = [_resident_line(one, facility, now, safety=safety) for one in people]
    columns = [
        parts.Column(_("Resident")),
        parts.Column(_("Residency"), minor=True),
        parts.Column(_("Whereabouts")),
    ]
    if safety:
        columns.append(parts.Column(_("Code status"), minor=True))
    empty = parts.State(
        "empty", _("Nobody here"), _("Residents you import or add will appear in this list.")
    )
    return parts.Table(_("Residents"), tuple(columns), tuple(rows), empty=empty)


def _resident_line(
    one: Standing, facility: Facility, now: datetime, *, safety: bool
) -> parts.Line:
    status = one.stay.status if one.stay else ""
    chip = parts.Chip(_(StayStatus.label_of(status)), parts.NEUTRAL) if status else None
    out = one.whereabouts if one.whereabouts and one.whereabouts.code != "in" else None
    cells = [
        parts.Cell(who=who(one.resident, one.label, facility), head=True),
        parts.Cell(chip=None if status == "lives-here" else chip),
        parts.Cell(text=out_text(out, facility, now)),
    ]
    if safety:
        cells.append(parts.Cell(text=_(CodeStatus.label_of(one.resident.code_status))))
    return parts.Line(id=f"resident-{one.resident.pk}", cells=tuple(cells))


def results(found: queries.Found, text: str, scope: Scope, facility: Facility) -> parts.Results:
    """What a search found, by what it is; pages that fit the words come last."""
    slug = facility.slug
    residents = [
        parts.Found(
            title=_full(r.resident),
            url=address("desk:resident", slug, r.resident.pk),
            text="" if r.by == FoundBy.NAME else _(FoundBy.label_of(r.by)),
            place=r.standing.label,
            icon="user",
        )
        for r in found.residents
    ]
    tasks = [
        parts.Found(
            title=titled(t.title, t.title_values),
            url=address("tasks:task", slug, t.pk),
            text=_("due {time}").format(time=clock_text(t.due, facility)),
            place=_full(t.resident),
            icon="list-check",
        )
        for t in found.tasks
    ]
    notes = [
        parts.Found(
            title=clipped(n.text),
            url=address("notes:note", slug, n.pk),
            place=_full(n.resident) if n.resident else "",
            icon="note",
        )
        for n in found.notes
    ]
    documents = [
        parts.Found(
            title=d.title,
            url=address("documents:view_document", slug, d.pk),
            place=_full(d.resident),
            icon="file",
        )
        for d in found.documents
    ]
    staff = [
        parts.Found(
            title=str(m),
            url=address("staff:member", slug, m.pk),
            text=m.job_title,
            icon="id-badge",
        )
        for m in found.staff
    ]
    contacts = [
        parts.Found(
            title=one.name,
            url=address("residents:contacts", slug, one.resident.pk),
            text=str(stop_chip(one.stop).text) if one.stop else "",
            place=_full(one.resident),
            icon="phone",
        )
        for one in found.contacts
    ]
    groups = (
        (_("Residents"), residents),
        (_("Contacts"), contacts),
        (_("Open tasks"), tasks),
        (_("Notes"), notes),
        (_("Documents"), documents),
        (_("Staff"), staff),
        (_("Pages"), _pages(text, scope, facility)),
    )
    return parts.Results(
        query=text,
        groups=tuple(
            parts.FoundGroup(label, tuple(_reachable(items))) for label, items in groups
        ),
    )


def _reachable(items: list[parts.Found]) -> list[parts.Found]:
    return [one for one in items if one.url]


def _pages(text: str, scope: Scope, facility: Facility) -> list[parts.Found]:
    """Doors whose name begins with, or holds a word that begins with, what was typed."""
    typed = text.casefold()
    if len(typed) < 2:
        return []
    return [
        parts.Found(title=one.label, url=one.url, icon=one.icon or "arrow-right")
        for one in doors(scope, facility)
        if any(
            w.startswith(typed) for w in [one.label.casefold(), *one.label.casefold().split()]
        )
    ]


def _full(resident: Any) -> str:
    return f"{resident.given} {resident.family}".strip()


# The doors behind More: permission, address, words, icon.
DOORS = (
    ("desk.view_today", "desk:today", N_("Today"), "today"),
    ("floor.view_shift", "floor:shift", N_("Shift list"), "check"),
    ("residents.view_residents", "desk:residents", N_("Residents"), "users"),
    ("desk.view_roster", "desk:roster", N_("Roster"), "clipboard-list"),
    ("residents.add_resident", "residents:add_resident", N_("Add a resident"), "user-plus"),
    ("residents.view_census", "residents:census", N_("Rooms and places"), "building"),
    ("residents.view_whereabouts", "transitions:ways_out", N_("Out and back"), "door"),
    (
        "residents.confirm_merge",
        "residents:merges",
        N_("Two records of one person"),
        "users-group",
    ),
    ("tasks.view_tasks", "tasks:worklist", N_("Tasks"), "list-check"),
    ("tasks.view_watches", "tasks:view_watches", N_("On watch"), "eye"),
    ("tasks.view_checklists", "tasks:view_checklists", N_("Lists of steps"), "clipboard-list"),
    ("tasks.view_series", "tasks:view_series", N_("What repeats"), "repeat"),
    ("notes.view_notes", "notes:house_notes", N_("Notes"), "notes"),
    (
        "incidents.view_incidents",
        "incidents:incidents",
        N_("Events"),
        "report",
    ),
    ("notes.view_handoff", "notes:handoff", N_("Hand-off"), "arrows-exchange"),
    ("documents.view_documents", "documents:house_documents", N_("Documents"), "file"),
    ("staff.view_sheet", "rostering:sheet", N_("Assignment sheet"), "clipboard-list"),
    ("staff.view_duty", "staff:duty_board", N_("Who is on duty"), "clock"),
    (
        "residents.view_ems_page",
        "desk:ems_pages",
        N_("Pages for an ambulance"),
        "printer",
    ),
    ("desk.view_on_call", "desk:view_on_call", N_("On call"), "phone"),
    ("staff.check_in", "staff:check_in", N_("I am here, I am leaving"), "login"),
    ("rostering.view_open_shifts", "rostering:open_shifts", N_("Open shifts"), "clock"),
    ("rostering.view_agency_passes", "rostering:agency_passes", N_("Agency"), "id-badge"),
    ("staff.view_staff", "staff:staff", N_("Staff"), "id-badge"),
    ("staff.view_qualifications", "staff:qualifications", N_("Qualifications"), "id-badge"),
    ("documents.view_imports", "interop:imports", N_("Import"), "table-import"),
    (
        "documents.view_survey_visits",
        "documents:survey_visits",
        N_("Surveyors"),
        "clipboard-list",
    ),
    ("office.view_office", "office:view_office", N_("Office"), "briefcase"),
    ("identity.view_people", "office:view_people", N_("People and sign-ins"), "key"),
    ("audit.view_audit", "office:view_audit", N_("Who looked"), "eye"),
    (
        "content.view_definitions",
        "content:view_definitions",
        N_("Settings and lists"),
        "settings",
    ),
    ("notify.view_notices", "notify:notices", N_("Notices"), "bell"),
)


def doors(scope: Scope, facility: Facility) -> tuple[parts.Action, ...]:
    """Every other page this person may open, and only those that are there."""
    found = []
    for permission, name, label, icon in DOORS:
        url = address(name, facility.slug)
        if url and scope.may(permission):
            found.append(parts.Action(label=_(label), url=url, icon=icon, style="quiet"))
    return tuple(found)


def count_words(count: int, status: str) -> str:
    """The sentence the list of residents opens with."""
    if status == "out":
        return ngettext("{n} resident is out", "{n} residents are out", count).format(n=count)
    return ngettext("{n} resident", "{n} residents", count).format(n=count)


def found_words(results: parts.Results, text: str) -> str:
    """The sentence search opens with."""
    count = sum(len(group.items) for group in results.groups)
    if count:
        return ngettext("{n} thing found", "{n} things found", count).format(n=count)
    return _("Nothing found") if text else _("Find anything")


def adding(scope: Scope, facility: Facility) -> tuple[parts.Action, ...]:
    """Everybody in one table; and how residents come onto the list, by hand or from elsewhere."""
    wanted = (
        ("desk.view_roster", "desk:roster", _("Roster"), "clipboard-list"),
        ("residents.add_resident", "residents:add_resident", _("Add a resident"), "plus"),
        ("documents.import_file", "interop:import_file", _("Import"), "table-import"),
    )
    found = []
    for permission, name, label, icon in wanted:
        url = address(name, facility.slug)
        if url and scope.may(permission):
            found.append(parts.Action(label=label, url=url, icon=icon, style="quiet"))
    return tuple(found)
