"""The whole demo city, handed in and published: what a leader sees of its stories."""

import shutil
from contextlib import closing
from datetime import date, datetime

import pytest

from gwdash import clock
from gwdash.archive import Archive, State
from gwdash.assess.lamps import Lamp
from gwdash.demo import build, clear, courses, parcels, wells
from gwdash.demo.load import load
from gwdash.demo.progress import UNPROVEN_ITEM
from gwdash.errors import ConflictError, DataRejected
from gwdash.queries import indicators, network, problems, progress, reporting
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import open_current

JUNE = Scope("2024-06")
AS_OF = date(2024, 6, 30)


@pytest.fixture(scope="module")
def store(demo_city):
    return open_current(demo_city)


@pytest.fixture(scope="module")
def tasks(store):
    items, earlier = progress.plan_items(store, JUNE), progress.earlier_items(store, JUNE)
    return {view.task.no: view.now for view in progress.tasks(JUNE, items, earlier)}


@pytest.fixture(scope="module")
def submissions(demo_city):
    with closing(Archive(demo_city / "archive")) as archive:
        assert archive.ledger.is_demo
        return archive.ledger.submissions()


@pytest.mark.parametrize(
    ("task", "lamp", "actual"),
    [
        ("1", Lamp.ON_TRACK, 82), ("2", Lamp.BEHIND, 68), ("3", Lamp.ON_TRACK, 85),
        ("4", Lamp.ON_TRACK, 81), ("5", Lamp.FAR_BEHIND, 40), ("6", Lamp.BEHIND, 75),
        ("7", Lamp.ON_TRACK, 97),
    ],
)  # fmt: skip
def test_the_seven_tasks_stand_where_they_should(tasks, task, lamp, actual):
    assert tasks[task].lamp is lamp
    assert tasks[task].actual_pct == pytest.approx(actual, abs=3)


def test_the_platform_is_ahead(tasks):
    assert tasks["4"].deviation_pp > 0


def test_every_lamp_of_an_item_can_be_seen(store):
    months = [Scope("2022-03"), Scope("2024-06")]
    lamps = {item.lamp for month in months for item in progress.plan_items(store, month)}
    assert lamps == set(Lamp) - {Lamp.NOT_PLANNED}


def test_counties_differ_and_the_stalled_one_is_last(store):
    rolled = progress.by_county(progress.plan_items(store, JUNE), AS_OF)
    shares = {code: rollup.actual_pct for code, rollup in rolled.items()}
    assert min(shares, key=shares.__getitem__) == courses.STALLED_COUNTY
    assert max(shares.values()) - min(shares.values()) > 20
    assert len(set(shares.values())) == len(shares) - 1, "two counties share a place"


def test_those_who_did_not_report_are_known(store):
    missing = {reporter.code for reporter in reporting.task_reports(store, "2024-06").missing}
    assert missing == {"610429", "nyj", "gzw"}


def test_the_network_and_its_silent_wells(store):
    found = network.wells(store, Scope("2024-06", include_new_area=True))
    now = network.running(found, AS_OF)
    assert (now.total, now.silent, now.broken) == (148, 2, 7)
    assert {w.well_id for w in found if w.silent(AS_OF)} == set(wells.SILENT_WELLS)
    assert all(w.registered for w in found)


def test_sources_are_due_measured_and_meeting(store):
    now = indicators.readings(store, JUNE).of("src_ok").now
    assert (now.denominator, now.n_not_monitored, now.numerator) == (21, 4, 15)
    failing = {
        county.code
        for county in REGION.counties
        if indicators.falling_short(store, Scope(JUNE.period, county.code), "src_ok")
    }
    assert failing == {wells.FLUORIDE_COUNTY, wells.HARD_COUNTY}


def test_the_stories_stand_in_the_list_of_problems(store):
    lines = problems.problems(store, JUNE)
    texts = "\n".join(f"{p.text} {p.owner} {p.since}" for p in lines)
    assert "主城区供暖项目回灌井补建逾期未完成 市自然资源局 逾期 547 天" in texts
    for said in ("永寿县", "总硬度", "连续 2 期无水位数据", "厂区9号井", "回灌率 0.0%"):
        assert said in texts


def test_every_channel_says_demo_and_every_state_occurs(submissions):
    assert {s.channel for s in submissions} == {"demo"}
    states = {s.state for s in submissions}
    assert states == set(State)
    assert all(s.reason for s in submissions if s.state is State.RETURNED)


def test_files_were_handed_in_on_their_days(submissions):
    first, last = submissions[0], submissions[-1]
    assert (first.dataset, first.submitted_at.date()) == ("work_plan", date(2022, 1, 28))
    assert last.submitted_at.date() <= date(2024, 7, 10)
    planned = [f for f in parcels.parcels() if f.fate is not parcels.Fate.REFUSED]
    files = [s for s in submissions if s.dataset in LEDGERS]
    assert [s.submitted_at.replace(tzinfo=None) for s in files] == [f.at for f in planned]
    assert [s.file_name for s in files] == [f.file_name for f in planned]


def test_what_is_done_is_proven_by_a_file_but_for_one(store):
    found = progress.plan_items(store, JUNE)
    full = {i.item_id: i.n_evidence for i in found if i.reported_pct == 100}
    assert {item_id for item_id, n in full.items() if not n} == {UNPROVEN_ITEM}
    assert {i.item_id for i in found if i.differs} == {"2-02", "6-20-03"}


def test_a_small_city_has_the_same_content_on_any_day(tmp_path):
    hashes = set()
    for year in (2024, 2031):
        folder = tmp_path / str(year)
        with clock.at(datetime(year, 5, 17, tzinfo=clock.BEIJING)):
            load(folder, parcels.first_months(2), lambda _words, _share: None)
        with closing(Archive(folder / "archive")) as archive:
            hashes.add(archive.ledger.version(1).content_hash)
    assert len(hashes) == 1


def test_progress_runs_from_none_to_all(tmp_path):
    shares: list[float] = []
    load(tmp_path, parcels.first_months(1)[:5], lambda _words, share: shares.append(share))
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_a_file_that_the_checks_do_not_take_stops_the_build(tmp_path):
    broken = next(f for f in parcels.parcels() if f.fate is parcels.Fate.REFUSED)
    claimed = parcels.replace(broken, fate=parcels.Fate.KEPT)
    with pytest.raises(DataRejected, match="与预期不符"):
        load(tmp_path, [claimed], lambda _words, _share: None)


def test_the_city_is_not_built_over_real_data(tmp_path):
    load(tmp_path, parcels.first_months(1)[:1], lambda _words, _share: None)
    with closing(Archive(tmp_path / "archive")) as archive:
        archive.ledger.mark_as_demo(is_demo=False)
    with pytest.raises(ConflictError, match="正式数据"):
        build(tmp_path, lambda _words, _share: None)
    with pytest.raises(ConflictError, match="不是演示数据"):
        clear(tmp_path)
    assert (tmp_path / "archive").is_dir()


def test_clearing_leaves_an_empty_workspace(tmp_path):
    clear(tmp_path)
    load(tmp_path, parcels.first_months(1)[:3], lambda _words, _share: None)
    clear(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert open_current(tmp_path) is None
    shutil.rmtree(tmp_path)


def test_the_region_has_all_whom_the_demo_names():
    codes = {r.code for r in REGION.reporters}
    assert {f.reporter for f in parcels.parcels()} <= codes
