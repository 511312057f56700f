"""The demo's zones: each boundary inside its county, as large as it says, read without a word."""

import json
from datetime import date

import pytest

from gwdash.demo.layouts import layout_of
from gwdash.demo.places import boundaries
from gwdash.demo.zones import zone_rows, zones
from gwdash.registry.region import REGION
from gwdash.standards.boundaries import area_km2, read_boundary

OLD, MAP, LAST = date(2023, 6, 30), date(2023, 12, 31), date(2024, 6, 30)


@pytest.mark.parametrize("day", [MAP, LAST])
def test_every_boundary_lies_in_its_county_and_has_its_area(day):
    drawn = 0
    for zone, row in zip(zones(), zone_rows("sthjj", day), strict=True):
        assert bool(row["boundary"]) is zone.is_drawn
        if not row["boundary"]:
            continue
        found = read_boundary(str(row["boundary"]), str(row["vector_system"]), REGION.extent)
        assert found.notes == ()
        assert boundaries()[zone.county].contains(found.outline)
        assert area_km2(found.outline) == pytest.approx(zone.km2, rel=0.04, abs=0.005)
        drawn += 1
    assert drawn == len(zones()) - len(REGION.counties) - 1


def test_boundaries_are_written_in_many_ways_and_once_as_a_map():
    rows = zone_rows("sthjj", LAST)
    assert {row["vector_system"] for row in rows} == {"CGCS2000经纬度", "EPSG:4524", "EPSG:4545"}
    texts = [str(row["boundary"]) for row in rows if row["boundary"]]
    assert any(text.startswith("{") for text in texts)
    assert any("°" in text for text in texts)
    assert any("；" in text for text in texts)
    assert layout_of("zone", "sthjj", date(2023, 10, 1)).file == "geojson"
    assert all(
        json.loads(str(row["boundary"]))["type"] == "Polygon"
        for row in zone_rows("sthjj", MAP)
        if row["boundary"]
    )


def test_the_old_guide_had_no_boundaries():
    assert all("boundary" not in row for row in zone_rows("sthjj", OLD))
