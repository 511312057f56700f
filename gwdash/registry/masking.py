"""What is shown of persons and exact positions as long as there are no accounts: the one place.

Views and exports take words from here; the cell as it was handed in stays in the archive.
"""

import re

from gwdash.registry.model import Dataset, Field

#: In place of an exact position.
HIDDEN = "（不显示）"
_STARS = "**"
_DIGITS = re.compile(r"\d")
#: From so many digits on a text is a telephone; a mobile one, or one with its area, has more.
_PHONE, _LONG = 7, 11
_HEAD, _TAIL = 3, 4
#: A figure in a sentence that is fine enough to place something.
_EXACT = re.compile(r"\d+\.\d{3,}|\d{6,}(?:\.\d+)?|\d+°\s*\d+.*?[″\"]")
#: What stands between several persons or telephones in one cell.
_SEVERAL = re.compile(r"([、，,;；/\s]+)")


def shown(field: Field, text: str) -> str:
    """Return what people are shown of a value's text: a name as 张**, a telephone as 138****1234.

    A position is not shown at all; the text of any other field is returned as it is.
    """
    if field.places:
        return HIDDEN if text.strip() else text
    if not field.personal:
        return text
    return "".join(
        piece if _SEVERAL.fullmatch(piece) else _masked(piece) for piece in _SEVERAL.split(text)
    )


def shown_message(field: Field, raw: str, message: str) -> str:
    """Return a sentence about a value without the value, where nobody may be shown it."""
    if not field.guarded or not raw.strip():
        return message
    plain = message.replace(raw.strip(), shown(field, raw.strip()))
    return _EXACT.sub(HIDDEN, plain) if field.places else plain


def field_of(dataset: Dataset, name: str) -> Field | None:
    """Return the field of a dataset's column, None where there is no such column."""
    return dataset.column(name).field if dataset.has(name) else None


def _masked(text: str) -> str:
    if not text:
        return text
    digits = len(_DIGITS.findall(text))
    if digits >= _LONG:
        return f"{text[:_HEAD]}****{text[-_TAIL:]}"
    if digits >= _PHONE:
        return f"{text[:_HEAD]}****{text[-2:]}"
    return f"{text[0]}{_STARS}"
