"""节点 of an item as the office types them, read into days and shares of the whole.

``2024-03 完成方案 30%；2024-06 上线 70%``: each part names a month or a day and a percentage. Where
the percentages add up to 100 each is the part's own weight; where they rise to 100 they are what
should be reached by then. Anything else is no plan to be measured by, and days count instead.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import isclose

_FULL_PCT = 100.0
#: A part ends at a semicolon, a line's end, or a comma that the next date follows.
_PARTS = re.compile(r"[；;\n]|[，,、](?=\s*\d{4}\s*[-年./])")
_DAY = re.compile(
    r"(?P<year>\d{4})\s*[-年./]\s*(?P<month>\d{1,2})(?:\s*[-月./]\s*(?P<day>\d{1,2})(?!\d*\s*[%％]))?"
)
_QUARTER = re.compile(
    r"(?P<year>\d{4})\s*年?\s*(?:第?\s*(?P<zh>[一二三四1-4])\s*季度|Q(?P<q>[1-4]))"
)
_YEAR = re.compile(r"(?P<year>\d{4})\s*年(?:底|末)")
_SHARE = re.compile(r"(?P<pct>\d+(?:\.\d+)?)\s*[%％]")
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
_MONTHS_A_QUARTER, _LAST_MONTH = 3, 12


@dataclass(frozen=True, slots=True)
class Milestone:
    """A share of the item that should be done by the end of a day."""

    due_on: date
    share_pct: float
    words: str


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Milestone, ...]:
    """Return the milestones in the order of their days; none where the text cannot be measured."""
    parts = [part for part in map(str.strip, _PARTS.split(text)) if part]
    found = [_milestone(part) for part in parts]
    known = [one for one in found if one is not None]
    if not known or len(known) != len(found):
        return ()
    known.sort(key=lambda one: one.due_on)
    return _weights(known)


def expected_pct(milestones: Sequence[Milestone], as_of: date) -> float:
    """Return the sum of the shares due by the end of a day, in percent from 0 to 100."""
    due = sum(one.share_pct for one in milestones if one.due_on <= as_of)
    return min(due, _FULL_PCT)


def _weights(found: Sequence[Milestone]) -> tuple[Milestone, ...]:
    shares = [one.share_pct for one in found]
    if isclose(sum(shares), _FULL_PCT):
        return tuple(found)
    rising = all(a < b for a, b in pairwise(shares))
    if not rising or not isclose(shares[-1], _FULL_PCT):
        return ()
    before = [0.0, *shares[:-1]]
    return tuple(
        Milestone(one.due_on, one.share_pct - earlier, one.words)
        for one, earlier in zip(found, before, strict=True)
    )


def _milestone(part: str) -> Milestone | None:
    shares = _SHARE.findall(part)
    day = _due_on(_SHARE.sub("", part))
    if len(shares) != 1 or day is None:
        return None
    return Milestone(day, float(shares[0]), part)


def _due_on(part: str) -> date | None:
    """Return the last day of what a part names: a day, a month, a quarter or a year's end."""
    if found := _QUARTER.search(part):
        number = found["q"] or str(_NUMERALS.get(found["zh"], found["zh"]))
        return _month_end(int(found["year"]), _MONTHS_A_QUARTER * int(number))
    if found := _DAY.search(part):
        year, month = int(found["year"]), int(found["month"])
        end = _month_end(year, month)
        if end is None or not found["day"]:
            return end
        return date(year, month, int(found["day"])) if 1 <= int(found["day"]) <= end.day else None
    found = _YEAR.search(part)
    return _month_end(int(found["year"]), _LAST_MONTH) if found else None


def _month_end(year: int, month: int) -> date | None:
    if not (date.min.year <= year <= date.max.year and 1 <= month <= _LAST_MONTH):
        return None
    return date(year, month, calendar.monthrange(year, month)[1])
