"""One cell to one value: each kind of field reads text as people type it.

A reader returns ``(value, problem)``; it never raises on what stands in a cell. Readers are
called once for each distinct value of a column, not once a cell.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from gwdash.ingest.grid import Cell
from gwdash.ingest.issues import IssueKind, Severity
from gwdash.registry.model import CodeList, Column, Dataset, DatasetKind, Field, Kind
from gwdash.registry.region import REGION
from gwdash.standards.angles import is_masked, parse_angle
from gwdash.standards.dates import parse_date, parse_datetime
from gwdash.standards.gbt14848 import ANALYTE_HEADINGS, ANALYTES, find_analyte
from gwdash.standards.text import clean

#: Dates of plans and reports: an unlikely year is a typing error.
EARLIEST_DATE = date(2000, 1, 1)
LATEST_DATE = date(2100, 12, 31)
#: A cell longer than this is a pasted document, not an entry.
LONGEST_TEXT = 4000
#: Excel keeps 15 digits: a longer number has lost its end.
EXACT_DIGITS_LIMIT = 1e15

_MISSING = frozenset({"", "—", "-", "--", "——", "/", "\\", "－", "…", "N/A", "n/a", "#N/A"})
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?[eE]\+?\d{2,}")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LETTER_O = re.compile(r"[\dOo][Oo.]|\.[Oo]")
_YES = frozenset({"是", "有", "y", "yes", "true", "1", "√", "✓", "对"})
_NO = frozenset({"否", "无", "n", "no", "false", "0", "×", "x", "不是"})
_SEPARATORS = re.compile(r"[、，,;；/\n]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value, before its place is known."""

    kind: IssueKind
    message: str
    severity: Severity = Severity.ERROR


Read = tuple[Any, Problem | None]
CellReader = Callable[[Cell], Read]


def is_missing(cell: Cell) -> bool:
    """Tell whether a cell says nothing: empty, a dash or a slash. Never 0, never 未检出."""
    return cell is None or (isinstance(cell, str) and cell.strip() in _MISSING)


def reader(column: Column, dataset: Dataset, *, factor: float = 1.0) -> CellReader:
    """Return the function that reads cells of a column.

    `factor` converts numbers from the heading's unit into the field's.
    """
    field = column.field
    match field.kind:
        case Kind.NUMBER | Kind.INTEGER:
            return lambda cell: _bounded(field, _number(cell, factor, field))
        case Kind.DATE:
            return lambda cell: _date(cell, field)
        case Kind.DATETIME:
            return lambda cell: _datetime(cell, field)
        case Kind.LONGITUDE | Kind.LATITUDE:
            return lambda cell: _angle(cell, field)
        case Kind.COUNTY:
            city = dataset.kind in {DatasetKind.OFFICE, DatasetKind.PERIODIC}
            return lambda cell: _county(cell, city=city)
        case Kind.CODE:
            return lambda cell: _code(cell, field)
        case _:
            return _READERS[field.kind]


def _text(cell: Cell) -> Read:
    text = _as_text(cell).strip()
    if len(text) > LONGEST_TEXT:
        return None, _type(f"内容超过 {LONGEST_TEXT} 个字，请精简后重填，长文请作为附件。")
    return text or None, None


def _as_text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT_DIGITS_LIMIT else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute) else cell.isoformat(" ")
    return "" if cell is None else str(cell)


def _identifier(cell: Cell) -> Read:
    if isinstance(cell, str) and cell.isascii() and cell[:1].isalpha():
        # A letter in front: no number, no error value, nothing a spreadsheet could have damaged.
        return cell.strip() or None, None
    if isinstance(cell, float) and abs(cell) >= EXACT_DIGITS_LIMIT:
        return None, _damaged(_as_text(cell))
    text = clean(_as_text(cell))
    if _SCIENTIFIC.fullmatch(text):
        return None, _damaged(text)
    if text.startswith("#") and text.endswith(("!", "?")):
        return None, _formula(text)
    return text or None, None


def _damaged(text: str) -> Problem:
    return _type(
        f"编号「{text}」被表格软件改成了科学计数，末尾数字已丢失。请把该列设为文本格式后重新填写完整编号。"
    )


def _number(cell: Cell, factor: float, field: Field) -> Read:
    if isinstance(cell, bool):
        return None, _type(f"「{field.label}」应为数字，不能是“是/否”。")
    if isinstance(cell, float):
        return cell * factor if factor != 1.0 else cell, None
    if not isinstance(cell, str):
        return None, _type(f"「{field.label}」应为数字，这里是日期，请把单元格格式改为常规后重填。")
    text = clean(cell)
    if field.unit and text.endswith(clean(field.unit)):
        text = text[: -len(clean(field.unit))].strip()
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    if _NUMBER.fullmatch(text):
        return float(text) * factor, None
    if text.startswith("#"):
        return None, _formula(text)
    if _LETTER_O.search(text) and _NUMBER.fullmatch(text.replace("O", "0").replace("o", "0")):
        return None, _type(f"「{text}」里把数字 0 打成了字母 O，请改正。")
    return None, _type(f"「{text}」不是数字。「{field.label}」只填数字，说明写在备注里。")


def _bounded(field: Field, read: Read) -> Read:
    value, problem = read
    if value is None:
        return read
    if field.kind is Kind.INTEGER:
        if value != int(value):
            return None, _type(f"「{field.label}」应为整数，请核对。")
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
    value, problem, warning = parse_date(
        cell, earliest=field.earliest or EARLIEST_DATE, latest=LATEST_DATE
    )
    return _dated(value, problem, warning)


def _datetime(cell: Cell, field: Field) -> Read:
    value, problem, warning = parse_datetime(
        cell, earliest=field.earliest or EARLIEST_DATE, latest=LATEST_DATE
    )
    return _dated(value, problem, warning)


def _dated(value: date | None, problem: str | None, warning: str | None) -> Read:
    if problem:
        return None, _type(problem)
    if warning:
        return value, Problem(IssueKind.TYPE, warning, Severity.WARNING)
    return value, None


def _boolean(cell: Cell) -> Read:
    if isinstance(cell, bool):
        return cell, None
    text = clean(_as_text(cell)).casefold()
    if text in _YES:
        return True, None
    if text in _NO:
        return False, None
    return None, Problem(IssueKind.CODE, f"「{text}」应填“是”或“否”。")


def _code(cell: Cell, field: Field) -> Read:
    codes: CodeList = field.codes  # type: ignore[assignment]
    text = clean(_as_text(cell))
    if found := codes.find(text):
        return found.code, None
    near = get_close_matches(text, codes.labels, n=1)
    hint = f"是否为“{near[0]}”？" if near else ""
    allowed = "、".join(codes.labels)
    return None, Problem(
        IssueKind.CODE, f"「{text}」不是「{field.label}」的可选项。{hint}请从中选择：{allowed}。"
    )


def _county(cell: Cell, *, city: bool) -> Read:
    text = clean(_as_text(cell))
    if city and REGION.is_city(text):
        return REGION.code, None
    found = REGION.find_county(text)
    if found is not None and found.in_scope:
        return found.code, None
    near = get_close_matches(text, [c.name for c in REGION.counties], n=1)
    hint = f"是否为“{near[0]}”？" if near and found is None else ""
    note = f"{found.note}。" if found is not None and found.note else ""
    return None, Problem(
        IssueKind.SCOPE,
        f"「{text}」不在{len(REGION.counties)}个县市区范围。{note}{hint}"
        "请核对县市区名称或代码；确为范围外数据时，选择“范围外仅提醒”后再提交。",
    )


def _reporter(cell: Cell) -> Read:
    text = clean(_as_text(cell))
    if found := REGION.find_reporter(text):
        return found.code, None
    near = get_close_matches(text, [r.name for r in REGION.reporters], n=1)
    hint = f"是否为“{near[0]}”？" if near else ""
    return None, Problem(IssueKind.CODE, f"「{text}」不是成员单位或县市区。{hint}请按名录填写单位名称。")


def _units(cell: Cell) -> Read:
    codes: list[str] = []
    for word in filter(None, map(str.strip, _SEPARATORS.split(clean(_as_text(cell))))):
        code, problem = _reporter(word)
        if problem:
            return None, problem
        codes.append(code)
    return ";".join(dict.fromkeys(codes)) or None, None


def _task(cell: Cell) -> Read:
    text = clean(_as_text(cell))
    if found := REGION.find_task(text):
        return found.no, None
    names = "、".join(f"{task.no} {task.short_name}" for task in REGION.tasks)
    return None, Problem(IssueKind.CODE, f"「{text}」不是七项重点任务之一，请填：{names}。")


def _analyte(cell: Cell) -> Read:
    text = clean(_as_text(cell))
    if found := find_analyte(text):
        return found.code, None
    near = get_close_matches(text, list(ANALYTE_HEADINGS), n=1)
    hint = f"是否为“{ANALYTES[ANALYTE_HEADINGS[near[0]]].label}”？" if near else ""
    return None, Problem(
        IssueKind.CODE, f"「{text}」不是 GB/T 14848-2017 的指标名称。{hint}请按标准名称填写。"
    )


def _angle(cell: Cell, field: Field) -> Read:
    value, problem = parse_angle(cell)
    if problem and is_masked(cell):
        return None, Problem(IssueKind.RANGE, f"「{field.label}」{problem}", Severity.WARNING)
    if problem:
        return None, _type(f"「{field.label}」{problem}")
    if value is None:
        return None, _type(f"「{field.label}」不是经纬度，请填十进制度或度分秒。")
    return float(value), None


def _type(message: str) -> Problem:
    return Problem(IssueKind.TYPE, message)


def _formula(text: str) -> Problem:
    return Problem(IssueKind.FORMULA, f"公式结果是错误值 {text}，请改正公式或直接填写数值。")


_READERS: dict[Kind, CellReader] = {
    Kind.TEXT: _text,
    Kind.IDENTIFIER: _identifier,
    Kind.BOOLEAN: _boolean,
    Kind.REPORTER: _reporter,
    Kind.UNITS: _units,
    Kind.TASK: _task,
    Kind.ANALYTE: _analyte,
    Kind.PERIOD: _text,
}
