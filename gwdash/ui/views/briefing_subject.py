"""For what materials are made: a meeting with its pinned version, or a month of the newest data."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from gwdash.archive.meetings import Meeting
from gwdash.briefings.prepared import Prepared, for_meeting, for_period
from gwdash.intake import meetings
from gwdash.intake.office_templates import OfficeTemplate
from gwdash.queries import periods, reporting
from gwdash.registry.agenda import agenda
from gwdash.standards.periods import Period
from gwdash.store.database import Store
from gwdash.ui.choices import Choice, chosen
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.views.meeting_state import facts_of
from gwdash.ui.visit import MEETING

_NAME = "of"
_COLON = ":"
_OF_MEETING, _OF_PERIOD = "meeting", "period"


@dataclass(frozen=True, slots=True)
class Subject:
    """What materials are made for, with what is known before anything is made."""

    key: str
    """``meeting:2024-03`` or ``period:2024-06``."""
    period: Period
    version: int
    """What it reads: the meeting's version, or the live one."""
    newest: int
    n_topics: int
    meeting: Meeting | None = None

    @property
    def is_outdated(self) -> bool:
        """Whether data were published after the version that it reads."""
        return self.newest > self.version

    def prepared(self, workspace: Path) -> Prepared:
        """Return its briefing; raises GwdashError with a sentence where there is none."""
        if self.meeting is not None:
            return for_meeting(workspace, self.meeting.meeting_id, ask=facts_of)
        return for_period(workspace, self.period.code, ask=facts_of)

    def mark(self, templates: dict[str, OfficeTemplate]) -> str:
        """Return what a made file depends on: nothing made before counts under another mark."""
        revision = self.meeting.revision if self.meeting else 0
        looks = "".join(one.sha256 for one in templates.values())
        return f"{self.key} {self.version} {self.newest} {revision} {looks}"


def choose(frame: Frame, store: Store, live: int, home: Path) -> Subject:
    """Draw the choice and return what was chosen: the latest meeting unless the address says."""
    known = {one.meeting_id: one for one in meetings.meetings(home)}
    months = kept(store, periods.months)
    opening = periods.opening(months, kept(store, reporting.reported_months))
    labels = {
        f"{_OF_MEETING}{_COLON}{one.meeting_id}": f"会议　{one.title}（{one.held_on:%Y-%m-%d}）"
        for one in known.values()
    } | {f"{_OF_PERIOD}{_COLON}{one.code}": f"报告期　{one.label}" for one in months}
    asked = st.query_params.get(MEETING) or frame.visit.meeting_id
    first = f"{_OF_MEETING}{_COLON}{asked}" if asked in known else next(iter(labels))
    if not known and opening is not None:
        first = f"{_OF_PERIOD}{_COLON}{opening.code}"
    if MEETING in st.query_params and _NAME not in st.query_params:
        st.query_params[_NAME] = first
    kind, _, name = chosen(Choice(_NAME, "为哪次会议或哪个报告期生成", labels, first)).partition(
        _COLON
    )
    if kind == _OF_MEETING:
        one = known[name]
        period = Period.parse(one.period)
        return Subject(f"{kind}{_COLON}{name}", period, one.version, live, len(one.topics), one)
    return Subject(f"{kind}{_COLON}{name}", Period.parse(name), live, live, len(agenda()))
