"""The shifted coordinates of Chinese web maps: GCJ-02 and BD-09, back to WGS 84.

Neither is published as a standard; the formulas are the ones in common public use, with an
error well below a metre against each other.
"""

from math import atan2, cos, pi, radians, sin, sqrt

_AXIS_M = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943
_REF_LON, _REF_LAT = 105.0, 35.0
_BD_LON, _BD_LAT = 0.0065, 0.006
_BD_ANGLE = pi * 3000.0 / 180.0
_BD_RADIUS, _BD_TURN = 0.00002, 0.000003
#: 1e-10 degrees are about 0.01 mm; each step gains some three digits.
_TOLERANCE_DEG = 1e-10
_MAX_STEPS = 20

_LON_TERMS = (
    (20.0, 6.0),
    (20.0, 2.0),
    (20.0, 1.0),
    (40.0, 1 / 3),
    (150.0, 1 / 12),
    (300.0, 1 / 30),
)
_LAT_TERMS = (
    (20.0, 6.0),
    (20.0, 2.0),
    (20.0, 1.0),
    (40.0, 1 / 3),
    (160.0, 1 / 12),
    (320.0, 1 / 30),
)


def _waves(terms: tuple[tuple[float, float], ...], shared: float, own: float) -> float:
    high, low, *rest = terms
    total = high[0] * sin(high[1] * shared * pi) + low[0] * sin(low[1] * shared * pi)
    total += sum(size * sin(rate * own * pi) for size, rate in rest)
    return total * 2.0 / 3.0


def _shift(lon: float, lat: float) -> tuple[float, float]:
    x, y = lon - _REF_LON, lat - _REF_LAT
    root = sqrt(abs(x))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    east += _waves(_LON_TERMS, x, x)
    north += _waves(_LAT_TERMS, x, y)
    angle = radians(lat)
    magic = 1.0 - _ECCENTRICITY_SQUARED * sin(angle) ** 2
    radius_north = _AXIS_M * (1.0 - _ECCENTRICITY_SQUARED) / (magic * sqrt(magic))
    radius_east = _AXIS_M / sqrt(magic) * cos(angle)
    return east * 180.0 / (radius_east * pi), north * 180.0 / (radius_north * pi)


def wgs84_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """Return the GCJ-02 degrees of a WGS 84 position in China."""
    east, north = _shift(lon, lat)
    return lon + east, lat + north


def gcj02_to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """Return the WGS 84 degrees of a GCJ-02 position in China, by fixed-point iteration."""
    guess_lon, guess_lat = lon, lat
    for _ in range(_MAX_STEPS):
        back_lon, back_lat = wgs84_to_gcj02(guess_lon, guess_lat)
        step_lon, step_lat = lon - back_lon, lat - back_lat
        guess_lon, guess_lat = guess_lon + step_lon, guess_lat + step_lat
        if max(abs(step_lon), abs(step_lat)) < _TOLERANCE_DEG:
            break
    return guess_lon, guess_lat


def gcj02_to_bd09(lon: float, lat: float) -> tuple[float, float]:
    """Return the BD-09 degrees of a GCJ-02 position."""
    radius = sqrt(lon * lon + lat * lat) + _BD_RADIUS * sin(lat * _BD_ANGLE)
    angle = atan2(lat, lon) + _BD_TURN * cos(lon * _BD_ANGLE)
    return radius * cos(angle) + _BD_LON, radius * sin(angle) + _BD_LAT


def bd09_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """Return the GCJ-02 degrees of a BD-09 position, by fixed-point iteration."""
    guess_lon, guess_lat = lon - _BD_LON, lat - _BD_LAT
    for _ in range(_MAX_STEPS):
        back_lon, back_lat = gcj02_to_bd09(guess_lon, guess_lat)
        step_lon, step_lat = lon - back_lon, lat - back_lat
        guess_lon, guess_lat = guess_lon + step_lon, guess_lat + step_lat
        if max(abs(step_lon), abs(step_lat)) < _TOLERANCE_DEG:
            break
    return guess_lon, guess_lat


def bd09_to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """Return the WGS 84 degrees of a BD-09 position in China."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))
