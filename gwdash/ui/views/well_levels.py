"""The levels of one well: hydrograph, trend, own history and the same month the year before."""

import pandas as pd
import streamlit as st

from gwdash.assess import own_history, trend_words
from gwdash.assess.series_rules import SeriesRules, series_rules
from gwdash.assess.trend import Trend
from gwdash.charts.hydrograph import hydrograph
from gwdash.export import page_tables, series_tables
from gwdash.queries import network
from gwdash.queries.level_record import LevelRecord, level_record
from gwdash.queries.network import Well
from gwdash.store.database import Store
from gwdash.ui.components.charts import caption, plot
from gwdash.ui.components.export_menu import Offer, export_menu, origin
from gwdash.ui.components.findings import FindingLine, findings
from gwdash.ui.components.marks import source
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.markup import div, tag


def show(frame: Frame, store: Store, well: Well) -> None:
    """Draw the card of a well's levels."""
    st.html(tag("h2", "地下水水位", class_="gw-h2"))
    levels = network.levels(store, well.well_id, frame.as_of)
    rules = series_rules()
    record = level_record(levels, rules)
    if record is None:
        st.html(div("gw-empty", "还没有水位数据。"))
        return
    words = _source_words(levels, record, rules)
    pictures = plot(
        hydrograph(levels, record, rules, frame.colours),
        key="hydrograph",
        alt="水位过程线",
        caption=caption(frame, f"{well.title}地下水水位", about=well.place, note=words),
    )
    lines = finding_lines(record, rules)
    st.html(findings(lines))
    link = trace_link(frame, f"levels:{well.well_id}", "地下水水位")
    st.html(source(f"{words}　", link, pictures))
    notes = tuple(f"{line.about}：{line.sentence}。{line.method}".strip() for line in lines)
    offers = [
        Offer("地下水水位", lambda: page_tables.levels_table(well, levels, origin(frame), notes)),
        Offer(
            "逐月水位与本井历史",
            lambda: series_tables.months_table(well, record, origin(frame), notes),
        ),
    ]
    export_menu(offers, key="levels", period=frame.period_label)


def finding_lines(record: LevelRecord, rules: SeriesRules) -> list[FindingLine]:
    """Return what is judged of the levels, sentence by sentence."""
    history = record.history
    return [
        FindingLine(
            "趋势",
            trend_words.sentence(record.trend, record.manner),
            trend_words.method(record.trend, record.manner, rules),
        ),
        FindingLine(
            "历史",
            own_history.words(history, rules),
            f"百分位按水位高低计，P10 为低水位；不含当月（{rules.source}）",
        ),
        FindingLine("同期", _year_before(record)),
    ]


def _year_before(record: LevelRecord) -> str:
    present = record.history.present
    before = f"{present.year - 1}年{present.month}月"
    if record.change_m is None:
        return f"{before}没有水位数据，不与上年同月比较"
    change = round(record.change_m, 2)
    if not change:
        return f"水位与{before}持平"
    return f"水位较{before}{'上升' if change > 0 else '下降'} {abs(change):.2f} m（月均值）"


def _source_words(levels: pd.DataFrame, record: LevelRecord, rules: SeriesRules) -> str:
    first, last = levels["measured_at"].min(), levels["measured_at"].max()
    kind = "埋深从地面向下为正" if record.downward else "水位标高，1985国家高程基准"
    parts = [f"{len(levels)} 次测量，{first:%Y-%m-%d} 至 {last:%Y-%m-%d}", kind]
    if record.history.now is not None:
        parts.append("灰带为本井历史月均值的 P10–P90 和 P25–P75，菱形为末月均值")
    if isinstance(record.trend, Trend) and record.trend.significant:
        parts.append("点线为 Sen 斜率")
    parts.append(f"缺测月份断开；上缘为丰水期（{_months(rules)}）")
    row = levels.iloc[-1]
    parts.append(f"末次 {row['file_name']} {row['source_sheet']}!{row['source_cell']}")
    return " · ".join(parts)


def _months(rules: SeriesRules) -> str:
    wet = sorted(rules.wet_months)
    if wet and wet == list(range(wet[0], wet[-1] + 1)):
        return f"{wet[0]}–{wet[-1]}月"
    return "、".join(f"{month}月" for month in wet)
