import pytest

from gwdash.export.safe import safe_text


@pytest.mark.parametrize("text", ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_would_become_a_formula_is_quoted(text):
    assert safe_text(text) == "'" + text


@pytest.mark.parametrize("value", ["-1.5", "+3", "普通文字", "", "a=b", 5, -5.0, None])
def test_everything_else_stays(value):
    assert safe_text(value) == value
