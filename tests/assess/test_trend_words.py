"""What is said of a trend, word by word."""

from dataclasses import replace
from datetime import date

import pytest

from gwdash.assess.series_rules import SeriesRules, load_series_rules, series_rules
from gwdash.assess.trend import Refusal, Trend
from gwdash.assess.trend_words import DEPTH, HEAD, method, number, of_analyte, probability, sentence
from gwdash.errors import UsageError

RULES = SeriesRules("试验")
FOUND = Trend(
    n=30, n_tied_below=0, n_unknown=0, limit=None, first=date(2019, 1, 1), last=date(2021, 6, 1),
    n_pairs=24, seasonal=True, s=20, p=0.002, slope=0.35, low=0.2, high=0.5, significant=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("manner", "changes", "said"),
    [
        (DEPTH, {}, "2019年以来埋深以每年0.35 m 加深（n=30，p=0.002，趋势显著）"),
        (DEPTH, {"slope": -0.35}, "2019年以来埋深以每年0.35 m 变浅（n=30，p=0.002，趋势显著）"),
        (HEAD, {}, "2019年以来水位标高以每年0.35 m 上升（n=30，p=0.002，趋势显著）"),
        (
            DEPTH,
            {"significant": False, "p": 0.4213},
            "2019年以来埋深没有显著趋势（n=30，p=0.421）",
        ),
        (
            of_analyte("pH", "无量纲"),
            {"slope": -0.012, "p": 1e-6},
            "2019年以来pH以每年0.012 下降（n=30，p<0.001，趋势显著）",
        ),
        (
            of_analyte("氨氮", "mg/L"),
            {"slope": 0.0},
            "2019年以来氨氮总体升高，但中位变幅为0（n=30，p=0.002，趋势显著）",
        ),
    ],
)
def test_the_sentence(manner, changes, said):
    assert sentence(replace(FOUND, **changes), manner) == said


def test_a_course_of_one_year_may_be_its_seasons():
    found = replace(FOUND, seasonal=False, last=date(2019, 12, 1))
    assert sentence(found, DEPTH).endswith("趋势显著；记录不足2年，可能只是季节变化）")
    assert "不足2年" not in sentence(replace(found, last=date(2020, 12, 1)), DEPTH)


def test_a_refusal_is_its_reason_and_says_what_is_needed():
    refused = Refusal(5, "可检验的数据只有 5 个，少于 8 个，不作趋势判断。")
    assert sentence(refused, DEPTH) == refused.reason
    assert "至少需要 8 个" in method(refused, DEPTH, RULES)


def test_the_method_names_test_slope_interval_and_level():
    assert method(FOUND, DEPTH, RULES) == (
        "季节 Kendall 检验（月均值，同月份逐年比较，共 24 对）；Sen 斜率 +0.35 m/年，"
        "95%置信区间 +0.2 至 +0.5；显著性水平 0.05（试验）"
    )


def test_the_method_says_what_was_tied_and_left_out():
    found = replace(FOUND, seasonal=False, n_tied_below=3, limit=0.05, n_unknown=1)
    said = method(found, of_analyte("氨氮", "mg/L"), RULES)
    assert said.startswith("Mann–Kendall 检验（单次结果）；")
    assert "3 次低于最高检出限 0.05，视为并列，按其一半计" in said
    assert "1 次未检出而没有检出限，不参加检验" in said


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0, "0"), (-0.0, "0"), (12345.6, "12300"), (0.000012345, "0.0000123"), (1.5, "1.5"),
     (1e-15, "0")],
)  # fmt: skip
def test_numbers_have_three_digits_and_no_exponent(value, said):
    assert number(value) == said


def test_probabilities():
    assert [probability(p) for p in (1.0, 0.05, 0.0014, 0.0009)] == [
        "p=1", "p=0.05", "p=0.001", "p<0.001",
    ]  # fmt: skip


def test_the_region_has_rules_with_a_source():
    rules = series_rules()
    assert rules.source
    assert rules.least_points >= 8
    assert rules.wet_months


@pytest.mark.parametrize(
    "wrong",
    [{"least_points": 3}, {"significance": 0}, {"significance": 1}, {"most_censored_share": 1},
     {"least_years": 0}, {"least_season_pairs": 0}, {"wet_months": frozenset({13})}],
)  # fmt: skip
def test_rules_that_make_anything_a_trend_are_refused(wrong):
    with pytest.raises(UsageError):
        replace(RULES, **wrong)


@pytest.mark.parametrize("text", ["", "source = 1", "[[", "source = ''\n[seasons]\nwet_months=[7]"])
def test_a_file_with_gaps_says_what_to_do(tmp_path, text):
    path = tmp_path / "series.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"series\.toml"):
        load_series_rules(path)
    with pytest.raises(UsageError, match="对照默认区域包补齐"):
        load_series_rules(tmp_path / "none.toml")
