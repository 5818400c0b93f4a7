"""How Today reads."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.care.incidents.codes import Injury
from hearth.platform.content import lists
from hearth.platform.scope import Scope, current_scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.platform.ui.wording import clock_text, long_text, moment_text, short_day_text
from hearth.record.residents.codes import FlagCode, OutFor, Transport
from hearth.record.residents.presenters import ways_out
from hearth.record.residents.queries import Census, EmptyRun, Standing, Whose
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks.codes import Outcome, Urgency
from hearth.record.tasks.presenters import in_a_sentence, task_row, task_title, who
from hearth.surfaces.desk import queries
from hearth.surfaces.desk.presenters.common import clipped, residency_said, titled


Places = dict[UUID, str]

SHOWN_BEHIND = 2
"""Things that changed for one resident and are said in full; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What others did of somebody's own tasks while they were away."""

    head: parts.Section
    items: tuple[parts.DayItem, ...]


def answer(count: int, late: int) -> str:
    """The sentence Today opens with."""
    if not count:
        return _("Nothing needs you now")
    said = ngettext("{n} thing needs you", "{n} things need you", count).format(n=count)
    if late:
        said += "; " + ngettext("{n} is late", "{n} are late", late).format(n=late)
    return said


def shift_line(
    turn: Any, handoff: Any, facility: Facility, today: Any
) -> tuple[str, parts.Action | None]:
    """Which day and shift it is, and how the hand-off to it stands."""
    said = short_day_text(today)
    if turn is not None:
        said += " · " + _("{shift} shift {start} to {end}").format(
            shift=turn.shift.name,
            start=clock_text(turn.starts, facility),
            end=clock_text(turn.ends, facility),
        )
    url = address("notes:handoff", facility.slug)
    if not url or turn is None:
        return said, None
    return said, parts.Action(label=_handoff_words(handoff, facility), url=url, style="quiet")


def _handoff_words(handoff: Any, facility: Facility) -> str:
    if handoff is not None and handoff.passed_on_at and handoff.signed_out_at is None:
        return _("Hand-off unsigned: with the nurse on call since {time}").format(
            time=clock_text(handoff.passed_on_at, facility)
        )
    if handoff is None or handoff.signed_out_at is None:
        return _("Hand-off not signed yet")
    time, name = clock_text(handoff.signed_out_at, facility), handoff.signed_out_by
    if handoff.signed_in_at is None and handoff.passed_on_at is not None:
        return _("Hand-off unsigned: with the nurse on call since {time}").format(
            time=clock_text(handoff.passed_on_at, facility)
        )
    if handoff.signed_in_at is None:
        return _("Hand-off from {name}, {time}: take it over").format(name=name, time=time)
    return _("Hand-off from {name}, taken over {time}").format(
        name=name, time=clock_text(handoff.signed_in_at, facility)
    )


def census_stats(census: Census, facility: Facility, on_watch: int = 0) -> parts.Stats:
    """The census strip: each number opens the people behind it; last, how many are on watch."""
    counts = (
        (len(census.in_house), _("in house"), "in-house", True),
        (len(census.hospital), _("in hospital"), "hospital", True),
        (len(census.away), _("away"), "away", True),
        (len(census.moving_in), _("moving in"), "moving-in", False),
        (len(census.moving_out), _("moving out"), "moving-out", False),
        (len(census.applicants), _("applying"), "applicant", False),
    )
    base = address("desk:residents", facility.slug)
    watched = parts.Stat(
        value=on_watch, label=_("on watch"), url=address("tasks:view_watches", facility.slug)
    )
    return parts.Stats(
        items=(
            *(
                parts.Stat(value=value, label=label, url=f"{base}?status={code}")
                for value, label, code, always in counts
                if value or always
            ),
            *((watched,) if on_watch else ()),
        ),
        label=_("Census"),
    )


def people_of(census: Census) -> list[Standing]:
    """Everybody on the census, each once."""
    return [
        *census.in_house,
        *census.hospital,
        *census.away,
        *census.moving_in,
        *census.applicants,
    ]


def places_of(census: Census) -> Places:
    """The place of everybody on the census, as said aloud."""
    return {one.resident.pk: one.label for one in people_of(census)}


def outside(census: Census) -> list[Standing]:
    """Who is out of the house now, the most pressing first."""
    far = datetime.max.replace(tzinfo=UTC)
    out = [*census.unaccounted, *census.out]
    return sorted(
        out, key=lambda s: (_out(s).code != "unaccounted", _out(s).expected_back or far)
    )


def _out(standing: Standing) -> Any:
    return standing.whereabouts


def now_strip(
    out: list[Standing],
    rounds: list[queries.Round],
    gaps: Iterable[Any],
    uncalled: Iterable[Any],
    places: Places,
    facility: Facility,
    now: datetime,
    empty: Iterable[EmptyRun] = (),
    openings: Sequence[Any] = (),
) -> parts.NowStrip:
    """What is open this minute: who is missing, what is late, where nobody is.

    ``gaps`` are roles that are short, ``uncalled`` the times in which nobody is to be called,
    ``empty`` the runs and carts with nobody on them.
    ``openings`` the shifts somebody is looked for.
    """
    overdue = [s for s in out if is_overdue(s.whereabouts, now)]
    items = [_overdue_item(s, places, facility) for s in overdue]
    waiting = len(out) - len(overdue)
    if waiting:
        said = ngettext("{n} out", "{n} out", waiting).format(n=waiting)
        items.append(
            parts.NowItem(text=said, url=address("transitions:ways_out", facility.slug))
        )
    late = sum(one.late for one in rounds)
    if late:
        said = ngettext("{n} task late", "{n} tasks late", late).format(n=late)
        url = address("tasks:worklist", facility.slug)
        items.append(parts.NowItem(text=said, level=parts.URGENT, url=f"{url}?when=late"))
    for gap in gaps:
        said = _("{n} short: {role}").format(n=gap.missing, role=_(DutyRole.label_of(gap.role)))
        url = address("staff:duty_board", facility.slug)
        items.append(parts.NowItem(text=said, level=parts.URGENT, url=url))
    items += [_empty_item(one, facility) for one in empty]
    if openings:
        items.append(_openings_item(openings, facility))
    items += [_uncalled_item(gap, facility, now) for gap in uncalled]
    quiet = _("Nobody is overdue, nothing is late.")
    return parts.NowStrip(items=tuple(items), quiet=quiet)


def _empty_item(one: EmptyRun, facility: Facility) -> parts.NowItem:
    """A run or cart that nobody has: its residents fall to the shift lead."""
    count = len(one.residents)
    words = _("{name}: nobody") if one.is_cart else _("Run {name}: nobody")
    return parts.NowItem(
        text=words.format(name=one.name),
        detail=ngettext("{n} resident", "{n} residents", count).format(n=count),
        level=parts.URGENT,
        url=address("rostering:sheet", facility.slug),
    )


def late_lines(
    found: Iterable[queries.LateRun], scope: Scope, facility: Facility, now: datetime
) -> list[parts.NowItem]:
    """Late care, one line a run: "2 East: 4 late, the oldest 40 min — Ana Diaz"."""
    base = address("floor:shift", facility.slug) if scope.may("floor.view_shift") else ""
    lines = []
    for one in found:
        name = one.name or _("In no run")
        words = ngettext(
            "{name}: {n} late, for {time}",
            "{name}: {n} late, the oldest {time}",
            one.count,
        ).format(name=name, n=one.count, time=long_text(now - one.oldest))
        lines.append(
            parts.NowItem(
                text=words,
                level=parts.URGENT,
                detail=", ".join(one.people) or (_("nobody") if one.run_id else ""),
                url=f"{base}?run={one.run_id or 'all'}" if base else "",
            )
        )
    return lines


def _openings_item(openings: Sequence[Any], facility: Facility) -> parts.NowItem:
    """How many shifts are open, and the first of them."""
    first, count = openings[0], len(openings)
    said = ngettext("{n} open shift", "{n} open shifts", count).format(n=count)
    role = _(DutyRole.label_of(first.role))
    run = _("run {name}").format(name=first.run.name) if first.run else ""
    start = clock_text(first.starts, facility)
    detail = " · ".join(x for x in (role, run, start) if x)
    url = address("rostering:open_shifts", facility.slug)
    return parts.NowItem(text=said, level=parts.URGENT, detail=detail, url=url)


def _uncalled_item(gap: Any, facility: Facility, now: datetime) -> parts.NowItem:
    """Nobody on call as something, from when to when."""
    role = _(DutyRole.label_of(gap.role)).lower()
    if gap.starts <= now:
        when = _("now, until {time}").format(time=moment_text(gap.ends, facility))
    else:
        when = _("from {time}").format(time=moment_text(gap.starts, facility))
    return parts.NowItem(
        text=_("Nobody on call as {role}").format(role=role),
        detail=when,
        level=parts.URGENT,
        url=address("staff:on_call", facility.slug),
    )


def covers_text(standing: Any) -> str:
    """For whom the reader stands in, and who does for them."""
    said = []
    if standing.covers:
        names = ", ".join(str(row.member) for row in standing.covers)
        said.append(_("You stand in for {names}").format(names=names))
    if standing.away is not None:
        said.append(_("{name} stands in for you").format(name=standing.away.stand_in))
    return " · ".join(said)


def meanwhile(
    standing: Any, done: Iterable[Any], places: Places, facility: Facility
) -> "Meanwhile | None":
    """What was done of the reader's own tasks while they were away."""
    away = standing.back_from or standing.away
    items = [
        parts.DayItem(
            at=task.recorded,
            what=task_title(task),
            note=" · ".join(
                x
                for x in (
                    _named(task.resident, places) if task.resident else "",
                    _(Outcome.label_of(task.outcome)),
                    str(task.performer or task.performer_text),
                )
                if x
            ),
            url=address("tasks:task", facility.slug, task.pk),
        )
        for task in done
    ]
    if away is None or not items:
        return None
    return Meanwhile(
        head=parts.Section(_("While you were away"), "meanwhile", len(items)),
        items=tuple(items),
    )


def is_overdue(out: Any, now: datetime) -> bool:
    """Whether somebody should be back by now, or nobody knows where they are."""
    return out.code == "unaccounted" or bool(out.expected_back and out.expected_back < now)


def _overdue_item(one: Standing, places: Places, facility: Facility) -> parts.NowItem:
    out, resident = _out(one), one.resident
    name = f"{places.get(resident.pk, '')} {resident.given} {resident.family}"
    unknown = out.code == "unaccounted"
    if unknown:
        text = _("Not accounted for")
    else:
        text = _("Not back by {time}").format(time=clock_text(out.expected_back, facility))
    return parts.NowItem(
        text=text,
        level=parts.EMERGENCY if unknown else parts.URGENT,
        detail=name.strip(),
        url=address("desk:resident", facility.slug, resident.pk),
    )


def day_items(
    rounds: list[queries.Round],
    out: list[Standing],
    moving_in: Iterable[Standing],
    planned: Iterable[Any],
    places: Places,
    facility: Facility,
    today: Any,
) -> list[parts.DayItem]:
    """The day by the clock: rounds, who goes out, who comes back, who moves in."""
    items = [
        parts.DayItem(
            at=one.due,
            what=_(one.title),
            done=one.done,
            total=one.total,
            level=parts.URGENT if one.late else "",
            note=ngettext("{n} late", "{n} late", one.late).format(n=one.late)
            if one.late
            else "",
        )
        for one in rounds
        if one.is_round and one.due.astimezone(facility.zone).date() == today
    ]
    comings = [
        (_out(s).expected_back, s.resident, _("{name} back"))
        for s in out
        if _out(s).expected_back
    ]
    comings += [(s.stay.starts, s.resident, _("{name} moves in")) for s in moving_in if s.stay]
    items += [
        parts.DayItem(
            at=at,
            what=words.format(name=_named(resident, places)),
            url=address("desk:resident", facility.slug, resident.pk),
        )
        for at, resident, words in comings
        if at.astimezone(facility.zone).date() == today
    ]
    items += [_going_out(one, places, facility) for one in planned]
    return sorted(items, key=lambda item: item.at)


def _going_out(one: Any, places: Places, facility: Facility) -> parts.DayItem:
    """Somebody who goes out as planned: where to, and how."""
    what = one.where or _(OutFor.label_of(one.out_for))
    how = _(Transport.label_of(one.transport)) if one.transport else ""
    return parts.DayItem(
        at=one.starts,
        what=_("{name} out: {what}").format(name=_named(one.resident, places), what=what),
        note=" · ".join(x for x in (how, ways_out.with_text(one)) if x),
        url=address("transitions:whereabouts", facility.slug, one.resident_id),
    )


def _named(resident: Any, places: Places) -> str:
    place = places.get(resident.pk, "")
    name = f"{resident.preferred or resident.given} {resident.family}".strip()
    return f"{place} {name}".strip()


def changes(
    found: list[queries.ResidentChanges],
    takers: dict[UUID, tuple[str, ...]],
    residents: dict[UUID, Any],
    places: Places,
    facility: Facility,
) -> list[parts.Change]:
    """CHANGED: one line per resident, the most serious first, with who took it on."""
    words = _OutWords(facility)
    return [
        parts.Change(
            pk=line.resident_id,
            who=who(residents[line.resident_id], places.get(line.resident_id, ""), facility),
            text=_change_text(line.items, words),
            level=parts.URGENT if line.weight >= 2 else "",
            taken_by=_taken(takers.get(line.resident_id, ())),
        )
        for line in found
        if line.resident_id in residents
    ]


def _taken(names: tuple[str, ...]) -> str:
    return _("{name} has it").format(name=", ".join(names[:2])) if names else ""


class _OutWords:
    """Out and back in words; the reasons are read once, and only where somebody went."""

    def __init__(self, facility: Facility) -> None:
        self.facility = facility
        self.reasons: dict[str, str] | None = None

    def said(self, one: queries.Changed) -> str:
        time = moment_text(one.effective, self.facility)
        if one.sort == "back":
            orders = _("new orders") if one.code == "true" else ""
            found = ", ".join(x for x in (clipped(one.text, 50), orders) if x)
            return _("back {time}").format(time=time) + (f": {found}" if found else "")
        if self.reasons is None:
            self.reasons = ways_out.reasons_of(self.facility)
        code, reason, decided, how = (one.text.split("\n") + [""] * 4)[:4]
        why = clipped(ways_out.reason_text(code, reason, self.reasons), 60)
        said = f"{ways_out.went_text(one.code)} {time}"
        if how == Transport.EMS:
            said += " " + _("with EMS")
        return "; ".join(
            x for x in (f"{said}: {why}" if why else said, ways_out.decided_text(decided)) if x
        )


def _change_text(items: tuple[queries.Changed, ...], words: _OutWords) -> str:
    said = [_one_change(one, words) for one in items[:SHOWN_BEHIND]]
    more = len(items) - SHOWN_BEHIND
    if more > 0:
        said.append(ngettext("{n} more", "{n} more", more).format(n=more))
    return " · ".join(said)


def _one_change(one: queries.Changed, words: _OutWords) -> str:
    if one.sort in {"out", "back"}:
        return words.said(one)
    if one.sort == "note":
        return clipped(one.text)
    if one.sort == "outcome":
        outcome = _(Outcome.label_of(one.code)).lower()
        times = f" ({one.count})" if one.count > 1 else ""
        return f"{titled(one.text, dict(one.values))}: {outcome}{times}"
    if one.sort == "residency":
        return residency_said(
            {"from_status": one.before, "to_status": one.code, "from_place": True}
        ) + (f" ({clipped(one.text, 50)})" if one.text else "")
    if one.sort == "incident":
        return f"{one.text}: {_(Injury.label_of(one.code)).lower()}"
    if one.sort == "flag":
        return _("new risk: {risk}").format(risk=_(FlagCode.label_of(one.code)).lower())
    if one.sort.startswith("watch"):
        return _WATCHED[one.sort](one)
    label = _("new allergy: {what}") if one.sort == "allergy" else _("new condition: {what}")
    return label.format(what=clipped(one.text, 60))


_WATCHED: dict[str, Callable[[queries.Changed], str]] = {
    "watch": lambda one: _("put on watch: {reason}").format(reason=_reason(one)),
    "watch-end": lambda one: _("no longer on watch: {reason}").format(reason=_reason(one)),
    "watch-found": lambda one: _("on watch for {reason}: {found}").format(
        reason=_reason(one), found=clipped(one.text, 60)
    ),
}


def _reason(one: queries.Changed) -> str:
    """What a watch is for, within a sentence."""
    scope = current_scope()
    entry = lists.item("watch-reasons", one.code, scope.facility_id if scope else None)
    return in_a_sentence(entry.title) if entry else one.code


def since_words(since: datetime, hours: int, facility: Facility) -> str:
    """From when CHANGED counts, as said over its list."""
    if hours:
        return _("Changed in {hours} h").format(hours=hours)
    return _("Changed since {when}").format(when=moment_text(since, facility))


def duty_facts(duty: Any, on_call: Iterable[Any]) -> parts.Facts:
    """Who is on duty against who is needed, and whose turn it is to be called."""
    items = []
    for one in duty.roles:
        names = ", ".join(str(p.member) for p in one.here)
        count = f"{len(one.here)} / {one.needed}" if one.needed else str(len(one.here))
        level = parts.URGENT if one.missing else ""
        label = _(DutyRole.label_of(one.role))
        items.append(parts.Fact(label=label, value=count, note=names, level=level))
    called: dict[str, list[str]] = {}
    for turn in on_call:
        called.setdefault(turn.role, []).append(str(turn.member))
    for role, people in called.items():
        label = _("On call: {role}").format(role=_(DutyRole.label_of(role)).lower())
        items.append(parts.Fact(label=label, value=", ".join(people)))
    return parts.Facts(items=tuple(items), dense=True)


def promises(
    tasks: Iterable[Any], places: Places, scope: Scope, facility: Facility, now: datetime
) -> list[parts.DayItem]:
    """Who was promised what by when: call-backs first of all."""
    return [
        parts.DayItem(
            at=task.due,
            what=task_title(task),
            note=_promise_note(task, places, scope),
            url=address("tasks:task", facility.slug, task.pk),
            level=parts.URGENT if task.due < now else "",
        )
        for task in tasks
    ]


def _promise_note(task: Any, places: Places, scope: Scope) -> str:
    said = [_named(task.resident, places)] if task.resident else []
    to = task.promised_to or task.promised_to_text
    if to:
        said.append(_("to {name}").format(name=to))
    if task.promised_by_id == scope.actor_id:
        said.append(_("promised by you"))
    elif task.promised_by:
        said.append(_("promised by {name}").format(name=task.promised_by))
    return " · ".join(said)


def rows(
    needs: Iterable[queries.Need],
    places: Places,
    scope: Scope,
    facility: Facility,
    now: datetime,
    runs: Mapping[UUID, Whose] | None = None,
) -> list[parts.TaskRow]:
    """NEEDS YOU as rows: what, when, for whom, why, and what one may do about it."""
    back = address("desk:today", facility.slug)
    return [
        task_row(
            need.task,
            scope=scope,
            facility=facility,
            now=now,
            where=places,
            why=_why(need),
            back=back,
            runs=runs,
        )
        for need in needs
    ]


def _why(need: queries.Need) -> str:
    """Why it presses, and what else waits for the same resident and cause."""
    said = _(Urgency.label_of(need.task.urgency))
    if not need.others:
        return said
    names = [task_title(t) for t in need.others[:2]]
    more = len(need.others) - len(names)
    said += " · " + _("and: {names}").format(names=", ".join(names))
    return said + (f" +{more}" if more else "")


def moving_in(
    census: Census, places: Places, facility: Facility
) -> list[tuple[parts.Who, Any]]:
    """Who moves in, where, and on which day."""
    return [
        (who(s.resident, places.get(s.resident.pk, ""), facility), s.stay.starts)
        for s in census.moving_in
        if s.stay
    ]


def nothing_waits() -> parts.State:
    """NEEDS YOU when it is empty: what would appear there."""
    return parts.State(
        "done",
        _("Nothing needs you now"),
        _("What falls due, what was promised and what changed will appear here."),
    )
