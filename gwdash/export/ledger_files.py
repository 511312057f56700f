"""Rows of a ledger as files that are written while they are read, so that size costs no memory."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import xlsxwriter

from gwdash.export.cells import Cell, cell, text
from gwdash.export.safe import safe_text
from gwdash.export.tables import BOM, file_stem, plain_cells
from gwdash.export.workbook import OPTIONS, formats, sheet_name, write_cell
from gwdash.queries.ledger_columns import LedgerColumn, Shape, shown

#: A workbook is written row by row; beyond this spreadsheet programs open it too slowly.
XLSX_ROWS = 200_000
#: A csv of more rows is for nobody's spreadsheet program: it holds 1,048,576 of them.
CSV_ROWS = 1_000_000
_WIDTH, _HEADING_HEIGHT, _TITLE_HEIGHT = 18, 32, 28

Batches = Iterable[Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """What a file of rows says of itself: title, notes, columns."""

    title: str
    notes: tuple[str, ...]
    columns: tuple[LedgerColumn, ...]

    @property
    def stem(self) -> str:
        """The name of the file without its ending."""
        return file_stem(self.title)


def csv_parts(file: LedgerFile, batches: Batches) -> Iterator[bytes]:
    """Yield a csv part by part: UTF-8 with its mark, no text that begins a formula."""
    headings = [safe_text(column.heading) for column in file.columns]
    yield BOM.encode() + _lines([headings])
    for batch in batches:
        yield _lines([plain_cells(_cells(file, row)) for row in batch])


def write_xlsx(file: LedgerFile, batches: Batches, path: Path) -> None:
    """Write a workbook in constant memory: title and notes, a frozen heading, typed cells."""
    options = {**OPTIONS, "in_memory": False, "constant_memory": True}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": text(file.title)})
        sheet = book.add_worksheet(sheet_name(file.title))
        looks = formats(book)
        sheet.set_column(0, max(len(file.columns) - 1, 0), _WIDTH)
        sheet.set_row(0, _TITLE_HEIGHT)
        for line, words in enumerate((file.title, *file.notes)):
            sheet.write_string(line, 0, text(words), looks.note if line else looks.title)
        heading = len(file.notes) + 1
        sheet.set_row(heading, _HEADING_HEIGHT)
        for place, column in enumerate(file.columns):
            sheet.write_string(heading, place, text(column.heading), looks.heading)
        line = heading
        for row in (row for batch in batches for row in batch):
            line += 1
            for place, value in enumerate(_cells(file, row)):
                write_cell(sheet, (line, place), value, looks)
        sheet.freeze_panes(heading + 1, 0)
        sheet.autofilter(heading, 0, max(line, heading + 1), max(len(file.columns) - 1, 0))


def _cells(file: LedgerFile, row: Mapping[str, Any]) -> list[Cell]:
    return [_cell(column, row) for column in file.columns]


def _cell(column: LedgerColumn, row: Mapping[str, Any]) -> Cell:
    """Return a number or a day as it is and everything else in words."""
    value = row.get(column.name)
    if value is not None and column.shape in {Shape.NUMBER, Shape.DAY}:
        return cell(float(value) if isinstance(value, Decimal) else value)
    return cell(shown(column, row) or None)


def _lines(rows: Iterable[Sequence[object]]) -> bytes:
    buffer = StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()
