"""补录: which periods are closed, what an opening changes, and that versions remember it."""

from datetime import date, datetime

import pytest

from gwdash import clock
from gwdash.archive import Archive
from gwdash.errors import ConflictError, DataRejected, UsageError
from gwdash.ingest.profile import Profile
from gwdash.intake import backfill, maintenance, usecases
from gwdash.registry.datasets import DATASETS
from gwdash.standards.periods import Period
from gwdash.store.connection import attach
from gwdash.store.content import content_hash
from gwdash.store.pointer import version_path

MARCH = Profile(reporter="秦都区", period="2024-03")
JUNE = Profile(reporter="秦都区", period="2024-06")


def at(year, month, day):
    return clock.at(datetime(year, month, day, 12))  # noqa: DTZ001 (taken as Beijing time)


@pytest.fixture(autouse=True)
def in_july():
    with at(2024, 7, 10):
        yield


@pytest.fixture
def march(levels):
    return levels(("W1", "2024-03-01", 3.5))


def check(workspace, content, profile=MARCH):
    return usecases.check(workspace, "water_level", content, "l.xlsx", profile)


def hand_in(workspace, content, profile=MARCH):
    return usecases.submit(workspace, check(workspace, content, profile)).submission


def told(checked):
    return [
        (i.severity, i.message)
        for i in checked.issues
        if "期限" in i.message or "补录" in i.message
    ]


def on_time(workspace, version=None):
    number = version or maintenance.current_version(workspace)
    connection = attach(version_path(workspace, number), read_only=True)
    try:
        query = "SELECT period, is_on_time FROM mart.submission_state ORDER BY ALL"
        return dict(connection.execute(query).fetchall())
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("dataset", "period", "today", "closed"),
    [
        ("water_level", "2024-05", date(2024, 7, 5), False),
        ("water_level", "2024-05", date(2024, 7, 6), True),
        ("water_level", "2024-06", date(2024, 7, 6), False),
        ("water_quality", "2024Q1", date(2024, 7, 15), False),
        ("water_quality", "2024Q1", date(2024, 7, 16), True),
        ("work_plan", "2010", date(2024, 7, 1), False),
    ],
)
def test_a_period_closes_with_the_due_day_of_the_next(dataset, period, today, closed):
    declared = DATASETS[dataset]
    found = Period.of(Period.parse(period).last_day, declared.cadence.period_kind)
    assert backfill.is_closed(declared, found, today) is closed


def test_a_closed_period_is_late_and_said_so(workspace, march, levels):
    hand_in(workspace, levels(("W1", "2024-06-01", 3.5)), JUNE)
    [(severity, message)] = told(check(workspace, march))
    hand_in(workspace, march)
    assert severity == "warning"
    assert "计为迟报" in message
    assert "2024-04-07" in message
    assert "开放补录" in message
    assert on_time(workspace) == {"2024-03": False, "2024-06": False}


def test_what_will_happen_is_known_before_it_is_handed_in(workspace, march, levels):
    assert backfill.late_when_in(workspace, check(workspace, march)) == date(2024, 4, 7)
    june = check(workspace, levels(("W1", "2024-06-01", 3.5)), JUNE)
    assert backfill.late_when_in(workspace, june) == date(2024, 7, 5)
    with at(2024, 7, 5):
        assert backfill.late_when_in(workspace, june) is None
    opened = backfill.open_period(workspace, "water_level", "2024-03", reason="设备故障")
    assert backfill.late_when_in(workspace, check(workspace, march)) is None
    backfill.close_period(workspace, opened.id)
    assert backfill.late_when_in(workspace, check(workspace, march)) == date(2024, 4, 7)


def test_a_correction_is_as_late_as_what_it_corrects(workspace, march, levels):
    with at(2024, 4, 3):
        hand_in(workspace, march)
    mended = check(workspace, levels(("W1", "2024-03-01", 3.6)))
    [(severity, message)] = told(mended)
    assert (severity, "按首次报送的时间算" in message) == ("info", True)
    assert backfill.late_when_in(workspace, mended) is None
    usecases.submit(workspace, mended)
    assert on_time(workspace) == {"2024-03": True}


def test_a_strict_office_refuses_what_it_has_not_opened(workspace, march):
    backfill.set_strict(workspace, on=True)
    assert backfill.strict(workspace)
    [(severity, message)] = told(check(workspace, march))
    assert severity == "error"
    assert "请先由办公室" in message
    with pytest.raises(DataRejected, match="开放补录"):
        hand_in(workspace, march)
    backfill.open_period(workspace, "water_level", "2024-03", reason="系统上线前的数据")
    assert hand_in(workspace, march).opening == 1


def test_the_demo_city_stands_still_and_is_never_too_old(workspace, march):
    with Archive.of(workspace) as archive:
        archive.ledger.mark_as_demo()
    backfill.set_strict(workspace, on=True)
    assert told(check(workspace, march)) == []


def test_what_comes_under_an_opening_is_on_time_and_stays_so(workspace, march, levels):
    opened = backfill.open_period(
        workspace, "地下水水位监测记录", "2024年3月", reporter="秦都区", reason="设备故障",
        until=date(2024, 7, 31),
    )  # fmt: skip
    assert backfill.words(opened, date(2024, 7, 31)) == "开放中"
    assert backfill.words(opened, date(2024, 8, 1)) == "已到期"
    [(severity, message)] = told(check(workspace, march))
    assert (severity, "不计迟报" in message) == ("info", True)
    assert hand_in(workspace, march).opening == opened.id
    assert on_time(workspace) == {"2024-03": True}
    backfill.close_period(workspace, opened.id)
    # A correction after the end corrects what was in time.
    again = hand_in(workspace, levels(("W1", "2024-03-01", 3.7)))
    assert again.opening == opened.id
    assert on_time(workspace) == {"2024-03": True}
    before = content_hash(version_path(workspace, 2))
    version_path(workspace, 2).unlink()
    maintenance.rebuild(workspace, 2)
    assert content_hash(version_path(workspace, 2)) == before
    assert backfill.words(backfill.openings(workspace)[0], date(2024, 7, 10)) == "已关闭"


def test_an_opening_is_for_its_reporter(workspace, march):
    backfill.open_period(workspace, "water_level", "2024-03", reporter="渭城区", reason="补报")
    assert hand_in(workspace, march).opening is None
    assert on_time(workspace) == {"2024-03": False}


def test_what_is_in_time_needs_no_opening(workspace, levels):
    june = Profile(reporter="秦都区", period="2024-06")
    with at(2024, 7, 3):
        kept = hand_in(workspace, levels(("W1", "2024-06-01", 3.5)), june)
    assert kept.opening is None
    assert on_time(workspace) == {"2024-06": True}


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ({"period": "2024-07"}, "还没有过"),
        ({"period": "去年"}, "不能识别"),
        ({"dataset": "work_plan", "period": "2023"}, "没有 2023年"),
        ({"reporter": "月球县"}, "不报送"),
        ({"until": date(2024, 7, 1)}, "已经过去"),
        ({"reason": " "}, "写明原因"),
    ],
)
def test_an_opening_that_makes_no_sense_is_refused(workspace, call, sentence):
    asked = {"dataset": "water_level", "period": "2024-03", "reason": "补报"} | call
    dataset, period = asked.pop("dataset"), asked.pop("period")
    with pytest.raises(UsageError, match=sentence):
        backfill.open_period(workspace, dataset, period, **asked)


def test_an_opening_is_closed_once(workspace):
    backfill.open_period(workspace, "water_level", "2024-03", reason="补报")
    backfill.close_period(workspace, 1)
    with pytest.raises(ConflictError, match="已经关闭"):
        backfill.close_period(workspace, 1)
