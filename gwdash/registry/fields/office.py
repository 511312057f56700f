"""The facts that the leading group's office keeps: meetings, decisions, schemes, adjustments."""

from gwdash.registry.model import Code, CodeList, Field, Kind

DECISION_ROLE = CodeList(
    "decision_role",
    "责任分工",
    (Code("lead", "牵头", ("牵头单位",)), Code("assist", "配合", ("配合单位", "协办"))),
)

DECISION_STATUS = CodeList(
    "decision_status",
    "办理状态",
    (
        Code("open", "未办理", ("未启动",)),
        Code("in_progress", "办理中", ("正在办理", "推进中")),
        Code("done", "已办结", ("办结", "已完成")),
    ),
    explained=(("逾期", "“逾期”由系统按办结时限计算，请填未办理、办理中或已办结。"),),
)

EXTENSION = CodeList(
    "extension",
    "延期申请",
    (
        Code("none", "无", ("未申请",)),
        Code("asked", "申请中", ("已申请", "待批")),
        Code("granted", "同意", ("已批准", "同意延期")),
        Code("refused", "不同意", ("未批准", "驳回")),
    ),
)

REVIEW = CodeList(
    "review",
    "审结情况",
    (
        Code("open", "待审", ("未审",)),
        Code("closed", "审结", ("已审结", "销号")),
        Code("returned", "退回重办", ("退回",)),
    ),
)

DIRECTION = CodeList(
    "direction",
    "指标方向",
    (
        Code("up", "越高越好", ("正向", "up")),
        Code("down", "越低越好", ("逆向", "负向")),
        Code("neutral", "只描述", ("不计分", "描述性")),
    ),
)

ADJUSTMENT_KIND = CodeList(
    "adjustment_kind",
    "事项类别",
    (
        Code("bonus", "加分", ("加分事项",)),
        Code("deduction", "扣分", ("扣分事项",)),
        Code("constraint", "约束性情形", ("约束性",)),
    ),
    explained=(("一票否决", "请填“约束性情形”：它只作标记，不改分数。"),),
)

MEETING_ID = Field(
    "meeting_id", "会议编号", Kind.IDENTIFIER, "会议的唯一编号，如 2024-02。", aliases=("会议号",)
)
MEETING_NAME = Field("meeting_name", "会议名称", Kind.TEXT, "会议的名称。", aliases=("名称",))
HELD_ON = Field("held_on", "召开日期", Kind.DATE, "会议召开的日期。", aliases=("会议日期", "时间"))
CHAIR = Field("chair", "主持人职务", Kind.TEXT, "主持人的职务，不写姓名。", aliases=("主持人",))
ATTENDEES = Field(
    "attendees", "参会单位", Kind.UNITS, "参会的单位，用顿号分开。", aliases=("参加单位",)
)
MINUTES_NO = Field("minutes_no", "纪要文号", Kind.TEXT, "会议纪要的文号。", aliases=("纪要编号",))
AGENDA = Field("agenda", "会议议题", Kind.TEXT, "会议的议题。", aliases=("议题",))

DECISION_NO = Field(
    "decision_no", "事项序号", Kind.IDENTIFIER, "议定事项在该次会议中的序号。",
    aliases=("议定事项序号",),
)  # fmt: skip
RESPONSIBLE = Field(
    "responsible_unit", "责任单位", Kind.REPORTER, "负责的单位；几个单位的，每个单位一行。",
    aliases=("承办单位",),
)  # fmt: skip
ROLE = Field(
    "decision_role", "责任分工", Kind.CODE, "牵头还是配合。", codes=DECISION_ROLE,
    aliases=("分工",),
)  # fmt: skip
DECISION = Field(
    "decision_text", "议定事项", Kind.TEXT, "会议议定的事项。", aliases=("事项内容", "事项")
)
DECISION_DUE = Field(
    "decision_due_on", "办结时限", Kind.DATE, "应办结的日期。", aliases=("办理时限", "完成时限")
)
AGENDA_TOPIC = Field(
    "agenda_topic", "议题", Kind.TEXT, "事项在会议的哪个议题下议定，如“监测网络”。",
    aliases=("所属议题", "议程"),
)  # fmt: skip
STATUS = Field(
    "decision_status", "办理状态", Kind.CODE, "办理到了哪一步；逾期由系统计算。",
    codes=DECISION_STATUS, aliases=("办理进展状态",),
)  # fmt: skip
DONE_ON = Field("done_on", "办结日期", Kind.DATE, "办结的日期。", aliases=("办结时间",))
EXTENSION_STATE = Field(
    "extension_state", "延期申请", Kind.CODE, "是否申请延期、是否同意。", codes=EXTENSION,
    aliases=("延期情况",),
)  # fmt: skip
EXTENDED_TO = Field("extended_to", "延期至", Kind.DATE, "申请延长到的日期。", aliases=("延期时间",))
EXTENSION_REASON = Field("extension_reason", "延期理由", Kind.TEXT, "为什么延期。")
REVIEW_STATE = Field(
    "review_state", "审结情况", Kind.CODE, "办公室的审核：待审、审结或退回重办。", codes=REVIEW,
    aliases=("审核情况",),
)  # fmt: skip
RETURN_REASON = Field("return_reason", "退回理由", Kind.TEXT, "为什么退回重办。")
RETURNED_ON = Field(
    "returned_on", "退回日期", Kind.DATE,
    "办公室哪天退回重办；责任单位当天或以后重新办结的，退回才算解除。没有填的，以办公室该份报送"
    "审核通过之日为准。",
    aliases=("退回时间",),
)  # fmt: skip

INDICATOR_ID = Field(
    "indicator_id", "指标编号", Kind.IDENTIFIER, "考核指标的编号。", aliases=("指标代码",)
)
SCHEME_VERSION = Field(
    "scheme_version", "方案版本", Kind.IDENTIFIER, "考核方案的版本，如 2024-1。",
    aliases=("版本",),
)  # fmt: skip
INDICATOR_NAME = Field(
    "indicator_name", "指标名称", Kind.TEXT, "考核指标的名称。", aliases=("指标",)
)
SCORE = Field(
    "score_weight", "分值", Kind.NUMBER, "该指标的满分。", aliases=("权重", "分值权重"),
    unit="分", minimum=0, maximum=1000,
)  # fmt: skip
TARGET_VALUE = Field(
    "target_value", "目标值", Kind.NUMBER, "达到即得满分的值。", aliases=("考核目标",)
)
FLOOR_VALUE = Field("floor_value", "底线值", Kind.NUMBER, "到此得零分的值。", aliases=("最低值",))
VALUE_UNIT = Field("value_unit", "计量单位", Kind.TEXT, "目标值的单位，如 %。", aliases=("单位",))
INDICATOR_DIRECTION = Field(
    "direction", "指标方向", Kind.CODE, "越高越好还是越低越好。", codes=DIRECTION,
    aliases=("方向",),
)  # fmt: skip
APPLIES_TO = Field(
    "applies_to", "适用县市区", Kind.UNITS,
    "考核哪些县市区，用顿号分开；都考核的写“各县市区”。",
    aliases=("适用范围",),
)  # fmt: skip
FORMULA = Field("formula", "计算方法", Kind.TEXT, "怎么计算。", aliases=("计算公式",))
BASIS = Field("basis", "依据", Kind.TEXT, "依据的文件名称和文号。", aliases=("来源", "依据文件"))
EFFECTIVE_FROM = Field("effective_from", "生效日期", Kind.DATE, "从哪一天起使用。")

ADJUSTMENT_ID = Field(
    "adjustment_id", "事项编号", Kind.IDENTIFIER, "加分扣分事项的编号。", aliases=("编号",)
)
ADJUSTMENT = Field(
    "adjustment_kind", "事项类别", Kind.CODE, "加分、扣分或约束性情形。", codes=ADJUSTMENT_KIND,
    aliases=("类别",),
)  # fmt: skip
POINTS = Field(
    "points", "分数", Kind.NUMBER, "加或扣的分数，写正数。", aliases=("加扣分", "分值"), unit="分",
    minimum=0, maximum=100,
)  # fmt: skip
OCCURRED_ON = Field("occurred_on", "发生日期", Kind.DATE, "事项发生的日期。", aliases=("发生时间",))
REASON = Field("reason", "事由", Kind.TEXT, "为什么加分或扣分。", aliases=("事项", "事项说明"))
IS_CHECKED = Field(
    "is_checked_with_county", "会前是否核对", Kind.BOOLEAN, "是否已在会前与县市区核对。",
    aliases=("是否核对",),
)  # fmt: skip
