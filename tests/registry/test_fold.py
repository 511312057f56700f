import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.registry.text import fold


@pytest.mark.parametrize(
    "written",
    [
        "监测井编码",
        " 监测井编码 ",
        "监测井\n编码",
        "监 测 井　编 码",
        "*监测井编码",
        "监测井编码※",
        "监测井编码：",
        "\ufeff监测井编码",
        "监测\u200b井编码",
        "监测井\u00a0编码",
    ],
)
def test_spellings_of_one_heading(written):
    assert fold(written) == "监测井编码"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("经度（E）", "经度(e)"),
        ("【备注】", "(备注)"),
        ("［备注］", "〔备注〕"),
        ("ＡＢＣ１２", "abc12"),
        ("Ⅲ类", "III类"),
        ("水位（ｍ）", "水位(m)"),
    ],
)
def test_widths_brackets_and_case_are_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("经度", "纬度"), ("井深", "井深(m)"), ("Ⅱ类", "Ⅲ类")])
def test_different_names_stay_different(one, other):
    assert fold(one) != fold(other)


@given(st.text(alphabet=st.characters(codec="utf-8", max_codepoint=0xFFFF), max_size=20))
def test_folding_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
