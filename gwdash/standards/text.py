"""Text as it is typed into cells, made comparable: invisible characters, widths, superscripts."""

import math
import re
import unicodedata
from decimal import Decimal

_INVISIBLE = dict.fromkeys([0xFEFF, 0x00AD, 0x2060, *range(0x200B, 0x2010), *range(0x202A, 0x202F)])
_SPACES = dict.fromkeys([0x00A0, 0x3000, 0x202F, 0x205F, *range(0x2000, 0x200B)], " ")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_MINUS_SIGN = {0x2212: "-"}

#: A power of ten with a raised exponent. Some input methods give a macron for the raised minus.
_RAISED_POWER = re.compile(r"(?<![\d.])[1\uff11][0\uff10](?P<power>[⁺⁻ˉ¯]?[⁰¹²³⁴-⁹]+)")
_MACRONS = str.maketrans("ˉ¯", "⁻⁻")

#: A spreadsheet keeps 15 significant digits; more of them are noise of binary arithmetic.
_KEPT_DIGITS = ".15g"

_BRACKETS = str.maketrans("[]{}〔〕【】「」〈〉", "()()()()()()")
_SPACE = re.compile(r"\s+")
#: Marks that forms put beside a heading: required, footnoted, followed by a colon.
_HEADING_MARKS = "*※★☆:"


def clean(text: str) -> str:
    """Return the text without invisible characters and with one form for each character.

    Raised exponents become ``10^-5`` before the compatibility normalisation (Unicode NFKC),
    which alone would turn ``10⁻⁵`` into ``10-5``.
    """
    if text.isascii():
        # Nine cells in ten: plain letters and digits have only one form already.
        return text.strip()
    visible = text.translate(_INVISIBLE).translate(_SPACES)
    powers = _RAISED_POWER.sub(
        lambda match: "10^" + match["power"].translate(_MACRONS).translate(_SUPERSCRIPTS), visible
    )
    plain = unicodedata.normalize("NFKC", powers.translate(_SUPERSCRIPTS))
    return plain.translate(_MINUS_SIGN).strip()


def normalise_heading(text: str) -> str:
    """Return the form in which headings and aliases are compared.

    Cleaned, without white space, one kind of bracket and of list comma, lower case, without
    marks such as ``*`` at either end.
    """
    form = _heading_form(text)
    # Lower case may compose anew and a stripped mark may bare another; both settle at once.
    while (again := _heading_form(form)) != form:
        form = again
    return form


def _heading_form(text: str) -> str:
    compact = _SPACE.sub("", clean(text)).translate(_BRACKETS).replace("、", ",")
    return compact.casefold().strip(_HEADING_MARKS)


def text_of(raw: object) -> str:
    """Return a cell's content as text; numbers with the 15 digits that a spreadsheet keeps."""
    if raw is None or (isinstance(raw, float) and math.isnan(raw)):
        return ""
    if isinstance(raw, float):
        return format(Decimal(format(raw, _KEPT_DIGITS)), "f")
    return str(raw)
