"""Whether a sheet without a heading goes on with the table of the sheet before it."""

from collections.abc import Sequence

from gwdash.ingest.cells import reader
from gwdash.ingest.grid import Cell, Sheet
from gwdash.ingest.headings import Heading, How
from gwdash.ingest.problems import is_blank, is_missing
from gwdash.ingest.rowkinds import is_lone_text
from gwdash.registry.model import Dataset, Kind

#: Rows that are looked at; a continuation is alike from the first.
_LOOKED_AT = 20
#: A sheet with some wrong cells goes on all the same; they are reported one by one.
_WRONG_SHARE = 0.25
#: Words fit every text column; these kinds tell whether the columns are the same.
_TELLING = frozenset({
    Kind.NUMBER, Kind.INTEGER, Kind.PERCENT, Kind.DATE, Kind.DATETIME, Kind.CODE, Kind.COUNTY,
    Kind.LONGITUDE, Kind.LATITUDE, Kind.BOUNDARY, Kind.ANALYTE,
})  # fmt: skip


def goes_on(sheet: Sheet, headings: Sequence[Heading], dataset: Dataset) -> bool:
    """Tell whether every row has a key and nearly all cells fit their columns, none beyond them."""
    used = {h.field: h.column for h in headings if h.field and h.how is not How.SUPERSEDED}
    keys = [used[name] for name in dataset.key if name in used]
    readers = {
        place: reader(dataset.column(name))
        for name, place in used.items()
        if dataset.column(name).field.kind in _TELLING
    }
    width = max((h.column for h in headings), default=-1) + 1
    rows = [r for r in sheet.rows[title_rows(sheet) :] if any(not is_blank(c) for c in r)]
    rows = rows[:_LOOKED_AT]
    if not rows or not keys or not readers:
        return False
    good = bad = 0
    for row in rows:
        if any(not is_blank(cell) for cell in row[width:]) or is_missing(_at(row, keys[0])):
            return False
        for place, read in readers.items():
            if not is_missing(cell := _at(row, place)):
                fits = read(cell)[0] is not None
                good, bad = good + fits, bad + (not fits)
    return good >= len(rows) and bad <= good * _WRONG_SHARE


def title_rows(sheet: Sheet) -> int:
    """Return how many rows come before the data: empty ones, 续表, the title again."""
    rows = sheet.rows
    found = (i for i, row in enumerate(rows) if any(map(_filled, row)) and not is_lone_text(row))
    return next(found, len(rows))


def _filled(cell: Cell) -> bool:
    return not is_blank(cell)


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None
