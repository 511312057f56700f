"""The ledgers of the tasks: who hands in which rows for which period, and in what way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from gwdash.archive import SubmissionKind
from gwdash.demo import affairs, firms, geothermal, hazards, office, projects
from gwdash.demo.chance import FIRST_MONTH, LAST_MONTH, month_end
from gwdash.demo.sealed_wells import abandoned_well_rows, survey_rows
from gwdash.demo.self_checks import self_monitoring_rows
from gwdash.demo.sources import water_source_rows
from gwdash.demo.zones import zone_rows
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import DatasetKind
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period

Row = dict[str, object]
Rows = Callable[[str, date], list[Row]]

#: The first registers of sources and firms were drawn up before the wells that name them.
FIRST_DAY = date(2022, 1, 28)
DRAWN_UP_FIRST = frozenset({"water_source", "key_unit"})


def _self_monitoring(county: str, day: date) -> list[Row]:
    return self_monitoring_rows(county, Period.of(day, "quarter"))


_ROWS: dict[str, Rows] = {
    "zone": zone_rows,
    "key_unit": firms.key_unit_rows,
    "self_monitoring": _self_monitoring,
    "leak_hazard": hazards.leak_hazard_rows,
    "water_source": water_source_rows,
    "geothermal": geothermal.geothermal_rows,
    "abandoned_well": abandoned_well_rows,
    "survey_progress": survey_rows,
    "policy_rule": affairs.policy_rule_rows,
    "damage_case": affairs.damage_case_rows,
    "project": projects.project_rows,
    "meeting": office.meeting_rows,
    "decision": office.decision_rows,
    "publicity": affairs.publicity_rows,
    "expert": affairs.expert_rows,
    "scoring_scheme": office.scheme_rows,
    "score_adjustment": office.adjustment_rows,
}
#: The survey of abandoned wells began later, and before the first meeting nothing was decided.
_SINCE = {
    "abandoned_well": date(2022, 6, 1), "survey_progress": date(2022, 6, 1),
    "decision": date(2022, 3, 1),
}  # fmt: skip
#: Reports that never came, or not yet.
_MISSING = frozenset({
    ("self_monitoring", "610429", "2024Q2"), ("geothermal", "610431", "2023-08"),
    ("leak_hazard", "610426", "2024Q2"), ("abandoned_well", "610426", "2024-05"),
    ("abandoned_well", "610426", "2024-06"), ("survey_progress", "610426", "2024-06"),
    ("project", "610426", "2024Q2"), ("decision", "gzw", "2024-06"), ("project", "gzw", "2024Q2"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """One ledger of one reporter for one period, with how it is handed in."""

    dataset: str
    reporter: str
    period: Period
    rows: list[Row]
    kind: SubmissionKind
    part: str = ""
    """The township whose part of the slice it is; empty for the whole."""


#: A county that hands in its wells township by township (乡镇分表): those that changed.
PARTED = frozenset({("abandoned_well", "610428")})


def dues() -> Iterator[Due]:
    """Yield what is handed in, ledger by ledger, reporter by reporter, period by period."""
    for name, rows in _ROWS.items():
        for reporter in REGION.expand_reporters(DATASETS[name].reporters):
            if (name, reporter.code) in PARTED:
                yield from _by_township(name, reporter.code, rows)
            else:
                yield from _of_reporter(name, reporter.code, rows)


def _of_reporter(name: str, reporter: str, rows: Rows) -> Iterator[Due]:
    before: list[Row] | None = None
    for number, period in enumerate(_periods(name)):
        early = number == 0 and name in DRAWN_UP_FIRST
        day = FIRST_DAY if early else min(period.last_day, month_end(LAST_MONTH))
        found = rows(reporter, day)
        kind = _kind(name, found, before)
        if kind is not None and (name, reporter, period.code) not in _MISSING:
            yield Due(name, reporter, period, found, kind)
            before = found


def _by_township(name: str, reporter: str, rows: Rows) -> Iterator[Due]:
    """Yield the townships whose rows changed; before there are any the county has none."""
    before: dict[str, list[Row]] = {}
    for period in _periods(name):
        towns: dict[str, list[Row]] = {}
        for row in rows(reporter, period.last_day):
            towns.setdefault(str(row["town"]), []).append(row)
        if not towns:
            yield Due(name, reporter, period, [], SubmissionKind.NIL)
        for town, found in towns.items():
            if found != before.get(town):
                yield Due(name, reporter, period, found, SubmissionKind.FILE, town)
        before = towns


def _kind(name: str, rows: list[Row], before: list[Row] | None) -> SubmissionKind | None:
    """Return how rows are handed in: as a file, unchanged or as nothing; None for not at all.

    The office keeps its own ledgers and hands them in when they have changed.
    """
    dataset = DATASETS[name]
    if dataset.kind is DatasetKind.OFFICE:
        return SubmissionKind.FILE if rows and rows != before else None
    if not rows:
        return SubmissionKind.NIL
    same = rows == before and dataset.kind is not DatasetKind.OBSERVATION
    return SubmissionKind.CARRY if same else SubmissionKind.FILE


def _periods(name: str) -> Iterator[Period]:
    period = Period.of(_SINCE.get(name, FIRST_MONTH), DATASETS[name].cadence.period_kind)
    while period.first_day <= LAST_MONTH:
        yield period
        period = period.next()
