"""A decision that was late is on the list, on its way to 销号, closed, or none of them: once."""

from contextlib import closing
from datetime import date

import pytest
from decision_city import ASKED, DONE, MEETINGS, decision
from ui_city import JUNE, MAY, hand_in

from gwdash.archive import Archive
from gwdash.assess.closing import Standing, next_steps
from gwdash.queries import problem_cases
from gwdash.queries.source import last_day
from gwdash.scope import Scope
from gwdash.store.database import open_version
from gwdash.store.publish import publish

LIMIT = date(2024, 4, 30)
LATE = DONE | {"done_on": date(2024, 6, 20)}
#: What the office's file of June and the unit's after it say of a decision that was late in May.
SAID = {
    "1": ({}, {}),
    "2": ({}, LATE),
    "3": (LATE | {"review_state": "closed"}, {}),
    "4": (ASKED | {"extension_state": "granted"}, {}),
    "5": ({}, ASKED),
    "6": ({"review_state": "returned", "return_reason": "没有附材料"}, LATE),
    "7": ({}, {"decision_due_on": date(2024, 12, 31)}),
    "8": ({}, LATE | {"review_state": "closed"}),
}


def row(number, more):
    return decision("2024-01", number, "slj", LIMIT, **more)


@pytest.fixture(scope="module")
def late(tmp_path_factory):
    home = tmp_path_factory.mktemp("late")
    with closing(Archive(home / "archive")) as archive:
        hand_in(archive, "meeting", "ldxz", MAY, MEETINGS)
        hand_in(archive, "decision", "ldxz", MAY, [row(number, {}) for number in SAID])
        hand_in(
            archive, "decision", "ldxz", JUNE, [row(n, office) for n, (office, _) in SAID.items()]
        )
        hand_in(archive, "decision", "slj", JUNE, [row(n, unit) for n, (_, unit) in SAID.items()])
        version = publish(home, archive, reason="议定")
    return open_version(home, version)


def found(late, period):
    seen = problem_cases.seen(late, Scope(period))
    listed = problem_cases.cases(seen, [], last_day(Scope(period)))
    numbers = [case.problem.subject.split("/")[1] for case in listed]
    assert len(numbers) == len(set(numbers)), "a decision appears once"
    return dict(zip(numbers, listed, strict=True))


def test_each_was_late_in_may(late):
    assert {n: case.standing for n, case in found(late, MAY).items()} == dict.fromkeys(
        SAID, Standing.OPEN
    )


def test_each_stands_once_and_where_it_belongs(late):
    assert {number: case.standing for number, case in found(late, JUNE).items()} == {
        "1": Standing.OPEN,
        "2": Standing.PROPOSED,
        "3": Standing.CLOSED,
        # Number 4 was given more time: it is not late, and not done either.
        "5": Standing.OPEN,
        "6": Standing.OPEN,
        "7": Standing.OPEN,
        # A unit closes nothing.
        "8": Standing.PROPOSED,
    }


def test_what_the_office_has_closed_needs_no_steps_and_says_so(late):
    case = found(late, JUNE)["3"]
    assert (case.is_reviewed, case.is_present, next_steps(case.standing)) == (True, False, ())
    assert not found(late, JUNE)["2"].is_reviewed
