"""Which keys a change of submissions touches, and the current rows of just those keys."""

# Names in statements come from the registry and this package, never from a user.
# ruff: noqa: S608

from collections.abc import Collection
from dataclasses import dataclass

import duckdb

from gwdash.standards.gbt14848 import CLASS_SQL

#: Where the SELECT of current rows goes in what is kept of them.
ROWS = "/* current rows */"
_MONTH = "date_trunc('month', r.measured_at)::DATE"

#: The key expressions of marts by dataset, over rows ``r``.
KEYS = {
    "water_quality": {"well_id": "r.well_id", "sampled_on": "r.sampled_on", "layer": "r.layer"},
    "water_level": {"well_id": "r.well_id", "month": _MONTH},
}

#: Latest accepted first, then by place in the file; 2^20 submissions, 2^24 rows, 2^20 sheets.
_RECENCY = (
    "(o.place << 44) + (coalesce(r.source_row, 0)::UBIGINT << 20) + hash(r.source_sheet) % 1048576"
)

#: Latest accepted first, then the cell that stands first in the file: by row, then by column, of
#: which the length of the address and two letters tell 702 apart.
_PRECEDENCE = (
    "(o.place << 44) + ((16777215 - coalesce(r.source_row, 0))::UBIGINT << 20) + (1048575 - ("
    "(least(length(coalesce(r.source_cell, '')), 63) << 14) "
    "+ (least(ascii(coalesce(r.source_cell, '')), 127) << 7) "
    "+ least(ascii(coalesce(r.source_cell[2:], '')), 127)))::UBIGINT"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How the current rows of one dataset are found and kept for its marts."""

    table: str
    condition: str
    keys: str
    columns: str
    result: str
    """What is kept of the current rows, which stand where `ROWS` is written."""


_KINDS = {
    "water_quality": _Kind(
        table="touched_result",
        # Parallel samples, blanks and spikes control the laboratory and have no part in classes.
        condition="coalesce(r.sample_type, 'regular') = 'regular'",
        keys="r.well_id, r.sampled_on, r.layer, r.analyte",
        columns=(
            "r.well_id, r.sampled_on, r.layer, r.analyte, r.county_code, r.season, r.source_id, "
            "r.purpose, r.raw, r.flag, r.value, r.detection_limit, r.submission_id, "
            f"r.row_place, {_RECENCY} AS recency, {_PRECEDENCE} AS precedence"
        ),
        result=(
            "SELECT r.well_id, r.sampled_on, r.layer, r.analyte, r.county_code, r.season, "
            "r.source_id, r.purpose, r.submission_id, r.row_place, r.recency, r.precedence, "
            "class_grade, class_doubtful, class_label LIKE '≤%' AS is_bounded, "
            "against_class3 = '超标' AS is_exceeding, "
            "against_class3 = '无法判定' AS is_undecidable, is_routine, "
            "r.flag IN ('missing', 'not_sampled') AS is_absent "
            f"FROM (SELECT r.*, {CLASS_SQL}, coalesce(l.is_routine, FALSE) AS is_routine "
            f"FROM ({ROWS}) AS r LEFT JOIN ref.analyte_limit AS l ON l.analyte = r.analyte) AS r"
        ),
    ),
    "water_level": _Kind(
        table="touched_level",
        condition="TRUE",
        keys="r.well_id, r.measured_at",
        columns=f"r.well_id, {_MONTH} AS month, r.depth_to_water_m, r.head_m",
        result=ROWS,
    ),
}


def matches(left: str, right: str, names: Collection[str]) -> str:
    """Return the join condition over key columns, in which empty equals empty."""
    return " AND ".join(f"{left}.{name} IS NOT DISTINCT FROM {right}.{name}" for name in names)


def submission_list(submissions: Collection[int]) -> str:
    """Return numbers of submissions as an SQL list; none gives a list that holds nothing."""
    return f"({', '.join(map(str, sorted(submissions))) or 'NULL'})"


def note_touched(
    connection: duckdb.DuckDBPyConnection, dataset: str, submissions: Collection[int]
) -> None:
    """Add the keys of these submissions' rows to ``touched_<dataset>``."""
    keys = KEYS[dataset]
    columns = ", ".join(f"{expression} AS {name}" for name, expression in keys.items())
    table = f"touched_{dataset}"
    select = (
        f"SELECT DISTINCT {columns} FROM core.{dataset} AS r "
        f"WHERE r.submission_id IN {submission_list(submissions)}"
    )
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} AS {select} LIMIT 0")
    connection.execute(
        f"INSERT INTO {table} SELECT n.* FROM ({select}) AS n "
        f"ANTI JOIN {table} AS t ON {matches('n', 't', keys)}"
    )


def gather_current(
    connection: duckdb.DuckDBPyConnection, dataset: str, *, everything: bool
) -> None:
    """Put the current rows of touched keys into ``touched_result`` or ``touched_level``.

    The wells of these keys, also of keys that have no row any more, are put into the table of
    that name with ``_well`` behind it. With `everything` no key is left out, and nothing has to
    be looked up.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE acceptance AS SELECT submission_id, "
        "row_number() OVER (ORDER BY accepted_at, submission_id)::UBIGINT AS place "
        "FROM core.submission"
    )
    kind = _KINDS[dataset]
    rows = _touched_rows(dataset, everything=everything)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE doubled AS {_doubled(rows, kind)}")
    found = connection.execute("SELECT count(*) FROM doubled").fetchone()
    current = _compared(rows, kind) if found and found[0] else _plain(rows, kind)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {kind.table} AS {kind.result.replace(ROWS, current)}"
    )
    keys = kind.table if everything else f"touched_{dataset}"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {kind.table}_well AS SELECT DISTINCT well_id FROM {keys}"
    )


def _touched_rows(dataset: str, *, everything: bool) -> str:
    keys = KEYS[dataset]
    rows = f"SELECT r.*, r.rowid AS row_place FROM core.{dataset} AS r"
    if not everything:
        condition = " AND ".join(
            f"{expression} IS NOT DISTINCT FROM t.{name}" for name, expression in keys.items()
        )
        rows += f" SEMI JOIN touched_{dataset} AS t ON {condition}"
    return f"{rows} WHERE {_KINDS[dataset].condition}"


def _doubled(rows: str, kind: _Kind) -> str:
    """Return a SELECT of the hashes under which more than one row stands: few, mostly none."""
    return (
        f"SELECT hash({kind.keys}) AS key_hash FROM ({rows}) AS r "
        "GROUP BY key_hash HAVING count(*) > 1"
    )


def _plain(rows: str, kind: _Kind, condition: str = "TRUE") -> str:
    return (
        f"SELECT {kind.columns} FROM ({rows}) AS r JOIN acceptance AS o USING (submission_id) "
        f"WHERE {condition}"
    )


def _compared(rows: str, kind: _Kind) -> str:
    """Return a SELECT of the latest row for each key; only rows in ``doubled`` are compared."""
    key_hash = f"hash({kind.keys})"
    return (
        _plain(rows, kind, f"{key_hash} NOT IN (FROM doubled)")
        + " UNION ALL "
        + _plain(rows, kind, f"{key_hash} IN (FROM doubled)")
        + f" QUALIFY row_number() OVER (PARTITION BY {kind.keys} ORDER BY o.place DESC, "
        "r.source_sheet DESC, r.source_row DESC, r.source_cell DESC) = 1"
    )


def rules() -> list[str]:
    """Return the statements that decide which rows are current, for the schema's mark."""
    return [
        text
        for name, kind in _KINDS.items()
        for text in (_compared(_touched_rows(name, everything=True), kind), kind.result)
    ]
