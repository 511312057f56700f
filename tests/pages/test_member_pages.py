"""成员单位 and the printable sheets: who needs attention, one in depth, and on paper."""

import re

import problem_city
import pytest


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    return problem_city.build(tmp_path_factory.mktemp("member_pages"))


def test_who_needs_attention_stands_first(troubled, open_page, said):
    markup = said(open_page(troubled.home, "units"))
    names = re.findall(r'gw-member-name">([^<]+)<', markup)
    assert len(names) == 29
    assert names[0] == "市自然资源局"
    for words in ("29 家中没有台账逾期未报", "1 家有严重滞后事项（市自然资源局）",
                  "地热开采与回灌监督", "待定", "打印一单位一单", "回灌井补建",
                  "problem_of%3Azrzyj"):  # fmt: skip
        assert words in markup, words


def test_one_in_depth_follows_the_address(troubled, open_page, said):
    markup = said(open_page(troubled.home, "units", who="sthjj"))
    assert "咸阳市生态环境局" in markup
    assert "推定" in markup
    assert "需督办的问题" in markup


def test_a_group_shows_its_own_only(troubled, open_page, said):
    app = open_page(troubled.home, "units")
    app.button(key="group_counties").click().run()
    names = re.findall(r'gw-member-name">([^<]+)<', said(app))
    assert len(names) == 13
    assert "秦都区" in names


def test_the_strip_s_county_opens_in_depth(troubled, open_page, said):
    markup = said(open_page(troubled.home, "units", county="610402"))
    assert "打印一县一单" in markup
    assert "储罐区" in markup


@pytest.mark.parametrize(
    ("choice", "title", "words"),
    [
        ({"county": "610402"}, "秦都区一县一单", ("储罐区", "监测井正常运行率", "签收")),
        ({"unit": "zrzyj"}, "咸阳市自然资源局一单位一单", ("请协调资金", "逾期 547 天", "待定")),
        ({"county": "610430"}, "淳化县一县一单", ("没有。", "—（")),
        ({"unit": "ldxz"}, "工作领导小组办公室一单位一单", ("没有负责的事项",)),
    ],
)
def test_a_sheet_tells_one_county_or_unit(troubled, open_page, said, choice, title, words):
    markup = said(open_page(troubled.home, "sheet", **choice))
    for one in (title, *words):
        assert one in markup, one
