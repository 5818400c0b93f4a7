"""How the phone at night reads, and the load of being on call."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.platform.ui.wording import moment_text, partial_day_text
from hearth.record.staff.codes import DutyRole


def answer(mine: list[Any], legs: list[Any], facility: Facility) -> str:
    """Whether the reader is called now, else who is."""
    if mine:
        roles = ", ".join(dict.fromkeys(_role(leg.row.role) for leg in mine))
        until = moment_text(max(leg.ends for leg in mine), facility)
        return _("You are on call as {role} until {time}").format(role=roles, time=until)
    if not legs:
        return _("Nobody is on call now")
    first = legs[0].row
    return _("{name} is on call as {role}").format(name=first.member, role=_role(first.role))


def _role(role: str) -> str:
    return _(DutyRole.label_of(role)).lower()


def called(legs: Iterable[Any], facility: Facility) -> parts.Facts:
    """Whom to call next, with the number."""
    items = []
    for leg in legs:
        number = leg.row.phone or leg.row.member.phone
        items.append(
            parts.Fact(
                label=_role(leg.row.role).capitalize(),
                value=str(leg.row.member),
                note=number,
                url=f"tel:{number}" if number else "",
            )
        )
    return parts.Facts(items=tuple(items), dense=True)


def here(duty: Any) -> parts.Facts:
    """Who is in the house now, by role, each with a number where one is known."""
    items = []
    for one in duty.roles:
        for person in one.here:
            number = person.member.phone
            where = person.run or (person.neighborhood.name if person.neighborhood_id else "")
            items.append(
                parts.Fact(
                    label=_(DutyRole.label_of(one.role)),
                    value=str(person.member),
                    note=" · ".join(x for x in (where, number) if x),
                    url=f"tel:{number}" if number else "",
                )
            )
        if not one.here:
            label = _(DutyRole.label_of(one.role))
            items.append(parts.Fact(label=label, value=_("nobody"), level=parts.URGENT))
    return parts.Facts(items=tuple(items), dense=True)


def calls(
    found: Iterable[Any], places: Mapping[UUID, str], facility: Facility, now: datetime
) -> parts.NowStrip:
    """The open calls, the longest open first."""
    items = []
    for call in found:
        words = _(call.headline).format(**call.headline_values)
        minutes = int((now - call.raised_at).total_seconds() // 60)
        who = places.get(call.resident_id, "") if call.resident_id else ""
        said = [who, _("{n} min").format(n=minutes)]
        if call.answered_by:
            said.append(_("{name} is on the way").format(name=call.answered_by))
        items.append(
            parts.NowItem(
                text=words,
                level=parts.EMERGENCY if call.priority == "emergency" else parts.URGENT,
                detail=" · ".join(x for x in said if x),
                url=address("desk:resident", facility.slug, call.resident_id)
                if call.resident_id
                else "",
            )
        )
    return parts.NowStrip(items=tuple(items), quiet=_("No call is open."))


def actions(request: Any, mine: list[Any]) -> tuple[parts.Action, ...]:
    """What somebody on call says of it."""
    scope, slug = request.scope, request.facility.slug
    wanted = (
        ("staff.record_call_taken", "staff:record_call_taken", _("I was called"), "phone"),
        ("staff.view_duty", "staff:on_call", _("The rota"), "calendar"),
    )
    found = []
    for permission, name, label, icon in wanted:
        url = address(name, slug)
        if url and scope.may(permission):
            found.append(parts.Action(label=label, url=url, icon=icon, style="quiet"))
    return tuple(found)


def load_answer(found: list[Any], *, everybody: bool) -> str:
    """The sentence the load opens with; it weighs, and judges nobody."""
    hours = sum(one.hours for one in found)
    pages = sum(one.pages for one in found)
    if not everybody:
        return _("You were on call {hours} hours and were called {n} times").format(
            hours=f"{hours:g}", n=pages
        )
    people = len(found)
    said = ngettext("{n} person shared the phone", "{n} people shared the phone", people)
    return said.format(n=people)


def load_table(found: Iterable[Any], people: Mapping[UUID, Any]) -> parts.Table:
    """Hours, nights and calls, by person."""
    rows = tuple(
        parts.Line(
            (
                parts.Cell(str(people[one.member_id]), head=True),
                parts.Cell(f"{one.hours:g}"),
                parts.Cell(f"{one.night_hours:g}"),
                parts.Cell(str(one.pages)),
                parts.Cell(str(one.nights_called)),
            )
        )
        for one in found
    )
    columns = (
        parts.Column(_("Who")),
        parts.Column(_("Hours on call"), align="end"),
        parts.Column(_("Of them at night"), align="end"),
        parts.Column(_("Times called"), align="end"),
        parts.Column(_("Nights woken"), align="end"),
    )
    empty = parts.State(
        "empty",
        _("Nobody was on call"),
        _("Turns that were planned for this month count here."),
    )
    return parts.Table(_("Load of being on call"), columns, rows, empty)


def calls_table(request: Any, taken: Iterable[Any]) -> parts.Table:
    """The calls behind the numbers."""
    facility = request.facility
    may = request.scope.may("staff.retract_call_taken")
    rows = []
    for one in taken:
        back: tuple[parts.Action, ...] = ()
        if may and one.entered_in_error_at is None:
            url = address("staff:retract_call_taken", facility.slug, one.pk)
            back = (parts.Action(_("Take back"), url, about=str(one.member)),)
        words = ngettext("{n} minute", "{n} minutes", one.minutes).format(n=one.minutes)
        chip = parts.Chip(_("Taken back")) if one.entered_in_error_at else None
        rows.append(
            parts.Line(
                (
                    parts.Cell(moment_text(one.effective, facility), head=True),
                    parts.Cell(str(one.member)),
                    parts.Cell(words, note=_("came in") if one.came_in else "", chip=chip),
                    parts.Cell(actions=back),
                )
            )
        )
    columns = (
        parts.Column(_("When")),
        parts.Column(_("Who")),
        parts.Column(_("How long"), hidden_label=True),
        parts.Column(_("Actions"), align="end", hidden_label=True),
    )
    empty = parts.State(
        "empty", _("No call was recorded"), _("Press I was called on the on-call page.")
    )
    return parts.Table(_("Calls taken"), columns, tuple(rows), empty)


def months(request: Any, month: date) -> parts.FilterBar:
    """This month and the five before."""
    url = address("desk:view_on_call_load", request.facility.slug)
    first = request.facility.today().replace(day=1)
    shown = [first]
    while len(shown) < 6:
        shown.append((shown[-1] - timedelta(days=1)).replace(day=1))
    if month not in shown:
        shown.append(month)
    choices = tuple(
        parts.Choice(
            partial_day_text(one, "month"), f"{url}?month={one:%Y-%m}", current=one == month
        )
        for one in sorted(shown)
    )
    return parts.FilterBar((parts.Filter(_("Month"), choices),))


def month_after(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)
