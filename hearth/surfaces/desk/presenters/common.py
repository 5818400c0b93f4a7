"""Words and links that several pages of the desk share."""

from typing import Any

from django.utils.translation import gettext as _

from hearth.platform.content.terms import spoken
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.wording import ago_text, clock_text
from hearth.record.residents import rules
from hearth.record.residents.codes import OutFor, StayStatus


def titled(title: str, values: dict[str, Any]) -> str:
    """What a task says is to be done, in the reader's language."""
    text = _(title)
    return text.format(**spoken(values)) if values else text


def clipped(text: str, most: int = 90) -> str:
    """The beginning of a text, cut between words."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + "…"


def out_text(out: Any, facility: Facility, now: Any) -> str:
    """Where somebody is who is not in the house."""
    if out is None:
        return ""
    if out.code == "unaccounted":
        return _("Not accounted for, {ago}").format(ago=ago_text(out.effective, now))
    said = _(OutFor.label_of(out.out_for)) if out.out_for else _("Out")
    said += ", " + ago_text(out.effective, now)
    if out.expected_back:
        back = clock_text(out.expected_back, facility)
        said += " · " + _("expected back {time}").format(time=back)
    return said


def residency_said(row: dict[str, Any]) -> str:
    """What happened to a residency, as people say it; ``row`` has an event's columns."""
    before = StayStatus(row["from_status"]) if row["from_status"] else None
    had_place = bool(row["from_place"])
    return _(rules.change_said(before, StayStatus(row["to_status"]), had_place=had_place))
