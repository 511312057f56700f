"""一张图: what the counties are shaded by, each with its value, n/N and place among the others."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from gwdash.assess.progress import Rollup
from gwdash.assess.ranking import Report, Standing
from gwdash.queries import indicators, progress, ranking
from gwdash.queries.indicators import Reading, Readings, ReadingState
from gwdash.queries.source import Source, last_day
from gwdash.registry.indicator import CROSS_TASK, Direction
from gwdash.registry.indicator_list import INDICATORS, indicator
from gwdash.registry.region import REGION
from gwdash.scope import Scope

SCORE, PROGRESS = "score", "progress"


class Kind(StrEnum):
    """What is known of a county: a value, one carried on, or which kind of nothing."""

    VALUE = "value"
    CARRIED = "carried"
    """Nothing for this period: the last accepted value holds on."""
    FEW = "few"
    """So few things that only n/N is shown."""
    NOT_REPORTED = "not_reported"
    NOTHING_DUE = "nothing_due"


@dataclass(frozen=True, slots=True)
class CountyShade:
    """One county by what the map is shaded by; `value` is None without one."""

    county_code: str
    kind: Kind
    value: float | None
    figure: str
    """The value as people read it, or why there is none."""
    counts: str
    """n/N with its unit, or what else explains the figure."""
    trace: str
    """What opens the rows behind it."""
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Shading:
    """What the counties are shaded by: title, sense and the counties in the region's order."""

    code: str
    label: str
    unit: str
    darker: str
    """What a darker county means."""
    shades: tuple[CountyShade, ...]

    def __getitem__(self, county_code: str) -> CountyShade:
        """Return a county's shade; raises KeyError for a county out of scope."""
        for one in self.shades:
            if one.county_code == county_code:
                return one
        raise KeyError(county_code)

    @property
    def valued(self) -> tuple[CountyShade, ...]:
        """The counties that have a value to be shaded by."""
        return tuple(one for one in self.shades if one.value is not None)

    @property
    def ends(self) -> tuple[float, float] | None:
        """The lowest and the highest value, None where no county has one."""
        values = [one.value for one in self.valued if one.value is not None]
        return (min(values), max(values)) if values else None

    def share(self, one: CountyShade) -> float | None:
        """Return a county's place between the lowest and the highest value, from 0 to 1."""
        if one.value is None or self.ends is None:
            return None
        lowest, highest = self.ends
        return (one.value - lowest) / (highest - lowest) if highest > lowest else 1.0

    def tally(self) -> Mapping[Kind, int]:
        """Return how many counties are of which kind."""
        return {kind: sum(one.kind is kind for one in self.shades) for kind in Kind}


def choices() -> dict[str, str]:
    """Return what counties can be shaded by: code and words, in the order of the tasks."""
    found = {SCORE: "县市区得分与排名", PROGRESS: "总体任务进度"}
    for one in INDICATORS:
        if one.by_county:
            task = "综合" if one.task_no == CROSS_TASK else REGION.task(one.task_no).short_name
            found[one.code] = f"{task} · {one.label}"
    return found


def shading(source: Source, scope: Scope, code: str) -> Shading:
    """Return all counties by one of the `choices`, whatever county the scope names."""
    whole = Scope(scope.period, "", scope.include_new_area)
    known: Mapping[str, Callable[[Source, Scope], Shading]] = {
        SCORE: _scores, PROGRESS: _progress
    }  # fmt: skip
    return known[code](source, whole) if code in known else _indicator(source, whole, code)


def ranked(shades: Iterable[CountyShade], *, rising: bool = True) -> tuple[CountyShade, ...]:
    """Return counties with their places by value: 1, 1, 3 where two are equal as shown."""
    listed = tuple(shades)
    values = [round(one.value, 1) for one in listed if one.value is not None]
    return tuple(
        replace(one, rank=1 + sum(_before(v, one.value, rising=rising) for v in values))
        if one.value is not None
        else one
        for one in listed
    )


def _before(other: float, own: float, *, rising: bool) -> bool:
    return other > round(own, 1) if rising else other < round(own, 1)


def _scores(source: Source, scope: Scope) -> Shading:
    return of_standings(ranking.board(source, scope, periods=1).standings)


def of_standings(standings: Iterable[Standing]) -> Shading:
    """Return the counties by their scores in a ranking that was asked before."""
    by_code = {one.county_code: one for one in standings}
    shades = tuple(_score(by_code[county.code]) for county in REGION.counties)
    return Shading(SCORE, "县市区得分", "分", "颜色越深得分越高", shades)


def _score(one: Standing) -> CountyShade:
    code, trace = one.county_code, f"score:{one.county_code}"
    if one.entry.report is Report.NEVER:
        return CountyShade(code, Kind.NOT_REPORTED, None, "未报", "从未报送，不排名", trace)
    if one.score is None:
        return CountyShade(code, Kind.NOTHING_DUE, None, "—", "没有可评分的指标", trace)
    carried = one.entry.report is Report.MISSING
    words = f"本期未报，沿用{one.entry.carried_from}" if carried else "百分制"
    kind = Kind.CARRIED if carried else Kind.VALUE
    return CountyShade(code, kind, float(one.score), f"{one.score}", words, trace, one.rank)


def _progress(source: Source, scope: Scope) -> Shading:
    items = progress.plan_items(source, scope)
    return of_progress(progress.by_county(items, last_day(scope)))


def of_progress(found: Mapping[str, Rollup], label: str = "总体任务进度") -> Shading:
    """Return the counties by the progress of their items, rolled up before."""
    shades = []
    for county in REGION.counties:
        roll, trace = found[county.code], f"county:{county.code}"
        expected = "—" if roll.expected_pct is None else f"{roll.expected_pct:.1f}%"
        words = f"序时 {expected}，本期已报 {roll.n_reported}/{roll.n_items} 项"
        if roll.actual_pct is None:
            shades.append(_without(county.code, roll.n_items, words, trace))
            continue
        kind = Kind.VALUE if roll.n_reported else Kind.CARRIED
        figure = f"{roll.actual_pct:.1f}%"
        shades.append(CountyShade(county.code, kind, roll.actual_pct, figure, words, trace))
    return Shading(PROGRESS, label, "%", "颜色越深进度越快", ranked(shades))


def _without(code: str, n_items: int, words: str, trace: str) -> CountyShade:
    if n_items:
        return CountyShade(code, Kind.NOT_REPORTED, None, "未报", words, trace)
    return CountyShade(code, Kind.NOTHING_DUE, None, "—", "计划中没有事项", trace)


def _indicator(source: Source, scope: Scope, code: str) -> Shading:
    return of_readings(indicators.readings(source, scope), code)


def of_readings(known: Readings, code: str) -> Shading:
    """Return the counties by an indicator whose readings were asked before."""
    one = indicator(code)
    found = known.by_county(code)
    shades = tuple(_reading(found[county.code].now) for county in REGION.counties)
    rising = one.direction is not Direction.DOWN
    better = "" if one.direction is Direction.NEUTRAL else "，越高越好" if rising else "，越低越好"
    if one.direction is not Direction.NEUTRAL:
        shades = ranked(shades, rising=rising)
    return Shading(code, one.label, "%", f"颜色越深数值越大{better}", shades)


def _reading(one: Reading) -> CountyShade:
    trace = f"indicator:{one.indicator.code}:{one.county_code}"
    if one.state is ReadingState.NOT_REPORTED:
        return CountyShade(one.county_code, Kind.NOT_REPORTED, None, "未报", "从未报送", trace)
    if one.state is ReadingState.NOTHING_DUE:
        words = one.indicator.nothing_due
        return CountyShade(one.county_code, Kind.NOTHING_DUE, None, "—", words, trace)
    if one.unstable:
        return CountyShade(one.county_code, Kind.FEW, None, "—", one.counts, trace)
    return CountyShade(one.county_code, Kind.VALUE, one.value_pct, one.figure, one.counts, trace)
