"""议定事项: the list, one opened, the forms, and where else decisions show."""

import shutil
from contextlib import closing
from datetime import date

import decision_city
import pytest

from gwdash import clock
from gwdash.archive import Archive
from gwdash.archive.meetings import Meeting
from gwdash.queries import decisions
from gwdash.scope import Scope
from gwdash.store.database import open_current
from gwdash.ui.views.decision_form import a_month_after

JUNE = Scope("2024-06")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return decision_city.build(tmp_path_factory.mktemp("decision_pages") / "city").home


@pytest.fixture
def home(built, tmp_path):
    return shutil.copytree(built, tmp_path / "city")


def button(app, label):
    return next(one for one in app.button if one.label.startswith(label))


def box(app, label):
    return next(one for one in app.selectbox if one.label == label)


def test_the_message_says_rate_and_overdue_as_the_indicator(built, open_page, said):
    markup = said(open_page(built, "decisions"))
    assert "到期 6 项，已办结 2 项，办结率 33.3%" in markup
    assert "逾期 3 项，最久 61 天（市水利局）" in markup
    assert "trace=indicator%3Aaction_rate" in markup


def test_every_decision_is_a_row_that_opens_its_cells(built, open_page, said):
    markup = said(open_page(built, "decisions"))
    for one in decisions.decisions(open_current(built), JUNE):
        assert one.text in markup
        assert f"trace=decision%3A{one.key.replace('/', '%2F')}" in markup
    window = said(open_page(built, "decisions", trace="decision:2024-01/1"))
    assert "已完成八成" in window
    assert "slj_decision_2024-06.xlsx" in window


def test_the_list_is_narrowed_by_state_meeting_and_unit(built, open_page, said):
    app = open_page(built, "decisions", state="closed")
    assert "议定事项（1 件，1 个责任单位）" in said(app)
    app = open_page(built, "decisions", held="2024-02", unit="slj")
    assert "议定事项（1 件，1 个责任单位）" in said(app)
    button(app, "已审结").click().run()
    assert "没有符合条件的议定事项" in said(app)


def test_an_empty_workspace_says_where_to_begin(open_page, tmp_path, said):
    assert said(open_page(tmp_path / "empty", "decisions"))


def test_a_city_without_decisions_shows_none(city, open_page, said):
    markup = said(open_page(city.home, "decisions"))
    assert "议定事项 0 件" in markup
    assert "还没有会议，先在“调度会议”中新建" in markup


def test_one_county_sees_its_own(built, open_page, said):
    markup = said(open_page(built, "decisions", county="610402"))
    assert "秦都区议定事项：到期 1 项，已办结 1 项，办结率 100.0%" in markup
    assert "没有逾期" in markup
    assert "2024-02事项1" not in markup


def test_one_opened_has_its_steps_and_what_may_be_done(built, open_page, said):
    app = open_page(built, "decisions", decision="2024-02/1")
    markup = said(app)
    assert "申请延期至 2024-09-30，待答复" in markup
    assert "列为议定事项" in markup
    assert box(app, "步骤").options[:2] == ["同意延期", "不同意延期"]
    done = open_page(built, "decisions", decision="2024-01/1")
    done.selectbox(key="decision_who_2024-01/1").set_value("610402").run()
    assert box(done, "步骤").options[:2] == ["审结", "退回重办"]


def test_an_extension_is_granted_on_the_page(home, open_page, said):
    app = open_page(home, "decisions", decision="2024-02/1")
    button(app, "提交同意延期").click().run()
    assert not app.exception
    assert "同意延期已保存" in app.success[0].value
    assert "已同意延期至 2024-09-30" in said(app)


def test_what_is_refused_is_a_sentence(home, open_page):
    app = open_page(home, "decisions", decision="2024-02/1")
    box(app, "步骤").set_value("refuse").run()
    button(app, "提交不同意延期").click().run()
    assert "请填写不同意的理由" in app.error[0].value


@pytest.mark.parametrize(
    ("held_on", "due_on"),
    [
        (date(2024, 5, 20), date(2024, 6, 20)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2023, 1, 30), date(2023, 2, 28)),
        (date(2024, 12, 31), date(2025, 1, 31)),
    ],
)
def test_a_month_after_a_meeting(held_on, due_on):
    assert a_month_after(held_on) == due_on


def test_the_limit_stands_a_month_on_until_it_is_changed(home, open_page):
    with closing(Archive.of(home)) as archive:
        archive.ledger.add_meeting(
            Meeting(
                meeting_id="2024-03", title="第三次会议", held_on=date(2024, 7, 18),
                period="2024-06", version=1, topics=(), created_at=clock.now(),
            )
        )  # fmt: skip
    app = open_page(home, "decisions")
    assert app.date_input[0].value == date(2024, 8, 18), "of the meeting to come"
    app.selectbox(key="decision_meeting").set_value("2024-01").run()
    assert app.date_input[0].value == date(2024, 7, 30), "long after the meeting of January"


def test_a_decision_is_typed_on_the_page_and_shows_at_once(home, open_page, said):
    app = open_page(home, "decisions")
    button(app, "记录议定事项").click().run()
    assert "请填写事项" in app.error[0].value
    app.text_area[0].set_value("新议定的事")
    leads = next(one for one in app.multiselect if one.label == "牵头单位")
    leads.set_value(["slj"])
    app.date_input[0].set_value(date(2024, 9, 30))
    button(app, "记录议定事项").click().run()
    assert not app.exception
    assert "已记录：2024-02 会议第 11 项" in app.success[0].value
    assert "新议定的事" in said(app)
    assert app.text_area[0].value == ""


def test_papers_are_offered_to_whom_something_is_open(built, open_page):
    app = open_page(built, "decisions")
    offered = box(app, "发给哪一家").options
    assert offered[0].startswith("市水利局")
    assert len(offered) == 6 - 1
    assert not any("市财政局" in one for one in offered)


def test_decisions_show_on_the_pages_of_units_problems_and_letters(built, open_page, said):
    units = said(open_page(built, "units", who="slj"))
    assert "议定事项未办结 2（逾期 2）" in units
    assert "2 项，未办结 2 项，逾期 2 项" in units
    sheet = said(open_page(built, "sheet", unit="slj"))
    assert "未办结的议定事项" in sheet
    assert "2024-01事项1" in sheet
    problems = said(open_page(built, "problems", kind="decision_overdue"))
    assert "2024-01事项1逾期未办结（第一次会议第1项）" in problems
    assert "decisions?" in problems
    assert 'href="decisions?' in said(open_page(built))
