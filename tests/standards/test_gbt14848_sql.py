"""The SQL class of a result equals the Python one, on a real database."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gwdash.standards.gbt14848 import (
    ANALYTES,
    CLASS_SQL,
    LIMITS_DDL,
    classify_value,
    limits_table,
)
from gwdash.standards.results import ABSENT_WORDS, PRESENT_WORDS, Flag

VIEW = Path(__file__).parents[2] / "gwdash" / "store" / "sql" / "result_class.sql"

COLUMNS = (
    "analyte VARCHAR, value DECIMAL(28,12), flag VARCHAR, detection_limit DECIMAL(28,12),"
    " raw VARCHAR, row_id INTEGER"
)


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA core; CREATE SCHEMA ref")
        connection.execute(LIMITS_DDL)
        rows = [list(row.values()) for row in limits_table()]
        marks = ", ".join("?" for _ in rows[0])
        connection.executemany(f"INSERT INTO ref.analyte_limit VALUES ({marks})", rows)  # noqa: S608
        connection.execute(f"CREATE TABLE core.water_quality ({COLUMNS})")
        connection.execute(VIEW.read_text(encoding="utf-8"))
        yield connection


def _near_limits() -> list[Decimal]:
    limits = {
        limit for analyte in ANALYTES.values() for limit in analyte.upper if limit is not None
    }
    bands = ANALYTES["ph"].ph_bands
    assert bands is not None
    limits |= {bands.low1, bands.high1, bands.low4, bands.high4, Decimal(0)}
    step = Decimal("1e-12")
    return sorted(
        {limit + move for limit in limits for move in (-step, 0, step) if limit + move >= 0}
    )


numbers = st.one_of(
    st.sampled_from(_near_limits()),
    st.decimals(0, 100_000, places=12, allow_nan=False, allow_infinity=False),
    st.decimals(0, 15, places=2),
)
words = st.one_of(
    st.sampled_from([*ABSENT_WORDS, *PRESENT_WORDS, " 无\u3000", "有\n", "不明", ""]),
    st.text(max_size=5),
)
results = st.tuples(
    st.sampled_from(list(ANALYTES)),
    st.one_of(st.none(), numbers),
    st.sampled_from([str(flag) for flag in Flag]),
    st.one_of(st.none(), numbers),
    words,
)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(results, min_size=40, max_size=80))
def test_sql_agrees_with_python(database, rows):
    database.execute("DELETE FROM core.water_quality")
    marks = ", ".join("(?, ?, ?, ?, ?, ?)" for _ in rows)
    database.execute(
        f"INSERT INTO core.water_quality VALUES {marks}",  # noqa: S608
        [cell for number, row in enumerate(rows) for cell in (*row, number)],
    )
    found = database.execute(
        "SELECT class_label, class_grade, class_best, class_worst, class_doubtful, against_class3"
        " FROM result_class ORDER BY row_id"
    ).fetchall()
    expected = []
    for analyte, value, flag, limit, raw in rows:
        one = classify_value(analyte, value, flag, limit, raw)
        verdict = str(one.against("Ⅲ"))
        expected.append((one.label, one.grade, one.best, one.worst, one.doubtful, verdict))
    assert found == expected


def test_an_unknown_analyte_has_no_class(database):
    database.execute("DELETE FROM core.water_quality")
    database.execute(
        "INSERT INTO core.water_quality VALUES ('total_cr', 0.01, 'value', NULL, '0.01', 1)"
    )
    found = database.execute("SELECT class_label, class_grade, against_class3 FROM result_class")
    assert found.fetchall() == [("未定", None, "无法判定")]


def test_the_view_holds_the_class_expression():
    def squeeze(text):
        return re.sub(r"\s+", " ", text)

    assert squeeze(CLASS_SQL) in squeeze(VIEW.read_text(encoding="utf-8"))


def test_limits_are_the_ones_of_the_standard(database):
    query = "SELECT class1, class4, worst_class FROM ref.analyte_limit WHERE analyte = ?"
    assert database.execute(query, ["as"]).fetchone() == (Decimal("0.001"), Decimal("0.05"), 5)
    assert database.execute(query, ["las"]).fetchone() == (Decimal(0), Decimal("0.3"), 5)
    assert database.execute(query, ["gross_alpha"]).fetchone() == (Decimal("0.1"), None, 4)
