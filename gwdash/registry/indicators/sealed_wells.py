"""Task 6: abandoned wells, from the survey to the accepted sealing."""

from gwdash.registry.indicator import Indicator, Target

_DEFAULT = "平台默认值，办公室可调整"
_PLAN = "实施方案重点任务六"

SURVEY_RATE = Indicator(
    code="survey_rate",
    task_no="6",
    label="报废井排查完成率",
    numerator="已排查的乡镇",
    denominator="应排查的乡镇",
    thing="一个乡镇",
    rule="报废井乡镇排查进度表中应排查的乡镇，已全部排查的。",
    source=_PLAN,
    datasets=("survey_progress",),
    target=Target(100.0, "100%", _PLAN),
    obliged="counties",
    scored=True,
)

RISK_RATE = Indicator(
    code="risk_rate",
    task_no="6",
    label="报废井风险评估完成率",
    numerator="已评估风险的井",
    denominator="已建档的井",
    thing="一眼报废井",
    rule="已建档的报废井中，风险等级评定为高、中、低之一的。",
    source=_PLAN,
    datasets=("abandoned_well",),
    target=Target(100.0, "100%", _PLAN),
    obliged="counties",
    scored=True,
    nothing_due="没有建档的报废井",
)

SEAL_RATE = Indicator(
    code="seal_rate",
    task_no="6",
    label="封井回填完成率",
    numerator="验收合格的井",
    denominator="任务清单内应封填的井",
    thing="一眼应封填的报废井",
    rule="截至当年的任务清单内，处置方式为封井回填或治理修复后封填的井，处置方式未填的按应封填计；"
    "验收合格才算完成。任务年度以最早报送的为准；名录中不再列出的井按最近一次报送的情况继续计入，"
    "确属错报的更正当期报表。"
    "清单之外新发现的另列，如实排查不受影响。",
    source="《废弃井封井回填技术指南（试行）》（环办土壤函〔2020〕72号）；实施方案重点任务六",
    datasets=("abandoned_well",),
    target=Target(100.0, "到2024年100%", _PLAN),
    obliged="counties",
    scored=True,
    nothing_due="任务清单内没有应封填的井",
)

SEAL_LATER = Indicator(
    code="seal_later",
    task_no="6",
    label="清单外报废井封填进展",
    numerator="验收合格的井",
    denominator="清单外应封填的井",
    thing="一眼清单外的报废井",
    rule="不在截至当年任务清单内、处置方式为封填的井：多为后来排查新发现。只反映，不考核。",
    source=_DEFAULT,
    datasets=("abandoned_well",),
    target=Target(None, "不设目标", _DEFAULT),
    obliged="counties",
    nothing_due="没有清单外的井",
)

HIGH_RISK_RATE = Indicator(
    code="high_risk_rate",
    task_no="6",
    label="高风险井处置率",
    numerator="已处置并验收合格的高风险井",
    denominator="高风险井和清单内未评估的井",
    thing="一眼高风险报废井",
    rule="风险等级为高的报废井，不论采取哪种处置方式，验收合格才算处置。任务清单内的井和曾评为高风险的井，"
    "风险未填的按高风险计，评估以后按评估结果；名录中不再列出的井按最近一次报送的情况继续计入。",
    source=_DEFAULT,
    datasets=("abandoned_well",),
    target=Target(100.0, "100%，优先完成", _DEFAULT),
    obliged="counties",
    scored=True,
    nothing_due="没有高风险井",
)

SEALED_WELLS = (SURVEY_RATE, RISK_RATE, SEAL_RATE, SEAL_LATER, HIGH_RISK_RATE)
