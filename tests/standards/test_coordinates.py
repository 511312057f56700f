import csv
import os
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from gwdash.standards.angles import angle_from_parts, is_masked, parse_angle
from gwdash.standards.coord_systems import (
    CoordSystem,
    Datum,
    distance_m,
    gauss_kruger_epsg,
    meridian_of_zone,
    parse_coord_system,
    project,
    unproject,
)
from gwdash.standards.coordinates import Extent, Position, resolve_position
from gwdash.standards.offsets import (
    bd09_to_gcj02,
    bd09_to_wgs84,
    gcj02_to_bd09,
    gcj02_to_wgs84,
    wgs84_to_gcj02,
)

CORPUS = Path(os.environ.get("GWDASH_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
REGION = Extent(107.6, 109.2, 34.15, 35.6, 3_784_000, 3_937_000, 467_000, 607_500, 36)
LON, LAT = 108 + 42 / 60 + 30 / 3600, 34.3
NORTH, EAST = project(108, LON, LAT)
ABOUT = pytest.approx

ANGLES = [
    "108.708333333333", "108.708333333333°", "108°42′30″", "108°42'30\"", "108°42’30”",
    "108°42‘30“", "108度42分30秒", "108º42'30''", '108˚42ˊ30"', "108°42＇30＂", "108 42 30",
    "108:42:30", "108：42：30", "108°42.5′", "108°42′30", "108° 42′ 30.00″", "１０８°４２′３０″",
    "E108°42′30″", "108°42′30″E", "东经108°42′30″", "108d42m30s",
    timedelta(hours=108, seconds=2550),
]  # fmt: skip


@pytest.mark.parametrize("raw", ANGLES)
def test_forms_of_one_angle(raw):
    angle, problem = parse_angle(raw)
    assert problem is None
    assert angle == ABOUT(LON, abs=1e-9)


@pytest.mark.parametrize(
    ("raw", "angle"),
    [("113:39:57.44", 113.66595555555556), (108.5, 108.5), ("34°15′", 34.25), ("-108.5", -108.5),
     ("108.5W", -108.5), ("南纬34°15′", -34.25), ("北纬34.5", 34.5)],
)  # fmt: skip
def test_other_angles(raw, angle):
    assert parse_angle(raw) == (ABOUT(angle), None)


@pytest.mark.parametrize(
    ("raw", "angle"),
    [("108.423", LON), (108.423, LON), ("108.4230", LON), ("108.42305", LON + 0.5 / 3600),
     ("108.4", 108 + 40 / 60), ("108", 108)],
)  # fmt: skip
def test_packed_only_when_declared(raw, angle):
    assert parse_angle(raw, packed=True)[0] == ABOUT(angle, abs=1e-9)
    assert parse_angle(raw)[0] == ABOUT(float(raw))


@pytest.mark.parametrize("raw", [None, "", "—", "/", float("nan")])
def test_no_angle(raw):
    assert parse_angle(raw) == (None, None)


@pytest.mark.parametrize(
    "raw", ["105°xx′29″", "105°XX′29″", "30°**′24″", "105.xx", "108.42某处", "105°××′"]
)
def test_masked(raw):
    angle, problem = parse_angle(raw)
    assert is_masked(raw)
    assert angle is None
    assert "被遮盖" in (problem or "")


@pytest.mark.parametrize(
    ("raw", "word"),
    [("108°60′00″", "大于等于60"), ("108°42′60″", "大于等于60"), ("108,7082", "不是经纬度"),
     ("108.O5", "不是经纬度"), ("东门外", "不是经纬度"), ("108-42-30", "不是经纬度"),
     (True, "不是经纬度")],
)  # fmt: skip
def test_broken_angles(raw, word):
    angle, problem = parse_angle(raw)
    assert angle is None
    assert word in (problem or "")


def test_broken_packed_angles():
    assert "大于等于60" in (parse_angle("108.7230", packed=True)[1] or "")


@pytest.mark.parametrize(
    ("parts", "angle"),
    [
        ((108, 42, 30), LON),
        ((108.0, 42.0, 30.0), LON),
        (("108", "42.5", ""), LON),
        ((None, None, None), None),
    ],
)
def test_three_columns(parts, angle):
    found, problem = angle_from_parts(*parts)
    assert problem is None
    assert found == (None if angle is None else ABOUT(angle, abs=1e-9))


@pytest.mark.parametrize("parts", [(108, 60, 0), (108, "x", 0), ("东", 1, 2)])
def test_three_broken_columns(parts):
    assert angle_from_parts(*parts)[0] is None
    assert angle_from_parts(*parts)[1]


@given(seconds=st.integers(0, 180 * 3600 - 1))
def test_degrees_minutes_seconds_agree_with_decimals(seconds):
    degrees, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    for text in (f"{degrees}°{minutes}′{left}″", f"{degrees}:{minutes:02}:{left:02}"):
        assert parse_angle(text)[0] == ABOUT(seconds / 3600, abs=1e-9)
    packed, _ = parse_angle(f"{degrees}.{minutes:02}{left:02}", packed=True)
    assert packed == ABOUT(seconds / 3600, abs=1e-9)


SYSTEMS = [
    (Datum.CGCS2000, None, ["CGCS2000", "CGCS 2000", "国家2000", "2000国家大地坐标系", "大地2000",
                            "国家大地2000坐标系", "EPSG:4490", "天地图", "CGCS2000（3度带）"]),
    (Datum.CGCS2000, 108, ["EPSG:4545", "EPSG:4524", "CGCS2000_3_Degree_GK_Zone_36",
                           "CGCS2000 / 3-degree Gauss-Kruger CM 108E", "CGCS2000 中央经线108°"]),
    (Datum.CGCS2000, 105, ["EPSG:4507", "EPSG:4496"]),
    (Datum.WGS84, None, ["WGS84", "WGS-84", "wgs 1984", "GPS", "EPSG:4326"]),
    (Datum.GCJ02, None, ["GCJ-02", "gcj02", "火星坐标系", "高德地图", "腾讯"]),
    (Datum.BD09, None, ["BD-09", "bd09ll", "百度坐标系"]),
    (Datum.XIAN80, None, ["Xian 80", "Xian1980", "西安80", "1980西安坐标系", "西安80坐标系"]),
    (Datum.XIAN80, 108, ["西安80 36带", "EPSG:2360", "EPSG:2381"]),
    (Datum.BEIJING54, None, ["Beijing54", "北京54", "1954年北京坐标系"]),
    (Datum.BEIJING54, 111, ["Beijing 1954-19° Belt"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("datum", "meridian", "text"), [(d, m, text) for d, m, many in SYSTEMS for text in many]
)
def test_coordinate_systems(datum, meridian, text):
    assert parse_coord_system(text) == CoordSystem(datum, meridian)


@pytest.mark.parametrize(
    "text", [*[f"Xian {year}" for year in range(81, 101)], "地方坐标", "", "2001"]
)
def test_damaged_systems_are_not_known(text):
    assert parse_coord_system(text) is None


@pytest.mark.parametrize(
    ("datum", "meridian", "code"),
    [(Datum.CGCS2000, 108, 4545), (Datum.CGCS2000, 111, 4546), (Datum.WGS84, 108, 4545),
     (Datum.XIAN80, 108, 2381), (Datum.BEIJING54, 111, 2434)],
)  # fmt: skip
def test_projections(datum, meridian, code):
    assert gauss_kruger_epsg(datum, meridian) == code
    assert f"CM {meridian}E" in CRS(code).name


@pytest.mark.parametrize(
    ("datum", "meridian"), [(Datum.GCJ02, 108), (Datum.CGCS2000, 107), (Datum.CGCS2000, 3)]
)
def test_there_is_no_such_projection(datum, meridian):
    assert gauss_kruger_epsg(datum, meridian) is None
    with pytest.raises(ValueError, match="projection"):
        unproject(datum, meridian, NORTH, EAST)


@pytest.mark.parametrize(
    ("zone", "meridian"), [(36, 108), (35, 105), (18, 105), (19, 111), (24, None), (46, None)]
)
def test_zones(zone, meridian):
    assert meridian_of_zone(zone) == meridian


lons, lats = st.floats(107.6, 109.2), st.floats(34.15, 35.6)


@given(lon=lons, lat=lats)
def test_the_three_ranges_of_eastings_do_not_overlap(lon, lat):
    east = {meridian: project(meridian, lon, lat)[1] for meridian in (105, 108, 111)}
    assert 180_000 < east[111] < 345_000
    assert 460_000 < east[108] < 615_000
    assert 730_000 < east[105] < 895_000


@given(lon=lons, lat=lats)
def test_web_map_shifts_are_undone(lon, lat):
    gcj = wgs84_to_gcj02(lon, lat)
    assert gcj02_to_wgs84(*gcj) == ABOUT((lon, lat), abs=1e-8)
    assert bd09_to_gcj02(*gcj02_to_bd09(*gcj)) == ABOUT(gcj, abs=1e-8)
    assert bd09_to_wgs84(*gcj02_to_bd09(*gcj)) == ABOUT((lon, lat), abs=1e-8)
    assert 400 < distance_m(lon, lat, *gcj) < 520


def test_the_shift_at_a_known_point():
    # Published worked example of the common formula: Tian'anmen, WGS 84 to GCJ-02.
    assert wgs84_to_gcj02(116.391349, 39.907375) == ABOUT((116.397592, 39.908776), abs=2e-5)


def _kinds(position: Position) -> list[tuple[str, str]]:
    return [(note.severity, note.kind) for note in position.notes]


DECLARED = {"coord_sys": "CGCS2000"}
PLACED = [
    ({"lon": LON, "lat": LAT}, "lonlat", []),
    ({"lon": "108°42′30″", "lat": "34°18′"}, "lonlat", []),
    ({"x_north_m": NORTH, "y_east_m": EAST}, "projected", []),
    ({"x_north_m": NORTH, "y_east_m": 36e6 + EAST}, "projected", []),
    ({"x_north_m": f"{NORTH:.4f}", "y_east_m": f"{36e6 + EAST:.4f}米"}, "projected", []),
    ({"x_north_m": 36e6 + EAST, "y_east_m": NORTH}, "projected", [("warning", "range")]),
    ({"x_north_m": EAST, "y_east_m": NORTH}, "projected", [("warning", "range")]),
    ({"lon": LAT, "lat": LON}, "lonlat", [("warning", "range")]),
    ({"lon": LON, "lat": LAT, "x_north_m": NORTH, "y_east_m": EAST}, "lonlat", []),
    ({"lon": LON, "lat": LAT, "x_north_m": NORTH + 900, "y_east_m": EAST}, "lonlat",
     [("warning", "range")]),
    ({"lon": "105°xx′", "lat": "34°18′", "x_north_m": NORTH, "y_east_m": EAST}, "projected",
     [("warning", "range")]),
]  # fmt: skip


@pytest.mark.parametrize(("given_", "source", "kinds"), PLACED)
def test_placed(given_, source, kinds):
    position = resolve_position(**given_, **DECLARED, extent=REGION)
    assert (position.lon, position.lat) == (ABOUT(LON, abs=1e-7), ABOUT(LAT, abs=1e-7))
    assert (position.source, position.approximate) == (source, False)
    assert _kinds(position) == kinds


@pytest.mark.parametrize(("meridian", "zone"), [(105, 18), (111, 19)])
def test_six_degree_sheets(meridian, zone):
    north, east = project(meridian, LON, LAT)
    bare = resolve_position(x_north_m=north, y_east_m=east, **DECLARED, extent=REGION)
    assert (bare.lon, bare.lat) == (ABOUT(LON, abs=1e-7), ABOUT(LAT, abs=1e-7))
    assert _kinds(bare) == [("warning", "range")]
    assert f"{meridian}°" in bare.notes[0].sentence
    full = resolve_position(x_north_m=north, y_east_m=zone * 1e6 + east, **DECLARED, extent=REGION)
    assert full.lon == ABOUT(LON, abs=1e-7)
    assert _kinds(full) == []


def test_a_declared_meridian_places_six_digits_without_a_region():
    position = resolve_position(x_north_m=NORTH, y_east_m=EAST, coord_sys="EPSG:4545")
    assert position.lon == ABOUT(LON, abs=1e-7)


NOT_PLACED = [
    ({}, None),
    ({"lon": "105°xx′29″", "lat": "30°xx′24″"}, "被遮盖"),
    ({"lon": 0, "lat": 0}, "填了0"),
    ({"lon": 1087082, "lat": 343000}, "小数点"),
    ({"lon": 108.7, "lat": 343000}, "小数点"),
    ({"lon": 36538000, "lat": 3800000}, "平面坐标"),
    ({"lon": 5.1, "lat": 52.1}, "不在中国"),
    ({"lon": LON}, "只填了一个"),
    ({"lon": "东门外", "lat": LAT}, "经度："),
    ({"x_north_m": NORTH}, "只填了一个"),
    ({"x_north_m": NORTH, "y_east_m": "abc"}, "不是数"),
    ({"x_north_m": 12, "y_east_m": 34}, "不合理"),
    ({"x_north_m": NORTH, "y_east_m": EAST, "coord_sys": "GCJ-02"}, "只用于经纬度"),
    ({"x_north_m": NORTH, "y_east_m": EAST, "coord_sys": "CGCS2000 CM 107"}, "中央经线107"),
]


@pytest.mark.parametrize(("given_", "word"), NOT_PLACED)
def test_not_placed(given_, word):
    position = resolve_position(**given_, extent=REGION)
    assert (position.lon, position.lat, position.source) == (None, None, "none")
    assert all(note.severity != "info" for note in position.notes)
    if word is None:
        assert position.notes == ()
    else:
        assert any(word in note.sentence for note in position.notes)


def test_six_digits_need_a_region_or_a_meridian():
    position = resolve_position(x_north_m=NORTH, y_east_m=EAST)
    assert position.lon is None
    assert any("带号" in note.sentence for note in position.notes)


def test_masked_cells_are_warned_about_not_refused():
    position = resolve_position(lon="105°xx′29″", lat="30°xx′24″", extent=REGION)
    assert _kinds(position) == [("warning", "range")] * 2


def test_a_point_outside_of_the_region_keeps_its_position():
    position = resolve_position(lon=116.4, lat=39.9, **DECLARED, extent=REGION)
    assert (position.lon, position.lat) == (116.4, 39.9)
    assert _kinds(position) == [("error", "scope")]


def test_without_a_declared_system_there_is_a_remark():
    position = resolve_position(lon=LON, lat=LAT, extent=REGION)
    assert _kinds(position) == [("info", "code")]
    assert position.coord_sys == "CGCS2000"


@pytest.mark.parametrize(
    ("system", "shift"),
    [("GCJ-02", wgs84_to_gcj02), ("BD-09", lambda *p: gcj02_to_bd09(*wgs84_to_gcj02(*p)))],
)
def test_web_map_positions_are_shifted_back(system, shift):
    lon, lat = shift(LON, LAT)
    position = resolve_position(lon=lon, lat=lat, coord_sys=system, extent=REGION)
    assert (position.lon, position.lat) == (ABOUT(LON, abs=1e-8), ABOUT(LAT, abs=1e-8))
    assert (position.approximate, position.coord_sys) == (False, system)


def test_web_map_degrees_beside_surveyed_metres_agree():
    lon, lat = wgs84_to_gcj02(LON, LAT)
    position = resolve_position(
        lon=lon, lat=lat, x_north_m=NORTH, y_east_m=EAST, coord_sys="GCJ-02", extent=REGION
    )
    assert _kinds(position) == []


@pytest.mark.parametrize("system", ["西安80", "北京54"])
@pytest.mark.parametrize(
    "given_", [{"lon": LON, "lat": LAT}, {"x_north_m": NORTH, "y_east_m": 36e6 + EAST}]
)
def test_old_datums_are_approximate(system, given_):
    position = resolve_position(**given_, coord_sys=system, extent=REGION)
    assert position.approximate
    assert distance_m(position.lon, position.lat, LON, LAT) < 500


def test_a_damaged_system_is_named_and_the_position_approximate():
    position = resolve_position(lon=LON, lat=LAT, coord_sys="Xian 87", extent=REGION)
    assert position.approximate
    assert _kinds(position) == [("warning", "code")]
    assert "坐标系写法异常" in position.notes[0].sentence


@given(lon=lons, lat=lats, swap=st.booleans(), prefixed=st.booleans())
def test_metres_come_back_as_the_degrees_they_were_made_of(lon, lat, swap, prefixed):
    north, east = project(108, lon, lat)
    pair = (north, 36e6 + east if prefixed else east)
    x, y = reversed(pair) if swap else pair
    position = resolve_position(x_north_m=x, y_east_m=y, **DECLARED, extent=REGION)
    assert (position.lon, position.lat) == (ABOUT(lon, abs=1e-7), ABOUT(lat, abs=1e-7))


def test_real_boreholes_are_placed_and_their_faults_named():
    path = CORPUS / "real" / "boreholes_guangzhou_nlogs.csv"
    if not path.exists():
        pytest.skip("the corpus is not here")
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    swapped = damaged = apart = 0
    for row in rows:
        position = resolve_position(
            lon=row["lon"],
            lat=row["lat"],
            x_north_m=row["north"],
            y_east_m=row["east"],
            coord_sys=row["coordinate_system"],
        )
        assert position.lon is not None
        assert position.lat is not None
        assert (
            distance_m(position.lon, position.lat, float(row["longitude"]), float(row["latitude"]))
            < 0.01
            or position.coord_sys != "CGCS2000"
        )
        sentences = " ".join(note.sentence for note in position.notes)
        swapped += "疑似颠倒" in sentences
        damaged += "坐标系写法异常" in sentences
        apart += "相差" in sentences
    assert (len(rows), swapped, damaged, apart) == (47, 47, 14, 1)
