"""The scoring scheme of the counties: indicators, weights and deductions, with their source.

A scheme is data of the region pack (``ranking.toml``), so that the office can change it without
the program; ranks are compared within one version of it only.
"""

import tomllib
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from gwdash import config
from gwdash.errors import UsageError
from gwdash.registry.region import REGION_FOLDER

FULL_SCORE = Decimal(100)
FILE_NAME = "ranking.toml"
_MOST_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of the scheme; `weight` is its share of 100 points."""

    code: str
    label: str
    weight: Decimal
    rule: str
    """How the value comes about, as people read it."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How counties are scored. Weights add up to 100; deductions are points, zero or more."""

    name: str
    version: str
    source: str
    state: str
    """内部, 已核对 or 已审定: who may see ranks."""
    decimals: int
    least_share_pct: Decimal
    late_deduction: Decimal
    missing_deduction: Decimal
    indicators: tuple[Indicator, ...]

    def __post_init__(self) -> None:
        """Refuse a scheme that would reward silence or does not add up."""
        total = sum((one.weight for one in self.indicators), Decimal(0))
        if total != FULL_SCORE or any(one.weight <= 0 for one in self.indicators):
            raise UsageError(f"评分方案的权重应都大于0，合计100，现在合计{total}。")
        if len({one.code for one in self.indicators}) != len(self.indicators):
            raise UsageError("评分方案中有重复的指标代码，请修改。")
        if not 0 <= self.late_deduction <= self.missing_deduction or not self.missing_deduction:
            raise UsageError("评分方案的扣分应为：0 ≤ 迟报扣分 ≤ 未报扣分，且未报扣分大于0。")
        if not 0 <= self.decimals <= _MOST_DECIMALS:
            raise UsageError(f"评分方案的小数位数应为0到{_MOST_DECIMALS}。")

    @property
    def unit(self) -> Decimal:
        """The smallest difference that is shown, and hence compared."""
        return Decimal(1).scaleb(-self.decimals)

    def rounded(self, value: float | Decimal) -> Decimal:
        """Return a score at the displayed precision, halves away from zero."""
        return Decimal(str(value)).quantize(self.unit, rounding=ROUND_HALF_UP)


def load_scheme(path: Path) -> Scheme:
    """Read a scheme; raises UsageError where it is missing or contradicts itself."""
    try:
        facts = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        return _scheme(facts)
    except (FileNotFoundError, KeyError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            f"评分方案 {path.name} 缺失或不完整，请对照默认区域包补齐：{error}"
        ) from error


def _scheme(facts: dict[str, Any]) -> Scheme:
    return Scheme(
        name=facts["name"],
        version=facts["version"],
        source=facts["source"],
        state=facts["state"],
        decimals=facts["decimals"],
        least_share_pct=Decimal(facts["least_share_pct"]),
        late_deduction=Decimal(facts["late_deduction"]),
        missing_deduction=Decimal(facts["missing_deduction"]),
        indicators=tuple(
            Indicator(one["code"], one["label"], Decimal(one["weight"]), one["rule"])
            for one in facts["indicators"]
        ),
    )


@cache
def current_scheme() -> Scheme:
    """Return the scheme of the region this installation serves."""
    return load_scheme(REGION_FOLDER / config.text(config.REGION) / FILE_NAME)
