"""Task 1 in depth: zones on their way to approval, by class, with area and measures."""

from collections.abc import Sequence

import streamlit as st

from gwdash.charts.depth_zones import some_reached, zone_area, zone_steps
from gwdash.charts.stacked import Part, readable
from gwdash.charts.zone_stages import stage_look, stage_word, zone_stages
from gwdash.queries import depth_zones
from gwdash.queries.depth_zones import NOT_BEGUN, STEPS, ClassRow, CountyZones, Zone
from gwdash.queries.map_outlines import outlines
from gwdash.registry.fields.zones import ZONE_STAGE
from gwdash.registry.region import REGION
from gwdash.ui.components.ledger_cards import Card, Line, counted, listing, nothing
from gwdash.ui.components.ledger_figures import Sheet, drawn, plain, small_table, whole
from gwdash.ui.components.marks import NOTHING
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept

_STAGES = tuple(ZONE_STAGE.label_of(code) for code in STEPS)
_NAMED = 4
_AREA_NOTE = "面积按填报相加，互相套叠的分区重复计；县域面积为界线图上的约数；面积大小不分好坏"


def show(frame: Frame) -> None:
    """Draw what the ledger of zones says."""
    if frame.store is None:
        return
    found = kept(frame.store, depth_zones.zones, frame.scope)
    counties = depth_zones.by_county(found, frame.scope.county)
    left, right = st.columns([1.15, 1], gap="small")
    with left:
        _steps(frame, found, counties)
        _area(frame, found, counties)
    with right:
        _map(frame, found)
        _classes(frame, found)
        _guides(frame, found)
    _list(frame, found)


def _empty(frame: Frame) -> str:
    where = REGION.place_name(frame.scope.county) if frame.scope.county else "全市"
    return nothing(frame, "zone_done", f"{where}还没有划定分区，市生态环境局报送后显示。")


def _steps(frame: Frame, found: Sequence[Zone], counties: Sequence[CountyZones]) -> None:
    n_done = sum(zone.is_submitted for zone in found)
    published = sum(zone.stage == "published" for zone in found)
    card = Card(
        "zone_steps",
        "各县市区划定进度",
        lead=f"{len(found)} 个分区：已报批 {n_done}，其中已公布 {published}{_waiting(counties)}",
        note="格内为停在这一步的分区数；市级办到报批，公布由省级批准",
        indicator="zone_done",
        empty=_empty(frame),
    )
    rows = tuple(
        (one.name, *(one.at(step) for step in range(NOT_BEGUN, len(STEPS))), len(one.zones),
         one.n_submitted)
        for one in counties
    )  # fmt: skip
    sheet = Sheet(("县市区", "未启动或未填", *_STAGES, "分区合计", "已报批"), rows)
    colours = frame.colours
    named = [
        (Part("全部分区已到", readable(colours.bar, colours)), ""),
        (Part("部分分区已到", readable(some_reached(colours), colours)), ""),
        (Part("未到", readable(colours.track, colours)), ""),
    ]
    drawn(frame, card, zone_steps(counties, colours) if found else None, sheet, named)


def _map(frame: Frame, found: Sequence[Zone]) -> None:
    """Draw where the zones lie and how far each has come."""
    if frame.store is None:
        return
    shown = kept(frame.store, outlines, frame.scope)
    drawn_ones = [zone for zone in found if zone.zone_id in shown]
    missing = len(found) - len(drawn_ones)
    lacking = f"；另有 {missing} 个没有边界坐标，未画" if missing else ""
    card = Card(
        "zone_map",
        "分区位置和划定阶段",
        lead=f"图上 {len(drawn_ones)} 个分区{lacking}" if found else "",
        note="小的分区加标记：圆点已报批，三角未报批；水源保护区位置按约1公里取整；示意图，不作划界依据",
        indicator="zone_done",
        empty=nothing(frame, "zone_done", "台账里的分区还没有边界坐标，补填后画在图上。"),
    )
    rows = tuple(
        (one.name, one.zone_id, one.place, one.class_label, one.subclass_label, one.area_km2,
         one.stage_label, "有" if one.zone_id in shown else "没有")
        for one in found
    )  # fmt: skip
    heads = ("分区", "编号", "县市区", "大类", "小类", "面积（km²）", "划定阶段", "边界坐标")
    steps = sorted({zone.step for zone in drawn_ones})
    legend = tuple(
        (
            Part(stage_word(step), readable(stage_look(step, frame.colours)[0], frame.colours)),
            f"{sum(zone.step == step for zone in drawn_ones)} 个",
        )
        for step in steps
    )
    figure = zone_stages(found, shown, frame.scope.county, frame.colours) if drawn_ones else None
    drawn(frame, card, figure, Sheet(heads, rows), legend)


def _waiting(counties: Sequence[CountyZones]) -> str:
    """Name the counties that have zones which have not gone up, the slowest first."""
    names = [one.name for one in counties if one.n_submitted < len(one.zones)]
    more = f"等 {len(names)} 个县市区" if len(names) > _NAMED else ""
    return f"；未报批的在{'、'.join(names[:_NAMED])}{more}" if names else ""


def _area(frame: Frame, found: Sequence[Zone], counties: Sequence[CountyZones]) -> None:
    card = Card(
        "zone_area",
        "重点区面积和占县域比例",
        lead=f"重点区占县域 {counted(frame, 'zone_share')}",
        note=_AREA_NOTE,
        indicator="zone_share",
        empty=_empty(frame),
    )
    rows = tuple(
        (one.name, one.area_of(depth_zones.PROTECTION), one.area_of(depth_zones.CONTROL),
         one.priority_km2, one.county_km2, one.share_pct, one.n_unmeasured)
        for one in counties
    )  # fmt: skip
    heads = (
        "县市区", "保护类（km²）", "管控类（km²）", "重点区合计（km²）", "县域面积（km²）",
        "占县域（%）", "面积未填（个）",
    )  # fmt: skip
    picture = zone_area(counties, frame.colours) if found else None
    drawn(frame, card, picture, Sheet(heads, rows))


def _classes(frame: Frame, found: Sequence[Zone]) -> None:
    card = Card(
        "zone_classes",
        "分区类别和阶段",
        lead=f"管控措施制定率 {counted(frame, 'zone_measures')}",
        note="单位：个、km²；一般区不需制定管控措施",
        indicator="zone_measures",
        empty=_empty(frame),
    )
    shown = [step for step in range(NOT_BEGUN, len(STEPS)) if any(z.step == step for z in found)]
    words = ["未启动" if step == NOT_BEGUN else _STAGES[step] for step in shown]
    heads = ("大类", "小类", *words, "合计", "面积", "已定措施")
    rows = depth_zones.by_class(found)
    lines = [_class_line(one, shown) for one in rows]
    if lines:
        total = ClassRow("合计", "", tuple(found), is_priority=True)
        lines.append(_class_line(total, shown, every=found))
    small_table(frame, card, heads, lines, n_words=2)


def _class_line(one: ClassRow, shown: Sequence[int], every: Sequence[Zone] = ()) -> Line:
    due = [zone for zone in every or one.zones if zone.is_due]
    made = sum(bool(zone.has_measures) for zone in due)
    measures = f"{made}/{len(due)}" if due else "不需"
    counts = [one.at(step) for step in shown]
    head = (one.class_label, one.subclass_label)
    km2 = one.area_km2
    return Line(
        (*head, *(str(n) if n else NOTHING for n in counts), str(len(one.zones)), f"{km2:,.2f}",
         measures),
        (*head, *counts, len(one.zones), round(km2, 6), measures),
    )  # fmt: skip


def _guides(frame: Frame, found: Sequence[Zone]) -> None:
    card = Card(
        "zone_guides",
        "划分依据和旧版类别",
        hint="旧版类别按原样保留，不换算成新类别",
        note="2014、2019年指南用保护区、防控区、治理区；2023年指南用保护类、管控类区域",
        empty=_empty(frame),
    )
    lines = [
        plain(guide, old or "无旧版类别", n)
        for (guide, old), n in depth_zones.by_guide(found).items()
    ]
    small_table(frame, card, ("划分依据", "旧版类别", "分区（个）"), lines, n_words=2)


def _list(frame: Frame, found: Sequence[Zone]) -> None:
    heads = (
        "分区", "编号", "县市区", "大类", "小类", "面积（km²）", "划定阶段", "管控措施", "划分依据",
        "旧版类别", "批复文号", "公布日期",
    )  # fmt: skip
    ordered = sorted(found, key=lambda one: (one.step, one.measures_label, one.zone_id))
    card = Card("zone_list", f"分区清单（{len(found)} 个）", "进度慢的在前", empty=_empty(frame))
    listing(frame, card, heads, [_line(one) for one in ordered])


def _line(one: Zone) -> Line:
    head = (one.name, one.zone_id, one.place, one.class_label, one.subclass_label)
    tail = (
        one.stage_label, one.measures_label, one.guide_label, one.old_label or None,
        one.approval_no or None,
    )  # fmt: skip
    km2 = "未填" if one.area_km2 is None else f"{one.area_km2:,.2f}"
    published = f"{one.published_on:%Y-%m-%d}" if one.published_on else NOTHING
    return Line(
        (*head[:2], *whole(*head[2:], km2, *(cell or NOTHING for cell in tail), published)),
        (*head, one.area_km2, *tail, one.published_on),
        one.origin,
    )
