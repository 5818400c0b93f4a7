"""Out and back, as a colleague says it: one line for a going out, a step, a coming back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hearth.kernel import clock
from hearth.kernel.words import N_
from hearth.platform.content import lists
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui.wording import moment_text
from hearth.record.residents.codes import (
    Belonging,
    DecidedBy,
    OutFor,
    ReturnCondition,
    Transport,
    TriedFirst,
    WhereaboutsCode,
)
from hearth.record.residents.queries import WAY_OUT_COLUMNS

from .common import coded


WENT = {
    OutFor.FAMILY: N_("Out with family or friends"),
    OutFor.APPOINTMENT: N_("Out to an appointment"),
    OutFor.OUTING: N_("On an outing with the community"),
    OutFor.ERRAND: N_("Out on their own"),
    OutFor.EMERGENCY_ROOM: N_("To the emergency room"),
    OutFor.OBSERVATION: N_("To hospital, for observation"),
    OutFor.HOSPITAL: N_("To hospital"),
    OutFor.REHAB: N_("To rehab"),
    OutFor.HOSPICE: N_("To a hospice house"),
    OutFor.OVERNIGHT: N_("Away overnight"),
    OutFor.OTHER: N_("Out"),
}
DECIDED = {
    DecidedBy.RESIDENT: N_("the resident decided"),
    DecidedBy.FAMILY: N_("family decided"),
    DecidedBy.NURSE: N_("nurse decided"),
    DecidedBy.PRESCRIBER: N_("prescriber decided"),
    DecidedBy.EMS: N_("EMS decided"),
    DecidedBy.HOSPICE: N_("hospice decided"),
    DecidedBy.OTHER: N_("somebody else decided"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says: its title, and the rest in one line."""

    title: str
    text: str = ""


def reasons_of(facility: Facility) -> dict[str, str]:
    """Why residents go out, in the reader's words, by code; also what is no longer offered."""
    return {entry.code: entry.title for entry in lists.every_item("out-reasons", facility)}


def went_text(out_for: str) -> str:
    """Where somebody went, as the beginning of a sentence."""
    return _(WENT[OutFor(out_for)]) if out_for in OutFor.codes() else _("Out")


def reason_text(code: str, words: str, reasons: Mapping[str, str]) -> str:
    """Why: the class in words, and what was said besides."""
    title = reasons.get(code, code)
    return ": ".join(text for text in (title, words) if text)


def decided_text(code: str) -> str:
    """Who decided, as half a sentence."""
    return _(DECIDED[DecidedBy(code)]) if code in DecidedBy.codes() else ""


def said_of(row: Mapping[str, Any], facility: Facility, reasons: Mapping[str, str]) -> Said:
    """One row of the whereabouts, by its columns."""
    code = row["code"]
    if code == WhereaboutsCode.IN:
        return Said(_("Back"), _joined(_back(row)))
    if code != WhereaboutsCode.OUT:
        return Said(coded(WhereaboutsCode, code), _joined([row["where"], row["comment"]]))
    if row["way_out"]:
        title = _("Now: {kind}").format(kind=coded(OutFor, row["out_for"]))
    else:
        title = went_text(row["out_for"])
    return Said(title, _joined(_out(row, facility, reasons)))


def columns_of(row: Any) -> dict[str, Any]:
    """The columns that ``said_of`` reads, of a row at hand."""
    found = {name: getattr(row, name) for name in WAY_OUT_COLUMNS if name != "way_out"}
    return found | {"way_out": row.way_out_id, "accompanied_by": with_text(row)}


def with_text(row: Any) -> str:
    """With whom somebody is out: a contact, or anybody else."""
    return " · ".join(t for t in (str(row.contact or ""), row.accompanied_by) if t)


def _out(
    row: Mapping[str, Any], facility: Facility, reasons: Mapping[str, str]
) -> Iterable[str]:
    step = bool(row["way_out"])
    if not step:
        yield coded(Transport, row["transport"])
        yield reason_text(row["reason_code"], row["reason"], reasons)
        yield decided_text(row["decided_by"])
        yield tried_text(row["tried_first"])
        if row["accompanied_by"]:
            yield _("with {who}").format(who=row["accompanied_by"])
    yield row["where"]
    yield row["phone"]
    expected = row["expected_back"]
    if expected and (at := _instant(expected)) > clock.now():
        yield _("expected back {time}").format(time=moment_text(at, facility))
    yield row["comment"]


def _back(row: Mapping[str, Any]) -> Iterable[str]:
    yield " ".join(t for t in (row["diagnosis"], row["diagnosis_code"]) if t)
    if row["new_orders"] is not None:
        yield _("new orders") if row["new_orders"] else _("no new orders")
    yield coded(ReturnCondition, row["condition"])
    yield row["comment"]


def tried_text(codes: Iterable[str]) -> str:
    """What was tried first; nothing where nobody was asked."""
    said = ", ".join(coded(TriedFirst, code).lower() for code in codes or ())
    return _("tried first: {what}").format(what=said) if said else ""


def belongings_text(counts: Mapping[str, int]) -> str:
    """What went along, each with how many where there are several."""
    return ", ".join(
        coded(Belonging, code) + (f" ({count})" if count > 1 else "")
        for code, count in counts.items()
    )


def _instant(value: Any) -> datetime:
    """An instant, also out of a JSON column."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def _joined(said: Iterable[str]) -> str:
    return " · ".join(text for text in said if text)
