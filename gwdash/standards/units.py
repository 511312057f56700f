"""Results brought to the unit and the form in which GB/T 14848-2017 states its limits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from gwdash.standards.analytes import Analyte, analyte_of, find_analyte
from gwdash.standards.text import clean, normalise_heading
from gwdash.standards.unit_names import is_unit, normalise_unit, split_heading_unit

__all__ = [
    "Heading",
    "conversion_factor",
    "form_factor",
    "is_unit",
    "normalise_unit",
    "read_heading",
    "split_heading_unit",
]

_ONE = Decimal(1)

#: How much of the first unit one of the given unit is, by the unit of the standard.
_FACTORS: Mapping[str, Mapping[str, Decimal]] = MappingProxyType(
    {
        "mg/L": {
            "g/L": Decimal(1000),
            "mg/L": _ONE,
            "μg/L": Decimal("0.001"),
            "ng/L": Decimal("0.000001"),
            "pg/L": Decimal("0.000000001"),
        },
        "μg/L": {
            "g/L": Decimal(1_000_000),
            "mg/L": Decimal(1000),
            "μg/L": _ONE,
            "ng/L": Decimal("0.001"),
            "pg/L": Decimal("0.000001"),
        },
        "Bq/L": {"Bq/L": _ONE, "mBq/L": Decimal("0.001"), "Bq/m3": Decimal("0.001")},
        # GB 13200-1991 counts turbidity in 度, one of which equals one formazin unit.
        "NTU": {"NTU": _ONE, "度": _ONE},
        "铂钴色度单位": {"铂钴色度单位": _ONE, "度": _ONE},
        "无量纲": {"无量纲": _ONE},
        "MPN/100mL|CFU/100mL": {
            f"{count}/{volume}": factor
            for count in ("MPN", "CFU", "个")
            for volume, factor in (("100mL", _ONE), ("L", Decimal("0.1")), ("mL", Decimal(100)))
        },
        "CFU/mL": {
            f"{count}/{volume}": factor
            for count in ("CFU", "个")
            for volume, factor in (
                ("mL", _ONE),
                ("100mL", Decimal("0.01")),
                ("L", Decimal("0.001")),
            )
        },
        "": {"无量纲": _ONE},
    }
)

#: Share of nitrogen in the ion: 14.007/18.039, 14.007/62.004, 14.007/46.005.
_NITROGEN_SHARE: Mapping[str, tuple[str, Decimal]] = MappingProxyType(
    {
        "nh4": ("nh3n", Decimal("0.7765")),
        "no3": ("no3n", Decimal("0.2259")),
        "no2": ("no2n", Decimal("0.3045")),
    }
)
_ION_NAMES = (("亚硝酸根", "no2-"), ("硝酸根", "no3-"), ("铵根", "nh4+"), ("铵离子", "nh4+"))

#: An ion that stands for itself: not followed by the nitrogen it is counted in (NO3-N, NH4+-N).
_ION = re.compile(r"(?<![a-z0-9])(?P<ion>nh4|no3|no2)(?![+-]*_?n)(?![a-z0-9])")
_AS_NITROGEN = re.compile(r"以\s*n\s*计|氮计|\(n\)|\bas\s*n\b")


def form_factor(analyte: str, text: str) -> Decimal:
    """Return the factor from the form that a heading or unit names to the standard's form.

    NH4+, NO3- and NO2- (also 以NH4+计, 硝酸根) become nitrogen by 0.7765, 0.2259 and 0.3045;
    以N计 and everything else is 1.
    """
    plain = clean(text).casefold()
    if _AS_NITROGEN.search(plain):
        return _ONE
    for name, ion in _ION_NAMES:
        plain = plain.replace(name, ion)
    if plain in {"铵", "铵盐"}:
        plain = "nh4+"
    match = _ION.search(plain)
    if match is None:
        return _ONE
    code, factor = _NITROGEN_SHARE[match["ion"]]
    return factor if code == analyte else _ONE


_FORM_IN_UNIT = re.compile(
    r"\(?(?:以.+计|as\s*\w+[+-]?|nh4\+?|no3-?|no2-?|nh3-n|no[23]--?n|n)\)?$", re.IGNORECASE
)


def _bare_unit(text: str) -> str:
    """Return the unit without the form written behind it: mg/L(以NH4+计), mg/L NO3-."""
    plain = normalise_heading(text)
    if normalise_unit(plain) is not None:
        return plain
    return _FORM_IN_UNIT.sub("", plain).strip("(),;")


def conversion_factor(analyte: str, unit: str | None, heading: str = "") -> Decimal | None:
    """Return what to multiply a result by to get the standard's unit and form.

    None says that the unit is unknown or cannot be converted (倍 to colour units, mmol/L); a
    missing unit is taken as the standard's. The ion named in the unit or in `heading` counts.
    Raises UsageError for an unknown analyte.
    """
    indicator = analyte_of(analyte)
    form = form_factor(indicator.code, heading)
    text = unit or ""
    if form == 1:
        form = form_factor(indicator.code, text)
    canonical = normalise_unit(_bare_unit(text))
    if canonical == "":
        return form
    factor = _FACTORS[indicator.unit].get(canonical or "")
    return None if factor is None else factor * form


@dataclass(frozen=True, slots=True)
class Heading:
    """What the heading of an analyte column says.

    ``factor`` turns the column's numbers into the standard's unit and form, None when the unit
    cannot be converted; ``question`` is a sentence for a heading that says two things.
    """

    analyte: Analyte
    unit: str
    factor: Decimal | None
    question: str | None = None


def read_heading(text: str, unit: str | None = None) -> Heading | None:
    """Return analyte, unit and factor of a column heading; a unit row's `unit` wins over it."""
    analyte = find_analyte(text)
    if analyte is None:
        return None
    name, own_unit = split_heading_unit(text)
    chosen = unit if unit and normalise_unit(unit) != "" else own_unit
    factor = conversion_factor(analyte.code, chosen, heading=name)
    question = None
    if "氮" in name and "计" not in name and form_factor(analyte.code, name) != 1:
        question = (
            f"表头“{name}”既写氮又写离子，已按离子换算为以N计；若原值已以N计，请改表头后重报。"
        )
    return Heading(analyte, normalise_unit(chosen) or chosen, factor, question)
