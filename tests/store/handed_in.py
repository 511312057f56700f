"""Small ledgers to hand in, as rows of the registry's tables."""

from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa

from gwdash.archive import WHOLE, Archive, Submission, record
from gwdash.clock import BEIJING
from gwdash.registry.datasets import DATASETS
from gwdash.registry.tables import row_columns
from gwdash.standards.periods import Period

TYPES = {
    "VARCHAR": pa.string(),
    "DOUBLE": pa.float64(),
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "BOOLEAN": pa.bool_(),
    "DECIMAL(28,12)": pa.decimal128(28, 12),
}

ENDS = {code: Period.parse(code).last_day for code in ("2024-05", "2024-06", "2024-07")}


def moment(minute: int = 0, *, day: int = 1, month: int = 7) -> datetime:
    return datetime(2024, month, day, 8 + minute // 60, minute % 60, tzinfo=BEIJING)


def rows_of(dataset: str, rows: list[dict]) -> pa.Table:
    """Return rows as they are archived; what is not given is empty, rows are numbered."""
    numbered = [
        {"source_sheet": "表1", "source_row": n, "source_cell": f"A{n}"} | row
        for n, row in enumerate(rows, start=2)
    ]
    return pa.table(
        {
            column.name: pa.array(
                [row.get(column.name) for row in numbered], TYPES[column.sql_type]
            )
            for column in row_columns(DATASETS[dataset])
        }
    )


def hand_in(
    archive: Archive,
    dataset: str,
    rows: list[dict] | None,
    *,
    reporter: str = "610402",
    period: str = "2024-06",
    part: str = WHOLE,
    at: datetime | None = None,
    accept: bool = True,
) -> Submission:
    """Hand rows in and accept them at a given moment; None is a report of nothing."""
    when = at or moment()
    submission = Submission(
        dataset=dataset,
        reporter=reporter,
        period=period,
        period_end=Period.parse(period).last_day,
        part=part,
        submitted_at=when,
        file_name=f"{dataset}.xlsx",
        file_kind="xlsx",
    )
    table = None if rows is None else rows_of(dataset, rows)
    content = f"{dataset} {reporter} {period} {part} {rows}".encode()
    return record(archive, content, table, [], submission, accept=accept, at=when)


def level(well: str, day: int, depth: float, **more: object) -> dict:
    at = datetime(2024, 6, day, 9)  # noqa: DTZ001 (as stored: Beijing time without a zone)
    return {"well_id": well, "measured_at": at, "depth_to_water_m": depth} | more


def result(well: str, analyte: str, value: str | None, **more: object) -> dict:
    number = None if value is None else Decimal(value)
    found = {
        "well_id": well,
        "sampled_on": date(2024, 5, 10),
        "analyte": analyte,
        "raw": value or "",
        "value": number,
        "flag": "value" if value else "missing",
        "unit": "mg/L",
        "county_code": "610402",
    }
    return found | more


def not_detected(well: str, analyte: str, limit: str, **more: object) -> dict:
    found = {"raw": f"{limit}L", "flag": "nd", "detection_limit": Decimal(limit)}
    return result(well, analyte, None) | found | more


def well(well_id: str, **more: object) -> dict:
    return {"well_id": well_id, "county_code": "610402"} | more


def progress(item: str, percent: float) -> dict:
    return {"item_id": item, "county_code": "610402", "actual_pct": percent, "status": "done"}
