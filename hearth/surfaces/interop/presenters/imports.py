"""The list of imports, one import on its way, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.kernel.words import N_
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.wording import partial_day_text
from hearth.record.documents.codes import BatchFormat, BatchState
from hearth.surfaces.interop.fhir.verbatim import label_of
from hearth.surfaces.interop.forms import KIND_WORDS
from hearth.surfaces.interop.mapped import Line
from hearth.surfaces.interop.reasons import MESSAGES, Reason
from hearth.surfaces.interop.tables.columns import Columns, Kind
from hearth.surfaces.interop.tables.sheet import Line as SheetLine


# What became of an entry, in the order it is told, before and after.
FATES = (
    ("create", N_("new")),
    ("update", N_("changed")),
    ("unchanged", N_("unchanged")),
    ("verbatim", N_("kept as it came")),
    ("quarantine", N_("set aside")),
)
BEFORE = (
    ("create", N_("new")),
    ("update", N_("here already")),
    ("verbatim", N_("kept as it came")),
    ("quarantine", N_("set aside")),
)
# The people and things a reader asks for first; the rest follows by its word.
_FIRST = ("Patient", "RelatedPerson", "Condition", "AllergyIntolerance", "Observation")
_TYPE_WORDS = {
    "Patient": N_("Residents"),
    "RelatedPerson": N_("Contacts"),
    "Practitioner": N_("Practitioners"),
    "PractitionerRole": N_("What practitioners do where"),
    "Condition": N_("Conditions"),
    "AllergyIntolerance": N_("Allergies"),
    "Observation": N_("Measured values"),
    "Coverage": N_("Who pays"),
    "Consent": N_("Consents and directives"),
    "Flag": N_("Risks"),
    "DocumentReference": N_("Documents"),
    "Encounter": N_("Visits and stays elsewhere"),
    "Immunization": N_("Vaccinations"),
    "Location": N_("Rooms and places"),
    "Organization": N_("Organizations"),
    "MedicationRequest": N_("Medication orders"),
    "CarePlan": N_("Care plans"),
    "CareTeam": N_("Care teams"),
    "Claim": N_("Claims"),
    "Composition": N_("Composed documents"),
    "DiagnosticReport": N_("Reports"),
    "EpisodeOfCare": N_("Stays elsewhere"),
    "ExplanationOfBenefit": N_("Payer statements"),
    "Goal": N_("Goals"),
    "List": N_("Lists"),
    "MedicationStatement": N_("Medicines taken"),
    "Procedure": N_("Procedures"),
    "QuestionnaireResponse": N_("Answered questionnaires"),
    "ServiceRequest": N_("Orders"),
    "(unreadable)": N_("Could not be read"),
    "": N_("Could not be read"),
}
_LEVELS = {
    BatchState.WAITING: parts.ROUTINE,
    BatchState.RUNNING: parts.ROUTINE,
    BatchState.FINISHED: parts.DONE,
    BatchState.FAILED: parts.URGENT,
}
_FAILURES = {
    "given-up": N_("Given up before it began. Nothing was taken over."),
    "not-whole": N_(
        "Not everything could be read, and all or nothing was asked for: nothing was taken over."
    ),
}


def type_word(kind: str) -> str:
    """What a resource type is called in a list."""
    return _(_TYPE_WORDS[kind]) if kind in _TYPE_WORDS else _(label_of(kind))


# One of them, where FHIR's own word is not the trade's.
_ONE = {
    "Patient": N_("Resident"),
    "RelatedPerson": N_("Contact"),
    "Practitioner": N_("Practitioner"),
    "AllergyIntolerance": N_("Allergy"),
    "Observation": N_("Measured value"),
    "Coverage": N_("Payer"),
    "Flag": N_("Risk"),
    "DocumentReference": N_("Document"),
    "Encounter": N_("Visit"),
    "Immunization": N_("Vaccination"),
    "Location": N_("Room"),
    "(unreadable)": N_("Could not be read"),
    "": N_("Could not be read"),
}


def one_word(kind: str) -> str:
    """What one of a type is called."""
    return _(_ONE[kind]) if kind in _ONE else _(label_of(kind))


def url(name: str, facility: Facility, *args: object) -> str:
    """The address of a page of imports."""
    return reverse(f"interop:{name}", args=[facility.slug, *args])


def crumbs(facility: Facility, batch: Any = None) -> parts.Crumbs:
    """The way back to the list, and to one import."""
    found = [parts.Crumb(_("Imports"), url("imports", facility))]
    if batch is not None:
        found.append(parts.Crumb(batch.file_name, url("view_import", facility, batch.pk)))
    return parts.Crumbs(tuple(found))


def file_words(batch: Any) -> str:
    """The file, and how many came with it."""
    if not batch.more:
        return str(batch.file_name)
    said = ngettext("{file} and {n} more", "{file} and {n} more", batch.more)
    return said.format(file=batch.file_name, n=batch.more)


def format_word(batch: Any) -> str:
    """What kind of file it is."""
    kind = batch.mapping.get("kind") if batch.mapping else None
    if kind in KIND_WORDS:
        return _(KIND_WORDS[Kind(kind)])
    return _(BatchFormat.label_of(batch.format))


# The list


def imports_table(batches: Iterable[Any], facility: Facility) -> parts.Table:
    """Every import, newest first."""
    return parts.Table(
        caption=_("Imports"),
        columns=(
            parts.Column(_("File")),
            parts.Column(_("From"), minor=True),
            parts.Column(_("When")),
            parts.Column(_("By"), minor=True),
            parts.Column(_("What became of it")),
        ),
        rows=tuple(_import_row(batch, facility) for batch in batches),
        empty=parts.State(
            "empty",
            _("Nothing was imported yet"),
            _("Residents from another system appear here, with what became of each entry."),
        ),
    )


def _import_row(batch: Any, facility: Facility) -> parts.Line:
    address = url("view_import", facility, batch.pk)
    return parts.Line(
        (
            parts.Cell(file_words(batch), address, note=format_word(batch), head=True),
            parts.Cell(batch.source_system),
            parts.Cell(at=batch.started_at),
            parts.Cell(str(batch.started_by)),
            parts.Cell(chip=state_chip(batch), note=short_counts(batch)),
        )
    )


def state_chip(batch: Any) -> parts.Chip:
    """How an import stands."""
    state = BatchState(batch.state)
    lost = _sum(batch.counts, "quarantine")
    if state is BatchState.FINISHED and lost:
        said = ngettext("{n} entry set aside", "{n} entries set aside", lost).format(n=lost)
        return parts.Chip(said, parts.URGENT)
    return parts.Chip(_(state.label), _LEVELS[state])


def short_counts(batch: Any) -> str:
    """What became of it in a few words, "" while nothing has."""
    said = [
        f"{_sum(batch.counts, fate)} {_(word)}"
        for fate, word in FATES
        if _sum(batch.counts, fate) and fate != "quarantine"
    ]
    return ", ".join(said)


def _sum(counts: Mapping[str, Mapping[str, int]], fate: str) -> int:
    return sum(of.get(fate, 0) for of in counts.values())


# One import


def answer(batch: Any, preview: Mapping[str, Any] | None, came: int) -> str:
    """The sentence an import's page opens with."""
    state = BatchState(batch.state)
    if state is BatchState.RUNNING:
        return _("The import is on its way")
    if state is BatchState.FAILED:
        return (
            _("This import took nothing over") if not batch.done else _("This import stopped")
        )
    if state is BatchState.FINISHED:
        return _came_words(came)
    if preview is None:
        return _("The file is being looked through")
    if "refused" in preview or preview.get("read_nothing"):
        return _("Nothing in this file can be read")
    new = preview["resources"].get("Patient", {}).get("create", 0)
    known = preview["resources"].get("Patient", {}).get("update", 0)
    return _found_words(new, known)


def _came_words(came: int) -> str:
    if not came:
        return _("No resident came with this import")
    said = ngettext(
        "{n} resident came with this import", "{n} residents came with this import", came
    )
    return said.format(n=came)


def _found_words(new: int, known: int) -> str:
    if new and known:
        return _("{new} new residents, and {known} who are here already").format(
            new=new, known=known
        )
    if new:
        said = ngettext("{n} new resident", "{n} new residents", new)
        return said.format(n=new)
    if known:
        said = ngettext(
            "{n} resident who is here already", "{n} residents who are here already", known
        )
        return said.format(n=known)
    return _("No residents, but something about them")


def plain_answer(batch: Any) -> str:
    """The same for whoever does not see whom it is about."""
    done = sum(sum(of.values()) for of in batch.counts.values())
    said = ngettext("{n} entry was imported", "{n} entries were imported", done)
    return said.format(n=done)


def refusal(preview: Mapping[str, Any]) -> str:
    """Why nothing of a file can be read, "" where something can."""
    if "refused" in preview:
        return said_reason(preview["refused"]["code"], preview["refused"].get("values", {}))
    if preview.get("read_nothing"):
        first = next(iter(preview.get("set_aside", ())), None)
        empty = _("The file holds no entries.")
        return said_reason(first["code"], first.get("values", {})) if first else empty
    return ""


def steps(batch: Any, facility: Facility, *, at_columns: bool = False) -> parts.Steps:
    """Where one is: file, columns (for a list), look, import."""
    state = BatchState(batch.state)
    waits = state is BatchState.WAITING
    items = [parts.Step(_("Choose the file"), "done")]
    if batch.mapping:
        address = url("prepare_import", facility, batch.pk) if waits else ""
        items.append(
            parts.Step(_("Confirm the columns"), "current" if at_columns else "done", address)
        )
    looks = "next" if at_columns else ("current" if waits else "done")
    items.append(parts.Step(_("Look at what would happen"), looks))
    ended = state in {BatchState.FINISHED, BatchState.FAILED}
    last = "done" if ended else ("next" if waits else "current")
    items.append(parts.Step(_("Import"), last))
    return parts.Steps(tuple(items), label=_("The steps of an import"))


def column_rows(
    form: Any, columns: Columns, rows: Sequence[SheetLine]
) -> list[tuple[Any, list[str]]]:
    """Each column's choice beside what its first cells say."""
    found = []
    for at, heading in enumerate(columns.headings):
        name = f"column_{at}"
        if heading and name in form.fields:
            cells = [row.cells[at] for row in rows if at < len(row.cells) and row.cells[at]]
            found.append((form[name], [cell[:40] for cell in cells[:3]]))
    return found


def about(batch: Any) -> parts.Facts:
    """What file it is, from where, by whom."""
    return parts.Facts(
        (
            parts.Fact(_("File"), file_words(batch), note=format_word(batch)),
            parts.Fact(_("Other system"), batch.source_system or _("Not named")),
            parts.Fact(_("By"), str(batch.started_by)),
            parts.Fact(_("Entries"), batch.entries or ""),
        ),
        dense=True,
    )


def stats(
    counts: Mapping[str, Mapping[str, int]], words: Sequence[tuple[str, str]]
) -> parts.Stats:
    """How many became what."""
    return parts.Stats(
        tuple(
            parts.Stat(n, _(word), level=parts.URGENT if fate == "quarantine" else "")
            for fate, word in words
            if (n := _sum(counts, fate))
        ),
        label=_("What becomes of the entries"),
    )


def counts_table(
    counts: Mapping[str, Mapping[str, int]], words: Sequence[tuple[str, str]]
) -> parts.Table:
    """How many of each type became what."""
    shown = [pair for pair in words if _sum(counts, pair[0])]
    return parts.Table(
        caption=_("By kind"),
        columns=(
            parts.Column(_("Kind")),
            *(parts.Column(_(word).capitalize(), align="end") for _fate, word in shown),
        ),
        rows=tuple(
            parts.Line(
                (
                    parts.Cell(type_word(kind), head=True),
                    *(parts.Cell(counts[kind].get(fate) or "") for fate, _word in shown),
                )
            )
            for kind in _ordered(counts)
        ),
    )


def _ordered(kinds: Iterable[str]) -> list[str]:
    place = {kind: at for at, kind in enumerate(_FIRST)}
    return sorted(kinds, key=lambda kind: (place.get(kind, len(place)), type_word(kind)))


def progress(batch: Any) -> parts.Progress:
    """How far it is."""
    if batch.state == BatchState.WAITING:
        return parts.Progress(_("Looking through the file"))
    return parts.Progress(_("Taking over"), done=batch.done, total=batch.entries or None)


def failure(batch: Any) -> str:
    """Why an import stopped, in words."""
    if batch.failure in _FAILURES:
        return _(_FAILURES[batch.failure])
    return _(
        "It stopped ({code}). What was done before stays, and it can go on from there."
    ).format(code=batch.failure)


def first_lines(preview: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """The first few of each kind, as a person would note them."""
    return [
        (type_word(kind), [_of_line(Line(**line)) for line in lines])
        for kind in _ordered(preview.get("lines", {}))
        if (lines := preview["lines"][kind])
    ]


def _of_line(line: Line) -> str:
    """A line under the heading of its kind, which need not be said again."""
    return ", ".join(part for part in (line.what, line.status, line.when) if part)


def wrong_table(preview: Mapping[str, Any]) -> parts.Table:
    """What would be set aside, and why."""
    rows = []
    for one in preview.get("set_aside", ()):
        why = said_reason(one["code"], one.get("values", {}))
        rows.append(
            parts.Line(
                (
                    parts.Cell(str(one["line"]), head=True),
                    parts.Cell(one_word(one["type"])),
                    parts.Cell(why),
                )
            )
        )
    return parts.Table(
        caption=_("What would be set aside"),
        columns=(
            parts.Column(_("Line")),
            parts.Column(_("Kind")),
            parts.Column(_("Why")),
        ),
        rows=tuple(rows),
    )


def kept_reasons(preview: Mapping[str, Any]) -> list[str]:
    """Why entries would only be kept, with how many."""
    return [
        f"{count} · {said_reason(code, {})}"
        for code, count in sorted(
            preview.get("kept_whys", {}).items(), key=lambda pair: -pair[1]
        )
    ]


_PLAIN = {
    "subject-unknown": N_("About somebody who is neither in the file nor here"),
    "not-in-force": N_("No longer in force"),
}


def said_reason(code: str, values: Mapping[str, Any]) -> str:
    """A reason in words; without its values, in general words."""
    if not values and code in _PLAIN:
        return _(_PLAIN[code])
    if code not in MESSAGES:
        return code
    try:
        return Reason(code, dict(values)).shown(_)
    except (KeyError, IndexError):
        return code


# Who came


def residents_table(
    residents: Iterable[Any], stays: Mapping[Any, Any], scope: Scope, facility: Facility
) -> parts.Table:
    """The residents who came, each with the way to move them in."""
    return parts.Table(
        caption=_("Residents who came"),
        columns=(
            parts.Column(_("Resident")),
            parts.Column(_("Born")),
            parts.Column(_("Residency")),
            parts.Column(_("Next"), hidden_label=True, align="end"),
        ),
        rows=tuple(_resident_row(one, stays.get(one.pk), scope, facility) for one in residents),
        empty=parts.State(
            "empty", _("No resident came with this import"), _("What came is listed below.")
        ),
    )


def _resident_row(one: Any, stay: Any, scope: Scope, facility: Facility) -> parts.Line:
    from_desk = address("desk:resident", facility, one.pk)
    move_in = address("residents:move_in", facility, one.pk)
    actions: tuple[parts.Action, ...] = ()
    if stay is None and one.deceased_at is None and move_in and scope.may("residents.move_in"):
        actions = (parts.Action(_("Moves in…"), move_in, about=str(one)),)
    return parts.Line(
        (
            parts.Cell(f"{one.family}, {one.given}".strip(", "), from_desk, head=True),
            parts.Cell(partial_day_text(one.birth_date, one.birth_date_precision)),
            parts.Cell(chip=_residency(one, stay)),
            parts.Cell(actions=actions) if actions else parts.Cell(""),
        )
    )


def _residency(one: Any, stay: Any) -> parts.Chip:
    if stay is not None:
        return parts.Chip(_(stay), parts.DONE)
    if one.deceased_at is not None:
        return parts.Chip(_("Deceased"), parts.NEUTRAL)
    return parts.Chip(_("Not moved in"), parts.ROUTINE)


def address(name: str, facility: Facility, *args: object) -> str:
    """The address of another room's page, "" where that room is not there."""
    try:
        return reverse(name, args=[facility.slug, *args])
    except NoReverseMatch:
        return ""
