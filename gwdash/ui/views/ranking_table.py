"""Every figure behind the ranking: rates with n/N, points, deductions and the share assessed."""

from collections.abc import Sequence

from gwdash.assess.ranking import Part, Report, Standing
from gwdash.assess.scheme import Indicator, Scheme
from gwdash.registry.region import REGION
from gwdash.ui.components.marks import NOTHING, percent, source
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag

_REPORTS = {
    Report.ON_TIME: "✓ 按时报送",
    Report.LATE: "▲ 迟报",
    Report.MISSING: "○ 未报，沿用上期",
    Report.NEVER: "○ 从未报送",
}
#: The question of 数据溯源 that answers for each indicator of the scheme.
_TRACED = {"progress": "county", "reported": "reported", "on_time": "on_time"}
_SMALL_N = 5


def details(frame: Frame, shown: Sequence[Standing], scheme: Scheme) -> Html:
    """Return the table of all figures, one county a row, in the order of the ranking."""
    heads = [
        "名次", "县市区", "得分",
        *(f"{one.label}（{one.weight:g}分）" for one in scheme.indicators),
        "本期报送", "扣分", "参评分值占比",
    ]  # fmt: skip
    table = tag(
        "table",
        tag("thead", tag("tr", [tag("th", word) for word in heads])),
        tag("tbody", [_row(frame, one, scheme) for one in shown]),
        class_="gw-table",
    )
    return div(
        "",
        tag("h2", "得分明细", span("gw-hint", "比率后为 n/N；任务进度的 n/N 为达到序时的事项数"),
            class_="gw-h2"),
        div("gw-scroll", table),
        source(
            f"{frame.source_line} · 分母为零的指标记“—”，不参评 · "
            f"N 小于 {_SMALL_N} 的比率不稳定，仅供参考"
        ),
    )  # fmt: skip


def _row(frame: Frame, one: Standing, scheme: Scheme) -> Html:
    parts = {part.code: part for part in one.parts}
    name = REGION.county(one.county_code).name
    tied = span("gw-muted", " 并列") if one.tied else None
    address = frame.address("tasks", county=one.county_code)
    return tag(
        "tr",
        tag("td", NOTHING if one.rank is None else str(one.rank), tied, class_="gw-nowrap"),
        tag("td", tag("a", name, href=address, class_="gw-link"), class_="gw-nowrap"),
        tag("td", _score(frame, one), class_="gw-strong gw-nowrap"),
        *(tag("td", _part(frame, one, indicator, parts.get(indicator.code)))
          for indicator in scheme.indicators),
        tag("td", _REPORTS[one.entry.report], _carried(one)),
        tag("td", f"−{one.deduction}" if one.deduction and not one.apart else "0"),
        tag("td", f"{one.share_pct:g}%"),
    )  # fmt: skip


def _score(frame: Frame, one: Standing) -> Html:
    if one.score is None:
        return span("gw-muted", NOTHING, title=one.apart)
    name = f"{REGION.county(one.county_code).name}得分"
    return span("", f"{one.score} ", trace_link(frame, f"score:{one.county_code}", name))


def _part(frame: Frame, one: Standing, indicator: Indicator, part: Part | None) -> Html:
    """Return an indicator's rate, n/N and points; why it has none where it does not apply."""
    measure = one.entry.measures.get(indicator.code)
    if part is None or measure is None:
        return span("gw-muted", NOTHING, title="分母为零，本期不参评")
    n, of = measure.counts
    points = f"{part.points}/{part.full} 分" if one.score is not None else "不计分"
    return div(
        "",
        span("gw-num", f"{percent(measure.value_pct)}　"),
        span("gw-muted gw-num", f"{n}/{of}　{points} "),
        _trace(frame, one, indicator),
    )


def _trace(frame: Frame, one: Standing, indicator: Indicator) -> Html:
    """Return the link to the rows that an indicator of the county is made of."""
    name = f"{REGION.county(one.county_code).name}{indicator.label}"
    return trace_link(frame, f"{_TRACED[indicator.code]}:{one.county_code}", name)


def _carried(one: Standing) -> Html | None:
    if not one.entry.carried_from:
        return None
    return div("gw-small gw-muted", f"数值为{one.entry.carried_from}所报")
