"""Where rows lie: coordinates of any system to CGCS2000 degrees, and whether the county fits."""

from functools import lru_cache

from gwdash.ingest.block import Block
from gwdash.ingest.grid import Cell
from gwdash.ingest.issues import IssueKind, Severity
from gwdash.ingest.problems import Problem
from gwdash.registry.model import Rule
from gwdash.registry.region import REGION
from gwdash.standards.coordinates import Note, Position, resolve_position
from gwdash.standards.polygons import CountyIndex

#: Boundaries are drawn to some hundred metres: nearer than this a point may be on either side.
BORDER_TOLERANCE_M = 500.0

#: Distances from the equator in China; eastings have six digits, or eight with the zone.
_NORTHINGS_M = (1_500_000.0, 6_500_000.0)

_DEGREES = ("lon", "lat")
_COORDINATES = (*_DEGREES, "x_north_m", "y_east_m")


@lru_cache(maxsize=1)
def county_index() -> CountyIndex:
    """Return the region's counties, asked by position."""
    return CountyIndex(REGION.boundary["features"])


def add_positions(block: Block) -> None:
    """Resolve each row's coordinates and compare its county, where the dataset has positions.

    Afterwards ``lon`` and ``lat`` are CGCS2000 degrees; a missing county is filled in from the
    position.
    """
    if not any(rule.rule is Rule.POSITION for rule in block.dataset.rules):
        return
    if not any(block.has(name) for name in _COORDINATES):
        return
    reported = {(i.row, i.field) for i in block.issues}
    lons, lats = list(block.get("lon")), list(block.get("lat"))
    systems, counties = block.get("coord_sys"), list(block.get("county_code"))
    norths, easts = list(block.get("x_north_m")), list(block.get("y_east_m"))
    for i, row in enumerate(block.rows):
        if all(v is None for v in (lons[i], lats[i], norths[i], easts[i])):
            continue
        if (norths[i] is None or easts[i] is None) and any(
            (row + 1, name) in reported for name in _DEGREES
        ):
            # What is wrong with one of the two has been said; the other alone is no position.
            lons[i] = lats[i] = None
            continue
        position = resolve_position(
            lon=lons[i], lat=lats[i], x_north_m=norths[i], y_east_m=easts[i],
            coord_sys=systems[i], extent=REGION.extent,
        )  # fmt: skip
        lons[i], lats[i] = position.lon, position.lat
        if _exchanged(norths[i], easts[i]):
            norths[i], easts[i] = easts[i], norths[i]
        _report_notes(block, i, position)
        if (row + 1, "county_code") not in reported:
            counties[i] = _checked_county(block, i, position, counties[i])
    block.values |= {"lon": lons, "lat": lats, "county_code": counties}
    block.values |= {"x_north_m": norths, "y_east_m": easts}


def _exchanged(north: float | None, east: float | None) -> bool:
    """Tell whether metres stand in each other's column, which is warned of with the position."""
    if north is None or east is None:
        return False
    low, high = _NORTHINGS_M
    return low <= east <= high and not low <= north <= high


def _report_notes(block: Block, index: int, position: Position) -> None:
    for note in position.notes:
        if note.severity == "info":
            # Said for the whole column by the completeness check of 坐标系.
            continue
        severity = Severity(note.severity)
        if severity is Severity.ERROR and position.lon is not None:
            # The row has a position from its other coordinates; these ones are only passed over.
            severity = Severity.WARNING
        kind = IssueKind(note.kind)
        block.report(
            index,
            _column_of(note),
            Problem(kind, note.sentence, severity),
            _raw(block, index, note),
        )


def _column_of(note: Note) -> str:
    """Return the column a note is about, as far as its kind and words tell."""
    if note.kind == "code":
        return "coord_sys"
    if "东坐标" in note.sentence or "平面坐标X" in note.sentence or note.sentence.startswith("Y"):
        return "y_east_m"
    return "lat" if note.sentence.startswith("纬度") else "lon"


def _raw(block: Block, index: int, note: Note) -> Cell:
    value: Cell = block.get(_column_of(note))[index]
    return value


def _checked_county(block: Block, index: int, position: Position, county: str | None) -> str | None:
    """Return the row's county; report it where the position lies elsewhere."""
    if position.lon is None or position.lat is None:
        return county
    located = county_index().locate(position.lon, position.lat)
    if county is None:
        return _county_from_position(block, index, position, located)
    if located == county:
        return county
    away = county_index().distance_m(county, position.lon, position.lat)
    name = REGION.place_name(county)
    where = f"，落在{REGION.county(located).name}" if located else ""
    if away <= BORDER_TOLERANCE_M:
        message = f"坐标在{name}界外约 {away:.0f} 米{where}，界线附近允许此误差，请核对。"
        problem = Problem(IssueKind.RANGE, message, Severity.WARNING)
    else:
        message = f"坐标距{name}约 {away / 1000:.1f} 公里{where}，请核对坐标、坐标系或县市区。"
        problem = Problem(IssueKind.RANGE, message)
    if REGION.extent.holds(position.lon, position.lat):
        block.report(index, "lon", problem, f"{position.lon:.5f}，{position.lat:.5f}")
    return county


def _county_from_position(
    block: Block, index: int, position: Position, located: str | None
) -> str | None:
    """Return the county that the position gives; outside the counties in scope there is none."""
    county = REGION.county(located) if located else None
    if county is not None and county.in_scope:
        return county.code
    if any(note.kind == "scope" for note in position.notes):
        return None
    name = county.name if county else "本区以外"
    message = (
        f"没有填县市区，坐标落在{name}，不在{len(REGION.counties)}个县市区范围。"
        "请核对坐标或补填县市区。"
    )
    block.report(index, "county_code", Problem(IssueKind.SCOPE, message))
    return None
