"""Words and links that the pages of notes share."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hearth.platform.content.terms import spoken
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.links import address
from hearth.platform.ui.parts import NEUTRAL, ROUTINE, URGENT, Action, Banner, Who
from hearth.platform.ui.wording import partial_day_text
from hearth.record.notes import queries
from hearth.record.notes.codes import Severity
from hearth.record.residents.codes import DatePrecision
from hearth.record.residents.rules import age_on


LEVELS = {
    Severity.ROUTINE: "",
    Severity.WATCH: NEUTRAL,
    Severity.CHANGE: ROUTINE,
    Severity.URGENT: URGENT,
}
"""The shape beside a note. Red is an emergency, and an emergency is a call, never a note."""


PERMISSIONS = {"contacts_made": "view_contacts_made", "own_notes": "view_own_notes"}
"""Of pages whose permission is not called as they are."""


def level_of(severity: str) -> str:
    """The level a severity is shown with; empty for what is only for the record."""
    return LEVELS[Severity(severity)]


def link(request: Any, label: str, verb: str, *args: Any, **more: Any) -> tuple[Action, ...]:
    """A button to a page of this room, or nothing for whoever may not open it."""
    if not request.scope.may(f"notes.{PERMISSIONS.get(verb, verb)}"):
        return ()
    return (Action(label, address(f"notes:{verb}", request.facility.slug, *args), **more),)


def resident_url(facility: Facility, resident_id: UUID) -> str:
    """The resident's own page."""
    return address("desk:resident", facility.slug, resident_id)


def who(home: queries.Home, facility: Facility) -> Who:
    """One resident in a list: place, name, what they like to be called."""
    one = home.resident
    return Who(
        name=f"{one.given} {one.family}".strip(),
        place=home.place,
        preferred=one.preferred,
        url=resident_url(facility, one.pk),
    )


def banner(home: queries.Home, facility: Facility, today: date) -> Banner:
    """Whose page this is, so that nobody writes about the wrong person."""
    one = home.resident
    age = ""
    if one.birth_date is not None:
        precision = DatePrecision(one.birth_date_precision)
        years, certain = age_on(one.birth_date, today, precision)
        age = str(years) if certain else _("about {years}").format(years=years)
    return Banner(
        family=one.family,
        given=one.given,
        title=one.prefix,
        preferred=one.preferred,
        pronunciation=one.pronunciation,
        born=partial_day_text(one.birth_date, one.birth_date_precision),
        age=age,
        place=home.place,
        url=resident_url(facility, one.pk),
        restricted=_("Restricted record") if one.security_label != "normal" else "",
    )


def said_by(row: Any) -> str:
    """Who saw or said it; and who wrote it down, when that was somebody else."""
    writer = str(row.recorder)
    seen = str(row.author or row.author_text or "")
    if not seen or seen == writer:
        return writer
    if row.author_text:
        return _("{who}, written down by {writer}").format(who=seen, writer=writer)
    return seen


def shown(text: str, values: dict[str, Any], translate: Callable[[str], str] = _) -> str:
    """A source text with its values, in the reader's language. A value may be such a text itself."""
    told = {}
    for name, value in spoken(values).items():
        if isinstance(value, dict):
            told[name] = shown(value["text"], value["values"], translate)
        else:
            told[name] = translate(str(value)) if value else ""
    source = translate(text) if text else ""
    return source.format(**told) if told else source
