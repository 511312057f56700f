"""What the office says of scoring: the scheme in force in a period, bonuses and deductions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from gwdash.assess.adjustments import Adjustment, AdjustmentKind, of_year
from gwdash.assess.office_scheme import SchemeRow, by_period
from gwdash.assess.scheme import Scheme, current_scheme
from gwdash.queries.source import Source
from gwdash.queries.values import day, number, text
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period


def schemes(
    source: Source, periods: Iterable[Period], default: Scheme | None = None
) -> dict[str, Scheme]:
    """Return the scheme in force at the end of each period, by its code."""
    days = {period.code: period.last_day for period in periods}
    if not days:
        return {}
    answer = source.columns("scheme_rows", until=max(days.values()))
    rows = [_scheme_row(row) for row in _rows(answer)]
    return by_period(rows, days, default or current_scheme())


def scheme_of(source: Source, period: str) -> Scheme:
    """Return the scheme in force at the end of a period."""
    return schemes(source, [Period.parse(period)])[period]


def _scheme_row(row: dict[str, Any]) -> SchemeRow:
    handed_in: date = row["period_end"]
    return SchemeRow(
        indicator_id=text(row["indicator_id"]),
        version=text(row["scheme_version"]),
        name=text(row["indicator_name"]),
        weight=number(row["score_weight"]) or 0.0,
        target=number(row["target_value"]),
        floor=number(row["floor_value"]),
        direction=text(row["direction"]),
        counties=_counties(text(row["applies_to"])),
        formula=text(row["formula"]),
        basis=text(row["basis"]),
        effective_from=day(row["effective_from"]) or date(handed_in.year, 1, 1),
        handed_in=(handed_in, int(row["submission_id"])),
    )


def _counties(codes: str) -> frozenset[str]:
    """Return the counties named, none where all of them are or nobody is."""
    every = {county.code for county in REGION.counties}
    named = frozenset(codes.split(";")) & every
    return frozenset() if named == every else named


class Adjustments:
    """加分扣分事项 of every period up to a day, asked once."""

    def __init__(self, source: Source, until: date) -> None:
        """Ask for all that was handed in for periods up to a day."""
        answer = source.columns("score_adjustments", until=until)
        self._rows = [
            (day(row["period_end"]) or until, day(row["next_period_end"]), _adjustment(row))
            for row in _rows(answer)
        ]

    def by_county(self, as_of: date) -> dict[str, tuple[Adjustment, ...]]:
        """Return what counts at a day: of the last file, what occurred in the year up to it."""
        current = [one for first, end, one in self._rows if first <= as_of < (end or date.max)]
        found: dict[str, tuple[Adjustment, ...]] = {}
        for one in of_year(current, as_of):
            found[one.county_code] = (*found.get(one.county_code, ()), one)
        return found


def _adjustment(row: dict[str, Any]) -> Adjustment:
    return Adjustment(
        adjustment_id=text(row["adjustment_id"]),
        county_code=text(row["county_code"]),
        kind=AdjustmentKind(text(row["adjustment_kind"])),
        points=Decimal(str(number(row["points"]) or 0.0)),
        occurred_on=day(row["occurred_on"]),
        reason=text(row["reason"]),
        checked=bool(row["is_checked_with_county"]),
        basis=text(row["basis"]),
        submission_id=int(row["submission_id"]),
        sheet=text(row["source_sheet"]),
        cell=text(row["source_cell"]),
    )


def _rows(answer: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    for row in zip(*answer.values(), strict=True):
        yield dict(zip(answer, row, strict=True))
