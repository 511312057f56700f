"""A file of another kind as an .xlsx of its values: what was read, its merges and hidden parts."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import xlsxwriter

from gwdash.export.cells import display_width, text
from gwdash.ingest.grid import Cell, Sheet, Workbook

_NARROWEST, _WIDEST = 8, 40
#: Rows looked at for the width of a column.
_MEASURED_ROWS = 200
#: From here on rows are written out as they come, which cannot take merges.
_STREAMED_CELLS = 200_000
_LONGEST_NAME = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_LARGEST_REAL = 9.99e307
_FIRST_DAY = date(1900, 3, 1)
WITHOUT_MERGES = "表很大，合并单元格按拆开的样子列出，行列位置不变。"


def values_workbook(book: Workbook) -> tuple[bytes, dict[str, str], list[str]]:
    """Return an .xlsx of what was read, sheet names as they are now, and what was left out.

    Rows and columns keep their places, so that every address is the sender's.
    """
    buffer = BytesIO()
    cells = sum(len(s.rows) * len(s.rows[0]) for s in book.sheets if s.rows)
    streamed = cells > _STREAMED_CELLS
    made = xlsxwriter.Workbook(
        buffer,
        {
            "constant_memory": streamed, "in_memory": not streamed, "strings_to_formulas": False,
            "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": True,
        },
    )  # fmt: skip
    formats = _formats(made)
    names: dict[str, str] = {}
    notes = []
    for sheet in book.sheets or [Sheet("Sheet1", [])]:
        names[sheet.name] = _name(sheet.name, set(names.values()))
        page = made.add_worksheet(names[sheet.name])
        _set_up(page, sheet)
        _write(page, sheet, formats)
        if streamed and sheet.merges:
            notes = [WITHOUT_MERGES]
        elif not streamed:
            _merge(page, sheet, formats)
        if not sheet.visible:
            page.hide()
    if all(not sheet.visible for sheet in book.sheets):
        made.add_worksheet(_name("说明", set(names.values()))).activate()
    made.close()
    return buffer.getvalue(), names, notes


def _formats(book: xlsxwriter.Workbook) -> dict[str, Any]:
    return {
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        "time": book.add_format({"num_format": "hh:mm:ss"}),
        "span": book.add_format({"num_format": "[h]:mm:ss"}),
        "percent": book.add_format({"num_format": "0.##%"}),
        "merged": book.add_format({"align": "center", "valign": "vcenter", "text_wrap": True}),
    }


def _name(name: str, taken: set[str]) -> str:
    base = text(name).translate(_NOT_IN_NAMES).strip("'")[:_LONGEST_NAME] or "Sheet"
    free, number = base, 1
    while free.casefold() in {t.casefold() for t in taken}:
        number += 1
        free = f"{base[: _LONGEST_NAME - 4]}({number})"
    return free


def _set_up(page: "xlsxwriter.worksheet.Worksheet", sheet: Sheet) -> None:
    width = max(map(len, sheet.rows[:_MEASURED_ROWS]), default=0)
    wide = {c for _, left, _, right in sheet.merges if left < right for c in (left,)}
    for column in range(width):
        sample = [r[column] for r in sheet.rows[:_MEASURED_ROWS] if column < len(r)]
        longest = 0 if column in wide else max((_length(c) for c in sample), default=0)
        shown = min(max(longest + 2, _NARROWEST), _WIDEST)
        page.set_column(column, column, shown, None, {"hidden": column in sheet.hidden_columns})


def _write(page: "xlsxwriter.worksheet.Worksheet", sheet: Sheet, formats: dict[str, Any]) -> None:
    for index, row in enumerate(sheet.rows):
        if index in sheet.hidden_rows:
            page.set_row(index, None, None, {"hidden": True})
        for column, cell in enumerate(row):
            if cell is not None:
                percent = bool(sheet.percent_cells) and (index, column) in sheet.percent_cells
                _write_cell(page, index, column, cell, formats, percent=percent)


def _write_cell(  # noqa: PLR0913
    page: "xlsxwriter.worksheet.Worksheet", row: int, column: int, cell: Cell,
    formats: dict[str, Any], *, percent: bool,
) -> None:  # fmt: skip
    match cell:
        case str():
            page.write_string(row, column, text(cell))
        case bool():
            page.write_boolean(row, column, cell)
        case float() if abs(cell) <= _LARGEST_REAL:
            page.write_number(row, column, cell, formats["percent"] if percent else None)
        case datetime() if cell.date() >= _FIRST_DAY:
            kind = "moment" if cell.time() != time() else "date"
            page.write_datetime(row, column, cell, formats[kind])
        case date() if not isinstance(cell, datetime) and cell >= _FIRST_DAY:
            page.write_datetime(row, column, cell, formats["date"])
        case time():
            page.write_datetime(row, column, cell, formats["time"])
        case timedelta():
            page.write_datetime(row, column, cell, formats["span"])
        case _:
            page.write_string(row, column, str(cell))


def _merge(page: "xlsxwriter.worksheet.Worksheet", sheet: Sheet, formats: dict[str, Any]) -> None:
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merges:
        cells = {(r, c) for r in (top, bottom) for c in (left, right)}
        if (top, left) == (bottom, right) or cells & covered:
            continue
        covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        value = _at(sheet.rows, top, left)
        page.merge_range(top, left, bottom, right, "", formats["merged"])
        if value is not None:
            shown = {k: formats["merged"] if k == "merged" else v for k, v in formats.items()}
            _write_cell(page, top, left, value, shown, percent=False)
            if isinstance(value, str):
                page.write_string(top, left, text(value), formats["merged"])


def _at(rows: Sequence[Sequence[Cell]], row: int, column: int) -> Cell:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def _length(cell: Cell) -> int:
    match cell:
        case str():
            return display_width(cell[:_WIDEST])
        case float():
            return len(f"{cell:g}")
        case None:
            return 0
        case _:
            return len("2024-06-16")
