"""Task 1: the zones that are delimited."""

from gwdash.registry.indicator import Direction, Indicator, Target

_DEFAULT = "平台默认值，办公室可调整"
_PLAN = "实施方案重点任务一"
_GUIDE = "《地下水污染防治重点区划定技术指南（试行）》（2023年）"

ZONE_DONE = Indicator(
    code="zone_done",
    task_no="1",
    label="重点区划定完成率",
    numerator="全部分区已报批的县市区",
    denominator="全部县市区",
    thing="一个县市区",
    rule="一个县市区的全部分区都到“报批”或“已公布”才算完成；公布由省级批准，市级只计到报批。",
    source=f"{_PLAN}；计到报批为平台默认口径",
    datasets=("zone",),
    target=Target(100.0, "2024年底前100%", _PLAN),
    by_county=False,
)

ZONE_MEASURES = Indicator(
    code="zone_measures",
    task_no="1",
    label="重点区管控措施制定率",
    numerator="已制定管控措施的重点区",
    denominator="全部重点区",
    thing="一个分区",
    rule="保护类、管控类区域中已制定管控措施的；一般区不需制定，不计入。",
    source=f"{_PLAN}；指标为平台默认口径",
    datasets=("zone",),
    target=Target(100.0, "100%", _DEFAULT),
    nothing_due="尚无重点区",
)

ZONE_SHARE = Indicator(
    code="zone_share",
    task_no="1",
    label="重点区面积占比",
    numerator="重点区面积",
    denominator="已有重点区的县域面积",
    thing="一个分区，或分区以外的面积",
    rule="保护类、管控类区域的填报面积之和占县域面积的比例，互相套叠的分区按填报面积相加；"
    "县域面积为界线图上的约数；面积大小不分好坏，不评分。",
    source=f"{_GUIDE}；占比为平台默认口径",
    datasets=("zone",),
    direction=Direction.NEUTRAL,
    target=Target(None, "只描述，不设目标", _DEFAULT),
    unit="km²",
    nothing_due="尚无重点区",
)

ZONES = (ZONE_DONE, ZONE_MEASURES, ZONE_SHARE)
