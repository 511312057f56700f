"""The question of 县市区排名, put to a city of hand-made reports."""

from datetime import date

import pytest
import quality_city
from ui_city import JUNE, MAY

from gwdash.assess.ranking import Report
from gwdash.assess.scheme import current_scheme
from gwdash.queries import progress, ranking
from gwdash.queries.report_times import Timing, report_times, times_of
from gwdash.scope import Scope
from gwdash.standards.periods import Period
from gwdash.store.database import open_version

ALL = Scope(JUNE)


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    city = quality_city.build(tmp_path_factory.mktemp("reports"), results=False)
    return open_version(city.home, city.version)


@pytest.fixture(scope="module")
def times(reports):
    return report_times(reports, date(2024, 6, 30))


@pytest.mark.parametrize(
    ("county", "period", "told"),
    [
        ("610402", JUNE, Timing(3, 3, 3, Report.ON_TIME, "2024年6月")),
        ("610402", MAY, Timing(2, 2, 2, Report.ON_TIME, "2024年5月")),
        ("610404", JUNE, Timing(3, 2, 1, Report.MISSING, "2024年5月")),
        ("610404", MAY, Timing(2, 2, 1, Report.LATE, "2024年5月")),
        ("610430", JUNE, Timing(3, 1, 1, Report.ON_TIME, "2024年6月")),
        ("610430", MAY, Timing(2, 0, 0, Report.NEVER, "")),
        ("610428", JUNE, Timing(3, 0, 0, Report.NEVER, "")),
        ("610402", "2024-03", Timing(0, 0, 0, Report.NEVER, "")),
        ("610402", "2025-01", Timing(0, 0, 0, Report.MISSING, "2024年6月")),
    ],
)
def test_reports_of_the_year_are_counted_from_its_first(times, county, period, told):
    assert times.timing(county, Period.parse(period)) == told


def test_nobody_is_due_where_nobody_reported():
    assert times_of([]).timing("610402", Period.parse(JUNE)).due == 0
    assert times_of([]).first_month is None


def test_progress_is_weighted_and_silence_on_an_item_counts_as_nothing(reports):
    april = progress.plan_items(reports, Scope("2024-04", "610402"))
    measure = ranking.progress_measure(april)
    # 6-02 (weight 3) was not reported in April: 30 of (121/366 + 3 × 121/366) × 100.
    assert measure.value_pct == pytest.approx(100 * 30 / (4 * 100 * 121 / 366))
    assert measure.counts == (0, 2)
    assert ranking.progress_measure([]).value_pct is None


@pytest.fixture(scope="module")
def board(reports):
    return ranking.board(reports, ALL, current_scheme())


def test_the_counties_stand_in_order(board):
    told = [(o.county_code, o.rank, o.entry.report) for o in board.standings[:4]]
    assert told[:3] == [
        ("610402", 1, Report.ON_TIME), ("610404", 2, Report.MISSING), ("610430", 3, Report.ON_TIME),
    ]  # fmt: skip
    assert len(board.standings) == 13
    assert len(board.ranked) == 3
    apart = {o.county_code: o.apart for o in board.standings if o.rank is None}
    assert apart["610428"] == "从未报送，不排名"


def test_figures_agree_with_the_rows(board):
    first, second = board.standings[:2]
    due = 100 * 182 / 366
    assert first.parts[0].measure.value_pct == pytest.approx(100 * (due + 3 * 40) / (4 * due))
    assert [str(part.points) for part in first.parts[1:]] == ["10.00", "10.00"]
    assert second.parts[0].measure.value_pct == pytest.approx(100 * 45 / due)
    assert [part.measure.counts for part in second.parts[1:]] == [(2, 3), (1, 3)]
    assert str(second.deduction) == "1.00"
    assert second.entry.carried_from == "2024年5月"


def test_movement_is_against_the_period_before(board):
    assert board.moves["610402"] == 1
    assert board.moves["610404"] == -1
    assert board.moves["610430"] is None, "it had no rank in May"
    assert [period.code for period, _ in board.history] == ["2024-04", MAY, JUNE]
    assert board.history[-1][1]["610404"] == 2


def test_the_chosen_county_changes_nobodys_place(reports, board):
    assert ranking.board(reports, Scope(JUNE, "610404"), current_scheme()) == board


def test_before_any_report_there_is_no_ranking(reports):
    board = ranking.board(reports, Scope("2024-01"), current_scheme())
    assert board.ranked == ()
    assert len(board.history) == 1
