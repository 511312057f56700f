"""水位到报: which well sent a level in which month, and what it means that one did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from gwdash.queries.network import RUNNING
from gwdash.queries.source import Source

#: Months shown; a well without a level in two years belongs to no monthly duty.
MONTHS = 24
#: How many months one level covers, by the register's frequency; all others owe one a month.
_COVERS = {"quarter": 3, "half": 6, "year": 12}
_MONTHS_A_YEAR = 12


class Arrival(StrEnum):
    """What one month of one well is; only the first is data, the others are kinds of nothing."""

    SENT = "sent"
    MISSING = "missing"
    """The well runs, a level was due, none came."""
    STOPPED = "stopped"
    """The register says that the well is broken, dry, stopped or sealed."""
    UNKNOWN = "unknown"
    """The register does not say how the well is."""
    NOT_DUE = "not_due"
    """Measured every quarter or less often, and not due in this month."""
    NOT_REGISTERED = "not_registered"
    """The well is not, or not yet, in the register."""


#: A month that lacks a level which the year's list of wells expects.
GAPS = (Arrival.MISSING, Arrival.STOPPED)


@dataclass(frozen=True, slots=True)
class WellMonths:
    """One well with its months, oldest first, as many as `Arrivals.months`."""

    well_id: str
    kinds: tuple[Arrival, ...]
    counts: tuple[int, ...]
    """How many levels came in each month."""
    registered: bool = True
    """Whether the register of the last month has the well."""

    @property
    def n_gaps(self) -> int:
        """How many months lack a level."""
        return sum(kind in GAPS for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """One month over all wells: how many sent a level, of those that the register expects."""

    sent: int
    expected: int

    @property
    def rate_pct(self) -> float | None:
        """到报率; a well that is broken or sealed stays expected."""
        return 100 * self.sent / self.expected if self.expected else None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The wells that sent at least one level in the months shown, most gaps first."""

    months: tuple[date, ...]
    wells: tuple[WellMonths, ...]
    totals: tuple[MonthTotal, ...]

    @property
    def with_gaps(self) -> tuple[WellMonths, ...]:
        """The wells that lack at least one level."""
        return tuple(well for well in self.wells if well.n_gaps)

    @property
    def n_unjudged(self) -> int:
        """How many wells without a gap are not in the register, or there without a state."""
        open_kinds = (Arrival.NOT_REGISTERED, Arrival.UNKNOWN)
        return sum(
            not well.n_gaps and (not well.registered or well.kinds[-1] in open_kinds)
            for well in self.wells
        )

    def last(self, kind: Arrival) -> int:
        """Return how many wells have this kind in the last month."""
        return sum(well.kinds[-1] is kind for well in self.wells)


def arrivals(source: Source, well_ids: Sequence[str], as_of: date) -> Arrivals:
    """Return what came from the wells in the `MONTHS` months that end with `as_of`'s."""
    frame = source.frame("level_arrivals", ids=list(well_ids), as_of=as_of, months=MONTHS)
    if frame.empty:
        return Arrivals((), (), ())
    grid = (-1, MONTHS)
    kinds = judged(frame).to_numpy().reshape(grid)
    counts = frame["n"].to_numpy().reshape(grid)
    known = frame["registered"].to_numpy(dtype=bool).reshape(grid)
    ids = frame["well_id"].to_numpy().reshape(grid)[:, 0]
    found = [
        WellMonths(str(well_id), tuple(map(Arrival, own)), tuple(map(int, numbers)), bool(last))
        for well_id, own, numbers, last in zip(ids, kinds, counts, known[:, -1], strict=True)
    ]
    sent = ((kinds == Arrival.SENT) & known).sum(axis=0)
    gaps = np.isin(kinds, [kind.value for kind in GAPS]).sum(axis=0)
    totals = (MonthTotal(int(n), int(n + g)) for n, g in zip(sent, gaps, strict=True))
    months = (day.date() for day in pd.to_datetime(frame["month"].iloc[:MONTHS]))
    found.sort(key=lambda well: (-well.n_gaps, well.well_id))
    return Arrivals(tuple(months), tuple(found), tuple(totals))


def judged(frame: pd.DataFrame) -> "pd.Series[str]":
    """Return the kind of each row of ``well_id, month, n, registered, well_state, frequency``.

    What was sent counts as sent whatever the register says.
    """
    conditions = [
        frame["n"] > 0,
        ~frame["registered"].astype(bool),
        frame["well_state"] == "",
        frame["well_state"] != RUNNING,
        ~_due(frame),
    ]
    kinds = (
        Arrival.SENT, Arrival.NOT_REGISTERED, Arrival.UNKNOWN, Arrival.STOPPED, Arrival.NOT_DUE,
    )  # fmt: skip
    chosen = np.select(conditions, [kind.value for kind in kinds], Arrival.MISSING.value)
    return pd.Series(chosen, index=frame.index)


def _due(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Tell in which months a level was due: one a month, or one by the end of its block.

    A block of months is judged only where the frame holds all of it: nothing is known of the
    months before, and the rest of the last block is still to come.
    """
    months = pd.to_datetime(frame["month"])
    covers = frame["frequency"].map(_COVERS).fillna(1).astype(int)
    number = months.dt.year * _MONTHS_A_YEAR + months.dt.month - 1
    block = [frame["well_id"], number // covers, covers]
    came = frame["n"].groupby(block).transform("sum") > 0
    whole = frame["n"].groupby(block).transform("size") == covers
    ends = number % covers == covers - 1
    return ends & whole & ~came
