"""Percentage columns: 85, 85%, 0.85 mean the same only once the column says how it counts."""

from collections.abc import Sequence

from gwdash.ingest.block import Block, add_column
from gwdash.ingest.grid import Cell, Sheet
from gwdash.ingest.headings import Heading
from gwdash.ingest.issues import IssueKind, Severity
from gwdash.ingest.problems import Problem, Read, is_missing, type_problem
from gwdash.registry.model import Column
from gwdash.standards.percents import column_scale, parse_percent


def add_percent(
    block: Block, column: Column, heading: Heading, cells: Sequence[Cell], sheet: Sheet
) -> None:
    """Read a column of percentages; a cell shown as a percentage holds its hundredth part."""
    in_heading = "%" in heading.text or "％" in heading.text or heading.unit == "%"
    shown = sheet.percent_cells
    scale = column_scale(cells, heading_has_percent=in_heading)
    keyed = [
        None if is_missing(cell) else (cell, (row, heading.column) in shown)
        for cell, row in zip(cells, block.rows, strict=True)
    ]

    def read(pair: tuple[Cell, bool]) -> Read:
        value, problem, warning = parse_percent(
            pair[0], cell_is_percent=pair[1], heading_has_percent=in_heading, scale=scale
        )
        if problem:
            return None, type_problem(problem)
        if value is None:
            return None, None
        number = float(value)
        low, high = column.field.minimum, column.field.maximum
        if (low is not None and number < low) or (high is not None and number > high):
            message = f"「{column.field.label}」{number:g}% 超出 {low:g}–{high:g}%，请核对。"
            return None, Problem(IssueKind.RANGE, message)
        if warning:
            return number, Problem(IssueKind.RANGE, warning, Severity.WARNING)
        return number, None

    add_column(block, column, heading.column, keyed, read, raws=cells)
