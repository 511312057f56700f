"""Where an outline lies and how large it is: corners in any declared system to CGCS2000 degrees."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from pyproj import Geod
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.geometry.polygon import orient

from gwdash.standards.boundary_text import Pair, Ring, Written, corners_of, parse_boundary
from gwdash.standards.coord_systems import CoordSystem, Datum, parse_coord_system
from gwdash.standards.coordinates import to_cgcs2000
from gwdash.standards.extents import Extent, Note
from gwdash.standards.planar import read_planar

#: 0.1 m, finer than a border is surveyed.
DECIMALS = 6
#: What is kept: so many corners fit, as text, into one cell of a spreadsheet.
KEPT_CORNERS = 1_200
#: Crossing edges whose loops are no more than this share of the area are a slip of the pen.
_SLIP = 0.05
_SMALLEST_RING = 3
_HALF_CIRCLE = 180.0
#: Distances from the equator in China; eastings have six digits, or eight with the zone.
_NORTHINGS_M = (1_500_000.0, 6_500_000.0)
_FIRST_STEP_DEG, _STEP_FACTOR = 1e-6, 1.6
_M2_A_KM2 = 1_000_000
_ELLIPSOID = Geod(ellps="GRS80")

_FLAT = Note("error", "range", "边界的拐点在一条线上，围不成面，请核对。")

Outline = Polygon | MultiPolygon


@dataclass(frozen=True, slots=True)
class Boundary:
    """An outline in CGCS2000 degrees, None when it cannot be had, with what was found."""

    outline: Outline | None
    notes: tuple[Note, ...] = ()

    @property
    def text(self) -> str | None:
        """The outline as GeoJSON geometry, which is how it is kept."""
        return None if self.outline is None else geojson_text(self.outline)


def read_boundary(text: str, declared: str, extent: Extent | None = None) -> Boundary:
    """Return the outline that a cell writes, in the system that its row declares (may be empty).

    Degrees and metres are told apart by their size, northings from eastings likewise. A ring
    within another one is a hole. Edges that cross are put right with a warning where little
    depends on it, and refused otherwise.
    """
    written, problem = parse_boundary(text)
    if written is None:
        return _refused("type", f"边界坐标{problem}")
    notes: list[Note] = []
    system = _system(declared, notes)
    if system is None:
        return Boundary(None, tuple(notes))
    to_degrees = _placer(written, system, extent, notes)
    if to_degrees is None:
        return Boundary(None, tuple(notes))
    found = _placed(written, to_degrees, extent, notes)
    if found is None or (outline := _outline(found, notes)) is None:
        return Boundary(None, tuple(notes))
    return Boundary(_kept(outline, notes), tuple(notes))


def geojson_text(outline: Outline) -> str:
    """Return an outline as GeoJSON geometry with six decimals, outer rings counter-clockwise."""
    return json.dumps(rounded(outline), separators=(",", ":"))


def rounded(outline: Outline, decimals: int = DECIMALS) -> dict[str, Any]:
    """Return an outline as a GeoJSON object."""
    found = mapping(outline)
    return {"type": found["type"], "coordinates": _rounded(found["coordinates"], decimals)}


def outline_of(text: str) -> Outline:
    """Return the outline that a kept text says; raises ValueError for any other text."""
    found = shape(json.loads(text))
    if isinstance(found, Polygon | MultiPolygon):
        return found
    raise ValueError(f"no outline: {text[:40]}")


def area_km2(outline: Outline) -> float:
    """Return the area of an outline in degrees on the ellipsoid, km²."""
    area, _ = _ELLIPSOID.geometry_area_perimeter(outline_oriented(outline))
    return abs(float(area)) / _M2_A_KM2


def outline_oriented(outline: Outline) -> Outline:
    """Return an outline whose outer rings run counter-clockwise and holes clockwise (RFC 7946)."""
    if isinstance(outline, Polygon):
        return orient(outline)
    return MultiPolygon([orient(part) for part in outline.geoms])


def simplified(outline: Outline, most: int) -> Outline:
    """Return an outline with at most so many corners, moved as little as that allows."""
    step, found = _FIRST_STEP_DEG, outline
    while shapely.get_num_coordinates(found) > most and step < 1:
        thinner = outline.simplify(step, preserve_topology=True)
        if isinstance(thinner, Polygon | MultiPolygon) and not thinner.is_empty:
            found = thinner
        step *= _STEP_FACTOR
    return found


def _rounded(found: Any, decimals: int) -> Any:  # noqa: ANN401 (nested tuples of any depth)
    if isinstance(found, float | int):
        return round(float(found), decimals)
    return [_rounded(one, decimals) for one in found]


def _refused(kind: Any, sentence: str) -> Boundary:  # noqa: ANN401 (a literal of Note)
    return Boundary(None, (Note("error", kind, sentence),))


def _system(declared: str, notes: list[Note]) -> CoordSystem | None:
    if not declared:
        return CoordSystem(Datum.CGCS2000)
    found = parse_coord_system(declared)
    if found is None:
        sentence = (
            f"坐标系填的是“{declared}”，不知道边界坐标怎样换算，请改填CGCS2000经纬度、EPSG:4524"
            "或EPSG:4545，或把边界坐标清空。"
        )
        notes.append(Note("error", "code", sentence))
    return found


def _placer(
    written: Written, system: CoordSystem, extent: Extent | None, notes: list[Note]
) -> Callable[[Pair], Pair | None] | None:
    """Return what brings a corner as written to degrees: all corners are of one kind."""
    corners = list(corners_of(written.all_rings))
    small = [max(map(abs, corner)) <= _HALF_CIRCLE for corner in corners]
    if all(small):
        return _degrees(corners, system, extent, notes)
    if any(small):
        place = small.index(not small[0]) + 1
        sentence = f"边界坐标有的是度、有的是米（从第 {place} 个拐点起），请统一成一种。"
        notes.append(Note("error", "type", sentence))
        return None
    if system.datum in {Datum.GCJ02, Datum.BD09}:
        sentence = "坐标系只用于经纬度，边界坐标是平面坐标（米），请核对坐标系。"
        notes.append(Note("error", "code", sentence))
        return None
    return lambda corner: _of_metres(corner, system, extent, notes)


def _degrees(
    corners: Sequence[Pair], system: CoordSystem, extent: Extent | None, notes: list[Note]
) -> Callable[[Pair], Pair | None]:
    def moved(corner: Pair) -> Pair:
        return to_cgcs2000(system.datum, corner)

    if extent is None or any(extent.holds(*corner) for corner in corners):
        return moved
    if all(extent.holds(lat, lon) for lon, lat in corners):
        sentence = "边界坐标的经度与纬度写反了，已对调；请按“经度,纬度”的次序填写。"
        notes.append(Note("warning", "range", sentence))
        return lambda corner: moved((corner[1], corner[0]))
    return moved


def _of_metres(
    corner: Pair, system: CoordSystem, extent: Extent | None, notes: list[Note]
) -> Pair | None:
    """Return degrees of metres: the one that has seven digits before the point is the northing.

    GeoJSON writes eastings first and surveyors northings; an easting has six digits, or eight with
    the zone.
    """
    low, high = _NORTHINGS_M
    north, east = corner if low <= corner[0] <= high else (corner[1], corner[0])
    own: list[Note] = []
    found = read_planar(north, east, system, extent, own)
    notes.extend(note for note in own if note not in notes)
    return found


def _placed(
    written: Written,
    to_degrees: Callable[[Pair], Pair | None],
    extent: Extent | None,
    notes: list[Note],
) -> list[tuple[Ring, list[Ring]]] | None:
    """Return shells with their holes in degrees, None with a note where a corner is nowhere."""
    polygons = []
    for rings in written.polygons or tuple((ring,) for ring in written.rings):
        placed = []
        for ring in rings:
            corners = [to_degrees(corner) for corner in ring]
            known = [corner for corner in corners if corner is not None]
            if len(known) < len(corners) or _outside(known, extent, notes):
                return None
            closed = _unrepeated(known)
            if len(set(closed)) < _SMALLEST_RING:
                sentence = (
                    f"边界坐标只有 {len(set(closed))} 个不同的拐点，围不成面；至少要 3 个，请补全。"
                )
                notes.append(Note("error", "type", sentence))
                return None
            placed.append(closed)
        polygons.append((placed[0], placed[1:]))
    return polygons if written.polygons else _nested([shell for shell, _ in polygons])


def _outside(corners: Sequence[Pair], extent: Extent | None, notes: list[Note]) -> bool:
    for place, (lon, lat) in enumerate(corners, 1):
        if extent is not None and not extent.holds(lon, lat):
            sentence = (
                f"边界的第 {place} 个拐点（{lon:.5f}，{lat:.5f}）不在本区范围内，"
                "请核对坐标和坐标系。"
            )
            notes.append(Note("error", "scope", sentence))
            return True
    return False


def _unrepeated(corners: Iterable[Pair]) -> Ring:
    """Return the corners as they are kept, without one that repeats the one before it."""
    found: list[Pair] = []
    for lon, lat in corners:
        corner = (round(lon, DECIMALS), round(lat, DECIMALS))
        if not found or corner != found[-1]:
            found.append(corner)
    if len(found) > 1 and found[0] == found[-1]:
        found.pop()
    return tuple(found)


def _nested(rings: Sequence[Ring]) -> list[tuple[Ring, list[Ring]]]:
    """Return rings as shells with holes: a ring within an odd number of others is a hole."""
    areas = [Polygon(ring).buffer(0) for ring in rings]
    order = sorted(range(len(rings)), key=lambda n: -areas[n].area)
    around: dict[int, list[int]] = {
        n: [m for m in order if m != n and areas[m].area > areas[n].area
            and areas[m].contains(areas[n])]
        for n in order
    }  # fmt: skip
    found: dict[int, tuple[Ring, list[Ring]]] = {}
    for n in order:
        if len(around[n]) % 2:
            found[around[n][-1]][1].append(rings[n])
        else:
            found[n] = (rings[n], [])
    return list(found.values())


def _outline(found: Sequence[tuple[Ring, list[Ring]]], notes: list[Note]) -> Outline | None:
    parts = [Polygon(shell, holes) for shell, holes in found]
    whole: Outline = parts[0] if len(parts) == 1 else MultiPolygon(parts)
    if whole.is_valid:
        if whole.area:
            return outline_oriented(whole)
        notes.append(_FLAT)
        return None
    why = shapely.is_valid_reason(whole)
    mended = _polygonal(shapely.make_valid(whole))
    near = why.partition("[")[2].rstrip("]").split()
    where = f"（{float(near[0]):.5f}，{float(near[1]):.5f} 附近）" if len(near) > 1 else ""
    if mended is None:
        notes.append(_FLAT)
        return None
    drawn = sum(part.area for part in parts)
    if abs(mended.area - drawn) > _SLIP * mended.area:
        sentence = f"边界自相交{where}，请按边界走一圈的顺序填写拐点，几块之间用“|”隔开。"
        notes.append(Note("error", "range", sentence))
        return None
    notes.append(Note("warning", "range", f"边界自相交或自相接{where}，已自动理顺，请核对。"))
    return outline_oriented(mended)


def _polygonal(found: Any) -> Outline | None:  # noqa: ANN401 (any geometry)
    """Return the areas of a geometry, without the lines and points left over from mending."""
    parts = [
        one for one in shapely.get_parts(shapely.get_parts([found]))
        if isinstance(one, Polygon) and one.area > 0
    ]  # fmt: skip
    joined = shapely.union_all(parts) if parts else None
    return joined if isinstance(joined, Polygon | MultiPolygon) and not joined.is_empty else None


def _kept(outline: Outline, notes: list[Note]) -> Outline:
    """Return an outline that fits into a cell."""
    corners = int(shapely.get_num_coordinates(outline))
    if corners <= KEPT_CORNERS:
        return outline
    thin = simplified(outline, KEPT_CORNERS)
    left = int(shapely.get_num_coordinates(thin))
    sentence = f"边界有 {corners:,} 个拐点，台账里保留简化后的 {left:,} 个，原文件不变。"
    notes.append(Note("info", "range", sentence))
    return outline_oriented(thin)
