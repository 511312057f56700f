"""Task 4 in depth: wells assessed, 双源 watched and not watched, wells that run and whose."""

from collections.abc import Sequence

import streamlit as st

from gwdash.assess.lamps import Lamp
from gwdash.charts.stacked import Part, Row, readable, scale, untold
from gwdash.queries import depth_network
from gwdash.queries.depth_network import (
    ASSESSMENTS,
    NOT_ASSESSED,
    NetworkDepth,
    Run,
    Running,
    TwinSource,
)
from gwdash.queries.ledger_row import label
from gwdash.registry import codes
from gwdash.registry.region import REGION
from gwdash.ui.components.ledger_cards import (
    Card,
    Line,
    bars,
    counted,
    listing,
    nothing,
    only_nothing,
    reading,
    unreported,
)
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, tag

_RUN_WORDS = {
    Run.RUNNING: ("正常", Lamp.ON_TRACK),
    Run.SILENT: ("连续无数据", Lamp.BEHIND),
    Run.BROKEN: ("故障停用等", Lamp.FAR_BEHIND),
    Run.NOT_FILLED: ("未填状态", Lamp.NOT_REPORTED),
}
_NOTHING = {
    "well_up": "监测井台账中没有井。",
    "dual_cover": "没有登记的水源和污染源。",
}
_DRINKING, _POLLUTION = "水源", "污染源"


def show(frame: Frame) -> None:
    """Draw what the ledgers of task 4 say."""
    if frame.store is None:
        return
    found = kept(frame.store, depth_network.depth, frame.scope)
    if not (found.assessed or found.twins or found.by_county):
        only_nothing(frame, "network_nothing", _NOTHING)
        return
    left, right = st.columns(2, gap="small")
    with left:
        _assessed(frame, found)
    with right:
        _coverage(frame, found)
    _uncovered(frame, found.uncovered)
    left, right = st.columns(2, gap="small")
    with left:
        _running(frame, found.by_county, by_county=True)
    with right:
        _running(frame, found.by_maintainer, by_county=False)


def _assessed(frame: Frame, found: NetworkDepth) -> None:
    told = [code for code in ASSESSMENTS if code != NOT_ASSESSED]
    parts = [
        Part(label(codes.WELL_ASSESSMENT, code), swatch)
        for code, swatch in zip(told, reversed(scale(len(told), frame.colours)), strict=True)
    ]
    parts.append(untold(label(codes.WELL_ASSESSMENT, NOT_ASSESSED), frame.colours))
    rows = [
        Row(
            label(codes.WELL_ORIGIN, one.origin),
            tuple(one.counts[code] for code in ASSESSMENTS),
            f"已评估 {one.done}/{one.total}" if one.is_planned else f"{one.total} 眼，不计入",
        )
        for one in found.assessed
    ]
    card = Card(
        "assessed", "现有井专业评估", counted(frame, "assess_rate", "四类现有井已评估 {}"),
        "", "方案要求评估四类现有井，其他来源的井只列出、不计入；不含上年末前已封井", "assess_rate",
        nothing(frame, "assess_rate", "没有在册的监测井。"),
        of="井来源",
    )  # fmt: skip
    bars(frame, card, rows, parts)


def _coverage(frame: Frame, found: NetworkDepth) -> None:
    colours = frame.colours
    parts = [
        Part("有有效监测井", readable(colours.bar, colours)),
        Part(f"{_DRINKING}未覆盖", colours.lamps[Lamp.FAR_BEHIND]),
        Part(f"{_POLLUTION}未覆盖", colours.lamps[Lamp.BEHIND]),
    ]
    rows = [
        _coverage_row(county.name, own)
        for county in REGION.counties
        if (own := [one for one in found.twins if one.county_code == county.code])
    ]
    rows.sort(key=lambda row: (-sum(row.counts[1:]), row.name))
    quiet = unreported(frame, "dual_cover")
    card = Card(
        "coverage", "双源监测覆盖", counted(frame, "dual_cover", "已覆盖 {}"),
        "", f"未覆盖多的在前；覆盖指至少有1眼没有封井、损毁、干涸、停用的监测井指向它"
        f"{'；' + quiet if quiet else ''}", "dual_cover",
        nothing(frame, "dual_cover", "没有登记的水源和污染源。"),
        of="县市区", words_px=90,
    )  # fmt: skip
    bars(frame, card, rows, parts)


def _coverage_row(name: str, own: Sequence[TwinSource]) -> Row:
    covered = sum(one.is_covered for one in own)
    drinking = sum(one.is_drinking and not one.is_covered for one in own)
    return Row(name, (covered, drinking, len(own) - covered - drinking), f"{covered}/{len(own)}")


def _uncovered(frame: Frame, twins: Sequence[TwinSource]) -> None:
    ordered = sorted(twins, key=lambda one: (not one.is_drinking, one.county_code, one.name))
    lines = [
        Line(
            (one.name, kind, REGION.place_name(one.county_code), one.code),
            (one.name, kind, REGION.place_name(one.county_code), one.code),
            one.row,
        )
        for one in ordered
        for kind in [_DRINKING if one.is_drinking else _POLLUTION]
    ]
    drinking = sum(one.is_drinking for one in twins)
    card = Card(
        "uncovered", f"没有有效监测井的双源（{len(twins)} 个）",
        f"{_DRINKING} {drinking} 个，{_POLLUTION} {len(twins) - drinking} 个；水源在前",
        "", "请为每个双源指定监测井，并在监测井台账填写水源代码或污染源代码",
        empty=nothing(frame, "dual_cover", _all_covered(frame)),
    )  # fmt: skip
    listing(frame, card, ("名称", "类别", "县市区", "代码"), lines)


def _all_covered(frame: Frame) -> str:
    found = reading(frame, "dual_cover")
    if found is None or not found.denominator:
        return "没有登记的水源和污染源。"
    return "每个双源都有有效监测井。"


def _running(frame: Frame, owners: Sequence[Running], *, by_county: bool) -> None:
    parts = [Part(words, frame.colours.lamps[lamp]) for words, lamp in _RUN_WORDS.values()]
    rows = [
        Row(
            _owner(one.owner, by_county=by_county),
            tuple(one.counts[run] for run in _RUN_WORDS),
            f"{one.running}/{one.due}",
        )
        for one in owners
        if one.due
    ]
    exempt = sum(one.counts[Run.EXEMPT] for one in owners)
    spared = f"；上年末前已封井 {exempt} 眼不计" if exempt else ""
    card = Card(
        "run_by_county" if by_county else "run_by_maintainer",
        f"监测井状态（按{'县市区' if by_county else '运维责任单位'}）",
        counted(frame, "well_up", "正常 {}"),
        _network_link(frame) if by_county else "",
        f"不正常的多的在前；运行状态由运维责任单位负责{spared}",
        "well_up",
        nothing(frame, "well_up", "没有应运行的监测井。"),
        of="县市区" if by_county else "运维责任单位",
        words_px=80,
    )
    bars(frame, card, rows, parts)


def _network_link(frame: Frame) -> Html:
    """Return the way to the wells on the map, one by one."""
    words = "在“监测网络”查看每眼井的位置、水位和水质"
    return tag("a", words, class_="gw-link", href=frame.address("network"))


def _owner(owner: str, *, by_county: bool) -> str:
    if by_county:
        return REGION.place_name(owner) if owner else "市级"
    return owner or "未填"
