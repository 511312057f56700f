"""What is said about a file as a whole: its headings, its sheets, rows that were passed over."""

from collections.abc import Iterable, Iterator, Sequence

from gwdash.ingest.block import Block, shortened
from gwdash.ingest.grid import Cell, Sheet, Workbook, column_letters
from gwdash.ingest.heading_rows import MAX_COLUMNS
from gwdash.ingest.headings import Heading, How
from gwdash.ingest.issues import Issue, IssueKind
from gwdash.ingest.layout import Table, missing_columns
from gwdash.ingest.problems import is_blank
from gwdash.ingest.profile import Profile
from gwdash.ingest.rowkinds import RowKind
from gwdash.ingest.said_once import Said
from gwdash.registry.model import Dataset, Need, Rule
from gwdash.registry.region import REGION
from gwdash.registry.text import fold
from gwdash.standards.analytes import near_miss

#: The hidden sheet of choices in the templates given out.
CHOICES_SHEET = "可选项"
#: Tells how to fill in the form, in our templates and in others: nobody misses it among the data.
GUIDE_SHEET = "填表说明"
_SHOWN_ROWS = 5
_SHOWN_HEADING = 60
_SHOWN_NAMES = 4
#: One column that comes twice is a slip, two are half a table.
_HALF_A_TABLE = 2

_PASSED_OVER = {
    RowKind.TOTAL: "合计行",
    RowKind.STATISTIC: "统计行",
    RowKind.LIMIT: "标准限值行",
    RowKind.EXAMPLE: "示例行",
    RowKind.SECTION: "分节标题行",
    RowKind.REPEATED_HEADING: "重复的表头行",
}


def heading_issues(table: Table, profile: Profile) -> Iterator[Issue]:
    """Yield the headings that are unknown or mean what another column means already.

    Two columns or more that say other things than those they repeat are half a table that
    stands beside the other half: an error, for nobody is told of what is not read.
    """
    lost = [] if table.continues else list(_lost(table, profile))
    if len(lost) >= _HALF_A_TABLE:
        yield _beside(lost)
    for heading in () if table.continues else table.headings:
        text = shortened(heading.text, _SHOWN_HEADING)
        where = {"sheet": heading.sheet, "cell": heading.cell, "raw": text}
        if heading.how is How.UNKNOWN:
            alike = near_miss(heading.text.rsplit("/", 1)[-1])
            hint = f"是否为「{heading.suggestion}」？" if heading.suggestion else ""
            hint = f"{alike}。" if alike else hint
            message = f"不认识的表头「{text}」，该列未读取。{hint}可指定它对应的字段后重新检查。"
            yield Issue.warning(IssueKind.UNKNOWN_HEADING, message, **where)
        elif heading.how is How.SUPERSEDED and heading.field not in profile.mapping.values():
            yield _superseded(heading, lost, where)


def _superseded(heading: Heading, lost: Sequence[Heading], where: dict[str, str]) -> Issue:
    message = f"「{where['raw']}」与另一列含义相同，采用了另一列，此列未读取。"
    if heading.analyte:
        message += "请核对该指标是否重复，只保留一列。"
        return Issue.warning(IssueKind.LAYOUT, message, field=heading.analyte, **where)
    if heading in lost:
        message = (
            f"「{where['raw']}」与另一列含义相同而内容不同，采用了另一列，此列未读取。"
            "请核对该读哪一列，删去另一列。"
        )
        return Issue.warning(IssueKind.LAYOUT, message, field=heading.field, **where)
    return Issue.info(IssueKind.LAYOUT, message, field=heading.field, **where)


def _beside(lost: Sequence[Heading]) -> Issue:
    names = "、".join(f"「{shortened(h.text, _SHOWN_HEADING)}」" for h in lost[:_SHOWN_NAMES])
    message = (
        f"右边又有 {len(lost)} 列（{names}）与左边同名而内容不同，像是左右并排的两张表，"
        "右边的没有读取。请把右边的表剪切到左边的下面，排成一张表后重新提交。"
    )
    first = lost[0]
    return Issue.error(IssueKind.LAYOUT, message, sheet=first.sheet, cell=first.cell)


def _lost(table: Table, profile: Profile) -> Iterator[Heading]:
    """Yield the columns that are not read though they say else than the one of their name."""
    owners = {
        (h.target, h.part, fold(h.text)): h.column
        for h in table.headings
        if h.how is not How.SUPERSEDED
    }
    data = table.sheet.rows[table.last_heading_row + 1 :]
    for heading in table.headings:
        owner = owners.get((heading.target, heading.part, fold(heading.text)))
        chosen = heading.field and heading.field in profile.mapping.values()
        if heading.how is not How.SUPERSEDED or owner is None or chosen:
            continue
        if any(_differs(row, heading.column, owner) for row in data):
            yield heading


def _differs(row: Sequence[Cell], column: int, owner: int) -> bool:
    """Tell whether a cell says something, and not what the owner's cell says."""
    said = row[column] if column < len(row) else None
    return not is_blank(said) and (owner >= len(row) or row[owner] != said)


def missing_issues(
    table: Table, dataset: Dataset, profile: Profile, reporter: str | None = None
) -> Iterator[Issue]:
    """Yield the columns a table lacks: an error each for loading, one warning for completeness."""
    given = [*profile.constants, *_derived(dataset, reporter)]
    sheet, row = table.sheet.name, table.heading_row
    for name in missing_columns(table, dataset, given, Need.LOAD):
        label = dataset.column(name).field.label
        message = (
            f"缺少必需的列「{label}」，请补上该列，或指定哪一列是「{label}」，或给出统一的值。"
        )
        yield Issue.error(IssueKind.MISSING_HEADING, message, field=name, sheet=sheet, row=row)
    if absent := missing_columns(table, dataset, given, Need.COMPLETE):
        labels = "、".join(dataset.column(name).field.label for name in absent)
        message = f"没有这些列：{labels}。可以提交，计入完整率。"
        yield Issue.warning(IssueKind.MISSING_HEADING, message, sheet=sheet, row=row)


def _derived(dataset: Dataset, reporter: str | None) -> tuple[str, ...]:
    """Columns that others can give: the county by the position or the reporter, joined keys."""
    placed = any(rule.rule is Rule.POSITION for rule in dataset.rules)
    joined = tuple(column.name for column in dataset.columns if column.derived)
    reports_itself = any(county.code == reporter for county in REGION.counties)
    return (*joined, "county_code") if placed or reports_itself else joined


def said_issues(table: Table, dataset: Dataset, said: Iterable[Said]) -> Iterator[Issue]:
    """Yield what was taken from the words around a table, and what it goes on from."""
    if table.continues:
        message = (
            f"工作表「{table.sheet.name}」没有表头，按工作表「{table.continues}」的表头读取，"
            "请核对各列的顺序是否相同。"
        )
        yield Issue.warning(IssueKind.LAYOUT, message, sheet=table.sheet.name)
    for one in said:
        label = dataset.column(one.field).field.label
        message = f"表中没有「{label}」列，各行都取{one.where}所写的「{one.text}」。"
        yield Issue.info(
            IssueKind.LAYOUT, message, sheet=table.sheet.name, field=one.field, raw=one.text
        )


def report_uncached(table: Table, block: Block) -> None:
    """Report formulas without a stored result: their value is unknown, never 0."""
    names = {h.column: h.target for h in table.headings if h.target}
    unknown = {c for c in table.sheet.uncached_formulas if c[1] in names}
    if not unknown:
        return
    for position, row in enumerate(block.rows):
        own = None if block.own is None else block.own[position]
        shared = any((row, column) in unknown for column in block.places.values())
        if shared or (own is None and any((row, c) in unknown for c in names)):
            block.stopped[position] = True
    passed_over = {row for row, _ in table.body.special}
    message = "公式没有计算结果。请在 WPS 或 Excel 中打开、重新计算并保存，或直接填写数值。"
    for row, column in sorted(unknown):
        if row > table.last_heading_row and row not in passed_over:
            block.issues.append(
                Issue.error(
                    IssueKind.FORMULA,
                    message,
                    sheet=block.sheet,
                    cell=table.sheet.address(row, column),
                    row=row + 1,
                    field=names[column],
                )
            )


def sheet_issues(
    book: Workbook, found: Sequence[tuple[Sheet, Table | None]], dataset: Dataset
) -> Iterator[Issue]:
    """Yield what was hidden, passed over or not recognised, sheet by sheet."""
    for sheet in book.sheets:
        if not sheet.visible and sheet.name != CHOICES_SHEET:
            message = f"工作表「{sheet.name}」是隐藏的，未读取。需要报送请取消隐藏。"
            yield Issue.warning(IssueKind.LAYOUT, message, sheet=sheet.name)
    recognised = any(table is not None for _, table in found)
    for sheet, table in found:
        if table is not None:
            yield from _layout_issues(table)
        elif sheet.rows and recognised and sheet.name != GUIDE_SHEET:
            message = f"工作表「{sheet.name}」没有识别到「{dataset.label}」的表头，未读取。"
            yield Issue.info(IssueKind.LAYOUT, message, sheet=sheet.name)
    if not recognised:
        wanted = "、".join(c.field.label for c in dataset.columns if c.need is Need.LOAD)
        message = (
            f"没有找到「{dataset.label}」的表头。表中至少要有：{wanted}。"
            "请核对是否选错了台账，或下载模板填写。"
        )
        yield Issue.error(IssueKind.MISSING_HEADING, message)


def mapping_issues(headings: Iterable[Heading], profile: Profile) -> Iterator[Issue]:
    """Yield the headings that the profile maps and the file does not have."""
    seen = {fold(part) for h in headings for part in (h.text, *h.text.split("/"))}
    for text, name in profile.mapping.items():
        if not any(fold(text) in have for have in seen):
            message = f"文件里没有表头「{text}」，给它指定的字段 {name} 没有用上，请核对表头文字。"
            yield Issue.warning(IssueKind.MISSING_HEADING, message, field=name, raw=text)


def _layout_issues(table: Table) -> Iterator[Issue]:
    sheet = table.sheet
    lines = "列" if sheet.turned else "行"
    for cell, text in sheet.unread:
        message = f"「{shortened(text, _SHOWN_HEADING)}」是逐项指标的说明，读成逐个结果时未采用。"
        yield Issue.info(IssueKind.LAYOUT, message, sheet=sheet.name, cell=cell, raw=text)
    if hidden := [r for r in table.body.data if r in sheet.hidden_rows]:
        message = (
            f"有 {len(hidden)} {lines}是隐藏的（{sheet.line(hidden[0])}起），已一并读取，"
            "请取消隐藏或筛选，核对是否应当报送。"
        )
        yield Issue.warning(IssueKind.LAYOUT, message, sheet=sheet.name, row=hidden[0] + 1)
    for heading in table.headings:
        if heading.column in sheet.hidden_columns and heading.target:
            place = (
                f"第 {heading.column + 1} 行"
                if sheet.turned
                else f"{column_letters(heading.column)}列"
            )
            message = (
                f"「{shortened(heading.text, _SHOWN_HEADING)}」所在的"
                f"{place}是隐藏的，已一并读取，请取消隐藏后核对。"
            )
            yield Issue.warning(IssueKind.LAYOUT, message, sheet=sheet.name, cell=heading.cell)
    if len(sheet.rows[table.last_heading_row]) > MAX_COLUMNS:
        message = (
            f"工作表「{sheet.name}」超过 {MAX_COLUMNS} 列，"
            f"{column_letters(MAX_COLUMNS - 1)}列以后未读取，请删去多余的列。"
        )
        yield Issue.warning(IssueKind.LAYOUT, message, sheet=sheet.name)
    for kind, words in _PASSED_OVER.items():
        rows = [row + 1 for row, found in table.body.special if found is kind]
        if rows:
            what = f"{words[:-1]}{lines}"
            message = f"{what}（{_listed(rows, sheet)}）不作为数据。"
            first = table.heading_row if sheet.turned else rows[0]
            yield Issue.info(IssueKind.LAYOUT, message, sheet=sheet.name, row=first)


def _listed(rows: Sequence[int], sheet: Sheet) -> str:
    """Return numbers of rows as 第 3、4 行, or E、F 列 of a sheet that was turned."""
    before, after = ("", "列") if sheet.turned else ("第 ", "行")
    shown = "、".join(column_letters(r - 1) if sheet.turned else str(r) for r in rows[:_SHOWN_ROWS])
    more = f" 等 {len(rows)} {after}" if len(rows) > _SHOWN_ROWS else f" {after}"
    return f"{before}{shown}{more}"
