"""内部 → 已核对 → 已审定: the office's word on the ranking of a period.

A decision is kept with the ranking it was made on. Data that come later may change the ranking;
the decision then still stands, and what differs is said beside it.
"""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from gwdash import clock
from gwdash.archive.model import NOBODY
from gwdash.archive.reviews import RankingReview, ReviewState
from gwdash.errors import ConflictError, UsageError
from gwdash.intake.workspaces import archive_of
from gwdash.queries.ranking import Board, board
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period
from gwdash.store.database import open_current

_APART = "无名次"


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Where a period's ranking stands, and what has changed since it was decided."""

    state: ReviewState
    history: tuple[RankingReview, ...]
    """All decisions, the latest first."""
    changed: tuple[str, ...] = ()
    """What differs from the ranking that was confirmed, a county each, in words."""

    @property
    def last(self) -> RankingReview | None:
        """The decision in force, None while there was none."""
        return self.history[0] if self.history else None

    @property
    def badge(self) -> str:
        """The state as it stands beside the ranking and on what is taken away."""
        return f"{self.state.label}，数据有更新" if self.changed else self.state.label

    @property
    def sentence(self) -> str:
        """The state with who decided, when and on which version, and what has changed since."""
        if self.last is None or self.state is ReviewState.INTERNAL:
            return "办公室标为已核对、已审定前，名次只供内部参考。"
        one = self.last
        words = (
            f"{one.at:%Y-%m-%d %H:%M} {one.actor}标为{self.state.label}（数据版本 v{one.version}）"
        )
        if self.changed:
            words += f"；{self.state.label[1:]}后数据有更新：{'，'.join(self.changed)}"
        return words


#: Where the office has said nothing yet, as in an empty workspace.
UNDECIDED = ReviewView(ReviewState.INTERNAL, ())


def standings_of(found: Board) -> dict[str, str]:
    """Return what is kept of a ranking: by county its place and score as they are shown."""
    return {
        one.county_code: _APART if one.rank is None else f"第{one.rank}（{one.score}）"
        for one in found.standings
    }


def review_of(workspace: Path, period: str, now: Board) -> ReviewView:
    """Return how far a period's ranking is confirmed, told against the ranking as it is now."""
    if not (workspace / "archive").is_dir():
        return UNDECIDED
    with closing(archive_of(workspace)) as archive:
        history = tuple(archive.ledger.reviews(period))
    if not history or history[0].state is ReviewState.INTERNAL:
        return ReviewView(ReviewState.INTERNAL, history)
    return ReviewView(history[0].state, history, _differences(history[0], now))


def _differences(decided: RankingReview, now: Board) -> tuple[str, ...]:
    current = standings_of(now)
    found = [
        f"{REGION.place_name(code)}{decided.standings.get(code, _APART)}→{standing}"
        for code, standing in current.items()
        if standing != decided.standings.get(code, _APART)
    ]
    if decided.scheme_version != now.scheme.version:
        found.insert(0, f"方案由{decided.scheme_version}改为{now.scheme.version}")
    return tuple(found)


def decide(
    workspace: Path, period: str, state: ReviewState, *, note: str = "", actor: str = NOBODY
) -> RankingReview:
    """Record the office's decision on the ranking of a period as it is now.

    Raises UsageError for a way back without a reason, ConflictError where nothing is published
    or ranked, where a step is left out, and where a ranking is to be 已审定 that has changed
    since it was 已核对.
    """
    if state is ReviewState.INTERNAL and not note.strip():
        raise UsageError("退回“内部”必须写明原因。")
    store = open_current(workspace)
    if store is None:
        raise ConflictError("还没有可以核对的数据，请先报送。")
    found = board(store, Scope(Period.parse(period).code), periods=1)
    if state is not ReviewState.INTERNAL and not found.ranked:
        raise ConflictError(f"{Period.parse(period).label}没有名次，不能标为{state.label}。")
    if state is ReviewState.APPROVED and review_of(workspace, period, found).changed:
        raise ConflictError("核对后数据有更新，请先重新核对，再审定。")
    review = RankingReview(
        period=period, state=state, at=clock.now(), note=note.strip(), actor=actor,
        version=store.version, scheme_version=found.scheme.version,
        standings=standings_of(found),
    )  # fmt: skip
    with closing(archive_of(workspace)) as archive:
        return archive.ledger.add_review(review)
