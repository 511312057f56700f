"""Accepted rows as a table of words that a page can edit, and the edited table as a workbook.

The workbook is what the reader of files gets: the same headings as a template, the same words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import pandas as pd
import pyarrow as pa
import xlsxwriter

from gwdash.export.cells import Cell
from gwdash.export.template_values import choices, filled_rows
from gwdash.registry.model import Column, Dataset, Kind, Need
from gwdash.registry.region import REGION

_DATE, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_NUMBERS = frozenset({Kind.NUMBER, Kind.INTEGER, Kind.PERCENT, Kind.LONGITUDE, Kind.LATITUDE})
_SHEET = "页面修改"
_HEADING_ROW = 1
_MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001 (a fixed mark and no moment)


@dataclass(frozen=True, slots=True)
class EditColumn:
    """One column of an editable table: its heading, and what may stand in it."""

    name: str
    heading: str
    kind: Kind
    choices: tuple[str, ...]
    required: bool
    is_key: bool
    hidden: bool
    """Where something lies and who somebody is leave the server for nobody without accounts."""
    help: str

    @property
    def is_number(self) -> bool:
        """Whether a figure stands in it."""
        return self.kind in _NUMBERS


def edit_columns(dataset: Dataset) -> list[EditColumn]:
    """Return the columns of a dataset's editable table, as its template has them."""
    return [
        EditColumn(
            column.name,
            column.field.heading,
            column.field.kind,
            _choices(column),
            column.need is Need.LOAD,
            column.name in dataset.key,
            column.field.guarded,
            column.field.description,
        )
        for column in dataset.entered_columns
    ]


def _choices(column: Column) -> tuple[str, ...]:
    offered = choices(column)
    whole = column.field.kind is Kind.COUNTY and column.whole_region
    return (REGION.place_name(REGION.code), *offered) if whole else offered


def edit_frame(dataset: Dataset, rows: pa.Table) -> pd.DataFrame:
    """Return accepted rows as people write them, one column a heading, in the rows' order.

    A choice that the list does not have any more stands as it is.
    """
    columns = list(dataset.entered_columns)
    cells = filled_rows(dataset, columns, rows)
    kinds = [column.field.kind for column in columns]
    shown = [[_shown(v, k) for v, k in zip(row, kinds, strict=True)] for row in cells]
    frame = pd.DataFrame(shown, columns=[c.field.heading for c in columns], dtype=object)
    for column in edit_columns(dataset):
        if column.is_number:
            frame[column.heading] = pd.to_numeric(frame[column.heading], errors="coerce")
    return frame


def _shown(value: Cell, kind: Kind) -> Cell:
    if kind is Kind.DATE and isinstance(value, datetime):
        return value.date()
    if kind in _NUMBERS or value is None or isinstance(value, (date, datetime)):
        return value
    return str(value)


def edited_book(dataset: Dataset, frame: pd.DataFrame, title: Sequence[str] = ()) -> bytes:
    """Return an edited table as a workbook (.xlsx): one title row, headings, then the rows.

    Rows in which nothing stands are left out; a row keeps its number otherwise.
    """
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    # The same rows make the same bytes, by which a second click is recognised.
    book.set_properties({"created": _MADE_ON})
    sheet = book.add_worksheet(_SHEET)
    text = book.add_format({"num_format": "@"})
    day, moment = (book.add_format({"num_format": f}) for f in (_DATE, _MOMENT))
    sheet.write_string(0, 0, "　".join((dataset.label, *title)))
    sheet.write_row(_HEADING_ROW, 0, list(frame.columns))
    for row, cells in enumerate(frame.itertuples(index=False), start=_HEADING_ROW + 1):
        for place, value in enumerate(cells):
            if value is None or value is pd.NaT or value == "" or value != value:  # noqa: PLR0124
                continue
            if isinstance(value, datetime):
                sheet.write_datetime(row, place, value, moment)
            elif isinstance(value, date):
                sheet.write_datetime(row, place, value, day)
            elif isinstance(value, str):
                sheet.write_string(row, place, value, text)
            else:
                sheet.write_number(row, place, value)
    book.close()
    return buffer.getvalue()


def place_of(frame: pd.DataFrame, cell: str) -> tuple[int, str] | None:
    """Return the row of the table and the heading that a cell of its workbook means.

    None for a cell outside the table, as that of its title.
    """
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    if not letters or not digits:
        return None
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    row = int(digits) - _HEADING_ROW - 2
    if not (0 <= row < len(frame) and 0 < place <= len(frame.columns)):
        return None
    return row, str(frame.columns[place - 1])
