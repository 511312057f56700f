"""核对与审定: how far the ranking is confirmed, what changed since, and the office's buttons."""

import streamlit as st

from gwdash.archive.reviews import RankingReview, ReviewState
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.intake.ranking_review import ReviewView, decide
from gwdash.queries.ranking import Board
from gwdash.registry.region import REGION
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag

_NOTE = "review_note"
_SAID = "review_said"
_SHOWN = 4
#: What the office may do in each state: the state that follows, and the words of the button.
_STEPS = {
    ReviewState.INTERNAL: ((ReviewState.CHECKED, "标为已核对"),),
    ReviewState.CHECKED: (
        (ReviewState.APPROVED, "标为已审定"),
        (ReviewState.CHECKED, "重新核对"),
        (ReviewState.INTERNAL, "退回内部"),
    ),
    ReviewState.APPROVED: ((ReviewState.INTERNAL, "退回内部"),),
}


def show(frame: Frame, board: Board, review: ReviewView) -> None:
    """Draw the state, what changed since, what is still to be checked, and the buttons."""
    st.html(tag("h2", "核对与审定", span("gw-hint", "内部 → 已核对 → 已审定"), class_="gw-h2"))
    st.html(_state(review))
    st.html(_unchecked(board))
    if board.ranked:
        st.text_input("说明（退回内部时必填）", key=_NOTE, max_chars=200)
        with st.container(key="review_buttons", horizontal=True):
            for state, words in _steps(review):
                st.button(
                    words, key=f"review_{state.value}", on_click=_decide,
                    args=(frame.scope.period, state),
                )  # fmt: skip
    if words := st.session_state.pop(_SAID, ""):
        st.error(words, icon=":material/error:")
    if review.history:
        st.html(div("gw-small gw-muted", [_line(one) for one in review.history[:_SHOWN]]))


def _steps(review: ReviewView) -> list[tuple[ReviewState, str]]:
    """Return the steps on offer: again 已核对 only, where data came since, before 已审定."""
    offered = _STEPS[review.state]
    skipped = ReviewState.APPROVED if review.changed else ReviewState.CHECKED
    if review.state is ReviewState.CHECKED:
        return [step for step in offered if step[0] is not skipped]
    return list(offered)


def _decide(period: str, state: ReviewState) -> None:
    try:
        decide(workspace(), period, state, note=st.session_state.get(_NOTE, ""))
    except GwdashError as error:
        st.session_state[_SAID] = str(error)
        return
    st.session_state[_NOTE] = ""


def _state(review: ReviewView) -> Html:
    badge = span(f"gw-badge{' gw-badge-changed' if review.changed else ''}", review.badge)
    return div("gw-p", badge, " ", review.sentence)


def _unchecked(board: Board) -> Html:
    """Return the events that must be gone through with the county before the meeting."""
    found = [
        f"{REGION.county(one.county_code).name}：{event.reason}"
        for one in board.standings
        for event in one.unchecked
    ]
    if not found:
        return div("gw-p gw-muted", "加分扣分事项都已在会前与县市区核对。")
    return div("gw-p", tag("b", f"待会前核对 {len(found)} 项　"), "；".join(found))


def _line(one: RankingReview) -> Html:
    note = f" · {one.note}" if one.note else ""
    words = f"{one.at:%Y-%m-%d %H:%M} {one.actor} → {one.state.label}"
    return div("", f"{words} · 版本 v{one.version}{note}")
