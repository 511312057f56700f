"""One indicator of one well against the classes: results, trend and the same season before."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from gwdash.assess import trend_words
from gwdash.assess.series_rules import SeriesRules, series_rules
from gwdash.assess.trend import Trend
from gwdash.charts.series import analyte_series
from gwdash.export import page_tables
from gwdash.queries import network
from gwdash.queries.analyte_record import NOT_DETECTED, AnalyteRecord, Sampling
from gwdash.queries.network import Well
from gwdash.queries.quality_results import analyte_name
from gwdash.standards.analytes import ANALYTES
from gwdash.store.database import Store
from gwdash.ui.choices import Choice, chosen
from gwdash.ui.components.charts import caption, plot
from gwdash.ui.components.export_menu import Offer, export_menu, origin
from gwdash.ui.components.findings import FindingLine, findings
from gwdash.ui.components.marks import source
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, tag


def show(frame: Frame, store: Store, well: Well, records: Sequence[AnalyteRecord]) -> None:
    """Draw the card of one indicator, chosen among `records`."""
    measured = network.analytes(store, well.well_id, frame.as_of)
    with st.container(key="quality_heading", horizontal=True, vertical_alignment="center"):
        st.html(tag("h2", "水质指标", class_="gw-h2"))
        if measured.empty:
            st.html(div("gw-empty", "还没有水质数据。"))
            return
        code = _analyte(dict(zip(measured["analyte"], measured["n_exceeding"], strict=True)))
    results = network.results(store, well.well_id, code, frame.as_of)
    analyte = ANALYTES[code]
    record = next(one for one in records if one.analyte.code == code)
    lines = finding_lines(record, series_rules())
    words, pictures = _source_words(results, record), None
    if analyte.kind == "text":
        st.html(_table(results))
    else:
        pictures = plot(
            analyte_series(record, frame.colours),
            key="series",
            alt=f"{analyte.label}变化",
            caption=caption(frame, f"{well.title}{analyte.label}", about=well.place, note=words),
        )
        st.html(findings(lines))
    link = trace_link(frame, f"results:{well.well_id}:{code}", analyte.label)
    st.html(source(f"{words}　", link, pictures or ""))
    notes = tuple(f"{line.about}：{line.sentence}。{line.method}".strip() for line in lines)
    offer = Offer(
        f"{analyte.label}监测结果",
        lambda: page_tables.results_table(well, analyte, results, origin(frame), notes),
    )
    export_menu([offer], key="results", period=frame.period_label)


def _analyte(counts: Mapping[str, int]) -> str:
    """Draw the choice between what was measured and return it; the one exceeding most is first."""
    labels = {code: _option(code, n_exceeding) for code, n_exceeding in counts.items()}
    return chosen(Choice("analyte", "水质指标", labels, next(iter(labels))))


def _option(code: str, n_exceeding: int) -> str:
    name = ANALYTES[code].label
    return f"{name}（超Ⅲ类 {n_exceeding} 次）" if n_exceeding else name


def finding_lines(record: AnalyteRecord, rules: SeriesRules) -> list[FindingLine]:
    """Return what is judged of an indicator, sentence by sentence."""
    lines: list[FindingLine] = []
    manner = trend_words.of_analyte(analyte_name(record.analyte.code), _unit(record))
    if record.trend is not None:
        sentence = trend_words.sentence(record.trend, manner)
        lines.append(FindingLine("趋势", sentence, trend_words.method(record.trend, manner, rules)))
    lines.append(FindingLine("末次", _said(record, record.last) + f"，{_class(record)}"))
    lines.append(FindingLine("同期", _year_before(record)))
    return lines


def _unit(record: AnalyteRecord) -> str:
    return record.analyte.unit.replace("|", " 或 ")


def _class(record: AnalyteRecord) -> str:
    label = record.last_class.label
    return "类别未定" if label == "未定" else f"{label}类"


def _said(record: AnalyteRecord, one: Sampling) -> str:
    """Return one result in words; what was not detected is never shown as a number."""
    season = one.season_key.short
    if not one.found:
        return f"{season} {one.raw or '未监测'}"
    unit = "" if _unit(record) in {"无", "无量纲"} else f" {_unit(record)}"
    return f"{season} {trend_words.number(float(one.value or 0))}{unit}"


def _year_before(record: AnalyteRecord) -> str:
    last, before = record.last, record.year_before
    if before is None:
        return f"{last.season_key.same_last_year.short}没有结果，不与上年同期比较"
    said = _said(record, before)
    if not (last.found and before.found):
        return f"{said}；有一次不是数值，不计算差值"
    change = float((last.value or 0) - (before.value or 0))
    if not change:
        return f"{said}，与上年同期持平"
    verb = "升高" if change > 0 else "下降"
    return f"{said}，较上年同期{verb} {trend_words.number(abs(change))}"


def _source_words(results: pd.DataFrame, record: AnalyteRecord) -> str:
    parts = [f"{len(results)} 次结果"]
    hollow = sum(one.flag in NOT_DETECTED for one in record.samplings)
    if hollow:
        parts.append(f"其中未检出 {hollow} 次（空心，画在检出限一半处）")
    if record.analyte.kind != "text":
        parts.append("色带为 GB/T 14848-2017 类别，虚线为Ⅲ类限值")
    if any(one.season for one in record.samplings) and record.analyte.kind != "text":
        parts.append("上缘为水期")
    if isinstance(record.trend, Trend) and record.trend.significant:
        parts.append("点线为 Sen 斜率")
    row = results.iloc[-1]
    parts.append(f"末次 {row['file_name']} {row['source_sheet']}!{row['source_cell']}")
    return " · ".join(parts)


def _table(results: pd.DataFrame) -> Html:
    rows = [
        tag("tr", tag("td", f"{day:%Y-%m-%d}"), tag("td", raw))
        for day, raw in zip(results["sampled_on"], results["raw"], strict=True)
    ]
    head = tag("tr", tag("th", "采样日期"), tag("th", "结果"))
    return tag("table", tag("thead", head), tag("tbody", rows), class_="gw-table")
