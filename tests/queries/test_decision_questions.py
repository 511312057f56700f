"""议定事项 as one decision with all its units: order, standing, counts, what a meeting opens on."""

from dataclasses import replace
from datetime import date

import decision_city
import pytest

from gwdash.queries import decisions, evidence_decisions, problems
from gwdash.queries.decision import Standing
from gwdash.queries.indicators import readings
from gwdash.registry.agenda import topic
from gwdash.scope import Scope
from gwdash.store.database import open_version

JUNE, MAY = Scope("2024-06"), Scope("2024-05")


@pytest.fixture(scope="module")
def deciding(tmp_path_factory):
    city = decision_city.build(tmp_path_factory.mktemp("deciding"))
    return open_version(city.home, city.version)


@pytest.fixture(scope="module")
def found(deciding):
    return decisions.decisions(deciding, JUNE)


def by_key(found):
    return {one.key: one for one in found}


def test_a_decision_has_all_its_units_those_that_lead_first(found):
    one = by_key(found)["2024-01/1"]
    assert [a.item.unit for a in one.lead] == ["slj"]
    assert [a.item.unit for a in one.assisting] == ["610402"]
    assert (one.source, one.topic, one.topic_key) == ("领导批示", "监测网络", "network")
    assert topic(one.topic_key).heading == one.topic
    assert one.meeting_name == "第一次会议"
    assert one.held_on == date(2024, 1, 19)
    assert one.due_on == date(2024, 4, 30)
    assert (one.concerns("610402"), one.concerns("czj")) == (True, False)


def test_what_a_unit_reported_last_counts(found):
    assert by_key(found)["2024-01/1"].lead[0].item.progress_text == "已完成八成"


def test_open_ones_come_first_and_the_longest_overdue_of_them(found):
    keys = [one.key for one in found]
    assert keys[:3] == ["2024-01/1", "2024-02/1", "2024-02/3"]
    assert keys[-1] == "2024-01/3"
    assert [one.overdue_days for one in found[:3]] == [61, 30, 20]


@pytest.mark.parametrize(
    ("key", "standing", "words"),
    [
        ("2024-01/1", Standing.OVERDUE, "逾期 61 天"),
        ("2024-01/2", Standing.OPEN, "办理中"),
        ("2024-01/3", Standing.CLOSED, "已审结"),
        ("2024-02/1", Standing.OVERDUE, "逾期 30 天"),
        ("2024-02/2", Standing.DUE_SOON, "还剩 10 天"),
        ("2024-02/3", Standing.OVERDUE, "退回重办，逾期 20 天"),
        ("2024-02/10", Standing.OPEN, "办理中"),
    ],
)
def test_how_each_stands(found, key, standing, words):
    one = by_key(found)[key]
    assert one.standing is standing
    assert one.answers[0].words == words


def test_extensions_in_words(found):
    asked = by_key(found)["2024-02/1"].answers[0]
    assert (asked.extension_words, asked.item.due_on) == (
        "申请延期至 2024-09-30，待答复", date(2024, 5, 31),
    )  # fmt: skip
    granted = by_key(found)["2024-01/2"].answers[0]
    assert (granted.extension_words, granted.item.due_on) == (
        "已同意延期至 2024-09-30", date(2024, 9, 30),
    )  # fmt: skip
    assert granted.item.first_due_on == date(2024, 3, 31)


@pytest.mark.parametrize("county", ["", "610402", "610404", "610430"])
def test_the_rate_is_the_indicator_s(deciding, county):
    scope = replace(JUNE, county=county)
    own = decisions.tally(decisions.decisions(deciding, scope), county)
    reading = readings(deciding, scope).of("action_rate", county).now
    assert (own.n_done, own.n_due) == (reading.numerator, reading.denominator)


def test_counts(found):
    everybody = decisions.tally(found)
    assert (everybody.n, everybody.n_due, everybody.n_done) == (8, 6, 2)
    assert (everybody.n_overdue, everybody.n_due_soon, everybody.n_asking) == (3, 1, 1)
    assert everybody.n_open == 6
    assert everybody.rate_pct == pytest.approx(100 * 2 / 6)
    assert decisions.tally([]).rate_pct is None
    assert decisions.tally(found, "slj").n == 2


def test_what_one_unit_answers_for_the_most_pressing_first(found):
    own = decisions.answers_of(found, "slj")
    assert [(d.key, a.overdue_days) for d, a in own] == [("2024-01/1", 61), ("2024-02/3", 20)]


def test_a_meeting_s_decisions_stand_in_the_order_of_counting(deciding):
    own = decisions.of_meeting(deciding, "2024-02", date(2024, 6, 30))
    assert [one.no for one in own] == ["1", "2", "3", "10"]
    assert decisions.of_meeting(deciding, "2030-01", date(2024, 6, 30)) == ()


def test_the_next_meeting_opens_with_what_is_not_done(deciding):
    july = decisions.open_before(deciding, date(2024, 7, 18), "2024-03")
    assert {one.key for one in july} == {
        "2024-01/1", "2024-01/2", "2024-02/1", "2024-02/2", "2024-02/3", "2024-02/10",
    }  # fmt: skip
    assert by_key(july)["2024-02/2"].overdue_days == 8
    # The second meeting itself sees the first one's, as the office knew them then.
    may = decisions.open_before(deciding, date(2024, 5, 20), "2024-02")
    assert {one.key for one in may} == {"2024-01/1", "2024-01/2"}


def test_judged_on_the_day_of_a_letter(deciding):
    later = decisions.decisions(deciding, JUNE, date(2024, 7, 9))
    assert by_key(later)["2024-01/1"].overdue_days == 70


def test_a_past_period_knows_what_was_known_then(deciding):
    assert {one.key for one in decisions.decisions(deciding, MAY)} == {
        "2024-01/1", "2024-01/2", "2024-01/3",
    }  # fmt: skip
    assert decisions.decisions(deciding, Scope("2021-06")) == ()


def test_a_county_sees_its_own_with_all_units(deciding):
    own = decisions.decisions(deciding, replace(JUNE, county="610402"))
    assert [one.key for one in own] == ["2024-01/1"]
    assert len(own[0].answers) == 2


def test_every_row_opens_its_cell(deciding, found):
    for one in found:
        shown = evidence_decisions.evidence(deciding, JUNE, one.key)
        assert [row.place for row in shown.rows] == [a.item.origin for a in one.answers]
        assert shown.denominator == len(one.answers)
    assert evidence_decisions.evidence(deciding, JUNE, "2024-09/1") is None
    total = evidence_decisions.evidence(deciding, JUNE, "")
    assert (total.numerator, total.denominator) == (2, 6)


def test_overdue_ones_are_problems_of_whoever_answers(deciding):
    own = [p for p in problems.problems(deciding, JUNE) if p.kind.code == "decision_overdue"]
    assert [(p.subject, p.owner_code, p.days) for p in own] == [
        ("2024-01/1/slj", "slj", 61),
        ("2024-02/1/610404", "610404", 30),
        ("2024-02/3/slj", "slj", 20),
    ]
    assert own[0].supervisors == ("ldxz",)
    assert own[0].opens == "2024-01/1"
    assert "退回重办" in own[2].text
    county = problems.problems(deciding, replace(JUNE, county="610404"))
    assert [p.subject for p in county if p.kind.code == "decision_overdue"] == ["2024-02/1/610404"]


def test_the_meetings_of_the_register(deciding):
    assert [one.meeting_id for one in decisions.meetings(deciding)] == ["2024-02", "2024-01"]
    assert decisions.meetings(deciding)[1].attendees == ("市水利局", "市自然资源局")
