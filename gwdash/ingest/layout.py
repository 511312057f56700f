"""Where the table is on a sheet: its heading rows, its columns, its body and what surrounds it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gwdash.ingest.grid import Cell, Sheet, address
from gwdash.ingest.headings import Heading, How, Matcher
from gwdash.ingest.rowkinds import RowKind, row_kind
from gwdash.registry.model import Dataset, Need
from gwdash.registry.text import fold
from gwdash.standards.unit_names import is_unit

#: Titles, notes and forms' preambles above the heading; official forms stay within this.
HEADING_SEARCH_ROWS = 30
#: Official forms have up to three heading levels.
MAX_HEADING_ROWS = 3
#: One matching word can be chance, two are a table.
MIN_MATCHES = 2
#: A sheet with less than this part of the best sheet's matches is something else.
LESSER_SHEET = 3


@dataclass(frozen=True, slots=True)
class Table:
    """A table found on a sheet. Row indices are zero-based rows of the sheet."""

    sheet: Sheet
    first_heading_row: int
    last_heading_row: int
    headings: tuple[Heading, ...]
    data_rows: tuple[int, ...]
    special_rows: tuple[tuple[int, RowKind], ...]
    surroundings: tuple[int, ...]
    """Rows above the heading and footers below: where the form speaks about itself."""
    detection_limits: dict[int, Cell]
    """Column → detection limit, where a row gives it for each analyte."""
    score: int
    """How many things were recognised in the heading."""

    def columns(self) -> dict[str, Heading]:
        """Return the headings that give a field, by field name."""
        return {h.field: h for h in self.headings if h.field and h.how is not How.SUPERSEDED}

    def analytes(self) -> tuple[Heading, ...]:
        """Return the headings that are analytes of a crosstab, from left to right."""
        return tuple(h for h in self.headings if h.analyte and h.how is not How.SUPERSEDED)


def find_table(sheet: Sheet, dataset: Dataset, matcher: Matcher) -> Table | None:
    """Return the table of `dataset` on a sheet, or None where no heading row is recognised."""
    grid = _spread_headings(sheet)
    best: tuple[int, int, int, tuple[Heading, ...]] | None = None
    for first in range(min(HEADING_SEARCH_ROWS, len(grid))):
        for height in range(1, MAX_HEADING_ROWS + 1):
            if first + height > len(grid):
                break
            headings = _headings(grid[first : first + height], matcher)
            score = _score(headings, dataset)
            if best is None or score > best[0]:
                best = (score, first, first + height - 1, headings)
    if best is None or best[0] < MIN_MATCHES:
        return None
    score, first, last, headings = best
    placed = tuple(
        replace(
            h,
            sheet=sheet.name,
            cell=address(_lowest_text(sheet, first, last, h.column), h.column),
            suggestion="" if h.known else matcher.suggest(h.text.rsplit("/", 1)[-1]),
        )
        for h in headings
    )
    return replace(_read_body(sheet, first, last, _resolve(placed)), score=score)


def find_tables(
    sheets: Sequence[Sheet], dataset: Dataset, matcher: Matcher
) -> list[tuple[Sheet, Table | None]]:
    """Return the visible sheets with the table on each, None where there is none.

    Beside a full table, a sheet that shares only a few words with it (instructions, a list of
    columns) is no table.
    """
    found = [(s, find_table(s, dataset, matcher)) for s in sheets if s.visible]
    best = max((table.score for _, table in found if table), default=0)
    return [
        (sheet, table if table and table.score * LESSER_SHEET >= best else None)
        for sheet, table in found
    ]


def _spread_headings(sheet: Sheet) -> list[list[Cell]]:
    """Return the top rows with each merged range filled with its value."""
    depth = HEADING_SEARCH_ROWS + MAX_HEADING_ROWS
    grid = [list(row) for row in sheet.rows[:depth]]
    for top, left, bottom, right in sheet.merges:
        if top >= len(grid) or left >= len(grid[top]):
            continue
        value = grid[top][left]
        for row in range(top, min(bottom, len(grid) - 1) + 1):
            grid[row].extend([None] * (right + 1 - len(grid[row])))
            grid[row][left : right + 1] = [value] * (right + 1 - left)
    return grid


def _headings(rows: Sequence[Sequence[Cell]], matcher: Matcher) -> tuple[Heading, ...]:
    width = max(map(len, rows), default=0)
    found = []
    for column in range(width):
        parts: list[str] = []
        for row in rows:
            cell = row[column] if column < len(row) else None
            text = cell.strip() if isinstance(cell, str) else ""
            if text and text not in parts:
                parts.append(text)
        if heading := matcher.match(column, tuple(parts)):
            found.append(heading)
    return tuple(found)


def _score(headings: Sequence[Heading], dataset: Dataset) -> int:
    """Count distinct things recognised; a key column counts twice, for it makes a table."""
    fields = {h.field for h in headings if h.field}
    analytes = {h.analyte for h in headings if h.analyte}
    ignored = {fold(h.text) for h in headings if h.how is How.IGNORED}
    keys = len(fields & set(dataset.key))
    return len(fields) + len(analytes) + len(ignored) + keys if fields or analytes else 0


def _resolve(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Let one column stand for each field: the mapped one, else the one furthest left."""
    owner: dict[str, Heading] = {}
    for heading in headings:
        target = heading.field or heading.analyte
        held = owner.get(target)
        if target and (held is None or (heading.how is How.MAP and held.how is not How.MAP)):
            owner[target] = heading
    return tuple(
        h
        if not (h.field or h.analyte) or owner[h.field or h.analyte] is h
        else replace(h, how=How.SUPERSEDED)
        for h in headings
    )


def _read_body(sheet: Sheet, first: int, last: int, headings: tuple[Heading, ...]) -> Table:
    texts = _heading_texts(sheet, first, last)
    reach = _header_reach(sheet, first, last)
    data: list[int] = []
    special: list[tuple[int, RowKind]] = []
    around = list(range(first))
    limits: dict[int, Cell] = {}
    units: dict[int, str] = {}
    for index in range(last + 1, len(sheet.rows)):
        row = sheet.rows[index]
        kind = row_kind(row, texts, in_header=index <= reach)
        if kind is RowKind.DATA:
            data.append(index)
            continue
        if kind is RowKind.EMPTY:
            continue
        special.append((index, kind))
        if kind is RowKind.UNIT:
            units |= {c: str(v) for c, v in enumerate(row) if isinstance(v, str) and is_unit(v)}
        elif kind is RowKind.DETECTION_LIMIT:
            limits |= {c: v for c, v in enumerate(row) if v is not None}
        elif kind is RowKind.FOOTER:
            around.append(index)
    headed = tuple(
        replace(h, unit=units[h.column]) if h.column in units and not h.unit else h
        for h in headings
    )
    return Table(
        sheet, first, last, headed, tuple(data), tuple(special), tuple(around), limits, 0
    )


def _lowest_text(sheet: Sheet, first: int, last: int, column: int) -> int:
    """Return the lowest heading row in which a column has text of its own."""
    for row in range(last, first, -1):
        cells = sheet.rows[row]
        if column < len(cells) and cells[column] is not None:
            return row
    return first


def _heading_texts(sheet: Sheet, first: int, last: int) -> list[str]:
    width = max((len(row) for row in sheet.rows[first : last + 1]), default=0)
    texts = [""] * width
    for row in sheet.rows[first : last + 1]:
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                texts[column] += cell
    return texts


def _header_reach(sheet: Sheet, first: int, last: int) -> int:
    """Return the last row that a merge beginning in the heading reaches down to."""
    return max(
        (bottom for top, _, bottom, _ in sheet.merges if first <= top <= last), default=last
    )


def missing_columns(table: Table, dataset: Dataset, constants: Sequence[str], need: Need) -> list[str]:
    """Return names of columns with this need that neither the table nor a constant gives."""
    given = {*table.columns(), *constants}
    if table.analytes() and (result := dataset.result_column):
        given |= {"analyte", "unit", result.name}
    return [c.name for c in dataset.columns if c.need is need and c.name not in given]
