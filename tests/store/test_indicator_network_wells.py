"""Tasks 4 and 6: what monitoring wells and abandoned wells count."""

from datetime import date, datetime

import pytest
from counting import counted, published, reading, silent
from handed_in import level, result, well

from gwdash.registry.region import REGION

QINDU, WEICHENG, XINGPING = "610402", "610404", "610481"
GOOD, BAD = "0.01", "9.9"


def wells(period, *rows, reporter=QINDU):
    return ("well", reporter, period, list(rows))


def levels(period, *months, reporter="slj"):
    """Levels of (well, year, month), one on the fifth."""
    rows = [
        level(name, 5, 8.0, measured_at=datetime(year, month, 5, 9))  # noqa: DTZ001
        for name, year, month in months
    ]
    return ("water_level", reporter, period, rows)


def running(name, **more):
    return well(name, well_name=f"{name}井", new_area="no", well_state="running") | more


def fe(name, value, *day, **more):
    return result(name, "fe", value, sampled_on=date(*day), **more)


def samples(*rows, period="2024Q2"):
    return ("water_quality", "sthjj", period, list(rows))


# -- task 4: wells that run and that are measured ---------------------------------------------

STATES = {
    "faulty": "故障", "silted": "淤堵", "destroyed": "损毁", "dry": "干井", "stopped": "停用",
    "sealed": "已封井",
}  # fmt: skip


@pytest.fixture
def network(workspace, published_once):
    """Wells of every state, silent for none to many months, sealed before the year and in it."""
    told = [
        running("NOW"), running("MAY"), running("APRIL"), running("NEVER"), running("OLD"),
        running("EDGE"), running("DIRECT", new_area="direct"), running("BLANK", well_state=None),
        *(running(name.upper(), well_state=name) for name in STATES),
    ]  # fmt: skip
    gone, back = running("GONE", well_state="sealed"), running("BACK", well_state="sealed")
    published_once(workspace, [
        wells("2023-12", gone, back, running("SEALED")),
        wells("2024-02", *told, gone, running("BACK")),
        wells("2024-03", reporter=WEICHENG),
        levels("2024-06", ("NOW", 2024, 6), ("MAY", 2024, 5), ("APRIL", 2024, 4),
               ("SEALED", 2024, 6), ("BLANK", 2024, 6), ("DIRECT", 2024, 6), ("OLD", 2022, 5),
               ("EDGE", 2022, 7)),
    ])  # fmt: skip


@pytest.mark.usefixtures("network")
def test_a_running_well_is_silent_after_two_months(ask):
    found = counted(ask, "well_up")
    assert found["NOW"] == found["MAY"] == (1, 1, "counted", "正常")
    assert found["APRIL"] == (0, 1, "counted", "连续 2 期无水位数据")
    assert found["NEVER"] == found["OLD"] == (1, 1, "counted", "正常")
    assert found["EDGE"] == (0, 1, "counted", "连续 23 期无水位数据")
    assert found["BLANK"] == (0, 1, "undecided", "运行状态未填")
    for name, word in STATES.items():
        assert found[name.upper()] == (0, 1, "counted", word)
    assert reading(ask, "well_up", QINDU) == (5, 14, "value")
    assert reading(ask, "well_up", QINDU, scope="own") == (4, 13, "value")
    assert reading(ask, "well_up", WEICHENG) is None, "a register of none was handed in"
    assert silent(ask, "well_up") == {c.code for c in REGION.counties} - {QINDU, WEICHENG}


@pytest.mark.usefixtures("network")
def test_only_wells_sealed_before_the_year_leave_the_list(ask):
    found = counted(ask, "well_up")
    assert found["GONE"] == found["BACK"] == (0, 0, "not_applicable", "上年末前已封井")
    assert found["SEALED"][:3] == (0, 1, "counted")
    before = counted(ask, "well_up", "2023-12")
    assert before["GONE"] == (0, 1, "counted", "已封井"), "sealed in that year"
    for code in ("data_rate", "manual_rate"):
        assert not {"GONE", "BACK"} & set(counted(ask, code))


def test_wells_that_send_by_themselves_owe_each_month(workspace, archive, ask):
    auto = {"frequency": "automatic"}
    published(workspace, archive, [
        wells("2023-12", running("GONE", well_state="sealed", **auto)),
        wells("2024-01", running("SENDS", **auto), running("SILENT", **auto),
              running("BROKEN", well_state="destroyed", **auto), running("BY_HAND"),
              running("SEALED", well_state="sealed", **auto), running("BLANK", frequency=None),
              running("GONE", well_state="sealed", **auto)),
        levels("2024-05", ("SENDS", 2024, 5), ("SILENT", 2024, 5)),
        levels("2024-06", ("SENDS", 2024, 6), ("BY_HAND", 2024, 6)),
    ])  # fmt: skip
    none = (0, 1, "not_monitored", "本月没有数据")
    assert counted(ask, "data_rate") == {
        "SENDS": (1, 1, "counted", "本月有效数据 1 条"),
        "SILENT": none, "BROKEN": none, "SEALED": none,
    }  # fmt: skip
    assert reading(ask, "data_rate", QINDU, month="2024-05") == (2, 4, "value")
    assert reading(ask, "data_rate", QINDU, month="2024-01") == (0, 4, "value")


#: Frequency, months in which a visit is due, and the months whose visit counts in June.
VISITS = (
    ("month", range(1, 13), {6}), (None, range(1, 13), {6}), ("quarter", (3, 6, 9, 12), {4, 5, 6}),
    ("half", (6, 12), {1, 2, 3, 4, 5, 6}), ("year", (12,), set()), ("automatic", (), set()),
)  # fmt: skip


@pytest.mark.parametrize(("frequency", "due", "seen"), VISITS)
def test_a_visit_is_due_at_the_end_of_each_interval(
    workspace, archive, ask, frequency, due, seen
):  # fmt: skip
    names = {month: f"W{month:02}" for month in range(1, 8)}
    published(workspace, archive, [
        wells("2024-01", *(running(name, frequency=frequency) for name in names.values())),
        levels("2024-12", *((name, 2024, month) for month, name in names.items() if month % 2)),
        samples(*(fe(name, GOOD, 2024, month, 28) for month, name in names.items()
                  if not month % 2)),
    ], until="2024-12")  # fmt: skip
    for month in range(1, 13):
        found = counted(ask, "manual_rate", f"2024-{month:02}")
        assert set(found) == (set(names.values()) if month in due else set()), month
    june = counted(ask, "manual_rate")
    assert {m for m, name in names.items() if june.get(name, (0,))[0]} == seen
    words = {told[3] for told in june.values()}
    said = {"month": "月", "quarter": "季", "half": "半年", None: "频次未填，按月"}.get(frequency)
    assert words <= {f"{said}测一次：已测", f"{said}测一次：没有测"}


# -- task 4: what is watched, assessed, and of class five -------------------------------------


def test_a_source_is_covered_by_a_working_well_that_names_it(workspace, archive, ask):
    dead = ("sealed", "destroyed", "dry", "stopped")
    source = {"county_code": QINDU, "new_area": "no", "source_level": "county"}
    unit = {"county_code": QINDU, "new_area": "direct", "list_year": 2024,
            "list_type": "supervised"}  # fmt: skip
    published(workspace, archive, [
        ("water_source", QINDU, "2024Q1", [
            source | {"source_id": "S1", "source_use": "in_use"},
            source | {"source_id": "S2", "source_use": "reserve"},
            source | {"source_id": "S3", "source_use": None},
            source | {"source_id": "S4", "source_use": "stopped"},
        ]),
        ("key_unit", QINDU, "2024Q1", [
            unit | {"site_id": "P1", "pollution_source_id": "WR1"},
            unit | {"site_id": "P1", "pollution_source_id": "WR1", "list_type": "priority"},
            unit | {"site_id": "P2"}, unit | {"site_id": "P3", "list_type": "soil"},
            unit | {"site_id": "P4", "list_year": 2023}, unit | {"site_id": "P5",
                                                                "list_year": 2025},
        ]),
        wells("2024-01", *(running(n, well_state=n, source_id="S1") for n in dead),
              running("FAULTY", well_state="faulty", source_id="S2"),
              running("BLANK", well_state=None, source_id="S2"),
              running("BOTH", source_id="S4", pollution_source_id="WR1"),
              running("SITE", pollution_source_id="P2")),
    ])  # fmt: skip
    assert counted(ask, "dual_cover") == {
        "S1": (0, 1, "counted", "水源，没有有效监测井"),
        "S2": (1, 1, "counted", "水源，有效监测井 2 眼"),
        "S3": (0, 1, "counted", "水源，没有有效监测井"),
        "P1": (1, 1, "counted", "污染源，有效监测井 1 眼"),
        "P2": (1, 1, "counted", "污染源，有效监测井 1 眼"),
    }
    assert reading(ask, "dual_cover") == (3, 5, "value")
    assert reading(ask, "dual_cover", scope="own") == (1, 3, "value")


def test_four_kinds_of_wells_are_to_be_assessed(workspace, archive, ask):
    published(workspace, archive, [
        wells("2024-01",
              running("A", origin="drinking_source", assessment="usable"),
              running("B", origin="eia_tracking", assessment="after_rebuild"),
              running("C", origin="pollution_source", assessment="unusable"),
              running("D", origin="national", assessment="not_assessed"),
              running("E", origin="national", assessment=None, well_state=None),
              running("NEW", origin="survey", assessment="usable"),
              running("NONE", origin=None)),
    ])  # fmt: skip
    assert counted(ask, "assess_rate") == {
        "A": (1, 1, "counted", "可直接利用"), "B": (1, 1, "counted", "改造后利用"),
        "C": (1, 1, "counted", "不可利用"), "D": (0, 1, "counted", "未评估"),
        "E": (0, 1, "counted", "未评估"),
    }  # fmt: skip


@pytest.fixture
def graded(workspace, published_once):
    """Points of the lists and others, sampled lately, long ago and without a class."""
    listed = {"purpose": "national"}
    published_once(workspace, [
        wells("2024-01", running("SOURCE", source_id="S1"), running("SITE", is_source_point=False,
              pollution_source_id="P1"), running("FLAG", is_pollution_point=True),
              running("PLAIN"), running("DRINK", origin="drinking_source"),
              running("LISTED", county_code=WEICHENG)),
        samples(
            fe("LISTED", BAD, 2023, 7, 1, **listed), fe("LISTED", GOOD, 2024, 2, 1),
            fe("MENDED", BAD, 2023, 8, 1, purpose="provincial"),
            fe("MENDED", GOOD, 2024, 6, 30, **listed),
            fe("PAST", BAD, 2023, 6, 30, **listed), fe("EMPTY", None, 2024, 5, 1, **listed),
            fe("LATER", BAD, 2024, 7, 1, **listed),
            fe("SOURCE", BAD, 2024, 1, 1), fe("SITE", GOOD, 2024, 1, 1),
            fe("FLAG", BAD, 2023, 6, 30), fe("PLAIN", BAD, 2024, 1, 1),
            fe("DRINK", None, 2024, 1, 1), period="2024Q3",
        ),
    ], until="2024-07")  # fmt: skip


@pytest.mark.usefixtures("graded")
def test_class_five_of_the_lists_only(ask):
    found = counted(ask, "class5_share")
    assert set(found) == {"LISTED", "MENDED", "PAST", "EMPTY"}
    assert found["LISTED"][:3] == (1, 1, "counted"), "the sampling for itself is no part of it"
    assert found["LISTED"][3].startswith("2023-07-01 采样，综合Ⅴ类，参评 1 项，铁")
    assert found["MENDED"] == (0, 1, "counted", "2024-06-30 采样，综合Ⅰ类，参评 1 项")
    assert found["PAST"] == (0, 0, "not_monitored", "一年内没有采样")
    assert found["EMPTY"][:3] == (0, 0, "undecided")
    assert reading(ask, "class5_share") == (1, 2, "value")
    assert counted(ask, "class5_share", "2024-07")["LISTED"][2] == "not_monitored"
    assert counted(ask, "class5_share", "2024-07")["LATER"][:2] == (1, 1)


@pytest.mark.usefixtures("graded")
def test_class_five_at_sources_and_sites(ask):
    found = counted(ask, "class5_dual")
    assert {name: told[:3] for name, told in found.items()} == {
        "SOURCE": (1, 1, "counted"), "SITE": (0, 1, "counted"), "FLAG": (0, 0, "not_monitored"),
        "DRINK": (0, 0, "undecided"),
    }  # fmt: skip
    assert reading(ask, "class5_dual", QINDU) == (1, 2, "value")


# -- task 6 -----------------------------------------------------------------------------------


def hole(name, **more):
    return {"aw_id": name, "aw_name": name, "county_code": QINDU, "new_area": "no",
            "well_risk": "low", "disposal": "sealing", "task_year": 2024} | more  # fmt: skip


PASSED = {"acceptance": "passed", "accepted_on": date(2024, 6, 30)}


def test_only_what_was_accepted_is_sealed(workspace, archive, ask):
    published(workspace, archive, [
        ("abandoned_well", QINDU, "2024-05", [
            hole("PASSED", **PASSED), hole("NO_DAY", acceptance="passed"),
            hole("TOMORROW", acceptance="passed", accepted_on=date(2024, 7, 1)),
            hole("FAILED", acceptance="failed", accepted_on=date(2024, 6, 1)),
            hole("FILLED", sealing_to=date(2024, 3, 1)), hole("LAST_YEAR", task_year=2023),
            hole("REMEDY", disposal="remediation", new_area="direct", **PASSED),
            hole("KEPT", disposal="reserve", **PASSED), hole("OPEN", disposal=None),
            hole("FOUND", task_year=None, **PASSED), hole("FOUND_OPEN", task_year=None),
            hole("NEXT", task_year=2025),
        ]),
        ("abandoned_well", WEICHENG, "2024-06", None),
    ])  # fmt: skip
    assert counted(ask, "seal_rate") == {
        "PASSED": (1, 1, "counted", "2024年任务，验收合格"),
        "NO_DAY": (1, 1, "counted", "2024年任务，验收合格"),
        "TOMORROW": (0, 1, "counted", "2024年任务，验收合格"),
        "FAILED": (0, 1, "counted", "2024年任务，验收不合格"),
        "FILLED": (0, 1, "counted", "2024年任务，未验收"),
        "LAST_YEAR": (0, 1, "counted", "2023年任务，未验收"),
        "REMEDY": (1, 1, "counted", "2024年任务，验收合格"),
        "OPEN": (0, 1, "counted", "2024年任务，处置方式未填，按应封填计，未验收"),
    }
    assert counted(ask, "seal_later") == {
        "FOUND": (1, 1, "counted", "任务清单之外新发现，验收合格"),
        "FOUND_OPEN": (0, 1, "counted", "任务清单之外新发现，未验收"),
        "NEXT": (0, 1, "counted", "2025年任务，未验收"),
    }
    assert reading(ask, "seal_rate", QINDU) == (3, 8, "value")
    assert reading(ask, "seal_rate", QINDU, scope="own") == (2, 7, "value")
    assert counted(ask, "seal_rate", "2024-05")["PASSED"][0] == 0, "accepted in June"
    assert WEICHENG not in silent(ask, "seal_rate")
    assert reading(ask, "seal_rate", WEICHENG) is None


def test_risks_are_assessed_and_high_ones_dealt_with(workspace, archive, ask):
    published(workspace, archive, [
        ("abandoned_well", QINDU, "2024-06", [
            hole("HIGH", well_risk="high"), hole("KEPT", well_risk="high", disposal="reserve",
                                                 **PASSED),
            hole("FAILED", well_risk="high", disposal=None, acceptance="failed"),
            hole("MEDIUM", well_risk="medium"), hole("LOW"),
            hole("NOT_YET", well_risk="not_assessed"), hole("BLANK", well_risk=None),
        ]),
    ])  # fmt: skip
    assert {name: told[0] for name, told in counted(ask, "risk_rate").items()} == {
        "HIGH": 1, "KEPT": 1, "FAILED": 1, "MEDIUM": 1, "LOW": 1, "NOT_YET": 0, "BLANK": 0,
    }  # fmt: skip
    assert reading(ask, "risk_rate", QINDU) == (5, 7, "value")
    assert counted(ask, "high_risk_rate") == {
        "HIGH": (0, 1, "counted", "封井回填，未验收"),
        "KEPT": (1, 1, "counted", "封存备用，验收合格"),
        "FAILED": (0, 1, "counted", "处置方式未定，验收不合格"),
        "NOT_YET": (0, 1, "counted", "风险未评估，按高风险计，封井回填，未验收"),
        "BLANK": (0, 1, "counted", "风险未评估，按高风险计，封井回填，未验收"),
    }


def test_a_well_once_on_file_stays_until_something_is_said_of_it(workspace, archive, ask):
    """Left out, without its year or its risk it counts as before; found later it does not."""
    gone = "；名录中已没有，按最近一次报送计"
    published(workspace, archive, [
        ("abandoned_well", QINDU, "2024-05", [
            hole("GONE", well_risk="high"), hole("DONE", **PASSED), hole("STAYS"),
            hole("NO_YEAR"), hole("MOVED"), hole("NO_RISK", task_year=None, well_risk="high"),
            hole("NOT_LISTED", task_year=None, well_risk=None), hole("KEPT"), hole("BACK"),
        ]),
        ("abandoned_well", QINDU, "2024-06", [
            hole("STAYS"), hole("NO_YEAR", task_year=None), hole("MOVED", task_year=2025),
            hole("NO_RISK", task_year=None, well_risk=None),
            hole("NOT_LISTED", task_year=None, well_risk=None), hole("KEPT", disposal="kept"),
        ]),
        ("abandoned_well", QINDU, "2024-07", [hole("BACK", **PASSED)]),
    ])  # fmt: skip
    assert {name: told[3] for name, told in counted(ask, "seal_rate").items()} == {
        "GONE": f"2024年任务，未验收{gone}", "DONE": f"2024年任务，验收合格{gone}",
        "STAYS": "2024年任务，未验收", "NO_YEAR": "2024年任务，未验收",
        "MOVED": "2024年任务，未验收", "BACK": f"2024年任务，未验收{gone}",
    }  # fmt: skip
    assert set(counted(ask, "high_risk_rate")) == {"GONE", "NO_RISK"}
    assert reading(ask, "risk_rate", QINDU) == (7, 9, "value")
    assert counted(ask, "seal_rate", "2024-07")["BACK"] == (
        1, 1, "counted", "2024年任务，验收合格"
    )  # fmt: skip
    assert counted(ask, "seal_rate", "2024-05")["GONE"][3] == "2024年任务，未验收"


def test_towns_are_searched_or_not_and_each_file_holds_its_own(workspace, archive, ask):
    town = {"county_code": QINDU, "is_survey_due": True, "is_surveyed": False}
    published(workspace, archive, [
        ("survey_progress", QINDU, "2024-06", [
            town | {"town": "甲镇", "is_surveyed": True, "wells_found": 3},
            town | {"town": "乙镇", "is_surveyed": True},
            town | {"town": "丙镇", "villages_due": 9, "villages_surveyed": 4},
            town | {"town": "丁镇", "is_survey_due": None},
            town | {"town": "戊镇", "is_survey_due": False, "is_surveyed": True},
            town | {"town": "己镇", "is_surveyed": None, "villages_due": 2},
        ]),
    ])  # fmt: skip
    assert counted(ask, "survey_rate") == {
        "甲镇": (1, 1, "counted", "已排查，发现 3 眼"), "乙镇": (1, 1, "counted", "已排查"),
        "丙镇": (0, 1, "counted", "未完成，行政村 4/9"), "丁镇": (0, 1, "counted", "未完成"),
        "戊镇": (0, 0, "not_applicable", "不需排查"),
        "己镇": (0, 1, "counted", "未完成，行政村 0/2"),
    }  # fmt: skip
    assert reading(ask, "survey_rate") == (2, 5, "value")
    assert reading(ask, "survey_rate", XINGPING) == (0, 0, "not_reported")
