"""A table as a file that leaves the house: CSV or a workbook, never a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse


FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Rows = Iterable[Sequence[str]]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    # Source: OWASP, CSV Injection
    """
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def csv_file(rows: Rows, name: str) -> HttpResponse:
    """The rows as CSV, with the mark by which spreadsheets know UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows([guarded(cell) for cell in row] for row in rows)
    return _file("\ufeff" + text.getvalue(), f"{name}.csv", "text/csv; charset=utf-8")


def xlsx_file(rows: Rows, name: str, title: str) -> HttpResponse:
    """The rows as a workbook of one sheet; the headings stay in view."""
    from openpyxl import Workbook  # heavy, and only for whoever asks for one

    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(c for c in title if c not in "[]:*?/\\")[:31] or "1")
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([guarded(cell) for cell in row])
    kept = io.BytesIO()
    book.save(kept)
    return _file(kept.getvalue(), f"{name}.xlsx", XLSX)


def _file(content: str | bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
