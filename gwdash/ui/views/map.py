"""一张图: the counties by what they are shaded by, what lies in them, and what was clicked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from gwdash.charts.county_map import COUNTIES, Drawing, PointLayer, county_map, mark_size_px
from gwdash.charts.county_shades import drawn
from gwdash.export import map_tables
from gwdash.queries.map_layers import Thing, zones
from gwdash.queries.map_outlines import outlines
from gwdash.queries.map_shades import PROGRESS, SCORE, Shading, choices, shading
from gwdash.registry.map_layers import MAP_LAYERS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import Store
from gwdash.ui.choices import Choice, chosen, open_up, opened
from gwdash.ui.components.export_menu import Offer, origin, page_exports
from gwdash.ui.components.marks import source
from gwdash.ui.components.trace import show_trace
from gwdash.ui.frame import ALL_COUNTIES, Frame
from gwdash.ui.kept import kept
from gwdash.ui.map_choices import OPTIONS, SHADE, MapChoices, shown_things
from gwdash.ui.map_files import picture_address, points_address, region_files
from gwdash.ui.markup import Html, div, tag
from gwdash.ui.views import map_card, map_legend

#: Height of the drawn map, and the least width it gets; larger screens enlarge both.
SIZE_PX = (640, 570)
_MAP = "county_map"
#: What is open beside the county: ``layer:identifier``.
AT = "at"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the map shows: the choices and the answers to them."""

    choice: MapChoices
    found: Shading
    layers: Mapping[str, Sequence[Thing]]


def show(frame: Frame) -> None:
    """Draw the page."""
    if frame.store is None:
        return
    store, whole = frame.store, Scope(frame.scope.period, "", frame.scope.include_new_area)
    left, middle, right = st.columns([2.5, 1, 1.25], gap="small")
    with middle, st.container(key="card_map_choices"):
        choice = _choices()
        found = kept(store, shading, whole, choice.shade)
        seen = _Seen(choice, found, shown_things(store, frame.scope, choice))
        map_legend.show(found, choice, seen.layers)
    thing = _opened_thing(seen.layers)
    with left, st.container(key="card_county_map"):
        _map(frame, store, seen, thing)
    codes = dict.fromkeys((choice.shade, SCORE, PROGRESS)) if frame.scope.county else ()
    told = [kept(store, shading, whole, code) for code in codes] or [found]
    with right, st.container(key="card_map_facts"):
        map_card.show(frame, told, seen.layers, kept(store, zones, frame.scope), thing)
    page_exports(frame, _offers(frame, found, seen.layers))
    _pictures(frame, store, choice)
    show_trace(frame)


def _choices() -> MapChoices:
    """Draw what can be chosen and return what is."""
    st.html(tag("h2", "县市区按什么着色", class_="gw-map-h"))
    shade = chosen(Choice(SHADE, "县市区按什么着色", choices(), SCORE))
    layers = tuple((code, opened(code, options, options[0])) for code, options in OPTIONS.items())
    return MapChoices(shade, layers)


def _opened_thing(layers: Mapping[str, Sequence[Thing]]) -> Thing | None:
    """Return what the address has open, of the layers that are on."""
    known = {f"{one.layer}:{one.thing_id}": one for things in layers.values() for one in things}
    return known.get(opened(AT, known))


def _map(frame: Frame, store: Store, seen: _Seen, thing: Thing | None) -> None:
    st.html(_title(frame, seen.found))
    at = None if thing is None else (thing.lon, thing.lat)
    found = _layers(frame, store, seen)
    drawing = Drawing(
        drawn(seen.found), [one for one in found if not MAP_LAYERS[one.code].areal], SIZE_PX,
        frame.scope.county,
        None if at is None or at[0] is None or at[1] is None else (at[0], at[1]),
        [one for one in found if MAP_LAYERS[one.code].areal],
        _outline(frame, store, thing),
    )  # fmt: skip
    st.pydeck_chart(
        county_map(REGION, drawing, region_files(frame.colours.mode), frame.colours),
        height=SIZE_PX[1],
        key=_MAP,
        on_select=_pick,
        alt=f"{REGION.name}各县市区{seen.found.label}与监测井、水源等分布示意图",
    )  # fmt: skip
    st.html(
        source(
            f"{frame.source_line} · 点击县市区、井、水源、重点区或单位查看，点空白处退回 · "
            "示意图，非行政区域界线，不作划界依据 · 饮用水源和饮用水源井位置按约1公里取整"
        )
    )


def _outline(frame: Frame, store: Store, thing: Thing | None) -> Mapping[str, Any] | None:
    """Return the outline of a chosen zone."""
    if thing is None or not MAP_LAYERS[thing.layer].areal:
        return None
    found = kept(store, outlines, frame.scope).get(thing.thing_id)
    return None if found is None else found.geometry


def _layers(frame: Frame, store: Store, seen: _Seen) -> list[PointLayer]:
    points = [things for code, things in seen.layers.items() if not MAP_LAYERS[code].areal]
    size = mark_size_px(sum(map(len, points)))
    return [
        PointLayer(code, points_address(store, frame.scope, code, by), size)
        for code, by in seen.choice.shown
        if seen.layers[code]
    ]  # fmt: skip


def _title(frame: Frame, found: Shading) -> Html:
    where = REGION.place_name(frame.scope.county) if frame.scope.county else "全部县市区"
    hint = f"{frame.period_label} · {where} · {found.darker}；斜线为本期未报"
    return div(
        "gw-map-title",
        tag("h2", found.label, tag("span", "内部资料", class_="gw-map-stamp")),
        div("gw-map-note", hint),
    )


def _pick() -> None:
    """Open what was clicked; an empty place closes the thing, then the county."""
    objects = st.session_state[_MAP].selection.objects
    counties = objects.get(COUNTIES, [])
    if counties:
        _open_county(str(counties[0]["properties"]["i"]))
        return
    for layer in MAP_LAYERS:
        if picked := objects.get(layer, []):
            facts = picked[0].get("properties", picked[0])
            open_up(AT, f"{layer}:{facts['i']}")
            return
    if st.session_state.get(f"open_{AT}"):
        open_up(AT, "")
    else:
        _open_county(ALL_COUNTIES)


def _open_county(code: str) -> None:
    """Choose a county in the strip, for this page and those after it."""
    open_up(AT, "")
    for word in ("choice", "seen", "kept"):
        st.session_state[f"{word}_county"] = code
    st.query_params["county"] = code


def _offers(frame: Frame, found: Shading, layers: Mapping[str, Sequence[Thing]]) -> list[Offer]:
    about = origin(frame)
    offers = [Offer(f"县市区{found.label}", lambda: map_tables.shades_table(found, about))]
    for code, things in layers.items():
        label = MAP_LAYERS[code].label
        offers.append(
            Offer(f"图上{label}", partial(map_tables.things_table, code, things, about))
        )  # fmt: skip
    return offers


def _pictures(frame: Frame, store: Store, choice: MapChoices) -> None:
    """Draw the links to the map as a picture at print size."""
    if frame.tools is None:
        return
    svg = picture_address(store, frame.scope, choice)
    page = picture_address(store, frame.scope, choice, "html")
    with frame.tools:
        st.html(
            div(
                "gw-map-pictures",
                tag("a", "SVG 图", href=svg, download="", class_="gw-link",
                    title="A4 横向，带标题、图例、名次和来源，可放大编辑"),
                tag("a", "PNG 图", href=page, target="_blank", class_="gw-link",
                    title="A4 横向、每英寸300点，在新窗口保存"),
            ),
            width="content",
        )  # fmt: skip
