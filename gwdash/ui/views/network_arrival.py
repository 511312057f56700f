"""The card of 监测网络 that shows in which months levels came, and from which wells none."""

from collections.abc import Sequence

import streamlit as st

from gwdash.charts.arrival import FACES, SHOWN_WELLS, Face, arrival_grid, shown
from gwdash.charts.paper import Key
from gwdash.export.page_tables import arrivals_table
from gwdash.queries.arrival import MONTHS, Arrival, Arrivals, arrivals
from gwdash.queries.network import Well
from gwdash.ui.choices import open_up
from gwdash.ui.components.charts import caption, plot, scope_words
from gwdash.ui.components.export_menu import Offer, export_menu, origin
from gwdash.ui.components.marks import source
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, span, tag

KEY = "arrival_grid"


def show(frame: Frame, wells: Sequence[Well]) -> None:
    """Draw the grid of the wells that are shown on the map."""
    if frame.store is None:
        return
    found = kept(frame.store, arrivals, tuple(well.well_id for well in wells), frame.as_of)
    hint = f"近 {MONTHS} 个月，缺报多的在前；点击一个符号查看该井"
    st.html(tag("h2", "水位到报情况", span("gw-hint", hint), class_="gw-h2"))
    if not found.wells:
        st.html(div("gw-empty", f"所选范围的井近 {MONTHS} 个月没有报送过水位。"))
        return
    st.html(_legend(frame, found))
    if not any(total.expected for total in found.totals):
        st.html(div("gw-empty", f"没有可以判断缺报的井：{_rest(found, len(wells))}。"))
        return
    names = {well.well_id: f"{well.title}　{well.place}" for well in wells}
    rest = _rest(found, len(wells))
    words = f"{len(shown(found))} 眼井近 {MONTHS} 个月的水位到报情况"
    pictures = plot(
        arrival_grid(found, names, frame.colours),
        key=KEY,
        alt=words,
        on_select=_pick,
        caption=caption(
            frame,
            "水位到报情况",
            note=rest,
            about=scope_words(frame, words),
            keys=_keys(frame, found),
        ),
    )
    st.html(source(f"{frame.source_line} · {rest}", pictures))
    offer = Offer("水位到报情况", lambda: arrivals_table(found, names, origin(frame)))
    export_menu([offer], key="arrival", period=frame.period_label)


def _legend(frame: Frame, found: Arrivals) -> Html:
    """Return what the shapes mean, with the counts of the period's month."""
    marks = [
        span(
            "",
            span(f"gw-mark-{face.lamp.value}", face.mark),
            f" {face.word} {found.last(kind)}",
        )
        for kind, face in _present(found)
    ]
    return div("gw-legend", span("", f"{frame.period_label}："), marks)


def _present(found: Arrivals) -> list[tuple[Arrival, Face]]:
    present = {kind for well in found.wells for kind in well.kinds}
    return [(kind, face) for kind, face in FACES.items() if kind in present]


def _keys(frame: Frame, found: Arrivals) -> list[Key]:
    """Return what the shapes mean on paper; counts are of the period's month."""
    return [
        Key(f"{face.word} {found.last(kind)}", frame.colours.marks[face.lamp], face.mark)
        for kind, face in _present(found)
    ]


def _rest(found: Arrivals, n_wells: int) -> str:
    """Return how many wells the grid does not draw, and why not."""
    full = len(found.wells) - len(found.with_gaps) - found.n_unjudged
    parts = [f"到报率＝到报井数／台账应报井数，故障停用的井仍计入应报；{full} 眼没有缺报，不在图中"]
    if found.n_unjudged:
        parts.append(f"{found.n_unjudged} 眼未登记或未填运行状态，不判断缺报")
    if len(found.with_gaps) > SHOWN_WELLS:
        parts.append(f"另有 {len(found.with_gaps) - SHOWN_WELLS} 眼有缺报，可选县市区查看")
    if n_wells > len(found.wells):
        parts.append(f"{n_wells - len(found.wells)} 眼近 {MONTHS} 个月从未报送水位，不作判断")
    return "；".join(parts)


def _pick() -> None:
    """Open the well whose mark was clicked."""
    points = st.session_state[KEY].selection.points
    picked = next((point["customdata"] for point in points if point.get("customdata")), None)
    if picked:
        open_up("well", picked if isinstance(picked, str) else picked[0])
