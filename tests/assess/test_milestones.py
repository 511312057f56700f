"""节点 of the plan: what office texts mean, and what is expected by them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.assess.milestones import expected_pct, parse
from gwdash.assess.progress import Item, expected_of

TWO = [(date(2024, 3, 31), 30.0), (date(2024, 6, 30), 70.0)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024-03 完成方案 30%；2024-06 上线 70%", TWO),
        ("2024-06 上线 70%；2024-03 完成方案 30%", TWO),
        ("2024年3月底前完成30%;2024年6月底前全部完成100%", TWO),
        ("2024年3月30％\n2024年6月70％", TWO),
        ("2024-03 30%，2024-06 70%", TWO),
        ("2024Q1 30%；2024年第二季度 70%", TWO),
        ("2024年3月15日完成40%，2024.6.30 60%", [(date(2024, 3, 15), 40.0), (TWO[1][0], 60.0)]),
        ("2024年底 100%", [(date(2024, 12, 31), 100.0)]),
        ("", []),
        ("完成方案", []),
        ("2024-03 完成方案；2024-06 上线", []),
        ("2024-03 10%；2024-05 20%", []),
        ("2024-03 30%；后续 70%", []),
        ("2024-13 100%", []),
        ("2024-02-30 100%", []),
        ("2024-03 30%至40%；2024-06 100%", []),
        ("2024-03 100%；2024-06 30%；2024-09 100%", []),
    ],
)
def test_what_is_typed_is_read_or_left_to_days(text, told):
    assert [(one.due_on, one.share_pct) for one in parse(text)] == told


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(2024, 3, 30), 0), (date(2024, 3, 31), 30), (date(2024, 6, 29), 30),
        (date(2024, 7, 1), 100),
    ],
)  # fmt: skip
def test_what_is_due_by_the_end_of_a_day_is_expected(day, percent):
    stones = parse("2024-03 30%；2024-06 70%")
    assert expected_pct(stones, day) == percent
    item = Item(date(2024, 1, 1), date(2024, 6, 30), 0.0, milestones=stones)
    assert expected_of(item, day) == percent


def test_the_deadline_of_the_baseline_stands_above_its_milestones():
    stones = parse("2024-03 30%；2024-06 70%")
    item = Item(date(2024, 1, 1), date(2024, 5, 31), 0.0, milestones=stones)
    assert expected_of(item, date(2024, 5, 31)) == 100


@given(
    st.lists(st.integers(1, 40), min_size=2, max_size=2),
    st.dates(date(2023, 12, 1), date(2025, 1, 31)),
)
def test_weights_and_what_they_add_up_to_mean_the_same(shares, day):
    shares = [*shares, 100 - sum(shares)]
    months = range(1, len(shares) + 1)
    reached = [sum(shares[: n + 1]) for n in range(len(shares))]
    by_weight = "；".join(f"2024-{m:02} {s}%" for m, s in zip(months, shares, strict=True))
    by_sum = "；".join(f"2024-{m:02} {s}%" for m, s in zip(months, reached, strict=True))
    assert expected_pct(parse(by_weight), day) == pytest.approx(expected_pct(parse(by_sum), day))


@given(st.text(max_size=60))
def test_no_text_breaks_it_and_shares_add_up(text):
    found = parse(text)
    assert not found or sum(one.share_pct for one in found) == pytest.approx(100)
