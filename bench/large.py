"""Ten million results of three thousand wells: one more slice published, and every page question.

The reference for publishing is a bare CREATE TABLE AS of the same Parquet files; the reference
for questions is a scan of all rows that groups them by well and indicator.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from bench._questions import Questions, figures_searched, of_pages
from bench.publish import hand_in, results
from gwdash import clock
from gwdash.archive import Archive, Submission, record
from gwdash.assess.series_rules import series_rules
from gwdash.ingest.schema import row_schema
from gwdash.queries import (
    evidence,
    evidence_ranking,
    evidence_tasks,
    evidence_wells,
    indicators,
    network,
    periods,
    progress,
    quality,
    quality_results,
    ranking,
    reporting,
)
from gwdash.queries.analyte_record import well_records
from gwdash.queries.arrival import arrivals
from gwdash.queries.quality_history import history
from gwdash.queries.source import last_day
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.connection import ALIAS
from gwdash.store.database import Store, open_current
from gwdash.store.publish import publish

WELLS = 3_000
PARTS, PART_ROWS = 10, 1_000_000
SLICE_ROWS = 20_000
ROUNDS = 5
QUESTION_ROUNDS = 20
PUBLISH_LIMIT, QUESTION_LIMIT, P95_LIMIT_MS = 0.5, 0.1, 100
_RESULTS_A_SAMPLE = 39
_PERIOD = "2024-06"


def measure() -> list[tuple[str, float, str]]:
    """Return (name, ratio, note): publishing beside ten million rows, then the questions."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Archive.of(folder) as archive:
            parquet = _fill(archive)
            first = _timed(lambda: publish(folder, archive, reason="bench"))
            bare, patch = _publishes(folder, archive, parquet)
        store = open_current(folder)
        if store is None:
            raise RuntimeError("nothing was published")
        total = PARTS * PART_ROWS
        lines = [
            (
                f"publish: {total:,} results, first version",
                first / bare,
                f"{first:.1f} s; bare CREATE TABLE AS {bare:.1f} s",
            ),
            (
                f"publish: {SLICE_ROWS:,} results beside {total:,}",
                patch / bare,
                f"{patch:.2f} s, median of {ROUNDS}; at most {PUBLISH_LIMIT}",
            ),
        ]
        return lines + _questions(store)


def _fill(archive: Archive) -> list[Path]:
    """Archive the wells and the results in ten submissions, and return the results' files."""
    wells_a_part = WELLS // PARTS
    samples = PART_ROWS // _RESULTS_A_SAMPLE // wells_a_part + 1
    _hand_in_wells(archive)
    paths = []
    for part in range(PARTS):
        rows = results(PART_ROWS, seed=part, first_well=part * wells_a_part, samples_a_well=samples)
        paths.append(archive.rows_path(hand_in(archive, rows, REGION.counties[part].code)))
    return paths


def _hand_in_wells(archive: Archive) -> None:
    schema = row_schema("well")
    counties = [county.code for county in REGION.counties]
    rows = [
        {
            "well_id": f"XY{number}", "well_name": f"监测井{number}", "origin": "national",
            "county_code": counties[number % len(counties)], "well_state": "running",
            "lon": 108 + number % 100 / 100, "lat": 34 + number % 97 / 100, "new_area": "no",
            "is_source_point": number % 10 == 0, "source_sheet": "表", "source_row": number + 2,
            "source_cell": f"A{number + 2}",
        }
        for number in range(WELLS)
    ]  # fmt: skip
    filled = [{name: row.get(name) for name in schema.names} for row in rows]
    submission = Submission(
        dataset="well", reporter=REGION.counties[0].code, period="2024-05",
        period_end=date(2024, 5, 31), submitted_at=clock.now(),
    )  # fmt: skip
    record(archive, b"wells", pa.Table.from_pylist(filled, schema), [], submission)


def _publishes(folder: Path, archive: Archive, parquet: list[Path]) -> tuple[float, float]:
    """Return the medians of a bare table and of one more slice, taken in turns."""
    bare: list[float] = []
    patch: list[float] = []
    for number in range(ROUNDS):
        target = folder / f"bare{number}.duckdb"
        bare.append(_timed(lambda path=target: _bare(path, parquet)))  # type: ignore[misc]
        target.unlink()
        more = results(SLICE_ROWS, seed=100 + number, first_well=WELLS + number, samples_a_well=40)
        hand_in(archive, more, REGION.counties[PARTS].code)
        patch.append(_timed(lambda: publish(folder, archive, reason="bench")))
    return statistics.median(bare), statistics.median(patch)


def _bare(target: Path, parquet: list[Path]) -> None:
    connection = duckdb.connect(str(target))
    files = [str(path) for path in parquet]
    connection.execute("CREATE TABLE t AS SELECT * FROM read_parquet(?)", [files])
    connection.close()


def _questions(store: Store) -> list[tuple[str, float, str]]:
    scan = statistics.median(_timed(lambda: _scan(store)) for _ in range(ROUNDS))
    scope = Scope(_PERIOD)
    asked = _network(store, scope) | _quality(store, scope) | _others(store, scope)
    asked |= of_pages(store, scope)
    lines, every, slowest = [], [], (0.0, "")
    for name, question in asked.items():
        question()
        seconds = [_timed(question) for _ in range(QUESTION_ROUNDS)]
        every += seconds
        slowest = max(slowest, (_p95_ms(seconds), name))
        middle = statistics.median(seconds)
        note = f"{middle * 1000:.1f} ms; scan {scan:.2f} s; at most {QUESTION_LIMIT}"
        lines.append((f"question: {name}", middle / scan, note))
    p95, (worst, name) = _p95_ms(every), slowest
    note = f"{p95:.0f} ms of {len(every)} questions; at most {P95_LIMIT_MS} ms"
    one = f"{worst:.0f} ms: {name}; at most {P95_LIMIT_MS} ms"
    figures = figures_searched(store, scope)
    figures()
    long = statistics.median(_timed(figures) for _ in range(ROUNDS))
    said = f"{long * 1000:.0f} ms; scan {scan:.2f} s; reads every value, which the page says"
    return [
        *lines,
        ("question: ledgers: water_quality, figures searched", long / scan, said),
        ("question: p95 of all", p95 / P95_LIMIT_MS, note),
        ("question: p95 of the slowest", worst / P95_LIMIT_MS, one),
    ]


def _p95_ms(seconds: list[float]) -> float:
    return sorted(seconds)[int(0.95 * (len(seconds) - 1))] * 1000


def _network(store: Store, scope: Scope) -> Questions:
    """Return what the network's page asks, and the evidence of its figures."""
    as_of, well = last_day(scope), "XY10"
    found = network.wells(store, scope)
    ids = [one.well_id for one in found]
    return {
        "all wells": lambda: network.wells(store, scope),
        "levels that came in": lambda: arrivals(store, ids, as_of),
        "results above class III": lambda: network.exceedances(store, scope),
        "indicators of one well": lambda: network.analytes(store, well, as_of),
        "every series of one well": lambda: well_records(store, well, as_of, series_rules()),
        "one indicator of one well": lambda: network.results(store, well, "fluoride", as_of),
        "levels of one well": lambda: network.levels(store, well, as_of),
        "evidence of running wells": lambda: evidence_wells.running(store, scope),
        "indicators of all places": lambda: indicators.readings(store, scope),
        "evidence of sources": lambda: indicators.evidence(store, scope, "src_ok"),
        "evidence of one well": lambda: evidence_wells.well(store, scope, well),
        "evidence of levels": lambda: evidence_wells.levels(store, scope, well),
        "evidence of one result": lambda: evidence_wells.results(store, scope, well, "fluoride"),
    }


def _quality(store: Store, scope: Scope) -> Questions:
    """Return what the page of 水质 asks for all points together, which no page does at once."""
    known = quality.points(store, scope)
    season = history(store, scope, known).seasons()[0]
    both = (season, season.same_last_year)
    above = quality_results.exceedances(store, scope, season, known)
    return {
        "points of quality": lambda: quality.points(store, scope),
        "seasons of four years": lambda: history(store, scope, known),
        "a season and the year before": lambda: quality.samplings(store, scope, known, both),
        "a season above class III": lambda: quality_results.exceedances(
            store, scope, season, known
        ),
        "indicators of a season": lambda: quality_results.analytes(
            store, scope, season, known, above
        ),
    }


def _others(store: Store, scope: Scope) -> Questions:
    """Return what the other pages ask; of tasks there is nothing, so only the way is measured."""
    county = REGION.counties[0].code
    return {
        "reporting periods": lambda: periods.months(store),
        "who has reported": lambda: reporting.task_reports(store, _PERIOD),
        "items of the plan": lambda: progress.plan_items(store, scope),
        "ranking of the counties": lambda: ranking.board(store, scope),
        "evidence of a score": lambda: evidence_ranking.score(store, scope, county),
        "evidence of missing reports": lambda: evidence_tasks.missing(store, scope),
        "evidence of overall progress": lambda: evidence_tasks.overall(store, scope),
        "files of a version": lambda: evidence.files(store),
    }


def _scan(store: Store) -> None:
    """Look at every result once; the page's own handle, so that both read the same file."""
    with store._connection.cursor() as cursor:  # noqa: SLF001
        cursor.execute(f"USE {ALIAS}")
        cursor.execute(
            "SELECT well_id, analyte, count(*), max(value), max(sampled_on) "
            "FROM core.water_quality GROUP BY ALL"
        ).df()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
