"""Charts of 水质 and 县市区排名: what stands where, and what is said beside it."""

from datetime import date

import pytest

from gwdash.charts.quality import SHOWN_ANALYTES, analyte_chart, class_chart
from gwdash.charts.ranking import rank_history
from gwdash.charts.theme import DARK, LIGHT
from gwdash.queries.quality import Point, PointKind, PointSeason, SeasonKey, SeasonView
from gwdash.queries.quality_results import AnalyteFinding
from gwdash.standards.periods import Period


def view(year, grades):
    season = SeasonKey(year, "dry")
    sampled = tuple(
        PointSeason(
            Point(f"S-{n}", "", "610402", frozenset({PointKind.SOURCE})), season, grade, "", 37, 1,
            date(year, 5, 1), 0, 0, 0, 0,
        )
        for n, grade in enumerate(grades)
    )  # fmt: skip
    return SeasonView(season, (), sampled)


def test_classes_stand_in_their_order_with_numeral_count_and_same_season():
    bars, ticks, words = class_chart(view(2024, [3, 3, 4]), view(2023, [3]), LIGHT).data
    assert list(bars.y) == ["Ⅰ类", "Ⅱ类", "Ⅲ类", "Ⅳ类", "Ⅴ类"]
    assert list(bars.x) == [0, 0, 2, 1, 0]
    assert list(bars.marker.color) == list(LIGHT.classes)
    assert list(ticks.x) == [None, None, 1, None, None]
    assert [word.strip() for word in words.text][2:4] == ["2 个　同期 1", "1 个　同期 0"]


def test_undetermined_is_a_row_of_its_own_and_no_class():
    bars, _, _ = class_chart(view(2024, [1, None]), view(2023, []), DARK).data
    assert bars.y[-1] == "未定"
    assert bars.marker.color[-1] not in DARK.classes


def test_without_a_season_to_compare_nothing_is_said_of_it():
    _, ticks, words = class_chart(view(2024, [1]), view(2023, []), LIGHT).data
    assert not any(ticks.x)
    assert not any("同期" in word for word in words.text)


def finding(analyte, n, times=0.5, grade=4):
    return AnalyteFinding(analyte, n, 20, 0, 0, 0, times, grade)


def test_indicators_above_class_three_are_labelled_with_n_of_n():
    figure = analyte_chart(
        [finding("fluoride", 3), finding("ph", 1, None, None), finding("na", 0)], LIGHT
    )
    (bars,) = figure.data
    assert list(bars.y) == ["氟化物", "pH"]
    assert [word.strip() for word in bars.text] == ["3/20　Ⅳ类　0.50 倍", "1/20　未定"]
    assert bars.marker.color[0] == LIGHT.classes[3]


def test_only_the_worst_indicators_are_drawn():
    many = [finding(f"a{n}", 20 - n) for n in range(SHOWN_ANALYTES + 3)]
    assert len(analyte_chart(many, LIGHT).data[0].y) == SHOWN_ANALYTES
    assert len(analyte_chart([], LIGHT).data[0].y or ()) == 0


MAY, JUNE = Period.parse("2024-05"), Period.parse("2024-06")


def test_places_move_with_the_first_on_top_and_gaps_where_there_is_none():
    history = [
        (MAY, {"610402": 1, "610404": 2, "610430": None, "610428": None}),
        (JUNE, {"610402": 1, "610404": 1, "610430": 3, "610428": None}),
    ]
    figure = rank_history(history, LIGHT, emphasised=["610404"])
    lines = {line.name: list(line.y) for line in figure.data}
    assert lines == {"秦都区": [1, 1], "渭城区": [2, 1], "淳化县": [None, 3]}
    low, high = figure.layout.yaxis.range
    assert low > high
    assert [note.text.strip() for note in figure.layout.annotations] == ["1 秦都、渭城", "3 淳化"]
    colours = {line.name: line.line.color for line in figure.data}
    assert colours["渭城区"] == LIGHT.accent
    assert colours["秦都区"] == LIGHT.muted


@pytest.mark.parametrize("history", [[], [(JUNE, {"610402": None})]])
def test_without_ranks_there_are_no_lines(history):
    assert len(rank_history(history, DARK).data) == 0
