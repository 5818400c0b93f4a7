"""How a shift reads on a phone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.scope import Scope
from hearth.platform.tenancy.doors import door_order
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.platform.ui.wording import clock_text, moment_text
from hearth.record.residents.codes import OutFor, Transport
from hearth.record.staff.codes import DutyRole
from hearth.record.tasks import presenters as tasks
from hearth.record.tasks.codes import Lateness
from hearth.record.tasks.queries import Caution
from hearth.surfaces.floor.queries import Counts, MyShift, Watched


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which list: now, later or done; by time or by resident; read as another role."""

    shown: str = "now"
    by: str = "time"
    role: str = ""
    run: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading: a time of the day, or a resident with what to mind about them."""

    title: str
    rows: tuple[parts.TaskRow, ...]
    note: str = ""
    late: bool = False


def answer(counts: Counts) -> str:
    """The sentence the list opens with."""
    if not counts.now:
        return _("Nothing waits for you now")
    said = ngettext("{n} thing to do now", "{n} things to do now", counts.now).format(
        n=counts.now
    )
    if counts.late:
        said += "; " + ngettext("{n} is late", "{n} are late", counts.late).format(
            n=counts.late
        )
    return said


def standing(shift: MyShift, facility: Facility, where: str) -> str:
    """As what one works, where, and until when."""
    roles = ", ".join(sorted(_(DutyRole.label_of(r)) for r in shift.reader.roles))
    until = _("until {time}").format(time=clock_text(shift.ends, facility))
    place = " ".join(x for x in (where or shift.neighborhood, shift.run) if x)
    said = [roles, place, until if shift.on_duty else _("not on duty now")]
    return " · ".join(x for x in said if x)


def here(scope: Scope, facility: Facility) -> tuple[parts.Action, ...]:
    """One tap to where one says that one is here, or leaves."""
    url = address("staff:check_in", facility.slug)
    if not url or not scope.may("staff.check_in"):
        return ()
    return (parts.Action(_("I am here, I am leaving"), url),)


def progress(counts: Counts) -> parts.Progress:
    """How much of the shift's work is done."""
    return parts.Progress(
        label=_("Done on this shift"),
        done=counts.done,
        total=counts.total or 1,
    )


def tabs(counts: Counts, shown: str, url: Any) -> parts.Tabs:
    """Now, later, done: each a page."""
    return parts.Tabs(
        label=_("When"),
        items=(
            parts.Tab(_("Now"), url(show="now"), shown == "now", counts.now),
            parts.Tab(_("Later"), url(show="later"), shown == "later", counts.later),
            parts.Tab(_("Done"), url(show="done"), shown == "done", counts.done),
        ),
    )


def menus(
    neighborhoods: Sequence[tuple[UUID, str]],
    where: UUID | None,
    asked: Asked,
    roles: Sequence[str],
    url: Any,
) -> tuple[parts.Menu, ...]:
    """Which neighborhood; by time or by resident; for who oversees the house, whose list."""
    found = [
        _menu(
            _("In order of"),
            [
                (_("By time"), url(by="time"), asked.by == "time"),
                (_("By resident"), url(by="resident"), asked.by == "resident"),
            ],
        )
    ]
    if len(neighborhoods) > 1:
        places = [(name, url(where=str(key)), key == where) for key, name in neighborhoods]
        everywhere = (_("Everywhere"), url(where="all"), where is None)
        found.insert(0, _menu(_("Where"), [*places, everywhere]))
    if roles:
        own = [(_("My list"), url(role=""), not asked.role)]
        lists = [(_(DutyRole.label_of(r)), url(role=r), r == asked.role) for r in roles]
        found.insert(0, _menu(_("List of"), [*own, *lists]))
    return tuple(found)


def runs_switch(shift: MyShift, asked: Asked, url: Any) -> parts.FilterBar | None:
    """My run or everybody: one tap apart, for whoever holds a run or leads the shift."""
    if not shift.may_narrow:
        return None
    own = _("My run") if shift.run else _("Nobody's runs")
    choices = [
        parts.Choice(own, url(run=""), current=shift.narrowed and not asked.run),
        parts.Choice(_("Everybody"), url(run="all"), current=not shift.narrowed),
    ]
    if shift.narrowed and asked.run:
        names = (
            w.run_name if str(w.run_id) == asked.run else w.cart_name
            for w in shift.whose.values()
            if asked.run in {str(w.run_id), str(w.cart_id)}
        )
        choices.append(parts.Choice(next(names, _("Run")), url(run=asked.run), current=True))
    return parts.FilterBar((parts.Filter(_("Whose"), tuple(choices)),))


def _menu(about: str, choices: Sequence[tuple[str, str, bool]]) -> parts.Menu:
    """A menu that is named by what is chosen."""
    chosen = next((label for label, _url, current in choices if current), choices[0][0])
    actions = tuple(parts.Action(label, url, current=now) for label, url, now in choices)
    return parts.Menu(label=chosen, actions=actions, about=about)


def watched_rows(
    found: Iterable[Watched],
    *,
    scope: Scope,
    facility: Facility,
    now: datetime,
    where: Mapping[UUID, str],
    back: str,
) -> tuple[parts.TaskRow, ...]:
    """Who is on watch, before anything else: why, until when, the next check."""
    return tuple(_watched_row(one, scope, facility, now, where, back) for one in found)


def _watched_row(
    one: Watched,
    scope: Scope,
    facility: Facility,
    now: datetime,
    where: Mapping[UUID, str],
    back: str,
) -> parts.TaskRow:
    watch, check = one.watch, one.check
    late = check is not None and check.late < now
    actions: tuple[parts.Action, ...] = ()
    if check is not None and check.opens <= now and scope.may("tasks.answer_watch_check"):
        url = address("tasks:answer_watch_check", facility.slug, check.pk)
        actions = (
            parts.Action(
                label=_("Check"),
                url=f"{url}?{urlencode({'next': back})}",
                style="primary",
                about=f"{watch.resident.given} {watch.resident.family}",
            ),
        )
    return parts.TaskRow(
        pk=watch.pk,
        what=tasks.spoken_words(one.reason.title),
        when=tasks.next_text(check, now, facility) or _("no check now"),
        who=tasks.who(watch.resident, where.get(watch.resident_id, ""), facility, link=False),
        why=watch.look_for,
        state="late" if late else "due",
        due=check.due if check else None,
        note=_until(watch, facility, now),
        url=address("tasks:view_watch", facility.slug, watch.pk),
        actions=actions,
    )


def _until(watch: Any, facility: Facility, now: datetime) -> str:
    time = moment_text(watch.until, facility)
    if watch.until <= now:
        return _("ran out {time}").format(time=time)
    return _("until {time}").format(time=time)


def with_just_closed(rows: list[Any], closed: list[Any]) -> list[Any]:
    """What is to be done with what was done this minute, each in its place: nothing jumps."""
    return sorted([*rows, *closed], key=lambda task: (task.due, task.pk))


def groups(
    rows: Iterable[Any],
    by: str,
    shown: str,
    *,
    scope: Scope,
    facility: Facility,
    now: datetime,
    where: Mapping[UUID, str],
    cautions: Mapping[UUID, Caution],
    back: str,
    runs: Any = None,
) -> list[Group]:
    """The rows under their headings."""
    found = list(rows)

    def row(task: Any, *, named: bool) -> parts.TaskRow:
        return tasks.floor_row(
            task,
            scope=scope,
            facility=facility,
            now=now,
            where=where,
            cautions=cautions,
            back=back,
            named=named,
            runs=runs,
        )

    if by == "resident":
        return _by_resident(found, row, facility, where, cautions)
    return _by_time(found, row, facility, now, shown)


def _by_time(
    rows: list[Any], row: Any, facility: Facility, now: datetime, shown: str
) -> list[Group]:
    """What is late first, then by the time it is due; what is done stands under one heading."""
    late, headings = _("Late"), dict[str, list[Any]]()
    for task in rows:
        if shown == "done":
            heading = _("The last done first")
        else:
            was_late = (task.effective or now) > task.late and tasks.state_of(
                task, now
            ) in _LATE
            heading = late if was_late else moment_text(task.due, facility)
        headings.setdefault(heading, []).append(task)
    return [
        Group(title, tuple(row(t, named=True) for t in found), late=title == late)
        for title, found in headings.items()
    ]


_LATE = {Lateness.LATE, Lateness.CLOSED}


def _by_resident(
    rows: list[Any],
    row: Any,
    facility: Facility,
    where: Mapping[UUID, str],
    cautions: Mapping[UUID, Caution],
) -> list[Group]:
    """One heading a resident, in the order of their doors; the house's own tasks last."""
    people: dict[UUID | None, list[Any]] = {}
    for task in rows:
        people.setdefault(task.resident_id, []).append(task)
    ordered = sorted(
        people, key=lambda key: door_order(where.get(key, "")) if key else [(3, 0, "")]
    )
    return [
        Group(
            _name(people[key][0].resident, where.get(key, "")) if key else _("The house"),
            tuple(row(t, named=False) for t in people[key]),
            note=_mind(people[key][0].resident, cautions, facility) if key else "",
        )
        for key in ordered
    ]


def _mind(resident: Any, cautions: Mapping[UUID, Caution], facility: Facility) -> str:
    """What to mind about a resident, under their name."""
    return tasks.caution_text(cautions.get(resident.pk, Caution()), facility, resident)


def _name(resident: Any, place: str) -> str:
    name = f"{resident.given} {resident.family}".strip()
    called = f" (“{resident.preferred}”)" if resident.preferred else ""
    return " · ".join(x for x in (place, f"{name}{called}") if x)


def going_out(
    planned: Iterable[Any], where: Mapping[UUID, str], facility: Facility
) -> list[parts.DayItem]:
    """Who goes out on this shift: when, where to, how, and what goes along."""
    return [
        parts.DayItem(
            at=one.starts,
            what=_("{name} out: {what}").format(
                name=_name(one.resident, where.get(one.resident_id, "")),
                what=one.where or _(OutFor.label_of(one.out_for)),
            ),
            note=" · ".join(
                text
                for text in (
                    _(Transport.label_of(one.transport)) if one.transport else "",
                    one.accompanied_by,
                    _("take along: {what}").format(what=one.bring) if one.bring else "",
                )
                if text
            ),
            url=address("transitions:whereabouts", facility.slug, one.resident_id),
        )
        for one in planned
    ]


def nothing(shown: str) -> parts.State:
    """An empty list, and what would appear."""
    if shown == "done":
        return parts.State(
            "empty", _("Nothing is done yet"), _("What you finish on this shift appears here.")
        )
    if shown == "later":
        return parts.State("done", _("Nothing more comes on this shift"))
    return parts.State(
        "done", _("Nothing waits for you now"), _("What comes later stands under Later.")
    )
