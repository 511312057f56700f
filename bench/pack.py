"""材料包 of the demo city with its charts as pictures, against the same pictures alone.

Twice: through one browser that stays open, and through one started for every picture. Times are
of one process that has read the data already; the browser of the pack is started within it.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

import kaleido
import plotly.graph_objects as go

from bench._serve import demo_city
from bench.browser import chromium_path
from gwdash.briefings import making
from gwdash.briefings.pictures import pictures
from gwdash.briefings.prepared import Prepared, for_period
from gwdash.charts.paper import SCALE, Caption, Key, print_figure
from gwdash.export.briefing_figures import figures

PERIOD = "2024-06"
LEAST_CHARTS = 20
LIMIT_OPEN, LEAST_GAIN = 1.3, 5.0
ROUNDS = 3
#: Starting a browser for each picture is so slow that some of them tell the rest.
SAMPLED = 5


def measure() -> list[tuple[str, float, str]]:
    """Return (name, ratio, note) of the pack against both ways of drawing its charts."""
    with demo_city() as home:
        prepared = for_period(home, PERIOD)
        papers = _papers(prepared)
        # The first picture of a browser loads the library of charts.
        making.whole_pack(prepared, pictures=pictures)
        pack: list[float] = []
        opened: list[float] = []
        for _ in range(ROUNDS):
            pack.append(_timed(lambda: making.whole_pack(prepared, pictures=pictures)))
            opened.append(_timed(lambda: _through_one(papers)))
        each = _timed(lambda: _one_by_one(papers[:SAMPLED])) / SAMPLED * len(papers)
    ours, bare = statistics.median(pack), statistics.median(opened)
    gain = f"{each / ours:.1f} times faster, at least {LEAST_GAIN:g}"
    what = f"material pack: {len(papers)} charts, four forms"
    return [
        (f"{what}, against its charts through one open browser", ours / bare,
         f"{ours:.1f} s against {bare:.1f} s, medians of {ROUNDS}; at most {LIMIT_OPEN}"),
        (f"{what}, against a browser started for each chart", ours / each,
         f"{ours:.1f} s against {each:.1f} s, told from {SAMPLED}; {gain}"),
    ]  # fmt: skip


def _papers(prepared: Prepared) -> list[dict[str, Any]]:
    found = []
    for one in figures(prepared.briefing):
        keys = tuple(Key(words, colour) for words, colour in one.keys)
        about = Caption(one.title, one.period, one.source, one.note, one.unit, keys)
        found.append(print_figure(one.figure, about).to_dict())
    if len(found) < LEAST_CHARTS:
        raise RuntimeError(f"the pack has {len(found)} charts, {LEAST_CHARTS} are asked for")
    return found


def _through_one(papers: list[dict[str, Any]]) -> None:
    """Draw all pictures by one browser, its start and its end included."""
    kaleido.start_sync_server(n=1, path=chromium_path(), mathjax=False)
    try:
        for paper in papers:
            kaleido.calc_fig_sync(go.Figure(paper), opts=_options(paper))
    finally:
        kaleido.stop_sync_server()


def _one_by_one(papers: list[dict[str, Any]]) -> None:
    for paper in papers:
        kaleido.calc_fig_sync(
            go.Figure(paper), opts=_options(paper), kopts={"path": chromium_path()}
        )


def _options(paper: dict[str, Any]) -> dict[str, Any]:
    layout = paper["layout"]
    return {"format": "png", "width": layout["width"], "height": layout["height"], "scale": SCALE}


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
