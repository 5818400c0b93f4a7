"""What was kept because nobody knew whom it is about, taken over once they are here.

Exports often come as one file a kind, in any order: conditions before the residents who have
them. What waits then needs no second import.
"""

import io
from collections.abc import Iterable
from itertools import islice
from typing import Any
from uuid import UUID

from hearth.platform.identity.models import Actor
from hearth.platform.scope import Scope, scoped
from hearth.platform.tenancy.models import Facility
from hearth.surfaces.interop import fitting, queries
from hearth.surfaces.interop.importing import case_of, keep, parts_of, surveyed, take_part
from hearth.surfaces.interop.plan import Fate, in_order
from hearth.surfaces.interop.reading import Entry, entries
from hearth.surfaces.interop.tables import stored
from hearth.surfaces.interop.tables.reading import row_entry
from hearth.surfaces.interop.taking.part import Case, Context, Part


AT_ONCE = 200


def take_up_waiting(*, scope: Scope, by: Actor, facility: Facility, source: str) -> int:
    """Take over what waits for somebody of this system who is here now; how much it was."""
    context = Context(scope, by, source, facility.zone)
    taken = 0
    with scoped(scope):
        waiting = iter(queries.waiting_for_somebody(scope, source))
    while ids := list(islice(waiting, AT_ONCE)):
        for cases in parts_of(_cases(scope, facility, source, ids)):
            with scoped(scope):
                part = Part(context, cases)
                take_part(part)
                keep(part, [])
            taken += sum(case.claim is not None for case in cases)
    return taken


def _cases(scope: Scope, facility: Facility, source: str, ids: list[UUID]) -> list[Case]:
    """Kept records as entries again, as far as they could become facts now."""
    with scoped(scope):
        records = list(queries.with_words(scope, ids))
    pairs = [(one, entry) for one in records if (entry := _entry(facility, source, one))]

    def opened() -> Iterable[Iterable[Entry]]:
        return [[entry for _, entry in pairs]]

    found = surveyed(
        opened,
        scope=scope,
        facility=facility,
        source=source,
        rooms=fitting.ROOMS,
    )
    cases = []
    for planned in in_order(opened, found):
        record = pairs[planned.position][0]
        case = case_of(planned, record.batch_id, line=record.line)
        # As it was first received: the database may write a number another way.
        case.content_hash, case.source_id = record.content_hash, record.source_id
        cases.append(case)
    return [case for case in cases if case.planned.fate in (Fate.CREATE, Fate.UPDATE)]


def _entry(facility: Facility, source: str, record: Any) -> Entry | None:
    if isinstance(record.body, dict) and "cells" in record.body:
        cells = {str(k): str(v) for k, v in record.body["cells"].items()}
        columns = stored.columns_of(record.batch.mapping)
        return row_entry(cells, columns, today=facility.today(), source=source)
    read = list(entries(io.BytesIO(record.words.encode()), "kept.json"))
    return read[0] if len(read) == 1 else None
