"""县市区排名: with data, without, for one county."""

import pytest
import quality_city
from ui_city import HOSTILE


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    return quality_city.build(tmp_path_factory.mktemp("places"), results=False)


def test_the_page_tells_order_rule_and_reasons(places, open_page, said):
    markup = said(open_page(places.home, "ranking"))
    for words in (
        "2024年6月：秦都区第一", "淳化县居末", "渭城区未报、沿用上期",
        "内部", "内部测算", "平台默认值，待办公室印发考核方案后替换",
        "任务进度 40分", "封井回填完成率", "≥95%", "未报扣 1.0 分", "1、1、3", "低于 60% 的不排名",
        "沿用2024年5月数值", "○ 未报，沿用上期", "3/4", "1/4", "−1.00", "未报，计0分",
        "核对与审定", "标为已核对", "待会前核对",
        "从未报送，不排名", "▲1", "▼1", "封井回填", "数据：",
    ):  # fmt: skip
        assert words in markup, words
    assert HOSTILE not in markup


def test_counties_stand_in_the_order_of_the_ranking(places, open_page, said):
    rows = said(open_page(places.home, "ranking")).split("gw-rank-no")[1:]
    names = ("秦都区", "渭城区", "淳化县")
    assert all(name in row for name, row in zip(names, rows, strict=False))
    assert len(rows) == 13


def test_zero_denominators_are_no_zeros(places, open_page, said):
    markup = said(open_page(places.home, "ranking"))
    assert "分母为零，本期不参评" in markup


def test_one_county_keeps_its_place_among_all(places, open_page, said):
    markup = said(open_page(places.home, "ranking", county="610404"))
    assert "2024年6月渭城区第 2，共 3 个参评" in markup
    assert "渭城区失分明细" in markup
    assert "台账按时报送率 1/4（25.0%，目标≥95%）" in markup
    assert "秦都区" not in markup


def test_a_county_without_a_rank_says_why(places, open_page, said):
    markup = said(open_page(places.home, "ranking", county="610428"))
    assert "2024年6月长武县没有名次" in markup
    assert "从未报送，不排名" in markup


def test_an_earlier_period_has_its_own_ranking(places, open_page, said):
    markup = said(open_page(places.home, "ranking", period="2024-05"))
    assert "2024年5月：渭城区第一" in markup
    assert "▲ 迟报" in markup


def test_before_any_report_the_page_says_what_is_missing(tmp_path, open_page, said):
    city = quality_city.build(tmp_path, progress=False)
    markup = said(open_page(city.home, "ranking"))
    assert "2024年6月县市区排名：暂无名次" in markup
    assert "审核通过后，得分和名次随后显示" in markup


def test_an_empty_workspace_shows_the_guide(tmp_path, open_page, said):
    assert "县市区排名还没有数据" in said(open_page(tmp_path, "ranking"))


def test_the_items_behind_a_score_open(places, open_page):
    app = open_page(places.home, "ranking", trace="county:610402")
    assert not app.error
    assert app.query_params["trace"] == "county:610402"


def test_the_office_confirms_in_two_steps(tmp_path, open_page, said):
    city = quality_city.build(tmp_path, results=False)
    app = open_page(city.home, "ranking")
    app.button(key="review_checked").click().run()
    assert "已核对" in said(app)
    assert not app.error
    app.button(key="review_internal").click().run()
    assert "退回“内部”必须写明原因" in app.error[0].value
    app.button(key="review_approved").click().run()
    assert "已审定（数据版本" in said(app)
    assert "已审定" in said(open_page(city.home, "overview"))
    app.text_input(key="review_note").set_value("重新核对").run()
    app.button(key="review_internal").click().run()
    assert "重新核对" in said(app)
    assert {one.key for one in app.button} & {"review_checked", "review_approved"} == {
        "review_checked"
    }


def test_other_weights_are_tried_and_not_kept(places, open_page, said):
    app = open_page(places.home, "ranking")
    before = said(app)
    assert "测算名次" in before
    for slider in app.slider:
        if slider.label != "按时报送":
            slider.set_value(0)
    app.run()
    assert '<td class="gw-nowrap">78.95</td>' in said(app), "15 of 19 parts of the target"
    assert "2024年6月：秦都区第一（45.02）" in said(app)
    for slider in app.slider:
        slider.set_value(0)
    app.run()
    assert "至少要有一个指标的权重大于0" in app.warning[0].value
