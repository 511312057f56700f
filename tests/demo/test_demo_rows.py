"""What the demo's units say: plausible, the same every time, and each story there to be read."""

import math
import os
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, time
from itertools import pairwise

import pytest
from shapely.geometry import Point

from gwdash.archive import SubmissionKind
from gwdash.demo import chemistry, courses, days, fates, parcels, places, samples, wells
from gwdash.demo.chance import LAST_MONTH, PRESENT, month, month_end, months
from gwdash.demo.fates import Fate
from gwdash.demo.items import items
from gwdash.demo.levels import depth_m, level_rows
from gwdash.demo.plan import PLANS, plan_rows
from gwdash.demo.progress import UNPROVEN_ITEM, progress_rows
from gwdash.demo.registers import OWNERS, register_months, register_rows
from gwdash.registry.datasets import DATASETS, LEDGERS
from gwdash.registry.region import REGION
from gwdash.standards.analytes import ANALYTES
from gwdash.standards.workdays import due_on

END = month_end(LAST_MONTH)


@pytest.fixture(scope="module")
def files():
    return parcels.parcels()


def row_of(item_id, first):
    item = next(i for i in items() if i.item_id == item_id)
    return next(r for r in progress_rows(item.lead, first) if r["item_id"] == item_id)


def well_of(well_id):
    return next(w for w in wells.wells() if w.well_id == well_id)


# -- who and when -----------------------------------------------------------------------------


def test_every_reporter_has_a_say_in_every_month():
    for reporter in REGION.expand_reporters(DATASETS["task_progress"].reporters):
        for first in months():
            assert progress_rows(reporter.code, first), (reporter.name, first)


def test_files_come_in_order_and_none_from_the_future(files):
    assert [f.at for f in files] == sorted(f.at for f in files)
    assert files[-1].at <= PRESENT
    assert {f.dataset for f in files} == set(LEDGERS)
    assert len(months()) == 30


def test_each_slice_ends_with_one_good_file_but_for_a_few_of_the_last_days(files):
    last = {(f.dataset, f.reporter, f.period.code, f.part): f for f in files}
    open_ones = [f for f in last.values() if f.fate is not Fate.KEPT]
    assert {f.fate for f in open_ones} == {Fate.WAITING, Fate.RETURNED}
    assert 4 <= len(open_ones) <= 8
    assert all(f.at.date() > date(2024, 7, 6) for f in open_ones)


def test_the_last_month_is_a_real_one(files):
    """Most have reported in one way or another; a few are missing, returned or wait."""
    clicked = Counter((f.dataset, f.kind) for f in files if f.period.code == "2024-06")
    assert clicked["well", SubmissionKind.CARRY] > 10
    assert clicked["water_level", SubmissionKind.NIL] == 7
    silent = {f.reporter for f in files if f.dataset == "well" and f.period.code == "2024-06"}
    assert set(OWNERS) - silent == {"610426"}


def test_a_register_is_carried_in_every_month_in_which_it_did_not_change(files):
    for owner in OWNERS:
        own = {f.period.first_day: f for f in files if (f.dataset, f.reporter) == ("well", owner)}
        changed = register_months(owner)
        gone = date(2024, 6, 1) if owner == "610426" else None
        assert set(own) == set(months(changed[0])) - {gone}
        carried = {first for first, f in own.items() if f.kind is SubmissionKind.CARRY}
        assert carried == set(own) - set(changed)


def test_all_fates_occur_and_every_decision_has_its_reason(files):
    assert {f.fate for f in files} == set(Fate)
    for file in files:
        decided = file.fate in {Fate.RETURNED, Fate.WITHDRAWN}
        assert bool(file.reason) is (decided or file.dataset == "work_plan")
        assert (file.decided_at is not None) is decided
        assert file.decided_at is None or file.decided_at >= file.at


def test_corrections_follow_first_files(files):
    mended = [f for f in files if f.suffix == "（更正）"]
    assert len(mended) > 50
    for later in mended:
        first = next(f for f in files if f.file_name == later.file_name.replace("（更正）", ""))
        assert first.at < later.at
        assert first.rows != later.rows


def test_one_unit_is_never_on_time(files):
    own = [f for f in files if f.dataset == "task_progress" and f.reporter == days.ALWAYS_LATE]
    assert len({f.period.code for f in own}) == len(months()) - 1, "the last one has not come yet"
    for file in own:
        assert file.at.date() > due_on(DATASETS["task_progress"], file.period)


def test_most_are_on_time(files):
    own = [f for f in files if f.dataset == "task_progress" and not f.suffix]
    late = [f for f in own if f.at.date() > due_on(DATASETS["task_progress"], f.period)]
    assert 0.05 < len(late) / len(own) < 0.15


def test_a_county_and_a_unit_missed_the_last_month(files):
    june = {
        f.reporter for f in files if f.period.code == "2024-06" and f.dataset == "task_progress"
    }
    owing = {r.code for r in REGION.expand_reporters(DATASETS["task_progress"].reporters)}
    assert owing - june == {"610429", "nyj", days.ALWAYS_LATE}


def test_registers_come_only_when_something_changed():
    for owner in OWNERS:
        changed = register_months(owner)
        versions = [register_rows(owner, first) for first in changed]
        assert all(a != b for a, b in pairwise(versions))
        assert versions[-1] == register_rows(owner, LAST_MONTH)
        assert len(changed) < 6


SEEDED = """
import hashlib
from gwdash.demo.parcels import parcels
found = hashlib.sha256()
for file in parcels()[::17]:
    found.update(f"{file.file_name}{file.at}".encode() + file.content)
print(found.hexdigest())
"""


def test_the_same_bytes_on_any_day_in_any_process():
    def digest(**environment):
        done = subprocess.run(
            [sys.executable, "-c", SEEDED],
            capture_output=True, text=True, check=True, env=os.environ | environment,
        )  # fmt: skip
        return done.stdout

    assert digest(PYTHONHASHSEED="1", TZ="UTC") == digest(PYTHONHASHSEED="2", TZ="Asia/Tokyo")


# -- the plan and the courses -----------------------------------------------------------------


def test_the_plan_was_adjusted_and_a_deadline_moved():
    years = [plan.year for plan in PLANS]
    assert years == ["2022", "2023", "2023", "2024", "2024"]
    due = [{r["item_id"]: r["due_on"] for r in plan_rows(plan)} for plan in PLANS]
    assert due[1]["4-02"] < due[2]["4-02"]
    assert "5-05" not in due[3]
    assert "5-05" in due[4]
    assert due[0]["3-05"] == "长期坚持"


def test_plans_are_sound():
    for plan in PLANS:
        rows = plan_rows(plan)
        assert len({r["item_id"] for r in rows}) == len(rows)
        for row in rows:
            assert row["due_on"] == "长期坚持" or row["start_on"] <= row["due_on"]
            assert row["weight"] > 0


@pytest.mark.parametrize("item", items(), ids=lambda item: item.item_id)
def test_progress_is_a_share_that_does_not_fall_without_a_reason(item):
    shares = [courses.actual_pct(item, month_end(first)) for first in months()]
    assert all(0 <= share <= 100 for share in shares)
    for share, first in zip(shares, months(), strict=True):
        assert share == 0 or month_end(first) >= item.start_on
    falls = [m for a, b, m in zip(shares, shares[1:], months()[1:], strict=False) if b < a]
    if item.item_id == courses.CORRECTED_ITEM:
        assert falls == [courses.CORRECTED_ON]
        assert "核减" in row_of(item.item_id, falls[0])["progress_text"]
    else:
        assert falls == []


def test_a_county_stands_still_and_says_why():
    before = {r["item_id"]: r for r in progress_rows(courses.STALLED_COUNTY, month("2024-03"))}
    for row in progress_rows(courses.STALLED_COUNTY, LAST_MONTH):
        assert row["actual_pct"] == before[row["item_id"]]["actual_pct"]
        assert row["problem"]
        assert row["progress_text"] == "本月无新进展。"
    assert any(r["escalation"] for r in progress_rows(courses.STALLED_COUNTY, LAST_MONTH))


def test_a_county_catches_up():
    def place(first):
        def mean(code):
            return sum(r["actual_pct"] for r in progress_rows(code, first))

        ranked = sorted(REGION.counties, key=lambda c: -mean(c.code))
        return [c.code for c in ranked].index(courses.RECOVERED_COUNTY)

    assert place(month("2023-06")) == len(REGION.counties) - 1
    assert place(LAST_MONTH) < 5


def test_reinjection_lags_and_the_city_is_asked():
    row = row_of("5-01", LAST_MONTH)
    assert row["actual_pct"] < 50
    assert "资金未落实" in row["problem"]
    assert "市级协调" in row["escalation"]


def test_completion_has_a_paper_except_once():
    done = [r for rep in REGION.reporters if rep.code != REGION.office
            for r in progress_rows(rep.code, LAST_MONTH) if r["actual_pct"] == 100]  # fmt: skip
    assert len(done) > 5
    assert {r["item_id"] for r in done if not r["evidence"]} == {UNPROVEN_ITEM}


def test_an_item_rests():
    assert row_of(courses.RESTING_ITEM, LAST_MONTH)["status"] == "暂缓"
    assert row_of(courses.RESTING_ITEM, month("2024-02"))["status"] == "推进中"


# -- wells ------------------------------------------------------------------------------------


def test_every_well_lies_in_its_county():
    found = wells.wells()
    assert 120 <= len(found) <= 160
    assert len({w.well_id for w in found}) == len({(w.lon, w.lat) for w in found}) == len(found)
    for well in found:
        assert places.boundaries()[well.county].contains(Point(well.lon, well.lat)), well.well_id


@pytest.mark.parametrize("owner", OWNERS)
def test_wells_are_built_as_wells_are(owner):
    for row in register_rows(owner, LAST_MONTH):
        assert 0 < row["screen_top_m"] < row["screen_bottom_m"] < row["well_depth_m"] < 260
        assert 370 < row["wellhead_elevation_m"] < 1260
        assert row["built_on"] <= END
        assert bool(row["source_id"]) is (row["is_source_point"] == "是")
        assert bool(row["pollution_source_id"]) is (row["is_pollution_point"] == "是")


def test_levels_stay_inside_their_wells():
    for first in months()[::5]:
        for well in wells.wells():
            assert 0 < depth_m(well, first) < well.depth_m, (well.well_id, first)


def test_two_wells_fall_silent_and_are_still_said_to_run():
    heard = {r["well_id"] for who in ("slj", "610423") for r in level_rows(who, LAST_MONTH)}
    before = {r["well_id"] for who in ("slj", "610423") for r in level_rows(who, wells.LAST_HEARD)}
    for well_id in wells.SILENT_WELLS:
        assert well_id not in heard
        assert well_id in before
        assert well_of(well_id).state(END) == wells.NORMAL


def test_every_other_running_well_is_heard_once():
    heard: dict[str, set[str]] = {}
    for who in ("slj", "zrzyj", *parcels.OWN_LEVELS):
        for row in level_rows(who, LAST_MONTH):
            heard.setdefault(row["well_id"], set()).add(who)
    running = {w.well_id for w in wells.wells() if w.state(END) == wells.NORMAL}
    assert set(heard) == running - set(wells.SILENT_WELLS)
    assert all(len(who) == 1 for who in heard.values())


def test_a_broken_well_was_repaired():
    well = well_of("610430-005")
    states = [well.state(first) for first in months()]
    assert states[-1] == wells.NORMAL
    assert "故障" in states


def test_where_pumping_was_cut_the_water_rises():
    def change(county):
        own = [w for w in wells.wells() if w.county == county]
        return sum(depth_m(w, date(2024, 6, 15)) - depth_m(w, date(2022, 6, 15)) for w in own)

    assert change("610402") < 0 < change("610422")


# -- water quality ----------------------------------------------------------------------------


def test_every_routine_analyte_has_its_typical_value():
    assert set(chemistry.TYPICAL) | chemistry.TEXT_ANALYTES == set(chemistry.ROUTINE)


def values(well_id, code):
    well = well_of(well_id)
    return [
        chemistry.value_of(well, code, samples.sampling_day(quarter, well.county))
        for quarter in samples.quarters()
    ]


def test_values_are_those_of_water():
    quarter = samples.quarters()[-1]
    for well in samples.city_wells(quarter):
        day = samples.sampling_day(quarter, well.county)
        for code, typical in chemistry.TYPICAL.items():
            value = chemistry.value_of(well, code, day)
            assert math.isfinite(value)
            assert typical.value / 12 < value < typical.value * 12, (well.well_id, code)
        assert 6.9 < chemistry.value_of(well, "ph", day) < 8.5


def test_a_source_has_fluoride_from_the_rock_all_the_time():
    source = f"{wells.FLUORIDE_COUNTY}-001"
    assert all(1.0 < value < 2.0 for value in values(source, "fluoride"))
    other = [w for w in wells.wells() if w.is_source and w.county != wells.FLUORIDE_COUNTY]
    assert all(max(values(w.well_id, "fluoride")) < 1.0 for w in other)


@pytest.mark.parametrize("code", ["chloride", "nh3n", "codmn", "tds"])
def test_the_plume_grows_and_comes_later_to_the_wells_below(code):
    upstream, near, middle, far = (values(well_id, code) for well_id in wells.PLUME)
    limit = float(ANALYTES[code].upper[2])
    assert max(upstream) < limit
    assert near[-1] > near[0] * 1.2
    if code != "chloride":
        assert near[-1] > limit
    assert near[-1] / near[0] > 1.1
    assert middle[-1] > middle[0]
    assert far[-1] / far[0] > upstream[-1] / upstream[0]


def test_a_source_under_repair_is_not_sampled():
    sampled = [{w.well_id for w in samples.city_wells(quarter)} for quarter in samples.quarters()]
    assert wells.UNMEASURED_SOURCE in sampled[7]
    assert all(wells.UNMEASURED_SOURCE not in found for found in sampled[8:])


def test_all_ways_of_not_finding_occur(files):
    typed = {
        str(value)
        for file in files
        if file.dataset == "water_quality"
        for row in file.rows
        for value in row.values()
        if isinstance(value, str)
    }
    for form in ("0.004L", "<0.004", "＜0.004", "未检出", "ND", "—"):
        assert form in typed, form
    assert any("℃" in text for text in typed)


# -- drafts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("fate", [Fate.REFUSED, Fate.RETURNED, Fate.KEPT, Fate.WITHDRAWN])
def test_a_draft_differs_in_one_row(fate):
    rows = progress_rows("610402", LAST_MONTH)
    draft = fates.first_draft(rows, fate, "seed")
    assert sum(a != b for a, b in zip(rows, draft, strict=True)) == 1
    assert draft == fates.first_draft(rows, fate, "seed")


def test_the_office_decides_after_the_file_came():
    for hour in (9, 11, 12, 16):
        at = datetime.combine(END, time(hour, 59))
        assert fates.decided(at) >= at
