"""The SELECT that fills ``mart.problem``: each kind's own query, asked for many days at once."""

# Names in statements come from the registry and this package, never from a user.
# ruff: noqa: S608

from collections.abc import Collection, Sequence
from datetime import date

from gwdash.registry.problems import PROBLEM_KINDS, ProblemKind
from gwdash.store.marts import PROBLEM, sql_text


def problem_rows(codes: Collection[str]) -> str:
    """Return the SELECT of ``mart.problem`` for some kinds, with `problem_values` to bind."""
    rows = (
        f"SELECT '{kind.code}' AS kind, * FROM (\n{sql_text(f'queries/{kind.query}')})"
        for kind in _kinds(codes)
    )
    return f"WITH problem_row AS (\n{' UNION ALL '.join(rows)}\n)\n{PROBLEM.sql}"


def problem_values(codes: Collection[str], days: Sequence[date]) -> dict[str, object]:
    """Return what is bound to the names of `problem_rows`: the days, and the kinds' figures."""
    limits = {one.name: one.value for kind in _kinds(codes) for one in kind.thresholds}
    return {"as_ofs": list(days), **limits}


def problem_rule() -> tuple[object, ...]:
    """Return everything that decides the content of ``mart.problem``, for the schema's mark."""
    codes = [code for code, _ in PROBLEM.parts]
    return problem_rows(codes), problem_values(codes, [])


def _kinds(codes: Collection[str]) -> list[ProblemKind]:
    return [kind for kind in PROBLEM_KINDS if kind.code in codes]
