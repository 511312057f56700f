"""Zones on 一张图: their outlines, what is moved to hide wells, what lacks one."""

import json
from contextlib import closing

import pytest
from shapely.geometry import Polygon, shape
from ui_city import JUNE, hand_in

from gwdash.archive import Archive
from gwdash.charts.zone_map import zone_features
from gwdash.charts.zone_marks import ZONE_FACES, ZONE_LOOKS
from gwdash.queries import map_layers, map_outlines
from gwdash.registry.map_layers import ZONE
from gwdash.scope import Scope
from gwdash.standards.boundaries import area_km2, geojson_text
from gwdash.store.database import open_version
from gwdash.store.publish import publish

WHOLE = Scope(JUNE)
EXACT = Polygon([(108.66123, 34.35123), (108.67123, 34.35123), (108.66623, 34.35923)])
TEXT = geojson_text(EXACT)


def zone(zone_id, zone_class, subclass=None, **more):
    return {"zone_id": zone_id, "zone_name": f"{zone_id}区", "county_code": "610402",
            "zone_class": zone_class, "zone_subclass": subclass, "zone_stage": "submitted",
            "area_km2": 0.4, **more}  # fmt: skip


ZONES = [
    zone("B1", "protection", "first", boundary=TEXT),
    zone("B2", "protection", "quasi", boundary=TEXT),
    zone("B4", "protection", "recharge", boundary=TEXT),
    zone("B5", "protection", None, boundary=TEXT),
    zone("C1", "control", "control_first", boundary=TEXT),
    zone("C2", "control", "control_second", boundary=TEXT),
    zone("C3", "control", "control_second"),
    zone("G1", "general"),
    zone("U1", None, boundary='{"type":"Point","coordinates":[1,2]}'),
    zone("X1", "control", "control_second", county_code="610430", boundary=TEXT,
         zone_name="<img src=x onerror=alert(1)>"),
]  # fmt: skip


@pytest.fixture(scope="module")
def zoned(tmp_path_factory):
    home = tmp_path_factory.mktemp("zoned")
    with closing(Archive.of(home)) as archive:
        hand_in(archive, "zone", "sthjj", "2024Q2", ZONES)
        version = publish(home, archive, reason="test")
    return open_version(home, version)


def things(store, scope=WHOLE):
    return {one.thing_id: one for one in map_layers.things(store, scope, ZONE.code)}


def test_zones_are_told_apart_by_class(zoned):
    assert {code: one.face for code, one in things(zoned).items()} == {
        "B1": "zone_source", "B2": "zone_source", "B4": "zone_recharge", "B5": "zone_source",
        "C1": "zone_control_first", "C2": "zone_control_second", "C3": "zone_control_second",
        "G1": "zone_general", "U1": "zone_unknown", "X1": "zone_control_second",
    }  # fmt: skip
    assert set(ZONE_FACES) == {face.code for face in ZONE.faces}


def test_what_has_no_outline_is_counted_and_not_drawn(zoned):
    found = things(zoned)
    assert {code for code, one in found.items() if not one.is_drawn} == {"C3", "G1", "U1"}
    assert ZONE.lacking(3) == "，另有 3 个没有边界坐标，未画"
    assert ZONE.lacking(0) == ""


@pytest.mark.parametrize("code", ["B1", "B2", "B5"])
def test_zones_around_wells_keep_their_shape_and_are_moved(zoned, code):
    moved = shape(map_outlines.outlines(zoned, WHOLE)[code].geometry)
    assert area_km2(moved) == pytest.approx(area_km2(EXACT), rel=0.01)
    assert moved.representative_point().distance(EXACT.representative_point()) > 1e-3
    one = things(zoned)[code]
    assert (one.lon, one.lat) == (round(one.lon, 2), round(one.lat, 2))


def test_other_zones_lie_where_they_lie(zoned):
    for code in ("B4", "C1", "C2"):
        found = shape(map_outlines.outlines(zoned, WHOLE)[code].geometry)
        assert found.equals_exact(EXACT, 1e-5, normalize=True)


def test_the_browser_gets_outlines_hatching_and_no_secret(zoned):
    rows = map_layers.point_rows(list(things(zoned).values()))
    found = zone_features(rows, map_outlines.outlines(zoned, WHOLE))
    kinds = {}
    for one in found["features"]:
        kinds.setdefault(one["properties"]["i"], []).append(one["geometry"]["type"])
    hatched = {face for face, look in ZONE_LOOKS.items() if look.hatches}
    for code, one in things(zoned).items():
        lines = ["MultiLineString"] if one.face in hatched else []
        assert kinds.get(code, []) == (["Polygon", *lines] if one.is_drawn else [])
    secret = json.dumps([f for f in found["features"] if f["properties"]["i"].startswith("B1")])
    assert "108.66123" not in secret
    for one in found["features"]:
        if one["geometry"]["type"] == "MultiLineString":
            ground = shape(map_outlines.outlines(zoned, WHOLE)[one["properties"]["i"]].geometry)
            assert ground.buffer(1e-4).covers(shape(one["geometry"]))


def test_a_county_sees_its_own_zones(zoned):
    assert set(things(zoned, Scope(JUNE, "610430"))) == {"X1"}
    assert set(map_outlines.outlines(zoned, Scope(JUNE, "610430"))) == {"X1"}


def test_a_zone_says_where_it_was_typed(zoned):
    found = map_layers.evidence(zoned, WHOLE, "zone:C1")
    assert found is not None
    assert "划定阶段：报批" in found.rows[0].detail


def test_an_outline_of_thousands_of_corners_is_thinned_for_the_map():
    circle = EXACT.centroid.buffer(0.01, quad_segs=300)
    shown = map_outlines.shown_outline(geojson_text(circle), secret=False)
    assert shown is not None
    assert len(shown.geometry["coordinates"][0]) <= map_outlines.MAP_CORNERS
