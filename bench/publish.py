"""Publishing against a bare CREATE TABLE AS of the same Parquet file, in turns.

The reference writes the rows and nothing else: no classes, no marts, no proof, no hash.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gwdash import clock
from gwdash.archive import Archive, Submission, record
from gwdash.registry.datasets import WATER_QUALITY
from gwdash.registry.region import REGION
from gwdash.registry.tables import row_columns
from gwdash.standards.gbt14848 import ANALYTES
from gwdash.store.publish import publish

ROWS = 1_000_000
SLICE_ROWS = 20_000
ROUNDS = 5
NOT_DETECTED = 0.3
_ROUTINE = 39
_FIRST_SAMPLE = np.datetime64("2015-01-15")
#: Ten years of days, over which a well's samples are spread.
_YEARS_DAYS = 3_640
_ARROW = {
    "VARCHAR": pa.string(),
    "DOUBLE": pa.float64(),
    "INTEGER": pa.int32(),
    "DATE": pa.date32(),
    "DECIMAL(28,12)": pa.decimal128(28, 12),
}


def results(
    n_rows: int, *, seed: int = 7, first_well: int = 0, samples_a_well: int = 40
) -> pa.Table:
    """Return laboratory results as they are archived: 39 indicators a sample, some not found."""
    random = np.random.default_rng(seed)
    place = np.arange(n_rows)
    sample, indicator = place // _ROUTINE, place % _ROUTINE
    well = first_well + sample // samples_a_well
    days = sample % samples_a_well * (_YEARS_DAYS // samples_a_well)
    analytes = list(ANALYTES.values())[:_ROUTINE]
    limits = np.array([float(a.upper[2] or 8) for a in analytes])
    # Most results lie well below the class Ⅲ limit, a few in a hundred above it.
    value = np.round(limits[indicator] * random.lognormal(-1.6, 0.8, n_rows), 6)
    found = random.random(n_rows) > NOT_DETECTED
    counties = pa.array([county.code for county in REGION.counties])
    value_text = pa.array(value).cast(pa.string())
    exact = pa.array(value).cast(_ARROW["DECIMAL(28,12)"])
    given = {
        "well_id": _numbered("XY", well),
        "sampled_on": pa.array(_FIRST_SAMPLE + days),
        "analyte": pa.array([a.code for a in analytes]).take(pa.array(indicator)),
        "raw": pc.if_else(found, value_text, pc.binary_join_element_wise(value_text, "L", "")),
        "value": pc.if_else(found, exact, None),
        "flag": pc.if_else(found, "value", "nd"),
        "detection_limit": pc.if_else(found, None, exact),
        "unit": pa.array([a.unit for a in analytes]).take(pa.array(indicator)),
        "well_name": _numbered("监测井", well),
        "county_code": counties.take(pa.array(well % len(counties))),
        "lon": pa.array(108 + well % 100 / 100),
        "lat": pa.array(34 + well % 100 / 100),
        "lab": pa.array(["监测站"] * n_rows),
        "report_no": _numbered("R2024-", sample),
        "source_sheet": pa.array(["水质"] * n_rows),
        "source_row": pa.array(place.astype("int32") + 2),
        "source_cell": _numbered("F", place + 2),
    }
    columns = {}
    for column in row_columns(WATER_QUALITY):
        kind = _ARROW[column.sql_type]
        values = given.get(column.name, pa.nulls(n_rows))
        columns[column.name] = values.cast(kind)
    return pa.table(columns)


def measure() -> list[tuple[str, float, str]]:
    """Return what publishing costs next to writing the rows once."""
    many, few = results(ROWS), results(SLICE_ROWS, seed=8, first_well=ROWS)
    figures: dict[str, list[float]] = {"bare": [], "first": [], "slice": []}
    for _ in range(ROUNDS):
        folder = Path(tempfile.mkdtemp(prefix="gwdash-bench-"))
        try:
            for name, seconds in _round(folder, many, few).items():
                figures[name].append(seconds)
        finally:
            shutil.rmtree(folder)
    bare = statistics.median(figures["bare"])
    note = f"bare CREATE TABLE AS {bare:.2f} s, median of {ROUNDS}"
    first, patch = statistics.median(figures["first"]), statistics.median(figures["slice"])
    return [
        (
            f"publish: {ROWS:,} results, first version",
            first / bare,
            f"{first:.2f} s; {note}; at most 3",
        ),
        (f"publish: {SLICE_ROWS:,} results beside {ROWS:,}", patch / bare, f"{patch:.2f} s"),
    ]


def _round(folder: Path, many: pa.Table, few: pa.Table) -> dict[str, float]:
    with Archive.of(folder) as archive:
        first = hand_in(archive, many, REGION.counties[0].code)
        seconds = {
            "bare": _timed(lambda: _bare(folder / "bare.duckdb", archive.rows_path(first))),
            "first": _timed(lambda: publish(folder, archive, reason="bench")),
        }
        hand_in(archive, few, REGION.counties[1].code)
        seconds["slice"] = _timed(lambda: publish(folder, archive, reason="bench"))
    return seconds


def hand_in(archive: Archive, rows: pa.Table, reporter: str) -> str:
    """Archive results as a reporter's accepted submission and return their file's SHA-256."""
    submission = Submission(
        dataset=WATER_QUALITY.name,
        reporter=reporter,
        period="2024-Q2",
        period_end=date(2024, 6, 30),
        submitted_at=clock.now(),
    )
    return record(archive, reporter.encode(), rows, [], submission).rows_sha256


def _bare(target: Path, parquet: Path) -> None:
    connection = duckdb.connect(str(target))
    connection.execute("CREATE TABLE t AS SELECT * FROM read_parquet(?)", [str(parquet)])
    connection.close()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _numbered(prefix: str, numbers: np.ndarray) -> pa.Array:
    text = pa.array(numbers).cast(pa.string())
    return pc.binary_join_element_wise(prefix, text, "")
