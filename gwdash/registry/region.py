"""The region pack: counties, units, tasks and boundary of one pilot zone, read from data.

The folder is ``data/region/<name>``; ``GWDASH_REGION`` names another one. Nothing of a
particular region stands in code.
"""

import csv
import json
import os
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from gwdash.registry.model import County, Extent, Phase, RegistryError, Task, Unit
from gwdash.registry.places import HeatingSeason, Rebuild
from gwdash.registry.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_T = TypeVar("_T")

REGION_FOLDER = Path(__file__).resolve().parents[2] / "data" / "region"
DEFAULT_REGION = "xianyang"
_YES = "是"
_ORDINALS = "一二三四五六七八九"
_COUNTY_CODE_DIGITS = 6
_TOWN_CODE_DIGITS = frozenset({9, 12})


@dataclass(frozen=True)
class Reporter:
    """Who hands in: a member unit or a county."""

    code: str
    name: str
    group: str
    """``units``, ``counties`` or ``office``."""


@dataclass(frozen=True)
class Region:
    """One pilot zone. Lookups by any name people use return None for an unknown one."""

    code: str
    name: str
    product_name: str
    short_name: str
    office: str
    issuing_body: str
    """发文机关 of papers."""
    addressee: str
    """主送机关 of a bulletin."""
    copied_to: str
    """抄送机关 of a bulletin; empty for none."""
    printing_body: str
    """印发机关 in 版记."""
    new_area: str
    start_on: date
    due_on: date
    counties: tuple[County, ...]
    """Counties in scope, in the order of the pack, which is the order of display."""
    outside: tuple[County, ...]
    """Counties that are known and not assessed."""
    units: tuple[Unit, ...]
    tasks: tuple[Task, ...]
    phases: tuple[Phase, ...]
    heating: HeatingSeason
    rebuild: Rebuild
    extent: Extent
    boundary: dict[str, Any] = field(repr=False)
    """GeoJSON FeatureCollection in EPSG:4490, ``properties.code`` is the county code."""
    aliases: tuple[str, ...] = ()

    @cached_property
    def _county_keys(self) -> dict[str, County]:
        keys: dict[str, County] = {}
        for county in (*self.counties, *self.outside):
            for word in (county.code, county.name, *county.aliases, *county.old_codes):
                _claim(keys, fold(word), county, "county")
        return keys

    @cached_property
    def _reporter_keys(self) -> dict[str, Reporter]:
        keys: dict[str, Reporter] = {}
        for unit in self.units:
            reporter = self.reporter(unit.code)
            for word in {fold(w) for w in _unit_words(unit)}:
                _claim(keys, word, reporter, "reporter")
        for county in self.counties:
            reporter = self.reporter(county.code)
            for word in {fold(w) for w in _county_words(county, self.name)}:
                _claim(keys, word, reporter, "reporter")
        return keys

    @cached_property
    def _task_keys(self) -> dict[str, Task]:
        keys: dict[str, Task] = {}
        for task in self.tasks:
            names = (task.short_name, task.name)
            numbers = (
                f"{_ORDINALS[int(task.no) - 1]}、",
                f"{task.no}.",
                f"{task.no}、",
                f"{task.no}",
            )
            numbered = [number + name for number in numbers for name in names]
            words = (task.no, task.code, *names, f"任务{task.no}", *numbered)
            for word in {fold(w) for w in words}:
                _claim(keys, word, task, "task")
        return keys

    def find_county(self, text: str) -> County | None:
        """Return the county named by code, old code, name or alias, also one out of scope.

        A name may begin with province and city; the first six digits of a town's 9 or 12 are
        its county's (GB/T 10114-2003).
        """
        key = fold(text)
        if key.isdigit() and len(key) in _TOWN_CODE_DIGITS:
            key = key[:_COUNTY_CODE_DIGITS]
        return self._county_keys.get(key) or self._county_keys.get(
            key.rpartition(fold(self.name))[2]
        )

    def is_city(self, text: str) -> bool:
        """Tell whether `text` names the whole region (市级)."""
        return fold(text) in {fold(word) for word in (self.code, self.name, *self.aliases)}

    def county(self, code: str) -> County:
        """Return the county with this code, in scope or not; raises KeyError."""
        return _with_code((*self.counties, *self.outside), "code", code)

    def place_name(self, code: str | None) -> str:
        """Return what people call a county code; 市级 for the region, 范围外 for none."""
        if code is None:
            return "范围外"
        return "市级" if code == self.code else self.county(code).name

    def unit(self, code: str) -> Unit:
        """Return the unit with this code; raises KeyError."""
        return _with_code(self.units, "code", code)

    def task(self, no: str) -> Task:
        """Return the key task with this number; raises KeyError."""
        return _with_code(self.tasks, "no", no)

    def find_task(self, text: str) -> Task | None:
        """Return the key task that `text` names by number, code or name."""
        return self._task_keys.get(fold(text))

    @cached_property
    def reporters(self) -> tuple[Reporter, ...]:
        """All who hand in: the member units, then the counties, then the office."""
        units = tuple(Reporter(u.code, u.short_name, "units") for u in self.units if u.member)
        counties = tuple(Reporter(c.code, c.name, "counties") for c in self.counties)
        office = tuple(
            Reporter(u.code, u.short_name, "office") for u in self.units if u.code == self.office
        )
        return units + counties + office

    def reporter(self, code: str) -> Reporter:
        """Return the reporter with this code; raises KeyError."""
        return _with_code(self.reporters, "code", code)

    def find_reporter(self, text: str) -> Reporter | None:
        """Return the unit or county that `text` names in any of its spellings."""
        return self._reporter_keys.get(fold(text))

    def expand_reporters(self, groups: tuple[str, ...]) -> tuple[Reporter, ...]:
        """Return the reporters of groups (``counties``…) and unit codes, in display order."""
        return tuple(r for r in self.reporters if r.group in groups or r.code in groups)

    def phase(self, day: date) -> Phase:
        """Return the phase of the pilot in which a day lies."""
        for phase in self.phases:
            if phase.last_day is None or day <= phase.last_day:
                return phase
        raise RegistryError(f"{self.name}: no phase after {day}")


def load_region(folder: Path) -> Region:
    """Read a region pack; raises RegistryError where it contradicts itself."""
    facts = tomllib.loads((folder / "region.toml").read_text("utf-8"))
    counties = tuple(_county(row) for row in _rows(folder / "counties.csv"))
    region = Region(
        code=facts["code"],
        name=facts["name"],
        aliases=tuple(facts["aliases"]),
        product_name=facts["product_name"],
        short_name=facts["short_name"],
        office=facts["office"],
        issuing_body=facts["issuing_body"],
        addressee=facts["addressee"],
        copied_to=facts["copied_to"],
        printing_body=facts["printing_body"],
        new_area=facts["new_area"],
        start_on=facts["window"]["start_on"],
        due_on=facts["window"]["due_on"],
        counties=tuple(c for c in counties if c.in_scope),
        outside=tuple(c for c in counties if not c.in_scope),
        units=tuple(_unit(row) for row in _rows(folder / "units.csv")),
        tasks=tuple(_task(row) for row in _rows(folder / "tasks.csv")),
        phases=tuple(Phase(p["code"], p["label"], p.get("last_day")) for p in facts["phases"]),
        heating=_heating(facts["heating_season"]),
        rebuild=Rebuild(**facts["rebuild"]),
        extent=Extent(**facts["extent"]),
        boundary=json.loads((folder / "counties.geojson").read_text("utf-8")),
    )
    _prove(region)
    return region


def _prove(region: Region) -> None:
    """Refuse a pack whose parts do not fit: each lookup table is built once here."""
    drawn = {feature["properties"]["code"] for feature in region.boundary["features"]}
    codes = {c.code for c in (*region.counties, *region.outside)}
    if drawn != codes:
        raise RegistryError(f"{region.name}: boundary and counties differ: {drawn ^ codes}")
    units = {unit.code for unit in region.units}
    for task in region.tasks:
        if unknown := set(task.lead_units) - units:
            raise RegistryError(f"{region.name}: task {task.no} led by {unknown}")
    if region.office not in units:
        raise RegistryError(f"{region.name}: no office {region.office}")
    if [phase.last_day for phase in region.phases][-1] is not None:
        raise RegistryError(f"{region.name}: the last phase has no end")
    # Building the lookups is what finds words that mean two things.
    region.find_county("")
    region.find_reporter("")
    region.find_task("")


def _claim(keys: dict[str, _T], word: str, owner: _T, what: str) -> None:
    if not word:
        return
    if keys.setdefault(word, owner) != owner:
        raise RegistryError(f"{what} {word} means two things: {keys[word]} and {owner}")


def _with_code(items: "Iterable[_T]", name: str, value: str) -> "_T":
    for item in items:
        if getattr(item, name) == value:
            return item
    raise KeyError(value)


def _unit_words(unit: Unit) -> tuple[str, ...]:
    return (unit.code, unit.short_name, unit.full_name, *unit.aliases)


def _county_words(county: County, city: str) -> tuple[str, ...]:
    """Names under which a county reports: its government and the bureau's branch there."""
    branch = f"{county.short_name}分局"
    return (
        county.code, county.name, *county.aliases, *county.old_codes,
        branch, f"市生态环境局{branch}", f"{city}生态环境局{branch}",
        f"{county.name}人民政府", f"{city}{county.name}人民政府", f"{county.name}政府",
        f"{county.name}生态环境局",
    )  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split(";") if word)


def _county(row: dict[str, str]) -> County:
    return County(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        in_scope=row["in_scope"] == _YES,
        aliases=_words(row["aliases"]),
        old_codes=_words(row["old_codes"]),
        new_area=row["xixian"],
        seat=(float(row["seat_lon"]), float(row["seat_lat"])),
        label_at=(float(row["label_lon"]), float(row["label_lat"])),
        area_km2=float(row["area_km2"]),
        note=row["note"],
    )


def _heating(facts: dict[str, str]) -> HeatingSeason:
    first, last = (facts[end].split("-") for end in ("first_day", "last_day"))
    return HeatingSeason(int(first[0]), int(first[1]), int(last[0]), int(last[1]))


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        code=row["code"],
        short_name=row["short_name"],
        full_name=row["full_name"],
        aliases=_words(row["aliases"]),
        member=row["member"] == _YES,
        listed=row["listed"] == _YES,
        duty=row["duty"],
        note=row["note"],
    )


def _task(row: dict[str, str]) -> Task:
    return Task(
        no=row["no"],
        code=row["code"],
        short_name=row["short_name"],
        name=row["name"],
        lead_units=_words(row["lead_units"]),
        lead_note=row["lead_note"],
    )


#: The region this installation serves.
REGION = load_region(REGION_FOLDER / os.environ.get("GWDASH_REGION", DEFAULT_REGION))
