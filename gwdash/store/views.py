"""The views of a version: one generated for each dataset, the others one file each.

==========  ===================  ==============================================================
kind        view                 rows
==========  ===================  ==============================================================
register,   ``<name>_asof``      what each reporter handed in, with ``period_end`` and
office                           ``next_period_end``; ``queries/well_asof.sql`` is the pattern
periodic    ``<name>_reported``  the facts of each period
observation ``<name>_current``   the last accepted value for each key
==========  ===================  ==============================================================

``decision_on`` is a register of which the office keeps some columns, as of any days.
Registers and periodic ledgers have a second view ``<name>_monthly``: the rows in force at the end
of every month, for a periodic one those of each reporter's last period.
``evidence_<indicator>`` yields the rows that an indicator counts, and ``indicator_evidence`` all
of them.
"""

# Names in statements come from the registry and this package, never from a user.
# ruff: noqa: S608

from collections.abc import Collection
from pathlib import Path

import duckdb

from gwdash.registry.datasets import DATASETS
from gwdash.registry.indicator import Indicator
from gwdash.registry.indicator_list import INDICATORS
from gwdash.registry.model import Dataset, DatasetKind
from gwdash.store.marts import INDICATOR, SQL_FOLDER, sql_text

#: Which of two rows with one key counts: the one accepted last; the rest makes it unique.
LATEST_FIRST = (
    "s.accepted_at DESC, r.submission_id DESC, "
    "r.source_sheet DESC, r.source_row DESC, r.source_cell DESC"
)
_REGISTERS = frozenset({DatasetKind.REGISTER, DatasetKind.OFFICE})
#: Those whose rows hold until the same reporter's next ones.
_LASTING = _REGISTERS | {DatasetKind.PERIODIC}
#: What the table of indicators is made from, and what a silent county has of it.
_COUNTED = "county_code, new_area, numerator, denominator, state, submission_id"
_SUBMISSION = "s.reporter, s.part, s.period, s.period_end, s.accepted_at"
#: Where ``<name>_on`` says whose value counts in each column that the office keeps.
_KEPT, _ON = "/* columns that the office keeps */", "_on"


def dataset_view(dataset: Dataset) -> str:
    """Return the statement that makes a dataset's view after the rule of its kind."""
    keys = ", ".join(f'r."{name}"' for name in dataset.key)
    rows = f"core.{dataset.name} AS r"
    submission = "JOIN core.submission AS s USING (submission_id)"
    if dataset.kind in _REGISTERS:
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


def monthly_view(dataset: Dataset) -> str:
    """Return the statement of the view with the rows in force at each month's end."""
    keys = ", ".join(f'r."{name}"' for name in dataset.key)
    rows = f"{dataset.name}_asof"
    if dataset.kind is DatasetKind.PERIODIC:
        rows = (
            f"(SELECT f.*, n.next_period_end FROM {dataset.name}_reported AS f "
            "JOIN mart.slice AS n USING (submission_id))"
        )
    return (
        f"CREATE OR REPLACE VIEW {dataset.name}_monthly AS "
        f"SELECT r.*, m.month, m.month_end, m.year_begin FROM {rows} AS r "
        "JOIN mart.month AS m ON r.period_end <= m.month_end "
        "AND (r.next_period_end IS NULL OR m.month_end < r.next_period_end) "
        f"QUALIFY row_number() OVER (PARTITION BY m.month, m.month_end, m.year_begin, {keys} "
        "ORDER BY r.accepted_at DESC, r.submission_id DESC, "
        "r.source_sheet DESC, r.source_row DESC, r.source_cell DESC) = 1"
    )


def indicator_view(indicator: Indicator) -> str:
    """Return the statement of the view with the rows that one indicator counts.

    Where counties owe its ledger, those who have never handed it in stand among the rows as
    未报, so that silence is seen beside the number. A row without a county lies outside the
    region and counts nowhere; what belongs to the city has an empty one.
    """
    rows = f"SELECT *, '{indicator.datasets[0]}' AS dataset FROM ({_evidence(indicator)})"
    if indicator.obliged:
        silent = _silent(f"'{indicator.datasets[0]}'", "mart.month AS m")
        rows += f" UNION ALL BY NAME {silent}"
    return (
        f"CREATE OR REPLACE VIEW evidence_{indicator.code} AS "
        f"SELECT '{indicator.code}' AS indicator_id, "
        "strftime(month_end, '%Y-%m') AS month, month_end, "
        "county_code, coalesce(new_area, 'no') AS new_area, "
        "thing, label, numerator::DECIMAL(18, 6) AS numerator, "
        "denominator::DECIMAL(18, 6) AS denominator, state, note, dataset, "
        f"submission_id, source_sheet, source_cell FROM ({rows}) WHERE county_code IS NOT NULL"
    )


def _evidence(indicator: Indicator) -> str:
    return sql_text(f"indicators/{indicator.code}").strip()


def _silent(dataset: str, months: str, more: str = "") -> str:
    """Return a SELECT of the counties in scope that have nothing in force at a month's end."""
    return (
        f"SELECT {more}m.month_end, c.county_code, 'no' AS new_area, c.county_code AS thing, "
        "c.name AS label, 0 AS numerator, 0 AS denominator, 'not_reported' AS state, "
        "'从未报送本台账' AS note, NULL::BIGINT AS submission_id, '' AS source_sheet, "
        f"'' AS source_cell, {dataset} AS dataset "
        f"FROM {months} CROSS JOIN ref.county AS c "
        f"ANTI JOIN mart.slice AS s ON s.dataset = {dataset} "
        "AND s.reporter = c.county_code AND s.period_end <= m.month_end "
        "AND (s.next_period_end IS NULL OR m.month_end < s.next_period_end) "
        "WHERE c.is_in_scope"
    )


def indicator_rows(codes: Collection[str], *, others_silent: bool) -> str:
    """Return the SELECT of ``mart.indicator`` for some indicators, much lighter than for all.

    With `others_silent` it is for all, and says of the others that counties owe just that nobody
    has reported: there is nothing else to say as long as none of their ledgers was handed in.
    """
    others = [one for one in INDICATORS if others_silent and one.code not in codes]
    silent = [one for one in others if one.obliged]
    asked = [*codes, *(one.code for one in others if not one.obliged)]
    rows = [f"SELECT indicator_id, month, {_COUNTED} FROM evidence_{code}" for code in asked]
    if silent:
        listed = ", ".join(f"('{one.code}', '{one.datasets[0]}')" for one in silent)
        months = f"(VALUES {listed}) AS i (indicator_id, ledger) CROSS JOIN mart.month AS m"
        select = _silent("i.ledger", months, "i.indicator_id, m.month, ")
        rows.append(f"SELECT indicator_id, month, {_COUNTED} FROM ({select})")
    return f"WITH indicator_evidence AS ({' UNION ALL '.join(rows)}) {INDICATOR.sql}"


def indicator_statements() -> list[str]:
    """Return the statements of the views that indicators are made from, the union last."""
    union = " UNION ALL ".join(f"SELECT * FROM evidence_{one.code}" for one in INDICATORS)
    return [
        *(indicator_view(one) for one in INDICATORS),
        f"CREATE OR REPLACE VIEW indicator_evidence AS {union}",
    ]


def view_statements() -> list[str]:
    """Return the statements of all views; one may use those that stand before it."""
    return [
        sql_text("result_class"),
        *(dataset_view(dataset) for dataset in DATASETS.values()),
        *(monthly_view(dataset) for dataset in DATASETS.values() if dataset.kind in _LASTING),
        *counting_views(),
        *indicator_statements(),
    ]


def counting_views() -> list[str]:
    """Return the statements of the views that are written out, some of which indicators count."""
    return [_text(path) for path in sorted((SQL_FOLDER / "views").glob("*.sql"))]


def make_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every view anew."""
    for statement in view_statements():
        connection.execute(statement)


def _text(path: Path) -> str:
    text = sql_text(f"views/{path.stem}")
    if _KEPT not in text:
        return text
    columns = DATASETS[path.stem.removesuffix(_ON)].kept_by_office
    choices = (
        f'CASE WHEN r.is_kept THEN o."{c.name}" ELSE r."{c.name}" END AS "{c.name}"'
        for c in columns
    )
    return text.replace(_KEPT, ", ".join(choices))
