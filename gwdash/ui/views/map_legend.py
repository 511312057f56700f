"""The legend of 一张图, which is also where its layers are switched on and off."""

from collections.abc import Mapping, Sequence

import streamlit as st

from gwdash.charts.county_shades import HATCHED, KIND_WORDS
from gwdash.charts.theme import Mode, palette
from gwdash.queries.map_layers import BY_CLASS, BY_STATE, Thing, tally
from gwdash.queries.map_shades import Kind, Shading
from gwdash.registry.map_layers import MAP_LAYERS, SEALED, SITE, SOURCE, WELL, ZONE
from gwdash.ui.choices import open_up
from gwdash.ui.components.map_mark import map_mark
from gwdash.ui.map_choices import OFF, ON, MapChoices, faces_of
from gwdash.ui.map_print import scale_words
from gwdash.ui.markup import Html, div, span, tag

_WELL_WORDS = {BY_STATE: "按状态", BY_CLASS: "按类别", OFF: "不显示"}


def show(found: Shading, choice: MapChoices, layers: Mapping[str, Sequence[Thing]]) -> None:
    """Draw scale and layers."""
    st.html(_scale(found))
    chosen = dict(choice.layers)
    mode = palette(st.context.theme.type).mode
    for code in (WELL.code, SOURCE.code, ZONE.code, SITE.code, SEALED.code):
        with st.container(key=f"map_layer_{code}"):
            _switch(code, chosen[code])
            if code in layers:
                by = BY_CLASS if chosen[code] == BY_CLASS else BY_STATE
                st.html(_faces(code, by, layers[code], mode))
    st.html(
        div(
            "gw-map-note",
            "地热井台账没有井位坐标：在“着色”里选补建和回灌指标，按县市区查看。",
        )
    )


def _switch(code: str, now: str) -> None:
    layer = MAP_LAYERS[code]
    key = f"map_switch_{code}"
    if code == WELL.code:
        st.session_state[key] = now
        st.segmented_control(
            layer.label, list(_WELL_WORDS), format_func=_WELL_WORDS.__getitem__, key=key,
            on_change=_switched_wells, args=(key,),
        )  # fmt: skip
        return
    st.session_state[key] = now == ON
    st.toggle(layer.label, key=key, on_change=_switched, args=(code, key))


def _switched_wells(key: str) -> None:
    # Pressing what is pressed already yields nothing: it stays.
    if wanted := st.session_state[key]:
        open_up(WELL.code, wanted)


def _switched(code: str, key: str) -> None:
    open_up(code, ON if st.session_state[key] else OFF)


def _scale(found: Shading) -> Html:
    """Return the scale with its ends, and what else a county can look like."""
    lowest, highest = scale_words(found)
    n = f"有值 {len(found.valued)}/{len(found.shades)} 个县市区"
    bar = None
    if lowest:
        bar = (div("gw-ramp", role="img", aria_label=f"由浅到深：{lowest} 至 {highest}"),
               div("gw-ramp-ends", span("", lowest), span("", highest)))  # fmt: skip
    kinds = [
        div(
            "gw-map-face",
            tag("i", class_=f"gw-shade{' gw-shade-hatched' if kind in HATCHED else ''}"
                f"{' gw-shade-carried' if kind is Kind.CARRIED else ''}"),
            span("", f"{KIND_WORDS[kind]} {count}"),
        )
        for kind, count in found.tally().items()
        if count and kind is not Kind.VALUE
    ]  # fmt: skip
    return div("gw-map-scale", bar, div("gw-map-count", n), kinds)


def _faces(code: str, by: str, things: Sequence[Thing], mode: Mode) -> Html:
    layer, counts = MAP_LAYERS[code], tally(things)
    if not things:
        return div("gw-map-note", f"所选范围的台账里没有{layer.label}。")
    rows = [
        div(
            "gw-map-face",
            map_mark(face.code, mode),
            span("", face.word), tag("b", f"{counts[face.code]:,}"),
        )
        for face in faces_of(code, by)
        if counts[face.code]
    ]  # fmt: skip
    rest = sum(not one.is_drawn for one in things)
    said = f"共 {len(things):,} {layer.unit}"
    said += layer.lacking(rest)
    said += f"；{layer.note}" if layer.note else ""
    return div("gw-map-faces", rows, div("gw-map-note", said))
