"""The facts of a project and its money, by level of government: allocated, received, spent."""

from gwdash.registry.model import Code, CodeList, Field, Kind

_LARGEST_10K_YUAN = 100_000_000
#: Levels from which money comes, with the word of the ledgers.
LEVELS = (("central", "中央"), ("provincial", "省级"), ("local", "市县"))

POOL = CodeList(
    "pool",
    "入库状态",
    (
        Code("none", "未入库"),
        Code("province", "省级库", ("省级项目库", "省库")),
        Code("central", "中央库", ("中央项目库", "中央项目储备库")),
    ),
    source="《中央生态环境资金项目储备库入库指南》",
)

BUILD_STATE = CodeList(
    "build_state",
    "建设状态",
    (
        Code("preparing", "前期", ("前期工作", "前期准备")),
        Code("building", "在建", ("建设中", "施工中")),
        Code("finished", "完工", ("已完工",)),
        Code("accepted", "验收", ("已验收", "竣工验收")),
        Code("ended", "终止", ("已终止",)),
    ),
    explained=(("逾期", "“逾期”由系统计算，请填前期、在建、完工、验收或终止。"),),
)


def _amount(name: str, label: str, meaning: str, *aliases: str) -> Field:
    return Field(
        f"{name}_10k_yuan", label, Kind.NUMBER, meaning, aliases=aliases, unit="万元", minimum=0,
        maximum=_LARGEST_10K_YUAN,
    )  # fmt: skip


PROJECT_ID = Field(
    "project_id", "项目编号", Kind.IDENTIFIER, "项目的唯一编号。", aliases=("项目编码",)
)
PROJECT_NAME = Field("project_name", "项目名称", Kind.TEXT, "项目的名称。", aliases=("名称",))
APPLICANT = Field(
    "applicant", "申报单位", Kind.REPORTER, "申报项目的成员单位或县市区。",
    aliases=("项目申报单位",),
)  # fmt: skip
POOL_STATE = Field(
    "pool_state", "入库状态", Kind.CODE, "是否列入中央或省级项目库。", codes=POOL,
    aliases=("项目入库状态",),
)  # fmt: skip
STATE = Field(
    "build_state", "建设状态", Kind.CODE, "建设到了哪一步。", codes=BUILD_STATE,
    aliases=("项目状态", "建设进展"),
)  # fmt: skip
INVESTMENT = _amount("investment", "总投资", "批复的总投资。", "项目总投资", "计划总投资")
ALLOCATED = _amount("allocated", "下达资金", "各级下达资金合计。", "下达资金合计", "下达金额")
RECEIVED = _amount("received", "到位资金", "各级到位资金合计。", "到位资金合计", "到位金额")
SPENT = _amount("spent", "支出金额", "已支付的金额合计。", "支付金额", "支出资金", "已支付金额")
ALLOCATED_BY_LEVEL = tuple(
    _amount(f"allocated_{level}", f"{word}下达资金", f"{word}下达的资金。", f"{word}资金")
    for level, word in LEVELS
)
RECEIVED_BY_LEVEL = tuple(
    _amount(f"received_{level}", f"{word}到位资金", f"{word}到位的资金。") for level, word in LEVELS
)
SPENT_BY_LEVEL = tuple(
    _amount(f"spent_{level}", f"{word}支出金额", f"{word}资金中已支付的金额。")
    for level, word in LEVELS
)
ALLOCATION_DOC = Field(
    "allocation_doc_no", "下达文号", Kind.TEXT, "下达资金的文件文号；几份的用分号分开。",
    aliases=("资金文号", "下达文件文号"),
)  # fmt: skip
RECEIVED_ON = Field(
    "received_on", "到位日期", Kind.DATE, "最近一笔资金到位的日期。", aliases=("资金到位日期",)
)
STARTED_ON = Field("started_on", "开工日期", Kind.DATE, "开工的日期。", aliases=("开工时间",))
FINISHED_ON = Field("finished_on", "完工日期", Kind.DATE, "完工的日期。", aliases=("完工时间",))
