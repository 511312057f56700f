"""What the ledgers of tasks 1, 2, 3 and 7 say: parts add up, and equal the indicators."""

from datetime import date

import pytest
import register_city
from register_city import CHANGWU, QINDU, SANYUAN, WEICHENG, XINGPING

from gwdash.queries import depth_rules, depth_sites, depth_sources, depth_zones, indicators, ledgers
from gwdash.queries.depth_rules import Timing
from gwdash.queries.depth_sites import HazardState
from gwdash.queries.depth_sources import Judged, Remedy
from gwdash.queries.depth_zones import CONTROL, NOT_BEGUN, PROTECTION, STEPS
from gwdash.queries.quality import SeasonKey
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import open_version

JUNE, EVERY, EARLY = Scope("2024-06"), Scope("2024-06", "", include_new_area=True), Scope("2024-05")
SCOPES = [
    JUNE,
    EVERY,
    Scope("2024-06", QINDU),
    Scope("2024-06", WEICHENG),
    Scope("2024-06", CHANGWU),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    city = register_city.build(tmp_path_factory.mktemp("registers"))
    return open_version(city.home, city.version)


def counts(store, scope, code):
    found = indicators.readings(store, scope).of(code, scope.county).now
    return (found.numerator, found.denominator)


# -- task 1 -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def zones(store):
    return depth_zones.zones(store, JUNE)


def test_each_county_stands_where_its_slowest_zone_is(zones):
    found = {one.code: one for one in depth_zones.by_county(zones)}
    assert len(found) == len(REGION.counties)
    steps = {code: (found[code].slowest, found[code].fastest) for code in found}
    assert steps[QINDU] == (STEPS.index("submitted"), STEPS.index("published"))
    assert steps[WEICHENG] == (STEPS.index("comments"), STEPS.index("submitted"))
    assert steps[XINGPING] == steps[CHANGWU] == (NOT_BEGUN, NOT_BEGUN)
    assert (found[WEICHENG].n_submitted, len(found[WEICHENG].zones)) == (1, 3)
    order = [one.slowest for one in depth_zones.by_county(zones)]
    assert order == sorted(order)


def test_zones_add_up_by_step_and_by_class(zones):
    everywhere = range(NOT_BEGUN, len(STEPS))
    for county in depth_zones.by_county(zones):
        assert sum(county.at(step) for step in everywhere) == len(county.zones)
    rows = depth_zones.by_class(zones)
    assert sum(len(row.zones) for row in rows) == len(zones) == 8
    assert sum(row.at(step) for row in rows for step in everywhere) == len(zones)
    assert sum(row.area_km2 for row in rows) == pytest.approx(depth_zones.area(zones))
    assert [row.class_label for row in rows] == ["保护类区域", "管控类区域", "一般区", "未填"]
    assert sum(depth_zones.by_guide(zones).values()) == len(zones)


def test_old_words_stay_old(zones):
    assert depth_zones.by_guide(zones)["2019工作指南", "防控区"] == 1
    old = next(zone for zone in zones if zone.zone_id == "XP-1")
    assert (old.class_label, old.old_label, old.stage_label) == ("未填", "防控区", "未填")


def test_shares_of_the_county_are_those_of_the_indicator(store, zones):
    found = {one.code: one for one in depth_zones.by_county(zones)}
    for code, one in found.items():
        now = indicators.readings(store, JUNE).of("zone_share", code).now
        assert one.share_pct == pytest.approx(now.value_pct), code
    assert found[SANYUAN].share_pct is None
    assert (found[WEICHENG].area_of(CONTROL), found[WEICHENG].area_of(PROTECTION)) == (10.0, 2.5)
    assert found[WEICHENG].priority_km2 == 12.5
    assert (found[XINGPING].n_unmeasured, found[XINGPING].priority_km2) == (1, 0.0)


def test_counties_done_and_measures_made_are_the_indicators(store, zones):
    counties = depth_zones.by_county(zones)
    done = sum(one.slowest >= depth_zones.SUBMITTED for one in counties)
    assert (done, len(counties)) == counts(store, JUNE, "zone_done")
    due = [zone for zone in zones if zone.is_due]
    made = sum(bool(zone.has_measures) for zone in due)
    assert (made, len(due)) == counts(store, JUNE, "zone_measures")
    words = {zone.zone_id: zone.measures_label for zone in zones}
    assert (words["WC-2"], words["WC-3"], words["XP-1"]) == ("未制定", "不需制定", "未填")


def test_nothing_is_known_of_zones_before_the_bureau_reports(store):
    assert depth_zones.zones(store, EARLY) == []
    assert all(not one.zones for one in depth_zones.by_county([]))


# -- task 2 -----------------------------------------------------------------------------------


@pytest.mark.parametrize("scope", SCOPES)
def test_samplings_and_permits_are_the_indicators(store, scope):
    found = depth_sites.sites(store, scope)
    done, due = sum(site.n_done for site in found), sum(site.n_due for site in found)
    assert (done, due) == counts(store, scope, "selfmon_rate")
    counties = depth_sites.by_county(found, scope.county)
    assert sum(one.n_due for one in counties) == due
    assert sum(one.n_silent for one in counties) == len(depth_sites.silent(found))
    permits = depth_sites.permits(found)
    held = permits["已载明"] + permits["未载明"] + permits["未填"]
    assert (permits["已载明"], held) == counts(store, scope, "permit_rate")
    assert sum(permits.values()) == len(found)


def test_a_site_on_both_lists_is_one_site(store):
    found = {site.site_id: site for site in depth_sites.sites(store, JUNE)}
    assert set(found) == {"S1", "S2", "S3", "S4"}
    assert found["S1"].lists_label == "重点排污、重点监管"
    assert found["S2"].lists_label == "重点监管"
    assert (found["S1"].n_done, found["S1"].n_due, found["S1"].n_wells) == (1, 2, 2)
    assert found["S1"].last_sampled_on == date(2024, 3, 1)
    assert (found["S3"].sampling_label, found["S3"].permit_label) == ("已关闭", "已关闭")
    assert (found["S4"].sampling_label, found["S4"].permit_label) == ("首次未到期", "未填")
    assert found["S4"].is_high_risk is None


def test_who_does_not_sample_is_named(store):
    (silent,) = depth_sites.silent(depth_sites.sites(store, JUNE))
    assert (silent.site_id, silent.n_due, silent.sampling_label) == ("S2", 2, "0/2 次")


def test_the_new_area_is_left_out_unless_it_is_asked_for(store):
    names = {site.site_id for site in depth_sites.sites(store, EVERY)}
    assert names - {site.site_id for site in depth_sites.sites(store, JUNE)} == {"D1"}
    assert [y.n_sites for y in depth_sites.years(store, EVERY)] == [5, 3]


def test_the_two_lists_of_every_year_stand_apart(store):
    years = depth_sites.years(store, JUNE)
    assert [(y.year, y.n_priority, y.n_supervised, y.n_both, y.n_sites) for y in years] == [
        (2024, 1, 4, 1, 4), (2023, 0, 3, 0, 3),
    ]  # fmt: skip
    assert depth_sites.years(store, Scope("2024-06", CHANGWU)) == []


def test_hazards_stand_by_urgency_and_add_up(store):
    found = depth_sites.hazards(store, JUNE)
    assert [(one.hazard_id, one.state, one.overdue_days) for one in found] == [
        ("H2", HazardState.OVERDUE, 182), ("H1", HazardState.OVERDUE, 30),
        ("H3", HazardState.NO_DAY, 0), ("H4", HazardState.OPEN, 0),
        ("H5", HazardState.LATE, 0), ("H6", HazardState.MENDED, 0),
    ]  # fmt: skip
    mended, due = sum(one.is_mended_of_due for one in found), sum(one.is_due for one in found)
    assert (mended, due) == counts(store, JUNE, "hazard_rate") == (2, 5)
    assert {one.unit_name for one in found} == {"S1厂"}
    (own,) = depth_sites.hazards_by_county(found).values()
    assert sum(own.values()) == len(found)
    assert depth_sites.hazards(store, Scope("2024-06", CHANGWU)) == []


# -- task 3 -----------------------------------------------------------------------------------


@pytest.mark.parametrize("scope", SCOPES)
def test_sources_are_judged_as_the_indicators_judge(store, scope):
    found = depth_sources.sources(store, scope)
    judged = [one for one in found if one.judged is not Judged.NOT_COUNTED]
    met = sum(one.judged is Judged.MET for one in judged)
    assert (met, len(judged)) == counts(store, scope, "src_ok")
    human = [one for one in found if one.cause == depth_sources.HUMAN]
    done = sum(one.remedy_state is Remedy.DONE for one in human)
    assert (done, len(human)) == counts(store, scope, "fix_rate")
    for states in depth_sources.states(found).values():
        assert sum(states.values()) == len(found)
    levels = depth_sources.by_level(found)
    assert sum(n for own in levels.values() for n in own.values()) == len(found)


def test_each_source_has_its_kind_of_judgement(store):
    found = {one.source_id: one for one in depth_sources.sources(store, EVERY)}
    kinds = {name: one.judged for name, one in found.items()}
    assert (kinds["A1"], kinds["A2"]) == (Judged.MET, Judged.NOT_MONITORED)
    assert (kinds["A3"], kinds["A4"]) == (Judged.NOT_COUNTED, Judged.NOT_COUNTED)
    assert kinds["B1"] is Judged.EXCEEDED
    assert {"A5"} == set(found) - {one.source_id for one in depth_sources.sources(store, JUNE)}
    assert found["A4"].recharge_label == "未填"
    first = depth_sources.sources(store, JUNE)[0]
    assert first.judged is Judged.EXCEEDED


def test_causes_keep_background_with_and_without_a_document_apart(store):
    found = depth_sources.with_cause(depth_sources.sources(store, JUNE))
    assert [(one.source_id, one.cause_label) for one in found] == [
        ("A2", "人为"), ("A3", "人为"), ("B1", "天然背景（无认定文号）"),
        ("B2", "天然背景（有认定文号）"), ("B3", "未查明"),
    ]  # fmt: skip
    assert [(one.remedy_state, one.overdue_days) for one in found[:3]] == [
        (Remedy.OVERDUE, 60), (Remedy.DONE, 0), (None, 0),
    ]  # fmt: skip


def test_a_season_holds_the_worst_class_and_how_often_was_sampled(store):
    found = depth_sources.seasons(store, JUNE)
    dry = found.of("A1", SeasonKey(2024, "dry"))
    assert dry is not None
    assert (dry.grade, dry.n_samples, dry.n_over) == (1, 2, 0)
    assert found.of("A1", SeasonKey(2022, "wet")) is not None
    assert found.of("A2", SeasonKey(2024, "dry")) is None
    assert found.last("A2") is None
    by_well = found.last("B1")
    assert by_well is not None
    assert (by_well.grade, by_well.n_over, by_well.season) == (4, 1, SeasonKey(2024, "q2"))
    assert list(found.keys) == sorted(found.keys)


def test_this_years_seasons_are_the_samplings_that_the_indicator_counts(store):
    seasons = depth_sources.seasons(store, EVERY)
    for one in depth_sources.sources(store, EVERY):
        own = [s for s in seasons.found.values() if s.source_id == one.source_id]
        n = sum(s.n_samples for s in own if s.season.year == 2024)
        if one.judged in {Judged.MET, Judged.EXCEEDED, Judged.UNDECIDED}:
            assert f"采样 {n} 次" in one.judged_note
        if one.judged is Judged.NOT_MONITORED:
            assert n == 0


def test_a_source_s_verdict_rests_on_cells_of_its_samplings(store):
    found = indicators.evidence(store, JUNE, "src_ok").rows
    judged = [row for row in found if not row.basis]
    assert len(judged) < len(found)
    over = next(n for n, row in enumerate(found) if "超标" in row.detail and not row.basis)
    basis = []
    for row in found[over + 1 :]:
        if not row.basis:
            break
        basis.append(row)
    assert any("采样" in row.detail for row in basis)
    exceeding = [row for row in basis if "超标" in row.detail]
    assert exceeding
    assert all(row.place.cell and row.place.submission_id for row in exceeding)
    silent = next(n for n, row in enumerate(found) if "没有监测数据" in row.detail)
    assert silent + 1 == len(found) or not found[silent + 1].basis


def test_no_question_on_sources_answers_a_position(store):
    for query, more in (("drinking_sources", {}), ("source_seasons", {"since": date(2022, 1, 1)})):
        frame = store.frame(query, period="2024-06", county="", new_area=True, **more)
        assert not {"lon", "lat", "x_north_m", "y_east_m", "town"} & set(frame.columns)
        assert str(register_city.POSITION["lon"]) not in frame.to_csv()


# -- task 7 -----------------------------------------------------------------------------------


def test_rules_stand_by_urgency_with_the_percentage_of_their_stage(store):
    found = depth_rules.rules(store, JUNE)
    assert [(r.rule_id, r.timing, r.overdue_days, r.percent) for r in found] == [
        ("R2", Timing.OVERDUE, 91, 40.0), ("R4", Timing.NO_DAY, 0, 20.0),
        ("R5", Timing.OPEN, 0, 60.0), ("R1", Timing.LATE, 10, 100.0),
        ("R3", Timing.REPEALED, 0, None),
    ]  # fmt: skip
    issued, planned = sum(r.is_issued for r in found), sum(r.is_planned for r in found)
    assert (issued, planned) == counts(store, JUNE, "rule_rate") == (1, 4)


def test_rules_add_up_by_category_and_by_unit(store):
    found = depth_rules.rules(store, JUNE)
    for groups in (depth_rules.by_category(found), depth_rules.by_unit(found)):
        assert sum(len(one.rules) for one in groups) == len(found)
        assert sum(one.n_issued for one in groups) == 1
        assert sum(one.n_overdue for one in groups) == 1
    first = depth_rules.by_category(found)[0]
    assert (first.label, first.n_planned, first.percent) == ("环境监测", 2, 70.0)
    assert [one.label for one in depth_rules.by_unit(found)][-1] == "市生态环境局"


def test_cases_tell_how_long_they_are_open_and_what_was_paid(store):
    found = depth_rules.cases(store, JUNE)
    assert [(c.case_id, c.open_days, c.amount) for c in found] == [
        ("C2", 366, None), ("C3", None, None), ("C1", 365, 10.5), ("C5", 20, 0.0),
        ("C4", None, None),
    ]  # fmt: skip
    assert [c.is_pending for c in found] == [True, True, False, False, False]
    stages = depth_rules.by_stage(found)
    assert list(stages) == ["线索核查", "磋商", "已结案", "终止"]
    assert sum(len(own) for own in stages.values()) == len(found)
    assert sum(depth_rules.amount(own) for own in stages.values()) == 10.5
    old = [c for c in found if c.opened_on and c.opened_on <= date(2023, 6, 30) and not c.is_ended]
    assert (sum(c.is_closed for c in old), len(old)) == counts(store, JUNE, "case_rate")
    assert depth_rules.cases(store, Scope("2024-06", CHANGWU)) == []


# -- all --------------------------------------------------------------------------------------


def test_every_row_leads_to_its_cell(store):
    asked = (
        depth_zones.zones, depth_sites.sites, depth_sites.hazards, depth_sources.sources,
        depth_rules.rules, depth_rules.cases,
    )  # fmt: skip
    for ask in asked:
        for one in ask(store, EVERY):
            row = ledgers.row_of(store, one.origin.dataset, one.origin.code)
            assert row is not None
            assert row["source_cell"].startswith("A")
