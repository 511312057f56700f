"""合计 and 小计 rows against the sum of the rows they stand for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gwdash.ingest.block import Block
from gwdash.ingest.cells import reader
from gwdash.ingest.grid import Cell
from gwdash.ingest.headings import Heading
from gwdash.ingest.issues import Issue, IssueKind
from gwdash.ingest.layout import Table
from gwdash.ingest.lengths import unit_factor
from gwdash.ingest.names_in_text import county_in
from gwdash.ingest.problems import CellReader, as_text, is_missing
from gwdash.ingest.rowkinds import RowKind
from gwdash.registry.model import Column, Kind
from gwdash.standards.text import clean

_SUMMED = frozenset({Kind.NUMBER, Kind.INTEGER})
#: Of these a total row often gives the mean, which is no wrong sum.
_AVERAGED_UNITS = frozenset({"m", "mm", "cm", "℃", "°", "%"})
#: Counted from the beginning of the year or over pages: the rows here are only a part.
_CUMULATIVE = re.compile(r"累计|本年|上年|结转|承前")
_PART = re.compile(r"小计|本页")
_BOUNDS = frozenset({RowKind.TOTAL, RowKind.SECTION})


@dataclass(frozen=True, slots=True)
class _Total:
    """A total row and the sets of positions it may be the sum of, the likeliest first."""

    row: int
    covered: tuple[tuple[int, ...], ...]


def total_issues(block: Block, table: Table) -> Iterator[Issue]:
    """Yield a warning for each total that is the sum of no rows it can stand for.

    Totals stand below their rows or above them, over a county's rows or all; any of these that
    fits is right. Columns with a value that could not be read are not compared.
    """
    totals = list(_totals(block, table))
    if not totals:
        return
    for name, heading in table.columns().items():
        column = block.dataset.column(name)
        factor = unit_factor(heading.unit, column.field)
        if column.field.kind in _SUMMED and factor is not None and name in block.values:
            read = _unbounded(column, factor)
            for total in totals:
                yield from _compared(block, table, heading, total, read)


def _unbounded(column: Column, factor: float) -> CellReader:
    """Return the column's reader without the bounds of a single value."""
    field = replace(column.field, minimum=None, maximum=None)
    return reader(replace(column, field=field), factor=factor)


def _totals(block: Block, table: Table) -> Iterator[_Total]:
    rows = table.sheet.rows
    bounds = sorted(row for row, kind in table.body.special if kind in _BOUNDS)
    everything = tuple(range(len(block.rows)))
    counties = block.get("county_code")
    for row, kind in table.body.special:
        words = " ".join(clean(c) for c in rows[row] if isinstance(c, str))
        if kind is not RowKind.TOTAL or _CUMULATIVE.search(words):
            continue
        place = bounds.index(row)
        before = bounds[place - 1] if place else -1
        after = bounds[place + 1] if place + 1 < len(bounds) else len(rows)
        above = tuple(i for i in everything if before < block.rows[i] < row)
        below = tuple(i for i in everything if row < block.rows[i] < after)
        county = county_in(words)
        of_county = tuple(i for i in everything if county and counties[i] == county.code)
        partial = (of_county, above, below, everything)
        whole = (everything, above, below)
        chosen = partial if county or _PART.search(words) else whole
        yield _Total(row, tuple(dict.fromkeys(c for c in chosen if c)))


def _compared(
    block: Block, table: Table, heading: Heading, total: _Total, read: CellReader
) -> Iterator[Issue]:
    cell = _cell(table, total.row, heading.column)
    if is_missing(cell) or not total.covered:
        return
    stated, problem = read(cell)
    if problem is not None or stated is None:
        return
    values, typed = block.values[heading.field], block.typed(heading.column)
    step = _half_step(cell)
    for positions in total.covered:
        if any(values[i] is None and not is_missing(typed[i]) for i in positions):
            return
        numbers = [values[i] for i in positions if values[i] is not None]
        summed = sum(numbers)
        averaged = block.dataset.column(heading.field).field.unit in _AVERAGED_UNITS
        means = [summed / len(numbers)] if averaged and numbers else []
        if any(abs(stated - right) <= step for right in (summed, *means)):
            return
    yield _difference(block, table, heading, total, (cell, stated))


def _difference(
    block: Block, table: Table, heading: Heading, total: _Total, given: tuple[Cell, float]
) -> Issue:
    cell, stated = given
    positions = total.covered[0]
    summed = sum(block.values[heading.field][i] or 0 for i in positions)
    field = block.dataset.column(heading.field).field
    first, last = block.rows[positions[0]] + 1, block.rows[positions[-1]] + 1
    message = (
        f"合计行「{field.label}」写 {_shown(stated)}，第 {first} 至 {last} 行中 {len(positions)} 行"
        f"之和是 {_shown(summed)}，相差 {_shown(abs(stated - summed))}，请核对。"
    )
    return Issue.warning(
        IssueKind.RANGE,
        message,
        sheet=block.sheet,
        cell=table.sheet.address(total.row, heading.column),
        row=total.row + 1,
        field=heading.field,
        raw=as_text(cell),
    )


def _cell(table: Table, row: int, column: int) -> Cell:
    cells = table.sheet.rows[row]
    unknown = (row, column) in table.sheet.uncached_formulas
    return None if unknown or column >= len(cells) else cells[column]


def _half_step(cell: Cell) -> float:
    """Return half of the last decimal that was typed: a total may be rounded."""
    text = clean(as_text(cell))
    decimals = len(text.partition(".")[2])
    return 0.5 * 10.0**-decimals + 1e-9 if decimals else 1e-6


def _shown(number: float) -> str:
    return f"{round(number, 6):.12g}"
