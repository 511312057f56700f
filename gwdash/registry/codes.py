"""The closed vocabularies of the ledgers: what is stored, what is shown, how people write it."""

from gwdash.registry.model import Code, CodeList

ITEM_STATUS = CodeList(
    "item_status",
    "完成状态",
    (
        Code("not_started", "未启动", ("尚未启动", "未开展", "未开始")),
        Code("in_progress", "推进中", ("进行中", "正在推进", "持续推进", "实施中", "在推进")),
        Code("done", "已完成", ("完成", "已办结", "办结")),
        Code("suspended", "暂缓", ("暂停", "缓办")),
        Code("not_applicable", "不适用", ("不涉及", "无此项")),
    ),
)

ITEM_SOURCE = CodeList(
    "item_source",
    "事项来源",
    (
        Code("plan", "实施方案", ("方案",)),
        Code("annual", "年度计划", ("年度任务",)),
        Code("decision", "议定事项"),
        Code("instruction", "领导批示"),
        Code("inspection", "督察交办"),
        Code("circular", "上级通报"),
    ),
)

NEW_AREA = CodeList(
    "new_area",
    "西咸新区",
    (
        Code("no", "否", ("不在", "非", "不属于")),
        Code("direct", "直管", ("直管区", "西咸直管")),
        Code("shared", "共管", ("共管区", "西咸共管")),
    ),
)

WELL_ORIGIN = CodeList(
    "well_origin",
    "井来源",
    (
        Code("drinking_source", "饮用水源开采井", ("水源开采井", "饮用水水源开采井")),
        Code("eia_tracking", "环评跟踪监测井", ("环评井",)),
        Code("pollution_source", "污染源监测井", ("企业监测井",)),
        Code("national", "国家地下水监测工程", ("国家地下水监测工程井", "国家监测井")),
        Code("survey", "调查评估新建井", ("新建井",)),
        Code("other", "其他", ("其它",)),
    ),
)

WELL_ASSESSMENT = CodeList(
    "well_assessment",
    "专业井评估结论",
    (
        Code("usable", "可直接利用", ("直接利用", "符合")),
        Code("after_rebuild", "改造后利用", ("改造后可利用", "需改造")),
        Code("unusable", "不可利用", ("不能利用",)),
        Code("not_assessed", "未评估", ("待评估",)),
    ),
)

WELL_STATE = CodeList(
    "well_state",
    "运行状态",
    (
        Code("running", "正常", ("运行", "正常运行", "在用", "在线")),
        Code("faulty", "故障", ("设备故障", "离线")),
        Code("silted", "淤堵", ("堵塞", "淤积")),
        Code("destroyed", "损毁", ("毁坏", "损坏")),
        Code("dry", "干井", ("无水", "干涸")),
        Code("stopped", "停用", ("停测", "停运")),
        Code("sealed", "已封井", ("封井", "已封填")),
    ),
)

BURIAL = CodeList(
    "burial",
    "埋藏条件",
    (
        Code("unconfined", "潜水", ("浅层潜水",)),
        Code("confined", "承压水", ("承压",)),
        Code("mixed", "混合水", ("混合",)),
    ),
)

MEDIUM = CodeList(
    "medium",
    "含水介质",
    (
        Code("pore", "孔隙水", ("孔隙", "loose rock pore water")),
        Code(
            "fissure",
            "裂隙水",
            (
                "裂隙",
                "clastic rock fissure water",
                "igneous rock fissure water",
                "metamorphic rock fissure water",
            ),
        ),
        Code("karst", "岩溶水", ("岩溶", "karst water")),
    ),
)

PIPE = CodeList(
    "pipe",
    "井管材质",
    (
        Code("steel", "钢管", ("铁管", "钢")),
        Code("plastic", "塑料管", ("PVC", "UPVC", "PVC-U", "塑料")),
        Code("cement", "水泥管", ("水泥",)),
        Code("other", "其他", ("其它",)),
    ),
)

FREQUENCY = CodeList(
    "frequency",
    "监测频次",
    (
        Code("automatic", "自动", ("在线", "实时", "连续")),
        Code("month", "月", ("每月", "1次/月")),
        Code("quarter", "季", ("季度", "每季度", "1次/季")),
        Code("half", "半年", ("每半年", "2次/年")),
        Code("year", "年", ("每年", "1次/年")),
    ),
)

SEASON = CodeList(
    "season",
    "水期",
    (
        # National forms write the season as the first letter of its pinyin.
        Code("dry", "枯水期", ("枯", "枯水", "k")),
        Code("normal", "平水期", ("平", "平水", "p")),
        Code("wet", "丰水期", ("丰", "丰水", "f")),
    ),
)

SAMPLE_TYPE = CodeList(
    "sample_type",
    "样品类型",
    (
        Code("regular", "常规", ("常规样", "样品", "地下水")),
        Code("duplicate", "平行样", ("平行", "现场平行")),
        Code("blank", "空白", ("空白样", "全程序空白")),
        Code("spiked", "加标", ("加标样",)),
    ),
)

SAMPLING_PURPOSE = CodeList(
    "sampling_purpose",
    "监测目的",
    (
        Code("national", "国考", ("国控",)),
        Code("provincial", "省考", ("省控",)),
        Code("routine", "例行", ("例行监测", "常规监测")),
        Code("enforcement", "执法", ("执法监测", "监督性监测")),
        Code("self", "自行", ("自行监测", "企业自测")),
    ),
)

LEVEL_METHOD = CodeList(
    "level_method",
    "测量方式",
    (
        Code("manual", "人工", ("手工", "人工测量")),
        Code("automatic", "自动", ("在线", "自动监测", "遥测")),
    ),
)
