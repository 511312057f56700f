"""The demo city: every workbook passes the checks, and shows what it was made to show."""

from datetime import date

import pytest
from shapely.geometry import Point, shape

from gwdash.archive import Archive
from gwdash.demo import build, clear
from gwdash.demo.load import parcels
from gwdash.demo.plan import SILENT_UNIT, STALLED_COUNTY, items
from gwdash.demo.wells import FLUORIDE_COUNTY, wells
from gwdash.errors import ConflictError
from gwdash.queries import network, progress, reporting
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import open_current

JUNE = Scope("2024-06")
AS_OF = date(2024, 6, 30)


def test_every_well_lies_in_its_county():
    areas = {f["properties"]["code"]: shape(f["geometry"]) for f in REGION.boundary["features"]}
    assert 100 <= len(wells()) <= 140
    assert len({well.well_id for well in wells()}) == len(wells())
    for well in wells():
        assert areas[well.county].contains(Point(well.lon, well.lat)), well.well_id


def test_every_unit_and_county_has_something_to_report():
    leads = {item.lead for item in items()}
    assert {unit.code for unit in REGION.units if unit.member} <= leads
    assert {county.code for county in REGION.counties} <= leads


def test_the_same_city_comes_again():
    first, second = ([(p.file_name, p.rows) for p in parcels()] for _ in range(2))
    assert first == second
    assert SILENT_UNIT not in {p.reporter for p in parcels()}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    shares = []
    assert build(folder, lambda _words, share: shares.append(share)) == 1
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    return folder


@pytest.fixture(scope="module")
def store(home):
    return open_current(home)


def test_one_county_stands_still(store):
    rolled = progress.by_county(progress.plan_items(store, JUNE), AS_OF)
    worst = min(rolled, key=lambda code: rolled[code].actual_pct)
    assert worst == STALLED_COUNTY


def test_those_who_do_not_report_are_known(store):
    missing = {reporter.code for reporter in reporting.task_reports(store, "2024-06").missing}
    assert SILENT_UNIT in missing
    assert len(missing) == 3


def test_two_wells_fall_silent_and_a_source_has_fluoride(store):
    found = network.wells(store, JUNE)
    assert sum(well.silent(AS_OF) for well in found) == 2
    failing = network.source_quality(store, JUNE, found).failing
    assert FLUORIDE_COUNTY in {well.county_code for well in failing}


def test_the_plume_shows(store):
    results = network.exceedances(store, JUNE)
    assert {"chloride", "nh3n"} <= set(results["analyte"])


def test_the_workspace_says_that_it_is_a_demo(home):
    archive = Archive(home / "archive")
    try:
        assert archive.ledger.setting("demo") == "1"
        assert {s.channel for s in archive.ledger.submissions()} == {"demo"}
    finally:
        archive.close()


def test_a_demo_can_be_cleared_and_nothing_else(tmp_path):
    clear(tmp_path)
    archive = Archive(tmp_path / "archive")
    archive.close()
    with pytest.raises(ConflictError, match="不是演示数据"):
        clear(tmp_path)
    assert (tmp_path / "archive").is_dir()
    archive = Archive(tmp_path / "archive")
    archive.ledger.set_setting("demo", "1")
    archive.close()
    clear(tmp_path)
    assert not (tmp_path / "archive").exists()
