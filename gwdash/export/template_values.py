"""What stands in a template's cells: choices, an example of each column, rows handed in before."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa

from gwdash.export.cells import Cell, cell
from gwdash.ingest.own_marks import EXAMPLE_MARK
from gwdash.registry.model import CodeList, Column, Dataset, Kind, Need
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.gbt14848 import ANALYTES
from gwdash.standards.periods import Period
from gwdash.standards.units import conversion_factor

#: Examples that no rule gives; everything else follows from the kind of the column.
_EXAMPLES = {
    "item_id": "6-20-01", "well_id": "QD-JC-001", "unit": "mg/L", "result": "0.25",
    "detection_limit": "0.025", "head_m": "388.6", "coord_sys": "CGCS2000",
    # Metres of a zone differ from county to county: degrees beside them say where.
    "x_north_m": "", "y_east_m": "",
}  # fmt: skip
_DAY, _MOMENT, _MONTH = "2024-06-16", "2024-06-16 09:30", "2015-06"
_USUAL_NUMBER, _USUAL_COUNT, _USUAL_SHARE = 12.5, 3, 60
_COUNTIES = "counties"
_SIDE_DEG = 0.01


def choices(column: Column) -> tuple[str, ...]:
    """Return what may be chosen in a column, empty where anything may be typed."""
    codes: CodeList | None = column.field.codes
    if codes is not None:
        return codes.labels
    offered = _CHOICES.get(column.field.kind)
    return tuple(offered()) if offered else ()


_CHOICES: Mapping[Kind, Callable[[], Iterable[str]]] = {
    Kind.BOOLEAN: lambda: ("是", "否"),
    Kind.COUNTY: lambda: (county.name for county in REGION.counties),
    Kind.REPORTER: lambda: (reporter.name for reporter in REGION.reporters),
    Kind.TASK: lambda: (task.short_name for task in REGION.tasks),
    Kind.ANALYTE: lambda: (analyte.label for analyte in ANALYTES.values()),
}


def example(column: Column, reporter: Reporter | None, period: Period | None) -> str:
    """Return the marked example of a column; empty where an example would say nothing."""
    value = _EXAMPLES.get(column.name)
    if value is None:
        value = _example_of_kind(column, reporter, period)
    return f"{EXAMPLE_MARK}{value}" if value else ""


def _example_of_kind(column: Column, reporter: Reporter | None, period: Period | None) -> str:
    kind = column.field.kind
    county = next(
        (c for c in REGION.counties if reporter is not None and c.code == reporter.code),
        next(c for c in REGION.counties if c.in_scope),
    )
    local = {
        Kind.COUNTY: county.name,
        Kind.LONGITUDE: f"{county.seat[0]:g}",
        Kind.LATITUDE: f"{county.seat[1]:g}",
        Kind.REPORTER: reporter.name if reporter else REGION.reporters[0].name,
        Kind.UNITS: "、".join(r.name for r in REGION.reporters[:2]),
        Kind.DATE: str(period.first_day) if period else _DAY,
        Kind.DATETIME: f"{period.first_day} 09:30" if period else _MOMENT,
        Kind.MONTH: _MONTH,
        Kind.PERIOD: period.label if period else _MONTH,
        Kind.IDENTIFIER: "A-001",
        Kind.RESULT: "0.25",
        Kind.BOUNDARY: _corners(county.seat),
    }
    if kind in local:
        return local[kind]
    if kind in {Kind.NUMBER, Kind.INTEGER, Kind.PERCENT}:
        return f"{_example_number(column):g}"
    if offered := choices(column):
        return offered[0]
    return "据实填写" if column.need is not Need.OPTIONAL else ""


def _corners(at: tuple[float, float]) -> str:
    """Return a small square as corners, so that the form is seen at a glance."""
    lon, lat = at
    square = ((0.0, 0.0), (_SIDE_DEG, 0.0), (_SIDE_DEG, _SIDE_DEG), (0.0, _SIDE_DEG))
    return "; ".join(f"{lon + x:.3f},{lat + y:.3f}" for x, y in square)


def _example_number(column: Column) -> float:
    kind = column.field.kind
    usual = {Kind.INTEGER: _USUAL_COUNT, Kind.PERCENT: _USUAL_SHARE}.get(kind, _USUAL_NUMBER)
    low, high = column.field.minimum, column.field.maximum
    if low is not None and usual < low:
        return low if high is None else (low + high) / 2
    return usual if high is None or usual <= high else high


def filled_rows(dataset: Dataset, columns: list[Column], rows: pa.Table) -> list[list[Cell]]:
    """Return accepted rows as people write them, under the template's columns."""
    shown = []
    readers = [_shower(dataset, column) for column in columns]
    for row in rows.to_pylist():
        cells = [read(row) for read in readers]
        if any(value is not None for value in cells):
            shown.append(cells)
    return shown


def _shower(dataset: Dataset, column: Column) -> Callable[[Mapping[str, Any]], Cell]:
    if dataset.result_column and column.name in {"result", "unit", "detection_limit"}:
        return {"result": _raw, "unit": _unit, "detection_limit": _limit}[column.name]
    name, words = column.name, _words(column)

    def show(row: Mapping[str, Any]) -> Cell:
        value = row.get(name)
        return cell(words(value) if words and value is not None else value)

    return show


def _words(column: Column) -> Callable[[Any], str] | None:
    """Return how a stored code is written, None where values stand as they are."""
    codes: CodeList | None = column.field.codes
    return codes.label_of if codes is not None else _WORDS.get(column.field.kind)


_WORDS: Mapping[Kind, Callable[[Any], str]] = {
    Kind.COUNTY: REGION.place_name,
    Kind.REPORTER: lambda code: REGION.reporter(code).name,
    Kind.UNITS: lambda text: "、".join(REGION.reporter(c).name for c in text.split(";") if c),
    Kind.TASK: lambda number: REGION.task(number).short_name,
    Kind.ANALYTE: lambda code: ANALYTES[code].label,
}


def _raw(row: Mapping[str, Any]) -> Cell:
    return cell(row.get("raw"))


def _unit(row: Mapping[str, Any]) -> Cell:
    return cell(row.get("reported_unit") or row.get("unit"))


def _limit(row: Mapping[str, Any]) -> Cell:
    """Return the detection limit in the unit that the row is written in."""
    limit, unit = row.get("detection_limit"), _unit(row)
    if limit is None:
        return None
    factor = conversion_factor(str(row.get("analyte")), str(unit)) if unit else None
    return f"{(Decimal(limit) / Decimal(factor or 1)).normalize():f}"
