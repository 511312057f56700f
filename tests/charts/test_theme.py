"""Colours can be read, and figures share one dress."""

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.assess.lamps import Lamp
from gwdash.charts import theme

READABLE = 4.5
#: A shape of that size needs less than text (WCAG 2.1, 1.4.11).
VISIBLE = 3.0


@pytest.fixture(params=[theme.LIGHT, theme.DARK], ids=lambda p: p.mode)
def colours(request):
    return request.param


def test_words_can_be_read(colours):
    assert theme.contrast(colours.ink, colours.card) >= READABLE
    assert theme.contrast(colours.muted, colours.card) >= READABLE
    assert theme.contrast(colours.muted, colours.page) >= READABLE
    assert theme.contrast(colours.accent, colours.card) >= READABLE
    assert theme.contrast(colours.badge.ink, colours.badge.fill) >= READABLE


@pytest.mark.parametrize("lamp", list(Lamp))
def test_a_lamp_can_be_read_and_seen(colours, lamp):
    swatch = colours.lamps[lamp]
    assert theme.contrast(swatch.ink, swatch.fill) >= READABLE
    assert theme.contrast(colours.marks[lamp], colours.card) >= VISIBLE


def test_classes_and_lamps_have_colours_of_their_own(colours):
    assert len(set(colours.classes)) == 5
    judged = [
        colours.lamps[lamp].fill
        for lamp in (Lamp.DONE, Lamp.ON_TRACK, Lamp.BEHIND, Lamp.FAR_BEHIND)
    ]
    assert len(set(judged)) == 4


def test_a_dressed_figure_carries_the_type_and_no_legend(colours):
    figure = theme.dress(go.Figure(go.Scatter(x=[1], y=[2])), colours, height=200)
    assert figure.layout.height == 200
    assert "Noto Sans CJK SC" in figure.layout.font.family
    assert figure.layout.showlegend is False
    assert figure.layout.xaxis.gridcolor == colours.line


@pytest.mark.parametrize(("mode", "found"), [("dark", "dark"), ("light", "light"), (None, "light")])
def test_an_unknown_mode_is_the_light_one(mode, found):
    assert theme.palette(mode).mode == found


@given(st.floats(-1, 2))
def test_the_scale_stays_between_its_ends(share):
    low, high = theme.rgb("#102030"), theme.rgb("#405060")
    mixed = theme.rgb(theme.between(("#102030", "#405060"), share))
    assert all(a <= m <= b for a, m, b in zip(low, mixed, high, strict=True))


def test_contrast_is_what_the_standard_says():
    assert theme.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert theme.contrast("#777777", "#777777") == pytest.approx(1)
