"""The scoring scheme of the counties: indicators, weights, targets and deductions.

A scheme is data: the office's 考核方案 where it has handed one in, else the default of the region
pack (``ranking.toml``). Ranks are compared within one version of it only.
"""

import tomllib
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gwdash import config
from gwdash.errors import UsageError
from gwdash.registry.indicator import CROSS_TASK, Direction
from gwdash.registry.indicator_list import INDICATORS
from gwdash.registry.region import REGION_FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

FULL_SCORE = Decimal(100)
FILE_NAME = "ranking.toml"
#: The indicator that is no rate of a ledger: actual against expected progress of the items.
PROGRESS = "progress"
_MOST_DECIMALS = 4
#: A rate over fewer things than this says little and is marked so.
UNSTABLE_BELOW = 5
#: What is computed from the monthly reports on the key tasks, beside the declared indicators.
_REPORTING = {
    PROGRESS: (
        "任务进度",
        (
            "各事项实际进度与序时进度之比按权重汇总，单项超过序时的部分不抵其他事项；"
            "从未报送的事项按0计"
        ),
    ),
    "reported": ("报送率", "本年已报送的报告期数 / 应报送的报告期数"),
    "on_time": ("按时率", "本年按时首次报送的报告期数 / 应报送的报告期数"),
}
_DECLARED = {one.code: one for one in INDICATORS if one.scored}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of the scheme; `weight` is its share of 100 points."""

    code: str
    label: str
    weight: Decimal
    rule: str
    """How the value comes about, as people read it."""
    target_pct: Decimal = FULL_SCORE
    """The value that earns all points."""
    floor_pct: Decimal | None = None
    """The value that earns none; 0 where more is better and nothing is said."""
    direction: Direction = Direction.UP
    task_no: str = CROSS_TASK
    counties: frozenset[str] | None = None
    """Who is assessed by it, None for every county."""

    def __post_init__(self) -> None:
        """Refuse an indicator by which a better value could earn less."""
        floor = self.lowest
        if self.direction is Direction.NEUTRAL or floor is None:
            raise UsageError(f"评分方案的“{self.label}”缺少方向或底线值，不能计分。")
        wrong = floor > self.target_pct if self.is_up else floor < self.target_pct
        if wrong:
            raise UsageError(f"评分方案的“{self.label}”底线值应比目标值差，请核对。")

    @property
    def is_up(self) -> bool:
        """Whether more is better."""
        return self.direction is Direction.UP

    @property
    def lowest(self) -> Decimal | None:
        """The value at and beyond which no points are earned."""
        if self.floor_pct is None and self.is_up:
            return Decimal(0)
        return self.floor_pct

    @property
    def target_words(self) -> str:
        """The target as it stands beside a value."""
        return f"{'≥' if self.is_up else '≤'}{self.target_pct.normalize():f}%"

    def applies_to(self, county: str) -> bool:
        """Whether a county is assessed by it."""
        return self.counties is None or county in self.counties

    def attained(self, value_pct: Fraction) -> Fraction:
        """Return the share of the points that a value in percent earns, from 0 to 1.

        In a straight line from the floor to the target, for each county by itself: never
        against what the others reached.
        """
        target, floor = Fraction(self.target_pct), Fraction(self.lowest or 0)
        if target == floor:
            met = value_pct >= target if self.is_up else value_pct <= target
            return Fraction(int(met))
        return min(max((value_pct - floor) / (target - floor), Fraction(0)), Fraction(1))


@dataclass(frozen=True, slots=True)
class Scheme:
    """How counties are scored. Weights add up to 100; deductions are points, zero or more."""

    name: str
    version: str
    source: str
    decimals: int
    least_share_pct: Decimal
    late_deduction: Decimal
    returned_deduction: Decimal
    missing_deduction: Decimal
    bonus_cap: Decimal
    indicators: tuple[Indicator, ...]
    left_out: tuple[str, ...] = ()
    """What the office's scheme names and nobody can compute; its weight was spread."""

    def __post_init__(self) -> None:
        """Refuse a scheme that would reward silence or does not add up."""
        total = sum((one.weight for one in self.indicators), Decimal(0))
        if abs(total - FULL_SCORE) > self.unit or any(one.weight <= 0 for one in self.indicators):
            raise UsageError(f"评分方案的权重应都大于0，合计100，现在合计{total}。")
        if len({one.code for one in self.indicators}) != len(self.indicators):
            raise UsageError("评分方案中有重复的指标代码，请修改。")
        if not 0 <= self.late_deduction <= self.missing_deduction or not self.missing_deduction:
            raise UsageError("评分方案的扣分应为：0 ≤ 迟报扣分 ≤ 未报扣分，且未报扣分大于0。")
        if self.returned_deduction < 0:
            raise UsageError("评分方案的退回扣分不能小于0。")
        if self.bonus_cap < 0:
            raise UsageError("评分方案的加分上限不能小于0。")
        if not 0 <= self.decimals <= _MOST_DECIMALS:
            raise UsageError(f"评分方案的小数位数应为0到{_MOST_DECIMALS}。")

    @property
    def unit(self) -> Decimal:
        """The smallest difference that is shown, and hence compared."""
        return Decimal(1).scaleb(-self.decimals)

    def rounded(self, value: float | Decimal | Fraction) -> Decimal:
        """Return a score at the displayed precision, halves away from zero."""
        return rounded(value, self.decimals)

    def weighted(self, weights: "Mapping[str, Decimal]") -> "Scheme":
        """Return the scheme with other weights, stretched to 100; those of nothing fall away.

        Raises UsageError where nothing has a weight.
        """
        kept = [(one, weights.get(one.code, one.weight)) for one in self.indicators]
        total = sum((weight for _, weight in kept), Decimal(0))
        if total <= 0:
            raise UsageError("至少要有一个指标的权重大于0。")
        indicators = tuple(
            replace(one, weight=FULL_SCORE * weight / total) for one, weight in kept if weight > 0
        )
        return replace(self, indicators=indicators)


def rounded(value: float | Decimal | Fraction, decimals: int) -> Decimal:
    """Return a number with so many decimals, halves away from zero."""
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
    else:
        exact = Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


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
        decimals=facts["decimals"],
        least_share_pct=Decimal(facts["least_share_pct"]),
        late_deduction=Decimal(facts["late_deduction"]),
        returned_deduction=Decimal(facts["returned_deduction"]),
        missing_deduction=Decimal(facts["missing_deduction"]),
        bonus_cap=Decimal(facts["bonus_cap"]),
        indicators=tuple(_indicator(one) for one in facts["indicators"]),
    )


def _indicator(facts: dict[str, Any]) -> Indicator:
    return computable(
        facts["code"],
        Decimal(facts["weight"]),
        label=facts.get("label", ""),
        rule=facts.get("rule", ""),
        target_pct=_decimal(facts.get("target_pct")),
        floor_pct=_decimal(facts.get("floor_pct")),
    )


def computable(  # noqa: PLR0913 (an indicator of a scheme is all of these)
    code: str,
    weight: Decimal,
    *,
    label: str = "",
    rule: str = "",
    target_pct: Decimal | None = None,
    floor_pct: Decimal | None = None,
    direction: Direction | None = None,
    counties: frozenset[str] | None = None,
) -> Indicator:
    """Return an indicator of a scheme; what is not said is taken from its declaration.

    Raises UsageError for one that counties cannot be compared by.
    """
    if code in _REPORTING:
        own_label, own_rule = _REPORTING[code]
        own_target, way, task_no = FULL_SCORE, Direction.UP, CROSS_TASK
    else:
        declared = _DECLARED.get(code)
        if declared is None:
            raise UsageError(f"评分方案的指标“{code}”不是可以计分的指标，请核对编号。")
        own_label, own_rule = declared.label, declared.rule
        way, task_no = declared.direction, declared.task_no
        set_pct = declared.target.value_pct
        own_target = FULL_SCORE if set_pct is None else Decimal(str(set_pct))
    return Indicator(
        code=code,
        label=label or own_label,
        weight=weight,
        rule=rule or own_rule,
        target_pct=own_target if target_pct is None else target_pct,
        floor_pct=floor_pct,
        direction=direction or way,
        task_no=task_no,
        counties=counties,
    )


def _decimal(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


@cache
def current_scheme() -> Scheme:
    """Return the default scheme of the region this installation serves."""
    return load_scheme(REGION_FOLDER / config.text(config.REGION) / FILE_NAME)
