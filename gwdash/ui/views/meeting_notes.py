"""The speaker's own screen: what to say at a screen, and which comes next."""

import streamlit as st

from gwdash.archive.meetings import Meeting
from gwdash.errors import GwdashError
from gwdash.export.briefing import Block
from gwdash.ui.choices import opened
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.meeting_state import NOTES, SCREEN, block_of, frame_of, leave
from gwdash.ui.views.meeting_wall import turn


def show(frame: Frame, meeting: Meeting) -> None:
    """Draw the speaker's view of the screen that the address names."""
    keys = [one.key for one in meeting.topics]
    key = opened(SCREEN, keys, keys[0])
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
    with st.container(key="wall_keys"):
        for name, step in (("PageDown", 1), ("PageUp", -1), ("Home", "first"), ("End", "last")):
            st.button(name, key=f"notes_{name}", shortcut=name, on_click=turn, args=(keys, step))
    _, block = block_of(own, meeting, topic)
    st.html(_page(meeting, block, number))


def _page(meeting: Meeting, block: Block, number: int) -> Html:
    topic = meeting.topics[number - 1]
    said = topic.note.splitlines() or ["（这一屏没有写讲稿，可在会议准备页填写。）"]
    rules = [line for line in block.notes.splitlines() if line not in said]
    after = meeting.topics[number : number + 1]
    coming = f"下一屏：{after[0].heading}" if after else "这是最后一屏"
    return div(
        "gw-notes",
        div("gw-notes-place", f"第 {number}/{len(meeting.topics)} 屏　{coming}"),
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
