"""Tables of a well's series: its months against its own history."""

from datetime import date

import pandas as pd

from gwdash.assess.own_history import PERCENTS
from gwdash.export.page_tables import Origin
from gwdash.export.tables import NativeChart, Table
from gwdash.queries.level_record import LevelRecord
from gwdash.queries.network import Well

_MEAN, _BEFORE, _CHANGE = "月均值（m）", "上年同月（m）", "水位较上年同月（m，升为正）"
_MEDIAN = "本井历史P50（m）"


def months_table(
    well: Well, record: LevelRecord, origin: Origin, notes: tuple[str, ...] = ()
) -> Table:
    """Return every month from the first to the last, those without a level empty."""
    month = pd.period_range(min(record.months), record.history.present, freq="M")
    rows = [_row(record, period.start_time.date()) for period in month]
    headings = (
        "月份", "测量次数", _MEAN, _BEFORE, _CHANGE, "本井历史P10（m）", "本井历史P25（m）",
        _MEDIAN, "本井历史P75（m）", "本井历史P90（m）",
    )  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(headings), dtype=object)
    quantity = "水位埋深，从地面向下为正" if record.downward else "水位标高，1985国家高程基准"
    basis = "各月与历年同月比" if record.history.same_month else "与本井全部月份比"
    about = f"{quantity}；百分位按水位高低计，P10 为低水位，不含末月，{basis}。"
    return Table(
        f"{well.title}逐月水位与本井历史", frame, origin.period, origin.source, (about, *notes),
        chart=NativeChart("line", "月份", (_MEAN, _MEDIAN), "m"),
    )  # fmt: skip


def _row(record: LevelRecord, month: date) -> tuple[object, ...]:
    mean = record.months.get(month)
    before = record.months.get(month.replace(year=month.year - 1))
    change = None if mean is None or before is None else record.sign * (mean - before)
    known = record.history.by_month.get(month.month)
    percentiles = [
        None if known is None else record.sign * float(getattr(known, f"p{percent}"))
        for percent in PERCENTS
    ]
    rounded = [None if v is None else round(v, 3) for v in (mean, before, change, *percentiles)]
    return (f"{month:%Y-%m}", record.counts.get(month, 0), *rounded)
