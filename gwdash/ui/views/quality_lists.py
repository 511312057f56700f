"""The lists of 水质: seasons, open results, exceedances, and every point with its class."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from gwdash.queries.quality import Point, PointSeason, Shift, Verdict, shifts
from gwdash.queries.quality_history import SeasonCount
from gwdash.queries.quality_results import Exceedance
from gwdash.standards.analytes import ROUTINE_COUNT
from gwdash.standards.gbt14848 import GRADES, UNDECIDED
from gwdash.ui.components.marks import NOTHING, source
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag

if TYPE_CHECKING:
    from gwdash.ui.views.quality import Board

_SHOWN_ROWS = 200
_SHOWN_SEASONS = 7
_NAMED_WORST = 3
_NO_TIMES = "pH、感官等文字指标和只知“大于”的结果不计超标倍数"


def show(frame: Frame, board: "Board") -> None:
    """Draw the exceedance list and below it the list of points."""
    with st.container(key="card_exceedances"):
        st.html(_exceedances(frame, board))
    with st.container(key="card_points"):
        st.html(_points(frame, board))


def grade_chip(label: str) -> Html:
    """Return a class with its numeral on its colour; ≤X and 未定 stay without a colour."""
    if label not in GRADES:
        return span("gw-grade gw-grade-open", label or NOTHING)
    return span("gw-grade", span(f"gw-swatch gw-class-{GRADES.index(label) + 1}"), f"{label}类")


# -- seasons -------------------------------------------------------------------------------------


def history(frame: Frame, board: "Board") -> Html:
    """Return the classes of the seasons of the last years, the latest first."""
    grades: list[int | None] = [*range(1, len(GRADES) + 1)]
    if any(view.by_grade[None] for view in board.history):
        grades.append(None)
    heads = (
        "水期",
        "达到Ⅲ类",
        "参评",
        *(UNDECIDED if g is None else GRADES[g - 1] for g in grades),
    )
    shown = board.history[:_SHOWN_SEASONS]
    rows = [_season_row(frame, board, view, grades) for view in shown]
    return div(
        "gw-card gw-seasons",
        tag("h2", "历次水期", tag("small", f"{board.kind_label}数，点击水期查看")),
        div(
            "gw-scroll",
            tag("table", tag("thead", _heads(heads)), tag("tbody", rows), class_="gw-table"),
        ),
        source(
            f"{frame.source_line} · 参评为39项常规指标中类别已定的最少至最多项数，更早的水期见导出"
        ),
    )


def _season_row(
    frame: Frame, board: "Board", view: SeasonCount, grades: Sequence[int | None]
) -> Html:
    address = frame.address("quality", season=view.season.code, kind=board.kind.value)
    name = tag("a", view.season.short, href=address, class_="gw-link", title=view.season.label)
    counts = [_count(view.by_grade[grade]) for grade in grades]
    if not view.n_sampled:
        counts = [tag("td", "未监测", class_="gw-muted", colspan=len(grades))]
    met = f"{view.verdicts[Verdict.MET]}/{view.n_sampled}" if view.n_sampled else NOTHING
    return tag(
        "tr",
        tag("td", name, class_="gw-nowrap"),
        tag("td", met, class_="gw-nowrap"),
        tag("td", _assessed(view), class_="gw-nowrap"),
        *counts,
        class_="gw-here" if view.season == board.now.season else None,
    )


def _count(n: int) -> Html:
    return tag("td", str(n) if n else span("gw-muted", "0"))


def _assessed(view: SeasonCount) -> str:
    if view.assessed is None:
        return NOTHING
    low, high = view.assessed
    return f"{low}/{ROUTINE_COUNT}" if low == high else f"{low}–{high}/{ROUTINE_COUNT}"


def open_results(board: "Board") -> Html | str:
    """Return which indicators stay without a class and why, each kind for itself."""
    lines = [
        ("≤X（未检出，检出限高于Ⅰ类）", [(o.name, o.n_bounded) for o in board.analytes]),
        ("未定（已监测，不能定类）", [(o.name, o.n_open) for o in board.analytes]),
        ("未监测（表中填报）", [(o.name, o.n_absent) for o in board.analytes]),
    ]
    rows = [
        tag(
            "p",
            tag("b", f"{words}　"),
            "、".join(f"{name} {n} 点" for name, n in own),
            class_="gw-p",
        )
        for words, found in lines
        if (own := [(name, n) for name, n in found if n])
    ]
    return div("gw-open", rows)


# -- exceedances ---------------------------------------------------------------------------------


def _exceedances(frame: Frame, board: "Board") -> Html:
    found = board.exceedances
    title = tag(
        "h2",
        f"超Ⅲ类结果清单（{len(found)} 条）",
        span("gw-hint", "按超标倍数排列，点击点位看该井全部结果"),
        class_="gw-h2",
    )
    if not found:
        words = "本水期没有样品。" if not board.now.sampled else "本水期没有超过Ⅲ类的结果。"
        return div("", title, div("gw-empty", words))
    heads = (
        "点位", "县市区", "指标", "监测值", "Ⅲ类限值", "超标倍数", "类别", "采样日期", "数据溯源",
    )  # fmt: skip
    shown = found[:_SHOWN_ROWS]
    rest = len(found) - len(shown)
    more = f" · 只列前 {_SHOWN_ROWS} 条，另有 {rest} 条" if rest else ""
    return div(
        "",
        title,
        _table(heads, [_exceedance_row(frame, one) for one in shown]),
        source(f"{frame.source_line} · 倍数＝（监测值−限值）/限值；{_NO_TIMES}{more}"),
    )


def _exceedance_row(frame: Frame, one: Exceedance) -> Html:
    times = f"{one.times_over:.2f}" if one.times_over is not None else NOTHING
    unit = "" if one.unit in {"", "无量纲"} else f" {one.unit}"
    layer = f"（{one.layer}）" if one.layer else ""
    return tag(
        "tr",
        tag("td", _well_link(frame, one.point), layer, class_="gw-nowrap"),
        tag("td", one.point.place, class_="gw-nowrap"),
        tag("td", _series_link(frame, one), class_="gw-nowrap"),
        tag("td", f"{one.value_words}{unit}", class_="gw-num", title=f"填报原文：{one.raw}"),
        tag("td", f"{one.limit_words}{unit if one.limit is not None else ''}", class_="gw-num"),
        tag(
            "td",
            times,
            class_="gw-num",
            title=None if one.times_over is not None else _NO_TIMES,
        ),
        tag("td", grade_chip(one.label), class_="gw-nowrap"),
        tag("td", f"{one.sampled_on:%Y-%m-%d}", class_="gw-nowrap"),
        tag("td", one.origin, " ", _trace(frame, one), class_="gw-small gw-muted gw-origin"),
    )


def _trace(frame: Frame, one: Exceedance) -> Html:
    what = f"results:{one.point.well_id}:{one.analyte}"
    return trace_link(frame, what, f"{one.point.title}{one.name}")


def _series_link(frame: Frame, one: Exceedance) -> Html:
    address = frame.address("network", well=one.point.well_id, analyte=one.analyte)
    return tag("a", one.name, href=address, class_="gw-link", title="看过程线、趋势和上年同期")


def _well_link(frame: Frame, point: Point) -> Html:
    address = frame.address("network", well=point.well_id)
    return tag("a", point.title, href=address, class_="gw-link", title=point.well_id)


# -- points --------------------------------------------------------------------------------------


def _points(frame: Frame, board: "Board") -> Html:
    both = {one.now.point.well_id: one for one in shifts(board.now, board.before)}
    rows = [_point_row(frame, one, both.get(one.point.well_id)) for one in board.now.sampled]
    rows += [_unsampled_row(frame, point) for point in board.now.unsampled]
    title = tag(
        "h2",
        f"各点类别（{len(board.now.sampled)} 个已监测，{len(board.now.unsampled)} 个未监测）",
        class_="gw-h2",
    )
    if not rows:
        return div("", title, div("gw-empty", f"没有{board.kind_label}。"))
    shown = rows[:_SHOWN_ROWS]
    rest = len(rows) - len(shown)
    more = f" · 只列前 {_SHOWN_ROWS} 个，另有 {rest} 个" if rest else ""
    heads = (
        "点位",
        "县市区",
        "类别",
        "定类指标",
        "参评",
        board.before.season.short,
        "采样日期",
    )
    return div("", title, _table(heads, shown), source(f"{frame.source_line}{more}"))


def _point_row(frame: Frame, one: PointSeason, shift: Shift | None) -> Html:
    note = None if one.verdict is not Verdict.UNDECIDABLE else div("gw-small", one.verdict.value)
    doubtful = div("gw-small gw-muted", f"存疑 {one.n_doubtful} 项") if one.n_doubtful else None
    return tag(
        "tr",
        tag("td", _well_link(frame, one.point), class_="gw-nowrap"),
        tag("td", one.point.place, class_="gw-nowrap"),
        tag("td", grade_chip(one.label), note, doubtful, class_="gw-nowrap"),
        tag("td", _short(one.worst_analytes), title=one.worst_analytes),
        tag("td", f"{one.n_assessed}/{ROUTINE_COUNT}", class_="gw-num"),
        tag("td", _shift(shift), class_="gw-nowrap"),
        tag("td", f"{one.last_sampled_on:%Y-%m-%d}", class_="gw-nowrap"),
    )


def _unsampled_row(frame: Frame, point: Point) -> Html:
    return tag(
        "tr",
        tag("td", _well_link(frame, point), class_="gw-nowrap"),
        tag("td", point.place, class_="gw-nowrap"),
        tag("td", span("gw-muted", "未监测"), colspan=5),
    )


def _shift(shift: Shift | None) -> Html:
    if shift is None:
        return span("gw-muted", NOTHING, title="同期没有样品")
    words = {0: "持平"}.get(shift.steps, "▲变好" if shift.steps > 0 else "▼变差")
    if None in {shift.now.grade, shift.before.grade}:
        words = ""
    return span("", grade_chip(shift.before.label), span("gw-muted", f" {words}"))


def _short(names: str) -> str:
    parts = [part.partition("(")[0] for part in names.split("、") if part]
    more = f"等 {len(parts)} 项" if len(parts) > _NAMED_WORST else ""
    return "、".join(parts[:_NAMED_WORST]) + more or NOTHING


def _table(heads: Sequence[str], rows: Sequence[Html]) -> Html:
    table = tag(
        "table", tag("thead", _heads(heads)), tag("tbody", rows), class_="gw-table gw-issues"
    )
    return div("gw-scroll gw-tall", table)


def _heads(words: Sequence[str]) -> Html:
    return tag("tr", [tag("th", word) for word in words])
