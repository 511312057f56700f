"""数据溯源 of the plan: overall progress, one task or county, one item, and counts of items."""

from collections.abc import Callable, Iterable, Sequence

from gwdash.assess.lamps import FACES, Lamp
from gwdash.assess.progress import DEFAULT_RULE, FULL_PCT, Item, counts
from gwdash.queries import attachments, progress, reporting
from gwdash.queries.evidence import Evidence, EvidenceRow, Place, place
from gwdash.queries.progress import PlanItem
from gwdash.queries.source import Source, last_day
from gwdash.registry.datasets import TASK_PROGRESS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period

_WEIGHTED = (
    "进度＝∑（权重×实际进度）÷∑权重；只计有完成时限、报送过且未暂缓的事项，"
    "本期未报的沿用上期，从未报送的不计入。"
)
_EXPECTED = (
    "序时进度＝（期末－开始＋1天）÷（时限－开始＋1天），实际进度取最近一次报送，有核定的取核定；"
    f"{DEFAULT_RULE.sentence}。"
)
_PLAN = "年度任务分解表、重点任务进展情况表"


def overall(source: Source, scope: Scope) -> Evidence:
    """Return what 总体进度 is made of."""
    return _weighted(source, scope, "总体进度", lambda _: True)


def task(source: Source, scope: Scope, no: str) -> Evidence:
    """Return what a key task's progress is made of."""
    return _weighted(source, scope, REGION.task(no).name, lambda item: item.task_no == no)


def county(source: Source, scope: Scope, code: str) -> Evidence:
    """Return what a county's progress is made of: its own items."""
    name = REGION.place_name(code)
    return _weighted(source, scope, f"{name}任务进度", lambda item: item.county_code == code)


def _weighted(
    source: Source, scope: Scope, title: str, wanted: Callable[[PlanItem], bool]
) -> Evidence:
    items = [item for item in progress.plan_items(source, scope) if wanted(item)]
    places = _places(source, scope)
    rows = [_share(item, places[item.item_id]) for item in items]
    found = Evidence(title, "", _WEIGHTED, _PLAN, "权重×实际进度", "权重", tuple(rows))
    share = found.ratio_pct
    figure = "—" if share is None else f"{share:.1f}%"
    return Evidence(title, figure, _WEIGHTED, _PLAN, "权重×实际进度", "权重", tuple(rows))


def _share(item: PlanItem, at: Place | None) -> EvidenceRow:
    own = item.item
    detail = f"{item.owner} · {_said(item)} · 权重 {own.weight:g}"
    if not counts(own, item.judgement):
        return EvidenceRow(item.name, f"{detail} · 不计入：{_why_not(own, item)}", at)
    actual = own.actual_pct or 0.0
    return EvidenceRow(item.name, detail, at, own.weight * actual / FULL_PCT, own.weight)


def _said(item: PlanItem) -> str:
    actual = item.item.actual_pct
    said = "从未报送" if actual is None else f"实际 {actual:g}%"
    if item.verified_pct is not None and item.reported_pct is not None:
        said = f"核定 {item.verified_pct:g}%（自报 {item.reported_pct:g}%）"
    carried = item.reported_period and not item.item.reported
    return f"{said}（沿用{Period.parse(item.reported_period).label}）" if carried else said


def _why_not(own: Item, item: PlanItem) -> str:
    if item.lamp is Lamp.EXEMPT:
        return item.judgement.note
    if own.actual_pct is None:
        return "从未报送"
    return "没有完成时限" if item.judgement.expected_pct is None else "权重为 0"


def far_behind(source: Source, scope: Scope) -> Evidence:
    """Return the items of the plan, those that are 严重滞后 in the numerator."""
    items = progress.plan_items(source, scope)
    rows = _flagged(items, _places(source, scope), lambda item: item.lamp is Lamp.FAR_BEHIND)
    n = int(sum(row.numerator for row in rows))
    return Evidence("严重滞后事项", f"{n} 项", _EXPECTED, _PLAN, "严重滞后事项", "全部事项", rows)


def _flagged(
    items: Sequence[PlanItem], places: dict[str, Place | None], holds: Callable[[PlanItem], bool]
) -> tuple[EvidenceRow, ...]:
    order = sorted(items, key=lambda item: not holds(item))
    return tuple(
        EvidenceRow(
            item.name, f"{item.owner} · {FACES[item.lamp].word} · {_said(item)}",
            places[item.item_id], float(holds(item)), 1.0,
        )
        for item in order
    )  # fmt: skip


def missing(source: Source, scope: Scope) -> Evidence:
    """Return who owes 重点任务进展情况表 of the period, those without one in the numerator."""
    state = reporting.task_reports(source, scope.period)
    frame = source.frame("evidence_reports", dataset=TASK_PROGRESS.name, period=scope.period)
    handed_in = {str(row["reporter"]): row for row in frame.to_dict("records")}
    rows = []
    for reporter in sorted(state.due, key=lambda r: r.code in handed_in):
        row = handed_in.get(reporter.code)
        if row is None:
            rows.append(EvidenceRow(reporter.name, "本期没有审核通过的报送", None, 1.0, 1.0))
        else:
            at = Place(int(row["submission_id"]))
            rows.append(EvidenceRow(reporter.name, f"{row['n_rows']} 行", at, 0.0, 1.0))
    rule = f"应报「{TASK_PROGRESS.label}」的单位中，本报告期没有审核通过的报送的单位。"
    figure = f"{len(state.missing)}/{state.n_due} 家"
    return Evidence("本期未报", figure, rule, "报送台账", "未报单位", "应报单位", tuple(rows))


def item(source: Source, scope: Scope, item_id: str) -> Evidence | None:
    """Return one item's lamp: its last report, its line of the plan and earlier reports."""
    found = next((i for i in progress.plan_items(source, scope) if i.item_id == item_id), None)
    if found is None:
        return None
    plan = _answers(source, scope)[item_id]
    history = source.frame("evidence_item_reports", item_id=item_id, as_of=last_day(scope))
    rows = [*_verdict(found, plan), *_reports(history.to_dict("records"), plan, found)]
    rows += _attached(source, scope, found)
    at = place(plan, "plan_", "plan_submission_id")
    rows.append(EvidenceRow("年度任务分解表", _plan_words(found), at, basis=True))
    expected = found.judgement.expected_pct
    figure = f"{FACES[found.lamp].word} · {_said(found)}" + (
        "" if expected is None else f" · 序时 {expected:.1f}%"
    )
    return Evidence(found.name, figure, _EXPECTED, _PLAN, "实际进度", "满分", tuple(rows))


def _verdict(found: PlanItem, plan: dict[str, object]) -> Iterable[EvidenceRow]:
    """Yield what the office verified, which counts instead of the report."""
    if found.verified_pct is None:
        return
    differs = f"，自报 {found.reported_pct:g}%" if found.reported_pct is not None else ""
    detail = f"核定 {found.verified_pct:g}%{differs} · {found.verified_note}"
    at = place(plan, "verified_", "verified_submission_id")
    yield EvidenceRow("办公室核定", detail, at, found.verified_pct, FULL_PCT)


def _attached(source: Source, scope: Scope, found: PlanItem) -> list[EvidenceRow]:
    """Return the files that prove the item, the stamped page of its report among them."""
    rows = []
    for one in attachments.find(source, TASK_PROGRESS.name):
        period = Period.parse(one.target_period)
        own = one.row_key == found.row_key and period.last_day <= last_day(scope)
        where = (one.target_reporter, one.target_period)
        if own or (not one.row_key and where == (found.reporter, found.reported_period)):
            what = "佐证材料" if one.row_key else "盖章页"
            rows.append(
                EvidenceRow(
                    one.file_name, f"{what} · {period.label}", Place(one.submission_id),
                    basis=True, attachment_id=one.attachment_id,
                )
            )  # fmt: skip
    return rows


def _reports(
    history: Iterable[dict[object, object]], plan: dict[str, object], found: PlanItem
) -> Iterable[EvidenceRow]:
    """Yield all reports on an item; the one that was taken counts, if none is verified."""
    taken = place(plan) if found.verified_pct is None else None
    for record in history:
        row = {str(name): value for name, value in record.items()}
        at = place(row)
        reporter = progress.reporter_name(str(row["reporter"]))
        period = Period.parse(str(row["period"])).label
        actual = float(str(row["actual_pct"])) if row["actual_pct"] is not None else 0.0
        detail = f"{reporter} · 实际 {actual:g}%"
        if at is not None and at == taken:
            yield EvidenceRow(f"{period}报送", detail, at, actual, FULL_PCT)
        else:
            yield EvidenceRow(f"{period}报送", detail, at, basis=True)


def _plan_words(found: PlanItem) -> str:
    start, due = found.item.start_on, found.item.due_on
    words = f"{start:%Y-%m-%d}" if start else "未定"
    until = f"{due:%Y-%m-%d}" if due else "长期坚持"
    return f"{words} 至 {until} · 权重 {found.item.weight:g}"


def _answers(source: Source, scope: Scope) -> dict[str, dict[str, object]]:
    frame = source.frame("plan_items", as_ofs=[last_day(scope)], county=scope.county)
    return {
        str(row["item_id"]): {str(k): v for k, v in row.items()} for row in frame.to_dict("records")
    }


def _places(source: Source, scope: Scope) -> dict[str, Place | None]:
    """Return the cell of each item's last report, of its line of the plan where there is none."""
    return {
        item_id: place(row) or place(row, "plan_", "plan_submission_id")
        for item_id, row in _answers(source, scope).items()
    }
