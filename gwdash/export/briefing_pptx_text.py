"""How much room text takes on a slide, and the largest type in which it fits.

Nobody measures a glyph here: a Chinese character is as wide as its size, and what stands beside
it is taken at its widest, so that what fits by this reckoning fits in every program.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import ceil

POINTS_PER_INCH = 72.0
#: Line height in font sizes: the tallest of the fonts that programs put in for a missing one.
LINE = 1.25
_WIDE, _NARROW, _SPACE = 1.0, 0.64, 0.36
#: What programs put between Chinese and Latin letters by themselves.
_BETWEEN = 0.18
#: Programs break a line a little earlier than the sum of widths says.
_SAFE = 0.96
ELLIPSIS = "…"
_WORDS = re.compile(r"[!-~]+|.", re.DOTALL)
#: Punctuation that begins no line takes the character before it along.
_ASCII = "".join(map(chr, range(33, 127)))
_NOT_FIRST = "，。；：、！？）】》”%"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a slide in inches, from its upper left corner."""

    x: float
    y: float
    w: float
    h: float

    def inset(self, dx: float, dy: float) -> "Box":
        """Return the box without a margin on all sides."""
        return Box(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)

    def top(self, h: float) -> "Box":
        """Return its upper part."""
        return replace(self, h=h)

    def bottom(self, h: float) -> "Box":
        """Return its lower part."""
        return Box(self.x, self.y + self.h - h, self.w, h)

    def without_top(self, h: float) -> "Box":
        """Return what is left below an upper part."""
        return Box(self.x, self.y + h, self.w, self.h - h)

    def without_bottom(self, h: float) -> "Box":
        """Return what is left above a lower part."""
        return replace(self, h=self.h - h)

    def columns(self, shares: Sequence[float], gap: float) -> list["Box"]:
        """Return boxes beside each other, as wide as their shares say."""
        room = self.w - gap * (len(shares) - 1)
        found, x = [], self.x
        for share in shares:
            width = room * share / sum(shares)
            found.append(Box(x, self.y, width, self.h))
            x += width + gap
        return found

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes share any ground."""
        return (
            self.x < other.x + other.w
            and other.x < self.x + self.w
            and self.y < other.y + other.h
            and other.y < self.y + self.h
        )


@cache
def em(text: str) -> float:
    """Return the width of a line of text in font sizes."""
    changes = sum(_is_word(a) != _is_word(b) for a, b in pairwise(text))
    return sum(_sign(sign) for sign in text) + _BETWEEN * changes


def _is_word(sign: str) -> bool:
    return sign.isascii() and sign != " "


def _sign(sign: str) -> float:
    if sign == " ":
        return _SPACE
    # Ambiguous signs (quotes, Roman numerals, shapes) are as wide as a character in Chinese fonts.
    return _WIDE if unicodedata.east_asian_width(sign) in "WFA" else _NARROW


def lines(text: str, size: float, width: float) -> int:
    """Return how many lines text takes at a size in points in a width in inches."""
    room = width * POINTS_PER_INCH / size * _SAFE
    return sum(_broken(line, room) for line in text.split("\n"))


def _broken(line: str, room: float) -> int:
    count, used = 1, 0.0
    for word in _WORDS.findall(line):
        wide = em(word) + 2 * _BETWEEN * word.isascii()
        if used + wide <= room:
            used += wide
        elif wide <= room:
            # A sign that begins no line takes another one with it.
            count, used = count + 1, wide + (_WIDE if word in _NOT_FIRST else 0.0)
        else:
            more = ceil((used + wide) / room) - 1
            count, used = count + more, used + wide - more * room
    return count


def height(text: str, size: float, width: float) -> float:
    """Return how high text stands in inches."""
    return lines(text, size, width) * size * LINE / POINTS_PER_INCH


def fit(text: str, box: Box, sizes: Sequence[float]) -> tuple[str, float]:
    """Return text and the largest of some sizes in which it fits a box; cut in the last one."""
    for size in sizes:
        if height(text, size, box.w) <= box.h:
            return text, size
    most = max(int(box.h * POINTS_PER_INCH / (sizes[-1] * LINE)), 1)
    return cut(text, sizes[-1], box.w, most), sizes[-1]


def cut(text: str, size: float, width: float, most: int) -> str:
    """Return text cut to so many lines, its end told by an ellipsis."""
    if lines(text, size, width) <= most:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = lines(text[:middle].rstrip() + ELLIPSIS, size, width) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    kept = text[:low]
    if low < len(text) and _is_word(text[low]):
        # Half of a number is another number.
        kept = kept.rstrip(_ASCII) or kept
    return kept.rstrip("，、；：（− \n") + ELLIPSIS
