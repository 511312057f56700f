"""The list of meetings, and the form that begins a new one."""

from collections.abc import Sequence

import streamlit as st

from gwdash import clock
from gwdash.archive.meetings import Meeting, MeetingState
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.intake import meetings
from gwdash.intake.meetings import Plan
from gwdash.queries import periods
from gwdash.standards.periods import Period
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.meeting_state import MEETING, NOTES, SHOW, leave, own_address

_HEADINGS = ("状态", "日期", "名称", "报告期", "数据版本", "议程", "")
_LAMPS = {
    MeetingState.PREPARING: "behind",
    MeetingState.RUNNING: "on_track",
    MeetingState.CLOSED: "not_reported",
}


def show(frame: Frame) -> None:
    """Draw the page without a meeting."""
    found = meetings.meetings(workspace())
    st.html(
        div(
            "",
            tag("h1", "调度会议", class_="gw-title"),
            div(
                "gw-p gw-muted",
                "准备会议：定日期和议程，固定一版数据；开会时逐屏放映，数字不再变动。",
            ),
        )
    )
    left, right = st.columns([5, 3])
    with left, st.container(key="card_meetings"):
        st.html(_table(frame, found))
    with right, st.container(key="card_new_meeting"):
        _form(frame, found)


def state_pill(state: MeetingState) -> Html:
    """Return where a meeting stands, as a pill."""
    return span(f"gw-pill gw-lamp-{_LAMPS[state]} gw-pill-wide", state.label)


def _table(frame: Frame, found: Sequence[Meeting]) -> Html:
    title = tag("h2", f"会议（{len(found)} 次）", class_="gw-h2")
    if not found:
        return div("", title, div("gw-empty", "还没有准备过会议，在右边填好日期和报告期即可开始。"))
    head = tag("thead", tag("tr", [tag("th", word) for word in _HEADINGS]))
    body = tag("tbody", [_row(frame, one) for one in found])
    return div("", title, div("gw-scroll", tag("table", head, body, class_="gw-table")))


def _row(frame: Frame, one: Meeting) -> Html:
    opened = own_address(frame, one)
    return tag(
        "tr",
        tag("td", state_pill(one.state), class_="gw-nowrap"),
        tag("td", f"{one.held_on:%Y-%m-%d}", class_="gw-nowrap"),
        tag(
            "td",
            tag("a", one.title, class_="gw-link", href=opened),
            div("gw-small gw-muted", one.place),
        ),
        tag("td", Period.parse(one.period).label, class_="gw-nowrap"),
        tag("td", f"v{one.version}", class_="gw-nowrap"),
        tag("td", f"{len(one.topics)} 屏", class_="gw-nowrap"),
        tag("td", tag("a", "打开", class_="gw-link", href=opened), class_="gw-nowrap"),
    )


def _form(frame: Frame, found: Sequence[Meeting]) -> None:
    st.html(tag("h2", "准备一次新会议", class_="gw-h2"))
    store = frame.store
    if store is None:
        return
    labels = {one.code: one.label for one in kept(store, periods.months)}
    codes = list(labels)
    last = found[0] if found else None
    with st.form("new_meeting", border=False):
        held_on = st.date_input("日期", clock.today(), format="YYYY-MM-DD")
        at = codes.index(frame.scope.period) if frame.scope.period in codes else 0
        period = st.selectbox("报告期", codes, at, format_func=labels.__getitem__)
        title = st.text_input("名称", placeholder="留空则为“某年第几次联合调度会议”", max_chars=60)
        place = st.text_input("地点", last.place if last else "", max_chars=40)
        chair = st.text_input(
            "主持人职务（不写姓名）", last.chair_role if last else "", max_chars=40
        )
        st.html(
            div(
                "gw-small gw-muted",
                f"议程先用常用的顺序，数据版本固定为现在的 v{store.version}，都可以再改。",
            )
        )
        if st.form_submit_button("开始准备", type="primary"):
            plan = Plan(held_on=held_on, period=period, title=title, place=place, chair_role=chair)
            _prepare(plan)


def _prepare(plan: Plan) -> None:
    try:
        made = meetings.prepare(workspace(), plan)
    except GwdashError as error:
        st.error(str(error), icon=":material/error:")
        return
    leave(SHOW, NOTES)
    st.query_params[MEETING] = made.meeting_id
    st.rerun()
