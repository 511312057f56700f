"""退回: how many files of a report came back to their sender before one was accepted."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from gwdash.archive import schema
from gwdash.archive.model import State
from gwdash.archive.transactions import Transactions

_REPORT = ("dataset", "reporter", "period")
_DECIDING = (str(State.RETURNED), str(State.ACCEPTED))


class Returns(Transactions):
    """The part of the ledger that knows what was returned."""

    def returned_before(self) -> dict[int, int]:
        """Return, by submission, how many other files of its report stood returned by then.

        Counted is up to when the submission was first accepted, so that the number never
        changes afterwards. A return that was taken back is none; what the sender withdrew
        after it was returned stays one. Submissions before which nothing was are left out.
        """
        with self._reading() as connection:
            return {int(row.id): int(row.n) for row in connection.execute(_QUERY)}


def _query() -> "sa.Select[int, int]":
    own, other = aliased(schema.submission), aliased(schema.submission)
    event, later = aliased(schema.event), aliased(schema.event)
    # By the numbers of events and not by their times: two may happen within one second.
    accepted = (
        sa.select(schema.event.c.submission_id, sa.func.min(schema.event.c.id).label("event_id"))
        .where(schema.event.c.after == str(State.ACCEPTED))
        .group_by(schema.event.c.submission_id)
        .subquery()
    )
    decided_again = (
        sa.select(later.c.id)
        .where(later.c.submission_id == other.c.id, later.c.after.in_(_DECIDING))
        .where(later.c.id > event.c.id, later.c.id < accepted.c.event_id)
    )
    return (
        sa.select(own.c.id, sa.func.count().label("n"))
        .select_from(event)
        .join(other, other.c.id == event.c.submission_id)
        .join(own, sa.and_(*(own.c[name] == other.c[name] for name in _REPORT)))
        .join(accepted, accepted.c.submission_id == own.c.id)
        .where(event.c.after == str(State.RETURNED), own.c.id != other.c.id)
        .where(event.c.id < accepted.c.event_id, ~decided_again.exists())
        .group_by(own.c.id)
    )


_QUERY = _query()
