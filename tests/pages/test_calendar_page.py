"""报送日历: empty, with data, one reporter, one cell, filters, and the first periods."""

import re

import pytest
import ui_city

from gwdash.intake import usecases
from gwdash.intake.calendar import calendar, starts
from gwdash.queries.calendar import Status
from gwdash.standards.periods import Period


@pytest.fixture
def opened(city, open_page):
    def opener(**address):
        app = open_page(city.home, "calendar", **address)
        assert not app.error
        return app

    return opener


def test_the_page_names_who_has_not_reported(opened, said):
    markup = said(opened(due="2024-06"))
    for words in (
        "2024年6月：", "到期的都已报", "占应报 ", "迟报", "退回", "县市区", "成员单位",
        "渭城区", "重点任务进展情况表", "截至 2024-07-03", "报送期限遇节假日",
    ):  # fmt: skip
        assert words in markup, words


def test_shapes_and_words_stand_in_every_cell(opened, said):
    markup = said(opened(due="2024-06"))
    assert ">●</span>已核</a>" in markup
    assert ">○</span>待报</a>" in markup


def test_an_earlier_month_has_who_is_missing(opened, said):
    app = opened(due="2024-05")
    markup = said(app)
    assert re.search(r"2024年5月：\d+ 家，\d+ 份未报", markup)
    assert ">✕</span>未报</a>" in markup
    assert "【报送提醒】" in app.text_area[0].value


def test_one_reporter_by_months(opened, said):
    markup = said(opened(due="2024-06", who="610402"))
    assert "秦都区至2024年6月的 12 个月" in markup
    assert "2024年<br>6月" in markup
    assert "成员单位</th>" not in markup


def test_a_filter_leaves_whom_it_matches(city, opened, said):
    rows = "看这一家各期的报送"
    found = calendar(city.home, Period.parse("2024-05")).duties
    late = {duty.reporter.code for duty in found if duty.status is Status.LATE}
    everybody = {duty.reporter.code for duty in found}
    assert late < everybody
    assert said(opened(due="2024-05")).count(rows) == len(everybody)
    markup = said(opened(due="2024-05", state="late"))
    assert markup.count(rows) == len(late)
    assert "gw-duty-missing gw-aside" in markup
    assert "没有符合所选条件的台账" in said(opened(due="2024-05", state="carried"))


def test_a_cell_opens_with_its_submission(city, opened, said):
    found = calendar(city.home)
    duty = next(d for d in found.duties if d.submission is not None)
    code = f"{duty.reporter.code}:{duty.dataset.name}:{duty.period.code}"
    app = opened(due="2024-06", duty=code)
    markup = said(app)
    assert f"{duty.submission.id} 号" in markup
    assert f"records?record={duty.submission.id}" in markup
    assert app.query_params["duty"] == code


def test_a_cell_that_is_owed_leads_to_handing_in(opened, said):
    markup = said(opened(due="2024-05", duty="tjj:task_progress:2024-05"))
    assert "submit?dataset=task_progress&amp;reporter=tjj&amp;month=2024-05" in markup


def test_what_does_not_exist_is_dropped_from_the_address(opened):
    app = opened(duty="nobody:well:2024-06")
    assert "duty" not in app.query_params


def test_an_empty_workspace_says_how_it_begins(tmp_path, open_page, said):
    app = open_page(tmp_path, "calendar")
    assert not app.error
    assert "报送日历还没有应报的台账" in said(app)


def test_the_office_sets_a_start_and_is_told_what_is_wrong(tmp_path, open_page):
    app = open_page(tmp_path, "calendar")
    app.selectbox(key="start_dataset").set_value("water_quality").run()
    app.text_input(key="start_period_water_quality").set_value("2024年").run()
    app.button(key="start_set").click().run()
    assert any("2024Q4" in one.value for one in app.caption)
    app.text_input(key="start_period_water_quality").set_value("2024Q2").run()
    app.button(key="start_set").click().run()
    assert starts(tmp_path)["water_quality"].code == "2024Q2"
    assert any("自2024年第二季度起应报" in one.value for one in app.caption)


def test_the_page_turns_as_soon_as_something_is_decided(tmp_path, open_page, said):
    city = ui_city.build(tmp_path, demo=False)
    app = open_page(city.home, "calendar", due="2024-06")
    assert ">↩</span>退回</a>" not in said(app)
    found = calendar(city.home, Period.parse("2024-06")).duties
    accepted = next(duty for duty in found if duty.status is Status.ACCEPTED)
    usecases.return_submission(city.home, accepted.submission.id, reason="缺少盖章页")
    assert ">↩</span>退回</a>" in said(app.run())
