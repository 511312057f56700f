"""Where a point lies: degrees or metres in any declared system, brought to CGCS2000 degrees."""

from dataclasses import dataclass, replace
from typing import Literal

from gwdash.standards.angles import angle_from_parts, is_masked, parse_angle
from gwdash.standards.coord_systems import (
    CoordSystem,
    Datum,
    distance_m,
    from_old_datum,
    parse_coord_system,
    project,
)
from gwdash.standards.extents import Extent, Note, Point
from gwdash.standards.offsets import bd09_to_wgs84, gcj02_to_wgs84, wgs84_to_gcj02
from gwdash.standards.planar import read_planar
from gwdash.standards.text import clean, text_of

__all__ = [
    "CoordSystem",
    "Datum",
    "Extent",
    "Note",
    "Position",
    "angle_from_parts",
    "distance_m",
    "is_masked",
    "parse_angle",
    "parse_coord_system",
    "project",
    "resolve_position",
    "to_cgcs2000",
    "wgs84_to_gcj02",
]


@dataclass(frozen=True, slots=True)
class Position:
    """CGCS2000 degrees, or None when they cannot be had; `source` says from which columns.

    ``approximate`` marks some 10 to 100 m (old or unknown datum); ``coord_sys`` is the declared
    system, CGCS2000 when none was.
    """

    lon: float | None
    lat: float | None
    source: Literal["lonlat", "projected", "none"]
    approximate: bool
    coord_sys: str
    notes: tuple[Note, ...] = ()


#: China's land, wide, in degrees.
_CHINA = (73.0, 136.0, 3.0, 54.0)
_LON_LIMIT = 180
_LARGEST_DEGREE_DIGITS = 10
#: Degrees and metres of one point may differ by the shift between datums, not by more.
_AGREEMENT_M = 500.0


def _in_china(lon: float, lat: float) -> bool:
    return _CHINA[0] <= lon <= _CHINA[1] and _CHINA[2] <= lat <= _CHINA[3]


def _fits(lon: float, lat: float, extent: Extent | None) -> bool:
    return extent.holds(lon, lat) if extent else _in_china(lon, lat)


def _system(declared: object, notes: list[Note]) -> tuple[CoordSystem, bool]:
    """Return the declared system and whether it is only assumed."""
    text = clean(text_of(declared))
    if text in {"", "-", "—", "/"}:
        notes.append(Note("info", "code", "没有注明坐标系，按CGCS2000处理；请补填坐标系。"))
        return CoordSystem(Datum.CGCS2000), False
    found = parse_coord_system(text)
    if found is None:
        sentence = (
            f"坐标系写法异常：“{text}”，暂按CGCS2000处理，位置只作参考；"
            "请填CGCS2000、WGS84、GCJ-02、BD-09、西安80或北京54。"
        )
        notes.append(Note("warning", "code", sentence))
        return CoordSystem(Datum.CGCS2000), True
    return found, False


def _angles(lon: object, lat: object, notes: list[Note], *, packed: bool) -> Point | None:
    readings = [
        ("经度", *parse_angle(lon, packed=packed)),
        ("纬度", *parse_angle(lat, packed=packed)),
    ]
    for (name, _, problem), raw in zip(readings, (lon, lat), strict=True):
        if problem:
            masked = is_masked(raw)
            kind: Literal["range", "type"] = "range" if masked else "type"
            notes.append(Note("warning" if masked else "error", kind, f"{name}：{problem}"))
    found = [angle for _, angle, _ in readings]
    if None in found and any(angle is not None for angle in found):
        if not any(problem for _, _, problem in readings):
            notes.append(Note("error", "range", "经度和纬度只填了一个，请补全。"))
        return None
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def _decimal_lost(value: float, low: float, high: float) -> float | None:
    """Return the number with the decimal point where it falls between the bounds."""
    for digits in range(1, _LARGEST_DEGREE_DIGITS):
        moved = value / 10.0**digits
        if low <= moved <= high:
            return moved
    return None


def _checked_angles(point: Point, extent: Extent | None, notes: list[Note]) -> Point | None:
    lon, lat = point
    if _fits(lon, lat, extent):
        return point
    if _fits(lat, lon, extent) or (not _in_china(lon, lat) and _in_china(lat, lon)):
        sentence = f"经度{lon:.10g}与纬度{lat:.10g}疑似颠倒，已对调，请核对。"
        notes.append(Note("warning", "range", sentence))
        return lat, lon
    if _in_china(lon, lat):
        return point
    notes.append(Note("error", "range", _why_no_degrees(lon, lat, extent)))
    return None


def _why_no_degrees(lon: float, lat: float, extent: Extent | None) -> str:
    if lon == 0 or lat == 0:
        return "经度或纬度填了0，没有定位；请补填坐标，没有坐标请留空。"
    lon_min, lon_max, lat_min, lat_max = (
        (extent.lon_min, extent.lon_max, extent.lat_min, extent.lat_max) if extent else _CHINA
    )
    if lon > _LON_LIMIT or lat > _LON_LIMIT:
        fixed_lon = lon if lon_min <= lon <= lon_max else _decimal_lost(lon, lon_min, lon_max)
        fixed_lat = lat if lat_min <= lat <= lat_max else _decimal_lost(lat, lat_min, lat_max)
        if fixed_lon and fixed_lat:
            return f"经纬度疑似漏了小数点，是否为{fixed_lon:.8g}、{fixed_lat:.8g}？请更正。"
        return "经纬度栏里填的像平面坐标（米），请填到X、Y坐标栏或改填度。"
    return f"经度{lon:.10g}、纬度{lat:.10g}不在中国范围内，请核对。"


def to_cgcs2000(datum: Datum, point: Point) -> Point:
    """Return CGCS2000 (lon, lat) of degrees in any system; old ones are good to some 100 m."""
    if datum == Datum.GCJ02:
        return gcj02_to_wgs84(*point)
    if datum == Datum.BD09:
        return bd09_to_wgs84(*point)
    if datum in {Datum.XIAN80, Datum.BEIJING54}:
        return from_old_datum(datum, *point)
    # CGCS2000 and WGS 84 agree within about a metre, less than the wells are surveyed to.
    return point


def _compare(lonlat: Point, projected: Point, notes: list[Note]) -> None:
    apart = distance_m(*lonlat, *projected)
    if apart > _AGREEMENT_M:
        sentence = f"经纬度与平面坐标相差{apart:.0f}米，已采用经纬度，请核对。"
        notes.append(Note("warning", "range", sentence))


def resolve_position(  # noqa: PLR0913, all of a row that says where it is
    *,
    lon: object = None,
    lat: object = None,
    x_north_m: object = None,
    y_east_m: object = None,
    coord_sys: object = None,
    extent: Extent | None = None,
    packed: bool = False,
) -> Position:
    """Return the CGCS2000 position of a row, with what was found on the way.

    Degrees win over metres (X north, Y east), which are then only compared. 6-digit eastings
    are placed by the declared meridian or by `extent`; exchanged columns are put right with a
    warning; a point outside `extent` keeps its position and gets a scope error. Xian 1980 and
    Beijing 1954 are shifted without local parameters and so are approximate.
    """
    notes: list[Note] = []
    system, assumed = _system(coord_sys, notes)
    degrees = _angles(lon, lat, notes, packed=packed)
    lonlat = None if degrees is None else _checked_angles(degrees, extent, notes)
    if lonlat is not None:
        lonlat = to_cgcs2000(system.datum, lonlat)
    # Degrees of a web map may stand beside metres of a survey, which then are CGCS2000.
    sheet = system
    if lonlat is not None and system.datum in {Datum.GCJ02, Datum.BD09}:
        sheet = CoordSystem(Datum.CGCS2000, system.meridian)
    projected = read_planar(x_north_m, y_east_m, sheet, extent, notes)
    old = system.datum in {Datum.XIAN80, Datum.BEIJING54}
    nowhere = Position(None, None, "none", assumed or old, system.datum)
    if lonlat is not None and projected is not None:
        _compare(lonlat, projected, notes)
    found = lonlat or projected
    if found is None:
        return replace(nowhere, notes=_settled(notes, None))
    if not _fits(*found, extent):
        sentence = f"位置（{found[0]:.5f}，{found[1]:.5f}）不在本区范围内，请核对坐标。"
        notes.append(Note("error", "scope", sentence))
    return replace(
        nowhere,
        lon=found[0],
        lat=found[1],
        source="lonlat" if lonlat else "projected",
        notes=_settled(notes, found),
    )


def _settled(notes: list[Note], found: Point | None) -> tuple[Note, ...]:
    """Return the notes, without a remark on the system of a point that is not there."""
    if found is None:
        return tuple(note for note in notes if note.severity != "info")
    return tuple(notes)
