"""What this system writes into workbooks that come back to it: example cells, lists of issues.

A cell of an example line says so itself, so that nothing has to be guessed about a line that was
typed over in part: a line of nothing but examples is no data, and an example that stands in a
line of data was forgotten there.
"""

from collections.abc import Sequence

from gwdash.ingest.grid import Cell, Sheet
from gwdash.ingest.issues import IssueKind
from gwdash.ingest.problems import Problem, is_blank

#: Begins each cell of the example line of a template.
EXAMPLE_MARK = "【例】"
#: Begins the first cell of the list of issues in a workbook that was handed back.
LIST_MARK = "问题清单｜"
_LEFT = f"这一格还是模板的示例（以{EXAMPLE_MARK}开头）。请改成实际内容；本行不用时把整行清空。"


def is_example(cell: Cell) -> bool:
    """Tell whether a cell is an example of a template."""
    return isinstance(cell, str) and cell.lstrip().startswith(EXAMPLE_MARK)


def is_example_row(cells: Sequence[Cell]) -> bool:
    """Tell whether a row holds examples and nothing else."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return bool(filled) and all(map(is_example, filled))


def forgotten_example() -> Problem:
    """Return the error for an example in a line of data."""
    return Problem(IssueKind.TYPE, _LEFT)


def is_issue_list(sheet: Sheet) -> bool:
    """Tell whether a sheet is the list of issues that a workbook was handed back with."""
    first = sheet.rows[0][0] if sheet.rows and sheet.rows[0] else None
    return isinstance(first, str) and first.startswith(LIST_MARK)
