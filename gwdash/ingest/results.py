"""Laboratory results: one row a result or one column an analyte, to value, flag, limit and unit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from gwdash.ingest.block import Block
from gwdash.ingest.cells import Problem, is_missing
from gwdash.ingest.grid import Cell
from gwdash.ingest.headings import Heading
from gwdash.ingest.issues import Issue, IssueKind, Severity
from gwdash.ingest.layout import Table
from gwdash.standards.gbt14848 import ANALYTES
from gwdash.standards.results import Flag, Result, parse_result, text_of
from gwdash.standards.unit_names import normalise_unit
from gwdash.standards.units import conversion_factor, read_heading

#: The store keeps results to 12 decimals and 16 digits before the point.
_QUANTUM = Decimal("1e-12")
_LARGEST = Decimal("1e16")

RESULT_COLUMNS = ("raw", "value", "flag", "detection_limit", "unit", "reported_unit")
#: Indicators whose results are numbers with upper limits; pH and words need a closer look.
_NUMERIC_KINDS = frozenset({"le", "nd1", "radio"})
#: Name under which problems of a result are reported.
RESULT_FIELD = "result"


class Typed(NamedTuple):
    """One result as stored, with the problems it has; a tuple, for there are very many."""

    raw: str | None
    value: Decimal | None
    flag: str
    detection_limit: Decimal | None
    unit: str
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
        problems.append(Problem(IssueKind.UNIT, _unit_message(analyte, written)))
        return Typed(result.raw, None, result.flag, None, own, written, tuple(problems))
    value = _scaled(result.value, factor)
    smallest = _scaled(result.detection_limit, factor)
    if value is not None and not _storable(value):
        problems.append(Problem(IssueKind.RANGE, f"「{result.raw}」超出可记录的数值范围，请核对。"))
        value = None
    return Typed(
        result.raw, value, str(result.flag), smallest, own, written or None, tuple(problems)
    )


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


def _scaled(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else value * factor


def _storable(value: Decimal) -> bool:
    return abs(value) < _LARGEST and value == value.quantize(_QUANTUM)


def add_long_results(block: Block, cells: dict[str, list[Cell]], heading: Heading) -> None:
    """Read results that stand one a row, each with its analyte, unit and detection limit.

    `cells` holds the raw columns ``result``, ``unit`` and ``detection_limit``; the unit of the
    row wins over the one in the heading of the result column.
    """
    nothing: list[Cell] = [None] * len(block.rows)
    units = cells.get("unit", nothing)
    limits = cells.get("detection_limit", nothing)
    reader = _Results()
    typed: list[Typed | None] = []
    for position, (analyte, raw) in enumerate(
        zip(block.get("analyte"), cells.get(RESULT_FIELD, nothing), strict=True)
    ):
        if analyte is None or raw is None or raw == "":
            typed.append(None)
            continue
        unit = str(units[position] or heading.unit or "").strip()
        one = reader.read(analyte, raw, unit, limits[position], "")
        typed.append(one)
        for problem in one.problems:
            block.report(position, RESULT_FIELD, problem, raw)
    _store(block, typed)


def spread_crosstab(block: Block, table: Table, constants_limit: Cell = None) -> Block:
    """Return the block with one position for each value under an analyte heading.

    An empty cell is no row; a dash is one, flagged missing: somebody said that it was not
    measured.
    """
    reader = _Results()
    headings = table.analytes()
    for heading in headings:
        _check_heading(block, heading)
    grid = table.sheet.rows
    chosen: list[int] = []
    own: list[int] = []
    analytes: list[str] = []
    typed: list[Typed | None] = []
    for position, row in enumerate(block.rows):
        cells = grid[row]
        for heading in headings:
            raw = cells[heading.column] if heading.column < len(cells) else None
            if raw is None or (isinstance(raw, str) and not raw.strip()):
                continue
            limit = table.detection_limits.get(heading.column, constants_limit)
            chosen.append(position)
            own.append(heading.column)
            analytes.append(heading.analyte)
            typed.append(reader.read(heading.analyte, raw, heading.unit, limit, heading.text))
    spread = block.keep(chosen)
    spread.own = own
    spread.values["analyte"] = analytes
    for position, one in enumerate(typed):
        for problem in one.problems if one else ():
            if problem.kind is IssueKind.UNIT:
                # Said once at the heading; it stops every value below.
                spread.stopped[position] = True
            else:
                spread.report(position, RESULT_FIELD, problem, one.raw if one else "")
    _store(spread, typed)
    return spread


def _check_heading(block: Block, heading: Heading) -> None:
    """Report what is wrong with an analyte's heading; its column is read all the same."""
    if conversion_factor(heading.analyte, heading.unit or None, heading=heading.text) is None:
        block.issues.append(
            Issue.error(
                IssueKind.UNIT,
                _unit_message(heading.analyte, heading.unit),
                sheet=heading.sheet,
                cell=heading.cell,
                field=heading.analyte,
                raw=heading.text,
            )
        )
    described = read_heading(heading.text, heading.unit or None)
    if described is not None and described.question:
        block.issues.append(
            Issue.warning(
                IssueKind.UNIT,
                described.question,
                sheet=heading.sheet,
                cell=heading.cell,
                field=heading.analyte,
                raw=heading.text,
            )
        )


def _unit_message(analyte: str, unit: str) -> str:
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
    limit: Decimal | None
    unit: str
    reported_unit: str | None

    def typed(self, raw: float) -> Typed:
        text = text_of(raw)
        value = Decimal(text) * self.factor
        if _storable(value):
            return Typed(text, value, Flag.VALUE, self.limit, self.unit, self.reported_unit)
        problem = Problem(IssueKind.RANGE, f"「{text}」超出可记录的数值范围，请核对。")
        return Typed(
            text, None, Flag.VALUE, self.limit, self.unit, self.reported_unit, (problem,)
        )


def _plain(analyte: str, unit: str, limit: Cell, heading: str) -> _Plain | None:
    """Return the common part, or None where a number needs the full reading."""
    factor = conversion_factor(analyte, unit or None, heading=heading)
    if factor is None or ANALYTES[analyte].kind not in _NUMERIC_KINDS:
        return None
    # 1 stands for any number: what it comes with is what every number comes with.
    one = read_result(analyte, 1.0, unit, limit, heading)
    if one.problems or one.flag != Flag.VALUE:
        return None
    return _Plain(factor, one.detection_limit, one.unit, one.reported_unit)


@dataclass(slots=True)
class _Results:
    """Reads each distinct result once: tables repeat the same not-detected text thousands of times."""

    _seen: dict[tuple[Any, ...], Typed] = field(default_factory=dict)
    _plain: dict[tuple[Any, ...], "_Plain | None"] = field(default_factory=dict)

    def read(self, analyte: str, raw: Cell, unit: str, limit: Cell, heading: str) -> Typed:
        if type(raw) is float and raw > 0:
            about = (analyte, unit, limit, heading)
            if about not in self._plain:
                self._plain[about] = _plain(analyte, unit, limit, heading)
            if plain := self._plain[about]:
                return plain.typed(raw)
        key = (analyte, raw, unit, limit, heading)
        if key not in self._seen:
            self._seen[key] = read_result(analyte, raw, unit, limit, heading)
        return self._seen[key]


def _store(block: Block, typed: Sequence[Typed | None]) -> None:
    rows = [one.stored() if one else (None,) * len(RESULT_COLUMNS) for one in typed]
    columns = zip(*rows, strict=True) if rows else ([] for _ in RESULT_COLUMNS)
    for name, values in zip(RESULT_COLUMNS, columns, strict=True):
        block.values[name] = list(values)


