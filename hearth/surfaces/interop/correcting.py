"""Put right one entry that was set aside, and take it over."""

import io
from collections.abc import Iterable, Mapping

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.platform.identity.models import Actor
from hearth.platform.scope import process_scope, scoped
from hearth.platform.tenancy.models import Facility
from hearth.record.documents.actions.imports import correct_source_record
from hearth.record.documents.models import ImportBatch, SourceRecord
from hearth.surfaces.interop import fitting
from hearth.surfaces.interop.importing import case_of, kept_of, surveyed, take_part
from hearth.surfaces.interop.plan import Fate, Planned, in_order
from hearth.surfaces.interop.reading import Entry, entries, write_json
from hearth.surfaces.interop.reasons import Reason
from hearth.surfaces.interop.tables import stored
from hearth.surfaces.interop.tables.reading import row_entry
from hearth.surfaces.interop.taking.part import UNCHANGED, Context, Part


def text_of(record: SourceRecord) -> str:
    """The entry as it came, to be corrected."""
    if record.raw.strip() or record.body is None:
        return record.raw
    return write_json(record.body)


def cells_of(record: SourceRecord) -> dict[str, str]:
    """The cells of a row by heading, in the list's own order; none where it is no row."""
    body = record.body if isinstance(record.body, dict) else {}
    cells = body.get("cells")
    if not isinstance(cells, dict):
        return {}
    headings = record.batch.mapping.get("headings", ()) if record.batch.mapping else ()
    ordered = [name for name in headings if name in cells]
    ordered += [name for name in cells if name not in ordered]
    return {str(name): str(cells[name]) for name in ordered}


def correct_text(
    *, by: Actor, facility: Facility, record: SourceRecord, text: str
) -> SourceRecord:
    """Take over a resource as it was corrected. Raises Refused: what is still wrong with it,
    one-entry, same-here; Conflict: corrected-already."""
    read = list(entries(io.BytesIO(text.encode()), record.batch.file_name))
    if len(read) != 1:
        raise Refused("one-entry", N_("Write one resource here, and only one."))
    return _correct(by, facility, record, read[0])


def correct_cells(
    *, by: Actor, facility: Facility, record: SourceRecord, cells: Mapping[str, str]
) -> SourceRecord:
    """Take over a row of a table as it was corrected. Raises as ``correct_text``."""
    batch: ImportBatch = record.batch
    entry = row_entry(
        dict(cells),
        stored.columns_of(batch.mapping),
        today=facility.today(),
        source=batch.source_system,
    )
    return _correct(by, facility, record, entry)


def _correct(by: Actor, facility: Facility, record: SourceRecord, entry: Entry) -> SourceRecord:
    batch: ImportBatch = record.batch
    scope = process_scope("import", facility.pk)
    with scoped(scope):
        planned = _planned(facility, batch, entry)
        context = Context(scope, by, batch.source_system, facility.zone)
        case = case_of(planned, batch.pk, line=record.line)
        part = Part(context, [case])
        take_part(part)
        if case.set_aside and case.why is not None:
            raise _refused(case.why)
        if case.fate == UNCHANGED:
            raise Refused("same-here", N_("The very same is here already, from another file."))
        return correct_source_record(
            scope=scope, by=by, record=record, corrected=kept_of(part, case)
        )


def _planned(facility: Facility, batch: ImportBatch, entry: Entry) -> Planned:
    def opened() -> Iterable[Iterable[Entry]]:
        return [[entry]]

    found = surveyed(
        opened,
        scope=process_scope("import", facility.pk),
        facility=facility,
        source=batch.source_system,
        rooms=fitting.ROOMS | {"Location"} if batch.mapping else fitting.ROOMS,
    )
    (planned,) = in_order(opened, found)
    if planned.fate is Fate.QUARANTINE and planned.why is not None:
        raise _refused(planned.why)
    return planned


def _refused(why: Reason) -> Refused:
    return Refused(why.code, why.message, **why.values)
