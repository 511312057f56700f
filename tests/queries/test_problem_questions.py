"""突出问题: what is on the list, whose it is, and what becomes of it."""

from dataclasses import replace
from datetime import date, datetime

import problem_city
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.archive.model import ClosingStep, StepKind
from gwdash.assess.closing import Presence, Standing, next_steps, standing
from gwdash.assess.progress import DEFAULT_RULE
from gwdash.clock import BEIJING
from gwdash.queries import evidence_problems, problem_cases, problem_rows, problems, progress
from gwdash.queries.source import last_day, previous
from gwdash.registry.datasets import DATASETS
from gwdash.registry.problems import PROBLEM_KINDS, Severity
from gwdash.scope import Scope
from gwdash.store.database import open_version
from gwdash.store.marts import sql_text

JUNE, END = Scope("2024-06"), date(2024, 6, 30)


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    city = problem_city.build(tmp_path_factory.mktemp("problems"))
    return open_version(city.home, city.version)


@pytest.fixture(scope="module")
def found(troubled):
    return problems.problems(troubled, JUNE)


def of_kind(found, code):
    return [one for one in found if one.kind.code == code]


@pytest.mark.parametrize(
    ("kind", "subject", "owner", "since", "days"),
    [
        ("source_human", "SY1", "乾县", date(2024, 3, 31), 91),
        ("source_unexplained", "S-1", "长武县", date(2024, 5, 20), 41),
        ("overdue_item", "5-01", "市自然资源局", date(2022, 12, 31), 547),
        ("high_risk_well", "AW1", "三原县", date(2024, 1, 31), 151),
        ("hazard_overdue", "YH-1", "秦都区", date(2024, 3, 1), 121),
        ("reinjection_low", "610402 人民路供暖", "秦都区", date(2023, 11, 1), 242),
        ("site_unmonitored", problem_city.SITE, "秦都区", date(2023, 1, 1), 546),
        ("silent_well", "W-2", "秦都区", date(2024, 4, 1), 90),
    ],
)
def test_each_kind_finds_its_one_thing(found, kind, subject, owner, since, days):
    (one,) = of_kind(found, kind)
    assert (one.subject, one.owner, one.since_on, one.days) == (subject, owner, since, days)
    assert one.origin is not None
    assert one.origin.cell
    assert str(days) in one.since


def test_the_list_is_in_the_order_of_severity_kind_and_age(found):
    assert found == sorted(found, key=lambda one: one.order)
    grave = [one.kind.severity is Severity.SERIOUS for one in found]
    assert grave == sorted(grave, reverse=True)


def test_every_problem_is_said_in_words_with_its_figures(found):
    texts = {one.kind.code: one.text for one in found}
    assert texts["reinjection_low"] == "人民路供暖本供暖季回灌率 70.0%（下限 80%）"
    assert texts["silent_well"] == "监测井W-2号井连续 3 期无水位数据"
    assert texts["source_human"] == "城关水源因人为原因超标（硝酸盐），整治未完成"


def test_items_on_the_list_are_those_that_the_lamps_call_late(troubled, found):
    items = progress.plan_items(troubled, JUNE)
    late = {i.item_id for i in items if i.judgement.overdue_days}
    far = {
        i.item_id
        for i in items
        if (i.judgement.deviation_pp or 0) < DEFAULT_RULE.far_below_pp and i.item_id not in late
    }
    assert {one.subject for one in of_kind(found, "overdue_item")} == late
    assert {one.subject for one in of_kind(found, "far_behind_item")} == far


def test_an_item_that_is_not_reported_stays_on_the_list(troubled):
    july = problems.problems(troubled, Scope("2024-07"))
    (one,) = of_kind(july, "overdue_item")
    assert one.note == "本期未报，沿用上次进度"


def test_a_county_s_list_is_the_part_of_the_list_that_lies_there(troubled, found):
    own = problems.problems(troubled, replace(JUNE, county="610402"))
    assert [one.key for one in own] == [o.key for o in found if o.county_code == "610402"]
    assert problems.problems(troubled, replace(JUNE, county="610430")) == []


def test_a_unit_is_asked_for_its_own_and_for_what_its_tasks_supervise(found):
    own = problems.narrowed(found, unit="zrzyj")
    assert {one.kind.code for one in own} == {
        "overdue_item", "reinjection_low", "high_risk_well",
    }  # fmt: skip
    assert problems.narrowed(found, unit="tjj") == []
    assert problems.narrowed(found, kind="silent_well", county="610402") == of_kind(
        found, "silent_well"
    )


def test_one_line_a_kind_and_owner_keeps_every_problem(found):
    lines = problems.short_list(found)
    assert sum(line.n for line in lines) == len(found)
    assert lines[0].first == found[0]


def back(scope, n_months):
    months = [scope]
    for _ in range(n_months):
        months.append(previous(months[-1]))
    return months


@pytest.mark.parametrize("kind", [k for k in PROBLEM_KINDS if not k.judged], ids=lambda k: k.code)
@pytest.mark.parametrize(
    "scope", [Scope("2024-08", include_new_area=True), Scope("2024-08", county="610402")]
)
def test_what_a_version_keeps_is_what_its_ledgers_say_on_each_day(troubled, kind, scope):
    days = [last_day(month) for month in back(scope, 6)]
    given = [row for one, row in problem_rows.problem_rows(troubled, scope, days) if one is kind]
    asked = [
        (day, one) for day in days for one in problem_rows.asked_anew(troubled, kind, [day], scope)
    ]
    assert sorted(
        ((row["as_of"], dict(row) | {"kind": kind.code}) for row in given), key=_thing
    ) == sorted(((day, one | {"kind": kind.code}) for day, one in asked), key=_thing)
    assert given or kind.code not in {"hazard_overdue", "silent_well", "site_unmonitored"}


def _thing(dated):
    day, row = dated
    return day, row["subject"]


def test_nothing_is_wrong_where_nothing_was_handed_in(troubled):
    assert problems.problems(troubled, Scope("2021-06")) == []


def test_every_kind_has_its_query_its_ledger_and_a_word_for_each_threshold():
    codes = [kind.code for kind in PROBLEM_KINDS]
    assert len(codes) == len(set(codes))
    for kind in PROBLEM_KINDS:
        assert kind.dataset in DATASETS
        if not kind.judged:
            text = sql_text(f"queries/{kind.query}")
            assert all(f"${limit.name}" in text for limit in kind.thresholds)


def test_evidence_adds_up_to_the_list(troubled, found):
    every = evidence_problems.every(troubled, JUNE)
    assert every.numerator == every.denominator == len(found)
    counted = [evidence_problems.of_kind(troubled, JUNE, k.code) for k in PROBLEM_KINDS]
    assert sum(one.numerator for one in counted) == len(found)
    single = evidence_problems.one(troubled, JUNE, "hazard_overdue:YH-1")
    assert single.rows[0].place == of_kind(found, "hazard_overdue")[0].origin
    assert evidence_problems.one(troubled, JUNE, "hazard_overdue:YH-2") is None
    assert evidence_problems.of_kind(troubled, JUNE, "nothing") is None
    assert evidence_problems.of_reporter(troubled, JUNE, "zrzyj").numerator == 3


# -- what becomes of them -----------------------------------------------------------------------


def test_what_the_rows_show_no_more_is_proposed_and_not_closed(troubled, found):
    seen = problem_cases.seen(troubled, JUNE)
    listed = problem_cases.cases(seen, [], END)
    assert [case.problem for case in listed if case.is_present] == found
    gone = {case.problem.key: case for case in listed if not case.is_present}
    case = gone["hazard_overdue:YH-2"]
    assert (case.standing, case.last_present_on) == (Standing.PROPOSED, date(2024, 5, 31))


@pytest.mark.parametrize("scope", [JUNE, replace(JUNE, county="610402"), Scope("2025-01")])
def test_a_year_asked_at_once_is_what_each_month_says(troubled, scope):
    now, *before = (problems.problems(troubled, one) for one in back(scope, 12))
    present, gone = {one.thing for one in now}, {}
    for month, then in zip(back(scope, 12)[1:], before, strict=True):
        for one in then:
            if one.thing not in present:
                gone.setdefault(one.thing, (one, last_day(month)))
    assert problem_cases.seen(troubled, scope) == problem_cases.Seen(
        tuple(now), tuple(gone.values())
    )


def test_an_item_that_passes_from_far_behind_to_overdue_is_not_gone(troubled):
    later = problem_cases.seen(troubled, Scope("2025-01"))
    present = {one.thing for one in later.now}
    assert ("item", "6-01") in present
    assert all(one.thing not in present for one, _ in later.gone)


def step(kind, as_of, number=1):
    return ClosingStep(
        kind="hazard_overdue", subject="YH-2", title="", step=kind, actor="张", note="已核",
        at=datetime(2024, 7, 1, number, tzinfo=BEIJING), as_of=as_of, version=1, id=number,
    )  # fmt: skip


WAY = (StepKind.APPLY, StepKind.INSPECT, StepKind.REVIEW, StepKind.CLOSE)


def test_the_way_to_closed_has_four_steps():
    gone = Presence(is_present=False, last_present_on=date(2024, 5, 31))
    reached = [standing(gone, [step(k, END) for k in WAY[:n]], END) for n in range(5)]
    assert reached == [
        Standing.PROPOSED, Standing.APPLIED, Standing.INSPECTED, Standing.REVIEWED,
        Standing.CLOSED,
    ]  # fmt: skip
    assert [next_steps(found)[:1] for found in reached] == [*((k,) for k in WAY), ()]


def test_what_comes_back_is_open_again_and_starts_anew():
    closed = [step(k, END) for k in WAY]
    back = Presence(is_present=True, last_present_on=date(2024, 7, 31))
    assert standing(back, closed, date(2024, 7, 31)) is Standing.REOPENED
    gone_again = Presence(is_present=False, last_present_on=date(2024, 7, 31))
    assert standing(gone_again, closed, date(2024, 8, 31)) is Standing.PROPOSED


def test_an_earlier_period_shows_nothing_of_later_steps():
    gone = Presence(is_present=False, last_present_on=date(2024, 3, 31))
    assert standing(gone, [step(k, END) for k in WAY], date(2024, 4, 30)) is Standing.PROPOSED


@given(
    kinds=st.lists(st.sampled_from(list(StepKind)), max_size=8),
    days=st.lists(st.dates(date(2024, 1, 1), date(2024, 12, 31)), min_size=8, max_size=8),
    last=st.none() | st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    as_of=st.dates(date(2024, 1, 1), date(2024, 12, 31)),
)
def test_rows_that_show_a_problem_always_win(kinds, days, last, as_of):
    steps = [step(kind, day) for kind, day in zip(kinds, days, strict=False)]
    shown = standing(Presence(is_present=True, last_present_on=as_of), steps, as_of)
    assert shown in {Standing.OPEN, Standing.REOPENED}
    assert not next_steps(shown)
    away = standing(Presence(is_present=False, last_present_on=last), steps, as_of)
    assert away not in {Standing.OPEN, Standing.REOPENED}
    if away is Standing.CLOSED:
        assert any(one.step is StepKind.CLOSE and one.as_of <= as_of for one in steps)


@pytest.mark.parametrize("kind", PROBLEM_KINDS, ids=lambda kind: kind.code)
def test_nobody_counts_zero_days(kind):
    assert " 1 天" in kind.lasting(1)
    for days in (0, -3):
        assert "天" not in kind.lasting(days).replace("当天", "")
    assert kind.lasting(0) == ("当日到期" if kind.code == "far_behind_item" else "当日起")
