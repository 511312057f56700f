"""The question of 县市区排名, put to a city of hand-made reports."""

from contextlib import closing
from datetime import date, datetime
from decimal import Decimal

import pytest
import quality_city
from ui_city import JUNE, MAY

from gwdash.archive import Archive
from gwdash.archive.reviews import ReviewState
from gwdash.assess.ranking import Report
from gwdash.clock import BEIJING
from gwdash.errors import ConflictError, UsageError
from gwdash.intake.ranking_review import UNDECIDED, decide, review_of
from gwdash.queries import evidence_ranking, progress, ranking
from gwdash.queries.report_times import Timing, report_times, times_of
from gwdash.scope import Scope
from gwdash.standards.periods import Period
from gwdash.store.database import open_version
from gwdash.store.publish import publish

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
    return ranking.board(reports, ALL)


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
    points = {part.code: (part.measure.figure, str(part.points)) for part in first.parts}
    # Three of four reports in time are 75 of the 95 % that earn all points.
    assert points["intime"] == ("3/4", "7.89")
    assert points["well_up"] == ("3/3", "3.00")
    assert points["assess_rate"] == ("0/2", "0.00")
    assert points["seal_rate"] == ("未报", "0.00"), "owed and never handed in earns nothing"
    assert sum(part.full for part in first.parts) == 100
    assert second.parts[0].measure.value_pct == pytest.approx(100 * 45 / due)
    measures = second.entry.measures
    assert [measures[code].counts for code in ("reported", "on_time")] == [(2, 3), (1, 3)]
    assert str(second.deduction) == "1.00"
    assert second.entry.carried_from == "2024年5月"


def test_what_the_new_area_runs_changes_no_place(reports, board):
    assert ranking.board(reports, Scope(JUNE, include_new_area=True)) == board


def test_movement_is_against_the_period_before(board):
    assert board.moves["610402"] == 1
    assert board.moves["610404"] == -1
    assert board.moves["610430"] is None, "it had no rank in May"
    assert [period.code for period, _ in board.history] == ["2024-04", MAY, JUNE]
    assert board.history[-1][1]["610404"] == 2


def test_the_chosen_county_changes_nobodys_place(reports, board):
    assert ranking.board(reports, Scope(JUNE, "610404")) == board


def test_before_any_report_there_is_no_ranking(reports):
    board = ranking.board(reports, Scope("2024-01"))
    assert board.ranked == ()
    assert len(board.history) == 1


# ------------------------------------------------- the office's scheme, bonuses and deductions


def line(code, version, since, weight, **more):
    return {
        "indicator_id": code, "scheme_version": version, "indicator_name": more.pop("name", code),
        "score_weight": weight, "direction": "up", "effective_from": since,
        "basis": "〔2024〕5号",
    } | more  # fmt: skip


def event(number, county, kind, points, day, **more):
    return {
        "adjustment_id": number, "county_code": county, "adjustment_kind": kind,
        "points": points, "occurred_on": day, "reason": f"事由{number}",
        "is_checked_with_county": True,
    } | more  # fmt: skip


SCHEME_ROWS = [
    line("progress", "2024-1", date(2024, 1, 1), 50, name="任务进度"),
    line("K-1", "2024-1", date(2024, 1, 1), 50, name="监测井正常运行率", target_value=100.0,
         floor_value=50.0),
    line("progress", "2024-2", date(2024, 6, 1), 80, name="任务进度"),
    line("intime", "2024-2", date(2024, 6, 1), 40, target_value=75.0,
         applies_to="610402;610404"),
    line("zone_share", "2024-2", date(2024, 6, 1), 0, direction="neutral"),
    line("K-9", "2024-2", date(2024, 6, 1), 30, name="群众满意度"),
]  # fmt: skip
EVENTS = [
    event("1", "610404", "bonus", 4, date(2024, 3, 1)),
    event("2", "610404", "bonus", 3, date(2024, 4, 1)),
    event("3", "610402", "deduction", 1.5, date(2024, 5, 1), is_checked_with_county=None),
    event("4", "610402", "bonus", 5, date(2023, 12, 31)),
    event("5", "610402", "deduction", 9, date(2024, 7, 1)),
    event("6", "610430", "constraint", None, date(2024, 2, 1)),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    city = quality_city.build(tmp_path_factory.mktemp("office"), results=False)
    when = datetime(2024, 7, 2, 9, tzinfo=BEIJING)
    with closing(Archive.of(city.home)) as archive:
        quality_city.hand_in(archive, "scoring_scheme", "ldxz", "2024", SCHEME_ROWS, when=when)
        quality_city.hand_in(archive, "score_adjustment", "ldxz", JUNE, EVENTS, when=when)
        version = publish(city.home, archive, reason="办公室", actor="测试")
    return open_version(city.home, version)


def test_the_office_scheme_counts_instead_of_the_default(office):
    found = ranking.board(office, ALL)
    assert (found.scheme.version, found.scheme.source) == ("2024-2", "〔2024〕5号")
    weights = {one.code: round(one.weight, 2) for one in found.scheme.indicators}
    assert weights == {"progress": Decimal("66.67"), "intime": Decimal("33.33")}
    assert found.scheme.left_out == ("群众满意度",)
    own = {one.county_code: one for one in found.standings}
    assert str(own["610402"].parts[1].points) == "33.33", "75 % is the target"
    assert [part.code for part in own["610430"].parts] == ["progress"], "intime does not apply"
    assert [part.full for part in own["610430"].parts] == [100]


def test_another_version_is_not_compared(office):
    found = ranking.board(office, ALL)
    assert found.rescored
    assert [period.code for period, _ in found.history] == [JUNE]
    assert set(found.moves.values()) == {None}
    may = ranking.board(office, Scope(MAY))
    assert (may.scheme.version, may.rescored) == ("2024-1", False)
    by_name = may.scheme.indicators[1]
    assert (by_name.code, by_name.label, by_name.floor_pct) == ("well_up", "监测井正常运行率", 50)


def test_events_of_the_year_change_the_score_and_flags_do_not(office):
    own = {one.county_code: one for one in ranking.board(office, ALL).standings}
    assert str(own["610404"].bonus) == "5.00", "seven points are capped at five"
    assert str(own["610402"].event_cut) == "1.50", "next month's event does not count yet"
    assert str(own["610402"].bonus) == "0.00", "last year's does not count any more"
    assert own["610402"].unchecked[0].words == "事由3（待会前核对）"
    assert [one.reason for one in own["610430"].constraints] == ["事由6"]
    assert own["610430"].score == sum(part.points for part in own["610430"].parts)


@pytest.mark.parametrize("county", ["610402", "610404", "610430"])
def test_the_evidence_of_a_score_adds_up_with_its_events(office, county):
    one = next(o for o in ranking.board(office, ALL).standings if o.county_code == county)
    found = evidence_ranking.score(office, ALL, county)
    assert found.numerator == pytest.approx(float(one.score))
    assert found.denominator == pytest.approx(100)


def test_the_review_is_told_against_the_ranking_as_it_is_now(tmp_path):
    city = quality_city.build(tmp_path, results=False)
    home, first = city.home, ranking.board(open_version(city.home, city.version), ALL)
    assert review_of(home, JUNE, first) == UNDECIDED
    with pytest.raises(ConflictError, match="不能直接改为“已审定”"):
        decide(home, JUNE, ReviewState.APPROVED)
    decide(home, JUNE, ReviewState.CHECKED, note="会前核对")
    decide(home, JUNE, ReviewState.APPROVED)
    now = review_of(home, JUNE, first)
    assert (now.badge, now.changed, len(now.history)) == ("已审定", (), 2)
    with closing(Archive.of(home)) as archive:
        quality_city.hand_in(archive, "score_adjustment", "ldxz", JUNE, EVENTS,
                             when=datetime(2024, 7, 2, 9, tzinfo=BEIJING))  # fmt: skip
        version = publish(home, archive, reason="加分扣分", actor="测试")
    later = review_of(home, JUNE, ranking.board(open_version(home, version), ALL))
    assert later.badge == "已审定，数据有更新"
    assert any(words.startswith("秦都区第1（45.02）→") for words in later.changed)
    assert "审定后数据有更新" in later.sentence
    with pytest.raises(UsageError, match="必须写明原因"):
        decide(home, JUNE, ReviewState.INTERNAL)
    decide(home, JUNE, ReviewState.INTERNAL, note="数据更新，重新核对")
    assert review_of(home, JUNE, first).state is ReviewState.INTERNAL


def test_a_changed_ranking_is_checked_again_before_it_is_approved(tmp_path):
    city = quality_city.build(tmp_path, results=False)
    decide(city.home, JUNE, ReviewState.CHECKED)
    with closing(Archive.of(city.home)) as archive:
        quality_city.hand_in(archive, "score_adjustment", "ldxz", JUNE, EVENTS,
                             when=datetime(2024, 7, 2, 9, tzinfo=BEIJING))  # fmt: skip
        publish(city.home, archive, reason="加分扣分", actor="测试")
    with pytest.raises(ConflictError, match="请先重新核对"):
        decide(city.home, JUNE, ReviewState.APPROVED)
    decide(city.home, JUNE, ReviewState.CHECKED)
    assert decide(city.home, JUNE, ReviewState.APPROVED).state is ReviewState.APPROVED


def test_nothing_ranked_cannot_be_checked(tmp_path):
    with pytest.raises(ConflictError, match="还没有可以核对的数据"):
        decide(tmp_path, JUNE, ReviewState.CHECKED)
    city = quality_city.build(tmp_path, progress=False)
    with pytest.raises(ConflictError, match="没有名次"):
        decide(city.home, JUNE, ReviewState.CHECKED)
