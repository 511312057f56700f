"""The button that makes the draft of a meeting's minutes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from gwdash.archive.files import Archive
from gwdash.archive.meetings import Meeting
from gwdash.config import workspace
from gwdash.errors import GwdashError
from gwdash.export.briefing import Block
from gwdash.export.decision_minutes import MeetingFacts, minutes, minutes_name
from gwdash.queries import decisions
from gwdash.queries.decision import Decision
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import div
from gwdash.ui.views.meeting_state import block_of, frame_of

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def minutes_button(frame: Frame, every: Sequence[Decision]) -> None:
    """Draw the choice of the meeting and the button."""
    known = _meetings(frame)
    if not known or frame.store is None:
        st.html(div("gw-empty", "还没有会议，不能起草会议纪要。"))
        return
    meeting_id = st.selectbox(
        "哪次会议的纪要", list(known), key="minutes_meeting",
        format_func=lambda one: f"{one}　{known[one].title}",
    )  # fmt: skip
    facts = known[meeting_id]
    own = [one for one in every if one.meeting_id == meeting_id]
    st.download_button(
        f"会议纪要送审稿（议定 {len(own)} 件）", lambda: draft(frame, facts),
        minutes_name(facts), _DOCX, key="minutes_docx", on_click="ignore",
        icon=":material/edit_document:",
    )  # fmt: skip


def draft(frame: Frame, facts: MeetingFacts) -> bytes:
    """Return the draft of a meeting's minutes, with its screens' sentences where it had any."""
    if frame.store is None:
        return minutes(facts, ())
    on = max(facts.held_on or frame.as_of, frame.as_of)
    decided = decisions.of_meeting(frame.store, facts.meeting_id, on)
    return minutes(facts, decided, _blocks(frame, facts.meeting_id))


def _blocks(frame: Frame, meeting_id: str) -> list[Block]:
    prepared = {one.meeting_id: one for one in _prepared()}.get(meeting_id)
    if prepared is None:
        return []
    try:
        return [
            block_of(frame_of(frame, prepared, topic.key), prepared, topic)[1]
            for topic in prepared.topics
        ]
    except GwdashError:
        # A version that is not there any more leaves the agenda, which the facts name.
        return []


def _prepared() -> list[Meeting]:
    if not (workspace() / "archive").is_dir():
        return []
    with Archive.of(workspace()) as archive:
        return archive.ledger.meetings()


def _meetings(frame: Frame) -> dict[str, MeetingFacts]:
    """Return the meetings that the ledger knows and those prepared, the latest first."""
    found: dict[str, MeetingFacts] = {}
    for one in kept(frame.store, decisions.meetings) if frame.store else ():
        found[one.meeting_id] = MeetingFacts(
            one.meeting_id, one.name, one.held_on, one.place, one.chair, one.attendees, one.agenda
        )
    for prepared in _prepared():
        agenda = "、".join(topic.heading for topic in prepared.topics)
        fresh = MeetingFacts(
            prepared.meeting_id, prepared.title, prepared.held_on, prepared.place,
            prepared.chair_role,
        )  # fmt: skip
        before = found.get(prepared.meeting_id)
        found[prepared.meeting_id] = replace(
            fresh, attendees=before.attendees if before else (), agenda=agenda
        )
    order = sorted(found.values(), key=lambda m: (m.held_on or date.min, m.meeting_id))
    return {one.meeting_id: one for one in reversed(order)}
