"""Units of plain quantities: lengths, areas, volumes, money, people and counts of things."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from gwdash.standards.text import normalise_heading

#: Groups of units with their size in the group's first; exact, so that 15 亩 are 0.01 km².
_GROUPS: tuple[Mapping[str, Fraction], ...] = (
    {
        "m": Fraction(1), "米": Fraction(1), "cm": Fraction(1, 100), "厘米": Fraction(1, 100),
        "mm": Fraction(1, 1000), "毫米": Fraction(1, 1000), "km": Fraction(1000),
        "千米": Fraction(1000), "公里": Fraction(1000),
    },
    {
        "km²": Fraction(1), "km2": Fraction(1), "平方公里": Fraction(1), "平方千米": Fraction(1),
        "hm²": Fraction(1, 100), "hm2": Fraction(1, 100), "公顷": Fraction(1, 100),
        "ha": Fraction(1, 100), "m²": Fraction(1, 10**6), "m2": Fraction(1, 10**6),
        "平方米": Fraction(1, 10**6), "亩": Fraction(1, 1500), "万亩": Fraction(20, 3),
    },
    # One tonne of water is taken as one cubic metre, as water statistics do.
    {
        "m³": Fraction(1), "m3": Fraction(1), "立方米": Fraction(1), "方": Fraction(1),
        "吨": Fraction(1), "t": Fraction(1), "万m³": Fraction(10**4), "万m3": Fraction(10**4),
        "万立方米": Fraction(10**4), "万方": Fraction(10**4), "万吨": Fraction(10**4),
        "万t": Fraction(10**4), "亿m³": Fraction(10**8), "亿m3": Fraction(10**8),
        "亿立方米": Fraction(10**8), "L": Fraction(1, 1000), "升": Fraction(1, 1000),
    },
    {
        "元": Fraction(1), "人民币元": Fraction(1), "千元": Fraction(1000),
        "万元": Fraction(10**4), "百万元": Fraction(10**6), "千万元": Fraction(10**7),
        "亿元": Fraction(10**8),
    },
    {"人": Fraction(1), "千人": Fraction(1000), "万人": Fraction(10**4)},
    # What is counted stands in the field's name: 3 眼 and 3 口 are the same three wells.
    {word: Fraction(1) for word in ("个", "眼", "口", "处", "家", "座", "件", "项", "次")},
    {"℃": Fraction(1), "°C": Fraction(1), "C": Fraction(1), "度": Fraction(1),
     "摄氏度": Fraction(1)},
    {"年": Fraction(1), "年度": Fraction(1)},
    {"分": Fraction(1)},
)  # fmt: skip

_SIZES = MappingProxyType(
    {
        normalise_heading(unit): (number, size)
        for number, group in enumerate(_GROUPS)
        for unit, size in group.items()
    }
)


def quantity_factor(unit: str, wanted: str) -> float | None:
    """Return by what a number in `unit` is multiplied to be in `wanted`, None when it cannot be.

    1 亩 = 1/1500 km² and 1 公顷 = 0.01 km² (《国务院关于在我国统一实行法定计量单位的命令》).
    """
    found, target = _SIZES.get(normalise_heading(unit)), _SIZES.get(normalise_heading(wanted))
    if found is None or target is None or found[0] != target[0]:
        return None
    return float(found[1] / target[1])
