"""Task 7: rules and damage cases."""

from gwdash.registry.indicator import Indicator, Target

_DEFAULT = "平台默认值，办公室可调整"

RULE_RATE = Indicator(
    code="rule_rate",
    task_no="7",
    label="制度出台率",
    numerator="已印发的制度",
    denominator="计划制定的制度",
    thing="一项制度",
    rule="制度建设台账中已印发（含已修订）的制度；已废止的不再计入。",
    source="实施方案重点任务七",
    datasets=("policy_rule",),
    target=Target(100.0, "100%", "实施方案重点任务七"),
    by_county=False,
    nothing_due="没有计划制定的制度",
)

CASE_RATE = Indicator(
    code="case_rate",
    task_no="7",
    label="损害赔偿案件办结率",
    numerator="已结案的案件",
    denominator="启动满一年的案件",
    thing="一起生态环境损害赔偿案件",
    rule="启动满一年的案件中已结案的，分子、分母是同一批案件；终止的不计入。",
    source=_DEFAULT,
    datasets=("damage_case",),
    target=Target(None, "未设目标", _DEFAULT),
    obliged="counties",
    least_n=5,
    nothing_due="没有启动满一年的案件",
)

RULES = (RULE_RATE, CASE_RATE)
