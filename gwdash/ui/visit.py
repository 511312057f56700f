"""Pages looked at from a meeting: the version it pinned, and the way back to its screen.

What tells a visit stands in the address of every page (`version`, `meeting`, `screen`), so that
it survives a reload and can be passed on. The session carries it along the page bar, whose
links know nothing of it.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from gwdash.archive.meetings import Meeting
from gwdash.config import workspace
from gwdash.errors import UsageError, WorkspaceError
from gwdash.intake import meetings
from gwdash.store.database import Store, open_current, open_version
from gwdash.store.pointer import live_version
from gwdash.ui.registry import PageSpec, page

MEETING, SCREEN, VERSION = "meeting", "screen", "version"
_NAMES = (VERSION, MEETING, SCREEN)
_KEPT = "visit"
#: Pages on which people hand in and change data: what counts there are the newest.
_ALWAYS_NEWEST = "报送"
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Visit:
    """From which meeting and screen a page was opened; all empty for none."""

    version: int | None = None
    meeting_id: str = ""
    screen: str = ""

    @property
    def choices(self) -> dict[str, str]:
        """What an address carries on."""
        found = {VERSION: "" if self.version is None else str(self.version)}
        found |= {MEETING: self.meeting_id, SCREEN: self.screen}
        return {name: value for name, value in found.items() if value}


NO_VISIT = Visit()


def visit_of(spec: PageSpec) -> Visit:
    """Return the visit that a page is part of, and keep it in address and session.

    Raises UsageError for a version that is no number. The meeting's own page ends a visit.
    """
    state, asked = st.session_state, st.query_params
    if spec is page("meetings"):
        state.pop(_KEPT, None)
        if VERSION in asked:
            del asked[VERSION]
        return NO_VISIT
    if VERSION in asked:
        state[_KEPT] = {name: asked[name] for name in _NAMES if asked.get(name)}
    known: dict[str, str] = state.get(_KEPT, {})
    if not known.get(VERSION):
        return NO_VISIT
    for name, value in known.items():
        if asked.get(name) != value:
            asked[name] = value
    number = known[VERSION].removeprefix("v")
    if not (number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS):
        raise UsageError(f"地址里的数据版本“{known[VERSION]}”不是版本号。")
    return Visit(int(number), known.get(MEETING, ""), known.get(SCREEN, ""))


def store_of(spec: PageSpec, visit: Visit) -> Store | None:
    """Return what a page reads: the visit's version, else the live one.

    Raises WorkspaceError in words for the wall where the version is not there.
    """
    if visit.version is None or spec.group == _ALWAYS_NEWEST:
        return open_current(workspace())
    try:
        return open_version(workspace(), visit.version)
    except WorkspaceError as error:
        raise WorkspaceError(
            f"数据版本 v{visit.version} 不存在，或已不再保留它的文件。"
            "可以改看最新数据；确需这一版的，请管理员重新生成。"
        ) from error


def newer_version(version: int) -> int | None:
    """Return the live version where it is newer than the one on the screen."""
    live = live_version(workspace())
    return live if live is not None and live > version else None


def meeting_of(visit: Visit) -> Meeting | None:
    """Return the meeting that a page was opened from, None where there is none of that number."""
    if not visit.meeting_id:
        return None
    try:
        return meetings.meeting(workspace(), visit.meeting_id)
    except UsageError:
        # Deleted since, or typed by hand: the page stands without a way back.
        return None


def screen_address(meeting_id: str, screen: str, **more: str) -> str:
    """Return the address of a screen in full."""
    choices = {MEETING: meeting_id, SCREEN: screen, "show": "1"} | more
    return f"{page('meetings').address}?{urlencode(choices)}"
