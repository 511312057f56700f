"""The city of two months with zones, sites, sources, rules and cases, every kind of nothing there.

Counties: 610402 has most of it, 610428 drinks from well S-1, 610404 has a listed site in the new
area's directly run part, 610430 has never handed anything in.
"""

from contextlib import closing
from datetime import date
from pathlib import Path

import ui_city
from copied_city import copied
from ui_city import HOSTILE, City, hand_in, result, well

from gwdash.archive import Archive
from gwdash.store.publish import publish

QINDU, WEICHENG, CHANGWU, XINGPING, SANYUAN = "610402", "610404", "610428", "610481", "610422"
POSITION = {"lon": 108.68123, "lat": 34.36789}


def zone(zone_id: str, stage: str | None = "submitted", **more: object) -> dict:
    return {
        "zone_id": zone_id, "zone_name": f"{zone_id}区", "county_code": QINDU,
        "zone_class": "protection", "zone_subclass": "first", "zone_stage": stage,
        "has_measures": True, "area_km2": 10.0, "zone_guide": "guide_2023",
    } | more  # fmt: skip


ZONES = [
    zone("QD-1"),
    zone("QD-2", "published", zone_name=HOSTILE, approval_no="陕环函〔2024〕1号",
         published_on=date(2024, 5, 1)),
    zone("WC-1", county_code=WEICHENG, zone_class="control", zone_subclass="control_first"),
    zone("WC-2", "comments", county_code=WEICHENG, has_measures=False, area_km2=2.5),
    zone("WC-3", "comments", county_code=WEICHENG, zone_class="general", zone_subclass=None,
         area_km2=100.0, has_measures=None),
    zone("XP-1", None, county_code=XINGPING, zone_class=None, zone_subclass=None,
         has_measures=None, area_km2=None, zone_guide="guide_2019", old_zone_class="prevent"),
    zone("SY-1", county_code=SANYUAN, area_km2=9000.0),
    zone("YL-1", county_code=None),
]  # fmt: skip


def site(site_id: str, **more: object) -> dict:
    return {
        "site_id": site_id, "list_year": 2024, "list_type": "supervised",
        "unit_name": f"{site_id}厂", "county_code": QINDU,
        "new_area": "no", "production_state": "running",
        "permit_covers_groundwater": "yes", "has_receptor_1km": False, "is_high_risk": False,
        "source_type": "plant",
    } | POSITION | more  # fmt: skip


SITES = [
    site("S1", list_type="priority"), site("S1"),
    site("S2", permit_covers_groundwater="no", is_high_risk=True, has_receptor_1km=True,
         unit_name=HOSTILE),
    site("S3", production_state="closed"),
    site("S4", permit_covers_groundwater=None, is_high_risk=None),
    site("S9", list_type="soil"),
]  # fmt: skip
OLD_SITES = [site("S1", list_year=2023), site("S2", list_year=2023), site("S5", list_year=2023)]


def sampling(site_id: str, well_id: str, *day: int, **more: object) -> dict:
    return {
        "site_id": site_id, "well_id": well_id, "sampled_on": date(*day), "county_code": QINDU,
        "unit_class": "first", "due_frequency": "half", "is_public": True,
    } | more  # fmt: skip


SAMPLINGS = [
    sampling("S1", "S1-1", 2024, 3, 1), sampling("S1", "S1-2", 2023, 9, 1),
    sampling("S4", "S4-1", 2024, 2, 1, unit_class="second", due_frequency="year"),
]  # fmt: skip


def hazard(number: str, by: date | None, status: str = "in_progress", **more: object) -> dict:
    return {
        "hazard_id": number, "site_id": "S1", "county_code": QINDU, "place": "罐区",
        "found_on": date(2023, 1, 5), "rectify_by": by, "rectify_status": status,
        "hazard_object": "place",
    } | more  # fmt: skip


HAZARDS = [
    hazard("H1", date(2024, 5, 31)), hazard("H2", date(2023, 12, 31)), hazard("H3", None),
    hazard("H4", date(2024, 9, 30)),
    hazard("H5", date(2024, 3, 31), "done", rectified_on=date(2024, 4, 10)),
    hazard("H6", date(2024, 3, 31), "accepted", rectified_on=date(2024, 3, 10)),
]  # fmt: skip


def source(source_id: str, county: str = QINDU, **more: object) -> dict:
    return {
        "source_id": source_id, "source_name": f"{source_id}水源地", "county_code": county,
        "source_level": "county", "source_use": "in_use", "protection_state": "second",
        "quasi_state": "open", "recharge_stage": "survey", "new_area": "no",
    } | POSITION | more  # fmt: skip


SOURCES = [
    source("A1"),
    source("A2", source_level="city", cause="human", exceeded_items="硝酸盐",
           remedy_by=date(2024, 5, 1), remedy="治理", remedy_status="in_progress"),
    source("A3", source_level="town", cause="human", remedy_status="accepted"),
    source("A4", source_use="stopped", recharge_stage=None, quasi_state=None),
    source("A5", new_area="direct"),
]  # fmt: skip
CHANGWU_SOURCES = [
    source("B1", CHANGWU, cause="background", source_name=HOSTILE),
    source("B2", CHANGWU, source_level="town", cause="background", background_doc_no="1号"),
    source("B3", CHANGWU, source_level="town", cause="unknown"),
]

RULES = [
    {"rule_id": "R1", "rule_name": "监测办法", "rule_category": "monitoring", "lead_unit": "sthjj",
     "rule_stage": "issued", "issue_by": date(2024, 1, 31), "issued_on": date(2024, 2, 10),
     "issue_doc_no": "咸环发〔2024〕1号"},
    {"rule_id": "R2", "rule_name": HOSTILE, "rule_category": "monitoring", "lead_unit": "slj",
     "rule_stage": "comments", "issue_by": date(2024, 3, 31)},
    {"rule_id": "R3", "rule_name": "旧办法", "rule_stage": "repealed"},
    {"rule_id": "R4", "rule_name": "新办法", "rule_stage": "drafting"},
    {"rule_id": "R5", "rule_name": "细则", "rule_stage": "legal_review", "lead_unit": "slj",
     "issue_by": date(2024, 6, 30)},
]  # fmt: skip


def case(case_id: str, stage: str, opened: date | None, **more: object) -> dict:
    return {
        "case_id": case_id, "case_name": f"{case_id}案", "county_code": QINDU,
        "case_stage": stage, "opened_on": opened,
    } | more  # fmt: skip


CASES = [
    case("C1", "closed", date(2023, 1, 1), closed_on=date(2024, 1, 1), compensation_10k_yuan=10.5),
    case("C2", "consultation", date(2023, 6, 30), case_name=HOSTILE),
    case("C3", "clue", None),
    case("C4", "ended", date(2022, 1, 1)),
    case("C5", "closed", date(2024, 6, 1), closed_on=date(2024, 6, 21), compensation_10k_yuan=0.0),
]


@copied
def build(home: Path) -> City:
    """Fill an empty folder with the city and these ledgers, and publish it."""
    ui_city.build(home)
    drinking = well("S-1", CHANGWU, origin="drinking_source", is_source_point=True, source_id="B1")
    more = [
        result("A1-W", "fluoride", "0.6", source_id="A1", season="dry"),
        result("A1-W", "fluoride", "0.4", source_id="A1", season="dry",
               sampled_on=date(2024, 4, 2)),
        result("A1-W", "fluoride", "0.5", source_id="A1", season="wet",
               sampled_on=date(2022, 9, 2)),
    ]  # fmt: skip
    ledgers = (
        ("zone", "sthjj", "2024Q2", ZONES),
        ("key_unit", QINDU, "2023Q4", OLD_SITES),
        ("key_unit", QINDU, "2024Q2", SITES),
        ("key_unit", WEICHENG, "2024Q2", [site("D1", county_code=WEICHENG, new_area="direct")]),
        ("self_monitoring", QINDU, "2024Q2", SAMPLINGS),
        ("leak_hazard", QINDU, "2024Q2", HAZARDS),
        ("water_source", QINDU, "2024Q2", SOURCES),
        ("water_source", CHANGWU, "2024Q2", CHANGWU_SOURCES),
        ("well", CHANGWU, "2024-06", [drinking]),
        ("water_quality", QINDU, "2024Q2", more),
        ("policy_rule", "sthjj", "2024Q2", RULES),
        ("damage_case", QINDU, "2024Q2", CASES),
    )
    with closing(Archive(home / "archive")) as archive:
        for dataset, reporter, period, rows in ledgers:
            hand_in(archive, dataset, reporter, period, rows)
        version = publish(home, archive, reason="台账")
    assert version is not None
    return City(home, version)
