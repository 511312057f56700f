"""A city of samplings and reports, small enough to know by heart, for 水质 and 县市区排名.

Two drinking-water wells, a regional point, a point at a source of pollution that serves a
drinking-water source too, one without an end, one in the new area's directly run part, and one
that the register lacks. Three counties report: 610402 always in time, 610404 late in May and not
in June, 610430 in June only; 610428 has an item and has never reported.
"""

from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from copied_city import copied
from ui_city import HOSTILE, JUNE, MAY, City, item, said, table, well

from gwdash.archive import Archive, Submission, record
from gwdash.clock import BEIJING
from gwdash.standards.periods import Period
from gwdash.store.publish import publish

DRY, DRY_BEFORE, WET_BEFORE = date(2024, 5, 20), date(2023, 5, 18), date(2023, 10, 20)
APRIL = "2024-04"
YEAR_END = date(2024, 12, 31)


def hand_in(archive, dataset, reporter, period, rows, *, when):
    end = Period.parse(period).last_day
    submission = Submission(
        dataset=dataset, reporter=reporter, period=period, period_end=end, submitted_at=when,
        file_name=f"{reporter}_{dataset}_{period}.xlsx", file_kind="xlsx",
    )  # fmt: skip
    record(archive, f"{dataset} {reporter} {period}".encode(), table(dataset, rows), [],
           submission, at=when)  # fmt: skip


def result(well_id, analyte, raw, *, day=DRY, season="dry", **more):
    """Return one result as a laboratory writes it: a number, ``0.1L``, ``>9`` or nothing."""
    text = raw.lstrip(">").rstrip("L")
    flag = "nd" if raw.endswith("L") else "right_censored" if raw.startswith(">") else "value"
    if not raw:
        flag = "missing"
    number = Decimal(text) if text else None
    return {
        "well_id": well_id, "sampled_on": day, "analyte": analyte, "raw": raw, "season": season,
        "value": None if flag in {"nd", "missing"} else number, "flag": flag,
        "detection_limit": number if flag == "nd" else None, "unit": "mg/L",
        "sample_type": "regular",
    } | more  # fmt: skip


WELLS = [
    well("S-1", "610402", origin="drinking_source", is_source_point=True, well_name="一号水源井"),
    well("S-2", "610404", origin="drinking_source", is_source_point=True, well_name=HOSTILE),
    well("A-1", "610402", is_area_point=True),
    well("P-1", "610404", is_source_point=True, is_pollution_point=True),
    well("O-1", "610402", origin="survey"),
    well("N-1", "610402", is_area_point=True, new_area="direct"),
]
#: Limits of class Ⅲ, mg/L: fluoride 1.0, chloride 250, ammonia 0.50; chloroform 60 μg/L.
RESULTS = [
    # S-1 turns from Ⅰ to Ⅳ by fluoride; its chloroform is only known to be ≤Ⅲ.
    result("S-1", "fluoride", "1.5"),
    result("S-1", "chloride", "40"),
    result("S-1", "chloroform", "30L", unit="μg/L"),
    result("S-1", "fluoride", "0.6", day=DRY_BEFORE),
    # A second sampling in the same season is better: the worst counts.
    result("S-1", "fluoride", "0.8", day=date(2024, 5, 28)),
    # P-1: more than can be measured is exceeding without a class or a multiple.
    result("P-1", "nh3n", ">0.9"),
    result("P-1", "chloride", "300"),
    result("P-1", "chloride", "320", day=DRY_BEFORE),
    # nothing of the season is proven, one result was not measured.
    result("A-1", "nh3n", "2L"),
    result("A-1", "fluoride", ""),
    result("A-1", "chloride", "40", day=WET_BEFORE, season="wet"),
    result("N-1", "fluoride", "0.7"),
    # U-1 stands in no register and names no season.
    result("U-1", "fluoride", "2.5", season=None, county_code="610430"),
    # A parallel sample controls the laboratory and is no result.
    result("S-2", "fluoride", "9", sample_type="duplicate"),
]  # fmt: skip

PLAN = [
    item("6-01", "报废井排查", "610402", "610402", YEAR_END),
    item("6-02", "封井回填", "610402", "610402", YEAR_END, weight=3.0),
    item("6-03", f"排查{HOSTILE}", "610404", "610404", YEAR_END),
    item("6-04", "排查", "610430", "610430", YEAR_END),
    item("6-05", "排查", "610428", "610428", YEAR_END),
    item("1-01", "划定方案", "610400", "sthjj", YEAR_END),
]


def reports(archive: Archive) -> None:
    in_time = {APRIL: (5, 4), MAY: (6, 4), JUNE: (7, 4)}
    rows = {
        APRIL: {"610402": [said("6-01", 30.0)], "610404": [said("6-03", 35.0)]},
        MAY: {
            "610402": [said("6-01", 38.0), said("6-02", 30.0)],
            "610404": [said("6-03", 45.0)],
        },
        JUNE: {"610402": [said("6-01", 60.0), said("6-02", 40.0)], "610430": [said("6-04", 20.0)]},
    }
    for period, by_county in rows.items():
        month, day = in_time[period]
        for county, own in by_county.items():
            late = 3 if (county, period) == ("610404", MAY) else 0
            when = datetime(2024, month, day + late, 9, tzinfo=BEIJING)
            hand_in(archive, "task_progress", county, period, own, when=when)


@copied
def build(home: Path, *, results: bool = True, progress: bool = True) -> City:
    """Fill an empty folder with the city and publish it."""
    when = datetime(2024, 7, 3, 9, tzinfo=BEIJING)
    with closing(Archive(home / "archive")) as archive:
        hand_in(archive, "work_plan", "ldxz", "2024", PLAN, when=when)
        hand_in(archive, "well", "sthjj", JUNE, WELLS, when=when)
        if results:
            hand_in(archive, "water_quality", "sthjj", "2024Q2", RESULTS, when=when)
        if progress:
            reports(archive)
        version = publish(home, archive, reason="测试")
    assert version is not None
    return City(home, version)
