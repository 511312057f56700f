"""Tasks 3 and 5: what drinking-water sources and geothermal wells count."""

from datetime import date
from decimal import Decimal

import pytest
from counting import counted, published, reading, silent
from handed_in import not_detected, result, well

from gwdash.registry.region import REGION

QINDU, WEICHENG, XINGPING = "610402", "610404", "610481"
GOOD, BAD = "0.01", "9.9"


def source(source_id, **more):
    return {
        "source_id": source_id, "source_name": f"{source_id}水源", "county_code": QINDU,
        "new_area": "no", "source_level": "county", "source_use": "in_use",
        "quasi_state": "done", "recharge_stage": "divided",
    } | more  # fmt: skip


def iron(well_id, value, *day, **more):
    return result(well_id, "fe", value, sampled_on=date(*day), **more)


# -- task 3: the water ------------------------------------------------------------------------


@pytest.fixture
def sampled(workspace, published_once):
    """Sources of every fate; wells of some, samples that name others."""
    over = {"reported_ok": "not_met"}
    settled = {"cause": "background", "background_doc_no": "咸环函〔2022〕1号"}
    fates = {
        "GOOD": {}, "ONCE_BAD": over | {"cause": "human"}, "NAMED": {},
        "NATURAL": over | settled, "CLAIMED": over | {"cause": "background"},
        "SPACES": over | {"cause": "background", "background_doc_no": " "},
        "MIXED": over | {"cause": "mixed"}, "UNKNOWN": over, "LAST_YEAR": {}, "NEVER": {},
        "BLIND": {}, "EMPTY": {}, "NO_LEVEL": {"source_level": None},
        "CITY": {"source_level": "city"},
        "RURAL": {"source_level": "large_rural"}, "RESERVE": {"source_use": "reserve"},
        "NO_USE": {"source_use": None}, "DIRECT": {"new_area": "direct"},
    }  # fmt: skip
    wells = [well(f"W_{name}", source_id=name) for name in fates if name != "NAMED"]
    samples = [
        iron("W_GOOD", GOOD, 2024, 1, 5), iron("W_GOOD", GOOD, 2024, 6, 30),
        iron("W_ONCE_BAD", GOOD, 2024, 2, 5), iron("W_ONCE_BAD", BAD, 2024, 5, 5),
        iron("W_ONCE_BAD", GOOD, 2024, 6, 5),
        iron("ELSEWHERE", GOOD, 2024, 3, 3, source_id="NAMED"),
        *(iron(f"W_{name}", BAD, 2024, 4, 4)
          for name in ("NATURAL", "CLAIMED", "SPACES", "MIXED", "UNKNOWN")),
        iron("W_LAST_YEAR", GOOD, 2023, 12, 31), iron("W_LAST_YEAR", GOOD, 2024, 7, 1),
        # Sampled in its own well and yet for another source.
        iron("W_NEVER", GOOD, 2024, 4, 4, source_id="NAMED"),
        not_detected("W_BLIND", "as", "5", sampled_on=date(2024, 4, 4)),
        iron("W_EMPTY", None, 2024, 4, 4),
        *(iron(f"W_{name}", GOOD, 2024, 4, 4)
          for name in ("NO_LEVEL", "CITY", "RURAL", "RESERVE", "NO_USE", "DIRECT")),
    ]  # fmt: skip
    published_once(workspace, [
        ("water_source", QINDU, "2024Q1", [source(n, **more) for n, more in fates.items()]),
        ("water_source", WEICHENG, "2024Q1", [source("TOWN", county_code=WEICHENG,
                                                    source_level="town")]),
        ("water_source", XINGPING, "2024Q1", None),
        ("well", QINDU, "2024-03", wells), ("water_quality", QINDU, "2024Q3", samples),
    ], until="2024-07")  # fmt: skip


REACHED = {"GOOD": 2, "NAMED": 2, "NO_LEVEL": 1, "CITY": 1, "NO_USE": 1, "DIRECT": 1}


@pytest.mark.usefixtures("sampled")
def test_a_source_is_reached_when_every_sampling_is(ask):
    found = counted(ask, "src_ok")
    for name, n in REACHED.items():
        assert found.pop(name) == (1, 1, "counted", f"采样 {n} 次，均达标")
    assert found.pop("ONCE_BAD") == (0, 1, "counted", "采样 3 次，超标 1 次：铁")
    for name in ("NATURAL", "CLAIMED", "SPACES", "MIXED", "UNKNOWN"):
        assert found.pop(name) == (0, 1, "counted", "采样 1 次，超标 1 次：铁")
    for name in ("LAST_YEAR", "NEVER", "EMPTY"):
        assert found.pop(name) == (0, 1, "not_monitored", "本年至今没有监测数据")
    assert found.pop("BLIND") == (0, 1, "undecided", "采样 1 次，1 次有指标无法判定")
    assert found.pop("RESERVE") == (0, 0, "not_applicable", "备用")
    assert found == {}
    assert reading(ask, "src_ok") == (6, 16, "value")
    assert reading(ask, "src_ok", scope="own") == (5, 15, "value")
    # One county has only small sources, one reported none, and the others never did.
    assert reading(ask, "src_ok", WEICHENG) is None
    assert reading(ask, "src_ok", XINGPING) is None
    assert reading(ask, "src_ok", "610430") == (0, 0, "not_reported")


@pytest.mark.usefixtures("sampled")
def test_the_year_begins_anew(ask):
    assert counted(ask, "src_ok", "2024-04")["ONCE_BAD"] == (1, 1, "counted", "采样 1 次，均达标")
    assert counted(ask, "src_ok", "2024-07")["LAST_YEAR"][0] == 1


@pytest.mark.usefixtures("sampled")
def test_only_a_background_with_a_finding_excuses(ask):
    found = counted(ask, "src_no_human")
    for name in REACHED:
        assert found.pop(name)[:3] == (1, 1, "counted")
    over = "采样 1 次，超标 1 次：铁；"
    assert found.pop("NATURAL") == (1, 1, "counted", over + "天然背景，咸环函〔2022〕1号")
    assert found.pop("ONCE_BAD")[3] == "采样 3 次，超标 1 次：铁；人为原因"
    assert found.pop("CLAIMED") == (0, 1, "counted", over + "称天然背景而无认定文号")
    assert found.pop("SPACES") == (0, 1, "counted", over + "称天然背景而无认定文号")
    assert found.pop("MIXED") == (0, 1, "counted", over + "混合原因")
    assert found.pop("UNKNOWN") == (0, 1, "undecided", over + "原因未查明")
    for name in ("LAST_YEAR", "NEVER", "EMPTY"):
        assert found.pop(name)[:3] == (0, 1, "not_monitored")
    assert found.pop("BLIND")[:3] == (0, 1, "undecided")
    assert found.pop("RESERVE")[:3] == (0, 0, "not_applicable")
    assert found == {}
    assert reading(ask, "src_no_human") == (7, 16, "value")
    counties = {county.code for county in REGION.counties}
    assert silent(ask, "src_no_human") == counties - {QINDU, WEICHENG, XINGPING}


# -- task 3: zones and remedies ---------------------------------------------------------------


def test_recharge_areas_quasi_zones_and_remedies(workspace, archive, ask):
    human = {"cause": "human"}
    late = human | {"remedy_by": date(2024, 6, 29)}
    published(workspace, archive, [
        ("water_source", QINDU, "2024Q2", [
            source("A", recharge_stage="submitted", **late, remedy_status="in_progress"),
            source("B", recharge_stage="published", **late, remedy_status="accepted"),
            source("C", recharge_stage="survey", quasi_state="open", **human,
                   remedy_status="done"),
            source("D", recharge_stage="not_started", quasi_state=None, **human),
            source("E", recharge_stage="not_needed", quasi_state="not_needed",
                   cause="background"),
            source("F", recharge_stage=None, source_use="reserve", cause="unknown"),
            source("G", source_use="stopped"), source("H", source_use="planned"),
            source("I", source_use=None, source_level="town"),
        ]),
    ])  # fmt: skip
    assert counted(ask, "recharge_rate") == {
        "A": (1, 1, "counted", "已报批"), "B": (1, 1, "counted", "已公布"),
        "C": (0, 1, "counted", "调查中"), "D": (0, 1, "counted", "未启动"),
        "E": (0, 0, "not_applicable", "不需划分"),
        "F": (0, 1, "undecided", "补给区划分阶段未填"),
        "G": (0, 0, "not_applicable", "停用"), "H": (0, 0, "not_applicable", "规划"),
        "I": (1, 1, "counted", "已划分"),
    }  # fmt: skip
    assert counted(ask, "quasi_rate") == {
        "A": (1, 1, "counted", "已划定"), "B": (1, 1, "counted", "已划定"),
        "C": (0, 1, "counted", "未划定"), "D": (0, 1, "undecided", "准保护区情况未填"),
        "E": (0, 0, "not_applicable", "不需划定"), "F": (1, 1, "counted", "已划定"),
        "G": (0, 0, "not_applicable", "停用"), "H": (0, 0, "not_applicable", "规划"),
        "I": (1, 1, "counted", "已划定"),
    }  # fmt: skip
    assert counted(ask, "fix_rate") == {
        "A": (0, 1, "counted", "实施中，整治时限 2024-06-29 已过"),
        "B": (1, 1, "counted", "已验收"), "C": (1, 1, "counted", "已完成"),
        "D": (0, 1, "undecided", "整治状态未填"),
        "E": (0, 0, "not_applicable", "超标原因为天然背景，不计入整治"),
        "F": (0, 0, "undecided", "超标原因未查明"),
    }  # fmt: skip
    assert reading(ask, "fix_rate", QINDU) == (2, 4, "value")


def test_no_source_that_people_spoilt_is_nothing_due(workspace, archive, ask):
    told = [source("E", cause="background"), source("G")]
    published(workspace, archive, [("water_source", QINDU, "2024Q2", told)])
    assert reading(ask, "fix_rate", QINDU) == (0, 0, "nothing_due")
    assert reading(ask, "fix_rate", WEICHENG) == (0, 0, "not_reported")


# -- task 5 -----------------------------------------------------------------------------------


def heat(gw_id, taken=None, given=None, *, project="甲", kind="production", **more):
    return {
        "gw_id": gw_id, "heat_project": project, "county_code": QINDU, "abstracted_m3": taken,
        "reinjected_m3": given, "geothermal_well_type": kind, "geothermal_state": "in_use",
        "metering": "online", "rebuild_stage": "not_needed", "is_main_city": False,
    } | more  # fmt: skip


def months(rows_by_month, reporter=QINDU):
    return [("geothermal", reporter, month, rows) for month, rows in rows_by_month.items()]


@pytest.fixture
def heated(workspace, published_once):
    """A season from November 2023 to March 2024, with months before and after it."""
    pair = [heat("A1", 100.5, 0.0), heat("A2", None, 90.25, kind="reinjection")]
    others = [
        heat("B1", 0.0, 0.0, project="乙"), heat("C1", project="丙", kind="closed_loop"),
        heat("D1", 100.0, 250.0, project="丁", kind="both"),
        heat("E1", None, 5.0, project="戊"), heat("F1", 10.0, 0.0, project=None),
        heat("G1", 100.0, 101.0, project="己", kind="both"),
    ]  # fmt: skip
    gone = [heat("Z1", 50.0, 40.0, project="庚")]
    published_once(workspace, [
        *months({"2023-10": [*pair, *gone], "2023-11": pair, "2023-12": pair, "2024-01": pair,
                 "2024-02": [*pair, *others], "2024-03": pair, "2024-04": pair,
                 "2024-11": pair}),
        # The city's bureau repeats a well of the county: the later report of it counts.
        ("geothermal", "zrzyj", "2024-03", [heat("A1", 200.5, 0.0)]),
        ("geothermal", WEICHENG, "2024-06", None),
    ], until="2024-12")  # fmt: skip


@pytest.mark.usefixtures("heated")
def test_water_given_back_in_the_season(ask):
    found = counted(ask, "reinj")
    assert found.pop("甲") == (
        5 * 90.25, 4 * 100.5 + 200.5, "counted",
        "2023-11 起 5 个月，开采 603 m³，回灌 451 m³",
    )  # fmt: skip
    assert found.pop("乙") == (0, 0, "not_applicable", "供暖季内没有开采")
    assert found.pop("丙") == (0, 0, "not_applicable", "地埋管只换热不取水，不适用")
    assert found.pop("丁") == (100, 100, "undecided", "回灌量明显大于开采量，待核，按开采量计")
    assert found.pop("戊") == (0, 0, "undecided", "1 井月的开采量未填")
    assert found.pop("F1")[:3] == (0, 10, "counted")
    assert found.pop("己")[:3] == (100, 100, "counted")
    assert found.pop("庚") == (0, 0, "not_reported", "本供暖季未报")
    assert found == {}
    assert reading(ask, "reinj") == (651.25, 812.5, "value")
    # Nothing in the county's ledger, and never a ledger.
    assert reading(ask, "reinj", WEICHENG) is None
    assert reading(ask, "reinj", XINGPING) == (0, 0, "not_reported")


@pytest.mark.usefixtures("heated")
@pytest.mark.parametrize(
    ("month", "given", "taken"),
    [
        ("2023-10", 0, 0), ("2023-11", 90.25, 100.5), ("2024-01", 270.75, 301.5),
        ("2024-03", 451.25, 602.5), ("2024-10", 451.25, 602.5), ("2024-12", 90.25, 100.5),
    ],
)  # fmt: skip
def test_the_season_that_runs_or_the_last_one(ask, month, given, taken):
    found = counted(ask, "reinj", month)
    assert found.get("甲", (0, 0))[:2] == (given, taken)


def test_amounts_add_up_exactly(workspace, archive, ask):
    rows = [heat(f"A{n}", 0.1, 0.1, kind="both") for n in range(7)]
    published(workspace, archive, months({"2024-01": rows}))
    assert ask("SELECT numerator FROM evidence_reinj WHERE thing = '甲' AND month = '2024-06'") == [
        (Decimal("0.700000"),)
    ]


def test_wells_to_be_built_by_project(workspace, archive, ask):
    stages = {
        "一": ("running", "built"), "二": ("built", "sited"), "三": ("not_needed", "building"),
        "四": ("not_needed", "not_needed"), "五": (None, "running"), "六": ("built", "not_needed"),
    }  # fmt: skip
    rows = [
        heat(f"{name}{n}", 1.0, 0.0, project=name, rebuild_stage=stage, is_main_city=name == "二")
        for name, pair in stages.items()
        for n, stage in enumerate(pair)
    ]
    loop = heat("L", project="环", kind="closed_loop", rebuild_stage=None)
    published(workspace, archive, [
        *months({"2024-03": [heat("GONE", 1.0, project="旧", rebuild_stage="sited")],
                 "2024-04": [*rows, loop]}),
    ])  # fmt: skip
    assert counted(ask, "rebuild_rate") == {
        "一": (1, 1, "counted", "已建成"), "二": (0, 1, "counted", "选址完成（主城区）"),
        "三": (0, 1, "counted", "施工中"), "四": (0, 0, "not_applicable", "不需补建"),
        "五": (0, 1, "undecided", "补建阶段未填"), "六": (1, 1, "counted", "已建成"),
        "环": (0, 0, "not_applicable", "地埋管只换热不取水，不适用"),
    }  # fmt: skip
    assert set(counted(ask, "rebuild_rate", "2024-03")) == {"旧"}


def test_meters_of_wells_in_use(workspace, archive, ask):
    rows = [
        heat("ON", 1.0), heat("OFF", 1.0, metering="offline"), heat("NONE", 1.0, metering="none"),
        heat("IDLE", 0.0, geothermal_state="idle"), heat("BLANK", 1.0, metering=None),
        heat("STOPPED", 0.0, geothermal_state="stopped"),
        heat("SEALED", 0.0, geothermal_state="sealed"), heat("LOOP", kind="closed_loop"),
        heat("UNSAID", 1.0, geothermal_state=None),
    ]  # fmt: skip
    published(workspace, archive, months({"2024-05": rows}))
    assert counted(ask, "meter_rate") == {
        "ON": (1, 1, "counted", "已安装联网"), "OFF": (0, 1, "counted", "已安装未联网"),
        "NONE": (0, 1, "counted", "未安装"), "IDLE": (1, 1, "counted", "已安装联网"),
        "BLANK": (0, 1, "undecided", "计量设施未填"),
        "STOPPED": (0, 0, "not_applicable", "停用"), "SEALED": (0, 0, "not_applicable", "已封填"),
        "LOOP": (0, 0, "not_applicable", "地埋管只换热不取水，不适用"),
        "UNSAID": (1, 1, "counted", "已安装联网"),
    }  # fmt: skip
    assert reading(ask, "meter_rate", QINDU) == (3, 6, "value")
