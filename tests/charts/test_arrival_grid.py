"""The grid of wells × months, by the marks in the figure."""

from datetime import date

import pytest

from gwdash.charts.arrival import FACES, SHOWN_WELLS, TOTAL_ROW, arrival_grid, shown
from gwdash.charts.theme import DARK, LIGHT, contrast
from gwdash.queries.arrival import Arrival, Arrivals, MonthTotal, WellMonths

MONTHS = (date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1))
SENT, MISSING, STOPPED = Arrival.SENT, Arrival.MISSING, Arrival.STOPPED


def well(well_id, *kinds):
    return WellMonths(well_id, kinds, tuple(int(kind is SENT) for kind in kinds))


def found(*wells):
    return Arrivals(MONTHS, wells, (MonthTotal(1, 2), MonthTotal(2, 2), MonthTotal(0, 0)))


SOME = found(
    well("A", MISSING, MISSING, SENT),
    well("B", Arrival.NOT_REGISTERED, SENT, STOPPED),
    well("C", SENT, SENT, SENT),
)


def test_wells_with_gaps_are_rows_in_the_given_order():
    figure = arrival_grid(SOME, {"A": "甲井", "B": "乙井"}, LIGHT)
    assert list(figure.layout.yaxis.ticktext) == [TOTAL_ROW, "甲井", "乙井"]
    assert [w.well_id for w in shown(SOME)] == ["A", "B"]


def test_each_kind_has_its_own_shape_at_its_place():
    figure = arrival_grid(SOME, {}, LIGHT)
    marks = {trace.name: trace for trace in figure.data if trace.name}
    assert list(marks["应报未到"].x) == ["2023-12", "2024-01"]
    assert list(marks["应报未到"].customdata) == ["A", "A"]
    assert list(marks["故障停用等"].customdata) == ["B"]
    shapes = {(face.symbol, face.size) for face in FACES.values()}
    assert len(shapes) == len(FACES)
    assert len({face.mark for face in FACES.values()}) == len(FACES)


def test_the_first_row_says_the_rate_and_a_dash_where_nothing_is_expected():
    totals = arrival_grid(SOME, {}, LIGHT).data[0]
    assert list(totals.text) == ["50", "100", "—"]
    assert totals.hovertext[0] == "2023-12<br>到报 1 眼，台账应报 2 眼"


def test_the_year_stands_where_it_begins():
    figure = arrival_grid(SOME, {}, LIGHT)
    assert list(figure.layout.xaxis.ticktext) == [
        "12月<br><b>2023</b>", "1月<br><b>2024</b>", "2月",
    ]  # fmt: skip


def test_not_more_rows_than_can_be_read():
    many = found(*(well(f"W{n:03}", MISSING, SENT, SENT) for n in range(SHOWN_WELLS + 5)))
    assert len(arrival_grid(many, {}, LIGHT).layout.yaxis.ticktext) == SHOWN_WELLS + 1


def test_two_wells_of_one_name_are_two_rows():
    twins = found(well("A", MISSING, SENT, SENT), well("B", MISSING, SENT, SENT))
    figure = arrival_grid(twins, {"A": "水源井", "B": "水源井"}, LIGHT)
    assert list(figure.layout.yaxis.ticktext) == [TOTAL_ROW, "水源井", "水源井"]
    assert len(set(figure.layout.yaxis.tickvals)) == 3


def test_hostile_names_stay_text():
    figure = arrival_grid(SOME, {"A": "<b>x</b>"}, LIGHT)
    assert figure.layout.yaxis.ticktext[1] == "&lt;b&gt;x&lt;/b&gt;"


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_shapes_stand_out_from_the_card(colours):
    # WCAG 2.1, 1.4.11: graphical objects need 3 : 1.
    assert all(contrast(colours.marks[f.lamp], colours.card) >= 3 for f in FACES.values())
