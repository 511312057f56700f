"""成员单位: duties, items and problems by who answers for them."""

from datetime import date

import problem_city
import pytest

from gwdash.assess.lamps import Lamp
from gwdash.intake.calendar import calendar
from gwdash.queries.members import members, owner_code
from gwdash.queries.problems import problems
from gwdash.queries.progress import plan_items
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period
from gwdash.store.database import open_version

JUNE = Period.parse("2024-06")


@pytest.fixture(scope="module")
def everybody(tmp_path_factory):
    city = problem_city.build(tmp_path_factory.mktemp("members"))
    store = open_version(city.home, city.version)
    scope = Scope(JUNE.code)
    duties = calendar(city.home, JUNE, JUNE, as_of=date(2024, 7, 8)).duties
    return members(plan_items(store, scope), duties, problems(store, scope))


def one(everybody, code):
    return next(m for m in everybody if m.reporter.code == code)


def test_every_reporter_stands_once(everybody):
    assert sorted(m.reporter.code for m in everybody) == sorted(r.code for r in REGION.reporters)
    assert [m.attention for m in everybody] == sorted(m.attention for m in everybody)


def test_items_problems_and_duties_belong_to_one_owner_each(everybody):
    items = [item.item_id for m in everybody for item in m.items]
    assert len(items) == len(set(items)) == 6
    found = [p.key for m in everybody for p in m.problems]
    assert len(found) == len(set(found)) == 8
    assert all(d.reporter == m.reporter for m in everybody for d in m.duties)
    assert all(owner_code(item) == m.reporter.code for m in everybody for item in m.items)


def test_lamps_and_duties_add_up(everybody):
    for m in everybody:
        assert sum(m.lamps.values()) == len(m.items)
        assert m.owed.owed == len(m.duties)
        assert len(m.red_items) == m.lamps.get(Lamp.FAR_BEHIND, 0)


def test_what_the_plan_leaves_open_is_marked(everybody):
    doubts = {
        (m.reporter.code, lead.task.no): lead.doubt for m in everybody for lead in m.leads
    }  # fmt: skip
    assert doubts["zrzyj", "5"] == doubts["slj", "6"] == "待定"
    assert doubts["sthjj", "7"] == "推定"
    assert not doubts["sthjj", "1"]


def test_a_lead_unit_supervises_what_counties_answer_for(everybody):
    zrzyj = one(everybody, "zrzyj")
    assert {p.kind.code for p in zrzyj.supervised} == {"reinjection_low", "high_risk_well"}
    assert [p.kind.code for p in zrzyj.problems] == ["overdue_item"]
