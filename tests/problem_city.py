"""The city of two months with one problem of every kind, and one that is gone by June."""

from contextlib import closing
from datetime import date
from pathlib import Path

import ui_city
from copied_city import copied
from ui_city import MAY, City, hand_in

from gwdash.archive import Archive
from gwdash.store.publish import publish

SITE = "91610402MA6X00000K001"
APRIL = "2024-04"


def _site(site_id: str, **more: object) -> dict:
    return {
        "site_id": site_id, "list_year": 2024, "list_type": "supervised", "unit_name": "古渡化工",
        "county_code": "610402", "production_state": "running", "has_receptor_1km": False,
    } | more  # fmt: skip


def _hazard(number: str, status: str, due: date) -> dict:
    return {
        "hazard_id": number, "site_id": SITE, "county_code": "610402", "facility": "储罐区",
        "found_on": date(2023, 11, 1), "rectify_by": due, "rectify_status": status,
    }  # fmt: skip


def _source(**more: object) -> dict:
    return {
        "source_id": "SY1", "source_name": "城关水源", "county_code": "610424", "use": "in_use",
        "source_use": "in_use", "reported_ok": "not_met", "exceeded_items": "硝酸盐",
        "cause": "human", "remedy_status": "in_progress",
    } | more  # fmt: skip


def _aw(number: str, **more: object) -> dict:
    return {
        "aw_id": number, "aw_name": f"{number}号井", "county_code": "610422", "well_risk": "high",
        "surveyed_on": date(2024, 1, 31), "acceptance": "open",
    } | more  # fmt: skip


def _heat(number: str, kind: str, **more: object) -> dict:
    return {
        "gw_id": number, "heat_project": "人民路供暖", "county_code": "610402",
        "geothermal_well_type": kind, "reservoir": "pore",
    } | more  # fmt: skip


def fill(archive: Archive) -> None:
    """Hand in what the problems stand in."""
    hand_in(archive, "key_unit", "610402", "2024Q1", [
        _site(SITE), _site("S-OK"), _site("S-HALTED", production_state="halted"),
    ])  # fmt: skip
    hand_in(archive, "self_monitoring", "610402", "2024Q1", [
        {"site_id": "S-OK", "well_id": "J1", "sampled_on": date(2024, 2, 3),
         "county_code": "610402", "due_frequency": "half", "unit_class": "first"},
    ])  # fmt: skip
    hand_in(archive, "leak_hazard", "610402", "2024Q1", [
        _hazard("YH-1", "open", date(2024, 3, 1)), _hazard("YH-2", "open", date(2024, 3, 1)),
        _hazard("YH-3", "open", date(2024, 12, 1)),
    ])  # fmt: skip
    hand_in(archive, "leak_hazard", "610402", "2024Q2", [
        _hazard("YH-1", "open", date(2024, 3, 1)), _hazard("YH-2", "accepted", date(2024, 3, 1)),
        _hazard("YH-3", "open", date(2024, 12, 1)),
    ])  # fmt: skip
    hand_in(archive, "water_source", "610424", "2024Q1", [_source()])
    hand_in(archive, "abandoned_well", "610422", MAY, [
        _aw("AW1"), _aw("AW2", acceptance="passed"), _aw("AW3", well_risk="low"),
    ])  # fmt: skip
    hand_in(archive, "geothermal", "610402", "2024-01", [
        _heat("D1", "production", abstracted_m3=1000.0),
        _heat("D2", "reinjection", reinjected_m3=700.0),
        _heat("D3", "closed_loop", heat_project="地埋管小区"),
    ])  # fmt: skip


@copied
def build(home: Path) -> City:
    """Fill an empty folder with the city and its problems, and publish it."""
    ui_city.build(home)
    with closing(Archive(home / "archive")) as archive:
        fill(archive)
        version = publish(home, archive, reason="问题")
    assert version is not None
    return City(home, version)
