"""报送记录: the list, one record and its decisions, versions, and past periods opened."""

import pytest
import ui_city

from gwdash.archive import Archive, State
from gwdash.ingest.profile import Profile
from gwdash.intake import backfill, records, usecases
from gwdash.store.database import open_current


@pytest.fixture
def home(tmp_path):
    return ui_city.build(tmp_path).home


@pytest.fixture
def page(home, open_page):
    def opener(**address):
        return open_page(home, "records", **address)

    return opener


def number_of(home, reporter, dataset, period="2024-06"):
    found = records.listed(home, dataset=dataset, reporter=reporter)
    return next(one.submission.id for one in found if one.submission.period == period)


def click(app, key):
    app.button(key=key).click().run()
    assert not app.exception, app.exception[0].value
    return app


def test_every_report_is_listed_newest_first(page, home, said):
    markup = said(page())
    n_all = len(records.listed(home))
    assert f"共 {n_all} 份" in markup
    assert markup.index(f">{n_all}<") < markup.index(">1<")
    assert "● 审核通过" in markup
    assert "v1 起" in markup


@pytest.mark.parametrize(
    ("address", "n"),
    [
        ({"of_ledger": "work_plan"}, 1),
        ({"of_unit": "slj"}, 3),
        ({"of_unit": "slj", "of_ledger": "task_progress"}, 1),
        ({"of_until": "2024-05", "of_ledger": "task_progress"}, 4),
        ({"of_state": "returned"}, 0),
    ],
)
def test_the_address_narrows_the_list(page, home, said, address, n):
    markup = said(page(**address))
    assert f"{n} / {len(records.listed(home))} 份" in markup
    assert markup.count("打开 ") == n


def test_one_record_tells_all_about_it(page, home, said):
    number = number_of(home, "sthjj", "task_progress")
    app = page(record=str(number))
    markup = said(app)
    assert f"{number} 号报送　市生态环境局 2024年6月 重点任务进展情况表" in markup
    assert "待审核 → 审核通过" in markup
    assert "新增 2 行" in markup
    assert ui_city.HOSTILE not in markup
    assert {"record_returned", "record_withdrawn"} <= {button.key for button in app.button}
    assert "record_accepted" not in {button.key for button in app.button}


def test_a_return_needs_a_step_and_a_reason_and_names_its_version(page, home, said):
    number = number_of(home, "slj", "water_level")
    app = click(page(record=str(number)), "record_returned")
    click(app, "record_confirm_yes")
    assert "写明原因" in app.error[0].value
    app.text_input(key=f"record_reason_{number}_returned").set_value("基准不对").run()
    click(app, "record_confirm_yes")
    assert "已发布数据版本 v2" in app.success[0].value
    assert "■ 退回" in said(app)
    assert open_current(home).version == 2
    assert usecases.versions(home)[0].reason.endswith("退回：基准不对")
    click(app, "record_accepted")
    click(app, "record_confirm_yes")
    assert "v3" in app.success[0].value


def test_a_withdrawal_can_be_thought_over(page, home):
    number = number_of(home, "slj", "water_level")
    app = click(page(record=str(number)), "record_withdrawn")
    click(app, "record_confirm_no")
    assert "record_confirm_yes" not in {button.key for button in app.button}
    with Archive.of(home) as archive:
        assert archive.ledger.get(number).state is State.ACCEPTED


def test_two_versions_are_compared(page, home, said):
    usecases.withdraw(home, number_of(home, "slj", "water_level"), reason="重复")
    app = page(part="versions")
    markup = said(app)
    assert "市水利局 2024年6月 地下水水位监测记录：报送已撤下" in markup
    assert "已撤回：重复" in markup
    assert "● 当前显示" in markup
    app.selectbox(key="choice_from").select("2").run()
    assert "没有差别" in said(app)
    assert app.query_params["from"] in ("2", ["2"])


def test_one_version_has_nothing_to_compare_with(page, said):
    assert "只有一个版本" in said(page(part="versions"))


def test_the_office_switches_review_and_openings(page, home, said):
    app = page(part="openings")
    app.toggle(key="records_review").set_value(True).run()
    assert usecases.reviews(home)
    app.toggle(key="records_strict").set_value(True).run()
    assert backfill.strict(home)
    app.selectbox(key="opening_dataset").select("water_level")
    app.text_input(key="opening_period").set_value("2024-03")
    click(app, "opening_go")
    assert "写明原因" in app.error[0].value
    app.text_input(key="opening_reason").set_value("设备故障")
    click(app, "opening_go")
    [opened] = backfill.openings(home)
    assert (opened.dataset, opened.period, opened.reporter) == ("water_level", "2024-03", "")
    assert "● 开放中" in said(app)
    click(app, f"opening_close_{opened.id}")
    assert "○ 已关闭" in said(app)


def test_an_empty_workspace_says_where_to_begin(tmp_path, open_page, said):
    for part, words in (("list", "还没有报送过"), ("openings", "没有开放过补录")):
        app = open_page(tmp_path, "records", part=part)
        assert words in said(app)
    assert not (tmp_path / "archive").exists()


def test_what_waits_is_found_before_the_first_version(tmp_path, open_page, said):
    usecases.review_first(tmp_path, on=True)
    content = "监测井编码,监测时间,水位埋深（m）\nW1,2024-06-01,3.5".encode()
    usecases.submit(tmp_path, usecases.check(tmp_path, "water_level", content, "l.csv"))
    app = open_page(tmp_path, "records", record="1")
    assert "▲ 1 份待审核" in said(app)
    click(app, "record_accepted")
    click(app, "record_confirm_yes")
    assert "v1" in app.success[0].value


# ---------------------------------------------------------------------------- 未整改问题


def left_out(home):
    """Hand in a file of which one row is wrong, without that row."""
    content = "监测井编码,监测时间,水位埋深（m）\nW1,2024-06-01,3.5\nW2,2024-06-01,很深\n".encode()
    profile = Profile(reporter="渭城区", period="2024-06")
    checked = usecases.check(home, "water_level", content, "水位.csv", profile)
    return usecases.submit(home, checked, partial=True).submission.id


def test_rows_that_were_left_out_are_listed_until_they_are_mended(page, home, said):
    number = left_out(home)
    markup = said(page())
    assert "■ 未整改 1 处" in markup
    app = page(part="open")
    assert app.button(key="records_part_open").label == "未整改问题（1）"
    markup = said(app)
    for words in ("渭城区", "地下水水位监测记录", "2024年6月", "C3", "很深", f"{number} 号"):
        assert words in markup
    assert "拦下的 1 行还有 1 处未整改" in app.code[0].value
    usecases.withdraw(home, number)
    app = page(part="open")
    assert "没有未整改的问题" in said(app)
    assert app.button(key="records_part_open").label == "未整改问题"


def test_the_list_of_what_is_open_is_narrowed_by_the_address(page, home, said):
    left_out(home)
    assert "很深" in said(page(part="open", open_ledger="water_level", open_unit="610404"))
