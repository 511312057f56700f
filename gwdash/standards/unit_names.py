"""The spellings of units, and how a unit is told apart from the name in a column heading."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from gwdash.standards.text import clean

#: Canonical unit → its spellings after `_key`, the canonical form itself left out.
_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "g/L": ("克/升",),
    "mg/L": (
        "mgl", "mg/1", "mg.l-1", "mg·l-1", "mgl-1", "mg/l-1", "mg/升", "毫克/升", "毫克每升",
        "mg/dm3", "g/m3", "μg/ml",
    ),
    "μg/L": (
        "ug/l", "μgl", "ugl", "ug/1", "μg/1", "ug.l-1", "μg.l-1", "μg·l-1", "ug·l-1", "ug/升",
        "μg/升", "微克/升", "微克每升", "mg/m3", "ng/ml", "mcg/l",
    ),
    "ng/L": ("ngl", "ng/1", "ng.l-1", "ng·l-1", "ng/升", "纳克/升", "pg/ml"),
    "pg/L": ("皮克/升",),
    "Bq/L": ("bql", "bq/1", "bq.l-1", "bq·l-1", "贝可/升", "贝克/升"),
    "mBq/L": ("毫贝可/升",),
    "Bq/m3": (),
    "NTU": ("ftu", "fnu", "散射浊度单位", "浊度单位", "ntua"),
    "铂钴色度单位": ("pcu", "tcu", "pt-co", "ptco", "pt/co", "铂钴度", "铂钴", "铂-钴色度单位",
                "铂钴色度", "hazen", "pt-cou", "铂-钴度"),
    "度": (),
    "倍": (),
    "MPN/100mL": ("mpn100ml", "mpnb/100ml", "mpn/0.1l"),
    "MPN/L": ("mpn/1", "mpn/1l", "mpn/1000ml"),
    "MPN/mL": (),
    "CFU/100mL": ("cfuc/100ml", "cfu100ml"),
    "CFU/mL": ("cfuml", "cfu/1ml"),
    "CFU/L": ("cfu/1l",),
    "个/100mL": (),
    "个/mL": ("个/毫升",),
    "个/L": ("个/升", "个/1l", "个/1000ml"),
    "无量纲": ("无单位", "ph值", "ph", "无"),
}  # fmt: skip

#: Units of other ledgers, so that they can be split off a heading; `quantities` converts them.
_GENERAL = (
    "m", "km", "cm", "mm", "米", "千米", "公里", "厘米", "毫米", "m2", "km2", "平方米", "平方千米",
    "平方公里", "公顷", "hm2", "亩", "万亩", "m3", "立方米", "万m3", "万立方米", "亿m3", "亿立方米",
    "m3/d", "m3/h", "m3/a", "立方米/日", "立方米/天", "万m3/a", "万m3/d", "l/s", "t", "吨", "万吨",
    "吨/年", "万吨/年", "t/a", "元", "万元", "亿元", "℃", "°c", "%", "‰", "个", "口", "眼", "处",
    "家", "座", "件", "项", "次", "人", "户", "天", "日", "年", "月", "分", "μs/cm", "us/cm",
    "ms/cm", "mv", "mmol/l", "°", "kpa", "mpa", "kw", "mw", "千瓦", "兆瓦",
    "ha", "千元", "百万元", "千万元", "千人", "万人",
)  # fmt: skip

_SPACE = re.compile(r"\s+")


def _key(text: str) -> str:
    plain = _SPACE.sub("", clean(text)).replace("\u2215", "/").replace("\u2044", "/").casefold()
    # Casefolding turns the micro sign into the Greek letter, the same as NFKC does.
    return plain.replace("^", "").replace("–", "-").rstrip(".")


def _index() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for canonical, spellings in _SPELLINGS.items():
        for spelling in (canonical, *spellings):
            if found.setdefault(_key(spelling), canonical) != canonical:
                raise ValueError(f"unit spelling {spelling!r} stands for two units")
    return MappingProxyType(found)


_CANONICAL = _index()
_GENERAL_KEYS = frozenset(_key(unit) for unit in _GENERAL)

#: The same few headings come in every workbook, and each ledger asks about them.
_KEPT_TEXTS = 16384

#: What forms write where a quantity has no unit.
_NO_UNIT = frozenset({"", "/", "-", "—", "--", "——"})


def normalise_unit(text: str | None) -> str | None:
    """Return the canonical spelling of a laboratory unit, "" for none, None when unknown."""
    key = _key(text or "")
    if key in _NO_UNIT:
        return ""
    return _CANONICAL.get(key)


def is_unit(text: str) -> bool:
    """Tell whether the text is a unit of any ledger (mg/L, 万m³, 口, %)."""
    key = _key(text)
    return key in _CANONICAL or key in _GENERAL_KEYS


#: What counts things or time: a unit only in brackets, else a word of the name (是/次, 年/月/日).
_ONLY_IN_BRACKETS = frozenset("个口眼处家座件项次人户天日年月分元") | {"无", "ph", "ph值"}

_BRACKETED_TAIL = re.compile(r"^(?P<name>.+?)[/,;、\s]*[(\[](?P<unit>[^()\[\]]*)[)\]]$", re.DOTALL)
_NESTED_UNIT = re.compile(
    r"^(?P<name>.+)\((?P<basis>[^()]*计)[,;、\s]+(?P<unit>[^(),;、\s]+)\)$", re.DOTALL
)
_SEPARATOR = re.compile(r"\s*[/,;]\s*|\s+")
_UNSEPARATED_TAIL = re.compile(
    r"^(?P<name>.*[\u4e00-\u9fff)])(?P<unit>[A-Za-zμ/0-9.·-]+)$", re.DOTALL
)


@lru_cache(maxsize=_KEPT_TEXTS)
def split_heading_unit(text: str) -> tuple[str, str]:
    """Return the name and the unit of a heading; the unit is "" when there is none.

    A tail in brackets, behind a slash, a comma or a space is split off only when it is a known
    unit, so that 铬(六价), 总硬度(以CaCO3计) and 苯并(a)芘 stay whole. Laboratory units come in
    their canonical spelling, others as typed.
    """
    plain = clean(text)
    nested = _NESTED_UNIT.match(plain)
    if nested and is_unit(nested["unit"]):
        return f"{nested['name']}({nested['basis']})", _spelled(nested["unit"])
    bracketed = _BRACKETED_TAIL.match(plain)
    if bracketed and bracketed["unit"] and is_unit(bracketed["unit"]):
        return bracketed["name"], _spelled(bracketed["unit"])
    for separator in _SEPARATOR.finditer(plain):
        if separator.start() and _is_bare_unit(plain[separator.end() :]):
            return plain[: separator.start()], _spelled(plain[separator.end() :])
    joined = _UNSEPARATED_TAIL.match(plain)
    if joined and _is_bare_unit(joined["unit"]):
        return joined["name"], _spelled(joined["unit"])
    return plain, ""


def _is_bare_unit(text: str) -> bool:
    return is_unit(text) and _key(text) not in _ONLY_IN_BRACKETS


def _spelled(unit: str) -> str:
    return normalise_unit(unit) or clean(unit)
