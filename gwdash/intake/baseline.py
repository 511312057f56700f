"""The plan as the office set and adjusted it: who moved what, when and why.

A later deadline makes an item look better; so the first one stays readable beside it. The
history is that of the submissions in force and of those they replaced, never of returned ones.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gwdash.archive.comparison import Difference, Fields, difference
from gwdash.archive.files import Archive
from gwdash.archive.model import State, Submission
from gwdash.intake.workspaces import archive_of
from gwdash.registry.datasets import WORK_PLAN

#: The day on which a plan of past years is looked at in full.
_EVER = date.max


@dataclass(frozen=True, slots=True)
class Deadline:
    """What became of one item's deadline; None is 长期坚持."""

    first: date | None
    now: date | None
    n_moved: int = 0

    @property
    def later(self) -> bool:
        """Whether the item has more time now than it was given at first."""
        return self.n_moved > 0 and (self.now or _EVER) > (self.first or _EVER)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One plan after another: what it changed, and why."""

    submission: Submission
    reason: str
    found: Difference
    is_new_year: bool
    """The first plan of a year and no adjustment of one."""

    @property
    def moved(self) -> Mapping[str, tuple[Any, Any]]:
        """The deadlines that it moved: item → (old, new)."""
        return {
            str(key[0]): fields["due_on"]
            for key, fields in self.found.changed.items()
            if "due_on" in fields
        }


@dataclass(frozen=True, slots=True)
class Baseline:
    """The plans of a workspace in order, and the deadline of each item."""

    adjustments: tuple[Adjustment, ...] = ()
    """The newest first; the very first plan is among them."""
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)

    def moved(self, item_id: str) -> Deadline | None:
        """Return what became of an item's deadline where it was moved, else None."""
        found = self.deadlines.get(item_id)
        return found if found is not None and found.n_moved else None


def baseline(workspace: Path, as_of: date | None = None) -> Baseline:
    """Return the history of the plan; with a day, of the plans of the years up to it."""
    if not (workspace / "archive").is_dir():
        return Baseline()
    with closing(archive_of(workspace)) as archive:
        plans = _plans(archive, as_of or _EVER)
        tables = [archive.rows(p.rows_sha256) if p.rows_sha256 else None for p in plans]
        reasons = [archive.ledger.events(p.id)[0].reason for p in plans]
    adjustments: list[Adjustment] = []
    deadlines: dict[str, Deadline] = {}
    for number, plan in enumerate(plans):
        before = tables[number - 1] if number else None
        found = difference(before, tables[number], WORK_PLAN, base=plans[number - 1].id)
        new_year = not number or plan.period != plans[number - 1].period
        one = Adjustment(plan, reasons[number], found, new_year)
        adjustments.append(one)
        table = tables[number]
        if table is not None:
            _follow(deadlines, one.moved, table.select(["item_id", "due_on"]).to_pylist())
    return Baseline(tuple(reversed(adjustments)), deadlines)


def _plans(archive: Archive, as_of: date) -> list[Submission]:
    """Return the accepted plans and those that they replaced, in the order of years and of time."""
    known = {one.id: one for one in archive.ledger.submissions(dataset=WORK_PLAN.name)}
    counted: dict[int, Submission] = {}
    for one in known.values():
        step: Submission | None = one if one.state is State.ACCEPTED else None
        while step is not None and step.id not in counted:
            counted[step.id] = step
            step = known.get(step.supersedes or 0)
    return sorted(
        (one for one in counted.values() if one.period_end.year <= as_of.year),
        key=lambda one: (one.period_end, one.id),
    )


def _follow(
    deadlines: dict[str, Deadline],
    moved: Mapping[str, tuple[Any, Any]],
    rows: Sequence[Mapping[str, Any]],
) -> None:
    for row in rows:
        item_id, due = str(row["item_id"]), row["due_on"]
        known = deadlines.get(item_id)
        if known is None:
            deadlines[item_id] = Deadline(due, due)
        else:
            count = known.n_moved + (item_id in moved)
            deadlines[item_id] = Deadline(known.first, due, count)


def told_at(one: Adjustment) -> datetime:
    """Return when an adjustment came into force, when it came in where it never did."""
    return one.submission.accepted_at or one.submission.submitted_at


__all__ = ["Adjustment", "Baseline", "Deadline", "Difference", "Fields", "baseline", "told_at"]
