"""任务七 drawn: how far each rule has come, and how long each damage case has been open."""

from collections.abc import Sequence

import plotly.graph_objects as go

from gwdash.assess.lamps import Lamp
from gwdash.assess.progress import FULL_PCT
from gwdash.charts.theme import SMALL_PX, Palette, dress
from gwdash.queries.depth_rules import DamageCase, PolicyRule, Timing

_ROW_PX, _WIDE_ROW_PX, _FRAME_PX, _BAR = 34, 46, 20, 0.6
_FEW_ROWS = 16
"""So many rows have room to stand wide apart."""
_WORDS_PX = 220
"""Room for the words behind the bars."""
_LONGEST_NAME = 16
_LAMPS = {
    Timing.OVERDUE: Lamp.FAR_BEHIND, Timing.NO_DAY: Lamp.NOT_REPORTED,
    Timing.OPEN: Lamp.ON_TRACK, Timing.LATE: Lamp.DONE, Timing.ISSUED: Lamp.DONE,
    Timing.REPEALED: Lamp.EXEMPT,
}  # fmt: skip


def rule_bars(rules: Sequence[PolicyRule], colours: Palette) -> go.Figure:
    """Return how far each rule's stage is, percent, in the given order; words stand behind it."""
    figure = go.Figure()
    names = [_name(rule.rule_id, rule.name) for rule in rules]
    figure.add_bar(
        y=names, x=[FULL_PCT] * len(names), orientation="h", width=_BAR, hoverinfo="skip",
        marker={"color": colours.track},
    )  # fmt: skip
    figure.add_bar(
        y=names, x=[rule.percent or 0.0 for rule in rules], orientation="h", width=_BAR,
        marker={"color": [colours.marks[_LAMPS[rule.timing]] for rule in rules]},
        hovertext=[f"{_escaped(rule.name)}<br>{rule_words(rule)}" for rule in rules],
        hoverinfo="text",
    )  # fmt: skip
    _captions(figure, names, [FULL_PCT] * len(names), [rule_words(rule) for rule in rules], colours)
    return _rows(figure, len(names), FULL_PCT, colours)


def case_bars(cases: Sequence[DamageCase], colours: Palette) -> go.Figure:
    """Return how many days each case has been open or took to close, in the given order."""
    figure = go.Figure()
    names = [_name(case.case_id, case.name) for case in cases]
    days = [case.open_days or 0 for case in cases]
    fills = [colours.bar if case.is_pending else colours.track for case in cases]
    figure.add_bar(
        y=names, x=days, orientation="h", width=_BAR, marker={"color": fills},
        hovertext=[f"{_escaped(case.name)}<br>{case_words(case)}" for case in cases],
        hoverinfo="text",
    )  # fmt: skip
    _captions(figure, names, days, [case_words(case) for case in cases], colours)
    return _rows(figure, len(names), max([*days, 1]), colours)


def rule_words(rule: PolicyRule) -> str:
    """Return stage, percent and how it stands against the planned day."""
    if not rule.is_planned:
        return rule.stage_label
    share = "" if rule.percent is None else f" {rule.percent:.0f}%"
    late = f" {rule.overdue_days} 天" if rule.overdue_days else ""
    return f"{rule.stage_label}{share}　{rule.timing.value}{late}"


def case_words(case: DamageCase) -> str:
    """Return stage, days and amount; an amount that nobody filled in is said so."""
    if case.open_days is None:
        days = "" if case.is_ended else "　尚未启动"
    else:
        days = f"　{case.open_days} 天"
    money = "金额未填" if case.amount is None else f"{case.amount:,.1f} 万元"
    return f"{case.stage_label}{days}　{money}"


def _captions(
    figure: go.Figure, names: list[str], at: Sequence[float], words: list[str], colours: Palette
) -> None:
    figure.add_scatter(
        y=names, x=list(at), mode="text", text=[f"  {word}" for word in words],
        textposition="middle right", textfont={"size": SMALL_PX, "color": colours.ink},
        hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip


def _rows(figure: go.Figure, n_rows: int, most: float, colours: Palette) -> go.Figure:
    row_px = _WIDE_ROW_PX if n_rows <= _FEW_ROWS else _ROW_PX
    dress(figure, colours, height=_FRAME_PX + row_px * max(n_rows, 1))
    figure.update_layout(barmode="overlay", margin={"r": _WORDS_PX})
    figure.update_xaxes(visible=False, range=[0, most])
    figure.update_yaxes(
        autorange="reversed", showgrid=False, type="category",
        tickfont={"size": SMALL_PX + 1, "color": colours.ink},
    )  # fmt: skip
    return figure


def _name(code: str, name: str) -> str:
    """Return what stands at a row; the code keeps two rows of one name apart."""
    short = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
    return f"{_escaped(code)}　{_escaped(short)}"


def _escaped(text: str) -> str:
    """Return text that a chart shows as it is: charts read a few tags as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
