"""The rows of one table while they are read: values by column, their places, what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from gwdash.ingest.grid import Cell, Sheet, address, column_letters
from gwdash.ingest.issues import Issue, IssueKind, Severity
from gwdash.ingest.own_marks import forgotten_example, is_example
from gwdash.ingest.problems import CellReader, Problem, Read, as_text, is_missing
from gwdash.registry.model import Column, Dataset, Kind, Need

#: What is shown of a cell or a sentence; a pasted document would hide the list of issues.
_LONGEST_RAW = 200
_LONGEST_MESSAGE = 400
#: Name under which problems of a laboratory result are reported.
RESULT_FIELD = "result"


@dataclass(slots=True)
class Block:
    """Columns of equal length; position `i` of each belongs to sheet row ``rows[i]``."""

    dataset: Dataset
    sheet: str
    rows: list[int]
    """Zero-based sheet row of each position."""
    columns: Sequence[Sequence[Cell]] = ()
    """The cells of these rows by sheet column, as typed."""
    values: dict[str, list[Any]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    """Zero-based sheet column of each field that came from a cell."""
    own: list[int] | None = None
    """For results of a crosstab: the sheet column of each position's own value."""
    turned: bool = False
    """The sheet's rows are columns of the page (`Sheet.turned`)."""
    stopped: list[bool] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    scope_severity: Severity = Severity.ERROR
    """What a place outside the region weighs: the profile decides."""
    said: set[tuple[str, str]] = field(default_factory=set)
    """Cells and sentences already reported: values of one sample share its other cells."""

    def __post_init__(self) -> None:
        """Begin with no row stopped."""
        self.stopped = [False] * len(self.rows)

    @classmethod
    def of(cls, dataset: Dataset, sheet: Sheet, rows: list[int]) -> "Block":
        """Return a block over rows of a sheet; its True and False become words."""
        columns = [_worded(cells) for cells in zip_longest(*(sheet.rows[r] for r in rows))]
        return cls(dataset, sheet.name, rows, columns, turned=sheet.turned)

    def typed(self, column: int) -> Sequence[Cell]:
        """Return what was typed in a column of the sheet."""
        return self.columns[column] if column < len(self.columns) else [None] * len(self.rows)

    def get(self, name: str) -> list[Any]:
        """Return a column's values, all None where the file does not have it."""
        return self.values.get(name) or [None] * len(self.rows)

    def has(self, name: str) -> bool:
        """Tell whether a column has values from the file or from a constant."""
        return name in self.values

    def cell(self, position: int, name: str) -> str:
        """Return the address of a value; of the row's first key cell where it has no own."""
        return self._address(self.rows[position], self._column(position, name))

    def page_rows(self, name: str) -> list[int]:
        """Return the Excel row number of each position's value of `name`."""
        if not self.turned:
            return [row + 1 for row in self.rows]
        return [self._column(i, name) + 1 for i in range(len(self.rows))]

    def line(self, position: int) -> str:
        """Return what people call a position's row: 第 5 行, or E 列 of a turned sheet."""
        row = self.rows[position]
        return f"{column_letters(row)} 列" if self.turned else f"第 {row + 1} 行"

    def _column(self, position: int, name: str) -> int:
        if self.own is not None and name not in self.places:
            return self.own[position]
        column = self.places.get(name)
        if column is None:
            column = next((self.places[k] for k in self.dataset.key if k in self.places), 0)
        return column

    def _address(self, row: int, column: int) -> str:
        return address(column, row) if self.turned else address(row, column)

    def cells(self, name: str) -> list[str]:
        """Return the addresses of a column's values, as `cell` does one by one."""
        if self.turned or self.own is not None or name not in self.places:
            return [self.cell(i, name) for i in range(len(self.rows))]
        letters = column_letters(self.places[name])
        return [f"{letters}{row + 1}" for row in self.rows]

    def report(self, position: int, name: str, problem: Problem, raw: Cell = "") -> None:
        """Record a problem at a position; an error stops the row."""
        severity = self.scope_severity if problem.kind is IssueKind.SCOPE else problem.severity
        if severity is Severity.ERROR:
            self.stopped[position] = True
        cell = self.cell(position, name)
        if (cell, problem.message) in self.said:
            return
        self.said.add((cell, problem.message))
        self.issues.append(
            Issue(
                severity,
                problem.kind,
                shortened(problem.message, _LONGEST_MESSAGE),
                sheet=self.sheet,
                cell=cell,
                row=self.rows[position] + 1,
                field=name,
                raw=shortened(raw if isinstance(raw, str) else as_text(raw), _LONGEST_RAW),
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
        block.said = self.said
        block.turned = self.turned
        return block


def shortened(text: str, longest: int) -> str:
    """Return the text, its middle left out where it is longer than `longest`."""
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]}…{text[-half:]}"


def _worded(cells: tuple[Cell, ...]) -> Sequence[Cell]:
    if bool in set(map(type, cells)):
        # True equals 1.0 as a key of the reading table below, and they are not the same entry.
        return [("是" if c else "否") if isinstance(c, bool) else c for c in cells]
    return cells


def read_distinct(cells: Sequence[Any], read: CellReader) -> tuple[list[Any], dict[Any, Read]]:
    """Return the values of cells, and of each distinct cell with a problem its reading."""
    table = {cell: (None, None) if is_missing(cell) else read(cell) for cell in set(cells)}
    table |= {cell: (None, forgotten_example()) for cell in table if is_example(cell)}
    bad = {cell: reading for cell, reading in table.items() if reading[1] is not None}
    return [table[cell][0] for cell in cells], bad


def add_column(  # noqa: PLR0913, PLR0917 (a column, its place, and how it is read)
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
    """Let a value that only accompanies the row, or is not kept, warn instead of stopping it."""
    needed = column.strict and column.stored
    if needed or problem.severity is not Severity.ERROR or problem.kind is IssueKind.SCOPE:
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
        count = len({block.rows[position] for position in empty})
        message = f"「{label}」有 {count} 行未填，可以提交，计入完整率。"
        block.report(empty[0], column.name, Problem(IssueKind.REQUIRED, message, Severity.WARNING))
