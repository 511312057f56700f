"""Spreadsheets of others, read as the ledgers they are, or refused."""

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from gwdash.ingest.profile import Profile
from gwdash.ingest.reading import read_file
from gwdash.registry.datasets import LEDGERS
from gwdash.standards.gbt14848 import classify_value


def read(path, dataset, *, references=None, **profile):
    return read_file(path.read_bytes(), path.name, dataset, Profile(**profile), references or {})


def kinds(reading, *severities):
    return Counter((str(i.kind), i.field) for i in reading.issues if i.severity in severities)


def plain(number):
    return "" if number is None else format(number.normalize(), "f")


@pytest.fixture(scope="module")
def national(corpus):
    """Return the national upload form of township wells, its place name taken as the code."""
    return {
        scope: read(
            corpus / "real" / "wel.xlsx",
            "water_quality",
            references={"well": frozenset()},
            mapping={"监测断面名称": "well_id"},
            scope=scope,
        )
        for scope in ("error", "warn")
    }


def test_the_results_of_the_national_form(national):
    """The labels of the table were checked by hand against the limits of GB/T 14848-2017."""
    rows = [
        {
            "cell": row["source_cell"],
            "analyte": row["analyte"],
            "raw": row["raw"],
            "flag": row["flag"],
            "value": plain(row["value"]),
            "detection_limit": plain(row["detection_limit"]),
            "unit": row["unit"],
            "label": classify_value(
                row["analyte"], row["value"], row["flag"], row["detection_limit"], row["raw"]
            ).label,
        }
        for row in national["warn"].rows.to_pylist()
    ]
    table = Path(__file__).with_name("wel_expected.csv")
    with table.open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    assert len(expected) == 78
    assert rows == expected


def test_the_issues_of_the_national_form(national):
    strict, lenient = national["error"], national["warn"]
    assert kinds(strict, "error") == {("scope", "county_code"): 2}
    warned = {("range", "lon"): 2, ("range", "lat"): 2, ("reference", "well_id"): 2}
    assert kinds(strict, "warning") == warned
    assert kinds(lenient, "error") == {}
    assert kinds(lenient, "warning") == {**warned, ("scope", "county_code"): 2}
    assert {str(i.kind) for i in strict.issues} == {"scope", "range", "reference"}
    assert all(heading.known for heading in strict.headings)
    assert set(strict.rows["row_status"].to_pylist()) == {"stopped"}
    assert lenient.good_rows().num_rows == 78


def test_the_samples_of_the_national_form(national):
    rows = national["warn"].rows
    assert Counter(rows["well_id"].to_pylist()) == {"xx镇xx村5社": 39, "xx乡1村7社": 39}
    assert set(rows["season"].to_pylist()) == {"normal"}
    assert set(rows["county_code"].to_pylist()) == {None}
    assert set(rows["lon"].to_pylist()) == {None}


def test_heads_of_a_well_that_the_file_does_not_name(corpus):
    reading = read(
        corpus / "real" / "pastas_head_wellex.csv", "water_level", constants={"well_id": "B1"}
    )
    assert reading.ok
    assert reading.rows.num_rows == reading.good_rows().num_rows == 3869
    assert set(reading.rows["well_id"].to_pylist()) == {"B1"}
    first = reading.rows.to_pylist()[0]
    assert isinstance(first["measured_at"], datetime)
    assert first["head_m"] is not None
    assert first["depth_to_water_m"] is None
    assert first["source_row"] == 2
    bare = read(corpus / "real" / "pastas_head_wellex.csv", "water_level")
    assert kinds(bare, "error") == {("missing-heading", "well_id"): 1}


@pytest.fixture(scope="module")
def boreholes(corpus):
    return read(corpus / "real" / "boreholes_guangzhou_nlogs.csv", "well", scope="warn")


def test_boreholes_of_another_city(boreholes):
    rows = boreholes.good_rows().to_pylist()
    assert len(rows) == boreholes.rows.num_rows == 47
    assert boreholes.ok
    assert all(113 < row["lon"] < 114.1 and 22 < row["lat"] < 24 for row in rows)
    assert {row["county_code"] for row in rows} == {None}
    assert all(heading.known for heading in boreholes.headings)


def test_every_damaged_identifier_is_told(boreholes):
    told = [i for i in boreholes.issues if i.field == "unified_id"]
    assert [i.cell for i in told] == [f"B{row}" for row in range(2, 49)]
    assert all("科学计数" in i.message and "e+16" in i.raw for i in told)
    assert set(boreholes.rows["unified_id"].to_pylist()) == {None}


def test_every_exchanged_easting_is_told_and_put_right(boreholes):
    told = [i for i in boreholes.issues if i.field == "y_east_m" and i.kind == "range"]
    assert [i.cell for i in told] == [f"I{row}" for row in range(2, 49)]
    assert all("已对调" in i.message for i in told)
    for row in boreholes.rows.to_pylist():
        assert 2_400_000 < row["x_north_m"] < 2_700_000
        # Without and with the number of the zone in front.
        assert 700_000 < row["y_east_m"] % 19_000_000 < 800_000


def test_every_coordinate_system_that_there_is_not_is_told(boreholes, corpus):
    with (corpus / "real" / "boreholes_guangzhou_nlogs.csv").open(encoding="utf-8") as file:
        written = [row["coordinate_system"] for row in csv.DictReader(file)]
    odd = [i for i, text in enumerate(written) if text not in {"Xian 80", "Beijing 1954-19° Belt"}]
    told = [i for i in boreholes.issues if i.field == "coord_sys"]
    assert [i.cell for i in told] == [f"M{i + 2}" for i in odd]
    assert {i.raw for i in told} == {f"Xian {number}" for number in range(81, 95)}


@pytest.mark.parametrize("dataset", LEDGERS)
def test_daily_reports_of_a_river_are_none_of_the_ledgers(corpus, dataset):
    files = sorted((corpus / "real" / "yellow_river_daily").glob("*.xls"))
    assert len(files) == 12
    for path in files:
        reading = read(path, dataset)
        assert reading.rows.num_rows == 0
        (error,) = [i for i in reading.issues if i.severity == "error"]
        assert error.kind == "missing-heading"
        assert "请核对是否选错了台账，或下载模板填写。" in error.message
