"""A well's water levels as a record: by months, its trend, its own history, the year before."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from gwdash.assess.own_history import OwnHistory, own_history
from gwdash.assess.series_rules import SeriesRules
from gwdash.assess.trend import Finding, Reading, mann_kendall
from gwdash.assess.trend_words import DEPTH, HEAD, Manner

DEPTH_COLUMN, HEAD_COLUMN = "depth_to_water_m", "head_m"


@dataclass(frozen=True, slots=True)
class LevelRecord:
    """The monthly means of one quantity in m, and what is judged of them.

    Depth to water grows downward and head upward; `change_m` and `history` are of the height of
    water, so that more water is positive for both.
    """

    column: str
    months: dict[date, float]
    """Mean of each month with a level, by its first day."""
    counts: dict[date, int]
    trend: Finding
    history: OwnHistory
    change_m: float | None
    """Against the same month of the year before, None where one of them has no level."""

    @property
    def downward(self) -> bool:
        """Whether the quantity is the depth to water."""
        return self.column == DEPTH_COLUMN

    @property
    def sign(self) -> int:
        """What turns the quantity into a height of water, and back."""
        return -1 if self.downward else 1

    @property
    def manner(self) -> Manner:
        """How one speaks of the quantity."""
        return DEPTH if self.downward else HEAD


def level_record(levels: pd.DataFrame, rules: SeriesRules) -> LevelRecord | None:
    """Return the record of a frame of levels; None without any value.

    A well has one quantity drawn: the depth to water, or the head where no depth was handed in.
    """
    column = HEAD_COLUMN if bool(levels[DEPTH_COLUMN].isna().all()) else DEPTH_COLUMN
    shown = levels[levels[column].notna()]
    if shown.empty:
        return None
    at = pd.to_datetime(shown["measured_at"])
    grouped = shown[column].astype("float64").groupby([at.dt.year, at.dt.month])
    means = {_month(key): float(mean) for key, mean in grouped.mean().items()}
    counts = {_month(key): int(n) for key, n in grouped.size().items()}
    sign = -1 if column == DEPTH_COLUMN else 1
    heights = {month: sign * mean for month, mean in means.items()}
    history = own_history(heights, rules)
    if history is None:
        return None
    readings = [Reading(month, mean, season=f"{month:%m}") for month, mean in means.items()]
    return LevelRecord(
        column, means, counts, mann_kendall(readings, rules), history, _change(heights)
    )


def _month(key: Any) -> date:  # noqa: ANN401 (the key of a group)
    year, month = key
    return date(int(year), int(month), 1)


def _change(heights: dict[date, float]) -> float | None:
    present = max(heights)
    before = heights.get(present.replace(year=present.year - 1))
    return None if before is None else heights[present] - before
