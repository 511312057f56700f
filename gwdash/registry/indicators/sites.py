"""Task 2: the listed sites, their own monitoring, their permits and their leaks."""

from gwdash.registry.indicator import Indicator, Target

_DEFAULT = "平台默认值，办公室可调整"
_PLAN = "实施方案重点任务二"
_LISTED = "县市区最近一年名录内的地下水污染防治重点排污单位和重点监管单位，列入两份名录的只计一次"

SELFMON_RATE = Indicator(
    code="selfmon_rate",
    task_no="2",
    label="自行监测完成率",
    numerator="按期完成的监测次数",
    denominator="到期应完成的监测次数",
    thing="一个厂区的一眼监测井，或从未监测的厂区",
    rule="一类单元每半年、二类单元每年1次，周边1公里有敏感受体的加倍，填报频次更密的从其填报；"
    "只计本年已到期的次数，一期内多次采样只算1次；上年以来没有任何记录的厂区按一类单元计为应测未测；"
    "关闭和在建的不计。",
    source="HJ 1209-2021；漏报厂区按一类单元计为平台默认口径",
    datasets=("key_unit", "self_monitoring"),
    target=Target(100.0, "100%", "HJ 1209-2021规定的最低频次"),
    unit="次",
    obliged="counties",
    scored=True,
    nothing_due="没有到期的自行监测",
)

SELFMON_PUBLIC = Indicator(
    code="selfmon_public",
    task_no="2",
    label="自行监测结果公开率",
    numerator="结果已公开的采样",
    denominator="本年已报的采样",
    thing="一个厂区、一眼井的一次采样",
    rule="本年截至月末已报的自行监测采样中，结果已向社会公开的；未填是否公开的按未公开计。",
    source="《排污许可管理条例》关于公开自行监测数据的规定；指标为平台默认口径",
    datasets=("self_monitoring", "key_unit"),
    target=Target(100.0, "100%", _DEFAULT),
    obliged="counties",
    nothing_due="本年尚无自行监测采样",
)

PERMIT_RATE = Indicator(
    code="permit_rate",
    task_no="2",
    label="排污许可载明率",
    numerator="许可证已载明地下水责任的厂区",
    denominator="持证的名录厂区",
    thing="一个厂区",
    rule=f"{_LISTED}；许可证不适用和已关闭的不计；是否载明未填的按未载明计。",
    source=f"{_PLAN}（探索性工作）",
    datasets=("key_unit",),
    target=Target(None, "探索性工作，不设目标", _PLAN),
    obliged="counties",
    nothing_due="没有持证的名录厂区",
)

LEAK_CHECK_RATE = Indicator(
    code="leak_check_rate",
    task_no="2",
    label="渗漏排查开展率",
    numerator="已开展渗漏排查的厂区",
    denominator="名录内的厂区",
    thing="一个厂区",
    rule=f"{_LISTED}；关闭和在建的不计；未填是否排查的按未排查计。",
    source=_PLAN,
    datasets=("key_unit",),
    target=Target(100.0, "100%", _DEFAULT),
    obliged="counties",
    scored=True,
    nothing_due="没有名录厂区",
)

HAZARD_RATE = Indicator(
    code="hazard_rate",
    task_no="2",
    label="渗漏隐患整改率",
    numerator="已整改的到期隐患",
    denominator="整改时限已到的隐患",
    thing="一处隐患",
    rule="整改时限不晚于月末的隐患中，已整改或已验收的，逾期整改的注明天数；未到期的不计；"
    "时限未填的按到期计。",
    source=f"{_PLAN}；只计到期隐患为平台默认口径",
    datasets=("leak_hazard", "key_unit"),
    target=Target(100.0, "100%", _DEFAULT),
    obliged="counties",
    scored=True,
    nothing_due="没有到期隐患",
)

SITES = (SELFMON_RATE, SELFMON_PUBLIC, PERMIT_RATE, LEAK_CHECK_RATE, HAZARD_RATE)
