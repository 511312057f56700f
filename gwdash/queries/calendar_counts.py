"""Duties of 报送日历 in figures: how many are owed and handed in, 报送率 and 按时率."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from gwdash.queries.calendar import REPORTED, Duty, Status

_K = TypeVar("_K")


@dataclass(frozen=True, slots=True)
class Counts:
    """Duties by how they stand; the parts add up to what is owed."""

    owed: int
    handed_in: int
    """审核通过 or waiting for it."""
    missing: int
    returned: int
    not_yet_due: int
    late: int
    """Of those handed in, how many came after the due day."""


def counts(found: Iterable[Duty]) -> Counts:
    """Count duties."""
    listed = list(found)

    def n(*statuses: Status) -> int:
        return sum(duty.status in statuses for duty in listed)

    handed_in = [d for d in listed if d.status in REPORTED or d.status is Status.WAITING]
    return Counts(
        len(listed),
        len(handed_in),
        n(Status.MISSING),
        n(Status.RETURNED),
        n(Status.NOT_YET_DUE),
        sum(duty.late_days > 0 for duty in handed_in),
    )


@dataclass(frozen=True, slots=True)
class Rate:
    """n/N of reporting and of reporting in time."""

    due: int = 0
    reported: int = 0
    on_time: int = 0

    @property
    def reported_pct(self) -> float | None:
        """报送率 from 0 to 100; None where nothing was due, which is no zero."""
        return 100 * self.reported / self.due if self.due else None

    @property
    def on_time_pct(self) -> float | None:
        """按时率 from 0 to 100, of all that was due."""
        return 100 * self.on_time / self.due if self.due else None

    def __add__(self, other: "Rate") -> "Rate":
        """Return both together."""
        return Rate(
            self.due + other.due, self.reported + other.reported, self.on_time + other.on_time
        )


def rates(found: Iterable[Duty], key: Callable[[Duty], _K]) -> dict[_K, Rate]:
    """Return the rates of duties by a key; reported counts what was accepted, in time or not.

    What has not come and still may is not yet due and counts nowhere.
    """
    answer: dict[_K, Rate] = {}
    for duty in found:
        one = Rate(int(duty.is_due), int(duty.status in REPORTED), int(duty.is_on_time))
        answer[key(duty)] = answer.get(key(duty), Rate()) + one
    return answer
