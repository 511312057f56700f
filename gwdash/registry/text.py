"""How names are compared: what a reader would call the same word is the same key."""

import re
import unicodedata
from functools import lru_cache

#: Invisible characters that spreadsheets carry along: BOM, zero-width, soft hyphen.
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))
_SPACE = re.compile(r"\s+")
#: Marks that forms put beside a heading: required, footnoted, followed by a colon.
_MARKS = "*※★☆:"
_BRACKETS = str.maketrans("【】〔〕〈〉[]{}", "()()()()()")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the key by which a name is compared, which is never shown.

    Two names with the same key are the same name for headings, codes and aliases: without
    spaces, of one width and case, with round brackets and no marks at the ends.
    """
    form = _folded(text)
    # Lower case may compose anew and a stripped mark may bare another; both settle at once.
    while (again := _folded(form)) != form:
        form = again
    return form


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    return _SPACE.sub("", plain).translate(_BRACKETS).casefold().strip(_MARKS)
