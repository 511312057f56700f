"""Task 2 in depth: the two lists, permits, samplings due and taken, hazards to be mended."""

from collections.abc import Sequence

import streamlit as st

from gwdash.charts.depth_sites import hazard_bars, hazard_parts, samplings
from gwdash.queries import depth_sites
from gwdash.queries.depth_sites import Hazard, HazardState, ListYear, Site
from gwdash.registry.region import REGION
from gwdash.ui.components.ledger_cards import (
    Card,
    Line,
    counted,
    listing,
    nothing,
    unreported,
)
from gwdash.ui.components.ledger_figures import Sheet, drawn, plain, small_table, whole
from gwdash.ui.components.marks import NOTHING
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import span

_DUE = (
    "应测按 HJ 1209-2021：一类单元每半年、二类单元每年一次，周边1km有敏感受体的加倍；"
    "没有任何记录的按一类单元计"
)


def show(frame: Frame) -> None:
    """Draw what the ledgers of task 2 say."""
    if frame.store is None:
        return
    found = kept(frame.store, depth_sites.sites, frame.scope)
    hazards = kept(frame.store, depth_sites.hazards, frame.scope)
    years = kept(frame.store, depth_sites.years, frame.scope)
    left, right = st.columns([1.15, 1], gap="small")
    with left:
        _samplings(frame, found)
    with right:
        _years(frame, years)
        _permits(frame, found)
    _silent(frame, found)
    _hazards(frame, hazards)
    _open_hazards(frame, hazards)
    _list(frame, found, hazards)


def _empty(frame: Frame) -> str:
    where = REGION.place_name(frame.scope.county) if frame.scope.county else "各县市区"
    return nothing(frame, "permit_rate", f"{where}的名录中没有重点单位。")


def _samplings(frame: Frame, found: Sequence[Site]) -> None:
    counties = depth_sites.by_county(found, frame.scope.county)
    quiet = unreported(frame, "selfmon_rate")
    card = Card(
        "samplings",
        "自行监测：应测和按期完成",
        lead=f"按期完成 {counted(frame, 'selfmon_rate')}；"
        f"{sum(one.n_silent for one in counties)}/{len(found)} 家没有自行监测",
        hint="完成率低的在前",
        note="；".join(filter(None, (_DUE, quiet))),
        indicator="selfmon_rate",
        empty=_empty(frame),
    )
    rows = tuple(
        (one.name, len(one.sites), one.n_due, one.n_done, one.rate_pct, one.n_silent)
        for one in counties
    )
    heads = (
        "县市区",
        "重点单位（家）",
        "应测（次）",
        "按期完成（次）",
        "完成率（%）",
        "没有监测（家）",
    )
    picture = samplings(counties, frame.colours) if counties else None
    drawn(frame, card, picture, Sheet(heads, rows))


def _years(frame: Frame, years: Sequence[ListYear]) -> None:
    card = Card(
        "site_years",
        "两份名录",
        hint="同一家列入两份的合计只算一家",
        note="重点排污：地下水污染防治重点排污单位；重点监管：地下水污染重点监管单位",
        indicator="permit_rate",
        empty=_empty(frame),
    )
    heads = ("年度", "重点排污（家）", "重点监管（家）", "两份都列（家）", "合计（家）")
    lines = [
        plain(f"{one.year}年", one.n_priority, one.n_supervised, one.n_both, one.n_sites)
        for one in years
    ]
    small_table(frame, card, heads, lines)


def _permits(frame: Frame, found: Sequence[Site]) -> None:
    card = Card(
        "permits",
        "排污许可证载明地下水责任",
        lead=counted(frame, "permit_rate"),
        note="探索性指标，不考核；已关闭和不适用的不计入",
        indicator="permit_rate",
        empty=_empty(frame),
    )
    kinds = depth_sites.permits(found)
    risky = [site for site in found if site.is_high_risk]
    risks = depth_sites.permits(risky)
    lines = [plain(word, n, risks.get(word, 0)) for word, n in kinds.items() if n]
    if lines:
        lines.append(plain("合计", len(found), len(risky)))
    small_table(frame, card, ("许可证情况", "单位（家）", "其中高风险（家）"), lines)


def _silent(frame: Frame, found: Sequence[Site]) -> None:
    own = depth_sites.silent(found)
    heads = ("单位", "县市区", "名录", "类型", "高风险", "应测（次）", "敏感受体", "最近采样")
    card = Card(
        "silent_sites",
        f"上年以来没有自行监测的单位（{len(own)} 家）",
        hint="高风险和应测多的在前",
        note="只列在产、停产的单位；在建和已关闭的不需监测",
        indicator="selfmon_rate",
        empty="名录中的单位上年以来都有自行监测记录。" if found else _empty(frame),
    )
    lines = [
        Line(
            (one.name, *whole(one.place), one.lists_label, one.type_label, _flag(one),
             str(one.n_due), _yes(said=one.has_receptor), *whole(_day(one.last_sampled_on))),
            (one.name, one.place, one.lists_label, one.type_label, _risk(one), one.n_due,
             _yes(said=one.has_receptor), one.last_sampled_on),
            one.origin,
        )
        for one in own
    ]  # fmt: skip
    listing(frame, card, heads, lines)


def _hazards(frame: Frame, hazards: Sequence[Hazard]) -> None:
    by_county = depth_sites.hazards_by_county(hazards)
    card = Card(
        "hazards",
        "渗漏隐患整改",
        lead=f"隐患整改率 {counted(frame, 'hazard_rate')}（只计到期的）；逾期多的在前",
        note="逾期由系统按整改时限和期末日计算；时限未填的按到期计",
        indicator="hazard_rate",
        empty=nothing(frame, "hazard_rate", "渗漏排查台账中没有隐患。"),
    )
    sums = {state: sum(own[state] for own in by_county.values()) for state in HazardState}
    rows = tuple(
        (name, *(own[state] for state in HazardState), sum(own.values()))
        for name, own in by_county.items()
    )
    heads = ("县市区", *(state.value for state in HazardState), "合计")
    named = [
        (part, str(sums[state]))
        for part, state in zip(hazard_parts(frame.colours), HazardState, strict=True)
    ]
    picture = hazard_bars(by_county, frame.colours) if by_county else None
    drawn(frame, card, picture, Sheet(heads, rows), named)


def _open_hazards(frame: Frame, hazards: Sequence[Hazard]) -> None:
    own = [one for one in hazards if not one.is_mended]
    heads = (
        "单位",
        "隐患编号",
        "县市区",
        "对象",
        "位置",
        "发现日期",
        "整改时限",
        "状态",
        "逾期（天）",
    )
    done = "隐患都已整改。" if hazards else "渗漏排查台账中没有隐患。"
    card = Card(
        "open_hazards",
        f"待整改隐患（{len(own)} 处）",
        hint="逾期久的在前",
        note="逾期天数算到期末日",
        empty=nothing(frame, "hazard_rate", done),
    )
    listing(frame, card, heads, [_hazard_line(one) for one in own])


def _hazard_line(one: Hazard) -> Line:
    spot = "，".join(filter(None, (one.facility, one.spot))) or "未填"
    head = (one.unit_name, one.hazard_id, one.place, one.kind_label, spot)
    days = span("gw-late", str(one.overdue_days)) if one.overdue_days else NOTHING
    return Line(
        (
            *head[:2],
            *whole(*head[2:4]),
            spot,
            *whole(_day(one.found_on), _day(one.rectify_by), one.status_label),
            days,
        ),
        (*head, one.found_on, one.rectify_by, one.status_label, one.overdue_days or None),
        one.origin,
    )


def _list(frame: Frame, found: Sequence[Site], hazards: Sequence[Hazard]) -> None:
    waiting: dict[str, int] = {}
    for hazard in hazards:
        if not hazard.is_mended:
            waiting[hazard.site_id] = waiting.get(hazard.site_id, 0) + 1
    heads = (
        "单位", "县市区", "名录", "类型", "生产状态", "许可证载明", "敏感受体", "完成/应测",
        "最近采样", "高风险", "待整改隐患",
    )  # fmt: skip
    risky = sum(bool(one.is_high_risk) for one in found)
    card = Card(
        "site_list",
        f"重点单位清单（{len(found)} 家，高风险 {risky} 家）",
        hint="高风险的在前",
        note="每个县市区取最新年度的名录",
        empty=_empty(frame),
    )
    ordered = sorted(found, key=lambda one: (not one.is_high_risk, one.site_id))
    listing(frame, card, heads, [_site_line(one, waiting.get(one.site_id, 0)) for one in ordered])


def _site_line(one: Site, n_hazards: int) -> Line:
    lists = f"{one.list_year}年 {one.lists_label}"
    middle = (
        one.type_label, one.state_label, one.permit_label,
        _yes(said=one.has_receptor), one.sampling_label,
    )  # fmt: skip
    return Line(
        (one.name, *whole(one.place), lists, *whole(*middle, _day(one.last_sampled_on)),
         _flag(one), str(n_hazards) if n_hazards else NOTHING),
        (one.name, one.place, lists, *middle, one.last_sampled_on, _risk(one), n_hazards),
        one.origin,
    )  # fmt: skip


def _risk(one: Site) -> str:
    return _yes(said=one.is_high_risk)


def _flag(one: Site) -> str:
    return span("gw-late gw-nowrap", "▲ 高风险") if one.is_high_risk else _risk(one)


def _yes(*, said: bool | None) -> str:
    return "未填" if said is None else "是" if said else "否"


def _day(when: object) -> str:
    return f"{when:%Y-%m-%d}" if when else NOTHING
