"""The national upload form for groundwater sources, read and classified from the file itself."""

import os
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from gwdash.standards.gbt14848 import classify_value, overall
from gwdash.standards.results import parse_result, to_standard_unit
from gwdash.standards.units import read_heading

FORM = (
    Path(os.environ.get("GWDASH_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
    / "real"
    / "wel.xlsx"
)

#: Classes worked out by hand from the limits of the standard, for both samples.
LABELS = {
    "color": ("Ⅲ", "Ⅰ"),
    "odor_taste": ("Ⅰ", "Ⅰ"),
    "ph": ("Ⅰ", "Ⅰ"),
    "tds": ("Ⅱ", "Ⅲ"),
    "sulfate": ("Ⅱ", "Ⅴ"),
    "fe": ("Ⅰ", "Ⅰ"),
    "mn": ("Ⅲ", "Ⅰ"),
    "al": ("Ⅲ", "≤Ⅱ"),
    "las": ("Ⅰ", "Ⅰ"),
    "codmn": ("Ⅲ", "Ⅱ"),
    "nh3n": ("Ⅲ", "Ⅰ"),
    "coliform": ("Ⅳ", "Ⅴ"),
    "plate_count": ("Ⅴ", "Ⅳ"),
    "no2n": ("≤Ⅱ", "≤Ⅱ"),
    "cyanide": ("≤Ⅱ", "≤Ⅱ"),
    "hg": ("Ⅲ", "Ⅲ"),
    "cd": ("≤Ⅱ", "≤Ⅱ"),
    "chloroform": ("Ⅰ", "Ⅰ"),
    "gross_alpha": ("Ⅰ", "Ⅰ"),
}


def test_both_samples_of_the_form():
    if not FORM.exists():
        pytest.skip("the corpus is not here")
    headings, _, units, *samples = (
        CalamineWorkbook.from_path(FORM).get_sheet_by_index(0).to_python(skip_empty_area=False)
    )
    first = headings.index("色度")
    flags: Counter[str] = Counter()
    found = []
    for sample in samples:
        classes = {}
        for heading, unit, cell in zip(
            headings[first:], units[first:], sample[first:], strict=True
        ):
            column = read_heading(heading, unit)
            assert column is not None
            assert column.factor is not None
            code = column.analyte.code
            result, problem = parse_result(cell, unit=unit or None, analyte=code)
            assert problem is None
            result, problem = to_standard_unit(result, code, heading=heading)
            assert problem is None
            flags[result.flag] += 1
            classes[code] = classify_value(
                code, result.value, result.flag, result.detection_limit, raw=result.raw
            )
        found.append(classes)
    assert flags == {"value": 36, "nd": 38, "text": 4}
    assert {code: tuple(one[code].label for one in found) for code in LABELS} == LABELS
    assert [overall(one).label for one in found] == ["Ⅴ", "Ⅴ"]
    assert overall(found[0]).worst == ("plate_count",)
    assert overall(found[1]).worst == ("sulfate", "coliform")
