"""调度会议 as office and room meet it: the list, the preparation, the wall, the way back."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
import ui_city
from ui_city import JUNE, MAY, hand_in

from gwdash.archive import Archive
from gwdash.archive.meetings import MeetingState
from gwdash.intake import meetings as use
from gwdash.intake.meetings import Plan
from gwdash.registry.agenda import CHART_BY, Part, Topic, agenda
from gwdash.store.publish import publish
from gwdash.ui.views.meeting_follow import stands

HELD = date(2024, 7, 5)


def asked(app, name):
    """Return what the address asks for; the library has it as one value or as a list of them."""
    found = app.query_params[name]
    return found if isinstance(found, str) else found[-1]


@pytest.fixture(autouse=True)
def nobody_turned_a_screen():
    """Let each test begin as a server does, which knows of no meeting where it stands."""
    stands.clear()


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """Return a city whose meeting was prepared before a later version was published."""
    city = ui_city.build(tmp_path_factory.mktemp("meetings"))
    chart = Topic(Part.CHART, options={CHART_BY: "progress"})
    noted = replace(agenda((Part.OVERALL,))[0], note="先讲回灌井")
    topics = (noted, *agenda((Part.TASK, Part.PROBLEMS)), chart)
    one = use.prepare(city.home, Plan(held_on=HELD, period=JUNE, place="一会议室", topics=topics))
    with closing(Archive.of(city.home)) as archive:
        hand_in(archive, "task_progress", "zrzyj", JUNE, [ui_city.said("5-01", 99.0)])
        assert publish(city.home, archive, reason="又报") == one.version + 1
    return city.home, one


@pytest.fixture
def fresh(tmp_path):
    """Return a city of its own with a meeting."""
    home = ui_city.build(tmp_path).home
    return home, use.prepare(home, Plan(held_on=HELD, period=JUNE))


def test_without_data_the_page_guides(tmp_path, open_page, said):
    assert "办公室下达基准" in said(open_page(tmp_path, "meetings"))


def test_the_list_offers_to_prepare_one_and_opens_it(tmp_path, open_page, said):
    home = ui_city.build(tmp_path).home
    app = open_page(home, "meetings")
    assert "还没有准备过会议" in said(app)
    app.date_input[0].set_value(HELD)
    next(b for b in app.button if b.label == "开始准备").click().run()
    (one,) = use.meetings(home)
    assert (one.held_on, one.period, one.topics) == (HELD, JUNE, agenda())
    assert asked(app, "meeting") == one.meeting_id
    assert "2024年第1次联合调度会议" in said(app)
    listed = said(open_page(home, "meetings"))
    assert "会议（1 次）" in listed
    assert "准备中" in listed


def test_an_unknown_meeting_is_a_sentence(held, open_page, said):
    markup = said(open_page(held[0], "meetings", meeting="2031-07", show="1"))
    assert "没有编号为 2031-07 的调度会议" in markup


def test_a_clerk_orders_shortens_lengthens_and_annotates_the_agenda(fresh, open_page, said):
    home, one = fresh
    app = open_page(home, "meetings", meeting=one.meeting_id)
    app.button(key=f"down_{one.meeting_id}_decisions").click().run()
    app.button(key=f"drop_{one.meeting_id}_network").click().run()
    app.selectbox(key="meeting_add").select("专题图：总体任务进度")
    app.button(key="agenda_add_button").click().run()
    keys = [topic.key for topic in use.meeting(home, one.meeting_id).topics]
    assert keys[:2] == ["overall", "decisions"]
    assert "network" not in keys
    assert keys[-1] == "chart:progress"
    app.text_area[0].input("请市水利局先汇报")
    next(b for b in app.button if b.label == "保存" and "note_form" in str(b.form_id)).click().run()
    assert use.meeting(home, one.meeting_id).topics[0].note == "请市水利局先汇报"
    assert "请市水利局先汇报" in said(app)
    assert "调整议程顺序" in said(app)


def test_two_clerks_do_not_overwrite_each_other(fresh, open_page):
    home, one = fresh
    app = open_page(home, "meetings", meeting=one.meeting_id)
    use.change(home, replace(one, place="别处"), actor="小张")
    app.button(key=f"drop_{one.meeting_id}_network").click().run()
    assert "已由小张" in app.error[0].value
    assert use.meeting(home, one.meeting_id).topics == one.topics


def test_every_screen_shows_the_pinned_version_whatever_came_since(held, open_page, said):
    home, one = held
    for number, topic in enumerate(one.topics, 1):
        app = open_page(home, "meetings", meeting=one.meeting_id, screen=topic.key, show="1")
        markup = said(app)
        assert f"{number}/{len(one.topics)}" in markup
        assert f"数据版本 v{one.version}" in markup
        assert f"已有新数据 v{one.version + 1}，会议结束前不变" in markup
        assert "先讲回灌井" not in markup
    app = open_page(home, "meetings", meeting=one.meeting_id, screen="task:5", show="1")
    assert "42.0" in said(app)
    assert "99.0" not in said(app)


def test_one_county_fills_the_same_screens(held, open_page, said):
    home, one = held
    for topic in one.topics:
        address = {"screen": topic.key, "show": "1", "county": "610402"}
        app = open_page(home, "meetings", meeting=one.meeting_id, **address)
        assert "秦都区 · 2024年6月" in said(app)


def test_keys_turn_the_screens_and_stop_at_the_ends(held, open_page, said):
    home, one = held
    app = open_page(home, "meetings", meeting=one.meeting_id, show="1")
    n = len(one.topics)
    for key, place in (
        ("wall_next", 2), ("wall_key_PageDown", 3), ("wall_key_Space", 4), ("wall_key_PageUp", 3),
        ("wall_back", 2), ("wall_key_End", n), ("wall_key_PageDown", n), ("wall_key_Home", 1),
        ("wall_key_PageUp", 1),
    ):  # fmt: skip
        app.button(key=key).click().run()
        assert f"<b>{place}/{n}</b>" in said(app), key
        assert asked(app, "screen") == one.topics[place - 1].key
    app.button(key="wall_leave").click().run()
    assert "show" not in app.query_params
    assert "议程（" in said(app)


def test_a_rehearsal_changes_nothing_and_the_real_start_opens_the_meeting(fresh, open_page):
    home, one = fresh
    open_page(home, "meetings", meeting=one.meeting_id, show="1")
    assert use.meeting(home, one.meeting_id).state is MeetingState.PREPARING
    app = open_page(home, "meetings", meeting=one.meeting_id, show="1", begin="1")
    assert use.meeting(home, one.meeting_id).state is MeetingState.RUNNING
    assert "begin" not in app.query_params
    app.button(key="wall_leave").click().run()
    app.button(key="meeting_close").click().run()
    assert "会议已结束" in app.success[0].value
    assert use.meeting(home, one.meeting_id).state is MeetingState.CLOSED
    app.button(key="meeting_back").click().run()
    assert "必须写明原因" in app.error[0].value


def test_the_newest_data_are_taken_when_asked_for(fresh, open_page):
    home, one = fresh
    with closing(Archive.of(home)) as archive:
        hand_in(archive, "task_progress", "slj", MAY, [ui_city.said("7-02", 55.0)])
        newest = publish(home, archive, reason="又报")
    app = open_page(home, "meetings", meeting=one.meeting_id)
    app.button(key="meeting_latest").click().run()
    assert use.meeting(home, one.meeting_id).version == newest
    assert f"已改用数据版本 v{newest}" in app.success[0].value


def test_the_speaker_alone_sees_the_notes(held, open_page, said):
    home, one = held
    app = open_page(home, "meetings", meeting=one.meeting_id, notes="1")
    assert "先讲回灌井" in said(app)
    assert f"下一屏：{one.topics[1].heading}" in said(app)
    app.button(key="notes_next").click().run()
    assert asked(app, "screen") == one.topics[1].key


@pytest.mark.parametrize(
    "key", ["overview", "tasks", "network", "quality", "ranking", "problems", "units", "map"]
)
def test_a_page_opened_from_a_screen_reads_its_version_and_leads_back(held, open_page, said, key):
    home, one = held
    address = {"version": str(one.version), "meeting": one.meeting_id, "screen": "task:5"}
    markup = said(open_page(home, key, **address))
    assert f"会议数据版本 v{one.version} · 已有新数据 v{one.version + 1}" in markup
    place = one.place_of("task:5")
    assert f"返回会议：第 {place} 屏" in markup
    assert f"meeting={one.meeting_id}&amp;screen=task%3A5&amp;show=1" in markup


def test_the_version_goes_along_the_page_bar_and_ends_at_the_meeting(held, open_page, said):
    home, one = held
    address = {"version": str(one.version), "meeting": one.meeting_id, "screen": "overall"}
    app = open_page(home, "tasks", **address)
    for name in address:
        del app.query_params[name]
    app.switch_page("../../pages/problems.py").run()
    assert f"会议数据版本 v{one.version}" in said(app)
    assert asked(app, "version") == str(one.version)
    app.switch_page("../../pages/submit.py").run()
    assert f"本页为最新数据 v{one.version + 1}，会议用 v{one.version}" in said(app)
    app.switch_page("../../pages/meetings.py").run()
    app.switch_page("../../pages/tasks.py").run()
    assert f"数据版本 v{one.version + 1}" in said(app)


@pytest.mark.parametrize(
    ("version", "words"), [("99", "v99 不存在"), ("一", "不是版本号"), ("9" * 40, "不是版本号")]
)
def test_a_version_that_is_not_there_is_a_sentence_and_a_way_out(
    held, open_page, said, version, words
):
    app = open_page(held[0], "tasks", version=version)
    assert words in app.error[0].value
    assert "改看最新数据" in said(app)


def test_a_deleted_meeting_leaves_its_pages_standing(held, open_page, said):
    home, one = held
    markup = said(open_page(home, "tasks", version=str(one.version), meeting="2030-01"))
    assert f"会议数据版本 v{one.version}" in markup
    assert "返回会议" not in markup
