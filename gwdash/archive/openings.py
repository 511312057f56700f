"""补录: past periods that the office has opened, for whom and until when."""

from datetime import date, datetime

import sqlalchemy as sa

from gwdash import clock
from gwdash.archive import schema
from gwdash.archive.model import NOBODY, Opening
from gwdash.archive.transactions import Transactions
from gwdash.errors import ConflictError, UsageError

_table = schema.opening


class Openings(Transactions):
    """The part of the ledger that knows opened periods."""

    def open_period(  # noqa: PLR0913 (an opening is all of these)
        self,
        dataset: str,
        period: str,
        *,
        reason: str,
        reporter: str = "",
        until: date | None = None,
        actor: str = NOBODY,
        at: datetime | None = None,
    ) -> Opening:
        """Open a past period for a reporter, or for all without one; raises UsageError."""
        if not reason.strip():
            raise UsageError("开放补录必须写明原因。")
        values = {
            "dataset": dataset,
            "reporter": reporter,
            "period": period,
            "until": until,
            "opened_at": at or clock.now(),
            "actor": actor,
            "reason": reason,
        }
        with self._writing() as connection:
            key = connection.execute(sa.insert(_table).values(values)).inserted_primary_key
            return _get(connection, 0 if key is None else int(key[0]))

    def openings(self, dataset: str | None = None, period: str | None = None) -> list[Opening]:
        """Return the openings that match, closed ones included, the oldest first."""
        query = sa.select(_table).order_by(_table.c.id)
        if dataset is not None:
            query = query.where(_table.c.dataset == dataset)
        if period is not None:
            query = query.where(_table.c.period == period)
        with self._reading() as connection:
            return [Opening(**row) for row in connection.execute(query).mappings()]

    def opening_for(self, dataset: str, reporter: str, period: str, on: date) -> Opening | None:
        """Return the opening that lets a reporter hand in a period on a day, None without one."""
        found = [
            one
            for one in self.openings(dataset, period)
            if one.reporter in {"", reporter} and one.holds(on)
        ]
        return found[-1] if found else None

    def close_period(self, opening_id: int, *, at: datetime | None = None) -> Opening:
        """Close an opening; raises UsageError for an unknown one, ConflictError for one closed."""
        with self._writing() as connection:
            if _get(connection, opening_id).closed_at is not None:
                raise ConflictError(f"第 {opening_id} 号补录已经关闭。")
            connection.execute(
                sa.update(_table)
                .where(_table.c.id == opening_id)
                .values(closed_at=at or clock.now())
            )
            return _get(connection, opening_id)


def _get(connection: sa.Connection, opening_id: int) -> Opening:
    row = connection.execute(sa.select(_table).where(_table.c.id == opening_id)).mappings().first()
    if row is None:
        raise UsageError(f"没有第 {opening_id} 号补录，请核对编号。")
    return Opening(**row)
