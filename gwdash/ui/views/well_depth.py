"""One well in depth: its card, its levels, one indicator against the classes, all of them small."""

import streamlit as st

from gwdash.assess.series_rules import series_rules
from gwdash.queries.analyte_record import well_records
from gwdash.queries.network import Well, code_label
from gwdash.registry import codes
from gwdash.registry.model import CodeList
from gwdash.standards.analytes import ANALYTES
from gwdash.ui.components.marks import NOTHING, source
from gwdash.ui.components.trace import trace_link
from gwdash.ui.components.well_drawing import well_drawing
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import well_indicators, well_levels, well_quality

_ROUTINE = sum(analyte.routine for analyte in ANALYTES.values())


def show(frame: Frame, well: Well) -> None:
    """Draw the well's card, hydrograph, one indicator's series, and all of them small."""
    if frame.store is None:
        return
    st.html(
        tag(
            "h1",
            f"{well.title}　",
            span("gw-muted gw-sub-title", f"{well.well_id} · {well.place}"),
            class_="gw-title",
        )
    )
    card, levels, quality = st.columns([0.9, 1.25, 1.35], gap="small")
    with card, st.container(key="card_well"):
        st.html(_card(frame, well))
    with levels, st.container(key="card_levels"):
        well_levels.show(frame, frame.store, well)
    records = kept(frame.store, well_records, well.well_id, frame.as_of, series_rules())
    with quality, st.container(key="card_quality"):
        well_quality.show(frame, frame.store, well, records)
    if records:
        with st.container(key="card_indicators"):
            st.html(well_indicators.grid(frame, well, records))


def _card(frame: Frame, well: Well) -> Html:
    rows = [tag("tr", tag("th", name), tag("td", value)) for name, value in _facts(well)]
    return div(
        "",
        tag("h2", "监测井基本情况", class_="gw-h2"),
        div("gw-well", tag("table", rows, class_="gw-facts-table"), well_drawing(well)),
        source(
            f"{well.file_origin}　" if well.registered else "仅有监测数据，请补报监测井台账　",
            trace_link(frame, f"well:{well.well_id}", well.title),
        ),
    )


def _facts(well: Well) -> tuple[tuple[str, str], ...]:
    """Return what the register says of a well, name and value."""
    kind = f"{well.label}（参评 {well.n_assessed}/{_ROUTINE}）" if well.label else "未监测"
    return (
        ("运行状态", well.state_label if well.registered else "台账中没有这个点"),
        ("井来源", _coded(codes.WELL_ORIGIN, well.origin)),
        ("埋藏条件", _coded(codes.BURIAL, well.burial)),
        ("含水介质", _coded(codes.MEDIUM, well.medium)),
        ("成井深度", _metres(well.depth_m)),
        ("筛管埋深", _screen(well)),
        ("井口高程", _metres(well.elevation_m)),
        ("成井时间", f"{well.built_on:%Y-%m}" if well.built_on else NOTHING),
        ("位置", _position(well)),
        ("运维责任单位", well.maintainer or NOTHING),
        ("综合类别", kind),
        ("定类指标", _short(well.worst_analytes)),
    )


def _coded(listed: CodeList, code: str) -> str:
    return code_label(listed, code) if code else NOTHING


def _metres(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f} m"


def _screen(well: Well) -> str:
    if well.screen_top_m is None or well.screen_bottom_m is None:
        return NOTHING
    return f"{well.screen_top_m:g}–{well.screen_bottom_m:g} m"


def _position(well: Well) -> str:
    """Return the position; that of a drinking-water well comes rounded and says so."""
    if well.lon is None or well.lat is None:
        return NOTHING
    if well.drinking:
        return f"{well.lon:.2f}, {well.lat:.2f}（取整）"
    return f"{well.lon:.5f}, {well.lat:.5f}"


def _short(names: str) -> str:
    parts = [part.partition("(")[0] for part in names.split("、") if part]
    return "、".join(parts[:4]) + (f"等 {len(parts)} 项" if len(parts) > 4 else "") or NOTHING  # noqa: PLR2004
