"""The figures of tasks 1, 2, 3 and 7: what is drawn is what was counted, in words that fit."""

from datetime import date

import pytest

from gwdash.charts.depth_rules import case_bars, rule_bars
from gwdash.charts.depth_sites import hazard_bars, hazard_parts, samplings
from gwdash.charts.depth_sources import season_strip, state_bars, unlabelled
from gwdash.charts.depth_zones import some_reached, zone_area, zone_steps
from gwdash.charts.theme import DARK, LIGHT, contrast
from gwdash.queries.depth_rules import DamageCase, PolicyRule
from gwdash.queries.depth_sites import CountySites, HazardState, Site
from gwdash.queries.depth_sources import DrinkingSource, Judged, Seasons, SourceSeason
from gwdash.queries.depth_zones import STEPS, CountyZones, Zone
from gwdash.queries.ledger_row import LedgerRow
from gwdash.queries.quality import SeasonKey

ROW, END, HOSTILE = LedgerRow("zone", "1:2:A2:表"), date(2024, 6, 30), "<b>井</b>"
MODES = pytest.mark.parametrize("colours", [LIGHT, DARK])


def zone(stage, *, km2=1.0, kind="protection"):
    return Zone(
        "Z", "区", "610402", 100.0, kind, "first", "", "guide_2023", km2, stage, None, "", None, ROW
    )  # fmt: skip


def site(n_due, n_done, *, silent=False):
    return Site(
        "S", "厂", "610402", 2024, silent, not silent, "plant", "running", "yes", None, None, n_due,
        n_done, 1, silent, "", None, ROW,
    )  # fmt: skip


def source(number, name="水源"):
    return DrinkingSource(
        number, name, "610402", "county", "in_use", "second", "", "open", "survey", None, None,
        "", "", "", "", "", None, "", Judged.MET, "", END, ROW,
    )  # fmt: skip


def words(figure):
    written = [trace for trace in figure.data if trace.type == "scatter"]
    return [text for trace in written for text in trace.text]


@MODES
def test_steps_are_filled_as_far_as_all_zones_have_come(colours):
    county = CountyZones("610402", (zone("comments"), zone("submitted"), zone("submitted")))
    figure = zone_steps([county, CountyZones("610404", ())], colours)
    bars = figure.data[: len(STEPS)]
    fills = [bar.marker.color[0] for bar in bars]
    some = some_reached(colours)
    assert fills == [colours.bar] * 3 + [some] * 2 + [colours.track]
    assert [bar.text[0] for bar in bars] == ["", "", "1", "", "2", ""]
    assert {bar.marker.color[1] for bar in bars} == {colours.track}
    assert words(figure) == [" 已报批 2/3 个", " 尚无分区"]
    assert len({colours.bar, some, colours.track}) == 3


def test_the_end_of_the_citys_part_is_drawn():
    (line,) = zone_steps([CountyZones("610402", (zone("review"),))], LIGHT).layout.shapes
    assert line.x0 == STEPS.index("submitted") + 1


def test_area_says_what_it_cannot_tell():
    full = CountyZones("610402", (zone("review", km2=12.5), zone("review", km2=None)))
    over = CountyZones("610404", (zone("review", km2=120.0, kind="control"),))
    figure = zone_area([over, full, CountyZones("610428", ())], LIGHT)
    assert words(figure) == [
        "  12.50 km²，占县域 12.5%，1 个面积未填", "  120.00 km²，占比无法计算", "  尚无分区",
    ]  # fmt: skip
    assert {trace.marker.color for trace in figure.data[:2]} & set(LIGHT.classes) == set()


def test_samplings_due_stand_behind_those_taken():
    busy = CountySites("610402", (site(4, 1), site(2, 0, silent=True)))
    figure = samplings([busy, CountySites("610404", (site(0, 0),))], LIGHT)
    due, done = figure.data[:2]
    assert (list(due.x), list(done.x)) == ([6, 0], [1, 0])
    assert words(figure) == ["  1/6 次　16.7%　1 家没有监测", "  没有到期的"]


@MODES
def test_hazards_have_a_colour_a_state_and_readable_figures(colours):
    own = dict.fromkeys(HazardState, 0) | {HazardState.OVERDUE: 2, HazardState.MENDED: 5}
    figure = hazard_bars({"秦都区": own}, colours)
    assert words(figure) == ["  7 处，逾期 2"]
    parts = hazard_parts(colours)
    assert len({part.swatch.fill for part in parts}) == len(HazardState)
    assert all(contrast(part.swatch.fill, part.swatch.ink) >= 4 for part in parts)


@MODES
def test_a_season_without_a_sample_is_an_empty_cell_that_says_so(colours):
    dry, wet = SeasonKey(2023, "dry"), SeasonKey(2023, "wet")
    cells = [
        SourceSeason("A", dry, 4, 2, 1, 0, 9, 39, END, "氟化物"),
        SourceSeason("A", wet, None, 1, 0, 1, 0, 0, END, ""),
    ]
    seasons = Seasons((dry, wet), {(one.source_id, one.season): one for one in cells})
    figure = season_strip(
        [source("A", HOSTILE), source("B", "另一处")], seasons, seasons.keys, colours
    )
    first, second = figure.data
    assert list(first.text) == ["Ⅳ类 · 2次", "未监测"]
    assert list(second.text) == ["未定 · 1次", "未监测"]
    assert list(first.marker.color) == [colours.classes[3], colours.card]
    assert "超Ⅲ类 1 次" in first.hovertext[0]
    assert "<b>" not in str(figure.to_dict())


@MODES
def test_states_fill_the_bar_and_narrow_pieces_are_named_below(colours):
    states = {"保护区": {"已划定一、二级": 60, "已划定含准保护区": 38, "未划定": 2}}
    figure = state_bars(states, colours)
    assert sum(trace.x[0] for trace in figure.data) == pytest.approx(1.0)
    assert [trace.text[0] for trace in figure.data] == [
        "已划定一、<br>二级<br>60", "已划定含<br>准保护区<br>38", "2",
    ]  # fmt: skip
    assert unlabelled(states) == "窄条为保护区未划定 2"
    assert unlabelled({"保护区": {"未划定": 3}}) == ""


def rule(number, stage, by, percent, issued=None):
    return PolicyRule(number, HOSTILE, "", "", stage, by, issued, "", percent, END, ROW)


def test_rules_stand_by_stage_with_words():
    rules = [
        rule("R1", "comments", date(2024, 6, 20), 40.0),
        rule("R2", "issued", date(2024, 1, 1), 100.0, date(2024, 1, 4)),
        rule("R3", "repealed", None, None),
    ]
    figure = rule_bars(rules, LIGHT)
    assert list(figure.data[1].x) == [40.0, 100.0, 0.0]
    assert words(figure) == [
        "  征求意见 40%　逾期未印发 10 天", "  已印发 100%　逾期后印发 3 天", "  已废止",
    ]  # fmt: skip
    assert "<b>" not in str(figure.to_dict())


def test_cases_say_days_and_money():
    cases = [
        DamageCase("C1", "案", "610402", "", "litigation", date(2024, 6, 20), None, None, END, ROW),
        DamageCase("C2", "案", "610402", "", "clue", None, 2.0, None, END, ROW),
        DamageCase("C3", "案", "610402", "", "ended", date(2024, 1, 1), None, None, END, ROW),
    ]
    figure = case_bars(cases, DARK)
    assert list(figure.data[0].x) == [10, 0, 0]
    assert words(figure) == [
        "  诉讼　10 天　金额未填", "  线索核查　尚未启动　2.0 万元", "  终止　金额未填",
    ]  # fmt: skip


@pytest.mark.parametrize("draw", [zone_steps, zone_area, samplings, rule_bars, case_bars])
def test_nothing_draws_without_an_error(draw):
    assert draw([], LIGHT).layout.height > 0
