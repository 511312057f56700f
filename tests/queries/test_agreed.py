"""议定事项 as a meeting checks them: what is done, due, overdue, returned or put off."""

from contextlib import closing
from datetime import date

import pytest
from ui_city import JUNE, hand_in

from gwdash.archive import Archive
from gwdash.queries.agreed import agreed
from gwdash.scope import Scope
from gwdash.store.database import open_version
from gwdash.store.publish import publish

AS_OF = date(2024, 6, 30)


def decision(no, unit, status, due, **more):
    return {
        "meeting_id": "2024-01", "decision_no": no, "responsible_unit": unit,
        "decision_role": "lead", "decision_text": f"事项{no}", "decision_due_on": due,
        "decision_status": status,
    } | more  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    home = tmp_path_factory.mktemp("agreed")
    held = {"meeting_name": "第一次调度会", "agenda": "进展"}
    meetings = [
        {"meeting_id": "2024-01", "held_on": date(2024, 4, 18)} | held,
        {"meeting_id": "2024-02", "held_on": date(2024, 7, 18)} | held,
    ]
    rows = [
        decision("1", "slj", "done", date(2024, 5, 31)),
        decision("2", "slj", "in_progress", AS_OF),
        decision("3", "zrzyj", "open", date(2024, 6, 20)),
        decision("4", "zrzyj", "open", date(2024, 5, 1), extension_state="granted",
                 extended_to=date(2024, 8, 1)),
        decision("5", "slj", "done", date(2024, 5, 31), review_state="returned"),
        decision("6", "slj", "open", None, extension_state="asked"),
        decision("7", "slj", "open", AS_OF, meeting_id="2024-02"),
    ]  # fmt: skip
    with closing(Archive(home / "archive")) as archive:
        hand_in(archive, "meeting", "ldxz", "2024", meetings)
        hand_in(archive, "decision", "ldxz", JUNE, rows)
        version = publish(home, archive, reason="测试")
    return open_version(home, version)


@pytest.fixture(scope="module")
def found(store):
    return {one.decision_no: one for one in agreed(store, Scope(JUNE))}


def test_a_meeting_of_the_month_after_stands_in_the_register_of_its_month_and_first(found):
    assert sorted(found) == ["1", "2", "3", "4", "5", "6", "7"]
    assert next(iter(found)) == "7"


@pytest.mark.parametrize(
    ("no", "is_due", "late", "words"),
    [
        ("1", True, 0, "已办结"),
        ("2", True, 0, "办理中"),
        ("3", True, 10, "逾期10天"),
        ("4", False, 0, "未办理"),
        ("5", True, 30, "退回重办"),
        ("6", True, 0, "未办理"),
    ],
)
def test_a_decision_stands_as_its_limit_and_its_review_say(found, no, is_due, late, words):
    one = found[no]
    assert (one.is_due(AS_OF), one.overdue_days(AS_OF), one.standing(AS_OF)) == (
        is_due,
        late,
        words,
    )


def test_a_decision_names_its_meeting_and_who_answers(found):
    assert (found["1"].meeting_name, found["1"].held_on) == ("第一次调度会", date(2024, 4, 18))
    assert (found["1"].owner, found["1"].role_label) == ("市水利局", "牵头")


def test_an_extension_that_nobody_has_decided_on_is_asked_for(found):
    assert [no for no, one in sorted(found.items()) if one.asks_for_time] == ["6"]
