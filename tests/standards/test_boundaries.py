"""Outlines of areas: every way they are written, what is refused, and what is kept."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon, shape

from gwdash.registry.region import REGION
from gwdash.standards.boundaries import (
    KEPT_CORNERS,
    area_km2,
    geojson_text,
    outline_of,
    read_boundary,
    simplified,
)
from gwdash.standards.boundary_text import CELL_CHARACTERS, MAX_CORNERS, parse_boundary
from gwdash.standards.coord_systems import project

TRIANGLE = Polygon([(108.70, 34.33), (108.72, 34.33), (108.72, 34.35)])
SQUARE = [(108.70, 34.33), (108.72, 34.33), (108.72, 34.35), (108.70, 34.35)]
RING = json.dumps([[*SQUARE, SQUARE[0]]])


def read(text, declared=""):
    return read_boundary(text, declared, REGION.extent)


def said(found):
    return [(note.severity, note.kind) for note in found.notes]


def sentence(found):
    return "".join(note.sentence for note in found.notes)


@pytest.mark.parametrize(
    "text",
    [
        "108.70,34.33; 108.72,34.33; 108.72,34.35",
        "108.70,34.33; 108.72,34.33; 108.72,34.35; 108.70,34.33",
        "108.70，34.33；108.72，34.33；108.72，34.35；",
        "108.70,34.33、108.72,34.33、108.72,34.35",
        "(108.70 34.33), (108.72 34.33), (108.72 34.35)",
        "108.70,34.33\n108.72,34.33\r\n108.72,34.35\n",
        "1,108.70,34.33\n2,108.72,34.33\n3,108.72,34.35",
        "J1 108.70,34.33；J2 108.72,34.33；J3 108.72,34.35",
        "拐点1：108.70，34.33；拐点2：108.72，34.33；拐点3：108.72，34.35",
        "１０８．７０，３４．３３；108.72，34.33；108.72，34.35",
        "东经108°42′00″，北纬34°19′48″；108°43′12″E，34°19′48″N；108度43分12秒，34度21分",
        "108°42'0\",34°19'48\"; 108°43'12\",34°19'48\"; 108°43'12\",34°21'0\"",
        "经度=108.70 纬度=34.33; 经度=108.72 纬度=34.33; 经度=108.72 纬度=34.35",
        '{"type":"Polygon","coordinates":[[[108.7,34.33],[108.72,34.33],[108.72,34.35],[108.7,34.33]]]}',
        '{"type":"Polygon","coordinates":[[[108.7,34.33,410],[108.72,34.33,410],[108.72,34.35,1]]]}',
        (
            '\ufeff{"type":"Feature","properties":{"a":"<b>"},"geometry":{"type":"MultiPolygon",'
            '"coordinates":[[[[108.7,34.33],[108.72,34.33],[108.72,34.35],[108.7,34.33]]]]}}'
        ),
        (
            '{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":'
            '{"type":"Polygon","coordinates":[[[108.7,34.33],[108.72,34.33],[108.72,34.35]]]}}]}'
        ),
    ],
)
def test_ways_of_writing_one_outline(text):
    found = read(text)
    assert found.notes == ()
    assert found.outline.equals(TRIANGLE)
    assert area_km2(found.outline) == pytest.approx(2.0417, rel=1e-3)


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("EPSG:4545", lambda north, east: f"{east:.2f},{north:.2f}"),
        ("EPSG:4545", lambda north, east: f"{north:.2f},{east:.2f}"),
        ("EPSG:4524", lambda north, east: f"{36e6 + east:.2f},{north:.2f}"),
        ("EPSG:4524", lambda north, east: f"X={north:.2f} Y={36e6 + east:.2f}"),
        ("CGCS2000经纬度", lambda north, east: f"{east:.2f},{north:.2f}"),
        ("", lambda north, east: f"{36e6 + east:.2f},{north:.2f}"),
    ],
)
def test_metres_of_the_declared_zone(declared, written):
    text = ";".join(written(*project(108, *corner)) for corner in SQUARE)
    found = read(text, declared)
    assert found.notes == ()
    assert found.outline.symmetric_difference(Polygon(SQUARE)).area < 1e-9


@pytest.mark.parametrize(
    ("text", "declared", "kind", "words"),
    [
        ("见附图", "", "type", "看不懂"),
        ("108.70,34.33; 108.72", "", "type", "第 2 处“108.72”不是一对坐标"),
        ("108.70,34.33; 108.72,34.33", "", "type", "只有 2 个不同的拐点"),
        ("108.70,34.33; 108.72,34.33; 108.70,34.33", "", "type", "只有 2 个不同的拐点"),
        ("108.70,34.33; 108.72,34.33; 108.74,34.33", "", "range", "在一条线上"),
        ("108.70,34.33; 108.72,34.35; 108.72,34.33; 108.70,34.35", "", "range", "自相交"),
        ("120.1,30.1; 120.2,30.1; 120.2,30.2", "", "scope", "第 1 个拐点"),
        ("108.70,34.33; 108.72,34.33; 109.99,39.9", "", "scope", "第 3 个拐点"),
        ("108.7,34.3; 560000,3800000; 108.9,34.3", "", "type", "有的是度、有的是米"),
        ("108°61′0″,34°20′0″; 108.72,34.33; 108.72,34.35", "", "type", "大于等于60"),
        ("108.70,34.33; 108.72,34.33; 108.72,34.35", "其他", "code", "不知道边界坐标怎样换算"),
        (";;；", "", "type", "没有拐点坐标"),
        ("-", "", "type", "看不懂"),
        ("1/2", "", "type", "不是一对坐标"),
        ('{"type":"Point","coordinates":[108.7,34.3]}', "", "type", "是点"),
        ('{"type":"LineString","coordinates":[[108.7,34.3],[108.8,34.3]]}', "", "type", "是线"),
        ('{"type":"Polygon","coordinates":[]}', "", "type", "没有坐标"),
        ('{"type":"Polygon"}', "", "type", "缺少坐标数组"),
        ('{"type":"Polygon","coordinates":[[[NaN,34.3],[108.8,34.3]]]}', "", "type", "不是完整"),
        ('{"type":"Polygon","coordinates":[[[1e999,34.3],[108.8,34.3]]]}', "", "type", "过大的数"),
        ('{"type":"Polygon","coordinates":[[[true,34.3],[108.8,34.3]]]}', "", "type", "一对坐标"),
        ('{"type":"Polygon","coordinates":[[["108",34.3],[108.8,34.3]]]}', "", "type", "一对坐标"),
        ('{"type":"Polygon","coordinates":[[[1' + "0" * 400 + ",3],[1,2]]]}", "", "type", "过大"),
        ('{"type":"Polygon","coordinates":[[[1' + "0" * 5000 + ",3]]]}", "", "type", "不是完整"),
        ('{"type":"Polygon","coordinates":' + "[" * 100_000, "", "type", "请改为提交 .geojson"),
        ('{"type":"Feature","geometry":null}', "", "type", "不是 GeoJSON 的面"),
        ('{"type":"FeatureCollection","features":[]}', "", "type", "有 0 个要素"),
        ('["Polygon"]', "", "type", "不是 GeoJSON 的面"),
        ("108.7,34.3;" * (MAX_CORNERS + 1), "", "type", "个拐点，最多"),
        ("|".join(["108.7,34.3;108.8,34.3;108.8,34.4"] * 300), "", "type", "有 300 块"),
    ],
)
def test_what_is_refused_says_what_to_do(text, declared, kind, words):
    found = read(text, declared)
    assert found.outline is None
    assert found.text is None
    assert said(found) == [("error", kind)]
    assert words in sentence(found)
    assert "请" in sentence(found) or "写" in sentence(found)


def test_a_cell_that_a_spreadsheet_has_cut_says_so():
    cut = ('{"type":"Polygon","coordinates":[[' + "[108.7,34.3]," * 4000)[:CELL_CHARACTERS]
    assert "后面的坐标已丢失" in parse_boundary(cut)[1]


def test_exchanged_degrees_are_put_right_with_a_warning():
    found = read("34.33,108.70; 34.33,108.72; 34.35,108.72")
    assert found.outline.equals(TRIANGLE)
    assert said(found) == [("warning", "range")]


def test_a_slip_of_the_pen_is_mended_with_a_warning():
    slip = "108.70,34.33; 108.72,34.33; 108.72,34.35; 108.7199,34.3499; 108.7201,34.3499"
    found = read(f"{slip}; 108.70,34.35")
    assert found.outline.is_valid
    assert said(found) == [("warning", "range")]
    assert "已自动理顺" in sentence(found)


def test_parts_and_holes_are_told_by_where_they_lie():
    outer = "108.70,34.33;108.76,34.33;108.76,34.37;108.70,34.37"
    hole = "108.72,34.34;108.73,34.34;108.73,34.35;108.72,34.35"
    island = "108.724,34.344;108.726,34.344;108.726,34.346"
    apart = "108.80,34.33;108.82,34.33;108.82,34.35"
    found = read(f"{hole}|{apart}｜{outer}|{island}").outline
    assert found.geom_type == "MultiPolygon"
    assert sorted(len(part.interiors) for part in found.geoms) == [0, 0, 1]
    assert found.is_valid


def test_a_dense_outline_is_thinned_and_a_kept_one_fits_into_a_cell():
    circle = Polygon([(108.7, 34.33)] * 3).centroid.buffer(0.05, quad_segs=2000)
    text = json.dumps({"type": "Polygon", "coordinates": [list(circle.exterior.coords)]})
    found = read(text)
    assert said(found) == [("info", "range")]
    assert len(found.outline.exterior.coords) <= KEPT_CORNERS
    assert len(found.text) < CELL_CHARACTERS
    assert found.outline.symmetric_difference(circle).area < 0.001 * circle.area
    assert len(simplified(found.outline, 100).exterior.coords) <= 100


STEPS = st.lists(st.integers(300, 1500), min_size=3, max_size=12)
SEPARATORS = st.tuples(
    st.sampled_from([",", "，", " ", ", "]), st.sampled_from([";", "；", "\n", "、"])
)


@given(STEPS, SEPARATORS, st.sampled_from(["list", "json"]))
def test_corners_that_are_written_are_the_corners_that_are_kept(steps, separators, form):
    turn = 2 * math.pi / len(steps)
    ring = [
        (round(108.7 + step * 1e-5 * math.cos(n * turn), 6),
         round(34.35 + step * 1e-5 * math.sin(n * turn), 6))
        for n, step in enumerate(steps)
    ]  # fmt: skip
    within, between = separators
    text = (
        between.join(f"{lon}{within}{lat}" for lon, lat in ring)
        if form == "list"
        else json.dumps({"type": "Polygon", "coordinates": [ring]})
    )
    found = read(text)
    assert found.notes == ()
    kept = shape(json.loads(found.text))
    assert set(kept.exterior.coords) == set(ring)
    assert kept.exterior.is_ccw
    assert geojson_text(outline_of(found.text)) == found.text
    assert read(found.text).text == found.text


def test_a_text_that_was_not_kept_is_no_outline():
    with pytest.raises(ValueError, match="no outline"):
        outline_of('{"type":"Point","coordinates":[1,2]}')
