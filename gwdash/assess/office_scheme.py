"""The scheme in force at a day: the office's 考核方案 where one holds, else the region's default.

Rows come as they were handed in. A version is a whole: the newest file that names it says all of
it, and of the versions in effect the one that began last counts.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from gwdash.assess.scheme import FULL_SCORE, Indicator, Scheme, computable
from gwdash.errors import UsageError
from gwdash.registry.indicator import Direction
from gwdash.registry.indicator_list import INDICATORS

_BY_LABEL = {one.label: one.code for one in INDICATORS}


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """One indicator of one version, as the office handed it in."""

    indicator_id: str
    version: str
    name: str
    weight: float
    target: float | None
    floor: float | None
    direction: str
    counties: frozenset[str]
    """Codes of those assessed, empty where the row names nobody."""
    formula: str
    basis: str
    effective_from: date
    """When it begins; the first day of the file's year where the row says nothing."""
    handed_in: tuple[date, int]
    """Which file is newer: its period's last day and its number."""


def in_force(rows: Iterable[SchemeRow], as_of: date, default: Scheme) -> Scheme:
    """Return the scheme that holds on a day; the default before the office's first one."""
    versions: dict[str, list[SchemeRow]] = {}
    for row in rows:
        versions.setdefault(row.version, []).append(row)
    began = {
        version: own
        for version, found in versions.items()
        if (own := _newest(found)) and max(row.effective_from for row in own) <= as_of
    }
    if not began:
        return default
    version = max(began, key=lambda v: (max(r.effective_from for r in began[v]), _natural(v)))
    return _made(version, began[version], default)


def _newest(rows: Sequence[SchemeRow]) -> list[SchemeRow]:
    last = max(row.handed_in for row in rows)
    return [row for row in rows if row.handed_in == last]


def _natural(version: str) -> list[tuple[int, str]]:
    """Return a key by which 2024-10 comes after 2024-9."""
    parts = re.split(r"(\d+)", version)
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def _made(version: str, rows: Sequence[SchemeRow], default: Scheme) -> Scheme:
    kept: dict[str, Indicator] = {}
    left_out = []
    for row in sorted(rows, key=lambda one: one.indicator_id):
        if row.direction == Direction.NEUTRAL or row.weight <= 0:
            continue
        try:
            one = _indicator(row)
        except UsageError:
            left_out.append(row.name or row.indicator_id)
            continue
        if one.code in kept:
            left_out.append(row.name or row.indicator_id)
        else:
            kept[one.code] = one
    if not kept:
        return replace(default, left_out=tuple(left_out))
    total = sum((one.weight for one in kept.values()), Decimal(0))
    order = {one.code: n for n, one in enumerate(default.indicators)}
    indicators = [replace(one, weight=FULL_SCORE * one.weight / total) for one in kept.values()]
    indicators.sort(key=lambda one: (order.get(one.code, len(order)), one.task_no, one.code))
    bases = dict.fromkeys(row.basis for row in rows if row.basis)
    return replace(
        default,
        name="考核方案",
        version=version,
        source="；".join(bases) or "办公室报送的考核方案，未注明依据",
        indicators=tuple(indicators),
        left_out=tuple(left_out),
    )


def _indicator(row: SchemeRow) -> Indicator:
    code = _BY_LABEL.get(row.name, row.indicator_id)
    try:
        return _of_code(row.indicator_id, row)
    except UsageError:
        if code == row.indicator_id:
            raise
        return _of_code(code, row)


def _of_code(code: str, row: SchemeRow) -> Indicator:
    return computable(
        code,
        Decimal(str(row.weight)),
        label=row.name,
        rule=row.formula,
        target_pct=None if row.target is None else Decimal(str(row.target)),
        floor_pct=None if row.floor is None else Decimal(str(row.floor)),
        direction=Direction(row.direction) if row.direction else None,
        counties=row.counties or None,
    )


def by_period(
    rows: Sequence[SchemeRow], days: Mapping[str, date], default: Scheme
) -> dict[str, Scheme]:
    """Return the scheme of each period, equal ones as one object."""
    made: dict[Scheme, Scheme] = {}
    found = {}
    for period, as_of in days.items():
        scheme = in_force(rows, as_of, default)
        found[period] = made.setdefault(scheme, scheme)
    return found
