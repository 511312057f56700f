"""Every page opens on the demo city, whole and narrowed, on nothing, and on one county alone."""

from contextlib import closing

import pytest
import ui_city
from ui_city import JUNE, MAY

from gwdash.archive import Archive
from gwdash.store.publish import publish
from gwdash.ui.registry import PAGES

ONLY, OTHER = "610402", "610428"
KEYS = [page.key for page in PAGES]
#: What stands in an address, by the workspace that is opened with it.
STATES = {
    "demo": {}, "demo narrowed": {"county": ONLY}, "empty": {}, "one county": {},
    "one county narrowed": {"county": ONLY}, "another county": {"county": OTHER},
}  # fmt: skip


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A workspace in which one county has handed in its ledgers, and nobody else anything."""
    home = tmp_path_factory.mktemp("alone")
    with closing(Archive(home / "archive")) as archive:
        plan = [one for one in ui_city.PLAN if one["county_code"] == ONLY]
        ui_city.hand_in(archive, "work_plan", "ldxz", "2024", plan)
        for period, percent in ((MAY, 41.0), (JUNE, 48.0)):
            rows = [ui_city.said("6-01", percent, county_code=ONLY)]
            ui_city.hand_in(archive, "task_progress", ONLY, period, rows)
        wells = [ui_city.well("W-1", ONLY), ui_city.well("W-2", ONLY, well_state="destroyed")]
        ui_city.hand_in(archive, "well", ONLY, MAY, wells)
        results = [ui_city.result("W-1", "fluoride", "1.5")]
        ui_city.hand_in(archive, "water_quality", ONLY, "2024Q2", results)
        hole = {"aw_id": "A-1", "county_code": ONLY, "well_risk": "high", "task_year": 2024}
        ui_city.hand_in(archive, "abandoned_well", ONLY, JUNE, [hole])
        assert publish(home, archive, reason="测试") is not None
    return home


@pytest.fixture
def home(request, tmp_path):
    """The workspace of a state; only what is needed is built."""
    if request.param.startswith("demo"):
        return request.getfixturevalue("demo_city")
    return tmp_path if request.param == "empty" else request.getfixturevalue("alone")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(("home", "address"), STATES.items(), ids=STATES, indirect=["home"])
def test_every_page_opens(home, address, key, open_page, said):
    app = open_page(home, key, **address)
    assert not app.error
    assert said(app)
    if address:
        assert app.query_params["county"] == address["county"]
