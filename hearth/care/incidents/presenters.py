"""How events read: the list, one event with who was told, and the words of the pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hearth.care.incidents import permissions
from hearth.care.incidents.codes import (
    REPORT,
    REVIEW,
    TELL,
    Body,
    Done,
    Injury,
    Say,
    SeenBy,
    Situation,
    Struck,
    Surroundings,
    Thinner,
    Where,
)
from hearth.care.incidents.queries import Reach
from hearth.care.incidents.rules import IncidentType
from hearth.kernel.words import N_
from hearth.platform.content.terms import in_language
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.links import address
from hearth.platform.ui.parts import (
    DONE,
    EMERGENCY,
    NEUTRAL,
    ROUTINE,
    URGENT,
    Action,
    Cell,
    Chip,
    Choice,
    Column,
    Fact,
    Facts,
    Filter,
    FilterBar,
    Line,
    Menu,
    Notice,
    State,
    Table,
    Who,
)
from hearth.platform.ui.wording import moment_text
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks.codes import LIVE
from hearth.record.tasks.codes import TELL as TELL_KIND
from hearth.record.tasks.presenters import owner_text, task_title


Types = Mapping[str, IncidentType]


@dataclass(frozen=True, slots=True)
class Pick:
    """One choice as a large button."""

    tag: SafeString
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """One who must be told: who they are, by when or since when, and how they are reached."""

    pk: UUID
    who: str
    about: str
    level: str
    said: str
    by: str
    actions: tuple[Action, ...] = ()


def title_of(row: Any) -> str:
    """What befell them, in the reader's language, by the name it had when it was recorded."""
    return in_language(row.words, get_language() or "en")


def picks(bound: Any) -> list[Pick]:
    """The choices of a field as large buttons."""
    return [Pick(one.tag, one.choice_label) for one in bound]


def type_asks(types: Types) -> dict[str, str]:
    """Which questions each type asks besides, for the page to leave the others out."""
    return {code: " ".join(sorted(kind.asks)) for code, kind in types.items()}


def thinner_notice(thinner: Thinner, text: str) -> Notice | None:
    """What must be known before a word is written."""
    if thinner is not Thinner.YES:
        return None
    return Notice(
        text=_("If the head hit something: call 911 and the nurse first, then write."),
        title=_("Takes a blood thinner"),
        level=URGENT,
    )


def answer(name: str, tasks: Iterable[Any], *, in_error: bool, now: datetime) -> str:
    """The sentence the page of an event opens with."""
    if in_error:
        return _("Entered in error")
    open_tells = [t for t in tasks if t.code == TELL and _is_open(t)]
    late = sum(1 for t in open_tells if t.due < now)
    if not open_tells:
        return _("Everybody who must be told of {name} was told").format(name=name)
    said = ngettext(
        "{n} still to be told about {name}",
        "{n} still to be told about {name}",
        len(open_tells),
    ).format(n=len(open_tells), name=name)
    if late:
        said += "; " + ngettext("{n} is late", "{n} are late", late).format(n=late)
    return said


def say_notice(row: Any, phones: Sequence[str]) -> Notice | None:
    """What stands in red; once it was done, it says so, quietly."""
    if not row.say or row.entered_in_error_at:
        return None
    say, done = Say(row.say), set(row.done)
    wanted = {Say.CALL_911: Done.CALLED_911, Say.NURSE_NOW: Done.TOLD_NURSE}[say]
    if wanted in done:
        return Notice(text=_(wanted.label), title=_("Done at once"), level=DONE)
    calls = [Action(_("Call 911"), "tel:911", style="emergency", icon="phone")]
    if say is Say.NURSE_NOW:
        calls = []
    calls += [
        Action(_("Call the nurse"), f"tel:{phone}", style="plain", icon="phone")
        for phone in phones[:1]
    ]
    return Notice(text=_why_red(row), title=_(say.label), level=EMERGENCY, actions=tuple(calls))


def _why_red(row: Any) -> str:
    """The answers that made it red."""
    said = []
    if row.injury in {Injury.MAJOR, Injury.DEATH}:
        said.append(_(Injury.label_of(row.injury)))
    if row.head_struck == Struck.YES:
        said.append(_("Head struck"))
    if row.head_struck == Struck.UNKNOWN:
        said.append(_("Not known whether the head was struck"))
    if row.thinner == Thinner.YES:
        said.append(_("Takes a blood thinner"))
    return " · ".join(said)


def told_rows(
    request: Any,
    incident: Any,
    tasks: Sequence[Any],
    reach: Mapping[str, Reach],
    now: datetime,
) -> list[ToldRow]:
    """Who must be told, those still to tell first; who was told stays below."""
    facility = request.facility
    rows = [
        _told_row(request, task, reach.get(task.slot, Reach()), facility, now)
        for task in tasks
        if task.code == TELL
    ]
    open_ids = {t.pk for t in tasks if _is_open(t)}
    found = sorted(rows, key=lambda row: row.pk not in open_ids)
    if Done.TOLD_NURSE in incident.done:
        found.append(
            ToldRow(
                pk=incident.pk,
                who=_("The nurse"),
                about="",
                level=DONE,
                said=_("Told {time}").format(time=moment_text(incident.recorded, facility)),
                by=str(incident.performer or incident.recorder),
            )
        )
    return found


def _told_row(
    request: Any, task: Any, reach: Reach, facility: Facility, now: datetime
) -> ToldRow:
    who = task.title_values.get("who") or reach.name
    role = task.slot.partition("/")[2] if task.slot.startswith("Role/") else ""
    about = _(reach.about) if reach.about else ""
    if role in DutyRole.codes():
        who, about = _(DutyRole.label_of(role)), reach.name
    level, said, by = _how_told(task, facility, now)
    return ToldRow(
        pk=task.pk,
        who=who or task_title(task),
        about=about or task.instructions,
        level=level,
        said=said,
        by=by,
        actions=_tell_actions(request, task, reach) if _is_open(task) else (),
    )


def _how_told(task: Any, facility: Facility, now: datetime) -> tuple[str, str, str]:
    """The shape, the words and the person of one line."""
    if _is_open(task):
        due = moment_text(task.due, facility)
        if task.due < now:
            return URGENT, _("Not told. Late: by {time}").format(time=due), owner_text(task)
        if task.opens > now:
            after = moment_text(task.opens, facility)
            return (
                NEUTRAL,
                _("Wishes to be told from {time}, by {due}").format(time=after, due=due),
                owner_text(task),
            )
        return ROUTINE, _("Tell by {time}").format(time=due), owner_text(task)
    if task.outcome == "done":
        told = moment_text(task.effective or task.recorded, facility)
        by = str(task.performer or task.performer_text or task.recorder or "")
        return DONE, _("Told {time}").format(time=told), by
    if task.status == "cancelled":
        return NEUTRAL, _("Called off"), str(task.cancelled_by or "")
    return NEUTRAL, _("Not told: {why}").format(why=task.outcome_text or ""), ""


def _tell_actions(request: Any, task: Any, reach: Reach) -> tuple[Action, ...]:
    found = [
        Action(phone, f"tel:{_dialled(phone)}", style="plain", icon="phone", about=reach.name)
        for phone in reach.phones
    ]
    slug, may = request.facility.slug, request.scope.may
    url = address(TELL_KIND.url_name, slug, task.pk) if may("notes.record_telling") else ""
    if url:
        found.append(
            Action(_("Say who was reached"), url, style="quiet", about=task_title(task))
        )
    return tuple(found)


def _dialled(phone: str) -> str:
    return "".join(c for c in phone if c.isdigit() or c == "+")


def _is_open(task: Any) -> bool:
    return task.status in {str(s) for s in LIVE}


def facts(request: Any, row: Any) -> Facts:
    """What was recorded, as it was recorded; a medicine by name only for readers of health."""
    facility = request.facility
    named = request.scope.may("residents.view_health")
    when = moment_text(row.happened_at, facility) if row.happened_at else _("Nobody knows when")
    items = [
        Fact(_("What happened"), title_of(row)),
        Fact(_("When"), when),
        Fact(_("Found"), moment_text(row.found_at, facility)),
    ]
    if row.last_seen:
        items.append(Fact(_("Last seen well"), moment_text(row.last_seen, facility)))
    place = row.place.label if row.place else ""
    items += [
        Fact(
            _("Where"),
            " · ".join(x for x in (_(Where.label_of(row.where)), place, row.where_text) if x),
        ),
        Fact(
            _("Who saw it"),
            " · ".join(x for x in (_(SeenBy.label_of(row.seen_by)), row.seen_by_text) if x),
        ),
        Fact(
            _("Hurt"),
            " · ".join(x for x in (_(Injury.label_of(row.injury)), row.injury_text) if x),
        ),
    ]
    if row.head_struck:
        items.append(Fact(_("Head hit something"), _(Struck.label_of(row.head_struck))))
    items.append(
        Fact(
            _("Blood thinner then"),
            _(Thinner.label_of(row.thinner)),
            note=row.thinner_text if named else "",
        )
    )
    items.append(
        Fact(_("Done"), ", ".join(_(Done.label_of(d)) for d in row.done) or _("Nothing said"))
    )
    if row.text:
        items.append(Fact(_("In words"), row.text))
    by = str(row.performer or row.performer_text or row.recorder)
    written = moment_text(row.recorded, facility)
    items.append(Fact(_("Found by"), by))
    items.append(
        Fact(
            _("Written"),
            _("{time}, {who}").format(time=written, who=row.recorder),
            note=_("Corrected: {reason}").format(reason=row.correction_reason)
            if row.corrects_id
            else "",
        )
    )
    return Facts(items=tuple(items))


NEXT = (
    ("residents.view_ems_page", "desk:ems_page", N_("EMS page"), "printer"),
    (
        "residents.leave_for_hospital",
        "transitions:leave_for_hospital",
        N_("Sent out with EMS"),
        "ambulance",
    ),
    (
        "observations.record_observation",
        "observations:record_observation",
        N_("Record vitals"),
        "heartbeat",
    ),
    ("notes.write_note", "notes:write_note", N_("Write a note"), "note"),
)


def actions(request: Any, row: Any) -> tuple[Action, ...]:
    """What one does next for the resident, the most pressing first; only what is there."""
    if row.entered_in_error_at:
        return ()
    found = []
    for permission, name, label, icon in NEXT:
        url = address(name, request.facility.slug, row.resident_id)
        if not url or not request.scope.may(permission):
            continue
        if name == "desk:ems_page":
            url += "?" + urlencode({"reason": title_of(row)})
        found.append(Action(_(label), url, style="plain", icon=icon))
    return tuple(found)


def watch_rows(
    request: Any, watches: Iterable[Any], reasons: Mapping[UUID, Any]
) -> list[ToldRow]:
    """The watches that run because of it, as rows: why, until when, and their page."""
    return [
        ToldRow(
            pk=watch.pk,
            who=_reason(watch, reasons),
            about="",
            level=ROUTINE,
            said=_("until {time}").format(time=moment_text(watch.until, request.facility)),
            by="",
            actions=_watch_actions(request, watch),
        )
        for watch in watches
    ]


def _watch_actions(request: Any, watch: Any) -> tuple[Action, ...]:
    url = address("tasks:view_watch", request.facility.slug, watch.pk)
    if not url or not request.scope.may("tasks.view_watch"):
        return ()
    return (Action(_("Open the watch"), url),)


def _reason(watch: Any, reasons: Mapping[UUID, Any]) -> str:
    found = reasons.get(watch.pk)
    return in_language(found.title, get_language() or "en") if found else watch.reason


def report_row(
    request: Any, row: Any, report: Any, tasks: Sequence[Any], now: datetime
) -> ToldRow | None:
    """The full report: still to write, to review, or done."""
    facility = request.facility
    if report is not None:
        url = address("incidents:review_report", facility.slug, row.pk)
        may = request.scope.may(permissions.REVIEW_REPORT)
        said = _("Signed {time}").format(time=moment_text(report.recorded, facility))
        if report.reviewed_at:
            again = moment_text(report.reviewed_at, facility)
            said += " · " + _("reviewed {time}, {who}").format(
                time=again, who=report.reviewed_by
            )
        else:
            said += " · " + _("somebody else reviews it")
        read = (Action(_("Read the report"), url, style="plain"),) if may else ()
        level = DONE if report.reviewed_at else ROUTINE
        return ToldRow(
            pk=report.pk,
            who=_("Full report"),
            about="",
            level=level,
            said=said,
            by=str(report.recorder),
            actions=read,
        )
    waiting = next((t for t in tasks if t.code == REPORT.code and _is_open(t)), None)
    if waiting is None:
        return None
    url = address("incidents:sign_report", facility.slug, row.pk)
    press = (Action(_("Write the report"), url, style="plain"),)
    return ToldRow(
        pk=waiting.pk,
        who=_("To write"),
        about="",
        level=URGENT if waiting.due < now else ROUTINE,
        said=_("by {time}").format(time=moment_text(waiting.due, facility)),
        by=owner_text(waiting),
        actions=press if request.scope.may(permissions.SIGN_REPORT) else (),
    )


def mend(request: Any, row: Any, actor: Any) -> tuple[Menu, ...]:
    """How it is put right, behind one quiet word."""
    if row.entered_in_error_at:
        return ()
    slug, may, found = request.facility.slug, request.scope.may, []
    mine = row.recorder_id == actor.pk
    if may(permissions.CORRECT_INCIDENT) and (mine or may(permissions.RETRACT_INCIDENT)):
        url = address("incidents:correct_incident", slug, row.pk)
        found.append(Action(_("Correct it"), url))
    if may(permissions.RETRACT_INCIDENT):
        url = address("incidents:retract_incident", slug, row.pk)
        found.append(Action(_("Entered in error"), url))
    return (Menu(_("Put right"), tuple(found)),) if found else ()


def who(home: Any, facility: Facility) -> Who:
    """One resident in a list."""
    one = home.resident
    return Who(
        name=f"{one.given} {one.family}".strip(),
        place=home.place,
        preferred=one.preferred,
        url=address("desk:resident", facility.slug, one.pk),
    )


def list_answer(count: int, late: int) -> str:
    """The sentence the list of events opens with."""
    if not count:
        return _("No event waits for anything")
    said = ngettext(
        "{n} event waits for something", "{n} events wait for something", count
    ).format(n=count)
    if late:
        said += "; " + ngettext("{n} is late", "{n} are late", late).format(n=late)
    return said


def filters(request: Any, shown: str) -> FilterBar:
    """Those still open, or all."""
    base = address("incidents:incidents", request.facility.slug)
    states = (("open", _("Still open")), ("all", _("All")))
    choices = tuple(
        Choice(label, f"{base}?show={code}", code == shown) for code, label in states
    )
    return FilterBar(filters=(Filter(_("Show"), choices),))


def table(
    rows: Iterable[Any],
    homes: Mapping[UUID, Any],
    follow: Mapping[UUID, Sequence[Any]],
    facility: Facility,
    now: datetime,
) -> Table:
    """Events as aligned rows: whom, what, when, how bad, who is still to be told, the report."""
    columns = (
        Column(_("Resident")),
        Column(_("What happened")),
        Column(_("When")),
        Column(_("Told")),
        Column(_("Report")),
    )
    lines = []
    for row in rows:
        tasks = follow.get(row.pk, ())
        home = homes.get(row.resident_id)
        url = address("incidents:incident", facility.slug, row.pk)
        lines.append(
            Line(
                id=f"incident-{row.pk}",
                cells=(
                    Cell(who=who(home, facility), head=True)
                    if home
                    else Cell(str(row.resident), head=True),
                    Cell(title_of(row), url=url, note=_hurt(row)),
                    Cell(moment_text(row.effective, facility)),
                    _told_cell(tasks, facility, now, row),
                    _report_cell(tasks, facility, now),
                ),
            )
        )
    empty = State(
        "done",
        _("No event waits for anything"),
        _("What is recorded stands here until everybody was told and the report is reviewed."),
    )
    return Table(_("Events"), columns, tuple(lines), empty=empty)


def _hurt(row: Any) -> str:
    if row.entered_in_error_at:
        return _("Entered in error")
    return _(Injury.label_of(row.injury))


def _told_cell(tasks: Sequence[Any], facility: Facility, now: datetime, row: Any) -> Cell:
    tells = [t for t in tasks if t.code == TELL]
    waiting = [t for t in tells if _is_open(t)]
    told = sum(1 for t in tells if t.outcome == "done")
    told += Done.TOLD_NURSE in row.done
    if not waiting:
        return Cell(chip=Chip(_("All told"), DONE) if told else Chip(_("Nobody to tell")))
    first = waiting[0]
    late = first.due < now
    names = first.title_values.get("who") or task_title(first)
    note = _("{who} by {time}").format(who=names, time=moment_text(first.due, facility))
    chip = Chip(
        _("{told} told, {open} not yet").format(told=told, open=len(waiting)),
        URGENT if late else ROUTINE,
    )
    return Cell(chip=chip, note=note)


def _report_cell(tasks: Sequence[Any], facility: Facility, now: datetime) -> Cell:
    for code, word in ((REPORT.code, _("To write")), (REVIEW.code, _("To review"))):
        found = next((t for t in tasks if t.code == code and _is_open(t)), None)
        if found is not None:
            late = found.due < now
            due = _("by {time}").format(time=moment_text(found.due, facility))
            return Cell(chip=Chip(word, URGENT if late else ROUTINE), note=due)
    if any(t.code == REVIEW.code and t.outcome == "done" for t in tasks):
        return Cell(chip=Chip(_("Reviewed"), DONE))
    return Cell("")


def report_facts(report: Any) -> Facts:
    """The full report as it was signed."""
    causes = [
        _(kind.label_of(code))
        for kind, codes in (
            (Surroundings, report.surroundings),
            (Body, report.body),
            (Situation, report.situation),
        )
        for code in codes
    ]
    items = [
        Fact(_("What happened"), report.narrative),
        Fact(_("Who saw or heard it"), report.witnesses),
        Fact(_("Injuries found since"), report.found_later),
        Fact(
            _("What played a part"),
            " · ".join(x for x in (", ".join(causes), report.causes_text) if x),
        ),
        Fact(_("Family and prescriber"), report.told_text),
        Fact(_("So it does not come again"), report.next_text),
    ]
    return Facts(items=tuple(items))
