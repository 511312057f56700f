"""The indicators of a period: n/N by county and for the city, against earlier periods."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from gwdash.assess.targets import Verdict, judge
from gwdash.queries.evidence import Evidence, EvidenceRow, place
from gwdash.queries.source import Source
from gwdash.queries.values import day, number, text
from gwdash.registry.indicator import Indicator
from gwdash.registry.indicator_list import INDICATORS, indicator
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period

#: The city as a whole, where a county's code could stand.
CITY = ""
_WITH_NEW_AREA, _OWN = "all", "own"
_MONTHS_A_YEAR = 12


class ReadingState(StrEnum):
    """Why a reading has a value, or which kind of nothing it is."""

    VALUE = "value"
    NOT_REPORTED = "not_reported"
    """Owed and never handed in."""
    NOTHING_DUE = "nothing_due"
    """Handed in, and there is nothing that could count: a denominator of zero."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One indicator in one place and month; `value_pct` is None unless the state is a value."""

    indicator: Indicator
    county_code: str
    period: str
    numerator: float
    denominator: float
    value_pct: float | None
    state: ReadingState
    n: int
    n_not_reported: int = 0
    n_not_monitored: int = 0
    n_undecided: int = 0
    oldest_on: date | None = None
    newest_on: date | None = None

    @property
    def unstable(self) -> bool:
        """Whether so few things were counted that only n/N should be shown."""
        return self.state is ReadingState.VALUE and self.n < self.indicator.least_n

    @property
    def figure(self) -> str:
        """The rate as people read it, — where there is none."""
        if self.value_pct is None or self.unstable:
            return "—"
        return f"{self.value_pct:.1f}%"

    @property
    def counts(self) -> str:
        """What stands beside the rate: n/N with the unit of what is summed."""
        if self.state is not ReadingState.VALUE:
            return "未报" if self.state is ReadingState.NOT_REPORTED else self.indicator.nothing_due
        return f"{amount(self.numerator)}/{amount(self.denominator)}{self.indicator.unit}"

    @property
    def verdict(self) -> Verdict:
        """How the reading stands against the indicator's target."""
        reported = self.state is not ReadingState.NOT_REPORTED
        return judge(self.indicator, self.value_pct, self.n, reported=reported)


@dataclass(frozen=True, slots=True)
class Compared:
    """A reading with the one of the month before and of the same month a year before."""

    now: Reading
    before: Reading | None
    year_before: Reading | None

    @property
    def change_pp(self) -> float | None:
        """Change against the month before in percentage points, None without two values."""
        return _difference(self.now, self.before)

    @property
    def year_change_pp(self) -> float | None:
        """Change against the same month of the year before in percentage points."""
        return _difference(self.now, self.year_before)


class Readings:
    """The readings of a period by indicator and place."""

    def __init__(self, period: str, found: Mapping[tuple[str, str], Compared]) -> None:
        """Keep what was found; a place without rows has nothing due."""
        self.period = period
        self._found = found

    def of(self, code: str, county: str = CITY) -> Compared:
        """Return an indicator's reading in a place; without any row there is nothing due."""
        known = self._found.get((code, county))
        return known or Compared(_nothing(indicator(code), county, self.period), None, None)

    def by_county(self, code: str) -> dict[str, Compared]:
        """Return an indicator's readings of every county in scope, in the region's order."""
        return {county.code: self.of(code, county.code) for county in REGION.counties}


def amount(value: float) -> str:
    """Return what is counted as people write it: whole numbers whole, sums to two places."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def readings(source: Source, scope: Scope) -> Readings:
    """Return all indicators in all places in a scope's period, whatever county it names."""
    now = Period.parse(scope.period)
    before = now.previous()
    year_before = f"{now.year - 1:04d}-{now.last_day.month:02d}"
    periods = [now.code, before.code, year_before]
    by_period: dict[str, dict[tuple[str, str], Reading]] = {period: {} for period in periods}
    for one in readings_of(source, scope, periods):
        by_period[one.period][one.indicator.code, one.county_code] = one
    found = {
        key: Compared(one, by_period[before.code].get(key), by_period[year_before].get(key))
        for key, one in by_period[now.code].items()
    }
    return Readings(now.code, found)


def readings_of(source: Source, scope: Scope, periods: Sequence[str]) -> Iterable[Reading]:
    """Return the readings of several months in all places, asked at once."""
    area = _WITH_NEW_AREA if scope.include_new_area else _OWN
    answer = source.columns("indicator_readings", periods=list(periods), scope=area)
    return _readings(answer)


def histories(
    source: Source,
    scope: Scope,
    codes: Sequence[str],
    county: str = CITY,
    months: int = 2 * _MONTHS_A_YEAR,
) -> dict[str, list[tuple[str, Reading | None]]]:
    """Return indicators' readings of the last months up to the scope's period, oldest first.

    By code, each a list of months with what is known of them; None where nothing is.
    """
    periods = [Period.parse(scope.period)]
    for _ in range(months - 1):
        periods.append(periods[-1].previous())
    listed = [period.code for period in reversed(periods)]
    answer = source.columns(
        "indicator_history", indicators=list(codes), county=county, since=listed[0],
        until=listed[-1], scope=_WITH_NEW_AREA if scope.include_new_area else _OWN,
    )  # fmt: skip
    known = {(one.indicator.code, one.period): one for one in _readings(answer)}
    return {code: [(period, known.get((code, period))) for period in listed] for code in codes}


#: Indicators whose verdict on a thing rests on rows of another ledger, with the query for them.
_BASES = {"src_ok": "source_basis", "src_no_human": "source_basis"}


def evidence(source: Source, scope: Scope, code: str) -> Evidence:
    """Return the rows behind an indicator in the scope's county, or in the city without one.

    Where the verdict on a thing rests on rows of another ledger, those follow it as its basis.
    """
    one = indicator(code)
    answer = source.columns(
        "indicator_evidence", indicator=code, period=scope.period, county=scope.county,
        new_area=scope.include_new_area,
    )  # fmt: skip
    basis = _basis(source, scope, _BASES[code]) if code in _BASES else {}
    rows: list[EvidenceRow] = []
    for values in _rows(answer):
        row = dict(zip(answer, values, strict=True))
        rows.append(_evidence_row(row))
        rows += basis.get(row["thing"], ())
    reading = readings(source, scope).of(code, scope.county or CITY).now
    where = REGION.place_name(scope.county) if scope.county else "全市"
    return Evidence(
        f"{where} · {one.label}",
        f"{reading.figure}（{reading.counts}）",
        one.rule,
        one.source,
        one.numerator,
        one.denominator,
        tuple(rows),
    )


def _basis(source: Source, scope: Scope, query: str) -> dict[str, list[EvidenceRow]]:
    """Return what verdicts rest on since the year began, by thing."""
    period = Period.parse(scope.period)
    answer = source.columns(
        query, period=period.code, since=date(period.year, 1, 1), as_of=period.last_day
    )
    found: dict[str, list[EvidenceRow]] = {}
    for values in _rows(answer):
        row = dict(zip(answer, values, strict=True))
        own = found.setdefault(row["thing"], [])
        own.append(EvidenceRow("依据", row["words"], place(row), basis=True))
    return found


def falling_short(source: Source, scope: Scope, code: str) -> list[str]:
    """Return what an indicator counts and found wanting, by name; nothing unmonitored."""
    answer = source.columns(
        "indicator_evidence", indicator=code, period=scope.period, county=scope.county,
        new_area=scope.include_new_area,
    )  # fmt: skip
    rows = (dict(zip(answer, row, strict=True)) for row in _rows(answer))
    return [
        text(row["label"]) or text(row["thing"])
        for row in rows
        if row["state"] == "counted" and row["numerator"] < row["denominator"]
    ]


def _evidence_row(row: Mapping[str, Any]) -> EvidenceRow:
    where = REGION.place_name(row["county_code"]) if row["county_code"] else "市级"
    return EvidenceRow(
        name=text(row["label"]) or text(row["thing"]),
        detail=" · ".join(filter(None, (where, text(row["note"])))),
        place=place(row),
        numerator=number(row["numerator"]) or 0.0,
        denominator=number(row["denominator"]) or 0.0,
    )


def _rows(answer: Mapping[str, Sequence[Any]]) -> Iterable[tuple[Any, ...]]:
    return zip(*answer.values(), strict=True)


def _readings(answer: Mapping[str, Sequence[Any]]) -> Iterable[Reading]:
    known = {one.code: one for one in INDICATORS}
    for row in _rows(answer):
        facts = dict(zip(answer, row, strict=True))
        yield Reading(
            indicator=known[facts["indicator_id"]],
            county_code=facts["county_code"],
            period=facts["period"],
            numerator=facts["numerator"],
            denominator=facts["denominator"],
            value_pct=number(facts["value"]),
            state=ReadingState(facts["state"]),
            n=facts["n"],
            n_not_reported=facts["n_not_reported"],
            n_not_monitored=facts["n_not_monitored"],
            n_undecided=facts["n_undecided"],
            oldest_on=day(facts["oldest_on"]),
            newest_on=day(facts["newest_on"]),
        )


def _nothing(one: Indicator, county: str, period: str) -> Reading:
    return Reading(one, county, period, 0.0, 0.0, None, ReadingState.NOTHING_DUE, 0)


def _difference(now: Reading, then: Reading | None) -> float | None:
    if now.value_pct is None or then is None or then.value_pct is None:
        return None
    return now.value_pct - then.value_pct
