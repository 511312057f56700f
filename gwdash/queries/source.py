"""What a question needs of the store: named queries, answered as frames or plain values."""

from datetime import date
from typing import Any, Protocol

import pandas as pd

from gwdash.scope import Scope
from gwdash.standards.periods import Period


class Source(Protocol):
    """One published version; `gwdash.store` gives it, tests may give another."""

    @property
    def version(self) -> int:
        """The number of the version."""
        ...

    def frame(self, query: str, **params: Any) -> pd.DataFrame:  # noqa: ANN401 (SQL values)
        """Return the answer of a named query."""
        ...

    def columns(self, query: str, **params: Any) -> dict[str, list[Any]]:  # noqa: ANN401
        """Return the same answer as plain values by column, None where a cell is empty."""
        ...


def last_day(scope: Scope) -> date:
    """Return the day up to which a scope's period counts."""
    return Period.parse(scope.period).last_day


def previous(scope: Scope) -> Scope:
    """Return the same choices one period earlier."""
    return Scope(Period.parse(scope.period).previous().code, scope.county, scope.include_new_area)
