"""The charts of a briefing as .png: drawn by the machine's own browser where it has one.

Everything else of a pack is made without a browser; where there is none, the list says so.
"""

import re
from collections.abc import Sequence
from importlib.util import find_spec

from gwdash.charts.paper import Caption, Key
from gwdash.errors import NotInstalled
from gwdash.export.archive_file import Member
from gwdash.export.briefing import Briefing
from gwdash.export.briefing_figures import figures
from gwdash.export.images import to_png
from gwdash.export.tables import file_stem

FOLDER = "图片"
_LIBRARY = "kaleido"
_PARTS = re.compile(r"[：:]")


def can_draw() -> bool:
    """Tell whether the part that draws is installed; whether a browser is there shows then."""
    return find_spec(_LIBRARY) is not None


def pictures(briefing: Briefing) -> tuple[Sequence[Member], Sequence[str]]:
    """Return the charts and maps of a briefing as .png, or why there are none."""
    found: list[Member] = []
    for place, one in enumerate(figures(briefing), 1):
        keys = tuple(Key(words, colour) for words, colour in one.keys)
        about = Caption(
            one.title, one.period, one.source, note=one.note, counts=one.unit, keys=keys
        )
        try:
            content = to_png(one.figure, about)
        except NotInstalled as missing:
            return found, [f"没有生成图片（png）：{missing}其他材料不受影响。"]
        name = file_stem(f"{place:02d}", _PARTS.sub("_", one.title))
        found.append(Member(f"{FOLDER}/{name}.png", content))
    return found, []
