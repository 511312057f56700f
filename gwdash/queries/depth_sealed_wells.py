"""Task 6 in its ledgers: abandoned wells from the survey to the accepted sealing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gwdash.queries.ledger_row import LedgerRow, ledger_row, records
from gwdash.queries.source import Source
from gwdash.queries.values import day, number, text
from gwdash.scope import Scope
from gwdash.standards.periods import Period

#: The plan's three classes.
CATEGORIES = ("mine", "borehole", "water")
#: A well that stands on no year's list.
UNLISTED = 0


@dataclass(frozen=True, slots=True)
class Count:
    """How many wells have come how far; of a county, a class, a year's list or sums of them."""

    county_code: str = ""
    category: str = ""
    task_year: int = UNLISTED
    n_on_file: int = 0
    n_assessed: int = 0
    n_high: int = 0
    n_high_accepted: int = 0
    n_to_seal: int = 0
    n_filled: int = 0
    """Filled, accepted or not."""
    n_accepted: int = 0
    n_failed: int = 0
    n_undecided: int = 0
    """Whose way of disposal nobody has filled in."""
    n_other: int = 0
    """To be kept, kept sealed in reserve, or made a monitoring well."""


@dataclass(frozen=True, slots=True)
class HighRiskWell:
    """A well of high risk that nobody has accepted as dealt with."""

    aw_id: str
    name: str
    county_code: str
    town: str
    category: str
    kind: str
    distance_m: float | None
    """To the nearest source of pollution."""
    found_on: date | None
    days_since_found: int | None
    disposal: str
    progress: str
    task_year: int | None
    row: LedgerRow


@dataclass(frozen=True, slots=True)
class Changed:
    """A well whose way of disposal is another than an earlier register said."""

    aw_id: str
    name: str
    county_code: str
    category: str
    risk: str
    before: str
    now: str
    changed_in: str
    row: LedgerRow


@dataclass(frozen=True, slots=True)
class Town:
    """A township and how far it is surveyed; numbers of villages are None where not filled in."""

    county_code: str
    name: str
    is_due: bool
    is_surveyed: bool
    villages_due: int | None
    villages_surveyed: int | None
    wells_found: int | None
    row: LedgerRow


@dataclass(frozen=True, slots=True)
class SealedWellsDepth:
    """What the ledgers of task 6 say in a period."""

    year: int
    counts: tuple[Count, ...]
    high_risk: tuple[HighRiskWell, ...]
    changes: tuple[Changed, ...]
    towns: tuple[Town, ...]

    @property
    def total(self) -> Count:
        """All wells."""
        return added(self.counts)

    @property
    def listed(self) -> tuple[Count, ...]:
        """Wells of the lists up to this year."""
        return tuple(one for one in self.counts if UNLISTED < one.task_year <= self.year)

    @property
    def later(self) -> tuple[Count, ...]:
        """Wells on no list up to this year: found later, or planned for later."""
        return tuple(one for one in self.counts if not UNLISTED < one.task_year <= self.year)

    @property
    def due_towns(self) -> tuple[Town, ...]:
        """Townships that are to be surveyed."""
        return tuple(town for town in self.towns if town.is_due)


def depth(source: Source, scope: Scope) -> SealedWellsDepth:
    """Return what the ledgers of task 6 say in a scope's period, county and area."""
    asked: dict[str, Any] = {"period": scope.period, "county": scope.county}
    placed = asked | {"new_area": scope.include_new_area}
    return SealedWellsDepth(
        Period.parse(scope.period).year,
        tuple(Count(**row) for row in records(source.columns("sealing_counts", **placed))),
        tuple(_high_risk(row) for row in records(source.columns("sealing_high_risk", **placed))),
        tuple(_changed(row) for row in records(source.columns("sealing_changes", **placed))),
        tuple(_town(row) for row in records(source.columns("sealing_towns", **asked))),
    )


def added(counts: Iterable[Count], **named: str | int) -> Count:
    """Return counts as one, under the county, class or year that is named."""
    sums: dict[str, Any] = {}
    for one in counts:
        for name in Count.__slots__:
            if name.startswith("n_"):
                sums[name] = sums.get(name, 0) + getattr(one, name)
    return Count(**(sums | named))


def grouped(
    counts: Iterable[Count], key: Callable[[Count], str | int]
) -> dict[str | int, list[Count]]:
    """Return counts by what a key says of them, in the order of their first."""
    found: dict[str | int, list[Count]] = {}
    for one in counts:
        found.setdefault(key(one), []).append(one)
    return found


def _high_risk(row: Mapping[str, Any]) -> HighRiskWell:
    return HighRiskWell(
        text(row["aw_id"]), text(row["name"]), text(row["county_code"]), text(row["town"]),
        text(row["category"]), text(row["kind"]), number(row["source_distance_m"]),
        day(row["surveyed_on"]), _whole(row["days_since_found"]), text(row["disposal"]),
        text(row["progress"]), _whole(row["task_year"]), ledger_row("abandoned_well", row),
    )  # fmt: skip


def _changed(row: Mapping[str, Any]) -> Changed:
    return Changed(
        text(row["aw_id"]), text(row["name"]), text(row["county_code"]), text(row["category"]),
        text(row["risk"]), text(row["disposal_before"]), text(row["disposal"]),
        text(row["changed_in"]), ledger_row("abandoned_well", row),
    )  # fmt: skip


def _town(row: Mapping[str, Any]) -> Town:
    return Town(
        text(row["county_code"]), text(row["town"]), bool(row["is_due"]), bool(row["is_surveyed"]),
        _whole(row["villages_due"]), _whole(row["villages_surveyed"]), _whole(row["wells_found"]),
        ledger_row("survey_progress", row),
    )  # fmt: skip


def _whole(value: object) -> int | None:
    found = number(value)
    return None if found is None else int(found)
