"""Whole small sheets, as clerks lay them out, read into rows."""

import pytest
from ledger_makers import errors, messages, read, said, values

LEVEL = ("监测井编码", "监测时间", "水位埋深", "测量方式")
ROW = ("W1", "2024-06-01", 3.5, "人工")
TWO = [("W1", 3.5), ("W2", 4.5)]
SECOND = ("W2", "2024-06-01", 4.5, "人工")


def levels(reading):
    return values(reading, "well_id", "depth_to_water_m")


@pytest.mark.parametrize(
    ("rows", "shape", "heading_row"),
    [
        ([LEVEL, ROW, SECOND], {}, 1),
        ([("咸阳市水位监测记录",), LEVEL, ROW, SECOND], {}, 2),
        ([("咸阳市水位监测记录",), LEVEL, ROW, SECOND], {"merges": ["A1:D1"]}, 2),
        ([("附件3",), ("水位监测记录",), ("填报单位：秦都区", None, "报告期：2024年6月"),
          LEVEL, ROW, SECOND], {"merges": ["A2:D2", "A3:B3"]}, 4),
        ([(None,)] * 12 + [LEVEL, ROW, SECOND], {}, 13),
        ([(None, *LEVEL), (None, *ROW), (None, *SECOND)], {}, 1),
        ([("序号", *LEVEL), (1, *ROW), (2, *SECOND)], {}, 1),
        ([LEVEL, ROW, (), (), SECOND], {}, 1),
        ([LEVEL, ROW, LEVEL, SECOND], {}, 1),
        ([LEVEL, ROW, SECOND, ("合计", None, 8.0)], {}, 1),
        ([LEVEL, ("秦都区",), ROW, ("秦都区小计", None, 3.5), SECOND], {"merges": ["A2:D2"]}, 1),
        ([LEVEL, ("一、秦都区",), ROW, ("二、渭城区",), SECOND], {}, 1),
        ([LEVEL, ROW, SECOND, ("注：1.埋深从地面算起。",), ("2.自流井填负数。",)], {}, 1),
        ([LEVEL, ROW, SECOND, ("填表人：张三", None, "审核人：李四")], {}, 1),
        ([LEVEL, (None, None, "m"), ROW, SECOND], {}, 1),
        ([LEVEL, ("示例", "2024-01-01", 1.0, "人工"), ROW, SECOND], {}, 1),
        ([("井", None, "水位", None), LEVEL, ROW, SECOND], {"merges": ["A1:B1", "C1:D1"]}, 1),
        ([("序号", *LEVEL), (1, *ROW), (2, *SECOND), (3,), (4,), (5, " ", "")], {}, 1),
    ],
)  # fmt: skip
def test_two_levels_however_they_are_laid_out(rows, shape, heading_row):
    reading = read(rows, "water_level", **shape)
    assert levels(reading) == TWO
    assert errors(reading) == []
    assert [sheet.heading_row for sheet in reading.sheets] == [heading_row]


def test_the_form_speaks_about_itself_above_and_below():
    rows = [
        ("咸阳市水位监测记录",),
        ("填报单位：秦都区", None, "报告期：2024年6月"),
        LEVEL,
        ROW,
        ("填表人：张三", None, "审核人：李四", "电话：029-33333333"),
    ]
    facts = read(rows, "water_level", merges=["A1:D1", "A2:B2"]).facts
    assert (facts.reporter.code, facts.period.code) == ("610402", "2024-06")
    assert (facts.filled_by, facts.checked_by, facts.phone) == ("张三", "李四", "029-33333333")


def test_rows_passed_over_are_told():
    rows = [LEVEL, ROW, *[("小计", None, float(n)) for n in range(7)], ("最大值", None, 3.5)]
    told = messages(read(rows, "water_level"))
    assert "合计行（第 3、4、5、6、7 等 7 行）不作为数据。" in told
    assert "统计行（第 10 行）不作为数据。" in told


def test_the_whole_city_is_a_row_where_it_has_an_item():
    heading = ("县市区", "任务编号", "实际进度(%)")
    rows = [heading, ("秦都区", "1-01", 50), ("全市", "1-02", 60), ("全市", None, 110)]
    reading = read(rows, "task_progress")
    assert values(reading, "item_id", "county_code", "actual_pct") == [
        ("1-01", "610402", 50.0),
        ("1-02", "610400", 60.0),
    ]


# -- headings of several levels ---------------------------------------------------------------
CROSS = (("监测井编码", "采样日期", "重金属（μg/L）", None, "pH"), (None, None, "砷", "铅", None))
CROSS_MERGES = ["A1:A2", "B1:B2", "C1:D1", "E1:E2"]
CROSS_ROW = ("W1", "2024-06-01", 5, "0.1L", 7.2)
CROSS_VALUES = [
    ("as", "C3", "5", "value", 0.005),
    ("pb", "D3", "0.1L", "nd", None),
    ("ph", "E3", "7.2", "value", 7.2),
]


def results(reading):
    return [
        (analyte, cell, raw, flag, None if value is None else float(value))
        for analyte, cell, raw, flag, value in values(
            reading, "analyte", "source_cell", "raw", "flag", "value"
        )
    ]


@pytest.mark.parametrize("shape", [{"merges": CROSS_MERGES}, {}, {"as_csv": True}])
def test_the_unit_of_a_group_reaches_its_members(shape):
    reading = read([*CROSS, CROSS_ROW], "water_quality", **shape)
    assert results(reading) == CROSS_VALUES
    assert errors(reading) == []
    assert {h.analyte: h.unit for h in reading.headings if h.analyte} == {
        "as": "μg/L", "pb": "μg/L", "ph": "",
    }  # fmt: skip


def test_three_levels_with_a_title_above():
    rows = [
        ("2024年地下水水质监测结果",),
        ("点位", None, "检测结果", None, None),
        ("监测井编码", "采样日期", "重金属（μg/L）", None, "pH"),
        (None, None, "砷", "铅", None),
        CROSS_ROW,
    ]
    merges = ["A1:E1", "A2:B2", "C2:E2", "A3:A4", "B3:B4", "C3:D3", "E3:E4"]
    reading = read(rows, "water_quality", merges=merges)
    assert [(a, c[0], r) for a, c, r, *_ in results(reading)] == [
        ("as", "C", "5"), ("pb", "D", "0.1L"), ("ph", "E", "7.2"),
    ]  # fmt: skip
    assert float(reading.rows["value"][0].as_py()) == 0.005
    assert reading.facts.period.code == "2024"


def test_a_row_of_codes_and_a_row_of_units_under_a_merged_heading():
    rows = [
        ("监测井编码", "采样日期", "砷", "pH"),
        (None, None, "w20141", "w01001"),
        (None, None, "μg/L", "无量纲"),
        ("W1", "2024-06-01", 5, 7.2),
    ]
    reading = read(rows, "water_quality", merges=["A1:A3", "B1:B3"])
    assert results(reading) == [
        ("as", "C4", "5", "value", 0.005),
        ("ph", "D4", "7.2", "value", 7.2),
    ]


@pytest.mark.parametrize("limit", [0.3, "0.3", "0.3L", "<0.3"])
def test_a_row_of_detection_limits(limit):
    rows = [
        ("监测井编码", "采样日期", "砷(μg/L)", "铅(μg/L)"),
        ("检出限", None, limit, None),
        ("W1", "2024-06-01", "未检出", "ND"),
    ]
    reading = read(rows, "water_quality")
    found = values(reading, "analyte", "flag", "detection_limit")
    assert [(a, f, None if d is None else str(d.normalize())) for a, f, d in found] == [
        ("as", "nd", "0.0003"),
        ("pb", "nd_no_dl", None),
    ]


def test_a_data_row_is_no_second_heading():
    rows = [("监测井编码", "采样日期", "何物", "监测值"), ("W1", "2024-06-01", "氨氮", 0.2)]
    reading = read(rows, "water_quality", profile={"mapping": {"何物": "analyte"}})
    assert results(reading) == [("nh3n", "D2", "0.2", "value", 0.2)]


# -- merged cells of the body -------------------------------------------------------------------


def test_a_well_written_once_for_many_rows():
    heading = ("监测井编码", "采样日期", "监测指标", "监测值", "单位")
    rows = [
        heading,
        ("W1", "2024-06-01", "氨氮", 0.2, "mg/L"),
        (None, None, "砷", 0.001, None),
        ("W2", "2024-06-02", "氨氮", 0.3, "mg/L"),
        (None, "2024-06-02", "砷", 0.002, "mg/L"),
    ]
    reading = read(rows, "water_quality", merges=["A2:A3", "B2:B3", "E2:E3"])
    assert values(reading, "well_id", "analyte", "reported_unit", "row_status") == [
        ("W1", "nh3n", "mg/L", "ok"),
        ("W1", "as", "mg/L", "ok"),
        ("W2", "nh3n", "mg/L", "ok"),
        (None, "as", "mg/L", "stopped"),
    ]
    assert errors(reading) == [("required", "A5")]


def test_a_measured_value_is_never_spread():
    heading = ("监测井编码", "采样日期", "监测指标", "监测值")
    rows = [heading, ("W1", "2024-06-01", "氨氮", 0.2), ("W1", "2024-06-01", "砷", None)]
    reading = read(rows, "water_quality", merges=["D2:D3"])
    assert values(reading, "analyte", "raw", "row_status") == [
        ("nh3n", "0.2", "ok"),
        ("as", None, "stopped"),
    ]


# -- hidden things and several sheets -----------------------------------------------------------


def test_hidden_rows_are_read_and_told():
    reading = read([LEVEL, ROW, SECOND], "water_level", hidden_rows=[3])
    assert levels(reading) == TWO
    assert "有 1 行是隐藏的（第 3 行起）" in messages(reading)


def test_hidden_columns_are_read_and_told():
    reading = read([LEVEL, ROW, SECOND], "water_level", hidden_columns=["C"])
    assert levels(reading) == TWO
    assert "C列是隐藏的" in messages(reading)
    assert said(reading, "warning") == [("warning", "layout", "C1")]


def test_sheets_of_one_ledger_are_read_and_others_told():
    more = [
        ("乡镇二", [LEVEL, SECOND], "visible"),
        ("说明", [("监测井编码", "填写编码")], "visible"),
        ("旧表", [LEVEL, SECOND], "hidden"),
        ("可选项", [("县市区",)], "hidden"),
    ]
    reading = read([LEVEL, ROW], "water_level", more=more)
    assert values(reading, "well_id", "source_sheet", "source_row", "source_cell") == [
        ("W1", "表", 2, "A2"),
        ("W2", "乡镇二", 2, "A2"),
    ]
    assert [s.name for s in reading.sheets] == ["表", "乡镇二"]
    told = messages(reading)
    assert "工作表「旧表」是隐藏的" in told
    assert "工作表「说明」没有识别到" in told
    assert "可选项" not in told


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("甲", "乙"), ("1", "2")], "没有找到「地下水水位监测记录」的表头"),
        ([("监测井编码",), ("W1",)], "没有找到"),
        ([LEVEL], "下面没有数据"),
        ([LEVEL, (None, " ", "")], "下面没有数据"),
        ([("序号", *LEVEL), (1,), (2,)], "下面没有数据"),
    ],
)
def test_a_file_without_table_or_rows(rows, words):
    reading = read(rows, "water_level")
    assert reading.rows.num_rows == 0
    assert words in messages(reading)
    assert not reading.ok


def test_a_missing_column_is_said_once_and_stops_every_row():
    reading = read([("监测井编码", "水位埋深"), ("W1", 1), ("W2", 2)], "water_level")
    assert errors(reading) == [("missing-heading", "")]
    assert "缺少必需的列「监测时间」" in messages(reading)
    assert values(reading, "row_status") == [("stopped",), ("stopped",)]
    assert reading.good_rows().num_rows == 0


def test_of_two_columns_for_one_thing_the_left_or_the_mapped_one_is_read():
    rows = [("监测井编码", "井号", "监测时间", "水位埋深"), ("W1", "X1", "2024-06-01", 3.5)]
    assert levels(read(rows, "water_level")) == [("W1", 3.5)]
    assert "「井号」与另一列含义相同" in messages(read(rows, "water_level"))
    mapped = read(rows, "water_level", profile={"mapping": {"井号": "well_id"}})
    assert levels(mapped) == [("X1", 3.5)]


def test_two_columns_of_one_analyte_are_warned_of():
    rows = [("监测井编码", "采样日期", "氨氮", "氨氮(以N计)"), ("W1", "2024-06-01", 0.2, 0.9)]
    reading = read(rows, "water_quality")
    assert results(reading) == [("nh3n", "C2", "0.2", "value", 0.2)]
    assert said(reading, "warning") == [("warning", "layout", "D1")]


def test_an_unknown_heading_is_told_with_the_nearest():
    rows = [
        ("监测井编码", "监测时间", "水位埋深", "水位标告", "随便一列"),
        ("W1", "2024-06-01", 3.5, 1, 2),
    ]
    reading = read(rows, "water_level")
    assert said(reading, "warning") == [
        ("warning", "unknown-heading", "D1"),
        ("warning", "unknown-heading", "E1"),
    ]
    assert "是否为「水位标高」？" in messages(reading)


def test_a_map_of_a_heading_that_is_not_there_is_told():
    reading = read([LEVEL, ROW], "water_level", profile={"mapping": {"井的号": "well_id"}})
    assert levels(reading) == [("W1", 3.5)]
    assert "文件里没有表头「井的号」" in messages(reading)


def test_columns_without_end_are_cut_and_told():
    wide = [f"第{c}列" for c in range(3000)]
    rows = [wide, [*LEVEL, *wide], [*ROW, *([1] * 3000)], *[wide] * 30]
    reading = read(rows, "water_level", as_csv=True)
    assert levels(reading)[:1] == [("W1", 3.5)]
    assert "超过 1000 列，ALL列以后未读取" in messages(reading)


@pytest.mark.parametrize(
    ("heading", "cell", "depth"),
    [
        ("成井深度", 35, 35.0),
        ("成井深度（cm）", 350, 3.5),
        ("成井深度/厘米", "350", 3.5),
        ("成井深度(km)", 0.1, 100.0),
        ("成井深度（cm）", "3.5m", 3.5),
    ],
)
def test_the_unit_of_a_plain_quantity(heading, cell, depth):
    rows = [("监测井编码", "县市区", heading), ("W1", "秦都区", cell)]
    assert values(read(rows, "well"), "well_depth_m") == [(depth,)]


def test_a_unit_of_another_quantity_is_refused_at_the_heading():
    rows = [("监测井编码", "县市区", "成井深度（mg/L）"), ("W1", "秦都区", 35)]
    reading = read(rows, "well")
    assert errors(reading) == [("unit", "C1")]
    assert "请改用规定单位后重报" in messages(reading)
