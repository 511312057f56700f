"""The rows of one table while they are read: values by column, their places, what is wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from gwdash.ingest.cells import CellReader, Problem, Read, is_missing
from gwdash.ingest.grid import Cell, address
from gwdash.ingest.issues import Issue, IssueKind, Severity
from gwdash.ingest.layout import Table
from gwdash.registry.model import Column, Dataset, Kind, Need


@dataclass(slots=True)
class Block:
    """Columns of equal length; position `i` of each belongs to sheet row ``rows[i]``."""

    dataset: Dataset
    sheet: str
    rows: list[int]
    """Zero-based sheet row of each position."""
    values: dict[str, list[Any]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    """Zero-based sheet column of each field that came from a cell."""
    own: list[int] | None = None
    """For results of a crosstab: the sheet column of each position's own value."""
    stopped: list[bool] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    scope_severity: Severity = Severity.ERROR
    """What a place outside the region weighs: the profile decides."""

    def __post_init__(self) -> None:
        """Begin with no row stopped."""
        self.stopped = [False] * len(self.rows)

    def get(self, name: str) -> list[Any]:
        """Return a column's values, all None where the file does not have it."""
        return self.values.get(name) or [None] * len(self.rows)

    def has(self, name: str) -> bool:
        """Tell whether a column has values from the file or from a constant."""
        return name in self.values

    def cell(self, position: int, name: str) -> str:
        """Return the address of a value; of the row's first key cell where it has no own."""
        if self.own is not None and name not in self.places:
            return address(self.rows[position], self.own[position])
        column = self.places.get(name)
        if column is None:
            column = next((self.places[k] for k in self.dataset.key if k in self.places), 0)
        return address(self.rows[position], column)

    def report(self, position: int, name: str, problem: Problem, raw: object = "") -> None:
        """Record a problem at a position; an error stops the row."""
        severity = self.scope_severity if problem.kind is IssueKind.SCOPE else problem.severity
        if severity is Severity.ERROR:
            self.stopped[position] = True
        self.issues.append(
            Issue(
                severity,
                problem.kind,
                problem.message,
                sheet=self.sheet,
                cell=self.cell(position, name),
                row=self.rows[position] + 1,
                field=name,
                raw="" if raw is None else str(raw),
            )
        )

    def keep(self, chosen: Sequence[int]) -> "Block":
        """Return the block with only the chosen positions, which may repeat.

        Both blocks report into the same list of issues.
        """
        block = Block(self.dataset, self.sheet, [self.rows[i] for i in chosen])
        block.values = {n: [v[i] for i in chosen] for n, v in self.values.items()}
        block.places = dict(self.places)
        block.stopped = [self.stopped[i] for i in chosen]
        block.issues = self.issues
        block.scope_severity = self.scope_severity
        return block


def column_of(table: Table, column: int, rows: Iterable[int]) -> list[Cell]:
    """Return the cells of a sheet column in the given rows; True and False become words."""
    grid = table.sheet.rows
    body = [grid[r] for r in rows]
    try:
        cells = [row[column] for row in body]
    except IndexError:
        cells = [row[column] if column < len(row) else None for row in body]
    if bool in set(map(type, cells)):
        # True equals 1.0 as a key of the reading table below, and they are not the same entry.
        return [("是" if c else "否") if isinstance(c, bool) else c for c in cells]
    return cells


def read_distinct(cells: Sequence[Any], read: CellReader) -> tuple[list[Any], dict[Any, Read]]:
    """Return the values of cells, and of each distinct cell with a problem its reading."""
    table = {cell: (None, None) if is_missing(cell) else read(cell) for cell in set(cells)}
    bad = {cell: reading for cell, reading in table.items() if reading[1] is not None}
    return [table[cell][0] for cell in cells], bad


def add_column(
    block: Block,
    column: Column,
    place: int,
    cells: Sequence[Any],
    read: CellReader,
    raws: Sequence[Cell] | None = None,
) -> None:
    """Read the cells of one column into the block and report what is wrong with them.

    `raws` gives what to show as typed where `cells` carry more than the cell's content.
    """
    name = column.name
    block.places[name] = place
    values, bad = read_distinct(cells, read)
    block.values[name] = values
    for position, cell in enumerate(cells) if bad else ():
        if cell in bad:
            problem = bad[cell][1]
            if problem is not None:
                shown = raws[position] if raws else cell
                block.report(position, name, _weighed(problem, column), shown)


def _weighed(problem: Problem, column: Column) -> Problem:
    """Let a value that only accompanies the row warn instead of stopping it."""
    if column.strict or problem.severity is not Severity.ERROR or problem.kind is IssueKind.SCOPE:
        return problem
    return Problem(problem.kind, f"{problem.message}该值未采用。", Severity.WARNING)


def require(block: Block, column: Column) -> None:
    """Report the rows that lack a needed value: each for loading, once for completeness."""
    # A place outside the region is said as such: then the county is not what is missing.
    outside = column.field.kind is Kind.COUNTY
    reported = {
        i.row
        for i in block.issues
        if i.field == column.name or (outside and i.kind is IssueKind.SCOPE)
    }
    empty = [
        i
        for i, value in enumerate(block.get(column.name))
        if value is None and block.rows[i] + 1 not in reported
    ]
    if not empty:
        return
    label = column.field.label
    if column.need is Need.LOAD:
        problem = Problem(IssueKind.REQUIRED, f"「{label}」必填，请补上。")
        for position in empty:
            block.report(position, column.name, problem)
    elif column.need is Need.COMPLETE:
        message = f"「{label}」有 {len(empty)} 行未填，可以提交，计入完整率。"
        block.report(
            empty[0], column.name, Problem(IssueKind.REQUIRED, message, Severity.WARNING)
        )
