"""The views of a version: one generated for each dataset, the others one file each.

==========  ===================  ==============================================================
kind        view                 rows
==========  ===================  ==============================================================
register,   ``<name>_asof``      what each reporter handed in, with ``period_end`` and
office                           ``next_period_end``; ``queries/well_asof.sql`` is the pattern
periodic    ``<name>_reported``  the facts of each period
observation ``<name>_current``   the last accepted value for each key
==========  ===================  ==============================================================
"""

# Names in statements come from the registry and this package, never from a user.
# ruff: noqa: S608

from pathlib import Path

import duckdb

from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Dataset, DatasetKind
from gwdash.store.marts import SQL_FOLDER, sql_text

#: Which of two rows with one key counts: the one accepted last; the rest makes it unique.
LATEST_FIRST = (
    "s.accepted_at DESC, r.submission_id DESC, "
    "r.source_sheet DESC, r.source_row DESC, r.source_cell DESC"
)
_SUBMISSION = "s.reporter, s.part, s.period, s.period_end, s.accepted_at"


def dataset_view(dataset: Dataset) -> str:
    """Return the statement that makes a dataset's view after the rule of its kind."""
    keys = ", ".join(f'r."{name}"' for name in dataset.key)
    rows = f"core.{dataset.name} AS r"
    submission = "JOIN core.submission AS s USING (submission_id)"
    if dataset.kind in {DatasetKind.REGISTER, DatasetKind.OFFICE}:
        return (
            f"CREATE OR REPLACE VIEW {dataset.name}_asof AS "
            f"SELECT r.*, {_SUBMISSION}, n.next_period_end FROM {rows} {submission} "
            "JOIN mart.slice AS n USING (submission_id)"
        )
    if dataset.kind is DatasetKind.PERIODIC:
        name, partition = f"{dataset.name}_reported", f"s.reporter, s.period, {keys}"
    else:
        name, partition = f"{dataset.name}_current", keys
    return (
        f"CREATE OR REPLACE VIEW {name} AS "
        f"SELECT r.*, {_SUBMISSION} FROM {rows} {submission} "
        f"QUALIFY row_number() OVER (PARTITION BY {partition} ORDER BY {LATEST_FIRST}) = 1"
    )


def view_statements() -> list[str]:
    """Return the statements of all views; one may use those that stand before it."""
    files = sorted((SQL_FOLDER / "views").glob("*.sql"))
    return [
        sql_text("result_class"),
        *(dataset_view(dataset) for dataset in DATASETS.values()),
        *(_text(path) for path in files),
    ]


def make_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every view anew."""
    for statement in view_statements():
        connection.execute(statement)


def _text(path: Path) -> str:
    return sql_text(f"views/{path.stem}")
