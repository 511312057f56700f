"""Keys joined from other columns, identifiers, references, and who reports which key."""

import pytest
from ledger_makers import errors, messages, read, said, values

CODE = "91350100M000100Y43"
WRONG = "91350100M000100Y44"
PERMIT = f"{CODE}001P"
SITES = (
    "排污许可证编号",
    "统一社会信用代码",
    "厂区序号",
    "名录年度",
    "名录类别",
    "县市区",
    "单位名称",
)
SOIL = ("2024", "土壤污染重点监管单位", "秦都区", "甲公司")
HAZARDS = ("隐患编号", "排污许可证编号", "统一社会信用代码", "厂区序号", "县市区", "整改状态")


@pytest.mark.parametrize(
    ("named", "site"),
    [
        ((PERMIT, CODE, None), f"{CODE}001"),
        ((PERMIT, None, None), f"{CODE}001"),
        ((None, CODE, "001"), f"{CODE}001"),
        ((None, CODE, 1.0), f"{CODE}001"),
        ((None, CODE, "2"), f"{CODE}002"),
        ((None, CODE.lower(), "001P"), f"{CODE}001"),
        ((None, f" {CODE[:9]} {CODE[9:]}", "1"), f"{CODE}001"),
    ],
)
def test_a_site_is_the_same_however_it_is_named(named, site):
    reading = read([SITES, (*named, *SOIL)], "key_unit")
    assert errors(reading) == []
    assert values(reading, "site_id") == [(site,)]


@pytest.mark.parametrize(
    ("named", "cell", "words"),
    [
        (
            (None, CODE, None),
            "C2",
            "缺少「厂区序号」：请填「排污许可证编号」，或「统一社会信用代码」和",
        ),
        ((None, None, "001"), "B2", "缺少「统一社会信用代码」"),
        ((None, None, None), "A2", "没有说明是哪一个：请填「排污许可证编号」，或"),
    ],
)
def test_a_row_that_names_no_site_says_what_lacks(named, cell, words):
    reading = read([SITES, (*named, *SOIL)], "key_unit")
    assert errors(reading) == [("key", cell)]
    assert words in messages(reading)


def test_two_rows_of_one_site_are_one_key():
    rows = [(PERMIT, None, None, *SOIL), (None, CODE, "1", *SOIL[:3], "乙公司")]
    reading = read([SITES, *rows], "key_unit")
    assert errors(reading) == [("duplicate", "A3")]
    assert "厂区标识、名录年度、名录类别相同而内容不同" in messages(reading)
    lists = [(PERMIT, None, None, *SOIL), (PERMIT, None, None, "2025", *SOIL[1:])]
    assert errors(read([SITES, *lists], "key_unit")) == []


def test_where_the_site_only_accompanies_the_row_its_lack_is_counted():
    rows = [(f"H{n}", None, CODE, None, "秦都区", "未整改") for n in range(3)]
    reading = read([HAZARDS, *rows], "leak_hazard")
    assert errors(reading) == []
    assert "有 3 行没有填全「排污许可证编号」，或「统一社会信用代码」和「厂区序号」" in messages(
        reading
    )
    assert values(reading, "site_id") == [(None,)] * 3


@pytest.mark.parametrize(
    ("named", "severity"),
    [
        # As a part of the key a wrong character is another firm; beside a permit it is a slip.
        ((None, WRONG, "001"), "error"),
        ((PERMIT, WRONG, None), "warning"),
    ],
)
def test_a_wrong_check_character(named, severity):
    reading = read([SITES, (*named, *SOIL)], "key_unit")
    found = [i for i in reading.issues if "校验码不对" in i.message]
    assert [(str(i.severity), str(i.kind), i.cell) for i in found] == [(severity, "key", "B2")]


@pytest.mark.parametrize(
    ("dataset", "headings", "row", "words"),
    [
        ("key_unit", SITES, ("12345", CODE, "001", *SOIL), "排污许可证编号「12345」应为22位"),
        (
            "abandoned_well",
            ("报废井编号", "县市区", "乡镇"),
            ("BF-001", "秦都区", "双照镇"),
            "报废井编号「BF-001」应为15位",
        ),
    ],
)
def test_a_number_of_another_make_up_is_warned_of(dataset, headings, row, words):
    reading = read([headings, row], dataset)
    assert errors(reading) == []
    assert words in messages(reading)


def test_a_code_that_a_spreadsheet_has_cut_is_refused():
    reading = read([SITES, (None, 9.1350100e17, "001", *SOIL)], "key_unit")
    assert errors(reading) == [("type", "B2")]


# -- references -----------------------------------------------------------------------------------


def test_a_reference_to_a_column_that_is_no_whole_key():
    known = {"key_unit.site_id": frozenset({f"{CODE}001"})}
    rows = [("H1", PERMIT, None, None, "秦都区", "未整改"),
            ("H2", None, CODE, "2", "秦都区", "未整改")]  # fmt: skip
    reading = read([HAZARDS, *rows], "leak_hazard", references=known)
    assert [i for i in said(reading) if i[1] == "reference"] == [("warning", "reference", "B3")]
    assert f"厂区标识「{CODE}002」不在已审核通过的「重点排污（监管）单位名录」中" in messages(
        reading
    )


def test_a_pair_is_looked_for_in_the_whole_file():
    headings = ("地热井编号", "县市区", "采灌单元", "井类型", "开采量", "回灌量", "配对回灌井编号")
    first = [headings, ("G1", "秦都区", "甲", "开采井", 9, None, "G2"),
             ("G3", "秦都区", "乙", "开采井", 9, None, "G9")]  # fmt: skip
    second = [headings, ("G2", "秦都区", "甲", "回灌井", None, 9, None)]
    more = [("二", second, "visible")]
    reading = read(first, "geothermal", more=more, references={"geothermal": frozenset()})
    assert [i for i in said(reading) if i[1] == "reference"] == [("warning", "reference", "G3")]
    assert "「G9」不在已审核通过的「地热井开采回灌台账」中（1 行）" in messages(reading)
    known = {"geothermal": frozenset({"G9"})}
    again = read(first, "geothermal", more=more, references=known)
    assert [i for i in said(again) if i[1] == "reference"] == []


# -- 主报单位 --------------------------------------------------------------------------------------

WELLS = [("监测井编码", "县市区", "成井深度"), ("W1", "秦都区", 10), ("W2", "秦都区", 10)]


@pytest.mark.parametrize(
    ("owners", "reporter", "cells"),
    [
        ({("W1",): "slj"}, "610402", ["A2"]),
        ({("W1",): "slj", ("W2",): "sthjj"}, "610402", ["A2", "A3"]),
        ({("W1",): "610402"}, "610402", []),
        ({("W9",): "slj"}, "610402", []),
        ({}, "610402", []),
        ({("W1",): "slj"}, None, []),
    ],
)
def test_a_well_of_another_reporter(owners, reporter, cells):
    profile = {"reporter": reporter} if reporter else {}
    reading = read(WELLS, "well", owners=owners, profile=profile)
    found = [i for i in reading.issues if "主报单位" in i.message]
    assert [i.cell for i in found] == cells
    assert {str(i.severity) for i in found} <= {"warning"}
    if cells:
        assert "监测井编码「W1」已由主报单位市水利局报送，请与市水利局商定" in messages(reading)


def test_a_ledger_that_several_report_on_has_no_first():
    headings = ("会议编号", "事项序号", "责任单位", "办理状态")
    rows = [headings, ("2024-01", "1", "市水利局", "办理中")]
    owners = {("2024-01", "1", "slj"): "ldxz"}
    reading = read(rows, "decision", owners=owners, profile={"reporter": "slj"})
    assert "主报单位" not in messages(reading)


# -- units, months, places ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dataset", "heading", "typed", "name", "stored"),
    [
        ("zone", "面积（亩）", 15000, "area_km2", 10),
        ("zone", "面积（公顷）", 250, "area_km2", 2.5),
        ("zone", "面积（平方公里）", 2.5, "area_km2", 2.5),
        ("zone", "面积（km2）", "2.5", "area_km2", 2.5),
        ("zone", "面积", "300公顷", "area_km2", 3),
        ("project", "总投资（元）", 12345600, "investment_10k_yuan", 1234.56),
        ("project", "总投资（亿元）", 1.5, "investment_10k_yuan", 15000),
        ("project", "总投资/万元", 88, "investment_10k_yuan", 88),
        ("project", "总投资", "1.5亿元", "investment_10k_yuan", 15000),
        ("water_source", "年取水量（m³）", 120000, "annual_abstraction_10k_m3", 12),
        ("water_source", "服务人口（人）", 52000, "population_10k", 5.2),
        ("water_source", "取水井数（口）", 3, "well_count", 3),
        ("geothermal", "开采量（万m³）", 1.2, "abstracted_m3", 12000),
        ("abandoned_well", "距最近污染源距离（km）", 1.5, "source_distance_m", 1500),
    ],
)
def test_units_of_headings_convert(dataset, heading, typed, name, stored):
    reading = read(*_one(dataset, heading, typed))
    assert errors(reading) == []
    assert values(reading, name) == [(pytest.approx(stored),)]


@pytest.mark.parametrize(
    ("dataset", "heading"),
    [("zone", "面积（m）"), ("project", "总投资（亩）"), ("geothermal", "开采量（万元）")],
)
def test_units_of_another_quantity_are_refused(dataset, heading):
    reading = read(*_one(dataset, heading, 1))
    assert ("unit", "D1") in errors(reading)
    assert "不能换算为" in messages(reading)


def _one(dataset, heading, typed):
    rest = {
        "zone": (("分区编号", "县市区", "划定阶段"), ("A", "秦都区", "报批")),
        "project": (("项目编号", "项目名称", "县市区"), ("P", "甲", "市级")),
        "water_source": (("水源代码", "县市区", "水源名称"), ("S", "秦都区", "甲")),
        "geothermal": (("地热井编号", "县市区", "回灌量"), ("G", "秦都区", 0)),
        "abandoned_well": (
            ("报废井编号", "县市区", "乡镇"),
            ("6104020001A1B2W", "秦都区", "双照镇"),
        ),
    }[dataset]
    return [(*rest[0], heading), (*rest[1], typed)], dataset


def test_a_month_stands_as_the_form_prints_it():
    headings = ("报废井编号", "县市区", "乡镇", "建井时间", "报废时间")
    rows = [headings, ("6104020001A1B2W", "秦都区", "双照镇", 198506, "2003年"),
            ("6104020002A1B2W", "秦都区", "双照镇", "不详年份", None)]  # fmt: skip
    reading = read(rows, "abandoned_well")
    assert values(reading, "dug_in", "abandoned_in")[0] == ("1985-06", "2003")
    assert errors(reading) == [("type", "D3")]
    assert "请填年月，如 198506" in messages(reading)


def test_only_some_ledgers_know_the_whole_city():
    project = ("项目编号", "项目名称", "县市区"), ("P", "甲", "全市")
    assert values(read(project, "project"), "county_code") == [("610400",)]
    zone = ("分区编号", "县市区", "划定阶段"), ("A", "全市", "报批")
    assert errors(read(zone, "zone")) == [("scope", "B2")]


@pytest.mark.parametrize(
    ("form", "found", "county"),
    [
        # A county that names itself over the table need not do so in every row.
        ([("填报单位：秦都区",)], [], "610402"),
        ([("填报单位：市水利局",)], [("missing-heading", "")], None),
        ([], [("missing-heading", "")], None),
    ],
)
def test_a_county_is_said_by_its_own_form(form, found, county):
    rows = [*form, ("隐患编号", "整改状态"), ("H1", "未整改"), ("H2", "整改中")]
    reading = read(rows, "leak_hazard")
    assert errors(reading) == found
    assert values(reading, "county_code") == [(county,), (county,)]
