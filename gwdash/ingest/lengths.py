"""Units of plain quantities: what a number must be multiplied by to be in the field's unit."""

import re
from types import MappingProxyType

from gwdash.registry.model import Field, Kind
from gwdash.registry.text import fold

#: Groups of units with their size in the first unit of the group.
_GROUPS = (
    {"m": 1.0, "米": 1.0, "cm": 0.01, "厘米": 0.01, "mm": 0.001, "毫米": 0.001, "km": 1000.0,
     "千米": 1000.0, "公里": 1000.0},
    # One tonne of water is taken as one cubic metre, as water statistics do.
    {"万m3": 1.0, "万m³": 1.0, "万立方米": 1.0, "万方": 1.0, "万吨": 1.0, "万t": 1.0,
     "m3": 1e-4, "m³": 1e-4, "立方米": 1e-4, "方": 1e-4, "吨": 1e-4, "亿m3": 1e4, "亿立方米": 1e4},
    {"℃": 1.0, "°c": 1.0, "c": 1.0, "度": 1.0},
)  # fmt: skip
_SIZES = MappingProxyType(
    {
        fold(unit): (number, size)
        for number, group in enumerate(_GROUPS)
        for unit, size in group.items()
    }
)
_MEASURED = frozenset({Kind.NUMBER, Kind.INTEGER})
_TAIL = re.compile(r"(?P<figure>[+-]?[\d.,]*\d\.?)\s*(?P<unit>\D\S*)")


def unit_factor(unit: str, field: Field) -> float | None:
    """Return the factor from `unit` to the field's unit, None when they cannot be converted.

    No unit, or a field without one, means the field's own unit.
    """
    if not unit or not field.unit or field.kind not in _MEASURED or fold(unit) == fold(field.unit):
        return 1.0
    found, wanted = _SIZES.get(fold(unit)), _SIZES.get(fold(field.unit))
    if found is None or wanted is None or found[0] != wanted[0]:
        return None
    return found[1] / wanted[1]


def split_unit(text: str, field: Field) -> tuple[str, float | None]:
    """Return the figure and the factor of a unit typed behind it (35米, 350cm).

    The text itself and None when there is no unit or one of another quantity.
    """
    match = _TAIL.fullmatch(text) if field.unit else None
    factor = unit_factor(match["unit"], field) if match else None
    return (text, None) if match is None or factor is None else (match["figure"], factor)
