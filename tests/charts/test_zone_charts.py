"""Zones drawn: classes told apart without colour, steps to 报批, in the deck and for print."""

import json
from xml.etree import ElementTree as ET

import pytest

from gwdash.charts import county_map
from gwdash.charts.county_map import Drawing, Files, PointLayer
from gwdash.charts.map_marks import mark
from gwdash.charts.shapes import sheet_of
from gwdash.charts.theme import DARK, LIGHT, contrast, rgb
from gwdash.charts.zone_marks import ZONE_FACES, ZONE_LOOKS, hatching_of, zone_colour
from gwdash.charts.zone_stages import stage_look, stage_word, zone_stages
from gwdash.export.map_picture import Area, Picture, to_svg
from gwdash.queries.depth_zones import NOT_BEGUN, STEPS, SUBMITTED, Zone
from gwdash.queries.ledger_row import LedgerRow
from gwdash.queries.map_outlines import ZoneOutline
from gwdash.registry.region import REGION

FILES = Files("counties.json", "hatch.json", "marks.svg", "marks.json")
RING = [[108.6, 34.3], [108.7, 34.3], [108.7, 34.4], [108.6, 34.4], [108.6, 34.3]]
HOLE = [[108.64, 34.34], [108.64, 34.36], [108.66, 34.36], [108.66, 34.34], [108.64, 34.34]]
SQUARE = {"type": "Polygon", "coordinates": [RING]}


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_classes_differ_without_colour(colours):
    looks = {(look.hatches, look.fill > 0.5, look.fill > 0) for look in ZONE_LOOKS.values()}
    assert len(looks) == len(ZONE_LOOKS)
    for face in ZONE_FACES:
        ET.fromstring(f"<svg>{mark(face, colours)}</svg>")  # noqa: S314 (made here)
        assert contrast(zone_colour(face, colours), colours.card) > 3


def test_hatching_goes_its_ways_and_leaves_holes_out():
    slopes = {
        face: {
            round((b[1] - a[1]) / (b[0] - a[0]))
            for a, b in hatching_of(face, SQUARE)
            if abs(b[0] - a[0]) > 1e-4
        }
        for face in ZONE_FACES
    }
    assert slopes == {face: set(look.hatches) for face, look in ZONE_LOOKS.items()}
    holed = {"type": "Polygon", "coordinates": [RING, HOLE]}
    middle = [
        line for line in hatching_of("zone_recharge", holed)
        if line[0][0] < 108.65 < line[1][0] and abs((line[1][1] - line[0][1]) / 2) < 0.01
        and 34.341 < (line[0][1] + line[1][1]) / 2 < 34.359
    ]  # fmt: skip
    assert middle == []


def spec(colours=LIGHT, **more):
    drawing = Drawing({}, [], (640, 570), areas=[PointLayer("zone", "zones.json")], **more)
    return json.loads(county_map.county_map(REGION, drawing, FILES, colours).to_json())


def layer(found, name):
    return next(one for one in found["layers"] if one["id"] == name)


def test_the_deck_draws_zones_below_names_and_above_counties():
    found = spec()
    names = [one["id"] for one in found["layers"]]
    assert names.index("counties") < names.index("zone") < names.index("names")
    zone = layer(found, "zone")
    assert zone["pickable"]
    assert "getFillColor" not in zone
    fills = zone["_subLayerProps"]["polygons-fill"]["getFillColor"]
    fills = json.loads(fills.removeprefix("@@=(").removesuffix(")[properties.f]"))
    assert [fill[:3] for fill in fills] == [
        list(rgb(zone_colour(face, LIGHT))) for face in ZONE_FACES
    ]
    assert len(json.dumps(found).encode()) < 6_000


def test_a_chosen_zone_is_outlined_and_a_small_one_has_a_ring():
    found = spec(outlined=SQUARE, ring=(108.65, 34.35))
    assert layer(found, "chosen_area")["data"][0]["geometry"] == SQUARE
    assert all(one["id"] != "chosen" for one in found["layers"])
    small = {"type": "Polygon", "coordinates": [HOLE]}
    found = spec(outlined=small, ring=(108.65, 34.35))
    assert layer(found, "chosen_area")["data"][0]["geometry"] == small
    assert layer(found, "chosen")["data"][0]["geometry"]["coordinates"] == [108.65, 34.35]


def test_the_print_picture_has_the_zones():
    sheet = sheet_of(REGION)
    bare = Picture("t", "s", "q", {}, ("r", "", ""), [], [], [], ("a", "b", "c", "d"))
    areas = [Area(SQUARE, face) for face in ZONE_FACES]
    picture = Picture(**{name: getattr(bare, name) for name in bare.__slots__} | {"areas": areas})
    found = to_svg(sheet, picture)
    ET.fromstring(found)  # noqa: S314 (made here)
    assert to_svg(sheet, bare).count("evenodd") == 0
    assert found.count("evenodd") == len(areas)


def zone(number, stage, area=5.0):
    return Zone(
        f"Z{number}", f"分区{number}", "610402", 257.0, "control", "control_first", "",
        "guide_2023", area, stage, has_measures=True, approval_no="", published_on=None,
        origin=LedgerRow("zone", "r"),
    )  # fmt: skip


def outlined(zones):
    return {one.zone_id: ZoneOutline(108.65, 34.35, SQUARE) for one in zones}


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_step_has_a_look_and_what_is_done_is_full(colours):
    looks = [stage_look(step, colours) for step in range(NOT_BEGUN, len(STEPS))]
    assert len(set(looks)) == len(looks)
    assert stage_look(SUBMITTED, colours) == (colours.bar, "")
    assert all(stage_look(step, colours)[1] for step in range(SUBMITTED))
    assert stage_word(NOT_BEGUN) == "未启动或未填"


def test_zones_are_drawn_by_their_step_and_small_ones_are_marked():
    zones = [zone(1, "submitted"), zone(2, "review", 0.02), zone(3, "")]
    figure = zone_stages(zones, outlined(zones[:2]), "", LIGHT)
    named = {one.name: one for one in figure.data if one.name}
    assert set(named) == {"Z1", "Z2"}
    assert named["Z1"].fillcolor == LIGHT.bar
    assert named["Z1"].fillpattern.shape is None
    assert named["Z2"].fillpattern.shape == "/"
    marks = [one for one in figure.data if one.mode == "markers"]
    assert [one.marker.symbol for one in marks] == ["triangle-up"]
    assert "报批" in named["Z1"].text


def test_one_county_fills_the_picture():
    whole, near = (zone_stages([], {}, county, LIGHT) for county in ("", "610402"))
    assert len(near.data) < len(whole.data)
    spans = [one.layout.xaxis.range[1] - one.layout.xaxis.range[0] for one in (whole, near)]
    assert spans[1] < spans[0] / 2
