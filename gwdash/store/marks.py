"""Marks that tell whether a file was made by the same tables, rules and words as this program."""

import hashlib
import json
from functools import cache

import duckdb

from gwdash.standards.gbt14848 import ANALYTES, CLASS_SQL, LIMITS_DDL, limits_table
from gwdash.store.ddl import STORE_FORMAT, core_tables
from gwdash.store.marts import MARTS
from gwdash.store.problem_rows import problem_rule
from gwdash.store.reference import references
from gwdash.store.touched import rules
from gwdash.store.views import counting_views, indicator_statements, view_statements

_LENGTH = 12
#: Reference tables that marts are made from.
_DECIDING = frozenset(
    {"dataset", "due_day", "duty", "county", "code", "reporter", "heating_season"}
)


def _mark(*parts: object) -> str:
    text = json.dumps(parts, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


@cache
def schema_mark() -> str:
    """Return the mark of everything that decides the content of ``core`` and ``mart``.

    The engine counts too: its row hashes may change with it. A file with another mark is built
    again from the archive, never patched.
    """
    return _mark(
        STORE_FORMAT,
        duckdb.__version__,
        list(core_tables()),
        [(mart.table, mart.columns, mart.key, mart.sql) for mart in MARTS],
        rules(),
        problem_rule(),
        [*counting_views(), *indicator_statements()],
        [CLASS_SQL, LIMITS_DDL, limits_table(), list(ANALYTES)],
        [reference.rows for reference in references() if reference.name in _DECIDING],
    )


@cache
def shell_mark() -> str:
    """Return the mark of views and reference tables, which are cheap to make anew."""
    return _mark(view_statements(), [(r.name, r.columns, r.rows) for r in references()])
