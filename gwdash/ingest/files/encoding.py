"""Which encoding a text has: mark, then UTF-8, then GB18030, and never a silent wrong guess."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.magic import SAVE_AS_XLSX

#: Longer marks first: the one of UTF-32 begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_REPLACEMENT = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
#: One Chinese character between Latin letters: "Größe" read as GB18030 gives "Gr鲞e".
_ALONE = re.compile("(?<=[A-Za-z])[\u4e00-\u9fff](?=[A-Za-z])")

#: A mistaken UTF-16 or binary guess yields control characters by the hundred.
_MAX_CONTROL_SHARE = 0.001

#: Share of damaged characters below which UTF-8 with a few broken bytes is still UTF-8: text
#: in another encoding has nearly every character broken.
_MAX_BROKEN_SHARE = 0.1

#: Second bytes below 0x80 stand for rare characters of GBK: under 2 in 100 in Chinese prose and
#: names, and nearly all where Western accents (é + letter) are taken for Chinese.
_REFUSE_RARE_SHARE = 0.5
_WARN_RARE_SHARE = 0.1
_WARN_RARE_COUNT = 3

_NOT_TEXT = f"文件不是表格，也不是文本，无法识别。{SAVE_AS_XLSX}"
_UNKNOWN = (
    "文件的文字编码无法确认：不是 UTF-8，按中文编码（GB18030）读会得到错字"
    "（常见于含 é、μ、° 等字符的西文编码文件）。"
    "请用 WPS 或 Excel 打开、确认文字无误后另存为 xlsx 再提交。"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding that was used and what is doubtful about it."""

    text: str
    encoding: str
    marked: bool
    """The file names its encoding itself, so that nothing was guessed."""
    damaged: int = 0
    """Characters that are lost: U+FFFD in the file or from broken bytes."""
    doubtful: bool = False
    """Some characters look like Western accents taken for Chinese."""


def decode(content: bytes) -> Decoded:
    """Return the text of a file.

    Raises
    ------
    UnreadableFile
        When the bytes are no text, or no encoding gives a text that can be trusted.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = content.decode(encoding, "replace")
            return _checked(Decoded(text, encoding, marked=True))
    if b"\x00" in content:
        return _checked(_wide_without_mark(content))
    try:
        return _checked(Decoded(content.decode("utf-8"), "utf-8", marked=False))
    except UnicodeDecodeError:
        return _checked(_damaged_utf8(content) or _gb18030(content))


def _checked(found: Decoded) -> Decoded:
    # Ctrl-Z is how DOS programs end a text file.
    text = found.text.rstrip("\x1a")
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > len(text) * _MAX_CONTROL_SHARE:
        raise UnreadableFile(_NOT_TEXT)
    damaged = text.count(_REPLACEMENT)
    if damaged > _non_ascii(text) * _REFUSE_RARE_SHARE and not found.marked and damaged > 1:
        raise UnreadableFile(_UNKNOWN)
    return Decoded(text, found.encoding, found.marked, damaged, found.doubtful)


def _wide_without_mark(content: bytes) -> Decoded:
    """Decode UTF-16 or UTF-32 without a mark: only one of the four gives a clean table."""
    for encoding in _WIDE:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Wrong byte order turns commas and line ends into rare letters.
        if not _CONTROL.search(text) and any(end in text for end in "\n\r,\t;"):
            return Decoded(text, encoding, marked=False)
    raise UnreadableFile(_NOT_TEXT)


def _damaged_utf8(content: bytes) -> Decoded | None:
    text = content.decode("utf-8", "replace")
    broken = text.count(_REPLACEMENT)
    if broken > _non_ascii(text) * _MAX_BROKEN_SHARE:
        return None
    return Decoded(text, "utf-8", marked=False)


def _gb18030(content: bytes) -> Decoded:
    text = content.decode("gb18030", "replace")
    characters = Counter(text)
    foreign = sum(count for character, count in characters.items() if not character.isascii())
    rare = sum(count for character, count in characters.items() if _is_rare(character))
    rare += sum(1 for alone in _ALONE.findall(text) if not _is_rare(alone))
    if rare > foreign * _REFUSE_RARE_SHARE:
        raise UnreadableFile(_UNKNOWN)
    doubtful = rare >= _WARN_RARE_COUNT and rare > foreign * _WARN_RARE_SHARE
    return Decoded(text, "gb18030", marked=False, doubtful=doubtful)


def _is_rare(character: str) -> bool:
    """Tell whether GB18030 writes a character with a second byte that is a plain ASCII sign."""
    if character.isascii():
        return False
    if character == _REPLACEMENT:
        return True
    pair = character.encode("gb18030")
    return len(pair) == 2 and pair[1] < 0x80  # noqa: PLR2004


def _non_ascii(text: str) -> int:
    return sum(1 for character in text if not character.isascii()) if not text.isascii() else 0
