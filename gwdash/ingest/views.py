"""A sheet seen another way: turned, or only some of its columns. Addresses stay the page's."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import zip_longest

from gwdash.ingest.grid import Cell, Sheet

#: A turned sheet has a row for each column of the page; no crosstab is wider.
MAX_TURNED_COLUMNS = 1000


def turned(sheet: Sheet, first: int, last: int, blanked: Collection[int] = ()) -> Sheet:
    """Return the page's rows `first` to `last` with rows and columns exchanged.

    The page's other rows become `Sheet.outside`; the columns `blanked` come out empty.
    """
    rows = [
        [None if c in blanked else cell for c, cell in enumerate(row[:MAX_TURNED_COLUMNS])]
        for row in sheet.rows[first : last + 1]
    ]
    nothing: list[Cell] = [None] * first
    return replace(
        sheet,
        rows=[[*nothing, *column] for column in zip_longest(*rows)],
        merges=tuple(
            (left, top, right, bottom)
            for top, left, bottom, right in sheet.merges
            if first <= top and bottom <= last
        ),
        hidden_rows=sheet.hidden_columns,
        hidden_columns=sheet.hidden_rows,
        uncached_formulas=_exchanged(sheet.uncached_formulas, first, last),
        percent_cells=_exchanged(sheet.percent_cells, first, last),
        turned=True,
        outside=(*map(tuple, sheet.rows[:first]), *map(tuple, sheet.rows[last + 1 :])),
    )


def _exchanged(
    places: frozenset[tuple[int, int]], first: int, last: int
) -> frozenset[tuple[int, int]]:
    return frozenset((column, row) for row, column in places if first <= row <= last)


def of_columns(sheet: Sheet, heading_row: int, columns: Collection[int]) -> Sheet:
    """Return the sheet with only these columns from `heading_row` on; what is above stays."""

    def kept(row: Sequence[Cell]) -> list[Cell]:
        return [cell if c in columns else None for c, cell in enumerate(row)]

    return replace(
        sheet,
        rows=[*sheet.rows[:heading_row], *map(kept, sheet.rows[heading_row:])],
        merges=tuple(m for m in sheet.merges if m[0] < heading_row or m[1] in columns),
        uncached_formulas=frozenset(p for p in sheet.uncached_formulas if p[1] in columns),
    )
