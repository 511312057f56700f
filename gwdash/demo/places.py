"""Where the demo's wells stand: towns, ground and water of each county."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from shapely.geometry import Point, shape
from shapely.prepared import prep

from gwdash.demo.chance import chance
from gwdash.registry.region import REGION

#: Degrees that a well keeps away from the border, some 700 m.
_INWARD = 0.008
#: Degrees between two wells, some 900 m.
_APART = 0.009
_TRIES = 2000
_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class Ground:
    """A county's ground: wellhead elevation and depth to water in metres, lowest and highest."""

    elevation_m: tuple[float, float]
    water_m: tuple[float, float]
    plateau: bool = False
    """On the loess plateau north of the valley: hard rock below, deep water."""


GROUND = {
    "610402": Ground((386, 425), (12, 32)),
    "610404": Ground((386, 462), (15, 44)),
    "610481": Ground((400, 452), (10, 34)),
    "610431": Ground((420, 520), (12, 44)),
    "610424": Ground((480, 720), (24, 75)),
    "610425": Ground((440, 760), (20, 72)),
    "610423": Ground((378, 510), (6, 30)),
    "610422": Ground((388, 600), (8, 44)),
    "610482": Ground((840, 1150), (32, 105), plateau=True),
    "610426": Ground((780, 1240), (45, 118), plateau=True),
    "610428": Ground((900, 1200), (42, 108), plateau=True),
    "610429": Ground((950, 1250), (36, 102), plateau=True),
    "610430": Ground((760, 1150), (40, 108), plateau=True),
}

TOWNS = {
    "610402": ("马泉街道", "双照街道", "渭滨街道", "陈杨寨街道", "古渡街道"),
    "610404": ("正阳街道", "周陵街道", "底张街道", "北杜街道", "窑店街道"),
    "610481": ("西吴街道", "赵村镇", "桑镇", "南市镇", "庄头镇", "马嵬街道"),
    "610482": ("北极镇", "新民镇", "龙高镇", "永乐镇", "义门镇", "水口镇"),
    "610431": ("苏坊镇", "武功镇", "游凤镇", "贞元镇", "长宁镇", "小村镇"),
    "610424": ("薛录镇", "梁村镇", "临平镇", "姜村镇", "王村镇", "阳峪镇"),
    "610425": ("史德镇", "西张堡镇", "阡东镇", "烽火镇", "烟霞镇", "叱干镇"),
    "610423": ("云阳镇", "桥底镇", "王桥镇", "口镇", "三渠镇", "安吴镇"),
    "610422": ("陂西镇", "独李镇", "大程镇", "西阳镇", "鲁桥镇", "陵前镇"),
    "610426": ("监军街道", "店头镇", "常宁镇", "甘井镇", "马坊镇", "渠子镇"),
    "610428": ("昭仁街道", "相公镇", "巨家镇", "丁家镇", "洪家镇", "亭口镇"),
    "610429": ("土桥镇", "职田镇", "张洪镇", "太村镇", "郑家镇", "底庙镇"),
    "610430": ("官庄镇", "方里镇", "润镇", "车坞镇", "铁王镇", "石桥镇"),
}


@cache
def boundaries() -> dict[str, Any]:
    """Return each county's area in degrees of EPSG:4490."""
    return {
        feature["properties"]["code"]: shape(feature["geometry"])
        for feature in REGION.boundary["features"]
    }


@cache
def positions(county: str, count: int) -> tuple[tuple[float, float], ...]:
    """Return longitude and latitude of `count` places inside a county, apart from each other."""
    draw = chance("places", county)
    area = boundaries()[county].buffer(-_INWARD)
    inside, (west, south, east, north) = prep(area), area.bounds
    found: list[tuple[float, float]] = []
    for _ in range(_TRIES):
        if len(found) == count:
            return tuple(found)
        lon, lat = draw.uniform(west, east), draw.uniform(south, north)
        apart = all(abs(lon - x) + abs(lat - y) > _APART for x, y in found)
        if apart and inside.contains(Point(lon, lat)):
            found.append((round(lon, _DECIMALS), round(lat, _DECIMALS)))
    raise ValueError(f"no place for {count} wells in {county}")
