"""Every figure of 总览 is the sum of its evidence, and every row knows its cell."""

import pytest
from ui_city import JUNE, MAY

from gwdash.assess.lamps import Lamp
from gwdash.queries import evidence_ranking as scores
from gwdash.queries import evidence_tasks as tasks
from gwdash.queries import evidence_wells as wells
from gwdash.queries import network, progress, ranking, reporting
from gwdash.queries.evidence import files
from gwdash.queries.source import last_day
from gwdash.registry.region import REGION
from gwdash.scope import Scope

SCOPES = [Scope(JUNE), Scope(MAY), Scope(JUNE, "610402"), Scope(JUNE, include_new_area=True)]


@pytest.fixture(params=SCOPES, ids=str)
def scope(request):
    return request.param


def test_overall_progress_is_its_rows(store, scope):
    items = progress.plan_items(store, scope)
    rolled, _ = progress.overall(scope, items, [])
    found = tasks.overall(store, scope)
    assert found.ratio_pct == pytest.approx(rolled.actual_pct)
    assert sum(row.denominator > 0 for row in found.rows) == rolled.n_counted
    assert len(found.rows) == rolled.n_items


def test_each_task_and_county_is_its_rows(store, scope):
    items = progress.plan_items(store, scope)
    for view in progress.tasks(scope, items, []):
        assert tasks.task(store, scope, view.task.no).ratio_pct == pytest.approx(
            view.now.actual_pct
        )
    for code, rolled in progress.by_county(items, last_day(scope)).items():
        assert tasks.county(store, scope, code).ratio_pct == pytest.approx(rolled.actual_pct)


def test_counts_of_items_are_their_rows(store, scope):
    items = progress.plan_items(store, scope)
    far = tasks.far_behind(store, scope)
    assert (far.numerator, far.denominator) == (
        sum(i.lamp is Lamp.FAR_BEHIND for i in items),
        len(items),
    )


def test_missing_reports_are_rows_too(store, scope):
    state = reporting.task_reports(store, scope.period)
    found = tasks.missing(store, scope)
    assert (found.numerator, found.denominator) == (len(state.missing), state.n_due)
    silent = {row.name for row in found.rows if row.numerator}
    assert silent == {reporter.name for reporter in state.missing}
    assert all((row.place is None) == bool(row.numerator) for row in found.rows)


def test_running_wells_are_their_rows(store, scope):
    found = network.wells(store, scope)
    running = network.running(found, last_day(scope))
    shown = wells.running(store, scope)
    assert (shown.numerator, shown.denominator) == (running.normal, running.total)


def test_every_row_leads_to_a_submission_of_the_version(store):
    known = files(store)
    for found in (
        tasks.overall(store, Scope(JUNE)),
        tasks.missing(store, Scope(JUNE)),
        wells.running(store, Scope(JUNE)),
        wells.levels(store, Scope(JUNE), "W-1"),
        wells.results(store, Scope(JUNE), "S-1", "fluoride"),
    ):
        places = [row.place for row in found.rows if row.place]
        assert places
        assert all(place.submission_id in known for place in places)
        assert found.rule.endswith("。")
        assert found.rule_source


def test_an_item_shows_its_report_its_history_and_its_plan(store):
    found = tasks.item(store, Scope(JUNE), "5-01")
    june, may, plan = found.rows
    assert (june.numerator, june.denominator) == (42.0, 100.0)
    assert (may.numerator, may.denominator, may.basis) == (0.0, 0.0, True)
    assert "2022-01-24 至 2022-12-31" in plan.detail
    facts = files(store)[june.place.submission_id]
    assert facts.file_name == "zrzyj_task_progress_2024-06.xlsx"
    assert facts.reporter == "市自然资源局"
    assert (june.place.sheet, june.place.cell) == ("表1", "A2")
    assert f"{facts.submitted_at:%Y-%m-%d %H:%M}" == "2024-07-03 09:00"


def test_what_does_not_exist_has_no_evidence(store):
    assert tasks.item(store, Scope(JUNE), "9-99") is None
    assert wells.well(store, Scope(JUNE), "W-404") is None


def test_results_count_what_lies_above_class_three(store):
    measured = network.analytes(store, "S-1", last_day(Scope(JUNE)))
    for row in measured.to_dict("records"):
        found = wells.results(store, Scope(JUNE), "S-1", row["analyte"])
        assert (found.numerator, found.denominator) == (row["n_exceeding"], row["n_results"])


def test_a_well_shows_register_samples_and_last_level(store):
    found = wells.well(store, Scope(JUNE), "W-1")
    assert found.rows[0].name == "监测井台账"
    assert (found.numerator, found.denominator) == (1, 1)
    assert "2024-06-16" in found.rows[-1].detail
    unregistered = wells.well(store, Scope(JUNE), "W-9")
    assert unregistered.denominator == 0
    assert [row.basis for row in unregistered.rows] == [True, True]


def test_an_item_nobody_reported_on_leads_to_the_plan(store):
    codes = {county.code for county in REGION.counties}
    found = tasks.county(store, Scope(MAY, "610402"), "610402")
    assert "610402" in codes
    assert {files(store)[row.place.submission_id].dataset for row in found.rows} == {
        "重点任务进展情况表"
    }


@pytest.mark.parametrize("period", [JUNE, MAY])
def test_every_score_is_its_parts_and_its_deduction(store, period):
    board = ranking.board(store, Scope(period))
    for one in board.standings:
        found = scores.score(store, Scope(period), one.county_code)
        if one.score is None:
            assert (found.figure, found.rows) == (one.apart, ())
            continue
        assert found.numerator == pytest.approx(float(one.score))
        assert found.denominator == pytest.approx(100)
        assert found.figure == f"{one.score} 分 · 第 {one.rank}"
        assert [row.name for row in found.rows if row.denominator] == [p.label for p in one.parts]


@pytest.mark.parametrize("period", [JUNE, MAY])
def test_report_rates_are_their_periods(store, period):
    board = ranking.board(store, Scope(period))
    for one in board.standings:
        for code, on_time in (("reported", False), ("on_time", True)):
            found = scores.reported(store, Scope(period), one.county_code, on_time=on_time)
            counts = one.entry.measures[code].counts
            assert (found.numerator, found.denominator) == counts
            handed_in = [row for row in found.rows if row.place]
            assert len(handed_in) == one.entry.measures["reported"].counts[0]
