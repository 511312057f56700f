"""内部测算: when an item is finished at its recent pace, and what pace would meet its deadline.

The pace is the Theil–Sen slope (Sen, 1968) of the last months that were reported: the median of
the slopes of all pairs, which one wrong report does not move. It is a sum, not a promise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from statistics import median

from gwdash.assess.progress import FULL_PCT

DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class ForecastRule:
    """From how many reports a pace is taken, and how far ahead it is believed."""

    reports: int = 6
    least_reports: int = 3
    most_years: int = 10
    source: str = "平台默认值，办公室可调整"

    @property
    def sentence(self) -> str:
        """The rule as people read it."""
        return (
            f"按最近 {self.reports} 次报送的进度用 Theil–Sen 法取每月进度（单位：百分点），"
            f"少于 {self.least_reports} 次的不测算（{self.source}）"
        )


DEFAULT_RULE = ForecastRule()


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the recent pace leads to; without a date the reason says why there is none."""

    finish_on: date | None
    pace_pp: float | None
    """Recent pace in percentage points a month."""
    needed_pp: float | None
    """Pace in percentage points a month that meets the deadline; None where it has passed."""
    late_days: int | None
    """Days after the deadline at the recent pace, negative before it; None without either."""
    reason: str = ""

    @property
    def words(self) -> str:
        """The forecast in one sentence, without the mark that it is an internal sum."""
        said = [self.reason] if self.reason else []
        if self.finish_on is not None:
            said.append(f"约{_month(self.finish_on)}完成{self._against_deadline}")
        if self.pace_pp is not None and self.pace_pp > 0:
            said.append(f"近期每月 {self.pace_pp:.1f} 个百分点")
        if self.needed_pp is not None:
            said.append(f"按时完成每月需 {self.needed_pp:.1f} 个百分点")
        return "；".join(said)

    @property
    def _against_deadline(self) -> str:
        if self.late_days is None:
            return ""
        return f"，晚于时限 {self.late_days} 天" if self.late_days > 0 else "，能按时完成"


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def forecast(
    reports: Sequence[tuple[date, float]],
    due_on: date | None,
    as_of: date,
    rule: ForecastRule = DEFAULT_RULE,
) -> Forecast:
    """Return when an item will be finished, from (last day of a period, percent) of its reports.

    Percentages from 0 to 100; the order of the reports does not matter, later ones than `as_of`
    do not count.
    """
    known = sorted(one for one in reports if one[0] <= as_of)[-rule.reports :]
    if not known:
        return Forecast(None, None, _needed(0.0, due_on, as_of), None, "从未报送，无法测算")
    actual = known[-1][1]
    if actual >= FULL_PCT:
        return Forecast(None, None, None, None, "已完成")
    needed = _needed(actual, due_on, as_of)
    if len(known) < rule.least_reports:
        few = f"只有 {len(known)} 次报送，不足 {rule.least_reports} 次，不测算"
        return Forecast(None, None, needed, None, few)
    pace = pace_a_day(known)
    if pace <= 0:
        return Forecast(None, pace * DAYS_A_MONTH, needed, None, "近期没有进展，无法测算完成时间")
    days = (FULL_PCT - actual) / pace
    if days > rule.most_years * 12 * DAYS_A_MONTH:
        late = f"按近期速度 {rule.most_years} 年内不能完成"
        return Forecast(None, pace * DAYS_A_MONTH, needed, None, late)
    finish = max(known[-1][0] + timedelta(days=round(days)), as_of)
    late_days = None if due_on is None else (finish - due_on).days
    return Forecast(finish, pace * DAYS_A_MONTH, needed, late_days)


def pace_a_day(reports: Sequence[tuple[date, float]]) -> float:
    """Return the Theil–Sen slope in percentage points a day; 0 without two different days."""
    slopes = [
        (later[1] - earlier[1]) / (later[0] - earlier[0]).days
        for earlier, later in combinations(sorted(reports), 2)
        if later[0] != earlier[0]
    ]
    return median(slopes) if slopes else 0.0


def _needed(actual: float, due_on: date | None, as_of: date) -> float | None:
    if due_on is None or due_on <= as_of:
        return None
    return (FULL_PCT - actual) / ((due_on - as_of).days / DAYS_A_MONTH)
