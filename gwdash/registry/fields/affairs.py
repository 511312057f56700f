"""The facts of rules, damage cases, publicity and expert support."""

from gwdash.registry.model import Code, CodeList, Field, Kind

_PLAN = "咸阳市试验区实施方案"
_DAMAGE = "《生态环境损害赔偿管理规定》（环法规〔2022〕31号）"
_OTHER = Code("other", "其他", ("其它",))

RULE_CATEGORY = CodeList(
    "rule_category",
    "制度类别",
    (
        Code("monitoring", "环境监测", ("监测",)),
        Code("enforcement", "环境执法", ("执法",)),
        Code("assessment", "调查评估"),
        Code("remediation", "管控修复"),
        Code("disclosure", "信息公开"),
        Code("compensation", "损害赔偿", ("生态环境损害赔偿",)),
        Code("funding", "资金政策", ("资金",)),
        _OTHER,
    ),
    source=_PLAN,
)

RULE_STAGE = CodeList(
    "rule_stage",
    "制度阶段",
    (
        Code("not_started", "未启动"),
        Code("drafting", "起草", ("起草中",)),
        Code("comments", "征求意见"),
        Code("legal_review", "合法性审查", ("合法性审核",)),
        Code("deliberation", "审议", ("审议中",)),
        Code("issued", "已印发", ("印发", "已出台")),
        Code("revised", "已修订", ("修订",)),
        Code("repealed", "已废止", ("废止",)),
    ),
)

CASE_STAGE = CodeList(
    "case_stage",
    "案件阶段",
    (
        Code("clue", "线索核查", ("线索", "初步核查")),
        Code("opened", "启动", ("已启动", "立案")),
        Code("appraisal", "鉴定评估", ("评估",)),
        Code("consultation", "磋商", ("磋商中",)),
        Code("litigation", "诉讼", ("诉讼中",)),
        Code("performing", "履行中", ("修复中", "履行")),
        Code("closed", "已结案", ("结案",)),
        Code("ended", "终止", ("已终止",)),
    ),
    source=_DAMAGE,
)

THEME_DAY = CodeList(
    "theme_day",
    "主题日",
    (
        Code("water_day", "世界水日", ("中国水周", "3·22", "世界水日和中国水周")),
        Code("earth_day", "世界地球日", ("地球日", "4·22")),
        Code("environment_day", "六五环境日", ("六·五环境日", "6·5", "世界环境日", "环境日")),
        Code("science_day", "全国科普日", ("科普日", "科技活动周")),
        _OTHER,
    ),
    source=_PLAN,
)

EXPERT_KIND = CodeList(
    "expert_kind",
    "支撑类别",
    (Code("person", "专家", ("个人",)), Code("institute", "技术单位", ("机构", "技术支撑单位"))),
)

RULE_ID = Field("rule_id", "制度编号", Kind.IDENTIFIER, "制度的唯一编号。", aliases=("编号",))
RULE_NAME = Field(
    "rule_name", "制度名称", Kind.TEXT, "制度或办法的名称。", aliases=("名称", "文件名称")
)
CATEGORY = Field(
    "rule_category", "制度类别", Kind.CODE, "属于哪一类制度。", codes=RULE_CATEGORY,
    aliases=("类别",), source=_PLAN,
)  # fmt: skip
STAGE = Field(
    "rule_stage", "制度阶段", Kind.CODE, "制定到了哪一步。", codes=RULE_STAGE,
    aliases=("阶段", "进展阶段"),
)  # fmt: skip
ISSUE_BY = Field(
    "issue_by", "计划印发时间", Kind.DATE, "计划印发的日期。", aliases=("计划出台时间",)
)
ISSUE_DOC = Field("issue_doc_no", "文号", Kind.TEXT, "印发文件的文号。", aliases=("发文字号",))
ISSUED_ON = Field("issued_on", "印发日期", Kind.DATE, "印发的日期。", aliases=("印发时间",))
IS_SPREAD = Field(
    "is_spread", "是否在省级及以上推广", Kind.BOOLEAN, "是否在省级及以上推广。",
    aliases=("省级推广",),
)  # fmt: skip

CASE_ID = Field("case_id", "案件编号", Kind.IDENTIFIER, "案件的唯一编号。", aliases=("案号",))
CASE_NAME = Field("case_name", "案件名称", Kind.TEXT, "案件的名称。", aliases=("案由",))
CLUE = Field("clue_source", "线索来源", Kind.TEXT, "线索从哪里来。", aliases=("来源",))
OPENED_ON = Field(
    "opened_on", "启动日期", Kind.DATE, "启动索赔的日期。", aliases=("启动时间", "立案日期")
)
CASE = Field(
    "case_stage", "案件阶段", Kind.CODE, "办理到了哪一步。", codes=CASE_STAGE,
    aliases=("阶段", "办理阶段"), source=_DAMAGE,
)  # fmt: skip
COMPENSATION = Field(
    "compensation_10k_yuan", "赔偿金额", Kind.NUMBER, "协议或判决的赔偿金额。",
    aliases=("赔偿额",), unit="万元", minimum=0, maximum=10_000_000,
)  # fmt: skip
CLOSED_ON = Field("closed_on", "结案日期", Kind.DATE, "结案的日期。", aliases=("结案时间",))

EVENT_ID = Field("event_id", "活动编号", Kind.IDENTIFIER, "活动的唯一编号。", aliases=("编号",))
EVENT_NAME = Field("event_name", "活动名称", Kind.TEXT, "活动的名称。", aliases=("名称", "活动"))
THEME = Field(
    "theme_day", "主题日", Kind.CODE, "结合哪一个主题日开展。", codes=THEME_DAY,
    aliases=("活动类别",), source=_PLAN,
)  # fmt: skip
EVENT_ON = Field(
    "event_on", "活动日期", Kind.DATE, "活动的日期。", aliases=("活动时间", "开展时间")
)
AUDIENCE = Field(
    "audience", "参加人数", Kind.INTEGER, "参加活动的人数。", aliases=("参与人数", "受众人数"),
    unit="人", minimum=0, maximum=10_000_000,
)  # fmt: skip
EVENT_FORM = Field("event_form", "活动形式", Kind.TEXT, "怎么开展的。", aliases=("宣传形式",))

EXPERT_ID = Field(
    "expert_id", "专家编号", Kind.IDENTIFIER, "专家或技术单位的唯一编号。", aliases=("编号",)
)
EXPERT_NAME = Field(
    "expert_name", "专家或单位名称", Kind.TEXT, "专家姓名或技术单位名称。",
    aliases=("姓名", "专家姓名", "名称", "技术单位"), personal=True,
)  # fmt: skip
EXPERT = Field(
    "expert_kind", "支撑类别", Kind.CODE, "专家还是技术单位。", codes=EXPERT_KIND,
    aliases=("类别",),
)  # fmt: skip
EMPLOYER = Field("employer", "工作单位", Kind.TEXT, "专家所在的单位。", aliases=("单位名称",))
TITLE = Field("expert_title", "职称", Kind.TEXT, "专业技术职称。", aliases=("职务职称",))
SPECIALTY = Field("specialty", "专业领域", Kind.TEXT, "擅长的领域。", aliases=("专业",))
SERVICE = Field("service", "支撑内容", Kind.TEXT, "提供了什么支撑。", aliases=("服务内容",))
EXPERT_PHONE = Field(
    "expert_phone", "专家电话", Kind.IDENTIFIER, "专家的联系电话。", aliases=("专家联系电话",),
    personal=True,
)  # fmt: skip
SERVED_FROM = Field("served_from", "聘期开始", Kind.DATE, "聘期第一天。", aliases=("聘任日期",))
SERVED_TO = Field("served_to", "聘期结束", Kind.DATE, "聘期最后一天。", aliases=("聘期截止",))
