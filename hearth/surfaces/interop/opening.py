"""What was handed over to be imported: paths, archives, standard input, as files to read again.

An import reads a file several times (who an entry is about may stand behind it), so whatever
can be read only once is put aside first, in a nameless file that is gone with the process.
"""

import hashlib
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, BinaryIO

from hearth.kernel.errors import Refused
from hearth.kernel.words import N_
from hearth.record.documents.codes import BatchFormat
from hearth.surfaces.interop import fitting
from hearth.surfaces.interop.plan import Opened
from hearth.surfaces.interop.reading import Entry, entries
from hearth.surfaces.interop.source import PIECE, Readable
from hearth.surfaces.interop.tables import stored
from hearth.surfaces.interop.tables.columns import FIELDS, Columns, Kind, confirmed, propose
from hearth.surfaces.interop.tables.dates import DateOrder
from hearth.surfaces.interop.tables.reading import TableReading
from hearth.surfaces.interop.tables.sheet import Sheet, Unopenable, open_sheet


STANDARD_INPUT = "-"
# An export of a community has dozens of members; an attack has millions. Source: own limit.
MOST_MEMBERS = 20_000


@dataclass(frozen=True, slots=True)
class Given:
    """One file as it was handed over. ``open`` gives its bytes from the beginning, each time."""

    name: str
    open: Callable[[], BinaryIO]

    def marks(self) -> tuple[str, int]:
        """SHA-256 (hex) and size in bytes of the file as it came."""
        mark, size = hashlib.sha256(), 0
        with self.open() as stream:
            while piece := stream.read(PIECE):
                mark.update(piece)
                size += len(piece)
        return mark.hexdigest(), size


def given(paths: Iterable[str]) -> list[Given]:
    """The files behind paths, a ZIP archive as its members; "-" is standard input.

    Raises Refused (path-missing, path-folder, path-forbidden, archive-damaged): nothing was
    read then.
    """
    found: list[Given] = []
    for path in paths:
        found += [_standard_input()] if path == STANDARD_INPUT else _behind(Path(path))
    return found


def fhir_opened(files: Iterable[Given]) -> Opened:
    """Opens the files anew at each call, one after the other, as entries."""
    listed = list(files)

    def opened() -> Iterator[Iterable[Entry]]:
        for file in listed:
            with file.open() as stream:
                yield entries(stream, file.name)

    return opened


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was opened, with the columns a person confirmed or a program proposed."""

    sheet: Sheet
    columns: Columns


def sheet_of(file: Given) -> Sheet:
    """A table as rows of text. Raises Refused (table-…) when it cannot be opened."""
    try:
        with file.open() as stream:
            return open_sheet(stream, file.name)
    except Unopenable as error:
        why = error.reason
        raise Refused(why.code, why.message, **why.values) from error


def table_of(
    file: Given,
    kind: Kind,
    *,
    fields: Mapping[str, str] | None = None,
    dates: DateOrder | None = None,
) -> Table:
    """Read a table and settle its columns. ``fields`` is heading → field, as a person said.

    Raises Refused (table-…, column-unknown).
    """
    sheet = sheet_of(file)
    try:
        columns = confirmed(propose(sheet, kind), fields or {}, dates)
    except LookupError as error:
        raise Refused(
            "column-unknown",
            N_("{word} is neither a column of the table nor a field. Fields are: {fields}."),
            word=str(error.args[0]),
            fields=", ".join(item.name for item in FIELDS[kind]),
        ) from error
    return Table(sheet, columns)


def check_columns(columns: Columns) -> None:
    """Refuse columns with which no row can be read. Raises Refused (column-missing, column-twice)."""
    for why in columns.problems():
        raise Refused(why.code, why.message, **why.values)


@dataclass(frozen=True, slots=True)
class Handed:
    """Files that are ready to be read: FHIR, or tables with their columns settled."""

    files: tuple[Given, ...]
    tables: tuple[Table, ...] = ()

    @property
    def rooms(self) -> frozenset[str]:
        """What the record takes over of them: places come from tables alone."""
        return fitting.ROOMS | ({"Location"} if self.tables else frozenset())

    def opened(self, *, today: date, source: str) -> Opened:
        """Opens the files anew at each call. ``today`` is the community's day."""
        if not self.tables:
            return fhir_opened(self.files)

        def opened() -> Iterator[Iterable[Entry]]:
            for table in self.tables:
                yield TableReading(table.sheet, table.columns, today=today, source=source)

        return opened

    def format_of(self, number: int) -> BatchFormat:
        """What kind of file one of them is."""
        name = self.files[number].name.lower().removesuffix(".gz")
        if self.tables:
            is_text = bool(self.tables[number].sheet.separator)
            return BatchFormat.CSV if is_text else BatchFormat.XLSX
        is_lines = name.endswith((".ndjson", ".jsonl"))
        return BatchFormat.FHIR_NDJSON if is_lines else BatchFormat.FHIR_BUNDLE

    def mapping_of(self, number: int) -> dict[str, Any]:
        """How one of them is read, as it is kept with the import."""
        return stored.written(self.tables[number].columns) if self.tables else {}


def handed_fhir(files: Iterable[Given]) -> Handed:
    """FHIR files, ready to be read."""
    return Handed(tuple(files))


def handed_tables(
    files: Iterable[Given],
    kind: Kind,
    *,
    fields: Mapping[str, str] | None = None,
    dates: DateOrder | None = None,
) -> Handed:
    """Tables, ready to be read. Raises Refused when one cannot be, or its columns do not do."""
    listed = tuple(files)
    tables = tuple(table_of(file, kind, fields=fields, dates=dates) for file in listed)
    for table in tables:
        check_columns(table.columns)
    return Handed(listed, tables)


def _behind(path: Path) -> list[Given]:
    with _sentences(path):
        if path.is_dir():
            raise Refused(
                "path-folder",
                N_("{path} is a folder: name the files in it, as in {path}/*.json."),
                path=str(path),
            )
        with path.open("rb") as file:
            is_archive = file.read(4) == b"PK\x03\x04" and not _is_workbook(file)
        if is_archive:
            return list(_members(path))
    return [Given(path.name, lambda: path.open("rb"))]


def _is_workbook(file: IO[bytes]) -> bool:
    """Whether the archive is an Excel file, which is a file and no archive to a person."""
    with zipfile.ZipFile(file) as archive:
        return "[Content_Types].xml" in archive.namelist()


def _members(path: Path) -> Iterator[Given]:
    with zipfile.ZipFile(path) as archive:
        names = [
            member.filename
            for member in archive.infolist()
            if not member.is_dir() and not _is_litter(member.filename)
        ]
    if not names or len(names) > MOST_MEMBERS:
        raise Refused(
            "archive-members",
            N_("{path} holds {count} files. Unpack it and import what is needed."),
            path=str(path),
            count=len(names),
        )
    for name in sorted(names):
        yield Given(f"{path.name}/{name}", _opener(path, name))


def _opener(path: Path, name: str) -> Callable[[], BinaryIO]:
    def open_member() -> BinaryIO:
        # The member keeps the archive's file open and closes it with itself.
        return zipfile.ZipFile(path).open(name)  # type: ignore[return-value]

    return open_member


def _is_litter(name: str) -> bool:
    """What archivers of other systems leave beside the files."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or parts[-1].startswith(".")


def _standard_input() -> Given:
    return kept_aside(sys.stdin.buffer, "standard input")


def kept_aside(stream: Readable, name: str) -> Given:
    """A stream that can be read once, copied to a nameless file so that it can be read again."""
    # Closed with the process; it has no name by which anybody else could open it.
    kept = tempfile.TemporaryFile()  # noqa: SIM115
    while piece := stream.read(PIECE):
        kept.write(piece)
    kept.flush()
    return Given(name, lambda: _Again(kept))  # type: ignore[arg-type, return-value]


class _Again:
    """One reading of a kept file from its beginning; several do not disturb one another."""

    def __init__(self, kept: IO[bytes]) -> None:
        self._kept, self._at = kept, 0

    def read(self, size: int = -1, /) -> bytes:
        self._kept.seek(self._at)
        piece = self._kept.read(size)
        self._at += len(piece)
        return piece

    def close(self) -> None:
        """Nothing: the kept file is read again."""

    def __enter__(self) -> "_Again":
        return self

    def __exit__(self, *error: object) -> None:
        return None


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise Refused("path-missing", N_("There is no file {path}."), path=str(path)) from error
    except PermissionError as error:
        raise Refused(
            "path-forbidden", N_("{path} may not be read by this user."), path=str(path)
        ) from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise Refused(
            "archive-damaged",
            N_("{path} cannot be unpacked. Pack it again, without a password."),
            path=str(path),
        ) from error
    except OSError as error:
        raise Refused(
            "path-unreadable",
            N_("{path} cannot be read: {problem}."),
            path=str(path),
            problem=error.strerror or type(error).__name__,
        ) from error
