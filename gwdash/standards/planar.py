"""Gauss-Krüger metres (X north, Y east) as typed, brought to CGCS2000 degrees."""

import re

from gwdash.standards.coord_systems import (
    THREE_DEGREE,
    CoordSystem,
    Datum,
    gauss_kruger_epsg,
    meridian_of_zone,
    unproject,
)
from gwdash.standards.extents import Extent, Note, Point
from gwdash.standards.text import clean, text_of

#: Northings and eastings that occur in China.
_NORTHINGS_M = (400_000.0, 6_000_000.0)
_EASTINGS_M = (100_000.0, 900_000.0)
_ZONE_WIDTH_M = 1_000_000
_NUMBER = re.compile(r"^-?\d+(?:\.\d+)?(?:e\+?\d+)?m?$")


def _metres(raw: object, name: str, notes: list[Note]) -> float | None:
    text = clean(text_of(raw)).casefold().replace(",", "").removesuffix("米").strip()
    if text in {"", "-", "--", "—", "——", "/"}:
        return None
    if isinstance(raw, bool) or _NUMBER.match(text) is None:
        notes.append(Note("error", "type", f"{name}“{text_of(raw)}”不是数，请填以米为单位的坐标。"))
        return None
    return float(text.removesuffix("m"))


def _looks_north(value: float) -> bool:
    return _NORTHINGS_M[0] <= value <= _NORTHINGS_M[1]


def _split_easting(value: float) -> tuple[int | None, float]:
    """Return the zone number in front of an easting, if any, and the easting without it."""
    prefix, rest = divmod(value, _ZONE_WIDTH_M)
    zone = int(prefix)
    return (zone, rest) if meridian_of_zone(zone) is not None else (None, value)


def _looks_east(value: float) -> bool:
    return _EASTINGS_M[0] <= _split_easting(value)[1] <= _EASTINGS_M[1]


def _meridian(
    system: CoordSystem, point: Point, zone: int | None, extent: Extent | None, notes: list[Note]
) -> int | None:
    """Return the central meridian of a northing and a bare easting, or None with a note."""
    if zone is not None:
        return meridian_of_zone(zone)
    if system.meridian is not None:
        return system.meridian
    if extent is None:
        sentence = "东坐标没有带号，也没有注明中央经线，不能定位；请填8位东坐标或注明中央经线。"
        notes.append(Note("error", "range", sentence))
        return None
    own = extent.zone_prefix * THREE_DEGREE
    if extent.holds_metres(*point):
        return own
    datum = _datum_of_sheet(system.datum)
    neighbours = [own - THREE_DEGREE, own + THREE_DEGREE]
    inside = [m for m in neighbours if extent.holds(*unproject(datum, m, *point))]
    if len(inside) == 1:
        sentence = f"东坐标按中央经线{inside[0]}°的6度带换算（本区应为{own}°的3度带），请核对。"
        notes.append(Note("warning", "range", sentence))
        return inside[0]
    return own


def _datum_of_sheet(datum: Datum) -> Datum:
    return Datum.CGCS2000 if datum == Datum.WGS84 else datum


def _ordered(north: float, east: float, notes: list[Note]) -> Point | None:
    """Return (northing, easting), exchanged with a warning when they are the wrong way round."""
    if _looks_north(north) and _looks_east(east):
        return north, east
    if _looks_north(east) and _looks_east(north):
        sentence = (
            f"东坐标与北坐标疑似颠倒（X={north:.12g}，Y={east:.12g}），已对调；"
            "测绘习惯X为北坐标、Y为东坐标，请核对。"
        )
        notes.append(Note("warning", "range", sentence))
        return east, north
    sentence = (
        f"平面坐标X={north:.12g}、Y={east:.12g}不合理，"
        "请填X（北，7位）和Y（东，6位或加带号8位），单位米。"
    )
    notes.append(Note("error", "range", sentence))
    return None


def read_planar(
    x_north_m: object,
    y_east_m: object,
    system: CoordSystem,
    extent: Extent | None,
    notes: list[Note],
) -> Point | None:
    """Return CGCS2000 degrees of two cells in metres, None with a note when that fails.

    Exchanged columns are put right with a warning. A zone number in the easting wins over the
    declared meridian, that over the range of `extent`.
    """
    north, east = _metres(x_north_m, "X坐标", notes), _metres(y_east_m, "Y坐标", notes)
    if north is None or east is None:
        if (north is None) != (east is None) and not any(note.kind == "type" for note in notes):
            notes.append(Note("error", "range", "X坐标和Y坐标只填了一个，请补全。"))
        return None
    point = _ordered(north, east, notes)
    if point is None:
        return None
    datum = _datum_of_sheet(system.datum)
    if datum in {Datum.GCJ02, Datum.BD09}:
        notes.append(
            Note("error", "code", f"{datum}只用于经纬度，平面坐标请注明CGCS2000等坐标系。")
        )
        return None
    zone, bare = _split_easting(point[1])
    meridian = _meridian(system, (point[0], bare), zone, extent, notes)
    if meridian is None:
        return None
    if gauss_kruger_epsg(datum, meridian) is None:
        notes.append(Note("error", "code", f"没有中央经线{meridian}°的高斯投影带，请核对坐标系。"))
        return None
    return unproject(datum, meridian, point[0], bare)
