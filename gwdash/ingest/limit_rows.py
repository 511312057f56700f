"""Rows of limits in laboratory tables against GB/T 14848-2017: old ones are still copied."""

import re
from collections.abc import Iterator
from decimal import Decimal

from gwdash.ingest.grid import Cell
from gwdash.ingest.headings import Heading
from gwdash.ingest.issues import Issue, IssueKind
from gwdash.ingest.layout import Table
from gwdash.ingest.problems import as_text, is_missing
from gwdash.ingest.rowkinds import RowKind
from gwdash.standards.analytes import Analyte
from gwdash.standards.gbt14848 import ANALYTES
from gwdash.standards.text import clean
from gwdash.standards.units import conversion_factor

#: A limits row without a class is most often that of the target for drinking water.
_USUAL_CLASS = 3
_NAMES = ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ")
_CLASS = re.compile(r"(?<![a-z])(iv|v|i{1,3}|[1-5一二三四五])类")
_CLASSES = {
    word: place
    for place, words in enumerate(
        (
            ("i", "1", "一"),
            ("ii", "2", "二"),
            ("iii", "3", "三"),
            ("iv", "4", "四"),
            ("v", "5", "五"),
        ),
        start=1,
    )
    for word in words
}
#: Limits of surface water, of drinking water at the tap, of soil: other numbers are right there.
_OTHER_STANDARD = re.compile(r"3838|5749|36600|地表水|生活饮用水|5084|灌溉")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ABSENT = frozenset({"无", "不得检出"})


def limit_issues(table: Table) -> Iterator[Issue]:
    """Yield a warning for each limit that is not the one of the class that its row names.

    A row that names no class is taken as that whose limits it repeats most, else Ⅲ.
    """
    for row, kind in table.body.special:
        words = " ".join(clean(c) for c in table.sheet.rows[row] if isinstance(c, str)).casefold()
        if kind is not RowKind.LIMIT or _OTHER_STANDARD.search(words):
            continue
        typed = list(_typed(table, row))
        match = _CLASS.search(words)
        grade = _CLASSES[match[1]] if match else _likeliest(typed)
        for heading, cell in typed:
            if _agrees(heading, cell, grade) is False:
                yield _issue(table, row, heading, cell, grade)


def _typed(table: Table, row: int) -> Iterator[tuple[Heading, Cell]]:
    cells = table.sheet.rows[row]
    for heading in table.analytes():
        cell = cells[heading.column] if heading.column < len(cells) else None
        if not is_missing(cell):
            yield heading, cell


def _likeliest(typed: list[tuple[Heading, Cell]]) -> int:
    counts = {
        grade: sum(_agrees(heading, cell, grade) is True for heading, cell in typed)
        for grade in range(1, len(_NAMES))
    }
    return max(counts, key=lambda grade: (counts[grade], grade == _USUAL_CLASS))


def _agrees(heading: Heading, cell: Cell, grade: int) -> bool | None:
    """Tell whether a typed limit is the standard's; None where it cannot be told."""
    analyte = ANALYTES[heading.analyte]
    text = clean(as_text(cell)).replace(",", "")
    numbers = [Decimal(number) for number in _NUMBER.findall(text)]
    if analyte.kind == "text" or text in _ABSENT:
        return analyte.limits[grade - 1] == text if text in {"无", "有", "不得检出"} else None
    if analyte.ph_bands is not None:
        return _ph_agrees(analyte, numbers, grade)
    factor = conversion_factor(analyte.code, heading.unit or None, heading=heading.text)
    # Class Ⅴ is what lies above class Ⅳ.
    limit = analyte.upper[min(grade, len(analyte.upper)) - 1]
    if len(numbers) != 1 or factor is None or limit is None:
        return None
    return numbers[0] * factor == limit


def _ph_agrees(analyte: Analyte, numbers: list[Decimal], grade: int) -> bool | None:
    bands = analyte.ph_bands
    if bands is None or len(numbers) != len(("low", "high")) or grade > len(_NAMES) - 1:
        return None
    wide = grade > _USUAL_CLASS
    right = (bands.low4, bands.high4) if wide else (bands.low1, bands.high1)
    return sorted(numbers) == sorted(right)


def _issue(table: Table, row: int, heading: Heading, cell: Cell, grade: int) -> Issue:
    analyte = ANALYTES[heading.analyte]
    unit = analyte.unit.replace("|", " 或 ")
    message = (
        f"限值行的{analyte.label}写“{as_text(cell)}”，"
        f"GB/T 14848-2017 的{_NAMES[grade - 1]}类限值是 "
        f"{analyte.limits[grade - 1]} {unit}，请核对是否抄了旧标准。评价以该标准为准。"
    )
    return Issue.warning(
        IssueKind.RANGE,
        message,
        sheet=table.sheet.name,
        cell=table.sheet.address(row, heading.column),
        row=row + 1,
        field=heading.analyte,
        raw=as_text(cell),
    )
