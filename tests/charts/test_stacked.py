"""Stacked bars and the pair of bars of task 5: what is drawn, in which order, with which words."""

from datetime import date

import pytest

from gwdash.charts.reinjection import WAN, reinjection
from gwdash.charts.stacked import Part, Row, readable, scale, stacked, untold
from gwdash.charts.theme import DARK, LIGHT, contrast
from gwdash.queries.depth_geothermal import SeasonUse, Use

LEAST_CONTRAST = 4.5


def parts(colours):
    done, begun = scale(2, colours)
    return [Part("完成", done), Part("未完成", begun), untold("未填", colours)]


def test_every_row_is_one_bar_of_all_parts_with_words_behind():
    rows = [Row("秦都区", (7, 2, 1), "7/10"), Row("乾县", (0, 0, 0), "—")]
    *bars, words = stacked(rows, parts(LIGHT), LIGHT).data
    assert [list(bar.x) for bar in bars] == [[7, 0], [2, 0], [1, 0]]
    assert [bar.name for bar in bars] == ["完成", "未完成", "未填"]
    assert list(words.x) == [10, 0]
    assert [word.strip() for word in words.text] == ["7/10", "—"]


def test_a_number_stands_on_its_piece_only_where_it_fits():
    bars = stacked([Row("甲", (1000, 1, 0), "")], parts(LIGHT), LIGHT).data[:-1]
    assert [list(bar.text) for bar in bars] == [["1000"], [""], [""]]


def test_what_nobody_told_is_hatched_and_nothing_else():
    bars = stacked([Row("甲", (1, 1, 1), "")], parts(DARK), DARK).data[:-1]
    assert [bar.marker.pattern.shape for bar in bars] == [None, None, "/"]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("n", range(1, 7))
def test_numbers_can_be_read_on_every_step_of_the_scale(colours, n):
    swatches = scale(n, colours)
    assert len({swatch.fill for swatch in swatches}) == n
    assert all(contrast(one.fill, one.ink) >= LEAST_CONTRAST for one in swatches)
    assert contrast(colours.bar, readable(colours.bar, colours).ink) >= LEAST_CONTRAST


def use(project, taken, given, county="610402", reservoir="pore"):
    return SeasonUse(
        project, county, reservoir, date(2023, 11, 1), date(2024, 3, 31), 5, taken * WAN,
        given * WAN, Use.COUNTED,
    )  # fmt: skip


def test_a_project_has_a_pair_of_bars_its_floor_and_its_rate():
    taken, given, floor, words = reinjection([use("甲", 10, 5), use("乙", 8, 8)], LIGHT).data
    assert list(taken.x) == [10, 8]
    assert list(given.x) == [5, 8]
    assert list(floor.x) == pytest.approx([8.0, 6.4])
    assert [word.strip() for word in words.text] == [
        "■ 50.0%　5.00/10.00 万m³", "● 100.0%　8.00/8.00 万m³",
    ]  # fmt: skip


def test_two_projects_of_one_name_keep_a_bar_each():
    found = reinjection([use("甲", 10, 5), use("甲", 8, 8, "610404")], LIGHT)
    assert list(found.data[0].y) == ["甲（秦都区）", "甲（渭城区）"]
