"""The city of two months with projects, events and experts, every kind of nothing among them."""

from contextlib import closing
from datetime import date
from pathlib import Path

import ui_city
from copied_city import copied
from ui_city import HOSTILE, City, hand_in

from gwdash.archive import Archive
from gwdash.store.publish import publish

SECRET_NAME, SECRET_PHONE = "某甲乙", "13800000000"


def _project(number: str, county: str, applicant: str, **more: object) -> dict:
    return {
        "project_id": number, "project_name": f"项目{number}", "task_no": "4",
        "county_code": county, "applicant": applicant, "build_state": "building",
    } | more  # fmt: skip


def _money(allocated: float, received: float, spent: float, level: str = "central") -> dict:
    return {
        f"{stage}{part}_10k_yuan": amount
        for stage, amount in (("allocated", allocated), ("received", received), ("spent", spent))
        for part in ("", f"_{level}")
    }


PROJECTS = [
    _project("P1", "610402", "610402", allocation_doc_no="咸财〔2023〕1号",
             received_on=date(2023, 6, 1), **_money(200.0, 100.0, 20.0)),
    _project("P2", "610400", "sthjj", allocation_doc_no="咸财〔2023〕1号",
             received_on=date(2024, 5, 1), **_money(50.0, 50.0, 10.0, "local")),
    _project("P3", "610400", "sthjj", allocation_doc_no="咸财〔2024〕2号",
             **_money(30.0, 0.0, 0.0, "provincial")),
    _project("P4", "610424", "610424", project_name=HOSTILE),
]  # fmt: skip
EVENTS = [
    {"event_id": "E1", "event_name": "开放日", "theme_day": "environment_day",
     "event_on": date(2024, 6, 5), "county_code": "610402", "audience": 120},
    {"event_id": "E2", "event_name": "讲座", "theme_day": "earth_day",
     "event_on": date(2024, 4, 22), "county_code": "610402"},
    {"event_id": "E3", "event_name": "去年的活动", "theme_day": "earth_day",
     "event_on": date(2023, 4, 22), "county_code": "610402", "audience": 50},
    {"event_id": "E4", "event_name": "尚未举办", "event_on": date(2024, 9, 20)},
]  # fmt: skip
EXPERTS = [
    {"expert_id": "ZJ-1", "expert_name": SECRET_NAME, "expert_kind": "person",
     "employer": "某高校", "specialty": "水文地质", "expert_phone": SECRET_PHONE,
     "served_from": date(2022, 1, 1), "served_to": date(2023, 12, 31)},
    {"expert_id": "JS-1", "expert_name": "某勘察院", "expert_kind": "institute",
     "task_no": "4", "served_from": date(2022, 1, 1)},
]  # fmt: skip


@copied
def build(home: Path) -> City:
    """Fill an empty folder with the city and its affairs, and publish it."""
    ui_city.build(home)
    with closing(Archive(home / "archive")) as archive:
        hand_in(archive, "project", "610402", "2024Q1", PROJECTS[:1])
        hand_in(archive, "project", "sthjj", "2024Q1", PROJECTS[1:3])
        hand_in(archive, "project", "610424", "2024Q1", PROJECTS[3:])
        hand_in(archive, "publicity", "610402", "2024H1", EVENTS)
        hand_in(archive, "expert", "sthjj", "2023H2", EXPERTS)
        version = publish(home, archive, reason="事务")
    assert version is not None
    return City(home, version)
