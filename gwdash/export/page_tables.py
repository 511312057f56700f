"""What the pages show, as tables to take away: numbers as numbers, no dashes, no shapes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from gwdash.assess.lamps import FACES
from gwdash.assess.progress import DEFAULT_RULE, Rollup
from gwdash.charts.arrival import FACES as FACES_OF_ARRIVAL
from gwdash.export.tables import NativeChart, Table, framed
from gwdash.queries.analyte_record import HALF, NOT_DETECTED
from gwdash.queries.arrival import Arrivals
from gwdash.queries.network import Well, code_label
from gwdash.queries.progress import PlanItem, TaskView
from gwdash.queries.values import text
from gwdash.registry import codes
from gwdash.registry.model import CodeList, Dataset
from gwdash.registry.region import REGION
from gwdash.standards.analytes import ANALYTES, Analyte
from gwdash.standards.periods import Period

_REPORTED, _VERIFIED = "自报进度（%）", "核定进度（%）"
_ACTUAL, _EXPECTED, _GAP = "实际进度（%）", "序时进度（%）", "差（百分点）"
_ORIGIN_HEADINGS = {"file_name": "来源文件", "submission_id": "报送编号", "reporter": "填报单位"}
_DRAWN_HEADINGS = {"plotted": "绘图值（未检出取检出限一半）", "limit3": "Ⅲ类限值"}
#: Place of class Ⅲ among the limits.
_TARGET = 2
_POSITIONS_NOTE = "井的位置不导出。"


@dataclass(frozen=True, slots=True)
class Origin:
    """The period and the source line that every table of a page run carries."""

    period: str
    source: str


def tasks_table(views: Sequence[TaskView], origin: Origin) -> Table:
    """Return the key tasks: lamp, progress against 序时, change and how many items count."""
    headings = (
        "重点任务", "状态", _ACTUAL, _EXPECTED, _GAP, "较上期（百分点）", "计入事项", "事项总数",
        "本期已报", "牵头单位",
    )  # fmt: skip
    rows = [
        (
            view.task.name, FACES[view.now.lamp].word, view.now.actual_pct, view.now.expected_pct,
            view.now.deviation_pp, view.change_pp, view.now.n_counted, view.now.n_items,
            view.now.n_reported, view.leads,
        )
        for view in views
    ]  # fmt: skip
    chart = NativeChart("bar", "重点任务", (_ACTUAL, _EXPECTED), "%")
    return Table(
        "七项重点任务进度", framed(headings, rows), origin.period, origin.source,
        ("各事项按权重汇总；未报送的事项沿用上期，从未报送的不计入。", DEFAULT_RULE.sentence),
        chart=chart,
    )  # fmt: skip


def counties_table(counties: Mapping[str, Rollup], origin: Origin) -> Table:
    """Return the counties by progress; an empty cell where nothing could be counted."""
    headings = ("县市区", "状态", _ACTUAL, _EXPECTED, _GAP, "计入事项", "事项总数", "本期已报")
    order = sorted(counties, key=lambda code: (-(counties[code].actual_pct or -1.0), code))
    rows = [
        (
            REGION.county(code).name, FACES[found.lamp].word, found.actual_pct, found.expected_pct,
            found.deviation_pp, found.n_counted, found.n_items, found.n_reported,
        )
        for code, found in ((code, counties[code]) for code in order)
    ]  # fmt: skip
    return Table(
        "县市区任务进度", framed(headings, rows), origin.period, origin.source,
        ("按进度排列，不是排名。",), chart=NativeChart("bar", "县市区", (_ACTUAL, _EXPECTED), "%"),
    )  # fmt: skip


def items_table(items: Sequence[PlanItem], origin: Origin) -> Table:
    """Return items of the plan with their last reports and the cells they stand in."""
    headings = (
        "事项编码", "重点任务", "工作事项", "责任单位", "状态", "说明", _ACTUAL, _REPORTED,
        _VERIFIED, _EXPECTED, _GAP, "开始时间", "完成时限", "逾期天数", "权重", "工作进展",
        "存在问题", "下一步计划", "需市级协调事项", "佐证材料", "佐证文件（份）", "数据所属期",
        "数据溯源",
    )  # fmt: skip
    rows = [
        (
            item.item_id, REGION.task(item.task_no).short_name, item.name, item.owner,
            FACES[item.lamp].word, item.judgement.note, item.item.actual_pct, item.reported_pct,
            item.verified_pct, item.judgement.expected_pct, item.judgement.deviation_pp,
            item.item.start_on, item.item.due_on, item.judgement.overdue_days or None,
            item.item.weight, item.progress_text, item.problem, item.next_step, item.escalation,
            item.evidence, item.n_evidence,
            Period.parse(item.reported_period).label if item.reported_period else None,
            item.origin,
        )
        for item in items
    ]  # fmt: skip
    notes = (f"共 {len(rows)} 项；实际进度为空表示从未报送。", DEFAULT_RULE.sentence)
    return Table("任务事项进展", framed(headings, rows), origin.period, origin.source, notes)


def wells_table(wells: Sequence[Well], states: Sequence[str], origin: Origin) -> Table:
    """Return wells with their state in words, one word a well; exact positions stay here."""
    headings = (
        "监测井编码", "监测井名称", "县市区", "状态", "井来源", "埋藏条件", "含水介质",
        "成井深度（m）", "井口高程（m）", "筛管顶埋深（m）", "筛管底埋深（m）", "成井时间",
        "运维责任单位", "最近水位月份", "水位测量次数", "最近采样日期", "综合类别", "参评指标数",
        "定类指标", "数据溯源",
    )  # fmt: skip
    rows = [
        (
            well.well_id, well.name, well.place, state, _label(codes.WELL_ORIGIN, well.origin),
            _label(codes.BURIAL, well.burial), _label(codes.MEDIUM, well.medium), well.depth_m,
            well.elevation_m, well.screen_top_m, well.screen_bottom_m, well.built_on,
            well.maintainer,
            f"{well.last_level_month:%Y-%m}" if well.last_level_month else None,
            well.n_levels, well.last_sampled_on, well.label or None, well.n_assessed or None,
            well.worst_analytes, well.file_origin,
        )
        for well, state in zip(wells, states, strict=True)
    ]  # fmt: skip
    notes = (f"共 {len(rows)} 个点。参评指标数为 39 项常规指标中有结果的项数。", _POSITIONS_NOTE)
    return Table("监测井清单", framed(headings, rows), origin.period, origin.source, notes)


def arrivals_table(found: Arrivals, names: Mapping[str, str], origin: Origin) -> Table:
    """Return every well's months in words, all wells and not only those that the grid draws."""
    months = [f"{month:%Y-%m}" for month in found.months]
    rows = [
        (
            well.well_id, names.get(well.well_id), well.n_gaps,
            *(FACES_OF_ARRIVAL[kind].word for kind in well.kinds),
        )
        for well in found.wells
    ]  # fmt: skip
    frame = framed(("监测井编码", "监测井", "缺报月数", *months), rows)
    notes = (f"近 {len(months)} 个月报送过水位的 {len(rows)} 眼井；故障停用的井仍计入应报。",)
    return Table("水位到报情况", frame, origin.period, origin.source, notes)


def levels_table(
    well: Well, levels: pd.DataFrame, origin: Origin, notes: tuple[str, ...] = ()
) -> Table:
    """Return a well's water levels, depth growing downward; `notes` are what is judged of them."""
    frame = levels.assign(
        level_method=_labels(codes.LEVEL_METHOD, levels["level_method"]),
        reporter=_reporters(levels["reporter"]),
    )  # fmt: skip
    drawn = "head_m" if frame["depth_to_water_m"].isna().all() else "depth_to_water_m"
    return Table(
        f"{well.title}地下水水位", frame, origin.period, origin.source,
        ("水位埋深从地面向下为正；水位标高采用1985国家高程基准。", *notes),
        headings=_ORIGIN_HEADINGS, chart=NativeChart("line", "measured_at", (drawn,), "m"),
    )  # fmt: skip


def results_table(
    well: Well,
    analyte: Analyte,
    results: pd.DataFrame,
    origin: Origin,
    notes: tuple[str, ...] = (),
) -> Table:
    """Return a well's results of one analyte; what was not detected keeps its typed text.

    The chart draws it at half its detection limit, beside the limit of class Ⅲ where there is one.
    """
    limit = analyte.upper[_TARGET]
    frame = results.assign(
        analyte=analyte.label,
        flag=[FLAG_WORDS.get(str(flag), str(flag)) for flag in results["flag"]],
        season=_labels(codes.SEASON, results["season"]),
        reporter=_reporters(results["reporter"]),
        plotted=_plotted(results),
        limit3=None if limit is None else float(limit),
    ).drop(columns=["purpose"], errors="ignore")
    limits = "；".join(
        f"{name}类 {limit}" for name, limit in zip("ⅠⅡⅢⅣⅤ", analyte.limits, strict=True)
    )
    standard = f"GB/T 14848-2017 {analyte.label}限值（{analyte.unit or '无量纲'}）：{limits}。"
    drawn = ("plotted",) if limit is None else ("plotted", "limit3")
    is_text = analyte.kind == "text"
    return Table(
        f"{well.title}{analyte.label}",
        frame.drop(columns=["plotted", "limit3"]) if is_text else frame,
        origin.period,
        origin.source,
        (standard, *notes),
        headings=_ORIGIN_HEADINGS | _DRAWN_HEADINGS,
        chart=None if is_text else NativeChart("line", "sampled_on", drawn, analyte.unit),
    )


def _plotted(results: pd.DataFrame) -> "pd.Series[float]":
    """Return where each result is drawn: its value, half its detection limit, or nowhere."""
    hollow = results["flag"].isin(NOT_DETECTED)
    values = results["value"].astype("float64")
    return values.where(~hollow, results["detection_limit"].astype("float64") * HALF)


#: Words for what a result is, where it is not a plain value.
FLAG_WORDS = {
    "value": "有值", "nd": "未检出", "nd_no_dl": "未检出且无检出限", "missing": "未监测",
    "right_censored": "大于", "not_sampled": "未采样", "text": "文字",
}  # fmt: skip


def fields_table(dataset: Dataset, rows: Sequence[Mapping[str, str]]) -> Table:
    """Return a ledger's fields as the dictionary shows them; `rows` are the page's own."""
    return Table(
        f"{dataset.label}字段说明", pd.DataFrame(rows, dtype=object), notes=(dataset.grain,)
    )


def analytes_table() -> Table:
    """Return the indicators of GB/T 14848-2017 with their limits."""
    headings = ("监测指标", "单位", "Ⅰ类", "Ⅱ类", "Ⅲ类", "Ⅳ类", "Ⅴ类", "常规指标", "代码")
    rows = [
        (analyte.label, analyte.unit, *analyte.limits, bool(analyte.routine), code)
        for code, analyte in ANALYTES.items()
    ]
    return Table("地下水质量指标与限值", framed(headings, rows), source="GB/T 14848-2017")


def _label(listed: CodeList, code: str) -> str | None:
    return code_label(listed, code) if code else None


def _labels(listed: CodeList, column: Iterable[object]) -> list[str]:
    return [_label(listed, text(code)) or "" for code in column]


def _reporters(codes_: Iterable[object]) -> list[str]:
    found = ((str(code), REGION.find_reporter(str(code))) for code in codes_)
    return [reporter.name if reporter else code for code, reporter in found]
