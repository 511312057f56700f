"""The form of a new 议定事项: what, who leads, who assists, until when, where it came from."""

from contextlib import closing
from datetime import date

import streamlit as st

from gwdash.archive.files import Archive
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.intake.decisions import decide
from gwdash.queries import decisions
from gwdash.queries.progress import reporter_name
from gwdash.registry.codes import ITEM_SOURCE
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period, PeriodKind
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import div, span, tag

_SAID, _ROUND = "decision_said", "decision_round"
#: What a meeting decides comes from these first; the rest of the list stands after them.
_FIRST = ("decision", "instruction", "inspection")
_LONGEST = 500


def decision_form(meeting_id: str, topic_key: str, begins_on: date) -> None:
    """Draw the five fields of a new decision and keep it; a meeting's screen names its topic.

    Until somebody says otherwise the limit is a month after the day on which it begins.
    """
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/task_alt:")
    name = f"decide_{meeting_id}_{topic_key}_{st.session_state.get(_ROUND, 0)}"
    with st.form(name, border=False):
        text = st.text_area(
            "事项", placeholder="做什么，做到什么程度", max_chars=_LONGEST, height=76
        )
        left, right = st.columns(2, gap="small")
        codes = [one.code for one in REGION.reporters]
        with left:
            lead = st.multiselect("牵头单位", codes, format_func=reporter_name, placeholder="选择")
            due_on = st.date_input(
                "办结时限（先按一个月，可以改）", a_month_after(begins_on), format="YYYY-MM-DD"
            )  # fmt: skip
        with right:
            assisting = st.multiselect(
                "配合单位", codes, format_func=reporter_name, placeholder="选择，可以不选"
            )
            sources = [*_FIRST, *(c.code for c in ITEM_SOURCE.codes if c.code not in _FIRST)]
            source = st.selectbox("来源", sources, format_func=ITEM_SOURCE.label_of)
        if st.form_submit_button("记录议定事项", type="primary"):
            _keep(meeting_id, text, lead, assisting, due_on, source, topic_key)


def a_month_after(day: date) -> date:
    """Return the same day of the next month, its last day where it has no such day."""
    last = Period.of(day, PeriodKind.MONTH).next().last_day
    return last.replace(day=min(day.day, last.day))


def _keep(  # noqa: PLR0913, PLR0917 (the five fields, of which meeting and screen)
    meeting_id: str, text: str, lead: list[str], assisting: list[str], due_on: date | None,
    source: str, topic_key: str,
) -> None:  # fmt: skip
    try:
        with st.spinner("正在记录并发布…"):
            kept_ = decide(
                workspace(), meeting_id, text, lead, assisting, due_on, source, topic_key
            )
    except GwdashError as error:
        st.error(str(error), icon=":material/error:")
        return
    # A new key empties the fields: what is kept must not be sent twice.
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state[_SAID] = (
        f"已记录：{meeting_id} 会议第 {kept_.decision_no} 项，报送编号"
        f" {kept_.receipt.submission.id}，数据版本 v{kept_.receipt.version}。"
    )
    st.rerun()


def new_decision(frame: Frame) -> None:
    """Draw the form below the choice of the meeting that decided."""
    hint = "会上议定的在这里登记；领导批示、督察交办的，选最近一次会议和相应来源"
    st.html(tag("h2", "登记议定事项", span("gw-hint", hint), class_="gw-h2"))
    meetings = _meetings(frame)
    if not meetings:
        address = frame.address("meetings")
        link = tag("a", "去新建会议", class_="gw-button", href=address)
        st.html(div("gw-begin", div("gw-muted", "还没有会议，先在“调度会议”中新建。"), link))
        return
    meeting = st.selectbox(
        "会议", list(meetings), key="decision_meeting",
        format_func=lambda one: f"{one}　{meetings[one][1]}",
    )  # fmt: skip
    # What comes up between two meetings is entered under the last one: its month has begun later.
    decision_form(meeting, "", max(meetings[meeting][0], frame.as_of))


def _meetings(frame: Frame) -> dict[str, tuple[date, str]]:
    """Return the meetings that decide, with day and name, the latest first.

    They are the prepared ones and those of the ledger; one without a day has the first of all.
    """
    found: dict[str, tuple[date, str]] = {}
    if frame.store is not None:
        for one in kept(frame.store, decisions.meetings):
            found[one.meeting_id] = (one.held_on or date.min, one.name)
    if (workspace() / "archive").is_dir():
        with closing(Archive.of(workspace())) as archive:
            for prepared in archive.ledger.meetings():
                found[prepared.meeting_id] = (prepared.held_on, prepared.title)
    order = sorted(found, key=lambda key: (found[key][0], key), reverse=True)
    return {key: found[key] for key in order}
