"""Reports of months in which nothing changed or nothing was measured: one click each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gwdash.archive import SubmissionKind
from gwdash.demo.chance import months
from gwdash.demo.levels import OWN_LEVELS, OWN_LEVELS_SINCE
from gwdash.demo.registers import OWNERS, register_months, register_rows
from gwdash.demo.samples import quarters, samples_sites
from gwdash.registry.datasets import DATASETS
from gwdash.registry.region import REGION

Row = dict[str, object]

#: Those who have not even said that nothing changed: they are asked for it in the last month.
FORGOTTEN = frozenset({("well", "610426", "2024-06"), ("water_level", "610429", "2024-06")})
_CITY_LEVELS = frozenset({"slj", "zrzyj"})


@dataclass(frozen=True, slots=True)
class Click:
    """A report of one click: as before, or nothing to report."""

    dataset: str
    reporter: str
    first: date
    """The first day of the period."""
    rows: list[Row]
    kind: SubmissionKind


def clicks() -> Iterator[Click]:
    """Yield the reports of one click on registers of wells, water levels and samples."""
    for one in (*_registers(), *_levels(), *_samples()):
        if (one.dataset, one.reporter, f"{one.first:%Y-%m}") not in FORGOTTEN:
            yield one


def _registers() -> Iterator[Click]:
    """Yield 沿用上期 for each month in which an owner's register stayed as it was."""
    for owner in OWNERS:
        changed = register_months(owner)
        for first in months(changed[0]):
            if first not in changed:
                rows = register_rows(owner, first)
                yield Click("well", owner, first, rows, SubmissionKind.CARRY)


def _levels() -> Iterator[Click]:
    """Yield 零报告 of those whose wells the city's units measure."""
    for reporter in REGION.expand_reporters(DATASETS["water_level"].reporters):
        for first in months():
            own = reporter.code in OWN_LEVELS and first >= OWN_LEVELS_SINCE
            if not own and reporter.code not in _CITY_LEVELS:
                yield Click("water_level", reporter.code, first, [], SubmissionKind.NIL)


def _samples() -> Iterator[Click]:
    """Yield 零报告 of counties in quarters without sampling."""
    for quarter in quarters():
        for county in REGION.counties:
            if not samples_sites(county.code, quarter):
                first = quarter.first_day
                yield Click("water_quality", county.code, first, [], SubmissionKind.NIL)
