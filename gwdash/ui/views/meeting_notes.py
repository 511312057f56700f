"""The speaker's own screen: what to say at a screen, which comes next, and the time it took."""

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from gwdash import clock
from gwdash.archive.meetings import Meeting, MeetingState
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.export.briefing import Block
from gwdash.intake.meetings import begun_at
from gwdash.ui.choices import opened
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import meeting_follow
from gwdash.ui.views.meeting_state import NOTES, SCREEN, block_of, frame_of, leave
from gwdash.ui.views.meeting_wall import turn

_SIXTY = 60


def show(frame: Frame, meeting: Meeting) -> None:
    """Draw the speaker's view of the screen that the address names."""
    keys = [one.key for one in meeting.topics]
    key = meeting_follow.in_step(meeting, opened(SCREEN, keys, keys[0]), leads=False)
    number = meeting.place_of(key) or 1
    topic = meeting.topics[number - 1]
    try:
        own = frame_of(frame, meeting, key)
    except GwdashError as error:
        st.error(str(error), icon=":material/info:")
        return
    with st.container(key="notes_bar", horizontal=True, vertical_alignment="center"):
        st.button(
            "上一屏", key="notes_back", shortcut="Left", on_click=turn, args=(keys, -1),
            disabled=number == 1,
        )  # fmt: skip
        st.button(
            "下一屏", key="notes_next", shortcut="Right", type="primary", on_click=turn,
            args=(keys, 1), disabled=number == len(keys),
        )  # fmt: skip
        st.button("返回会议准备", key="notes_leave", on_click=leave, args=(NOTES,))
        meeting_follow.switch(meeting)
        with st.container(key="notes_clock"):
            meeting_follow.watch(meeting, _clock(meeting))
    with st.container(key="wall_keys"):
        for name, step in (("PageDown", 1), ("PageUp", -1), ("Home", "first"), ("End", "last")):
            st.button(name, key=f"notes_{name}", shortcut=name, on_click=turn, args=(keys, step))
    _, block = block_of(own, meeting, topic)
    st.html(_page(meeting, block, number))


def _clock(meeting: Meeting) -> Callable[[], None]:
    """Return what draws how long the meeting and its screen have taken so far."""
    begun = begun_at(workspace(), meeting.meeting_id) if meeting.is_open else None

    def draw() -> None:
        now, words = clock.now(), []
        if meeting.state is MeetingState.RUNNING and begun is not None:
            words.append(f"会议已进行 {_elapsed(now - begun)}")
        stand = meeting_follow.stands().of(meeting.meeting_id)
        if stand is not None and meeting_follow.follows(meeting):
            words.append(f"本屏 {_elapsed(now - stand.since)}")
        if meeting.is_open and not meeting_follow.follows(meeting):
            words.append("自行翻看中")
        st.html(div("gw-notes-clock", "　".join(words) or f"现在 {now:%H:%M}"))

    return draw


def _elapsed(time: timedelta) -> str:
    """Return a time as it is read at a glance: minutes and seconds, hours where there are any."""
    minutes, seconds = divmod(max(int(time.total_seconds()), 0), _SIXTY)
    hours, minutes = divmod(minutes, _SIXTY)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _page(meeting: Meeting, block: Block, number: int) -> Html:
    topic = meeting.topics[number - 1]
    said = topic.note.splitlines() or ["（这一屏没有写讲稿，可在会议准备页填写。）"]
    rules = [line for line in block.notes.splitlines() if line not in said]
    after = meeting.topics[number : number + 1]
    coming = f"下一屏：{after[0].heading}" if after else "这是最后一屏"
    return div(
        "gw-notes",
        div("gw-notes-place", f"第 {number}/{len(meeting.topics)} 屏　", tag("b", coming)),
        tag("h1", block.heading),
        div("gw-notes-say", block.sentence),
        div("gw-card", tag("h2", "讲稿"), [div("gw-notes-text", line) for line in said]),
        div(
            "gw-card", tag("h2", "背景"), [div("gw-notes-more", line) for line in block.paragraphs]
        ),
        div("gw-card", tag("h2", "口径"), [div("gw-notes-more gw-muted", line) for line in rules])
        if rules
        else None,
        span("gw-small gw-muted", f"{meeting.title} · 数据版本 v{meeting.version}"),
    )
