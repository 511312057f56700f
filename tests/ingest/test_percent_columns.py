import pytest
from ledger_makers import errors, messages, read, said, values

from gwdash.ingest.block import Block
from gwdash.ingest.grid import Sheet
from gwdash.ingest.headings import Heading, How
from gwdash.ingest.percents import add_percent
from gwdash.ingest.schema import empty_rows, row_schema
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Column, Field, Kind
from gwdash.registry.tables import row_columns


def progress(cells, heading="实际进度", **shape):
    rows = [("任务编号", "县市区", heading)]
    rows += [(f"1-{i:02}", "秦都区", cell) for i, cell in enumerate(cells)]
    return read(rows, "task_progress", **shape)


@pytest.mark.parametrize(
    ("cells", "heading", "percents"),
    [
        ([85, 50, 100], "实际进度", [85, 50, 100]),
        ([85, 0.5], "实际进度", [85, 0.5]),
        (["85%", "50％"], "实际进度", [85, 50]),
        (["85%", 50], "实际进度（%）", [85, 50]),
        ([85, 50], "实际进度(％)", [85, 50]),
        ([0, 100], "完成比例", [0, 100]),
        ([0, 0], "实际进度", [0, 0]),
    ],
)
def test_forms_of_percentages(cells, heading, percents):
    reading = progress(cells, heading)
    assert said(reading) == []
    assert [p for (p,) in values(reading, "actual_pct")] == percents


def test_a_cell_shown_as_a_percentage_holds_its_hundredth_part():
    reading = progress([0.85, 1, 0.005], formats=[(f"C{r}", "0%") for r in (2, 3, 4)])
    assert [p for (p,) in values(reading, "actual_pct")] == [85.0, 100.0, 0.5]
    assert said(reading) == []


def test_shares_of_one_without_any_hint_are_asked_about():
    reading = progress([0.85, 1, 0])
    assert [p for (p,) in values(reading, "actual_pct")] == [85.0, 100.0, 0.0]
    assert said(reading) == [("warning", "range", "C2"), ("warning", "range", "C3")]
    assert "请改写成带百分号的数" in messages(reading)


@pytest.mark.parametrize("cell", [120, "150%", -5, "完成", "#DIV/0!"])
def test_what_is_no_percentage_is_refused(cell):
    reading = progress([50, cell])
    assert [c for _, c in errors(reading)] == ["C3"]
    assert values(reading, "row_status") == [("ok",), ("stopped",)]


@pytest.mark.parametrize("cell", [None, "—", ""])
def test_nothing_reported_is_not_zero(cell):
    reading = progress([50, cell])
    assert errors(reading) == [("required", "C3")]
    assert values(reading, "actual_pct")[1] == (None,)


def test_a_field_may_bound_its_percentages():
    share = Field("share_pct", "占比", Kind.PERCENT, "占比。", unit="%", minimum=10, maximum=50)
    block = Block(DATASETS["task_progress"], "表", [1, 2, 3])
    heading = Heading(0, "占比", How.ALIAS, field="share_pct")
    add_percent(block, Column(share), heading, ["5%", "50%", "nan"], Sheet("表", []))
    assert block.get("share_pct") == [None, 50.0, None]
    assert [(i.cell, i.message) for i in block.issues] == [
        ("A2", "「占比」5% 超出 10–50%，请核对。")
    ]


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda d: d.name)
def test_the_arrow_schema_is_the_registry(dataset):
    schema = row_schema(dataset.name)
    assert schema.names == [column.name for column in row_columns(dataset)]
    assert empty_rows(dataset.name).num_rows == 0
    assert empty_rows(dataset.name).schema == schema


def test_rows_of_every_reading_have_the_schema():
    reading = progress([50])
    assert reading.good_rows().schema == row_schema("task_progress")
    assert progress([]).rows.num_rows == 0
