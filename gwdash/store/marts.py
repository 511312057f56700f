"""The small tables that pages read: what each holds and which rows a change touches."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gwdash.registry.indicator_list import INDICATORS
from gwdash.registry.problems import PROBLEM_KINDS
from gwdash.registry.tables import RESULT_TYPE, TableColumn
from gwdash.store.ddl import RETURNED, SUBMISSION_ID

SQL_FOLDER = Path(__file__).with_name("sql")


@dataclass(frozen=True, slots=True)
class Mart:
    """One table of schema ``mart``; ``sql/marts/<name>.sql`` is the SELECT that fills it.

    A mart with a key is made anew only for the keys that a changed submission touches, read
    from the temporary table ``touched_<dataset>``; one without a key is small and made anew
    each time. A mart may be made from marts that stand before it in `MARTS`.
    """

    name: str
    label: str
    columns: tuple[TableColumn, ...]
    dataset: str = ""
    key: tuple[str, ...] = ()
    parts: tuple[tuple[str, frozenset[str]], ...] = ()
    """Values of the first column with the datasets that their rows are made from: a part of which
    no dataset changed stays as it is, as long as the months stay the same."""

    def concerned(self, datasets: Collection[str]) -> list[str]:
        """Return the parts that a change of these datasets concerns."""
        return [name for name, made_from in self.parts if made_from & set(datasets)]

    @property
    def table(self) -> str:
        """The table's name with its schema."""
        return f"mart.{self.name}"

    @property
    def sql(self) -> str:
        """The SELECT that yields its rows."""
        return sql_text(f"marts/{self.name}")


@cache
def sql_text(name: str) -> str:
    """Return the text of ``sql/<name>.sql``; raises FileNotFoundError for an unknown one."""
    return (SQL_FOLDER / f"{name}.sql").read_text("utf-8")


_WELL = TableColumn("well_id", "VARCHAR", "监测井编码", "监测井的唯一编码。")
_SAMPLED_ON = TableColumn("sampled_on", "DATE", "采样日期", "采样的日期。")
_LAYER = TableColumn("layer", "VARCHAR", "采样层位", "分层监测井的层位，单层井为空。")
_COUNTY = TableColumn("county_code", "VARCHAR", "县市区", "结果行所写的县市区，范围外为空。")
_SEASON = TableColumn("season", "VARCHAR", "水期", "枯、平、丰水期的代码。")
_GRADE = TableColumn(
    "grade", "TINYINT", "综合类别", "1–5 即Ⅰ–Ⅴ类，最差指标的类别；没有可定类的指标则为空。"
)
_LABEL = TableColumn("label", "VARCHAR", "综合类别名称", "Ⅰ Ⅱ Ⅲ Ⅳ Ⅴ 或未定。")
_WORST = TableColumn("worst_analytes", "VARCHAR", "定类指标", "类别最差的指标，用顿号分开。")
_ASSESSED = TableColumn("n_assessed", "BIGINT", "参评项数", "39项常规指标中类别已定的项数。")
_EXCEEDING = TableColumn("n_exceeding", "BIGINT", "超标项数", "超过Ⅲ类的项数。")
_UNDECIDABLE = TableColumn(
    "n_undecidable", "BIGINT", "无法判定项数", "已监测而对Ⅲ类无法判定的项数。"
)
_NOT_MEASURED = TableColumn(
    "n_not_measured", "BIGINT", "未监测项数", "填了而未监测或未采样的项数。"
)
_DOUBTFUL = TableColumn("n_doubtful", "BIGINT", "存疑项数", "填为0的浓度，按达标(存疑)计。")
_SHEET = TableColumn("source_sheet", "VARCHAR", "来源工作表", "原文件中的工作表名称。")
_MONTH = TableColumn("month", "DATE", "月份", "该月的第一天。")
_DATASET = TableColumn("dataset", "VARCHAR", "台账", "台账的代码。")
_REPORTER = TableColumn("reporter", "VARCHAR", "填报单位", "报送单位或县市区的代码。")
_PERIOD = TableColumn("period", "VARCHAR", "报告期", "报告期的代码，如 2024-06。")
_PERIOD_END = TableColumn("period_end", "DATE", "报告期末", "报告期的最后一天。")


def _mask(name: str, label: str, what: str) -> TableColumn:
    """Return a column with a bit for each indicator; 93 of them need more than 64 bits."""
    return TableColumn(name, "HUGEINT", label, f"{what}，在标准中排第n的指标占第n位。")


SLICE = Mart(
    "slice",
    "每份报送在哪些报告期有效",
    (
        SUBMISSION_ID,
        _DATASET,
        _REPORTER,
        TableColumn("part", "VARCHAR", "部分", "全部，或乡镇名称。"),
        _PERIOD,
        _PERIOD_END,
        TableColumn("next_period_end", "DATE", "下一期末", "下一次报送的报告期末，没有则为空。"),
    ),
)

SUBMISSION_STATE = Mart(
    "submission_state",
    "各单位各期的报送情况",
    (
        _DATASET,
        _REPORTER,
        _PERIOD,
        _PERIOD_END,
        TableColumn("n_parts", "BIGINT", "份数", "该期由几份报送合成。"),
        TableColumn("n_rows", "BIGINT", "入档行数", "通过检查的行数。"),
        TableColumn("n_stopped", "BIGINT", "拦下行数", "因错误未采用的行数。"),
        TableColumn("n_warnings", "BIGINT", "提醒数", "提醒的条数。"),
        TableColumn("handed_in_at", "TIMESTAMP", "报齐时间", "最后一部分首次报送的北京时间。"),
        TableColumn("last_accepted_at", "TIMESTAMP", "最近审核通过", "北京时间。"),
        TableColumn("due_on", "DATE", "报送期限", "应报送的最后一天，无期限则为空。"),
        TableColumn(
            "is_on_time", "BOOLEAN", "是否按时", "首次报送不晚于期限或属补录；无期限则为空。"
        ),
        RETURNED,
    ),
)

SAMPLE = Mart(
    "sample",
    "每个水样的综合类别",
    (
        _WELL,
        _SAMPLED_ON,
        _LAYER,
        _COUNTY,
        _SEASON,
        TableColumn("source_id", "VARCHAR", "水源编码", "结果行所写的水源。"),
        TableColumn("purpose", "VARCHAR", "监测目的", "监测目的的代码。"),
        _GRADE,
        _LABEL,
        _WORST,
        _ASSESSED,
        TableColumn(
            "n_undetermined", "BIGINT", "未定项数", "已监测而类别不能确定的项数（≤X、未定）。"
        ),
        _NOT_MEASURED,
        _EXCEEDING,
        _UNDECIDABLE,
        _DOUBTFUL,
        TableColumn("n_results", "BIGINT", "结果数", "参与本表的结果行数。"),
        _mask("decided_mask", "可判定的指标", "能对Ⅲ类判定的指标"),
        _mask("bounded_mask", "只知≤X的指标", "未检出而检出限高于Ⅰ类的指标"),
        _mask("open_mask", "未定的指标", "已监测而不能定类的指标"),
        _mask("absent_mask", "未监测的指标", "填了而未监测或未采样的指标"),
        TableColumn("submission_id", "BIGINT", "报送编号", "最近更新该水样的报送。"),
        _SHEET,
        TableColumn("source_cell", "VARCHAR", "来源单元格", "该水样在该报送中的第一个单元格。"),
    ),
    "water_quality",
    ("well_id", "sampled_on", "layer"),
)

SAMPLE_SPAN = Mart(
    "sample_span",
    "每眼井的综合类别自哪天起、到哪天止",
    (
        _WELL,
        _SAMPLED_ON,
        TableColumn(
            "next_sampled_on", "DATE", "下次采样日期", "该井下一次采样的日期，没有则为空。"
        ),
        _COUNTY,
        _GRADE,
        _LABEL,
        _WORST,
        _ASSESSED,
    ),
    "water_quality",
    ("well_id",),
)

SEASON_SPAN = Mart(
    "season_span",
    "每眼井各水期的类别自哪天起、到哪天止",
    (
        _WELL,
        TableColumn("sampled_year", "BIGINT", "年份", "采样的日历年。"),
        TableColumn("season", "VARCHAR", "水期", "水期的代码；水期未填的按季度，q1–q4。"),
        _SAMPLED_ON,
        TableColumn(
            "next_sampled_on", "DATE", "下次采样日期", "同一水期下一次采样的日期，没有则为空。"
        ),
        _GRADE,
        _WORST,
        _ASSESSED,
        TableColumn("n_samples", "BIGINT", "水样数", "该水期到该日为止的水样数。"),
        _EXCEEDING,
        _UNDECIDABLE,
        _NOT_MEASURED,
        _DOUBTFUL,
    ),
    "water_quality",
    ("well_id",),
)

EXCEEDANCE = Mart(
    "exceedance",
    "超过Ⅲ类的结果",
    (
        _WELL,
        _SAMPLED_ON,
        _LAYER,
        TableColumn("analyte", "VARCHAR", "监测指标", "指标的代码。"),
        _COUNTY,
        _SEASON,
        TableColumn("raw", "VARCHAR", "监测值原文", "单元格里写的原文。"),
        TableColumn("flag", "VARCHAR", "取值标记", "value、right_censored 或 text。"),
        TableColumn("value", RESULT_TYPE, "监测值", "以标准单位表示；“大于”时为下界。"),
        TableColumn("unit", "VARCHAR", "单位", "GB/T 14848-2017 规定的单位。"),
        TableColumn("limit3", RESULT_TYPE, "Ⅲ类限值", "GB/T 14848-2017；pH 和文字指标为空。"),
        TableColumn("times_over", "DOUBLE", "超标倍数", "(C−Cs)/Cs；pH、文字和“大于”为空。"),
        TableColumn("label", "VARCHAR", "类别", "该结果的类别，Ⅳ、Ⅴ 或未定。"),
        SUBMISSION_ID,
        _SHEET,
        TableColumn("source_row", "INTEGER", "来源行", "原文件中的行号。"),
        TableColumn("source_cell", "VARCHAR", "来源单元格", "该值在原文件中的单元格。"),
    ),
    "water_quality",
    ("well_id", "sampled_on", "layer"),
)

LEVEL_MONTH = Mart(
    "level_month",
    "每眼井每月的水位",
    (
        _WELL,
        _MONTH,
        TableColumn("n", "BIGINT", "次数", "该月的有效测次。"),
        TableColumn("depth_mean", "DOUBLE", "平均埋深", "从地面向下为正。", "m"),
        TableColumn("depth_min", "DOUBLE", "最小埋深", "从地面向下为正。", "m"),
        TableColumn("depth_max", "DOUBLE", "最大埋深", "从地面向下为正。", "m"),
        TableColumn("head_mean", "DOUBLE", "平均水位", "1985国家高程基准。", "m"),
        TableColumn("head_min", "DOUBLE", "最低水位", "1985国家高程基准。", "m"),
        TableColumn("head_max", "DOUBLE", "最高水位", "1985国家高程基准。", "m"),
    ),
    "water_level",
    ("well_id", "month"),
)

LEVEL_SPAN = Mart(
    "level_span",
    "每眼井最近有水位的月份自何时起、到何时止",
    (
        _WELL,
        _MONTH,
        TableColumn("next_month", "DATE", "下个有水位的月份", "该月的第一天，没有则为空。"),
        TableColumn("n_levels", "BIGINT", "累计次数", "截至该月月末的有效测次。"),
    ),
    "water_level",
    ("well_id",),
)

MONTH = Mart(
    "month",
    "有数据的月份，指标按它们的月末计算",
    (
        TableColumn("month", "VARCHAR", "月份", "报告期的代码，如 2024-06。"),
        TableColumn("month_end", "DATE", "月末", "该月的最后一天。"),
        TableColumn("year_begin", "DATE", "年初", "该年的第一天。"),
    ),
)

_AMOUNT = "DECIMAL(38,6)"

INDICATOR = Mart(
    "indicator",
    "各指标各月的分子、分母",
    (
        TableColumn("indicator_id", "VARCHAR", "指标", "指标的代码。"),
        TableColumn("period_kind", "VARCHAR", "报告期类别", "month，按月末计算。"),
        TableColumn("period", "VARCHAR", "报告期", "报告期的代码，如 2024-06。"),
        TableColumn("scope", "VARCHAR", "口径", "all 含西咸新区直管区，own 不含。"),
        TableColumn("county_code", "VARCHAR", "县市区", "县市区代码；全市合计为空文本。"),
        TableColumn("numerator", _AMOUNT, "分子", "计入分子的各行之和。"),
        TableColumn("denominator", _AMOUNT, "分母", "计入分母的各行之和。"),
        TableColumn("value", "DOUBLE", "指标值", "分子占分母的百分比；分母为0则为空。", "%"),
        TableColumn("state", "VARCHAR", "状态", "value、not_reported 未报或 nothing_due 无应计。"),
        TableColumn("n", "BIGINT", "对象数", "计入分母的对象数。"),
        TableColumn("n_not_reported", "BIGINT", "未报数", "应报而从未报送的单位数。"),
        TableColumn("n_not_monitored", "BIGINT", "未监测数", "应监测而未监测的对象数。"),
        TableColumn("n_undecided", "BIGINT", "无法判定数", "有数据而无法判定的对象数。"),
        TableColumn("oldest_on", "DATE", "最早数据", "所用报送中最早一期的期末。"),
        TableColumn("newest_on", "DATE", "最新数据", "所用报送中最新一期的期末。"),
    ),
    parts=tuple((one.code, frozenset(one.datasets)) for one in INDICATORS),
)

PROBLEM = Mart(
    "problem",
    "各月月末的突出问题，分解任务除外",
    (
        TableColumn("kind", "VARCHAR", "类别", "突出问题类别的代码。"),
        TableColumn("as_of", "DATE", "月末", "按这一天的数据认定。"),
        TableColumn("subject", "VARCHAR", "对象编码", "水源、监测井、隐患等的编码。"),
        TableColumn("name", "VARCHAR", "对象名称", "没有名称的为编码。"),
        TableColumn("county_code", "VARCHAR", "县市区", "对象所在县市区，范围外为空。"),
        TableColumn("new_area", "VARCHAR", "西咸新区", "direct 为直管区，no 为不在新区。"),
        TableColumn("owner", "VARCHAR", "责任单位", "县市区以外负责的单位，没有则为空。"),
        TableColumn("since", "DATE", "起始日期", "从哪天起，台账未填则为空。"),
        TableColumn("amount", "DOUBLE", "数量", "该类别所用的数值，没有则为空。"),
        TableColumn("detail", "VARCHAR", "说明", "该类别所用的文字。"),
        SUBMISSION_ID,
        _SHEET,
        TableColumn("source_cell", "VARCHAR", "来源单元格", "该行在原文件中的单元格。"),
    ),
    parts=tuple((kind.code, frozenset(kind.datasets)) for kind in PROBLEM_KINDS if not kind.judged),
)

#: In the order in which they are made.
MARTS = (
    SLICE,
    SUBMISSION_STATE,
    MONTH,
    SAMPLE,
    SAMPLE_SPAN,
    SEASON_SPAN,
    EXCEEDANCE,
    LEVEL_MONTH,
    LEVEL_SPAN,
    INDICATOR,
    PROBLEM,
)
