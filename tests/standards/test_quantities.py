"""Units of plain quantities and the factors between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.standards.quantities import quantity_factor
from gwdash.standards.unit_names import is_unit

GROUPS = (
    ("m", "米", "cm", "毫米", "km", "公里"),
    ("km²", "平方公里", "公顷", "hm2", "亩", "万亩", "m2"),
    ("m³", "立方米", "万m³", "亿立方米", "吨", "万吨"),
    ("元", "千元", "万元", "亿元"),
    ("人", "万人"),
    ("眼", "口", "个", "处", "家"),
    ("℃", "°C"),
)


@pytest.mark.parametrize(
    ("unit", "wanted", "factor"),
    [
        ("元", "万元", 0.0001),
        ("亿元", "万元", 10_000),
        ("千元", "万元", 0.1),
        ("亩", "km²", 1 / 1500),
        ("万亩", "km²", 20 / 3),
        ("公顷", "km²", 0.01),
        ("平方公里", "km²", 1),
        ("km2", "km²", 1),
        ("平方米", "km²", 1e-6),
        ("万m³", "m³", 10_000),
        ("立方米", "万m³", 1e-4),
        ("万吨", "m³", 10_000),
        ("mm", "m", 0.001),
        ("m", "mm", 1000),
        ("人", "万人", 0.0001),
        ("口", "眼", 1),
        ("m", "m³", None),
        ("万元", "km²", None),
        ("眼", "人", None),
        ("mg/L", "m", None),
        ("斤", "m", None),
        ("", "m", None),
    ],
)
def test_factors(unit, wanted, factor):
    assert quantity_factor(unit, wanted) == (None if factor is None else pytest.approx(factor))


@given(st.sampled_from(GROUPS).flatmap(lambda g: st.tuples(*[st.sampled_from(g)] * 3)))
def test_factors_lead_back_and_add_up(units):
    first, second, third = units
    assert quantity_factor(first, first) == 1
    back = quantity_factor(first, second) * quantity_factor(second, first)
    assert back == pytest.approx(1)
    through = quantity_factor(first, second) * quantity_factor(second, third)
    assert quantity_factor(first, third) == pytest.approx(through)


@given(st.permutations(range(len(GROUPS))))
def test_nothing_becomes_another_quantity(order):
    first, second = (GROUPS[index] for index in order[:2])
    assert quantity_factor(first[0], second[0]) is None


@pytest.mark.parametrize("unit", [unit for group in GROUPS for unit in group])
def test_every_unit_that_converts_is_split_off_a_heading(unit):
    assert is_unit(unit)
