import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.standards.text import clean, normalise_heading, text_of

CLEANED = [
    ("\ufeff氨氮", "氨氮"),
    ("\u00a00.5\u3000", "0.5"),
    ("0.\u200b004L", "0.004L"),
    ("１２．３", "12.3"),
    ("＜0.01", "<0.01"),
    ("（mg／L）", "(mg/L)"),
    ("85％", "85%"),
    ("Ⅲ", "III"),
    ("µg/L", "μg/L"),
    ("μg/L", "μg/L"),
    ("㎎/L", "mg/L"),
    ("4.00×10⁻⁵L", "4.00×10^-5L"),
    ("2.4×10⁴", "2.4×10^4"),
    ("2.4×１０⁻⁴", "2.4×10^-4"),
    ("1.0×10ˉ³", "1.0×10^-3"),
    ("Cr⁶⁺", "Cr6+"),
    ("SO₄²⁻", "SO42-"),
    ("m³", "m3"),
    ("210²", "2102"),
    ("\u22120.5", "-0.5"),
    ("", ""),
]


@pytest.mark.parametrize(("raw", "expected"), CLEANED)
def test_clean(raw, expected):
    assert clean(raw) == expected


@given(st.text())
def test_clean_is_idempotent(raw):
    once = clean(raw)
    assert clean(once) == once


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (" 耗氧量\n（CODMn法，以O2计）", "耗氧量(codmn法,以o2计)"),
        ("*县 市 区：", "县市区"),
        ("苯并[a]芘", "苯并(a)芘"),
        ("苯并〔A〕芘", "苯并(a)芘"),
        ("ＰＨ", "ph"),
        ("乾　县", "乾县"),
    ],
)
def test_headings_meet_in_one_form(raw, expected):
    assert normalise_heading(raw) == expected


@given(st.text())
def test_heading_normalisation_is_idempotent(raw):
    once = normalise_heading(raw)
    assert normalise_heading(once) == once


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ""),
        (float("nan"), ""),
        (0.1 + 0.2, "0.3"),
        (34000.0, "34000"),
        (1e-7, "0.0000001"),
        (202406.0, "202406"),
        (" a ", " a "),
    ],
)
def test_numbers_read_as_the_spreadsheet_shows_them(cell, expected):
    assert text_of(cell) == expected
