"""Tasks 4, 5 and 6 in their ledgers: what stands there, and that it adds up to the indicators."""

from datetime import date

import depth_city
import pytest
from depth_city import QINDU, SANYUAN
from ui_city import HOSTILE

from gwdash.queries import depth_geothermal, depth_network, depth_sealed_wells, indicators, ledgers
from gwdash.queries.depth_geothermal import Use
from gwdash.queries.depth_network import Run
from gwdash.queries.depth_sealed_wells import added
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import open_version

JUNE = Scope("2024-06")
SCOPES = [
    JUNE,
    Scope("2024-06", "", include_new_area=True),
    Scope("2024-05"),
    Scope("2024-06", QINDU),
    Scope("2024-06", SANYUAN),
    Scope("2024-06", "610428"),
]


@pytest.fixture(scope="module")
def deep(tmp_path_factory):
    city = depth_city.build(tmp_path_factory.mktemp("depths"))
    return open_version(city.home, city.version)


@pytest.fixture(scope="module")
def network(deep):
    return depth_network.depth(deep, JUNE)


@pytest.fixture(scope="module")
def heat(deep):
    return depth_geothermal.depth(deep, JUNE)


@pytest.fixture(scope="module")
def sealing(deep):
    return depth_sealed_wells.depth(deep, JUNE)


def both(store, scope, code):
    """Return n and N of an indicator in a scope's county or in the city."""
    now = indicators.readings(store, scope).of(code, scope.county).now
    return now.numerator, now.denominator


# ------------------------------------------------------------------------------------------ laws


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_wells_and_sources_add_up_to_the_indicators(deep, scope):
    found = depth_network.depth(deep, scope)
    planned = [one for one in found.assessed if one.is_planned]
    assessed = (sum(one.done for one in planned), sum(one.total for one in planned))
    assert assessed == both(deep, scope, "assess_rate")
    covered = len(found.twins) - len(found.uncovered)
    assert (covered, len(found.twins)) == both(deep, scope, "dual_cover")
    for owners in (found.by_county, found.by_maintainer):
        running = (sum(one.running for one in owners), sum(one.due for one in owners))
        assert running == both(deep, scope, "well_up")


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_projects_and_meters_add_up_to_the_indicators(deep, scope):
    found = depth_geothermal.depth(deep, scope)
    water = (sum(one.counted_m3 for one in found.latest), sum(one.taken_m3 for one in found.latest))
    assert water == both(deep, scope, "reinj")
    built = (sum(one.is_built for one in found.projects), sum(one.is_due for one in found.projects))
    assert built == both(deep, scope, "rebuild_rate")
    assert sum(depth_geothermal.stages(found.projects).values()) == built[1]
    meters = [one for counts in found.metering.values() for one in counts.items()]
    online = sum(n for kind, n in meters if kind == "online")
    assert (online, sum(n for _, n in meters)) == both(deep, scope, "meter_rate")
    assert sum(one.n_online for one in found.projects) == online


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_abandoned_wells_add_up_to_the_indicators(deep, scope):
    found = depth_sealed_wells.depth(deep, scope)
    total, listed, later = found.total, added(found.listed), added(found.later)
    assert (total.n_assessed, total.n_on_file) == both(deep, scope, "risk_rate")
    assert (total.n_high_accepted, total.n_high) == both(deep, scope, "high_risk_rate")
    assert (listed.n_accepted, listed.n_to_seal) == both(deep, scope, "seal_rate")
    assert (later.n_accepted, later.n_to_seal) == both(deep, scope, "seal_later")
    assert len(found.high_risk) == total.n_high - total.n_high_accepted
    assert total.n_to_seal + total.n_undecided + total.n_other == total.n_on_file
    surveyed = sum(town.is_surveyed for town in found.due_towns)
    assert (surveyed, len(found.due_towns)) == both(deep, scope, "survey_rate")


def test_every_named_row_opens_in_the_ledgers(deep, network, heat, sealing):
    named = [*network.twins, *heat.projects, *sealing.high_risk, *sealing.changes, *sealing.towns]
    assert named
    for one in named:
        assert ledgers.row_of(deep, one.row.dataset, one.row.code) is not None


# ---------------------------------------------------------------------------------------- task 4


def test_assessment_stands_by_origin_and_conclusion(network):
    found = {one.origin: one for one in network.assessed}
    assert (found["pollution_source"].done, found["pollution_source"].total) == (1, 1)
    assert (found["eia_tracking"].done, found["eia_tracking"].total) == (0, 1)
    assert found["national"].counts["usable"] == 2, "one that was sealed this year stands too"
    assert found["survey"].counts["after_rebuild"] == 1
    assert [one.is_planned for one in network.assessed] == [True, True, True, True, False]


def test_uncovered_sources_are_named_and_told_apart(network):
    found = {one.code: one for one in network.twins}
    assert set(found) == {"SY-1", "SY-2", "S-P-1", "S-P-2"}
    assert {one.code for one in network.uncovered} == {"SY-1", "SY-2", "S-P-2"}
    assert {code for code, one in found.items() if one.is_drinking} == {"SY-1", "SY-2"}
    assert found["SY-2"].name == HOSTILE
    assert found["SY-2"].note == "水源，没有有效监测井", "its only well is destroyed"


def test_wells_stand_by_state_with_silence_and_blanks_apart(network):
    (qindu,) = [one for one in network.by_county if one.owner == QINDU]
    assert qindu.counts == {
        Run.RUNNING: 1, Run.SILENT: 1, Run.BROKEN: 2, Run.NOT_FILLED: 1, Run.EXEMPT: 0,
    }  # fmt: skip
    assert [one.owner for one in network.by_maintainer][-1] in {"", "甲公司", "乙公司"}
    assert {one.owner for one in network.by_maintainer} == {"", "甲公司", "乙公司"}


# ---------------------------------------------------------------------------------------- task 5


@pytest.mark.parametrize(
    ("project", "use", "rate", "below"),
    [
        ("甲", Use.COUNTED, 70.0, True),
        ("乙", Use.TO_CHECK, 100.0, False),
        ("丙", Use.NOT_REPORTED, None, False),
        ("丁", Use.CLOSED_LOOP, None, False),
        ("戊", Use.NOTHING_TAKEN, None, False),
        ("己", Use.COUNTED, 95.0, False),
    ],
)
def test_a_season_keeps_every_kind_of_nothing_apart(heat, project, use, rate, below):
    (one,) = [one for one in heat.latest if one.project == project]
    assert (one.use, one.rate_pct, one.is_below) == (use, rate, below)


def test_floors_follow_the_reservoir_and_the_gap_is_to_the_floor(heat):
    found = {one.project: one for one in heat.latest}
    assert [found[name].floor.value for name in ("甲", "己")] == [80.0, 90.0]
    assert found["甲"].short_m3 == pytest.approx(100.0)
    assert found["己"].short_m3 == 0.0
    assert heat.latest[0].project == "甲", "the largest gap stands first"
    assert heat.latest[0].floor.source


def test_seasons_begin_where_the_region_says_and_stand_side_by_side(heat):
    firsts = [first_on for first_on, _ in heat.seasons]
    assert firsts == [date(2023, 11, 1), date(2022, 11, 1)]
    (jia,) = [one for one in heat.projects if one.name == "甲"]
    assert [use.rate_pct if use else None for use in heat.use_of(jia)] == [70.0, 90.0]


def test_a_season_that_runs_counts_up_to_the_month(deep):
    found = depth_geothermal.depth(deep, Scope("2024-01"))
    assert {one.until_on for one in found.latest} == {date(2024, 1, 31)}


def test_a_project_is_as_far_as_its_slowest_well(heat):
    found = {one.name: one for one in heat.projects}
    assert (found["甲"].stage, found["甲"].is_built) == ("building", False)
    assert (found["乙"].stage, found["乙"].is_built) == ("running", True)
    assert [found[name].is_due for name in ("丁", "戊")] == [False, False]
    assert (found["己"].eia, found["丁"].is_closed_loop) == ("pending", True)
    assert "丙" not in found, "the county's last report does not name it"
    assert [found[name].due_by.year for name in ("甲", "己")] == [2022, 2025]


def test_deadlines_are_data_of_the_region():
    assert date(2022, 12, 31) == REGION.rebuild.main_city_by
    assert date(2025, 12, 31) == REGION.rebuild.whole_city_by
    assert depth_geothermal.days_over(date(2022, 12, 31), date(2024, 6, 30)) == 547
    assert depth_geothermal.days_over(date(2025, 12, 31), date(2024, 6, 30)) == 0


# ---------------------------------------------------------------------------------------- task 6


def test_high_risk_wells_stand_by_distance_with_days_since_found(sealing):
    found = [(one.name, one.distance_m, one.days_since_found) for one in sealing.high_risk]
    assert found == [("AW2", 40.0, 10), ("AW1", 120.0, 151), ("AW7", None, 151)]


def test_the_lists_stand_by_year_and_later_finds_apart(sealing):
    years = {one.task_year for one in sealing.listed}
    assert years == {2023, 2024}
    listed, later = added(sealing.listed), added(sealing.later)
    assert (listed.n_accepted, listed.n_filled, listed.n_failed, listed.n_to_seal) == (1, 3, 1, 5)
    assert (later.n_accepted, later.n_to_seal) == (0, 2)


def test_only_a_changed_way_of_disposal_is_a_change(sealing, deep):
    (one,) = sealing.changes
    assert (one.name, one.before, one.now, one.changed_in) == (
        "AW6",
        "sealing",
        "reserve",
        "2024-06",
    )
    assert depth_sealed_wells.depth(deep, Scope("2024-05")).changes == ()


def test_townships_keep_not_due_and_not_filled_apart(sealing):
    found = {town.name: town for town in sealing.towns}
    assert len(sealing.due_towns) == 2 + depth_city.MORE_TOWNS
    assert not found["新区"].is_due
    assert (found["陂西镇"].villages_surveyed, found["陂西镇"].wells_found) == (4, None)


def test_a_city_without_ledgers_has_nothing(store):
    assert depth_geothermal.depth(store, JUNE).latest == ()
    assert depth_sealed_wells.depth(store, JUNE).total == added([])
    assert depth_network.depth(store, JUNE).twins == ()
