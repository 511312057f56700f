from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.errors import UsageError
from gwdash.standards.units import (
    conversion_factor,
    form_factor,
    is_unit,
    normalise_unit,
    read_heading,
    split_heading_unit,
)

SPELLINGS = [
    (
        "mg/L",
        ["mg/l", "MG/L", "mgL", "㎎/L", "mg／L", "mg/升", "毫克/升", "mg·L⁻¹", "mg / L", "mg/1"],
    ),
    ("μg/L", ["ug/L", "µg/L", "μg/l", "㎍/L", "ug/l", "微克/升", "mg/m³", "ugL"]),
    ("ng/L", ["ng/l", "NG/L"]),
    ("Bq/L", ["bq/l", "BQ/L"]),
    ("NTU", ["ntu", "FTU"]),
    ("铂钴色度单位", ["PCU", "Pt-Co", "铂-钴色度单位"]),
    ("度", ["度"]),
    ("MPN/100mL", ["MPN/100ml", "mpn/100mL", "MPN／100 mL"]),
    ("MPN/L", ["mpn/l"]),
    ("个/L", ["个/l", "个/升"]),
    ("CFU/mL", ["CFU/ml", "cfu/mL"]),
    ("CFU/100mL", ["cfu/100ml"]),
    ("无量纲", ["无单位"]),
    ("", ["", "—", "/", "  "]),
]


@pytest.mark.parametrize(
    ("canonical", "spelling"), [(unit, one) for unit, many in SPELLINGS for one in many]
)
def test_spellings(canonical, spelling):
    assert normalise_unit(spelling) == canonical


@pytest.mark.parametrize("text", ["abc", "mg", "mg/kg", "六价", "以N计", "mmol/L"])
def test_unknown_units(text):
    assert normalise_unit(text) is None


def test_no_unit_given_is_no_unit():
    assert normalise_unit(None) == ""


FACTORS = [
    ("as", "mg/L", "1"),
    ("as", "ug/L", "0.001"),
    ("hg", "ng/L", "0.000001"),
    ("bap", "mg/l", "1000"),
    ("bap", "ng/L", "0.001"),
    ("benzene", "μg/L", "1"),
    ("tds", "g/L", "1000"),
    ("coliform", "MPN/100mL", "1"),
    ("coliform", "MPN/L", "0.1"),
    ("coliform", "个/L", "0.1"),
    ("coliform", "CFU/mL", "100"),
    ("plate_count", "个/mL", "1"),
    ("plate_count", "CFU/L", "0.001"),
    ("gross_alpha", "mBq/L", "0.001"),
    ("color", "度", "1"),
    ("turbidity", "度", "1"),
    ("ph", "无量纲", "1"),
    ("ph", "", "1"),
    ("as", None, "1"),
    ("as", "", "1"),
    ("odor_taste", "", "1"),
    ("nh3n", "mg/L(以NH4+计)", "0.7765"),
    ("nh3n", "以NH4+计", "0.7765"),
    ("nh3n", "NH4+", "0.7765"),
    ("nh3n", "μg/L（以NH4+计）", "0.0007765"),
    ("no3n", "mg/L NO3-", "0.2259"),
    ("no2n", "mg/L(以NO2-计)", "0.3045"),
    ("no3n", "mg/L(以N计)", "1"),
    ("no3n", "mg/L as N", "1"),
]


@pytest.mark.parametrize(("analyte", "unit", "factor"), FACTORS)
def test_conversion_factor_is_exact(analyte, unit, factor):
    assert conversion_factor(analyte, unit) == Decimal(factor)


@pytest.mark.parametrize(
    ("analyte", "unit"),
    [("color", "倍"), ("chloride", "mmol/L"), ("plate_count", "MPN/100mL"), ("as", "NTU"),
     ("as", "mg/kg"), ("ph", "mg/L"), ("coliform", "mg/L"), ("turbidity", "mg/L")],
)  # fmt: skip
def test_what_cannot_be_converted(analyte, unit):
    assert conversion_factor(analyte, unit) is None


def test_an_unknown_analyte_is_refused():
    with pytest.raises(UsageError, match="总铬"):
        conversion_factor("总铬", "mg/L")


FORMS = [
    ("nh3n", "NH4+", "0.7765"),
    ("nh3n", "NH₄⁺", "0.7765"),
    ("nh3n", "铵离子", "0.7765"),
    ("nh3n", "氨氮(以NH4+计)", "0.7765"),
    ("nh3n", "氨氮(以N计)", "1"),
    ("nh3n", "氨氮", "1"),
    ("nh3n", "NH3-N", "1"),
    ("nh3n", "NH4+-N", "1"),
    ("no3n", "NO3-", "0.2259"),
    ("no3n", "NO3⁻", "0.2259"),
    ("no3n", "硝酸根", "0.2259"),
    ("no3n", "硝酸盐(以NO3-计)", "0.2259"),
    ("no3n", "硝酸盐(以N计)", "1"),
    ("no3n", "NO3--N", "1"),
    ("no3n", "NO3-N", "1"),
    ("no2n", "亚硝酸根", "0.3045"),
    ("no2n", "NO2-", "0.3045"),
    ("no2n", "亚硝酸盐氮", "1"),
    ("sulfate", "硫酸盐(以SO42-计)", "1"),
]


@pytest.mark.parametrize(("analyte", "heading", "factor"), FORMS)
def test_forms_of_nitrogen(analyte, heading, factor):
    assert form_factor(analyte, heading) == Decimal(factor)


HEADINGS = [
    ("氨氮（mg/L）", "氨氮", "mg/L"),
    ("砷/(μg/L)", "砷", "μg/L"),
    ("砷/(ug/l)", "砷", "μg/L"),
    ("铁 mg/L", "铁", "mg/L"),
    ("铁mg/L", "铁", "mg/L"),
    ("氨氮/mg/L", "氨氮", "mg/L"),
    ("砷,μg/L", "砷", "μg/L"),
    ("总大肠菌群 MPN/100mL", "总大肠菌群", "MPN/100mL"),
    ("色度（度）", "色度", "度"),
    ("pH（无量纲）", "pH", "无量纲"),
    ("总硬度（以CaCO3计，mg/L）", "总硬度(以CaCO3计)", "mg/L"),
    ("总硬度（以CaCO3计）（mg/L）", "总硬度(以CaCO3计)", "mg/L"),
    ("2,4-滴/μg/L", "2,4-滴", "μg/L"),
    ("1,2-二氯乙烷(μg/L)", "1,2-二氯乙烷", "μg/L"),
    ("监测时段内总取水量(万吨）", "监测时段内总取水量", "万吨"),
    ("水位埋深（m）", "水位埋深", "m"),
    ("井数(口)", "井数", "口"),
]


@pytest.mark.parametrize(("heading", "name", "unit"), HEADINGS)
def test_a_unit_is_split_off(heading, name, unit):
    assert split_heading_unit(heading) == (name, unit)


@pytest.mark.parametrize(
    "heading",
    ["铬(六价)", "总硬度(以CaCO3计)", "耗氧量(CODMn法,以O2计)", "苯并(a)芘", "pH", "2,4-滴",
     "1,2-二氯乙烷", "六六六(总量)", "γ-六六六(林丹)", "邻苯二甲酸二(2-乙基己基)酯", "是/否",
     "年/月/日", "经度", "备注", "氨氮(以N计)", "mg/L"],
)  # fmt: skip
def test_names_stay_whole(heading):
    assert split_heading_unit(heading) == (heading, "")


@given(
    name=st.sampled_from(["氨氮", "铬(六价)", "总硬度(以CaCO3计)", "苯并(a)芘", "1,2-二氯乙烷"]),
    unit=st.sampled_from(["mg/L", "μg/L", "ng/L"]),
    shape=st.sampled_from(["{}({})", "{}（{}）", "{} {}", "{}/{}", "{}/({})", "{},{}", "{}\n({})"]),
)
def test_every_way_of_writing_name_and_unit(name, unit, shape):
    assert split_heading_unit(shape.format(name, unit)) == (name, unit)


def test_units_of_other_ledgers():
    assert is_unit("万m³")
    assert not is_unit("六价")


def test_read_heading():
    heading = read_heading("硝酸盐(以NO3-计)(μg/L)")
    assert heading is not None
    assert (heading.analyte.code, heading.unit) == ("no3n", "μg/L")
    assert heading.factor == Decimal("0.0002259")
    assert heading.question is None
    row_unit = read_heading("砷(mg/L)", "ug/l")
    assert row_unit is not None
    assert (row_unit.unit, row_unit.factor) == ("μg/L", Decimal("0.001"))
    doubted = read_heading("氨氮(NH4+)")
    assert doubted is not None
    assert "NH4+" in (doubted.question or "")
    assert read_heading("总铬(mg/L)") is None
