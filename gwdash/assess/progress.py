"""序时进度: how far an item should be at the end of a period, and what to call the difference.

The colours have no national meaning; the thresholds are a proposal that the office can change,
and every page that shows a lamp shows them with their source.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gwdash.assess import milestones as stones
from gwdash.assess.lamps import Lamp
from gwdash.assess.milestones import Milestone

FULL_PCT = 100.0
#: States of an item that take it out of the assessment, as the lamp's note says them.
_EXEMPT = {"suspended": "暂缓", "not_applicable": "不适用"}


@dataclass(frozen=True, slots=True)
class ProgressRule:
    """The thresholds of the lamps, in percentage points of actual minus expected progress."""

    behind_below_pp: float = -5.0
    """Below this deviation an item is 未达序时进度."""
    far_below_pp: float = -20.0
    """Below this deviation an item is 严重滞后."""
    source: str = "平台默认值，办公室可调整"

    def __post_init__(self) -> None:
        """Refuse thresholds that would leave no room for 未达序时进度."""
        if not self.far_below_pp <= self.behind_below_pp <= 0:
            raise ValueError(f"{self.far_below_pp} ≤ {self.behind_below_pp} ≤ 0 does not hold")

    @property
    def sentence(self) -> str:
        """The thresholds as people read them under a chart."""
        return (
            f"实际进度低于序时进度 {-self.behind_below_pp:g} 个百分点以内为达到序时进度，"
            f"低于 {-self.far_below_pp:g} 个百分点以上或逾期未完成为严重滞后（{self.source}）"
        )


DEFAULT_RULE = ProgressRule()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the plan with what was last reported on it; percentages from 0 to 100."""

    start_on: date | None
    due_on: date | None
    actual_pct: float | None
    """None where nobody has ever reported."""
    weight: float = 1.0
    status: str = "in_progress"
    has_evidence: bool = False
    reported: bool = True
    """Whether the report is of this very period; False for 未报送 and 沿用上期."""
    milestones: tuple[Milestone, ...] = ()
    """节点 with their shares; without them the expected progress goes by days."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said about one item at the end of a period."""

    lamp: Lamp
    expected_pct: float | None
    deviation_pp: float | None
    overdue_days: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rollup:
    """Several items as one, by weight; both means are over the same items."""

    lamp: Lamp
    actual_pct: float | None
    expected_pct: float | None
    n_items: int
    n_counted: int
    n_reported: int
    lamps: dict[Lamp, int]

    @property
    def deviation_pp(self) -> float | None:
        """Actual minus expected, in percentage points."""
        if self.actual_pct is None or self.expected_pct is None:
            return None
        return self.actual_pct - self.expected_pct


def expected_pct(start_on: date | None, due_on: date | None, as_of: date) -> float | None:
    """Return the time-proportional progress at the end of `as_of`, in percent from 0 to 100.

    Both end days count: on its only day a one-day item is expected to be done. None where the
    plan gives no deadline (长期坚持) or no start, because nothing can be expected then.
    """
    if start_on is None or due_on is None:
        return None
    if as_of < start_on:
        return 0.0
    if as_of >= due_on:
        return FULL_PCT
    return FULL_PCT * ((as_of - start_on).days + 1) / ((due_on - start_on).days + 1)


def expected_of(item: Item, as_of: date) -> float | None:
    """Return an item's expected progress: by its weighted milestones where it has them.

    ``Σ share of the milestones due by then``, else by days; None where nothing can be expected.
    """
    if item.milestones and item.due_on is not None:
        return FULL_PCT if as_of >= item.due_on else stones.expected_pct(item.milestones, as_of)
    return expected_pct(item.start_on, item.due_on, as_of)


def overdue_days(item: Item, as_of: date) -> int:
    """Return how many days an unfinished item is past its deadline, 0 when it is not."""
    if item.due_on is None or (item.actual_pct or 0.0) >= FULL_PCT:
        return 0
    return max((as_of - item.due_on).days, 0)


def judge(item: Item, as_of: date, rule: ProgressRule = DEFAULT_RULE) -> Judgement:
    """Return the lamp of one item at the end of the period whose last day is `as_of`.

    完成 needs evidence: 100 % without it stays 达到序时进度 with the note 待核. An item that was
    not reported in this period is 未报送, whatever it was before.
    """
    expected = expected_of(item, as_of)
    deviation = None
    if expected is not None and item.actual_pct is not None:
        deviation = item.actual_pct - expected
    late = overdue_days(item, as_of)
    lamp, note = _lamp(item, as_of, deviation, late, rule)
    return Judgement(lamp, expected, deviation, late, note)


def _lamp(
    item: Item, as_of: date, deviation: float | None, late: int, rule: ProgressRule
) -> tuple[Lamp, str]:
    """Return the lamp and its note; the order of the questions is the rule."""
    actual = item.actual_pct
    if item.status in _EXEMPT:
        return Lamp.EXEMPT, _EXEMPT[item.status]
    if actual is not None and actual >= FULL_PCT and item.has_evidence:
        return Lamp.DONE, ""
    if not item.reported or actual is None:
        return Lamp.NOT_REPORTED, "从未报送" if actual is None else "沿用上期"
    return _of_reported(item, as_of, deviation, rule, late)


def _of_reported(
    item: Item, as_of: date, deviation: float | None, rule: ProgressRule, late: int
) -> tuple[Lamp, str]:
    """Return the lamp of an item that was reported in this period and is not proven done."""
    actual = item.actual_pct or 0.0
    if actual >= FULL_PCT:
        return Lamp.ON_TRACK, "待核：未附佐证材料"
    if item.start_on is not None and as_of < item.start_on and actual == 0:
        return Lamp.NOT_YET_DUE, ""
    if deviation is None:
        return Lamp.OPEN, "无完成时限"
    return _by_deviation(deviation, late, rule), f"逾期 {late} 天" if late else ""


def _by_deviation(deviation: float, late: int, rule: ProgressRule) -> Lamp:
    if late or deviation < rule.far_below_pp:
        return Lamp.FAR_BEHIND
    return Lamp.BEHIND if deviation < rule.behind_below_pp else Lamp.ON_TRACK


def roll_up(items: Sequence[Item], as_of: date, rule: ProgressRule = DEFAULT_RULE) -> Rollup:
    """Return several items as one, weighted; never a mean of percentages.

    An item counts when it has a value (沿用上期 included), a deadline and a positive weight, and
    is neither 暂缓 nor 不适用. 未报送 is not 0: what was never reported is left out and the
    counts say so.
    """
    judged = [(item, judge(item, as_of, rule)) for item in items]
    counted = [(i, j) for i, j in judged if counts(i, j)]
    lamps = _tally(j.lamp for _, j in judged)
    n_reported = sum(i.reported and i.actual_pct is not None for i, _ in judged)
    total = sum(i.weight for i, _ in counted)
    if not counted:
        lamp = Lamp.NOT_REPORTED if lamps.get(Lamp.NOT_REPORTED) else _only(lamps)
        return Rollup(lamp, None, None, len(items), 0, n_reported, lamps)
    actual = sum(i.weight * (i.actual_pct or 0.0) for i, _ in counted) / total
    expected = sum(i.weight * (j.expected_pct or 0.0) for i, j in counted) / total
    if all(j.lamp is Lamp.DONE for _, j in counted) and len(counted) == _assessable(lamps):
        lamp = Lamp.DONE
    else:
        lamp = _by_deviation(actual - expected, 0, rule)
    return Rollup(lamp, actual, expected, len(items), len(counted), n_reported, lamps)


def counts(item: Item, judgement: Judgement) -> bool:
    """Tell whether an item is among those that a roll-up is the mean of."""
    return (
        judgement.deviation_pp is not None and judgement.lamp is not Lamp.EXEMPT and item.weight > 0
    )


def _tally(lamps: Iterable[Lamp]) -> dict[Lamp, int]:
    counts: dict[Lamp, int] = {}
    for lamp in lamps:
        counts[lamp] = counts.get(lamp, 0) + 1
    return counts


def _assessable(lamps: dict[Lamp, int]) -> int:
    """Return how many items could be finished: those without a deadline or exempt cannot."""
    return sum(n for lamp, n in lamps.items() if lamp not in {Lamp.EXEMPT, Lamp.OPEN})


def _only(lamps: dict[Lamp, int]) -> Lamp:
    """Return the lamp of a group in which nothing can be measured."""
    if not lamps:
        return Lamp.NOT_PLANNED
    return next(iter(lamps)) if len(lamps) == 1 else Lamp.OPEN
