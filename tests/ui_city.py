"""A city of two months, small enough to know by heart: what queries and pages are tested on.

Rows go through the archive and a real publish; only the spreadsheets are left out.

Two counties report, one of them (610404) not in June; item 5-01 is long overdue; well W-2 has
been silent since March, W-3 is broken, W-4 lies in the new area's directly run part, W-9 is
known from a result alone; S-1 is a drinking-water well whose fluoride is above class Ⅲ.
"""

from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
from copied_city import copied

from gwdash.archive import Archive, Submission, record
from gwdash.clock import BEIJING
from gwdash.ingest.schema import row_schema
from gwdash.standards.periods import Period
from gwdash.store.publish import publish

MAY, JUNE = "2024-05", "2024-06"
HOSTILE = '<script>alert("x")</script>'


#: The smallest picture there is.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63f80f0001010100b138f6140000000049454e44ae426082"
)


@dataclass
class City:
    """A workspace with one published version."""

    home: Path
    version: int


def table(dataset: str, rows: list[dict]) -> pa.Table:
    numbered = [
        {"source_sheet": "表1", "source_row": n, "source_cell": f"A{n}"} | row
        for n, row in enumerate(rows, start=2)
    ]
    schema = row_schema(dataset)
    return pa.Table.from_pylist(
        [{name: row.get(name) for name in schema.names} for row in numbered], schema
    )


def hand_in(archive: Archive, dataset: str, reporter: str, period: str, rows: list[dict]) -> None:
    end = Period.parse(period).last_day
    when = datetime(2024, 7, 3, 9, tzinfo=BEIJING)
    submission = Submission(
        dataset=dataset, reporter=reporter, period=period, period_end=end, submitted_at=when,
        file_name=f"{reporter}_{dataset}_{period}.xlsx", file_kind="xlsx",
    )  # fmt: skip
    content = f"{dataset} {reporter} {period}".encode()
    record(archive, content, table(dataset, rows), [], submission, at=when)


def item(item_id: str, name: str, county: str, lead: str, due: date | None, **more: object) -> dict:
    return {
        "item_id": item_id, "task_no": item_id[0], "item_name": name, "county_code": county,
        "lead_unit": lead, "start_on": date(2024, 1, 1), "due_on": due, "weight": 1.0,
        "item_source": "annual",
    } | more  # fmt: skip


YEAR_END = date(2024, 12, 31)
PLAN = [
    item("1-01", "划定方案", "610400", "sthjj", YEAR_END, weight=3.0),
    item("5-01", "回灌井补建", "610400", "zrzyj", date(2022, 12, 31),
         start_on=date(2022, 1, 24), item_source="decision"),
    item("6-01", "报废井排查", "610402", "610402", YEAR_END),
    item("6-02", "报废井排查", "610404", "610404", YEAR_END),
    item("7-01", f"制度{HOSTILE}", "610400", "sthjj", YEAR_END),
    item("7-02", "常态化巡查", "610400", "slj", None),
]  # fmt: skip


def said(item_id: str, percent: float, **more: object) -> dict:
    return {"item_id": item_id, "county_code": "610400", "actual_pct": percent} | more


def progress(archive: Archive) -> None:
    done = {"evidence": "咸〔2024〕3号", "status": "done"}
    hand_in(archive, "task_progress", "sthjj", MAY, [said("1-01", 40.0), said("7-01", 90.0)])
    hand_in(archive, "task_progress", "zrzyj", MAY, [said("5-01", 40.0)])
    hand_in(archive, "task_progress", "610402", MAY, [said("6-01", 41.0, county_code="610402")])
    hand_in(archive, "task_progress", "610404", MAY, [said("6-02", 30.0, county_code="610404")])
    hand_in(
        archive, "task_progress", "sthjj", JUNE,
        [said("1-01", 50.0, problem=HOSTILE), said("7-01", 100.0, **done)],
    )  # fmt: skip
    hand_in(
        archive, "task_progress", "zrzyj", JUNE,
        [said("5-01", 42.0, problem="资金未落实", escalation="请协调资金")],
    )  # fmt: skip
    hand_in(archive, "task_progress", "slj", JUNE, [said("7-02", 60.0)])
    hand_in(archive, "task_progress", "610402", JUNE, [said("6-01", 48.0, county_code="610402")])


def evidence(archive: Archive) -> None:
    """What proves item 7-01 done: a picture that is attached to its report."""
    sha = archive.put_raw(PICTURE)
    row = {
        "attachment_id": "a1", "target_dataset": "task_progress", "target_reporter": "sthjj",
        "target_period": JUNE, "row_key": '{"county_code":"610400","item_id":"7-01"}',
        "file_sha256": sha, "file_name": f"印发{HOSTILE[:8]}文件.png", "media": "png",
        "n_bytes": len(PICTURE), "removed": False,
    }  # fmt: skip
    hand_in(archive, "attachment", "sthjj", JUNE, [row])


def well(well_id: str, county: str, **more: object) -> dict:
    return {
        "well_id": well_id, "well_name": f"{well_id}号井", "county_code": county, "lon": 108.68123,
        "lat": 34.36789, "well_state": "running", "origin": "national", "well_depth_m": 120.0,
        "screen_top_m": 80.0, "screen_bottom_m": 110.0, "wellhead_elevation_m": 400.0,
        "is_source_point": False, "new_area": "no",
    } | more  # fmt: skip


def wells(archive: Archive) -> None:
    hand_in(
        archive, "well", "610402", MAY,
        [
            well("W-1", "610402"),
            well("W-2", "610402"),
            well("W-3", "610402", well_state="destroyed"),
            well("W-4", "610402", new_area="direct"),
        ],
    )  # fmt: skip
    hand_in(
        archive, "well", "610428", MAY,
        [well("S-1", "610428", origin="drinking_source", is_source_point=True, well_name=HOSTILE)],
    )  # fmt: skip


def level(well_id: str, day: date, depth: float) -> dict:
    at = datetime(day.year, day.month, day.day, 8)  # noqa: DTZ001 (stored without a zone)
    return {"well_id": well_id, "measured_at": at, "depth_to_water_m": depth}


def levels(archive: Archive) -> None:
    rows = [
        level(well_id, date(2024, month, 16), 20.0 + month)
        for month in range(1, 6)
        for well_id in ("W-1", "W-2", "W-4")
        if well_id != "W-2" or month <= 3
    ]
    hand_in(archive, "water_level", "slj", MAY, rows)
    june = [level(w, date(2024, 6, 16), 26.0) for w in ("W-1", "W-4")]
    hand_in(archive, "water_level", "slj", JUNE, june)


def result(well_id: str, analyte: str, raw: str, **more: object) -> dict:
    nd = raw.endswith("L")
    number = Decimal(raw.rstrip("L"))
    return {
        "well_id": well_id, "sampled_on": date(2024, 5, 20), "analyte": analyte, "raw": raw,
        "value": None if nd else number, "flag": "nd" if nd else "value",
        "detection_limit": number if nd else None, "unit": "mg/L", "reported_unit": "mg/L",
        "sample_type": "regular",
    } | more  # fmt: skip


def quality(archive: Archive) -> None:
    hand_in(
        archive, "water_quality", "sthjj", "2024Q2",
        [
            result("S-1", "fluoride", "1.5"),
            result("S-1", "nh3n", "0.025L"),
            result("W-1", "fluoride", "0.6"),
            result("W-1", "fluoride", "0.7", sampled_on=date(2023, 10, 20)),
            result("W-9", "chloride", "300"),
        ],
    )  # fmt: skip


@copied
def build(home: Path, *, demo: bool = True) -> City:
    """Fill an empty folder with the city and publish it."""
    with closing(Archive(home / "archive")) as archive:
        archive.ledger.mark_as_demo(is_demo=demo)
        hand_in(archive, "work_plan", "ldxz", "2024", PLAN)
        progress(archive)
        evidence(archive)
        wells(archive)
        levels(archive)
        quality(archive)
        version = publish(home, archive, reason="测试")
    assert version is not None
    return City(home, version)
