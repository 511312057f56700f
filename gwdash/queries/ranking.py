"""县市区排名: what each county reached of what was due, and where that places it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from gwdash.assess.lamps import Lamp
from gwdash.assess.ranking import (
    Entry,
    Measure,
    Report,
    Share,
    Standing,
    measure_of,
    moves,
    ranking,
)
from gwdash.assess.scheme import Scheme
from gwdash.queries import progress
from gwdash.queries.progress import PlanItem
from gwdash.queries.source import Source, last_day, previous
from gwdash.registry.datasets import TASK_PROGRESS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period, PeriodKind

#: How many periods the movement of ranks shows.
PERIODS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Timing:
    """One county's reports of the year so far: periods due, handed in, and handed in on time."""

    due: int
    reported: int
    on_time: int
    now: Report
    last: str
    """Label of the last period it reported, empty when it never has."""


@dataclass(frozen=True, slots=True)
class Board:
    """The ranking of a period with the movement against the one before."""

    standings: tuple[Standing, ...]
    moves: Mapping[str, int | None]
    history: tuple[tuple[Period, Mapping[str, int | None]], ...]
    """Ranks by county of the last periods, the oldest first."""

    @property
    def ranked(self) -> tuple[Standing, ...]:
        """The counties that have a rank."""
        return tuple(one for one in self.standings if one.rank is not None)


def board(source: Source, scope: Scope, scheme: Scheme, periods: int = PERIODS_SHOWN) -> Board:
    """Return the ranking of all counties in the scope's period, with the history of `periods`.

    The scope's county narrows what a page shows and never who is compared. A history of one
    period leaves movements open.
    """
    whole = Scope(scope.period, "", scope.include_new_area)
    times = report_times(source, whole)
    first = _first_month(times)
    now = tuple(_ranked(source, whole, scheme, times))
    history = []
    earlier = whole
    before: list[Standing] = []
    for step in range(periods - 1):
        earlier = previous(earlier)
        if first is None or Period.parse(earlier.period) < first:
            break
        standings = _ranked(source, earlier, scheme, times)
        before = before if step else standings
        history.append((Period.parse(earlier.period), _ranks(standings)))
    latest = (Period.parse(whole.period), _ranks(now))
    return Board(now, moves(now, before), (*reversed(history), latest))


def timing(times: pd.DataFrame, county: str, period: Period) -> Timing:
    """Return a county's reports from the year's first reported period to this one.

    Periods in which nobody reported yet, before the first of the year, were not due; all later
    ones are, for every county alike.
    """
    known = times[times["period_end"] <= pd.Timestamp(period.last_day)]
    this_year = known[known["period_end"] >= pd.Timestamp(date(period.year, 1, 1))]
    own, ever = this_year[this_year["reporter"] == county], known[known["reporter"] == county]
    due = 0
    if len(this_year):
        first = Period.of(this_year["period_end"].min().date(), PeriodKind.MONTH)
        due = period.number - first.number + 1
    now = own[own["period"] == period.code]
    if len(now):
        report = Report.ON_TIME if bool(now["is_on_time"].all()) else Report.LATE
    else:
        report = Report.MISSING if len(ever) else Report.NEVER
    last = Period.parse(str(ever.iloc[-1]["period"])).label if len(ever) else ""
    on_time = int(own["is_on_time"].astype(bool).sum())
    return Timing(due, len(own), on_time, report, last)


def progress_measure(items: Iterable[PlanItem]) -> Measure:
    """Return actual against expected progress of a county's items, by weight.

    An item counts with a start, a deadline and a weight, unless it is 暂缓 or 不适用. One that
    was never reported counts as nothing reached: leaving it out would reward silence.
    """
    shares = [
        Share(
            item.name,
            item.item.weight * (item.item.actual_pct or 0.0),
            item.item.weight * (item.judgement.expected_pct or 0.0),
        )
        for item in items
        if item.judgement.expected_pct is not None
        and item.judgement.lamp is not Lamp.EXEMPT
        and item.item.weight > 0
    ]
    met = sum(share.reached >= share.due for share in shares)
    return measure_of(shares, (met, len(shares)))


def _ranked(source: Source, scope: Scope, scheme: Scheme, times: pd.DataFrame) -> list[Standing]:
    period = Period.parse(scope.period)
    own: dict[str, list[PlanItem]] = {county.code: [] for county in REGION.counties}
    for item in progress.plan_items(source, scope):
        if item.county_code in own:
            own[item.county_code].append(item)
    return ranking(
        [_entry(code, items, timing(times, code, period)) for code, items in own.items()], scheme
    )


def _entry(county: str, items: list[PlanItem], when: Timing) -> Entry:
    measures = {
        "progress": progress_measure(items),
        "reported": Measure(when.reported, when.due, (when.reported, when.due)),
        "on_time": Measure(when.on_time, when.due, (when.on_time, when.due)),
    }
    carried = when.last if when.now is Report.MISSING else ""
    return Entry(county, when.now, measures, carried)


def report_times(source: Source, scope: Scope) -> pd.DataFrame:
    """Return who handed in the monthly report when: reporter, period, period_end, is_on_time."""
    frame = source.frame("task_report_times", dataset=TASK_PROGRESS.name, as_of=last_day(scope))
    return frame.assign(period_end=pd.to_datetime(frame["period_end"]))


def _first_month(times: pd.DataFrame) -> Period | None:
    """Return the first month that anybody reported on, None when nobody ever has."""
    return Period.of(times["period_end"].min().date(), PeriodKind.MONTH) if len(times) else None


def _ranks(standings: Iterable[Standing]) -> dict[str, int | None]:
    return {one.county_code: one.rank for one in standings}
