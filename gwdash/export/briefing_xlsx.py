"""A briefing as the workbook 一览表: every table whole, formatted, drawn, ready to be printed."""

from io import BytesIO

import pandas as pd
import xlsxwriter

from gwdash.export.briefing import Block, Briefing
from gwdash.export.briefing_pptx_parts import lamp_word
from gwdash.export.briefing_xlsx_plan import ABOUT, Plan, Section, plan
from gwdash.export.briefing_xlsx_sheet import FIGURE, WIDEST_OF_ONE, Looks, Page
from gwdash.export.cells import text
from gwdash.export.tables import Table
from gwdash.export.workbook import OPTIONS
from gwdash.standards.periods import Period

DRAFT = "送审稿 · 内部资料"
_NOTHING = "本次材料没有这一部分。"
_HEAD_ROWS = 2


def to_workbook(briefing: Briefing) -> bytes:
    """Return a briefing as .xlsx; numbers stay numbers, days days, and text never a formula."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties({
        "title": text(briefing.title)[:255], "author": text(briefing.issuer)[:255],
        "comments": text(f"{DRAFT}；{briefing.source}")[:255],
        "created": briefing.made_at.replace(tzinfo=None),
    })  # fmt: skip
    looks, planned = Looks(book), plan(briefing)
    for name, sections in planned.sheets.items():
        _sections(Page(book, book.add_worksheet(name), looks), name, sections, briefing)
        for sheet, table in planned.details[name].items():
            _detail(Page(book, book.add_worksheet(sheet), looks), table, briefing)
    _about(Page(book, book.add_worksheet(ABOUT), looks), planned, briefing)
    book.close()
    return buffer.getvalue()


def _facts(briefing: Briefing) -> str:
    return f"报告期：{Period.parse(briefing.period).label}　{briefing.source}"


def _sections(page: Page, name: str, sections: tuple[Section, ...], briefing: Briefing) -> None:
    page.title(f"{briefing.title}：{name}", _facts(briefing))
    for section in sections:
        page.heading(section.block.heading)
        page.line(section.block.sentence, bold=True, font_size=11)
        for words, sheet in section.elsewhere:
            page.link(f"{words}见工作表“{sheet}”", sheet)
        if section.block.figures:
            page.table(_figures(section.block, briefing))
        for table in section.tables:
            page.table(table)
    if not sections:
        page.row += 1
        page.line(_NOTHING)
        page.widths[0] = 40.0
    page.finish(f"{briefing.title}　{name}", _facts(briefing), frozen=_HEAD_ROWS)


def _figures(block: Block, briefing: Briefing) -> Table:
    """Return the large figures as a table: name, value, unit, what it is made of, how it stands."""
    rows = [
        (one.name, _value(one.value), one.unit.lstrip("/") and one.unit, one.line, lamp_word(one))
        for one in block.figures
    ]
    frame = pd.DataFrame(rows, columns=[FIGURE, "数值", "单位", "构成", "判断"], dtype=object)
    return Table(FIGURE, frame.replace({"": None}), Period.parse(briefing.period).label)


def _value(said: str) -> object:
    """Return a figure as a number where it is one."""
    plain = said.replace(",", "")
    try:
        return float(plain) if "." in plain else int(plain)
    except ValueError:
        return said


def _detail(page: Page, table: Table, briefing: Briefing) -> None:
    page.widest = WIDEST_OF_ONE
    page.title(table.title, _facts(briefing))
    page.table(table, named=False)
    heading = page.heading_row or _HEAD_ROWS
    last = max(len(table.columns) - 1, 0)
    page.sheet.autofilter(heading, 0, heading + max(len(table.frame), 1), last)
    page.finish(f"{briefing.title}　{table.title}", _facts(briefing), frozen=heading + 1)


def _about(page: Page, planned: Plan, briefing: Briefing) -> None:
    """Say what the workbook is, from which version, and what stands where."""
    held = [("会议日期", briefing.held_on)] if briefing.held_on else []
    facts = [
        ("材料", briefing.title),
        ("性质", DRAFT + ("，演示数据" if briefing.is_demo else "")),
        ("发文机关", briefing.issuer),
        *held,
        ("报告期", Period.parse(briefing.period).label),
        ("数据截至", briefing.as_of),
        ("数据版本", f"v{briefing.version}"),
        ("生成时间", briefing.made_at.replace(tzinfo=None)),
        ("数据来源", briefing.source),
        (
            "数字口径",
            "各表数值为台账原值，显示时比率保留一位小数、得分保留两位小数；空白为没有数据。",
        ),
        ("状态", "✓ 已完成　● 达到序时进度　▲ 未达序时进度　■ 严重滞后　○ 未报送或不判断"),
    ]
    page.widest = 2 * WIDEST_OF_ONE
    page.title(f"{briefing.title}：{ABOUT}", _facts(briefing))
    page.row += 1
    frame = pd.DataFrame(facts, columns=["项目", "内容"], dtype=object)
    page.table(Table("本工作簿", frame))
    rows: list[tuple[str, str, int]] = []
    for name, sections in planned.sheets.items():
        rows += [
            (name, one.title, len(one.frame)) for section in sections for one in section.tables
        ]
        rows += [(sheet, one.title, len(one.frame)) for sheet, one in planned.details[name].items()]
    listed = pd.DataFrame(rows, columns=["工作表", "表名", "行数"], dtype=object)
    page.table(Table("各表目录", listed))
    page.finish(f"{briefing.title}　{ABOUT}", _facts(briefing), frozen=_HEAD_ROWS)


__all__ = ["to_workbook"]
