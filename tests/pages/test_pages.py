"""Every page with data, without, and for one county."""

import re

import pytest
from ui_city import HOSTILE

from gwdash.ui.registry import PAGES

KEYS = [page.key for page in PAGES]
WITH_DATA = ["overview", "tasks", "network"]


@pytest.mark.parametrize("key", KEYS)
def test_a_page_opens_with_data(city, open_page, key):
    app = open_page(city.home, key)
    assert not app.error
    assert [box.key for box in app.selectbox][:3] == [
        "choice_period",
        "choice_county",
        "choice_area",
    ]


@pytest.mark.parametrize("key", KEYS)
def test_a_page_opens_in_an_empty_workspace(tmp_path, open_page, said, key):
    app = open_page(tmp_path, key)
    assert not app.error
    if key in WITH_DATA:
        assert "还没有数据" in said(app)
        assert len(re.findall("gw-step-no", said(app))) == 3


@pytest.mark.parametrize("key", WITH_DATA)
@pytest.mark.parametrize("county", ["610402", "610404", "610430"])
def test_a_page_opens_for_one_county(city, open_page, key, county):
    app = open_page(city.home, key, county=county)
    assert app.selectbox(key="choice_county").value == county


@pytest.mark.parametrize("key", KEYS)
def test_hostile_text_never_becomes_markup(city, open_page, said, key):
    app = open_page(city.home, key)
    assert HOSTILE not in said(app)


@pytest.mark.parametrize("key", KEYS)
def test_the_strip_says_version_and_demo(city, open_page, said, key):
    markup = said(open_page(city.home, key))
    assert f"数据版本 v{city.version}" in markup
    assert "4/28 家审核通过" in markup
    assert "演示数据" in markup


# ------------------------------------------------------------------------- 总览


def test_the_overview_tells_the_month(city, open_page, said):
    markup = said(open_page(city.home))
    for words in (
        "总体进度", "52.9", "序时 ", "严重滞后事项", "市自然资源局 1", "水源水质达标",
        "监测井正常运行", "50.0", "本期未报", "24", "议定事项办结", "还没有到期的议定事项",
        "七项重点任务", "突出问题", "回灌井补建", "逾期 547 天", "请协调资金",
        "连续 3 期无水位数据",
        "县市区排名", "内部测算", "斜线为本期未报、沿用上期", "score%3A610402",
    ):  # fmt: skip
        assert words in markup, words


def test_missing_reports_are_no_problems(city, open_page, said):
    problems, foot = said(open_page(city.home)).split("gw-problems")[1].split("gw-foot")
    assert "未报" not in problems
    assert "本期未报" in foot


def test_every_tile_opens_a_page_with_the_same_choices(city, open_page, said):
    markup = said(open_page(city.home, county="610402"))
    addresses = re.findall(r'<a href="([^"]+)"', markup)
    assert len(addresses) > 10
    assert all("period=2024-06" in address for address in addresses)
    pictures = {"map-files/picture.html", "map-files/picture.svg"}
    assert {address.partition("?")[0] for address in addresses} <= {*KEYS, *pictures}


# -------------------------------------------------------------------- 任务进展


def test_the_worst_task_opens_first(city, open_page, said):
    app = open_page(city.home, "tasks")
    assert "五、强化地热开采生态环境保护（1 项）" in said(app)
    assert "资金未落实" in said(app)
    assert "zrzyj_task_progress_2024-06.xlsx 表1!A2" in said(app)


def test_a_card_opens_its_task(city, open_page, said):
    app = open_page(city.home, "tasks")
    app.button(key="open_task_6").click().run()
    assert "六、实施报废井封井回填（2 项）" in said(app)
    assert app.query_params["task"] == "6"
    assert "沿用上期" in said(app)


def test_a_link_opens_a_lamp_over_all_tasks(city, open_page, said):
    app = open_page(city.home, "tasks", lamp="far_behind")
    assert "全部任务（1 项）" in said(app)
    app.button(key="lamp_far_behind").click().run()
    assert "lamp" not in app.query_params


def test_a_link_opens_the_decided_items(city, open_page, said):
    app = open_page(city.home, "tasks", source="decision")
    assert "全部任务（1 项）" in said(app)
    assert "回灌井补建" in said(app)


def test_nothing_of_a_kind_is_said_and_not_left_empty(city, open_page, said):
    app = open_page(city.home, "tasks", lamp="behind")
    assert "没有符合条件的事项" in said(app)


# -------------------------------------------------------------------- 监测网络


def test_a_well_is_shown_in_depth(city, open_page, said):
    app = open_page(city.home, "network", well="W-1")
    markup = said(app)
    assert "W-1号井" in markup
    assert "610402_well_2024-05.xlsx 表1!A2" in markup
    assert "6 次测量" in markup
    assert app.selectbox(key="choice_analyte").value == "fluoride"


def test_a_point_without_a_register_is_shown_too(city, open_page, said):
    markup = said(open_page(city.home, "network", well="W-9"))
    assert "台账中没有这个点" in markup
    assert "还没有水位数据" in markup


def test_exact_positions_of_drinking_water_wells_are_shown_to_nobody(city, open_page, said):
    markup = said(open_page(city.home, "network", well="S-1"))
    assert "108.68, 34.37（取整）" in markup
    assert "108.68123" not in markup


def test_the_list_is_narrowed(city, open_page):
    app = open_page(city.home, "network", show="silent")
    assert list(app.dataframe[0].value["编码"]) == ["W-2"]
    app.button(key="show_all").click().run()
    assert len(app.dataframe[0].value) == 5
    assert "show" in app.query_params


# ---------------------------------------------------------------------- 选择


def test_choices_stand_in_the_address_as_codes(city, open_page):
    app = open_page(city.home)
    app.selectbox(key="choice_county").select("610404").run()
    assert app.query_params["county"] == "610404"
    assert app.query_params["period"] == "2024-06"
    assert app.query_params["area"] == "without"


def test_choices_survive_a_change_of_page(city, open_page):
    app = open_page(city.home)
    app.selectbox(key="choice_period").select("2024-05").run()
    for name in list(app.query_params):
        del app.query_params[name]
    app.switch_page("../../pages/tasks.py").run()
    assert app.selectbox(key="choice_period").value == "2024-05"
    assert app.query_params["period"] == "2024-05"


def test_a_broken_address_falls_back_to_what_exists(city, open_page):
    app = open_page(city.home, "tasks", period="1999-13", county="x", task="99", lamp="<b>")
    assert app.selectbox(key="choice_period").value == "2024-06"
    assert app.selectbox(key="choice_county").value == "all"


# -------------------------------------------------------------------- 数据字典


def test_the_dictionary_shows_the_asked_ledger(city, open_page, said):
    app = open_page(city.home, "dictionary", ledger="water_quality")
    markup = said(app)
    assert "地下水水质监测结果" in markup
    assert "检出限" in markup
    assert "93 项" in markup


def test_every_ledger_is_in_the_dictionary(city, open_page, said):
    app = open_page(city.home, "dictionary")
    for button in [b for b in app.button if b.key.startswith("ledger_")]:
        button.click().run()
        assert not app.exception
        assert button.label in said(app)
