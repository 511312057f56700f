"""Across the tasks: reports in time, decisions of the meetings, money."""

from gwdash.registry.datasets import LEDGERS
from gwdash.registry.duties import owed_by
from gwdash.registry.indicator import CROSS_TASK, Indicator, Target

_DEFAULT = "平台默认值，办公室可调整"

INTIME = Indicator(
    code="intime",
    task_no=CROSS_TASK,
    label="台账按时报送率",
    numerator="按时报送的期次",
    denominator="应报的期次",
    thing="一份台账的一期报送",
    rule="本年以来各台账应报的每一期，首次报送不晚于期限（遇节假日顺延）或属补录的；"
    "没有报送的期次计入应报。",
    source=_DEFAULT,
    datasets=tuple(dataset.name for dataset in LEDGERS.values() if owed_by(dataset)),
    target=Target(95.0, "≥95%", _DEFAULT),
    scored=True,
    nothing_due="本年还没有应报的期次",
)

ACTION_RATE = Indicator(
    code="action_rate",
    task_no=CROSS_TASK,
    label="议定事项办结率",
    numerator="已办结的事项",
    denominator="到期的事项",
    thing="一项议定事项的一个责任单位",
    rule="期限（含同意的延期）已到的议定事项，已办结且没有被退回重办的；一个责任单位计一次，"
    "办结时限未填的按到期计。",
    source=_DEFAULT,
    datasets=("decision",),
    target=Target(100.0, "100%", _DEFAULT),
    by_county=False,
    nothing_due="没有到期的议定事项",
)

PAY_RATE = Indicator(
    code="pay_rate",
    task_no=CROSS_TASK,
    label="资金支付率",
    numerator="支出资金",
    denominator="到位资金",
    thing="一个项目",
    rule="各项目累计支出占累计到位资金的比例，单个项目支出超过到位的部分不抵其他项目；"
    "资金未到位的项目不计入。",
    source=_DEFAULT,
    datasets=("project",),
    target=Target(80.0, "≥80%", _DEFAULT),
    unit="万元",
    obliged="counties",
    nothing_due="资金都未到位",
)

CROSS = (INTIME, ACTION_RATE, PAY_RATE)
