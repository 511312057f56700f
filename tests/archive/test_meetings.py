"""Meetings: their way and back, edits that do not overwrite each other, the pinned version."""

import sqlite3
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash import clock
from gwdash.archive import Ledger
from gwdash.archive.meetings import Meeting, MeetingState
from gwdash.errors import ConflictError, UsageError
from gwdash.registry.agenda import CHART_BY, Part, Topic, agenda

MORNING = datetime(2024, 7, 1, 8, 0, tzinfo=clock.BEIJING)
TOPICS = (
    *agenda((Part.DECISIONS, Part.OVERALL)),
    Topic(Part.TASK, "3", note="先说永寿"),
    Topic(Part.CHART, title="水源", options={CHART_BY: "src_ok"}),
)
PREPARING, RUNNING, CLOSED = MeetingState


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "ledger.sqlite") as opened:
        for _ in range(4):
            opened.mark_published(opened.new_version([], reason="试"), "")
        yield opened


def new(number="2024-03", version=1, **more):
    values = {
        "meeting_id": number, "title": "第3次联合调度会议", "held_on": date(2024, 7, 5),
        "period": "2024-06", "version": version, "topics": TOPICS, "created_at": MORNING,
    }  # fmt: skip
    return Meeting(**(values | more))


def pinned(ledger):
    return [one.version for one in ledger.versions() if one.pinned]


def test_a_meeting_comes_back_as_it_was_kept(ledger):
    kept = ledger.add_meeting(new(place="市政府会议室", chair_role="副市长"))
    assert ledger.meeting("2024-03") == kept
    assert kept.topics == TOPICS
    assert (kept.state, kept.revision) == (PREPARING, 1)
    assert (kept.place_of("task:3"), kept.place_of("task:4")) == (3, None)
    with pytest.raises(UsageError, match="没有编号为 2024-09 的调度会议"):
        ledger.meeting("2024-09")


def test_two_meetings_never_have_one_number_and_a_screen_stands_once(ledger):
    ledger.add_meeting(new())
    with pytest.raises(ConflictError, match="会议编号 2024-03 已经有了"):
        ledger.add_meeting(new())
    with pytest.raises(ConflictError, match="议程里已有“总体进展”"):
        ledger.add_meeting(new("2024-04", topics=(*TOPICS, Topic(Part.OVERALL))))


def test_of_two_edits_of_one_state_the_second_is_refused_and_told_of_the_first(ledger):
    first = ledger.add_meeting(new())
    ledger.change_meeting(replace(first, place="市政府"), "改了地点", actor="小张", at=MORNING)
    with pytest.raises(ConflictError, match="已由小张在 07-01 08:00 修改（改了地点）"):
        ledger.change_meeting(replace(first, title="别的"), "改了名称", actor="小李")
    with pytest.raises(ConflictError, match="没有保存"):
        ledger.move_meeting("2024-03", first.revision, RUNNING)
    now = ledger.meeting("2024-03")
    assert (now.place, now.title, now.revision) == ("市政府", first.title, 2)


@given(steps=st.lists(st.sampled_from(list(MeetingState)), max_size=8))
def test_only_neighbouring_states_follow_and_the_way_back_says_why(tmp_path_factory, steps):
    with Ledger(tmp_path_factory.mktemp("way") / "ledger.sqlite") as ledger:
        ledger.new_version([], reason="试")
        order, now = list(MeetingState), ledger.add_meeting(new())
        for step in steps:
            gap = order.index(step) - order.index(now.state)
            if abs(gap) != 1:
                with pytest.raises(ConflictError, match="不能直接改为"):
                    ledger.move_meeting(now.meeting_id, now.revision, step, reason="因")
                continue
            if gap < 0:
                with pytest.raises(UsageError, match="必须写明原因"):
                    ledger.move_meeting(now.meeting_id, now.revision, step, reason=" ")
            now = ledger.move_meeting(now.meeting_id, now.revision, step, reason="因")
            assert now.state is step
            assert (now.closed_at is not None) == (step is CLOSED)
            assert pinned(ledger) == [1]
        assert ledger.meeting(now.meeting_id) == now
        assert len(ledger.meeting_entries(now.meeting_id)) == now.revision


def test_while_it_runs_neither_version_nor_period_moves_and_closed_nothing_does(ledger):
    first = ledger.add_meeting(new())
    moved = ledger.change_meeting(replace(first, version=2), "改用最新数据")
    run = ledger.move_meeting("2024-03", moved.revision, RUNNING)
    for change in ({"version": 3}, {"period": "2024-05"}):
        with pytest.raises(ConflictError, match="数据版本不变"):
            ledger.change_meeting(replace(run, **change), "改")
    noted = ledger.change_meeting(replace(run, topics=TOPICS[:1]), "改议程")
    closed = ledger.move_meeting("2024-03", noted.revision, CLOSED, at=MORNING)
    assert closed.closed_at == MORNING
    with pytest.raises(ConflictError, match="已经结束"):
        ledger.change_meeting(replace(closed, title="别的"), "改")


def test_a_version_stays_as_long_as_a_meeting_or_a_person_needs_it(ledger):
    first = ledger.add_meeting(new(version=1))
    ledger.add_meeting(new("2024-04", version=1, held_on=date(2024, 8, 5)))
    ledger.remove_meeting("2024-03", first.revision)
    assert pinned(ledger) == [1], "the other meeting still needs it"
    ledger.pin(1, on=False)
    assert pinned(ledger) == [1], "a person cannot take it from a meeting"
    ledger.pin(2)
    other = ledger.meeting("2024-04")
    moved = ledger.change_meeting(replace(other, version=2), "改用最新数据")
    assert pinned(ledger) == [2]
    ledger.remove_meeting("2024-04", moved.revision)
    assert pinned(ledger) == [2], "a person pinned it"
    ledger.pin(2, on=False)
    assert pinned(ledger) == []
    assert [ledger.version(n).pinned for n in (1, 2)] == [False, False]


def test_the_meeting_closed_last_keeps_its_version_for_its_papers(ledger):
    for number, version in (("2024-03", 1), ("2024-04", 2)):
        made = ledger.add_meeting(
            new(number, version, held_on=date(2024, 7, 5) + timedelta(days=version))
        )
        run = ledger.move_meeting(number, made.revision, RUNNING)
        ledger.move_meeting(number, run.revision, CLOSED)
        assert pinned(ledger) == [version]


def test_a_meeting_that_began_is_never_deleted_and_entries_outlive_one_that_was(ledger):
    first = ledger.add_meeting(new())
    run = ledger.move_meeting("2024-03", first.revision, RUNNING)
    with pytest.raises(ConflictError, match="进行中”，不能删除"):
        ledger.remove_meeting("2024-03", run.revision)
    back = ledger.move_meeting("2024-03", run.revision, PREPARING, reason="改期", actor="小张")
    ledger.remove_meeting("2024-03", back.revision, actor="小张")
    said = [(one.actor, one.what) for one in ledger.meeting_entries("2024-03")]
    assert said == [
        ("未认证", "新建会议"), ("未认证", "准备中 → 进行中"),
        ("小张", "进行中 → 准备中：改期"), ("小张", "删除会议"),
    ]  # fmt: skip
    assert ledger.meetings() == []


def test_entries_are_never_changed(ledger):
    ledger.add_meeting(new())
    ledger.close()
    with sqlite3.connect(ledger.path) as plain:
        for change in ("UPDATE meeting_entry SET what = 'x'", "DELETE FROM meeting_entry"):
            with pytest.raises(sqlite3.IntegrityError, match="only added"):
                plain.execute(change)
    plain.close()


def test_a_ledger_of_the_format_before_gets_the_tables(tmp_path):
    path = tmp_path / "ledger.sqlite"
    Ledger(path).close()
    with sqlite3.connect(path) as plain:
        plain.execute("DROP TABLE meeting")
        plain.execute("DROP TABLE meeting_entry")
        plain.execute("UPDATE setting SET value = '5' WHERE key = 'format'")
    plain.close()
    with Ledger(path) as ledger:
        assert ledger.meetings() == []
        ledger.new_version([], reason="试")
        assert ledger.add_meeting(new()).revision == 1
        assert ledger.setting("format") == "6"
