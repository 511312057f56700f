"""报送率 and 按时率 of every reporter and ledger, of one published version."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from gwdash.queries.calendar_counts import Rate
from gwdash.queries.source import Source
from gwdash.registry.datasets import DATASETS
from gwdash.registry.duties import owed_by
from gwdash.registry.model import Dataset
from gwdash.standards.periods import Period


class Report(NamedTuple):
    """An accepted report of one ledger for one period."""

    dataset: str
    reporter: str
    period: str
    period_end: date
    is_on_time: bool


Key = tuple[str, str]
"""Reporter and ledger, by code; a county reports under its own code."""


def report_rates(
    source: Source, since: date, as_of: date, starts: Mapping[str, Period] | None = None
) -> dict[Key, Rate]:
    """Return the rates by reporter and ledger over the periods that end from `since` to `as_of`.

    A ledger is due from its start on; from the first period that anybody reported where none
    is given. Reporters and ledgers without a period due are left out.
    """
    answer = source.columns("report_states", as_of=as_of)
    rows = zip(*(answer[name] for name in Report._fields), strict=True)
    return rates_of([Report(*row) for row in rows], since, as_of, starts)


def rates_of(
    reports: Iterable[Report],
    since: date,
    as_of: date,
    starts: Mapping[str, Period] | None = None,
) -> dict[Key, Rate]:
    """Return the rates of reports, as `report_rates` does of a version's."""
    came = list(reports)
    begins = dict(starts or {}) or _first(came)
    in_time = {one[:3]: bool(one.is_on_time) for one in came}
    found: dict[Key, Rate] = {}
    for dataset in DATASETS.values():
        for period in _periods(dataset, begins.get(dataset.name), since, as_of):
            for reporter in owed_by(dataset):
                on_time = in_time.get((dataset.name, reporter.code, period.code))
                key = (reporter.code, dataset.name)
                one = Rate(1, int(on_time is not None), int(bool(on_time)))
                found[key] = found.get(key, Rate()) + one
    return found


def together(found: Mapping[Key, Rate], place: int) -> dict[str, Rate]:
    """Return the rates summed by reporter (`place` 0) or by ledger (`place` 1)."""
    answer: dict[str, Rate] = {}
    for key, rate in found.items():
        answer[key[place]] = answer.get(key[place], Rate()) + rate
    return answer


def _first(reports: Iterable[Report]) -> dict[str, Period]:
    found: dict[str, Period] = {}
    for one in reports:
        if one.dataset in DATASETS:
            period = Period.of(one.period_end, DATASETS[one.dataset].cadence.period_kind)
            found[one.dataset] = min(period, found.get(one.dataset, period))
    return found


def _periods(dataset: Dataset, begins: Period | None, since: date, as_of: date) -> Iterator[Period]:
    if begins is None:
        return
    period = max(begins, Period.of(since, dataset.cadence.period_kind))
    while period.last_day <= as_of:
        yield period
        period = period.next()
