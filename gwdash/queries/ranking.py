"""县市区排名: what each county reached of what was due, and where that places it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
from gwdash.queries.report_times import ReportTimes, Timing, report_times
from gwdash.queries.source import Source, last_day, previous
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period

#: How many periods the movement of ranks shows.
PERIODS_SHOWN = 6


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


def board(
    source: Source,
    scope: Scope,
    scheme: Scheme,
    periods: int = PERIODS_SHOWN,
    known: Mapping[str, Sequence[PlanItem]] | None = None,
) -> Board:
    """Return the ranking of all counties in the scope's period, with the history of `periods`.

    The scope's county narrows what a page shows and never who is compared. A history of one
    period leaves movements open. `known` are the items of whole periods that were asked before,
    by the period's code.
    """
    whole = Scope(scope.period, "", scope.include_new_area)
    ask = _Asked(source, scheme, report_times(source, last_day(whole)), known or {})
    now = tuple(ask.ranked(whole))
    history = []
    earlier = whole
    before: list[Standing] = []
    for step in range(periods - 1):
        earlier = previous(earlier)
        first = ask.times.first_month
        if first is None or Period.parse(earlier.period) < first:
            break
        standings = ask.ranked(earlier)
        before = before if step else standings
        history.append((Period.parse(earlier.period), _ranks(standings)))
    latest = (Period.parse(whole.period), _ranks(now))
    return Board(now, moves(now, before), (*reversed(history), latest))


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


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the rankings of several periods share."""

    source: Source
    scheme: Scheme
    times: ReportTimes
    known: Mapping[str, Sequence[PlanItem]]

    def ranked(self, scope: Scope) -> list[Standing]:
        period = Period.parse(scope.period)
        own: dict[str, list[PlanItem]] = {county.code: [] for county in REGION.counties}
        items = self.known.get(scope.period)
        for item in progress.plan_items(self.source, scope) if items is None else items:
            if item.county_code in own:
                own[item.county_code].append(item)
        entries = [
            _entry(code, items, self.times.timing(code, period)) for code, items in own.items()
        ]
        return ranking(entries, self.scheme)


def _entry(county: str, items: list[PlanItem], when: Timing) -> Entry:
    measures = {
        "progress": progress_measure(items),
        "reported": Measure(when.reported, when.due, (when.reported, when.due)),
        "on_time": Measure(when.on_time, when.due, (when.on_time, when.due)),
    }
    carried = when.last if when.now is Report.MISSING else ""
    return Entry(county, when.now, measures, carried)


def _ranks(standings: Iterable[Standing]) -> dict[str, int | None]:
    return {one.county_code: one.rank for one in standings}
