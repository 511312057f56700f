"""Forms that are no plain table: the national form, tables side by side, analytes down the page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from gwdash.demo.chemistry import TEXT_ANALYTES
from gwdash.demo.forms import About, Page, Row, Style, dated, pages
from gwdash.demo.titles import heading, merges_of
from gwdash.registry.model import Dataset
from gwdash.standards.analytes import ANALYTES

_WORK = "实施封井回填或开展治理修复的起止时间"
_MINUTES = 60
_SHEET_NAME_LENGTH = 31
Value = Callable[[Row], object]


def _named(name: str) -> Value:
    return lambda row: row.get(name, "")


def _angle(name: str, part: int) -> Value:
    """Return what reads degrees, minutes or seconds of an angle, each a whole number."""

    def read(row: Row) -> int:
        seconds = round(float(str(row[name])) * _MINUTES * _MINUTES)
        degrees, rest = divmod(seconds, _MINUTES * _MINUTES)
        return (degrees, *divmod(rest, _MINUTES))[part]

    return read


_SINGLE = {
    "编号": "aw_id", "名称": "aw_name", "原始编号": "original_id", "类型": "well_category",
    "井别": "well_kind", "市": "", "县": "county_code", "乡镇": "town", "村": "place",
    "所属单位": "owner", "建井时间": "dug_in", "联系人": "contact", "电话": "contact_phone",
    "废弃原因": "abandoned_reason", "废弃时间": "abandoned_in",
}  # fmt: skip
#: The form's columns by the words above them, from the top row down; three rows in all.
_OFFICIAL: Mapping[tuple[str, ...], Value] = {
    **{(words,): (_named(name) if name else lambda _row: "咸阳市")
       for words, name in _SINGLE.items()},
    **{("坐标", words, part): _angle(name, n)
       for words, name in (("经度", "lon"), ("纬度", "lat")) for n, part in enumerate("度分秒")},
    ("排查记录", "填表人"): _named("recorded_by"),
    ("排查记录", "排查人"): _named("surveyed_by"),
    ("排查记录", "时间"): _named("surveyed_on"),
    ("动态更新", "信息状态"): _named("survey_state"),
    ("动态更新", _WORK, "开始"): _named("sealing_from"),
    ("动态更新", _WORK, "完成"): _named("sealing_to"),
    ("备注",): _named("remark"),
}  # fmt: skip
#: What the office asks beyond the national form, appended behind it.
_ADDED: Mapping[tuple[str, ...], Value] = {
    ("平台补充", label): _named(name)
    for label, name in (
        ("坐标系", "coord_sys"), ("西咸新区", "new_area"), ("环境风险等级", "well_risk"),
        ("处置方式", "disposal"), ("任务年度", "task_year"), ("验收日期", "accepted_on"),
        ("验收结论", "acceptance"),
    )
}  # fmt: skip
_LEVELS = 3


def shaped(dataset: Dataset, rows: Sequence[Row], style: Style, about: About) -> list[Page]:
    """Return the sheets of a workbook in the shape that its style names."""
    match style.shape:
        case "official":
            return [_official(rows, style, about, {**_OFFICIAL, **_ADDED})]
        case "official bare":
            return [_official(rows, style, about, _OFFICIAL)]
        case "side by side":
            return [_side_by_side(dataset, rows, about)]
        case "county sheets":
            return _county_sheets(dataset, rows, style, about)
        case "analytes down":
            return [_analytes_down(dataset, rows, about)]
        case _:
            return pages(dataset, rows, style, about)


def _official(
    rows: Sequence[Row], style: Style, about: About, columns: Mapping[tuple[str, ...], Value]
) -> Page:
    """Return the national form: a title, a heading of three levels, angles in three columns."""
    paths, page = list(columns), Page("报废井排查登记汇总表")
    width = len(paths)
    page.cells.append([f"{about.reporter}废弃井排查登记汇总表", *[None] * (width - 1)])
    page.merges.append((0, 0, 0, width - 1))
    page.cells.append([f"填报单位：{about.reporter}", *[None] * (width - 2), about.period])
    top = len(page.cells)
    for level in range(_LEVELS):
        page.cells.append([p[level] if level < len(p) else None for p in paths])
    page.merges.extend(merges_of(paths, top, _LEVELS))
    for first_row, first, last_row, last in page.merges[1:]:
        for row in range(first_row, last_row + 1):
            for column in range(first, last + 1):
                if (row, column) != (first_row, first):
                    page.cells[row][column] = None
    for row_ in rows:
        page.cells.append([_cell(read(row_), style) for read in columns.values()])
    filled, checked = about.people
    page.cells.append([f"填报人：{filled}", None, None, f"审核人：{checked}"])
    return page


def _cell(value: object, style: Style) -> object:
    if value == "":
        return None
    return dated(value, style.dates) if isinstance(value, date) else value


def _side_by_side(dataset: Dataset, rows: Sequence[Row], about: About) -> Page:
    """Return a short wide form: the second half of the rows stands beside the first."""
    names, half = list(rows[0]), (len(rows) + 1) // 2
    headings = ["序号", *(heading(dataset, name) for name in names)]
    page = Page(dataset.label)
    page.cells.append([f"{about.period}{dataset.label}", *[None] * (2 * len(headings))])
    page.merges.append((0, 0, 0, 2 * len(headings)))
    page.cells.append([*headings, None, *headings])
    for line in range(half):
        left = _numbered(rows, line, names)
        right = _numbered(rows, line + half, names)
        page.cells.append([*left, None, *right])
    return page


def _numbered(rows: Sequence[Row], place: int, names: list[str]) -> list[object]:
    if place >= len(rows):
        return [None] * (len(names) + 1)
    return [place + 1, *(_cell(rows[place].get(name, ""), Style()) for name in names)]


def _county_sheets(dataset: Dataset, rows: Sequence[Row], style: Style, about: About) -> list[Page]:
    """Return a sheet a county: the county is the sheet's name and no column."""
    found = []
    for county in dict.fromkeys(str(row["county_code"]) for row in rows):
        own = [
            {name: value for name, value in row.items() if name != "county_code"}
            for row in rows
            if row["county_code"] == county
        ]
        page = pages(dataset, own, replace(style, shape=""), about)[-1]
        page.name = county[:_SHEET_NAME_LENGTH]
        found.append(page)
    return found


def _analytes_down(dataset: Dataset, rows: Sequence[Row], about: About) -> Page:
    """Return a laboratory's report: indicators down the page, a column for each sample."""
    codes = [name for name in rows[0] if not dataset.has(name)]
    page = Page("检测结果")
    page.cells.append([f"{about.reporter}地下水检测结果", *[None] * len(rows)])
    page.merges.append((0, 0, 0, len(rows)))
    page.cells.append(["项目\\点位", *(row["well_id"] for row in rows)])
    page.cells.append(["采样日期", *(_cell(row["sampled_on"], Style()) for row in rows)])
    for code in codes:
        unit = ANALYTES[code].unit.split("|")[0]
        plain = code in TEXT_ANALYTES or unit in {"", "无", "无量纲"}
        label = ANALYTES[code].label if plain else f"{ANALYTES[code].label}（{unit}）"
        page.cells.append([label, *(row[code] for row in rows)])
    return page
