"""From the bytes of a file to typed rows and the list of everything that is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from string import ascii_uppercase
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from gwdash.ingest.block import RESULT_FIELD, Block, require
from gwdash.ingest.boundaries import add_boundaries
from gwdash.ingest.checks import KeyCheck, check_reporter_county
from gwdash.ingest.columns import RESULT_PARTS, add_constants, read_columns, read_results
from gwdash.ingest.derived import derive_columns
from gwdash.ingest.facts import Facts, read_facts
from gwdash.ingest.formats import check_formats, spell_identifiers
from gwdash.ingest.grid import Cell, Sheet, Workbook
from gwdash.ingest.headings import Heading, Matcher
from gwdash.ingest.issues import Issue, IssueKind, Severity
from gwdash.ingest.known import Owners, ReferenceCheck, References, check_owners
from gwdash.ingest.layout import Table, find_tables
from gwdash.ingest.limit_rows import limit_issues
from gwdash.ingest.packed import unpacked
from gwdash.ingest.places import fill_county
from gwdash.ingest.positions import add_positions
from gwdash.ingest.profile import Profile
from gwdash.ingest.reader import no_collection, read_workbook
from gwdash.ingest.report import (
    heading_issues,
    mapping_issues,
    missing_issues,
    report_uncached,
    said_issues,
    sheet_issues,
)
from gwdash.ingest.result_columns import require_raw
from gwdash.ingest.row_rules import check_rules
from gwdash.ingest.said_once import said_once
from gwdash.ingest.schema import row_schema
from gwdash.ingest.totals import total_issues
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Dataset
from gwdash.standards.periods import parse_period

#: The column that says of each row whether it was stopped; no field may be called so.
ROW_STATUS = "row_status"
STATUS_OK = "ok"
STATUS_STOPPED = "stopped"
_NO_ROWS = "识别到了表头，但下面没有数据。请核对是否存错了文件；没有新情况时请使用零报告。"


@dataclass(frozen=True, slots=True)
class SheetFound:
    """What was found on one sheet: how many rows were read, stopped and passed over."""

    name: str
    rows: int
    stopped: int
    heading_row: int
    """Excel row number of the first heading row."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as understood. ``rows`` has the dataset's row columns and ``row_status``."""

    dataset: str
    file_name: str
    file_sha256: str
    file_kind: str
    encoding: str
    rows: pa.Table
    issues: list[Issue]
    headings: list[Heading]
    sheets: list[SheetFound]
    facts: Facts
    profile: Profile

    def count(self, severity: Severity) -> int:
        """Return how many issues have this severity."""
        return sum(1 for issue in self.issues if issue.severity is severity)

    @property
    def ok(self) -> bool:
        """Whether nothing stops the file from being handed in."""
        return self.count(Severity.ERROR) == 0 and self.rows.num_rows > 0

    def good_rows(self) -> pa.Table:
        """Return the rows that are not stopped, as the archive keeps them."""
        kept = self.rows.filter(pc.equal(self.rows[ROW_STATUS], STATUS_OK))
        return kept.drop_columns([ROW_STATUS])


@dataclass(slots=True)
class _Run:
    """What the sheets of one file share while they are read."""

    dataset: Dataset
    profile: Profile
    references: ReferenceCheck
    owners: Owners
    keys: KeyCheck
    issues: list[Issue] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    tables: list[pa.Table] = field(default_factory=list)
    sheets: list[SheetFound] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Context:
    """What is known about a file before its tables are read."""

    file_name: str
    reporter: str | None
    year: int | None


def read_file(  # noqa: PLR0913, PLR0917 (a file, what it is, and what is known)
    content: bytes,
    file_name: str,
    dataset_name: str,
    profile: Profile,
    references: References,
    owners: Owners | None = None,
    grid: bytes = b"",
) -> Reading:
    """Return everything that a file says and everything that is wrong with it.

    `grid` is the file as a worker has read it before, where it was kept. Runs in the isolated
    worker. Raises UnreadableFile for a file that is no table at all and UsageError for a profile
    that does not fit the dataset.
    """
    with no_collection():
        dataset = DATASETS[dataset_name]
        known = ReferenceCheck(dataset, references)
        profile = profile.checked(dataset)
        run = _Run(dataset, profile, known, owners or {}, KeyCheck(dataset))
        book = unpacked(grid) if grid else read_workbook(content, file_name)
        return _read(content, file_name, run, book)


def _read(content: bytes, file_name: str, run: _Run, book: Workbook) -> Reading:
    dataset, profile = run.dataset, run.profile
    run.issues.extend(book.notes)
    found = find_tables(book.sheets, dataset, Matcher(dataset, profile))
    facts = _facts(found, file_name)
    reporter = profile.reporter or (facts.reporter.code if facts.reporter else None)
    context = _Context(file_name, reporter, _year(profile, facts))
    for _, table in found:
        if table is not None:
            _read_table(run, table, context)
    run.issues.extend(run.references.finish())
    run.issues.extend(sheet_issues(book, found, dataset))
    if run.headings:
        run.issues.extend(mapping_issues(run.headings, profile))
        if not any(sheet.rows for sheet in run.sheets):
            run.issues.append(Issue.error(IssueKind.FILE, _NO_ROWS))
    schema = row_schema(dataset.name).append(pa.field(ROW_STATUS, pa.string()))
    return Reading(
        dataset=dataset.name,
        file_name=file_name,
        file_sha256=sha256(content).hexdigest(),
        file_kind=book.kind,
        encoding=book.encoding,
        rows=pa.concat_tables(run.tables) if run.tables else schema.empty_table(),
        issues=list(dict.fromkeys(run.issues)),
        headings=list(dict.fromkeys(run.headings)),
        sheets=run.sheets,
        facts=facts,
        profile=profile,
    )


def _facts(found: Sequence[tuple[Sheet, Table | None]], file_name: str) -> Facts:
    around: list[Sequence[Cell]] = []
    for _, table in found:
        if table is not None:
            around.extend(table.surroundings)
    return read_facts(around, *(sheet.name for sheet, _ in found), file_name)


def _year(profile: Profile, facts: Facts) -> int | None:
    """Return the year of the period, for days that are written without one."""
    told = parse_period(profile.period)[0] if profile.period else None
    period = told or facts.period
    return period.year if period else None


def _read_table(run: _Run, table: Table, context: _Context) -> None:
    said = said_once(table, run.dataset, run.profile, context.file_name)
    constants = {one.field: one.text for one in said} | dict(run.profile.constants)
    profile = replace(run.profile, constants=constants)
    issues = list(heading_issues(table, profile))
    issues.extend(said_issues(table, run.dataset, said))
    block = read_columns(table, run.dataset, profile, context.year)
    run.headings.extend((*table.headings, *add_constants(block, profile)))
    missing = list(missing_issues(table, run.dataset, profile, context.reporter))
    if any(issue.severity is Severity.ERROR for issue in missing):
        block.stopped = [True] * len(block.rows)
    issues.extend((*missing, *fill_county(block, table), *total_issues(block, table)))
    block = read_results(block, table, profile)
    issues.extend(limit_issues(table))
    report_uncached(table, block)
    if block.rows:
        _check(run, block, table, context.reporter)
        run.tables.append(_arrow(block))
        stopped = sum(block.stopped)
        run.sheets.append(SheetFound(block.sheet, len(block.rows), stopped, table.heading_row))
    run.issues.extend(issue if not block.turned else _on_page(issue) for issue in issues)
    run.issues.extend(map(_on_page, block.issues) if block.turned else block.issues)


def _on_page(issue: Issue) -> Issue:
    """Return an issue of a turned sheet with the row of its cell on the page."""
    digits = issue.cell.lstrip(ascii_uppercase)
    return replace(issue, row=int(digits)) if digits else issue


def _check(run: _Run, block: Block, table: Table, reporter: str | None) -> None:
    add_positions(block)
    add_boundaries(block)
    check_reporter_county(block, reporter)
    spell_identifiers(block)
    check_formats(block, derive_columns(block))
    for column in run.dataset.entered_columns:
        # A missing heading is said once, so need is checked only where the file has the column.
        if column.name not in RESULT_PARTS and block.has(column.name):
            require(block, column)
    if RESULT_FIELD in table.columns() and not table.analytes():
        require_raw(block)
    check_rules(block)
    run.references.check(block)
    check_owners(block, run.owners, reporter)
    run.keys.check(block)


def _arrow(block: Block) -> pa.Table:
    """Return the block as Arrow, typed by the registry, with where each row came from."""
    schema = row_schema(block.dataset.name)
    anchor = RESULT_FIELD if block.dataset.result_column else block.dataset.key[0]
    count = len(block.rows)
    values: dict[str, list[Any]] = {
        "source_sheet": [block.sheet] * count,
        "source_row": block.page_rows(anchor),
        "source_cell": block.cells(anchor),
    }
    arrays = [pa.array(values.get(f.name) or block.get(f.name), type=f.type) for f in schema]
    status = pa.array([STATUS_STOPPED if s else STATUS_OK for s in block.stopped])
    return pa.Table.from_arrays(
        [*arrays, status], schema=schema.append(pa.field(ROW_STATUS, pa.string()))
    )
