"""The tables of a well's series, in the numbers that a chart in them draws."""

from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace

import numpy as np
import openpyxl
import pandas as pd
import pytest

from gwdash.assess.series_rules import SeriesRules
from gwdash.export.page_tables import Origin, results_table
from gwdash.export.series_tables import months_table
from gwdash.export.workbook import to_xlsx
from gwdash.queries.level_record import level_record
from gwdash.standards.analytes import ANALYTES

ABOUT = Origin("2024年6月", "数据：测试")
WELL = SimpleNamespace(title="一号井")


def months(values, column):
    days = pd.date_range("2022-01-10", periods=len(values), freq="MS")
    frame = pd.DataFrame({"measured_at": days, "depth_to_water_m": np.nan, "head_m": np.nan})
    frame[column] = values
    record = level_record(frame, SeriesRules("试验"))
    return months_table(WELL, record, ABOUT, ("趋势：无。",))


@pytest.mark.parametrize(
    ("column", "change"), [("depth_to_water_m", -1.2), ("head_m", 1.2)], ids=["depth", "head"]
)
def test_every_month_stands_and_one_without_a_level_is_empty(column, change):
    values = [10.0 + 0.1 * i for i in range(30)]
    values[3] = np.nan
    frame = months(values, column).frame
    assert len(frame) == 30
    assert frame.iloc[0, 0] == "2022-02"
    assert list(frame.iloc[3, 1:4]) == [0, None, None]
    assert frame.iloc[-1]["上年同月（m）"] == 11.7
    assert frame.iloc[-1]["水位较上年同月（m，升为正）"] == change
    low, high = frame.iloc[-1][["本井历史P10（m）", "本井历史P90（m）"]]
    assert (low > high) is (column == "depth_to_water_m")


def test_a_short_record_has_months_and_no_percentiles():
    table = months([10.0, 10.5], "head_m")
    assert table.frame["本井历史P50（m）"].isna().all()
    assert "趋势：无。" in table.notes


def results(code):
    frame = pd.DataFrame(
        {
            "sampled_on": pd.to_datetime(["2023-05-01", "2024-05-01", "2024-06-01"]),
            "analyte": code, "raw": ["0.3", "0.02L", "—"], "value": [0.3, None, None],
            "flag": ["value", "nd", "missing"], "detection_limit": [None, 0.02, None],
            "season": ["dry", "dry", None], "reporter": "sthjj",
        }
    )  # fmt: skip
    return results_table(WELL, ANALYTES[code], frame, ABOUT, ("趋势：无。",))


def test_the_chart_draws_half_the_limit_beside_class_three():
    table = results("nh3n")
    drawn = table.frame["plotted"]
    assert list(drawn[:2]) == [0.3, 0.01]
    assert np.isnan(drawn[2])
    assert set(table.frame["limit3"]) == {0.5}
    sheet = openpyxl.load_workbook(BytesIO(to_xlsx(table))).active
    assert len(sheet._charts) == 1
    assert all(not heading.isascii() for heading in table.columns)


def test_ph_has_no_single_limit_and_words_have_no_chart():
    assert replace(results("ph").chart, values=("plotted",)) == results("ph").chart
    assert results("odor_taste").chart is None
    assert "plotted" not in results("odor_taste").frame
