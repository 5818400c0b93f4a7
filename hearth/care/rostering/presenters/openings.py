"""How open shifts and agency passes read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.care.rostering import permissions, queries
from hearth.care.rostering.codes import OfferAnswer, OfferChannel, UnfilledReason
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.parts import (
    DONE,
    NEUTRAL,
    URGENT,
    Action,
    Cell,
    Chip,
    Column,
    Line,
    State,
    Table,
)
from hearth.platform.ui.wording import clock_text, short_day_text
from hearth.record.staff import queries as staff
from hearth.record.staff.codes import AbsenceReason, DutyRole


SHOWN = 6
"""People shown of those who could take a shift, before "everybody who is free"."""


@dataclass(frozen=True, slots=True)
class Opening:
    """An open shift as a section of the page: what, for whom, who could come, who was asked."""

    title: str
    note: str
    table: Table
    asked: tuple[str, ...]
    actions: tuple[Action, ...]
    more: str = ""
    more_url: str = ""


def _role(role: str) -> str:
    return _(DutyRole.label_of(role))


def span_words(starts: datetime, ends: datetime, facility: Facility) -> str:
    """Day and times: "Tue 24-Nov, 6:45 am to 3:00 pm"."""
    day = short_day_text(starts.astimezone(facility.zone).date())
    return _("{day}, {start} to {end}").format(
        day=day, start=clock_text(starts, facility), end=clock_text(ends, facility)
    )


def shift_title(row: Any, facility: Facility) -> str:
    """What is open: "Caregiver, run 2 East · Tue 24-Nov, 6:45 am to 3:00 pm"."""
    what = _role(row.role)
    if row.run is not None:
        what = _("{role}, run {run}").format(role=what, run=row.run.name)
    return f"{what} · {span_words(row.starts, row.ends, facility)}"


def answer(rows: Sequence[Any]) -> str:
    """The sentence the page opens with."""
    if not rows:
        return _("No shift is open")
    return ngettext("{n} shift is open", "{n} shifts are open", len(rows)).format(n=len(rows))


def instead_text(row: Any) -> str:
    """Instead of whom."""
    if row.instead_of is None:
        return ""
    return _("instead of {who}").format(who=row.instead_of.member)


def openings(
    request: Any, found: Iterable[queries.OpenOne], *, everybody: bool = False
) -> list[Opening]:
    """Each open shift with who could take it."""
    titles = staff.sort_titles(request.scope)
    return [_opening(request, one, titles, everybody=everybody) for one in found]


def _opening(
    request: Any, one: queries.OpenOne, titles: Mapping[str, str], *, everybody: bool
) -> Opening:
    facility, slug, row = request.facility, request.facility.slug, one.row
    shown = one.candidates if everybody else one.candidates[:SHOWN]
    left = len(one.candidates) - len(shown)
    actions = sheet_link(request, row)
    if request.scope.may(permissions.CLOSE_OPEN_SHIFT):
        url = reverse("rostering:close_open_shift", args=[slug, row.pk])
        actions += (Action(_("Close unfilled"), url, about=shift_title(row, facility)),)
    return Opening(
        title=shift_title(row, facility),
        note=instead_text(row),
        table=_candidates_table(request, row, shown, titles),
        asked=tuple(_asked_text(o, facility) for o in one.offers),
        actions=actions,
        more=ngettext("{n} more is free", "{n} more are free", left).format(n=left)
        if left > 0
        else "",
        more_url=reverse("rostering:view_open_shift", args=[slug, row.pk]),
    )


def sheet_link(request: Any, row: Any) -> tuple[Action, ...]:
    """To the sheet of the shift, where the run can be shared out instead."""
    if row.shift_id is None or not request.scope.may("staff.view_sheet"):
        return ()
    day = row.starts.astimezone(request.facility.zone).date()
    if row.instead_of is not None:
        day = row.instead_of.starts.astimezone(request.facility.zone).date()
    url = reverse("rostering:sheet", args=[request.facility.slug])
    query = f"?day={day.isoformat()}&shift={row.shift_id}"
    return (Action(_("On the sheet"), url + query),)


def _candidates_table(
    request: Any, row: Any, found: Sequence[queries.Candidate], titles: Mapping[str, str]
) -> Table:
    lines = tuple(
        Line(
            (
                Cell(
                    str(one.member),
                    url=reverse("staff:member", args=[request.facility.slug, one.member.pk])
                    if request.scope.may("staff.view_staff")
                    else "",
                    note=fit_text(one, request.facility),
                    head=True,
                ),
                Cell(actions=(Action(one.member.phone, f"tel:{one.member.phone}"),))
                if one.member.phone
                else Cell(_("no number")),
                _against(request, one, titles),
                Cell(actions=_answers(request, row, one)),
            ),
            id=f"ask-{row.pk}-{one.member.pk}",
        )
        for one in found
    )
    columns = (
        Column(_("Who is free"), hidden_label=True),
        Column(_("Telephone"), hidden_label=True),
        Column(_("Mind"), hidden_label=True),
        Column(_("What they said"), align="end", hidden_label=True),
    )
    empty = State(
        "empty",
        _("Nobody with this role is free then"),
        _("Share the run out on the sheet, or let somebody in from an agency."),
    )
    return Table(_("Who could come"), columns, lines, empty)


def fit_text(one: queries.Candidate, facility: Facility) -> str:
    """Rest and hours: "11 h rest · 32 h this week with it"."""
    said = []
    if one.here:
        said.append(_("here now"))
    if one.fit.rest is not None and not (one.here and one.fit.rest == timedelta(0)):
        said.append(_("{n} h rest").format(n=_hours(one.fit.rest)))
    said.append(_("{n} h this week with it").format(n=_hours(one.fit.hours)))
    return " · ".join(said)


def _hours(span: timedelta) -> str:
    hours = span.total_seconds() / 3600
    return f"{hours:.0f}" if abs(hours - round(hours)) < 0.05 else f"{hours:.1f}"


def _against(request: Any, one: queries.Candidate, titles: Mapping[str, str]) -> Cell:
    """The first thing to mind before somebody is asked."""
    if one.offer is not None:
        level = NEUTRAL if one.offer.answer != OfferAnswer.YES else DONE
        return Cell(chip=Chip(_(OfferAnswer.label_of(one.offer.answer)), level))
    if one.findings:
        first = one.findings[0]
        words = staff.finding_text(request.scope, first, titles)
        return Cell(chip=Chip(words, URGENT if first.stop else NEUTRAL))
    if one.fit.short_rest:
        return Cell(chip=Chip(_("Short rest"), URGENT))
    if one.fit.long_week:
        return Cell(chip=Chip(_("Over 40 h"), URGENT))
    return Cell("")


def _answers(request: Any, row: Any, one: queries.Candidate) -> tuple[Action, ...]:
    """One tap for each answer."""
    if not request.scope.may(permissions.RECORD_OFFER):
        return ()
    url = reverse("rostering:record_offer", args=[request.facility.slug, row.pk])
    return tuple(
        Action(
            _(answer.label),
            url,
            method="post",
            style="plain" if answer == OfferAnswer.YES else "quiet",
            fields=(
                ("member", str(one.member.pk)),
                ("answer", str(answer)),
                ("channel", str(OfferChannel.CALL)),
            ),
            about=str(one.member),
        )
        for answer in OfferAnswer
    )


def _asked_text(offer: Any, facility: Facility) -> str:
    return _("{time} {who}: {answer} ({channel})").format(
        time=clock_text(offer.effective, facility),
        who=offer.member,
        answer=_(OfferAnswer.label_of(offer.answer)).lower(),
        channel=_(OfferChannel.label_of(offer.channel)).lower(),
    )


def closed_table(request: Any, rows: Iterable[Any]) -> Table:
    """What was open and is not any more."""
    facility = request.facility
    lines = tuple(
        Line(
            (
                Cell(shift_title(row, facility), note=instead_text(row), head=True),
                Cell(
                    str(row.filled_by_duty.member)
                    if row.filled_by_duty
                    else _(UnfilledReason.label_of(row.unfilled_reason))
                ),
            )
        )
        for row in rows
    )
    columns = (Column(_("Shift"), hidden_label=True), Column(_("Filled by"), hidden_label=True))
    return Table(_("Filled or closed"), columns, lines)


# Calling off


def call_off_answer(duty: Any) -> str:
    """What is asked."""
    if duty.status == "on":
        return _("{who} goes early. Why?").format(who=duty.member)
    return _("{who} does not come. Why?").format(who=duty.member)


def call_off_note(duty: Any, facility: Facility) -> str:
    """Of which duty, and what happens then."""
    return _("{role}, {span}. The run stands empty and the shift is opened.").format(
        role=_role(duty.role), span=span_words(duty.starts, duty.ends, facility)
    )


def reasons() -> list[tuple[str, str]]:
    """The kinds of reason, one button each."""
    return [(str(r), _(r.label)) for r in AbsenceReason]


# Agency passes


def passes_answer(rows: Sequence[Any]) -> str:
    """The sentence the page opens with."""
    if not rows:
        return _("Nobody is here from an agency")
    return ngettext(
        "{n} person is here from an agency", "{n} people are here from an agency", len(rows)
    ).format(n=len(rows))


def passes_table(request: Any, rows: Iterable[Any]) -> Table:
    """Who is here on a pass, from which agency, and until when."""
    facility = request.facility
    lines = []
    for row in rows:
        end: tuple[Action, ...] = ()
        if request.scope.may(permissions.END_AGENCY_PASS):
            url = reverse("rostering:end_agency_pass", args=[facility.slug, row.pk])
            end = (Action(_("End the pass"), url, method="post", about=str(row.member)),)
        lines.append(
            Line(
                (
                    Cell(str(row.member), note=row.agency, head=True),
                    Cell(_role(row.duty.role)),
                    Cell(_("until {time}").format(time=clock_text(row.until, facility))),
                    Cell(actions=end),
                ),
                id=f"pass-{row.pk}",
            )
        )
    columns = (
        Column(_("Who"), hidden_label=True),
        Column(_("As"), hidden_label=True),
        Column(_("Until"), hidden_label=True),
        Column(_("Actions"), align="end", hidden_label=True),
    )
    empty = State(
        "empty",
        _("Nobody is here from an agency"),
        _("A pass lets somebody in until they leave: license, run and PIN on one form."),
    )
    return Table(_("Agency passes"), columns, tuple(lines), empty)
