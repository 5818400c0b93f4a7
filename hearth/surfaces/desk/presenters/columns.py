"""The columns of the roster: what each says of a resident, who may read it, how it narrows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_
from hearth.platform.content import lists
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.wording import day_text, partial_day_text, short_day_text
from hearth.record.residents import presenters as people
from hearth.record.residents import rules
from hearth.record.residents.codes import (
    AllergyCategory,
    CodeStatus,
    Diet,
    EvacuationNeed,
    FlagCode,
    FluidThickness,
    FoodTexture,
    Mobility,
    NoKnownAllergy,
    Transfer,
)
from hearth.record.residents.queries import LEVELS
from hearth.record.residents.rules import Presence
from hearth.record.tasks.queries.watching import REASONS
from hearth.surfaces.desk.queries.roster import (
    ALLERGIES,
    CALL_FIRST,
    DECIDES,
    FLAGS,
    HOSPICE,
    LEVEL,
    WATCHES,
    WHOSE,
    OnRoster,
)


WATCHED = "tasks.view_watches"
SAFETY = "residents.view_safety"
HEALTH = "residents.view_health"
WHEREABOUTS = "residents.view_whereabouts"
CONTACTS = "residents.view_contacts"


@dataclass(frozen=True)
class Reads:
    """Where and when the roster is read."""

    facility: Facility
    now: datetime
    day: date

    @cached_property
    def watch_words(self) -> dict[str, str]:
        """Why somebody is on watch, in words, by code."""
        return {one.code: one.title for one in lists.every_item(REASONS, self.facility)}

    @cached_property
    def level_words(self) -> dict[str, str]:
        """The levels of care in the community's words and order, by code."""
        return {one.code: one.title for one in lists.every_item(LEVELS, self.facility)}


Word = tuple[str, str]
"""A value to narrow by: its code, and how it reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. Without its ``permission`` it does not exist for a reader; ``need`` is what the
    query reads for it; ``values`` are what a row can be found by."""

    code: str
    label: str
    text: Callable[[OnRoster, Reads], str]
    permission: str = ""
    need: str = ""
    values: Callable[[OnRoster, Reads], list[Word]] | None = None


def _coded(kind: type[Coded], code: str) -> list[Word]:
    return [(str(code), _(kind.label_of(code)))] if code else []


def _said(words: list[Word]) -> str:
    return ", ".join(text for _code, text in words)


def _own(
    kind: type[Coded], name: str
) -> tuple[Callable[[OnRoster, Reads], str], Callable[[OnRoster, Reads], list[Word]]]:
    """Text and values of a column of the resident's own row."""

    def values(row: OnRoster, reads: Reads) -> list[Word]:
        return _coded(kind, getattr(row.resident, name))

    return lambda row, reads: _said(values(row, reads)), values


def _column(code: str, label: str, kind: type[Coded], name: str) -> Column:
    text, values = _own(kind, name)
    return Column(code=code, label=label, text=text, values=values, permission=SAFETY)


def _yes(*, there: bool) -> list[Word]:
    return [("yes", _("Yes"))] if there else []


# Where they live


def _neighborhood(row: OnRoster, reads: Reads) -> list[Word]:
    place = row.standing.place
    return [(str(place.neighborhood_id), place.neighborhood.name)] if place else []


def floor_of(row: OnRoster) -> str:
    """The floor of somebody's apartment; nothing outside of one."""
    place = row.standing.place
    return place.apartment.floor if place and place.apartment else ""


def _floor(row: OnRoster, reads: Reads) -> list[Word]:
    floor = floor_of(row)
    return [(floor, floor)] if floor else []


def _run(row: OnRoster, reads: Reads) -> list[Word]:
    return [(str(row.whose.run_id), row.whose.run_name)] if row.whose else []


def _run_text(row: OnRoster, reads: Reads) -> str:
    """The run, and who has it now; that nobody has it is said."""
    if not row.whose:
        return ""
    who = ", ".join(str(one) for one in row.whose.members)
    return f"{row.whose.run_name} · {who or _('nobody')}"


# How much care


def _level(row: OnRoster, reads: Reads) -> list[Word]:
    return [(row.level, reads.level_words.get(row.level, row.level))] if row.level else []


def level_order(row: OnRoster, reads: Reads) -> int:
    """Where somebody's level stands in the community's list; who has none comes last."""
    known = list(reads.level_words)
    return known.index(row.level) if row.level in known else len(known)


# Food


def _diet(row: OnRoster, reads: Reads) -> list[Word]:
    return [word for code in row.resident.diet for word in _coded(Diet, code)]


def _diet_text(row: OnRoster, reads: Reads) -> str:
    said = [_said(_diet(row, reads)), row.resident.diet_comment]
    return " · ".join(text for text in said if text)


def _allergies(row: OnRoster, reads: Reads) -> str:
    return people.allergy_text(rules.allergy_line(a.mark for a in row.allergies))


_NO_FOOD_ALLERGY = {NoKnownAllergy.ANY, NoKnownAllergy.FOOD}
_NOT_FOOD = {AllergyCategory.MEDICATION, AllergyCategory.ENVIRONMENT, AllergyCategory.BIOLOGIC}


def _food_allergies(row: OnRoster, reads: Reads) -> str:
    """What the kitchen must leave out; an allergy of no known category may be to food."""
    food = [a for a in row.allergies if not a.category or set(a.category) - _NOT_FOOD]
    if known := rules.allergy_line(a.mark for a in food).known:
        return ", ".join(known)
    asked = any(a.code in _NO_FOOD_ALLERGY and a.mark.holds for a in row.allergies)
    return _("None known") if asked else _("Not asked yet")


# Moving


def evacuation_of(row: OnRoster) -> EvacuationNeed:
    """How somebody leaves the house in an emergency."""
    return rules.evacuation_need(row.resident.mobility, row.resident.transfer)


def _evacuation(row: OnRoster, reads: Reads) -> list[Word]:
    return _coded(EvacuationNeed, evacuation_of(row))


# What to mind


def _oxygen(row: OnRoster, reads: Reads) -> list[Word]:
    return _yes(there=any(flag.code == FlagCode.OXYGEN for flag in row.flags))


def _hospice(row: OnRoster, reads: Reads) -> list[Word]:
    return [("yes", row.hospice)] if row.hospice else []


def _call_first(row: OnRoster, reads: Reads) -> str:
    said = [
        _("{rule} (unless: {when})").format(rule=rule, when=unless) if unless else rule
        for rule, unless in row.call_first
    ]
    return "; ".join(said)


def _infections(row: OnRoster) -> list[Any]:
    return [flag for flag in row.flags if flag.code == FlagCode.INFECTION]


def _precautions(row: OnRoster, reads: Reads) -> list[Word]:
    return [(f.precaution or "unsaid", people.flag_name(f)) for f in _infections(row)]


def _precautions_text(row: OnRoster, reads: Reads) -> str:
    said = []
    for flag in _infections(row):
        name, zone = people.flag_name(flag), reads.facility.zone
        first = short_day_text(flag.since.astimezone(zone))
        if flag.until:
            last = short_day_text(flag.until.astimezone(zone))
            words = _("{risk}, {first} to {last}").format(risk=name, first=first, last=last)
        else:
            words = _("{risk} since {day}").format(risk=name, day=first)
        said.append(words)
    return "; ".join(said)


def _onset(row: OnRoster, reads: Reads) -> str:
    first = min((flag.since for flag in _infections(row)), default=None)
    return day_text(first.astimezone(reads.facility.zone)) if first else ""


def _signs(row: OnRoster, reads: Reads) -> str:
    return "; ".join(flag.raised_reason for flag in _infections(row) if flag.raised_reason)


def _watch(row: OnRoster, reads: Reads) -> list[Word]:
    return [(one.reason, reads.watch_words.get(one.reason, one.reason)) for one in row.watches]


def _watch_text(row: OnRoster, reads: Reads) -> str:
    said = []
    for one, (_code, reason) in zip(row.watches, _watch(row, reads), strict=True):
        until = short_day_text(one.until.astimezone(reads.facility.zone))
        said.append(_("{reason} until {time}").format(reason=reason, time=until))
    return "; ".join(said)


# Where they are


def _where(row: OnRoster, reads: Reads) -> list[Word]:
    presence = row.standing.presence
    return [(str(presence), _(presence.label))]


def _where_text(row: OnRoster, reads: Reads) -> str:
    """Nothing for who is in the house: most are, and the others stand out."""
    if row.standing.presence is Presence.IN:
        return ""
    return people.presence_text(row.standing, reads.facility)


# Who they are


def _born(row: OnRoster, reads: Reads) -> str:
    one = row.resident
    return partial_day_text(one.birth_date, one.birth_date_precision)


def _birthday(row: OnRoster, reads: Reads) -> list[Word]:
    born = row.resident.birth_date
    if born is None or row.resident.birth_date_precision == "year":
        return []
    return [(f"{born.month:02}", _(born.strftime("%B")))]


def _decides(row: OnRoster, reads: Reads) -> str:
    return "; ".join(_called(contact) for contact in row.decides)


def _called(contact: Any) -> str:
    phones = [t.get("value", "") for t in contact.telecom if t.get("system") == "phone"]
    return " ".join([str(contact), *phones[:1]])


COLUMNS = (
    Column(code="room", label=N_("Room"), text=lambda row, reads: row.standing.label),
    Column(
        code="name",
        label=N_("Resident"),
        text=lambda row, reads: people.name_text(row.resident),
    ),
    Column(
        code="neighborhood",
        label=N_("Neighborhood"),
        text=lambda row, reads: _said(_neighborhood(row, reads)),
        values=_neighborhood,
    ),
    Column(
        code="floor",
        label=N_("Floor"),
        text=lambda row, reads: _said(_floor(row, reads)),
        values=_floor,
    ),
    Column(code="run", label=N_("Run"), text=_run_text, values=_run, need=WHOSE),
    Column(
        code="age",
        label=N_("Age"),
        text=lambda row, reads: people.age_text(row.resident, reads.day),
    ),
    Column(code="born", label=N_("Born"), text=_born, values=_birthday),
    Column(
        code="level",
        label=N_("Level of care"),
        text=lambda row, reads: _said(_level(row, reads)),
        values=_level,
        permission=SAFETY,
        need=LEVEL,
    ),
    Column(
        code="where",
        label=N_("Where now"),
        text=_where_text,
        values=_where,
        permission=WHEREABOUTS,
    ),
    _column("code-status", N_("Code status"), CodeStatus, "code_status"),
    Column(
        code="hospice",
        label=N_("Hospice"),
        text=lambda row, reads: _said(_hospice(row, reads)),
        values=_hospice,
        permission=HEALTH,
        need=HOSPICE,
    ),
    Column(
        code="call-first",
        label=N_("Call first"),
        text=_call_first,
        values=lambda row, reads: _yes(there=bool(row.call_first)),
        permission=SAFETY,
        need=CALL_FIRST,
    ),
    Column(
        code="allergies",
        label=N_("Allergies"),
        text=_allergies,
        permission=SAFETY,
        need=ALLERGIES,
    ),
    Column(code="diet", label=N_("Diet"), text=_diet_text, values=_diet, permission=SAFETY),
    _column("texture", N_("Food"), FoodTexture, "food_texture"),
    _column("fluids", N_("Drinks"), FluidThickness, "fluid_thickness"),
    Column(
        code="food-allergies",
        label=N_("Leave out (allergy)"),
        text=_food_allergies,
        permission=SAFETY,
        need=ALLERGIES,
    ),
    _column("mobility", N_("Gets about"), Mobility, "mobility"),
    _column("transfer", N_("Gets up"), Transfer, "transfer"),
    Column(
        code="evacuation",
        label=N_("How moved"),
        text=lambda row, reads: _said(_evacuation(row, reads)),
        values=_evacuation,
        permission=SAFETY,
    ),
    Column(
        code="oxygen",
        label=N_("Oxygen"),
        text=lambda row, reads: _said(_oxygen(row, reads)),
        values=_oxygen,
        permission=SAFETY,
        need=FLAGS,
    ),
    Column(
        code="watch",
        label=N_("On watch"),
        text=_watch_text,
        values=_watch,
        permission=WATCHED,
        need=WATCHES,
    ),
    Column(
        code="precautions",
        label=N_("Precautions"),
        text=_precautions_text,
        values=_precautions,
        permission=SAFETY,
        need=FLAGS,
    ),
    Column(code="onset", label=N_("Since"), text=_onset, permission=SAFETY, need=FLAGS),
    Column(code="signs", label=N_("Signs"), text=_signs, permission=HEALTH, need=FLAGS),
    Column(
        code="decides",
        label=N_("Who decides"),
        text=_decides,
        permission=CONTACTS,
        need=DECIDES,
    ),
)
ALWAYS = ("room", "name")
"""What every roster begins with: nobody is told by a name alone, or by a door."""


def columns(scope: Scope) -> dict[str, Column]:
    """The columns that exist for this reader, by code, in their order."""
    return {c.code: c for c in COLUMNS if not c.permission or scope.may(c.permission)}


def needs_of(asked: Iterable[Column]) -> set[str]:
    """What the query must read for these columns."""
    return {column.need for column in asked if column.need}
