"""The figures by which series are judged: trend tests, own history, wet months; with a source.

They are data of the region pack (``series.toml``), so that the office can change them without
the program, and stand under the charts that they decide on.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gwdash import config
from gwdash.errors import UsageError
from gwdash.registry.region import REGION_FOLDER

FILE_NAME = "series.toml"
#: Below this the normal approximation of Kendall's S is worthless whatever an office wishes.
_FEWEST_POINTS = 4
_FIRST_MONTH, _LAST_MONTH = 1, 12


@dataclass(frozen=True, slots=True)
class SeriesRules:
    """Thresholds of the judgement of series; shares and levels are fractions of one."""

    source: str
    least_points: int = 8
    significance: float = 0.05
    most_censored_share: float = 0.5
    least_season_pairs: int = 8
    least_years: int = 5
    least_months: int = 24
    wet_months: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse rules under which anything would be a trend."""
        if self.least_points < _FEWEST_POINTS:
            raise UsageError(f"趋势检验至少要{_FEWEST_POINTS}次，现在是{self.least_points}次。")
        if not 0 < self.significance < 1 or not 0 <= self.most_censored_share < 1:
            raise UsageError("显著性水平和未检出占比应在0和1之间。")
        if min(self.least_season_pairs, self.least_years, self.least_months) < 1:
            raise UsageError("季节对数、同月年数和月数应为正整数。")
        if any(not _FIRST_MONTH <= month <= _LAST_MONTH for month in self.wet_months):
            raise UsageError("丰水期的月份应为1到12。")

    @property
    def confidence_pct(self) -> float:
        """The confidence of the interval of a slope, in percent."""
        return 100 * (1 - self.significance)


def load_series_rules(path: Path) -> SeriesRules:
    """Read the rules; raises UsageError where they are missing or contradict themselves."""
    try:
        facts = tomllib.loads(path.read_text("utf-8"))
        wet_months = frozenset(facts["seasons"]["wet_months"])
        return SeriesRules(
            source=facts["source"], wet_months=wet_months, **facts["trend"], **facts["history"]
        )
    except (FileNotFoundError, KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            f"序列判断规则 {path.name} 缺失或不完整，请对照默认区域包补齐：{error}"
        ) from error


@cache
def series_rules() -> SeriesRules:
    """Return the rules of the region that this installation serves."""
    return load_series_rules(REGION_FOLDER / config.text(config.REGION) / FILE_NAME)
