"""The agenda of a meeting: its order, and the keys of its screens."""

import pytest

from gwdash.registry.agenda import Part, Topic, agenda, topic
from gwdash.registry.region import REGION


def test_a_meeting_opens_with_the_check_of_the_last_one_and_ends_with_what_comes_next():
    keys = [one.key for one in agenda()]
    assert keys == [
        "decisions", "overall", *(f"task:{task.no}" for task in REGION.tasks), "network",
        "quality", "ranking", "reporting", "problems", "requests", "next",
    ]  # fmt: skip


def test_the_office_chooses_parts_and_their_order():
    keys = [one.key for one in agenda([Part.PROBLEMS, Part.OVERALL])]
    assert keys == ["problems", "overall"]


@pytest.mark.parametrize("one", [*agenda(), topic("chart:src_ok"), topic("chart:score")])
def test_a_key_leads_back_to_its_topic(one):
    assert topic(one.key) == one


@pytest.mark.parametrize("key", ["", "chart", "task", "task:", "task:9", "overall:1", "nothing"])
def test_a_key_that_no_agenda_can_hold_is_refused(key):
    with pytest.raises(KeyError):
        topic(key)


def test_a_heading_is_the_offices_own_or_the_usual_one():
    assert topic("task:1").heading == REGION.task("1").name
    assert topic("problems").heading == "突出问题"
    assert Topic(Part.OVERALL, title="上半年总体进展").heading == "上半年总体进展"
