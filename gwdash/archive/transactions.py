"""Reading and writing the ledger's database, one transaction at a time."""

from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa

from gwdash.archive import schema

if TYPE_CHECKING:
    from collections.abc import Iterator


class Transactions:
    """What every part of the ledger stands on: one engine, and its two kinds of transaction."""

    def __init__(self, engine: sa.Engine) -> None:
        """Keep everything in the engine's database."""
        self.engine = engine

    @contextmanager
    def _writing(self) -> "Iterator[sa.Connection]":
        with self.engine.connect() as plain:
            connection = plain.execution_options(**{schema.WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def _reading(self) -> "Iterator[sa.Connection]":
        with self.engine.connect() as connection:
            yield connection
