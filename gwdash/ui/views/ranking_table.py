"""Every figure behind the ranking: an indicator a row, a county a column, in the order of ranks."""

from collections.abc import Callable, Sequence

from gwdash.assess.ranking import Part, Report, Standing
from gwdash.assess.scheme import PROGRESS, UNSTABLE_BELOW, Indicator, Scheme
from gwdash.registry.region import REGION
from gwdash.ui.components.marks import NOTHING, percent, source
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.ranking_groups import Group, groups

_REPORTS = {
    Report.ON_TIME: "✓ 按时报送",
    Report.LATE: "▲ 迟报",
    Report.MISSING: "○ 未报，沿用上期",
    Report.NEVER: "○ 从未报送",
}
#: An n/N of more letters than a county's column is wide may break after the stroke.
_LINE_CHARS, _BREAK = 12, "\u200b"
#: The question of 数据溯源 that answers for each measure that is no declared indicator.
_TRACED = {PROGRESS: "county", "reported": "reported", "on_time": "on_time"}


def details(frame: Frame, shown: Sequence[Standing], scheme: Scheme) -> Html:
    """Return the table of all figures of the counties shown."""
    heads = [tag("th", "指标（分值，目标）"), *(_head(frame, one) for one in shown)]
    table = tag(
        "table",
        tag("thead", tag("tr", heads)),
        tag("tbody", _line("得分", shown, lambda one: _score(frame, one), "gw-strong")),
        [_group(frame, group, shown) for group in groups(scheme)],
        tag("tbody", [_line(name, shown, cell, cells="gw-words") for name, cell in _LAST]),
        class_="gw-table gw-rank-matrix",
    )
    return div(
        "",
        tag("h2", "得分明细", span("gw-hint", "每格为 n/N 和得分/满分，点 n/N 看计入的每一行"),
            class_="gw-h2"),
        div("gw-scroll", table),
        source(
            f"{frame.source_line} · 分母为零的指标记“—”，不参评 · "
            f"N 小于 {UNSTABLE_BELOW} 的比率不稳定，仅供参考 · 任务进度的 n/N 为达到序时的事项数"
        ),
    )  # fmt: skip


def _head(frame: Frame, one: Standing) -> Html:
    name = REGION.county(one.county_code).name
    place = NOTHING if one.rank is None else f"第 {one.rank}{' 并列' if one.tied else ''}"
    link = tag("a", name, href=frame.address("tasks", county=one.county_code), class_="gw-link")
    return tag("th", link, div("gw-small gw-muted", place))


def _line(
    name: str,
    shown: Sequence[Standing],
    cell: Callable[[Standing], Html | str],
    kind: str = "",
    cells: str = "gw-num",
) -> Html:
    return tag(
        "tr",
        tag("th", name),
        [tag("td", cell(one), class_=cells) for one in shown],
        class_=kind or None,
    )


def _group(frame: Frame, group: Group, shown: Sequence[Standing]) -> Html:
    rows = [] if len(group.indicators) == 1 else [_line(
        f"{group.label}（{_amount(group)}分）", shown, lambda one: _sum(group, one), "gw-group"
    )]  # fmt: skip
    rows += [_indicator(frame, one, shown) for one in group.indicators]
    return tag("tbody", rows)


def _amount(group: Group) -> str:
    return f"{group.weight.quantize(1):f}"


def _sum(group: Group, one: Standing) -> str:
    points = group.points(one.parts)
    return NOTHING if points is None else f"{points[0]}/{points[1]}"


def _indicator(frame: Frame, indicator: Indicator, shown: Sequence[Standing]) -> Html:
    words = f"（{indicator.weight.quantize(1) if _whole(indicator) else indicator.weight:.4g}分，"
    head = tag("th", indicator.label, span("gw-muted", f"{words}{indicator.target_words}）"),
               title=indicator.rule)  # fmt: skip
    cells = [tag("td", _part(frame, one, indicator), class_="gw-num") for one in shown]
    return tag("tr", head, cells)


def _whole(indicator: Indicator) -> bool:
    return indicator.weight == indicator.weight.to_integral_value()


def _part(frame: Frame, one: Standing, indicator: Indicator) -> Html:
    """Return an indicator's n/N and points; why it has none where it does not apply."""
    part = next((part for part in one.parts if part.code == indicator.code), None)
    if part is None:
        why = "分母为零" if indicator.applies_to(one.county_code) else "方案不考核本县市区"
        return span("gw-muted", NOTHING, title=f"{why}，本期不参评")
    points = f"{part.points}/{part.full}" if one.score is not None else "不计分"
    return div("", _trace(frame, one, part), div("gw-small gw-muted", points))


def _trace(frame: Frame, one: Standing, part: Part) -> Html:
    """Return n/N as the link to the rows that an indicator of the county is made of."""
    name = f"{REGION.county(one.county_code).name}{part.label}"
    asked = _TRACED.get(part.code, f"scored:{part.code}")
    said = f"{part.measure.figure}（{percent(part.measure.value_pct)}）"
    words = part.measure.figure
    if len(words) > _LINE_CHARS:
        words = words.replace("/", f"/{_BREAK}")
    return trace_link(frame, f"{asked}:{one.county_code}", f"{name} {said}", words=words)


def _score(frame: Frame, one: Standing) -> Html:
    if one.score is None:
        return span("gw-muted", NOTHING, title=one.apart)
    name = f"{REGION.county(one.county_code).name}得分"
    return span("", f"{one.score} ", trace_link(frame, f"score:{one.county_code}", name))


def _reported(one: Standing) -> Html:
    said = _REPORTS[one.entry.report]
    if one.entry.returned:
        said = f"{said}，退回 {one.entry.returned} 次"
    if one.entry.carried_from:
        carried = f"数值为{one.entry.carried_from}所报"
        return div("", said, div("gw-small gw-muted", carried))
    return span("", said)


def _cut(one: Standing) -> Html | str:
    if not one.deduction or one.apart:
        return "0"
    said = f"迟报未报 −{one.late_cut}，退回 −{one.returned_cut}，扣分事项 −{one.event_cut}"
    return span("", f"−{one.deduction}", title=said)


def _bonus(one: Standing) -> str:
    return f"+{one.bonus}" if one.bonus and not one.apart else "0"


def _flags(one: Standing) -> str:
    return "；".join(event.words for event in one.constraints) or NOTHING


def _unchecked(one: Standing) -> str:
    return "；".join(event.reason for event in one.unchecked) or NOTHING


def _share(one: Standing) -> str:
    return f"{one.share_pct:.4g}%"


_LAST: tuple[tuple[str, Callable[[Standing], Html | str]], ...] = (
    ("本期报送", _reported), ("扣分", _cut), ("加分", _bonus), ("约束性情形", _flags),
    ("待会前核对", _unchecked), ("参评分值占比", _share),
)  # fmt: skip
