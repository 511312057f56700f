"""水质 and 县市区排名 as tables to take away: numbers as numbers, empty where there is none."""

from collections.abc import Sequence

from gwdash.assess.ranking import Entry, Report, Standing, losses
from gwdash.assess.scheme import Scheme
from gwdash.export.page_tables import Origin
from gwdash.export.tables import NativeChart, Table, framed
from gwdash.queries.quality import SeasonView
from gwdash.queries.quality_history import SeasonCount
from gwdash.queries.quality_results import AnalyteFinding, Exceedance
from gwdash.queries.ranking import Board
from gwdash.registry.region import REGION
from gwdash.standards.analytes import ROUTINE_COUNT
from gwdash.standards.gbt14848 import GRADES, UNDECIDED

_REPORTS = {
    Report.ON_TIME: "按时",
    Report.LATE: "迟报",
    Report.MISSING: "未报，沿用上期",
    Report.NEVER: "从未报送",
}


def seasons_table(views: Sequence[SeasonCount], kind: str, origin: Origin) -> Table:
    """Return how many points of one kind have each class in each season."""
    headings = ("水期", "应监测", "已监测", *(f"{grade}类" for grade in GRADES), UNDECIDED)
    rows = [
        (view.season.label, len(view.due) or None, view.n_sampled, *view.by_grade.values())
        for view in views
    ]
    notes = (
        "单位：点。一个点取该水期最差一次，以最差指标定类；空白的应监测数表示台账中没有这类点。",
    )
    return Table(f"{kind}历次水期类别", framed(headings, rows), origin.period, origin.source, notes)


def points_table(view: SeasonView, kind: str, origin: Origin) -> Table:
    """Return every point of one kind in one season; one without a sample says 未监测."""
    headings = (
        "监测井编码", "监测井名称", "县市区", "类别", "对照Ⅲ类", "定类指标", "参评项数",
        "采样次数", "最近采样日期",
    )  # fmt: skip
    rows: list[Sequence[object]] = [
        (
            one.point.well_id, one.point.title, one.point.place, one.label, one.verdict.value,
            one.worst_analytes, one.n_assessed, one.n_samples, one.last_sampled_on,
        )
        for one in view.sampled
    ]  # fmt: skip
    rows += [
        (point.well_id, point.title, point.place, "未监测", *(None,) * 5)
        for point in view.unsampled
    ]
    notes = (f"参评项数为{ROUTINE_COUNT}项常规指标中类别已定的项数。",)
    title = f"{view.season.label}{kind}类别"
    return Table(title, framed(headings, rows), origin.period, origin.source, notes)


def exceedances_table(found: Sequence[Exceedance], title: str, origin: Origin) -> Table:
    """Return the results above class Ⅲ with the cells they were typed in."""
    headings = (
        "监测井编码", "监测井名称", "县市区", "采样层位", "指标", "监测值", "填报原文", "单位",
        "Ⅲ类限值", "超标倍数", "类别", "采样日期", "数据溯源",
    )  # fmt: skip
    rows = [
        (
            one.point.well_id, one.point.title, one.point.place, one.layer or None, one.name,
            one.value, one.raw, one.unit, one.limit if one.limit is not None else one.limit_words,
            one.times_over, one.label, one.sampled_on, one.origin,
        )
        for one in found
    ]  # fmt: skip
    notes = ("超标倍数＝（监测值−限值）/限值，pH、文字指标和只知“大于”的结果不计。",)
    return Table(title, framed(headings, rows), origin.period, origin.source, notes)


def analytes_table(found: Sequence[AnalyteFinding], title: str, origin: Origin) -> Table:
    """Return every indicator of one season: exceeding, decided, bounded, open, not measured."""
    headings = (
        "指标",
        "超Ⅲ类点数",
        "可判定点数",
        "最大超标倍数",
        "≤X点数",
        "未定点数",
        "未监测点数",
    )
    rows = [
        (
            one.name, one.n_exceeding, one.n_decided, one.times_over, one.n_bounded, one.n_open,
            one.n_absent,
        )
        for one in found
    ]  # fmt: skip
    chart = NativeChart("bar", "指标", ("超Ⅲ类点数",), "点")
    return Table(title, framed(headings, rows), origin.period, origin.source, chart=chart)


def ranking_table(board: Board, shown: Sequence[Standing], state: str, origin: Origin) -> Table:
    """Return the ranking with points, n and N of every indicator, and why points were lost.

    `state` is how far the office has confirmed it.
    """
    scheme = board.scheme
    headings = ["名次", "并列", "县市区", "得分", "较上期（位）"]
    for one in scheme.indicators:
        headings += [f"{one.label}得分", f"{one.label}n", f"{one.label}N"]
    headings += [
        "本期报送", "扣分", "加分", "约束性情形", "待会前核对", "参评分值占比（%）", "失分原因",
    ]  # fmt: skip
    rows = [_ranked(one, board.moves[one.county_code], scheme) for one in shown]
    compared = "方案改版，与上期名次不比较。" if board.rescored else "名次只在同一版方案内比较。"
    notes = (
        f"{state}，内部测算。{scheme.name} {scheme.version}，来源：{scheme.source}。",
        f"按显示的{scheme.decimals}位小数比较，得分相同名次相同，下一名顺延。{compared}",
    )
    chart = NativeChart("bar", "县市区", ("得分",), "分")
    return Table(
        "县市区排名", framed(headings, rows), origin.period, origin.source, notes, chart=chart
    )


def _report(entry: Entry) -> str:
    back = f"，退回 {entry.returned} 次" if entry.returned else ""
    return f"{_REPORTS[entry.report]}{back}"


def _ranked(one: Standing, move: int | None, scheme: Scheme) -> list[object]:
    parts = {part.code: part for part in one.parts}
    tied = "并列" if one.tied else None
    scored = None if one.score is None else float(one.score)
    row: list[object] = [one.rank, tied, REGION.county(one.county_code).name, scored, move]
    for indicator in scheme.indicators:
        part = parts.get(indicator.code)
        if part is None:
            row += [None, None, None]
        elif part.measure.missing:
            row += [None if scored is None else float(part.points), "未报", None]
        else:
            row += [None if scored is None else float(part.points), *part.measure.counts]
    words = "，".join(f"{loss.words} −{loss.points}" for loss in losses(one, scheme))
    return [
        *row, _report(one.entry), float(one.deduction), float(one.bonus),
        "；".join(event.words for event in one.constraints) or None,
        "；".join(event.reason for event in one.unchecked) or None,
        float(one.share_pct), one.apart or words or None,
    ]  # fmt: skip
