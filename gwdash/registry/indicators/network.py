"""Task 4: the monitoring network."""

from gwdash.registry.indicator import Indicator, Target

_DEFAULT = "平台默认值，办公室可调整"

WELL_UP = Indicator(
    code="well_up",
    task_no="4",
    label="监测井正常运行率",
    numerator="正常运行的井",
    denominator="应运行的井",
    thing="一眼监测井",
    rule="年初尚未封井的在册监测井中，运行状态为正常且没有连续2期无水位数据的井；"
    "年内封井不剔除，按运维责任单位追责。",
    source="地下水环境监测井台账；分母口径为平台默认值",
    datasets=("well", "water_level"),
    target=Target(95.0, "≥95%", _DEFAULT),
    obliged="counties",
    scored=True,
)

ASSESS_RATE = Indicator(
    code="assess_rate",
    task_no="4",
    label="现有井专业评估完成率",
    numerator="已评估的井",
    denominator="待评估的井",
    thing="一眼监测井",
    rule="四类现有井（饮用水源开采井、环评跟踪监测井、污染源监测井、国家地下水监测工程井）中"
    "已有专业监测井评估结论的井。",
    source="实施方案重点任务四",
    datasets=("well",),
    target=Target(100.0, "100%", "实施方案重点任务四"),
    obliged="counties",
    scored=True,
)

NETWORK = (WELL_UP, ASSESS_RATE)
