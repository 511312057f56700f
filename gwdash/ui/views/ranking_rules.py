"""The rule of the ranking: what is scored against which target, and what holds for all of it."""

from gwdash.assess.scheme import Indicator, Scheme
from gwdash.ui.components.marks import source
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.ranking_groups import point_words


def indicators(scheme: Scheme) -> Html:
    """Return the scored indicators with points, target and how each comes about."""
    rows = [
        tag(
            "tr",
            tag("td", one.label, class_="gw-nowrap"),
            tag("td", point_words(one.weight), class_="gw-num"),
            tag("td", one.target_words, _floor(one), class_="gw-nowrap"),
            tag("td", one.rule, class_="gw-small gw-muted"),
        )
        for one in scheme.indicators
    ]
    head = tag("tr", [tag("th", word) for word in ("指标", "分值", "目标", "怎样算")])
    table = tag("table", tag("thead", head), tag("tbody", rows), class_="gw-table gw-rule")
    left_out = None
    if scheme.left_out:
        words = f"考核方案中不能由台账计算、未计入的：{'、'.join(scheme.left_out)}。"
        left_out = tag("p", words, class_="gw-p")
    return div(
        "gw-card",
        tag("h2", "评分指标", tag("small", f"{scheme.name} {scheme.version}，合计100分")),
        div("gw-scroll", table),
        left_out,
        source(f"来源：{scheme.source} · 分子、分母和依据见“方法说明”"),
    )


def _floor(one: Indicator) -> Html | None:
    if one.floor_pct is None:
        return None
    return span("gw-muted gw-small", f" 底线 {one.floor_pct.normalize():f}%")


def rules(scheme: Scheme) -> Html:
    """Return what holds for every indicator: ties, deductions, who does not report."""
    return div(
        "gw-card",
        tag("h2", "评分规则", tag("small", f"{scheme.name} {scheme.version}")),
        [tag("p", words, class_="gw-p") for words in sentences(scheme)],
        source(f"来源：{scheme.source} · 内部测算"),
    )


def sentences(scheme: Scheme) -> tuple[str, ...]:
    """Return the rules of the scheme that hold for every indicator."""
    return (
        "单项得分：从底线到目标按比例计分，达到目标得满分；各县市区只与目标比，不互相比。",
        (
            f"扣分：本期迟报扣 {scheme.late_deduction:f} 分，"
            f"未报扣 {scheme.missing_deduction:f} 分，退回一次扣 {scheme.returned_deduction:f} 分，"
            "退回与迟报合计不超过未报扣分；扣分事项按登记的分数，扣完为止；"
            f"加分事项合计不超过 {scheme.bonus_cap:f} 分。约束性情形只作标记，不得评优，不改分数。"
        ),
        (
            "未报：沿用最近一次审核通过的数值，注明沿用并扣分；应报而从未报送的指标计0分；"
            "从未报送任务进展的单列，不排名。"
        ),
        (
            f"并列：按显示的 {scheme.decimals} 位小数比较，得分相同名次相同，下一名顺延"
            "（1、1、3），并列的按县市区代码排列。"
        ),
        (
            "不适用的指标不参评，其余权重折算为100分；"
            f"参评分值占比低于 {scheme.least_share_pct:f}% 的不排名。"
        ),
    )
