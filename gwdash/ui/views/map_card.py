"""The right card of 一张图: the counties in order, one county, or one thing that was clicked."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from gwdash.queries.map_layers import Thing, Zones, tally
from gwdash.queries.map_shades import CountyShade, Shading
from gwdash.registry.datasets import DATASETS
from gwdash.registry.map_layers import FACE_WORDS, MAP_LAYERS, WELL, ZONE
from gwdash.registry.region import REGION
from gwdash.ui.choices import open_up
from gwdash.ui.components.map_mark import map_mark
from gwdash.ui.components.marks import NOTHING
from gwdash.ui.components.trace import TRACE, trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.map_choices import SHADE
from gwdash.ui.map_print import in_order
from gwdash.ui.markup import Html, div, span, tag

_TRACED = "数据溯源"
#: More than this many things make a list that nobody reads and that is slow to send.
_LONGEST_LIST = 400


def show(
    frame: Frame,
    told: Sequence[Shading],
    layers: Mapping[str, Sequence[Thing]],
    zones: Sequence[Zones],
    thing: Thing | None,
) -> None:
    """Draw a list for those who do not use a pointer, and the card under it.

    `told` is what the map is shaded by, and what else a county's card says.
    """
    _search(layers, thing)
    if thing is not None:
        st.html(_thing(frame, thing))
    elif frame.scope.county:
        st.html(_county(frame, told, layers, zones))
    else:
        st.html(_counties(frame, told[0]))


def _search(layers: Mapping[str, Sequence[Thing]], thing: Thing | None) -> None:
    """Draw the list of what is on the map; choosing in it is clicking on the map."""
    names = {
        f"{one.layer}:{one.thing_id}": f"{one.name}（{MAP_LAYERS[one.layer].label}，{one.word}）"
        for things in layers.values()
        for one in things
    }
    if not names:
        return
    key = "map_search"
    if len(names) > _LONGEST_LIST:
        st.html(div("gw-map-note", f"图上 {len(names):,} 个点：先选县市区，再按名称查找。"))
        return
    here = None if thing is None else f"{thing.layer}:{thing.thing_id}"
    st.session_state[key] = here
    st.selectbox(
        "查找图上的点", list(names), format_func=names.__getitem__, key=key, index=None,
        placeholder=f"在图上 {len(names):,} 个点中查找", label_visibility="collapsed",
        on_change=_found, args=(key,),
    )  # fmt: skip


def _found(key: str) -> None:
    open_up("at", st.session_state[key] or "")


def _counties(frame: Frame, found: Shading) -> Html:
    """Return the counties by place; each leads to its own view of the map."""
    rows = [_ranked(frame, found, one) for one in in_order(found)]
    head = tag("tr", [tag("th", word) for word in ("名次", "县市区", found.label, "n/N与说明")])
    return div(
        "gw-map-card",
        tag("h2", "县市区", tag("small", f"{found.darker}；点县市区名或图形进入")),
        div("gw-scroll", tag("table", tag("thead", head), tag("tbody", rows),
                             class_="gw-table gw-map-table")),
    )  # fmt: skip


def _ranked(frame: Frame, found: Shading, one: CountyShade) -> Html:
    """Return a county's row; its addresses are short, because thirteen are sent every time."""
    period = {"period": frame.scope.period, SHADE: found.code}
    here = f"map?{urlencode(period | {'county': one.county_code})}"
    rows = f"map?{urlencode(period | {TRACE: one.trace})}"
    return tag(
        "tr",
        tag("td", one.rank or NOTHING),
        tag("td", tag("a", REGION.place_name(one.county_code), class_="gw-quiet", href=here)),
        tag("td", tag("a", one.figure, class_="gw-quiet", href=rows, title=_TRACED)),
        tag("td", one.counts),
    )


def _county(
    frame: Frame,
    told: Sequence[Shading],
    layers: Mapping[str, Sequence[Thing]],
    zones: Sequence[Zones],
) -> Html:
    here = frame.scope.county
    rows: list[tuple[str, object]] = [_value(frame, found, found[here]) for found in told]
    rows += [(MAP_LAYERS[code].label, _states(things)) for code, things in layers.items()
             if code != ZONE.code]  # fmt: skip
    rows.append(("重点区", _zones(zones)))
    links = (
        ("一县一单", frame.address("sheet", unit=here)),
        ("监测网络", frame.address("network")),
        ("任务进展", frame.address("tasks")),
        ("台账查询", frame.address("ledgers", dataset="well")),
    )
    back = frame.address("map", county="all")
    return div(
        "gw-map-card",
        tag(
            "h2",
            REGION.place_name(here),
            tag("small", tag("a", "返回全部县市区", class_="gw-link", href=back)),
        ),
        _table(rows),
        _links(links),
    )


def _value(frame: Frame, found: Shading, one: CountyShade) -> tuple[str, Html]:
    rank = f"　第 {one.rank} 名" if one.rank else ""
    name = f"{REGION.place_name(one.county_code)}{found.label}"
    link = trace_link(frame, one.trace, name)
    said = div("", tag("b", one.figure), rank, tag("br"), one.counts, " ", link)
    return found.label, said


def _states(things: Sequence[Thing]) -> str:
    counts = tally(things)
    parts = [f"{word} {counts[face]}" for face, word in FACE_WORDS.items() if counts[face]]
    return f"{len(things)}：{'，'.join(parts)}" if things else "台账里没有"


def _zones(zones: Sequence[Zones]) -> str:
    if not zones:
        return "台账里没有分区"
    return "；".join(
        f"{one.zone_class} {one.n} 个"
        + (f"，{one.area_km2:,.1f} km²" if one.area_km2 is not None else "，面积未填")
        + f"，已报批 {one.n_submitted}/{one.n}"
        for one in zones
    )


def _thing(frame: Frame, one: Thing) -> Html:
    layer = MAP_LAYERS[one.layer]
    trace = f"well:{one.thing_id}" if one.layer == WELL.code else f"map:{one.layer}:{one.thing_id}"
    rows: list[tuple[str, object]] = [
        ("状态", span("gw-map-state", map_mark(one.face, frame.colours.mode), tag("b", one.word))),
        ("县市区", one.place),
        ("编号", one.thing_id),
        *one.details,
        ("位置", _position(one)),
        ("来源", (f"{one.source_sheet}!{one.source_cell} ", trace_link(frame, trace, one.name))),
    ]
    links = [("台账查询", frame.address("ledgers", dataset=layer.dataset, q=one.thing_id))]
    if one.layer == WELL.code:
        links.insert(0, ("监测网络：这眼井", frame.address("network", well=one.thing_id)))
    if one.county_code:
        links.append(("一县一单", frame.address("sheet", unit=one.county_code)))
    return div(
        "gw-map-card",
        tag("h2", one.name, tag("small", f"{layer.label} · {DATASETS[layer.dataset].label}")),
        _table(rows),
        _links(links),
    )


def _position(one: Thing) -> str:
    if one.lon is None or one.lat is None:
        word = "边界坐标" if MAP_LAYERS[one.layer].areal else "坐标"
        return f"台账里没有{word}，未画在图上"
    # Two places say as much as the map shows: where it lies, not the very spot.
    return f"东经 {one.lon:.2f}°，北纬 {one.lat:.2f}°（取整）"


def _table(rows: Sequence[tuple[str, object]]) -> Html:
    return tag(
        "table", [tag("tr", tag("th", name), tag("td", said)) for name, said in rows],
        class_="gw-facts-table",
    )  # fmt: skip


def _links(links: Sequence[tuple[str, str]]) -> Html:
    return div("gw-map-links", [tag("a", word, class_="gw-link", href=to) for word, to in links])
