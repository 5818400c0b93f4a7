"""How delegated tasks read."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.platform.ui.links import address
from hearth.platform.ui.parts import NEUTRAL, URGENT, Cell, Chip, Column, Line, State, Table
from hearth.platform.ui.wording import day_text
from hearth.record.residents.codes import DelegationEnd
from hearth.record.residents.queries import Delegated

from .common import link


def answer(found: list[Delegated]) -> str:
    """The sentence the page opens with."""
    holding = sum(1 for one in found if one.lapsed is None)
    if not holding:
        return _("No nursing task is delegated")
    return ngettext(
        "{n} nursing task is delegated", "{n} nursing tasks are delegated", holding
    ).format(n=holding)


def delegations_table(
    request: Any, resident: Any, found: Iterable[Delegated], titles: Mapping[str, str]
) -> Table:
    """What is delegated for a resident: by whom, to whom, until when."""
    rows = tuple(
        Line(
            (
                Cell(one.row.what, note=one.row.how, head=True),
                Cell(str(one.row.member), note=titles.get(one.row.needs, "")),
                Cell(_("by {nurse}").format(nurse=one.row.nurse), note=_times(one.row)),
                _standing(one),
                Cell(
                    actions=link(
                        request,
                        resident,
                        _("End"),
                        "end_delegation",
                        one.row.pk,
                        about=one.row.what,
                    )
                ),
            ),
            id=f"delegation-{one.row.pk}",
        )
        for one in found
    )
    return Table(_("Delegated tasks"), _columns(_("Task"), _("Who does it")), rows, _empty())


def member_table(request: Any, found: Iterable[Delegated]) -> Table:
    """What somebody was handed by a nurse, and for whom; or handed on."""
    slug = request.facility.slug
    rows = tuple(
        Line(
            (
                Cell(
                    one.row.what,
                    url=address("residents:delegations", slug, one.row.resident_id),
                    note=f"{one.row.resident.given} {one.row.resident.family}",
                    head=True,
                ),
                Cell(str(one.row.member)),
                Cell(_("by {nurse}").format(nurse=one.row.nurse), note=_times(one.row)),
                _standing(one),
                Cell(""),
            )
        )
        for one in found
    )
    return Table(_("Delegated tasks"), _columns(_("Task"), _("Who does it")), rows, _empty())


def _columns(*labels: str) -> tuple[Column, ...]:
    plain = tuple(Column(label, hidden_label=True) for label in labels)
    return (
        *plain,
        Column(_("Delegated by"), hidden_label=True),
        Column(_("Standing"), hidden_label=True),
        Column(_("Actions"), align="end", hidden_label=True),
    )


def _empty() -> State:
    return State(
        "empty",
        _("Nothing is delegated"),
        _("What a nurse hands to somebody for one resident stands here, and until when."),
    )


def _times(row: Any) -> str:
    said = [_("from {day}").format(day=day_text(row.starts))]
    if row.until:
        said.append(_("to {day}").format(day=day_text(row.until)))
    if row.supervision_due:
        said.append(_("nurse looks by {day}").format(day=day_text(row.supervision_due)))
    return " · ".join(said)


def _standing(one: Delegated) -> Cell:
    if one.lapsed is not None:
        words = _(DelegationEnd.label_of(one.lapsed))
        return Cell(chip=Chip(_("Do not do it: {why}").format(why=words.lower()), URGENT))
    return Cell(chip=Chip(_("Holds"), NEUTRAL))
