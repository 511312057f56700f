"""How far the office has confirmed a period's ranking: 内部, 已核对, 已审定.

Each decision is kept with the ranking that it was about, so that a later one can be told to
differ from it; decisions are added and never changed.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from gwdash.archive import schema
from gwdash.archive.model import NOBODY
from gwdash.archive.transactions import Transactions
from gwdash.errors import ConflictError

_table = schema.ranking_review


class ReviewState(StrEnum):
    """How far a ranking has been confirmed."""

    INTERNAL = "internal"
    CHECKED = "checked"
    APPROVED = "approved"

    @property
    def label(self) -> str:
        """The word people see."""
        return _LABELS[self]


_LABELS = {
    ReviewState.INTERNAL: "内部",
    ReviewState.CHECKED: "已核对",
    ReviewState.APPROVED: "已审定",
}
#: What may follow on a state; from every state the office can go back to 内部.
_NEXT = {
    ReviewState.INTERNAL: (ReviewState.CHECKED,),
    ReviewState.CHECKED: (ReviewState.APPROVED, ReviewState.INTERNAL, ReviewState.CHECKED),
    ReviewState.APPROVED: (ReviewState.INTERNAL,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingReview:
    """One decision about the ranking of a period."""

    period: str
    state: ReviewState
    at: datetime
    note: str
    version: int
    """The version of the data that the ranking was made from."""
    scheme_version: str
    standings: Mapping[str, str] = field(default_factory=dict)
    """What the ranking was, by county: place and score as they were shown."""
    actor: str = NOBODY
    id: int = 0


class Reviews(Transactions):
    """The part of the ledger that knows the office's decisions about rankings."""

    def add_review(self, review: RankingReview) -> RankingReview:
        """Add a decision and return it with its number; raises ConflictError for a wrong step."""
        values = asdict(review)
        del values["id"]
        values["state"] = str(review.state)
        with self._writing() as connection:
            last = connection.execute(_of(review.period).limit(1)).mappings().first()
            now = ReviewState(last["state"]) if last else ReviewState.INTERNAL
            if review.state not in _NEXT[now]:
                raise ConflictError(
                    f"排名现在是“{now.label}”，不能直接改为“{review.state.label}”。"
                )
            key = connection.execute(sa.insert(_table).values(values)).inserted_primary_key
        return replace(review, id=0 if key is None else int(key[0]))

    def reviews(self, period: str) -> list[RankingReview]:
        """Return the decisions about a period's ranking, the latest first."""
        with self._reading() as connection:
            rows = connection.execute(_of(period)).mappings()
            return [RankingReview(**{**row, "state": ReviewState(row["state"])}) for row in rows]


def _of(period: str) -> "sa.Select[tuple[object, ...]]":
    return sa.select(_table).where(_table.c.period == period).order_by(_table.c.id.desc())
