"""项目资金 and 宣传与技术支撑 as a visitor meets them."""

import affairs_city
import pytest


@pytest.fixture(scope="module")
def affairs(tmp_path_factory):
    return affairs_city.build(tmp_path_factory.mktemp("affairs_pages"))


def test_funds_tell_rate_levels_and_who_is_slow(affairs, open_page, said):
    markup = said(open_page(affairs.home, "funds"))
    for words in (
        "到位 150 万元，支出 30 万元", "支付率 20.0%", "1 个项目支付慢（秦都区）", "中央 200",
        "咸财〔2023〕1号", "资金未填报", "—", "到位 395 天", "funds%3AP1",
    ):  # fmt: skip
        assert words in markup, words
    assert affairs_city.HOSTILE not in markup


@pytest.mark.parametrize(
    ("view", "words"),
    [("unit", "市生态环境局"), ("document", "咸财〔2024〕2号"), ("level", "市县")],
)
def test_each_view_of_the_money_opens_by_its_button(affairs, open_page, said, view, words):
    app = open_page(affairs.home, "funds")
    app.button(key=f"view_{view}").click().run()
    assert not app.exception
    assert words in said(app)
    assert app.query_params["view"] == view


def test_a_county_without_projects_says_so(affairs, open_page, said):
    assert "淳化县到本期为止没有报送项目与资金台账" in said(
        open_page(affairs.home, "funds", county="610430")
    )


def test_support_tells_events_reach_and_experts(affairs, open_page, said):
    markup = said(open_page(affairs.home, "support"))
    for words in (
        "2024年至6月末宣传活动 2 场", "参加 120 人次", "在聘专家和技术单位 1/2 个", "六五环境日",
        "宣传活动按举办单位：保存为图片（PNG）", "某勘察院", "ZJ-1（隐去姓名）", "聘期外",
        "活动清单（3 场）",
    ):  # fmt: skip
        assert words in markup, words
    assert affairs_city.SECRET_NAME not in markup
    assert affairs_city.SECRET_PHONE not in markup


def test_a_city_without_either_says_what_is_missing(city, open_page, said):
    assert "各单位到本期为止没有报送项目与资金台账" in said(open_page(city.home, "funds"))
    markup = said(open_page(city.home, "support"))
    assert "还没有报送宣传活动台账" in markup
    assert "还没有报送专家与技术支撑台账" in markup
