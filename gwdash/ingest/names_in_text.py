"""Counties and reporters that a title, a sheet's or a file's name speaks of among other words."""

import re
from functools import lru_cache

from gwdash.registry.model import County
from gwdash.registry.region import REGION, Reporter
from gwdash.registry.text import fold

#: One sign or a number names nothing by itself.
_SHORTEST_NAME = 2
_NOT_THE_CITYS = "分局"


@lru_cache(maxsize=1)
def _counties() -> tuple[re.Pattern[str], dict[str, County]]:
    words = {
        fold(word): county
        for county in (*REGION.counties, *REGION.outside)
        for word in (
            county.name,
            county.short_name,
            *county.aliases,
            *county.old_codes,
            county.code,
        )
    }
    return _any_of(words), words


@lru_cache(maxsize=1)
def _units() -> tuple[re.Pattern[str], dict[str, Reporter]]:
    members = {r.code for r in REGION.reporters}
    words = {
        fold(word): REGION.reporter(unit.code)
        for unit in REGION.units
        if unit.code in members
        for word in (unit.short_name, unit.full_name, *unit.aliases)
    }
    return _any_of(words), words


def _any_of(words: dict[str, County] | dict[str, Reporter]) -> re.Pattern[str]:
    usable = sorted((w for w in words if len(w) >= _SHORTEST_NAME), key=len, reverse=True)
    # A code inside a longer number (a date, a telephone) is no code.
    return re.compile(
        "|".join(rf"(?<!\d){re.escape(w)}(?!\d)" if w.isdigit() else re.escape(w) for w in usable)
    )


def county_in(text: str) -> County | None:
    """Return the one county of the region that a text names; None for none or several."""
    pattern, words = _counties()
    found = {words[word].code: words[word] for word in pattern.findall(fold(text))}
    county = next(iter(found.values())) if len(found) == 1 else None
    return county if county is not None and county.in_scope else None


def reporter_in(text: str) -> Reporter | None:
    """Return the reporter that a text names among other words; None for none or several.

    The branch of a bureau in a county (市生态环境局秦都分局, 秦都区水利局) is the county. A unit
    of the city before a county (市水利局秦都区测井) is the unit: it names itself in full.
    """
    plain = fold(text)
    county = county_in(plain)
    pattern, words = _units()
    units = {words[word].code: (word, words[word]) for word in pattern.findall(plain)}
    if county is None:
        return next(iter(units.values()))[1] if len(units) == 1 else None
    reporter = REGION.reporter(county.code)
    if len(units) != 1 or _NOT_THE_CITYS in plain:
        return reporter
    ((word, unit),) = units.values()
    return unit if word.startswith((REGION.name[-1], REGION.name)) else reporter
