"""数据溯源 of the ranking: a county's score part by part, and its reports period by period."""

from collections.abc import Iterator

from gwdash.assess.adjustments import AdjustmentKind
from gwdash.assess.ranking import ZERO, Part, Report, Standing
from gwdash.assess.scheme import PROGRESS
from gwdash.queries import evidence_tasks, ranking
from gwdash.queries.evidence import Evidence, EvidenceRow, Place
from gwdash.queries.report_times import report_times
from gwdash.queries.source import Source, last_day
from gwdash.registry.datasets import TASK_PROGRESS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period

_LEDGER = "报送台账"
_SCORE = (
    "得分＝各指标得分之和＋加分－扣分，最低0分；指标得分＝权重×从底线到目标的完成比率，"
    "比率不超过1；不适用的指标不参评，其余权重折算为100分。"
)
_CUTS = {
    Report.LATE: "本期迟报",
    Report.MISSING: "本期未报，沿用上期",
}
_SIGNS = {AdjustmentKind.BONUS: 1, AdjustmentKind.DEDUCTION: -1, AdjustmentKind.CONSTRAINT: 0}
_KINDS = {
    AdjustmentKind.BONUS: "加分",
    AdjustmentKind.DEDUCTION: "扣分",
    AdjustmentKind.CONSTRAINT: "约束性情形",
}
_DUE = "本年已有单位报送的第一期起，到本期为止，每期都应报送。"


def score(source: Source, scope: Scope, code: str) -> Evidence:
    """Return what a county's score is made of: parts, events, deduction, and the rows below."""
    name = REGION.place_name(code)
    board = ranking.board(source, scope, periods=1)
    scheme = board.scheme
    one = next(found for found in board.standings if found.county_code == code)
    rows = () if one.score is None else tuple(_parts(source, scope, one))
    figure = one.apart or f"{one.score} 分 · 第 {one.rank}"
    return Evidence(
        f"{name}得分", figure, _SCORE, f"{scheme.name} {scheme.version}（{scheme.source}）",
        "得分", "满分", rows,
    )  # fmt: skip


def _parts(source: Source, scope: Scope, one: Standing) -> Iterator[EvidenceRow]:
    whole = Scope(scope.period)
    below = {
        PROGRESS: evidence_tasks.county(source, whole, one.county_code).rows,
        "reported": _periods(source, scope, one.county_code),
    }
    for part in one.parts:
        yield EvidenceRow(part.label, _measured(part), None, float(part.points), float(part.full))
        for row in below.get(part.code, ()):
            yield EvidenceRow(row.name, row.detail, row.place, basis=True)
    yield from _changes(source, scope, one)


def _changes(source: Source, scope: Scope, one: Standing) -> Iterator[EvidenceRow]:
    """Yield what stands beside the indicators: the report, the events, and where sums end."""
    told = ZERO
    told -= one.late_cut + one.returned_cut
    if one.late_cut:
        yield EvidenceRow("扣分", _CUTS[one.entry.report], None, -float(one.late_cut))
    if one.returned_cut:
        words = f"本期报送被退回 {one.entry.returned} 次，与迟报合计不超过未报扣分"
        yield EvidenceRow("扣分", words, _report_of(source, scope, one), -float(one.returned_cut))
    for event in one.entry.adjustments:
        points = _SIGNS[event.kind] * event.points
        told += points
        yield EvidenceRow(
            f"{_KINDS[event.kind]}：{event.words}", event.basis,
            Place(event.submission_id, event.sheet, event.cell), float(points),
        )  # fmt: skip
    rest = (one.score or ZERO) - sum((part.points for part in one.parts), ZERO) - told
    if rest:
        words = "加分合计不超过上限" if rest < 0 else "扣完为止，最低0分"
        yield EvidenceRow("封顶和保底", words, None, float(rest))


def _report_of(source: Source, scope: Scope, one: Standing) -> Place | None:
    """Return the file that was accepted in the end for the period's report."""
    rows = _periods(source, scope, one.county_code)
    return rows[0].place if rows else None


def _measured(part: Part) -> str:
    if part.measure.missing:
        return f"应报而从未报送，计0分 · 满分 {part.full}"
    value = f"{part.measure.value_pct or 0.0:.1f}% · {part.measure.figure}"
    return f"{value} · 目标 {part.indicator.target_words} · 满分 {part.full}"


def reported(source: Source, scope: Scope, code: str, *, on_time: bool) -> Evidence:
    """Return the periods of the year that a county owed, those handed in (in time) counting."""
    title = f"{REGION.place_name(code)}{'按时率' if on_time else '报送率'}"
    rows = tuple(_periods(source, scope, code, on_time=on_time))
    n = int(sum(row.numerator for row in rows))
    what = "按时首次报送" if on_time else "已报送"
    return Evidence(
        title, f"{n}/{len(rows)} 期" if rows else "—",
        f"{what}「{TASK_PROGRESS.label}」的报告期数 / 应报送的报告期数。{_DUE}", _LEDGER,
        f"{what}的期数", "应报期数", rows,
    )  # fmt: skip


def _periods(
    source: Source, scope: Scope, code: str, *, on_time: bool = False
) -> list[EvidenceRow]:
    """Return one row a period that was due this year, the latest first."""
    period = Period.parse(scope.period)
    due = report_times(source, last_day(scope)).timing(code, period).due
    own = source.frame(
        "evidence_reporter_periods",
        dataset=TASK_PROGRESS.name, reporter=code, as_of=last_day(scope),
    )  # fmt: skip
    handed_in = {str(row["period"]): row for row in own.to_dict("records")}
    rows = []
    for back in range(due):
        one = period.shifted(-back)
        row = handed_in.get(one.code)
        if row is None:
            rows.append(EvidenceRow(f"{one.label}报送", "没有审核通过的报送", None, 0.0, 1.0))
            continue
        in_time, returned = bool(row["is_on_time"]), int(row["n_returned"])
        rows.append(
            EvidenceRow(
                f"{one.label}报送",
                ("按时" if in_time else "迟报") + (f"，退回 {returned} 次" if returned else ""),
                Place(int(row["submission_id"])), float(in_time or not on_time), 1.0,
            )
        )  # fmt: skip
    return rows
