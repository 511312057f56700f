"""Groundwater quality classes after GB/T 14848-2017, decided in decimal arithmetic.

A result proves a range of classes: a number proves one, “检出限+L” proves class Ⅰ up to the
class of the limit, “>x” proves a class and everything worse. Label, grade and the comparison
with a target all follow from that range, here and in `CLASS_SQL`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gwdash.errors import UsageError
from gwdash.standards.analytes import (
    ANALYTE_HEADINGS,
    ANALYTES,
    ROUTINE_COUNT,
    Analyte,
    analyte_of,
    find_analyte,
    near_miss,
)
from gwdash.standards.limits_sql import CLASS_SQL, LIMITS_DDL, limits_table
from gwdash.standards.results import (
    ABSENT_WORDS,
    PRESENT_WORDS,
    Flag,
    parse_result,
    to_standard_unit,
)
from gwdash.standards.text import clean

__all__ = [
    "ANALYTES",
    "ANALYTE_HEADINGS",
    "CLASS_SQL",
    "GRADES",
    "LIMITS_DDL",
    "UNDECIDED",
    "Analyte",
    "Classification",
    "Overall",
    "Verdict",
    "analyte_of",
    "classify",
    "classify_value",
    "exceedance_multiple",
    "find_analyte",
    "grade_of",
    "index_p",
    "limits_table",
    "near_miss",
    "overall",
]

GRADES = ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ")
UNDECIDED = "未定"
BEST, WORST = 1, 5
_RADIO_WORST = 4
_PH_FAIR = 4
_BLANKS = dict.fromkeys(map(ord, " \t\n\r\f\u00a0\u3000"))
_ABOVE_ROUTINE_TARGET = "Ⅲ"
_GRADE_WORDS = {
    word: grade
    for grade, words in enumerate(
        (("Ⅰ", "I", "1", "一"), ("Ⅱ", "II", "2", "二"), ("Ⅲ", "III", "3", "三"),
         ("Ⅳ", "IV", "4", "四"), ("Ⅴ", "V", "5", "五")),
        start=1,
    )
    for word in words
}  # fmt: skip


class Verdict(StrEnum):
    """How a result stands against a target class."""

    MET = "达标"
    EXCEEDED = "超标"
    UNDECIDABLE = "无法判定"
    DOUBTFUL = "达标(存疑)"


def grade_of(target: str | int) -> int:
    """Return 1 to 5 for a class as people write it (Ⅲ, III, Ⅲ类, 三类, 3); raises UsageError."""
    word = re.sub(r"(?:类|级|类水|类标准)$", "", clean(str(target)).upper())
    if word not in _GRADE_WORDS:
        raise UsageError(f"不认识水质类别“{target}”，请写Ⅰ、Ⅱ、Ⅲ、Ⅳ或Ⅴ。")
    return _GRADE_WORDS[word]


@dataclass(frozen=True, slots=True)
class Classification:
    """The classes that one result proves, from `best` to `worst` (1 is Ⅰ, 5 is Ⅴ).

    ``doubtful`` marks a concentration typed as 0: it counts as class Ⅰ, and as 达标(存疑),
    because 0 is no result of a measurement (HJ 164-2020 asks for 检出限加L).
    """

    best: int
    worst: int
    flag: Flag
    note: str = ""
    doubtful: bool = False

    @property
    def grade(self) -> int | None:
        """The class as a number when the result proves exactly one, else None."""
        return self.best if self.best == self.worst else None

    @property
    def label(self) -> str:
        """Ⅰ … Ⅴ, ≤Ⅱ ≤Ⅲ ≤Ⅳ for a detection limit above class Ⅰ, else 未定."""
        if self.best == self.worst:
            return GRADES[self.best - 1]
        if self.flag == Flag.ND and self.worst < WORST:
            return f"≤{GRADES[self.worst - 1]}"
        return UNDECIDED

    def against(self, target: str | int = _ABOVE_ROUTINE_TARGET) -> Verdict:
        """Return 达标, 超标, 无法判定 or 达标(存疑) against a target class.

        Every proven class within the target is 达标, none within it 超标, else 无法判定. Gross
        α and β above the guide value are class Ⅳ, so 超标 against Ⅲ, with the nuclide note.
        """
        if self.flag in {Flag.MISSING, Flag.NOT_SAMPLED, Flag.ND_NO_DL} and self.grade is None:
            return Verdict.UNDECIDABLE
        limit = grade_of(target)
        if self.worst <= limit:
            return Verdict.DOUBTFUL if self.doubtful else Verdict.MET
        return Verdict.EXCEEDED if self.best > limit else Verdict.UNDECIDABLE


def _class_of(analyte: Analyte, value: Decimal) -> int:
    """Return the class of a number by the limit ranges; equal limits give the better class."""
    if analyte.ph_bands is not None:
        bands = analyte.ph_bands
        if bands.low1 <= value <= bands.high1:
            return BEST
        return _PH_FAIR if bands.low4 <= value <= bands.high4 else WORST
    for grade, limit in enumerate(analyte.upper, start=1):
        if limit is None or value <= limit:
            return grade
    return WORST


def _best_above(analyte: Analyte, bound: Decimal) -> int:
    """Return the best class that a value above `bound` can have."""
    if analyte.ph_bands is not None:
        bands = analyte.ph_bands
        return WORST if bound >= bands.high4 else _PH_FAIR if bound >= bands.high1 else BEST
    for grade, limit in enumerate(analyte.upper, start=1):
        if limit is None or bound < limit:
            return grade
    return WORST


def _of_number(analyte: Analyte, value: Decimal) -> Classification:
    grade = _class_of(analyte, value)
    note = analyte.note if analyte.kind == "radio" and grade == _RADIO_WORST else ""
    doubtful = value == 0 and analyte.is_concentration
    if doubtful:
        note = "浓度填了0，按Ⅰ类计并存疑，请核实是否应为未检出"
    return Classification(grade, grade, Flag.VALUE, note, doubtful)


def _of_not_detected(analyte: Analyte, limit: Decimal | None) -> Classification:
    flag = Flag.ND_NO_DL if limit is None else Flag.ND
    if analyte.kind == "nd1":
        return Classification(BEST, BEST, flag, "未检出即为Ⅰ类")
    if analyte.kind in {"ph", "text"}:
        return Classification(BEST, WORST, flag, f"{analyte.label}没有未检出一说，请核对")
    if limit is None:
        return Classification(BEST, WORST, flag, "未检出但没有检出限，不能定类，请补检出限")
    worst = _class_of(analyte, limit)
    if worst == BEST:
        return Classification(BEST, BEST, flag)
    if worst == WORST:
        return Classification(BEST, WORST, flag, "检出限高于Ⅳ类限值，不能定类，请换用更灵敏的方法")
    note = f"检出限高于Ⅰ类限值，只能证明不劣于{GRADES[worst - 1]}类，不参加综合评价"
    return Classification(BEST, worst, flag, note)


def _of_bound(analyte: Analyte, bound: Decimal) -> Classification:
    best = _best_above(analyte, bound)
    worst = _RADIO_WORST if analyte.kind == "radio" else WORST
    note = analyte.note if best == worst and analyte.kind == "radio" else ""
    if best != worst:
        note = f"只知道高于{bound.normalize():f}，不能定类，请报出稀释后的测定值"
    return Classification(best, worst, Flag.RIGHT_CENSORED, note)


def _of_text(raw: str | None) -> Classification:
    word = (raw or "").translate(_BLANKS)
    if word in ABSENT_WORDS:
        return Classification(BEST, BEST, Flag.TEXT)
    if word in PRESENT_WORDS:
        return Classification(WORST, WORST, Flag.TEXT)
    return Classification(BEST, WORST, Flag.TEXT, "不能判断有无，请填“无”或“有”")


def classify_value(
    analyte: str,
    value: Decimal | None,
    flag: str,
    detection_limit: Decimal | None,
    raw: str | None = None,
) -> Classification:
    """Return the class of a result already in the standard's unit; the oracle of the SQL.

    `value` is the number, or the lower bound of a right-censored result; `raw` decides only
    text indicators. GB/T 14848-2017 clause 6; raises UsageError for an unknown analyte.
    """
    indicator = analyte_of(analyte)
    kind = Flag(flag)
    if indicator.kind == "text" and kind in {Flag.TEXT, Flag.VALUE}:
        return _of_text(raw)
    if kind == Flag.VALUE and value is not None:
        return _of_number(indicator, value)
    if kind in {Flag.ND, Flag.ND_NO_DL}:
        return _of_not_detected(indicator, detection_limit if kind == Flag.ND else None)
    if kind == Flag.RIGHT_CENSORED and value is not None and indicator.kind != "text":
        return _of_bound(indicator, value)
    note = {Flag.MISSING: "未监测", Flag.NOT_SAMPLED: "未采样"}.get(kind, "没有可以评价的数值")
    return Classification(BEST, WORST, kind, note)


def classify(
    analyte: str, raw: str | float | Decimal | None, unit: str | None = None
) -> Classification:
    """Return the class of a result as a person types it; without a unit, the standard's.

    What cannot be read or converted is 未定 with the reason as its note; raises UsageError
    only for an unknown analyte.
    """
    indicator = analyte_of(analyte)
    result, problem = parse_result(raw, unit=unit, analyte=indicator.code)
    if problem is None and result.flag not in {Flag.MISSING, Flag.NOT_SAMPLED}:
        result, problem = to_standard_unit(result, indicator.code)
    if problem is not None:
        return Classification(BEST, WORST, Flag.TEXT, problem)
    word = clean(result.raw).casefold()
    return classify_value(
        indicator.code, result.value, result.flag, result.detection_limit, raw=word
    )


def _limit(analyte: Analyte, target: str | int) -> Decimal | None:
    grade = grade_of(target)
    return analyte.upper[grade - 1] if grade < WORST else None


def exceedance_multiple(
    analyte: str, value: Decimal, target: str | int = _ABOVE_ROUTINE_TARGET
) -> Decimal | None:
    """Return 超标倍数 (C − Cs) / Cs of a value in the standard's unit, None when not exceeded.

    None too for pH, text indicators and a limit of zero, for which there is no multiple.
    """
    limit = _limit(analyte_of(analyte), target)
    return (value - limit) / limit if limit and value > limit else None


def index_p(
    analyte: str, value: Decimal, target: str | int = _ABOVE_ROUTINE_TARGET
) -> Decimal | None:
    """Return the single-factor index P, above 1 when the value exceeds the target class.

    C/Cs; for pH (7 − pH)/(7 − lower) up to 7 and (pH − 7)/(upper − 7) above. None for text
    indicators and where the class has no number. HJ 610-2016 clause 8.3.
    """
    indicator = analyte_of(analyte)
    if indicator.ph_bands is None:
        limit = _limit(indicator, target)
        return value / limit if limit else None
    if grade_of(target) == WORST:
        return None
    bands, neutral = indicator.ph_bands, Decimal(7)
    strict = grade_of(target) < _PH_FAIR
    low, high = (bands.low1, bands.high1) if strict else (bands.low4, bands.high4)
    return (
        (neutral - value) / (neutral - low)
        if value <= neutral
        else (value - neutral) / (high - neutral)
    )


@dataclass(frozen=True, slots=True)
class Overall:
    """The class of a sample: that of its worst indicators, over those whose class is proven.

    ``worst`` and ``undetermined`` hold codes in the order of the standard; ``undetermined``
    are measured without a proven class (≤X, 未定), ``not_measured`` were not.
    """

    grade: int | None
    worst: tuple[str, ...]
    assessed: int
    undetermined: tuple[str, ...]
    not_measured: tuple[str, ...]
    of: int = ROUTINE_COUNT

    @property
    def label(self) -> str:
        """Ⅰ … Ⅴ, or 未定 when no indicator has a proven class."""
        return UNDECIDED if self.grade is None else GRADES[self.grade - 1]

    @property
    def worst_labels(self) -> tuple[str, ...]:
        """The names of the worst indicators (定类指标)."""
        return tuple(ANALYTES[code].label for code in self.worst)

    @property
    def coverage(self) -> str:
        """How many of the routine indicators took part: 参评 n/39."""
        return f"参评{self.assessed}/{self.of}"


def overall(classifications: Mapping[str, Classification]) -> Overall:
    """Return the overall class by the worst indicator (GB/T 14848-2017 clause 6.3).

    ≤X and 未定 stay out; `assessed` counts routine indicators (table 1) only. Raises
    UsageError for an unknown analyte.
    """
    found = {analyte_of(name).code: one for name, one in classifications.items()}
    ordered = [(code, found[code]) for code in ANALYTES if code in found]
    proven = {code: one.grade for code, one in ordered if one.grade is not None}
    grade = max(proven.values(), default=None)
    open_ones = [(code, one.flag) for code, one in ordered if code not in proven]
    absent = {Flag.MISSING, Flag.NOT_SAMPLED}
    return Overall(
        grade=grade,
        worst=tuple(code for code, one in proven.items() if one == grade),
        assessed=sum(ANALYTES[code].routine for code in proven),
        undetermined=tuple(code for code, flag in open_ones if flag not in absent),
        not_measured=tuple(code for code, flag in open_ones if flag in absent),
    )
