from datetime import date

import pytest

from gwdash.ingest.facts import read_facts


@pytest.mark.parametrize(
    ("rows", "reporter"),
    [
        ([["填报单位：秦都区"]], "610402"),
        ([["填报单位（盖章）：秦都区"]], "610402"),
        ([["填报单位：", "秦都区人民政府"]], "610402"),
        ([["填报单位", "秦都区"]], "610402"),
        ([["报送单位(公章)：市水利局    报告期：2024年6月"]], "slj"),
        ([["填报部门：水务局"]], "slj"),
        ([[None, "填报单位: 彬县", None]], "610482"),
        ([["填报单位：杨陵区"]], None),
        ([["填报单位："]], None),
        ([["秦都区监测井台账"]], None),
    ],
)
def test_who_hands_in(rows, reporter):
    found = read_facts(rows).reporter
    assert (found.code if found else None) == reporter


@pytest.mark.parametrize(
    ("rows", "names", "period"),
    [
        ([["报告期：2024年6月"]], (), "2024-06"),
        ([["报告期：", "2024-06"]], (), "2024-06"),
        ([["报告期", "2024.6"]], (), "2024-06"),
        ([["统计期：２０２４年第二季度"]], (), "2024Q2"),
        ([["2024年06月水位监测记录"]], (), "2024-06"),
        ([["咸阳市2024年12月监测"]], (), "2024-12"),
        ([["2024年上半年"]], (), "2024H1"),
        ([["2024年度任务分解表"]], (), "2024"),
        ([["2023年总结"], ["报告期：2024年6月"]], (), "2024-06"),
        ([], ("2024年6月",), "2024-06"),
        ([["2024年5月"]], ("2024年6月.xlsx",), "2024-05"),
        ([["填报日期：2024年6月5日"]], (), None),
        ([["咸政办发〔2022〕6号"]], (), None),
        ([["报告期：另行通知"]], (), None),
    ],
)
def test_for_when(rows, names, period):
    found = read_facts(rows, *names).period
    assert (found.code if found else None) == period


def test_a_month_that_the_spreadsheet_made_a_day():
    assert read_facts([["报告期：", date(2024, 6, 1)]]).period.code == "2024-06"


def test_people_of_the_form():
    facts = read_facts([["填表人：张三", None, "审核人：李四"], ["联系电话：", 13800138000.0]])
    assert (facts.filled_by, facts.checked_by, facts.phone) == ("张三", "李四", "13800138000")
    alone = read_facts([["填表人", "张三", "审核人", "李四"]])
    assert (alone.filled_by, alone.checked_by) == ("张三", "李四")
    assert read_facts([]).filled_by == ""
