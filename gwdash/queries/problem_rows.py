"""What the rows of the ledgers show to be wrong on some days, items of the plan excepted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from gwdash.queries.ledger_row import records
from gwdash.queries.source import Source
from gwdash.registry.problems import PROBLEM_KINDS, ProblemKind, problem_kind
from gwdash.scope import Scope

_DIRECT = "direct"
Row = Mapping[str, Any]


def problem_rows(
    source: Source, scope: Scope, days: Sequence[date]
) -> Iterator[tuple[ProblemKind, Row]]:
    """Yield each kind's rows as of each of the days, within a scope's county and area.

    A version keeps those of the ends of its months. Any other day, such as the end of a month
    that nobody has reported yet, is asked of the ledgers by the same queries.
    """
    asked = {"county": scope.county, "new_area": scope.include_new_area}
    for row in records(source.columns("problems_kept", as_ofs=list(days), **asked)):
        kind = problem_kind(row["kind"])
        if kind is not None:
            yield kind, row
    rest = source.columns("problem_days", as_ofs=list(days))["as_of"]
    if rest:
        for kind in PROBLEM_KINDS:
            if not kind.judged:
                yield from ((kind, row) for row in asked_anew(source, kind, rest, scope))


def asked_anew(
    source: Source, kind: ProblemKind, days: Sequence[date], scope: Scope
) -> Iterator[Row]:
    """Yield one kind's rows as of each of the days, asked of the ledgers."""
    limits = {one.name: one.value for one in kind.thresholds}
    answer = source.columns(kind.query, as_ofs=list(days), **limits)
    return (row for row in records(answer) if _within(row, scope))


def _within(row: Row, scope: Scope) -> bool:
    if scope.county and row["county_code"] != scope.county:
        return False
    return scope.include_new_area or row["new_area"] != _DIRECT
