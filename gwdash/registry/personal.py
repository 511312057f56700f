"""What is shown of persons: a name as 张**, a telephone as 138****1234.

The cell as it was handed in stays in the archive.
"""

import re

from gwdash.registry.model import Field

_DIGITS = re.compile(r"\d")
#: From so many digits on a text is a telephone.
_PHONE = 7
_HEAD, _TAIL = 3, 4
#: What stands between several persons or telephones in one cell.
_SEVERAL = re.compile(r"([、，,;；/\s]+)")


def shown(field: Field, text: str) -> str:
    """Return what people are shown of a value's text; that of a field without persons as it is."""
    if not field.personal:
        return text
    pieces = _SEVERAL.split(text)
    return "".join(piece if _SEVERAL.fullmatch(piece) else _masked(piece) for piece in pieces)


def _masked(text: str) -> str:
    if not text:
        return text
    if len(_DIGITS.findall(text)) >= _PHONE:
        return f"{text[:_HEAD]}****{text[-_TAIL:]}"
    return f"{text[0]}**"
