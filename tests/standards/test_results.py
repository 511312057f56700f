from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.standards.analytes import ANALYTES
from gwdash.standards.results import Flag, parse_result, to_standard_unit

NUMBERS = [
    ("0.5", "0.5"),
    (" 0.5 ", "0.5"),
    ("１２．３", "12.3"),
    (".05", "0.05"),
    ("24,000", "24000"),
    ("2.4×10⁴", "24000"),
    ("1.0X10-3", "0.0010"),
    ("4.00E-05", "0.0000400"),
    ("10^-5", "0.00001"),
    ("0.5±0.1", "0.5"),
    (0.0545, "0.0545"),
    (0.1 + 0.2, "0.3"),
    (34000.0, "34000"),
    (7, "7"),
    (Decimal("0.10"), "0.10"),
]


@pytest.mark.parametrize(("raw", "expected"), NUMBERS)
def test_numbers(raw, expected):
    result, problem = parse_result(raw)
    assert (result.flag, result.value, problem) == (Flag.VALUE, Decimal(expected), None)


NOT_DETECTED = [
    ("0.004L", "0.004"),
    ("0.004l", "0.004"),
    ("０．００４Ｌ", "0.004"),
    ("0.004 L", "0.004"),
    ("0.004(L)", "0.004"),
    ("<0.01", "0.01"),
    ("＜0.01", "0.01"),
    ("<0.004L", "0.004"),
    ("小于0.01", "0.01"),
    ("≤0.01", "0.01"),
    ("4.00×10⁻⁵L", "0.00004"),
    ("1.0X10-3L", "0.001"),
    ("1.0E-05L", "0.00001"),
    ("未检出(0.004)", "0.004"),
    ("未检出（<0.004）", "0.004"),
    ("未检出0.004L", "0.004"),
    ("ND(0.02)", "0.02"),
]


@pytest.mark.parametrize(("raw", "limit"), NOT_DETECTED)
def test_not_detected_with_a_limit(raw, limit):
    result, problem = parse_result(raw)
    assert problem is None
    assert (result.flag, result.value) == (Flag.ND, None)
    assert result.detection_limit == Decimal(limit)


@pytest.mark.parametrize(
    "raw", ["未检出", "ND", "nd", "N.D.", "<DL", "＜ＤＬ", "<MDL", "低于检出限", "<检出限", "L"]
)
def test_not_detected_takes_the_limit_of_the_column(raw):
    bare, problem = parse_result(raw)
    assert (bare.flag, bare.detection_limit, problem) == (Flag.ND_NO_DL, None, None)
    given, problem = parse_result(raw, detection_limit="0.002L")
    assert (given.flag, given.detection_limit, problem) == (Flag.ND, Decimal("0.002"), None)


def test_the_limit_in_the_cell_wins_over_the_column():
    assert parse_result("0.004L", detection_limit="0.002")[0].detection_limit == Decimal("0.004")


@pytest.mark.parametrize("limit", ["见附表", "0", "-0.1"])
def test_a_useless_limit_is_reported(limit):
    result, problem = parse_result("未检出", detection_limit=limit)
    assert (result.flag, problem) == (Flag.ND_NO_DL, None)
    assert result.warning
    assert limit in result.warning


@pytest.mark.parametrize(
    "raw",
    ["", "  ", None, float("nan"), "—", "——", "-", "－", "/", "\\", "未检测", "未监测", "缺测"],
)
def test_missing_is_neither_zero_nor_not_detected(raw):
    result, problem = parse_result(raw)
    assert (result.flag, result.value, result.detection_limit) == (Flag.MISSING, None, None)
    assert problem is None


@pytest.mark.parametrize("raw", ["干井", "无水", "井已损坏", "停用", "干涸，无法采样", "水泵损坏"])
@pytest.mark.parametrize("analyte", ["as", "odor_taste"])
def test_not_sampled_keeps_the_reason(raw, analyte):
    result, problem = parse_result(raw, analyte=analyte)
    assert (result.flag, problem) == (Flag.NOT_SAMPLED, None)
    assert result.note == raw.replace("，", ",")


@pytest.mark.parametrize(
    ("raw", "bound"), [(">24000", 24000), ("＞2400", 2400), ("大于100", 100), ("≥100", 100)]
)
def test_right_censored(raw, bound):
    result, problem = parse_result(raw, analyte="coliform")
    assert (result.flag, result.value, problem) == (Flag.RIGHT_CENSORED, bound, None)
    assert bool(result.warning) == raw.startswith("≥")


@pytest.mark.parametrize("raw", ["7.2(26℃)", "7.2（26℃）", "7.2(水温26℃)", "7.2/26℃", "7.2(26)"])
def test_ph_with_temperature(raw):
    result, problem = parse_result(raw, analyte="ph")
    assert (result.flag, result.value, problem) == (Flag.VALUE, Decimal("7.2"), None)
    assert "26℃" in result.note


PROBLEMS = [
    ("O.05", "字母O"),
    ("0.O5", "字母O"),
    ("0.Ｏ5L", "字母O"),
    ("l.5", "字母l"),
    ("0.0I5", "字母l"),
    ("0。5", "中文句号"),
    ("2.4×104", "指数"),
    ("-0.5", "负数"),
    ("0L", "检出限"),
    ("<0", "检出限"),
    ("3,5", "不是监测结果"),
    ("5-10", "不是监测结果"),
    ("10-3", "不是监测结果"),
    ("1.2.3", "不是监测结果"),
    ("abc", "不是监测结果"),
    ("无", "不是监测结果"),
    ("1e400", "不是监测结果"),
    ("1e99", "不是监测结果"),
    ("Inf", "不是监测结果"),
    ("0.5*", "不是监测结果"),
    (True, "是非值"),
    (date(2022, 1, 5), "日期"),
]


@pytest.mark.parametrize(("raw", "word"), PROBLEMS)
def test_what_cannot_be_read_gets_a_sentence(raw, word):
    result, problem = parse_result(raw)
    assert (result.flag, result.value, result.detection_limit) == (Flag.TEXT, None, None)
    assert problem
    assert word in problem
    assert problem.endswith("。")


@pytest.mark.parametrize("raw", ["14.1", "15", "20.5"])
def test_ph_above_fourteen_is_a_problem(raw):
    assert "0到14" in (parse_result(raw, analyte="ph")[1] or "")
    assert parse_result(raw, analyte="as")[1] is None


@pytest.mark.parametrize("raw", [-1, -1.0, "-1"])
@pytest.mark.parametrize("analyte", ["as", "odor_taste", None])
def test_minus_one_is_the_national_sign_for_not_measured(raw, analyte):
    result, problem = parse_result(raw, analyte=analyte)
    assert (result.flag, result.value, problem) == (Flag.MISSING, None, None)
    assert result.warning


@pytest.mark.parametrize("raw", [0, 0.0, "0", "0.00"])
@pytest.mark.parametrize(
    ("analyte", "warned"),
    [("as", True), ("benzene", True), ("gross_alpha", True), (None, True),
     ("turbidity", False), ("coliform", False), ("plate_count", False), ("color", False)],
)  # fmt: skip
def test_zero_is_doubtful_as_a_concentration_only(raw, analyte, warned):
    result, problem = parse_result(raw, analyte=analyte)
    assert (result.flag, result.value, problem) == (Flag.VALUE, 0, None)
    assert bool(result.warning) is warned


def test_a_value_below_the_detection_limit_is_warned_about():
    assert parse_result("0.001", detection_limit="0.004")[0].warning
    assert parse_result("0.005", detection_limit="0.004")[0].warning is None


@pytest.mark.parametrize(
    "raw", ["无", "有", "无异味", "未见", "未检出", "少量", "0级", "2级", "ND"]
)
def test_text_indicators(raw):
    result, problem = parse_result(raw, analyte="odor_taste")
    assert (result.flag, result.value, problem) == (Flag.TEXT, None, None)


def test_an_unknown_word_for_a_text_indicator_is_a_problem():
    result, problem = parse_result("浑", analyte="visible_matter")
    assert result.flag == Flag.TEXT
    assert "肉眼可见物" in (problem or "")


@pytest.mark.parametrize(
    ("raw", "column", "value", "limit", "unit"),
    [
        ("3.2mg/L", "mg/L", "3.2", None, "mg/L"),
        ("3.2 mg/l", "mg/L", "3.2", None, "mg/L"),
        ("3.2ug/L", None, "0.0032", None, "mg/L"),
        ("<3ug/L", "", None, "0.003", "mg/L"),
        ("0.3μg/L", "μg/L", "0.3", None, "μg/L"),
        ("未检出（<0.3μg/L）", None, None, "0.0003", "mg/L"),
    ],
)
def test_a_unit_in_the_cell(raw, column, value, limit, unit):
    result, problem = parse_result(raw, unit=column, analyte="as")
    assert problem is None
    assert result.value == (None if value is None else Decimal(value))
    assert result.detection_limit == (None if limit is None else Decimal(limit))
    assert result.unit == unit


def test_a_unit_in_the_cell_that_contradicts_the_column_is_a_problem():
    assert "mg/L" in (parse_result("3ug/L", unit="mg/L", analyte="as")[1] or "")


def test_conversion_to_the_standard_unit():
    result, _ = parse_result("0.3L", unit="μg/L", analyte="as")
    converted, problem = to_standard_unit(result, "as")
    assert (converted.detection_limit, converted.unit) == (Decimal("0.0003"), "mg/L")
    assert problem is None
    ammonium, _ = to_standard_unit(parse_result("1.0", unit="mg/L")[0], "nh3n", heading="NH4+")
    assert ammonium.value == Decimal("0.77650")


def test_a_unit_that_cannot_be_converted_is_a_problem():
    result, problem = to_standard_unit(parse_result("16", unit="倍")[0], "color")
    assert result.value == 16
    assert "铂钴色度单位" in (problem or "")


@given(st.decimals(min_value=Decimal("1e-11"), max_value=10**9, places=11))
def test_every_notation_of_a_limit_reads_the_same(number):
    plain = format(number, "f")
    wide = plain.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    for raw in (f"{plain}L", f"<{plain}", f"{wide}Ｌ", f"＜{wide}", f"未检出({plain})"):
        result, problem = parse_result(raw)
        assert (result.flag, result.detection_limit, problem) == (Flag.ND, number, None)


@given(raw=st.one_of(st.text(max_size=12), st.floats(), st.integers(), st.booleans()),
       analyte=st.sampled_from([None, *ANALYTES]))  # fmt: skip
def test_any_cell_gives_a_whole_answer(raw, analyte):
    result, problem = parse_result(raw, analyte=analyte)
    assert (result.value is not None) == (result.flag in {Flag.VALUE, Flag.RIGHT_CENSORED})
    assert (result.detection_limit is not None) == (result.flag == Flag.ND)
    assert problem is None or problem.endswith("。")
