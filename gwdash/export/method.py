"""方法说明: every rule by which a number, a lamp, a score or a class comes about, with its source.

Made from the declarations that do the work, so that it cannot say anything else. The page, the
file ``docs/method.md`` and the workbook are three ways of showing the same sections.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gwdash.assess.forecast import DEFAULT_RULE as FORECAST_RULE
from gwdash.assess.lamps import FACES, Lamp
from gwdash.assess.progress import DEFAULT_RULE, ProgressRule
from gwdash.assess.scheme import Scheme, current_scheme
from gwdash.assess.series_rules import SeriesRules, series_rules
from gwdash.export.method_limits import limits
from gwdash.queries.funds import PAY_RATE_FLOOR, SLOW_AFTER_DAYS
from gwdash.registry.datasets import DATASETS, LEDGERS
from gwdash.registry.duties import owed_by
from gwdash.registry.indicator import CROSS_TASK, Direction, Indicator
from gwdash.registry.indicator_list import of_task
from gwdash.registry.model import DatasetKind
from gwdash.registry.problems import PROBLEM_KINDS
from gwdash.registry.region import REGION
from gwdash.registry.thresholds import THRESHOLDS

_DIRECTIONS = {Direction.UP: "越高越好", Direction.DOWN: "越低越好", Direction.NEUTRAL: "只描述"}
_STANDARD = "GB/T 14848-2017"


@dataclass(frozen=True, slots=True)
class MethodTable:
    """A table of rules; every row has as many cells as there are headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the explanation: sentences, then tables."""

    key: str
    title: str
    sentences: tuple[str, ...]
    tables: tuple[MethodTable, ...] = ()


def sections() -> tuple[Section, ...]:
    """Return all parts in the order in which they are read."""
    return (
        _kinds_of_nothing(),
        _rows_in_force(),
        _progress(DEFAULT_RULE),
        _indicators(),
        _scores(current_scheme()),
        _classes(),
        _series(series_rules()),
        _reports(),
        _flags(),
        _thresholds(),
    )


def markdown() -> str:
    """Return all parts as the text of ``docs/method.md``."""
    lines = [
        "# 方法说明",
        "",
        "由程序的声明生成（`python -m gwdash docs`），与页面“方法说明”相同；不要手工修改。",
    ]
    for section in sections():
        lines += ["", f"## {section.title}", ""]
        lines += [f"- {sentence}" for sentence in section.sentences]
        for table in section.tables:
            lines += ["", _row(table.headings), _row(["---"] * len(table.headings))]
            lines += [_row(row) for row in table.rows]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '｜') or '—' for cell in cells)} |"


def _kinds_of_nothing() -> Section:
    return Section(
        "nothing",
        "几种“没有”",
        (
            "未报、0、不适用、未监测、未检出、分母为0是六件不同的事，从单元格到图表、导出都分开。",
            "比率旁总有 n/N；分母为0时写“—”并说明原因，不写0%或100%。",
        ),
        (
            MethodTable(
                ("写法", "含义", "怎样计算"),
                (
                    ("未报", "应报而没有报送", "沿用最近一次审核通过的值并注明；从未报送的没有值"),
                    ("0", "报了，数就是0", "按0计算"),
                    ("不适用", "对象不存在或经批准不参加", "不计入分母，其余权重折算为100"),
                    ("未监测", "应监测而没有采样、没有数据", "计入分母，不计入分子"),
                    ("未检出", "低于检出限", "统计取检出限的一半；定类见“水质类别”"),
                    ("—", "分母为0，没有可计的对象", "没有值，不参加比较"),
                ),
            ),
        ),
    )


def _rows_in_force() -> Section:
    words = {
        DatasetKind.OFFICE: "办公室最近一次下达的内容",
        DatasetKind.REGISTER: "每个填报单位截至报告期最近一次审核通过的整份内容；乡镇分表合计",
        DatasetKind.PERIODIC: "该报告期审核通过的内容",
        DatasetKind.OBSERVATION: "同一对象、同一时间最近一次审核通过的值",
    }
    names = {
        kind: "、".join(d.label for d in LEDGERS.values() if d.kind is kind) for kind in DatasetKind
    }
    return Section(
        "rows",
        "哪些行有效",
        (
            "每个数都由审核通过的报送按下面的规则算出；同一版本、同一报告期，结果总是相同。",
            "更正只会增加新版本，旧的报送保留；撤回以后恢复到撤回前的上一次。",
            f"{REGION.new_area}直管区默认不含，可在报告条中选择包含；两种口径都写在数旁。",
        ),
        (
            MethodTable(
                ("台账", "有效的是"),
                tuple((names[kind], words[kind]) for kind in DatasetKind if names[kind]),
            ),
        ),
    )


def _progress(rule: ProgressRule) -> Section:
    conditions = {
        Lamp.DONE: "进度100%且附有佐证材料",
        Lamp.ON_TRACK: f"实际减序时不低于 {rule.behind_below_pp:g} 个百分点；或进度100%而待核",
        Lamp.BEHIND: f"实际减序时低于 {rule.behind_below_pp:g}、不低于 "
        f"{rule.far_below_pp:g} 个百分点",
        Lamp.FAR_BEHIND: f"实际减序时低于 {rule.far_below_pp:g} 个百分点，或已过时限而未完成",
        Lamp.NOT_REPORTED: "本期没有报送；附最近一次的值",
        Lamp.NOT_YET_DUE: "报告期末还没有到启动时间",
        Lamp.OPEN: "没有完成时限，长期坚持",
        Lamp.EXEMPT: "经批准暂缓或不适用",
        Lamp.NOT_PLANNED: "年度任务分解表中没有事项",
    }
    return Section(
        "progress",
        "序时进度和灯号",
        (
            (
                "序时进度 =（报告期末 − 开始 + 1）÷（时限 − 开始 + 1），按天，不小于0、不大于100%；"
                "按报告期最后一天算，不按今天算。"
            ),
            (
                "年度任务分解表的节点写明时间和百分比、能合计为100%的（如“2024-03 完成方案30%；"
                "2024-06 上线70%”，或写各节点应达到的累计进度），序时进度是到期节点的百分比之和。"
            ),
            f"完成时间和所需速度是内部测算：{FORECAST_RULE.sentence}。",
            "起止时间、权重、节点取自办公室的年度任务分解表，不取自填报单位。",
            "有核定进度的按核定进度，没有的按自报进度；两者并列显示。",
            "任务和县市区的进度是各事项按权重的平均，不是百分比的简单平均；从未报送的不计入并注明。",
            f"灯号的界限是{rule.source}；颜色之外总有形状和文字。",
        ),
        (
            MethodTable(
                ("记号", "灯号", "条件"),
                tuple((FACES[lamp].mark, FACES[lamp].word, conditions[lamp]) for lamp in Lamp),
            ),
        ),
    )


def _indicators() -> Section:
    tasks = [(task.no, f"任务{task.no} {task.short_name}") for task in REGION.tasks]
    rows = [
        (title, *_indicator(one))
        for no, title in [*tasks, (CROSS_TASK, "各项任务共有")]
        for one in of_task(no)
    ]
    return Section(
        "indicators",
        "指标",
        (
            "指标值 = 分子 ÷ 分母；分子、分母是下面所说的对象逐个相加，点“数据溯源”可看到每一个。",
            "全市是各县市区及市级对象之和，不是各县市区比率的平均。",
            "目标和权重是平台默认值或方案所定，正式指标体系（环办便函〔2022〕12号）由办公室录入后替换。",
        ),
        (
            MethodTable(
                ("任务", "指标", "分子 / 分母", "怎样算", "方向", "目标", "依据", "数据来自"),
                tuple(rows),
            ),
        ),
    )


def _indicator(one: Indicator) -> tuple[str, ...]:
    unit = f"（{one.unit}）" if one.unit else ""
    few = f"不足{one.least_n}个对象时只写 n/N。" if one.least_n else ""
    compared = "" if one.by_county else "只算全市。"
    return (
        one.label,
        f"{one.numerator} / {one.denominator}{unit}",
        one.rule + few + compared,
        _DIRECTIONS[one.direction],
        f"{one.target.words}（{one.target.source}）",
        one.source,
        _labels(one.datasets),
    )


def _labels(names: Sequence[str]) -> str:
    if set(names) == {name for name, dataset in LEDGERS.items() if owed_by(dataset)}:
        return "全部按期报送的台账"
    return "、".join(DATASETS[name].label for name in names)


def _scores(scheme: Scheme) -> Section:
    rows = tuple(
        (
            one.label,
            f"{one.weight.normalize():f}",
            one.target_words,
            f"{one.lowest or 0:g}%",
            one.rule,
        )
        for one in scheme.indicators
    )
    table = MethodTable(("指标", "分值", "目标", "底线", "怎样算"), rows)
    return Section("scores", "县市区评分和排名", _score_sentences(scheme), (table,))


def _score_sentences(scheme: Scheme) -> tuple[str, ...]:
    return (
        (
            f"方案：{scheme.name}，版本 {scheme.version}；{scheme.source}。办公室报送考核方案"
            "以后，按其中已生效的最新版本的分值、目标、底线和适用县市区。"
        ),
        (
            "单项得分 = 分值 ×（指标值 − 底线）÷（目标 − 底线），不小于0、不超过分值；"
            "越低越好的指标底线在目标之上。只与目标比，县市区之间不互相比。"
            "先取小数再相加，屏幕上的各项加起来就是总分。"
        ),
        (
            "不适用、分母为0的指标不参评，其余权重折算为100分；"
            f"参评分值占比低于 {scheme.least_share_pct:f}% 的不排名。"
        ),
        (
            f"本期任务进展迟报扣 {scheme.late_deduction:f} 分，"
            f"未报扣 {scheme.missing_deduction:f} 分，审核通过前每被退回一次扣 "
            f"{scheme.returned_deduction:f} 分，退回与迟报合计不超过未报扣分，误退后恢复的不算；"
            "未报的沿用上期数值并注明。"
            "应报而从未报送的指标计0分。从未报送任务进展的单列。"
        ),
        (
            f"加分扣分事项按本年登记的计入，加分合计不超过 {scheme.bonus_cap:f} 分，"
            "扣分扣完为止；未与县市区核对的注明“待会前核对”。"
            "约束性情形只在县市区旁标记、不得评优，不改变得分。"
        ),
        f"按 {scheme.decimals} 位小数比较，得分相同名次相同，下一名顺延（1、1、3）。",
        f"排名一律不含{REGION.new_area}直管区；名次只与同一版方案比较，改版当期不比较。",
        (
            "排名先是内部，办公室核对后标为已核对，再标为已审定；"
            "标记以后数据有更新的，注明“数据有更新”和变化。调整分值的测算不保存。"
        ),
    )


def _classes() -> Section:
    return Section(
        "classes",
        "水质类别",
        (
            f"单项类别按 {_STANDARD} 表1、表2的限值；不同类别限值相同时从优不从劣。",
            "综合类别是参评指标中最差的一类，并写出是哪几项、参评 n/39。没有“劣Ⅴ类”。",
            (
                "未检出（检出限+L）：检出限不高于Ⅰ类限值的为Ⅰ类；否则写“≤X类”，不参加综合评价。"
                "对Ⅲ类：检出限的类别不超过Ⅲ类为达标，否则无法判定。"
            ),
            "水源以Ⅲ类为目标，Ⅳ、Ⅴ类为超标；超标倍数 =（C − Cs）÷ Cs，pH 和文字指标没有倍数。",
            "pH 只有Ⅰ、Ⅳ、Ⅴ类；总α、总β超过Ⅲ类限值按Ⅳ类计，并提示进行核素分析。",
            "按原值比较，不先修约（GB/T 8170-2008 的全数值比较法）；填为0的浓度按达标（存疑）。",
            "地热水不按本标准评价。",
        ),
    )


def _series(rules: SeriesRules) -> Section:
    return Section(
        "series",
        "趋势和历年同期",
        (
            (
                "趋势用 Mann（1945）–Kendall（1975）检验，斜率用 Sen（1968）法，"
                "写出 n、斜率、p 和一句话。"
            ),
            f"少于 {rules.least_points} 次不作判断；显著性水平 {rules.significance:g}（双侧）。",
            (
                f"未检出超过 {rules.most_censored_share:.0%} 的不作判断（Helsel，2012）；"
                "其余低于最高检出限的都视为相等，按其一半计，检出限改进不会成为下降趋势。"
            ),
            (
                f"同季可比的对数达到 {rules.least_season_pairs} 对的，用季节 Kendall 检验"
                "（Hirsch 等，1982）。"
            ),
            (
                f"与历年同期比较：同一月份有 {rules.least_years} 年以上数据的用同月百分位；"
                f"不足而共有 {rules.least_months} 个月以上的用全部月份。"
            ),
            f"以上界限：{rules.source}。",
        ),
    )


def _reports() -> Section:
    rows = tuple(
        (
            dataset.label,
            dataset.cadence.words,
            f"期末后 {dataset.due_day} 日前",
            "、".join(reporter.name for reporter in owed_by(dataset))
            if len(owed_by(dataset)) <= len(REGION.tasks)
            else f"{len(owed_by(dataset))} 个单位",
        )
        for dataset in LEDGERS.values()
        if owed_by(dataset)
    )
    return Section(
        "reports",
        "报送期限",
        (
            "期限遇法定节假日、休息日顺延到下一个工作日，调休的按国务院办公厅当年通知。",
            "首次报送不晚于期限为按时；更正不影响按时；办公室开放补录的不算迟报。",
            "零报告、沿用上期都是报送。",
        ),
        (MethodTable(("台账", "频次", "期限", "填报单位"), rows),),
    )


def _flags() -> Section:
    kinds = tuple((one.label, one.rule, one.source) for one in PROBLEM_KINDS)
    figures = tuple((one.label, one.figure, one.use, one.source) for one in limits())
    return Section(
        "flags",
        "突出问题和各处标记",
        (
            "突出问题由下面各类规则逐行判断，严重的在前；台账显示已消除的列为拟销号，由人员核查后销号。",
            (
                f"项目资金到位满 {SLOW_AFTER_DAYS.value:g} 天、支付率低于 "
                f"{PAY_RATE_FLOOR.value:g}% 的标为支付慢，从到位日期算到报告期末。"
            ),
            "已报的天数从起始之日算到报告期末；期末当天到期的写“当日到期”。",
        ),
        (
            MethodTable(("问题", "怎样判断", "依据"), kinds),
            MethodTable(("界限", "数值", "用在", "来源"), figures),
        ),
    )


def _thresholds() -> Section:
    return Section(
        "thresholds",
        "核对数据用的界限",
        ("超过界限只提醒，不拦下数据；字段本身的范围、选项和依据见“数据字典”。",),
        (
            MethodTable(
                ("界限", "数值", "来源"),
                tuple((one.label, f"{one.value:g}{one.unit}", one.source) for one in THRESHOLDS),
            ),
        ),
    )
