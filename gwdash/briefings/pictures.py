"""The charts of a briefing as .png: drawn by the machine's own browser where it has one.

Everything else is made without a browser; where there is none, the reader is told so.
"""

import re
from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from gwdash.charts.paper import Caption, Key
from gwdash.errors import NotInstalled
from gwdash.export.archive_file import Member
from gwdash.export.briefing import Briefing
from gwdash.export.briefing_annexes import annexes
from gwdash.export.briefing_figures import Drawn, figures
from gwdash.export.images import to_png
from gwdash.export.tables import file_stem

FOLDER = "图片"
_LIBRARY = "kaleido"
#: 250 dots an inch of the 190 mm that a picture has on the page; each dot costs time and bytes.
_SCALE = 1.95
_PARTS = re.compile(r"[：:]")


def can_draw() -> bool:
    """Tell whether the part that draws is installed; whether a browser is there shows then."""
    return find_spec(_LIBRARY) is not None


def pictures(briefing: Briefing) -> tuple[Sequence[Member], Sequence[str]]:
    """Return the charts and maps of a briefing as .png, or why there are none."""
    found: list[Member] = []
    for place, one in enumerate(figures(briefing), 1):
        about = Caption(
            one.title, one.period, one.source, note=one.note, counts=one.unit, keys=_keys(one)
        )
        try:
            content = to_png(one.figure, about)
        except NotInstalled as missing:
            return found, [f"没有生成图片（png）：{missing}其他材料不受影响。"]
        name = file_stem(f"{place:02d}", _PARTS.sub("_", one.title))
        found.append(Member(f"{FOLDER}/{name}.png", content))
    return found, []


def paper_pictures(briefing: Briefing) -> tuple[Mapping[str, bytes], Sequence[str]]:
    """Return the pictures of the bulletin's annexes by name, or why there are none.

    Title and source stand around them on the paper, in its own type.
    """
    drawn = {one.name: one for one in figures(briefing)}
    wanted = [one.name for annex in annexes(briefing) for one in annex.pictures]
    found: dict[str, bytes] = {}
    for name in wanted:
        one = drawn[name]
        about = Caption("", "", "", note=one.note, counts=one.unit, keys=_keys(one))
        try:
            found[name] = to_png(one.figure, about, _SCALE)
        except NotInstalled as missing:
            return {}, [f"通报附件没有附图：{missing}文字和表格不受影响。"]
    return found, []


def _keys(one: Drawn) -> tuple[Key, ...]:
    return tuple(Key(words, colour) for words, colour in one.keys)
