"""A stop with its word: who is kept away, from what, on what order and until when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hearth.platform.ui.parts import NEUTRAL, URGENT, Action, Chip, Notice
from hearth.platform.ui.wording import day_text, moment_text
from hearth.record.residents import rules
from hearth.record.residents.codes import (
    DeviationKind,
    RestrictionBasis,
    RestrictionKind,
)
from hearth.record.residents.queries import Stop
from hearth.record.residents.rules import Alike

from .common import coded, link, paper_url


@dataclass(frozen=True, slots=True)
class RestrictionLine:
    """Somebody kept away, as the page shows them."""

    pk: UUID
    name: str
    relationship: str
    word: str
    what_to_do: str
    set_text: str
    chip: Chip | None
    url: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class DeviationLine:
    """What happened although it was stopped, as the page shows it."""

    pk: UUID
    what: str
    reason: str
    by: str
    in_error: str = ""
    actions: tuple[Action, ...] = ()


def stop_word(row: Any) -> str:
    """The word of a stop: "No visits, no information: court order, until 3-Mar-2027"."""
    kinds = [coded(RestrictionKind, kind) for kind in row.kinds]
    what = ", ".join([kinds[0], *(kind[:1].lower() + kind[1:] for kind in kinds[1:])])
    why = coded(RestrictionBasis, row.basis)
    if row.ends is None:
        return _("{what}: {why}, until it is ended").format(what=what, why=why)
    return _("{what}: {why}, until {day}").format(what=what, why=why, day=day_text(row.ends))


def stop_chip(row: Any) -> Chip:
    """The same as a chip beside a name."""
    return Chip(_("Stop: {word}").format(word=stop_word(row)), URGENT)


def stop_notice(row: Any, alike: Alike = Alike.SAME) -> Notice:
    """The same above a form: whose name it is, the word, and what to do."""
    title = (
        _("Stop: {name}") if alike is Alike.SAME else _("Stop, this may be {name}")
    ).format(name=row.name)
    text = " · ".join(x for x in (stop_word(row), row.what_to_do) if x)
    return Notice(text, URGENT, title=title)


def stop_notices(stops: Iterable[Stop]) -> tuple[Notice, ...]:
    """Notices of the names that ran into a restriction, the surest first."""
    return tuple(stop_notice(stop.restriction, stop.alike) for stop in stops)


def all_notices(rows: Iterable[Any]) -> tuple[Notice, ...]:
    """Everybody who is kept away, above a form in which a name is typed."""
    return tuple(stop_notice(row) for row in rows)


def labelled(contact: Any, barred: Sequence[Any], relationship: str = "") -> str:
    """A contact in a list to choose from, with the stop beside the name."""
    said = ", ".join(x for x in (str(contact), relationship) if x)
    if not barred:
        return said
    return f"{said} · " + _("Stop: {word}").format(word=stop_word(barred[0]))


def restriction_lines(
    request: Any, resident: Any, rows: Iterable[Any]
) -> list[RestrictionLine]:
    """Who is kept away, with what one may do about it."""
    today = request.facility.today()
    return [
        RestrictionLine(
            pk=row.pk,
            name=row.name,
            relationship=row.relationship_text,
            word=stop_word(row),
            what_to_do=row.what_to_do,
            set_text=_set_text(request, row),
            chip=_chip(row, today),
            url=paper_url(request, resident, row.document),
            actions=_actions(request, resident, row),
        )
        for row in rows
    ]


def _set_text(request: Any, row: Any) -> str:
    said = _("set by {who}, {time}").format(
        who=row.set_by, time=moment_text(row.set_at, request.facility)
    )
    return " · ".join(x for x in (row.basis_text, said) if x)


def _chip(row: Any, today: Any) -> Chip | None:
    if row.starts > today:
        return Chip(_("From {day}").format(day=day_text(row.starts)), NEUTRAL)
    if rules.expires_within(row.ends, today, rules.RESTRICTION_ENDS_SOON):
        return Chip(_("Ends soon"), URGENT)
    return None


def _actions(request: Any, resident: Any, row: Any) -> tuple[Action, ...]:
    about = row.name
    return (
        link(
            request,
            resident,
            _("It happened anyway"),
            "record_restriction_deviation",
            row.pk,
            about=about,
        )
        + link(request, resident, _("Change"), "change_restriction", row.pk, about=about)
        + link(request, resident, _("End"), "end_restriction", row.pk, about=about)
    )


def deviation_text(row: Any) -> str:
    """Who, and what happened."""
    return _("{name}: {what}").format(
        name=row.restriction.name, what=coded(DeviationKind, row.what).lower()
    )


def deviation_lines(request: Any, rows: Iterable[Any]) -> list[DeviationLine]:
    """What happened all the same, the latest first."""
    return [
        DeviationLine(
            pk=row.pk,
            what=deviation_text(row),
            reason=row.reason,
            by=_("{who}, {time}").format(
                who=row.recorder, time=moment_text(row.effective, request.facility)
            ),
            in_error=row.entered_in_error_reason,
            actions=()
            if row.entered_in_error_at
            else link(
                request,
                row.resident,
                _("Entered in error"),
                "retract_restriction_deviation",
                row.pk,
                about=deviation_text(row),
            ),
        )
        for row in rows
    ]
