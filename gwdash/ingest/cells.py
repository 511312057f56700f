"""One cell to one value: each kind of field reads text as people type it.

A reader returns ``(value, problem)``; it never raises on what stands in a cell. Readers are
called once for each distinct value of a column, not once a cell.
"""

import math
import re
from collections.abc import Callable
from datetime import date

from gwdash.ingest.grid import Cell
from gwdash.ingest.issues import IssueKind, Severity
from gwdash.ingest.lengths import split_unit
from gwdash.ingest.problems import (
    EXACT_DIGITS_LIMIT,
    CellReader,
    Problem,
    Read,
    as_text,
    formula_problem,
    is_day,
    type_problem,
)
from gwdash.ingest.vocabulary import (
    read_analyte,
    read_boolean,
    read_code,
    read_county,
    read_reporter,
    read_task,
    read_units,
)
from gwdash.registry.model import Column, Field, Kind
from gwdash.standards.angles import is_masked, parse_angle
from gwdash.standards.dates import is_open_ended, parse_date, parse_datetime
from gwdash.standards.months import parse_month
from gwdash.standards.percents import parse_percent
from gwdash.standards.text import clean

#: Dates of plans and reports: an unlikely year is a typing error.
EARLIEST_DATE = date(2000, 1, 1)
LATEST_DATE = date(2100, 12, 31)
#: A cell longer than this is a pasted document, not an entry.
LONGEST_TEXT = 4000
#: An outline of the most corners, as a program writes it.
LONGEST_BOUNDARY = 1_000_000
#: Converting 12.3 cm must not give 0.12300000000000001 m.
_CONVERTED_DECIMALS = 9

#: How a spreadsheet shows a long number it has cut: 9.16101E+17.
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+[eE]\+?|[eE]\+)\d{2,}")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LETTER_O = re.compile(r"[\dOo][Oo.]|\.[Oo]")


def reader(column: Column, *, factor: float = 1.0) -> CellReader:
    """Return the function that reads cells of a column.

    `factor` converts numbers from the heading's unit into the field's.
    """
    field = column.field
    match field.kind:
        case Kind.NUMBER | Kind.INTEGER:
            return lambda cell: _bounded(field, _number(cell, factor, field))
        case kind if kind in _OF_FIELD:
            read = _OF_FIELD[kind]
            return lambda cell: read(cell, field)
        case Kind.COUNTY:
            return lambda cell: read_county(cell, city=column.whole_region)
        case Kind.CODE:
            return lambda cell: read_code(cell, field)
        case _:
            return _READERS[field.kind]


def _text(cell: Cell) -> Read:
    text = as_text(cell).strip()
    if len(text) > LONGEST_TEXT:
        return None, type_problem(f"内容超过 {LONGEST_TEXT} 个字，请精简后重填，长文请作为附件。")
    return text or None, None


def _boundary(cell: Cell, field: Field) -> Read:
    """Return an outline as written; where it lies is read with the row's coordinate system."""
    if not isinstance(cell, str):
        return None, type_problem(f"「{field.label}」应为拐点坐标或 GeoJSON，请核对。")
    if len(cell) > LONGEST_BOUNDARY:
        return None, type_problem(f"「{field.label}」过长，请在 GIS 软件里简化（抽稀）后再填。")
    return cell.strip() or None, None


def _identifier(cell: Cell) -> Read:
    if isinstance(cell, str) and cell[:1].isalpha() and cell.isascii() and cell.isprintable():
        # A letter in front: no number, no error value, nothing a spreadsheet could have damaged.
        return cell.strip() or None, None
    text = "".join(clean(as_text(cell)).splitlines())
    if is_day(cell):
        return None, type_problem(
            f"编号被表格软件改成了日期“{text}”。请把该列设为文本格式后重新填写编号。"
        )
    if _SCIENTIFIC.fullmatch(text) or (isinstance(cell, float) and abs(cell) >= EXACT_DIGITS_LIMIT):
        return None, type_problem(
            f"编号「{text}」被表格软件改成了科学计数，末尾数字已丢失。"
            "请把该列设为文本格式后重新填写完整编号。"
        )
    if text.startswith("#") and text.endswith(("!", "?")):
        return None, formula_problem(text)
    return text or None, None


def _number(cell: Cell, factor: float, field: Field) -> Read:
    if isinstance(cell, bool):
        return None, type_problem(f"「{field.label}」应为数字，不能是“是/否”。")
    if isinstance(cell, float):
        return _converted(cell, factor), None
    if not isinstance(cell, str):
        return None, type_problem(
            f"「{field.label}」应为数字，这里是日期或时间，请把单元格格式改为常规后重填。"
        )
    text = clean(cell)
    figure, own_factor = split_unit(text, field)
    if _THOUSANDS.fullmatch(figure):
        figure = figure.replace(",", "")
    if _NUMBER.fullmatch(figure):
        return _converted(float(figure), factor if own_factor is None else own_factor), None
    return None, _not_a_number(text, field)


def _not_a_number(text: str, field: Field) -> Problem:
    if text.startswith("#"):
        return formula_problem(text)
    if _LETTER_O.search(text) and _NUMBER.fullmatch(text.replace("O", "0").replace("o", "0")):
        return type_problem(f"「{text}」里把数字 0 打成了字母 O，请改正。")
    return type_problem(f"「{text}」不是数字。「{field.label}」只填数字，说明写在备注里。")


def _converted(number: float, factor: float) -> float:
    return number if factor == 1.0 else round(number * factor, _CONVERTED_DECIMALS)


def _bounded(field: Field, read: Read) -> Read:
    value, problem = read
    if value is None:
        return read
    if not math.isfinite(value):
        return None, type_problem(f"「{field.label}」不是可用的数字，请核对后重填。")
    if field.kind is Kind.INTEGER:
        if value != int(value):
            return None, type_problem(f"「{field.label}」应为整数，请核对。")
        value = int(value)
    low, high = field.minimum, field.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        return None, Problem(
            IssueKind.RANGE,
            f"「{field.label}」{value:g} 超出合理范围 {_range(low, high)}{field.unit}，请核对。",
        )
    return value, problem


def _range(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return f"不小于 {low:g} " if low is not None else f"不大于 {high:g} "
    return f"{low:g}–{high:g} "


def _date(cell: Cell, field: Field) -> Read:
    if field.open_ended and is_open_ended(cell):
        return None, None
    parse = parse_date if field.kind is Kind.DATE else parse_datetime
    value, problem, warning = parse(
        cell, earliest=field.earliest or EARLIEST_DATE, latest=LATEST_DATE
    )
    if problem:
        return None, type_problem(problem)
    if warning:
        return value, Problem(IssueKind.TYPE, warning, Severity.WARNING)
    return value, None


def _month(cell: Cell, field: Field) -> Read:
    value, problem = parse_month(cell)
    return value, type_problem(f"「{field.label}」{problem}") if problem else None


def _percent(cell: Cell) -> Read:
    """Read a percentage that stands alone; a column of them is read by `percents`."""
    value, problem, warning = parse_percent(cell, cell_is_percent=False, heading_has_percent=True)
    if problem:
        return None, type_problem(problem)
    number = None if value is None else float(value)
    return number, Problem(IssueKind.RANGE, warning, Severity.WARNING) if warning else None


def _angle(cell: Cell, field: Field) -> Read:
    value, problem = parse_angle(cell)
    if problem and is_masked(cell):
        return None, Problem(IssueKind.RANGE, f"「{field.label}」{problem}", Severity.WARNING)
    if problem:
        return None, type_problem(f"「{field.label}」{problem}")
    return value, None


_OF_FIELD: dict[Kind, Callable[[Cell, Field], Read]] = {
    Kind.DATE: _date,
    Kind.DATETIME: _date,
    Kind.MONTH: _month,
    Kind.LONGITUDE: _angle,
    Kind.LATITUDE: _angle,
    Kind.BOUNDARY: _boundary,
}
_READERS: dict[Kind, CellReader] = {
    Kind.TEXT: _text,
    Kind.PERIOD: _text,
    Kind.IDENTIFIER: _identifier,
    Kind.PERCENT: _percent,
    Kind.BOOLEAN: read_boolean,
    Kind.REPORTER: read_reporter,
    Kind.UNITS: read_units,
    Kind.TASK: read_task,
    Kind.ANALYTE: read_analyte,
}
