"""Every indicator of one well, small: its line against class Ⅲ, its last result and class."""

from collections.abc import Sequence

from gwdash.assess.trend import Refusal, Trend
from gwdash.assess.trend_words import number, of_analyte, sentence
from gwdash.charts.sparkline import sparkline
from gwdash.queries.analyte_record import AnalyteRecord
from gwdash.queries.network import Well
from gwdash.queries.quality_results import analyte_name
from gwdash.standards.analytes import ROUTINE_COUNT
from gwdash.standards.gbt14848 import GRADES
from gwdash.ui.components.marks import source
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag


def grid(frame: Frame, well: Well, records: Sequence[AnalyteRecord]) -> Html:
    """Return a tile for each indicator, the worst class first; a tile opens its chart."""
    routine = sum(record.analyte.routine for record in records)
    words = f"常规指标 {routine}/{ROUTINE_COUNT} 项 · {_trends(records)}"
    head = tag("h2", f"全部指标（{len(records)} 项）", span("gw-hint", words), class_="gw-h2")
    tiles = [_tile(frame, well, record) for record in records]
    note = (
        f"{frame.source_line} · 按末次类别由差到好 · 红线为Ⅲ类限值，空心为未检出 · "
        "▲▼ 为趋势显著，指向可看检验结果；点开即看该指标的过程线和数据溯源"
    )
    return div("", head, div("gw-minis", *tiles), source(note))


def _tile(frame: Frame, well: Well, record: AnalyteRecord) -> Html:
    name = analyte_name(record.analyte.code)
    href = frame.address("network", well=well.well_id, analyte=record.analyte.code)
    return tag(
        "a",
        div("gw-mini-head", span("gw-mini-name", name), _trend(record), _class(record)),
        tag("img", class_="gw-spark", src=sparkline(record, frame.colours), alt=""),
        div("gw-mini-last gw-muted", f"{_last(record)}　n={_n(record)}"),
        href=href,
        target="_self",
        class_="gw-mini",
        title=f"{name}：{_hover(record)}",
    )


def _n(record: AnalyteRecord) -> int:
    return sum(one.measured or one.flag == "text" for one in record.samplings)


def _hover(record: AnalyteRecord) -> str:
    if record.trend is None:
        return "文字指标，不作趋势判断"
    name = analyte_name(record.analyte.code)
    return sentence(record.trend, of_analyte(name, record.analyte.unit.replace("|", " 或 ")))


def _trends(records: Sequence[AnalyteRecord]) -> str:
    tested = [one.trend for one in records if isinstance(one.trend, Trend)]
    if not tested:
        return "数据不足，都不作趋势判断"
    rising = sum(one.significant and one.s > 0 for one in tested)
    falling = sum(one.significant and one.s < 0 for one in tested)
    return f"可检验趋势 {len(tested)}/{len(records)} 项：显著升高 {rising} 项、下降 {falling} 项"


def _trend(record: AnalyteRecord) -> Html | None:
    found = record.trend
    if found is None or isinstance(found, Refusal) or not found.significant:
        return None
    return span("gw-mini-trend", "▲" if found.s > 0 else "▼")


def _class(record: AnalyteRecord) -> Html:
    label = record.last_class.label
    if label not in GRADES:
        return span("gw-grade gw-grade-open", label)
    return span("gw-grade", span(f"gw-swatch gw-class-{GRADES.index(label) + 1}"), label)


def _last(record: AnalyteRecord) -> str:
    last = record.last
    if not last.found:
        return last.raw or "未监测"
    unit = record.analyte.unit
    plain = unit in {"无", "无量纲"} or "|" in unit
    return number(float(last.value or 0)) + ("" if plain else f" {unit}")
