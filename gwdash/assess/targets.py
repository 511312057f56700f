"""How an indicator stands against its target: reached, near it, below it, or why nobody can say."""

from dataclasses import dataclass
from enum import StrEnum

from gwdash.assess.lamps import Lamp
from gwdash.registry.indicator import Direction, Indicator


class Verdict(StrEnum):
    """The judged state of an indicator, from the best to what cannot be judged."""

    MET = "met"
    NEAR = "near"
    MISSED = "missed"
    NO_TARGET = "no_target"
    FEW = "few"
    """So few things that a rate would say little: n/N only."""
    NOT_REPORTED = "not_reported"
    NOTHING_DUE = "nothing_due"


@dataclass(frozen=True, slots=True)
class VerdictFace:
    """How a verdict looks: the lamp whose colour and shape it takes, and its own word."""

    lamp: Lamp
    word: str


FACES = {
    Verdict.MET: VerdictFace(Lamp.ON_TRACK, "达到目标"),
    Verdict.NEAR: VerdictFace(Lamp.BEHIND, "接近目标"),
    Verdict.MISSED: VerdictFace(Lamp.FAR_BEHIND, "低于目标"),
    Verdict.NO_TARGET: VerdictFace(Lamp.OPEN, "未设目标"),
    Verdict.FEW: VerdictFace(Lamp.OPEN, "对象少，不判断"),
    Verdict.NOT_REPORTED: VerdictFace(Lamp.NOT_REPORTED, "未报"),
    Verdict.NOTHING_DUE: VerdictFace(Lamp.NOT_PLANNED, "无应计对象"),
}
#: What a verdict is called where less is better.
_WORSE_ABOVE = {Verdict.MISSED: "高于目标"}


@dataclass(frozen=True, slots=True)
class TargetRule:
    """How far from its target an indicator is still near it, in percentage points."""

    near_within_pp: float = 10.0
    source: str = "平台默认值，办公室可调整"

    def __post_init__(self) -> None:
        """Refuse a rule that has no room for 接近目标 or none for 低于目标."""
        if not 0 <= self.near_within_pp < 100:  # noqa: PLR2004 (percentage points)
            raise ValueError(f"{self.near_within_pp} is no distance from a target")

    @property
    def sentence(self) -> str:
        """The rule as people read it under the indicators."""
        return f"与目标相差不超过 {self.near_within_pp:g} 个百分点为接近目标（{self.source}）"


DEFAULT_RULE = TargetRule()


def against_target(
    value_pct: float, target_pct: float, direction: Direction, rule: TargetRule = DEFAULT_RULE
) -> Verdict:
    """Return how a value in percent stands against a target in percent."""
    gap = shortfall_pp(value_pct, target_pct, direction)
    if gap <= 0:
        return Verdict.MET
    return Verdict.NEAR if gap <= rule.near_within_pp else Verdict.MISSED


def shortfall_pp(value_pct: float, target_pct: float, direction: Direction) -> float:
    """Return how much is missing to the target in percentage points, negative beyond it."""
    gap = target_pct - value_pct
    return -gap if direction is Direction.DOWN else gap


def judge(
    indicator: Indicator,
    value_pct: float | None,
    n: int,
    *,
    reported: bool = True,
    rule: TargetRule = DEFAULT_RULE,
) -> Verdict:
    """Return how an indicator with `n` counted things stands; None is a rate that does not exist.

    What was never handed in and what has nothing to count are told apart by `reported`.
    """
    if value_pct is None:
        return Verdict.NOTHING_DUE if reported else Verdict.NOT_REPORTED
    if n < indicator.least_n:
        return Verdict.FEW
    if indicator.target.value_pct is None or indicator.direction is Direction.NEUTRAL:
        return Verdict.NO_TARGET
    return against_target(value_pct, indicator.target.value_pct, indicator.direction, rule)


def verdict_word(verdict: Verdict, direction: Direction) -> str:
    """Return a verdict's word for an indicator of this direction."""
    if direction is Direction.DOWN and verdict in _WORSE_ABOVE:
        return _WORSE_ABOVE[verdict]
    return FACES[verdict].word
