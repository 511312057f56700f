"""县市区排名: from the values of the indicators to scores, ranks and what cost points.

Scores are decimal numbers at the displayed precision: every part is rounded before it is added
up, so that what stands on the screen adds up and equal figures mean equal ranks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import fsum

from gwdash.assess.adjustments import Adjustment, AdjustmentKind, bonus, constraints, taken_away
from gwdash.assess.progress import FULL_PCT
from gwdash.assess.scheme import FULL_SCORE, Indicator, Scheme, rounded

ZERO = Decimal(0)
#: Answers kept of the same question put again, as in every period and for every county.
_KEPT = 4096


class Report(StrEnum):
    """What a county handed in for the very period."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    NEVER = "never"
    """Nothing in this period nor in any before it."""


@dataclass(frozen=True, slots=True)
class Share:
    """One item's contribution to a measure, in the same unit as the others."""

    name: str
    reached: float
    due: float


@dataclass(frozen=True, slots=True)
class Measure:
    """The value of one indicator as n/N; `shares` adds up to it where it has parts.

    ``counts`` is what stands beside the rate: how many of how many.
    """

    reached: float
    due: float
    counts: tuple[float, float]
    shares: tuple[Share, ...] = ()
    unit: str = ""
    missing: bool = False
    """Owed and never handed in: it applies, and earns nothing until it is."""

    @property
    def applies(self) -> bool:
        """Whether there is anything to be assessed; a denominator of zero is no zero."""
        return self.missing or self.due > 0

    @property
    def ratio(self) -> Fraction | None:
        """Reached of due from 0 to 1; None where nothing was due, which is no zero."""
        if self.due <= 0:
            return None
        exact = _exact(self.reached) / _exact(self.due)
        return min(max(exact, Fraction(0)), Fraction(1))

    @property
    def value_pct(self) -> float | None:
        """The ratio in percent."""
        ratio = self.ratio
        return None if ratio is None else FULL_PCT * float(ratio)

    @property
    def figure(self) -> str:
        """What stands beside the rate: n/N with the unit of what is summed."""
        if self.missing:
            return "未报"
        return f"{_amount(self.counts[0])}/{_amount(self.counts[1])}{self.unit}"


def _exact(value: float) -> Fraction:
    """Return a number as it is written: 0.1 is a tenth and not the nearest binary fraction."""
    return Fraction(value) if value == int(value) else Fraction(repr(float(value)))


def _amount(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one county in one period."""

    county_code: str
    report: Report
    measures: Mapping[str, Measure]
    """By the indicator's code; one that is missing does not apply to the county."""
    carried_from: str = ""
    """Label of the period whose values are carried on, empty for values of this period."""
    adjustments: tuple[Adjustment, ...] = ()
    """加分扣分事项 of the year so far."""
    returned: int = 0
    """Files of the period's report that the office returned before it accepted one."""


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator's points of a county; `full` is its weight after re-scaling."""

    indicator: Indicator
    full: Decimal
    points: Decimal
    attained: Fraction
    measure: Measure

    @property
    def code(self) -> str:
        """The indicator's code."""
        return self.indicator.code

    @property
    def label(self) -> str:
        """The indicator's name."""
        return self.indicator.label

    @property
    def lost(self) -> Decimal:
        """Points that the county did not get."""
        return self.full - self.points


@dataclass(frozen=True, slots=True)
class Loss:
    """One reason for which points were lost, the part it belongs to in front."""

    words: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """One county in the ranking; without a rank it says why in `apart`."""

    entry: Entry
    parts: tuple[Part, ...]
    late_cut: Decimal
    """Points that the report of the period cost by being late or missing."""
    returned_cut: Decimal
    """Points that it cost by having been returned."""
    event_cut: Decimal
    """Points that 扣分事项 of the year cost."""
    bonus: Decimal
    score: Decimal | None
    share_pct: Decimal
    """参评分值占比: how much of the 100 points applies to the county."""
    rank: int | None = None
    tied: bool = False
    apart: str = ""

    @property
    def county_code(self) -> str:
        """The county's code."""
        return self.entry.county_code

    @property
    def deduction(self) -> Decimal:
        """All points that were taken away."""
        return self.late_cut + self.returned_cut + self.event_cut

    @property
    def constraints(self) -> tuple[Adjustment, ...]:
        """约束性情形 of the year: 不得评优, the score stays what it is."""
        return constraints(self.entry.adjustments)

    @property
    def unchecked(self) -> tuple[Adjustment, ...]:
        """Events that were not yet gone through with the county."""
        return tuple(one for one in self.entry.adjustments if not one.checked)


def ranking(entries: Iterable[Entry], scheme: Scheme) -> list[Standing]:
    """Return the counties in order: by score, equals by county code, those without a rank last.

    Scores are compared as they are displayed; equals share a rank and the next one skips
    (1, 1, 3).
    """
    scored = [score(entry, scheme) for entry in entries]
    ranked = [one for one in scored if not one.apart]
    values = [one.score for one in ranked if one.score is not None]
    placed = [_placed(one, values) for one in ranked]
    placed.sort(key=lambda one: (one.rank or 0, one.county_code))
    return placed + sorted((one for one in scored if one.apart), key=lambda one: one.county_code)


def _placed(one: Standing, values: Sequence[Decimal]) -> Standing:
    own = one.score or ZERO
    rank = 1 + sum(value > own for value in values)
    return replace(one, rank=rank, tied=values.count(own) > 1)


def score(entry: Entry, scheme: Scheme) -> Standing:
    """Return a county's score; the weights of what applies are re-scaled to 100.

    A county that has never reported has none, and one to which too little applies has a score
    but takes no part in the ranking. Deductions end at zero; a bonus may lead beyond 100.
    """
    applying = [
        (one, entry.measures[one.code])
        for one in scheme.indicators
        if one.applies_to(entry.county_code)
        and one.code in entry.measures
        and entry.measures[one.code].applies
    ]
    share = sum((one.weight for one, _ in applying), ZERO)
    fulls = full_points(tuple(one.weight for one, _ in applying), scheme.decimals)
    parts = tuple(
        _part(one, full, measure, scheme)
        for (one, measure), full in zip(applying, fulls, strict=True)
    )
    late = deduction(entry.report, scheme)
    taken = scheme.rounded(taken_away(entry.adjustments))
    given = scheme.rounded(bonus(entry.adjustments, scheme.bonus_cap))
    back = returned_deduction(entry.report, entry.returned, scheme)
    found = Standing(entry, parts, late, back, taken, given, None, share)
    if entry.report is Report.NEVER:
        return replace(found, apart="从未报送，不排名")
    if not parts or share < scheme.least_share_pct:
        words = f"参评分值占比{_percent(share)}，不足{scheme.least_share_pct:f}%，不排名"
        return replace(found, apart=words)
    total = sum((part.points for part in parts), ZERO) + given - found.deduction
    return replace(found, score=scheme.rounded(max(total, ZERO)))


def _percent(share: Decimal) -> str:
    return f"{share.quantize(Decimal('0.1')).normalize():f}%"


def _part(one: Indicator, full: Decimal, measure: Measure, scheme: Scheme) -> Part:
    if measure.missing:
        return Part(one, full, scheme.rounded(ZERO), Fraction(0), measure)
    attained, points = _earned(one, full, measure.ratio or Fraction(0), scheme.decimals)
    return Part(one, full, points, attained, measure)


@lru_cache(maxsize=_KEPT)
def _earned(
    one: Indicator, full: Decimal, ratio: Fraction, decimals: int
) -> tuple[Fraction, Decimal]:
    """Return which share is attained and the points for it; counties often have the same n/N."""
    attained = one.attained(Fraction(FULL_SCORE) * ratio)
    return attained, rounded(Fraction(full) * attained, decimals)


@lru_cache(maxsize=_KEPT)
def full_points(weights: tuple[Decimal, ...], decimals: int) -> tuple[Decimal, ...]:
    """Return weights stretched to 100 at the displayed precision, adding up to 100 exactly.

    What rounding leaves over goes to the largest remainders, the first ones of equals.
    """
    total = sum((Fraction(weight) for weight in weights), Fraction(0))
    if not total:
        return ()
    unit = Fraction(1, 10**decimals)
    exact = [Fraction(FULL_SCORE) * Fraction(weight) / total / unit for weight in weights]
    units = [int(one) for one in exact]
    left = int(Fraction(FULL_SCORE) / unit) - sum(units)
    by_rest = sorted(range(len(exact)), key=lambda n: (units[n] - exact[n], n))
    for n in by_rest[:left]:
        units[n] += 1
    return tuple(rounded(one * unit, decimals) for one in units)


def deduction(report: Report, scheme: Scheme) -> Decimal:
    """Return the points that the report of the period costs; not reporting costs most."""
    if report is Report.ON_TIME:
        return scheme.rounded(ZERO)
    points = scheme.late_deduction if report is Report.LATE else scheme.missing_deduction
    return scheme.rounded(points)


def returned_deduction(report: Report, returned: int, scheme: Scheme) -> Decimal:
    """Return the points that a report costs for each file of it that was returned.

    Together with the lateness it never costs more than not reporting: handing in pays.
    """
    points = scheme.rounded(returned * scheme.returned_deduction)
    left = scheme.rounded(scheme.missing_deduction) - deduction(report, scheme)
    return min(points, max(left, ZERO))


def losses(one: Standing, scheme: Scheme) -> list[Loss]:
    """Return what cost a county points, the largest first; progress is named by its items."""
    found: list[Loss] = []
    for part in one.parts:
        if part.measure.shares:
            found += _by_item(part, scheme)
        else:
            found.append(Loss(_words(part), part.lost))
    words = "本期迟报" if one.entry.report is Report.LATE else "本期未报"
    found.append(Loss(words, one.late_cut))
    found.append(Loss(f"本期报送被退回 {one.entry.returned} 次", one.returned_cut))
    found += [
        Loss(f"扣分事项：{event.words}", scheme.rounded(event.points))
        for event in one.entry.adjustments
        if event.kind is AdjustmentKind.DEDUCTION
    ]
    return sorted(
        (loss for loss in found if loss.points > 0), key=lambda loss: (-loss.points, loss.words)
    )


def _by_item(part: Part, scheme: Scheme) -> list[Loss]:
    """Return a part's loss shared out by how much each item is short."""
    gaps = [(s.name, max(_exact(s.due) - _exact(s.reached), Fraction(0)))
            for s in part.measure.shares]  # fmt: skip
    short = sum((gap for _, gap in gaps), Fraction(0))
    lost = Fraction(part.full) * (1 - part.attained)
    return [Loss(name, scheme.rounded(lost * gap / short)) for name, gap in gaps if gap]


def _words(part: Part) -> str:
    if part.measure.missing:
        return f"{part.label}未报，计0分"
    target = part.indicator.target_words
    return f"{part.label} {part.measure.figure}（{part.measure.value_pct:.1f}%，目标{target}）"


def moves(now: Iterable[Standing], before: Iterable[Standing]) -> dict[str, int | None]:
    """Return how many places each county rose (negative: fell); None without two ranks."""
    earlier = {one.county_code: one.rank for one in before}
    found: dict[str, int | None] = {}
    for one in now:
        old = earlier.get(one.county_code)
        found[one.county_code] = None if old is None or one.rank is None else old - one.rank
    return found


def measure_of(shares: Sequence[Share], counts: tuple[int, int]) -> Measure:
    """Return the measure of several items; what one has too much does not help another."""
    capped = [Share(s.name, min(max(s.reached, 0.0), s.due), s.due) for s in shares]
    return Measure(
        fsum(s.reached for s in capped), fsum(s.due for s in capped), counts, tuple(capped)
    )
