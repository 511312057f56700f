"""Which templates a reporter owes, what they begin from, and what a filled one says it is."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from gwdash import clock
from gwdash.archive.files import Archive
from gwdash.archive.model import State, Submission
from gwdash.errors import UnreadableFile, UsageError
from gwdash.ingest.files.magic import Container, container
from gwdash.ingest.files.package import Package
from gwdash.ingest.files.safexml import Attributes, walk
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Cadence, Column, Dataset, DatasetKind, Kind
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.periods import Period, parse_period

_PROPERTIES_PART = "docProps/custom.xml"
_PREFIX = "gwdash_"
#: What stays the same from one observation of a place to the next.
_LASTING = frozenset({Kind.COUNTY, Kind.ANALYTE})
_LASTING_NAMES = frozenset({"well_name", "town", "unit", "layer", "sample_type"})


@dataclass(frozen=True, slots=True)
class Blank:
    """A template that a reporter owes: of which ledger, for when, with which rows in it."""

    dataset: Dataset
    reporter: Reporter
    period: Period
    rows: pa.Table | None = None


@dataclass(frozen=True, slots=True)
class Binding:
    """What a template says about itself among its properties; None where it says nothing."""

    dataset: Dataset
    reporter: Reporter | None
    period: Period | None


def require_reporter(name: str) -> Reporter:
    """Return the unit or county that a name or code means; raises UsageError."""
    found = REGION.find_reporter(name)
    if found is None:
        names = "、".join(r.name for r in REGION.reporters)
        raise UsageError(f"没有叫「{name}」的填报单位。名录为：{names}。")
    return found


def due_period(text: str | None = None) -> Period:
    """Return the period that a text names; the month that ended last where none is given."""
    if text is None:
        return Period.of(clock.today(), "month").previous()
    period, problem = parse_period(text)
    if period is None:
        raise UsageError(f"报告期「{text}」不能识别：{problem}")
    return period


def owed(reporter: Reporter, period: Period) -> list[tuple[Dataset, Period]]:
    """Return the ledgers that fall due with the end of a period, each with its own period.

    With June end the month, the second quarter and the first half. What has no due day and what
    is handed in whenever there is something is owed by nobody.
    """
    found = []
    for dataset in LEDGERS.values():
        if dataset.due_day is None or dataset.cadence is Cadence.AS_HELD:
            continue
        own = Period.of(period.last_day, dataset.cadence.period_kind)
        if own.last_day == period.last_day and reporter in REGION.expand_reporters(
            dataset.reporters
        ):
            found.append((dataset, own))
    return found


def blanks(
    workspace: Path, reporter: Reporter, period: Period, *, prefill: bool = True
) -> list[Blank]:
    """Return every template that a reporter owes for a period; raises UsageError for none."""
    due = owed(reporter, period)
    if not due:
        raise UsageError(f"{reporter.name}在{period.label}没有按期报送的台账，请核对单位和报告期。")
    return [
        Blank(dataset, reporter, own, last_rows(workspace, dataset, reporter, own))
        if prefill
        else Blank(dataset, reporter, own)
        for dataset, own in due
    ]


def last_rows(
    workspace: Path, dataset: Dataset, reporter: Reporter, period: Period | None = None
) -> pa.Table | None:
    """Return the rows to begin from: those the reporter had accepted last, up to a period.

    Of observations the places alone, without days and values. None where there are none.
    """
    if not (workspace / "archive").is_dir():
        return None
    with Archive.of(workspace) as archive:
        accepted = archive.ledger.submissions(
            dataset=dataset.name, reporter=reporter.code, state=State.ACCEPTED
        )
        kept = _current(dataset, accepted, period.last_day if period else date.max)
        tables = [archive.rows(one.rows_sha256) for one in kept if one.rows_sha256]
    if not tables:
        return None
    rows = pa.concat_tables(tables)
    return _places(dataset, rows) if dataset.kind is DatasetKind.OBSERVATION else rows


def _current(dataset: Dataset, accepted: list[Submission], until: date) -> list[Submission]:
    """Return the submissions whose rows count: of a register each part's last."""
    known = [one for one in accepted if one.period_end <= until]
    newest: dict[str, Submission] = {}
    for one in sorted(known, key=lambda s: (s.period_end, s.id)):
        newest[one.part] = one
    if dataset.kind in {DatasetKind.REGISTER, DatasetKind.OFFICE} or not newest:
        return list(newest.values())
    last = max(one.period_end for one in newest.values())
    return [one for one in newest.values() if one.period_end == last]


def _places(dataset: Dataset, rows: pa.Table) -> pa.Table:
    """Return each place once, with what does not change from one observation to the next."""
    lasting = [c.name for c in dataset.entered_columns if _lasts(dataset, c)]
    names = [name for name in lasting if name in rows.column_names]
    seen: set[tuple[object, ...]] = set()
    keep = []
    for row in rows.select(names).to_pylist():
        mark = tuple(row.values())
        keep.append(mark not in seen)
        seen.add(mark)
    return rows.select(names).filter(pa.array(keep, type=pa.bool_()))


def _lasts(dataset: Dataset, column: Column) -> bool:
    kind = column.field.kind
    key = column.name in dataset.key and kind not in {Kind.DATE, Kind.DATETIME, Kind.MONTH}
    return key or bool(column.references) or kind in _LASTING or column.name in _LASTING_NAMES


def binding(content: bytes) -> Binding | None:
    """Return what a template handed back says it is, None for any other file.

    The heading line wins where a clerk wrote another unit or period there: it is what is seen.
    """
    if container(content) in {Container.TEXT, Container.OLE}:
        return None
    try:
        package = Package(content)
        if _PROPERTIES_PART not in package:
            return None
        found = _properties(package.read(_PROPERTIES_PART))
    except UnreadableFile:
        # Whether the file can be read at all is said where it is read.
        return None
    dataset = LEDGERS.get(found.get("dataset", ""))
    if dataset is None:
        return None
    period, _ = parse_period(found.get("period", ""))
    return Binding(dataset, REGION.find_reporter(found.get("reporter", "")), period)


def _properties(xml: bytes) -> dict[str, str]:
    """Return the platform's own properties; each program writes the namespaces elsewhere."""
    found: dict[str, str] = {}
    inside = ""

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        if tag == "property":
            name = attributes.get("name", "")
            inside = name.removeprefix(_PREFIX) if name.startswith(_PREFIX) else ""

    def text(piece: str) -> None:
        if inside:
            found[inside] = found.get(inside, "") + piece

    def end(tag: str) -> None:
        nonlocal inside
        if tag == "property":
            inside = ""

    walk(xml, start, end, text)
    return {name: value.strip() for name, value in found.items()}
