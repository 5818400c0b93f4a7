"""A CSV file or the first sheet of a workbook as rows of text, whatever program wrote it."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from os import PathLike
from pathlib import Path
from statistics import median

from openpyxl import load_workbook

from hearth.surfaces.interop.reasons import Reason, reason
from hearth.surfaces.interop.source import Readable


# Source: own limits. A community has hundreds of residents, a large operator tens of thousands.
MAX_BYTES = 50 << 20
MAX_UNPACKED = 200 << 20
MAX_RATIO = 200
MAX_PARTS = 2_000
MAX_ROWS = 100_000
MAX_COLUMNS = 256
MAX_CELL = 32_767  # Source: Excel's own limit of a cell
_BLANK_RUN = 500

_SEPARATORS = (",", ";", "\t", "|")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})


class Unopenable(Exception):
    """The table as a whole cannot be read; ``reason`` says what to do."""

    def __init__(self, why: Reason) -> None:
        super().__init__(why.code)
        self.reason = why


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as a spreadsheet shows it (from 1), and its cells.

    ``problem`` when the row itself is broken.
    """

    number: int
    cells: tuple[str, ...]
    problem: Reason | None = None

    @property
    def blank(self) -> bool:
        """Whether no cell says anything."""
        return not any(self.cells) and self.problem is None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of a table, with how it was written (for the preview)."""

    name: str
    lines: tuple[Line, ...]
    encoding: str = ""
    separator: str = ""
    title: str = ""


def open_sheet(origin: str | PathLike[str] | Readable, name: str = "") -> Sheet:
    """Read a table whole; its size is limited. Raises Unopenable, or OSError for a path."""
    if isinstance(origin, str | PathLike):
        name = name or Path(origin).name
        with Path(origin).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    else:
        data = origin.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unopenable(reason("table-too-large", limit=f"{MAX_BYTES >> 20} MB"))
    if data.startswith(_OLE):
        locked = _ENCRYPTED in data
        raise Unopenable(reason("table-locked" if locked else "table-old-excel"))
    made = _workbook(data, name) if data.startswith(_ZIP) else _text(data, name)
    if all(line.blank for line in made.lines):
        raise Unopenable(reason("table-empty"))
    return made


# CSV


def _text(data: bytes, name: str) -> Sheet:
    text, encoding = _decoded(data)
    hint, _, rest = text.partition("\n")
    separator = ""
    if hint.strip().lower().startswith("sep=") and len(hint.strip()) == 5:
        separator, text = hint.strip()[4], rest
    separator = separator or _separator(text)
    first = 2 if text is rest else 1
    return Sheet(name, tuple(_csv_lines(text, separator, first)), encoding, separator)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text and its encoding: what the mark says, else UTF-8, else Windows' Western one."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "utf-16"
    if data[1:2] == b"\0" and data[:1] not in (b"\0", b""):
        return data.decode("utf-16-le", "replace"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "cp1252"


def _separator(text: str) -> str:
    """The sign that divides the first rows most often and most evenly."""
    sample = "\n".join(text[: 1 << 16].splitlines()[:50])

    def evenness(sign: str) -> tuple[float, int]:
        try:
            widths = [
                len(row) for row in csv.reader(io.StringIO(sample), delimiter=sign) if row
            ]
        except csv.Error:
            return (0, 0)
        usual = median(widths) if widths else 0
        return (usual if usual > 1 else 0, sum(width == usual for width in widths))

    return max(_SEPARATORS, key=evenness)


def _csv_lines(text: str, separator: str, first: int) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    for _ in range(MAX_ROWS):
        number = reader.line_num + first
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Line(number, (), reason("row-unclosed-quote"))
            continue
        cells = tuple(_cleaned(cell) for cell in row[:MAX_COLUMNS])
        problem = None
        if any(cell.count("\n") > 20 for cell in cells):
            problem = reason("row-unclosed-quote")
        yield Line(number, cells, problem)
    raise Unopenable(reason("table-too-large", limit=f"{MAX_ROWS} rows"))


# XLSX


def _workbook(data: bytes, name: str) -> Sheet:
    _check_package(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = next(s for s in book.worksheets if s.sheet_state == "visible")
            sheet.reset_dimensions()
            lines = tuple(_rows(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)))
            return Sheet(name, lines, title=sheet.title)
        finally:
            book.close()
    except Unopenable:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise Unopenable(reason("table-damaged")) from error


def _check_package(data: bytes) -> None:
    """Refuse a package that unpacks to far more than it holds, before unpacking it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
                raise Unopenable(reason("table-too-large", limit=f"{MAX_UNPACKED >> 20} MB"))
            if any(part.file_size > MAX_RATIO * (part.compress_size + 1024) for part in parts):
                raise Unopenable(reason("table-damaged"))
            if any(part.flag_bits & 1 for part in parts):
                raise Unopenable(reason("table-locked"))
            for part in parts:
                # A workbook has no document type; entities in one are an attack.
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in _head(
                    package, part
                ):
                    raise Unopenable(reason("table-damaged"))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise Unopenable(reason("table-damaged")) from error


def _head(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with package.open(part) as stream:
        return stream.read(4096)


def _rows(rows: Iterator[tuple[object, ...]]) -> Iterator[Line]:
    blank = 0
    for number, row in enumerate(rows, start=1):
        if number > MAX_ROWS:
            raise Unopenable(reason("table-too-large", limit=f"{MAX_ROWS} rows"))
        cells = [_written(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        line = Line(number, tuple(cells))
        blank = blank + 1 if line.blank else 0
        if blank > _BLANK_RUN:
            return
        yield line


def _written(cell: object) -> str:
    """A cell as a person would have typed it: 101 for 101.0, 1941-03-07 for a date."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = _cleaned(str(cell))
    return "" if text in _ERRORS else text


def _cleaned(cell: str) -> str:
    """Without surrounding space or signs no database keeps; our own guard quote removed."""
    cell = cell.replace("\x00", "").replace("\u00a0", " ").strip()
    cell = cell.encode("utf-8", "replace").decode("utf-8")
    if cell[:1] == "'" and cell[1:2] in _FORMULA_SIGNS and cell[1:2]:
        cell = cell[1:]
    return cell


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    # Source: OWASP, CSV Injection
    """
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell
