"""调度会议: the list of meetings, one in preparation, the wall, and the speaker's view."""

import streamlit as st

from gwdash.config import workspace
from gwdash.errors import UsageError
from gwdash.intake import meetings
from gwdash.ui.frame import Frame
from gwdash.ui.markup import div, tag
from gwdash.ui.views import meeting_list, meeting_notes, meeting_prepare, meeting_wall
from gwdash.ui.views.meeting_state import MEETING, NOTES, SHOW, asked_for, leave


def show(frame: Frame) -> None:
    """Draw what the address asks for."""
    asked = st.query_params.get(MEETING)
    if asked is None:
        meeting_list.show(frame)
        return
    try:
        meeting = meetings.meeting(workspace(), asked)
    except UsageError as error:
        leave(MEETING, SHOW, NOTES)
        st.html(
            div(
                "gw-empty", str(error), tag("a", " 打开会议列表", class_="gw-link", href="meetings")
            )
        )
        return
    if asked_for(SHOW):
        meeting_wall.show(frame, meeting)
    elif asked_for(NOTES):
        meeting_notes.show(frame, meeting)
    else:
        meeting_prepare.show(frame, meeting)
