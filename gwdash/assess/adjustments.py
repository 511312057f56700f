"""加分扣分事项 of a county: points that the office gives or takes, and flags that change none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

UNCHECKED = "待会前核对"


class AdjustmentKind(StrEnum):
    """What an event does: only the first two change the number."""

    BONUS = "bonus"
    DEDUCTION = "deduction"
    CONSTRAINT = "constraint"
    """约束性情形: a flag beside the county and 不得评优, never a silent change of the score."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One event of a county, as the office entered it."""

    adjustment_id: str
    county_code: str
    kind: AdjustmentKind
    points: Decimal
    occurred_on: date | None
    reason: str
    checked: bool
    """Whether it was gone through with the county before the meeting."""
    basis: str = ""
    submission_id: int = 0
    sheet: str = ""
    cell: str = ""

    @property
    def words(self) -> str:
        """The reason, and that it still has to be checked with the county."""
        return self.reason if self.checked else f"{self.reason}（{UNCHECKED}）"


def of_year(found: Iterable[Adjustment], as_of: date) -> list[Adjustment]:
    """Return the events of the year up to a day, in the order of their numbers.

    One without a date counts from when it was handed in: it is in the rows of the period.
    """
    return sorted(
        (
            one
            for one in found
            if one.occurred_on is None
            or (one.occurred_on.year == as_of.year and one.occurred_on <= as_of)
        ),
        key=lambda one: one.adjustment_id,
    )


def bonus(found: Iterable[Adjustment], cap: Decimal) -> Decimal:
    """Return the points that are given, no more than the scheme's cap."""
    return min(_sum(found, AdjustmentKind.BONUS), cap)


def taken_away(found: Iterable[Adjustment]) -> Decimal:
    """Return the points that are taken away."""
    return _sum(found, AdjustmentKind.DEDUCTION)


def constraints(found: Iterable[Adjustment]) -> tuple[Adjustment, ...]:
    """Return the 约束性情形."""
    return tuple(one for one in found if one.kind is AdjustmentKind.CONSTRAINT)


def _sum(found: Iterable[Adjustment], kind: AdjustmentKind) -> Decimal:
    return sum((one.points for one in found if one.kind is kind), Decimal(0))
