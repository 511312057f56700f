"""县市区排名: what each county reached of what was due, and where that places it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from gwdash.assess.adjustments import Adjustment
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
from gwdash.assess.scheme import PROGRESS, Scheme
from gwdash.queries import progress
from gwdash.queries.indicators import ReadingState, readings_of
from gwdash.queries.progress import PlanItem
from gwdash.queries.report_times import ReportTimes, report_times
from gwdash.queries.scheme import Adjustments, schemes
from gwdash.queries.source import Source
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period

#: How many periods the movement of ranks shows.
PERIODS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Board:
    """The ranking of a period with the movement against the one before."""

    scheme: Scheme
    standings: tuple[Standing, ...]
    moves: Mapping[str, int | None]
    history: tuple[tuple[Period, Mapping[str, int | None]], ...]
    """Ranks by county of the last periods under this version of the scheme, the oldest first."""
    rescored: bool = False
    """Whether the period before was scored by another version: places are not compared."""

    @property
    def ranked(self) -> tuple[Standing, ...]:
        """The counties that have a rank."""
        return tuple(one for one in self.standings if one.rank is not None)


def board(
    source: Source,
    scope: Scope,
    scheme: Scheme | None = None,
    periods: int = PERIODS_SHOWN,
    known: Mapping[str, Sequence[PlanItem]] | None = None,
) -> Board:
    """Return the ranking of all counties in the scope's period, with the history of `periods`.

    Without a `scheme` each period is scored by the one in force at its end. The scope's county
    narrows what a page shows and never who is compared. A history of one period leaves movements
    open. `known` are the items of whole periods that were asked before, by the period's code.
    """
    # What the new area runs itself is not the counties' to answer for, whatever a page shows.
    whole = Scope(scope.period)
    latest = Period.parse(whole.period)
    months = _months(latest, periods)
    found = schemes(source, months) if scheme is None else {one.code: scheme for one in months}
    current = found[latest.code]
    times = report_times(source, latest.last_day)
    first = times.first_month
    shown = [m for m in months if m == latest or (first is not None and m >= first)]
    rescored = len(shown) > 1 and found[shown[1].code].version != current.version
    shown = _same_version(shown, found)
    measures = indicator_measures(source, whole, shown, current)
    adjustments = Adjustments(source, latest.last_day)
    ask = _Asked(source, current, times, measures, adjustments, known or {})
    told = [(month, ask.ranked(month)) for month in shown]
    before = told[1][1] if len(told) > 1 else []
    history = tuple((month, _ranks(standings)) for month, standings in reversed(told))
    now = tuple(told[0][1])
    return Board(current, now, moves(now, before), history, rescored)


def _months(latest: Period, periods: int) -> list[Period]:
    """Return the period and those before it, the latest first."""
    found = [latest]
    for _ in range(periods - 1):
        found.append(found[-1].previous())
    return found


def _same_version(months: Sequence[Period], schemes_of: Mapping[str, Scheme]) -> list[Period]:
    """Return the months back to the first one that another version scored."""
    version = schemes_of[months[0].code].version
    return list(takewhile(lambda month: schemes_of[month.code].version == version, months))


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


def indicator_measures(
    source: Source, scope: Scope, months: Iterable[Period], scheme: Scheme
) -> dict[tuple[str, str], dict[str, Measure]]:
    """Return what counties reached of the scheme's indicators, by period and county.

    What has nothing due is left out; what is owed and was never handed in is marked so.
    """
    wanted = {one.code for one in scheme.indicators}
    found: dict[tuple[str, str], dict[str, Measure]] = {}
    for one in readings_of(source, scope, [month.code for month in months]):
        if one.indicator.code not in wanted or not one.county_code:
            continue
        if one.state is not ReadingState.NOTHING_DUE:
            own = found.setdefault((one.period, one.county_code), {})
            own[one.indicator.code] = Measure(
                one.numerator, one.denominator, (one.numerator, one.denominator),
                unit=one.indicator.unit, missing=one.state is ReadingState.NOT_REPORTED,
            )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the rankings of several periods share."""

    source: Source
    scheme: Scheme
    times: ReportTimes
    measures: Mapping[tuple[str, str], Mapping[str, Measure]]
    adjustments: Adjustments
    known: Mapping[str, Sequence[PlanItem]]

    def ranked(self, period: Period) -> list[Standing]:
        own: dict[str, list[PlanItem]] = {county.code: [] for county in REGION.counties}
        items = self.known.get(period.code)
        if items is None:
            items = progress.plan_items(self.source, Scope(period.code))
        for item in items:
            if item.county_code in own:
                own[item.county_code].append(item)
        events = self.adjustments.by_county(period.last_day)
        entries = [
            self._entry(code, items, period, events.get(code, ())) for code, items in own.items()
        ]
        return ranking(entries, self.scheme)

    def _entry(
        self, county: str, items: list[PlanItem], period: Period, events: tuple[Adjustment, ...]
    ) -> Entry:
        when = self.times.timing(county, period)
        measures = {
            PROGRESS: progress_measure(items),
            "reported": Measure(when.reported, when.due, (when.reported, when.due)),
            "on_time": Measure(when.on_time, when.due, (when.on_time, when.due)),
            **self.measures.get((period.code, county), {}),
        }
        carried = when.last if when.now is Report.MISSING else ""
        return Entry(county, when.now, measures, carried, events, when.returned)


def _ranks(standings: Iterable[Standing]) -> dict[str, int | None]:
    return {one.county_code: one.rank for one in standings}
