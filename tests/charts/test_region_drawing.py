"""The drawn region and the deck: inside the sheet, shaded as asked, nothing from a network."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.assess.lamps import Lamp
from gwdash.charts.region_image import Shade, as_address, region_image
from gwdash.charts.shapes import sheet_of
from gwdash.charts.theme import DARK, LIGHT
from gwdash.charts.well_map import MapPoint, blank_style, well_map
from gwdash.registry.region import REGION

SHEET = sheet_of(REGION)
FAR = REGION.extent


def test_every_county_in_scope_is_drawn_once_and_inside():
    assert [shape.code for shape in SHEET.counties].sort() == [
        c.code for c in REGION.counties
    ].sort()
    assert len(SHEET.counties) == len(REGION.counties)
    for shape in SHEET.counties:
        numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", shape.path)]
        assert 0 <= min(numbers[::2]) <= max(numbers[::2]) <= SHEET.width
        assert 0 <= min(numbers[1::2]) <= max(numbers[1::2]) <= SHEET.height


@given(st.floats(FAR.lon_min, FAR.lon_max), st.floats(FAR.lat_min, FAR.lat_max))
def test_east_is_right_and_north_is_up(lon, lat):
    x, y = SHEET.at(lon, lat)
    assert SHEET.at(lon + 0.1, lat)[0] > x
    assert SHEET.at(lon, lat + 0.1)[1] < y


def test_a_county_with_a_carried_value_is_hatched():
    code = REGION.counties[0].code
    svg = region_image(SHEET, {code: Shade(0.5, "50%", hatched=True)}, LIGHT)
    ET.fromstring(svg)  # noqa: S314 (our own picture)
    assert svg.count("url(#h)") == 1
    assert svg.count("<path") == len(REGION.counties) + 1


def test_shares_choose_from_the_scale():
    code = REGION.counties[0].code
    full = region_image(SHEET, {code: Shade(1.0, "")}, DARK)
    assert full.count(f'fill="{DARK.ramp[1]}"') == 1
    assert full.count(f'fill="{DARK.blank}"') == len(REGION.counties) - 1


def test_the_picture_needs_no_request():
    assert as_address("<svg/>").startswith("data:image/svg+xml;base64,")


POINT = MapPoint("W-1", "一号井", "正常", 108.5, 34.5, Lamp.ON_TRACK)


def deck(points=(POINT,), chosen=""):
    return json.loads(well_map(points, REGION, LIGHT, height_px=500, chosen=chosen).to_json())


def test_the_deck_holds_counties_wells_and_names():
    made = deck()
    assert [layer["id"] for layer in made["layers"]] == ["counties", "wells", "names"]
    (well,) = made["layers"][1]["data"]
    assert (well["well_id"], well["mark"], well["position"]) == ("W-1", "●", [108.5, 34.5])
    assert len(made["layers"][2]["data"]) == len(REGION.counties)


def test_the_chosen_well_has_a_ring():
    assert [layer["id"] for layer in deck(chosen="W-1")["layers"]][-1] == "chosen"
    assert "chosen" not in [layer["id"] for layer in deck(chosen="W-2")["layers"]]


def test_only_wells_can_be_picked():
    pickable = [layer["id"] for layer in deck()["layers"] if layer.get("pickable")]
    assert pickable == ["wells"]


def test_chinese_names_are_no_expressions():
    names = deck()["layers"][2]
    assert names["characterSet"] == "auto"
    assert "Noto Sans CJK SC" in names["fontFamily"]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda p: p.mode)
def test_the_deck_asks_no_network(colours):
    text = well_map([POINT], REGION, colours, height_px=500).to_json()
    assert not re.findall(r"https?://", text)
    assert blank_style(colours).startswith("data:application/json,")


def test_the_whole_region_is_in_view():
    view = deck()["initialViewState"]
    assert FAR.lon_min < view["longitude"] < FAR.lon_max
    assert FAR.lat_min < view["latitude"] < FAR.lat_max
    assert 7 < view["zoom"] < 9
