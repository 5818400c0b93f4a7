"""How a watch reads: in a line, on its page, in the list of everybody on watch."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hearth.platform.content.terms import in_language
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.wording import moment_text
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks.codes import WatchEnd
from hearth.record.tasks.rules import CHANGED, Question, Reason

from .rows import address, outcome_text, state_of, when_text, who


Reasons = Mapping[UUID, Reason]


def spoken_words(text: Mapping[str, str]) -> str:
    """A language map in the reader's language."""
    return in_language(dict(text), get_language() or "en") if text else ""


def reason_word(reason: Reason) -> str:
    """A reason within a sentence: "fall", "back from hospital"."""
    return in_a_sentence(spoken_words(reason.title))


def in_a_sentence(title: str) -> str:
    """A title with a small first letter, unless it is an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def on_watch_text(
    found: Sequence[Any], reasons: Reasons, facility: Facility, now: datetime
) -> str:
    """ "fall, until 27-Nov 2:10 am": every watch of one resident in a line."""
    return "; ".join(_one_text(w, reasons, facility, now) for w in found)


def _one_text(watch: Any, reasons: Reasons, facility: Facility, now: datetime) -> str:
    reason = reason_word(reasons[watch.pk])
    if watch.until <= now:
        return _("{reason}, ran out {time}: end it or go on").format(
            reason=reason, time=moment_text(watch.until, facility)
        )
    return _("{reason}, until {time}").format(
        reason=reason, time=moment_text(watch.until, facility)
    )


def watch_answer(watch: Any, reason: Reason, facility: Facility, now: datetime) -> str:
    """The sentence a watch's page opens with."""
    said = reason_word(reason)
    if watch.ended_at is not None:
        return _("Was on watch: {reason}, ended {time}").format(
            reason=said, time=moment_text(watch.ended_at, facility)
        )
    if watch.until <= now:
        return _("On watch: {reason}. It ran out: end it or go on").format(reason=said)
    return _("On watch: {reason}, until {time}").format(
        reason=said, time=moment_text(watch.until, facility)
    )


def next_text(check: Any, now: datetime, facility: Facility) -> str:
    """When the next check is, or how late the one that waits is; nothing without one."""
    return when_text(check, state_of(check, now), now, facility) if check else ""


def steps_text(steps: Iterable[Mapping[str, Any]]) -> str:
    """ "every 15 min, 4 times; then every 30 min, 4 times; then once a shift"."""
    said = []
    for step in steps:
        every, times = step.get("every_minutes"), step.get("times")
        if not every:
            said.append(_("once a shift"))
            continue
        hours = every // 60
        how = (
            ngettext("every hour", "every {n} hours", hours).format(n=hours)
            if every % 60 == 0
            else _("every {n} min").format(n=every)
        )
        if times:
            how += ", " + ngettext("{n} time", "{n} times", times).format(n=times)
        said.append(how)
    return "; ".join(said[:1] + [_("then {step}").format(step=s) for s in said[1:]])


def watch_facts(
    watch: Any, reason: Reason, check: Any, facility: Facility, now: datetime
) -> parts.Facts:
    """What there is to know about a watch besides its answers."""
    found = [
        (_("Next check"), next_text(check, now, facility)),
        (_("What to look for"), watch.look_for),
        (_("For this reason"), spoken_words(reason.look_for)),
        (_("How often"), steps_text(watch.steps)),
        (_("Who checks"), _(DutyRole.label_of(watch.may_do))),
        (_("Who ends it"), _(DutyRole.label_of(watch.decides))),
        (_("From"), moment_text(watch.starts, facility)),
        (_("Started by"), str(watch.started_by)),
    ]
    if watch.ended_at is not None:
        why = _(WatchEnd.label_of(watch.ended_reason))
        said = ": ".join(x for x in (why, watch.ended_text) if x)
        found.append((_("Ended"), f"{said} ({watch.ended_by})"))
    items = tuple(parts.Fact(label=label, value=value) for label, value in found if value)
    return parts.Facts(items=items, dense=True)


def watch_actions(watch: Any, scope: Scope, facility: Facility) -> tuple[parts.Action, ...]:
    """Go on, end: what this reader may do about a watch."""
    wanted = (("extend_watch", _("Go on longer")), ("end_watch", _("End the watch")))
    if watch.ended_at is not None:
        return ()
    return tuple(
        parts.Action(
            label=label,
            url=address(f"tasks:{verb}", facility.slug, watch.pk),
            style="plain",
        )
        for verb, label in wanted
        if scope.may(f"tasks.{verb}")
    )


# Answers


def entry_text(entry: Any, questions: Sequence[Question]) -> str:
    """An answer in words: what changed and the numbers, or that all is as usual."""
    names = {q.code: q for q in questions}
    changed = [
        spoken_words(names[code].title) if code in names else code
        for code, value in entry.answers.items()
        if value == CHANGED
    ]
    numbers = [
        _number_text(names.get(code), code, value)
        for code, value in entry.answers.items()
        if isinstance(value, int | float)
    ]
    said = _("Changed: {things}").format(things=", ".join(changed)) if changed else ""
    return " · ".join(x for x in (said or _("All as usual"), *numbers) if x)


def _number_text(question: Question | None, code: str, value: float) -> str:
    name = spoken_words(question.title) if question else code
    unit = question.unit if question else ""
    return f"{name} {value:g} {unit}".strip()


def answers_table(
    entries: Iterable[Any],
    undone: Iterable[Any],
    reason: Reason,
    scope: Scope,
    facility: Facility,
) -> parts.Table:
    """What each check found, the latest first; checks that could not be done say why."""
    lines = [(e.effective, _entry_line(e, reason, scope, facility)) for e in entries]
    lines += [(t.effective or t.due, _undone_line(t, facility)) for t in undone]
    lines.sort(key=lambda line: line[0], reverse=True)
    columns = (
        parts.Column(_("When")),
        parts.Column(_("Found")),
        parts.Column(_("Who"), minor=True),
        parts.Column(_("Correct"), hidden_label=True),
    )
    empty = parts.State(
        "empty", _("No check was answered yet"), _("What each check finds will stand here.")
    )
    return parts.Table(_("Checks"), columns, tuple(x for _at, x in lines), empty=empty)


def _entry_line(entry: Any, reason: Reason, scope: Scope, facility: Facility) -> parts.Line:
    wrong = entry.entered_in_error_at is not None
    level = parts.URGENT if entry.changed and not wrong else parts.NEUTRAL
    note = entry.text
    if wrong:
        note = _("Entered in error: {why}").format(why=entry.entered_in_error_reason)
    actions: tuple[parts.Action, ...] = ()
    if not wrong and scope.may("tasks.retract_watch_entry"):
        actions = (
            parts.Action(
                label=_("Entered in error"),
                url=address("tasks:retract_watch_entry", facility.slug, entry.pk),
                style="quiet",
                about=moment_text(entry.effective, facility),
            ),
        )
    said = entry_text(entry, reason.questions)
    shown = parts.Cell(chip=parts.Chip(said, level), note=note) if entry.changed and not wrong else parts.Cell(text=said, note=note)  # fmt: skip
    return parts.Line(
        id=f"entry-{entry.pk}",
        cells=(
            parts.Cell(
                text=moment_text(entry.effective, facility),
                note=_later(entry, facility),
                head=True,
            ),
            shown,
            parts.Cell(text=str(entry.performer or entry.recorder)),
            parts.Cell(actions=actions),
        ),
    )


def _later(entry: Any, facility: Facility) -> str:
    """When it was written down, where that was later."""
    if (entry.recorded - entry.effective).total_seconds() < 15 * 60:
        return ""
    return _("written {time}").format(time=moment_text(entry.recorded, facility))


def _undone_line(task: Any, facility: Facility) -> parts.Line:
    return parts.Line(
        id=f"check-{task.pk}",
        cells=(
            parts.Cell(text=moment_text(task.effective or task.due, facility), head=True),
            parts.Cell(text=outcome_text(task), note=task.outcome_text),
            parts.Cell(text=str(task.performer or task.recorder or "")),
            parts.Cell(),
        ),
    )


# Everybody on watch


def watches_answer(count: int, late: int) -> str:
    """The sentence the list opens with."""
    if not count:
        return _("Nobody is on watch")
    said = ngettext("{n} resident is on watch", "{n} residents are on watch", count).format(
        n=count
    )
    if late:
        said += "; " + ngettext("{n} check is late", "{n} checks are late", late).format(n=late)
    return said


def watches_table(
    rows: Sequence[Any],
    reasons: Reasons,
    checks: Mapping[UUID, Any],
    latest: Mapping[UUID, Any],
    where: Mapping[UUID, str],
    facility: Facility,
    now: datetime,
    *,
    link: bool = True,
) -> parts.Table:
    """Everybody on watch by room: why, until when, the last answer, the next check."""
    columns = (
        parts.Column(_("Resident")),
        parts.Column(_("On watch")),
        parts.Column(_("Last check")),
        parts.Column(_("Next check")),
    )
    lines = tuple(
        parts.Line(
            id=f"watch-{watch.pk}",
            cells=(
                parts.Cell(
                    who=who(
                        watch.resident, where.get(watch.resident_id, ""), facility, link=False
                    ),
                    head=True,
                ),
                parts.Cell(
                    text=spoken_words(reasons[watch.pk].title),
                    url=address("tasks:view_watch", facility.slug, watch.pk) if link else "",
                    note=_until_note(watch, facility, now),
                ),
                _last_cell(latest.get(watch.pk), reasons[watch.pk], facility),
                _next_cell(checks.get(watch.pk), now, facility),
            ),
        )
        for watch in rows
    )
    empty = parts.State(
        "done",
        _("Nobody is on watch"),
        _("Put a resident on watch from their page: after a fall, back from hospital."),
    )
    return parts.Table(_("On watch"), columns, lines, empty=empty)


def _until_note(watch: Any, facility: Facility, now: datetime) -> str:
    if watch.until <= now:
        return _("ran out {time}").format(time=moment_text(watch.until, facility))
    return _("until {time}").format(time=moment_text(watch.until, facility))


def _last_cell(entry: Any, reason: Reason, facility: Facility) -> parts.Cell:
    if entry is None:
        return parts.Cell(text=_("No entry yet"))
    said = entry_text(entry, reason.questions)
    at = moment_text(entry.effective, facility)
    if entry.changed:
        return parts.Cell(chip=parts.Chip(said, parts.URGENT), note=at)
    return parts.Cell(text=said, note=at)


def _next_cell(check: Any, now: datetime, facility: Facility) -> parts.Cell:
    if check is None:
        return parts.Cell(text="")
    said = next_text(check, now, facility)
    if check.late < now:
        return parts.Cell(chip=parts.Chip(said, parts.URGENT))
    return parts.Cell(text=said)


def resident_watches(
    found: Iterable[Any], reasons: Reasons, facility: Facility, now: datetime
) -> parts.Facts:
    """The watches of one resident, each with how it stands."""
    return parts.Facts(
        items=tuple(
            parts.Fact(
                label=spoken_words(reasons[w.pk].title),
                value=_("{start} to {end}").format(
                    start=moment_text(w.starts, facility),
                    end=moment_text(w.ended_at or w.until, facility),
                ),
                note=_(WatchEnd.label_of(w.ended_reason))
                if w.ended_reason
                else _until_note(w, facility, now),
                level="" if w.ended_at else parts.URGENT,
                url=address("tasks:view_watch", facility.slug, w.pk),
            )
            for w in found
        ),
        dense=True,
    )


def resident_watches_answer(running: Sequence[Any], facility: Facility) -> str:
    """The sentence the page of one resident's watches opens with."""
    if not running:
        return _("Not on watch")
    return ngettext("On watch for {n} reason", "On watch for {n} reasons", len(running)).format(
        n=len(running)
    )


def resident_doors(resident: Any, scope: Scope, facility: Facility) -> tuple[parts.Action, ...]:
    """What one would start for a resident."""
    watch = address("tasks:start_watch", facility.slug, resident.pk)
    steps = address("tasks:start_checklist", facility.slug)
    wanted = (
        ("tasks.start_watch", watch, _("Put on watch"), "eye"),
        ("tasks.start_checklist", f"{steps}?resident={resident.pk}", _("Start a list"), "plus"),
    )
    return tuple(
        parts.Action(label=label, url=url, icon=icon, style="plain")
        for permission, url, label, icon in wanted
        if url and scope.may(permission)
    )
