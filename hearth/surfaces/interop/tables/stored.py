"""How a table was read, as an import keeps it, so that its rows can be read again."""

from collections.abc import Mapping
from typing import Any

from hearth.kernel import clock
from hearth.surfaces.interop.mapped import Mapped
from hearth.surfaces.interop.plan import UTC
from hearth.surfaces.interop.tables.columns import Columns, Kind
from hearth.surfaces.interop.tables.dates import DateOrder
from hearth.surfaces.interop.tables.reading import row_entry


def written(columns: Columns) -> dict[str, Any]:
    """Columns as JSON."""
    return {
        "kind": str(columns.kind),
        "heading": columns.heading_number,
        "headings": list(columns.headings),
        "places": dict(columns.places),
        "dates": str(columns.date_order or ""),
    }


def columns_of(mapping: Mapping[str, Any]) -> Columns:
    """The columns that ``written`` made. Raises KeyError and ValueError for anything else."""
    return Columns(
        Kind(mapping["kind"]),
        int(mapping["heading"]),
        tuple(mapping["headings"]),
        {str(name): int(at) for name, at in mapping["places"].items()},
        DateOrder(mapping["dates"]) if mapping.get("dates") else None,
    )


def facts_of(body: Mapping[str, Any], mapping: Mapping[str, Any], source: str) -> Mapped | None:
    """What a row that was kept says, None when it cannot be read any more."""
    try:
        columns = columns_of(mapping)
    except (KeyError, ValueError):
        return None
    cells = {str(name): str(cell) for name, cell in body["cells"].items()}
    found = row_entry(cells, columns, today=clock.today(UTC), source=source).found
    return found if isinstance(found, Mapped) else None
