"""A table as a workbook: title, notes and source above a frozen heading, then typed cells."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter

from gwdash import clock
from gwdash.errors import UsageError
from gwdash.export.cells import Cell, text
from gwdash.export.safe import safe_text
from gwdash.export.tables import NativeChart, Table

_FONT = "微软雅黑"
_TITLE_HEIGHT, _HEADING_HEIGHT = 28, 32
_NARROWEST, _WIDEST = 8, 46
#: Letters across a sheet of A4 that can still be read; a wider table goes on beside it, each
#: sheet with the columns that name a row.
_READABLE_WIDTH, _NAMING_COLUMNS = 260, 3
#: Rows looked at for the width of a column; the longest of these is long enough.
_MEASURED_ROWS = 400
_MOST_ROWS = 1_048_576
_CHART_SIZE = {"width": 760, "height": 420}
_SHEET_NAME_LENGTH = 31
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
#: A day beside left-aligned words would touch them on the right.
_CENTRED = {"align": "center"}
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Any
    note: Any
    heading: Any
    words: Any
    quoted: Any
    number: Any
    day: Any
    moment: Any


def to_xlsx(table: Table) -> bytes:
    """Return the table as .xlsx; raises UsageError for more rows than a sheet holds.

    Numbers stay numbers and dates dates; text stays text, also when somebody edits the cell.
    """
    return to_book([table], table.title, table.source)


def to_book(tables: Sequence[Table], title: str, source: str = "") -> bytes:
    """Return tables as the sheets of one .xlsx, each under its own title; raises as `to_xlsx`."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    facts = {"title": text(title), "comments": text(source), "created": clock.now().astimezone(UTC)}
    book.set_properties(facts)
    looks = formats(book)
    for table in tables:
        _add_sheet(book, table, looks)
    book.close()
    return buffer.getvalue()


def _add_sheet(book: Any, table: Table, looks: _Formats) -> None:  # noqa: ANN401
    rows = table.rows()
    above = _above(table)
    if len(rows) + len(above) + 1 > _MOST_ROWS:
        raise UsageError(f"共 {len(rows)} 行，超过一张工作表的上限，请改用 csv 导出。")
    sheet = book.add_worksheet(sheet_name(table.title))
    for line, words in enumerate(above):
        sheet.write_string(line, 0, text(words), looks.note if line else looks.title)
    sheet.set_row(0, _TITLE_HEIGHT)
    heading_row = len(above)
    _write_rows(sheet, table, rows, heading_row, looks)
    _set_up_page(sheet, table, rows, heading_row)
    if table.chart is not None and rows:
        _draw(book, sheet, table, table.chart, (heading_row, len(rows)))


def _above(table: Table) -> list[str]:
    """Return the lines above the heading: title, period and source, then each note."""
    facts = [f"报告期：{table.period}" if table.period else "", table.source]
    return [table.title, *(line for line in ("　".join(filter(None, facts)), *table.notes) if line)]


def formats(book: Any) -> _Formats:  # noqa: ANN401 (the library has no types)
    """Return the looks of a workbook's cells."""
    # A hair line under each row leads the eye across a printed page.
    base = {"font_name": _FONT, "valign": "top", "bottom": 1, "bottom_color": "#D5DBE5"}
    return _Formats(
        title=book.add_format({"font_name": _FONT, "bold": True, "font_size": 16}),
        note=book.add_format({"font_name": _FONT, "font_color": "#44546A"}),
        heading=book.add_format(
            {
                "font_name": _FONT, "bold": True, "font_color": "#FFFFFF", "bg_color": "#1F5FA8",
                "border": 1, "border_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter",
            }
        ),
        words=book.add_format({**base, "text_wrap": True}),
        quoted=book.add_format({**base, "text_wrap": True, "quote_prefix": True}),
        number=book.add_format(base),
        day=book.add_format({**base, **_CENTRED, "num_format": "yyyy-mm-dd"}),
        moment=book.add_format({**base, **_CENTRED, "num_format": "yyyy-mm-dd hh:mm:ss"}),
    )  # fmt: skip


def _write_rows(
    sheet: Any,  # noqa: ANN401
    table: Table,
    rows: list[list[Cell]],
    heading_row: int,
    looks: _Formats,
) -> None:
    for place, words in enumerate(table.columns):
        sheet.write_string(heading_row, place, text(words), looks.heading)
    sheet.set_row(heading_row, _HEADING_HEIGHT)
    for line, row in enumerate(rows, heading_row + 1):
        for place, value in enumerate(row):
            write_cell(sheet, (line, place), value, looks)


def write_cell(sheet: Any, place: tuple[int, int], value: Cell, looks: _Formats) -> None:  # noqa: ANN401
    """Write one cell by its type; text that would begin a formula stays text when edited."""
    if value is None:
        sheet.write_blank(*place, None, looks.words)
    elif isinstance(value, datetime):
        sheet.write_datetime(*place, value, looks.moment)
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, looks.day)
    elif isinstance(value, str):
        begins_formula = safe_text(value) != value
        sheet.write_string(*place, value, looks.quoted if begins_formula else looks.words)
    else:
        sheet.write_number(*place, value, looks.number)


def _set_up_page(sheet: Any, table: Table, rows: list[list[Cell]], heading_row: int) -> None:  # noqa: ANN401
    """Freeze and repeat the heading, filter it, fit columns to text and the print to a page."""
    last = max(len(table.columns) - 1, 0)
    widths = [
        _width(words, [row[place] for row in rows[:_MEASURED_ROWS]])
        for place, words in enumerate(table.columns)
    ]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(heading_row + 1, 0)
    sheet.repeat_rows(heading_row)
    if table.columns:
        sheet.autofilter(heading_row, 0, heading_row + max(len(rows), 1), last)
    sheet.set_landscape()
    sheet.set_paper(9)
    across = max(ceil(sum(widths) / _READABLE_WIDTH), 1)
    sheet.fit_to_pages(across, 0)
    if across > 1:
        sheet.repeat_columns(0, _NAMING_COLUMNS - 1)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _width(heading: str, values: list[Cell]) -> float:
    longest = max((_columns(_shown(value)) for value in values), default=0)
    return min(max(longest, _columns(heading), _NARROWEST) + 2, _WIDEST)


def _shown(value: Cell) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return "" if value is None else str(value).partition("\n")[0]


def _columns(words: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in words)


def sheet_name(title: str) -> str:
    """Return a title as the name of a sheet, without what it may not hold."""
    return text(title).translate(_NOT_IN_SHEET_NAMES).strip()[:_SHEET_NAME_LENGTH].strip() or "导出"


def _draw(
    book: Any,  # noqa: ANN401
    sheet: Any,  # noqa: ANN401
    table: Table,
    chart: NativeChart,
    extent: tuple[int, int],
) -> None:
    """Draw the chart beside the table; `extent` is the heading's row and the number of rows."""
    heading_row, n_rows = extent
    names = [str(name) for name in table.frame.columns]
    lines = (heading_row + 1, heading_row + n_rows)
    drawn = book.add_chart({"type": chart.kind})
    category = names.index(chart.category)
    for name in chart.values:
        place = names.index(name)
        drawn.add_series(
            {
                "name": [sheet.name, heading_row, place],
                "categories": [sheet.name, lines[0], category, lines[1], category],
                "values": [sheet.name, lines[0], place, lines[1], place],
            }
        )
    drawn.set_title({"name": text(table.title), "name_font": {"name": _FONT, "size": 14}})
    values = {"name": chart.value_title}
    if chart.kind == "bar":
        # x lies below and holds a bar chart's values; the first category stands on top.
        drawn.set_x_axis(values)
        drawn.set_y_axis({"reverse": True, "crossing": "max"})
    else:
        drawn.set_y_axis(values)
    drawn.set_legend({"position": "bottom"} if len(chart.values) > 1 else {"none": True})
    drawn.set_size(_CHART_SIZE)
    sheet.insert_chart(heading_row, len(names) + 1, drawn)
