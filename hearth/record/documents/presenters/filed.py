"""How documents read: by their type's own name, with what ends soon said first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.kernel.words import N_
from hearth.platform.content import lists
from hearth.platform.scope import Scope
from hearth.platform.tenancy.models import Facility
from hearth.platform.ui import parts
from hearth.platform.ui.links import address as page_of
from hearth.platform.ui.wording import day_text, moment_text
from hearth.record.documents import permissions, rules
from hearth.record.documents.codes import DocumentStatus, DocumentType


KINDS = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WebP",
    "image/tiff": "TIFF",
    "text/plain": "text",
    "text/csv": "CSV",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the community whose types and calendar hold, and what may be done."""

    scope: Scope
    facility: Facility
    types: dict[str, str]

    @classmethod
    def of(cls, scope: Scope, facility: Facility) -> "Reader":
        return cls(scope, facility, dict(lists.choices("document-types", facility)))

    def type_name(self, code: str) -> str:
        """A type in words; one that is offered no more still has its name."""
        if code in self.types:
            return self.types[code]
        kept = lists.item("document-types", code, self.facility)
        return kept.title if kept else code


def address(name: str, facility: Facility, resident_id: UUID | None, *args: Any) -> str:
    """The address of a page of this room: under a resident, or under the house."""
    about = (resident_id,) if resident_id else ()
    return reverse(f"documents:{name}", args=(facility.slug, *about, *args))


def list_address(reader: Reader, resident_id: UUID | None) -> str:
    """The list a document stands in."""
    name = "documents" if resident_id else "house_documents"
    return address(name, reader.facility, resident_id)


# Lists


def answer(count: int, ending: Sequence[Any], reader: Reader) -> str:
    """The sentence a list opens with: what ends first, else how many there are."""
    if ending:
        first = ending[0]
        said = _("{title} ended {day}") if _over(first, reader) else _("{title} ends {day}")
        told = said.format(title=first.title, day=day_text(first.valid_until))
        more = len(ending) - 1
        if more:
            told += " · " + ngettext("{n} more ends soon", "{n} more end soon", more).format(
                n=more
            )
        return told
    if not count:
        return _("No documents yet")
    return ngettext("{n} document", "{n} documents", count).format(n=count)


def _over(row: Any, reader: Reader) -> bool:
    return bool(row.valid_until and row.valid_until < reader.facility.today())


def document_table(
    rows: Iterable[Any], reader: Reader, caption: str, *, with_resident: bool = False
) -> parts.Table:
    """Documents as rows: title, type, the day on it, when it ends."""
    columns = [
        parts.Column(_("Document")),
        parts.Column(_("Date on it"), minor=True),
        parts.Column(_("Good until")),
        parts.Column(_("Filed"), minor=True),
    ]
    if with_resident:
        columns.insert(1, parts.Column(_("Resident")))
    lines = tuple(_line(row, reader, with_resident=with_resident) for row in rows)
    return parts.Table(caption, tuple(columns), lines, empty=nothing_yet())


def nothing_yet() -> parts.State:
    return parts.State(
        "empty",
        _("No documents here"),
        _("Scans, letters and orders stand here once somebody files them."),
    )


def _line(row: Any, reader: Reader, *, with_resident: bool) -> parts.Line:
    type_name = reader.type_name(row.type)
    about = [type_name] if type_name != row.title else []
    if row.pages and row.pages > 1:
        about.append(ngettext("{n} page", "{n} pages", row.pages).format(n=row.pages))
    if row.security_label != "normal":
        about.append(_("restricted"))
    cells = [
        parts.Cell(
            row.title,
            url=address("view_document", reader.facility, row.resident_id, row.pk),
            note=" · ".join(about),
            head=True,
        ),
        parts.Cell(day=row.date),
        _until(row, reader),
        parts.Cell(moment_text(row.recorded, reader.facility), note=str(row.recorder)),
    ]
    if with_resident:
        cells.insert(1, parts.Cell(who=_who(row, reader)))
    return parts.Line(tuple(cells), id=f"document-{row.pk}")


def _who(row: Any, reader: Reader) -> parts.Who | None:
    one = row.resident
    if one is None:
        return parts.Who(_("The house"))
    return parts.Who(
        f"{one.given} {one.family}".strip(),
        preferred=one.preferred,
        url=page_of("desk:resident", reader.facility.slug, one.pk),
    )


def _until(row: Any, reader: Reader) -> parts.Cell:
    if row.valid_until is None:
        return parts.Cell(_("does not end"))
    if row.status != DocumentStatus.CURRENT:
        return parts.Cell(day=row.valid_until)
    if _over(row, reader):
        said = _("Ended {day}").format(day=day_text(row.valid_until))
        return parts.Cell(chip=parts.Chip(said, parts.URGENT))
    if rules.runs_out_soon(row.valid_until, reader.facility.today()):
        said = _("Ends {day}").format(day=day_text(row.valid_until))
        return parts.Cell(chip=parts.Chip(said, parts.ROUTINE))
    return parts.Cell(day=row.valid_until)


def type_filter(counts: dict[str, int], chosen: str, reader: Reader) -> parts.FilterBar | None:
    """The types that are there, each with how many; nothing where there is no choice."""
    if len(counts) < 2:
        return None

    def url(code: str) -> str:
        asked = QueryDict(mutable=True)
        if code:
            asked["type"] = code
        return "?" + asked.urlencode()

    named = sorted(counts, key=lambda code: reader.type_name(code).lower())
    choices = [parts.Choice(_("All"), url(""), current=not chosen, count=sum(counts.values()))]
    choices += [
        parts.Choice(reader.type_name(c), url(c), current=c == chosen, count=counts[c])
        for c in named
    ]
    return parts.FilterBar((parts.Filter(_("Type"), tuple(choices)),))


def list_actions(reader: Reader, resident_id: UUID | None) -> tuple[parts.Action, ...]:
    """What one does from a list."""
    found = []
    if reader.scope.may(permissions.UPLOAD_DOCUMENT):
        url = address("upload_document", reader.facility, resident_id)
        found.append(parts.Action(_("File a document"), url, style="primary", icon="plus"))
    if resident_id is None:
        url = address("expiring_documents", reader.facility, None)
        found.append(parts.Action(_("What runs out"), url, style="plain"))
    return tuple(found)


# One document


def document_facts(row: Any, reader: Reader) -> parts.Facts:
    """Everything that is said of a document, and who filed it."""
    items = [
        parts.Fact(_("What it is"), reader.type_name(row.type)),
        parts.Fact(_("Date on it"), day_text(row.date) if row.date else ""),
    ]
    if row.valid_until:
        level = parts.URGENT if _over(row, reader) else ""
        items.append(parts.Fact(_("Good until"), day_text(row.valid_until), level=level))
    if row.author_text:
        items.append(parts.Fact(_("From whom"), row.author_text))
    if row.description:
        items.append(parts.Fact(_("Remark"), row.description))
    items.append(parts.Fact(_("File"), file_text(row), note=row.file_name))
    if row.security_label != "normal":
        items.append(
            parts.Fact(
                _("Who may open it"), _("Nurses, coordinators, social workers, physicians")
            )
        )
    filed = _("{when} by {who}").format(
        when=moment_text(row.recorded, reader.facility), who=row.recorder
    )
    items.append(parts.Fact(_("Filed"), filed))
    return parts.Facts(tuple(items))


def file_text(row: Any) -> str:
    """What the file is: PDF, 12 pages, 3.4 MB."""
    said = [KINDS.get(row.content_type, row.file_name.rpartition(".")[2].upper())]
    if row.pages:
        said.append(ngettext("{n} page", "{n} pages", row.pages).format(n=row.pages))
    said.append(size_text(row.size))
    return ", ".join(said)


def size_text(size: int) -> str:
    """A size in the unit people know."""
    if size < 1_000_000:
        return _("{n} kB").format(n=max(1, round(size / 1000)))
    return _("{n} MB").format(n=number_format(size / 1_000_000, 1))


def notices(row: Any, blob: Any) -> tuple[parts.Notice, ...]:
    """What must be said above a document: it is not the current one, or its file needs care."""
    found = []
    if row.status == DocumentStatus.SUPERSEDED:
        found.append(parts.Notice(_("A newer version has taken its place."), parts.ROUTINE))
    if row.status == DocumentStatus.ENTERED_IN_ERROR:
        found.append(
            parts.Notice(row.entered_in_error_reason, parts.URGENT, _("Entered in error"))
        )
    if blob is not None and blob.warnings:
        found.append(
            parts.Notice(
                _("This file holds more than pages. Open it only if you know who sent it."),
                parts.TECHNICAL,
                _("Handle with care"),
            )
        )
    return tuple(found)


def document_actions(row: Any, reader: Reader) -> tuple[parts.Action, ...]:
    """What may be done with a document."""
    current = row.status == DocumentStatus.CURRENT
    wanted = (
        (
            True,
            permissions.DOWNLOAD_DOCUMENT,
            "download_document",
            _("Open the file"),
            "primary",
        ),
        (
            current,
            permissions.REPLACE_DOCUMENT,
            "replace_document",
            _("File a newer one"),
            "plain",
        ),
        (
            current,
            permissions.CHANGE_DOCUMENT,
            "change_document",
            _("Change what it says"),
            "plain",
        ),
        (
            row.status != DocumentStatus.ENTERED_IN_ERROR,
            permissions.RETRACT_DOCUMENT,
            "retract_document",
            _("Take back"),
            "quiet",
        ),
    )
    found = [
        parts.Action(
            label, address(name, reader.facility, row.resident_id, row.pk), style=style
        )
        for holds, permission, name, label, style in wanted
        if holds and reader.scope.may(permission)
    ]
    proves = _rests_on_it(row, reader) if current and row.resident_id else ()
    return (*found[:1], *proves, *found[1:])


LAID_DOWN = (
    ("residents:add_directive", "residents.add_directive", N_("Keep as a directive")),
    (
        "residents:change_code_status",
        "residents.change_code_status",
        N_("Set the code status by it"),
    ),
)
EMPOWERS = (("residents:contacts", "residents.grant_authority", N_("Say whom it lets decide")),)
LEVEL = (
    (
        "residents:change_level_of_care",
        "residents.change_level_of_care",
        N_("Set the level of care by it"),
    ),
)
RESTS_ON = {
    DocumentType.ADVANCE_DIRECTIVE: (*LAID_DOWN, *EMPOWERS),
    DocumentType.PORTABLE_ORDER: LAID_DOWN,
    DocumentType.HEALTH_PROXY: EMPOWERS,
    DocumentType.FINANCIAL_PROXY: EMPOWERS,
    DocumentType.GUARDIANSHIP: EMPOWERS,
    DocumentType.ASSESSMENT: LEVEL,
    DocumentType.MEDICAL_ASSESSMENT: LEVEL,
}
"""What of the record a paper of a type proves: page, permission, words."""


def _rests_on_it(row: Any, reader: Reader) -> tuple[parts.Action, ...]:
    """What of the record this paper proves, said with the paper at hand."""
    found = []
    for name, permission, label in RESTS_ON.get(row.type, ()):
        url = page_of(name, reader.facility.slug, row.resident_id)
        if url and reader.scope.may(permission):
            found.append(parts.Action(_(label), f"{url}?document={row.pk}", style="plain"))
    return tuple(found)


def version_table(rows: Sequence[Any], row: Any, reader: Reader) -> parts.Table | None:
    """The versions of a document, newest first; nothing where it is the only one."""
    if len(rows) < 2:
        return None
    lines = tuple(
        parts.Line(
            (
                parts.Cell(
                    one.title,
                    url=""
                    if one.pk == row.pk
                    else address("view_document", reader.facility, one.resident_id, one.pk),
                    note=_("this one") if one.pk == row.pk else "",
                    head=True,
                ),
                parts.Cell(_(DocumentStatus.label_of(one.status))),
                parts.Cell(moment_text(one.recorded, reader.facility), note=str(one.recorder)),
            )
        )
        for one in rows
    )
    columns = (parts.Column(_("Version")), parts.Column(_("Is")), parts.Column(_("Filed")))
    return parts.Table(_("Versions"), columns, lines)


def crumbs(reader: Reader, resident_id: UUID | None, title: str = "") -> parts.Crumbs:
    """The way back to the resident and the list."""
    found = []
    if resident_id:
        url = page_of("desk:resident", reader.facility.slug, resident_id)
        found.append(parts.Crumb(_("Resident"), url))
    found.append(parts.Crumb(_("Documents"), list_address(reader, resident_id)))
    if title:
        found.append(parts.Crumb(title))
    return parts.Crumbs(tuple(found))
