"""Cells that name something from a list: codes, counties, units, tasks, analytes."""

import re
from difflib import get_close_matches

from gwdash.ingest.grid import Cell
from gwdash.ingest.issues import IssueKind
from gwdash.ingest.problems import Problem, Read, as_text
from gwdash.registry.model import CodeList, Field
from gwdash.registry.region import REGION
from gwdash.registry.text import fold
from gwdash.standards.analytes import near_miss
from gwdash.standards.gbt14848 import ANALYTE_HEADINGS, ANALYTES, find_analyte
from gwdash.standards.text import clean

_YES = frozenset({"是", "有", "y", "yes", "true", "1", "√", "✓", "对"})
_NO = frozenset({"否", "无", "n", "no", "false", "0", "×", "x", "不是"})
_NEGATIONS = "不未非无没"
_SEPARATORS = re.compile(r"[、，,;；/\n]+")
#: How plans write “all counties” and “all member units”; commas inside brackets are no separators.
_ALL_COUNTIES = re.compile(r"各(?:有关|相关)?县(?:市区|\(市[、,]?区\)|区)(?:人民政府|政府)?")
_ALL_UNITS = re.compile(r"各(?:有关|相关)?成员单位")


def read_boolean(cell: Cell) -> Read:
    """Read 是 or 否 in the ways people write them."""
    text = clean(as_text(cell)).casefold()
    if text in _YES:
        return True, None
    if text in _NO:
        return False, None
    return None, Problem(IssueKind.CODE, f"「{text}」应填“是”或“否”。")


def read_code(cell: Cell, field: Field) -> Read:
    """Read a value of the field's code list, by code, label or alias."""
    codes: CodeList = field.codes  # type: ignore[assignment]  # proved by Field
    text = clean(as_text(cell))
    if found := codes.find(text):
        return found.code, None
    if said := codes.explain(text):
        return None, Problem(IssueKind.CODE, said)
    hint = _hint(text, codes.labels)
    allowed = "、".join(codes.labels)
    return None, Problem(
        IssueKind.CODE, f"「{text}」不是「{field.label}」的可选项。{hint}请从中选择：{allowed}。"
    )


def read_county(cell: Cell, *, city: bool) -> Read:
    """Read a county by name or code; with `city` also the whole region (市级)."""
    text = clean(as_text(cell))
    if text.endswith(".0") and text[:-2].isdigit():
        # A code that went through a number column of another program.
        text = text[:-2]
    if city and REGION.is_city(text):
        return REGION.code, None
    found = REGION.find_county(text)
    if found is not None and found.in_scope:
        return found.code, None
    hint = "" if found else _hint(text, [c.name for c in REGION.counties])
    note = f"{found.note}。" if found is not None and found.note else ""
    outside = f"不在{len(REGION.counties)}个县市区范围"
    said = "" if outside in note else f"{outside}。"
    return None, Problem(
        IssueKind.SCOPE,
        f"「{text}」{said}{note}{hint}"
        "请核对县市区名称或代码；确为范围外数据时，选择“范围外仅提醒”后再提交。",
    )


def read_reporter(cell: Cell) -> Read:
    """Read a member unit or county in any of its spellings."""
    text = clean(as_text(cell))
    if found := REGION.find_reporter(text):
        return found.code, None
    hint = _hint(text, [r.name for r in REGION.reporters])
    return None, Problem(
        IssueKind.CODE, f"「{text}」不是成员单位或县市区。{hint}请按名录填写单位名称。"
    )


def read_units(cell: Cell) -> Read:
    """Read several units, joined by 、 or another separator, into codes joined by a semicolon."""
    text = clean(as_text(cell))
    codes: list[str] = []
    for pattern, group in ((_ALL_COUNTIES, "counties"), (_ALL_UNITS, "units")):
        if pattern.search(text):
            codes.extend(r.code for r in REGION.expand_reporters((group,)))
            text = pattern.sub("、", text)
    for word in filter(None, map(str.strip, _SEPARATORS.split(text))):
        code, problem = read_reporter(word)
        if problem:
            return None, problem
        codes.append(code)
    return ";".join(dict.fromkeys(codes)) or None, None


def read_task(cell: Cell) -> Read:
    """Read a key task by number or name."""
    text = clean(as_text(cell))
    if found := REGION.find_task(text):
        return found.no, None
    names = "、".join(f"{task.no} {task.short_name}" for task in REGION.tasks)
    return None, Problem(IssueKind.CODE, f"「{text}」不是重点任务的编号或名称，请填：{names}。")


def read_analyte(cell: Cell) -> Read:
    """Read an indicator of GB/T 14848-2017 by any of its names."""
    text = clean(as_text(cell))
    if found := find_analyte(text):
        return found.code, None
    if alike := near_miss(text):
        return None, Problem(IssueKind.CODE, f"{alike}。")
    near = get_close_matches(fold(text), list(ANALYTE_HEADINGS), n=1)
    hint = f"是否为“{ANALYTES[ANALYTE_HEADINGS[near[0]]].label}”？" if near else ""
    return None, Problem(
        IssueKind.CODE,
        f"「{text}」不是 GB/T 14848-2017 的指标名称。{hint}请按标准名称填写；"
        "标准以外的指标请删去此行。",
    )


def _hint(text: str, names: "list[str] | tuple[str, ...]") -> str:
    # 未完成 is near to 已完成 in letters only.
    alike = [name for name in names if _negated(name) == _negated(text)]
    near = get_close_matches(text, alike, n=1)
    return f"是否为“{near[0]}”？" if near else ""


def _negated(text: str) -> bool:
    return any(sign in text for sign in _NEGATIONS)
