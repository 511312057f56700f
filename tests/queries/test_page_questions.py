"""The questions of the pages, put to a published city."""

from contextlib import closing
from datetime import date

import pytest
from ui_city import HOSTILE, JUNE, MAY, PLAN, hand_in

from gwdash.archive import Archive
from gwdash.assess.lamps import Lamp
from gwdash.queries import network, periods, problems, progress, reporting
from gwdash.queries.source import last_day, previous
from gwdash.scope import Scope
from gwdash.standards.periods import Period
from gwdash.store.database import open_current
from gwdash.store.publish import publish

ALL = Scope(JUNE)
AS_OF = date(2024, 6, 30)


def test_a_scope_knows_its_last_day_and_the_period_before():
    assert last_day(ALL) == AS_OF
    assert previous(Scope("2024-01", "610402", include_new_area=True)) == Scope(
        "2023-12", "610402", include_new_area=True
    )


def test_months_are_those_in_which_something_ends(store):
    # The plan of the year makes no month, the quarter's results end in June.
    assert [month.code for month in periods.months(store)] == [JUNE, MAY]


@pytest.mark.parametrize(
    ("year", "month"), [("2024", JUNE), ("2025", "2025-01"), ("2023", "2023-12")]
)
def test_with_the_plan_alone_pages_open_with_the_month_that_is_about_to_be_reported(
    tmp_path, year, month
):
    # It was handed in on 3 July 2024.
    with closing(Archive(tmp_path / "archive")) as archive:
        hand_in(archive, "work_plan", "ldxz", year, PLAN)
        publish(tmp_path, archive, reason="测试")
    store = open_current(tmp_path)
    assert [one.code for one in periods.months(store)] == [month]


def test_pages_open_with_the_newest_month_that_was_reported(store):
    reported = reporting.reported_months(store)
    assert {month.code for month in reported} == {MAY, JUNE}
    assert periods.opening(periods.months(store), reported).code == JUNE
    later = Period.parse("2024-07")
    assert periods.opening([later], []) == later
    assert periods.opening([], []) is None


def test_who_has_not_reported(store):
    state = reporting.task_reports(store, JUNE)
    assert (state.n_due, state.n_reported) == (28, 4)
    missing = {reporter.code for reporter in state.missing}
    assert "610404" in missing
    assert "sthjj" not in missing
    assert "ldxz" not in missing


@pytest.fixture(scope="module")
def june(store):
    return {item.item_id: item for item in progress.plan_items(store, ALL)}


@pytest.mark.parametrize(
    ("item_id", "lamp", "note"),
    [
        ("1-01", Lamp.ON_TRACK, ""),
        ("5-01", Lamp.FAR_BEHIND, "逾期 547 天"),
        ("6-01", Lamp.ON_TRACK, ""),
        ("6-02", Lamp.NOT_REPORTED, "沿用上期"),
        ("7-01", Lamp.DONE, ""),
        ("7-02", Lamp.OPEN, "无完成时限"),
    ],
)
def test_items_are_judged_at_the_end_of_the_period(june, item_id, lamp, note):
    assert (june[item_id].lamp, june[item_id].judgement.note) == (lamp, note)


def test_an_item_says_who_answers_for_it_and_where_it_was_typed(june):
    assert june["6-02"].owner == "渭城区"
    assert june["5-01"].owner == "市自然资源局"
    assert june["5-01"].origin == "zrzyj_task_progress_2024-06.xlsx 表1!A2"
    assert june["6-02"].reported_period == MAY
    assert june["6-02"].item.actual_pct == 30.0


def test_the_most_urgent_item_comes_first(store):
    lamps = [item.lamp for item in progress.plan_items(store, ALL)]
    assert lamps[0] is Lamp.FAR_BEHIND
    assert lamps[-1] is Lamp.OPEN


def test_an_earlier_period_does_not_know_what_came_later(store):
    may = {item.item_id: item for item in progress.plan_items(store, Scope(MAY))}
    assert may["7-01"].item.actual_pct == 90.0
    assert may["7-02"].lamp is Lamp.NOT_REPORTED
    assert progress.plan_items(store, Scope("2023-12")) == []


def test_tasks_are_rolled_up_with_the_change_against_the_period_before(store, june):
    views = {
        v.task.no: v
        for v in progress.tasks(ALL, list(june.values()), progress.earlier_items(store, ALL))
    }
    assert len(views) == 7
    assert views["1"].now.actual_pct == pytest.approx(50.0)
    assert views["1"].change_pp == pytest.approx(10.0)
    # 6-02 keeps its value of May: (48 + 30) / 2 against (41 + 30) / 2.
    assert views["6"].now.actual_pct == pytest.approx(39.0)
    assert views["6"].change_pp == pytest.approx(3.5)
    assert views["2"].now.actual_pct is None
    assert views["2"].change_pp is None
    assert views["6"].leads == "市水利局、市自然资源局"


def test_the_whole_is_weighted(store, june):
    rolled, change = progress.overall(ALL, list(june.values()), progress.earlier_items(store, ALL))
    assert rolled.actual_pct == pytest.approx((3 * 50 + 42 + 48 + 30 + 100) / 7)
    assert change == pytest.approx(((3 * 10) + 2 + 7 + 0 + 10) / 7)


def test_a_county_has_its_own_items_only(store, june):
    rolled = progress.by_county(june.values(), AS_OF)
    assert len(rolled) == 13
    assert rolled["610402"].actual_pct == pytest.approx(48.0)
    assert (rolled["610404"].n_items, rolled["610404"].n_reported) == (1, 0)
    assert rolled["610428"].n_items == 0
    only = progress.plan_items(store, Scope(JUNE, "610402"))
    assert [item.item_id for item in only] == ["6-01"]


@pytest.fixture(scope="module")
def wells(store):
    return {well.well_id: well for well in network.wells(store, ALL)}


def test_the_register_and_points_that_only_results_know(wells):
    assert set(wells) == {"W-1", "W-2", "W-3", "S-1", "W-9"}
    assert not wells["W-9"].registered
    assert wells["W-9"].place == "范围外"
    assert wells["W-1"].file_origin == "610402_well_2024-05.xlsx 表1!A2"


def test_the_new_area_counts_only_when_asked_for(store):
    found = network.wells(store, Scope(JUNE, include_new_area=True))
    assert "W-4" in {well.well_id for well in found}


def test_positions_of_drinking_water_wells_are_rounded(wells):
    assert (wells["S-1"].lon, wells["S-1"].lat) == (108.68, 34.37)
    assert (wells["W-1"].lon, wells["W-1"].lat) == (108.68123, 34.36789)


def test_a_running_well_without_levels_falls_silent(wells):
    assert wells["W-2"].silent_periods(AS_OF) == 3
    assert wells["W-2"].silent(AS_OF)
    assert wells["W-1"].silent_periods(AS_OF) == 0
    assert not wells["W-3"].silent(AS_OF), "a broken well is broken, not silent"
    assert not wells["S-1"].silent(AS_OF), "nobody has ever expected levels of it"
    assert wells["W-2"].silent_periods(date(2027, 6, 30)) == 0


def test_the_running_rate_counts_all_wells_of_the_register(wells):
    found = network.running(list(wells.values()), AS_OF)
    assert (found.total, found.normal, found.silent, found.broken) == (4, 2, 1, 1)
    assert found.rate_pct == pytest.approx(50.0)
    assert network.running([], AS_OF).rate_pct is None


def test_a_well_knows_its_last_class(wells):
    assert (wells["S-1"].grade, wells["S-1"].label, wells["S-1"].worst_analytes) == (
        4,
        "Ⅳ",
        "氟化物",
    )
    assert wells["W-2"].label == ""


def test_one_well_in_depth(store):
    levels = network.levels(store, "W-1", AS_OF)
    assert list(levels["depth_to_water_m"]) == [21.0, 22.0, 23.0, 24.0, 25.0, 26.0]
    assert len(network.levels(store, "W-1", date(2024, 5, 31))) == 5
    measured = network.analytes(store, "S-1", AS_OF)
    assert list(measured["analyte"]) == ["fluoride", "nh3n"]
    assert list(measured["n_exceeding"]) == [1, 0]
    results = network.results(store, "S-1", "nh3n", AS_OF)
    assert (results.loc[0, "flag"], results.loc[0, "raw"]) == ("nd", "0.025L")
    assert results.loc[0, "detection_limit"] == pytest.approx(0.025)


def test_problems_name_the_worst_first_and_no_missing_report(store, june):
    found = problems.problems(store, ALL, june.values())
    assert [problem.text for problem in found] == [
        f"饮用水源监测点{HOSTILE}超Ⅲ类（氟化物），原因未认定",
        "回灌井补建逾期未完成",
        "监测井W-2号井连续 3 期无水位数据",
    ]
    assert [problem.since for problem in found] == ["已 41 天", "逾期 547 天", "已 90 天"]
    assert [problem.owner for problem in found] == ["长武县", "市自然资源局", "秦都区"]
