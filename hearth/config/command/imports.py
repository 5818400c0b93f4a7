"""``hearth import``: residents and their records from another system's files."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from hearth.config.command.house import as_role, open_house
from hearth.config.embedded import Cluster
from hearth.config.environment import Misconfigured
from hearth.config.external import server
from hearth.kernel import clock
from hearth.kernel.errors import Refused


SHOWN = 20
FORMATS = {
    "fhir": "FHIR R4 JSON: Bundles, single resources, NDJSON; also .gz and .zip, - for standard input",
    "csv": "a table with a heading row, separated by commas, semicolons or tabs",
    "xlsx": "the first sheet of an Excel workbook",
}


def add_parser(subparsers: argparse._SubParsersAction) -> None:
    """Describe the verb."""
    parser = subparsers.add_parser(
        "import",
        help="bring in residents from FHIR, CSV or XLSX files",
        description="Bring in residents from another system. Try with --dry-run first: it "
        "counts what would happen and changes nothing. The same file again makes nothing twice.",
    )
    formats = parser.add_subparsers(dest="format", metavar="format", required=True)
    for name, holds in FORMATS.items():
        one = formats.add_parser(name, help=holds, description=holds)
        one.add_argument("files", nargs="+", metavar="FILE")
        _add_common(one)
        if name != "fhir":
            _add_table(one)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--community", metavar="SLUG", help="its name in the address (where there are several)"
    )
    parser.add_argument(
        "--source",
        default="",
        metavar="NAME",
        help="the system the files come from; its numbers are its own",
    )
    parser.add_argument("--dry-run", action="store_true", help="count only, change nothing")
    parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")
    parser.add_argument(
        "--all-or-nothing",
        action="store_true",
        help="take everything in or, when anything would be set aside, nothing",
    )
    parser.add_argument(
        "--by", metavar="USERNAME", help="whose import it is; default: the process"
    )


def _add_table(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", choices=["residents", "contacts", "rooms"], required=True)
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help="which column holds which field, where the heading does not tell",
    )
    parser.add_argument(
        "--dates", choices=["mdy", "dmy"], help="3/7/1941 is March (mdy) or July (dmy)"
    )


def run(args: argparse.Namespace) -> int:
    """Read, count, and unless it is a dry run take over; 1 when nothing could be read."""
    from hearth.surfaces.interop import opening

    try:
        files = opening.given(args.files)
        if args.dry_run:
            return dry_run(args, files)
        raise Misconfigured("Only --dry-run is possible in this build yet.")
    except Refused as refused:
        raise Misconfigured(str(refused)) from refused


def dry_run(args: argparse.Namespace, files: list[Any]) -> int:
    """What an import would do. Works before the house was ever started: nothing is known then."""
    from hearth.surfaces.interop.plan import survey

    with record_if_any() as known:
        opened = _opened(args, files, clock.today(ZoneInfo("UTC")))
        surveyed = survey(opened, known=known, source=args.source)
    if args.json:
        print(json.dumps(surveyed.as_json()))
    else:
        print(_counts(surveyed.as_json()))
        for one in surveyed.quarantined[:SHOWN]:
            print(f"  set aside: {one.file}, line {one.line}, {one.type}: {one.why}")
    if surveyed.read_nothing:
        print(f"hearth: nothing could be read. {_first_reason(surveyed)}", file=sys.stderr)
        return 1
    return 0


def _opened(args: argparse.Namespace, files: list[Any], today: date) -> Any:
    """What opens every file anew each time it is called. Raises Refused for a table's columns."""
    from hearth.surfaces.interop import opening
    from hearth.surfaces.interop.tables.columns import Kind
    from hearth.surfaces.interop.tables.dates import DateOrder

    if args.format == "fhir":
        return opening.fhir_opened(files)
    dates = DateOrder(args.dates) if args.dates else None
    fields = dict(_pair(word) for word in args.map)
    tables = [
        opening.table_of(file, Kind(args.kind), fields=fields, dates=dates) for file in files
    ]
    for table in tables:
        opening.check_columns(table.columns)
    return opening.table_opened(tables, today=today, source=args.source)


def _pair(word: str) -> tuple[str, str]:
    column, equals, name = word.rpartition("=")
    if not equals:
        raise Misconfigured(f"--map takes COLUMN=FIELD, not {word}.")
    return column.strip(), name.strip()


def _first_reason(surveyed: Any) -> str:
    return next((str(one.why) for one in surveyed.quarantined), "There is nothing in it.")


def _counts(counted: dict[str, Any]) -> str:
    """The counts as aligned columns."""
    heads = ("create", "update", "verbatim", "quarantine")
    lines = [f"{'':30}{'new':>9}{'known':>9}{'kept':>9}{'set aside':>11}"]
    for kind, parts in counted["resources"].items():
        new, known, kept, aside = (parts[head] for head in heads)
        lines.append(f"{kind:30}{new:>9}{known:>9}{kept:>9}{aside:>11}")
    lines.append(f"{counted['entries']} entries. Nothing was changed.")
    return "\n".join(lines)


@contextmanager
def record_if_any() -> Iterator[Callable[[Any], bool]]:
    """What the record knows, or nothing where there is no record yet."""
    env = as_role("app")
    database = server(env)
    if isinstance(database, Cluster) and not database.exists():
        yield lambda _: False
        return
    with open_house("app"):
        yield lambda _: False
