"""Items, wells and classes as the queries answer them, computed again from the raw files."""

from collections import Counter
from datetime import date

import pytest
import raw_rules as rules

from gwdash.queries import network, progress, reporting
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import open_current

PERIODS = ("2022-06", "2023-12", "2024-03", "2024-06")
EVERY_PERIOD = tuple(rules.before("2024-06", n) for n in reversed(range(30)))


@pytest.fixture(scope="module")
def store(demo_city):
    return open_current(demo_city)


def city(period):
    """The whole city, the new area included."""
    return Scope(period, include_new_area=True)


# -- progress ---------------------------------------------------------------------------------


@pytest.mark.parametrize("period", EVERY_PERIOD)
def test_every_item_of_every_period(raw, store, period):
    end = rules.last_day(period)
    found = {item.item_id: item for item in progress.plan_items(store, city(period))}
    items = {item.item_id: item for item in raw.items(period)}
    assert set(found) == set(items)
    for item_id, item in items.items():
        judged = found[item_id].judgement
        assert judged.lamp.value == rules.lamp(item, end), item_id
        assert judged.overdue_days == rules.overdue(item, end), item_id
        assert near(judged.expected_pct, rules.expected(item, end)), item_id
        assert near(judged.deviation_pp, rules.gap(item, end)), item_id
        assert found[item_id].owner == item.owner


def near(shown, exact):
    """Tell whether a figure is the exact one, or both are missing."""
    return (shown is None) is (exact is None) and (shown is None or abs(shown - exact) < 1e-9)


@pytest.mark.parametrize("period", PERIODS)
def test_tasks_counties_and_the_whole_city(raw, store, period):
    scope, end = city(period), rules.last_day(period)
    found, earlier = progress.plan_items(store, scope), progress.earlier_items(store, scope)
    counties = progress.by_county(found, end)
    views = [(view.now, [i for i in raw.items(period) if i.task == view.task.no])
             for view in progress.tasks(scope, found, earlier)]  # fmt: skip
    views += [(counties[c.code], raw.items(period, c.name)) for c in REGION.counties]
    views += [(progress.overall(scope, found, earlier)[0], raw.items(period))]
    for now, items in views:
        mean = rules.mean(items, end)
        assert near(now.actual_pct, mean.actual)
        assert near(now.expected_pct, mean.expected)
        assert (now.lamp.value, now.n_items, now.n_counted) == (
            mean.lamp, mean.n_items, mean.n_counted,
        )  # fmt: skip
        assert {lamp.value: n for lamp, n in now.lamps.items()} == mean.lamps


@pytest.mark.parametrize("period", EVERY_PERIOD)
def test_who_reported(raw, store, period):
    state = reporting.task_reports(store, period)
    assert state.n_due == len(rules.UNITS) + len(rules.COUNTIES) == 28
    assert [reporter.name for reporter in state.missing] == raw.missing(period)


# -- the network ------------------------------------------------------------------------------


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("new_area", [True, False])
def test_wells_by_state(raw, store, period, new_area):
    end = rules.last_day(period)
    found = network.wells(store, Scope(period, include_new_area=new_area))
    shown = {well.well_id: well for well in found if well.registered}
    wells = raw.wells(period, with_new_area=new_area)
    assert {(w.well_id, w.name, w.place, w.state_label, w.drinking) for w in shown.values()} == {
        (w.well_id, w.name, w.county, w.state, w.drinking) for w in wells
    }
    kinds = Counter(well.kind for well in wells if not well.sealed_before_year)
    now = network.running(found, end)
    assert (now.normal, now.silent, now.broken) == (
        kinds["normal"], kinds["silent"], kinds["broken"],
    )  # fmt: skip
    for well in wells:
        if well.kind == "silent":
            assert shown[well.well_id].silent_periods(end) == well.silent_months


def test_the_new_area_makes_a_difference(raw):
    assert len(raw.wells("2024-06")) - len(raw.wells("2024-06", with_new_area=False)) == 7


# -- water quality ----------------------------------------------------------------------------


@pytest.mark.parametrize("period", PERIODS)
def test_class_of_the_newest_sample_of_every_well(raw, store, period):
    samples = raw.samples(date(2022, 1, 1), rules.last_day(period))
    newest = {}
    for well_id, day in samples:
        newest[well_id] = max(newest.get(well_id, day), day)
    found = {w.well_id: w for w in network.wells(store, city(period)) if w.last_sampled_on}
    assert set(found) == set(newest)
    for well_id, day in newest.items():
        proven = {r.analyte: r.grade for r in samples[well_id, day] if r.grade is not None}
        worst = max(proven.values())
        well = found[well_id]
        assert (well.last_sampled_on, well.grade, well.n_assessed) == (day, worst, len(proven))
        assert well.label == "ⅠⅡⅢⅣⅤ"[worst - 1]
        names = {name for name, grade in proven.items() if grade == worst}
        assert set(well.worst_analytes.split("、")) == names


def test_every_class_and_every_doubt_occurs(raw):
    """Otherwise agreement on classes would say less than it seems."""
    assert {result.grade for result in raw.results} == {1, 2, 3, 4, 5, None}


@pytest.mark.parametrize("period", PERIODS)
def test_results_above_class_three(raw, store, period):
    end = rules.last_day(period)
    since = date(end.year, end.month // 4 * 3 + 1, 1)
    frame = network.exceedances(store, city(period))
    found = {
        (row.well_id, row.sampled_on.date(), row.analyte): row.times_over
        for row in frame.itertuples()
    }
    exceeding = {
        (r.well_id, r.day, rules.STANDARD[r.analyte]["code"]): rules.times_over(r.analyte, r.value)
        for results in raw.samples(since, end).values()
        for r in results
        if r.exceeds
    }
    assert found.keys() == exceeding.keys()
    assert exceeding
    for key, times in exceeding.items():
        assert found[key] == pytest.approx(float(times))
