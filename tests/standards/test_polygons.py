import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.errors import UsageError
from gwdash.standards.coord_systems import distance_m
from gwdash.standards.polygons import CountyIndex


def _square(code, west, south, side=0.2):
    ring = [
        [west, south], [west + side, south], [west + side, south + side], [west, south + side],
        [west, south],
    ]  # fmt: skip
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def _two_parts(code, *corners):
    parts = [_square(code, *corner)["geometry"]["coordinates"] for corner in corners]
    geometry = {"type": "MultiPolygon", "coordinates": parts}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


@pytest.fixture(scope="module")
def index():
    return CountyIndex(
        [
            _square("610404", 108.4, 34.2),
            _square("610402", 108.2, 34.2),
            _two_parts("610426", (108.0, 34.8), (108.0, 34.5)),
        ]
    )


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [(108.3, 34.3, "610402"), (108.5, 34.3, "610404"), (108.1, 34.9, "610426"),
     (108.1, 34.6, "610426"),
     (108.4, 34.3, "610402"), (108.1, 34.75, None), (100.0, 30.0, None)],
)  # fmt: skip
def test_locate(index, lon, lat, code):
    assert index.locate(lon, lat) == code


def test_codes_are_sorted(index):
    assert index.codes == ("610402", "610404", "610426")


def test_distance_is_metres_and_zero_inside(index):
    assert index.distance_m("610402", 108.3, 34.3) == 0
    east = index.distance_m("610402", 108.405, 34.3)
    assert east == pytest.approx(distance_m(108.4, 34.3, 108.405, 34.3), rel=1e-3)
    assert 455 < east < 465


@given(lon=st.floats(107.9, 108.8), lat=st.floats(34.0, 35.1))
def test_a_point_lies_in_the_county_it_is_no_metres_from(lon, lat):
    index = CountyIndex([_square("610404", 108.4, 34.2), _square("610402", 108.2, 34.2)])
    found = index.locate(lon, lat)
    distances = {code: index.distance_m(code, lon, lat) for code in index.codes}
    if found is None:
        # Straight edges in degrees bend by some metres when projected.
        assert min(distances.values()) >= 0
    else:
        assert distances[found] < 50


def test_unknown_counties_and_empty_regions_are_refused(index):
    with pytest.raises(UsageError, match="610499"):
        index.distance_m("610499", 108.3, 34.3)
    with pytest.raises(ValueError, match="no county polygons"):
        CountyIndex([])
