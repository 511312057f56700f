"""The coordinate systems that tables declare, in their many spellings, and their projections."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pyproj import Geod, Transformer

from gwdash.standards.text import clean


class Datum(StrEnum):
    """A coordinate system by what its numbers refer to."""

    CGCS2000 = "CGCS2000"
    WGS84 = "WGS84"
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"
    XIAN80 = "Xian80"
    BEIJING54 = "Beijing54"


#: EPSG:4490, the geographic CGCS2000.
CGCS2000_GEOGRAPHIC = 4490
_GEOGRAPHIC = {Datum.XIAN80: 4610, Datum.BEIJING54: 4214}

THREE_DEGREE, SIX_DEGREE = 3, 6
_THREE_DEGREE_ZONES = range(25, 46)
_SIX_DEGREE_ZONES = range(13, 24)
_SIX_DEGREE_SHIFT = 3
#: First EPSG codes of the Gauss-Krüger series without a zone prefix, for zones 25 and 13.
_THREE_DEGREE_CODES = {Datum.CGCS2000: 4534, Datum.XIAN80: 2370, Datum.BEIJING54: 2422}
_SIX_DEGREE_CODES = {Datum.CGCS2000: 4502, Datum.XIAN80: 2338, Datum.BEIJING54: 21453}

_ELLIPSOID = Geod(ellps="GRS80")

_SPELLINGS = (
    (
        Datum.CGCS2000,
        r"(?:china|cgcs|gcs|国家|中国)*2000(?:国家|中国)?|epsg:?4490|天地图(?:cgcs2000)?",
    ),
    (Datum.WGS84, r"(?:gcs)?wgs(?:19)?84|gps|epsg:?4326|84"),
    (Datum.GCJ02, r"gcj(?:02)?|国测局(?:02)?|火星|高德(?:地图)?|腾讯(?:地图)?"),
    (Datum.BD09, r"bd(?:09)?(?:ll)?|百度(?:地图)?(?:09)?"),
    (Datum.XIAN80, r"(?:xi'?an|西安|国家)(?:19)?80|(?:19)?80(?:西安|国家)|epsg:?4610"),
    (Datum.BEIJING54, r"(?:beijing|北京)(?:19)?54|(?:19)?54(?:北京)?|epsg:?4214"),
)
_MERIDIAN = re.compile(
    r"(?:cm|中央经线|中央子午线|l0\s*=?)\s*[:：]?\s*(?P<meridian>\d{2,3})\s*(?:°|度)?\s*e?"
)
_ZONE = re.compile(
    r"(?<!\d)(?P<number>\d{2})\s*°?\s*(?:belt|zone|号?带)|(?:zone|带号)[\s_:]*(?P<named>\d{2})"
)
_EPSG = re.compile(r"epsg\s*[:：]?\s*(?P<code>\d{4,5})")
_NOISE = re.compile(
    r"(?<!\d)[36]\s*[-_]?\s*(?:degree|度|°)(?:s|分?带)?|gauss|kr(?:ü|ue?)ger|geodetic|coordinate|system|gk"
    r"|坐标系?统?|大地|地理|经纬度|投影|高斯|年|[\s_\-/、,()°]"
)


@dataclass(frozen=True, slots=True)
class CoordSystem:
    """A declared system; `meridian` is the central meridian in degrees when one was declared."""

    datum: Datum
    meridian: int | None = None


def meridian_of_zone(zone: int) -> int | None:
    """Return the central meridian of a zone number, 13–23 six-degree, 25–45 three-degree."""
    if zone in _SIX_DEGREE_ZONES:
        return zone * SIX_DEGREE - _SIX_DEGREE_SHIFT
    return zone * THREE_DEGREE if zone in _THREE_DEGREE_ZONES else None


def gauss_kruger_epsg(datum: Datum, meridian: int) -> int | None:
    """Return the EPSG code of the projection with 500 km false easting, None when there is none.

    Six-degree and three-degree zones on one meridian are the same projection.
    """
    own = Datum.CGCS2000 if datum == Datum.WGS84 else datum
    zone, rest = divmod(meridian, THREE_DEGREE)
    if own not in _THREE_DEGREE_CODES or rest or zone not in _THREE_DEGREE_ZONES:
        six, odd = divmod(meridian + _SIX_DEGREE_SHIFT, SIX_DEGREE)
        if own in _SIX_DEGREE_CODES and not odd and six in _SIX_DEGREE_ZONES:
            return _SIX_DEGREE_CODES[own] + six - _SIX_DEGREE_ZONES[0]
        return None
    return _THREE_DEGREE_CODES[own] + zone - _THREE_DEGREE_ZONES[0]


@cache
def transformer(source: int, target: int) -> Transformer:
    """Return the transformer between two EPSG codes, eastings and longitudes first."""
    return Transformer.from_crs(source, target, always_xy=True)


def unproject(datum: Datum, meridian: int, north_m: float, east_m: float) -> tuple[float, float]:
    """Return CGCS2000 (lon, lat) of a northing and an easting with 500 km false easting.

    Raises ValueError for a datum or meridian that has no projection.
    """
    code = gauss_kruger_epsg(datum, meridian)
    if code is None:
        raise ValueError(f"no Gauss-Krüger projection for {datum} at {meridian}°E")
    lon, lat = transformer(code, CGCS2000_GEOGRAPHIC).transform(east_m, north_m)
    return float(lon), float(lat)


def project(meridian: int, lon: float, lat: float) -> tuple[float, float]:
    """Return CGCS2000 (northing, easting) in metres with 500 km false easting."""
    code = gauss_kruger_epsg(Datum.CGCS2000, meridian)
    if code is None:
        raise ValueError(f"no Gauss-Krüger projection at {meridian}°E")
    east, north = transformer(CGCS2000_GEOGRAPHIC, code).transform(lon, lat)
    return float(north), float(east)


def from_old_datum(datum: Datum, lon: float, lat: float) -> tuple[float, float]:
    """Return CGCS2000 (lon, lat) of Xian 1980 or Beijing 1954 degrees, good to some 100 m."""
    new = transformer(_GEOGRAPHIC[datum], CGCS2000_GEOGRAPHIC).transform(lon, lat)
    return float(new[0]), float(new[1])


def distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the distance in metres between two positions on the ellipsoid."""
    return float(_ELLIPSOID.inv(lon1, lat1, lon2, lat2)[2])


def _declared_meridian(text: str) -> int | None:
    meridian = _MERIDIAN.search(text)
    if meridian:
        return int(meridian["meridian"])
    zone = _ZONE.search(text)
    return meridian_of_zone(int(zone["number"] or zone["named"])) if zone else None


def _from_epsg(code: int) -> CoordSystem | None:
    for series, step in ((_THREE_DEGREE_CODES, THREE_DEGREE), (_SIX_DEGREE_CODES, SIX_DEGREE)):
        zones = _THREE_DEGREE_ZONES if step == THREE_DEGREE else _SIX_DEGREE_ZONES
        for datum, first in series.items():
            # The series with the zone in the easting lies just before the one without it.
            for start in (first, first - len(zones)):
                if datum != Datum.BEIJING54 and 0 <= code - start < len(zones):
                    return CoordSystem(datum, meridian_of_zone(zones[code - start]))
    return None


def parse_coord_system(text: str) -> CoordSystem | None:
    """Return the system that a cell declares, None when its spelling is not known.

    Xian 81 and the like, which filling down makes out of Xian 80, are not known.
    """
    plain = clean(text).casefold()
    epsg = _EPSG.search(plain)
    if epsg and (found := _from_epsg(int(epsg["code"]))):
        return found
    meridian = _declared_meridian(plain)
    bare = _NOISE.sub("", _ZONE.sub("", _MERIDIAN.sub("", plain))).removesuffix("系")
    for datum, pattern in _SPELLINGS:
        if re.fullmatch(pattern, bare):
            return CoordSystem(datum, meridian)
    return None
