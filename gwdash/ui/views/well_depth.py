"""One well in depth: its card, its levels, and one analyte against the classes."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from gwdash.charts.series import analyte_series, hydrograph
from gwdash.export import page_tables
from gwdash.export.tables import file_stem
from gwdash.queries import network
from gwdash.queries.network import Well, code_label
from gwdash.registry import codes
from gwdash.registry.model import CodeList
from gwdash.standards.analytes import ANALYTES
from gwdash.store.database import Store
from gwdash.ui.choices import Choice, chosen
from gwdash.ui.components.charts import plot
from gwdash.ui.components.export_menu import Offer, export_menu, origin
from gwdash.ui.components.marks import NOTHING, source
from gwdash.ui.components.trace import trace_link
from gwdash.ui.components.well_drawing import well_drawing
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag

_ROUTINE = sum(analyte.routine for analyte in ANALYTES.values())


def show(frame: Frame, well: Well) -> None:
    """Draw the well's card, hydrograph and one analyte's series."""
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
        _levels(frame, frame.store, well)
    with quality, st.container(key="card_quality"):
        _quality(frame, frame.store, well)


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


def _levels(frame: Frame, store: Store, well: Well) -> None:
    st.html(tag("h2", "地下水水位", class_="gw-h2"))
    levels = network.levels(store, well.well_id, frame.as_of)
    if levels.empty:
        st.html(div("gw-empty", "还没有水位数据。"))
        return
    as_head = bool(levels["depth_to_water_m"].isna().all())
    plot(
        hydrograph(levels, frame.colours, as_head=as_head),
        key="hydrograph",
        alt="水位过程线",
        file_name=file_stem(f"{well.title}地下水水位", frame.period_label),
    )
    first, last = levels["measured_at"].min(), levels["measured_at"].max()
    kind = "水位标高，1985国家高程基准" if as_head else "水位埋深，从地面向下为正"
    span_words = f"{len(levels)} 次测量，{first:%Y-%m-%d} 至 {last:%Y-%m-%d}"
    link = trace_link(frame, f"levels:{well.well_id}", "地下水水位")
    st.html(source(f"{span_words} · {kind} · 末次 {_origin(levels)}　", link))
    offer = Offer("地下水水位", lambda: page_tables.levels_table(well, levels, origin(frame)))
    export_menu([offer], key="levels", period=frame.period_label)


def _quality(frame: Frame, store: Store, well: Well) -> None:
    measured = network.analytes(store, well.well_id, frame.as_of)
    with st.container(key="quality_heading", horizontal=True, vertical_alignment="center"):
        st.html(tag("h2", "水质指标", class_="gw-h2"))
        if measured.empty:
            st.html(div("gw-empty", "还没有水质数据。"))
            return
        code = _analyte(dict(zip(measured["analyte"], measured["n_exceeding"], strict=True)))
    results = network.results(store, well.well_id, code, frame.as_of)
    analyte = ANALYTES[code]
    if analyte.kind == "text":
        st.html(_table(results))
    else:
        plot(
            analyte_series(results, analyte, frame.colours),
            key="series",
            alt=f"{analyte.label}变化",
            file_name=file_stem(f"{well.title}{analyte.label}", frame.period_label),
        )
    link = trace_link(frame, f"results:{well.well_id}:{code}", analyte.label)
    st.html(source(f"{_quality_line(results)}　", link))
    offer = Offer(
        f"{analyte.label}监测结果",
        lambda: page_tables.results_table(well, analyte, results, origin(frame)),
    )
    export_menu([offer], key="results", period=frame.period_label)


def _analyte(counts: Mapping[str, int]) -> str:
    """Draw the choice between what was measured and return it; the one exceeding most is first."""
    labels = {code: _option(code, n_exceeding) for code, n_exceeding in counts.items()}
    return chosen(Choice("analyte", "水质指标", labels, next(iter(labels))))


def _option(code: str, n_exceeding: int) -> str:
    name = ANALYTES[code].label
    return f"{name}（超Ⅲ类 {n_exceeding} 次）" if n_exceeding else name


def _quality_line(results: pd.DataFrame) -> str:
    hollow = int(results["flag"].isin(["nd", "nd_no_dl"]).sum())
    words = (
        f"{len(results)} 次结果，其中未检出 {hollow} 次（空心，画在检出限处）"
        if hollow
        else f"{len(results)} 次结果"
    )
    return f"{words} · 色带为 GB/T 14848-2017 类别，虚线为Ⅲ类限值 · 末次 {_origin(results)}"


def _origin(frame: pd.DataFrame) -> str:
    last = frame.iloc[-1]
    return f"{last['file_name']} {last['source_sheet']}!{last['source_cell']}"


def _table(results: pd.DataFrame) -> Html:
    rows = [
        tag("tr", tag("td", f"{day:%Y-%m-%d}"), tag("td", raw))
        for day, raw in zip(results["sampled_on"], results["raw"], strict=True)
    ]
    head = tag("tr", tag("th", "采样日期"), tag("th", "结果"))
    return tag("table", tag("thead", head), tag("tbody", rows), class_="gw-table")
