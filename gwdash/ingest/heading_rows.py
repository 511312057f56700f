"""Which rows of a sheet are its heading, and what each column's heading means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gwdash.ingest.grid import Cell, Sheet
from gwdash.ingest.headings import Heading, How, Matcher
from gwdash.ingest.problems import is_blank
from gwdash.registry.model import Dataset
from gwdash.registry.text import fold

#: Titles, notes and forms' preambles above the heading; official forms stay within this.
HEADING_SEARCH_ROWS = 30
#: No ledger is wider; headings beyond are not looked for.
MAX_COLUMNS = 1000
#: Official forms have up to three heading levels.
MAX_HEADING_ROWS = 3
#: One matching word can be chance, two are a table.
MIN_MATCHES = 2

#: In a csv numbers and dates are text as well.
_FIGURES = re.compile(r"[+-]?\d[\d.,:/年月日 -]*%?")

_Grid = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class HeadingRows:
    """Rows that are a heading, and what is recognised in them."""

    score: int
    """How many things were recognised."""
    first: int
    last: int
    headings: tuple[Heading, ...]


class TopRows:
    """The rows of a sheet that may be its heading, as every ledger asks for them."""

    def __init__(self, sheet: Sheet) -> None:
        """Copy the top rows of a sheet, each merged range filled with its value."""
        grid = _spread_headings(sheet)
        self.texts = [frozenset(c for c in row if isinstance(c, str)) for row in grid]
        """The different texts of each row."""
        self.may_head = [_may_head(row) for row in grid]
        self._grid = grid
        self._columns: dict[tuple[int, int], list[tuple[str, ...]]] = {}

    def columns(self, first: int, last: int) -> list[tuple[str, ...]]:
        """Return what stands in some rows of each column, from top to bottom."""
        found = self._columns.get((first, last))
        if found is None:
            found = self._columns[first, last] = _columns_of(self._grid[first : last + 1])
        return found


def find_heading(
    sheet: Sheet, dataset: Dataset, matcher: Matcher, top: TopRows | None = None
) -> HeadingRows | None:
    """Return the heading of `dataset` on a sheet, or None where none is recognised.

    `top` are the sheet's top rows, where other ledgers were looked for in them before.
    """
    top = top or TopRows(sheet)
    count = len(top.texts)
    speaking = [any(map(matcher.knows, texts)) for texts in top.texts]
    best: HeadingRows | None = None
    for first in range(min(HEADING_SEARCH_ROWS, count)):
        for last in range(first, min(first + MAX_HEADING_ROWS, count)):
            if last > first and not top.may_head[last]:
                break
            if not any(speaking[first : last + 1]):
                continue
            found = _found(top, first, last, dataset, matcher)
            # Of several that say as much, the lowest: a title above is no part of the heading.
            if best is None or (found.score, first - last) > (best.score, best.first - best.last):
                best = found
    if best is None or sum(1 for h in best.headings if h.known) < MIN_MATCHES:
        return None
    best = _with_groups(sheet, top, best, dataset, matcher)
    return replace(best, headings=tuple(_placed(h, sheet, best, matcher) for h in best.headings))


def _found(top: TopRows, first: int, last: int, dataset: Dataset, matcher: Matcher) -> HeadingRows:
    matched = (matcher.match(c, parts) for c, parts in enumerate(top.columns(first, last)))
    headings = tuple(heading for heading in matched if heading is not None)
    return HeadingRows(_score(headings, dataset), first, last, headings)


def _may_head(row: Sequence[Cell]) -> bool:
    """Tell whether a row can be a lower level of a heading: numbers and dates are data."""
    return all(
        isinstance(cell, str) and not _FIGURES.fullmatch(cell.strip())
        for cell in row
        if not is_blank(cell)
    )


def _with_groups(
    sheet: Sheet, top: TopRows, found: HeadingRows, dataset: Dataset, matcher: Matcher
) -> HeadingRows:
    """Take in the rows above that name groups of columns: they can carry a unit."""
    while found.first > 0 and found.last - found.first + 1 < MAX_HEADING_ROWS:
        above = found.first - 1
        if not _names_groups(sheet, above, len(found.headings)):
            break
        taller = _found(top, above, found.last, dataset, matcher)
        if taller.score < found.score:
            break
        found = taller
    return found


def _names_groups(sheet: Sheet, row: int, columns: int) -> bool:
    """Tell whether a row is a heading level and not a title or 填报单位：… over the table."""
    cells = sheet.rows[row]
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    if any(":" in text or "：" in text for text in texts):
        return False
    if len(texts) > 1 and not sheet.merges:
        # Without merges (csv) several words beside each other are no title.
        return True
    return any(
        top == row and (bottom > row or left < right < left + columns - 1) and left < len(cells)
        for top, left, bottom, right in sheet.merges
    )


def _placed(heading: Heading, sheet: Sheet, found: HeadingRows, matcher: Matcher) -> Heading:
    row = _lowest_text(sheet, found.first, found.last, heading.column)
    suggestion = "" if heading.known else matcher.suggest(heading.text.rsplit("/", 1)[-1])
    return replace(
        heading,
        sheet=sheet.name,
        cell=sheet.address(row, heading.column),
        suggestion=suggestion,
    )


def _spread_headings(sheet: Sheet) -> list[list[Cell]]:
    """Return the top rows with each merged range filled with its value."""
    depth = HEADING_SEARCH_ROWS + MAX_HEADING_ROWS
    grid = [list(row[:MAX_COLUMNS]) for row in sheet.rows[:depth]]
    for top, left, bottom, right in sheet.merges:
        if top >= len(grid) or left >= len(grid[top]):
            continue
        value = grid[top][left]
        for row in grid[top : bottom + 1]:
            end = min(right + 1, len(row))
            row[left:end] = [value] * (end - left)
    if not sheet.merges:
        _spread_unmerged(grid)
    return grid


def _spread_unmerged(grid: list[list[Cell]]) -> None:
    """Carry a group's name to the right where a file keeps no merges, as a csv.

    Only over columns whose next row has text: those are the group's members.
    """
    for upper, lower in pairwise(grid):
        if not (_may_head(upper) and _may_head(lower)):
            continue
        name: Cell = None
        for column, cell in enumerate(upper):
            member = column < len(lower) and not is_blank(lower[column])
            if not is_blank(cell):
                name = cell if member else None
            elif member:
                upper[column] = name
            else:
                name = None


def _columns_of(rows: _Grid) -> list[tuple[str, ...]]:
    width = max(map(len, rows), default=0)
    found = []
    for column in range(width):
        parts: list[str] = []
        for row in rows:
            cell = row[column] if column < len(row) else None
            text = cell.strip() if isinstance(cell, str) else ""
            if text and text not in parts:
                parts.append(text)
        found.append(tuple(parts))
    return found


def _score(headings: Sequence[Heading], dataset: Dataset) -> int:
    """Count distinct things recognised; a key column counts twice, for it makes a table."""
    fields = {h.field for h in headings if h.field}
    analytes = {h.analyte for h in headings if h.analyte}
    parts = {(h.field, h.part) for h in headings if h.part}
    ignored = {fold(h.text) for h in headings if h.how is How.IGNORED}
    keys = len(fields & set(dataset.key))
    if not (fields or analytes):
        return 0
    return len(fields) + len(analytes) + len(parts) + len(ignored) + keys


def _lowest_text(sheet: Sheet, first: int, last: int, column: int) -> int:
    """Return the lowest heading row in which a column has text of its own."""
    for row in range(last, first, -1):
        cells = sheet.rows[row]
        if column < len(cells) and cells[column] is not None:
            return row
    return first
