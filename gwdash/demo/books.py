"""The demo's workbooks: real .xlsx files in the shapes that offices hand in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from gwdash.registry.model import Dataset
from gwdash.standards.analytes import ANALYTES

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Look:
    """How a form is laid out."""

    title: str = ""
    """A merged title row above the headings."""
    subtitle: str = ""
    """A line below the title: reporter and period."""
    group: tuple[str, str, str] | None = None
    """A merged heading over columns: its words, the first and the last field."""
    total: bool = False
    """A 合计 row behind the data."""
    footer: str = ""
    """A line of names below the data."""


def workbook(dataset: Dataset, rows: Sequence[Row], look: Look) -> bytes:
    """Return a workbook with one sheet of rows in the given look."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(dataset.label[:31])
    fields = list(rows[0])
    line = _heading(book, sheet, dataset, fields, look)
    for row in rows:
        for column, name in enumerate(fields):
            _write(sheet, line, column, row.get(name, ""))
        line += 1
    if look.total:
        sheet.write(line, 0, "合计")
        sheet.write(line, 1, len(rows))
        line += 1
    if look.footer:
        sheet.write(line, 0, look.footer)
    sheet.set_column(0, len(fields), 14)
    book.close()
    return buffer.getvalue()


def _heading(book: Any, sheet: Any, dataset: Dataset, fields: list[str], look: Look) -> int:  # noqa: ANN401
    """Write everything above the data and return the first data line."""
    bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1})
    line = 0
    if look.title:
        sheet.merge_range(0, 0, 0, len(fields) - 1, look.title, bold)
        line = 1
    if look.subtitle:
        sheet.write(line, 0, look.subtitle)
        line += 1
    words = [heading(dataset, name) for name in fields]
    if look.group is None:
        sheet.write_row(line, 0, words, bold)
        return line + 1
    group, first, last = look.group
    start, end = fields.index(first), fields.index(last)
    sheet.merge_range(line, start, line, end, group, bold)
    for column, word in enumerate(words):
        if start <= column <= end:
            sheet.write(line + 1, column, word, bold)
        else:
            sheet.merge_range(line, column, line + 1, column, word, bold)
    return line + 2


def heading(dataset: Dataset, name: str) -> str:
    """Return the heading of a field, or of an analyte with its unit."""
    if dataset.has(name):
        return dataset.column(name).field.heading
    analyte = ANALYTES[name]
    unit = "" if analyte.unit in {"", "无", "无量纲"} else f"（{analyte.unit.split('|')[0]}）"
    return f"{analyte.label}{unit}"


def _write(sheet: Any, line: int, column: int, value: object) -> None:  # noqa: ANN401
    if isinstance(value, date):
        sheet.write_datetime(line, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, column, value)
    elif value != "":
        sheet.write_string(line, column, str(value))
