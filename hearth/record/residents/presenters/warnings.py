"""Care warnings and call-first rules in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hearth.platform.ui.parts import URGENT, Action, Notice
from hearth.record.residents import rules
from hearth.record.residents.codes import (
    CarerGender,
    CareWarning,
    FlagCode,
    Language,
)

from .common import KNOWN_AHEAD, coded, link


QUIET = KNOWN_AHEAD


@dataclass(frozen=True, slots=True)
class CallFirstLine:
    """Whom to call first, with the number one presses."""

    pk: Any
    text: str
    unless: str
    phone: str
    after_hours: str
    actions: tuple[Action, ...] = ()


def warning_text(warning: rules.Warning) -> str:
    """One warning in words, without a medicine: "Do not use one arm: left"."""
    said = _(warning.label)
    more = warning.text
    if warning.code is CareWarning.INTERPRETER and more:
        more = coded(Language, more)
    if warning.code is CareWarning.CARER_GENDER:
        more = coded(CarerGender, more).lower()
    return f"{said}: {more}" if more else said


def warning_words(warnings: Iterable[rules.Warning]) -> list[str]:
    """The warnings that press, each in a word or two; what is known ahead is left out."""
    return [_(one.label) for one in warnings if one.code not in QUIET]


def not_from_flags(warnings: Iterable[rules.Warning], flags: Iterable[Any]) -> list[str]:
    """The warnings that no risk beside them says already."""
    said = {rules.OF_FLAG[FlagCode(f.code)] for f in flags if f.code in rules.OF_FLAG}
    return [_(one.label) for one in warnings if one.code not in said and one.code not in QUIET]


def call_first_lines(request: Any, resident: Any, rows: Iterable[Any]) -> list[CallFirstLine]:
    """Whom to call first, in the order of reading."""
    found = []
    for row in rows:
        who = row.team_member and (row.team_member.practitioner or row.team_member.member)
        found.append(
            CallFirstLine(
                pk=row.pk,
                text=row.text,
                unless=row.unless,
                phone=row.phone or getattr(who, "phone", "") or "",
                after_hours=getattr(who, "after_hours_phone", "") or "",
                actions=link(
                    request, resident, _("End"), "end_call_first", row.pk, about=row.text
                ),
            )
        )
    return found


def call_first_notices(rows: Iterable[Any]) -> tuple[Notice, ...]:
    """The same at the top of a page: the rule, its exception, and the number to press."""
    found = []
    for row in rows:
        who = row.team_member and (row.team_member.practitioner or row.team_member.member)
        numbers = [
            row.phone or getattr(who, "phone", "") or "",
            getattr(who, "after_hours_phone", "") or "",
        ]
        acts = tuple(
            Action(
                _("Call {number}").format(number=number)
                if n == 0
                else _("After hours {number}").format(number=number),
                f"tel:{number}",
                style="plain",
                icon="phone",
            )
            for n, number in enumerate(numbers)
            if number
        )
        unless = _("Unless: {when}").format(when=row.unless) if row.unless else ""
        found.append(Notice(unless, URGENT, title=row.text, actions=acts))
    return tuple(found)
