"""The 93 indicators of GB/T 14848-2017: names, units, limits, and which heading means which."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from gwdash.errors import UsageError
from gwdash.standards.text import clean, normalise_heading
from gwdash.standards.unit_names import split_heading_unit

REFERENCE = Path(__file__).parents[2] / "data" / "reference" / "gbt14848.csv"

#: GB/T 14848-2017, tables 1 and 2.
ANALYTE_COUNT = 93
ROUTINE_COUNT = 39
CLASSES = 5

_NOT_DETECTED = "不得检出"
_KINDS = frozenset({"le", "ph", "text", "nd1", "radio"})
_MASS_AND_ACTIVITY = frozenset({"mg/L", "μg/L", "Bq/L"})
_PH_LIMITS = re.compile(
    r"^\[([\d.]+),([\d.]+)\]\|\[([\d.]+),\1\)\|\(\2,([\d.]+)\]\|<\3\|>\4$"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PhBands:
    """The two closed intervals of pH: within `low1`–`high1` class Ⅰ, `low4`–`high4` class Ⅳ."""

    low1: Decimal
    high1: Decimal
    low4: Decimal
    high4: Decimal


@dataclass(frozen=True, slots=True)
class Analyte:
    """One indicator of the standard; `limits` as printed there for classes Ⅰ to Ⅴ.

    ``kind``: le (upper limits), ph (two-sided), text (无/有), nd1 (class Ⅰ only when not
    detected), radio (classes Ⅳ and Ⅴ share one text). ``upper`` holds the upper limits of
    classes Ⅰ to Ⅳ in the standard's unit, None where there is none.
    """

    code: str
    number: str
    group: str
    routine: bool
    label: str
    english: str
    cas: str
    unit: str
    limits: tuple[str, ...]
    upper: tuple[Decimal | None, ...]
    kind: str
    aliases: tuple[str, ...]
    note: str
    ph_bands: PhBands | None = None

    @property
    def is_concentration(self) -> bool:
        """Tell whether a plain 0 is no possible result: a mass or activity concentration."""
        return self.unit in _MASS_AND_ACTIVITY


def _upper(kind: str, limits: tuple[str, ...]) -> tuple[Decimal | None, ...]:
    if kind in {"ph", "text"}:
        return (None,) * (CLASSES - 1)
    # An upper limit of 0 says 不得检出: every detected amount lies above it.
    return tuple(
        Decimal(0) if text == _NOT_DETECTED else None if text.startswith(">") else Decimal(text)
        for text in limits[:-1]
    )


def _ph_bands(code: str, limits: tuple[str, ...]) -> PhBands:
    match = _PH_LIMITS.match("|".join(limits[2:]))
    if limits[0] != limits[2] or limits[1] != limits[2] or match is None:
        raise ValueError(f"{code}: the pH bands {limits} do not join up")
    return PhBands(*map(Decimal, match.groups()))


def _check_cas(code: str, cas: str) -> None:
    digits = cas.replace("-", "")
    weighed = sum(weight * int(digit) for weight, digit in enumerate(digits[-2::-1], start=1))
    if cas and weighed % 10 != int(digits[-1]):
        raise ValueError(f"{code}: CAS number {cas} has a wrong check digit")


def _check_limits(analyte: Analyte) -> None:
    if analyte.kind not in _KINDS:
        raise ValueError(f"{analyte.code}: unknown kind {analyte.kind!r}")
    numbers = [limit for limit in analyte.upper if limit is not None]
    if numbers != sorted(numbers):
        raise ValueError(f"{analyte.code}: limits {analyte.limits} are not ascending")
    if analyte.kind in {"le", "nd1", "radio"}:
        last = analyte.limits[2 if analyte.kind == "radio" else 3]
        if analyte.limits[4] != f">{last}":
            raise ValueError(f"{analyte.code}: class Ⅴ {analyte.limits[4]!r} is not >{last}")
    _check_cas(analyte.code, analyte.cas)


def _analyte(row: Mapping[str, str]) -> Analyte:
    limits = tuple(row[f"class{grade}"] for grade in range(1, CLASSES + 1))
    analyte = Analyte(
        code=row["code"],
        number=row["no"],
        group=row["group"],
        routine=row["no"].startswith("T1-"),
        label=row["name_zh"],
        english=row["name_en"],
        cas=row["cas"],
        unit=row["unit"],
        limits=limits,
        upper=_upper(row["kind"], limits),
        kind=row["kind"],
        aliases=tuple(alias for alias in row["aliases"].split(";") if alias),
        note=row["notes"],
        ph_bands=_ph_bands(row["code"], limits) if row["kind"] == "ph" else None,
    )
    _check_limits(analyte)
    return analyte


def load_analytes(path: Path = REFERENCE) -> Mapping[str, Analyte]:
    """Return the indicators by code, in the order of the standard.

    Raises ValueError when the table contradicts itself: a code or number twice, limits that
    are not ascending, a class Ⅴ that does not follow class Ⅳ, an impossible CAS number, a
    count other than 93 and 39.
    """
    found: dict[str, Analyte] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for analyte in map(_analyte, csv.DictReader(file)):
            if analyte.code in found:
                raise ValueError(f"code {analyte.code!r} stands twice")
            found[analyte.code] = analyte
    numbers = {analyte.number for analyte in found.values()}
    routine = sum(analyte.routine for analyte in found.values())
    if (len(found), len(numbers), routine) != (ANALYTE_COUNT, ANALYTE_COUNT, ROUTINE_COUNT):
        raise ValueError(f"{len(found)} indicators, {len(numbers)} numbers, {routine} routine ones")
    return MappingProxyType(found)


#: Headings that look like an indicator and are another determinand, with the sentence to show.
NOT_THE_SAME: Mapping[str, str] = MappingProxyType(
    {
        normalise_heading(heading): sentence
        for headings, sentence in (
            ("总铬;铬;Cr;铬(总);总Cr", "总铬不是铬（六价），国标只评价铬（六价），请核对监测项目"),
            (
                "化学需氧量;COD;CODcr;化学需氧量(CODcr);化学需氧量(COD)",
                "化学需氧量（CODcr）不是耗氧量（CODMn法），请核对监测项目",
            ),
            ("矿化度;总矿化度", "矿化度不是溶解性总固体，请核对监测项目"),
            ("总氰化物;总氰;氰化物(总);CN-(总);总氰化物(以CN-计)", "总氰化物不是氰化物，请核对"),
            ("粪大肠菌群;粪大肠杆菌群;耐热大肠菌群", "粪大肠菌群不是总大肠菌群，请核对监测项目"),
            ("总氮;TN", "总氮不是氨氮、硝酸盐氮，国标没有这个指标"),
        )
        for heading in headings.split(";")
    }
)

#: Headings that name the ion in which the result is expressed; see `units.form_factor`.
_ION_HEADINGS: Mapping[str, str] = {
    "NH4+": "nh3n", "NH4": "nh3n", "铵": "nh3n", "铵根": "nh3n", "铵离子": "nh3n",
    "铵根离子": "nh3n", "铵盐": "nh3n",
    "NO3-": "no3n", "NO3": "no3n", "硝酸根": "no3n", "硝酸根离子": "no3n",
    "NO2-": "no2n", "NO2": "no2n", "亚硝酸根": "no2n", "亚硝酸根离子": "no2n",
}  # fmt: skip


def heading_index(analytes: Iterable[Analyte]) -> Mapping[str, str]:
    """Return normalised heading → code; raises ValueError when a heading means two things."""
    found: dict[str, str] = {}
    named = [
        (name, analyte.code)
        for analyte in analytes
        for name in (analyte.label, analyte.code, analyte.english, *analyte.aliases)
    ]
    for name, code in (*named, *_ION_HEADINGS.items()):
        key = normalise_heading(name)
        if key in NOT_THE_SAME:
            raise ValueError(f"{name!r} is another determinand, not {code}")
        if found.setdefault(key, code) != code:
            raise ValueError(f"{name!r} stands for both {found[key]} and {code}")
    return MappingProxyType(found)


ANALYTES: Mapping[str, Analyte] = load_analytes()
ANALYTE_HEADINGS: Mapping[str, str] = heading_index(ANALYTES.values())

#: The same few headings come in every workbook, and each column asks about them.
_KEPT_TEXTS = 16384
_BASIS = re.compile(r"^(?P<name>.+)\((?:以.+计|水质|总量)\)$")
_BRACKETED = re.compile(r"^(?P<name>.+)\((?P<inner>[^()]+)\)$")


def _code_of(key: str) -> str | None:
    if key in NOT_THE_SAME:
        return None
    if key in ANALYTE_HEADINGS:
        return ANALYTE_HEADINGS[key]
    basis = _BASIS.match(key)
    if basis:
        return _code_of(basis["name"])
    both = _BRACKETED.match(key)
    if both:
        outer, inner = _code_of(both["name"]), _code_of(both["inner"])
        return outer if outer == inner else None
    return None


@lru_cache(maxsize=_KEPT_TEXTS)
def find_analyte(heading: str) -> Analyte | None:
    """Return the indicator that a heading, name, alias or code means, or None.

    A unit and a basis (以…计) behind the name do not matter. None for determinands that only
    look alike (总铬, CODcr, 矿化度, 总氰化物): `near_miss` has the sentence for them.
    """
    for text in (heading, split_heading_unit(heading)[0]):
        code = _code_of(normalise_heading(text))
        if code is not None:
            return ANALYTES[code]
    return None


def near_miss(heading: str) -> str | None:
    """Return why a look-alike heading is not an indicator of the standard, or None."""
    key = normalise_heading(split_heading_unit(heading)[0])
    return NOT_THE_SAME.get(key) or NOT_THE_SAME.get(normalise_heading(heading))


def analyte_of(name: str) -> Analyte:
    """Return the indicator of a code or heading; raises UsageError when there is none."""
    analyte = ANALYTES.get(name) or find_analyte(name)
    if analyte is None:
        reason = near_miss(name) or "请使用 GB/T 14848-2017 的指标名称或代码"
        raise UsageError(f"不认识检测指标“{clean(name)}”：{reason}。")
    return analyte
