"""议定事项 of the ledger as a meeting checks them: what is done, what is due, what is overdue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gwdash.queries.evidence import Place, place
from gwdash.queries.progress import reporter_name
from gwdash.queries.source import Source, last_day
from gwdash.queries.values import day, text
from gwdash.registry.fields.office import DECISION_ROLE, DECISION_STATUS
from gwdash.scope import Scope

_DONE, _RETURNED, _ASKED = "done", "returned", "asked"


@dataclass(frozen=True, slots=True)
class AgreedItem:
    """One decision of a meeting and one unit that answers for it, as of a day."""

    meeting_id: str
    meeting_name: str
    held_on: date | None
    decision_no: str
    unit: str
    role: str
    text: str
    due_on: date | None
    """The limit that holds, extensions granted included; None where nobody filled it in."""
    status: str
    done_on: date | None
    extension: str
    review: str
    progress_text: str
    origin: Place | None
    first_due_on: date | None = None
    """The limit that the meeting set, extensions left out."""
    extended_to: date | None = None
    extension_reason: str = ""
    return_reason: str = ""
    source: str = ""
    """Where it came from, a code of 事项来源; empty where nobody filled it in."""
    topic: str = ""
    """The topic of the agenda in which it came up, in words."""

    @property
    def thing(self) -> str:
        """What names it through periods and versions: meeting, number and unit."""
        return f"{self.meeting_id}/{self.decision_no}/{self.unit}"

    @property
    def is_done(self) -> bool:
        """Whether it is done and was not returned by the office's review."""
        return self.status == _DONE and self.review != _RETURNED

    @property
    def asks_for_time(self) -> bool:
        """Whether an extension was asked for that nobody has decided on."""
        return self.extension == _ASKED and not self.is_done

    @property
    def owner(self) -> str:
        """Who answers, as people say it."""
        return reporter_name(self.unit)

    @property
    def role_label(self) -> str:
        """牵头 or 配合; empty where nobody filled it in."""
        found = DECISION_ROLE.find(self.role) if self.role else None
        return found.label if found else ""

    def is_due(self, as_of: date) -> bool:
        """Tell whether its limit has come; one without a limit is due."""
        return self.due_on is None or self.due_on <= as_of

    def overdue_days(self, as_of: date) -> int:
        """Return how many days it is past its limit, 0 when it is not or has none."""
        if self.is_done or self.due_on is None:
            return 0
        return max((as_of - self.due_on).days, 0)

    def standing(self, as_of: date) -> str:
        """Return how it stands, in words."""
        if self.is_done:
            return "已办结"
        if self.status == _DONE:
            return "退回重办"
        if late := self.overdue_days(as_of):
            return f"逾期{late}天"
        found = DECISION_STATUS.find(self.status)
        return found.label if found else self.status


def agreed(source: Source, scope: Scope) -> list[AgreedItem]:
    """Return the decisions in force at the end of the period, the latest meeting first."""
    return agreed_by(source, last_day(scope))


def agreed_by(source: Source, as_of: date) -> list[AgreedItem]:
    """Return the decisions in force on a day, one row for each unit, the latest meeting first."""
    answer = source.columns("agreed_items", as_of=as_of)
    rows = zip(*answer.values(), strict=True)
    return [_item(dict(zip(answer, row, strict=True))) for row in rows]


def _item(row: Mapping[str, Any]) -> AgreedItem:
    return AgreedItem(
        meeting_id=text(row["meeting_id"]),
        meeting_name=text(row["meeting_name"]),
        held_on=day(row["held_on"]),
        decision_no=text(row["decision_no"]),
        unit=text(row["responsible_unit"]),
        role=text(row["decision_role"]),
        text=text(row["decision_text"]),
        due_on=day(row["due_on"]),
        status=text(row["decision_status"]),
        done_on=day(row["done_on"]),
        extension=text(row["extension_state"]),
        review=text(row["review_state"]),
        progress_text=text(row["progress_text"]),
        origin=place(row),
        first_due_on=day(row["first_due_on"]),
        extended_to=day(row["extended_to"]),
        extension_reason=text(row["extension_reason"]),
        return_reason=text(row["return_reason"]),
        source=text(row["item_source"]),
        topic=text(row["agenda_topic"]),
    )
