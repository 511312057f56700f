"""Tasks 1 and 2: what zones, listed sites, their samplings and their leaks count."""

from datetime import date

import pytest
from counting import counted, published, reading, silent

from gwdash.registry.region import REGION

QINDU, WEICHENG, XINGPING = "610402", "610404", "610481"
N_COUNTIES = 13


def zone(zone_id, stage="submitted", **more):
    return {
        "zone_id": zone_id, "zone_name": f"{zone_id}区", "county_code": QINDU,
        "zone_class": "protection", "zone_stage": stage, "has_measures": True, "area_km2": 10.0,
    } | more  # fmt: skip


def site(site_id, **more):
    return {
        "site_id": site_id, "list_year": 2024, "list_type": "supervised", "unit_name": site_id,
        "county_code": QINDU, "new_area": "no", "production_state": "running",
        "permit_covers_groundwater": "yes", "has_receptor_1km": False, "is_leak_checked": True,
    } | more  # fmt: skip


def sampling(site_id, well, *day, **more):
    return {
        "site_id": site_id, "well_id": well, "sampled_on": date(*day), "county_code": QINDU,
        "unit_class": "first", "due_frequency": "half", "is_public": True,
    } | more  # fmt: skip


def hazard(number, by, status="open", **more):
    return {
        "hazard_id": number, "site_id": "S1", "county_code": QINDU, "place": "罐区",
        "found_on": date(2024, 1, 5), "rectify_by": by, "rectify_status": status,
    } | more  # fmt: skip


# -- task 1 -----------------------------------------------------------------------------------


@pytest.fixture
def zoned(workspace, published_once):
    """Five counties' zones; the bureau hands in for the second quarter only."""
    rows = [
        zone("QD-1"), zone("QD-2", "published"),
        zone("WC-1", county_code=WEICHENG),
        zone("WC-2", "comments", county_code=WEICHENG, has_measures=False),
        zone("WC-3", "comments", county_code=WEICHENG, zone_class="general", area_km2=100.0,
             has_measures=None),
        zone("XP-1", None, county_code=XINGPING, zone_class=None, has_measures=None, area_km2=None),
        zone("SY-1", county_code="610422", area_km2=9000.0),
        zone("YL-1", county_code=None),
    ]  # fmt: skip
    published_once(workspace, [
        ("water_level", QINDU, "2024-05", None), ("zone", "sthjj", "2024Q2", rows),
    ])  # fmt: skip


@pytest.mark.usefixtures("zoned")
def test_a_county_is_done_when_all_its_zones_have_gone_up(ask):
    found = counted(ask, "zone_done")
    assert len(found) == N_COUNTIES
    assert found[QINDU] == (1, 1, "counted", "2 个分区均已报批")
    assert found[WEICHENG] == (0, 1, "counted", "已报批 1/3 个分区，最慢的在征求意见")
    assert found[XINGPING] == (0, 1, "counted", "已报批 0/1 个分区，最慢的在未填阶段")
    assert found["610430"] == (0, 1, "counted", "尚无分区")
    assert reading(ask, "zone_done") == (2, N_COUNTIES, "value")


@pytest.mark.usefixtures("zoned")
def test_before_the_bureau_reports_no_county_is_judged(ask):
    assert counted(ask, "zone_done", "2024-05") == {}
    assert len(silent(ask, "zone_done", "2024-05")) == N_COUNTIES
    assert reading(ask, "zone_done", month="2024-05") == (0, 0, "not_reported")
    assert reading(ask, "zone_measures", month="2024-05") is None


@pytest.mark.usefixtures("zoned")
def test_measures_are_asked_of_all_zones_but_the_rest(ask):
    assert counted(ask, "zone_measures") == {
        "QD-1": (1, 1, "counted", "已制定"),
        "QD-2": (1, 1, "counted", "已制定"),
        "WC-1": (1, 1, "counted", "已制定"),
        "WC-2": (0, 1, "counted", "未制定"),
        "WC-3": (0, 0, "not_applicable", "一般区，不需制定管控措施"),
        "XP-1": (0, 1, "undecided", "管控措施是否制定未填"),
        "SY-1": (1, 1, "counted", "已制定"),
    }
    assert reading(ask, "zone_measures", WEICHENG) == (1, 2, "value")


@pytest.mark.usefixtures("zoned")
def test_the_share_adds_up_to_the_county(ask):
    area = {county.code: county.area_km2 for county in REGION.counties}
    found = counted(ask, "zone_share")
    assert found["QD-1"] == (10, 10, "counted", "10.0 km²")
    assert found[QINDU] == (
        0, pytest.approx(area[QINDU] - 20), "counted", f"县域面积约 {area[QINDU]} km²",
    )  # fmt: skip
    assert reading(ask, "zone_share", QINDU) == (20, pytest.approx(area[QINDU]), "value")
    assert reading(ask, "zone_share", WEICHENG) == (20, pytest.approx(area[WEICHENG]), "value")
    assert found["XP-1"] == (0, 0, "undecided", "面积未填")
    assert found["SY-1"] == (0, 0, "undecided", "各分区面积之和大于县域面积，请核对")
    assert reading(ask, "zone_share", "610422") == (0, 0, "nothing_due")
    assert "YL-1" not in found
    assert "WC-3" not in found


# -- task 2: the sites' own monitoring --------------------------------------------------------


def quarter(rows, period="2024Q2", reporter=QINDU):
    return ("self_monitoring", reporter, period, rows)


def lists(*rows, period="2024Q1", reporter=QINDU):
    return ("key_unit", reporter, period, list(rows))


#: Unit, frequency that was told, receptor near, month, and how often it is due until then.
DUE = (
    ("first", None, False, 12, 2), ("first", None, True, 12, 4), ("first", None, None, 12, 2),
    ("second", None, False, 12, 1), ("second", None, True, 12, 2),
    ("second", "quarter", False, 12, 4), ("first", "year", True, 12, 4),
    ("background", "half", False, 12, 2), ("background", None, True, 12, 2),
    (None, "year", False, 12, 1), (None, None, False, 12, 2), (None, None, True, 12, 4),
    ("first", None, False, 5, 0), ("first", None, False, 6, 1), ("first", None, True, 5, 1),
    ("second", None, False, 11, 0),
)  # fmt: skip


def test_how_often_a_well_is_due(workspace, archive, ask):
    sites = [site(f"S{n}", has_receptor_1km=one[2]) for n, one in enumerate(DUE)]
    told = [
        sampling(f"S{n}", "W", 2023, 12, 1, unit_class=one[0], due_frequency=one[1])
        for n, one in enumerate(DUE)
    ]
    published(workspace, archive, [lists(*sites), quarter(told, "2023Q4")], until="2024-12")
    for n, (*_, month, due) in enumerate(DUE):
        done, of, state, _ = counted(ask, "selfmon_rate", f"2024-{month:02}")[f"S{n} W"]
        assert (done, of) == (0, due), DUE[n]
        assert state == ("counted" if due else "not_applicable")


@pytest.fixture
def monitored(workspace, published_once):
    """Sites that sample eagerly, late, never, long ago and not at all."""
    published_once(workspace, [
        lists(
            site("EAGER", has_receptor_1km=True, list_type="priority"),
            site("EAGER", has_receptor_1km=True), site("LATE"), site("NEVER"),
            site("LONG_AGO"), site("CLOSED", production_state="closed"),
            site("BUILDING", production_state="building"), site("SOIL", list_type="soil"),
            site("LAST_YEAR", list_year=2023),
        ),
        lists(site("DIRECT", county_code=WEICHENG, new_area="direct"), reporter=WEICHENG),
        quarter([sampling("LONG_AGO", "W9", 2022, 12, 30)], "2022Q4"),
        quarter([sampling("EAGER", "W1", 2023, 10, 9), sampling("LATE", "W2", 2023, 8, 1)],
                "2023Q4"),
        quarter([
            sampling("EAGER", "W1", 2024, 1, 9), sampling("EAGER", "W1", 2024, 2, 9),
            sampling("EAGER", "W1", 2024, 3, 9, is_public=False),
            sampling("CLOSED", "W7", 2024, 2, 2, is_public=None),
            sampling("STRANGE", "W8", 2024, 2, 2),
        ], "2024Q1"),
        quarter([sampling("LATE", "W2", 2024, 7, 3)], "2024Q3"),
    ], until="2024-09")  # fmt: skip


@pytest.mark.usefixtures("monitored")
def test_samplings_count_once_in_their_part_of_the_year(ask):
    found = counted(ask, "selfmon_rate")
    missing = "；本县市区上一季度未报"
    never = "上年以来没有自行监测记录，按一类单元每年 2 次计" + missing
    assert found == {
        "EAGER W1": (1, 2, "counted", "全年应测 4 次，到期 2 次，按期完成 1 次" + missing),
        "LATE W2": (0, 1, "counted", "全年应测 2 次，到期 1 次，按期完成 0 次" + missing),
        "NEVER": (0, 1, "not_monitored", never),
        "LONG_AGO": (0, 1, "not_monitored", never),
        "DIRECT": (0, 1, "not_monitored", never),
        "CLOSED": (0, 0, "not_applicable", "已关闭"),
        "BUILDING": (0, 0, "not_applicable", "在建，尚未投产"),
    }  # fmt: skip
    assert reading(ask, "selfmon_rate") == (1, 6, "value")
    assert reading(ask, "selfmon_rate", scope="own") == (1, 5, "value")
    assert reading(ask, "selfmon_rate", WEICHENG, scope="own") is None
    assert silent(ask, "selfmon_rate") == {c.code for c in REGION.counties} - {QINDU, WEICHENG}


@pytest.mark.usefixtures("monitored")
def test_what_was_not_sampled_in_its_time_stays_missed(ask):
    assert counted(ask, "selfmon_rate", "2024-03")["EAGER W1"][:3] == (1, 1, "counted")
    note = "全年应测 2 次，到期 1 次，按期完成 0 次"
    assert counted(ask, "selfmon_rate", "2024-09")["LATE W2"] == (0, 1, "counted", note)


@pytest.mark.usefixtures("monitored")
def test_who_publishes_results(ask):
    found = counted(ask, "selfmon_public")
    assert found["EAGER W1 2024-01-09"] == (1, 1, "counted", "已公开")
    assert found["EAGER W1 2024-03-09"] == (0, 1, "counted", "未公开")
    assert found["CLOSED W7 2024-02-02"] == (0, 1, "undecided", "是否公开未填")
    assert reading(ask, "selfmon_public", QINDU) == (3, 5, "value")
    assert reading(ask, "selfmon_public", QINDU, month="2024-01") == (1, 1, "value")


# -- task 2: permits and leaks ----------------------------------------------------------------


def test_permits_and_leak_searches_of_the_newest_list(workspace, archive, ask):
    published(workspace, archive, [
        lists(
            site("YES"), site("NO", permit_covers_groundwater="no", is_leak_checked=False),
            site("NA", permit_covers_groundwater="not_applicable"),
            site("BLANK", permit_covers_groundwater=None, is_leak_checked=None),
            site("CLOSED", production_state="closed"),
            site("BUILDING", production_state="building", permit_covers_groundwater="no"),
            site("BOTH"), site("BOTH", list_type="priority"), site("OLD", list_year=2023),
            site("SOIL", list_type="soil"), site("NEXT", list_year=2025),
        ),
    ])  # fmt: skip
    assert counted(ask, "permit_rate") == {
        "YES": (1, 1, "counted", "已载明"), "NO": (0, 1, "counted", "未载明"),
        "NA": (0, 0, "not_applicable", "许可证不适用"),
        "BLANK": (0, 1, "undecided", "是否载明未填"),
        "CLOSED": (0, 0, "not_applicable", "已关闭"), "BUILDING": (0, 1, "counted", "未载明"),
        "BOTH": (1, 1, "counted", "已载明"),
    }  # fmt: skip
    assert counted(ask, "leak_check_rate") == {
        "YES": (1, 1, "counted", "已排查"), "NO": (0, 1, "counted", "未排查"),
        "NA": (1, 1, "counted", "已排查"),
        "BLANK": (0, 1, "undecided", "是否开展渗漏排查未填"),
        "CLOSED": (0, 0, "not_applicable", "已关闭"),
        "BUILDING": (0, 0, "not_applicable", "在建，尚未投产"),
        "BOTH": (1, 1, "counted", "已排查"),
    }  # fmt: skip


def test_last_years_list_holds_until_the_new_one_comes(workspace, archive, ask):
    published(workspace, archive, [
        lists(site("OLD", list_year=2023), period="2023Q4"), lists(site("NEW"), period="2024Q1"),
    ])  # fmt: skip
    assert set(counted(ask, "permit_rate", "2024-02")) == {"OLD"}
    assert set(counted(ask, "permit_rate", "2024-03")) == {"NEW"}


def test_only_hazards_whose_time_is_up_are_asked_for(workspace, archive, ask):
    june = date(2024, 6, 30)
    published(workspace, archive, [
        lists(site("S1", new_area="direct")),
        ("leak_hazard", QINDU, "2024Q2", [
            hazard("OPEN", date(2024, 6, 20)), hazard("ON_THE_DAY", june, "in_progress"),
            hazard("MENDED", june, "done", rectified_on=date(2024, 5, 1)),
            hazard("LATE", date(2024, 3, 1), "accepted", rectified_on=date(2024, 3, 11)),
            hazard("NOT_DUE", date(2024, 7, 1), "done", rectified_on=june),
            hazard("NO_TIME", None, site_id="S2"),
            hazard("NO_TIME_MENDED", None, "done", site_id="S2"),
        ]),
        ("leak_hazard", WEICHENG, "2024Q2", None),
    ])  # fmt: skip
    assert counted(ask, "hazard_rate") == {
        "OPEN": (0, 1, "counted", "整改时限 2024-06-20，已逾期 10 天"),
        "ON_THE_DAY": (0, 1, "counted", "整改时限 2024-06-30，已逾期 0 天"),
        "MENDED": (1, 1, "counted", "已整改"),
        "LATE": (1, 1, "counted", "逾期 10 天整改"),
        "NOT_DUE": (0, 0, "not_applicable", "整改时限 2024-07-01，未到期"),
        "NO_TIME": (0, 1, "undecided", "整改时限未填，按到期计"),
        "NO_TIME_MENDED": (1, 1, "counted", "已整改"),
    }
    assert reading(ask, "hazard_rate", QINDU) == (3, 6, "value")
    assert reading(ask, "hazard_rate", QINDU, scope="own") == (1, 2, "value")
    # A report of nothing is a report: this county owes nothing and is not silent.
    assert WEICHENG not in silent(ask, "hazard_rate")
    assert reading(ask, "hazard_rate", WEICHENG) is None
