"""The printed chart: white, with title, period and source, whatever the screen looks like."""

import importlib
import inspect
import json
import pkgutil
import re
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from drawn_charts import DRAWN
from hypothesis import given
from hypothesis import strategies as st

from gwdash import charts
from gwdash.charts.daylight import changes, light
from gwdash.charts.paper import LEAST_HEIGHT_PX, WIDTH_PX, Caption, Key, print_figure, printed
from gwdash.charts.paper import wrapped as wrapped_lines
from gwdash.charts.theme import DARK, LIGHT, between, contrast, rgb

SOURCE = "数据：各成员单位和县市区报送 · 截至 2024-06-30 · 版本 v12"
NOTE = "只计处置方式为封井回填、治理修复后封填的井；清单外的井多为后来排查新发现，不影响完成率" * 2
CAPTION = Caption(
    "各县市区<进度>", "2024年6月", SOURCE, NOTE, "全部县市区 · 12/14",
    (Key("已完成 12", DARK.lamps[next(iter(DARK.lamps))].fill), Key("未填 2", DARK.muted, "▨")),
)  # fmt: skip
MOST_BYTES = 2048
LEAST_CONTRAST = 4.5
ROUNDING = 2
EVERY = pytest.mark.parametrize("name", DRAWN)
MODES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def said(figure):
    notes = [note.text for note in figure.layout.annotations]
    return re.sub(r"<[^>]+>", "", " ".join([figure.layout.title.text, *notes]))


def builders():
    """Return the public functions of gwdash.charts that draw a figure from rows."""
    for found in pkgutil.iter_modules(charts.__path__):
        module = importlib.import_module(f"gwdash.charts.{found.name}")
        for name, one in inspect.getmembers(module, inspect.isfunction):
            drawn = inspect.signature(one).return_annotation is go.Figure
            if drawn and one.__module__ == module.__name__ and not name.startswith("_"):
                yield name


def test_every_builder_is_tried():
    assert set(builders()) - {"dress", "print_figure"} == set(DRAWN)


@MODES
@EVERY
def test_paper_says_title_period_and_source_and_the_screen_stays_as_it_was(name, colours):
    figure = DRAWN[name](colours)
    before = figure.to_json()
    paper = print_figure(figure, CAPTION)
    assert figure.to_json() == before
    words = said(paper).replace(" ", "")
    for part in ("各县市区&lt;进度&gt;", "2024年6月", "全部县市区·12/14", "已完成12", "v12"):
        assert part in words
    assert NOTE in re.sub(r"\s|<br>", "", words)
    assert paper.layout.width == WIDTH_PX
    assert paper.layout.height >= LEAST_HEIGHT_PX
    assert paper.layout.paper_bgcolor == LIGHT.card
    assert len(paper.data) == len(figure.data)
    drawn = {note.text for note in figure.layout.annotations}
    assert drawn <= {note.text for note in paper.layout.annotations}


@EVERY
def test_the_dark_wall_prints_no_colour_of_its_own(name):
    paper = print_figure(DRAWN[name](DARK), CAPTION).to_dict()
    assert changes([paper["data"], paper["layout"]]).keys() <= shared()


def shared():
    """Return the dark colours that are as well colours of paper, as white and the ambers are."""
    return {LIGHT.card, "#ffffff"}


@EVERY
def test_bars_lines_and_marks_have_on_paper_what_a_light_screen_shows(name):
    dark, pale = (print_figure(DRAWN[name](one), CAPTION) for one in (DARK, LIGHT))
    for one, other in zip(dark.data, pale.data, strict=True):
        for mine, own in zip(colours_of(one), colours_of(other), strict=True):
            # On the dark wall what nobody reported is drawn in the ink of small words.
            assert near(mine, own) or {mine, own} == {LIGHT.muted, LIGHT.marks[next(silent())]}


def silent():
    return (lamp for lamp, mark in DARK.marks.items() if mark == DARK.muted)


def near(one, other):
    """Tell whether two colours differ by no more than the rounding of a place on a scale."""
    if one == other or not (str(one).startswith("#") and str(other).startswith("#")):
        return one == other
    return max(abs(a - b) for a, b in zip(rgb(one), rgb(other), strict=True)) <= ROUNDING


def colours_of(trace):
    found = trace.to_plotly_json()
    marker = found.get("marker", {})
    values = [marker.get("color"), marker.get("line", {}).get("color"), found.get("fillcolor")]
    values.append(found.get("line", {}).get("color"))
    for value in values:
        yield from [value] if value is None or isinstance(value, str) else value


@EVERY
def test_words_on_bars_can_be_read_on_paper(name):
    for trace in print_figure(DRAWN[name](DARK), CAPTION).data:
        if trace.type == "bar" and trace.textposition == "inside":
            fills, inks = (
                each(v, len(trace.y)) for v in (trace.marker.color, trace.textfont.color)
            )
            for fill, ink in zip(fills, inks, strict=True):
                assert contrast(ink, fill) >= LEAST_CONTRAST


def each(value, n):
    return [value] * n if isinstance(value, str) else list(value)


@MODES
@EVERY
def test_what_is_sent_for_paper_is_small(name, colours):
    change = printed(DRAWN[name](colours), CAPTION)
    assert len(json.dumps(change, ensure_ascii=False).encode()) <= MOST_BYTES


@pytest.mark.parametrize(
    ("dark", "pale"),
    [
        (DARK.card, LIGHT.card),
        (DARK.bar, LIGHT.bar),
        (DARK.classes[3], LIGHT.classes[3]),
        (between(DARK.ramp, 0.37), between(LIGHT.ramp, 0.37)),
        (between((DARK.bar, DARK.card), 0.5), between((LIGHT.bar, LIGHT.card), 0.5)),
        ("rgba(169,184,208,0.13)", "rgba(86,101,127,0.13)"),
        ("#123456", "#123456"),
        ("秦都区", "秦都区"),
    ],
)
def test_a_colour_of_the_wall_has_one_of_paper_by_what_it_is_for(dark, pale):
    assert near(light(dark), pale)


@given(st.text(alphabet="水位监测井，。（）2024-06 v·xlsx!A1", max_size=200))
def test_lines_hold_every_letter_and_are_no_wider_than_asked(text):
    lines = wrapped_lines(text, 12, 120)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    for line in lines[1:]:
        assert not line.startswith(("，", "。", "）"))
    for line, following in pairwise(lines):
        assert line
        assert following


def test_no_line_is_wider_than_the_paper():
    lines = wrapped_lines(NOTE * 3, 12, 400)
    assert len(lines) > 2
    assert max(map(len, lines)) * 12 <= 400 + 2 * 12
