"""Identifiers with a make-up that a standard lays down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.registry.model import Format
from gwdash.standards.identifiers import (
    FORMAT_PROBLEMS,
    USCC_ALPHABET,
    permit_problem,
    sealed_well_problem,
    uscc_check_character,
    uscc_problem,
)

BODIES = st.text(st.sampled_from(USCC_ALPHABET), min_size=17, max_size=17)


def test_the_example_of_the_standard():
    assert uscc_check_character("91350100M000100Y4") == "3"
    assert uscc_problem("91350100M000100Y43") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("91350100M000100Y44", "校验码不对"),
        ("9135010M0000100Y43", "校验码不对"),
        ("91350100M000100Y4", "是17位"),
        ("91350100M000100Y433", "是19位"),
        ("", "是0位"),
        ("91350100M00O100Y43", "不用的字符O"),
        ("91350100m000100y43", "不用的字符m、y"),
        ("6101000000012", "是13位"),
    ],
)
def test_what_is_wrong_with_a_code(text, words):
    assert words in uscc_problem(text)


@pytest.mark.parametrize("body", ["9135", "91350100M000100Y43", "91350100M0001OOY4"])
def test_a_body_that_cannot_have_a_check_character(body):
    with pytest.raises(ValueError):  # noqa: PT011 (the length, or a character of no value)
        uscc_check_character(body)


@given(BODIES)
def test_every_body_with_its_check_character_is_right(body):
    assert uscc_problem(body + uscc_check_character(body)) is None


@given(BODIES, st.integers(0, 16), st.sampled_from(USCC_ALPHABET))
def test_one_wrong_character_is_always_found(body, place, character):
    code = body + uscc_check_character(body)
    wrong = code[:place] + character + code[place + 1 :]
    assert (uscc_problem(wrong) is None) is (wrong == code)


@given(BODIES, st.integers(0, 15))
def test_two_neighbours_exchanged_are_always_found(body, place):
    code = body + uscc_check_character(body)
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (uscc_problem(wrong) is None) is (wrong == code)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("91350100M000100Y43001P", True),
        ("91350100M000100Y43002V", True),
        ("91350100M000100Y430021", True),
        ("91350100M000100Y43", False),
        ("91350100M000100Y43001", False),
        ("91350100M000100Y43001PP", False),
        ("91350100M000100Y43OO1P", False),
    ],
)
def test_the_number_of_a_permit(text, right):
    assert (permit_problem(text) is None) is right
    assert right or "应为22位" in permit_problem(text)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("6104020001A1B2W", True),
        ("610402000101020W", False),
        ("61040200010102W", True),
        ("61040200010102X", False),
        ("6104020001A1B2", False),
        ("BF-001", False),
    ],
)
def test_the_number_of_an_abandoned_well(text, right):
    assert (sealed_well_problem(text) is None) is right


def test_every_format_is_checked():
    assert set(FORMAT_PROBLEMS) == set(Format)


@given(st.text(max_size=25), st.sampled_from(Format))
def test_any_text_is_judged_with_a_sentence(text, fmt):
    problem = FORMAT_PROBLEMS[fmt](text)
    assert problem is None or problem.endswith("核对。")
