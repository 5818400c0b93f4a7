"""How the desk's pages read."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.wording import ago_text, clock_text
from hearth.record.residents import rules as resident_rules
from hearth.record.residents.codes import (
    Authority,
    CodeStatus,
    FlagCode,
    FoodTexture,
    Mobility,
    OutFor,
    Relationship,
    StayStatus,
    Transfer,
)
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks.codes import Outcome, OutcomeReason, Urgency
from hearth.surfaces.desk import queries


def address(name: str, *args: Any) -> str:
    """The address of a page, or nothing where that page is not there: no dead links."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def who(resident: Any, place: str, facility: Facility) -> parts.Who:
    """One resident in a list: place, name, what they like to be called."""
    return parts.Who(
        name=f"{resident.given} {resident.family}".strip(),
        place=place,
        preferred=resident.preferred,
        url=address("desk:resident", facility.slug, resident.pk),
    )


def task_title(task: Any) -> str:
    """What is to be done, in the reader's language."""
    text = _(task.title)
    return text.format(**task.title_values) if task.title_values else text


def task_row(
    need: queries.Need, places: dict[UUID, str], scope: Scope, facility: Facility, now: datetime
) -> parts.TaskRow:
    """One line of NEEDS YOU, with what this reader may do about it."""
    task = need.task
    late = now > task.late
    why = _(Urgency.label_of(task.urgency))
    if need.behind:
        why += " · " + ngettext("{n} more", "{n} more", need.behind).format(n=need.behind)
    resident = task.resident
    return parts.TaskRow(
        pk=task.pk,
        what=task_title(task),
        when=_when(task, now, facility),
        who=who(resident, places.get(resident.pk, ""), facility) if resident else None,
        why=why,
        state="late" if late else "claimed" if task.owner_staff_id else "due",
        level=parts.EMERGENCY if task.urgency == "safety" and late else "",
        due=task.due,
        owner=str(task.owner_staff)
        if task.owner_staff_id
        else _(DutyRole.label_of(task.owner_role)),
        url=address("tasks:task", facility.slug, task.pk),
        actions=_actions(task, scope, facility),
    )


def _when(task: Any, now: datetime, facility: Facility) -> str:
    if now > task.due:
        minutes = int((now - task.due).total_seconds() // 60)
        if minutes < 120:
            return _("late {minutes} min").format(minutes=minutes)
        return _("late {hours} h").format(hours=minutes // 60)
    return _("due {time}").format(time=clock_text(task.due, facility))


def _actions(task: Any, scope: Scope, facility: Facility) -> tuple[parts.Action, ...]:
    wanted = (
        ("tasks.complete_task", "tasks:complete_task", _("Do it")),
        ("tasks.hand_task", "tasks:hand_task", _("Hand to")),
    )
    found = []
    for permission, name, label in wanted:
        url = address(name, facility.slug, task.pk)
        if url and scope.may(permission):
            found.append(parts.Action(label=label, url=url, about=task_title(task)))
    return tuple(found)


def answer(count: int, late: int) -> str:
    """The sentence Today opens with."""
    if not count:
        return _("Nothing needs you now")
    said = ngettext("{n} thing needs you", "{n} things need you", count).format(n=count)
    if late:
        said += "; " + ngettext("{n} is late", "{n} are late", late).format(n=late)
    return said


def census_stats(census: queries.Census) -> parts.Stats:
    """The census strip."""
    items = [parts.Stat(value=len(census.in_house), label=_("in house"))]
    for value, label in (
        (len(census.hospital), _("in hospital")),
        (len(census.away), _("away")),
        (len(census.moving_in), _("moving in")),
        (census.applicants, _("applying")),
    ):
        if value:
            items.append(parts.Stat(value=value, label=label))
    return parts.Stats(items=tuple(items), label=_("Census"))


def now_strip(
    out: list[Any],
    late: int,
    duty: list[queries.Duty],
    places: dict[UUID, str],
    facility: Facility,
    now: datetime,
) -> parts.NowStrip:
    """What is open this minute."""
    items = []
    overdue = [
        w for w in out if (w.expected_back and w.expected_back < now) or w.code == "unaccounted"
    ]
    for one in overdue:
        name = f"{places.get(one.resident_id, '')} {one.resident.given} {one.resident.family}".strip()
        since = clock_text(one.expected_back, facility) if one.expected_back else ""
        text = (
            _("Not accounted for")
            if one.code == "unaccounted"
            else _("Not back by {time}").format(time=since)
        )
        level = parts.EMERGENCY if one.code == "unaccounted" else parts.URGENT
        items.append(
            parts.NowItem(
                text=text,
                level=level,
                detail=name,
                url=address("desk:resident", facility.slug, one.resident_id),
            )
        )
    waiting = len(out) - len(overdue)
    if waiting:
        items.append(
            parts.NowItem(text=ngettext("{n} out", "{n} out", waiting).format(n=waiting))
        )
    if late:
        said = ngettext("{n} task late", "{n} tasks late", late).format(n=late)
        items.append(
            parts.NowItem(
                text=said, level=parts.URGENT, url=address("tasks:worklist", facility.slug)
            )
        )
    short = [d for d in duty if len(d.here) < d.wanted]
    for one in short:
        missing = one.wanted - len(one.here)
        said = _("{n} short: {role}").format(n=missing, role=_(DutyRole.label_of(one.role)))
        items.append(parts.NowItem(text=said, level=parts.URGENT))
    return parts.NowStrip(items=tuple(items), quiet=_("Nobody is overdue, nothing is late."))


def day_items(rows: list[tuple[datetime, str, int, int]]) -> list[parts.DayItem]:
    """The day's plan by the clock."""
    return [
        parts.DayItem(
            at=due,
            what=_(title),
            done=done if total > 2 else None,
            total=total if total > 2 else None,
        )
        for due, title, done, total in rows
        if total > 2
    ][:24]


def duty_facts(duty: list[queries.Duty]) -> parts.Facts:
    """Who is on duty against who is needed."""
    items = []
    for one in duty:
        count = f"{len(one.here)} / {one.wanted}" if one.wanted else str(len(one.here))
        level = parts.URGENT if len(one.here) < one.wanted else ""
        items.append(
            parts.Fact(
                label=_(DutyRole.label_of(one.role)),
                value=count,
                note=", ".join(one.here),
                level=level,
            )
        )
    return parts.Facts(items=tuple(items), dense=True)


def changes(
    tasks: list[Any], places: dict[UUID, str], facility: Facility
) -> list[parts.Change]:
    """CHANGED: one line per resident, what was refused or not done."""
    by: dict[UUID, list[Any]] = {}
    for task in tasks:
        if task.resident_id:
            by.setdefault(task.resident_id, []).append(task)
    found = []
    for resident_id, rows in by.items():
        said = [f"{task_title(t)}: {_(Outcome.label_of(t.outcome)).lower()}" for t in rows[:3]]
        found.append(
            parts.Change(
                pk=resident_id,
                who=who(rows[0].resident, places.get(resident_id, ""), facility),
                text=" · ".join(said),
            )
        )
    return sorted(found, key=lambda c: -len(c.text))[:20]


def banner(chart: queries.Chart, facility: Facility, today: date) -> parts.Banner:
    """Who the page is about."""
    one = chart.line.resident
    if chart.allergies:
        allergies = ", ".join(a.text for a in chart.allergies)
    else:
        allergies = _("None recorded")
    code = _(CodeStatus.label_of(one.code_status)) if one.code_status else ""
    warnings = (
        parts.Fact(
            label=_("Allergies"), value=allergies, level=parts.URGENT if chart.allergies else ""
        ),
        parts.Fact(label=_("Code status"), value=code),
    )
    more = (
        parts.Fact(
            label=_("Moves"), value=_(Mobility.label_of(one.mobility)) if one.mobility else ""
        ),
        parts.Fact(
            label=_("Transfer"),
            value=_(Transfer.label_of(one.transfer)) if one.transfer else "",
        ),
        parts.Fact(
            label=_("Food"),
            value=_(FoodTexture.label_of(one.food_texture)) if one.food_texture else "",
        ),
        parts.Fact(
            label=_("Risks"), value=", ".join(_(FlagCode.label_of(f.code)) for f in chart.flags)
        ),
    )
    status = {
        "hospital": "hospital",
        "away": "away",
        "moved-out": "moved-out",
        "deceased": "deceased",
    }
    return parts.Banner(
        family=one.family,
        given=one.given,
        title=one.prefix,
        preferred=one.preferred,
        pronunciation=one.pronunciation,
        born=one.birth_date,
        age=_age(one, today),
        place=chart.line.place,
        status=status.get(chart.line.status, ""),
        status_text=_(StayStatus.label_of(chart.line.status))
        if chart.line.status
        else _("No residency"),
        warnings=warnings,
        more=more,
        url=address("desk:resident", facility.slug, one.pk),
    )


def _age(one: Any, today: date) -> str:
    if one.birth_date is None:
        return ""
    years, certain = resident_rules.age_on(one.birth_date, today, one.birth_date_precision)
    return str(years) if certain else _("about {years}").format(years=years)


def contact_facts(chart: queries.Chart) -> parts.Facts:
    """Whom to call, in order, with what they may decide."""
    items = []
    for contact in chart.contacts:
        rights = [_(Authority.label_of(a)) for a in chart.authorities.get(contact.pk, [])]
        phones = [t.get("value", "") for t in contact.telecom if t.get("system") == "phone"]
        name = f"{contact.given} {contact.family}".strip() or contact.organization
        items.append(
            parts.Fact(
                label=_(Relationship.label_of(contact.relationship)),
                value=name,
                note=" · ".join([*phones[:2], *rights]),
            )
        )
    return parts.Facts(items=tuple(items))


def timeline(chart: queries.Chart, facility: Facility) -> parts.Timeline:
    """What happened in the last 72 hours, by day."""
    days: dict[date, list[parts.TimelineEntry]] = {}
    for task in chart.done_tasks:
        local = task.effective.astimezone(facility.zone).date()
        said = _(Outcome.label_of(task.outcome))
        if task.outcome_reason:
            said += " · " + _(OutcomeReason.label_of(task.outcome_reason))
        days.setdefault(local, []).append(
            parts.TimelineEntry(
                at=task.effective,
                title=task_title(task),
                text=said,
                icon="check",
                level=parts.DONE if task.outcome == "done" else parts.URGENT,
                recorded=task.recorded
                if task.recorded - task.effective > timedelta(minutes=15)
                else None,
                pk=task.pk,
            )
        )
    return parts.Timeline(
        days=tuple(
            parts.TimelineDay(d, tuple(e)) for d, e in sorted(days.items(), reverse=True)
        )
    )


def out_text(out: Any, facility: Facility, now: datetime) -> str:
    """Where somebody is who is not in the house."""
    if out is None:
        return ""
    said = _(OutFor.label_of(out.out_for)) if out.out_for else _("Out")
    said += ", " + ago_text(out.effective, now)
    if out.expected_back:
        said += " · " + _("expected back {time}").format(
            time=clock_text(out.expected_back, facility)
        )
    return said


def resident_table(
    lines: list[queries.ResidentLine], facility: Facility, now: datetime
) -> parts.Table:
    """Everybody who lives here, by name."""
    rows = []
    for line in lines:
        status = parts.Chip(_(StayStatus.label_of(line.status)), parts.NEUTRAL)
        rows.append(
            parts.Line(
                id=f"resident-{line.resident.pk}",
                cells=(
                    parts.Cell(who=who(line.resident, line.place, facility), head=True),
                    parts.Cell(chip=None if line.status == "lives-here" else status),
                    parts.Cell(text=out_text(line.out, facility, now)),
                    parts.Cell(text=_(CodeStatus.label_of(line.resident.code_status))),
                ),
            )
        )
    columns = (
        parts.Column(_("Resident")),
        parts.Column(_("Residency"), minor=True),
        parts.Column(_("Whereabouts")),
        parts.Column(_("Code status"), minor=True),
    )
    empty = parts.State(
        "empty", _("Nobody lives here yet"), _("Import residents, or add the first one.")
    )
    return parts.Table(_("Residents"), columns, tuple(rows), empty=empty)


def resident_links(scope: Scope, facility: Facility, one: Any) -> tuple[parts.Action, ...]:
    """What one would do next for this resident; only pages that exist and this reader may open."""
    wanted = (
        ("notes.write_note", "notes:write_note", _("Write a note"), "note", "primary"),
        ("notes.view_notes", "notes:notes", _("Notes"), "file", "plain"),
        ("residents.sign_out", "residents:sign_out", _("Sign out"), "door", "plain"),
        ("residents.move_in", "residents:move_in", _("Move in"), "door", "plain"),
        (
            "observations.view_observations",
            "observations:observations",
            _("Measurements"),
            "heart",
            "plain",
        ),
        ("documents.view_documents", "documents:documents", _("Documents"), "file", "plain"),
        (
            "residents.view_face_sheet",
            "desk:print_face_sheet",
            _("Face sheet"),
            "printer",
            "plain",
        ),
    )
    found = []
    for permission, name, label, icon, style in wanted:
        url = address(name, facility.slug, one.pk)
        if url and scope.may(permission):
            found.append(parts.Action(label=label, url=url, icon=icon, style=style))
    return tuple(found)


def doors(scope: Scope, facility: Facility) -> tuple[parts.Action, ...]:
    """The doors behind More."""
    wanted = (
        ("floor.view_shift", "floor:shift", _("Shift list")),
        ("tasks.view_tasks", "tasks:worklist", _("Tasks")),
        ("notes.view_handoff", "notes:handoff", _("Hand-off")),
        ("documents.import_file", "interop:import_file", _("Import")),
        ("office.view_office", "office:view_office", _("Office")),
        ("identity.view_people", "office:view_people", _("People")),
        ("audit.view_audit", "office:view_audit", _("Who looked")),
        ("content.view_definitions", "content:definitions", _("Settings")),
        ("notify.view_notices", "notify:notices", _("Notices")),
    )
    found = []
    for permission, name, label in wanted:
        url = address(name, facility.slug)
        if url and scope.may(permission):
            found.append(parts.Action(label=label, url=url, style="plain"))
    return tuple(found)
