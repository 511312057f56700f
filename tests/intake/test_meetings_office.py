"""Preparing, changing, running and closing a meeting; what is left of it in the ledger."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
import ui_city
from ui_city import JUNE, MAY, hand_in

from gwdash.archive import Archive
from gwdash.archive.meetings import MeetingState
from gwdash.archive.model import State
from gwdash.errors import ConflictError, UsageError
from gwdash.intake import meetings as use
from gwdash.intake.meetings import Plan
from gwdash.registry.agenda import CHART_BY, Part, Topic, agenda
from gwdash.store.database import open_current, open_version
from gwdash.store.pointer import live_version, version_path
from gwdash.store.publish import publish

HELD = date(2024, 7, 5)
EARLIER = {
    "meeting_id": "2024-02", "meeting_name": "第2次会议", "held_on": date(2024, 4, 18),
    "place": "市政府", "chair": "副市长", "attendees": "sthjj;slj", "agenda": "调度",
    "minutes_no": "纪要2号", "remark": "补充",
}  # fmt: skip


@pytest.fixture
def home(tmp_path):
    ui_city.build(tmp_path)
    with closing(Archive.of(tmp_path)) as archive:
        hand_in(archive, "meeting", "ldxz", "2024-04", [EARLIER])
        publish(tmp_path, archive, reason="试")
    return tmp_path


def publish_more(home):
    """Publish one more version: another depth of W-1."""
    with closing(Archive.of(home)) as archive:
        hand_in(archive, "task_progress", "slj", MAY, [ui_city.said("7-02", 55.0)])
        return publish(home, archive, reason="又报")


def prepared(home, **more):
    return use.prepare(home, Plan(held_on=HELD, period=JUNE, **more))


def test_a_meeting_takes_the_next_number_the_usual_agenda_and_the_live_version(home):
    one = prepared(home)
    assert (one.meeting_id, one.title) == ("2024-03", "2024年第3次联合调度会议")
    assert (one.version, one.topics) == (live_version(home), agenda())
    assert prepared(home).meeting_id == "2024-04"
    other = use.prepare(home, Plan(held_on=date(2025, 1, 9), period="2024年12月"))
    assert (other.meeting_id, other.period) == ("2025-01", "2024-12")
    assert use.previous(home, other).meeting_id == "2024-04"
    assert use.previous(home, one) is None
    assert [m.meeting_id for m in use.meetings(home)] == ["2025-01", "2024-04", "2024-03"]


def test_nothing_can_be_prepared_before_there_are_data(tmp_path):
    assert use.meetings(tmp_path) == []
    with pytest.raises(ConflictError, match="还没有数据"):
        prepared(tmp_path)
    with pytest.raises(UsageError, match="没有编号为 2024-03"):
        use.meeting(tmp_path, "2024-03")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"title": " "}, "会议名称"),
        ({"topics": ()}, "议程不能为空"),
        ({"topics": (Topic(Part.OVERALL, title="很" * 41),)}, "最多 40 字"),
        ({"topics": (Topic(Part.OVERALL, note="长" * 1001),)}, "讲稿最多 1000 字"),
        ({"topics": (Topic(Part.TASK, "9"),)}, "不是可放映的内容"),
        ({"period": "六月份"}, "没有年份"),
        ({"version": 99}, "改用最新数据"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(home, more, words):
    one = prepared(home)
    with pytest.raises(UsageError, match=words):
        use.change(home, replace(one, **more))
    assert use.meeting(home, one.meeting_id) == one


def test_every_change_is_told_in_words_and_none_is_noted_for_nothing(home):
    one = prepared(home)
    assert use.change(home, one) == one
    topics = (*use.moved(use.without(one.topics, "network"), "overall", -9),
              Topic(Part.CHART, options={CHART_BY: "src_ok"}))  # fmt: skip
    noted = tuple(replace(t, note="先说") if t.key == "task:1" else t for t in topics)
    two = use.change(home, replace(one, place="一会议室", topics=noted), actor="小张")
    assert two.topics[0].key == "overall"
    last = use.entries(home, one.meeting_id)[-1]
    assert last.actor == "小张"
    assert last.what == (
        "地点改为“一会议室”；议程增加专题图；议程去掉监测网络；调整议程顺序；"
        "修改划定地下水污染防治重点区的标题或讲稿"
    )
    with pytest.raises(ConflictError, match="小张"):
        use.change(home, replace(one, title="别的"))


@pytest.mark.parametrize(("key", "by", "first"), [("overall", -1, 0), ("overall", 99, -1)])
def test_an_item_moves_and_stops_at_the_ends(key, by, first):
    order = use.moved(agenda(), key, by)
    assert order[first].key == key
    assert sorted(t.key for t in order) == sorted(t.key for t in agenda())
    assert use.moved(agenda(), "nothing", by) == agenda()


def test_the_version_stays_while_others_publish_and_moves_when_asked(home, monkeypatch):
    monkeypatch.setenv("GWDASH_KEEP_VERSIONS", "1")
    one = prepared(home)
    newest = publish_more(home)
    assert newest == one.version + 1
    assert use.meeting(home, one.meeting_id).version == one.version
    assert open_version(home, one.version).version == one.version, "its file is still there"
    moved = use.pin_latest(home, one)
    assert moved.version == newest
    assert use.pin_latest(home, moved) == moved
    run = use.begin(home, moved)
    with closing(Archive.of(home)) as archive:
        hand_in(archive, "task_progress", "slj", MAY, [ui_city.said("7-02", 56.0)])
        publish(home, archive, reason="又报")
    assert not version_path(home, one.version).exists(), "nobody needs it any more"
    with pytest.raises(ConflictError, match="数据版本不变"):
        use.pin_latest(home, run)


def test_closing_leaves_a_row_beside_those_before_and_the_next_meeting_finds_it(home):
    one = prepared(home, place="一会议室", chair_role="副市长", topics=agenda((Part.OVERALL,)))
    with pytest.raises(ConflictError, match="准备中”，不能结束"):
        use.close(home, one)
    run = use.begin(home, one)
    done, receipt = use.close(home, run)
    assert (done.state, receipt.submission.state) == (MeetingState.CLOSED, State.ACCEPTED)
    assert (receipt.submission.period, receipt.submission.n_rows) == ("2024-07", 2)
    store = open_current(home)
    assert store.version == receipt.version > one.version
    assert store.keys(use_dataset()) == {"2024-02", "2024-03"}
    with closing(Archive.of(home)) as archive:
        rows = archive.rows(receipt.submission.rows_sha256).to_pylist()
    before, own = rows
    assert {name: before[name] for name in EARLIER} == EARLIER
    assert (own["meeting_name"], own["held_on"], own["place"], own["chair"], own["agenda"]) == (
        "2024年第3次联合调度会议", HELD, "一会议室", "副市长", "总体进展",
    )  # fmt: skip
    following = use.prepare(home, Plan(held_on=date(2024, 8, 6), period="2024-07"))
    assert following.meeting_id == "2024-04"
    assert use.previous(home, following).meeting_id == "2024-03"


def use_dataset():
    from gwdash.registry.datasets import DATASETS  # noqa: PLC0415 (named once)

    return DATASETS["meeting"]


def test_a_meeting_that_is_opened_again_can_be_closed_again(home):
    run = use.begin(home, prepared(home))
    done, first = use.close(home, run)
    with pytest.raises(UsageError, match="必须写明原因"):
        use.reopen(home, done, "")
    again = use.reopen(home, done, "漏记一项")
    assert again.state is MeetingState.RUNNING
    with pytest.raises(ConflictError, match="刚被别人修改过"):
        use.close(home, run)
    changed = use.change(home, replace(again, place="二会议室"))
    closed, second = use.close(home, changed)
    assert closed.closed_at is not None
    assert second.submission.n_rows == first.submission.n_rows == 2
    back = use.put_back(home, use.reopen(home, closed, "再改"), "改期")
    use.remove(home, back)
    assert use.meetings(home) == []


def test_a_version_that_was_dropped_is_built_again(home):
    one = prepared(home)
    version_path(home, one.version).unlink()
    use.ensure_version(home, one.version)
    assert open_version(home, one.version).version == one.version
