"""What was set aside, what is kept, and what stayed as people had left it."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from hearth.kernel.words import N_
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.record.documents.codes import SetAsideReason
from hearth.surfaces.interop.correcting import cells_of, text_of
from hearth.surfaces.interop.remarks import Remarks, read_remarks
from hearth.surfaces.interop.tables.rows import WHAT_TO_FIX
from hearth.surfaces.interop.tables.sheet import guarded

from .imports import one_word, type_word, url


_LONGEST_CELL = 32_000  # Source: Excel keeps 32,767 characters in a cell

# The record's columns in words, for what stayed as people had left it.
COLUMNS = {
    "family": N_("family name"),
    "given": N_("given names"),
    "preferred": N_("preferred name"),
    "birth_date": N_("birth date"),
    "gender": N_("gender"),
    "phone": N_("phone"),
    "email": N_("e-mail"),
    "languages": N_("languages"),
    "marital_status": N_("marital status"),
    "faith": N_("faith"),
    "code_status": N_("code status"),
    "deceased_at": N_("death"),
    "diet_comment": N_("diet"),
    "telecom": N_("phone and e-mail"),
    "address": N_("address"),
    "relationship": N_("relationship"),
    "clinical_status": N_("status"),
    "verification_status": N_("how sure it is"),
    "onset": N_("beginning"),
    "abatement": N_("end"),
    "text": N_("words"),
    "comment": N_("comment"),
    "organization": N_("organization"),
    "specialty": N_("specialty"),
}


def reasons(record: Any) -> list[str]:
    """Everything that is wrong with an entry, in words."""
    said = read_remarks(record.set_aside_text)
    if said.problems:
        return [one.reason.shown(_) for one in said.problems]
    if said.why is not None:
        return [said.why.shown(_)]
    return [_(SetAsideReason.label_of(record.set_aside))] if record.set_aside else []


def set_aside_table(
    records: Iterable[Any], facility: Facility, *, may_correct: bool, several: bool = False
) -> parts.Table:
    """What could not be read, with line and reason, and the way to put it right."""
    return parts.Table(
        caption=_("Set aside"),
        columns=(
            parts.Column(_("Line")),
            parts.Column(_("What it is")),
            parts.Column(_("What to fix")),
            parts.Column(_("Next"), hidden_label=True, align="end"),
        ),
        rows=tuple(
            _set_aside_row(one, facility, may_correct=may_correct, several=several)
            for one in records
        ),
        empty=parts.State(
            "done", _("Nothing is set aside"), _("Every entry of the file was read.")
        ),
    )


def _set_aside_row(
    record: Any, facility: Facility, *, may_correct: bool, several: bool
) -> parts.Line:
    address = url("correct_source_record", facility, record.pk)
    action = parts.Action(_("Correct"), address, about=_("line {n}").format(n=record.line))
    return parts.Line(
        (
            parts.Cell(
                str(record.line), note=record.batch.file_name if several else "", head=True
            ),
            parts.Cell(one_word(record.resource_type), note=_beginning(record)),
            parts.Cell(" ".join(reasons(record))),
            parts.Cell(actions=(action,)) if may_correct else parts.Cell(""),
        ),
        id=f"record-{record.pk}",
    )


def _beginning(record: Any) -> str:
    cells = [cell for cell in cells_of(record).values() if cell]
    return ", ".join(cells)[:80] if cells else record.summary[:80]


def kept_table(
    counts: Sequence[tuple[str, int]], batch: Any, facility: Facility
) -> parts.Table:
    """How much of each kind is kept until the room for it arrives."""
    return parts.Table(
        caption=_("Kept as it came"),
        columns=(parts.Column(_("Kind")), parts.Column(_("Entries"), align="end")),
        rows=tuple(
            parts.Line(
                (
                    parts.Cell(
                        type_word(kind), url("view_kept", facility, batch.pk, kind), head=True
                    ),
                    parts.Cell(count),
                )
            )
            for kind, count in counts
        ),
    )


def kept_rows(records: Iterable[Any]) -> parts.Table:
    """What is kept of one kind: what it says, about whom, and why it waits."""
    return parts.Table(
        caption=_("Kept as it came"),
        columns=(
            parts.Column(_("What it says")),
            parts.Column(_("About")),
            parts.Column(_("Why it waits")),
        ),
        rows=tuple(
            parts.Line(
                (
                    parts.Cell(
                        one.summary or _("Without words"),
                        note=_("line {n}").format(n=one.line),
                        head=True,
                    ),
                    parts.Cell(str(one.resident or "")),
                    parts.Cell(_why(one)),
                )
            )
            for one in records
        ),
    )


def _why(record: Any) -> str:
    why = read_remarks(record.set_aside_text).why
    return why.shown(_) if why else ""


def stayed_table(records: Iterable[Any]) -> parts.Table:
    """What was taken over, but not in everything: a person may want to look."""
    return parts.Table(
        caption=_("To look at"),
        columns=(parts.Column(_("What")), parts.Column(_("About")), parts.Column(_("Note"))),
        rows=tuple(
            parts.Line(
                (
                    parts.Cell(
                        one.summary or one_word(one.resource_type),
                        note=one_word(one.resource_type),
                        head=True,
                    ),
                    parts.Cell(str(one.resident or "")),
                    parts.Cell(_stayed(read_remarks(one.set_aside_text))),
                )
            )
            for one in records
        ),
    )


def _stayed(said: Remarks) -> str:
    words = []
    if said.kept:
        names = ", ".join(_(COLUMNS[name]) if name in COLUMNS else name for name in said.kept)
        words.append(_("Stays as it was changed here: {names}.").format(names=names))
    words += [one.reason.shown(_) for one in said.notices]
    return " ".join(words)


def to_csv(records: Iterable[Any], headings: Sequence[str]) -> str:
    """The entries set aside as CSV with one more column that says what to fix.

    A list keeps its own columns, so it can be corrected and sent again. Cells that a
    spreadsheet would take for formulas are guarded.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    columns = list(headings) or [_("Line"), _("Kind"), _("Entry")]
    writer.writerow([guarded(name) for name in (*columns, _(WHAT_TO_FIX))])
    for record in records:
        said = " ".join(reasons(record))
        if headings:
            cells = cells_of(record)
            row = [cells.get(name, "") for name in headings]
        else:
            row = [str(record.line), record.resource_type, text_of(record)[:_LONGEST_CELL]]
        writer.writerow([guarded(cell) for cell in (*row, said)])
    return "\ufeff" + out.getvalue()
