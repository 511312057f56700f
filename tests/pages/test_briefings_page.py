"""材料导出: what is made for, made on a click and not before, failures in words, templates."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
import ui_city

from gwdash.archive import Archive
from gwdash.briefings import templates as looks
from gwdash.export.briefing_docx import to_template
from gwdash.export.forms import FORMS
from gwdash.intake import meetings
from gwdash.intake.meetings import Plan
from gwdash.registry.agenda import topic
from gwdash.store.publish import publish

SECONDS = 60


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GWDASH_CHROMIUM", str(tmp_path / "none"))
    return ui_city.build(tmp_path).home


def jobs_of(app):
    """Return the files that a session has asked for, none while it has not."""
    try:
        return app.session_state["briefing_jobs"]
    except KeyError:
        return {}


def make(app, key):
    """Click, wait for the file, and look again."""
    app.button(key=f"make_{key}").click().run()
    assert not app.exception, app.exception[0].value
    job = next(job for name, job in jobs_of(app).items() if name.endswith(f" {key}"))
    job.wait(SECONDS)
    app.run()
    assert not app.exception, app.exception[0].value
    return job


def prepared(home):
    plan = Plan(held_on=date(2024, 7, 8), period=ui_city.JUNE, topics=(topic("overall"),))
    return meetings.prepare(home, plan)


def test_an_empty_workspace_shows_how_to_begin(tmp_path, open_page, said):
    assert "材料导出还没有数据" in said(open_page(tmp_path / "empty", "briefings"))


def test_nothing_is_made_before_somebody_asks(home, open_page, said):
    app = open_page(home, "briefings")
    assert jobs_of(app) == {}
    assert not app.get("download_button")[1:]
    markup = said(app)
    for one in FORMS:
        assert one.label in markup
        assert one.purpose in markup
    assert "材料包" in markup
    assert "终期评估材料" in markup
    assert "数据版本 v1" in markup
    assert "这一版就是最新数据" in markup
    assert "会议纪要、督办单、提示函" in markup


def test_a_click_makes_a_file_to_be_downloaded(home, open_page, said):
    app = open_page(home, "briefings")
    job = make(app, "docx")
    assert job.result.name == "2024年6月_调度通报（送审稿）.docx"
    assert job.result.content.startswith(b"PK")
    assert "2024年6月_调度通报（送审稿）.docx" in said(app)
    assert said(app).count("通报附件没有附图") == 1
    assert app.button(key="make_docx").label == "重新生成调度通报（送审稿）"


def test_a_meeting_is_offered_first_and_says_what_came_after_it(home, open_page, said):
    meeting = prepared(home)
    with closing(Archive.of(home)) as archive:
        rows = [ui_city.said("7-02", 77.0, problem=ui_city.HOSTILE)]
        ui_city.hand_in(archive, "task_progress", "slj", ui_city.JUNE, rows)
        publish(home, archive, reason="更正")
    app = open_page(home, "briefings")
    assert app.selectbox(key="choice_of").value == f"meeting:{meeting.meeting_id}"
    markup = said(app)
    assert "这一版之后又发布了新数据（现为 v2）" in markup
    assert "更正说明" in markup
    assert "市水利局" in markup
    assert "<script>" not in markup
    app.selectbox(key="choice_of").select(f"period:{ui_city.JUNE}").run()
    assert "这一版就是最新数据" in said(app)


def test_the_address_names_the_meeting(home, open_page):
    first, _ = prepared(home), prepared(home)
    app = open_page(home, "briefings", of=f"meeting:{first.meeting_id}")
    assert app.selectbox(key="choice_of").value == f"meeting:{first.meeting_id}"


def test_a_file_made_before_a_change_is_not_offered_after_it(home, open_page):
    meeting = prepared(home)
    app = open_page(home, "briefings")
    make(app, "docx")
    meetings.change(home, replace(meeting, title="改了名称"))
    app.run()
    assert app.button(key="make_docx").label == "生成调度通报（送审稿）"


def test_a_failure_is_a_sentence_on_its_card_and_the_rest_works(home, open_page):
    prepared(home)
    app = open_page(home, "briefings")
    # Deleted by somebody else while the page stands open.
    meetings.remove(home, meetings.meetings(home)[0])
    app.button(key="make_docx").click()
    app.run()
    assert not app.exception
    for job in jobs_of(app).values():
        job.wait(SECONDS)
        assert "没有编号为" in job.failure


def test_the_office_replaces_the_look_and_takes_it_back(home, open_page, said):
    looks.use_template(home, "办公室.docx", to_template())
    app = open_page(home, "briefings")
    assert "现用“办公室.docx”" in said(app)
    app.button(key="template_remove_docx").click().run()
    assert not app.exception
    assert any("已改用内置版式" in one.value for one in app.success)
    assert said(app).count("现用内置版式") == 2


@pytest.mark.parametrize(
    ("name", "content", "is_good"),
    [("好.docx", to_template(), True), ("坏.docx", b"PK\x03\x04", False)],
)
def test_a_template_is_tried_when_it_is_uploaded(home, open_page, name, content, is_good):
    app = open_page(home, "briefings")
    uploader = next(one for one in app.get("file_uploader") if "docx" in one.label)
    uploader.upload(name, content, "application/octet-stream").run()
    assert not app.exception
    assert bool(app.success) == is_good
    assert bool(app.error) != is_good


def test_one_county_in_the_strip_changes_nothing_here(home, open_page, said):
    assert "材料包" in said(open_page(home, "briefings", county="610404"))
