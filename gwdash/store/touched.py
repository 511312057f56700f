"""Which keys a change of submissions touches, and the current rows of just those keys."""

# Names in statements come from the registry and this package, never from a user.
# ruff: noqa: S608

from collections.abc import Collection

import duckdb

from gwdash.standards.gbt14848 import CLASS_SQL

#: Only these take part in classes: parallel samples, blanks and spikes control the laboratory.
_REGULAR = "coalesce(r.sample_type, 'regular') = 'regular'"
_MONTH = "date_trunc('month', r.measured_at)::DATE"

#: The key expressions of marts by dataset, over rows ``r``.
KEYS = {
    "water_quality": {"well_id": "r.well_id", "sampled_on": "r.sampled_on", "layer": "r.layer"},
    "water_level": {"well_id": "r.well_id", "month": _MONTH},
}
_CONDITION = {"water_quality": _REGULAR, "water_level": "TRUE"}

#: Latest accepted first, then by place in the file; 2^20 submissions, 2^24 rows, 2^20 sheets.
_RECENCY = (
    "(o.place << 44) + (coalesce(r.source_row, 0)::UBIGINT << 20) + hash(r.source_sheet) % 1048576"
)


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

    With `everything` no key is left out, and nothing has to be looked up.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE acceptance AS SELECT submission_id, accepted_at, "
        "row_number() OVER (ORDER BY accepted_at, submission_id)::UBIGINT AS place "
        "FROM core.submission"
    )
    gather = _gather_results if dataset == "water_quality" else _gather_levels
    gather(connection, _touched_rows(dataset, everything=everything))


def _touched_rows(dataset: str, *, everything: bool) -> str:
    keys = KEYS[dataset]
    rows = f"SELECT r.* FROM core.{dataset} AS r"
    if not everything:
        condition = " AND ".join(
            f"{expression} IS NOT DISTINCT FROM t.{name}" for name, expression in keys.items()
        )
        rows += f" SEMI JOIN touched_{dataset} AS t ON {condition}"
    return f"{rows} WHERE {_CONDITION[dataset]}"


def _current(rows: str, keys: str, columns: str) -> str:
    """Return a SELECT of the latest row for each key.

    Only keys that occur twice are compared: they are few, and found by their hash alone.
    """
    key_hash = f"hash({keys})"
    return (
        f"WITH rows AS ({rows}), "
        f"doubled AS (SELECT {key_hash} AS key_hash FROM rows AS r "
        "GROUP BY key_hash HAVING count(*) > 1) "
        f"SELECT {columns} FROM rows AS r JOIN acceptance AS o USING (submission_id) "
        f"WHERE {key_hash} NOT IN (FROM doubled) "
        f"UNION ALL SELECT {columns} FROM rows AS r JOIN acceptance AS o USING (submission_id) "
        f"WHERE {key_hash} IN (FROM doubled) "
        f"QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY o.place DESC, "
        "r.source_sheet DESC, r.source_row DESC, r.source_cell DESC) = 1"
    )


def _gather_results(connection: duckdb.DuckDBPyConnection, rows: str) -> None:
    columns = (
        "r.well_id, r.sampled_on, r.layer, r.analyte, r.county_code, r.season, r.source_id, "
        "r.purpose, r.raw, r.flag, r.value, r.detection_limit, r.unit, r.submission_id, "
        f"r.source_sheet, r.source_row, r.source_cell, {_RECENCY} AS recency"
    )
    current = _current(rows, "r.well_id, r.sampled_on, r.layer, r.analyte", columns)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE touched_result AS SELECT r.*, {CLASS_SQL}, "
        "l.class3 AS limit3, coalesce(l.is_routine, FALSE) AS is_routine, "
        "r.flag IN ('missing', 'not_sampled') AS is_absent, "
        "coalesce(a.label, r.analyte) AS analyte_label, a.position AS analyte_position "
        f"FROM ({current}) AS r "
        "LEFT JOIN ref.analyte_limit AS l ON l.analyte = r.analyte "
        "LEFT JOIN ref.analyte AS a ON a.analyte = r.analyte"
    )


def _gather_levels(connection: duckdb.DuckDBPyConnection, rows: str) -> None:
    columns = f"r.well_id, {_MONTH} AS month, r.depth_to_water_m, r.head_m"
    current = _current(rows, "r.well_id, r.measured_at", columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE touched_level AS {current}")


def rules() -> list[str]:
    """Return the statements that decide which rows are current, for the schema's mark."""
    return [
        *(_current(_touched_rows(name, everything=True), str(KEYS[name]), "*") for name in KEYS),
        _RECENCY,
    ]
