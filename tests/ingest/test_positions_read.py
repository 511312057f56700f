"""Where wells lie: every form of coordinate to degrees, and whether the county fits."""

import pytest
from ledger_makers import errors, messages, read, said, values

from gwdash.ingest.positions import BORDER_TOLERANCE_M, county_index
from gwdash.registry.region import REGION
from gwdash.standards.coordinates import wgs84_to_gcj02

#: 秦都区's centre, and its metres in EPSG:4545 and 4524.
LON, LAT = 108.6648, 34.3567
HEADING = ("监测井编码", "县市区", "经度", "纬度", "X坐标", "Y坐标", "坐标系")


def well(county="秦都区", lon=None, lat=None, north=None, east=None, system=None, **more):
    row = ("W1", county, lon, lat, north, east, system)
    return read([HEADING, row], "well", **more)


def place(reading):
    ((lon, lat, county),) = values(reading, "lon", "lat", "county_code")
    return lon, lat, county


NORTH, EAST = 3_803_428.85, 561_160


@pytest.mark.parametrize(
    "written",
    [
        {"lon": LON, "lat": LAT},
        {"lon": "108.6648", "lat": "34.3567"},
        {"lon": "108°39′53.28″", "lat": "34°21′24.12″"},
        {"lon": "108:39:53.28", "lat": "34:21:24.12"},
        {"lon": "108度39分53.28秒", "lat": "34度21分24.12秒"},
        {"north": NORTH, "east": EAST},
        {"north": NORTH, "east": 36_000_000 + EAST},
        {"lon": LON, "lat": LAT, "north": NORTH, "east": EAST},
        {"lon": LON, "lat": LAT, "system": "WGS84"},
        {"lon": LON, "lat": LAT, "system": "CGCS2000"},
    ],
)
def test_forms_of_one_position(written):
    reading = well(**written)
    lon, lat, county = place(reading)
    assert (lon, lat) == (pytest.approx(LON, abs=2e-5), pytest.approx(LAT, abs=2e-5))
    assert county == "610402"
    assert said(reading) == []


def test_degrees_minutes_and_seconds_in_columns_of_their_own():
    heading = ("监测井编码", "县市区", "经度", None, None, "纬度", None, None)
    parts = (None, None, "度", "分", "秒", "度", "分", "秒")
    rows = [heading, parts, ("W1", "秦都区", 108, 39, 53.28, "34", "21", "24.12")]
    merges = ["A1:A2", "B1:B2", "C1:E1", "F1:H1"]
    reading = read(rows, "well", merges=merges)
    assert place(reading)[:2] == (pytest.approx(LON), pytest.approx(LAT))
    assert errors(reading) == []
    wrong = read([*rows[:2], ("W1", "秦都区", 108, 61, 0, 34, 21, 24)], "well", merges=merges)
    assert errors(wrong)[0] == ("type", "C3")


def test_columns_that_are_swapped_are_put_right_with_a_warning():
    reading = well(lon=LAT, lat=LON)
    assert place(reading) == (LON, LAT, "610402")
    assert said(reading) == [("warning", "range", "C2")]
    assert "已对调" in messages(reading)


def test_phone_coordinates_are_shifted_back():
    lon, lat = wgs84_to_gcj02(LON, LAT)
    reading = well(lon=lon, lat=lat, system="GCJ-02")
    assert place(reading)[:2] == (pytest.approx(LON, abs=1e-5), pytest.approx(LAT, abs=1e-5))


def test_an_odd_coordinate_system_is_asked_about():
    reading = well(lon=LON, lat=LAT, system="西安81")
    assert said(reading) == [("warning", "code", "G2")]
    assert errors(reading) == []


@pytest.mark.parametrize(
    ("written", "issue", "words"),
    [
        ({"lon": 113.5, "lat": 23.1}, ("scope", "C2"), "不在本区范围内"),
        ({"lon": 0, "lat": 0}, ("range", "C2"), "填了0"),
        ({"lon": 1086648, "lat": 343567}, ("range", "C2"), "漏了小数点"),
        ({"lon": LON}, ("range", "C2"), "只填了一个"),
        ({"lon": "东边", "lat": LAT}, ("type", "C2"), "经度"),
    ],
)
def test_positions_that_cannot_be(written, issue, words):
    reading = well(**written)
    assert issue in errors(reading)
    assert words in messages(reading)
    assert values(reading, "row_status") == [("stopped",)]


def test_a_masked_position_is_no_error():
    reading = well(lon="108°xx′29″", lat="34°xx′10″")
    assert errors(reading) == []
    assert place(reading) == (None, None, "610402")


def border_point(metres):
    """Return a point of 渭城区 that many metres outside 秦都区's boundary, near its east."""
    index, lat = county_index(), 34.36
    inside, outside = 108.66, 108.95
    for _ in range(60):
        middle = (inside + outside) / 2
        if index.distance_m("610402", middle, lat) < metres:
            inside = middle
        else:
            outside = middle
    return inside, lat


@pytest.mark.parametrize(
    ("metres", "severity"),
    [(100, "warning"), (BORDER_TOLERANCE_M - 20, "warning"), (BORDER_TOLERANCE_M + 20, "error")],
)
def test_a_well_beside_its_county(metres, severity):
    lon, lat = border_point(metres)
    reading = well(lon=lon, lat=lat)
    assert said(reading) == [(severity, "range", "C2")]
    assert "秦都区" in messages(reading)


@pytest.mark.parametrize("county", REGION.counties, ids=lambda c: c.name)
def test_the_county_follows_from_the_position(county):
    lon, lat = county.label_at
    reading = read([("监测井编码", "经度", "纬度"), ("W1", lon, lat)], "well")
    assert errors(reading) == []
    assert place(reading)[2] == county.code


@pytest.mark.parametrize(("scope", "severity"), [("error", "error"), ("warn", "warning")])
def test_a_place_out_of_scope_weighs_what_the_profile_says(scope, severity):
    lon, lat = REGION.outside[0].label_at
    rows = [("监测井编码", "经度", "纬度"), ("W1", lon, lat)]
    reading = read(rows, "well", profile={"scope": scope})
    assert said(reading) == [(severity, "scope", "A2")]
    assert "杨陵区" in messages(reading)
    assert place(reading)[2] is None


def test_an_unreadable_county_is_not_replaced_by_the_position():
    reading = well(county="某区", lon=LON, lat=LAT)
    assert errors(reading) == [("scope", "B2")]
    assert place(reading)[2] is None
