"""The charts of a briefing as figures: each once, its rows and colours those of its table."""

from datetime import datetime

import pytest
import ui_city

from gwdash.archive.reviews import ReviewState
from gwdash.charts import plain
from gwdash.charts.plain import Series
from gwdash.charts.theme import DARK, LIGHT
from gwdash.clock import BEIJING
from gwdash.export.briefing_content import Extras, compose
from gwdash.export.briefing_figures import figures
from gwdash.queries.situation import situation
from gwdash.registry.agenda import agenda
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import open_version

MADE_AT = datetime(2024, 7, 5, 9, tzinfo=BEIJING)


@pytest.fixture(scope="module")
def briefing(tmp_path_factory):
    city = ui_city.build(tmp_path_factory.mktemp("drawn"))
    facts = situation(open_version(city.home, city.version), Scope(ui_city.JUNE))
    extras = Extras(made_at=MADE_AT, review=ReviewState.APPROVED)
    return compose(facts, agenda(), extras=extras)


def test_every_chart_and_map_is_drawn_once_with_its_source(briefing):
    drawn = list(figures(briefing))
    titles = [(one.key, one.title) for one in drawn]
    maps = sum(block.county_map is not None for block in briefing.blocks)
    charts = {
        (block.key, table.title)
        for block in briefing.blocks
        for table in (*block.tables, *block.annexes)
        if table.chart is not None and len(table.frame)
    }
    assert len(drawn) == len(charts) + maps
    assert all(title for _, title in titles)
    assert {one.source for one in drawn} == {briefing.source}
    assert {one.period for one in drawn} == {"2024年6月"}


def test_what_is_drawn_is_what_the_table_holds(briefing):
    tables = {table.title: table for table in briefing.block("overall").annexes if table.chart}
    for one in figures(briefing):
        if one.key == "overall" and one.title in tables and one.keys:
            table = tables[one.title]
            for trace, name in zip(one.figure.data, table.chart.values, strict=True):
                told = [v for v in table.frame[name] if v is not None]
                assert [v for v in trace.x if v is not None] == pytest.approx(told)
            assert [words for words, _ in one.keys] == [
                table.heading(name) for name in table.chart.values
            ]


def test_a_map_has_every_county_with_its_name(briefing):
    one = next(d for d in figures(briefing) if len(d.figure.layout.shapes) > 0)
    assert len(one.figure.layout.shapes) == len(REGION.counties)
    said = " ".join(note.text for note in one.figure.layout.annotations)
    assert all(county.name in said for county in REGION.counties)
    assert "示意图" in one.note


@pytest.mark.parametrize("kind", ["bar", "column", "line"])
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_rows_of_one_name_stand_apart_and_nothing_is_no_zero(kind, colours):
    found = plain.plain_chart(kind, ["甲", "甲", "乙"], [Series("数", [1.0, 2.5, None])], colours)
    values = found.data[0].x if kind == "bar" else found.data[0].y
    assert list(values) == [1.0, 2.5, None]
    axis = found.layout.yaxis if kind == "bar" else found.layout.xaxis
    assert list(axis.ticktext) == ["甲", "甲", "乙"]
    assert len(set(axis.tickvals)) == 3
    if kind != "line":
        assert list(found.data[0].text) == ["1", "2.5", ""]


def test_classes_of_water_are_stacked_in_their_own_colours():
    series = [Series("Ⅰ类", [0.0, 1.0]), Series("Ⅴ类", [2.0, 3.0])]
    found = plain.plain_chart("column", ["甲", "乙"], series, LIGHT)
    assert found.layout.barmode == "stack"
    assert [t.marker.color for t in found.data] == [LIGHT.classes[0], LIGHT.classes[-1]]
    assert list(found.data[0].text) == ["", "1"]
    assert found.layout.yaxis.range[1] > 4.0
    assert plain.plain_chart("bar", [], [Series("数", [])], LIGHT).layout.xaxis.range == (0, 1)
