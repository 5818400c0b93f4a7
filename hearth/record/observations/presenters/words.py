"""A value in words: in the community's units, with the words of the catalogue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.platform.content.settings import settings_for
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address as page_of
from hearth.platform.ui.wording import day_text, moment_text
from hearth.record.observations import permissions, rules
from hearth.record.observations.codes import (
    BY_HAND,
    CATALOGUE,
    SYSTOLIC,
    AbsentReason,
    unit_word,
)
from hearth.record.observations.rules import Quantity


# Decimals of a value shown in another unit than it was written in.
DECIMALS = {"[lb_av]": 1, "kg": 1, "[degF]": 1, "Cel": 1, "[in_i]": 1, "mmol/L": 1}
ORDER = {code: place for place, code in enumerate((*BY_HAND, *CATALOGUE))}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the community whose units, clock and addresses hold, and what may be done."""

    scope: Scope
    facility: Facility
    units: Mapping[str, str]

    @classmethod
    def of(cls, scope: Scope, facility: Facility) -> "Reader":
        chosen = settings_for(facility).unit_codes
        return cls(scope, facility, rules.units_shown(chosen))

    def may(self, permission: str) -> bool:
        return self.scope.may(permission)


def name_of(row: Any) -> str:
    """What was measured, in words."""
    measure = rules.measure_of(row.code)
    return _(measure.label) if measure else row.text or row.code


def unit_for(row: Any, reader: Reader) -> str:
    """The unit a value is shown in (UCUM): the community's, where it can be converted to it."""
    measure = rules.measure_of(row.code)
    if measure is None or row.value_quantity is None:
        return row.unit or (measure.unit if measure else "")
    wanted = reader.units.get(measure.code, row.unit)
    written = Quantity(value=row.value_quantity, unit=row.unit)
    return wanted if rules.converted(written, wanted) is not None else row.unit


def number_of(row: Any, reader: Reader) -> Decimal | None:
    """The value in the unit shown, for a line or a spark; the upper one of a blood pressure."""
    if row.components:
        return rules.part_of(row.components, SYSTOLIC.code)
    if row.value_quantity is None:
        return None
    written = Quantity(value=row.value_quantity, unit=row.unit)
    there = rules.converted(written, unit_for(row, reader))
    return there.value if there else row.value_quantity


def value_text(row: Any, reader: Reader, *, with_unit: bool = True) -> str:
    """A value as it is said: 159.8 lb, 128/76 mmHg, 4 Smooth and soft, Declined."""
    if row.absent_reason:
        return _(AbsentReason.label_of(row.absent_reason))
    unit = unit_for(row, reader)
    if row.value_quantity is None:
        text = _(row.reading) if row.value_code else row.reading
    else:
        written = Quantity(
            value=row.value_quantity.quantize(Decimal(1).scaleb(-row.value_decimals)),
            unit=row.unit,
        )
        text = rules.shown(written, unit, decimals=DECIMALS.get(unit, 0))
    word = unit_word(unit) if with_unit else ""
    return f"{text} {word}".strip() if word != "%" else f"{text}%"


def as_written(row: Any, reader: Reader) -> str:
    """What was written, where it is shown in another unit or shorter; else nothing."""
    if row.value_quantity is None:
        return ""
    same_unit = unit_for(row, reader) == rules.normal_unit(row.unit)
    if same_unit and row.value_decimals <= rules.MOST_SHOWN:
        return ""
    said = row.value_text or rules.as_written(row.value_quantity, row.value_decimals)
    return _("written {value} {unit}").format(value=said, unit=unit_word(row.unit))


def in_order(codes: Iterable[str]) -> list[str]:
    """Measures in the order they are offered; others after them."""
    return sorted(codes, key=lambda code: (ORDER.get(code, len(ORDER)), code))


def when_text(row: Any, reader: Reader) -> str:
    """When it was so, as exactly as it is known."""
    local = row.effective.astimezone(reader.facility.zone)
    if row.effective_precision == "instant":
        return moment_text(row.effective, reader.facility)
    whole = {"day": day_text(local), "month": day_text(local)[3:], "year": str(local.year)}
    return whole[row.effective_precision]


def address(name: str, facility: Facility, *args: Any) -> str:
    """The address of a page of this room."""
    return reverse(f"observations:{name}", args=(facility.slug, *args))


def measure_name(code: str, rows: Sequence[Any]) -> str:
    """What a code measures, in words; nothing for one that neither the catalogue nor a row knows."""
    measure = rules.measure_of(code)
    if measure is not None:
        return _(measure.label)
    return name_of(rows[0]) if rows else ""


def crumbs(one: Any, reader: Reader) -> parts.Crumbs:
    """The way back to the resident, and to the measurements for those who may see them."""
    slug = reader.facility.slug
    found = [parts.Crumb(_("Resident"), page_of("desk:resident", slug, one.pk))]
    if reader.may(permissions.VIEW_OBSERVATIONS):
        found.append(
            parts.Crumb(_("Measurements"), address("observations", reader.facility, one.pk))
        )
    return parts.Crumbs(tuple(found))
