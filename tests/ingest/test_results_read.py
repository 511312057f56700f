"""Laboratory results in both layouts, and the short way of plain numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_makers import errors, messages, read, said, values

from gwdash.ingest.results import RESULT_COLUMNS, ResultReader, read_result
from gwdash.standards.gbt14848 import ANALYTES

LONG = ("监测井编码", "采样日期", "监测指标", "监测值", "单位", "检出限")


def long(*rows, **more):
    body = [("W1", "2024-06-01", *row) for row in rows]
    return read([LONG, *body], "water_quality", **more)


def plain(number):
    return None if number is None else str(number.normalize())


def one(*row, **more):
    reading = long(row, **more)
    (found,) = values(reading, "flag", "value", "detection_limit", "unit", "reported_unit")
    flag, value, limit, unit, reported = found
    return flag, plain(value), plain(limit), unit, reported


@pytest.mark.parametrize(
    ("row", "flag", "value", "limit", "unit", "reported"),
    [
        (("氨氮", 0.2, "mg/L", None), "value", "0.2", None, "mg/L", "mg/L"),
        (("氨氮", "0.2", "mg/L", 0.025), "value", "0.2", None, "mg/L", "mg/L"),
        (("氨氮", "0.025L", "mg/L", None), "nd", None, "0.025", "mg/L", "mg/L"),
        (("氨氮", "０．０２５Ｌ", "mg/L", None), "nd", None, "0.025", "mg/L", "mg/L"),
        (("氨氮", "<0.025", "mg/L", None), "nd", None, "0.025", "mg/L", "mg/L"),
        (("氨氮", "未检出", "mg/L", "0.025"), "nd", None, "0.025", "mg/L", "mg/L"),
        (("氨氮", "未检出", "mg/L", "0.025L"), "nd", None, "0.025", "mg/L", "mg/L"),
        (("氨氮", "ND", "mg/L", None), "nd_no_dl", None, None, "mg/L", "mg/L"),
        (("氨氮", "—", "mg/L", None), "missing", None, None, "mg/L", "mg/L"),
        (("氨氮", "干井", "mg/L", None), "not_sampled", None, None, "mg/L", "mg/L"),
        (("砷", 5, "μg/L", None), "value", "0.005", None, "mg/L", "μg/L"),
        (("砷", 5, "ug/L", 0.3), "value", "0.005", None, "mg/L", "ug/L"),
        (("砷", "0.3L", "µg/L", None), "nd", None, "0.0003", "mg/L", "µg/L"),
        (("汞", 40, "ng/L", None), "value", "0.00004", None, "mg/L", "ng/L"),
        (("苯", 0.01, "mg/L", None), "value", "1E+1", None, "μg/L", "mg/L"),
        (("砷", "4.00×10⁻⁵L", "mg/L", None), "nd", None, "0.00004", "mg/L", "mg/L"),
        (("砷", 5, "—", None), "value", "5", None, "mg/L", None),
        (("pH", "7.2(26℃)", "无量纲", None), "value", "7.2", None, "无量纲", "无量纲"),
        (("pH", 7.2, "/", None), "value", "7.2", None, "无量纲", None),
        (("嗅和味", "无", None, None), "text", None, None, "", None),
        (("总大肠菌群", ">2400", "MPN/100mL", None), "right_censored", "2.4E+3", None,
         "MPN/100mL", "MPN/100mL"),
        (("总大肠菌群", 20, "MPN/L", None), "value", "2", None, "MPN/100mL", "MPN/L"),
        (("总大肠菌群", 2, "CFU/100mL", None), "value", "2", None, "CFU/100mL", "CFU/100mL"),
        (("硝酸根", 10, "mg/L", None), "value", "2.259", None, "mg/L", "mg/L"),
        (("铵", 1, "mg/L", None), "value", "0.7765", None, "mg/L", "mg/L"),
        (("铁", 0.226666666666667, "mg/L", None), "value", "0.226666666667", None, "mg/L", "mg/L"),
        (("氨氮", 0.1 + 0.2, "mg/L", None), "value", "0.3", None, "mg/L", "mg/L"),
    ],
)  # fmt: skip
def test_a_result_one_a_row(row, flag, value, limit, unit, reported):
    assert errors(long(row)) == []
    assert one(*row) == (flag, value, limit, unit, reported)


@pytest.mark.parametrize(
    ("row", "kind", "cell", "words"),
    [
        (("氨氮", "O.05", "mg/L", None), "type", "D2", "字母O"),
        (("氨氮", "很少", "mg/L", None), "type", "D2", "检出限加L"),
        (("氨氮", -0.2, "mg/L", None), "type", "D2", "负数"),
        (("pH", 15, None, None), "type", "D2", "0到14"),
        (("氨氮", 0.2, "mmol/L", None), "unit", "D2", "mmol/L"),
        (("氨氮", "0.2μg/L", "mg/L", None), "type", "D2", "统一单位"),
        (("色度", 10, "倍", None), "unit", "D2", "铂钴色度单位"),
        (("氨氮", 1e13, "mg/L", None), "type", "D2", "不是监测结果"),
        (("砷", "1e-11", "ng/L", None), "range", "D2", "太大或太小"),
        (("氨氮", "#DIV/0!", "mg/L", None), "type", "D2", "#DIV/0!"),
        (("某某素", 0.2, "mg/L", None), "code", "C2", "标准以外的指标"),
        ((None, 0.2, "mg/L", None), "required", "C2", "监测指标"),
        (("氨氮", None, "mg/L", None), "required", "D2", "监测值"),
        (("氨氮", "  ", "mg/L", None), "required", "D2", "监测值"),
    ],
)
def test_a_result_that_is_refused(row, kind, cell, words):
    reading = long(row)
    assert errors(reading) == [(kind, cell)]
    assert words in messages(reading)
    assert values(reading, "row_status") == [("stopped",)]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("氨氮", 0, "mg/L", None), "填了0"),
        (("氨氮", 0.01, "mg/L", 0.025), "低于检出限"),
        (("氨氮", "未检出", "mg/L", "无"), "检出限"),
        (("氨氮", -1, "mg/L", None), "未监测"),
        (("氨氮", "≤0.025", "mg/L", None), "核对"),
    ],
)
def test_a_result_that_is_asked_about(row, words):
    reading = long(row)
    assert errors(reading) == []
    assert words in messages(reading)
    assert values(reading, "row_status") == [("ok",)]


def test_what_an_unknown_analyte_had_is_kept_with_the_stopped_row():
    assert values(long(("某某素", "0.2L", "mg/L", None)), "raw", "value") == [("0.2L", None)]


def test_the_unit_of_the_heading_counts_where_a_row_has_none():
    heading = ("监测井编码", "采样日期", "监测指标", "监测值（μg/L）", "单位")
    rows = [("W1", "2024-06-01", "砷", 5, None), ("W1", "2024-06-01", "铅", 5, "mg/L")]
    reading = read([heading, *rows], "water_quality")
    assert [plain(v) for (v,) in values(reading, "value")] == ["0.005", "5"]


@pytest.mark.parametrize(
    ("constants", "value"),
    [({}, "5"), ({"unit": "μg/L"}, "0.005"), ({"unit": "mg/L", "detection_limit": "0.3"}, "5")],
)
def test_unit_and_limit_given_for_the_file(constants, value):
    cross = ("监测井编码", "采样日期", "砷", "pH", "铅")
    rows = [cross, ("W1", "2024-06-01", 5, 7.2, "未检出")]
    reading = read(rows, "water_quality", profile={"constants": constants})
    assert errors(reading) == []
    assert [plain(v) for (v,) in values(reading, "value")] == [value, "7.2", None]
    flag = "nd" if "detection_limit" in constants else "nd_no_dl"
    assert values(reading, "flag")[-1] == (flag,)


CROSS = ("监测井编码", "采样日期", "氨氮(mg/L)", "砷(mmol/L)", "硝酸根")


def test_a_unit_that_cannot_be_converted_is_said_once_at_the_heading():
    rows = [CROSS, ("W1", "2024-06-01", 0.2, 5, 10), ("W1", "2024-06-02", 0.3, 6, 20)]
    reading = read(rows, "water_quality")
    assert errors(reading) == [("unit", "D1")]
    assert [(a, plain(v), s) for a, v, s in values(reading, "analyte", "value", "row_status")] == [
        ("nh3n", "0.2", "ok"),
        ("as", None, "stopped"),
        ("no3n", "2.259", "ok"),
        ("nh3n", "0.3", "ok"),
        ("as", None, "stopped"),
        ("no3n", "4.518", "ok"),
    ]


def test_a_heading_that_says_two_forms_is_asked_about():
    reading = read(
        [("监测井编码", "采样日期", "氨氮(NH4+)"), ("W1", "2024-06-01", 1)], "water_quality"
    )
    assert said(reading) == [("warning", "unit", "C1")]
    assert [plain(v) for (v,) in values(reading, "value")] == ["0.7765"]


def test_a_name_that_says_two_forms_is_asked_about_once():
    rows = [("氨氮(NH4+)", 1, "mg/L", None), ("氨氮(NH4+)", 2, "mg/L", None)]
    reading = read(
        [LONG, *[("W1", f"2024-06-0{i}", *r) for i, r in enumerate(rows, 1)]], "water_quality"
    )
    assert said(reading) == [("warning", "unit", "C2")]
    assert [plain(v) for (v,) in values(reading, "value")] == ["0.7765", "1.553"]


def test_empty_cells_of_a_crosstab_are_no_rows_and_dashes_are():
    rows = [("监测井编码", "采样日期", "氨氮", "砷", "铅"), ("W1", "2024-06-01", None, "—", " ")]
    reading = read(rows, "water_quality")
    assert values(reading, "analyte", "flag", "source_cell") == [("as", "missing", "D2")]


def test_a_problem_of_the_sample_is_said_once_for_all_its_values():
    rows = [("监测井编码", "采样日期", "氨氮", "砷", "铅"), (None, "六月一日", 0.2, 0.001, 0.001)]
    reading = read(rows, "water_quality")
    assert sorted(errors(reading)) == [("required", "A2"), ("type", "B2")]
    assert values(reading, "row_status") == [("stopped",)] * 3


def test_a_problem_of_a_value_is_said_at_its_own_cell():
    rows = [("监测井编码", "采样日期", "氨氮", "砷"), ("W1", "2024-06-01", "很少", 0.001)]
    reading = read(rows, "water_quality")
    assert errors(reading) == [("type", "C2")]
    assert values(reading, "analyte", "row_status") == [("nh3n", "stopped"), ("as", "ok")]


def test_true_is_no_one():
    rows = [("监测井编码", "采样日期", "氨氮", "砷"), ("W1", "2024-06-01", 1, True)]
    reading = read(rows, "water_quality")
    assert errors(reading) == [("type", "D2")]


NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(1e-9, 1e9),
    st.decimals(0, 5000, places=4).map(float),
    st.integers(0, 10**7).map(float),
)
UNITS = st.sampled_from(
    ["", "mg/L", "μg/L", "ng/L", "mmol/L", "MPN/100mL", "CFU/mL", "无量纲", "度"]
)
LIMITS = st.sampled_from([None, 0.001, "0.5", "2", "0", "5e30", "0.004L", "—"])


@given(st.sampled_from(sorted(ANALYTES)), NUMBERS, UNITS, LIMITS, st.sampled_from(["", "NH4+"]))
def test_plain_numbers_are_read_like_any_text(analyte, number, unit, limit, heading):
    short = ResultReader(analyte, unit, limit, heading).read(number)
    full = read_result(analyte, number, unit, limit, heading)
    assert short == full
    assert [type(v) for v in short] == [type(v) for v in full] or short.flag == full.flag


@given(st.sampled_from(sorted(ANALYTES)), st.text(max_size=12), UNITS, LIMITS)
def test_whatever_is_typed_can_be_stored(analyte, text, unit, limit):
    typed = ResultReader(analyte, unit, limit).read(text)
    for number in (typed.value, typed.detection_limit) if typed else ():
        assert number is None or number == number.quantize(Decimal("1e-12"))
    assert typed is None or len(typed.stored()) == len(RESULT_COLUMNS)
