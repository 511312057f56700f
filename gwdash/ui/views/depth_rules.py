"""Task 7 in depth: rules by stage, category and lead unit; damage cases by stage and time open."""

from collections.abc import Sequence

import streamlit as st

from gwdash.assess.rule_stages import stage_weights
from gwdash.charts.depth_rules import case_bars, rule_bars
from gwdash.queries import depth_rules
from gwdash.queries.depth_rules import DamageCase, PolicyRule, RuleGroup, Timing
from gwdash.queries.ledger_row import NOT_FILLED
from gwdash.registry.region import REGION
from gwdash.ui.components.ledger_cards import Card, Line, counted, listing, nothing, unreported
from gwdash.ui.components.ledger_figures import Sheet, drawn, small_table, whole
from gwdash.ui.components.marks import NOTHING, percent
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import span

_RULES_EMPTY = "本期没有制度建设台账，请牵头单位在“数据填报”上传。"


def show(frame: Frame) -> None:
    """Draw what the ledgers of task 7 say."""
    if frame.store is None:
        return
    rules = kept(frame.store, depth_rules.rules, frame.scope)
    cases = kept(frame.store, depth_rules.cases, frame.scope)
    left, right = st.columns([1.15, 1], gap="small")
    with left:
        _rules(frame, rules)
    with right:
        _groups(frame, "rule_categories", "制度类别", depth_rules.by_category(rules))
        _groups(frame, "rule_units", "牵头单位", depth_rules.by_unit(rules))
    _rule_list(frame, rules)
    left, right = st.columns([1.15, 1], gap="small")
    with left:
        _cases(frame, cases)
    with right:
        _stages(frame, cases)
    _case_list(frame, cases)


def _rules(frame: Frame, rules: Sequence[PolicyRule]) -> None:
    planned = [rule for rule in rules if rule.is_planned]
    issued = sum(rule.is_issued for rule in planned)
    overdue = sum(rule.timing is Timing.OVERDUE for rule in planned)
    where = "；制度由市级制定，不分县市区" if frame.scope.county else ""
    card = Card(
        "rule_bars",
        "制度进展",
        lead=f"已印发 {issued}/{len(planned)} 项，逾期未印发 {overdue} 项{where}",
        note=stage_weights().sentence,
        indicator="" if frame.scope.county else "rule_rate",
        empty=_RULES_EMPTY,
    )
    rows = tuple(
        (rule.rule_id, rule.name, rule.stage_label, rule.percent, rule.timing.value,
         rule.overdue_days or None)
        for rule in rules
    )  # fmt: skip
    heads = ("编号", "制度", "阶段", "阶段进度（%）", "对照计划", "逾期（天）")
    drawn(frame, card, rule_bars(rules, frame.colours) if rules else None, Sheet(heads, rows))


def _groups(frame: Frame, key: str, what: str, groups: Sequence[RuleGroup]) -> None:
    card = Card(
        key,
        f"按{what}",
        hint="有逾期的在前",
        note="阶段进度为各项平均，已废止的不计",
        empty=_RULES_EMPTY,
    )
    lines = [
        Line(
            (one.label, f"{one.n_issued}/{one.n_planned}", str(one.n_overdue),
             percent(one.percent, 0)),
            (one.label, f"{one.n_issued}/{one.n_planned}", one.n_overdue, one.percent),
        )
        for one in groups
    ]  # fmt: skip
    small_table(frame, card, (what, "已印发/计划", "逾期（项）", "阶段进度（%）"), lines)


def _rule_list(frame: Frame, rules: Sequence[PolicyRule]) -> None:
    heads = ("制度", "编号", "类别", "牵头单位", "阶段", "计划印发", "印发日期", "文号", "对照计划")
    card = Card("rule_list", f"制度清单（{len(rules)} 项）", "逾期的在前", empty=_RULES_EMPTY)
    listing(frame, card, heads, [_rule_line(one) for one in rules])


def _rule_line(one: PolicyRule) -> Line:
    head = (one.name, one.rule_id, one.category_label, one.lead_label, one.stage_label)
    late = f"{one.timing.value} {one.overdue_days} 天" if one.overdue_days else one.timing.value
    shown = span("gw-late", late) if one.timing is Timing.OVERDUE else late
    document = one.document or (NOT_FILLED if one.is_issued else None)
    planned = f"{one.issue_by:%Y-%m-%d}" if one.issue_by else NOT_FILLED
    issued = f"{one.issued_on:%Y-%m-%d}" if one.issued_on else NOTHING
    return Line(
        (*head[:2], *whole(*head[2:], planned, issued), document or NOTHING, shown),
        (*head, one.issue_by, one.issued_on, document, late),
        one.origin,
    )


def _no_cases(frame: Frame) -> str:
    where = REGION.place_name(frame.scope.county) if frame.scope.county else "各县市区"
    return nothing(frame, "case_rate", f"{where}没有生态环境损害赔偿案件。")


def _cases(frame: Frame, cases: Sequence[DamageCase]) -> None:
    waiting = sum(case.is_pending for case in cases)
    card = Card(
        "case_bars",
        "损害赔偿案件办理时长",
        lead=f"在办 {waiting}/{len(cases)} 件；满一年案件办结 {counted(frame, 'case_rate')}",
        note="；".join(
            filter(
                None,
                (
                    "从启动算到结案或期末，天；在办的在前，时间长的在前",
                    unreported(frame, "case_rate"),
                ),
            )
        ),
        indicator="case_rate",
        empty=_no_cases(frame),
    )
    rows = tuple(
        (case.case_id, case.name, case.stage_label, case.open_days, case.amount) for case in cases
    )
    heads = ("编号", "案件", "阶段", "时长（天）", "赔偿金额（万元）")
    drawn(frame, card, case_bars(cases, frame.colours) if cases else None, Sheet(heads, rows))


def _stages(frame: Frame, cases: Sequence[DamageCase]) -> None:
    unfilled = sum(case.amount is None for case in cases)
    card = Card(
        "case_stages",
        "案件阶段和金额",
        lead=f"赔偿金额合计 {depth_rules.amount(cases):,.1f} 万元，{unfilled} 件金额未填",
        note="金额为协议或判决金额，未填不是 0",
        empty=_no_cases(frame),
    )
    lines = [_stage_line(name, own) for name, own in depth_rules.by_stage(cases).items()]
    if lines:
        lines.append(_stage_line("合计", cases))
    small_table(frame, card, ("阶段", "案件（件）", "赔偿金额（万元）", "金额未填（件）"), lines)


def _stage_line(name: str, own: Sequence[DamageCase]) -> Line:
    known = [case for case in own if case.amount is not None]
    money = depth_rules.amount(known) if known else None
    return Line(
        (name, str(len(own)), NOT_FILLED if money is None else f"{money:,.1f}",
         str(len(own) - len(known))),
        (name, len(own), money, len(own) - len(known)),
    )  # fmt: skip


def _case_list(frame: Frame, cases: Sequence[DamageCase]) -> None:
    heads = ("案件", "编号", "县市区", "线索来源", "阶段", "启动日期", "结案日期", "时长（天）",
             "赔偿金额（万元）")  # fmt: skip
    card = Card("case_list", f"案件清单（{len(cases)} 件）", "在办的在前", empty=_no_cases(frame))
    listing(frame, card, heads, [_case_line(one) for one in cases])


def _case_line(one: DamageCase) -> Line:
    head = (one.name, one.case_id, one.place, one.clue or NOT_FILLED, one.stage_label)
    opened = f"{one.opened_on:%Y-%m-%d}" if one.opened_on else NOTHING
    closed = f"{one.closed_on:%Y-%m-%d}" if one.closed_on else NOTHING
    days = NOTHING if one.open_days is None else str(one.open_days)
    money = NOT_FILLED if one.amount is None else f"{one.amount:,.2f}"
    return Line(
        (*head[:2], *whole(*head[2:], opened, closed), days, money),
        (*head, one.opened_on, one.closed_on, one.open_days, one.amount),
        one.origin,
    )
