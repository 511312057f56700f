"""Task 4: the monitoring network."""

from gwdash.registry.indicator import Direction, Indicator, Target

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
    "已有专业监测井评估结论的井；年初尚未封井的都应评估。",
    source="实施方案重点任务四",
    datasets=("well",),
    target=Target(100.0, "100%", "实施方案重点任务四"),
    obliged="counties",
    scored=True,
)

DATA_RATE = Indicator(
    code="data_rate",
    task_no="4",
    label="在线数据有效率",
    numerator="当月有有效数据的井",
    denominator="应自动报数的井",
    thing="一眼自动监测井",
    rule="监测频次为自动的井，当月至少有1条有效水位数据；年初尚未封井的都应报数。",
    source=_DEFAULT,
    datasets=("well", "water_level"),
    target=Target(90.0, "≥90%", _DEFAULT),
    obliged="counties",
    least_n=5,
    nothing_due="没有自动监测井",
)

MANUAL_RATE = Indicator(
    code="manual_rate",
    task_no="4",
    label="人工监测任务完成率",
    numerator="已测的井",
    denominator="应测的井",
    thing="一眼人工监测井",
    rule="人工监测的井按台账频次（月、季、半年、年）在间隔期末应测1次，期内测过水位或采过样即算完成；"
    "频次未填的按每月1次计。",
    source=_DEFAULT,
    datasets=("well", "water_level", "water_quality"),
    target=Target(90.0, "≥90%", _DEFAULT),
    obliged="counties",
    scored=True,
    nothing_due="本月没有应测的井",
)

DUAL_COVER = Indicator(
    code="dual_cover",
    task_no="4",
    label="双源监测覆盖率",
    numerator="有有效监测井的双源",
    denominator="全部双源",
    thing="一个水源或一个污染源",
    rule="在用、备用的集中式地下水型水源和当年名录内的重点单位，至少有1眼指向它的在册监测井，"
    "且该井没有封井、损毁、干涸或停用。",
    source="实施方案重点任务四；生态环境部对双源的界定",
    datasets=("water_source", "key_unit", "well"),
    target=Target(100.0, "100%", "实施方案重点任务四"),
    obliged="counties",
    scored=True,
    nothing_due="没有双源",
)

CLASS5_SHARE = Indicator(
    code="class5_share",
    task_no="4",
    label="国考省考点位Ⅴ类水比例",
    numerator="综合评价Ⅴ类的点位",
    denominator="一年内有综合类别的点位",
    thing="一个国考、省考点位",
    rule="只看国考、省考固定点位，按一年内最近一次采样的综合类别；不与污染源监测井混算。"
    "2021年全国为20.6%，是当年的结果，不是目标。",
    source="GB/T 14848-2017；国家地下水环境质量考核点位",
    datasets=("water_quality", "well"),
    direction=Direction.DOWN,
    target=Target(None, "以国家、省下达为准，未下达", "待办公室录入"),
    by_county=False,
    least_n=5,
    nothing_due="没有国考、省考点位",
)

CLASS5_DUAL = Indicator(
    code="class5_dual",
    task_no="4",
    label="双源点位Ⅴ类水比例",
    numerator="综合评价Ⅴ类的点位",
    denominator="一年内有综合类别的点位",
    thing="一个双源监测点",
    rule="监测饮用水源或污染源的点位，按一年内最近一次采样的综合类别；与国考、省考点位分开，"
    "年初尚未封井的都计入。",
    source="GB/T 14848-2017；平台默认口径",
    datasets=("well", "water_quality"),
    direction=Direction.DOWN,
    target=Target(None, "只描述，不设目标", _DEFAULT),
    least_n=5,
    nothing_due="没有双源监测点",
)

NETWORK = (
    WELL_UP, DATA_RATE, MANUAL_RATE, DUAL_COVER, ASSESS_RATE, CLASS5_SHARE, CLASS5_DUAL,
)  # fmt: skip
