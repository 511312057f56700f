"""Mappings that were told once: which heading of which reporter means which field."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from gwdash import clock
from gwdash.archive import schema
from gwdash.archive.model import NOBODY, LearnedMapping
from gwdash.archive.transactions import Transactions
from gwdash.errors import ConflictError, UsageError

_table = schema.learned_mapping


class Learned(Transactions):
    """The part of the ledger that remembers mappings; one is in force for each heading row."""

    def learn(  # noqa: PLR0913 (a mapping is all of these)
        self,
        dataset: str,
        reporter: str,
        signature: str,
        headings: Sequence[str],
        mapping: Mapping[str, str],
        *,
        actor: str = NOBODY,
        at: datetime | None = None,
    ) -> LearnedMapping:
        """Remember a mapping; one for the same heading row before it is undone by it."""
        moment = at or clock.now()
        values = {
            "dataset": dataset,
            "reporter": reporter,
            "signature": signature,
            "headings": list(headings),
            "mapping": dict(mapping),
            "created_at": moment,
            "actor": actor,
        }
        with self._writing() as connection:
            connection.execute(
                sa.update(_table)
                .where(
                    _table.c.dataset == dataset,
                    _table.c.reporter == reporter,
                    _table.c.signature == signature,
                    _table.c.undone_at.is_(None),
                )
                .values(undone_at=moment, undone_by=actor)
            )
            key = connection.execute(sa.insert(_table).values(values)).inserted_primary_key
            return _get(connection, 0 if key is None else int(key[0]))

    def learned(
        self, dataset: str | None = None, reporter: str | None = None, *, undone: bool = False
    ) -> list[LearnedMapping]:
        """Return the mappings that match, the oldest first; those undone only when asked for."""
        query = sa.select(_table).order_by(_table.c.id)
        if dataset is not None:
            query = query.where(_table.c.dataset == dataset)
        if reporter is not None:
            query = query.where(_table.c.reporter == reporter)
        if not undone:
            query = query.where(_table.c.undone_at.is_(None))
        with self._reading() as connection:
            return [_made(row) for row in connection.execute(query).mappings()]

    def unlearn(
        self, mapping_id: int, *, actor: str = NOBODY, at: datetime | None = None
    ) -> LearnedMapping:
        """Undo a mapping; raises UsageError for an unknown one, ConflictError for one undone."""
        with self._writing() as connection:
            if _get(connection, mapping_id).undone_at is not None:
                raise ConflictError(f"第 {mapping_id} 条表头对应已经取消过了。")
            connection.execute(
                sa.update(_table)
                .where(_table.c.id == mapping_id)
                .values(undone_at=at or clock.now(), undone_by=actor)
            )
            return _get(connection, mapping_id)


def _get(connection: sa.Connection, mapping_id: int) -> LearnedMapping:
    row = connection.execute(sa.select(_table).where(_table.c.id == mapping_id)).mappings().first()
    if row is None:
        raise UsageError(f"没有第 {mapping_id} 条表头对应，请核对编号。")
    return _made(row)


def _made(row: "sa.RowMapping") -> LearnedMapping:
    return LearnedMapping(**{**row, "headings": tuple(row["headings"])})
