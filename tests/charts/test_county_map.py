"""The deck and the print picture of 一张图: small, offline, hatched and outlined as asked."""

import json
from xml.etree import ElementTree as ET

import pytest
from shapely.geometry import LineString, shape

from gwdash.charts import county_map as charts
from gwdash.charts.county_map import Drawing, Files, PointLayer
from gwdash.charts.county_shades import drawn
from gwdash.charts.map_marks import CELL_PX, FACES, atlas, mark, places
from gwdash.charts.region_image import Shade
from gwdash.charts.theme import DARK, LIGHT, between, rgb
from gwdash.queries.map_shades import CountyShade, Kind, Shading
from gwdash.registry.map_layers import FACE_WORDS
from gwdash.registry.region import REGION

FILES = Files("counties.json", "hatch.json", "marks.svg", "marks.json")
SIZE = (640, 570)
FIRST = REGION.counties[0].code


def spec(colours=LIGHT, **more):
    shades = {FIRST: Shade(1.0, "第1", hatched=True)}
    drawing = Drawing(shades, [PointLayer("well", "points.json")], SIZE, **more)
    return json.loads(charts.county_map(REGION, drawing, FILES, colours).to_json())


def layer(found, name):
    return next(one for one in found["layers"] if one["id"] == name)


def test_the_deck_is_small_and_asks_nobody_else():
    text = json.dumps(spec(county=FIRST, ring=(108.7, 34.3)), ensure_ascii=False)
    assert len(text.encode()) < 6_000
    assert "http" not in text
    assert spec()["mapStyle"].startswith("data:")


def test_nothing_that_the_library_fades_has_a_colour_of_its_own():
    for one in spec(county=FIRST, ring=(108.7, 34.3))["layers"]:
        assert "getFillColor" not in one
        assert "getColor" not in one
        assert one["@@type"] in {"GeoJsonLayer", "IconLayer", "TextLayer"}


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_counties_take_the_colour_of_their_share(colours):
    text = layer(spec(colours), "counties")["_subLayerProps"]["polygons-fill"]["getFillColor"]
    fills = json.loads(text.removeprefix("@@=(").removesuffix(")[properties.n]"))
    assert fills[0] == list(rgb(colours.ramp[1]))
    assert fills[1:] == [list(rgb(colours.blank))] * (len(REGION.counties) - 1)


def test_another_shading_is_drawn_anew_and_the_same_is_not():
    one, same, other = spec(), spec(), spec(DARK)
    key = "updateTriggers"
    assert layer(one, "counties")[key] == layer(same, "counties")[key]
    assert layer(one, "counties")[key] != layer(other, "counties")[key]


def test_the_chosen_county_is_outlined_and_in_view():
    whole, near = spec(), spec(county=FIRST)
    assert near["initialViewState"]["zoom"] > whole["initialViewState"]["zoom"] + 1
    assert "properties.n==0?255:0" in layer(near, "outline")["getLineColor"]
    assert "properties.n==-1?255:0" in layer(whole, "outline")["getLineColor"]
    box = next(
        shape(f["geometry"]).bounds for f in charts.outlines(REGION)["features"]
        if f["properties"]["i"] == FIRST
    )  # fmt: skip
    view = near["initialViewState"]
    assert box[0] < view["longitude"] < box[2]
    assert box[1] < view["latitude"] < box[3]


def test_a_chosen_thing_has_a_ring():
    found = layer(spec(ring=(108.7, 34.3)), "chosen")
    assert found["data"][0]["geometry"]["coordinates"] == [108.7, 34.3]
    assert all(one["id"] != "chosen" for one in spec()["layers"])


def test_hatching_lies_inside_its_county():
    outlines = charts.outlines(REGION)["features"]
    for outline, hatch in zip(outlines, charts.hatching(REGION)["features"], strict=True):
        county = shape(outline["geometry"]).buffer(0.001)
        lines = hatch["geometry"]["coordinates"]
        assert len(lines) > 3
        assert all(county.contains(LineString(line)) for line in lines)
        assert outline["properties"]["n"] == hatch["properties"]["n"]


@pytest.mark.parametrize("count", [1, 400, 401, 9_999, 1_000_000])
def test_more_marks_are_never_larger(count):
    assert charts.mark_size_px(count) >= charts.mark_size_px(count + 1) > 0


# ---------------------------------------------------------------------- marks


def test_every_state_has_a_mark_that_is_told_apart_without_colour():
    assert set(FACES) == set(FACE_WORDS)
    plain = {}
    for face in FACES:
        root = ET.fromstring(f"<svg>{mark(face, LIGHT)}</svg>")  # noqa: S314 (our own picture)
        shapes = tuple(one.get("d") for one in root)
        hollow = root[0].get("fill") == LIGHT.card
        plain.setdefault((shapes, hollow, face.split("_")[0]), []).append(face)
    # These two never stand on one map: wells go by state or by class.
    assert [names for names in plain.values() if len(names) > 1] == [["well_unknown", "well_none"]]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_atlas_holds_every_mark_where_it_is_said_to_be(mode):
    root = ET.fromstring(atlas(mode))  # noqa: S314 (our own picture)
    assert int(root.get("width")) == CELL_PX * len(FACES)
    assert [one["x"] for one in places().values()] == [CELL_PX * n for n in range(len(FACES))]
    assert len(root) == len(FACES)


# --------------------------------------------------------------------- shades


@pytest.mark.parametrize(
    ("kind", "value", "caption", "hatched"),
    [
        (Kind.VALUE, 80.0, "第2 80.0%", False),
        (Kind.CARRIED, 80.0, "第2 80.0%", True),
        (Kind.FEW, None, "1/2", False),
        (Kind.NOT_REPORTED, None, "未报", True),
        (Kind.NOTHING_DUE, None, "无应计", False),
    ],
)
def test_kinds_of_nothing_are_drawn_apart(kind, value, caption, hatched):
    rank = 2 if value else None
    one = CountyShade(FIRST, kind, value, "80.0%", "1/2", "", rank)
    top = CountyShade("610404", Kind.VALUE, 90.0, "90.0%", "9/10", "", 1)
    found = drawn(Shading("x", "某率", "%", "", (one, top)))[FIRST]
    assert (found.caption, found.hatched) == (caption, hatched)
    assert (found.share is None) == (value is None)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_no_value_looks_like_no_place_on_the_scale(colours):
    blank = rgb(colours.blank)
    for step in range(11):
        place = rgb(between(colours.ramp, step / 10))
        assert max(abs(a - b) for a, b in zip(blank, place, strict=True)) > 30
