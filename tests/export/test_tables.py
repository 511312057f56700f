"""Exported tables, read back by programs that had no part in writing them."""

import csv
import math
import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gwdash.clock import BEIJING
from gwdash.errors import UsageError
from gwdash.export import workbook
from gwdash.export.cells import LONGEST_TEXT, cell
from gwdash.export.tables import NativeChart, Table, file_stem, to_csv
from gwdash.export.workbook import to_xlsx

FRAME = pd.DataFrame(
    {
        "well_id": ["W-1", "007", "=HYPERLINK(1)"],
        "well_depth_m": [120.5, None, 80.0],
        "built_on": [date(2010, 6, 1), None, date(2022, 1, 24)],
        "measured_at": pd.to_datetime(["2024-06-16 08:30", None, "2024-05-16 08:00"]),
        "次数": [3, 0, 12],
        "水源": [True, False, True],
    }
)
TABLE = Table(
    "监测井：清单", FRAME, period="2024年6月", source="数据：各单位报送 · 版本 v3",
    notes=("共 3 眼，正常 2/3。",), headings={"水源": "饮用水源井"},
)  # fmt: skip
HEADINGS = ["监测井编码", "成井深度（m）", "成井时间", "监测时间", "次数", "饮用水源井"]
FIRST_ROW = 5


def at(*numbers):
    """Return a moment as a file holds it, without a zone."""
    return datetime(*numbers)  # noqa: DTZ001


def read_xlsx(content):
    return openpyxl.load_workbook(BytesIO(content)).active


def read_csv(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def body(sheet):
    return [[c.value for c in row] for row in sheet.iter_rows(min_row=FIRST_ROW)]


def test_the_workbook_says_what_it_is():
    sheet = read_xlsx(to_xlsx(TABLE))
    assert sheet.title == "监测井：清单"
    assert sheet["A1"].value == "监测井：清单"
    assert sheet["A2"].value == "报告期：2024年6月　数据：各单位报送 · 版本 v3"
    assert sheet["A3"].value == "共 3 眼，正常 2/3。"
    assert [c.value for c in sheet[4]] == HEADINGS
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:F7"


def test_the_workbook_holds_the_frame():
    sheet = read_xlsx(to_xlsx(TABLE))
    assert body(sheet) == [
        ["W-1", 120.5, at(2010, 6, 1), at(2024, 6, 16, 8, 30), 3, "是"],
        ["007", None, None, None, 0, "否"],
        ["=HYPERLINK(1)", 80, at(2022, 1, 24), at(2024, 5, 16, 8), 12, "是"],
    ]
    assert [c.data_type for c in sheet[5]] == ["s", "n", "d", "d", "n", "s"]
    assert [c.number_format for c in sheet[5]][2:4] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"]
    assert sheet["A7"].data_type == "s"
    assert sheet["A7"].quotePrefix
    assert not sheet["A5"].quotePrefix


def test_columns_are_as_wide_as_their_words():
    widths = {
        letter: found.width for letter, found in read_xlsx(to_xlsx(TABLE)).column_dimensions.items()
    }
    assert widths["D"] > widths["E"] >= 8
    assert all(width <= 47 for width in widths.values())


@pytest.mark.parametrize(("n_columns", "across"), [(3, 1), (26, 1), (27, 2), (70, 3)])
def test_a_table_wider_than_a_readable_page_goes_on_beside_it(n_columns, across):
    rows = pd.DataFrame([["甲"] * n_columns], columns=[f"列{n}" for n in range(n_columns)])
    sheet = read_xlsx(to_xlsx(Table("宽表", rows)))
    assert (sheet.page_setup.fitToWidth or 1) == across
    assert bool(sheet.print_title_cols) is (across > 1)


def test_the_csv_holds_the_frame():
    assert read_csv(to_csv(TABLE)) == [
        HEADINGS,
        ["W-1", "120.5", "2010-06-01", "2024-06-16 08:30", "3", "是"],
        ["007", "", "", "", "0", "否"],
        ["'=HYPERLINK(1)", "80.0", "2022-01-24", "2024-05-16 08:00", "12", "是"],
    ]


def test_a_table_without_rows_is_a_table():
    empty = Table("空表", FRAME.head(0))
    assert read_csv(to_csv(empty)) == [[*HEADINGS[:5], "水源"]]
    sheet = read_xlsx(to_xlsx(empty))
    assert [c.value for c in sheet[2]] == [*HEADINGS[:5], "水源"]


def test_a_native_chart_draws_the_columns():
    frame = pd.DataFrame({"县市区": ["甲", "乙"], "进度": [60.0, 40.5]})
    chart = NativeChart("bar", "县市区", ("进度",), "%")
    content = to_xlsx(Table("进度", frame, chart=chart))
    with zipfile.ZipFile(BytesIO(content)) as package:
        drawn = package.read("xl/charts/chart1.xml").decode()
    assert "进度!$A$3:$A$4" in drawn
    assert "进度!$B$3:$B$4" in drawn
    assert "60" in drawn


def test_a_table_that_no_sheet_holds_is_refused(monkeypatch):
    monkeypatch.setattr(workbook, "_MOST_ROWS", 5)
    with pytest.raises(UsageError, match="csv"):
        to_xlsx(TABLE)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (pd.NaT, None),
        (pd.NA, None),
        (math.nan, None),
        (Decimal("0.004"), 0.004),
        (math.inf, "inf"),
        (2**53 + 1, "9007199254740993"),
        (date(1899, 12, 31), "1899-12-31"),
        (datetime(2024, 7, 3, 9, tzinfo=BEIJING), at(2024, 7, 3, 9)),
        (pd.Timestamp("2024-07-03 09:00"), at(2024, 7, 3, 9)),
        (["甲"], "['甲']"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\x00\ud800", "��"),
        ("字" * (LONGEST_TEXT + 1), "字" * (LONGEST_TEXT - 9) + "…（过长，已截断）"),
    ],
)
def test_a_value_becomes_what_a_cell_can_hold(value, written):
    assert cell(value) == written
    assert type(cell(value)) is type(written)


@pytest.mark.parametrize(
    ("parts", "stem"),
    [
        (("总览", "2024年6月"), "总览_2024年6月"),
        (("a/b\\c:d", ""), "a_b_c_d"),
        (("../../etc", "x"), "etc_x"),
        (("", ""), "导出"),
        (("字" * 200,), "字" * 80),
    ],
)
def test_file_names_are_safe(parts, stem):
    assert file_stem(*parts) == stem


HOSTILE = st.text(max_size=60) | st.sampled_from(
    ["=1+1", "+A1", "-x|y", "@SUM(A1)", "\t=1", "\r=1", "_x0041_", "<a&b>", "http://a", " 前 "]
)  # fmt: skip


@given(st.lists(HOSTILE, min_size=1, max_size=8))
def test_hostile_text_stays_the_same_text_in_the_workbook(texts):
    sheet = read_xlsx(to_xlsx(Table("表", pd.DataFrame({"文字": texts}, dtype=object))))
    cells = [row[0] for row in sheet.iter_rows(min_row=3)]
    wanted = [cell(text) for text in texts]
    assert [c.value or "" for c in cells] == wanted
    assert all(c.data_type != "f" for c in cells)


@given(st.lists(HOSTILE, min_size=1, max_size=8))
def test_hostile_text_never_begins_a_formula_in_the_csv(texts):
    rows = read_csv(to_csv(Table("表", pd.DataFrame({"文字": texts}, dtype=object))))[1:]
    assert len(rows) == len(texts)
    for row, text in zip(rows, texts, strict=True):
        found = row[0] if row else ""
        assert found in {cell(text), f"'{cell(text)}"}
        assert not found.startswith(("=", "@", "\t", "\r"))


@given(st.floats() | st.integers())
@example(float("nan"))
def test_a_number_is_the_same_number_in_both_files(number):
    table = Table("表", pd.DataFrame({"数": [number]}, dtype=object))
    wanted = cell(number)
    sheet = read_xlsx(to_xlsx(table))
    found = sheet["A3"].value
    text = read_csv(to_csv(table))[1]
    if isinstance(wanted, float | int):
        assert found == pytest.approx(wanted, rel=1e-15)
        assert float(text[0]) == wanted
    else:
        assert found == wanted
        # A lone empty cell is written as two quotes, for an empty line would be no row.
        assert text == ["" if wanted is None else wanted]
