"""监测网络: map and list side by side, then one well in depth."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from gwdash.assess.lamps import URGENCY, Lamp
from gwdash.charts.mark_image import mark_image
from gwdash.charts.well_map import MapPoint, well_map
from gwdash.export import page_tables
from gwdash.queries import network
from gwdash.queries.network import Well
from gwdash.registry import codes
from gwdash.registry.region import REGION
from gwdash.ui.choices import open_up, opened
from gwdash.ui.components.export_menu import Offer, origin, page_exports
from gwdash.ui.components.map_pictures import map_pictures
from gwdash.ui.components.marks import mark, source
from gwdash.ui.components.trace import show_trace, trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import network_arrival, well_depth

_MAP_PX, _LIST_PX, _LIST_ROW_PX = 560, 560, 35
#: Which wells are shown: the word, and what a well must be.
SHOWN = {
    "all": "全部",
    "source": "饮用水源",
    "silent": "连续无数据",
    "broken": "故障停用",
    "exceeding": "超Ⅲ类",
    "unregistered": "未登记",
}
_WORST_MEETING_GRADE = 3
_COLUMNS = {
    " ": st.column_config.ImageColumn(width=36, help="符号与地图相同"),
    "状态": st.column_config.TextColumn(width=100),
    "监测井": st.column_config.TextColumn(width=136),
    "县市区": st.column_config.TextColumn(width=64),
    "类别": st.column_config.TextColumn(width=48, help="最近一次采样的综合类别"),
    "参评": st.column_config.TextColumn(width=58, help="39项常规指标中已定类的项数"),
}


def show(frame: Frame) -> None:
    """Draw the page."""
    if frame.store is None:
        return
    wells = kept(frame.store, network.wells, frame.scope)
    if not wells:
        st.html(
            div(
                "gw-empty",
                "本期还没有监测井台账或监测数据。请在“数据填报”上传监测井台账，地图和清单随后显示。",
            )
        )
        return
    shown = _filtered(frame, wells)
    chosen = _opened_well(shown or wells)
    left, right = st.columns([1, 1.15], gap="small")
    with left, st.container(key="card_map"):
        _map(frame, shown, chosen)
    with right, st.container(key="card_list"):
        _list(frame, shown)
    with st.container(key="card_arrival"):
        network_arrival.show(frame, shown)
    well_depth.show(frame, chosen)
    states = [state_words(well, frame) for well in shown]
    page_exports(
        frame,
        [Offer("监测井清单", lambda: page_tables.wells_table(shown, states, origin(frame)))],
    )
    show_trace(frame)


def lamp_of(well: Well, frame: Frame) -> Lamp:
    """Return the shape and colour of a well's state."""
    if not well.registered:
        return Lamp.NOT_REPORTED
    if well.silent(frame.as_of):
        return Lamp.BEHIND
    if not well.state:
        return Lamp.NOT_REPORTED
    return Lamp.ON_TRACK if well.running else Lamp.FAR_BEHIND


def state_words(well: Well, frame: Frame) -> str:
    """Return the state as people say it."""
    if not well.registered:
        return "未登记"
    if well.silent(frame.as_of):
        return f"连续{well.silent_periods(frame.as_of)}期无数据"
    return well.state_label


def _is(kind: str, well: Well, frame: Frame) -> bool:
    match kind:
        case "source":
            return well.drinking
        case "silent":
            return well.registered and well.silent(frame.as_of)
        case "broken":
            return well.registered and bool(well.state) and not well.running
        case "exceeding":
            return (well.grade or 0) > _WORST_MEETING_GRADE
        case "unregistered":
            return not well.registered
        case _:
            return True


def _filtered(frame: Frame, wells: Sequence[Well]) -> list[Well]:
    """Draw the figures and the filter, and return the wells that are shown."""
    kind = opened("show", SHOWN, "all")
    counts = {code: sum(_is(code, well, frame) for well in wells) for code in SHOWN}
    with st.container(key="network_heading", horizontal=True, vertical_alignment="center"):
        st.html(_summary(frame, wells), width="content")
        for code, word in SHOWN.items():
            if not counts[code] and code != kind:
                continue
            st.button(
                f"{word} {counts[code]}",
                key=f"show_{code}",
                type="primary" if code == kind else "secondary",
                on_click=open_up,
                args=("show", code),
            )
    shown = [well for well in wells if _is(kind, well, frame)]
    return sorted(
        shown, key=lambda well: (URGENCY[lamp_of(well, frame)], -(well.grade or 0), well.well_id)
    )


def _summary(frame: Frame, wells: Sequence[Well]) -> Html:
    found = network.running(list(wells), frame.as_of)
    if found.rate_pct is None:
        name = tag("b", "监测井正常运行率 ", class_="gw-muted")
        why = span("gw-muted", " 所选范围没有本区台账中的监测井，不能计算")
        return div("gw-summary", name, span("gw-big", "—"), why)
    return div(
        "gw-summary",
        tag("b", "监测井正常运行率 ", class_="gw-muted"),
        span("gw-big", f"{found.rate_pct:.1f}%"),
        span("gw-muted", f" {found.normal}/{found.total} 眼　"),
        mark(Lamp.ON_TRACK), f" 正常 {found.normal}　",
        mark(Lamp.BEHIND), f" 连续无数据 {found.silent}　",
        mark(Lamp.FAR_BEHIND), f" 故障停用等 {found.broken}　",
        trace_link(frame, "running", "监测井正常运行率"),
        (mark(Lamp.NOT_REPORTED), f" 未填状态 {found.unknown}") if found.unknown else None,
    )  # fmt: skip


def _opened_well(wells: Sequence[Well]) -> Well:
    """Return the well in depth: the one asked for, else the one with the most to say."""
    by_id = {well.well_id: well for well in wells}
    talkative = max(wells, key=lambda w: (w.n_assessed > 0, w.n_levels > 0, w.grade or 0))
    return by_id[opened("well", by_id, talkative.well_id)]


def _map(frame: Frame, wells: Sequence[Well], chosen: Well) -> None:
    points = [
        MapPoint(
            well.well_id, well.title, f"{well.place}　{state_words(well, frame)}",
            well.lon, well.lat, lamp_of(well, frame),
        )
        for well in wells
        if well.lon is not None and well.lat is not None and well.county_code
    ]  # fmt: skip
    st.pydeck_chart(
        well_map(points, REGION, frame.colours, height_px=_MAP_PX, chosen=chosen.well_id),
        height=_MAP_PX,
        key="network_map",
        on_select=_pick_on_map,
        alt=f"{REGION.name}监测井分布图",
    )
    nowhere = sum(well.lon is None or well.lat is None for well in wells)
    outside = len(wells) - len(points) - nowhere
    more = f" · {nowhere} 个点没有位置" if nowhere else ""
    more += f" · {outside} 个点在本区以外，不在图中" if outside else ""
    st.html(
        source(
            f"点击井的符号查看该井{more} · 底图仅作示意，不作划界依据；饮用水源井位置按约1公里取整",
            map_pictures(frame) or "",
        )
    )


def _pick_on_map() -> None:
    """Open the well whose mark was clicked."""
    picked = st.session_state["network_map"].selection.objects.get("wells", [])
    if picked:
        open_up("well", picked[0]["well_id"])


def _list(frame: Frame, wells: Sequence[Well]) -> None:
    st.session_state["network_ids"] = [well.well_id for well in wells]
    st.dataframe(
        _table(frame, wells),
        key="network_list",
        height=min(_LIST_PX, _LIST_ROW_PX * (len(wells) + 1) + 2),
        hide_index=True,
        on_select=_pick_in_list,
        selection_mode="single-row",
        placeholder="—",
        column_config=_COLUMNS,
    )
    st.html(source(f"{frame.source_line} · 勾选一行查看该井"))


def _pick_in_list() -> None:
    """Open the well whose row was ticked."""
    rows = st.session_state["network_list"].selection.rows
    if rows:
        open_up("well", st.session_state["network_ids"][rows[0]])


def _table(frame: Frame, wells: Sequence[Well]) -> pd.DataFrame:
    """Return the list's columns under the words people read."""
    return pd.DataFrame(
        {
            " ": [mark_image(lamp_of(well, frame), frame.colours.mode) for well in wells],
            "状态": [state_words(well, frame) for well in wells],
            "监测井": [well.title for well in wells],
            "县市区": [well.place for well in wells],
            "类别": [well.label or "—" for well in wells],
            "参评": [f"{well.n_assessed}/39" if well.n_assessed else "—" for well in wells],
            "井来源": [
                network.code_label(codes.WELL_ORIGIN, well.origin) if well.origin else "—"
                for well in wells
            ],
            "最近水位": [
                f"{well.last_level_month:%Y-%m}" if well.last_level_month else "—" for well in wells
            ],
            "最近采样": [
                f"{well.last_sampled_on:%Y-%m-%d}" if well.last_sampled_on else "—"
                for well in wells
            ],
            "编码": [well.well_id for well in wells],
        }
    )
