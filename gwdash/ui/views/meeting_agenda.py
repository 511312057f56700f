"""The agenda of a meeting as a list that a clerk orders, shortens, lengthens and annotates."""

from dataclasses import replace

import streamlit as st

from gwdash.archive.meetings import Meeting
from gwdash.intake.meetings import LONGEST_NOTE, LONGEST_TITLE, moved, without
from gwdash.queries import map_shades
from gwdash.registry.agenda import CHART_BY, Part, Topic, agenda, topic
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.meeting_edit import set_topics

_ADD = "meeting_add"
_CHART = "专题图"


def show(meeting: Meeting) -> None:
    """Draw the agenda; of a closed meeting without anything to change."""
    hint = "每一项放映一屏，次序就是放映次序"
    st.html(tag("h2", f"议程（{len(meeting.topics)} 屏）", span("gw-hint", hint), class_="gw-h2"))
    for number, one in enumerate(meeting.topics, 1):
        with st.container(key=f"agenda_row_{number}", horizontal=True, vertical_alignment="center"):
            st.html(_words(number, one), width="stretch")
            if meeting.is_open:
                _tools(meeting, number, one)
    if meeting.is_open:
        _add(meeting)


def about_chart(one: Topic) -> str:
    """Return by what a pinned chart shades the counties, in words; empty for other topics."""
    return map_shades.choices().get(one.options.get(CHART_BY, ""), "") if one.is_chart else ""


def _words(number: int, one: Topic) -> Html:
    small = [part for part in (about_chart(one), one.note) if part]
    return div(
        "gw-agenda-row",
        span("gw-agenda-no", number),
        div("", tag("b", one.heading), div("gw-small gw-muted gw-one-line", " · ".join(small))),
    )


def _tools(meeting: Meeting, number: int, one: Topic) -> None:
    key, topics = f"{meeting.meeting_id}_{one.key}", meeting.topics
    with st.popover("讲稿", key=f"note_of_{key}"):
        _note(meeting, one)
    st.button(
        "", icon=":material/arrow_upward:", key=f"up_{key}", help="上移一位",
        disabled=number == 1, on_click=set_topics, args=(meeting, moved(topics, one.key, -1)),
    )  # fmt: skip
    st.button(
        "", icon=":material/arrow_downward:", key=f"down_{key}", help="下移一位",
        disabled=number == len(topics), on_click=set_topics,
        args=(meeting, moved(topics, one.key, 1)),
    )  # fmt: skip
    st.button(
        "", icon=":material/close:", key=f"drop_{key}", help=f"不放映{one.heading}",
        disabled=len(topics) == 1, on_click=set_topics, args=(meeting, without(topics, one.key)),
    )  # fmt: skip


def _note(meeting: Meeting, one: Topic) -> None:
    with st.form(f"note_form_{meeting.revision}_{one.key}", border=False):
        title = st.text_input(
            "屏上标题",
            one.title,
            max_chars=LONGEST_TITLE,
            placeholder=replace(one, title="").heading,
        )
        note = st.text_area(
            "讲稿（只在发言人的屏幕上显示）", one.note, max_chars=LONGEST_NOTE, height=140
        )
        if st.form_submit_button("保存"):
            edited = replace(one, title=title.strip(), note=note.strip())
            set_topics(meeting, tuple(edited if t.key == one.key else t for t in meeting.topics))
            st.rerun()


def _add(meeting: Meeting) -> None:
    on_it = {one.key for one in meeting.topics}
    ready = {one.key: one.heading for one in agenda() if one.key not in on_it}
    for code, words in map_shades.choices().items():
        chart = topic(f"{Part.CHART}:{code}")
        if chart.key not in on_it:
            ready[chart.key] = f"{_CHART}：{words}"
    with st.container(key="agenda_add", horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "加入一屏", list(ready), key=_ADD, index=None, format_func=ready.__getitem__,
            placeholder="选择总体、任务、专题图……",
        )  # fmt: skip
        st.button("加入议程", key="agenda_add_button", on_click=_added, args=(meeting,))


def _added(meeting: Meeting) -> None:
    key = st.session_state.get(_ADD)
    if key:
        set_topics(meeting, (*meeting.topics, topic(key)))
        st.session_state[_ADD] = None
