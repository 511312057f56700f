"""The columns of a table read into a block, with the profile's constants beside them."""

import re
from collections.abc import Sequence

from gwdash.ingest.block import RESULT_FIELD, Block, add_column
from gwdash.ingest.cells import reader
from gwdash.ingest.grid import Cell
from gwdash.ingest.headings import ANGLE_PARTS, Heading, How
from gwdash.ingest.issues import Issue, IssueKind, Severity
from gwdash.ingest.layout import Table
from gwdash.ingest.lengths import unit_factor
from gwdash.ingest.percents import add_percent
from gwdash.ingest.problems import Read, is_blank, type_problem
from gwdash.ingest.profile import Profile
from gwdash.ingest.result_columns import add_long_results, spread_crosstab
from gwdash.registry.model import Column, Dataset, Kind
from gwdash.standards.angles import angle_from_parts

#: Columns that are read as a group with the result and not by themselves.
RESULT_PARTS = (RESULT_FIELD, "unit", "detection_limit")

_DAYS = frozenset({Kind.DATE, Kind.DATETIME})
_NO_YEAR = re.compile(r"\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号]")

_Parts = tuple[Cell, Cell, Cell]


def read_columns(
    table: Table, dataset: Dataset, profile: Profile, year: int | None = None
) -> Block:
    """Return the table's fields; rows in which no field says anything are no rows.

    `year` is that of days without one (6月1日).
    """
    columns = table.columns()
    used = [h.column for h in columns.values()] + [h.column for h in table.analytes()]
    grid = table.sheet.rows
    rows = [r for r in table.body.data if _says_something(grid[r], used)]
    block = Block.of(dataset, table.sheet, rows)
    if profile.scope == "warn":
        block.scope_severity = Severity.WARNING
    for name, heading in columns.items():
        if name in RESULT_PARTS and dataset.result_column:
            block.places[name] = heading.column
        else:
            _read_column(block, table, dataset.column(name), heading, year)
    return block


def _says_something(row: list[Cell], used: list[int]) -> bool:
    first = used[0]
    # Most rows say something in the first column already.
    return (first < len(row) and not is_blank(row[first])) or any(
        column < len(row) and not is_blank(row[column]) for column in used
    )


def _read_column(
    block: Block, table: Table, column: Column, heading: Heading, year: int | None
) -> None:
    cells = block.typed(heading.column)
    if year is not None and column.field.kind in _DAYS:
        cells = _with_year(block, column, heading, cells, year)
    if column.field.kind is Kind.PERCENT:
        add_percent(block, column, heading, cells, table.sheet)
        return
    if heading.part:
        _add_angle(block, table, column, heading)
        return
    factor = unit_factor(heading.unit, column.field)
    if factor is None:
        block.issues.append(_unit_issue(column, heading))
        factor = 1.0
    read = reader(column, factor=factor)
    add_column(block, column, heading.column, cells, read)


def _with_year(
    block: Block, column: Column, heading: Heading, cells: Sequence[Cell], year: int
) -> Sequence[Cell]:
    """Return the cells with the year of the period before days that have none."""
    yearless = {cell for cell in set(cells) if isinstance(cell, str) and _NO_YEAR.match(cell)}
    if not yearless:
        return cells
    count = sum(cell in yearless for cell in cells)
    message = f"「{column.field.label}」有 {count} 行没有写年份，按 {year} 年读取，请核对。"
    where = {"sheet": block.sheet, "cell": heading.cell, "field": column.name}
    block.issues.append(Issue.info(IssueKind.TYPE, message, **where))
    return [f"{year}年{cell.strip()}" if cell in yearless else cell for cell in cells]  # type: ignore[union-attr]


def _add_angle(block: Block, table: Table, column: Column, heading: Heading) -> None:
    """Read an angle that stands in columns 度, 分 and 秒 of its own."""
    places = {h.part: h.column for h in table.parts(column.name)}
    nothing: Sequence[Cell] = [None] * len(block.rows)
    parts = [block.typed(places[part]) if part in places else nothing for part in ANGLE_PARTS]

    def read(three: _Parts) -> Read:
        angle, problem = angle_from_parts(*three)
        return angle, type_problem(f"「{column.field.label}」{problem}") if problem else None

    joined: list[_Parts] = list(zip(*parts, strict=True))
    add_column(block, column, heading.column, joined, read, raws=parts[0])


def _unit_issue(column: Column, heading: Heading) -> Issue:
    return Issue.error(
        IssueKind.UNIT,
        f"「{column.field.label}」的单位「{heading.unit}」不能换算为 {column.field.unit}，"
        "请改用规定单位后重报。",
        sheet=heading.sheet,
        cell=heading.cell,
        field=column.name,
        raw=heading.text,
    )


def add_constants(block: Block, profile: Profile) -> list[Heading]:
    """Give each row the profile's constants, which win over what the file says.

    Returns them as headings; a constant that cannot be read is an issue and stops the rows.
    """
    headings = []
    for name, text in profile.constants.items():
        column = block.dataset.column(name)
        headings.append(Heading(-1, column.field.label, How.CONSTANT, field=name))
        if name in RESULT_PARTS:
            continue
        value, problem = reader(column)(text)
        if problem is not None:
            of_scope = problem.kind is IssueKind.SCOPE
            severity = block.scope_severity if of_scope else problem.severity
            message = f"给定的「{column.field.label}」有误：{problem.message}"
            block.issues.append(Issue(severity, problem.kind, message, field=name, raw=text))
            if severity is Severity.ERROR:
                block.stopped = [True] * len(block.rows)
        block.values[name] = [value] * len(block.rows)
        block.places.pop(name, None)
    return headings


def read_results(block: Block, table: Table, profile: Profile) -> Block:
    """Read the laboratory results, whichever way the table lays them out."""
    if block.dataset.result_column is None:
        return block
    given = profile.constants
    if table.analytes():
        return spread_crosstab(block, table, given.get("unit"), given.get("detection_limit"))
    columns = table.columns()
    cells: dict[str, Sequence[Cell]] = {
        name: block.typed(columns[name].column)
        if name in columns
        else [given.get(name)] * len(block.rows)
        for name in ("analyte", *RESULT_PARTS)
    }
    add_long_results(block, cells, columns.get(RESULT_FIELD, Heading(-1, "", How.CONSTANT)))
    return block
