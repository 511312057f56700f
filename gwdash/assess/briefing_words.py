"""The wording of briefings: how numbers, names and changes are said in official papers.

Pure functions from numbers to Chinese. Figures stand without spaces; a rate has one decimal; what
is unknown is never said as zero.
"""

import re
from collections.abc import Iterable, Sequence

#: How many names a sentence lists before it says how many more there are.
NAMED = 5

_CJK = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
#: A space with a Chinese character or mark on either side.
_LOOSE = re.compile(rf"(?<=[{_CJK}]) +| +(?=[{_CJK}])")

Share = tuple[str, int]
"""A name and how many of something it has."""


def percent(value: float) -> str:
    """Return a percentage with one decimal, as the pages show it."""
    return f"{value:.1f}%"


def points(value: float) -> str:
    """Return a difference in percentage points without its sign."""
    return f"{abs(value):.1f}个百分点"


def is_level(value: float) -> bool:
    """Tell whether a difference vanishes at the displayed precision."""
    return f"{abs(value):.1f}" == "0.0"


def against(value: float, what: str) -> str:
    """Return how far something lies above or below something else: 低于序时5.8个百分点."""
    if is_level(value):
        return f"与{what}持平"
    return f"{'高于' if value > 0 else '低于'}{what}{points(value)}"


def change(value: float | None) -> str:
    """Return a change against the period before; empty where there is nothing to compare."""
    if value is None:
        return ""
    if is_level(value):
        return "与上期持平"
    return f"较上期{'提高' if value > 0 else '下降'}{points(value)}"


def count_change(now: int, before: int, counter: str = "项") -> str:
    """Return how a number changed against the period before: 较上期增加1项."""
    if now == before:
        return "与上期相同"
    return f"较上期{'增加' if now > before else '减少'}{abs(now - before)}{counter}"


def listed(names: Sequence[str], counter: str = "家", most: int = NAMED) -> str:
    """Return names with 、; beyond `most` the first ones and how many there are in all."""
    if len(names) <= most:
        return "、".join(names)
    return f"{'、'.join(names[:most])}等{len(names)}{counter}"


def total(found: Sequence[Share]) -> int:
    """Return how many all of them have together."""
    return sum(n for _, n in found)


def shares(found: Sequence[Share], counter: str = "项") -> str:
    """Return who has how many, the most first: 旬邑县3项，乾县、永寿县各2项.

    Everybody is named: papers that ask somebody to act leave nobody in a remainder.
    """
    by_number: dict[int, list[str]] = {}
    for name, n in found:
        by_number.setdefault(n, []).append(name)
    return "，".join(
        f"{'、'.join(names)}{'各' if len(names) > 1 else ''}{n}{counter}"
        for n, names in sorted(by_number.items(), reverse=True)
    )


def whose(found: Sequence[Share], counter: str = "项") -> str:
    """Return the short form for a message: 2项在旬邑县, 均在旬邑县; empty for nobody.

    Only what leads clearly is named; where several have as many as the first, all of them.
    """
    if not found:
        return ""
    most = found[0][1]
    first = [name for name, n in found if n == most]
    if len(found) == 1:
        return f"{'均' if total(found) > 1 else ''}在{found[0][0]}"
    if len(first) == 1:
        return f"{most}{counter}在{first[0]}"
    if len(first) <= 2:  # noqa: PLR2004 (two names still read in a glance)
        return f"{'、'.join(first)}各{most}{counter}"
    return f"涉及{len(found)}家"


def sentence(*clauses: str) -> str:
    """Return clauses as one sentence; empty ones are left out, none at all is no sentence."""
    kept = [clause for clause in clauses if clause]
    return f"{'，'.join(kept)}。" if kept else ""


def tight(text: str) -> str:
    """Return a text of the screen as papers set it: no space between figures and characters."""
    return _LOOSE.sub("", text)


def joined(sentences: Iterable[str]) -> str:
    """Return sentences as one paragraph."""
    return "".join(one for one in sentences if one)
