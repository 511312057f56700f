"""任务进展, the second tab of a task: what tasks 4, 5 and 6 are about."""

import depth_city
import pytest
from ui_city import HOSTILE

from gwdash.ui.views import task_depth


@pytest.fixture(scope="module")
def deep(tmp_path_factory):
    return depth_city.build(tmp_path_factory.mktemp("deep"))


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ("4", ("现有井专业评估", "四类现有井已评估", "没有有效监测井的双源（3 个）", "P-2厂",
               "监测井状态（按运维责任单位）", "在“监测网络”查看每眼井")),
        ("5", ("2023—2024供暖季开采与回灌", "回灌率低于下限的采灌单元（1 个）", "70.0%",
               "主城区时限 2022-12-31，逾期 547 天，1 个未建成", "本季未报：丙",
               "不适用：丁", "山东省规定")),
        ("6", ("从排查到验收", "未处置到位的高风险井（3 眼）", "AW2", "清单外（后来查出）",
               "处置方式变更（1 眼）", "封存备用", "未完成排查的乡镇（9 个）", "陂西镇", "4/9")),
    ],
)  # fmt: skip
def test_a_task_shows_its_ledgers(deep, open_page, said, task, words):
    markup = said(open_page(deep.home, "tasks", task=task, view="ledger"))
    for word in words:
        assert word in markup
    assert "事项进度" not in markup, "only the open tab is asked for"
    assert HOSTILE not in markup


def test_the_first_tab_stays_the_items(deep, open_page, said):
    app = open_page(deep.home, "tasks", task="5")
    assert "从排查到验收" not in said(app)
    assert "事项进度" in said(app)
    app.button(key="view_ledger").click().run()
    assert not app.exception
    assert "ledger" in app.query_params["view"]
    assert "采灌单元台账" in said(app)


def test_all_tasks_together_have_no_ledgers(deep, open_page, said):
    app = open_page(deep.home, "tasks", task="all", view="ledger")
    assert "view_ledger" not in {button.key for button in app.button}
    assert "事项进度" in said(app)


@pytest.mark.parametrize("task", sorted({"4", "5", "6"}))
def test_a_county_that_never_reported_is_told_apart_from_nothing(deep, open_page, said, task):
    markup = said(open_page(deep.home, "tasks", task=task, view="ledger", county="610426"))
    assert "从未报送《" in markup


def test_a_county_with_ledgers_and_without_items_can_be_opened(deep, open_page, said):
    markup = said(open_page(deep.home, "tasks", task="6", view="ledger", county="610422"))
    assert "三原县在本期任务分解表中没有事项" in markup
    assert "未处置到位的高风险井（3 眼）" in markup


@pytest.mark.parametrize("task", sorted(task_depth.DEPTHS))
def test_a_city_without_ledgers_says_so(city, open_page, said, task):
    assert "gw-empty" in said(open_page(city.home, "tasks", task=task, view="ledger"))


def test_a_row_leads_to_its_ledger_and_a_number_to_its_rows(deep, open_page, said):
    markup = said(open_page(deep.home, "tasks", task="6", view="ledger"))
    assert "dataset=abandoned_well&amp;row=" in markup
    assert "trace=indicator%3Aseal_rate%3A610422" in markup
    assert "dataset=survey_progress&amp;row=" in markup


def test_what_is_searched_for_stands_in_the_address(deep, open_page, said):
    app = open_page(deep.home, "tasks", task="6", view="ledger")
    (search,) = app.text_input
    search.set_value("第3").run()
    assert "第3" in app.query_params["find_open_towns"]
    assert "第3镇" in said(app)
    assert "第4镇" not in said(app)
    app.text_input[0].set_value("没有这个镇").run()
    assert "没有含“没有这个镇”的行" in said(app)
    app.text_input[0].set_value("").run()
    assert "find_open_towns" not in app.query_params
    again = said(open_page(deep.home, "tasks", task="6", view="ledger", find_open_towns="第4"))
    assert "第4镇" in again
    assert "第3镇" not in again


def test_a_county_without_any_project_has_one_sentence(city, open_page, said):
    markup = said(open_page(city.home, "tasks", task="5", view="ledger", county="610428"))
    assert "从未报送《地热井开采回灌台账》" in markup
    assert "采灌单元台账" not in markup
