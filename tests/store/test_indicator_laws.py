"""What never pays: not to sample, not to report, to seal a well, to hide a find.

Each law holds two small workspaces against each other that differ in one act.
"""

import shutil
from datetime import date, datetime

import pytest
from counting import published
from handed_in import hand_in, level, moment, result, well

from gwdash.archive import Archive, State
from gwdash.registry.indicator import CROSS_TASK, Direction
from gwdash.registry.indicator_list import indicator, of_task
from gwdash.store.connection import attach
from gwdash.store.pointer import live_version, version_path
from gwdash.store.publish import publish

QINDU, WEICHENG = "610402", "610404"
CODES = [one.code for task in ("4", "6", "7", CROSS_TASK) for one in of_task(task)]
GOOD, BAD = "0.01", "9.9"
JUNE = date(2024, 6, 1)
_ROUNDING = 1e-9


def running(name, **more):
    known = {"new_area": "no", "well_state": "running", "assessment": "usable"}
    return well(name, origin="pollution_source", frequency="month") | known | more


def wells(**changes):
    """The register: wells of each kind, of which acts change some."""
    found = {
        "HAND": {}, "AUTO": {"frequency": "automatic"}, "BROKEN": {"well_state": "destroyed"},
        "RAW": {"assessment": "not_assessed"}, "SOURCE": {"source_id": "S1"},
        "SITE": {"pollution_source_id": "P1"}, "YEARLY": {"frequency": "quarter"},
    }  # fmt: skip
    return [running(name, **more | changes.get(name, {})) for name, more in found.items()]


def hole(name, **more):
    return {"aw_id": name, "county_code": QINDU, "new_area": "no", "disposal": "sealing",
            "task_year": 2024, "well_risk": "low"} | more  # fmt: skip


PASSED = {"acceptance": "passed", "accepted_on": JUNE}


def base():
    """By ledger, reporter and period: what is handed in where nobody does wrong.

    A second reporter of each ledger has nothing to tell, so that its periods are owed.
    """
    own = _own()
    others = {
        (name, WEICHENG if reporter == QINDU else "zjj", period): None
        for name, reporter, period in own
    }
    return own | others


def _own():
    levels = [
        level(name, 5, 8.0, measured_at=datetime(2024, month, 5, 9))  # noqa: DTZ001
        for name in ("HAND", "AUTO", "RAW", "SOURCE", "SITE") for month in (4, 5, 6)
    ]  # fmt: skip
    samples = [
        result(name, "fe", value, sampled_on=day, purpose=purpose)
        for name, value, day, purpose in (
            ("SOURCE", BAD, date(2024, 2, 1), "routine"), ("SITE", GOOD, JUNE, "routine"),
            ("YEARLY", GOOD, JUNE, "national"), ("POINT", BAD, date(2024, 3, 1), "national"),
        )
    ]  # fmt: skip
    town = {"county_code": QINDU, "is_survey_due": True}
    decision = {"meeting_id": "2024-01", "responsible_unit": QINDU, "decision_role": "lead"}
    old = {"county_code": QINDU, "opened_on": date(2023, 1, 1)}
    return {
        ("well", QINDU, "2023-12"): wells(),
        ("well", QINDU, "2024-06"): wells(),
        ("water_source", QINDU, "2024Q2"): [
            {"source_id": "S1", "county_code": QINDU, "source_use": "in_use"},
            {"source_id": "S2", "county_code": QINDU, "source_use": "in_use"},
        ],
        ("key_unit", QINDU, "2024Q2"): [
            {"site_id": "P1", "county_code": QINDU, "list_year": 2024, "list_type": "supervised"},
        ],
        ("water_level", QINDU, "2024-06"): levels,
        ("water_quality", QINDU, "2024Q2"): samples,
        ("survey_progress", QINDU, "2024-06"): [
            town | {"town": "甲镇", "is_surveyed": True}, town | {"town": "乙镇"},
        ],
        ("abandoned_well", QINDU, "2024-06"): [
            hole("DONE", **PASSED), hole("OPEN"), hole("HIGH", well_risk="high", **PASSED),
            hole("HIGH_OPEN", well_risk="high"), hole("UNKNOWN", well_risk=None),
        ],
        ("policy_rule", "sthjj", "2024Q2"): [
            {"rule_id": "R1", "rule_stage": "issued"}, {"rule_id": "R2", "rule_stage": "drafting"},
        ],
        ("damage_case", QINDU, "2024Q2"): [
            old | {"case_id": "C1", "case_stage": "closed", "closed_on": JUNE},
            old | {"case_id": "C2", "case_stage": "opened"},
        ],
        ("decision", "slj", "2024-06"): [
            decision | {"decision_no": "1", "decision_due_on": JUNE, "decision_status": "done"},
            decision | {"decision_no": "2", "decision_due_on": JUNE, "decision_status": "open"},
        ],
        ("project", QINDU, "2024Q2"): [
            {"project_id": "X1", "county_code": QINDU, "received_10k_yuan": 100.0,
             "spent_10k_yuan": 60.0},
        ],
    }  # fmt: skip


def told(folder):
    """By indicator and place: the readings of June in a workspace."""
    connection = attach(version_path(folder, live_version(folder)), read_only=True)
    try:
        rows = connection.execute(
            "SELECT indicator_id, county_code, value, state, n_not_monitored, n_not_reported "
            "FROM mart.indicator WHERE period = '2024-06' AND scope = 'all'"
        ).fetchall()
    finally:
        connection.close()
    return {(code, county): tuple(more) for code, county, *more in rows}


@pytest.fixture(scope="module")
def honest_place(tmp_path_factory):
    """The workspace where nobody does wrong."""
    folder = tmp_path_factory.mktemp("honest")
    with Archive.of(folder) as archive:
        published(folder, archive, [(*key, rows) for key, rows in base().items()])
    return folder


@pytest.fixture(scope="module")
def honest(honest_place):
    return told(honest_place)


@pytest.fixture
def after(honest_place, tmp_path):
    """What is told where the ledgers are others than in the base.

    It begins from a copy in which only what differs is handed in again, or withdrawn; that this
    gives the same as beginning anew is a law of its own, tried elsewhere.
    """

    def differing(ledgers):
        place, first = tmp_path / f"{len(list(tmp_path.iterdir()))}", base()
        shutil.copytree(honest_place, place)
        with Archive.of(place) as archive:
            was = {(s.dataset, s.reporter, s.period): s for s in archive.ledger.accepted()}
            for key in first.keys() | ledgers.keys():
                if key not in ledgers:
                    archive.ledger.move(was[key].id, State.WITHDRAWN, actor="张", at=moment(59))
                elif key not in first or ledgers[key] != first[key]:
                    dataset, reporter, period = key
                    hand_in(archive, dataset, ledgers[key], reporter=reporter, period=period,
                            at=moment(59))  # fmt: skip
            assert publish(place, archive, reason="试验") == 2
        return told(place)

    return differing


def gains(before, after):
    """The indicators and places whose rate is better after an act, or is not told any more."""
    found = set()
    for (code, county), (value, *_) in before.items():
        now = after.get((code, county), (None,))[0]
        if code not in CODES or value is None:
            continue
        sign = -1 if indicator(code).direction is Direction.DOWN else 1
        if now is None or sign * (now - value) > _ROUNDING:
            found.add(code)
    return found


def test_the_base_says_something_of_every_indicator(honest):
    city = {code for (code, county), (value, *_) in honest.items() if not county and value}
    assert set(CODES) - city == {"seal_later"}, "nothing was found later"
    full = {code for (code, county), (value, *_) in honest.items() if not county and value == 100}
    assert not full & set(CODES) - {"data_rate"}


# -- not to sample ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["HAND", "AUTO", "RAW", "SOURCE", "SITE"])
def test_not_to_measure_never_pays(after, honest, name):
    ledgers = base()
    key = "water_level", QINDU, "2024-06"
    ledgers[key] = [row for row in ledgers[key] if row["well_id"] != name
                    or row["measured_at"].month < 5]  # fmt: skip
    found = after(ledgers)
    assert gains(honest, found) == set()
    assert found["well_up", QINDU][0] < honest["well_up", QINDU][0], "two silent months"


@pytest.mark.parametrize("name", ["SOURCE", "SITE", "YEARLY", "POINT"])
def test_not_to_sample_pays_nowhere_that_is_scored(after, honest, name):
    ledgers = base()
    key = "water_quality", QINDU, "2024Q2"
    ledgers[key] = [row for row in ledgers[key] if row["well_id"] != name]
    found = after(ledgers)
    better = gains(honest, found)
    assert better <= {"class5_share", "class5_dual"}
    assert not any(indicator(code).scored for code in better)
    if name in {"SOURCE", "SITE"}:
        assert found["class5_dual", QINDU][2] > honest["class5_dual", QINDU][2], "counted as such"


def test_a_bad_point_is_not_forgotten_for_a_year(after, honest):
    """Its last sampling counts, so that to skip a season changes nothing."""
    ledgers = base()
    point = result("SOURCE", "fe", BAD, sampled_on=date(2023, 7, 1), purpose="routine")
    key = "water_quality", QINDU, "2024Q2"
    ledgers[key] = [row for row in ledgers[key] if row["well_id"] != "SOURCE"] + [point]
    found = after(ledgers)
    assert found["class5_dual", QINDU] == honest["class5_dual", QINDU]


# -- not to report ----------------------------------------------------------------------------


LEDGERS = {key[0]: key[1] for key in _own() if key[0] not in {"water_source", "key_unit"}}


@pytest.mark.parametrize("ledger", LEDGERS)
def test_not_to_report_is_told_as_such(after, honest, ledger):
    kept = {key: rows for key, rows in base().items() if key[:2] != (ledger, LEDGERS[ledger])}
    found = after(kept)
    place = QINDU if LEDGERS[ledger] == QINDU else ""
    assert found["intime", place][0] < honest["intime", place][0]
    for code in gains(honest, found):
        value, state, *_ = found.get((code, QINDU), (None, "nothing_due"))
        if indicator(code).obliged and ledger == indicator(code).datasets[0]:
            assert (value, state) == (None, "not_reported"), code
        else:
            assert value is None or not indicator(code).scored, code


#: Cells that are left blank, where nothing but the rate of its own would gain from it.
BLANKS = (
    ("well", "well_state", "BROKEN"), ("well", "assessment", "RAW"), ("well", "frequency", "HAND"),
    ("well", "frequency", "YEARLY"), ("survey_progress", "is_survey_due", "乙镇"),
    ("abandoned_well", "disposal", "OPEN"), ("abandoned_well", "well_risk", "HIGH_OPEN"),
    ("abandoned_well", "disposal", "HIGH_OPEN"),
    ("survey_progress", "is_surveyed", "甲镇"), ("abandoned_well", "well_risk", "OPEN"),
    ("abandoned_well", "acceptance", "DONE"), ("policy_rule", "rule_stage", "R2"),
    ("damage_case", "case_stage", "C2"), ("decision", "decision_status", "2"),
    ("decision", "decision_due_on", "2"), ("project", "spent_10k_yuan", "X1"),
    ("water_source", "source_use", "S2"),
)  # fmt: skip


@pytest.mark.parametrize(("ledger", "column", "name"), BLANKS)
def test_a_blank_cell_never_pays(after, honest, ledger, column, name):
    ledgers, changed = base(), 0
    for key, rows in ledgers.items():
        for row in (rows or ()) if key[0] == ledger else ():
            if name in row.values():
                row[column] = None
                changed += 1
    assert changed
    assert gains(honest, after(ledgers)) == set()


# -- to seal a well ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", [row["well_id"] for row in wells()])
def test_to_seal_a_well_never_pays_within_the_year(after, honest, name):
    ledgers = base()
    ledgers["well", QINDU, "2024-06"] = wells(**{name: {"well_state": "sealed"}})
    found = after(ledgers)
    assert gains(honest, found) == set()
    if name != "BROKEN":
        assert found["well_up", QINDU][0] < honest["well_up", QINDU][0]


# -- to let a well vanish ---------------------------------------------------------------------

ROWS = [row["aw_id"] for row in base()["abandoned_well", QINDU, "2024-06"]]


def vanished(name, **changes):
    """The ledgers where the month before named a well that June leaves out, or says less of."""
    ledgers = base()
    rows = ledgers["abandoned_well", QINDU, "2024-06"]
    ledgers["abandoned_well", QINDU, "2024-05"] = [dict(row) for row in rows]
    ledgers["abandoned_well", QINDU, "2024-06"] = [
        row | changes if row["aw_id"] == name else row
        for row in rows if changes or row["aw_id"] != name
    ]  # fmt: skip
    return ledgers


@pytest.mark.parametrize("name", ROWS)
def test_to_drop_a_row_changes_nothing(after, honest, name):
    found = after(vanished(name))
    for code in ("seal_rate", "high_risk_rate", "risk_rate"):
        assert found[code, QINDU] == honest[code, QINDU]


@pytest.mark.parametrize(
    "changes", [{"task_year": None}, {"task_year": 2025}, {"well_risk": None}, {"disposal": None}]
)
def test_to_say_less_of_a_well_than_before_never_pays(after, changes):
    same = after(vanished(""))
    assert gains(same, after(vanished("HIGH_OPEN", **changes))) == set()


# -- to look for wells and to find some -------------------------------------------------------


@pytest.mark.parametrize("disposal", ["sealing", "remediation", None])
@pytest.mark.parametrize("year", [None, 2025])
def test_a_find_that_is_assessed_costs_nothing(after, honest, disposal, year):
    ledgers = base()
    ledgers["abandoned_well", QINDU, "2024-06"] += [
        hole("FOUND", task_year=year, disposal=disposal)
    ]
    found = after(ledgers)
    assert gains(found, honest) <= {"seal_later"}, "hiding it would not pay"
    for code in ("seal_rate", "high_risk_rate", "survey_rate"):
        assert found[code, QINDU] == honest[code, QINDU]


def test_a_town_that_finds_wells_is_as_far_as_one_that_finds_none(after, honest):
    ledgers = base()
    for row in ledgers["survey_progress", QINDU, "2024-06"]:
        row["wells_found"] = 40
    assert after(ledgers) == honest
