"""What reading a value gives: the value, or what is wrong with it before its place is known."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gwdash.ingest.grid import Cell
from gwdash.ingest.issues import IssueKind, Severity

#: Excel keeps 15 digits: a longer number has lost its end.
EXACT_DIGITS_LIMIT = 1e15

_MISSING = frozenset({"", "—", "-", "--", "——", "/", "//", "\\", "－", "…", "N/A", "n/a", "#N/A"})
#: Control characters that exports and spreadsheets refuse; line breaks and tabs are text.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value, before its place is known."""

    kind: IssueKind
    message: str
    severity: Severity = Severity.ERROR


Read = tuple[Any, Problem | None]
CellReader = Callable[[Any], Read]


def is_missing(cell: object) -> bool:
    """Tell whether a cell says nothing: empty, a dash or a slash. Never 0, never 未检出."""
    return cell is None or (isinstance(cell, str) and cell.strip() in _MISSING)


def is_blank(cell: object) -> bool:
    """Tell whether a cell is empty to the eye; a dash is not: somebody typed it."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def as_text(cell: Cell) -> str:
    """Return a cell as a person reads it: 7, not 7.0; 2024-06-01, not a moment."""
    if isinstance(cell, str):
        return cell if cell.isprintable() else _CONTROL.sub("", cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < EXACT_DIGITS_LIMIT
        return str(int(cell)) if whole else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != datetime.min.time() else str(cell.date())
    return "" if cell is None else str(cell)


def is_day(cell: Cell) -> bool:
    """Tell whether the spreadsheet holds a cell as a date."""
    return isinstance(cell, date)


def type_problem(message: str) -> Problem:
    """Return an error of type: the value is not what the column holds."""
    return Problem(IssueKind.TYPE, message)


def formula_problem(text: str) -> Problem:
    """Return the error for a formula that ended in an error value such as #DIV/0!."""
    return Problem(IssueKind.FORMULA, f"公式结果是错误值 {text}，请改正公式或直接填写数值。")
