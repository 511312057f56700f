"""Whether a series rises or falls: Mann-Kendall test and Sen's slope, seasonal where it can be.

* The test is that of Mann (1945, Econometrica 13) and Kendall (1975, Rank Correlation Methods),
  two-sided, by the normal approximation with correction for ties and for continuity; by seasons
  as Hirsch, Slack and Smith (1982, Water Resources Research 18) have it, that is without
  comparing a wet season with a dry one.
* The slope is Sen's (1968, JASA 63): the median of all slopes between two readings that the test
  compares, with its interval from the variance of the same test.
* Readings below a detection limit follow Helsel (2012, Statistics for Censored Environmental
  Data): all that lies below the *highest* limit of the series is one tie, for the slope at half
  that limit. Half of each own limit would turn a laboratory's better limit into a falling trend.
* Several readings of a day are one, their median. Serial dependence is not corrected for.

Neither of the libraries at hand does all of this: the one is without seasons and continuity, the
other without irregular days. The tests hold what overlaps against an independent library.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import NormalDist, median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gwdash.assess.series_rules import SeriesRules

DAYS_A_YEAR = 365.25
_TWO_SIDES = 2
_KENDALL = 18
"""Denominator of the variance of S (Kendall 1975)."""


class Bound(StrEnum):
    """What a reading says of the value."""

    EXACT = "exact"
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading; for a bound `value` is that bound, None where not even the bound is known."""

    day: date
    value: float | None
    bound: Bound = Bound.EXACT
    season: str = ""
    """Only readings of one season are compared; all, where none has one."""


@dataclass(frozen=True, slots=True)
class Trend:
    """What the test found; slopes are in the series' unit per year, up is positive."""

    n: int
    """Days that took part."""
    n_tied_below: int
    """Readings below the highest detection limit, one tie among them."""
    n_unknown: int
    """Readings not detected without a limit: left out."""
    limit: float | None
    """The highest detection limit."""
    first: date
    last: date
    n_pairs: int
    seasonal: bool
    s: int
    p: float
    slope: float
    low: float
    high: float
    significant: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no test, as a sentence."""

    n: int
    reason: str


Finding = Trend | Refusal


class _Block(NamedTuple):
    """The readings that are compared with one another."""

    years: NDArray[np.float64]
    values: NDArray[np.float64]


def mann_kendall(readings: Iterable[Reading], rules: SeriesRules) -> Finding:
    """Return whether there is a trend, or why that cannot be said."""
    given = list(readings)
    known = [one for one in given if one.value is not None]
    n_unknown = len(given) - len(known)
    limit = max((_value(one) for one in known if one.bound is Bound.BELOW), default=None)
    values = _tied(known, limit)
    n_below = sum(limit is not None and value < limit for value in values)
    days = _by_day(known, values)
    if refused := _refused(len(given), len(days), n_below + n_unknown, rules):
        return refused
    blocks, seasonal = _blocks(days, rules)
    s, variance = _kendall(blocks)
    p = _probability(s, variance)
    slopes = np.sort(np.concatenate([_slopes(block) for block in blocks]))
    low, high = _interval(slopes, variance, rules.significance)
    return Trend(
        n=len(days), n_tied_below=n_below, n_unknown=n_unknown, limit=limit,
        first=days[0].day, last=days[-1].day, n_pairs=len(slopes), seasonal=seasonal,
        s=s, p=p, slope=float(np.median(slopes)), low=low, high=high,
        significant=p < rules.significance,
    )  # fmt: skip


def _value(one: Reading) -> float:
    return 0.0 if one.value is None else one.value


def _tied(known: Sequence[Reading], limit: float | None) -> list[float]:
    """Return the values with one tie at either end, where only bounds are known."""
    ceiling = min((_value(one) for one in known if one.bound is Bound.ABOVE), default=None)
    tied: list[float] = []
    for one in known:
        value = _value(one)
        if limit is not None and (one.bound is Bound.BELOW or value < limit):
            value = limit / 2
        elif ceiling is not None and value > ceiling:
            value = ceiling
        tied.append(value)
    return tied


def _by_day(known: Sequence[Reading], values: Sequence[float]) -> list[Reading]:
    """Return one reading a day, in the order of time; its season is that of any of them."""
    own: dict[date, list[float]] = {}
    seasons: dict[date, str] = {}
    for one, value in zip(known, values, strict=True):
        own.setdefault(one.day, []).append(value)
        seasons[one.day] = max(one.season, seasons.get(one.day, ""))
    return [Reading(day, median(own[day]), season=seasons[day]) for day in sorted(own)]


def _refused(n_given: int, n: int, n_low: int, rules: SeriesRules) -> Refusal | None:
    if n_given and n_low > rules.most_censored_share * n_given:
        share = f"{n_given} 个数据中 {n_low} 个未检出或低于最高检出限"
        return Refusal(n, f"{share}，超过{rules.most_censored_share:.0%}，不作趋势判断。")
    if n < rules.least_points:
        return Refusal(n, f"可检验的数据只有 {n} 个，少于 {rules.least_points} 个，不作趋势判断。")
    return None


def _blocks(days: Sequence[Reading], rules: SeriesRules) -> tuple[list[_Block], bool]:
    """Return what is compared: season by season where enough can be, else everything."""
    own: dict[str, list[Reading]] = {}
    for one in days:
        own.setdefault(one.season, []).append(one)
    seasons = [part for part in own.values() if len(part) > 1]
    n_pairs = sum(len(part) * (len(part) - 1) // 2 for part in seasons)
    if len(own) > 1 and "" not in own and n_pairs >= rules.least_season_pairs:
        return [_block(part) for part in seasons], True
    return [_block(days)], False


def _block(part: Sequence[Reading]) -> _Block:
    years = np.array([one.day.toordinal() / DAYS_A_YEAR for one in part], dtype=np.float64)
    return _Block(years, np.array([_value(one) for one in part], dtype=np.float64))


def _kendall(blocks: Sequence[_Block]) -> tuple[int, float]:
    """Return Kendall's S and its variance under no trend, corrected for ties."""
    total, variance = 0, 0.0
    for years, values in blocks:
        signs = np.sign(values[:, None] - values) * np.sign(years[:, None] - years)
        total += int(np.tril(signs, -1).sum())
        _unique, ties = np.unique(values, return_counts=True)
        variance += (_spread(len(values)) - sum(_spread(int(tie)) for tie in ties)) / _KENDALL
    return total, variance


def _spread(n: int) -> int:
    return n * (n - 1) * (2 * n + 5)


def _probability(s: int, variance: float) -> float:
    """Return the two-sided probability of an S as large as this where there is no trend."""
    if not s or variance <= 0:
        return 1.0
    z = (abs(s) - 1) / variance**0.5
    return min(_TWO_SIDES * NormalDist().cdf(-z), 1.0)


def _slopes(block: _Block) -> NDArray[np.float64]:
    """Return the slopes of all pairs of different days."""
    later, earlier = np.tril_indices(len(block.values), -1)
    spans = block.years[later] - block.years[earlier]
    rises = block.values[later] - block.values[earlier]
    apart = spans != 0
    return np.asarray(rises[apart] / spans[apart], dtype=np.float64)


def _interval(
    slopes: NDArray[np.float64], variance: float, significance: float
) -> tuple[float, float]:
    """Return the ends of the slope's interval by rank (Sen 1968; by seasons Gilbert 1987)."""
    width = NormalDist().inv_cdf(1 - significance / _TWO_SIDES) * variance**0.5
    low = max(round((len(slopes) - width) / 2) - 1, 0)
    high = min(round((len(slopes) + width) / 2), len(slopes) - 1)
    return float(slopes[low]), float(slopes[high])
