"""mart.problem: what is kept of each month, however a version came to hold its files."""

from contextlib import closing
from datetime import date

import problem_city
import pytest
from ui_city import hand_in

from gwdash.archive import Archive
from gwdash.registry.problems import PROBLEM_KINDS
from gwdash.store.content import content_hash
from gwdash.store.database import open_current
from gwdash.store.pointer import version_path
from gwdash.store.publish import publish, rebuild


@pytest.fixture
def city(tmp_path):
    return problem_city.build(tmp_path)


def kept(home):
    answer = open_current(home).columns(
        "problems_kept",
        as_ofs=[date(2024, month, day) for month, day in ((3, 31), (6, 30), (9, 30))],
        county="", new_area=True,
    )  # fmt: skip
    return set(zip(answer["as_of"], answer["kind"], answer["subject"], strict=True))


def hazard(number, due=date(2024, 3, 1)):
    return {
        "hazard_id": number, "site_id": problem_city.SITE, "county_code": "610402",
        "rectify_by": due, "rectify_status": "open",
    }  # fmt: skip


def test_every_kind_that_is_not_judged_is_kept(city):
    late = {
        "meeting_id": "2024-01", "decision_no": "1", "responsible_unit": "610402",
        "decision_text": "补建回灌井", "decision_due_on": date(2024, 3, 1),
        "decision_status": "open",
    }  # fmt: skip
    with closing(Archive(city.home / "archive")) as archive:
        hand_in(archive, "decision", "office", "2024-06", [late])
        publish(city.home, archive, reason="议定事项")
    assert {kind for _, kind, _ in kept(city.home)} == {
        k.code for k in PROBLEM_KINDS if not k.judged
    }


def test_a_file_changes_its_kind_alone_and_a_new_month_is_kept_too(city):
    before = kept(city.home)
    with closing(Archive(city.home / "archive")) as archive:
        hand_in(archive, "leak_hazard", "610404", "2024Q2", [hazard("YH-9")])
        publish(city.home, archive, reason="隐患")
        same_months = kept(city.home)
        hand_in(archive, "leak_hazard", "610402", "2024Q3", [hazard("YH-1")])
        last = publish(city.home, archive, reason="新的月份")
        patched = content_hash(version_path(city.home, last))
        rebuild(city.home, archive, last)
    assert same_months == before | {(date(2024, 6, 30), "hazard_overdue", "YH-9")}
    later = {row for row in kept(city.home) if row[0] == date(2024, 9, 30)}
    assert {("hazard_overdue", "YH-1"), ("hazard_overdue", "YH-9"), ("silent_well", "W-2")} <= {
        row[1:] for row in later
    }
    assert kept(city.home) - later == same_months
    assert content_hash(version_path(city.home, last)) == patched
