"""One laboratory result: what was typed, to value, flag, detection limit and unit."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from gwdash.ingest.grid import Cell
from gwdash.ingest.issues import IssueKind, Severity
from gwdash.ingest.problems import Problem, as_text, is_blank, is_missing
from gwdash.standards.gbt14848 import ANALYTES
from gwdash.standards.results import Flag, parse_result
from gwdash.standards.unit_names import normalise_unit
from gwdash.standards.units import conversion_factor, read_heading

#: The store keeps results to 12 decimals and 16 digits before the point.
_QUANTUM = Decimal("1e-12")
_LARGEST = Decimal("1e16")
_KEPT_DECIMALS = 12
#: Numbers outside are written with an exponent or cannot be; they need the full reading.
_PLAIN_FROM, _PLAIN_TO = 1e-4, 1e9

RESULT_COLUMNS = ("raw", "value", "flag", "detection_limit", "unit", "reported_unit")
#: Indicators whose results are numbers with upper limits; pH and words need a closer look.
_NUMERIC_KINDS = frozenset({"le", "nd1", "radio"})


class Typed(NamedTuple):
    """One result as stored, with the problems it has; a tuple, for there are very many."""

    raw: str | None
    value: Decimal | None
    flag: str | None
    detection_limit: Decimal | None
    unit: str | None
    reported_unit: str | None
    problems: tuple[Problem, ...] = ()

    def stored(self) -> tuple[Any, ...]:
        """Return the values in the order of RESULT_COLUMNS."""
        return self[: len(RESULT_COLUMNS)]


def read_result(analyte: str, raw: Cell, unit: str, limit: Cell, heading: str = "") -> Typed:
    """Return one result in the standard's unit.

    A unit inside the cell wins over the column's. Where it cannot be converted the value is not
    taken over, and the problem says so.
    """
    result, trouble = parse_result(
        raw, unit=unit or None, detection_limit=_limit_text(limit), analyte=analyte
    )
    problems = []
    if trouble:
        problems.append(Problem(IssueKind.TYPE, trouble))
    if result.warning:
        problems.append(Problem(IssueKind.RANGE, result.warning, Severity.WARNING))
    written = result.unit or unit
    factor = conversion_factor(analyte, written or None, heading=heading)
    own = standard_unit(analyte, written)
    if factor is None:
        problems.append(Problem(IssueKind.UNIT, unit_message(analyte, written)))
        return Typed(result.raw, None, str(result.flag), None, own, written, tuple(problems))
    value = _stored(result.value, factor)
    smallest = _stored(result.detection_limit, factor)
    if (value is None and result.value is not None) or (
        smallest is None and result.detection_limit is not None
    ):
        problems.append(_beyond(result.raw))
    return Typed(
        result.raw, value, str(result.flag), smallest, own, written or None, tuple(problems)
    )


def _beyond(text: str) -> Problem:
    return Problem(IssueKind.RANGE, f"「{text}」太大或太小，无法记录，请核对数值和单位。")


def standard_unit(analyte: str, reported: str) -> str:
    """Return the unit that results of an analyte are kept in.

    Where the standard allows two (MPN/100mL or CFU/100mL), the reported one if it is one.
    """
    allowed = ANALYTES[analyte].unit.split("|")
    canonical = normalise_unit(reported)
    return canonical if canonical in allowed else allowed[0]


def _limit_text(limit: Cell) -> str | None:
    if is_missing(limit):
        return None
    return repr(limit) if isinstance(limit, float) else str(limit).strip().rstrip("Ll")


def _stored(value: Decimal | None, factor: Decimal) -> Decimal | None:
    """Return the value in the standard's unit as the store keeps it, None when it cannot.

    Averages carry more decimals than any method measures; those past the twelfth are rounded.
    """
    if value is None:
        return None
    scaled = value * factor
    if abs(scaled) >= _LARGEST:
        return None
    kept = scaled.quantize(_QUANTUM)
    return scaled if kept == scaled else kept or None


def unit_message(analyte: str, unit: str) -> str:
    """Return the sentence for a unit that cannot be converted."""
    indicator = ANALYTES[analyte]
    return (
        f"{indicator.label}的单位「{unit}」不能换算为标准单位 "
        f"{indicator.unit.replace('|', ' 或 ')}，请改正单位后重报。"
    )


@dataclass(frozen=True, slots=True)
class _Plain:
    """What all plain positive numbers of one analyte, unit and limit have in common.

    They are nine tenths of every table and need none of the readings of text; that both ways
    agree is a property test.
    """

    factor: Decimal
    decimals: int
    """How many decimals a typed number may have to be kept whole in the standard's unit."""
    limit: Decimal | None
    """The detection limit in the unit that was typed: a number below it is asked about."""
    unit: str | None
    reported_unit: str | None

    def typed(self, raw: float) -> Typed | None:
        """Return the result, or None where the number needs the full reading after all."""
        # As many digits as a spreadsheet keeps and shows.
        text = format(raw, ".15g")
        if len(text) - (text.find(".") + 1 or len(text)) > self.decimals:
            return None
        number = Decimal(text)
        if self.limit is not None and number < self.limit:
            return None
        value = number * self.factor
        return Typed(text, value, Flag.VALUE, None, self.unit, self.reported_unit)


@dataclass(slots=True)
class ResultReader:
    """Reads the results of one analyte in one unit with one detection limit.

    Each distinct text is read once: tables repeat one not-detected text thousands of times.
    """

    analyte: str
    unit: str = ""
    limit: Cell = None
    heading: str = ""
    _seen: dict[Cell, Typed] = field(default_factory=dict)
    _plain: _Plain | None = field(init=False)

    def __post_init__(self) -> None:
        """Find out whether plain numbers can be read the short way."""
        self._plain = _plain(self.analyte, self.unit, self.limit, self.heading)

    def read(self, raw: Cell) -> Typed | None:
        """Return the result of a cell, None of an empty one."""
        if (
            type(raw) is float
            and self._plain is not None
            and _PLAIN_FROM <= raw < _PLAIN_TO
            and (plain := self._plain.typed(raw))
        ):
            return plain
        if is_blank(raw):
            return None
        if isinstance(raw, bool):
            # True equals 1.0 as a key, and they are not the same entry.
            raw = as_text(raw)
        typed = self._seen.get(raw)
        if typed is None:
            typed = read_result(self.analyte, raw, self.unit, self.limit, self.heading)
            self._seen[raw] = typed
        return typed


def _plain(analyte: str, unit: str, limit: Cell, heading: str) -> _Plain | None:
    """Return the common part, or None where a number needs the full reading."""
    factor = conversion_factor(analyte, unit or None, heading=heading)
    if factor is None or ANALYTES[analyte].kind not in _NUMERIC_KINDS:
        return None
    # 1 stands for any number: what it comes with is what every number comes with.
    one = read_result(analyte, 1.0, unit, limit, heading)
    if one.problems or one.flag != Flag.VALUE:
        return None
    below, _problem = parse_result("未检出", unit=unit, detection_limit=_limit_text(limit))
    exponent = factor.as_tuple().exponent
    decimals = _KEPT_DECIMALS + min(int(exponent), 0)
    return _Plain(factor, decimals, below.detection_limit, one.unit, one.reported_unit)


@lru_cache(maxsize=1024)
def heading_question(text: str, unit: str) -> str | None:
    """Return the question about a heading or name that says two things (氨氮, NH4+), else None."""
    described = read_heading(text, unit or None)
    return None if described is None else described.question
