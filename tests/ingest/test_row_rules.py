"""Every rule between the columns of a row, with the sentence that says what to do."""

from dataclasses import replace

import pytest
from ledger_makers import errors, messages, read, said, values

from gwdash.ingest.block import Block
from gwdash.ingest.row_rules import check_rules
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import RowRule, Rule

ZONE = (
    "分区编号",
    "县市区",
    "划定阶段",
    "分区大类",
    "分区小类",
    "批复文号",
    "公布日期",
    "污染源荷载",
)
SOURCE = (
    "水源代码", "县市区", "是否达标", "超标原因", "超标指标", "整治措施", "整治时限", "整治状态",
    "天然背景认定文号", "补给区划分阶段", "补给区面积",
)  # fmt: skip
HEAT = ("地热井编号", "县市区", "采灌单元", "井类型", "开采量", "回灌量", "配对回灌井编号")
MONEY = (
    "项目编号", "项目名称", "县市区", "下达资金", "中央下达资金", "省级下达资金", "市县下达资金",
    "到位资金", "支出金额", "总投资", "下达文号",
)  # fmt: skip
SEALED = (
    "报废井编号", "县市区", "报废井类型", "报废井井别", "建井时间", "报废时间", "回填开始时间",
    "回填完成时间", "验收日期", "验收结论", "处置方式",
)  # fmt: skip
TOWNS = ("县市区", "乡镇", "是否已排查", "应排查村数", "已排查村数", "排查完成日期")
WELL = ("监测井编码", "县市区", "是否水源监测点", "水源代码", "是否污染源监测点", "污染源代码")
ITEMS = ("任务编号", "县市区", "实际进度", "完成状态", "佐证材料")
SCORES = ("指标编号", "方案版本", "指标名称", "分值", "指标方向", "目标值", "底线值")
BONUS = ("事项编号", "县市区", "事项类别", "分数", "事由", "佐证材料")
DECISIONS = (
    "会议编号", "事项序号", "责任单位", "办理状态", "办结日期", "佐证材料", "办结时限", "延期申请",
    "延期至", "延期理由", "审结情况", "退回理由",
)  # fmt: skip

#: dataset, headings, one row, and what is said of it: severity, kind, cell, words.
TABLE = [
    # -- required under a condition: a warning, counted
    ("zone", ZONE, ("A", "秦都区", "已公布", "一般区"),
     [("warning", "required", "F2", "「划定阶段」为“已公布”的，应填「批复文号」，有 1 行未填"),
      ("warning", "required", "G2", "应填「公布日期」")]),
    ("zone", ZONE, ("A", "秦都区", "报批", "一般区"), []),
    ("zone", ZONE, ("A", "秦都区", "报批", "保护类区域"),
     [("warning", "required", "E2", "「分区大类」不为“一般区”的，应填「分区小类」")]),
    ("water_source", SOURCE, ("S1", "秦都区", "不达标"),
     [("warning", "required", "E2", "「是否达标」为“不达标”的，应填「超标指标」"),
      ("warning", "required", "D2", "应填「超标原因」")]),
    ("water_source", SOURCE, ("S1", "秦都区", "不达标", "人为", "氨氮"),
     [("warning", "required", "F2", "「超标原因」为“人为”的，应填「整治措施」"),
      ("warning", "required", "G2", "应填「整治时限」"),
      ("warning", "required", "H2", "应填「整治状态」")]),
    ("water_source", SOURCE, ("S1", "秦都区", "不达标", "天然背景", "氟化物"),
     [("warning", "required", "I2", "没有认定文号的，不能从超标中扣除")]),
    ("water_source", SOURCE, ("S1", "秦都区", None, None, None, None, None, None, None, "已划分"),
     [("warning", "required", "K2", "为“已划分”、“已报批”、“已公布”的，应填「补给区面积」")]),
    ("well", WELL, ("W1", "秦都区", "是", None, "否", None),
     [("warning", "required", "D2", "「是否水源监测点」为“是”的，应填「水源代码」")]),
    ("well", WELL, ("W1", "秦都区", "否", None, "是", "P1"), []),
    ("task_progress", ITEMS, ("1-01", "秦都区", 100, "已完成"),
     [("warning", "required", "E2", "应填「佐证材料」")]),
    ("decision", DECISIONS, ("2024-01", "1", "市水利局", "已办结"),
     [("warning", "required", "E2", "应填「办结日期」"),
      ("warning", "required", "F2", "应填「佐证")]),
    ("decision", DECISIONS,
     ("2024-01", "1", "市水利局", "办理中", None, None, "2024-06-30", "申请中"),
     [("warning", "required", "I2", "应填「延期至」"), ("warning", "required", "J2", "延期理由")]),
    ("score_adjustment", BONUS, ("A1", "秦都区", "扣分", None, "迟报"),
     [("warning", "required", "D2", "「事项类别」不为“约束性情形”的，应填「分数」"),
      ("warning", "required", "F2", "填了「事项类别」的，应填「佐证材料」")]),
    # -- not applicable under a condition
    ("geothermal", HEAT, ("G1", "秦都区", "甲", "地埋管", 100, 0),
     [("error", "range", "E2",
       "「井类型」为“地埋管”的，「开采量」应留空或填 0，请核对。地埋管")]),
    ("geothermal", HEAT, ("G1", "秦都区", "甲", "地埋管", 0, None), []),
    ("geothermal", HEAT, ("G1", "秦都区", "甲", "地埋管(井下换热)"), []),
    ("zone", ZONE, ("A", "秦都区", "报批", "一般区", "准保护区"),
     [("error", "range", "E2", "「分区小类」应留空，请核对")]),
    ("scoring_scheme", SCORES, ("I1", "1", "面积占比", 5, "只描述"),
     [("error", "range", "D2", "只描述的指标不计分")]),
    ("score_adjustment", BONUS, ("A1", "秦都区", "约束性情形", 3, "数据造假", "通报"),
     [("error", "range", "D2", "不加减分")]),
    ("survey_progress", TOWNS, ("秦都区", "双照镇", "否", None, None, "2024-03-01"),
     [("warning", "range", "F2", "「是否已排查」为“否”的，「排查完成日期」应留空")]),
    # -- only some codes under a condition
    ("zone", ZONE, ("A", "秦都区", "报批", "管控类区域", "准保护区", None, None, "高"),
     [("error", "code", "E2", "应为一级管控区、二级管控区")]),
    ("zone", ZONE, ("A", "秦都区", "报批", "管控类区域", "一级管控区", None, None, "低"),
     [("warning", "code", "H2", "「污染源荷载」应为高")]),
    ("abandoned_well", SEALED, ("6104020001A1B2W", "秦都区", "取水井", "竖井"),
     [("warning", "code", "D2", "「报废井类型」为“取水井”的，「报废井井别」应为供水井")]),
    # -- one at most the other, or a factor of it
    ("project", MONEY, ("P1", "甲", "市级", 100, 100, 0, 0, 80, 90, 200, "1号"),
     [("error", "range", "I2", "支出金额不能大于到位资金")]),
    ("project", MONEY, ("P1", "甲", "市级", 100, 100, 0, 0, 120, 90, 200, "1号"),
     [("error", "range", "H2", "到位资金不能大于下达资金")]),
    ("survey_progress", TOWNS, ("秦都区", "双照镇", "否", 10, 11),
     [("error", "range", "E2", "已排查村数不能多于应排查村数")]),
    ("abandoned_well", SEALED,
     ("6104020001A1B2W", "秦都区", "取水井", "供水井", None, None, "2024-05-01", "2024-04-01",
      None, "未验收", "封井回填"),
     [("error", "range", "G2", "回填完成时间不能早于开始时间")]),
    ("abandoned_well", SEALED, ("6104020001A1B2W", "秦都区", "取水井", "供水井", "200506", "2004"),
     [("warning", "range", "E2", "报废时间早于建井时间")]),
    ("abandoned_well", SEALED, ("6104020001A1B2W", "秦都区", "取水井", "供水井", "200506", "2005"),
     []),
    ("scoring_scheme", SCORES, ("I1", "1", "达标率", 5, "越高越好", 80, 90),
     [("error", "range", "G2", "底线值不能大于目标值")]),
    ("scoring_scheme", SCORES, ("I1", "1", "Ⅴ类占比", 5, "越低越好", 20, 30), []),
    ("decision", DECISIONS,
     ("2024-01", "1", "市水利局", "办理中", None, None, "2024-06-30", "同意", "2024-06-30", "雨季"),
     [("error", "range", "G2", "延期后的日期应晚于办结时限")]),
    # -- one of several
    ("geothermal", HEAT, ("G1", "秦都区", "甲", "采灌两用井"),
     [("error", "required", "E2", "开采量和回灌量至少填一项，没有的填 0"),
      ("warning", "required", "F2", "应填「回灌量」")]),
    ("geothermal", HEAT, ("G1", "秦都区", "甲", "采灌两用井", 0, 0), []),
    # -- sums
    ("project", MONEY, ("P1", "甲", "市级", 100, 50, 30, 10, 80, 70, 200, "1号"),
     [("warning", "range", "D2", "三级之和，请核对。（合计 90，填的是 100）")]),
    ("project", MONEY, ("P1", "甲", "市级", 100, 50, 30, None, 80, 70, 200, "1号"), []),
    ("project", MONEY, ("P1", "甲", "市级", 100, 90, 30, None, 80, 70, 200, "1号"),
     [("warning", "range", "D2", "合计 120")]),
    ("project", MONEY, ("P1", "甲", "市级", 100, 33.33, 33.33, 33.33, 80, 70, 200, "1号"), []),
]  # fmt: skip


@pytest.mark.parametrize(("dataset", "headings", "row", "expected"), TABLE)
def test_a_rule_and_its_sentence(dataset, headings, row, expected):
    reading = read([headings, row], dataset)
    found = [
        (str(i.severity), str(i.kind), i.cell, i.message)
        for i in reading.issues
        # What is asked for and has no column at all is told at the key; what every row should
        # have is not the rules' business.
        if i.cell != "A2"
        and i.field in _of_rules(dataset)
        and ("行未填" not in i.message or "的，应填" in i.message)
    ]
    assert sorted(f[:3] for f in found) == sorted(e[:3] for e in expected)
    for severity, kind, cell, words in expected:
        assert any(f[:3] == (severity, kind, cell) and words in f[3] for f in found), words
    stops = any(e[0] == "error" for e in expected)
    assert values(reading, "row_status") == [("stopped" if stops else "ok",)]
    assert all(message.endswith(("。", "）")) for *_, message in found)


def _of_rules(dataset):
    return {name for rule in DATASETS[dataset].rules for name in rule.columns}


def test_every_kind_of_rule_stands_in_the_table():
    shown = {rule.rule for name, *_ in TABLE for rule in DATASETS[name].rules}
    declared = {rule.rule for dataset in DATASETS.values() for rule in dataset.rules}
    assert declared <= shown | {Rule.POSITION}


def test_a_condition_counts_its_rows_once():
    rows = [(f"A{n}", "秦都区", "已公布", "一般区", None, "1号") for n in range(5)]
    reading = read([ZONE, *rows], "zone")
    assert "应填「公布日期」，有 5 行未填，可以提交，计入完整率。" in messages(reading)
    assert sum("公布日期" in i.message for i in reading.issues) == 1


def test_an_unreadable_value_is_not_missed_as_well():
    reading = read([ZONE, ("A", "秦都区", "已公布", "一般区", None, "1号", "昨天")], "zone")
    assert errors(reading) == [("type", "G2")]
    assert sum("公布日期" in i.message and "应填" in i.message for i in reading.issues) == 0


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # Pairs of one project are added up: what one well takes another gives back.
        ([("甲", "开采井", 1000, None), ("甲", "回灌井", None, 1020)], []),
        ([("甲", "开采井", 1000, None), ("甲", "回灌井", None, 1021)],
         [("warning", "range", "F2")]),
        ([("甲", "开采井", 1000, None), ("乙", "回灌井", None, 900)], [("warning", "range", "F3")]),
        ([("甲", "采灌两用井", 1000, 1100), ("甲", "开采井", 500, None)], []),
        ([(None, "采灌两用井", 1000, 1100), (None, "开采井", 500, None)],
         [("warning", "range", "F2")]),
        ([("甲", "地埋管", None, None)], []),
    ],
)  # fmt: skip
def test_what_is_given_back_is_compared_project_by_project(rows, found):
    typed = [(f"G{n}", "秦都区", *row) for n, row in enumerate(rows)]
    reading = read([HEAT[:6], *typed], "geothermal")
    assert said(reading) == found
    if found:
        assert "待核" in messages(reading)


@pytest.mark.parametrize(
    ("dataset", "headings", "row", "words"),
    [
        ("geothermal", HEAT, ("G1", "秦都区", "甲", "停用", 1, 1), "状态填在「使用状态」"),
        ("decision", DECISIONS, ("1", "1", "市水利局", "逾期"), "由系统按办结时限计算"),
        ("score_adjustment", BONUS, ("1", "秦都区", "一票否决", None, "造假"), "约束性情形"),
        ("zone", ZONE, ("A", "秦都区", "报批", "管控类区域", "治理区"), "旧版类别"),
        ("abandoned_well", SEALED, ("1", "秦都区", *[None] * 8, "封井回灌"), "封井回填"),
    ],
)
def test_a_word_that_belongs_elsewhere_is_told_where(dataset, headings, row, words):
    reading = read([headings, row], dataset)
    assert [i for i in reading.issues if i.severity == "error" and words in i.message]


@pytest.mark.parametrize(
    ("total", "parts", "found"),
    [(100, (60, 40), 0), (100, (60, 30), 0), (100, (60, 41), 1), (None, (60, 41), 0)],
)
def test_parts_of_a_total_may_leave_something_over(total, parts, found):
    names = ("investment_10k_yuan", "allocated_10k_yuan", "received_10k_yuan")
    rule = RowRule(Rule.SUM_NOT_ABOVE, names, "各部分之和大于总数，请核对。")
    block = Block(replace(DATASETS["project"], rules=(rule,)), "表", [1])
    block.values = dict(zip(names, ([total], [parts[0]], [parts[1]]), strict=True))
    check_rules(block)
    assert len(block.issues) == found
    assert all("合计 101，填的是 100" in issue.message for issue in block.issues)
