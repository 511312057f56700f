"""From the bytes of a file to typed rows and the list of everything that is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from gwdash.ingest.block import Block, add_column, column_of, require
from gwdash.ingest.cells import reader
from gwdash.ingest.checks import (
    KeyCheck,
    References,
    check_references,
    check_reporter_county,
    check_rules,
)
from gwdash.ingest.facts import Facts, read_facts
from gwdash.ingest.grid import Cell, Sheet, Workbook, address
from gwdash.ingest.headings import Heading, How, Matcher
from gwdash.ingest.issues import Issue, IssueKind, Severity
from gwdash.ingest.layout import Table, find_tables, missing_columns
from gwdash.ingest.lengths import unit_factor
from gwdash.ingest.percents import add_percent
from gwdash.ingest.positions import add_positions
from gwdash.ingest.profile import Profile
from gwdash.ingest.reader import no_collection, read_workbook
from gwdash.ingest.results import RESULT_FIELD, add_long_results, spread_crosstab
from gwdash.ingest.rowkinds import RowKind
from gwdash.ingest.schema import row_schema
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Column, Dataset, Kind, Need

#: The hidden sheet of choices in the templates given out.
CHOICES_SHEET = "可选项"
STATUS_OK = "ok"
STATUS_STOPPED = "stopped"
#: Columns that are read as a group with the result and not by themselves.
_RESULT_PARTS = (RESULT_FIELD, "unit", "detection_limit")


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
    """A file as understood. ``rows`` has the dataset's row columns and ``status``."""

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
        kept = self.rows.filter(pc.equal(self.rows["status"], STATUS_OK))
        return kept.drop_columns(["status"])


@dataclass(slots=True)
class _Run:
    """What the sheets of one file share while they are read."""

    dataset: Dataset
    profile: Profile
    matcher: Matcher
    references: References
    keys: KeyCheck
    issues: list[Issue] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    tables: list[pa.Table] = field(default_factory=list)
    sheets: list[SheetFound] = field(default_factory=list)


def read_file(
    content: bytes, file_name: str, dataset_name: str, profile: Profile, references: References
) -> Reading:
    """Return everything that a file says and everything that is wrong with it.

    Runs in the isolated worker. Raises UnreadableFile for a file that is no table at all and
    UsageError for a profile that does not fit the dataset.
    """
    with no_collection():
        return _read(content, file_name, DATASETS[dataset_name], profile, references)


def _read(
    content: bytes, file_name: str, dataset: Dataset, profile: Profile, references: References
) -> Reading:
    profile = profile.checked(dataset)
    book = read_workbook(content, file_name)
    run = _Run(dataset, profile, Matcher(dataset, profile), references, KeyCheck(dataset))
    run.issues.extend(book.notes)
    found = find_tables(book.sheets, dataset, run.matcher)
    facts = _facts(found, file_name)
    reporter = profile.reporter or (facts.reporter.code if facts.reporter else None)
    for sheet, table in found:
        if table is not None:
            _read_table(run, table, reporter)
    _report_sheets(run, book, found)
    schema = row_schema(dataset.name).append(pa.field("status", pa.string()))
    rows = pa.concat_tables(run.tables) if run.tables else schema.empty_table()
    return Reading(
        dataset=dataset.name,
        file_name=file_name,
        file_sha256=sha256(content).hexdigest(),
        file_kind=book.kind,
        encoding=book.encoding,
        rows=rows,
        issues=run.issues,
        headings=run.headings,
        sheets=run.sheets,
        facts=facts,
        profile=profile,
    )


def _facts(found: Sequence[tuple[Sheet, Table | None]], file_name: str) -> Facts:
    around: list[list[Cell]] = []
    for sheet, table in found:
        if table is not None:
            around.extend(sheet.rows[index] for index in table.surroundings)
    return read_facts(around, *(sheet.name for sheet, _ in found), file_name)


def _read_table(run: _Run, table: Table, reporter: str | None) -> None:
    run.headings.extend(table.headings)
    _report_headings(run, table)
    block = _read_columns(run, table)
    _add_constants(run, block)
    _report_missing(run, table, block)
    block = _results(run, table, block)
    _report_uncached(table, block)
    if not block.rows:
        run.issues.extend(block.issues)
        return
    add_positions(block)
    check_reporter_county(block, reporter)
    for column in run.dataset.stored_columns:
        if column.name not in _RESULT_PARTS or column.name == RESULT_FIELD:
            _require(block, column, table)
    check_rules(block)
    check_references(block, run.references)
    run.keys.check(block)
    run.issues.extend(block.issues)
    run.tables.append(_arrow(block))
    run.sheets.append(
        SheetFound(
            table.sheet.name, len(block.rows), sum(block.stopped), table.first_heading_row + 1
        )
    )


def _read_columns(run: _Run, table: Table) -> Block:
    """Read the columns of fields; rows in which no field says anything are no rows."""
    columns = table.columns()
    places = [h.column for h in columns.values()] + [h.column for h in table.analytes()]
    rows = [
        r for r in table.data_rows if any(_filled(table.sheet.rows[r], place) for place in places)
    ]
    block = Block(run.dataset, table.sheet.name, rows)
    if run.profile.scope == "warn":
        block.scope_severity = Severity.WARNING
    for name, heading in columns.items():
        column = run.dataset.column(name)
        if name in _RESULT_PARTS and run.dataset.result_column:
            block.places[name] = heading.column
            continue
        cells = column_of(table, heading.column, rows)
        if column.field.kind is Kind.PERCENT:
            add_percent(block, column, heading, cells, table.sheet)
            continue
        factor = unit_factor(heading.unit, column.field)
        if factor is None:
            run.issues.append(_unit_issue(column, heading))
            factor = 1.0
        add_column(block, column, heading.column, cells, reader(column, run.dataset, factor=factor))
    return block


def _filled(row: Sequence[Cell], place: int) -> bool:
    return place < len(row) and row[place] is not None and row[place] != ""


def _unit_issue(column: Column, heading: Heading) -> Issue:
    return Issue.error(
        IssueKind.UNIT,
        f"「{column.field.label}」的单位「{heading.unit}」不能换算为 {column.field.unit}，"
        "请改用规定单位后重报。",
        sheet=heading.sheet,
        cell=heading.cell,
        field=column.name,
        raw=heading.text,
    )


def _add_constants(run: _Run, block: Block) -> None:
    """Give each row the profile's constants; they win over what the file says."""
    for name, text in run.profile.constants.items():
        if name in _RESULT_PARTS:
            continue
        column = run.dataset.column(name)
        value, problem = reader(column, run.dataset)(text)
        if problem is not None:
            run.issues.append(
                Issue.error(problem.kind, f"给定的「{column.field.label}」有误：{problem.message}",
                            field=name, raw=text)
            )  # fmt: skip
        block.values[name] = [value] * len(block.rows)
        run.headings.append(Heading(-1, column.field.label, How.CONSTANT, field=name))


def _results(run: _Run, table: Table, block: Block) -> Block:
    """Read the laboratory results, whichever way the table lays them out."""
    if run.dataset.result_column is None:
        return block
    if table.analytes():
        return spread_crosstab(block, table, run.profile.constants.get("detection_limit"))
    columns = table.columns()
    cells: dict[str, list[Cell]] = {
        name: column_of(table, columns[name].column, block.rows)
        if name in columns
        else [run.profile.constants.get(name)] * len(block.rows)
        for name in _RESULT_PARTS
    }
    heading = columns.get(RESULT_FIELD, Heading(-1, "", How.CONSTANT))
    add_long_results(block, cells, heading)
    return block


def _require(block: Block, column: Column, table: Table) -> None:
    """Check need only where the file has the column: a missing heading is said once."""
    if column.name == RESULT_FIELD:
        if not table.analytes() and RESULT_FIELD in table.columns():
            _require_result(block, column)
    elif block.has(column.name):
        require(block, column)


def _require_result(block: Block, column: Column) -> None:
    block.values[RESULT_FIELD] = block.values["flag"]
    require(block, column)
    del block.values[RESULT_FIELD]


def _report_headings(run: _Run, table: Table) -> None:
    for heading in table.headings:
        if heading.how is How.UNKNOWN:
            hint = f"是否为「{heading.suggestion}」？" if heading.suggestion else ""
            message = f"不认识的表头「{heading.text}」，该列未读取。{hint}可指定它对应的字段后重新检查。"
            run.issues.append(_at_heading(heading, message, IssueKind.UNKNOWN_HEADING))
        elif heading.how is How.SUPERSEDED and heading.field not in run.profile.mapping.values():
            message = f"「{heading.text}」与另一列含义相同，采用了靠左的一列。"
            run.issues.append(
                Issue.info(IssueKind.LAYOUT, message, sheet=heading.sheet, cell=heading.cell,
                           field=heading.field, raw=heading.text)
            )  # fmt: skip


def _at_heading(heading: Heading, message: str, kind: IssueKind) -> Issue:
    return Issue.warning(
        kind, message, sheet=heading.sheet, cell=heading.cell, raw=heading.text
    )


def _report_missing(run: _Run, table: Table, block: Block) -> None:
    """Say which columns the table lacks: an error for loading, one warning for completeness."""
    given = [*run.profile.constants, *_derived(run)]
    where = {"sheet": table.sheet.name, "row": table.first_heading_row + 1}
    for name in missing_columns(table, run.dataset, given, Need.LOAD):
        label = run.dataset.column(name).field.label
        message = f"缺少必需的列「{label}」，请补上该列，或指定哪一列是「{label}」，或给出统一的值。"
        run.issues.append(Issue.error(IssueKind.MISSING_HEADING, message, field=name, **where))
        block.stopped = [True] * len(block.rows)
    if absent := missing_columns(table, run.dataset, given, Need.COMPLETE):
        labels = "、".join(run.dataset.column(name).field.label for name in absent)
        message = f"没有这些列：{labels}。可以提交，计入完整率。"
        run.issues.append(Issue.warning(IssueKind.MISSING_HEADING, message, **where))


def _derived(run: _Run) -> tuple[str, ...]:
    """Columns that other columns can give: the county follows from the position."""
    rules = {name for rule in run.dataset.rules if rule.rule == "position" for name in rule.columns}
    return ("county_code",) if "county_code" in rules or run.profile.reporter else ()


def _report_uncached(table: Table, block: Block) -> None:
    """Report formulas without a stored result: their value is unknown, never 0."""
    if not table.sheet.uncached_formulas:
        return
    names = {h.column: h.field or h.analyte for h in table.headings if h.field or h.analyte}
    positions: dict[int, list[int]] = {}
    for position, row in enumerate(block.rows):
        positions.setdefault(row, []).append(position)
    for row, column in sorted(table.sheet.uncached_formulas):
        if row in positions and column in names:
            for position in positions[row]:
                block.stopped[position] = True
            block.issues.append(
                Issue.error(
                    IssueKind.FORMULA,
                    "公式没有计算结果。请在 WPS 或 Excel 中打开、重新计算并保存，或直接填写数值。",
                    sheet=block.sheet,
                    cell=address(row, column),
                    row=row + 1,
                    field=names[column],
                )
            )


def _report_sheets(
    run: _Run, book: Workbook, found: Sequence[tuple[Sheet, Table | None]]
) -> None:
    for sheet in book.sheets:
        if not sheet.visible and sheet.name != CHOICES_SHEET:
            message = f"工作表「{sheet.name}」是隐藏的，未读取。需要报送请取消隐藏。"
            run.issues.append(Issue.warning(IssueKind.LAYOUT, message, sheet=sheet.name))
    read = [sheet for sheet, table in found if table is not None]
    for sheet, table in found:
        if table is not None:
            _report_layout(run, sheet, table)
        elif sheet.rows and read:
            message = f"工作表「{sheet.name}」没有识别到「{run.dataset.label}」的表头，未读取。"
            run.issues.append(Issue.info(IssueKind.LAYOUT, message, sheet=sheet.name))
    if not read:
        wanted = "、".join(c.field.label for c in run.dataset.columns if c.need is Need.LOAD)
        message = (
            f"没有找到「{run.dataset.label}」的表头。表中至少要有：{wanted}。"
            "请核对是否选错了台账，或下载模板填写。"
        )
        run.issues.append(Issue.error(IssueKind.MISSING_HEADING, message))
    elif not any(s.rows for s in run.sheets):
        run.issues.append(
            Issue.error(IssueKind.FILE, "识别到了表头，但下面没有数据。没有新情况时请使用零报告。")
        )


_PASSED_OVER = {
    RowKind.TOTAL: "合计行",
    RowKind.STATISTIC: "统计行",
    RowKind.LIMIT: "标准限值行",
    RowKind.EXAMPLE: "示例行",
    RowKind.REPEATED_HEADING: "重复的表头行",
}


def _report_layout(run: _Run, sheet: Sheet, table: Table) -> None:
    hidden = [r for r in table.data_rows if r in sheet.hidden_rows]
    if hidden:
        message = f"有 {len(hidden)} 行是隐藏的（第 {hidden[0] + 1} 行起），已一并读取，请核对是否应当报送。"
        run.issues.append(
            Issue.warning(IssueKind.LAYOUT, message, sheet=sheet.name, row=hidden[0] + 1)
        )
    for kind, words in _PASSED_OVER.items():
        rows = [row + 1 for row, found in table.special_rows if found is kind]
        if rows:
            message = f"{words}（第 {'、'.join(map(str, rows[:5]))} 行）不作为数据。"
            run.issues.append(
                Issue.info(IssueKind.LAYOUT, message, sheet=sheet.name, row=rows[0])
            )


def _arrow(block: Block) -> pa.Table:
    """Return the block as Arrow, typed by the registry, with where each row came from."""
    schema = row_schema(block.dataset.name)
    anchor = RESULT_FIELD if block.dataset.result_column else block.dataset.key[0]
    count = len(block.rows)
    values: dict[str, list[Any]] = {
        "source_sheet": [block.sheet] * count,
        "source_row": [row + 1 for row in block.rows],
        "source_cell": [block.cell(i, anchor) for i in range(count)],
    }
    arrays = [
        pa.array(values.get(f.name) or block.get(f.name), type=f.type) for f in schema
    ]
    status = pa.array([STATUS_STOPPED if s else STATUS_OK for s in block.stopped])
    return pa.Table.from_arrays(
        [*arrays, status], schema=schema.append(pa.field("status", pa.string()))
    )
