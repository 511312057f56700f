"""The calendar of a real workspace turns with what is handed in, returned and set."""

from datetime import date, datetime

import pytest

from gwdash import clock
from gwdash.archive.files import Archive
from gwdash.errors import UsageError
from gwdash.ingest.profile import Profile
from gwdash.intake import usecases
from gwdash.intake.calendar import calendar, set_start, starts
from gwdash.queries.calendar import Status
from gwdash.queries.report_rates import report_rates, together
from gwdash.registry.datasets import DATASETS
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period
from gwdash.store.database import open_current

LEVEL, COUNTY = DATASETS["water_level"], REGION.reporter("610425")
JUNE = Period.parse("2024-06")
NOW = datetime(2024, 7, 4, 9)  # noqa: DTZ001 (Beijing time)


@pytest.fixture(autouse=True)
def beijing():
    with clock.at(NOW):
        yield


@pytest.fixture
def hand_in(workspace, levels):
    def make(depth=12.5, **more):
        content = levels(("W1", "2024-06-05 09:00", depth))
        profile = Profile(reporter=COUNTY.code, period="2024-06")
        checked = usecases.check(workspace, "water_level", content, "水位.xlsx", profile)
        return usecases.submit(workspace, checked, **more).submission

    return make


def status(workspace, as_of=None, period=JUNE):
    found = calendar(workspace, period, reporter=COUNTY, as_of=as_of)
    return [d.status for d in found.duties if d.dataset is LEVEL]


def test_an_empty_workspace_owes_nothing_and_is_left_as_it_is(workspace):
    found = calendar(workspace)
    assert (found.duties, found.months) == ((), ())
    assert LEVEL in found.not_started
    assert starts(workspace) == {}
    assert not workspace.exists()


def test_the_calendar_turns_with_the_ledger(workspace, hand_in):
    set_start(workspace, LEVEL, JUNE)
    assert status(workspace) == [Status.NOT_YET_DUE]
    assert status(workspace, date(2024, 7, 6)) == [Status.MISSING]
    first = hand_in()
    assert status(workspace) == [Status.ACCEPTED]
    usecases.return_submission(workspace, first.id, reason="缺少盖章页")
    assert status(workspace) == [Status.RETURNED]
    usecases.review_first(workspace, on=True)
    second = hand_in(depth=13.0)
    assert status(workspace) == [Status.WAITING]
    usecases.accept(workspace, second.id)
    assert status(workspace) == [Status.ACCEPTED]
    usecases.withdraw(workspace, second.id)
    assert status(workspace, date(2024, 7, 6)) == [Status.RETURNED]


def test_from_the_first_report_on_all_others_owe_it_too(workspace, hand_in):
    hand_in()
    found = calendar(workspace)
    assert found.months == (JUNE.next(), JUNE)
    owing = {d.reporter.code for d in found.duties if d.dataset is LEVEL}
    assert owing == {r.code for r in REGION.expand_reporters(LEVEL.reporters)}
    assert calendar(workspace, Period.parse("2024-05")).duties == ()


def test_the_office_sets_an_earlier_or_a_later_start(workspace, hand_in):
    hand_in()
    set_start(workspace, LEVEL, Period.parse("2024-05"))
    assert status(workspace, period=Period.parse("2024-05")) == [Status.MISSING]
    set_start(workspace, LEVEL, Period.parse("2024-08"))
    assert status(workspace) == []
    set_start(workspace, LEVEL, None)
    assert status(workspace) == [Status.ACCEPTED]


@pytest.mark.parametrize(
    ("dataset", "period", "said"),
    [("meeting", "2024-06", "没有报送期限"), ("water_quality", "2024-06", "2024Q2")],
)
def test_a_start_that_cannot_be_is_refused(workspace, dataset, period, said):
    with pytest.raises(UsageError, match=said):
        set_start(workspace, DATASETS[dataset], Period.parse(period))


def test_years_without_an_arrangement_are_told(workspace, hand_in):
    hand_in()
    assert calendar(workspace).unknown_years == ()
    assert calendar(workspace, Period.parse("2030-06")).unknown_years == (2030,)


def test_a_demo_stands_at_its_last_report(workspace, hand_in):
    hand_in()
    with Archive.of(workspace) as archive:
        archive.ledger.mark_as_demo()
    with clock.at(datetime(2026, 1, 1)):  # noqa: DTZ001
        assert calendar(workspace).rules.as_of == NOW.date()


def test_what_a_visitor_does_later_leaves_the_demo_on_its_day(workspace, hand_in):
    kept = hand_in(channel="demo")
    with Archive.of(workspace) as archive:
        archive.ledger.mark_as_demo()
    with clock.at(datetime(2026, 11, 23, 9)):  # noqa: DTZ001 (Beijing time)
        usecases.return_submission(workspace, kept.id, reason="请补充。")
        hand_in(13.5, channel="web")
        assert calendar(workspace).rules.as_of == date(2024, 7, 4)


def test_the_published_version_gives_the_same_rates(workspace, hand_in):
    hand_in()
    store = open_current(workspace)
    found = report_rates(store, date(2024, 1, 1), JUNE.last_day)
    own = found[COUNTY.code, LEVEL.name]
    assert (own.due, own.reported, own.on_time) == (1, 1, 1)
    others = [rate for (reporter, _), rate in found.items() if reporter != COUNTY.code]
    assert all((rate.due, rate.reported) == (1, 0) for rate in others)
    assert together(found, 1)[LEVEL.name].due == len(found)
