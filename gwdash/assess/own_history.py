"""A water level against the percentiles of the well's own history.

As the U.S. Geological Survey's Groundwater Watch does it: the monthly mean against those of the
same calendar month in earlier years, in the classes under P10, P25, P75, P90 and above, with
percentiles by the Weibull position p(n+1). A record too short for that is held against all its
months, which the words say, since then the season is part of the verdict.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from gwdash.assess.series_rules import SeriesRules

PERCENTS = (10, 25, 50, 75, 90)
MONTHS = range(1, 13)


class Standing(StrEnum):
    """Where a level stands in its own history, from low water to high."""

    LOW = "偏低"
    BELOW = "略低"
    NORMAL = "正常"
    ABOVE = "略高"
    HIGH = "偏高"


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Percentiles of a height of water in m, and how many months they are of."""

    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    n: int


@dataclass(frozen=True, slots=True)
class OwnHistory:
    """The percentiles of each calendar month, and how the present month stands against them."""

    present: date
    by_month: Mapping[int, Percentiles]
    same_month: bool
    standing: Standing | None
    n_same_month: int
    n_months: int

    @property
    def now(self) -> Percentiles | None:
        """The percentiles that the present month is held against."""
        return self.by_month.get(self.present.month)


def own_history(heights: Mapping[date, float], rules: SeriesRules) -> OwnHistory | None:
    """Return how the last month stands against those before it; None without any month.

    `heights` are monthly means by the first day of the month in m, **up is more water**: the
    depth to water goes in with its sign turned.
    """
    if not heights:
        return None
    present = max(heights)
    before = {month: height for month, height in heights.items() if month < present}
    own = {number: [h for m, h in before.items() if m.month == number] for number in MONTHS}
    n_same = len(own[present.month])
    same_month = n_same >= rules.least_years
    by_month: dict[int, Percentiles] = {}
    if same_month:
        enough = {number: own[number] for number in MONTHS if len(own[number]) >= rules.least_years}
        by_month = {number: _percentiles(values) for number, values in enough.items()}
    elif len(before) >= rules.least_months:
        by_month = dict.fromkeys(MONTHS, _percentiles(list(before.values())))
    now = by_month.get(present.month)
    standing = None if now is None else standing_of(heights[present], now)
    return OwnHistory(present, by_month, same_month, standing, n_same, len(before))


def standing_of(height: float, known: Percentiles) -> Standing:
    """Return the class of a height; one that equals a percentile is on its normal side."""
    if height < known.p10:
        return Standing.LOW
    if height < known.p25:
        return Standing.BELOW
    if height <= known.p75:
        return Standing.NORMAL
    return Standing.ABOVE if height <= known.p90 else Standing.HIGH


def words(found: OwnHistory, rules: SeriesRules) -> str:
    """Return the standing as a sentence, or why there is none."""
    month = f"{found.present.year}年{found.present.month}月"
    if found.standing is None:
        return (
            f"{month}之前只有 {found.n_months} 个月、同月 {found.n_same_month} 年的数据，"
            f"不足 {rules.least_months} 个月，不与历史百分位比较"
        )
    against = "历年同期" if found.same_month else "本井全部历史"
    place = _PLACES[found.standing].format(against)
    basis = (
        f"同月 {found.n_same_month} 年"
        if found.same_month
        else f"同月仅 {found.n_same_month} 年，不足 {rules.least_years} 年，"
        f"与此前 {found.n_months} 个月比较"
    )
    return f"{month}水位{place}，属{found.standing}（{basis}）"


_PLACES = {
    Standing.LOW: "低于{} P10",
    Standing.BELOW: "在{} P10–P25",
    Standing.NORMAL: "在{} P25–P75",
    Standing.ABOVE: "在{} P75–P90",
    Standing.HIGH: "高于{} P90",
}


def _percentiles(values: Sequence[float]) -> Percentiles:
    p10, p25, p50, p75, p90 = map(float, np.percentile(values, PERCENTS, method="weibull"))
    return Percentiles(p10, p25, p50, p75, p90, len(values))
