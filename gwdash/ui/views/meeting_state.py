"""What a meeting's screens are drawn from: the meeting, its pinned version, one block at a time."""

from dataclasses import replace
from typing import cast

import streamlit as st

from gwdash.archive.meetings import Meeting
from gwdash.briefings.prepared import extras
from gwdash.config import workspace
from gwdash.export.briefing import Block, Briefing
from gwdash.export.briefing_content import compose
from gwdash.queries.situation import Situation, situation
from gwdash.registry.agenda import Part, Topic
from gwdash.scope import Scope
from gwdash.store.database import Store
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.visit import MEETING, SCREEN, Visit, store_of

SHOW, NOTES, BEGIN, FOLLOW = "show", "notes", "begin", "follow"

#: The page that explains a part, with what it opens there.
_PAGES = {
    Part.OVERALL: "overview",
    Part.TASK: "tasks",
    Part.NETWORK: "network",
    Part.QUALITY: "quality",
    Part.RANKING: "ranking",
    Part.REPORTING: "units",
    Part.PROBLEMS: "problems",
    Part.REQUESTS: "problems",
    Part.NEXT: "tasks",
    Part.CHART: "map",
    Part.DECISIONS: "decisions",
}


def frame_of(frame: Frame, meeting: Meeting, screen: str) -> Frame:
    """Return the frame of a screen: the meeting's period and version, its links carry both.

    Raises WorkspaceError where the pinned version is not there.
    """
    visit = Visit(meeting.version, meeting.meeting_id, screen)
    store = cast("Store", store_of(frame.spec, visit))
    return replace(
        frame, store=store, scope=replace(frame.scope, period=meeting.period), visit=visit
    )


def block_of(frame: Frame, meeting: Meeting, topic: Topic) -> tuple[Briefing, Block]:
    """Return one screen's block of the meeting's briefing; raises KeyError for no topic."""
    store = cast("Store", frame.store)
    facts = facts_of(store, frame.scope)
    extra = extras(workspace(), facts, meeting)
    made = compose(facts, (topic,), extras=extra)
    return made, made.block(topic.key)


def facts_of(store: Store, scope: Scope) -> Situation:
    """Return everything that the screens of a period show, asked once for a version."""
    return kept(store, situation, scope)


def explained_at(frame: Frame, topic: Topic, **more: str) -> str:
    """Return the address of the page that explains a screen, in the meeting's version."""
    about_it = {"task": topic.task_no} if topic.part is Part.TASK else {}
    return frame.address(_PAGES[topic.part], **(about_it | more))


def own_address(frame: Frame, meeting: Meeting, **more: str) -> str:
    """Return an address of the meeting's own page, with the choices of the strip."""
    kept_choices = {MEETING: meeting.meeting_id, **more}
    return replace(frame, visit=Visit()).address("meetings", **kept_choices)


def asked_for(name: str) -> bool:
    """Tell whether the address asks for one of the meeting's views."""
    return bool(st.query_params.get(name) == "1")


def leave(*names: str) -> None:
    """Take words out of the address."""
    for name in names:
        if name in st.query_params:
            del st.query_params[name]


__all__ = [
    "BEGIN", "FOLLOW", "MEETING", "NOTES", "SCREEN", "SHOW", "asked_for", "block_of",
    "explained_at", "facts_of", "frame_of", "leave", "own_address",
]  # fmt: skip
