"""突出问题 as a visitor meets it: filters, the lists that stand apart, and the way to 销号."""

from contextlib import closing

import problem_city
import pytest
import ui_city
from ui_city import PICTURE

from gwdash.archive import Archive
from gwdash.archive.model import StepKind
from gwdash.intake.attachments import Upload
from gwdash.intake.closing import Wish, steps, take_step
from gwdash.registry.problems import PROBLEM_KINDS
from gwdash.store.publish import publish


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    return problem_city.build(tmp_path_factory.mktemp("problem_pages"))


def test_the_page_says_how_many_and_lists_them(troubled, open_page, said):
    markup = said(open_page(troubled.home, "problems"))
    for words in (
        "2024年6月末突出问题 8 项，其中严重 5 项", "最久的已 547 天（市自然资源局）", "逾期 547 天",
        "拟销号和销号（1 项待办", "提请市级协调事项", "请协调资金", "报送情况", "认定规则",
        "HJ 1209-2021", "problem%3Ahazard_overdue%3AYH-1",
    ):  # fmt: skip
        assert words in markup, words


def test_a_kind_without_its_ledgers_is_unknown_and_no_zero(tmp_path, open_page, said):
    with closing(Archive(tmp_path / "archive")) as archive:
        ui_city.hand_in(archive, "well", "610402", "2024-06", [ui_city.well("W-1", "610402")])
        assert publish(tmp_path, archive, reason="测试") is not None
    app = open_page(tmp_path, "problems")
    markup = said(app)
    assert f"突出问题：{len(PROBLEM_KINDS)} 类都还无法判断" in markup
    assert "还没有人报送：重点任务进展情况表" in markup
    assert "突出问题 0 项" not in markup
    assert "本期没有突出问题" not in markup
    assert {b.label[-1] for b in app.button if (b.key or "").startswith("kind_")} == {"—"}


def test_kind_unit_and_county_narrow_the_list(troubled, open_page, said):
    one = said(open_page(troubled.home, "problems", kind="silent_well"))
    assert "问题清单（1 项）" in one
    unit = said(open_page(troubled.home, "problems", unit="zrzyj"))
    assert "问题清单（3 项）" in unit
    county = said(open_page(troubled.home, "problems", county="610430"))
    assert "类还无法判断" in county
    assert "有台账可查的类别中没有突出问题" in county


def test_a_chosen_kind_is_let_go_of_by_its_button(troubled, open_page, said):
    app = open_page(troubled.home, "problems", kind="silent_well")
    app.button(key="kind_silent_well").click().run()
    assert "问题清单（8 项）" in said(app)
    assert "kind" not in app.query_params


def test_the_form_says_what_is_missing(tmp_path, open_page, said):
    problem_city.build(tmp_path)
    app = open_page(tmp_path, "problems")
    app.text_input[0].input("县局张")
    app.text_area[0].input("已整改")
    next(b for b in app.button if b.label == "提交申请").click().run()
    assert "须附佐证材料" in app.error[0].value
    assert steps(tmp_path) == []
    proof = (Upload("照片.png", PICTURE),)
    key = app.selectbox(key="closing_problem").value
    take_step(tmp_path, Wish(key, StepKind.APPLY, "县局张", "已整改", "2024-06", proof))
    assert "已申请，待现场核查" in said(open_page(tmp_path, "problems"))


def test_the_overview_shows_the_same_list(troubled, open_page, said):
    markup = said(open_page(troubled.home))
    assert "共 8 项" in markup
    assert "城关水源因人为原因超标" in markup
    assert "problems?" in markup
