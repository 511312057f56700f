"""A briefing as a workbook: every table whole and typed, ready to be printed, never a formula."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import briefing_facts as facts
import openpyxl
import pandas as pd
import pytest

from gwdash.assess.lamps import Lamp
from gwdash.export.briefing import Figure
from gwdash.export.briefing_xlsx import to_workbook
from gwdash.export.briefing_xlsx_plan import ABOUT, SHEETS, plan
from gwdash.export.briefing_xlsx_print import breaks
from gwdash.export.tables import NativeChart, Table
from gwdash.registry.agenda import Part

HOSTILE = '=HYPERLINK("http://x","点")'


@pytest.fixture(scope="module")
def briefings(run_folder):
    return facts.briefings(run_folder)


@pytest.fixture(scope="module")
def books(briefings):
    return {name: opened(one) for name, one in briefings.items()}


@pytest.fixture(scope="module", params=list(facts.CITIES))
def both(request, briefings, books):
    return briefings[request.param], books[request.param]


def opened(briefing):
    return openpyxl.load_workbook(BytesIO(to_workbook(briefing)))


def rows_of(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def plain(value):
    return value.date() if isinstance(value, datetime) and value.time() == datetime.min.time() \
        else value  # fmt: skip


def same(got, wanted):
    """Tell whether cells are the same; a file keeps sixteen digits of a number."""
    return len(got) == len(wanted) and all(
        a == pytest.approx(b, rel=1e-12) if isinstance(b, float) else a == b
        for one, other in zip(got, wanted, strict=True)
        for a, b in zip(one, other, strict=True)
    )


def holds(sheet, table):
    """Tell whether a table stands whole on a sheet, its rows right below its headings."""
    rows = rows_of(sheet)
    wide = len(table.columns)
    wanted = [[v if v != "" else None for v in row] for row in table.rows()]
    for place, row in enumerate(rows):
        if row[:wide] == table.columns:
            found = rows[place + 1 : place + 1 + len(wanted)]
            got = [[plain(v) if v != "" else None for v in one[:wide]] for one in found]
            if same(got, wanted):
                return True
    return False


def test_the_sheets_stand_in_their_order(both):
    _, book = both
    named = [name for name in book.sheetnames if name in {*SHEETS, ABOUT}]
    assert named == [*SHEETS, ABOUT]


def test_every_table_stands_whole_on_its_sheet(both):
    briefing, book = both
    planned = plan(briefing)
    for name, sections in planned.sheets.items():
        for section in sections:
            for table in section.tables:
                assert holds(book[name], table), (name, table.title)
        for sheet, table in planned.details[name].items():
            assert holds(book[sheet], table), sheet


def test_no_annex_of_a_briefing_is_left_out(both):
    briefing, book = both
    for block in briefing.blocks:
        for table in block.annexes:
            if block.part is Part.TASK:
                continue
            assert any(holds(sheet, table) for sheet in book), (block.key, table.title)


def test_every_block_tells_its_message(both):
    briefing, book = both
    said = {cell for sheet in book for row in rows_of(sheet) for cell in row}
    for block in briefing.blocks:
        assert block.heading in said
        assert block.sentence in said
        assert {figure.name for figure in block.figures} <= said


def test_sheets_are_ready_to_be_printed(both):
    briefing, book = both
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize in {8, 9}
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1) >= 1
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_area
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert briefing.title in sheet.oddHeader.left.text
        assert "送审稿" in sheet.oddHeader.right.text
        assert f"v{briefing.version}" in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text == "第 &P 页，共 &N 页"


def test_cells_have_types_and_lamps_colours(books):
    book = books["some"]
    kinds = {type(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {type(None), str, int, float, datetime, date}
    assert not any(
        cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row
    )
    lamps = [
        cell for row in book["进展情况"].iter_rows() for cell in row if cell.value == "严重滞后"
    ]
    assert lamps
    assert all(cell.fill.fgColor.rgb == "FFC8322E" for cell in lamps)
    assert all("■" in cell.number_format for cell in lamps)


def test_charts_draw_the_cells_of_their_tables(both):
    briefing, book = both
    planned = plan(briefing)
    for name, sections in planned.sheets.items():
        wanted = [
            table for section in sections for table in section.tables
            if table.chart is not None and len(table.frame)
        ]  # fmt: skip
        charts = book[name]._charts
        assert len(charts) == len(wanted)
        for chart, table in zip(charts, wanted, strict=True):
            for series, column in zip(chart.series, table.chart.values, strict=True):
                area = series.val.numRef.f.split("!")[1].replace("$", "")
                found = book[name][area]
                cells = [row[0].value for row in found] if ":" in area else [found.value]
                wanted_ = [None if pd.isna(v) else v for v in table.frame[column]]
                assert same([cells], [wanted_])


def test_the_last_sheet_counts_the_rows_of_every_table(both):
    briefing, book = both
    counted = {tuple(row[:2]): row[2] for row in rows_of(book[ABOUT])}
    planned = plan(briefing)
    for name, sections in planned.sheets.items():
        for sheet, table in planned.details[name].items():
            assert counted[sheet, table.title] == len(table.frame)
        for section in sections:
            assert all((name, table.title) in counted for table in section.tables)
    said = {cell for row in rows_of(book[ABOUT]) for cell in row}
    assert {briefing.issuer, f"v{briefing.version}", briefing.source} <= said


def test_hostile_text_stays_text(briefings):
    briefing = briefings["some"]
    frame = pd.DataFrame({"单位": [HOSTILE, "@乙"], "项数": [1, 2]})
    table = Table(HOSTILE, frame, chart=NativeChart("bar", "单位", ("项数",), "项"))
    block = replace(
        briefing.blocks[0], heading=HOSTILE, sentence=HOSTILE, figures=(), tables=(table,),
        annexes=(table,),
    )  # fmt: skip
    book = opened(replace(briefing, title=HOSTILE, blocks=(block,)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert sum(cell.value == HOSTILE for cell in cells) >= 3
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert all(cell.quotePrefix for cell in cells if cell.value == "@乙")
    assert not any(cell.hyperlink and cell.hyperlink.target for cell in cells)


def test_a_long_table_has_a_sheet_of_its_own_that_is_pointed_to(briefings):
    briefing = briefings["some"]
    frame = pd.DataFrame({"单位": [f"第{n}家" for n in range(40)], "项数": range(40)})
    table = Table("突出问题", frame)
    blocks = tuple(
        replace(one, tables=(replace(table, frame=frame.head(10), notes=("其余30项见附件。",)),),
                annexes=(table,)) if one.part is Part.PROBLEMS else one
        for one in briefing.blocks
    )  # fmt: skip
    book = opened(replace(briefing, blocks=blocks))
    assert holds(book["突出问题"], table)
    assert book["突出问题"].auto_filter.ref
    said = [cell for row in rows_of(book["突出问题与销号"]) for cell in row if cell]
    assert "突出问题（40行）见工作表“突出问题”" in said


def test_no_page_ends_within_a_chart_or_between_a_heading_and_its_table(both):
    briefing, book = both
    headings = {block.heading for block in briefing.blocks}
    for sheet in book:
        first_rows = {one.id for one in sheet.row_breaks.brk}
        for chart in sheet._charts:
            begins, ends = chart.anchor._from.row, chart.anchor.to.row
            assert not [row for row in first_rows if begins < row <= ends], sheet.title
        for row in first_rows:
            assert sheet.cell(row + 1, 1).value, (sheet.title, row)
            assert sheet.cell(row, 1).value not in headings, (sheet.title, row)


@pytest.mark.parametrize(
    ("units", "room", "wanted"),
    [
        ([(0, 9), (10, 19)], 300.0, []),
        ([(0, 9), (10, 20)], 300.0, [10]),
        ([(0, 9), (12, 18), (19, 28)], 300.0, [19]),
        ([(0, 99)], 300.0, []),
        ([(0, 24), (25, 34), (35, 44)], 300.0, [35]),
        ([], 300.0, []),
    ],
)
def test_pages_break_before_what_would_be_cut(units, room, wanted):
    assert breaks(units, {}, 15.0, room) == wanted


def test_a_figure_that_is_called_what_a_lamp_says_has_no_lamp(briefings):
    briefing = briefings["some"]
    silent = Figure("本期未报送", "3", "家", "重点任务进展情况表", Lamp.NOT_REPORTED)
    block = replace(briefing.blocks[0], figures=(silent,), tables=(), annexes=())
    book = opened(replace(briefing, blocks=(block,)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    (named,) = [one for one in cells if one.value == "本期未报送"]
    (judged,) = [one for one in cells if one.value == "未报送"]
    assert named.number_format == "General"
    assert "○" in judged.number_format
