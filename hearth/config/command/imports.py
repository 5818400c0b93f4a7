"""``hearth import``: residents and their records from another system's files."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

from hearth.config.command.createuser import community
from hearth.config.command.house import as_role, open_house
from hearth.config.embedded import Cluster
from hearth.config.environment import Misconfigured
from hearth.config.external import server
from hearth.kernel import clock
from hearth.kernel.errors import Refused


NAME = "import"
SHOWN = 20
FORMATS = {
    "fhir": "FHIR R4 JSON: Bundles, single resources, NDJSON; also .gz and .zip, - for standard input",
    "csv": "a table with a heading row, separated by commas, semicolons or tabs",
    "xlsx": "the first sheet of an Excel workbook",
}
# Fate, and the word it has in a list for people.
WORDS = {
    "create": "new",
    "update": "changed",
    "unchanged": "unchanged",
    "verbatim": "kept",
    "quarantine": "set aside",
}
DRY_WORDS = {
    "create": "new",
    "update": "known",
    "verbatim": "kept",
    "quarantine": "set aside",
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
        return dry_run(args, files) if args.dry_run else take_over(args, files)
    except Refused as refused:
        raise Misconfigured(str(refused)) from refused


# Trying


def dry_run(args: argparse.Namespace, files: list[Any]) -> int:
    """What an import would do. Works before the house was ever started: nothing is known then."""
    from hearth.surfaces.interop.plan import survey

    handed = _handed(args, files)
    with record_if_any(args.community) as (known, learn, zone):
        opened = handed.opened(today=clock.today(zone), source=args.source)
        surveyed = survey(
            opened,
            known=known,
            learn=learn,
            rooms=handed.rooms,
            source=args.source,
            zone=zone,
        )
    if args.json:
        print(json.dumps(surveyed.as_json()))
    else:
        print(_counts(surveyed.counts, DRY_WORDS))
        print(f"{surveyed.entries} entries. Nothing was changed.")
        for one in surveyed.quarantined[:SHOWN]:
            print(f"  set aside: {one.file}, line {one.line}, {one.type}: {one.why}")
    return _nothing_read(surveyed)


Asked = tuple[Callable[[Any], bool], Callable[[Any], None], ZoneInfo]
NOTHING: Asked = (lambda _: False, lambda _: None, ZoneInfo("UTC"))


@contextmanager
def record_if_any(slug: str | None) -> Iterator[Asked]:
    """What the record knows (known, learn, zone), or nothing where there is no record yet."""
    env = as_role("app")
    database = server(env)
    if isinstance(database, Cluster) and not database.exists():
        yield NOTHING
        return
    with _house_or_nothing() as is_open:
        yield _knowing(slug) if is_open else NOTHING


@contextmanager
def _house_or_nothing() -> Iterator[bool]:
    """The house, if it can be opened: a dry run does not need one, and says when it has none."""
    house = open_house("app")
    try:
        house.__enter__()
    except (Misconfigured, psycopg.Error) as error:
        said = str(error).strip().split("\n")[0]
        print(f"hearth: counted as if the record were empty. {said}", file=sys.stderr)
        yield False
        return
    try:
        yield True
    finally:
        house.__exit__(None, None, None)


def _knowing(slug: str | None) -> Asked:
    from hearth.platform.scope import process_scope
    from hearth.platform.tenancy.models import Facility
    from hearth.surfaces.interop.known import Known

    if not _has_tables():
        return NOTHING
    try:
        facility = Facility.objects.get(pk=community(slug))
    except Misconfigured as error:
        if slug is not None or Facility.objects.exists():
            print(f"hearth: counted as if the record were empty. {error}", file=sys.stderr)
        return NOTHING
    known = Known(process_scope(NAME, facility.pk))
    return known, known.learn, facility.zone


def _has_tables() -> bool:
    """Whether this database was prepared already."""
    from django.db import connection

    names = connection.introspection.table_names()
    return {"tenancy_facility", "documents_sourcekey"} <= set(names)


# Taking over


def take_over(args: argparse.Namespace, files: list[Any]) -> int:
    """Carry the import out, with progress; what became of it in numbers."""
    handed = _handed(args, files)
    env = as_role("app")
    database = server(env)
    if isinstance(database, Cluster) and not database.exists():
        raise Misconfigured(_NOT_STARTED)
    with open_house("app"):
        if not _has_tables():
            raise Misconfigured(_NOT_STARTED)
        from hearth.surfaces.interop import importing, waiting

        began = _begin(args, handed)
        surveyed = began.survey()
        outcome = importing.carry_out(began, surveyed)
        waited = waiting.take_up_waiting(**began.who()) if outcome.brought_people else 0
        if args.json:
            print(json.dumps({"entries": outcome.entries, "resources": outcome.counts}))
        else:
            _tell(began, outcome)
            if waited:
                print(
                    f"  {waited} entries that had waited for these people were taken over too."
                )
    return _nothing_read(surveyed)


_NOT_STARTED = (
    "There is no community to import into yet: run `hearth run`, open the address it prints, "
    "and set one up. With --dry-run the file can be tried before."
)


def _begin(args: argparse.Namespace, handed: Any) -> Any:
    """The run, new or taken up where it stopped."""
    from hearth.platform.scope import process_scope
    from hearth.platform.tenancy.models import Facility
    from hearth.record.documents.codes import BatchMode
    from hearth.surfaces.interop import importing

    facility = Facility.objects.get(pk=community(args.community))
    return importing.begin(
        scope=process_scope(NAME, facility.pk),
        by=_actor(args.by, facility),
        facility=facility,
        handed=handed,
        source=args.source,
        mode=BatchMode.WHOLE if args.all_or_nothing else BatchMode.GOOD_ROWS,
        say=_silent if args.json else _Progress(),
    )


def _actor(username: str | None, facility: Any) -> Any:
    """Whose import it is: the person named, who must be allowed to, or the process."""
    from hearth.platform.identity.models import Account, Actor
    from hearth.platform.identity.scopes import scope_for
    from hearth.platform.scope.scope import process_actor_id

    if username is None:
        return Actor.objects.get_or_create(
            pk=process_actor_id(NAME), defaults={"kind": "process", "label": NAME}
        )[0]
    account = Account.objects.select_related("actor").filter(username=username).first()
    scope = scope_for(account.actor, facility) if account else None
    if account is None or scope is None or not scope.may("documents.import_file"):
        raise Misconfigured(f"{username} may not import into {facility.name}.")
    return account.actor


def _handed(args: argparse.Namespace, files: list[Any]) -> Any:
    """The files as they are to be read. Raises Refused for a table's columns."""
    from hearth.surfaces.interop import opening
    from hearth.surfaces.interop.tables.columns import Kind
    from hearth.surfaces.interop.tables.dates import DateOrder

    if args.format == "fhir":
        return opening.handed_fhir(files)
    dates = DateOrder(args.dates) if args.dates else None
    fields = dict(_pair(word) for word in args.map)
    return opening.handed_tables(files, Kind(args.kind), fields=fields, dates=dates)


def _pair(word: str) -> tuple[str, str]:
    column, equals, name = word.rpartition("=")
    if not equals:
        raise Misconfigured(f"--map takes COLUMN=FIELD, not {word}.")
    return column.strip(), name.strip()


# Saying


def _silent(_done: int, _of: int) -> None:
    return None


class _Progress:
    """One line that counts up on a terminal, one every few seconds elsewhere."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._next = 0.0

    def __call__(self, done: int, of: int) -> None:
        if self._terminal:
            end = "\n" if done == of else ""
            print(f"\r{done} of {of} entries", end=end, file=sys.stderr, flush=True)
        elif time.monotonic() >= self._next:
            self._next = time.monotonic() + 5
            print(f"{done} of {of} entries", file=sys.stderr, flush=True)


def _tell(began: Any, outcome: Any) -> None:
    """What became of everything, for a person."""
    from hearth.platform.scope import scoped
    from hearth.surfaces.interop import queries
    from hearth.surfaces.interop.remarks import read_remarks

    print(_counts(outcome.counts, WORDS))
    print(f"{outcome.entries} entries into {began.facility.name}.")
    with scoped(began.scope):
        for record in queries.set_aside(began.scope, began.batches)[:SHOWN]:
            why = read_remarks(record.set_aside_text).why
            print(f"  set aside: {record.batch.file_name}, line {record.line}: {why or ''}")
        came = queries.residents_of(began.scope, began.batches).count()
    if came:
        people = "1 resident" if came == 1 else f"{came} residents"
        print(f"  {people} came. Move them in from the page of this import, under More.")


def _nothing_read(surveyed: Any) -> int:
    if not surveyed.read_nothing:
        return 0
    why = next((str(one.why) for one in surveyed.quarantined), "There is nothing in it.")
    print(f"hearth: nothing could be read. {why}", file=sys.stderr)
    return 1


def _counts(counted: Mapping[str, Mapping[Any, int]], words: Mapping[str, str]) -> str:
    """The counts as aligned columns."""
    lines = [f"{'':30}" + "".join(f"{word:>11}" for word in words.values())]
    for kind, parts in sorted(counted.items()):
        lines.append(f"{kind:30}" + "".join(f"{parts.get(fate, 0):>11}" for fate in words))
    return "\n".join(lines)
