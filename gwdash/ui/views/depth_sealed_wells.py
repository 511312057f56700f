"""Task 6 in depth: abandoned wells from the survey to the accepted sealing, high risk first."""

from collections.abc import Iterable, Sequence

import streamlit as st

from gwdash.assess.lamps import Lamp
from gwdash.charts.stacked import Part, Row, scale
from gwdash.queries import depth_sealed_wells
from gwdash.queries.depth_sealed_wells import (
    CATEGORIES,
    Changed,
    Count,
    HighRiskWell,
    SealedWellsDepth,
    Town,
    added,
    grouped,
)
from gwdash.queries.ledger_row import NOT_FILLED, label
from gwdash.registry.fields.sealed_wells import CATEGORY, DISPOSAL, WELL_KIND, WELL_RISK
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period
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
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, span

_PROGRESS = {
    "failed": "验收不合格", "filled": "已回填，未验收", "filling": "回填中", "not_begun": "未开工",
}  # fmt: skip
_NOTHING = {
    "risk_rate": "登记汇总表中没有报废井。",
    "survey_rate": "没有应排查的乡镇。",
}
_COUNTY_RATES = ("survey_rate", "risk_rate", "high_risk_rate", "seal_rate", "seal_later")


def show(frame: Frame) -> None:
    """Draw what the ledgers of task 6 say."""
    if frame.store is None:
        return
    found = kept(frame.store, depth_sealed_wells.depth, frame.scope)
    if not (found.counts or found.towns):
        only_nothing(frame, "sealing_nothing", _NOTHING)
        return
    left, right = st.columns(2, gap="small")
    with left:
        _funnel(frame, found)
    with right:
        _lists(frame, found)
    _high_risk(frame, found.high_risk)
    _counties(frame, found)
    left, right = st.columns([1, 1.2], gap="small")
    with left:
        _survey(frame, found)
    with right:
        _open_towns(frame, found.due_towns)
    _changes(frame, found.changes)


def _funnel(frame: Frame, found: SealedWellsDepth) -> None:
    kinds: tuple[str, ...] = (*CATEGORIES, "")
    own = {kind: added(one for one in found.counts if one.category == kind) for kind in kinds}
    sealed = {kind: added(one for one in found.listed if one.category == kind) for kind in kinds}
    if not own[""].n_on_file:
        kinds = CATEGORIES
    parts = [
        Part(label(CATEGORY, kind), fill)
        for kind, fill in zip(kinds, scale(len(kinds), frame.colours), strict=True)
    ]
    steps = (
        ("排查建档", [own[kind].n_on_file for kind in kinds], ""),
        ("已评估风险", [own[kind].n_assessed for kind in kinds], "risk_rate"),
        ("清单内应封填", [sealed[kind].n_to_seal for kind in kinds], ""),
        ("已回填", [sealed[kind].n_filled for kind in kinds], ""),
        ("验收合格", [sealed[kind].n_accepted for kind in kinds], "seal_rate"),
    )
    rows = [
        Row(name, tuple(counts), f"{sum(counts)} 眼{_share(frame, code)}")
        for name, counts, code in steps
    ]
    total = found.total
    card = Card(
        "funnel", "从排查到验收", counted(frame, "seal_rate", "封井回填完成率 {}"),
        "", f"验收合格才算完成；处置方式为封存备用、改建监测井、保留的 {total.n_other} 眼和"
        f"清单外未定的 {total.n_undecided} 眼不在应封填之内；"
        "名录中不再列出的按最近一次报送计", "seal_rate",
        nothing(frame, "risk_rate", "没有建档的报废井。"),
        sums=False,
        of="环节", words_px=140,
    )  # fmt: skip
    bars(frame, card, rows, parts)


def _share(frame: Frame, code: str) -> str:
    found = reading(frame, code) if code else None
    return f"　{found.figure}" if found and found.value_pct is not None else ""


def _lists(frame: Frame, found: SealedWellsDepth) -> None:
    colours = frame.colours
    weak, middle, strong = scale(3, colours)
    parts = [
        Part("验收合格", strong), Part("已回填未验收", middle), Part("未回填", weak),
        Part("验收不合格", colours.lamps[Lamp.FAR_BEHIND]),
    ]  # fmt: skip
    years = sorted({one.task_year for one in found.listed})
    groups = [(f"{year}年清单", [one for one in found.listed if one.task_year == year])
              for year in years]  # fmt: skip
    rows = [_list_row(name, own) for name, own in groups]
    if later := [one for one in found.later if one.n_to_seal]:
        rows.append(_list_row("清单外另计", later))
    card = Card(
        "lists", "年度任务清单", counted(frame, "seal_later", "清单外（后来查出）{}，不考核"),
        "", "只计处置方式为封井回填、治理修复后封填的井，清单内未填的按应封填计；"
        "清单外的井多为后来排查新发现，不影响封井回填完成率", "seal_later",
        nothing(frame, "seal_rate", "没有应封填的井。"),
        of="清单", words_px=110,
    )  # fmt: skip
    bars(frame, card, rows, parts)


def _list_row(name: str, counts: Iterable[Count]) -> Row:
    one = added(counts)
    waiting = max(one.n_filled - one.n_accepted - one.n_failed, 0)
    rest = one.n_to_seal - one.n_accepted - one.n_failed - waiting
    return Row(
        name, (one.n_accepted, waiting, rest, one.n_failed),
        f"{one.n_accepted}/{one.n_to_seal}",
    )  # fmt: skip


def _high_risk(frame: Frame, wells: Sequence[HighRiskWell]) -> None:
    heads = ("报废井", "县市区", "乡镇", "类型", "距最近污染源（m）", "查出至今（天）", "处置方式",
             "进展", "任务清单")  # fmt: skip
    card = Card(
        "high_risk", f"未处置到位的高风险井（{len(wells)} 眼）",
        counted(frame, "high_risk_rate", "距污染源近的在前；高风险井处置率 {}"),
        "", "天数从排查登记之日算起；距离未填的在后", "high_risk_rate",
        nothing(frame, "high_risk_rate", _none_open(frame)),
    )  # fmt: skip
    listing(frame, card, heads, [_high_risk_line(one) for one in wells])


def _none_open(frame: Frame) -> str:
    found = reading(frame, "high_risk_rate")
    if found is None or not found.denominator:
        return "没有评为高风险的报废井。"
    return "高风险井已全部处置并验收合格。"


def _high_risk_line(one: HighRiskWell) -> Line:
    kind = f"{label(CATEGORY, one.category)}·{label(WELL_KIND, one.kind)}"
    head = (one.name, REGION.place_name(one.county_code), one.town or NOT_FILLED, kind)
    tail = (
        label(DISPOSAL, one.disposal), _PROGRESS[one.progress],
        f"{one.task_year}年" if one.task_year else "清单外",
    )  # fmt: skip
    distance = NOT_FILLED if one.distance_m is None else f"{one.distance_m:,.0f}"
    days = NOT_FILLED if one.days_since_found is None else str(one.days_since_found)
    return Line(
        (*head, distance, days, *tail),
        (*head, one.distance_m, one.days_since_found, *tail),
        one.row,
    )


def _counties(frame: Frame, found: SealedWellsDepth) -> None:
    by_county = grouped(found.counts, lambda one: one.county_code)
    listed = grouped(found.listed, lambda one: one.county_code)
    heads = (
        "县市区", "乡镇排查", "建档（眼）", *(label(CATEGORY, kind) for kind in CATEGORIES),
        "风险评估", "高风险处置", "清单内应封填", "已回填", "验收合格", "清单外",
    )  # fmt: skip
    lines = [
        _county_line(frame, county.code, by_county.get(county.code, []),
                     added(listed.get(county.code, [])))
        for county in REGION.counties
        if frame.scope.county in {"", county.code}
    ]  # fmt: skip
    quiet = unreported(frame, "risk_rate")
    card = Card(
        "sealing_counties",
        "各县市区从排查到验收",
        "点击 n/N 查看每一眼井",
        "",
        quiet or "单位：眼；乡镇排查为乡镇数",
        whole=True,
    )
    listing(frame, card, heads, lines)


def _county_line(frame: Frame, code: str, own: Sequence[Count], listed: Count) -> Line:
    total = added(own)
    by_class = tuple(sum(c.n_on_file for c in own if c.category == kind) for kind in CATEGORIES)
    shown = {rate: _reading(frame, rate, code) for rate in _COUNTY_RATES}
    said = {rate: _counts(frame, rate, code) for rate in _COUNTY_RATES}
    name = REGION.place_name(code)
    numbers = (total.n_on_file, *by_class)
    sealing = (listed.n_to_seal, listed.n_filled)
    return Line(
        (name, shown["survey_rate"], *map(str, numbers), shown["risk_rate"],
         shown["high_risk_rate"], *map(str, sealing), shown["seal_rate"], shown["seal_later"]),
        (name, said["survey_rate"], *numbers, said["risk_rate"], said["high_risk_rate"], *sealing,
         said["seal_rate"], said["seal_later"]),
    )  # fmt: skip


def _counts(frame: Frame, rate: str, county: str) -> str:
    found = reading(frame, rate, county)
    return found.counts if found else ""


def _reading(frame: Frame, rate: str, county: str) -> Html | str:
    """Return an indicator's n/N in a county with the link to its wells."""
    words = _counts(frame, rate, county)
    link = trace_link(frame, f"indicator:{rate}:{county}", f"{REGION.place_name(county)}{words}")
    return span("gw-nowrap", f"{words} ", link)


def _survey(frame: Frame, found: SealedWellsDepth) -> None:
    weak, _, strong = scale(3, frame.colours)
    parts = [Part("已排查乡镇", strong), Part("未完成乡镇", weak)]
    by_county = {
        county.name: own
        for county in REGION.counties
        if (own := [town for town in found.due_towns if town.county_code == county.code])
    }
    rows = [_survey_row(name, own) for name, own in by_county.items()]
    rows.sort(key=lambda row: (-row.counts[1], row.name))
    card = Card(
        "survey", "乡镇排查进度", counted(frame, "survey_rate"),
        "", "未完成多的在前；村为已排查/应排查行政村", "survey_rate",
        nothing(frame, "survey_rate", "没有应排查的乡镇。"),
        of="县市区", words_px=150,
    )  # fmt: skip
    bars(frame, card, rows, parts)


def _survey_row(name: str, towns: Sequence[Town]) -> Row:
    done = sum(town.is_surveyed for town in towns)
    return Row(name, (done, len(towns) - done), f"{done}/{len(towns)}　村 {_villages(towns)}")


def _villages(towns: Iterable[Town]) -> str:
    """Return villages surveyed of those due, over the townships that told both."""
    told = [
        (town.villages_surveyed, town.villages_due)
        for town in towns
        if town.villages_surveyed is not None and town.villages_due is not None
    ]
    return f"{sum(n for n, _ in told)}/{sum(n for _, n in told)}" if told else NOT_FILLED


def _open_towns(frame: Frame, towns: Sequence[Town]) -> None:
    unfinished = [town for town in towns if not town.is_surveyed]
    lines = [
        Line(words := (town.name, REGION.place_name(town.county_code), _villages([town]),
              NOT_FILLED if town.wells_found is None else str(town.wells_found)), words, town.row)
        for town in unfinished
    ]  # fmt: skip
    done = "应排查的乡镇已全部排查。" if towns else "没有应排查的乡镇。"
    card = Card(
        "open_towns",
        f"未完成排查的乡镇（{len(unfinished)} 个）",
        "",
        empty=nothing(frame, "survey_rate", done),
    )
    listing(frame, card, ("乡镇", "县市区", "已排查村/应排查村", "已登记井（眼）"), lines)


def _changes(frame: Frame, changes: Sequence[Changed]) -> None:
    heads = ("报废井", "县市区", "类型", "风险", "原处置方式", "现处置方式", "变更报告期")
    lines = [
        Line(words := (one.name, REGION.place_name(one.county_code),
              label(CATEGORY, one.category), label(WELL_RISK, one.risk),
              label(DISPOSAL, one.before), label(DISPOSAL, one.now),
              Period.parse(one.changed_in).label), words, one.row)
        for one in changes
    ]  # fmt: skip
    card = Card(
        "changes", f"处置方式变更（{len(changes)} 眼）", "与以前报送的登记汇总表比较，最近的在前",
        "", "首次填写处置方式不算变更；改为不封填的井退出应封填数，请核对依据",
        empty=nothing(frame, "risk_rate", "各期登记汇总表的处置方式没有变更。"),
    )  # fmt: skip
    listing(frame, card, heads, lines)
