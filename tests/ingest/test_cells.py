"""What each kind of cell may hold: the specification of reading, as a table."""
# ruff: noqa: DTZ001 (spreadsheets hold naive moments)

import math
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.ingest.cells import LONGEST_TEXT, reader
from gwdash.ingest.issues import IssueKind, Severity
from gwdash.ingest.problems import is_missing
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Column, Field, Kind

TYPE, RANGE, CODE, SCOPE, FORMULA = (
    IssueKind.TYPE,
    IssueKind.RANGE,
    IssueKind.CODE,
    IssueKind.SCOPE,
    IssueKind.FORMULA,
)
WHOLE = Column(Field("count", "数量", Kind.INTEGER, "数量。", unit="眼", minimum=0))


def read(dataset, name, cell, **more):
    ledger = DATASETS[dataset]
    column = WHOLE if name == "count" else ledger.column(name)
    return reader(column, **more)(cell)


GOOD = [
    # text
    ("well.place", " 马家村 ", "马家村"),
    ("well.place", "第一行\n第二行", "第一行\n第二行"),
    ("well.place", "有\x00控制\x0b符", "有控制符"),
    ("well.place", 12.0, "12"),
    ("well.place", 12.5, "12.5"),
    ("well.place", True, "是"),
    ("well.place", datetime(2024, 6, 1), "2024-06-01"),
    ("well.place", datetime(2024, 6, 1, 8, 30), "2024-06-01 08:30:00"),
    ("well.place", "=1+1", "=1+1"),
    # identifiers
    ("well.well_id", "XY-001", "XY-001"),
    ("well.well_id", " XY-001 ", "XY-001"),
    ("well.well_id", "ＸＹ－００１", "XY-001"),
    ("well.well_id", "XY-001\n", "XY-001"),
    ("well.well_id", "咸1号", "咸1号"),
    ("well.well_id", "007", "007"),
    ("well.well_id", 7.0, "7"),
    ("well.well_id", 610402000000123.0, "610402000000123"),
    ("well.well_id", "91610400123456789X", "91610400123456789X"),
    ("well.well_id", "3E12", "3E12"),
    ("well.well_id", "W\u200b1\ufeff", "W1"),
    # numbers
    ("well.well_depth_m", 120.0, 120.0),
    ("well.well_depth_m", "120", 120.0),
    ("well.well_depth_m", "１２．３", 12.3),
    ("well.well_depth_m", " 120.50 ", 120.5),
    ("well.well_depth_m", "1,234.5", 1234.5),
    ("well.well_depth_m", "1，234.5", 1234.5),
    ("well.well_depth_m", "1.2e2", 120.0),
    ("well.well_depth_m", "120m", 120.0),
    ("well.well_depth_m", "120 米", 120.0),
    ("well.well_depth_m", "350cm", 3.5),
    ("well.well_depth_m", "12.3厘米", 0.123),
    ("well.well_depth_m", "0", 0.0),
    ("well.well_depth_m", "+5", 5.0),
    ("well.depth_to_water_m", "-1.5", -1.5),
    ("well.depth_to_water_m", "−1.5", -1.5),
    ("water_quality.abstraction_10k_m3", "13000m³", 1.3),
    ("water_quality.abstraction_10k_m3", "1.3万吨", 1.3),
    ("water_level.water_temperature_c", "15.5℃", 15.5),
    ("well.well_depth_m", ".5", 0.5),
    ("well.count", 3.0, 3),
    ("well.count", "3", 3),
    # percentages by themselves
    ("task_progress.actual_pct", "85", 85.0),
    ("task_progress.actual_pct", "85%", 85.0),
    ("task_progress.actual_pct", "８５％", 85.0),
    ("task_progress.actual_pct", "0", 0.0),
    ("task_progress.actual_pct", "100%", 100.0),
    # days
    ("well.built_on", "2022年1月24日", date(2022, 1, 24)),
    ("well.built_on", "2022.1.24", date(2022, 1, 24)),
    ("well.built_on", "2022/1/24", date(2022, 1, 24)),
    ("well.built_on", "2022-01-24", date(2022, 1, 24)),
    ("well.built_on", "20220124", date(2022, 1, 24)),
    ("well.built_on", 20220124.0, date(2022, 1, 24)),
    ("well.built_on", 44585.0, date(2022, 1, 24)),
    ("well.built_on", "44585", date(2022, 1, 24)),
    ("well.built_on", datetime(2022, 1, 24, 8), date(2022, 1, 24)),
    ("well.built_on", date(2022, 1, 24), date(2022, 1, 24)),
    ("well.built_on", "２０２２－０１－２４", date(2022, 1, 24)),
    ("well.built_on", "1965-03-01", date(1965, 3, 1)),
    ("work_plan.due_on", "2024-12-31", date(2024, 12, 31)),
    ("work_plan.due_on", "长期坚持", None),
    ("work_plan.due_on", "持续推进", None),
    # moments
    ("water_level.measured_at", "2024-06-01 08:30", datetime(2024, 6, 1, 8, 30)),
    ("water_level.measured_at", "2024-06-01T08:30:00Z", datetime(2024, 6, 1, 16, 30)),
    ("water_level.measured_at", "2024年6月1日8时", datetime(2024, 6, 1, 8)),
    ("water_level.measured_at", 45444.5, datetime(2024, 6, 1, 12)),
    ("water_level.measured_at", "2024-06-01", datetime(2024, 6, 1)),
    # yes and no
    ("well.is_source_point", "是", True),
    ("well.is_source_point", " 否 ", False),
    ("well.is_source_point", True, True),
    ("well.is_source_point", 1.0, True),
    ("well.is_source_point", "√", True),
    ("well.is_source_point", "Ｙ", True),
    ("well.is_source_point", "×", False),
    ("well.is_source_point", "无", False),
    # codes
    ("well.well_state", "正常", "running"),
    ("well.well_state", " 在 用 ", "running"),
    ("well.well_state", "封井", "sealed"),
    ("well.pipe", "ｐｖｃ", "plastic"),
    ("water_quality.season", "枯", "dry"),
    ("task_progress.status", "尚未启动", "not_started"),
    # counties
    ("well.county_code", "秦都区", "610402"),
    ("well.county_code", "秦都", "610402"),
    ("well.county_code", "乾　县", "610424"),
    ("well.county_code", "彬县", "610482"),
    ("well.county_code", 610427.0, "610482"),
    ("well.county_code", "610402.0", "610402"),
    ("well.county_code", "610402001000", "610402"),
    ("well.county_code", "陕西省咸阳市兴平市", "610481"),
    ("task_progress.county_code", "市级", "610400"),
    ("task_progress.county_code", "全市", "610400"),
    ("work_plan.county_code", "市本级", "610400"),
    # units and tasks
    ("work_plan.lead_unit", "水务局", "slj"),
    ("work_plan.lead_unit", "咸阳市生态环境局", "sthjj"),
    ("work_plan.lead_unit", "三原县人民政府", "610422"),
    ("work_plan.assisting_units", "市水利局、自然资源局", "slj;zrzyj"),
    ("work_plan.assisting_units", "市水利局，水务局/财政局", "slj;czj"),
    ("work_plan.task_no", "6", "6"),
    ("work_plan.task_no", 6.0, "6"),
    ("work_plan.task_no", "六、报废井封井回填", "6"),
    # analytes
    ("water_quality.analyte", "氨氮", "nh3n"),
    ("water_quality.analyte", "六价铬", "cr6"),
    ("water_quality.analyte", "ＰＨ值", "ph"),
    # angles
    ("well.lon", "108.7082", 108.7082),
    ("well.lon", 108.7082, 108.7082),
    ("well.lon", "108°42′30″", 108 + 42 / 60 + 30 / 3600),
    ("well.lon", "108:42:30", 108 + 42 / 60 + 30 / 3600),
    ("well.lon", "108度42分30秒", 108 + 42 / 60 + 30 / 3600),
    ("well.lat", "N34.35", 34.35),
    ("well.lat", "34º21'24''", 34 + 21 / 60 + 24 / 3600),
]  # fmt: skip

BAD = [
    ("well.place", "长" * (LONGEST_TEXT + 1), TYPE, "附件"),
    ("well.well_id", "9.16101E+17", TYPE, "科学计数"),
    ("well.well_id", "1.13396e+16", TYPE, "科学计数"),
    ("well.well_id", 9.16101e17, TYPE, "科学计数"),
    ("well.well_id", 1e15, TYPE, "科学计数"),
    ("well.well_id", "#REF!", FORMULA, "公式"),
    ("work_plan.item_id", datetime(2024, 6, 2), TYPE, "改成了日期"),
    ("work_plan.item_id", date(2024, 6, 2), TYPE, "文本格式"),
    ("well.well_depth_m", "O.05", TYPE, "字母 O"),
    ("well.well_depth_m", "1O", TYPE, "字母 O"),
    ("well.well_depth_m", "约120", TYPE, "不是数字"),
    ("well.well_depth_m", "120吨", TYPE, "不是数字"),
    ("well.well_depth_m", "85%", TYPE, "不是数字"),
    ("well.well_depth_m", "12,34", TYPE, "不是数字"),
    ("well.well_depth_m", "nan", TYPE, "不是数字"),
    ("well.well_depth_m", "1e999", TYPE, "不是可用的数字"),
    ("well.well_depth_m", math.inf, TYPE, "不是可用的数字"),
    ("well.well_depth_m", math.nan, TYPE, "不是可用的数字"),
    ("well.well_depth_m", True, TYPE, "是/否"),
    ("well.well_depth_m", datetime(2024, 6, 1), TYPE, "日期"),
    ("well.well_depth_m", time(8), TYPE, "时间"),
    ("well.well_depth_m", timedelta(hours=30), TYPE, "时间"),
    ("well.well_depth_m", "#DIV/0!", FORMULA, "#DIV/0!"),
    ("well.well_depth_m", "#VALUE!", FORMULA, "公式"),
    ("well.well_depth_m", -1.0, RANGE, "0–5000"),
    ("well.well_depth_m", 5001.0, RANGE, "5001"),
    ("well.count", -1.0, RANGE, "不小于 0"),
    ("well.count", 1.5, TYPE, "整数"),
    ("well.count", math.inf, TYPE, "不是可用的数字"),
    ("task_progress.actual_pct", "120%", TYPE, "0到100"),
    ("task_progress.actual_pct", "-5", TYPE, "0到100"),
    ("task_progress.actual_pct", "大部分", TYPE, "百分数"),
    ("well.built_on", 2022.1, TYPE, "分不清1月和10月"),
    ("well.built_on", "2022年1月", TYPE, "只到月份"),
    ("well.built_on", "2022", TYPE, "只有年份"),
    ("well.built_on", "2022-13-01", TYPE, "不存在"),
    ("well.built_on", "2023-02-29", TYPE, "不存在"),
    ("well.built_on", "24/1/2022", TYPE, "分不清月和日"),
    ("well.built_on", "去年", TYPE, "不是日期"),
    ("well.built_on", "1949-12-31", TYPE, "核对年份"),
    ("well.built_on", "2101-01-01", TYPE, "核对年份"),
    ("well.built_on", "长期坚持", TYPE, "不是日期"),
    ("work_plan.due_on", "1999-12-31", TYPE, "核对年份"),
    ("water_level.measured_at", "2024-06-01 25:00", TYPE, "不存在"),
    ("water_level.measured_at", time(8), TYPE, "不是日期"),
    ("well.is_source_point", "可能", CODE, "是"),
    ("well.is_source_point", 2.0, CODE, "否"),
    ("well.well_state", "坏了", CODE, "正常、故障"),
    ("well.well_state", "正常运", CODE, "是否为“正常”"),
    ("task_progress.status", "未完成", CODE, "从中选择"),
    ("well.county_code", "杨陵区", SCOPE, "杨凌示范区"),
    ("well.county_code", "雁塔区", SCOPE, "不在13个县市区范围"),
    ("well.county_code", "秦都县", SCOPE, "是否为“秦都区”"),
    ("well.county_code", "咸阳市", SCOPE, "不在13个县市区范围"),
    ("well.county_code", "市级", SCOPE, "范围外仅提醒"),
    ("work_plan.lead_unit", "某公司", CODE, "名录"),
    ("work_plan.lead_unit", "市水力局", CODE, "是否为“市水利局”"),
    ("work_plan.assisting_units", "市水利局、某公司", CODE, "某公司"),
    ("work_plan.task_no", "8", CODE, "6 报废井封井回填"),
    ("water_quality.analyte", "氨氨", CODE, "GB/T 14848-2017"),
    ("water_quality.analyte", "硫酸岩", CODE, "是否为"),
    ("well.lon", "一百零八", TYPE, "经度"),
    ("well.lon", "108°61′00″", TYPE, "60"),
]  # fmt: skip

WARNED = [
    ("well.built_on", "22.1.24", date(2022, 1, 24), TYPE, "两位"),
    ("task_progress.actual_pct", "0.85", 0.85, RANGE, "85%"),
    ("well.lon", "108°xx′29″", None, RANGE, "遮盖"),
]


@pytest.mark.parametrize(("column", "cell", "value"), GOOD)
def test_a_cell_that_is_read(column, cell, value):
    dataset, _, name = column.partition(".")
    found, problem = read(dataset, name, cell)
    assert problem is None
    assert found == (pytest.approx(value, abs=1e-9) if isinstance(value, float) else value)
    assert type(found) is type(value)


@pytest.mark.parametrize(("column", "cell", "kind", "words"), BAD)
def test_a_cell_that_is_refused(column, cell, kind, words):
    dataset, _, name = column.partition(".")
    value, problem = read(dataset, name, cell)
    assert value is None
    assert problem.kind is kind
    assert problem.severity is Severity.ERROR
    assert words in problem.message


@pytest.mark.parametrize(("column", "cell", "value", "kind", "words"), WARNED)
def test_a_cell_that_is_asked_about(column, cell, value, kind, words):
    dataset, _, name = column.partition(".")
    found, problem = read(dataset, name, cell)
    assert found == value
    assert (problem.kind, problem.severity) == (kind, Severity.WARNING)
    assert words in problem.message


@pytest.mark.parametrize("text", ["各县市区", "各县（市、区）", "各县区人民政府"])
def test_all_counties_at_once(text):
    value, problem = read("work_plan", "assisting_units", f"市水利局、{text}")
    assert problem is None
    assert len(value.split(";")) == 14


def test_all_member_units_at_once():
    value, problem = read("work_plan", "assisting_units", "各成员单位")
    assert problem is None
    assert len(value.split(";")) == 15


@pytest.mark.parametrize(
    ("cell", "missing"),
    [
        (None, True),
        ("", True),
        ("  ", True),
        ("—", True),
        ("-", True),
        ("——", True),
        ("/", True),
        ("#N/A", True),
        ("0", False),
        (0.0, False),
        (False, False),
        ("未检出", False),
        ("无", False),
        ("ND", False),
    ],
)
def test_what_says_nothing(cell, missing):
    assert is_missing(cell) is missing


@pytest.mark.parametrize(
    ("cell", "factor", "value"),
    [(350.0, 0.01, 3.5), ("350", 0.01, 3.5), ("3.5m", 0.01, 3.5), ("350cm", 0.01, 3.5)],
)
def test_the_unit_of_a_cell_wins_over_the_heading(cell, factor, value):
    assert read("well", "well_depth_m", cell, factor=factor) == (value, None)


ANY_CELL = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)
PLAIN_COLUMNS = [
    (dataset, column)
    for dataset in DATASETS.values()
    for column in dataset.columns
    if column.field.kind is not Kind.RESULT
]


@given(st.sampled_from(PLAIN_COLUMNS), ANY_CELL)
def test_reading_never_raises_and_gives_a_sentence_with_every_refusal(place, cell):
    _dataset, column = place
    value, problem = reader(column)(cell)
    if problem is not None:
        assert problem.message.endswith(("。", "？"))
        assert value is None or problem.severity is Severity.WARNING
    if isinstance(value, float):
        assert math.isfinite(value)
