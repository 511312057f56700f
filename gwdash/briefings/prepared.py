"""The briefing of a meeting or of a period, from the version that it reads."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from gwdash import clock
from gwdash.archive.meetings import Meeting
from gwdash.archive.model import Version
from gwdash.errors import ConflictError, UsageError
from gwdash.export.briefing import Briefing
from gwdash.export.briefing_content import Extras, compose
from gwdash.export.tables import file_stem
from gwdash.intake import meetings
from gwdash.intake.closing import steps
from gwdash.intake.ranking_review import review_of
from gwdash.intake.workspaces import archive_of, require_workspace
from gwdash.queries import periods
from gwdash.queries.situation import Situation, situation
from gwdash.registry.agenda import Topic, agenda
from gwdash.scope import Scope
from gwdash.standards.periods import Period, PeriodKind, parse_period
from gwdash.store.database import Store, open_version
from gwdash.store.pointer import live_version

Ask = Callable[[Store, Scope], Situation]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A briefing with what is known of the data it was composed from."""

    workspace: Path
    briefing: Briefing = field(repr=False)
    facts: Situation = field(repr=False)
    store: Store
    version: Version
    newest: int
    """The live version."""
    meeting: Meeting | None = None

    @property
    def is_outdated(self) -> bool:
        """Whether data were published after the version that it reads."""
        return self.newest > self.store.version

    @property
    def stem(self) -> str:
        """The name of its files without their kinds and endings."""
        if self.meeting is None:
            return file_stem(Period.parse(self.briefing.period).label)
        return file_stem(self.meeting.title)


def for_meeting(
    workspace: Path, meeting_id: str, *, ask: Ask = situation, at: datetime | None = None
) -> Prepared:
    """Return the briefing of a meeting by its agenda, from the version that it pinned.

    A version whose file is gone is built again. `ask` is the question after the situation of a
    period; whoever remembers its answers gives it. Raises UsageError for an unknown meeting.
    """
    meeting = meetings.meeting(workspace, meeting_id)
    meetings.ensure_version(workspace, meeting.version)
    store = open_version(workspace, meeting.version)
    facts = ask(store, Scope(meeting.period))
    made = compose(facts, meeting.topics, extras=extras(workspace, facts, meeting, at=at))
    return _prepared(workspace, made, facts, store, meeting)


def for_period(
    workspace: Path, period: str, *, ask: Ask = situation, at: datetime | None = None
) -> Prepared:
    """Return the briefing of a month by the usual agenda, from the live version.

    Raises ConflictError before the first publish, UsageError for what is no month of its data.
    """
    require_workspace(workspace)
    version = live_version(workspace)
    if version is None:
        raise ConflictError("还没有发布过数据，不能生成材料。请先报送数据。")
    store = open_version(workspace, version)
    code = month_of(store, period)
    facts = ask(store, Scope(code))
    topics: tuple[Topic, ...] = agenda()
    made = compose(facts, topics, extras=extras(workspace, facts, at=at))
    return _prepared(workspace, made, facts, store, None)


def extras(
    workspace: Path, facts: Situation, meeting: Meeting | None = None, *, at: datetime | None = None
) -> Extras:
    """Return what a briefing says that the store does not know."""
    review = review_of(workspace, facts.scope.period, facts.ranking)
    with closing(archive_of(workspace)) as archive:
        is_demo = archive.ledger.is_demo
    return Extras(
        made_at=at or clock.now(),
        title="" if meeting is None else meeting.title,
        is_demo=is_demo,
        review=review.state,
        review_badge=review.badge,
        meeting_id="" if meeting is None else meeting.meeting_id,
        held_on=None if meeting is None else meeting.held_on,
        closings=tuple(steps(workspace)),
    )


def month_of(store: Store, period: str) -> str:
    """Return the code of a month that the version has data of."""
    found, problem = parse_period(period)
    if found is None:
        raise UsageError(f"报告期「{period}」不能识别：{problem}")
    month = Period.of(found.last_day, PeriodKind.MONTH)
    known = {one.code: one for one in periods.months(store)}
    if month.code not in known:
        spans = "、".join(_spans(sorted(known.values(), key=lambda one: one.last_day)))
        told = f"现有数据的报告期为{spans}" if spans else "现在还没有按期报送的数据"
        raise UsageError(f"没有{month.label}的数据，不能生成材料；{told}。")
    return month.code


def _spans(months: Sequence[Period]) -> list[str]:
    """Return months in words, those that follow each other as one span."""
    runs: list[list[Period]] = []
    for one in months:
        if runs and one.first_day == runs[-1][-1].last_day + timedelta(days=1):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [run[0].label if len(run) == 1 else f"{run[0].label}至{run[-1].label}" for run in runs]


def _prepared(
    workspace: Path, made: Briefing, facts: Situation, store: Store, meeting: Meeting | None
) -> Prepared:
    with closing(archive_of(workspace)) as archive:
        version = archive.ledger.version(store.version)
    newest = live_version(workspace) or store.version
    return Prepared(workspace, made, facts, store, version, newest, meeting)
