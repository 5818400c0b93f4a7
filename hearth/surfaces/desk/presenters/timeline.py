"""How the timeline of everything reads."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hearth.care.incidents.codes import Injury
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address
from hearth.record.documents.codes import DocumentType
from hearth.record.notes.codes import Channel, NoteCategory, Reached, Severity
from hearth.record.observations import rules
from hearth.record.observations.codes import unit_word
from hearth.record.residents.presenters import ways_out
from hearth.record.tasks.codes import Outcome, OutcomeReason
from hearth.surfaces.desk import queries
from hearth.surfaces.desk.presenters.common import residency_said, titled


LATE_ENTRY = timedelta(minutes=30)
"""A fact written down longer than this after it was so is shown with both times. Own default."""


def timeline(found: list[queries.Happened], facility: Facility) -> parts.Timeline:
    """Everything that happened, by the community's day, newest first."""
    days: dict[date, list[parts.TimelineEntry]] = {}
    went = any(one.sort == "whereabouts" for one in found)
    reasons = ways_out.reasons_of(facility) if went else {}
    for one in found:
        local = one.effective.astimezone(facility.zone).date()
        days.setdefault(local, []).append(_entry(one, facility, reasons))
    return parts.Timeline(
        days=tuple(parts.TimelineDay(day, tuple(entries)) for day, entries in days.items())
    )


def _entry(
    one: queries.Happened, facility: Facility, reasons: dict[str, str]
) -> parts.TimelineEntry:
    if one.sort == "whereabouts":
        said = _whereabouts(one.said, facility, reasons)
    else:
        said = WORDS[one.sort](one.said, facility)
    wrong = one.said.get("entered_in_error_at") is not None
    late = one.recorded - one.effective > LATE_ENTRY and one.sort != "document"
    return parts.TimelineEntry(
        at=one.effective,
        title=said["title"],
        text=said.get("text", ""),
        by=one.by,
        icon=said["icon"],
        level=said.get("level", ""),
        url=said.get("url", ""),
        recorded=one.recorded if late else None,
        corrected=wrong,
        correction=one.said["entered_in_error_reason"] if wrong else "",
        pk=one.said["id"],
    )


def _note(row: dict[str, Any], facility: Facility) -> dict[str, Any]:
    serious = row["severity"] in {"change", "urgent"}
    title = _(NoteCategory.label_of(row["category"]))
    if row["severity"] != "routine":
        title += " · " + _(Severity.label_of(row["severity"]))
    return {
        "title": title,
        "text": row["text"],
        "icon": "note",
        "level": parts.URGENT if serious else "",
        "url": address("notes:note", facility.slug, row["id"]),
    }


def _contact(row: dict[str, Any], facility: Facility) -> dict[str, Any]:
    with_whom = row["whom"] or _("the doctor's office")
    return {
        "title": f"{_(Channel.label_of(row['channel']))}: {with_whom}",
        "text": " · ".join(x for x in (_(Reached.label_of(row["reached"])), row["text"]) if x),
        "icon": "phone",
    }


def _task(row: dict[str, Any], facility: Facility) -> dict[str, Any]:
    said = [_(Outcome.label_of(row["outcome"]))]
    if row["outcome_reason"]:
        said.append(_(OutcomeReason.label_of(row["outcome_reason"])))
    if row["outcome_text"]:
        said.append(row["outcome_text"])
    return {
        "title": titled(row["title"], row["title_values"]),
        "text": " · ".join(said),
        "icon": "check",
        "level": parts.DONE if row["outcome"] == "done" else parts.URGENT,
        "url": address("tasks:task", facility.slug, row["id"]),
    }


def _observation(row: dict[str, Any], facility: Facility) -> dict[str, Any]:
    quantity = row["value_quantity"]
    measure = rules.measure_of(row["code"])
    value = rules.reading(
        row["code"],
        value=Decimal(quantity) if quantity else None,
        decimals=row["value_decimals"],
        value_code=row["value_code"],
        value_text=row["value_text"],
        components=row["components"],
    )
    unit = row["unit"] or (row["components"][0].get("unit", "") if row["components"] else "")
    return {
        "title": _(measure.label) if measure else row["text"] or row["code"],
        "text": f"{value} {_(unit_word(unit))}".strip() or _("Not measured"),
        "icon": "heartbeat",
        "url": address("observations:chart", facility.slug, row["resident_id"], row["code"]),
    }


def _residency(row: dict[str, Any], facility: Facility) -> dict[str, Any]:
    text = [row["away_at"], row["reason"]]
    return {
        "title": residency_said(row),
        "text": " · ".join(x for x in text if x),
        "icon": "door",
    }


def _whereabouts(
    row: dict[str, Any], facility: Facility, reasons: dict[str, str]
) -> dict[str, Any]:
    said = ways_out.said_of(row, facility, reasons)
    return {
        "title": said.title,
        "text": said.text,
        "icon": "door",
        "level": parts.EMERGENCY if row["code"] == "unaccounted" else "",
    }


def _document(row: dict[str, Any], facility: Facility) -> dict[str, Any]:
    return {
        "title": row["title"],
        "text": _(DocumentType.label_of(row["type"])),
        "icon": "file",
        "url": address("documents:view_document", facility.slug, row["id"]),
    }


def _incident(row: dict[str, Any], facility: Facility) -> dict[str, Any]:
    return {
        "title": row["title"],
        "text": _(Injury.label_of(row["injury"])),
        "icon": "report",
        "level": parts.URGENT,
        "url": address("incidents:incident", facility.slug, row["id"]),
    }


WORDS: dict[str, Callable[[dict[str, Any], Facility], dict[str, Any]]] = {
    "note": _note,
    "contact": _contact,
    "task": _task,
    "observation": _observation,
    "residency": _residency,
    "document": _document,
    "incident": _incident,
}
