"""水质: with data, without, for one county; kinds of points and of nothing stay apart."""

import re

import pytest
import quality_city
from ui_city import HOSTILE


@pytest.fixture(scope="module")
def waters(tmp_path_factory):
    return quality_city.build(tmp_path_factory.mktemp("waters"))


def labels(app):
    return {b.key.removeprefix("kind_"): b.label for b in app.button if b.key.startswith("kind_")}


def test_the_page_opens_with_drinking_water_in_the_latest_season(waters, open_page, said):
    app = open_page(waters.home, "quality")
    assert app.query_params["season"] == "2024-dry"
    assert app.query_params["kind"] == "source"
    markup = said(app)
    for words in (
        "2024年枯水期：2 个饮用水源监测点中 0 个达到Ⅲ类，2 个超Ⅲ类",
        "0/2 个已监测的点", "未监测 1：", "变好 0 · 变差 1 · 不变 1", "/39 项",
        "≤X（未检出，检出限高于Ⅰ类）", "三氯甲烷 1 点",
        "超Ⅲ类结果清单（3 条）", "0.50", "＞0.9", "填报原文：&gt;0.9",
        "sthjj_water_quality_2024Q2.xlsx 表1!A2", "▼变差", "数据：", "2023年枯水期",
    ):  # fmt: skip
        assert words in markup, words
    assert HOSTILE not in markup


def test_the_switch_says_how_many_points_of_each_kind_there_are(waters, open_page):
    assert labels(open_page(waters.home, "quality")) == {
        "source": "饮用水源监测点 3",
        "area": "区域监测点 1",
        "pollution": "污染源监测点 1",
        "other": "其他监测点 1",
        "unregistered": "未登记点 1",
    }


def test_only_seasons_in_which_a_kind_was_sampled_are_offered(waters, open_page, said):
    app = open_page(waters.home, "quality", kind="area")
    options = app.selectbox(key="choice_season").options
    assert options == ["水期　2024年枯水期", "水期　2023年丰水期"]
    app.selectbox(key="choice_season").select("2023-wet").run()
    assert app.query_params["season"] == "2023-wet"
    assert "2023年丰水期：1 个区域监测点中 1 个达到Ⅲ类" in said(app)


def test_kinds_are_never_mixed_and_stand_in_the_address(waters, open_page, said):
    app = open_page(waters.home, "quality")
    app.button(key="kind_pollution").click().run()
    assert app.query_params["kind"] == "pollution"
    markup = said(app)
    assert "1 个污染源监测点中 0 个达到Ⅲ类" in markup
    assert "一号水源井" not in markup
    assert "well=P-1" in markup


def test_what_is_not_proven_is_said_and_is_no_class(waters, open_page, said):
    markup = said(open_page(waters.home, "quality", kind="area"))
    assert "1 个区域监测点中 0 个达到Ⅲ类，1 个无法判定" in markup
    assert "0/39" in markup
    assert "未定（已监测，不能定类）" in markup
    assert "未监测（表中填报）" in markup
    assert "本水期没有超过Ⅲ类的结果" in markup
    assert "没有同点样品，无法比较" in markup


def test_a_kind_without_samples_is_not_a_row_of_zeros(waters, open_page, said):
    markup = said(open_page(waters.home, "quality", kind="other"))
    assert "2024年枯水期其他监测点没有样品" in markup
    assert "未监测 1：O-1号井" in markup
    assert "本水期没有样品，不计算比例" in markup


def test_samples_without_a_season_stand_by_quarter(waters, open_page, said):
    app = open_page(waters.home, "quality", kind="unregistered")
    assert app.query_params["season"] == "2024-q2"
    assert "2024年第二季度（水期未填）：1 个未登记点" in said(app)
    assert "台账中没有这类点" in said(app)


def test_every_list_row_leads_to_its_well(waters, open_page, said):
    links = re.findall(r'href="network\?([^"]+)"', said(open_page(waters.home, "quality")))
    assert any("well=S-1" in link for link in links)
    assert all("period=2024-06" in link for link in links)


@pytest.mark.parametrize(
    ("county", "words"),
    [
        ("610404", "1 个饮用水源监测点中 0 个达到Ⅲ类"),
        ("610430", "2024年第二季度（水期未填）：1 个未登记点"),
        ("610428", "该县市区近四年没有水质监测结果"),
    ],
)
def test_one_county(waters, open_page, said, county, words):
    assert words in said(open_page(waters.home, "quality", county=county))


def test_the_new_area_counts_when_asked_for(waters, open_page):
    assert labels(open_page(waters.home, "quality", area="with"))["area"] == "区域监测点 2"


def test_an_empty_workspace_shows_the_guide(tmp_path, open_page, said):
    assert "水质还没有数据" in said(open_page(tmp_path, "quality"))


def test_a_workspace_without_results_says_what_to_do(tmp_path, open_page, said):
    city = quality_city.build(tmp_path, results=False)
    assert "请在“数据填报”上传地下水水质监测结果" in said(open_page(city.home, "quality"))


def test_the_rows_behind_an_exceedance_open(waters, open_page):
    app = open_page(waters.home, "quality", trace="results:S-1:fluoride")
    assert not app.error
    assert app.query_params["trace"] == "results:S-1:fluoride"
