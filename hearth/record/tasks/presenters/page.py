"""How the page of one task, its history, and the worklist's own head read."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.content.terms import spoken
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.wording import moment_text
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks import permissions
from hearth.record.tasks.codes import (
    LIVE,
    CancelReason,
    Change,
    Lateness,
    Outcome,
    OutcomeReason,
    Priority,
    SnoozeReason,
    TaskStatus,
    Urgency,
    kind_of,
)
from hearth.record.tasks.presenters.rows import (
    address,
    outcome_text,
    owner_text,
    state_of,
    task_title,
)


# Where what stands behind a task has a page of its own: type of the cause, name of the page.
CAUSE_PAGES = {
    "Note": "notes:note",
    "Handoff": "notes:handoff",
    "Document": "documents:document",
    "Observation": "observations:observation",
    "Alert": "alerts:alert",
    "Task": "tasks:task",
    "Watch": "tasks:view_watch",
    "WatchEntry": "tasks:view_watch_entry",
    "Checklist": "tasks:view_checklist",
    "EmergencyAccess": "office:review_emergency_access",
    "ImportBatch": "interop:import_batch",
    "ReplayEntry": "office:settle_entry",
}


def answer(task: Any, now: datetime, facility: Facility) -> str:
    """The sentence under the title: how it stands and who has it."""
    state = state_of(task, now)
    if state is Lateness.CLOSED:
        at = moment_text(task.effective or task.cancelled_at or task.changed, facility)
        by = str(task.performer) if task.performer_id else task.performer_text
        return " · ".join(x for x in (outcome_text(task), at, by) if x)
    due = _("due {time}").format(time=moment_text(task.due, facility))
    return f"{due} · {owner_text(task)}"


def do_url(task: Any, facility: Facility) -> str:
    """The page on which a task is done: that of its kind, else where one ticks it off."""
    page = kind_of(task.code).url_name
    own = address(page, facility.slug, task.pk) if page else ""
    return own or address("tasks:complete_task", facility.slug, task.pk)


def chip(task: Any, now: datetime) -> parts.Chip:
    """How it stands, as shape and word."""
    state = state_of(task, now)
    levels = {Lateness.LATE: parts.URGENT, Lateness.DUE: parts.ROUTINE}
    if state is Lateness.CLOSED:
        level = parts.DONE if task.status == TaskStatus.COMPLETED else parts.NEUTRAL
        return parts.Chip(outcome_text(task).split(":")[0], level)
    return parts.Chip(_(state.label), levels.get(state, parts.NEUTRAL))


def facts(task: Any, facility: Facility, series_text: str = "") -> parts.Facts:
    """What there is to know about a task besides its title; what does not apply is left out."""
    found = [
        _fact(_("How"), task.instructions),
        _fact(_("Why"), cause_text(task), url=cause_url(task, facility)),
        _fact(_("Promised to"), task.promised_to_text),
        _fact(_("Can be done from"), moment_text(task.opens, facility)),
        _fact(_("Late after"), moment_text(task.late, facility)),
        _fact(_("Minutes of work"), task.minutes or ""),
        _fact(
            _("Priority"),
            "" if task.priority == Priority.ROUTINE else _(Priority.label_of(task.priority)),
        ),
        _fact(_("Passes up to"), ladder_text(task)),
        _fact(
            _("Comes again"),
            series_text,
            url=address("tasks:change_series", facility.slug, task.series_id)
            if task.series_id
            else "",
        ),
    ]
    return parts.Facts(items=tuple(one for one in found if one), dense=True)


def _fact(label: str, value: Any, url: str = "") -> parts.Fact | None:
    return parts.Fact(label=label, value=value, url=url) if value else None


def cause_text(task: Any) -> str:
    """Why a task is here."""
    if task.cause_text:
        text = _(task.cause_text)
        return text.format(**spoken(task.cause_values)) if task.cause_values else text
    return _(Urgency.label_of(task.urgency))


def cause_url(task: Any, facility: Facility) -> str:
    """The page of what a task was made for, where there is one."""
    name = CAUSE_PAGES.get(task.cause_type)
    if not name or not task.cause_id:
        return ""
    plain = address(name, facility.slug, task.cause_id)
    return plain or address(name, facility.slug, task.resident_id, task.cause_id)


def ladder_text(task: Any) -> str:
    """To whom an open task goes when nobody acts."""
    if task.status not in LIVE:
        return ""
    above = task.ladder[task.escalated_level + 1 :]
    return ", ".join(_(DutyRole.label_of(role)) for role in above)


def actions(task: Any, scope: Scope, facility: Facility) -> tuple[parts.Action, ...]:
    """What this reader may do about it, the usual thing first."""
    live = task.status in LIVE
    taken = bool(task.owner_staff_id or task.owner_actor_id)
    wanted = (
        (live and not taken, "claim_task", _("I take it"), "post"),
        (live and taken and _is_own(task, scope), "release_task", _("Give back"), "post"),
        (live, "hand_task", _("Hand to"), "get"),
        (live, "snooze_task", _("Put off"), "get"),
        (live and not task.series_id, "change_task", _("Change"), "get"),
        (live, "cancel_task", _("No longer needed"), "get"),
        (_can_undo(task), "undo_task", _("Take back"), "get"),
        (
            task.status != TaskStatus.ENTERED_IN_ERROR,
            "retract_task",
            _("Entered in error"),
            "get",
        ),
    )
    return tuple(
        parts.Action(
            label=label,
            url=address(f"tasks:{verb}", facility.slug, task.pk),
            method=method,
            style="plain",
            about=task_title(task),
        )
        for shown, verb, label, method in wanted
        if shown and scope.may(f"tasks.{verb}")
    )


def _is_own(task: Any, scope: Scope) -> bool:
    me = scope.actor_id
    return me in {task.owner_actor_id, task.claimed_by_id}


def _can_undo(task: Any) -> bool:
    return task.status not in LIVE and task.status != TaskStatus.ENTERED_IN_ERROR


# History


def people_in(changes: Iterable[Any]) -> set[str]:
    """The keys of the staff named in a history."""
    return {
        side["owner_staff"]
        for change in changes
        for side in (change.before, change.after)
        if side.get("owner_staff")
    }


def history(
    task: Any, changes: Iterable[Any], names: Mapping[str, str], facility: Facility
) -> parts.Timeline:
    """Everything that happened to a task, newest first; a series' task begins with its making."""
    entries = [_entry(change, names) for change in changes]
    if not any(e.icon == "plus" for e in entries):
        made = _("Made by its schedule") if task.series_id else _("Made")
        entries.insert(0, parts.TimelineEntry(at=task.authored_on, title=made, icon="plus"))
    days: dict[date, list[parts.TimelineEntry]] = {}
    for entry in reversed(entries):
        days.setdefault(entry.at.astimezone(facility.zone).date(), []).append(entry)
    return parts.Timeline(days=tuple(parts.TimelineDay(d, tuple(e)) for d, e in days.items()))


_ICONS = {Change.CREATED: "plus", Change.COMPLETED: "check", Change.COMMENTED: "note"}


def _entry(change: Any, names: Mapping[str, str]) -> parts.TimelineEntry:
    late = (change.recorded - change.effective).total_seconds() > 15 * 60
    said = (_moved(change, names), _reason(change), change.text)
    return parts.TimelineEntry(
        at=change.effective,
        title=_(Change.label_of(change.change)),
        text=" · ".join(x for x in said if x),
        by=str(change.recorder),
        icon=_ICONS.get(change.change, "clock"),
        recorded=change.recorded if late else None,
        pk=change.pk,
    )


def _moved(change: Any, names: Mapping[str, str]) -> str:
    """ "from Caregiver to Nurse", where a task changed hands."""
    if change.change not in {Change.HANDED, Change.ESCALATED}:
        return ""
    sides = [_holder(side, names) for side in (change.before, change.after)]
    return _("from {one} to {other}").format(one=sides[0], other=sides[1])


def _holder(side: Mapping[str, str], names: Mapping[str, str]) -> str:
    staff = side.get("owner_staff", "")
    return names.get(staff) or _(DutyRole.label_of(side.get("owner_role", "")))


_REASONS = {
    Change.SNOOZED: SnoozeReason,
    Change.CANCELLED: CancelReason,
    Change.RETRACTED: CancelReason,
}


def _reason(change: Any) -> str:
    if not change.reason or change.reason == "other":
        return ""
    return _(_REASONS.get(change.change, OutcomeReason).label_of(change.reason))


# The worklist's own head


def worklist_answer(total: int, late: int, shown: str) -> str:
    """The sentence the worklist opens with."""
    if shown == "done":
        return ngettext(
            "{n} task was closed today", "{n} tasks were closed today", total
        ).format(n=total)
    if shown == "gaps":
        return ngettext("{n} turn has no entry", "{n} turns have no entry", total).format(
            n=total
        )
    if not total:
        return _("Nothing is open here")
    said = ngettext("{n} task is open", "{n} tasks are open", total).format(n=total)
    if late and shown != "late":
        said += "; " + ngettext("{n} is late", "{n} are late", late).format(n=late)
    return said


def filters(
    query: QueryDict,
    chosen: Mapping[str, str],
    neighborhoods: Iterable[tuple[UUID, str]],
    *,
    everyone: bool,
    late: int,
) -> parts.FilterBar:
    """How the worklist is narrowed."""
    whose = [("all", _("Everyone's")), ("role", _("My role's")), ("mine", _("Mine"))]
    when = [
        ("now", _("Now")),
        ("late", _("Late")),
        ("day", _("Next 24 hours")),
        ("off", _("Put off")),
        ("gaps", _("No entry yet")),
        ("done", _("Closed today")),
    ]
    where = [("", _("Everywhere")), *((str(key), name) for key, name in neighborhoods)]
    bars = [
        _filter(_("Whose"), "whose", whose if everyone else whose[1:], query, chosen),
        _filter(_("When"), "when", when, query, chosen, {"late": late}),
    ]
    if len(where) > 2:
        bars.append(_filter(_("Where"), "where", where, query, chosen))
    return parts.FilterBar(filters=tuple(bars))


def _filter(
    label: str,
    name: str,
    offered: Iterable[tuple[str, str]],
    query: QueryDict,
    chosen: Mapping[str, str],
    counts: Mapping[str, int] | None = None,
) -> parts.Filter:
    def url(code: str) -> str:
        narrowed = query.copy()
        narrowed.pop("page", None)
        narrowed[name] = code
        return "?" + narrowed.urlencode()

    return parts.Filter(
        label=label,
        choices=tuple(
            parts.Choice(
                label=words,
                url=url(code),
                current=chosen[name] == code,
                count=(counts or {}).get(code) or None,
            )
            for code, words in offered
        ),
    )


def doors(scope: Scope, facility: Facility) -> tuple[parts.Action, ...]:
    """What one would do next from the worklist."""
    wanted = (
        (permissions.CREATE_TASK, "tasks:create_task", _("Add a task"), "plus", "primary"),
        (permissions.VIEW_SERIES, "tasks:series", _("What comes again"), "repeat", "quiet"),
    )
    found = []
    for permission, name, label, icon, style in wanted:
        url = address(name, facility.slug)
        if url and scope.may(permission):
            found.append(parts.Action(label=label, url=url, icon=icon, style=style))
    return tuple(found)


def nothing_here(when: str) -> parts.State:
    """An empty list, and what would appear in it."""
    said = {
        "off": (_("Nothing is put off"), _("What waits for a later time will appear here.")),
        "done": (_("Nothing was closed today"), _("What is done today will appear here.")),
        "late": (_("Nothing is late"), ""),
        "gaps": (
            _("No turn is without an entry"),
            _("What nobody wrote about within a day, though it came again, appears here."),
        ),
    }
    usual = (_("Nothing is open here"), _("What falls due will appear here."))
    title, text = said.get(when, usual)
    return parts.State("done" if when != "done" else "empty", title, text)


def reason_groups(reasons: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Why something was not done, under the outcome each reason means; refusals first."""
    found: dict[Outcome, list[Any]] = {o: [] for o in _NOT_DONE}
    for reason in reasons:
        found[reason.outcome].append(reason)
    return [(_(o.label), rows) for o, rows in found.items() if rows]


_NOT_DONE = (Outcome.REFUSED, Outcome.NOT_DONE, Outcome.NOT_APPLICABLE)
