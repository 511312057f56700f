"""Rules and conditions in words."""

import pytest

from gwdash.registry.datasets import DATASETS
from gwdash.registry.kinds import Cadence
from gwdash.registry.model import Column, Dataset, DatasetKind, Field, Kind, RowRule, Rule
from gwdash.registry.sentences import rule_words

RULES = [(d, rule) for d in DATASETS.values() for rule in d.rules]


@pytest.mark.parametrize(("dataset", "rule"), RULES, ids=lambda v: getattr(v, "name", ""))
def test_every_rule_is_one_sentence_that_names_its_columns(dataset, rule):
    words = rule_words(dataset, rule)
    assert words.endswith("。")
    assert words.count("。") == 1
    named = rule.names if rule.rule is not Rule.POSITION else ("lon", "lat", "county_code")
    assert all(f"「{dataset.column(name).field.label}」" in words for name in named)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("zone", "「划定阶段」为“已公布”的，应填「批复文号」、「公布日期」。"),
        ("zone", "「分区大类」不为“一般区”的，应填「分区小类」。"),
        ("zone", "「分区大类」为“管控类区域”的，「分区小类」应为一级管控区、二级管控区。"),
        ("geothermal", "「井类型」为“地埋管”的，「开采量」、「回灌量」应留空。"),
        ("geothermal", "按「采灌单元」、「县市区」合计，「回灌量」不大于「开采量」的 1.02 倍。"),
        ("self_monitoring", "填了「超标指标」的，应填「处置情况」。"),
        ("well", "「是否水源监测点」为“是”的，应填「水源代码」。"),
        ("well", "「经度」、「纬度」应在本区范围内，并与「县市区」一致。"),
        ("well", "「筛管上部埋深」应小于「筛管下部埋深」。"),
        ("water_level", "「水位埋深」、「水位标高」至少填一项。"),
        (
            "project",
            "「下达资金」等于「中央下达资金」、「省级下达资金」、「市县下达资金」之和。",
        ),
    ],
)
def test_what_a_rule_asks(name, words):
    dataset = DATASETS[name]
    assert words in {rule_words(dataset, rule) for rule in dataset.rules}


def test_parts_that_only_stay_below_a_total():
    fields = [
        Field(n, label, Kind.NUMBER, "数。") for n, label in zip("abc", "甲乙丙", strict=True)
    ]
    rule = RowRule(Rule.SUM_NOT_ABOVE, ("a", "b", "c"))
    planted = Dataset(
        "planted", "试", DatasetKind.OFFICE, "一行", ("a",), ("office",), Cadence.YEAR, None,
        tuple(map(Column, fields)), rules=(rule,),
    )  # fmt: skip
    assert rule_words(planted, rule) == "「甲」不小于「乙」、「丙」之和。"
