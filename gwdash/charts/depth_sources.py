"""任务三 drawn: the class of every source in every season, and how far its zones have come."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from gwdash.charts.stacked import readable
from gwdash.charts.theme import SMALL_PX, Palette, contrast, dress
from gwdash.queries.depth_sources import DrinkingSource, Seasons, SourceSeason
from gwdash.queries.quality import SeasonKey
from gwdash.standards.gbt14848 import GRADES, UNDECIDED

NOT_MONITORED = "未监测"
_ROW_PX, _FRAME_PX, _BAR, _CELL = 28, 40, 0.82, 0.96
_STATE_ROW_PX, _STATE_FRAME_PX = 74, 16
_LONGEST_NAME = 12
_CHARACTER = 0.03
"""Share of a bar that one character needs; words stand on two lines where one is too long."""
_LINE = 5


def season_strip(
    sources: Sequence[DrinkingSource], seasons: Seasons, keys: Sequence[SeasonKey], colours: Palette
) -> go.Figure:
    """Return a cell a source and season: the worst class as a numeral with n samplings.

    A season in which a source was not sampled is an empty cell that says 未监测.
    """
    figure = go.Figure()
    names = [_name(one) for one in sources]
    for place, key in enumerate(keys):
        cells = [seasons.of(one.source_id, key) for one in sources]
        fills = [_fill(cell, colours) for cell in cells]
        figure.add_bar(
            y=names, x=[_CELL] * len(names), base=[place + (1 - _CELL) / 2] * len(names),
            orientation="h", width=_BAR, marker={"color": fills, "line": {"width": 0}},
            text=[_cell_words(cell) for cell in cells], textposition="inside",
            insidetextanchor="middle", textangle=0,
            textfont={"size": SMALL_PX, "color": [_ink(fill, colours) for fill in fills]},
            hovertext=[
                _hover(one, key, cell) for one, cell in zip(sources, cells, strict=True)
            ],
            hoverinfo="text",
        )  # fmt: skip
    dress(figure, colours, height=_FRAME_PX + _ROW_PX * max(len(names), 1))
    figure.update_layout(barmode="overlay", uniformtext={"minsize": SMALL_PX, "mode": "show"})
    figure.update_yaxes(
        autorange="reversed", showgrid=False, type="category",
        tickfont={"size": SMALL_PX + 1, "color": colours.ink},
    )  # fmt: skip
    figure.update_xaxes(
        side="top", range=[0, max(len(keys), 1)], showgrid=False,
        tickvals=[place + 0.5 for place in range(len(keys))],
        ticktext=[key.short.replace("年", "年<br>", 1) for key in keys],
        tickfont={"size": SMALL_PX, "color": colours.ink},
    )  # fmt: skip
    return figure


def state_bars(states: Mapping[str, Mapping[str, int]], colours: Palette) -> go.Figure:
    """Return a bar each for 保护区, 准保护区 and 补给区: how many sources stand where, in words."""
    figure = go.Figure()
    for name, own in states.items():
        total = sum(own.values()) or 1
        shades = _shades(len(own), colours)
        for (word, n), fill in zip(own.items(), shades, strict=True):
            figure.add_bar(
                y=[name], x=[n / total], orientation="h", width=_BAR,
                marker={"color": fill, "line": {"color": colours.card, "width": 2}},
                text=[_piece_words(word, n, n / total)],
                textposition="inside", insidetextanchor="middle", textangle=0,
                textfont={"size": SMALL_PX, "color": _ink(fill, colours)},
                hovertext=[f"{name}　{word}　{n} 个，共 {sum(own.values())} 个"],
                hoverinfo="text",
            )  # fmt: skip
    dress(figure, colours, height=_STATE_FRAME_PX + _STATE_ROW_PX * max(len(states), 1))
    figure.update_layout(barmode="stack", uniformtext={"minsize": SMALL_PX, "mode": "show"})
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(
        autorange="reversed", showgrid=False, tickfont={"size": SMALL_PX + 1, "color": colours.ink}
    )
    return figure


def unlabelled(states: Mapping[str, Mapping[str, int]]) -> str:
    """Return in words the pieces that are too narrow for their word."""
    narrow = [
        f"{name}{word} {n}"
        for name, own in states.items()
        for word, n in own.items()
        if not _fits(word, n / (sum(own.values()) or 1))
    ]
    return f"窄条为{'、'.join(narrow)}" if narrow else ""


def _piece_words(word: str, n: int, share: float) -> str:
    return f"{'<br>'.join(_lines(word))}<br>{n}" if _fits(word, share) else f"{n}"


def _lines(word: str) -> list[str]:
    if len(word) <= _LINE:
        return [word]
    half = (len(word) + 1) // 2
    # No line begins with a comma.
    half += word[half] in "、，"
    return [word[:half], word[half:]]


def _fits(word: str, share: float) -> bool:
    return share >= _CHARACTER * max(len(line) for line in _lines(word))


def _shades(n: int, colours: Palette) -> list[str]:
    """Return fills that only part the words: none of them judges."""
    first, second = colours.track, colours.ramp[0]
    return [first if place % 2 else second for place in range(n)]


def _name(one: DrinkingSource) -> str:
    short = one.name if len(one.name) <= _LONGEST_NAME else f"{one.name[: _LONGEST_NAME - 1]}…"
    return short.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _fill(cell: SourceSeason | None, colours: Palette) -> str:
    if cell is None:
        return colours.card
    return colours.track if cell.grade is None else colours.classes[cell.grade - 1]


def _ink(fill: str, colours: Palette) -> str:
    if fill == colours.card:
        return colours.muted
    if contrast(colours.ink, fill) < contrast(colours.card, fill):
        return readable(fill, colours).ink
    return colours.ink


def _grade(cell: SourceSeason) -> str:
    return UNDECIDED if cell.grade is None else f"{GRADES[cell.grade - 1]}类"


def _cell_words(cell: SourceSeason | None) -> str:
    return NOT_MONITORED if cell is None else f"{_grade(cell)} · {cell.n_samples}次"


def _hover(one: DrinkingSource, key: SeasonKey, cell: SourceSeason | None) -> str:
    head = f"{_name(one)}　{one.place}　{key.short}<br>"
    if cell is None:
        return f"{head}{NOT_MONITORED}"
    over = f"，超Ⅲ类 {cell.n_over} 次" if cell.n_over else ""
    unsure = f"，无法判定 {cell.n_open} 次" if cell.n_open else ""
    took_part = f"参评指标 {cell.least}–{cell.most} 项"
    return f"{head}{_grade(cell)}，采样 {cell.n_samples} 次{over}{unsure}，{took_part}"
