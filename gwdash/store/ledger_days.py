"""Where among the rows of a ledger a page lies.

Rows that are ordered by what was observed when need not all be sorted for a page: the counts of
the days tell on which of them it lies, and only their rows are put in order.
"""

from collections.abc import Mapping
from datetime import date

from gwdash.store.ledger_query import Cut

#: Rows by day; None for rows without one, which come last in every order.
Days = Mapping[date | None, int]


def cut(n_rows: int, offset: int, limit: int, within: tuple[date, date] | None = None) -> Cut:
    """Return a page of so many rows, counted from the end that is nearer: it is read faster."""
    rest = n_rows - offset - limit
    backwards = rest < offset
    return Cut(limit, rest if backwards else offset, backwards, within)


def cut_of_days(days: Days, offset: int, limit: int, *, descending: bool) -> Cut | None:
    """Return a page counted among the rows of its own days; None where a row of it has no day."""
    before = n_rows = 0
    taken: list[date] = []
    for day in sorted((day for day in days if day is not None), reverse=descending):
        if not taken and before + days[day] <= offset:
            before += days[day]
            continue
        taken.append(day)
        n_rows += days[day]
        if before + n_rows >= offset + limit:
            return cut(n_rows, offset - before, limit, (min(taken), max(taken)))
    return None
