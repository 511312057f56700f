"""Units of plain quantities: what a number must be multiplied by to be in the field's unit."""

import re

from gwdash.registry.model import Field, Kind
from gwdash.registry.text import fold
from gwdash.standards.quantities import quantity_factor

_MEASURED = frozenset({Kind.NUMBER, Kind.INTEGER})
_TAIL = re.compile(r"(?P<figure>[+-]?[\d.,]*\d\.?)\s*(?P<unit>\D\S*)")


def unit_factor(unit: str, field: Field) -> float | None:
    """Return the factor from `unit` to the field's unit, None when they cannot be converted.

    No unit, or a field without one, means the field's own unit.
    """
    if not unit or not field.unit or field.kind not in _MEASURED or fold(unit) == fold(field.unit):
        return 1.0
    return quantity_factor(unit, field.unit)


def split_unit(text: str, field: Field) -> tuple[str, float | None]:
    """Return the figure and the factor of a unit typed behind it (35米, 350cm).

    The text itself and None when there is no unit or one of another quantity.
    """
    match = _TAIL.fullmatch(text) if field.unit else None
    factor = unit_factor(match["unit"], field) if match else None
    return (text, None) if match is None or factor is None else (match["figure"], factor)
