"""What was measured at a well, indicator by indicator: trend, class and the same season before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from gwdash.assess.series_rules import SeriesRules
from gwdash.assess.trend import Bound, Finding, Reading, mann_kendall
from gwdash.queries.quality import SeasonKey
from gwdash.queries.source import Source
from gwdash.queries.values import day, text
from gwdash.standards.analytes import ANALYTES, Analyte
from gwdash.standards.gbt14848 import Classification, classify_value

_MONTHS_A_QUARTER = 3
#: What is only known to lie below a limit is drawn and reckoned at half of it (SL 219-2013).
HALF = 0.5
NOT_DETECTED = frozenset({"nd", "nd_no_dl"})
MEASURED = frozenset({"value", "nd", "nd_no_dl", "right_censored"})


class Sampling(NamedTuple):
    """One result in the unit of the standard."""

    sampled_on: date
    layer: str
    season: str
    raw: str
    value: Decimal | None
    flag: str
    detection_limit: Decimal | None

    @property
    def found(self) -> bool:
        """Whether the result is a number."""
        return self.flag == "value" and self.value is not None

    @property
    def measured(self) -> bool:
        """Whether there is a result at all, numbers and not detected alike."""
        return self.flag in MEASURED

    @property
    def height(self) -> float | None:
        """Where the result is drawn: its value, half its detection limit, or nowhere."""
        if self.flag in NOT_DETECTED:
            return None if self.detection_limit is None else HALF * float(self.detection_limit)
        return None if self.value is None or not self.measured else float(self.value)

    @property
    def season_key(self) -> SeasonKey:
        """The season it belongs to, the quarter where none was filled in."""
        quarter = f"q{(self.sampled_on.month - 1) // _MONTHS_A_QUARTER + 1}"
        return SeasonKey(self.sampled_on.year, self.season or quarter)

    @property
    def reading(self) -> Reading:
        """The result as the trend test takes it."""
        season = self.season_key.season
        if self.flag in NOT_DETECTED:
            limit = self.detection_limit
            return Reading(
                self.sampled_on, None if limit is None else float(limit), Bound.BELOW, season
            )
        bound = Bound.ABOVE if self.flag == "right_censored" else Bound.EXACT
        value = None if self.value is None else float(self.value)
        return Reading(self.sampled_on, value, bound, season)


@dataclass(frozen=True, slots=True)
class AnalyteRecord:
    """One indicator of one well over time, and what is judged of it."""

    analyte: Analyte
    samplings: tuple[Sampling, ...]
    trend: Finding | None
    """None for indicators in words."""

    @property
    def last(self) -> Sampling:
        """The last result; where layers were sampled apart, that of the deepest named."""
        return self.samplings[-1]

    @property
    def year_before(self) -> Sampling | None:
        """The result of the same season and layer a year before the last."""
        last = self.last
        wanted = last.season_key.same_last_year
        same = [s for s in self.samplings if s.season_key == wanted and s.layer == last.layer]
        return same[-1] if same else None

    @property
    def last_class(self) -> Classification:
        """The class that the last result proves (GB/T 14848-2017)."""
        last = self.last
        return classify_value(
            self.analyte.code, last.value, last.flag, last.detection_limit, last.raw
        )


def of_frame(results: pd.DataFrame, analyte: Analyte, rules: SeriesRules) -> AnalyteRecord | None:
    """Return the record of one indicator out of a frame of results; None without a row."""
    rows = [_sampling(*row) for row in results[list(Sampling._fields)].itertuples(index=False)]
    return _record(analyte, rows, rules)


def well_records(
    source: Source, well_id: str, as_of: date, rules: SeriesRules
) -> list[AnalyteRecord]:
    """Return every indicator measured at a well, those in the worst class first."""
    answer = source.columns("well_series", well_id=well_id, as_of=as_of)
    own: dict[str, list[Sampling]] = {}
    names = list(Sampling._fields)
    for code, *row in zip(answer["analyte"], *(answer[name] for name in names), strict=True):
        own.setdefault(code, []).append(_sampling(*row))
    known = [(analyte, own[code]) for code, analyte in ANALYTES.items() if code in own]
    records = [_record(analyte, rows, rules) for analyte, rows in known]
    return sorted((r for r in records if r is not None), key=lambda r: -(r.last_class.grade or 0))


def _record(analyte: Analyte, rows: Sequence[Sampling], rules: SeriesRules) -> AnalyteRecord | None:
    if not rows:
        return None
    trend = None
    if analyte.kind != "text":
        trend = mann_kendall([row.reading for row in rows if row.measured], rules)
    return AnalyteRecord(analyte, tuple(rows), trend)


def _sampling(*row: Any) -> Sampling:  # noqa: ANN401 (cells of a frame)
    sampled_on, layer, season, raw, value, flag, detection_limit = row
    on = day(sampled_on)
    if on is None:
        raise ValueError("a result has no day of sampling")
    return Sampling(
        on, text(layer), text(season), text(raw), _decimal(value), text(flag),
        _decimal(detection_limit),
    )  # fmt: skip


def _decimal(value: Any) -> Decimal | None:  # noqa: ANN401
    cell = text(value)
    return Decimal(cell) if cell else None
