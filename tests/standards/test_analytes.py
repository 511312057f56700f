import csv
import os
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from gwdash.errors import UsageError
from gwdash.standards.analytes import (
    ANALYTE_HEADINGS,
    ANALYTES,
    REFERENCE,
    analyte_of,
    find_analyte,
    heading_index,
    load_analytes,
    near_miss,
)

CORPUS = Path(os.environ.get("GWDASH_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))

#: Limits of the standard keyed here a second time: one indicator of each shape and group.
LIMITS = [
    ("hardness", ("150", "300", "450", "650", ">650"), "mg/L"),
    ("fe", ("0.1", "0.2", "0.3", "2.0", ">2.0"), "mg/L"),
    ("mn", ("0.05", "0.05", "0.10", "1.50", ">1.50"), "mg/L"),
    ("nh3n", ("0.02", "0.10", "0.50", "1.50", ">1.50"), "mg/L"),
    ("no3n", ("2.0", "5.0", "20.0", "30.0", ">30.0"), "mg/L"),
    ("fluoride", ("1.0", "1.0", "1.0", "2.0", ">2.0"), "mg/L"),
    ("hg", ("0.0001", "0.0001", "0.001", "0.002", ">0.002"), "mg/L"),
    ("as", ("0.001", "0.001", "0.01", "0.05", ">0.05"), "mg/L"),
    ("cr6", ("0.005", "0.01", "0.05", "0.10", ">0.10"), "mg/L"),
    ("las", ("不得检出", "0.1", "0.3", "0.3", ">0.3"), "mg/L"),
    ("benzene", ("0.5", "1.0", "10.0", "120", ">120"), "μg/L"),
    ("gross_beta", ("0.1", "1.0", "1.0", ">1.0", ">1.0"), "Bq/L"),
    ("bap", ("0.002", "0.002", "0.01", "0.50", ">0.50"), "μg/L"),
    ("glyphosate", ("0.1", "140", "700", "1400", ">1400"), "μg/L"),
]


@pytest.mark.parametrize(("code", "limits", "unit"), LIMITS)
def test_limits_as_printed(code, limits, unit):
    assert (ANALYTES[code].limits, ANALYTES[code].unit) == (limits, unit)


def test_there_are_93_of_which_39_are_routine():
    assert len(ANALYTES) == 93
    assert sum(analyte.routine for analyte in ANALYTES.values()) == 39


def test_ph_has_bands_and_others_have_not():
    bands = ANALYTES["ph"].ph_bands
    assert bands is not None
    assert (bands.low4, bands.low1, bands.high1, bands.high4) == tuple(
        map(Decimal, ("5.5", "6.5", "8.5", "9.0"))
    )
    assert [code for code, one in ANALYTES.items() if one.ph_bands is not None] == ["ph"]


HEADINGS = [
    ("氨氮", "nh3n"),
    ("氨氮（mg/L）", "nh3n"),
    ("氨氮(以N计)", "nh3n"),
    ("NH3-N", "nh3n"),
    ("NH4+", "nh3n"),
    ("硝酸根", "no3n"),
    ("色度", "color"),
    ("可溶性固体总量", "tds"),
    ("耗氧量(以CODMn法，以O2计)", "codmn"),
    ("高锰酸盐指数", "codmn"),
    ("CODmn", "codmn"),
    ("细菌总数", "plate_count"),
    ("总α", "gross_alpha"),
    ("总ß放射性", "gross_beta"),
    ("总β", "gross_beta"),
    ("铬（六价）", "cr6"),
    ("六价铬(mg/L)", "cr6"),
    ("Cr⁶⁺", "cr6"),
    ("铁(Fe)", "fe"),
    ("硫酸盐（以SO4-2计）", "sulfate"),
    ("氟化物（以F-计）", "fluoride"),
    ("硒（四价）", "se"),
    ("邻苯二甲酸二（2-乙基已基）酯", "dehp"),
    ("邻苯二甲酸二（2-乙基巳基）酯", "dehp"),
    ("苯并[a]芘", "bap"),
    ("r-六六六", "lindane"),
    ("1,4-二氯苯", "dcb14"),
    ("1，2-二氯乙烷", "dca12"),
    ("ＰＨ", "ph"),
    ("砷/(μg/L)", "as"),
    ("as", "as"),
    (" 总 硬 度\n(mg/L)", "hardness"),
]


@pytest.mark.parametrize(("heading", "code"), HEADINGS)
def test_headings(heading, code):
    found = find_analyte(heading)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "heading",
    ["总铬", "总铬(mg/L)", "铬", "Cr", "CODcr", "COD", "化学需氧量", "化学需氧量（CODcr）",
     "矿化度", "总氰化物", "氰化物(总)", "粪大肠菌群", "总氮"],
)  # fmt: skip
def test_look_alikes_are_not_aliased_and_say_why(heading):
    assert find_analyte(heading) is None
    assert near_miss(heading)
    with pytest.raises(UsageError, match=r"请|没有"):
        analyte_of(heading)


@pytest.mark.parametrize(
    "heading", ["", "井号", "备注", "溶解氧", "总磷（以P计）", "铁(Mn)", "苯(总)"]
)
def test_other_headings_are_unknown(heading):
    assert find_analyte(heading) is None
    assert near_miss(heading) is None


def test_every_name_and_alias_finds_its_analyte():
    for analyte in ANALYTES.values():
        for name in (analyte.code, analyte.label, analyte.english, *analyte.aliases):
            found = find_analyte(name)
            assert found is analyte, name
    assert set(ANALYTE_HEADINGS.values()) == set(ANALYTES)


def test_every_analyte_of_the_national_form_is_found():
    path = CORPUS / "real" / "wel.xlsx"
    if not path.exists():
        pytest.skip("the corpus is not here")
    heading, *_ = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    first = heading.index("色度")
    found = [find_analyte(str(text)) for text in heading[first:]]
    assert None not in found
    assert {one.code for one in found if one} == {
        code for code, one in ANALYTES.items() if one.routine
    }


def _broken(tmp_path, target, **changes):
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["code"] == target:
            row.update(changes)
    path = tmp_path / "limits.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize(
    ("code", "changes", "message"),
    [
        ("fe", {"code": "mn"}, "twice"),
        ("fe", {"no": "T1-11"}, "92 numbers"),
        ("fe", {"no": "T2-10"}, "38 routine"),
        ("fe", {"class2": "0.5"}, "ascending"),
        ("fe", {"class5": ">2.1"}, "class Ⅴ"),
        ("gross_alpha", {"class5": ">0.6"}, "class Ⅴ"),
        ("as", {"cas": "7440-38-3"}, "check digit"),
        ("ph", {"class4": "[5.5,6.4)|(8.5,9.0]"}, "join up"),
        ("fe", {"kind": "max"}, "unknown kind"),
    ],
)
def test_contradictions_are_refused(tmp_path, code, changes, message):
    with pytest.raises(ValueError, match=message):
        load_analytes(_broken(tmp_path, code, **changes))


@pytest.mark.parametrize(("alias", "message"), [("Mn", "both"), ("总铬", "another determinand")])
def test_contradicting_aliases_are_refused(tmp_path, alias, message):
    analytes = load_analytes(_broken(tmp_path, "cr6", aliases=alias))
    with pytest.raises(ValueError, match=message):
        heading_index(analytes.values())
