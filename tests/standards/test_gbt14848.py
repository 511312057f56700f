from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.errors import UsageError
from gwdash.standards.gbt14848 import (
    ANALYTES,
    GRADES,
    Classification,
    classify,
    classify_value,
    exceedance_multiple,
    grade_of,
    index_p,
    overall,
)
from gwdash.standards.results import Flag

# (analyte, typed, unit, label, against Ⅲ)
CASES = [
    # rule 1: ranges, equal limits give the better class
    ("phenols", "0.001", None, "Ⅰ", "达标"),
    ("phenols", "0.0011", None, "Ⅲ", "达标"),
    ("fe", 0.1, None, "Ⅰ", "达标"),
    ("fe", "0.10000001", None, "Ⅱ", "达标"),
    ("fe", "0.3", None, "Ⅲ", "达标"),
    ("fe", "2.0", None, "Ⅳ", "超标"),
    ("fe", "2.01", None, "Ⅴ", "超标"),
    ("fluoride", "1.0", None, "Ⅰ", "达标"),
    ("fluoride", "1.01", None, "Ⅳ", "超标"),
    ("color", "15", None, "Ⅲ", "达标"),
    ("color", "5", "度", "Ⅰ", "达标"),
    # rule 2: pH knows Ⅰ, Ⅳ and Ⅴ only
    ("ph", "6.5", None, "Ⅰ", "达标"),
    ("ph", "8.5", None, "Ⅰ", "达标"),
    ("ph", "6.49", None, "Ⅳ", "超标"),
    ("ph", "8.51", None, "Ⅳ", "超标"),
    ("ph", "5.5", None, "Ⅳ", "超标"),
    ("ph", "9.0", None, "Ⅳ", "超标"),
    ("ph", "5.49", None, "Ⅴ", "超标"),
    ("ph", "9.01", None, "Ⅴ", "超标"),
    ("ph", "7.2(26℃)", None, "Ⅰ", "达标"),
    ("ph", "未检出", None, "未定", "无法判定"),
    # rule 3: text
    ("odor_taste", "无", None, "Ⅰ", "达标"),
    ("visible_matter", "有", None, "Ⅴ", "超标"),
    ("visible_matter", "未见", None, "Ⅰ", "达标"),
    ("odor_taste", "ＮＤ", None, "Ⅰ", "达标"),
    ("odor_taste", "浑", None, "未定", "无法判定"),
    ("as", "无", None, "未定", "无法判定"),
    # rule 4: anionic surfactants
    ("las", "0.05L", None, "Ⅰ", "达标"),
    ("las", "0.5L", None, "Ⅰ", "达标"),
    ("las", "未检出", None, "Ⅰ", "达标"),
    ("las", "0.05", None, "Ⅱ", "达标"),
    ("las", "0.1", None, "Ⅱ", "达标"),
    ("las", "0.3", None, "Ⅲ", "达标"),
    ("las", "0.31", None, "Ⅴ", "超标"),
    # rule 5: gross activity
    ("gross_alpha", "0.5", None, "Ⅲ", "达标"),
    ("gross_alpha", "0.51", None, "Ⅳ", "超标"),
    ("gross_beta", "50", None, "Ⅳ", "超标"),
    ("gross_beta", "0.015L", None, "Ⅰ", "达标"),
    ("gross_alpha", ">0.6", None, "Ⅳ", "超标"),
    ("gross_alpha", ">0.3", None, "未定", "无法判定"),
    # rule 7: not detected
    ("nh3n", "0.02L", None, "Ⅰ", "达标"),
    ("nh3n", "0.025L", None, "≤Ⅱ", "达标"),
    ("nh3n", "<0.2", None, "≤Ⅲ", "达标"),
    ("nh3n", "0.6L", None, "≤Ⅳ", "无法判定"),
    ("nh3n", "2L", None, "未定", "无法判定"),
    ("nh3n", "未检出", None, "未定", "无法判定"),
    ("nh3n", "ND", None, "未定", "无法判定"),
    ("mn", "0.05L", None, "Ⅰ", "达标"),
    ("hg", "4.00×10⁻⁵L", None, "Ⅰ", "达标"),
    ("hg", "1.0X10-3L", None, "≤Ⅲ", "达标"),
    ("cyanide", "0.002L", None, "≤Ⅱ", "达标"),
    ("benzene", "0.4L", "ug/l", "Ⅰ", "达标"),
    # right-censored: a lower bound
    ("coliform", ">24000", None, "Ⅴ", "超标"),
    ("coliform", ">100", None, "Ⅴ", "超标"),
    ("coliform", ">50", None, "未定", "超标"),
    ("coliform", ">3.0", None, "未定", "超标"),
    ("coliform", ">2", None, "未定", "无法判定"),
    ("ph", ">9", None, "Ⅴ", "超标"),
    ("ph", ">8.6", None, "未定", "超标"),
    ("ph", ">7", None, "未定", "无法判定"),
    ("las", ">0.2", None, "未定", "无法判定"),
    ("las", ">0.3", None, "Ⅴ", "超标"),
    # units and forms
    ("as", "11", "μg/L", "Ⅳ", "超标"),
    ("as", "0.3L", "ug/L", "Ⅰ", "达标"),
    ("as", "10ug/L", None, "Ⅲ", "达标"),
    ("bap", "0.002", "ng/L", "Ⅰ", "达标"),
    ("coliform", "30", "MPN/L", "Ⅰ", "达标"),
    ("coliform", "33", "MPN/100mL", "Ⅳ", "超标"),
    ("nh3n", "0.6", "mg/L(以NH4+计)", "Ⅲ", "达标"),
    ("no3n", "90", "mg/L(以NO3-计)", "Ⅳ", "超标"),
    ("color", "16", "倍", "未定", "无法判定"),
    # doubtful: a concentration typed as 0
    ("as", "0", None, "Ⅰ", "达标(存疑)"),
    ("las", "0", None, "Ⅰ", "达标(存疑)"),
    ("turbidity", "0", None, "Ⅰ", "达标"),
    ("coliform", "0", None, "Ⅰ", "达标"),
    # missing is no class
    ("as", "—", None, "未定", "无法判定"),
    ("as", "", None, "未定", "无法判定"),
    ("as", None, None, "未定", "无法判定"),
    ("as", "-1", None, "未定", "无法判定"),
    ("as", "干井", None, "未定", "无法判定"),
    ("as", "O.05", None, "未定", "无法判定"),
]


@pytest.mark.parametrize(("analyte", "raw", "unit", "label", "verdict"), CASES)
def test_classify(analyte, raw, unit, label, verdict):
    one = classify(analyte, raw, unit)
    assert one.label == label
    assert one.against("Ⅲ") == verdict
    assert one.grade == (GRADES.index(label) + 1 if label in GRADES else None)
    assert one.note or label in GRADES


@pytest.mark.parametrize(
    ("raw", "verdicts"),
    [
        ("0.025L", ["无法判定", "达标", "达标", "达标", "达标"]),
        ("0.3", ["超标", "超标", "达标", "达标", "达标"]),
        (">0.2", ["超标", "超标", "无法判定", "无法判定", "达标"]),
        ("0", ["达标(存疑)"] * 5),
        ("未检出", ["无法判定"] * 5),
        ("—", ["无法判定"] * 5),
    ],
)
def test_against_every_target(raw, verdicts):
    one = classify("nh3n", raw)
    assert [one.against(target) for target in GRADES] == verdicts


def test_gross_activity_above_the_guide_value_names_the_nuclide_analysis():
    assert "核素" in classify("gross_alpha", "0.6").note
    assert "核素" in classify("gross_alpha", ">0.6").note
    assert classify("gross_alpha", "0.4").note == ""


def test_a_detection_limit_above_class_four_says_so():
    assert "Ⅳ类限值" in classify("nh3n", "2L").note


def test_headings_are_accepted_and_unknown_analytes_refused():
    assert classify("氨氮", "0.3").label == "Ⅲ"
    with pytest.raises(UsageError, match="总铬"):
        classify("总铬", "0.3")


@pytest.mark.parametrize(
    ("text", "grade"),
    [("Ⅲ", 3), ("III", 3), ("iii类", 3), ("Ⅲ类", 3), ("3", 3), (3, 3), ("三类", 3), ("Ⅰ", 1),
     ("IV", 4),
     ("Ⅳ类", 4), ("Ⅴ", 5), ("V类", 5), ("II", 2)],
)  # fmt: skip
def test_grades_as_people_write_them(text, grade):
    assert grade_of(text) == grade


@pytest.mark.parametrize("text", ["", "劣Ⅴ", "VI", "0", "优"])
def test_there_is_no_other_class(text):
    with pytest.raises(UsageError):
        grade_of(text)


numbers = st.decimals(0, 5000, places=6)
codes = st.sampled_from(list(ANALYTES))


@given(analyte=codes, low=numbers, high=numbers)
def test_a_higher_concentration_is_never_better(analyte, low, high):
    if ANALYTES[analyte].kind in {"ph", "text"}:
        return
    low, high = sorted((low, high))
    first = classify_value(analyte, low, "value", None)
    second = classify_value(analyte, high, "value", None)
    assert first.worst <= second.worst


@given(analyte=codes, limit=numbers.filter(lambda number: number > 0), share=st.integers(0, 100))
def test_a_limit_proves_what_every_value_below_it_has(analyte, limit, share):
    proven = classify_value(analyte, None, "nd", limit)
    if ANALYTES[analyte].kind in {"ph", "text", "nd1"}:
        return
    value = classify_value(analyte, limit * share / 100, "value", None)
    assert proven.best <= value.best <= value.worst <= proven.worst


@given(analyte=codes, bound=numbers, more=st.decimals("0.000001", 5000, places=6))
def test_a_bound_proves_what_every_value_above_it_has(analyte, bound, more):
    if ANALYTES[analyte].kind == "text":
        return
    proven = classify_value(analyte, bound, "right_censored", None)
    value = classify_value(analyte, bound + more, "value", None)
    assert proven.best <= value.best <= value.worst <= proven.worst


@given(analyte=codes, value=numbers)
def test_exceedance_index_and_verdict_agree(analyte, value):
    one = classify_value(analyte, value, "value", None, raw="")
    index = index_p(analyte, value)
    if index is None:
        assert ANALYTES[analyte].kind == "text"
        return
    assert (index > 1) == (one.against("Ⅲ") == "超标")
    multiple = exceedance_multiple(analyte, value)
    if ANALYTES[analyte].kind == "ph":
        assert multiple is None
    else:
        assert (multiple is not None) == (index > 1)


@pytest.mark.parametrize(
    ("analyte", "value", "multiple"),
    [("fe", "0.9", "2"), ("fe", "0.3", None), ("as", "0.015", "0.5"), ("ph", "9.5", None),
     ("nh3n", "0.75", "0.5")],
)  # fmt: skip
def test_exceedance_multiple(analyte, value, multiple):
    found = exceedance_multiple(analyte, Decimal(value))
    assert found == (None if multiple is None else Decimal(multiple))


def test_exceedance_of_a_class_without_a_number():
    assert exceedance_multiple("fe", Decimal(9), "Ⅴ") is None
    assert exceedance_multiple("las", Decimal(9), "Ⅰ") is None


@pytest.mark.parametrize(
    ("analyte", "value", "target", "index"),
    [("fe", "0.15", "Ⅲ", "0.5"), ("ph", "7", "Ⅲ", "0"), ("ph", "6.5", "Ⅲ", "1"),
     ("ph", "8.5", "Ⅲ", "1"), ("ph", "6", "Ⅲ", "2"), ("ph", "10", "Ⅲ", "2"), ("ph", "9", "Ⅳ", "1"),
     ("ph", "5.5", "Ⅳ", "1"), ("odor_taste", "1", "Ⅲ", None), ("ph", "9", "Ⅴ", None)],
)  # fmt: skip
def test_index_p(analyte, value, target, index):
    found = index_p(analyte, Decimal(value), target)
    assert found == (None if index is None else Decimal(index))


def test_overall_is_the_worst_and_names_it():
    sample = overall(
        {
            "fe": classify("fe", "0.25"),
            "mn": classify("mn", "0.2"),
            "nh3n": classify("nh3n", "1.0"),
            "cyanide": classify("cyanide", "0.002L"),
            "hg": classify("hg", "未检出"),
            "as": classify("as", "—"),
            "be": classify("be", "0.0001"),
        }
    )
    assert (sample.grade, sample.label) == (4, "Ⅳ")
    assert sample.worst == ("mn", "nh3n")
    assert sample.worst_labels == ("锰", "氨氮(以N计)")
    assert sample.coverage == "参评3/39"
    assert sample.undetermined == ("cyanide", "hg")
    assert sample.not_measured == ("as",)


def test_overall_of_nothing_proven_is_undetermined():
    sample = overall({"cyanide": classify("cyanide", "0.06L")})
    assert (sample.grade, sample.label, sample.worst, sample.assessed) == (None, "未定", (), 0)


@given(st.dictionaries(codes, st.integers(1, 5), min_size=1))
def test_overall_is_the_maximum(grades):
    sample = overall(
        {code: Classification(grade, grade, Flag.VALUE) for code, grade in grades.items()}
    )
    assert sample.grade == max(grades.values())
    assert set(sample.worst) == {code for code, grade in grades.items() if grade == sample.grade}
    assert sample.assessed == sum(ANALYTES[code].routine for code in grades)
