"""一张图: what lies where, in which state, with positions that may be shown."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from gwdash.queries import network
from gwdash.queries.evidence import Evidence, EvidenceRow, Place
from gwdash.queries.map_outlines import ZoneOutline, outlines
from gwdash.queries.network import Well
from gwdash.queries.source import Source, last_day
from gwdash.registry.datasets import DATASETS
from gwdash.registry.map_layers import (
    FACE_WORDS,
    MAP_LAYERS,
    SEALED,
    SITE,
    SOURCE,
    WELL,
    ZONE,
)
from gwdash.registry.region import REGION
from gwdash.scope import Scope

#: How wells are told apart.
BY_STATE, BY_CLASS = "state", "class"
#: Between the facts of a thing: a character that no spreadsheet cell holds.
_SEPARATOR = "\x1f"
#: 0.01 degrees is about 1 km: what may be known of a drinking-water well.
_SECRET_DIGITS, _DIGITS = 2, 5
_QUESTIONS = {SOURCE.code: "map_sources", SITE.code: "map_sites", SEALED.code: "map_sealed",
              ZONE.code: "map_zone_things"}  # fmt: skip


class Thing(NamedTuple):
    """One thing of a layer; a tuple, because ten thousand are made for one map."""

    layer: str
    thing_id: str
    name: str
    county_code: str
    lon: float | None
    lat: float | None
    face: str
    facts: str
    """Lines of ``label：value``, with `_SEPARATOR` between them."""
    submission_id: int | None
    source_sheet: str
    source_cell: str

    @property
    def is_drawn(self) -> bool:
        """Whether it has a place on the map of the region."""
        return self.lon is not None and self.lat is not None and bool(self.county_code)

    @property
    def word(self) -> str:
        """Its state as the legend says it."""
        return FACE_WORDS[self.face]

    @property
    def place(self) -> str:
        """The county's name."""
        return REGION.place_name(self.county_code or None)

    @property
    def details(self) -> list[tuple[str, str]]:
        """Its facts by label, those that the ledger tells."""
        lines = (line.partition("：") for line in self.facts.split(_SEPARATOR) if line)
        return [(label, value) for label, _, value in lines if value]

    @property
    def cell(self) -> Place | None:
        """The cell of the ledger in which it stands."""
        if self.submission_id is None:
            return None
        return Place(self.submission_id, self.source_sheet, self.source_cell)


class Zones(NamedTuple):
    """A county's zones of one class."""

    county_code: str
    zone_class: str
    n: int
    area_km2: float | None
    n_submitted: int


def things(source: Source, scope: Scope, layer: str, by: str = BY_STATE) -> list[Thing]:
    """Return what a layer holds in a scope, in the order of the identifiers.

    Raises KeyError for a layer that does not exist. Positions of drinking-water wells and
    sources are rounded here at the latest.
    """
    if layer == WELL.code:
        return _wells(source, scope, by)
    more: dict[str, Any] = {} if layer == ZONE.code else {"new_area": scope.include_new_area}
    if layer == SEALED.code:
        more["secret"] = sorted(_secret_wells(source))
    answer = source.columns(_QUESTIONS[layer], as_of=last_day(scope), county=scope.county, **more)
    found = [Thing(layer, *row) for row in zip(*answer.values(), strict=True)]
    if layer == ZONE.code:
        drawn = outlines(source, scope)
        return [_placed(one, drawn.get(one.thing_id)) for one in found]
    return _silent_sites(source, scope, found) if layer == SITE.code else found


def _placed(one: Thing, outline: ZoneOutline | None) -> Thing:
    return one if outline is None else one._replace(lon=outline.lon, lat=outline.lat)


def zones(source: Source, scope: Scope) -> list[Zones]:
    """Return the zones of a scope by county and class."""
    answer = source.columns("map_zones", as_of=last_day(scope), county=scope.county)
    return [Zones._make(row) for row in zip(*answer.values(), strict=True)]


def tally(found: Iterable[Thing]) -> Counter[str]:
    """Return how many things are in which state, those without a place included."""
    return Counter(one.face for one in found)


def point_rows(found: Sequence[Thing]) -> list[dict[str, Any]]:
    """Return what a browser is sent of a layer, under names as short as can be.

    ``i`` identifier, ``p`` place, ``k`` state, ``t`` title, ``w`` words of the pointer.
    """
    places = {county.code: county.name for county in REGION.counties}
    return [
        {
            "i": one.thing_id, "p": [one.lon, one.lat], "k": one.face, "t": one.name,
            "w": f"{places.get(one.county_code, one.place)} {FACE_WORDS[one.face]}",
        }
        for one in found
        if one.is_drawn
    ]  # fmt: skip


def evidence(source: Source, scope: Scope, what: str) -> Evidence | None:
    """Return where a thing of the map was typed: ``layer:identifier``, None for neither."""
    layer, _, thing_id = what.partition(":")
    if layer not in MAP_LAYERS:
        return None
    everywhere = Scope(scope.period, "", include_new_area=True)
    found = next(
        (one for one in things(source, everywhere, layer) if one.thing_id == thing_id), None
    )
    if found is None:
        return None
    ledger = DATASETS[MAP_LAYERS[layer].dataset].label
    detail = "；".join(f"{label}：{value}" for label, value in found.details)
    row = EvidenceRow(found.name, detail, found.cell, 1.0, 1.0)
    return Evidence(
        f"{found.place} · {found.name}", found.word,
        "状态由该行填报的内容和截至报告期末的监测结果得出；同一编号以最近一次审核通过的报送为准。",
        ledger, "本行", "本行", (row,),
    )  # fmt: skip


def _wells(source: Source, scope: Scope, by: str) -> list[Thing]:
    as_of, secret = last_day(scope), _secret_wells(source)
    return [_well(one, as_of, secret, by) for one in network.wells(source, scope) if one.registered]


def _well(well: Well, as_of: date, secret: frozenset[str], by: str) -> Thing:
    lon, lat = _shown(well.lon, well.lat, secret=well.drinking or well.well_id in secret)
    face = _class_face(well) if by == BY_CLASS else _state_face(well, as_of)
    return Thing(
        WELL.code, well.well_id, well.title, well.county_code or "", lon, lat, face,
        _well_facts(well, as_of), well.submission_id, well.source_sheet, well.source_cell,
    )  # fmt: skip


def _class_face(well: Well) -> str:
    return f"well_{well.grade}" if well.grade else "well_none"


def _state_face(well: Well, as_of: date) -> str:
    if well.sealed_before_year:
        return "well_closed"
    if well.silent(as_of):
        return "well_silent"
    if not well.state:
        return "well_unknown"
    return "well_running" if well.running else "well_broken"


def _well_facts(well: Well, as_of: date) -> str:
    silent = well.silent_periods(as_of) if well.silent(as_of) else 0
    state = f"连续{silent}期无数据" if silent else well.state_label
    quality = f"{well.label}（参评 {well.n_assessed}/39 项）" if well.n_assessed else "没有定类"
    lines = [
        f"运行状态：{state}",
        f"综合类别：{quality}",
        f"最差指标：{well.worst_analytes}" if well.worst_analytes else "",
        f"最近采样：{well.last_sampled_on}" if well.last_sampled_on else "最近采样：没有样品",
        f"最近水位：{well.last_level_month:%Y-%m}" if well.last_level_month else "",
        f"乡镇：{well.town}" if well.town else "",
        f"运维单位：{well.maintainer}" if well.maintainer else "",
    ]
    return _SEPARATOR.join(line.replace(_SEPARATOR, " ") for line in lines if line)


def _silent_sites(source: Source, scope: Scope, found: list[Thing]) -> list[Thing]:
    """Mark the sites that the problem 未按频次自行监测 names."""
    answer = source.columns("problem_site_unmonitored", as_ofs=[last_day(scope)])
    silent = dict(zip(answer["subject"], answer["detail"], strict=True))
    return [
        one._replace(
            face="site_silent", facts=f"{one.facts}{_SEPARATOR}自行监测：{silent[one.thing_id]}"
        )
        if one.thing_id in silent
        else one
        for one in found
    ]


def _secret_wells(source: Source) -> frozenset[str]:
    return frozenset(source.columns("drinking_wells")["well_id"])


def _shown(
    lon: float | None, lat: float | None, *, secret: bool
) -> tuple[float | None, float | None]:
    if lon is None or lat is None:
        return None, None
    digits = _SECRET_DIGITS if secret else _DIGITS
    return round(lon, digits), round(lat, digits)
