"""销号: the steps that people took to close problems, in the order in which they were taken."""

from dataclasses import asdict, replace

import sqlalchemy as sa

from gwdash.archive import schema
from gwdash.archive.model import ClosingStep, StepEvidence, StepKind
from gwdash.archive.transactions import Transactions

_table = schema.closing_step


class Closings(Transactions):
    """The part of the ledger that knows closing steps; they are added and never changed."""

    def add_step(self, step: ClosingStep) -> ClosingStep:
        """Add a step and return it with its number."""
        values = asdict(step)
        del values["id"]
        values["step"] = str(step.step)
        with self._writing() as connection:
            key = connection.execute(sa.insert(_table).values(values)).inserted_primary_key
        return replace(step, id=0 if key is None else int(key[0]))

    def steps(self, kind: str | None = None, subject: str | None = None) -> list[ClosingStep]:
        """Return the steps that match, the oldest first."""
        query = sa.select(_table).order_by(_table.c.id)
        if kind is not None:
            query = query.where(_table.c.kind == kind)
        if subject is not None:
            query = query.where(_table.c.subject == subject)
        with self._reading() as connection:
            return [_made(row) for row in connection.execute(query).mappings()]


def _made(row: "sa.RowMapping") -> ClosingStep:
    evidence = tuple(StepEvidence(**one) for one in row["evidence"])
    return ClosingStep(**{**row, "step": StepKind(row["step"]), "evidence": evidence})
