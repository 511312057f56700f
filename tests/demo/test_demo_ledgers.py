"""The ledgers of the tasks: handed in by their cadence, agreeing with each other."""

from collections import Counter
from datetime import date

import pytest

from gwdash.archive import SubmissionKind
from gwdash.demo import (
    counts,
    firms,
    geothermal,
    hazards,
    ledgers,
    office,
    projects,
    sealed_wells,
    self_checks,
    sources,
    towns,
    wells,
    zones,
)
from gwdash.demo.chance import LAST_MONTH, month_end, months
from gwdash.demo.courses import STALLED_COUNTY
from gwdash.demo.fates import Fate
from gwdash.demo.mishaps import MISHAPS
from gwdash.demo.parcels import parcels
from gwdash.demo.registers import register_rows
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Cadence, DatasetKind
from gwdash.registry.region import REGION
from gwdash.standards.identifiers import permit_problem, sealed_well_problem, uscc_problem
from gwdash.standards.periods import Period

END = month_end(LAST_MONTH)
COUNTIES = [county.code for county in REGION.counties]


@pytest.fixture(scope="module")
def files():
    return parcels()


@pytest.mark.parametrize("name", LEDGERS)
def test_every_ledger_is_handed_in_by_all_its_reporters(files, name):
    if name == "well":
        return  # Registers of wells come when they change, and two units have none.
    handed = {f.reporter for f in files if f.dataset == name}
    owing = {r.code for r in REGION.expand_reporters(LEDGERS[name].reporters)}
    assert handed <= owing
    few = {"water_level", "water_quality"}
    assert handed == owing or name in few


@pytest.mark.parametrize("name", sorted(ledgers._ROWS))
def test_every_period_has_its_report(files, name):
    dataset = LEDGERS[name]
    if dataset.kind is DatasetKind.OFFICE or (name, "610428") in ledgers.PARTED:
        return
    slices = {(f.reporter, f.period.code) for f in files if f.dataset == name}
    reporters = REGION.expand_reporters(dataset.reporters)
    owed = {(r.code, p.code) for r in reporters for p in ledgers._periods(name)}
    gone = {(who, code) for ledger, who, code in ledgers._MISSING if ledger == name}
    late = {("gzw", code) for _, code in owed}
    assert owed - slices - late == gone - late
    assert slices <= owed
    assert dataset.cadence in {Cadence.MONTH, Cadence.QUARTER, Cadence.HALF}


def test_all_ways_of_handing_in_occur(files):
    kinds = Counter(f.kind for f in files)
    assert kinds[SubmissionKind.FILE] > 2000
    assert kinds[SubmissionKind.CARRY] > 400
    assert kinds[SubmissionKind.NIL] > 400
    for file in files:
        assert bool(file.rows) is (file.kind is not SubmissionKind.NIL)


def test_every_mishap_happens_and_is_mended(files):
    for name, mishap in MISHAPS.items():
        first, *mended = (f for f in files if (f.dataset, f.reporter, f.period.code) == name)
        assert first.fate is mishap.fate
        if first.at.date() > date(2024, 7, 6):
            assert not mended, "it is too early for a second file"
            continue
        (last,) = mended
        assert last.fate is Fate.KEPT
        assert first.at < last.at
        assert first.rows != last.rows


@pytest.mark.parametrize(
    "shape", ["official", "official bare", "side by side", "county sheets", "analytes down"]
)
def test_every_shape_occurs(files, shape):
    assert any(f.style.shape == shape for f in files)


def test_one_county_hands_in_by_township(files):
    own = [f for f in files if f.part != "全部"]
    assert {(f.dataset, f.reporter) for f in own} == ledgers.PARTED
    assert {f.part for f in own} <= set(towns.townships("610428"))
    assert all({r["town"] for r in f.rows} == {f.part} for f in own)


# -- identifiers and references ---------------------------------------------------------------


def test_identifiers_are_made_up_as_the_standards_say():
    found = firms.sites()
    assert 100 <= len(found) <= 160
    assert not any(uscc_problem(site.uscc) for site in found)
    assert not any(permit_problem(f"{site.site_id}P") for site in found)
    assert len({site.site_id for site in found}) == len(found)
    assert len({(s.county, s.number) for s in found}) == len({s.uscc for s in found})
    assert sum(site.site_no > 1 for site in found) >= 5
    ids = [well.aw_id for county in COUNTIES for well in sealed_wells.sealed_wells(county)]
    assert not any(map(sealed_well_problem, ids))
    assert len(set(ids)) == len(ids)


def test_wells_name_sources_and_firms_that_are_listed():
    known = {source.source_id for source in sources.sources()}
    codes = {site.code for site in firms.sites()}
    for owner in COUNTIES:
        for row in register_rows(owner, LAST_MONTH):
            assert not row["source_id"] or row["source_id"] in known
            assert not row["pollution_source_id"] or row["pollution_source_id"] in codes


@pytest.mark.parametrize("county", COUNTIES)
def test_ledgers_hold_as_many_as_the_reports_speak_of(county):
    listed = {s.number for s in firms.sites() if s.county == county}
    assert len(listed) == counts.total(counts.FIRMS, county)
    rows = sources.water_source_rows(county, END)
    assert len(rows) == counts.total(counts.SOURCES, county)
    divided = [r for r in rows if r["recharge_stage"] in {"已划分", "已报批", "已公布"}]
    assert len(divided) == counts.done(counts.SOURCES, county, END)
    surveyed = [r for r in sealed_wells.survey_rows(county, END) if r["is_surveyed"] == "是"]
    assert len(surveyed) == counts.done(counts.TOWNSHIPS, county, END)
    accepted = [
        r for r in sealed_wells.abandoned_well_rows(county, END) if r["acceptance"] == "合格"
    ]
    assert len(accepted) == counts.done(counts.SEALINGS, county, END)


# -- stories ----------------------------------------------------------------------------------


def test_the_zones_go_on_to_the_province():
    assert zones.stage("610402", date(2022, 3, 31)) == "资料收集"
    assert zones.stage("610402", END) == "报批"
    assert {zones.stage(county, END) for county in zones.BEHIND} == {"专家论证"}
    before, after = (zones.zone_rows("sthjj", day) for day in (date(2023, 6, 30), END))
    assert {row["zone_guide"] for row in before} == {"2019工作指南"}
    assert {row["old_zone_class"] for row in after} == {""}


def test_samplings_are_due_by_the_standard_and_two_firms_skip():
    words = {
        (s.first_class, s.has_receptor): self_checks.frequency(s)
        for s in firms.sites()
    }  # fmt: skip
    assert words == {
        (True, True): "季度", (True, False): "半年", (False, True): "半年", (False, False): "年",
    }  # fmt: skip
    quarter = Period.parse("2024Q2")
    skipping = [
        s for s in firms.sites() if self_checks.is_due(s, quarter)
        and self_checks.skips(s, quarter.last_day)
    ]  # fmt: skip
    assert len(skipping) == 2
    done = {r["well_id"] for c in COUNTIES for r in self_checks.self_monitoring_rows(c, quarter)}
    assert not any(well.well_id in done for site in skipping for well in site.wells)


def test_the_plume_is_found_by_the_firm_itself():
    rows = self_checks.self_monitoring_rows(wells.PLUME_COUNTY, Period.parse("2024Q2"))
    over = {row["well_id"] for row in rows if row["exceeded_items"]}
    assert next(iter(well for well, step in wells.PLUME.items() if step == 1)) in over
    assert all(row["handling"] for row in rows if row["exceeded_items"])


def test_hazards_are_mended_late_and_some_never():
    found = hazards.hazards()
    assert 60 < len(found) < 160
    overdue = [h for h in found if h.due_on < END and h.mended_on > END]
    late = [h for h in found if h.due_on < h.mended_on <= END]
    assert 3 < len(overdue) < len(found) / 3
    assert len(late) > 5
    assert firms.PLUME_FIRM in {h.site.code for h in overdue}


def test_sources_tell_rock_from_people():
    causes = {s["source_id"]: s for c in COUNTIES for s in sources.water_source_rows(c, END)}
    fluoride = causes[f"SY{wells.FLUORIDE_COUNTY}001"]
    assert (fluoride["cause"], fluoride["background_doc_no"]) == (
        "天然背景",
        sources.BACKGROUND_DOC,
    )
    hard = causes[f"SY{wells.HARD_COUNTY}001"]
    assert (hard["cause"], hard["background_doc_no"]) == ("天然背景", "")
    human = [row for row in causes.values() if row["cause"] == "人为"]
    assert [row["remedy_status"] for row in human] == ["已验收"]
    covered = [s for s in sources.sources() if s.level in {sources.CITY, sources.COUNTY}]
    assert sum(s.well is None for s in covered) == len(sources.UNCOVERED)


def test_rebuilding_follows_the_reports():
    def built(day):
        return sum(
            p.stage(day) in geothermal.BUILT for p in geothermal.projects()
            if p.county in geothermal.MAIN_CITY
        )  # fmt: skip

    assert [built(date(y, m, 28)) for y, m in ((2022, 6), (2022, 12), (2023, 12), (2024, 6))] == [
        1, 1, 4, 5,
    ]  # fmt: skip
    found = geothermal.projects()
    assert 12 <= len(found) <= 20
    rows = [r for who in (*COUNTIES, "zrzyj") for r in geothermal.geothermal_rows(who, END)]
    assert 30 <= len(rows) <= 40
    ids = {row["gw_id"] for row in rows}
    assert all(row["pair_gw_id"] in ids for row in rows if row["pair_gw_id"])


def test_reinjection_lags_in_one_project():
    def share(name, day):
        project = next(p for p in geothermal.projects() if p.name == name)
        rows = [r for r in geothermal.geothermal_rows(project.reporter, day)
                if r["heat_project"] == name]  # fmt: skip
        return sum(r["reinjected_m3"] or 0 for r in rows) / sum(
            r["abstracted_m3"] or 0 for r in rows
        )

    winters = [share(geothermal.LAGGING, date(year, 1, 31)) for year in (2022, 2023, 2024)]
    assert winters == sorted(winters, reverse=True)
    assert winters[-1] < 0.65
    assert share("池阳家园供暖", date(2024, 1, 31)) > 0.9


def test_high_risk_goes_first_among_those_that_are_known():
    for county in COUNTIES:
        found = [w for w in sealed_wells.sealed_wells(county) if not w.later]
        for first in months():
            end = month_end(first)
            done = {w.risk for w in found if w.accepted_on.replace(day=1) == first}
            waiting = {w.risk for w in found
                       if w.accepted_on > end and (first - w.surveyed_on).days >= 30}  # fmt: skip
            assert not ("低" in done and "高" in waiting), (county, first)


def test_later_finds_stand_apart_and_the_stalled_county_stands_still():
    rows = [r for c in COUNTIES for r in sealed_wells.abandoned_well_rows(c, END)]
    later = [row for row in rows if row["remark"]]
    assert 20 < len(later) < 90
    assert all(row["task_year"] == "" for row in later)
    before = sealed_wells.survey_rows(STALLED_COUNTY, date(2024, 3, 31))
    now = sealed_wells.survey_rows(STALLED_COUNTY, END)
    assert [r["is_surveyed"] for r in before] == [r["is_surveyed"] for r in now]
    assert sum(r["is_surveyed"] == "否" for r in now) == 4


def test_money_is_received_before_it_is_spent():
    for reporter in {p.reporter for p in projects.PROJECTS}:
        for first in months():
            for row in projects.project_rows(reporter, month_end(first)):
                allocated, received, spent = (
                    row[f"{word}_10k_yuan"] or 0 for word in ("allocated", "received", "spent")
                )
                assert spent <= received <= allocated <= row["investment_10k_yuan"]
    assert 25 <= len(projects.PROJECTS) <= 40


def test_decisions_are_extended_overdue_and_done():
    rows = office.decision_rows(REGION.office, END)
    assert len(office.MEETINGS) == 6
    meetings = Counter(row["meeting_id"] for row in {
        (r["meeting_id"], r["decision_no"]): r for r in rows}.values())  # fmt: skip
    assert set(meetings.values()) <= {4, 5, 6}
    states = {row["extension_state"] for row in rows}
    assert {"同意", "不同意", "申请中", "无"} >= states >= {"同意", "不同意", "无"}
    overdue = [r for r in rows if r["decision_status"] != "已办结"
               and (r["extended_to"] or r["decision_due_on"]) <= END]  # fmt: skip
    assert len(overdue) >= 4
    assert sum(row["decision_status"] == "已办结" for row in rows) > len(rows) / 2
