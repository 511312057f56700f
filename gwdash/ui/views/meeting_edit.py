"""Trying a change of a meeting and saying what came of it, in the run after the click."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from gwdash.archive.meetings import Meeting
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.intake import meetings
from gwdash.registry.agenda import Topic

_SAID, _REFUSED = "meeting_said", "meeting_refused"


def attempt(change: Callable[[], object], words: str = "") -> bool:
    """Make a change; a refusal becomes the sentence that the page shows."""
    try:
        change()
    except GwdashError as error:
        said(str(error), is_error=True)
        return False
    said(words)
    return True


def change_it(change: Callable[[], object], words: str = "") -> None:
    """Make a change from a widget's callback."""
    attempt(change, words)


def said(words: str, *, is_error: bool = False) -> None:
    """Keep a sentence for the next `tell`."""
    if words:
        st.session_state[_REFUSED if is_error else _SAID] = words


def tell() -> None:
    """Show what came of the last change."""
    if words := st.session_state.pop(_REFUSED, ""):
        st.error(words, icon=":material/error:")
    if words := st.session_state.pop(_SAID, ""):
        st.success(words, icon=":material/task_alt:")


def set_topics(meeting: Meeting, topics: tuple[Topic, ...]) -> None:
    """Keep another agenda: a widget's callback."""
    attempt(lambda: meetings.change(workspace(), replace(meeting, topics=topics)))
