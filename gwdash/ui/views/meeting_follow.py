"""Windows of one meeting kept at the same screen: the wall, and the speaker's own.

Where a meeting stands is a word and a number in the memory of the server. Every window looks at
it once a second, which costs a comparison; only a window that lags behind draws itself anew.
After the server was started anew nothing is known, and the wall says again where it stands.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Literal

import streamlit as st

from gwdash import clock
from gwdash.archive.meetings import Meeting
from gwdash.ui.choices import open_up
from gwdash.ui.views.meeting_state import FOLLOW, SCREEN, leave

_LOOK_SECONDS = 1.0
_LAST = "follow_last"
_NO = "0"
_HELP = "自行翻看：不跟随别的屏幕，也不带动它们。"
_HELP_BACK = "回到会议所在的一屏，此后同步换屏。"


@dataclass(frozen=True, slots=True)
class Stand:
    """At which screen a meeting stands, how often it was turned, and since when."""

    screen: str
    turns: int
    since: datetime


@dataclass(slots=True)
class Stands:
    """Where all meetings stand that somebody looks at."""

    _known: dict[str, Stand] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, meeting_id: str) -> Stand | None:
        """Return where a meeting stands, None while nobody has shown it."""
        return self._known.get(meeting_id)

    def turn(self, meeting_id: str, screen: str) -> Stand:
        """Let a meeting stand at a screen; its time there begins where it stood elsewhere."""
        with self._lock:
            before = self._known.get(meeting_id)
            if before is not None and before.screen == screen:
                return before
            after = Stand(screen, before.turns + 1 if before else 1, clock.now())
            self._known[meeting_id] = after
            return after


@st.cache_resource(show_spinner=False)
def stands() -> Stands:
    """Return what all sessions of this server share."""
    return Stands()


def follows(meeting: Meeting) -> bool:
    """Tell whether this window goes along; a closed meeting is looked at by each alone."""
    return meeting.is_open and st.query_params.get(FOLLOW) != _NO


def in_step(meeting: Meeting, key: str, *, leads: bool) -> str:
    """Return the screen to draw: where somebody turned this window, that one; else the meeting's.

    A window that `leads`, the wall, also says where it stands when it is opened.
    """
    if not follows(meeting):
        return key
    known, last = stands(), _last(meeting)
    stand = known.of(meeting.meeting_id)
    turned = leads if last is None else key != last.screen
    if turned:
        stand = known.turn(meeting.meeting_id, key)
    if stand is None or meeting.place_of(stand.screen) is None:
        return key
    if stand.screen != key:
        open_up(SCREEN, stand.screen)
    st.session_state[f"{_LAST}_{meeting.meeting_id}"] = stand
    return stand.screen


def watch(meeting: Meeting, drawn: Callable[[], None] | None = None) -> None:
    """Look every second whether the meeting was turned elsewhere; draw what goes with the time."""
    if not follows(meeting) and drawn is None:
        return

    @st.fragment(run_every=_LOOK_SECONDS)
    def look() -> None:
        if follows(meeting) and _lags(meeting):
            st.rerun()
        if drawn is not None:
            drawn()

    look()


def _lags(meeting: Meeting) -> bool:
    stand = stands().of(meeting.meeting_id)
    if stand is None or meeting.place_of(stand.screen) is None:
        return False
    last = _last(meeting)
    return last is None or last.turns != stand.turns


def _last(meeting: Meeting) -> Stand | None:
    """Return where the meeting stood when this window was drawn last."""
    found: Stand | None = st.session_state.get(f"{_LAST}_{meeting.meeting_id}")
    return found


def switch(meeting: Meeting, kind: Literal["secondary", "tertiary"] = "secondary") -> None:
    """Draw the choice to look through the screens alone; it stands in the address.

    A button and no switch: while a switch has the focus, keys turn no screen.
    """
    if not meeting.is_open:
        return
    alone = not follows(meeting)
    st.button(
        "恢复跟随" if alone else "不跟随", key="follow_switch", type=kind,
        help=_HELP_BACK if alone else _HELP, on_click=_switched, args=(meeting,),
        kwargs={"alone": not alone},
    )  # fmt: skip


def _switched(meeting: Meeting, *, alone: bool) -> None:
    st.session_state.pop(f"{_LAST}_{meeting.meeting_id}", None)
    if alone:
        st.query_params[FOLLOW] = _NO
    else:
        leave(FOLLOW)
