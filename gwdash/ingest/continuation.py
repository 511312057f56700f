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
#: Words fit every text column; these kinds tell whether the columns are the same.
_TELLING = frozenset({
    Kind.NUMBER, Kind.INTEGER, Kind.PERCENT, Kind.DATE, Kind.DATETIME, Kind.CODE, Kind.COUNTY,
    Kind.LONGITUDE, Kind.LATITUDE, Kind.ANALYTE,
})  # fmt: skip


def goes_on(sheet: Sheet, headings: Sequence[Heading], dataset: Dataset) -> bool:
    """Tell whether every row has a key and cells that their columns can hold, and none beyond."""
    used = {h.field: h.column for h in headings if h.field and h.how is not How.SUPERSEDED}
    keys = [used[name] for name in dataset.key if name in used]
    readers = {
        place: reader(dataset.column(name), dataset)
        for name, place in used.items()
        if dataset.column(name).field.kind in _TELLING
    }
    width = max((h.column for h in headings), default=-1) + 1
    rows = [row for row in sheet.rows if any(not is_blank(c) for c in row)]
    while rows and is_lone_text(rows[0]):
        # 续表, or the title again.
        rows.pop(0)
    rows = rows[:_LOOKED_AT]
    if not rows or not keys or not readers:
        return False
    telling = 0
    for row in rows:
        if any(not is_blank(cell) for cell in row[width:]) or is_missing(_at(row, keys[0])):
            return False
        for place, read in readers.items():
            cell = _at(row, place)
            if not is_missing(cell):
                value, problem = read(cell)
                telling += value is not None and problem is None
                if value is None and problem is not None:
                    return False
    return telling >= len(rows)


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None
