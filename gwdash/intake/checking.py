"""Reading a file in the isolated worker and saying what it is, for whom and for when."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from gwdash import clock
from gwdash.archive.files import Archive
from gwdash.archive.model import LearnedMapping
from gwdash.errors import UsageError
from gwdash.ingest.headings import Heading
from gwdash.ingest.isolated import shared_worker
from gwdash.ingest.issues import Issue, IssueKind, Severity
from gwdash.ingest.profile import WHOLE, Profile
from gwdash.ingest.reading import ROW_STATUS, STATUS_OK, Reading, read_file
from gwdash.intake import mapping
from gwdash.intake.parts import against_accepted
from gwdash.intake.references import TakenIn, known_keys, known_owners
from gwdash.registry.datasets import LEDGERS, find_dataset
from gwdash.registry.model import Dataset, DatasetKind, Kind
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.gbt14848 import classify_value
from gwdash.standards.periods import Period, parse_period

#: Columns that say when an observation was made, in the order in which they are looked for.
_OBSERVED = (Kind.DATE, Kind.DATETIME)
_PLACE_COLUMNS = ("source_sheet", "source_row", "source_cell", ROW_STATUS)


@dataclass(frozen=True)
class Checked:
    """A file that was read and checked; nothing has been kept yet."""

    dataset: Dataset
    reading: Reading
    content: bytes = field(repr=False)
    reporter: Reporter
    period: Period
    issues: list[Issue]

    @property
    def ok(self) -> bool:
        """Whether it can be handed in as it is."""
        return self.reading.rows.num_rows > 0 and not self.count(Severity.ERROR)

    @property
    def headings(self) -> list[Heading]:
        """What each heading was understood as."""
        return self.reading.headings

    def count(self, severity: Severity) -> int:
        """Return how many issues have this severity."""
        return sum(1 for issue in self.issues if issue.severity is severity)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Every row that was read: ``sheet, row, cell, status`` and ``values`` by field."""
        return list(self.iter_rows())

    def iter_rows(self, limit: int | None = None) -> Iterator[dict[str, Any]]:
        """Yield rows one by one, at most `limit` of them."""
        table = self.reading.rows if limit is None else self.reading.rows.slice(0, limit)
        results = self.dataset.result_column is not None
        for row in table.to_pylist():
            values = {k: _plain(v) for k, v in row.items() if k not in _PLACE_COLUMNS}
            if results:
                values["label"] = _label(
                    row["analyte"], row["value"], row["flag"], row["detection_limit"], row["raw"]
                )
            yield {
                "sheet": row["source_sheet"],
                "row": row["source_row"],
                "cell": row["source_cell"],
                "status": row[ROW_STATUS],
                "values": values,
            }

    @property
    def summary(self) -> dict[str, Any]:
        """The reading in figures: what, for whom, for when, how many rows and issues."""
        statuses = Counter(self.reading.rows[ROW_STATUS].to_pylist())
        return {
            "dataset": self.dataset.name,
            "label": self.dataset.label,
            "file": self.reading.file_name,
            "file_sha256": self.reading.file_sha256,
            "file_kind": self.reading.file_kind,
            "encoding": self.reading.encoding,
            "reporter": self.reporter.code,
            "reporter_name": self.reporter.name,
            "period": self.period.code,
            "period_label": self.period.label,
            "sheets": [sheet.name for sheet in self.reading.sheets],
            "rows": self.reading.rows.num_rows,
            "rows_ok": statuses[STATUS_OK],
            "rows_stopped": self.reading.rows.num_rows - statuses[STATUS_OK],
            "errors": self.count(Severity.ERROR),
            "warnings": self.count(Severity.WARNING),
            "infos": self.count(Severity.INFO),
            "issues_by_kind": dict(Counter(str(issue.kind) for issue in self.issues)),
            "ok": self.ok,
        }


def require_dataset(name: str) -> Dataset:
    """Return the dataset named by code or Chinese label; raises UsageError."""
    dataset = find_dataset(name)
    if dataset is None:
        names = "、".join(f"{d.name}（{d.label}）" for d in LEDGERS.values())
        raise UsageError(f"没有叫「{name}」的台账。可用的有：{names}。")
    return dataset


def check(  # noqa: PLR0913 (a file, what it is, and where)
    workspace: Path,
    dataset: str,
    content: bytes,
    file_name: str,
    profile: Profile | None = None,
    *,
    also_known: TakenIn | None = None,
    learned: bool = True,
    archive: Archive | None = None,
    grid: bytes = b"",
) -> Checked:
    """Read and check a file without keeping anything of it.

    `also_known` is what is known beyond the published version: what files handed in earlier in
    the same batch brought. With `learned`, headings that the reporter explained before are read
    as it was told then. `archive` is the workspace's where it is open already, and `grid` the file
    as it was read when it was recognised. Raises UsageError for a wrong call and UnreadableFile
    for a file that is no table.
    """
    wanted = require_dataset(dataset)
    profile = _resolved(profile or Profile(), wanted)
    also = also_known or TakenIn()
    references = known_keys(workspace, wanted, also.keys)
    owners = known_owners(workspace, wanted, also.owners.get(wanted.name, {}))

    def read(by: Profile) -> Reading:
        return shared_worker().run(
            read_file, content, file_name, wanted.name, by, references, owners, grid
        )

    reading = read(profile)
    with _opened(workspace, archive) as ledgered:
        told = _told(ledgered, wanted, profile, content, reading) if learned else []
        if told:
            known = mapping.merged(told, wanted) | dict(profile.mapping)
            reading = read(replace(profile, mapping=known))
        issues = [*reading.issues, *mapping.said(told, wanted)]
        reporter = _reporter(wanted, profile, reading, issues)
        period = _period(wanted, profile, reading, issues)
        checked = Checked(wanted, reading, content, reporter, period, issues)
        return against_accepted(ledgered, checked) if ledgered else checked


@contextmanager
def _opened(workspace: Path, archive: Archive | None) -> Iterator[Archive | None]:
    """Give the archive that is open, else the workspace's, if it has one yet."""
    if archive is not None or not (workspace / "archive").is_dir():
        yield archive
        return
    with Archive.of(workspace) as own:
        yield own


def _told(
    archive: Archive | None, dataset: Dataset, profile: Profile, content: bytes, reading: Reading
) -> list[LearnedMapping]:
    """Return what was remembered of a file's headings; who hands it in may stand in the file."""
    said = reading.facts.reporter
    reporter = profile.reporter or (said.code if said else None)
    if archive is None or reporter is None:
        return []
    told = archive.ledger.learned(dataset.name, reporter)
    return mapping.remembered(told, dataset, content, reading)


def _resolved(profile: Profile, dataset: Dataset) -> Profile:
    """Return the profile with codes for reporter and period; raises UsageError."""
    profile = profile.checked(dataset)
    reporter = profile.reporter
    if reporter is not None:
        found = REGION.find_reporter(reporter)
        if found is None:
            names = "、".join(r.name for r in REGION.reporters)
            raise UsageError(f"没有叫「{reporter}」的填报单位。名录为：{names}。")
        _require_reports(dataset, found)
        reporter = found.code
    period = None if profile.period is None else _parsed(profile.period, dataset).code
    return replace(profile, reporter=reporter, period=period, part=_part(profile, dataset))


def _part(profile: Profile, dataset: Dataset) -> str:
    """Return which part of the slice a file is.

    A file whose key is given as a constant holds that one well or item: as the whole slice it
    would replace all the others.
    """
    given = [profile.constants[name] for name in dataset.key if name in profile.constants]
    return "、".join(given) if given and profile.part == WHOLE else profile.part


def _parsed(text: str, dataset: Dataset) -> Period:
    period, problem = parse_period(text)
    if period is None:
        raise UsageError(f"报告期「{text}」不能识别：{problem}")
    fitted = _fitted(period, dataset)
    if fitted is None:
        raise UsageError(
            f"「{dataset.label}」按{_CADENCE_WORDS[dataset.cadence.period_kind]}报送，"
            f"不能用「{text}」作报告期，请写具体一些。"
        )
    return fitted


_CADENCE_WORDS = {"month": "月", "quarter": "季度", "half": "半年", "year": "年"}
_SPANS = ("month", "quarter", "half", "year")


def _fitted(period: Period, dataset: Dataset) -> Period | None:
    """Return the dataset's period that holds `period`, None when `period` is longer."""
    if _SPANS.index(period.kind) > _SPANS.index(dataset.cadence.period_kind):
        return None
    return Period.of(period.last_day, dataset.cadence.period_kind)


def _require_reports(dataset: Dataset, reporter: Reporter) -> None:
    allowed = REGION.expand_reporters(dataset.reporters)
    if reporter not in allowed and reporter.code != REGION.office:
        raise UsageError(f"「{reporter.name}」不报送「{dataset.label}」，请核对填报单位或台账。")


def _reporter(
    dataset: Dataset, profile: Profile, reading: Reading, issues: list[Issue]
) -> Reporter:
    """Return who hands in: as told, as the file says, else the office on somebody's behalf."""
    if profile.reporter is not None:
        told = REGION.reporter(profile.reporter)
        said = reading.facts.reporter
        if said is not None and said.code != told.code:
            message = f"文件中写的填报单位是「{said.name}」，按指定的「{told.name}」登记。"
            issues.append(Issue.warning(IssueKind.FILE, message, raw=said.name))
        return told
    if reading.facts.reporter is not None:
        _require_reports(dataset, reading.facts.reporter)
        return reading.facts.reporter
    office = REGION.reporter(REGION.office)
    if dataset.reporters != ("office",):
        message = f"没有指明填报单位，将由「{office.name}」代报登记。"
        issues.append(Issue.info(IssueKind.FILE, message))
    return office


def _period(dataset: Dataset, profile: Profile, reading: Reading, issues: list[Issue]) -> Period:
    """Return the period: as told, as the file says, as its newest observation, else the present."""
    if profile.period is not None:
        return _parsed(profile.period, dataset)
    if reading.facts.period is not None and (said := _fitted(reading.facts.period, dataset)):
        return said
    newest = _newest(dataset, reading) if dataset.kind is DatasetKind.OBSERVATION else None
    period = Period.of(newest or clock.today(), dataset.cadence.period_kind)
    source = "最晚的监测日期" if newest else "今天的日期"
    message = f"没有指明报告期，按{source}登记为{period.label}。"
    issues.append(Issue.info(IssueKind.FILE, message))
    return period


def _newest(dataset: Dataset, reading: Reading) -> date | None:
    for name in dataset.key:
        if dataset.column(name).field.kind in _OBSERVED:
            days = [d for d in reading.rows[name].to_pylist() if d is not None]
            newest = max(days, default=None)
            return newest.date() if isinstance(newest, datetime) else newest
    return None


def _plain(value: object) -> object:
    """Return a value as JSON and people know it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else value


@lru_cache(maxsize=65536)
def _label(
    analyte: str | None,
    value: Decimal | None,
    flag: str | None,
    limit: Decimal | None,
    raw: str | None,
) -> str | None:
    if analyte is None or flag is None:
        return None
    return classify_value(analyte, value, flag, limit, raw).label
