"""A meeting on the wall: one screen at a time, turned by keyboard, clicker or the small buttons."""

from collections.abc import Sequence

import streamlit as st

from gwdash.archive.meetings import Meeting, MeetingState
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.intake import meetings
from gwdash.ui.choices import open_up, opened
from gwdash.ui.frame import Frame
from gwdash.ui.markup import tag
from gwdash.ui.views import meeting_follow
from gwdash.ui.views.decision_form import decision_form
from gwdash.ui.views.meeting_screen import Place, screen, waiting
from gwdash.ui.views.meeting_state import (
    BEGIN,
    SCREEN,
    SHOW,
    asked_for,
    block_of,
    frame_of,
    leave,
    own_address,
)
from gwdash.ui.visit import newer_version

_FIRST, _LAST = "first", "last"
_DECIDING = "wall_deciding"
_TURNED = "wall_turned"
_WARM = "wall_warm"
#: What each key does; the buttons of the bar carry the first key of their step themselves.
_KEYS = (
    ("PageDown", 1), ("Space", 1), ("Down", 1), ("PageUp", -1), ("Up", -1), ("Home", _FIRST),
    ("End", _LAST),
)  # fmt: skip


def show(frame: Frame, meeting: Meeting) -> None:
    """Draw the screen that the address names; `begin` in it opens the meeting."""
    meeting = _begun(meeting)
    keys = [one.key for one in meeting.topics]
    key = meeting_follow.in_step(meeting, opened(SCREEN, keys, keys[0]), leads=True)
    number = meeting.place_of(key) or 1
    topic = meeting.topics[number - 1]
    try:
        own = frame_of(frame, meeting, key)
    except GwdashError as error:
        st.error(str(error), icon=":material/info:")
        st.html(tag("a", "返回会议准备", class_="gw-link", href=own_address(frame, meeting)))
        return
    newer = newer_version(meeting.version)
    place = Place(meeting, topic, number, newer)
    _bar(meeting, key)
    wall = st.empty()
    asked = (meeting.version, own.scope)
    if st.session_state.get(_WARM) != asked:
        # Between screens nothing flashes: only what takes seconds says that it does.
        wall.html(waiting(place))
    made, block = block_of(own, meeting, topic)
    st.session_state[_WARM] = asked
    wall.html(screen(own, place, made, block))
    if st.session_state.get(_DECIDING):
        # No turn elsewhere takes away the form that somebody fills in.
        _window(meeting, key)
    else:
        meeting_follow.watch(meeting)


def turn(keys: list[str], step: int | str) -> None:
    """Go on or back by so many screens, or to an end: a button's callback.

    The screen is read here and not when the button was drawn, so that no quick press is lost.
    """
    now = st.session_state.get(f"open_{SCREEN}") or st.query_params.get(SCREEN)
    place = keys.index(now) if now in keys else 0
    ends = {_FIRST: 0, _LAST: len(keys) - 1}
    wanted = ends[step] if isinstance(step, str) else place + step
    open_up(SCREEN, keys[min(max(wanted, 0), len(keys) - 1)])
    st.session_state[_TURNED] = True


def _begun(meeting: Meeting) -> Meeting:
    if not asked_for(BEGIN):
        return meeting
    leave(BEGIN)
    if meeting.state is not MeetingState.PREPARING:
        return meeting
    try:
        return meetings.begin(workspace(), meeting)
    except GwdashError:
        # Somebody was quicker: the wall shows the meeting as it then stands.
        return meetings.meeting(workspace(), meeting.meeting_id)


def _bar(meeting: Meeting, key: str) -> None:
    """Draw what turns the screens: a bar in the corner, and buttons that only keys reach."""
    keys = [one.key for one in meeting.topics]
    number = keys.index(key)
    with st.container(key="wall_bar", horizontal=True, vertical_alignment="center"):
        back = st.button(
            "上一屏", key="wall_back", shortcut="Left", on_click=turn, args=(keys, -1),
            disabled=number == 0,
        )  # fmt: skip
        with st.popover("目录", key="wall_index"):
            meeting_follow.switch(meeting, "tertiary")
            for place, one in enumerate(meeting.topics, 1):
                st.button(
                    f"{place}　{one.heading}", key=f"wall_to_{one.key}", on_click=open_up,
                    args=(SCREEN, one.key), type="tertiary", disabled=one.key == key,
                )  # fmt: skip
        if meeting.is_open:
            st.button("议定", key="wall_decide", shortcut="D", on_click=_deciding)
        st.button("退出放映", key="wall_leave", shortcut="Esc", on_click=leave, args=(SHOW,))
        on = st.button(
            "下一屏", key="wall_next", shortcut="Right", type="primary", on_click=turn,
            args=(keys, 1), disabled=number == len(keys) - 1,
        )  # fmt: skip
    with st.container(key="wall_keys"):
        pressed = [
            step
            for name, step in _KEYS
            if st.button(
                name, key=f"wall_key_{name}", shortcut=name, on_click=turn, args=(keys, step)
            )
        ]
    _catch_up(keys, [1] * on + [-1] * back + pressed)


def _catch_up(keys: list[str], pressed: Sequence[int | str]) -> None:
    """Turn where a key was pressed that no callback heard of.

    After the server was started anew the first press comes to a session that knows no buttons.
    """
    if st.session_state.pop(_TURNED, False) or not pressed:
        return
    turn(keys, pressed[0])
    st.session_state.pop(_TURNED, None)
    st.rerun()


def _deciding() -> None:
    st.session_state[_DECIDING] = True


def _decided() -> None:
    st.session_state.pop(_DECIDING, None)


@st.dialog("议定事项", width="large", icon=":material/gavel:", on_dismiss=_decided)
def _window(meeting: Meeting, key: str) -> None:
    """Draw the form of a new decision over the screen that it was decided at."""
    decision_form(meeting.meeting_id, key, meeting.held_on)
