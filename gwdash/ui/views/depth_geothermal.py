"""Task 5 in depth: water given back against the floor, wells still to be built, meters."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from gwdash.assess.lamps import Lamp
from gwdash.charts.reinjection import WAN, reinjection
from gwdash.charts.stacked import Part, Row, readable, scale, untold
from gwdash.queries import depth_geothermal
from gwdash.queries.depth_geothermal import (
    APPROVALS,
    METERS,
    NOT_FILLED,
    SPARED,
    STAGES,
    GeothermalDepth,
    Project,
    SeasonUse,
    Use,
    days_over,
    stages,
)
from gwdash.queries.ledger_row import label
from gwdash.registry.fields.geothermal import APPROVAL, METERING, REBUILD_STAGE, RESERVOIR
from gwdash.registry.problems import KARST_FLOOR, PORE_FLOOR
from gwdash.registry.region import REGION
from gwdash.ui.components.ledger_cards import (
    Card,
    Line,
    bars,
    counted,
    empty,
    figure,
    head,
    listing,
    nothing,
    only_nothing,
    swatches,
    unreported,
)
from gwdash.ui.components.marks import NOTHING, mark, source
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, join, span

_USE_WORDS = {
    Use.TO_CHECK: "待核",
    Use.NOT_REPORTED: "未报",
    Use.NOTHING_TAKEN: "没有开采",
    Use.CLOSED_LOOP: "不适用",
}
_FLOORS = (
    f"下限：孔隙型 {PORE_FLOOR.value:g}%，岩溶型、裂隙型 {KARST_FLOOR.value:g}%"
    f"（{KARST_FLOOR.source}）"
)
_USE_HEADS = (
    "采灌单元", "县市区", "热储类型", "月数", "开采量（m³）", "回灌量（m³）", "回灌率（%）",
    "下限（%）", "计入",
)  # fmt: skip
_STEPS = tuple(code for code in STAGES if code != SPARED)


def show(frame: Frame) -> None:
    """Draw what the ledger of task 5 says."""
    if frame.store is None:
        return
    found = kept(frame.store, depth_geothermal.depth, frame.scope)
    if not (found.projects or found.latest):
        only_nothing(frame, "heat_nothing", {"reinj": "没有地热开采项目。"})
        return
    left, right = st.columns([1.25, 1], gap="small")
    with left:
        _season(frame, found)
    with right:
        _rebuild(frame, found.projects)
        _metering(frame, found)
        _eia(frame, found.projects)
    _below(frame, found.latest)
    _projects(frame, found)


def season_name(first_on: date) -> str:
    """Return a heating season as people say it."""
    return f"{first_on.year}—{first_on.year + 1}供暖季"


def _season(frame: Frame, found: GeothermalDepth) -> None:
    uses = [one for one in found.latest if one.use in {Use.COUNTED, Use.TO_CHECK} and one.taken_m3]
    name = season_name(found.seasons[0][0]) if found.seasons else "供暖季"
    months = f"{found.latest[0].until_on:%Y-%m}" if found.latest else ""
    card = Card(
        "season", f"{name}开采与回灌", counted(frame, "reinj", "全部单元回灌率 {}"),
        "", _season_note(frame, found.latest), "reinj",
        nothing(frame, "reinj", f"{name}没有开采地热水的采灌单元。"),
    )  # fmt: skip
    with st.container(key=f"card_{card.key}"):
        head(frame, card, _USE_HEADS, [_use_row(one) for one in found.latest])
        if not uses:
            empty(frame, card)
            return
        colours = frame.colours
        parts = [
            (Part("开采量", readable(colours.track, colours)), ""),
            (Part("回灌量", readable(colours.bar, colours)), ""),
            (Part("下限（竖线）", readable(colours.limit, colours)), ""),
        ]
        st.html(swatches(parts))
        pictures = figure(frame, card, reinjection(uses, colours), parts)
        st.html(
            source(
                f"{frame.source_line} · 截至 {months} 的月报，缺口大的在前 · {card.note}", pictures
            )
        )


def _use_row(one: SeasonUse) -> tuple[object, ...]:
    return (
        one.project, REGION.place_name(one.county_code), label(RESERVOIR, one.reservoir),
        one.n_months, one.taken_m3, one.given_m3, one.rate_pct, one.floor.value,
        _USE_WORDS.get(one.use, "计入"),
    )  # fmt: skip


def _season_note(frame: Frame, uses: Sequence[SeasonUse]) -> str:
    said = [_FLOORS]
    said += [
        f"{words}：{'、'.join(names)}"
        for use, words in (
            (Use.TO_CHECK, "待核（回灌量明显大于开采量或开采量未填，按开采量计）"),
            (Use.NOT_REPORTED, "本季未报"),
            (Use.NOTHING_TAKEN, "本季没有开采"),
            (Use.CLOSED_LOOP, "地埋管只换热不取水，不适用"),
        )
        if (names := [one.project for one in uses if one.use is use])
    ]
    if quiet := unreported(frame, "reinj"):
        said.append(quiet)
    return "；".join(said)


def _rebuild(frame: Frame, projects: Sequence[Project]) -> None:
    colours = frame.colours
    codes = (NOT_FILLED, *_STEPS)
    parts = [untold("未填", colours)]
    parts += [
        Part(label(REBUILD_STAGE, code), fill)
        for code, fill in zip(_STEPS, scale(len(_STEPS), colours), strict=True)
    ]
    main = [one for one in projects if one.is_main_city]
    rest = [one for one in projects if not one.is_main_city]
    rows = [
        Row(name, tuple(stages(own)[code] for code in codes), _built(own))
        for name, own in (("主城区", main), ("主城区以外", rest))
        if stages(own)
    ]
    spared = sum(one.stage == SPARED and not one.is_closed_loop for one in projects)
    loops = sum(one.is_closed_loop for one in projects)
    apart = f"不需补建 {spared} 个、地埋管不适用 {loops} 个另计"
    card = Card(
        "rebuild", "回灌井补建", counted(frame, "rebuild_rate", "已建成 {}"),
        _deadlines(main, projects, frame.as_of),
        f"{apart} · {REGION.rebuild.source}", "rebuild_rate",
        nothing(frame, "rebuild_rate", f"没有应补建回灌井的采灌单元（{apart}）。"),
        of="范围", words_px=110,
    )  # fmt: skip
    bars(frame, card, rows, parts)


def _built(projects: Sequence[Project]) -> str:
    due = [one for one in projects if one.is_due]
    return f"已建成 {sum(one.is_built for one in due)}/{len(due)}"


def _deadlines(main: Sequence[Project], every: Sequence[Project], as_of: date) -> Html:
    """Return how the two deadlines stand, each with its lamp, day and open projects."""
    limits = (
        ("主城区", REGION.rebuild.main_city_by, main),
        ("全市", REGION.rebuild.whole_city_by, every),
    )
    return join(_deadline(name, due, own, as_of) for name, due, own in limits)


def _deadline(name: str, due: date, projects: Sequence[Project], as_of: date) -> Html | None:
    left = sum(one.is_due and not one.is_built for one in projects)
    if not any(one.is_due for one in projects):
        return None
    over = days_over(due, as_of)
    if not left:
        lamp, words = Lamp.DONE, "全部建成"
    elif over:
        lamp, words = Lamp.FAR_BEHIND, f"逾期 {over} 天，{left} 个未建成"
    else:
        days = (due - as_of).days
        remaining = f"还有 {days} 天" if days else "当日到期"
        lamp, words = Lamp.NOT_YET_DUE, f"{remaining}，{left} 个未建成"
    return span("", mark(lamp), f" {name}时限 {due}，{words}")


def _metering(frame: Frame, found: GeothermalDepth) -> None:
    parts = _kinds(frame, [label(METERING, code) for code in METERS])
    rows = [
        Row(
            REGION.place_name(code) if code else "未填县市区",
            tuple(counts[kind] for kind in (*METERS, NOT_FILLED)),
            f"联网 {counts['online']}/{sum(counts.values())}",
        )
        for code, counts in found.metering.items()
    ]
    rows.sort(key=lambda row: (row.counts[0] - row.total, row.name))
    card = Card(
        "metering", "地热井计量", counted(frame, "meter_rate", "已联网 {}"),
        "", "在用和非供暖季停运的井；停用、已封填和地埋管不计", "meter_rate",
        nothing(frame, "meter_rate", "没有在用的地热井。"),
        of="县市区", words_px=100,
    )  # fmt: skip
    bars(frame, card, rows, parts)


def _eia(frame: Frame, projects: Sequence[Project]) -> None:
    parts = _kinds(frame, [label(APPROVAL, code) for code in APPROVALS])
    counts = tuple(sum(one.eia == code for one in projects) for code in (*APPROVALS, NOT_FILLED))
    card = Card(
        "eia", "采灌单元环评", "按单元内办得最慢的井计", "", "含地埋管单元",
        empty=nothing(frame, "rebuild_rate", "没有采灌单元。"),
        of="范围", words_px=110,
    )  # fmt: skip
    row = Row("采灌单元", counts, f"已批复 {counts[0]}/{sum(counts)}")
    bars(frame, card, [row], parts)


def _kinds(frame: Frame, names: Sequence[str]) -> list[Part]:
    """Return parts from done to not begun, and 未填."""
    fills = reversed(scale(len(names), frame.colours))
    parts = [Part(name, fill) for name, fill in zip(names, fills, strict=True)]
    return [*parts, untold("未填", frame.colours)]


def _below(frame: Frame, uses: Sequence[SeasonUse]) -> None:
    below = [one for one in uses if one.use is Use.COUNTED and one.is_below]
    lines = [_below_line(frame, one) for one in below]
    card = Card(
        "below", f"回灌率低于下限的采灌单元（{len(below)} 个）", "按距下限的水量缺口排列",
        "", _FLOORS, "reinj",
        nothing(frame, "reinj", "没有低于下限的采灌单元。"),
    )  # fmt: skip
    heads = ("采灌单元", "县市区", "热储类型", "月数", "开采量（万m³）", "回灌量（万m³）",
             "回灌率", "下限", "距下限缺口（万m³）")  # fmt: skip
    listing(frame, card, heads, lines)


def _below_line(frame: Frame, one: SeasonUse) -> Line:
    place, reservoir = REGION.place_name(one.county_code), label(RESERVOIR, one.reservoir)
    amounts = (one.taken_m3, one.given_m3)
    rate = f"{one.rate_pct:.1f}%"
    floor = f"{one.floor.value:g}%"
    return Line(
        (one.project, place, reservoir, str(one.n_months), *(f"{m3 / WAN:.2f}" for m3 in amounts),
         span("gw-nowrap", mark(Lamp.FAR_BEHIND), f" {rate}"), floor, f"{one.short_m3 / WAN:.2f}"),
        (one.project, place, reservoir, one.n_months, *(m3 / WAN for m3 in amounts),
         one.rate_pct, floor, one.short_m3 / WAN),
        address=_months(frame, one),
    )  # fmt: skip


def _months(frame: Frame, one: SeasonUse) -> str:
    """Return where all months of a project's wells stand in 台账查询."""
    return frame.address(
        "ledgers", dataset="geothermal", every="1", **{"f.heat_project": f"has:{one.project}"}
    )


def _projects(frame: Frame, found: GeothermalDepth) -> None:
    names = [season_name(first_on) for first_on, _ in found.seasons]
    heads = ("采灌单元", "县市区", "主城区", "补建阶段", "环评", "计量联网",
             *(f"{name}回灌率" for name in names))  # fmt: skip
    lines = [_project_line(frame, found, one) for one in found.projects]
    card = Card(
        "projects", f"采灌单元台账（{len(lines)} 个）", "未建成的在前；■ 已逾期",
        "", "取最近一次月报；单元的进度取其中最慢的井；地埋管只换热不取水，不适用",
        empty=nothing(frame, "rebuild_rate", "没有采灌单元。"),
    )  # fmt: skip
    listing(frame, card, heads, lines)


def _project_line(frame: Frame, found: GeothermalDepth, one: Project) -> Line:
    stage = "地埋管，不适用" if one.is_closed_loop else label(REBUILD_STAGE, one.stage)
    lamp = Lamp.DONE if one.is_built else Lamp.NOT_YET_DUE
    if not one.is_built and days_over(one.due_by, frame.as_of):
        lamp = Lamp.FAR_BEHIND
    shown = span("gw-nowrap", mark(lamp), f" {stage}") if one.is_due else stage
    meter = f"{one.n_online}/{one.n_in_use}" if one.n_in_use else NOTHING
    rates = tuple(_rate(use) for use in found.use_of(one))
    head = (one.name, REGION.place_name(one.county_code), "是" if one.is_main_city else "否")
    tail = (label(APPROVAL, one.eia), meter, *rates)
    return Line((*head, shown, *tail), (*head, stage, *tail), one.row)


def _rate(use: SeasonUse | None) -> str:
    if use is None:
        return NOTHING
    if use.use is not Use.COUNTED or use.rate_pct is None:
        return _USE_WORDS.get(use.use, NOTHING)
    return f"{use.rate_pct:.1f}%"
