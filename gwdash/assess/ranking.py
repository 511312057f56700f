"""县市区排名: from the values of the indicators to scores, ranks and what cost points.

Scores are decimal numbers at the displayed precision: every part is rounded before it is added
up, so that what stands on the screen adds up and equal figures mean equal ranks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import fsum

from gwdash.assess.progress import FULL_PCT
from gwdash.assess.scheme import FULL_SCORE, Scheme

ZERO = Decimal(0)


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
    counts: tuple[int, int]
    shares: tuple[Share, ...] = ()

    @property
    def ratio(self) -> float | None:
        """Reached of due from 0 to 1; None where nothing was due, which is no zero."""
        return min(max(self.reached / self.due, 0.0), 1.0) if self.due > 0 else None

    @property
    def value_pct(self) -> float | None:
        """The ratio in percent."""
        return None if self.ratio is None else FULL_PCT * self.ratio


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one county in one period."""

    county_code: str
    report: Report
    measures: Mapping[str, Measure]
    """By the indicator's code; one that is missing does not apply to the county."""
    carried_from: str = ""
    """Label of the period whose values are carried on, empty for values of this period."""


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator's points of a county; `full` is its weight after re-scaling."""

    code: str
    label: str
    full: Decimal
    points: Decimal
    measure: Measure

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
    deduction: Decimal
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
    return Standing(
        one.entry, one.parts, one.deduction, one.score, one.share_pct, rank, values.count(own) > 1
    )


def score(entry: Entry, scheme: Scheme) -> Standing:
    """Return a county's score; the weights of what applies are re-scaled to 100.

    A county that has never reported has none, and one to which too little applies has a score
    but takes no part in the ranking. Deductions end at zero.
    """
    applying = [
        (one, entry.measures[one.code])
        for one in scheme.indicators
        if one.code in entry.measures and entry.measures[one.code].ratio is not None
    ]
    share = sum((one.weight for one, _ in applying), ZERO)
    parts = tuple(
        Part(one.code, one.label, full, _points(full, measure, scheme), measure)
        for one, measure in applying
        for full in (scheme.rounded(FULL_SCORE * one.weight / share),)
    )
    cut = deduction(entry.report, scheme)
    if entry.report is Report.NEVER:
        return Standing(entry, parts, cut, None, share, apart="从未报送，不排名")
    if not parts or share < scheme.least_share_pct:
        words = f"参评分值占比{share:g}%，不足{scheme.least_share_pct:g}%，不排名"
        return Standing(entry, parts, cut, None, share, apart=words)
    total = min(max(sum((part.points for part in parts), ZERO) - cut, ZERO), FULL_SCORE)
    return Standing(entry, parts, cut, scheme.rounded(total), share)


def _points(full: Decimal, measure: Measure, scheme: Scheme) -> Decimal:
    return scheme.rounded(full * Decimal(str(measure.ratio or 0.0)))


def deduction(report: Report, scheme: Scheme) -> Decimal:
    """Return the points that the report of the period costs; not reporting costs most."""
    if report is Report.ON_TIME:
        return ZERO
    points = scheme.late_deduction if report is Report.LATE else scheme.missing_deduction
    return scheme.rounded(points)


def losses(one: Standing, scheme: Scheme) -> list[Loss]:
    """Return what cost a county points, the largest first; parts are named by their items."""
    found: list[Loss] = []
    for part in one.parts:
        if not part.measure.shares:
            n, of = part.measure.counts
            found.append(Loss(f"{part.label} {n}/{of}", part.lost))
            continue
        for share in part.measure.shares:
            gap = max(share.due - share.reached, 0.0) / part.measure.due
            found.append(Loss(share.name, scheme.rounded(part.full * Decimal(str(gap)))))
    words = "本期迟报" if one.entry.report is Report.LATE else "本期未报"
    found.append(Loss(words, one.deduction))
    return sorted(
        (loss for loss in found if loss.points > 0), key=lambda loss: (-loss.points, loss.words)
    )


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
