"""项目资金 and 宣传与技术支撑: sums, rates, kinds of nothing, and what nobody may see."""

from datetime import date

import affairs_city
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.queries import funds, support
from gwdash.queries.funds import Money, Stage
from gwdash.scope import Scope
from gwdash.store.database import open_version

JUNE, END = Scope("2024-06"), date(2024, 6, 30)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    city = affairs_city.build(tmp_path_factory.mktemp("affairs"))
    return open_version(city.home, city.version)


@pytest.fixture(scope="module")
def projects(store):
    return funds.projects(store, JUNE)


def test_money_adds_up_however_it_is_grouped(projects):
    assert funds.total(projects) == Money(280.0, 150.0, 30.0)
    for groups in (
        funds.by_level(projects), funds.by_county(projects), funds.by_unit(projects),
        funds.by_document(projects),
    ):  # fmt: skip
        together = sum((group.money for group in groups), Money())
        assert together == funds.total(projects)


def test_groups_are_sorted_by_allocation_and_name_their_days(projects):
    documents = funds.by_document(projects)
    assert [(one.label, one.n) for one in documents] == [
        ("咸财〔2023〕1号", 2), ("咸财〔2024〕2号", 1),
    ]  # fmt: skip
    assert documents[0].received_on == (date(2023, 6, 1), date(2024, 5, 1))
    assert [one.label for one in funds.by_county(projects)] == ["秦都区", "市级", "乾县"]
    assert [one.money.allocated for one in funds.by_level(projects)] == [200.0, 30.0, 50.0]


def test_a_rate_without_received_money_is_no_rate(projects):
    rates = {one.project_id: one.money.rate_pct for one in projects}
    assert rates == {"P1": 20.0, "P2": 20.0, "P3": None, "P4": None}
    assert {one.project_id for one in projects if one.is_unfilled} == {"P4"}


def test_who_pays_slowly_is_named_once_the_money_is_old(projects):
    (late,) = funds.slow(projects, END)
    assert (late.project.project_id, late.days) == ("P1", 395)
    assert [s.project.project_id for s in funds.slow(projects, date(2025, 6, 30))] == ["P1", "P2"]


def test_evidence_sums_to_the_rate(store):
    every = funds.evidence(store, JUNE, "")
    assert (every.numerator, every.denominator, every.figure) == (30.0, 150.0, "20.0%")
    assert funds.evidence(store, JUNE, "P3").figure == "—（没有到位资金）"
    assert len(funds.evidence(store, JUNE, "sthjj").rows) == 2
    assert all(row.place and row.place.cell for row in every.rows)


def test_nothing_was_handed_in_before(store):
    assert funds.projects(store, Scope("2022-06")) == []
    assert support.events(store, Scope("2022-06")) == []
    assert support.experts(store, Scope("2022-06")) == []
    assert funds.projects(store, Scope("2024-06", "610430")) == []


amounts = st.floats(0, 1e6).map(lambda value: round(value, 2))


@given(st.lists(st.tuples(amounts, amounts, amounts)))
def test_rates_stay_in_bounds_where_no_more_is_spent_than_came(parts):
    money = sum((Money(a + b + c, a + b, a) for a, b, c in parts), Money())
    for rate, of in ((money.rate_pct, Stage.RECEIVED), (money.arrival_pct, Stage.ALLOCATED)):
        assert (rate is None) == (money.of(of) == 0)
        assert rate is None or -1e-6 <= rate <= 100 + 1e-6


def test_events_count_by_the_day_they_were_held(store):
    found = support.events(store, JUNE)
    assert [one.event_id for one in found] == ["E1", "E2", "E3"]
    own = support.of_year(found, END)
    assert (len(own), support.audience(own)) == (2, 120)
    assert [(r.label, r.n, r.audience, r.n_unfilled) for r in support.by_theme(own)] == [
        ("六五环境日", 1, 120, 0), ("世界地球日", 1, 0, 1),
    ]  # fmt: skip
    assert [r.label for r in support.by_month(own)] == ["2024-04", "2024-06"]
    assert support.by_reporter(own)[0].n == 2
    evidence = support.evidence(store, JUNE)
    assert (evidence.numerator, evidence.denominator) == (120, 2)


def test_experts_serve_in_their_term_and_persons_have_no_names(store):
    found = {one.expert_id: one for one in support.experts(store, JUNE)}
    assert found["JS-1"].serves(END)
    assert not found["ZJ-1"].serves(END)
    assert found["JS-1"].shown_name == "某勘察院"
    assert found["ZJ-1"].shown_name == "ZJ-1（隐去姓名）"
    frame = store.frame("experts", as_of=END)
    assert affairs_city.SECRET_NAME not in frame.to_csv()
    assert affairs_city.SECRET_PHONE not in frame.to_csv()
