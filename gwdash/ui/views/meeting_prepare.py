"""A meeting in preparation: its details, its version, its agenda, and the way to the wall."""

from dataclasses import replace

import streamlit as st

from gwdash.archive.meetings import Meeting, MeetingState
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.intake import meetings
from gwdash.queries import decisions, periods
from gwdash.queries.decisions import HeldMeeting
from gwdash.standards.periods import Period
from gwdash.ui.frame import Frame
from gwdash.ui.handle import about
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, tag
from gwdash.ui.views import meeting_agenda
from gwdash.ui.views.meeting_edit import attempt, change_it, said, tell
from gwdash.ui.views.meeting_list import state_pill
from gwdash.ui.views.meeting_state import BEGIN, FOLLOW, NOTES, SHOW, own_address
from gwdash.ui.visit import newer_version

_SHOWN_ENTRIES = 8
_REASON = "meeting_reason"
_KEYS = "放映时用方向键、空格、翻页键或翻页笔换屏，Esc 键退出；按 F11 键铺满屏幕。"


def show(frame: Frame, meeting: Meeting) -> None:
    """Draw the page of one meeting."""
    st.html(_head(frame, meeting))
    tell()
    left, right = st.columns([3, 5])
    with left:
        with st.container(key="card_meeting_facts"):
            _facts(frame, meeting)
        with st.container(key="card_meeting_version"):
            _version(meeting)
        with st.container(key="card_meeting_state"):
            _state(meeting)
        with st.container(key="card_meeting_past"):
            st.html(_past(frame, meeting))
    with right, st.container(key="card_meeting_agenda"):
        meeting_agenda.show(meeting)


def _head(frame: Frame, meeting: Meeting) -> Html:
    first = meeting.topics[0].key
    begin = {BEGIN: "1"} if meeting.state is MeetingState.PREPARING else {}
    wall = own_address(frame, meeting, screen=first, **{SHOW: "1"}, **begin)
    rehearsal = own_address(frame, meeting, screen=first, **{SHOW: "1"})
    notes = own_address(frame, meeting, screen=first, **{NOTES: "1"})
    words = "开始放映 ▶" if meeting.is_open else "再看一遍 ▶"
    links = [tag("a", words, class_="gw-go", href=wall, title="从第一屏开始全屏放映")]
    if meeting.state is MeetingState.PREPARING:
        links.append(
            tag(
                "a", "试放", class_="gw-go-second", href=rehearsal, title="先看一遍，会议仍在准备中"
            )
        )
    if meeting.state is MeetingState.RUNNING:
        alone = own_address(frame, meeting, screen=first, **{SHOW: "1", FOLLOW: "0"})
        links.append(
            tag(
                "a", "自行翻看", class_="gw-go-second", href=alone,
                title="在自己的电脑上翻看各屏，不跟随也不带动会场大屏",
            )
        )  # fmt: skip
    links.append(
        tag(
            "a",
            "讲稿（本机屏幕）",
            class_="gw-go-second",
            href=notes,
            title="只给发言人看的讲稿，与会场大屏同步换屏",
        )
    )
    return div(
        "gw-meeting-head",
        div(
            "",
            tag("a", "← 全部会议", class_="gw-link gw-small", href="meetings"),
            tag("h1", meeting.title, " ", state_pill(meeting.state), class_="gw-title"),
            div("gw-p gw-muted", _KEYS),
        ),
        div("gw-go-bar", links),
    )


def _facts(frame: Frame, meeting: Meeting) -> None:
    st.html(tag("h2", "基本情况", class_="gw-h2"))
    labels = (
        {one.code: one.label for one in kept(frame.store, periods.months)} if frame.store else {}
    )
    labels.setdefault(meeting.period, Period.parse(meeting.period).label)
    codes, shut = list(labels), not meeting.is_open
    with st.form(f"meeting_facts_{meeting.meeting_id}_{meeting.revision}", border=False):
        title = st.text_input("名称", meeting.title, max_chars=60, disabled=shut)
        one, two = st.columns(2)
        held_on = one.date_input("日期", meeting.held_on, format="YYYY-MM-DD", disabled=shut)
        period = two.selectbox(
            "报告期", codes, codes.index(meeting.period), format_func=labels.__getitem__,
            disabled=meeting.state is not MeetingState.PREPARING,
        )  # fmt: skip
        place = one.text_input("地点", meeting.place, max_chars=40, disabled=shut)
        chair = two.text_input(
            "主持人职务（不写姓名）", meeting.chair_role, max_chars=40, disabled=shut
        )
        if st.form_submit_button("保存", disabled=shut):
            edited = replace(
                meeting, title=title.strip(), held_on=held_on, period=period,
                place=place.strip(), chair_role=chair.strip(),
            )  # fmt: skip
            if attempt(lambda: meetings.change(workspace(), edited), "已保存。"):
                st.rerun()
            tell()


def _version(meeting: Meeting) -> None:
    at = about(workspace(), meeting.version).published_at
    when = f"（{at:%Y-%m-%d %H:%M} 发布）" if at else ""
    newer = newer_version(meeting.version)
    st.html(
        div(
            "",
            tag("h2", "数据版本", class_="gw-h2"),
            div("gw-p", tag("b", f"数据版本 v{meeting.version}"), when),
            div("gw-p gw-muted", _about_version(meeting, newer)),
        )
    )
    if newer and meeting.state is MeetingState.PREPARING:
        st.button(
            f"改用最新数据 v{newer}", key="meeting_latest", on_click=change_it,
            args=(lambda: meetings.pin_latest(workspace(), meeting), f"已改用数据版本 v{newer}。"),
        )  # fmt: skip


def _about_version(meeting: Meeting, newer: int | None) -> str:
    if meeting.state is MeetingState.CLOSED:
        return "会上各屏和会后材料都用这一版。"
    if newer is None:
        return "这是最新数据。各屏数字固定为这一版，之后有单位报送也不变。"
    if meeting.state is MeetingState.RUNNING:
        return f"已有新数据 v{newer}，会议结束前不变。"
    return f"已有新数据 v{newer}。各屏仍用 v{meeting.version}，需要时改用最新数据。"


def _state(meeting: Meeting) -> None:
    """Draw the steps that the state allows; the way back asks for its reason."""
    st.html(tag("h2", "会议状态", class_="gw-h2"))
    if meeting.state is MeetingState.PREPARING:
        st.html(div("gw-p gw-muted", "点“开始放映”后为“进行中”，报告期和数据版本不再变。"))
        with st.popover("删除这次会议"):
            st.html(div("gw-p", "删除后议程和讲稿不能恢复。"))
            if st.button("确认删除", key="meeting_remove"):
                _remove(meeting)
        return
    if meeting.state is MeetingState.RUNNING:
        st.button("结束会议", key="meeting_close", type="primary", on_click=_close, args=(meeting,))
    words = "重新打开" if meeting.state is MeetingState.CLOSED else "退回准备中"
    with st.popover(words):
        st.text_input("原因（必填）", key=_REASON, max_chars=200)
        st.button(f"确认{words}", key="meeting_back", on_click=_back, args=(meeting,))


def _close(meeting: Meeting) -> None:
    attempt(
        lambda: meetings.close(workspace(), meeting),
        "会议已结束，“联合调度会议”台账已登记本次会议。",
    )


def _back(meeting: Meeting) -> None:
    reason = st.session_state.get(_REASON, "")
    step = meetings.reopen if meeting.state is MeetingState.CLOSED else meetings.put_back
    attempt(lambda: step(workspace(), meeting, reason), "已退回。")


def _remove(meeting: Meeting) -> None:
    try:
        meetings.remove(workspace(), meeting)
    except GwdashError as error:
        said(str(error), is_error=True)
    else:
        st.query_params.clear()
    st.rerun()


def _past(frame: Frame, meeting: Meeting) -> Html:
    last = div("gw-p gw-muted", "没有更早的会议。")
    if (before := meetings.previous(workspace(), meeting)) is not None:
        link = tag("a", before.title, class_="gw-link", href=own_address(frame, before))
        last = div("gw-p", f"上次会议（{before.held_on:%Y-%m-%d}）：", link)
    elif (held := _held_before(frame, meeting)) is not None:
        last = div("gw-p", f"上次会议（{held.held_on}）：{held.name}")
    done = meetings.entries(workspace(), meeting.meeting_id)[::-1][:_SHOWN_ENTRIES]
    lines = [div("", f"{one.at:%m-%d %H:%M} {one.actor} {one.what}") for one in done]
    return div(
        "", tag("h2", "办理记录", class_="gw-h2"), last, div("gw-small gw-muted gw-entries", lines)
    )


def _held_before(frame: Frame, meeting: Meeting) -> HeldMeeting | None:
    """Return the last meeting of the ledger before this one, None where there is none."""
    if frame.store is None:
        return None
    for one in kept(frame.store, decisions.meetings):
        if one.held_on is not None and one.held_on < meeting.held_on:
            return one
    return None
