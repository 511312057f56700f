"""The city of two months with the ledgers of tasks 4, 5 and 6, every kind of nothing in them.

Pollution source P-1 is watched by W-1, P-2 by nobody, P-9 lies in no list. Project 甲 gave back
700 of 1,000 m³ in the season of 2023, 乙 claims more than it took, 丙 fell silent, 丁 is a closed
loop and 戊 did not run. AW5 was found later; AW6 is kept instead of sealed since June.
"""

from contextlib import closing
from datetime import date
from pathlib import Path

import ui_city
from copied_city import copied
from ui_city import HOSTILE, JUNE, MAY, City, hand_in, well

from gwdash.archive import Archive
from gwdash.store.publish import publish

QINDU, SANYUAN = "610402", "610422"
#: So many that their list has a search.
MORE_TOWNS = 8


def _source(number: str, county: str, **more: object) -> dict:
    return {
        "source_id": number, "source_name": f"{number}水源", "county_code": county,
        "source_use": "in_use",
    } | more  # fmt: skip


def _site(number: str, **more: object) -> dict:
    return {
        "site_id": f"S-{number}", "pollution_source_id": number, "list_year": 2024,
        "list_type": "supervised", "unit_name": f"{number}厂", "county_code": QINDU,
    } | more  # fmt: skip


def network(archive: Archive) -> None:
    """Hand in wells of all conclusions, and sources with and without a well."""
    hand_in(archive, "well", QINDU, JUNE, [
        well("W-1", QINDU, origin="pollution_source", pollution_source_id="P-1",
             assessment="usable", maintainer="甲公司"),
        well("W-2", QINDU, origin="eia_tracking", maintainer="甲公司"),
        well("W-3", QINDU, origin="survey", assessment="after_rebuild", well_state="destroyed",
             source_id="SY-2", maintainer="乙公司"),
        well("W-4", QINDU, origin="national", assessment="unusable", new_area="direct"),
        well("W-5", QINDU, origin="national", assessment="usable", well_state=None),
        well("W-6", QINDU, origin="national", assessment="usable", well_state="sealed"),
    ])  # fmt: skip
    hand_in(archive, "water_source", QINDU, "2024Q2", [
        _source("SY-1", QINDU), _source("SY-2", QINDU, source_name=HOSTILE),
        _source("SY-3", QINDU, source_use="closed"),
    ])  # fmt: skip
    hand_in(archive, "key_unit", QINDU, "2024Q2", [
        _site("P-1"), _site("P-2"), _site("P-9", list_type="other"),
    ])  # fmt: skip


def _heat(number: str, project: str, kind: str = "production", **more: object) -> dict:
    return {
        "gw_id": number, "heat_project": project, "county_code": QINDU, "reservoir": "pore",
        "geothermal_well_type": kind, "is_main_city": True, "metering": "online",
        "rebuild_stage": "building", "eia_state": "approved", "geothermal_state": "in_use",
    } | more  # fmt: skip


def geothermal(archive: Archive) -> None:
    """Hand in two heating seasons and a month after the last one."""
    silent = _heat("D5", "丙", abstracted_m3=50.0, reinjected_m3=0.0)
    hand_in(archive, "geothermal", QINDU, "2023-02", [
        _heat("D1", "甲", abstracted_m3=100.0),
        _heat("D2", "甲", "reinjection", reinjected_m3=90.0),
        silent,
    ])  # fmt: skip
    hand_in(archive, "geothermal", QINDU, "2024-01", [
        _heat("D1", "甲", abstracted_m3=1000.0),
        _heat("D2", "甲", "reinjection", reinjected_m3=700.0, rebuild_stage="running"),
        _heat("D3", "乙", "both", abstracted_m3=100.0, reinjected_m3=200.0,
              rebuild_stage="running", reservoir="karst", metering="offline"),
        _heat("D4", "丁", "closed_loop", rebuild_stage="not_needed", metering="none"),
        _heat("D6", "戊", abstracted_m3=0.0, reinjected_m3=0.0, is_main_city=False,
              rebuild_stage="not_needed", metering=None),
        _heat("D7", "己", abstracted_m3=100.0, reinjected_m3=95.0, reservoir="karst",
              is_main_city=False, rebuild_stage="built", eia_state="pending"),
    ])  # fmt: skip


def _aw(number: int, **more: object) -> dict:
    return {
        "aw_id": f"6104220{number:03}0312W", "aw_name": f"AW{number}", "county_code": SANYUAN,
        "well_category": "water", "well_kind": "supply", "town": "城关镇", "well_risk": "low",
        "surveyed_on": date(2024, 1, 31), "disposal": "sealing", "task_year": 2024,
        "acceptance": "open",
    } | more  # fmt: skip


_DONE = {"acceptance": "passed", "sealing_to": date(2024, 3, 1), "accepted_on": date(2024, 4, 1)}


def sealed_wells(archive: Archive) -> None:
    """Hand in a register twice, and the townships."""
    wells = [
        _aw(1, well_risk="high", source_distance_m=120.0),
        _aw(2, well_risk="high", source_distance_m=40.0, surveyed_on=date(2024, 6, 20)),
        _aw(3, well_risk="high", **_DONE),
        _aw(4, well_category="mine", task_year=2023, sealing_to=date(2024, 3, 1)),
        _aw(5, task_year=None, well_risk="not_assessed"),
        _aw(6, well_category="borehole"),
        _aw(7, disposal=None, task_year=None, well_risk="high"),
        _aw(8, acceptance="failed", sealing_to=date(2024, 2, 1)),
    ]
    hand_in(archive, "abandoned_well", SANYUAN, MAY, wells)
    wells[5] |= {"disposal": "reserve"}
    wells[6] |= {"disposal": "remediation"}
    hand_in(archive, "abandoned_well", SANYUAN, JUNE, wells)
    hand_in(archive, "survey_progress", SANYUAN, JUNE, [
        {"county_code": SANYUAN, "town": "城关镇", "is_surveyed": True, "villages_due": 5,
         "villages_surveyed": 5, "wells_found": 8, "survey_done_on": date(2024, 5, 1)},
        {"county_code": SANYUAN, "town": "陂西镇", "is_surveyed": False, "villages_due": 9,
         "villages_surveyed": 4},
        {"county_code": SANYUAN, "town": "新区", "is_survey_due": False, "is_surveyed": False},
        *({"county_code": SANYUAN, "town": f"第{n}镇", "is_surveyed": False}
          for n in range(1, MORE_TOWNS + 1)),
    ])  # fmt: skip


@copied
def build(home: Path) -> City:
    """Fill an empty folder with the city and its ledgers, and publish it."""
    ui_city.build(home)
    with closing(Archive(home / "archive")) as archive:
        network(archive)
        geothermal(archive)
        sealed_wells(archive)
        version = publish(home, archive, reason="台账")
    assert version is not None
    return City(home, version)
