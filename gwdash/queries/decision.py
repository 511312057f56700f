"""One 议定事项 with all the units that answer for it, and how it stands as of a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gwdash.queries.agreed import AgreedItem
from gwdash.registry.agenda import agenda
from gwdash.registry.codes import ITEM_SOURCE
from gwdash.registry.datasets import DATASETS
from gwdash.registry.fields.office import EXTENSION, REVIEW
from gwdash.registry.row_keys import row_key

DATASET = "decision"
#: A decision is due soon when so many days are left; platform default.
SOON_DAYS = 15
_LEAD, _CLOSED, _RETURNED = "lead", "closed", "returned"


class Standing(StrEnum):
    """How a decision stands for one unit or as a whole, the most pressing first."""

    OVERDUE = "overdue"
    SENT_BACK = "sent_back"
    DUE_SOON = "due_soon"
    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The word people see."""
        return _STANDING_LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done by the unit."""
        return self not in {Standing.DONE, Standing.CLOSED}


_STANDING_LABELS = {
    Standing.OVERDUE: "逾期",
    Standing.SENT_BACK: "退回重办",
    Standing.DUE_SOON: "即将到期",
    Standing.OPEN: "办理中",
    Standing.DONE: "已办结待审",
    Standing.CLOSED: "已审结",
}
URGENCY = list(Standing)
_EXTENSION_WORDS = {
    "asked": "申请延期至 {until}，待答复",
    "granted": "已同意延期至 {until}",
    "refused": "未同意延期",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one unit answers for of a decision, as of a day."""

    item: AgreedItem
    as_of: date
    n_evidence: int = 0

    @property
    def standing(self) -> Standing:
        """How it stands on the day."""
        one = self.item
        if one.is_done:
            return Standing.CLOSED if one.review == _CLOSED else Standing.DONE
        if self.overdue_days:
            return Standing.OVERDUE
        if one.review == _RETURNED:
            return Standing.SENT_BACK
        left = self.days_left
        soon = left is not None and left <= SOON_DAYS
        return Standing.DUE_SOON if soon else Standing.OPEN

    @property
    def overdue_days(self) -> int:
        """Days past the limit that holds; 0 when it is done, not past it or without one."""
        return self.item.overdue_days(self.as_of)

    @property
    def days_left(self) -> int | None:
        """Days until the limit that holds, negative after it; None without one."""
        return None if self.item.due_on is None else (self.item.due_on - self.as_of).days

    @property
    def words(self) -> str:
        """How it stands, with its days."""
        standing, one = self.standing, self.item
        if standing is Standing.OVERDUE:
            again = "退回重办，" if one.review == _RETURNED else ""
            return f"{again}逾期 {self.overdue_days} 天"
        if standing is Standing.DUE_SOON:
            return f"还剩 {self.days_left} 天" if self.days_left else "当日到期"
        if standing is Standing.OPEN:
            return one.standing(self.as_of)
        return standing.label

    @property
    def extension_words(self) -> str:
        """Whether more time was asked for and given; empty where it was not."""
        one = self.item
        found = EXTENSION.find(one.extension) if one.extension else None
        if found is None or found.code == "none":
            return ""
        until = f"{one.extended_to:%Y-%m-%d}" if one.extended_to else "（日期未填）"
        return _EXTENSION_WORDS[found.code].format(until=until)

    @property
    def review_words(self) -> str:
        """What the office's review says; empty before it."""
        found = REVIEW.find(self.item.review) if self.item.review else None
        return found.label if found else ""

    @property
    def is_lead(self) -> bool:
        """Whether the unit leads; where nobody said, it does."""
        return self.item.role in {"", _LEAD}

    @property
    def row_key(self) -> str:
        """The key of its row, to which evidence is attached."""
        one = self.item
        return row_key(
            DATASETS[DATASET],
            {
                "meeting_id": one.meeting_id,
                "decision_no": one.decision_no,
                "responsible_unit": one.unit,
            },
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision with all the units that answer for it, those that lead first."""

    answers: tuple[Answer, ...]

    @property
    def first(self) -> AgreedItem:
        """The row that says what was decided: that of the first unit that leads."""
        return self.answers[0].item

    @property
    def meeting_id(self) -> str:
        """The number of its meeting."""
        return self.first.meeting_id

    @property
    def meeting_name(self) -> str:
        """The name of its meeting, its number where nobody wrote one."""
        return self.first.meeting_name

    @property
    def held_on(self) -> date | None:
        """When the meeting was held."""
        return self.first.held_on

    @property
    def no(self) -> str:
        """Its number within the meeting."""
        return self.first.decision_no

    @property
    def key(self) -> str:
        """What names it: meeting and number."""
        return f"{self.meeting_id}/{self.no}"

    @property
    def text(self) -> str:
        """What was decided."""
        return self.first.text

    @property
    def source(self) -> str:
        """Where it came from, in words."""
        found = ITEM_SOURCE.find(self.first.source) if self.first.source else None
        return found.label if found else ""

    @property
    def topic(self) -> str:
        """The topic of the agenda in which it came up, in words."""
        return self.first.topic

    @property
    def topic_key(self) -> str:
        """The key of that topic's screen; empty where the words are of no usual topic."""
        return next((one.key for one in agenda() if one.heading == self.topic), "")

    @property
    def lead(self) -> tuple[Answer, ...]:
        """The units that lead."""
        return tuple(one for one in self.answers if one.is_lead)

    @property
    def assisting(self) -> tuple[Answer, ...]:
        """The units that assist."""
        return tuple(one for one in self.answers if not one.is_lead)

    @property
    def due_on(self) -> date | None:
        """The first limit that holds among those who have not done it, else the last of all."""
        limits = [(one.item.due_on, one.item.is_done) for one in self.answers if one.item.due_on]
        ahead = [day for day, done in limits if not done]
        return min(ahead) if ahead else max((day for day, _ in limits), default=None)

    @property
    def standing(self) -> Standing:
        """The most pressing of its units' standings."""
        return min((one.standing for one in self.answers), key=URGENCY.index)

    @property
    def overdue_days(self) -> int:
        """Days past the limit of the unit that is longest past it."""
        return max(one.overdue_days for one in self.answers)

    @property
    def n_evidence(self) -> int:
        """How many files prove it."""
        return sum(one.n_evidence for one in self.answers)

    @property
    def order(self) -> tuple[int, int, date, str]:
        """What puts open ones first, then the longest overdue, then the nearest limit."""
        is_open = self.standing.is_open
        return (0 if is_open else 1, -self.overdue_days, self.due_on or date.max, self.key)

    def concerns(self, reporter: str) -> bool:
        """Tell whether a unit or county answers for it."""
        return any(one.item.unit == reporter for one in self.answers)
