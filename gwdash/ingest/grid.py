"""A spreadsheet as it lies on the page: sheets of cells, before anyone knows what they mean."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from gwdash.ingest.issues import Issue

#: What a cell may hold. Empty cells are None; text is kept as typed, numbers are floats,
#: error values ("#DIV/0!") are text.
Cell = str | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; all indices are zero-based, rows are as long as they need to be.

    ``rows[0][0]`` is A1: leading empty rows and columns are kept, so that
    ``address(row, column)`` is what Excel shows.
    """

    name: str
    rows: list[list[Cell]]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    """Merged ranges as (first row, first column, last row, last column), inclusive."""
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncached_formulas: frozenset[tuple[int, int]] = frozenset()
    """Cells with a formula and no stored result: their value is unknown, never 0."""
    percent_cells: frozenset[tuple[int, int]] = frozenset()
    """Number cells shown as a percentage (0.85 displayed as 85 %)."""
    turned: bool = False
    """Rows and columns stand exchanged (`views.turned`); `address` gives the place on the page."""
    outside: tuple[tuple[Cell, ...], ...] = ()
    """Rows of the page that a view leaves out, because they are no part of the table."""

    unread: tuple[tuple[str, str], ...] = ()
    """Cells and texts of headings that a view leaves out and that a table could hold."""

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell as Excel shows it."""
        return address(column, row) if self.turned else address(row, column)

    def line(self, row: int) -> str:
        """Return what people call a row of this sheet: 第 5 行, or E 列 where it is turned."""
        return f"{column_letters(row)} 列" if self.turned else f"第 {row + 1} 行"


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file as read: what it really is, its sheets, and what was noticed while reading."""

    kind: str
    """What the bytes are: xlsx, xls, xlsb, ods, csv, geojson (never what the name claims)."""
    sheets: list[Sheet]
    encoding: str = ""
    """For csv: the encoding that was used (utf-8-sig, utf-8, gb18030, utf-16, …)."""
    notes: list[Issue] = field(default_factory=list)


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the letters of a zero-based column (0 → A, 26 → AA)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Return the address of a zero-based cell as Excel shows it (16, 2 → C17)."""
    return f"{column_letters(column)}{row + 1}"
