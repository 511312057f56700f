"""Names on the map are moved apart where letters are large, and only then."""

from hypothesis import given
from hypothesis import strategies as st

from gwdash.ui.components.region_map import apart, region_sheet

PLACES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.tuples(st.integers(0, 100).map(float), st.integers(0, 100).map(float)),
    max_size=8,
)


@given(places=PLACES)
def test_names_move_up_and_down_only_and_none_is_lost(places):
    moved = apart(places, 10.0, 5.0)
    assert moved.keys() == places.keys()
    assert {name: x for name, (x, _) in moved.items()} == {n: x for n, (x, _) in places.items()}


@given(places=PLACES)
def test_what_lies_apart_stays(places):
    far = {name: (x * 20, y * 20) for name, (x, y) in places.items()}
    distinct = {place: name for name, place in far.items()}
    kept = {name: place for place, name in distinct.items()}
    assert apart(kept, 20.0, 20.0) == kept


def test_on_the_real_region_no_two_names_overlap():
    sheet = region_sheet()
    width, height = 0.2 * sheet.width, 0.115 * sheet.height
    found = list(apart({s.code: s.label_at for s in sheet.counties}, width, height).values())
    for number, (x, y) in enumerate(found):
        for other_x, other_y in found[number + 1 :]:
            assert abs(x - other_x) >= width or abs(y - other_y) >= height * 0.9
