"""The workbook handed back: the sender's own, wrong cells coloured and noted, a list in front."""

import io
import os
import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment

from gwdash.errors import UnreadableFile
from gwdash.export.issue_list import HEADINGS
from gwdash.export.marked import mark_file, marked_copy
from gwdash.ingest.grid import address
from gwdash.ingest.isolated import Worker
from gwdash.ingest.issues import Issue, IssueKind
from gwdash.ingest.reader import read_workbook

RED, AMBER = "FFFFC7CE", "FFFFE699"
LABELS = {"measured_at": "监测时间"}


def error(cell, message="不是数字，请改正。", sheet="六月", **rest):
    return Issue.error(IssueKind.TYPE, message, sheet=sheet, cell=cell, **rest)


def warning(cell, message="请核对。", sheet="六月"):
    return Issue.warning(IssueKind.RANGE, message, sheet=sheet, cell=cell)


@pytest.fixture
def sent():
    """Return a workbook as a county sends it: title, merges, hidden parts, formula, chart, note."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("六月")
    heading = book.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF"})
    sheet.merge_range("A1:D1", "秦都区2024年6月水位", heading)
    sheet.write_row(2, 0, ("监测井编码", "监测时间", "水位埋深", "县市区"), heading)
    day = book.add_format({"num_format": "yyyy/m/d", "italic": True})
    for row in range(3, 12):
        sheet.write(row, 0, f"QD-{row}")
        sheet.write_datetime(row, 1, datetime(2024, 6, row), day)  # noqa: DTZ001
        sheet.write_formula(row, 2, "=1+2", None, 3)
    sheet.merge_range("D4:D8", "秦都区")
    sheet.set_column("A:A", 23)
    sheet.set_column("F:F", 9, day)
    sheet.set_row(5, 30, None, {"hidden": True})
    sheet.set_column("C:C", 12, None, {"hidden": True})
    sheet.write_comment("B4", "我们的备注", {"author": "张三"})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=六月!$C$4:$C$12"})
    sheet.insert_chart("H3", chart)
    other = book.add_worksheet("说明")
    other.write("A1", "无关")
    other.activate()
    book.define_name("六月!范围", "=六月!$A$4:$A$12")
    book.close()
    return buffer.getvalue()


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def looks(cell):
    return repr((cell.fill, cell.font, cell.border, cell.alignment))


def list_rows(sheet):
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(i for i, row in enumerate(rows) if row == list(HEADINGS))
    return start + 1, rows[start + 1 :]


def test_wrong_cells_are_coloured_and_noted_and_the_rest_is_the_senders(sent):
    marked = mark_file(
        sent, "六月.xlsx",
        [error("B5", raw="前天", field="measured_at"), warning("B6"), error("B6"), error("A20")],
        LABELS,
    )  # fmt: skip
    assert marked.file_name == "六月（已标注）.xlsx"
    book, before = opened(marked.content), opened(sent)
    sheet, old = book["六月"], before["六月"]
    assert book.sheetnames == ["问题清单", "六月", "说明"]
    wrong = {"B5", "B6", "A20"}
    for row in old.iter_rows():
        for cell in row:
            now = sheet[cell.coordinate]
            assert now.value == cell.value
            assert now.number_format == cell.number_format
            if cell.coordinate not in wrong and not isinstance(cell, MergedCell):
                assert looks(now) == looks(cell)
    assert {c: sheet[c].fill.fgColor.rgb for c in wrong} == dict.fromkeys(wrong, RED)
    assert sheet["B5"].number_format == "yyyy/m/d"
    assert sheet["B5"].font.i
    assert sheet["B5"].comment.text == "【错误】不是数字，请改正。"
    assert sheet["B6"].comment.text == "1. 【提醒】请核对。\n2. 【错误】不是数字，请改正。"
    assert sheet.column_dimensions["A"].width == old.column_dimensions["A"].width
    assert sheet.row_dimensions[6].hidden
    assert sheet.column_dimensions["C"].hidden
    assert set(map(str, sheet.merged_cells.ranges)) == {"A1:D1", "D4:D8"}


def test_results_of_formulas_charts_and_names_stay(sent):
    content = mark_file(sent, "a.xlsx", [error("C5"), error("C6")], {}).content
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["六月"]
    assert [values["C5"].value, values["C12"].value] == [3, 3]
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert "xl/charts/chart1.xml" in names
    sheet = opened(content)["六月"]
    assert sheet.defined_names["范围"].attr_text == "六月!$A$4:$A$12"
    assert {s.name: s.rows for s in read_workbook(sent, "a.xlsx").sheets}["六月"] == {
        s.name: s.rows for s in read_workbook(content, "a.xlsx").sheets
    }["六月"]


def test_only_the_list_is_selected(sent):
    content = mark_file(sent, "a.xlsx", [], {}).content
    book = opened(content)
    assert book.active.title == "问题清单"
    assert [s.sheet_view.tabSelected for s in book] == [True, None, None]


def test_the_senders_notes_are_kept(sent):
    sheet = opened(mark_file(sent, "a.xlsx", [error("B4"), error("B5")], {}).content)["六月"]
    assert sheet["B4"].comment.text == "我们的备注\n【错误】不是数字，请改正。"
    assert sheet["B4"].comment.author == "张三"
    assert sheet["B5"].comment.author == "检查结果"


def test_every_note_has_a_box_to_be_shown_in(sent):
    content = mark_file(sent, "a.xlsx", [error("B4"), *map(error, ("B5", "F30"))], {}).content
    archive = zipfile.ZipFile(io.BytesIO(content))
    drawings = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".vml")]
    boxes = re.findall(r"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)<", "".join(drawings))
    assert sorted(boxes) == [("29", "5"), ("3", "1"), ("4", "1")]
    numbers = re.findall(r'<v:shape id="([^"]+)"', "".join(drawings))
    assert len(set(numbers)) == len(numbers) == 3


@pytest.mark.parametrize(
    ("cell", "shown"), [("D6", "D4"), ("D4", "D4"), ("B1", "A1"), ("D9", "D9"), ("C5", "C5")]
)
def test_a_merge_is_marked_on_its_first_cell(sent, cell, shown):
    sheet = opened(mark_file(sent, "a.xlsx", [error(cell)], {}).content)["六月"]
    assert sheet[shown].fill.fgColor.rgb == RED
    assert "不是数字" in sheet[shown].comment.text
    assert sheet[shown].font.color.rgb == "FF7A0010"


def test_a_cell_that_was_not_there_takes_its_columns_format(sent):
    sheet = opened(mark_file(sent, "a.xlsx", [warning("F30"), warning("F4")], {}).content)["六月"]
    for cell in ("F30", "F4"):
        assert (sheet[cell].fill.fgColor.rgb, sheet[cell].number_format) == (AMBER, "yyyy/m/d")


def test_the_list_links_to_every_place(sent):
    issues = [
        Issue.info(IssueKind.FILE, "由办公室代报。"),
        Issue.warning(IssueKind.LAYOUT, "有隐藏行，请核对。", sheet="六月", row=6),
        Issue.warning(IssueKind.LAYOUT, "未读取，请核对。", sheet="说明"),
        error("B5", raw="=cmd()", field="measured_at"),
        error("A1", sheet="没有的表"),
    ]
    book = opened(mark_file(sent, "六月.xlsx", issues, LABELS).content)
    sheet = book["问题清单"]
    heading, rows = list_rows(sheet)
    assert sheet["A1"].value == "问题清单｜六月.xlsx"
    assert sheet["A2"].value == "错误 2 处（必须改正），提醒 2 处（请核对），说明 1 条。"
    assert [(r[0], r[1], r[2], r[3], r[4], r[7]) for r in rows] == [
        (1, "六月", "B5", "监测时间", "=cmd()", "错误"),
        (2, "没有的表", "A1", None, None, "错误"),
        (3, "六月", "第6行", None, None, "提醒"),
        (4, "说明", "整张表", None, None, "提醒"),
        (5, None, None, None, None, "说明"),
    ]
    links = [sheet.cell(heading + n, 3).hyperlink for n in range(1, 6)]
    assert [link and link.location for link in links] == [
        "'六月'!B5", None, "'六月'!A6", "'说明'!A1", None,
    ]  # fmt: skip
    typed = sheet.cell(heading + 1, 5)
    assert (typed.data_type, typed.quotePrefix) == ("s", True)
    assert sheet.freeze_panes == f"A{heading + 1}"
    assert sheet.auto_filter.ref == f"A{heading}:H{heading + 5}"
    assert sheet.print_title_rows == f"${heading}:${heading}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_a_list_of_an_earlier_round_stays_beside_the_new_one(sent):
    once = mark_file(sent, "a.xlsx", [error("B5")], {}).content
    twice = opened(mark_file(once, "a.xlsx", [error("B6")], {}).content)
    assert twice.sheetnames[:2] == ["问题清单（2）", "问题清单"]
    assert list_rows(twice["问题清单（2）"])[1][0][2] == "B6"
    again = opened(mark_file(once, "a.xlsx", [error("B5")], {}).content)
    assert again["六月"]["B5"].comment.text == "【错误】不是数字，请改正。"
    assert "上一轮" in twice["问题清单（2）"]["A4"].value


def written_by_openpyxl():
    book = openpyxl.Workbook()
    book.active.title = "六月"
    book.active.append(["监测井编码", "监测时间"])
    book.active["A2"].comment = Comment("旧备注", "李四")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def exchanged(content, part, change):
    """Return a package with one part changed."""
    source, buffer = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data.decode()) if name == part else data)
    return buffer.getvalue()


def prefixed(xml):
    xml = re.sub(r"(</?)(?=[A-Za-z])", r"\1x:", xml)
    return xml.replace("xmlns=", "xmlns:x=", 1)


def without_addresses(xml):
    return re.sub(r'<(row|c) r="\w+"', r"<\1", xml)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_other_ways_to_write_the_same_xml(sent, part):
    content = exchanged(sent, part, prefixed)
    book = opened(mark_file(content, "a.xlsx", [error("B5"), error("A20")], {}).content)
    assert book["六月"]["B5"].fill.fgColor.rgb == RED
    assert book["六月"]["A20"].comment is not None
    assert book["六月"]["B5"].number_format == "yyyy/m/d"


def test_cells_without_addresses_are_counted():
    content = exchanged(written_by_openpyxl(), "xl/worksheets/sheet1.xml", without_addresses)
    book = opened(mark_file(content, "a.xlsx", [error("B1"), error("A2")], {}).content)
    assert [book["六月"][c].fill.fgColor.rgb for c in ("A1", "B1", "A2")] == ["00000000", RED, RED]
    assert book["六月"]["A2"].comment.text == "旧备注\n【错误】不是数字，请改正。"


def test_a_comment_inside_the_xml_makes_a_copy_of_the_values(sent):
    content = exchanged(
        sent, "xl/worksheets/sheet1.xml", lambda x: x.replace("<sheetData>", "<!--x--><sheetData>")
    )
    marked = mark_file(content, "a.xlsx", [error("B5")], {})
    assert "另存为 xlsx" in marked.notes[0]
    sheet = opened(marked.content)["六月"]
    assert (sheet["B5"].fill.fgColor.rgb, sheet["A5"].value) == (RED, "QD-4")
    assert "D4:D8" in map(str, sheet.merged_cells.ranges)
    assert marked.notes[0] in opened(marked.content).worksheets[0]["A4"].value


def old_xls():
    book = xlwt.Workbook()
    sheet = book.add_sheet("六月")
    for column, text in enumerate(("监测井编码", "监测时间", "水位埋深")):
        sheet.write(1, column, text)
    sheet.write_merge(2, 4, 0, 0, "W1")
    sheet.write(2, 1, datetime(2024, 6, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))  # noqa: DTZ001
    sheet.write(2, 2, 3.5)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


CSV = "说明\n监测井编码,监测时间,水位埋深\nW1,2024-06-01,3.5\n"


@pytest.mark.parametrize(
    ("content", "name", "sheet"),
    [
        (old_xls(), "六月.xls", "六月"),
        (old_xls(), "六月.et", "六月"),
        (CSV.encode("gb18030"), "六月.csv", "六月"),
    ],
)  # fmt: skip
def test_other_kinds_come_back_as_xlsx_with_the_same_addresses(content, name, sheet):
    marked = mark_file(content, name, [error("C3", sheet=sheet), error("A4", sheet=sheet)], {})
    assert marked.file_name == "六月（已标注）.xlsx"
    assert "xlsx" in marked.notes[0]
    back = read_workbook(marked.content, "a.xlsx").sheets[1]
    assert back.rows == read_workbook(content, name).sheets[0].rows
    page = opened(marked.content)[sheet]
    assert page["C3"].fill.fgColor.rgb == RED
    if name != "六月.csv":
        assert "A3:A5" in map(str, page.merged_cells.ranges)
        assert page["A3"].fill.fgColor.rgb == RED


def test_a_file_that_is_no_table_is_refused_by_the_worker():
    with pytest.raises(UnreadableFile, match="请"):
        marked_copy(b"PK\x03\x04 broken", "a.xlsx", [], {})


def test_too_much_is_refused_in_bounds():
    text = ("W1,2024-06-01," + "9" * 60 + "\n") * 200_000
    with (
        Worker(memory_bytes=450 * 2**20, seconds=30) as worker,
        pytest.raises(UnreadableFile, match=r"内存|秒"),
    ):
        marked_copy(text.encode(), "a.csv", [error("A1", sheet="a")], {}, worker=worker)


def corpus():
    folder = Path(os.environ.get("GWDASH_CORPUS") or Path(__file__).parents[3] / "shared/corpus")
    found = sorted(folder.glob("*/*.xls[xm]")) if folder.is_dir() else []
    return [f for f in found if f.stat().st_size < 100_000]


@pytest.mark.parametrize("path", corpus(), ids=lambda p: p.name)
def test_real_files_keep_all_their_values(path):
    content = path.read_bytes()
    try:
        book = read_workbook(content, path.name)
    except UnreadableFile as refusal:
        with pytest.raises(UnreadableFile, match=re.escape(str(refusal)[:9])):
            mark_file(content, path.name, [], {})
        return
    issues = [
        error(address(row, column), sheet=sheet.name)
        for sheet in book.sheets
        for row in (0, 2, len(sheet.rows))
        for column in (0, 3)
    ]
    back = read_workbook(mark_file(content, path.name, issues, {}).content, "a.xlsx")
    assert {s.name: s.rows for s in back.sheets[1:]} == {s.name: s.rows for s in book.sheets}
    assert [s.merges for s in back.sheets[1:]] == [s.merges for s in book.sheets]
