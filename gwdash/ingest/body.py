"""What lies under a heading: rows of data, and rows that say something about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gwdash.ingest.grid import Cell, Sheet
from gwdash.ingest.headings import Heading, How, key_identifiers
from gwdash.ingest.problems import is_missing
from gwdash.ingest.rowkinds import RowKind, RowSorter, counts_columns, is_lone_text
from gwdash.registry.model import Dataset
from gwdash.standards.unit_names import is_unit

#: A text merged over at least this many columns names a part of the table.
_SECTION_COLUMNS = 3


@dataclass(slots=True)
class Body:
    """The rows under a heading, by what they are. Indices are zero-based rows of the sheet."""

    headings: tuple[Heading, ...]
    """The headings, with the units that a row of units gives them."""
    data: list[int] = field(default_factory=list)
    special: list[tuple[int, RowKind]] = field(default_factory=list)
    footers: list[int] = field(default_factory=list)
    detection_limits: dict[int, Cell] = field(default_factory=dict)
    """Column → detection limit, where a row gives it for each analyte."""
    units: dict[int, str] = field(default_factory=dict)
    """Column → unit, where a row gives it."""


def read_body(
    sheet: Sheet, first: int, last: int, headings: tuple[Heading, ...], dataset: Dataset
) -> Body:
    """Sort the rows under the heading rows `first` to `last`.

    Fills merged cells of describing columns downward in the sheet, inside the merge only: a
    county or a well written once for many rows belongs to each of them.
    """
    _fill_merges(sheet, last, headings)
    sorter = RowSorter(_heading_texts(sheet, first, last), _identifiers(headings, dataset))
    reach = _header_reach(sheet, first, last)
    sections = _section_rows(sheet, last)
    body = Body(headings)
    for index in range(last + 1, len(sheet.rows)):
        row = sheet.rows[index]
        kind = sorter.kind(row, in_header=index <= reach)
        if kind is RowKind.DATA and (index in sections or body.footers) and is_lone_text(row):
            # Under the first footer a lone text goes on with it: 注：1.… then 2.…
            kind = RowKind.FOOTER if body.footers else RowKind.SECTION
        if kind is RowKind.DATA and not body.data and counts_columns(row):
            kind = RowKind.CODE
        if kind is RowKind.DATA:
            body.data.append(index)
        elif kind is not RowKind.EMPTY:
            _keep_special(body, index, row, kind)
    body.headings = tuple(
        replace(h, unit=body.units[h.column]) if h.column in body.units and not h.unit else h
        for h in headings
    )
    return body


def _keep_special(body: Body, index: int, row: Sequence[Cell], kind: RowKind) -> None:
    body.special.append((index, kind))
    if kind is RowKind.UNIT:
        body.units |= {c: v for c, v in enumerate(row) if isinstance(v, str) and is_unit(v)}
    elif kind is RowKind.DETECTION_LIMIT:
        body.detection_limits |= {c: v for c, v in enumerate(row) if not is_missing(v)}
    elif kind is RowKind.FOOTER:
        body.footers.append(index)


def _identifiers(headings: tuple[Heading, ...], dataset: Dataset) -> frozenset[int]:
    """Return the columns whose filled cell shows that a row is about something of its own."""
    names = key_identifiers(dataset)
    return frozenset(h.column for h in headings if h.field in names)


def _fill_merges(sheet: Sheet, last: int, headings: tuple[Heading, ...]) -> None:
    filled = {h.column for h in headings if h.field and h.how is not How.SUPERSEDED}
    filled -= {h.column for h in headings if h.field == "result"}
    # Merges cannot overlap: what is beyond one visit of each cell is a damaged file's.
    budget = len(sheet.rows) * max(len(filled), 1)
    for top, left, bottom, _ in sheet.merges:
        end = min(bottom + 1, len(sheet.rows))
        if top <= last or left not in filled or end - top <= 1 or left >= len(sheet.rows[top]):
            continue
        budget -= end - top
        if budget < 0:
            return
        value = sheet.rows[top][left]
        for row in sheet.rows[top + 1 : end]:
            if left < len(row) and row[left] is None:
                row[left] = value


def _section_rows(sheet: Sheet, last: int) -> frozenset[int]:
    """Return the rows with a cell merged over so many columns that it cannot be a value."""
    return frozenset(
        top
        for top, left, bottom, right in sheet.merges
        if top > last and top == bottom and right - left + 1 >= _SECTION_COLUMNS
    )


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
    return max((bottom for top, _, bottom, _ in sheet.merges if first <= top <= last), default=last)
