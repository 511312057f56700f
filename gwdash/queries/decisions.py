"""议定事项 of a period or a meeting, open ones first, and their counts.

Rows are those of `gwdash.queries.agreed`; counts are of units that answer, as the indicator 议定
事项办结率 counts them.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gwdash.queries import attachments
from gwdash.queries.agreed import AgreedItem, agreed, agreed_by
from gwdash.queries.attachments import Attached
from gwdash.queries.decision import DATASET, URGENCY, Answer, Decision, Standing
from gwdash.queries.progress import reporter_name
from gwdash.queries.source import Source, last_day
from gwdash.queries.values import day, text
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period, PeriodKind

INDICATOR = "action_rate"
_FULL = 100


@dataclass(frozen=True, slots=True)
class Tally:
    """Decisions counted by unit that answers, as the indicator counts them."""

    n: int
    n_due: int
    n_done: int
    """Of those that are due."""
    n_overdue: int
    n_due_soon: int
    n_asking: int
    n_open: int

    @property
    def rate_pct(self) -> float | None:
        """办结率 in percent; None while nothing is due."""
        return _FULL * self.n_done / self.n_due if self.n_due else None


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A joint meeting as the office's register knows it."""

    meeting_id: str
    name: str
    held_on: date | None
    place: str
    chair: str
    """主持人职务; never a name."""
    agenda: str
    attendees: tuple[str, ...] = ()
    """Names of the units that took part."""


def meetings(source: Source) -> tuple[HeldMeeting, ...]:
    """Return the meetings of the register, the latest first."""
    return tuple(
        HeldMeeting(
            text(row["meeting_id"]), text(row["meeting_name"]), day(row["held_on"]),
            text(row["place"]), text(row["chair"]), text(row["agenda"]),
            tuple(map(reporter_name, filter(None, text(row["attendees"]).split(";")))),
        )
        for row in source.frame("meetings").to_dict("records")
    )  # fmt: skip


def decisions(source: Source, scope: Scope, on: date | None = None) -> tuple[Decision, ...]:
    """Return the decisions in force at a period's end, open ones first.

    They are judged as of that day, or of `on`: a letter counts the days until it is written.
    """
    return _joined(source, agreed(source, scope), on or last_day(scope), scope.county)


def of_meeting(source: Source, meeting_id: str, on: date) -> tuple[Decision, ...]:
    """Return what one meeting decided as it stands on a day, in the order of its numbers."""
    found = _joined(source, agreed_by(source, _month_end(on)), on)
    own = (one for one in found if one.meeting_id == meeting_id)
    return tuple(sorted(own, key=lambda one: number_order(one.no)))


def open_before(source: Source, held_on: date, meeting_id: str = "") -> tuple[Decision, ...]:
    """Return what earlier meetings decided and is not done on the day of a meeting.

    A decision whose meeting nobody dated counts as earlier, that of the meeting itself does not.
    """
    found = _joined(source, agreed_by(source, _month_end(held_on)), held_on)
    return tuple(
        one
        for one in found
        if one.standing.is_open
        and one.meeting_id != meeting_id
        and (one.held_on is None or one.held_on < held_on)
    )


def tally(found: Iterable[Decision], reporter: str = "") -> Tally:
    """Return the counts of decisions, one for each unit that answers; of one alone if named."""
    every = [
        one for decision in found for one in decision.answers if reporter in {"", one.item.unit}
    ]
    due = [one for one in every if one.item.is_due(one.as_of)]
    return Tally(
        n=len(every),
        n_due=len(due),
        n_done=sum(one.item.is_done for one in due),
        n_overdue=sum(one.standing is Standing.OVERDUE for one in every),
        n_due_soon=sum(one.standing is Standing.DUE_SOON for one in every),
        n_asking=sum(one.item.asks_for_time for one in every),
        n_open=sum(one.standing.is_open for one in every),
    )


def answers_of(found: Iterable[Decision], reporter: str) -> list[tuple[Decision, Answer]]:
    """Return what one unit or county answers for, the most pressing first."""
    own = [
        (decision, one)
        for decision in found
        for one in decision.answers
        if one.item.unit == reporter
    ]
    return sorted(
        own,
        key=lambda pair: (
            URGENCY.index(pair[1].standing), -pair[1].overdue_days, pair[0].key,
        ),
    )  # fmt: skip


def number_order(number: str) -> tuple[int, str]:
    """Return what puts numbers in the order of counting; words stand after them."""
    return (int(number), "") if number.isdecimal() else (sys.maxsize, number)


def _month_end(day: date) -> date:
    """Return the last day of the month: a register handed in within a month is filed under it."""
    return Period.of(day, PeriodKind.MONTH).last_day


def proofs(source: Source, as_of: date) -> dict[str, list[Attached]]:
    """Return the evidence attached by a day, by the key of its row."""
    until = _month_end(as_of)
    found = attachments.find(source, DATASET)
    return attachments.by_row(
        one for one in found if Period.parse(one.target_period).last_day <= until
    )


def _joined(
    source: Source, items: Sequence[AgreedItem], as_of: date, county: str = ""
) -> tuple[Decision, ...]:
    held_by = proofs(source, as_of) if items else {}
    groups: dict[tuple[str, str], list[Answer]] = {}
    for item in items:
        bare = Answer(item, as_of)
        held = Answer(item, as_of, len(held_by.get(bare.row_key, ())))
        groups.setdefault((item.meeting_id, item.decision_no), []).append(held)
    order = {one.code: place for place, one in enumerate(REGION.reporters)}
    found = [
        Decision(
            tuple(sorted(own, key=lambda a: (not a.is_lead, order.get(a.item.unit, len(order)))))
        )
        for own in groups.values()
        if not county or any(one.item.unit == county for one in own)
    ]
    return tuple(sorted(found, key=lambda one: one.order))
