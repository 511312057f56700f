"""The workbook given out, filled by anybody and read back."""

import io
from datetime import date

import declared_rows
import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gwdash.export.template import template, write_template
from gwdash.ingest.profile import Profile
from gwdash.ingest.reading import read_file
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Kind, Need
from gwdash.registry.tables import row_columns

ALL = pytest.mark.parametrize("dataset", LEDGERS.values(), ids=lambda d: d.name)
HEADING_ROW = 3
#: Below the example line.
FIRST_ROW = 5


def complete(dataset, rows):
    """Return rows with the result that a laboratory's ledger is about."""
    result = {"result": ("0.25", None), "unit": ("mg/L", None)} if dataset.result_column else {}
    return [row | result for row in rows]


def write(dataset, rows, facts=()):
    book = openpyxl.load_workbook(io.BytesIO(template(dataset)))
    sheet = book.worksheets[0]
    headings = {cell.value: cell.column for cell in sheet[HEADING_ROW]}
    for cell, text in facts:
        sheet[cell] = text
    for number, row in enumerate(rows, start=FIRST_ROW):
        for name, (cell, _) in row.items():
            if dataset.column(name).derived:
                continue
            sheet.cell(number, headings[dataset.column(name).field.heading], cell)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@ALL
@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=st.data())
def test_what_is_filled_in_is_read_back(dataset, data):
    rows = complete(dataset, data.draw(declared_rows.rows(dataset)))
    reading = read_file(write(dataset, rows), "模板.xlsx", dataset.name, Profile(), {})
    assert [i.message for i in reading.issues if i.severity == "error"] == []
    stored = {c.name for c in row_columns(dataset)}
    read_back = [
        {name: row[name] for name in expected if name in stored and name != "unit"}
        for row, expected in zip(reading.rows.to_pylist(), rows, strict=True)
    ]
    assert read_back == [
        {n: value for n, (_, value) in row.items() if n in stored and n != "unit"} for row in rows
    ]
    if dataset.result_column:
        assert {str(v) for v in reading.rows["value"].to_pylist()} == {"0.250000000000"}


@ALL
def test_every_heading_of_a_template_is_known(dataset):
    reading = read_file(template(dataset), "模板.xlsx", dataset.name, Profile(), {})
    assert reading.rows.num_rows == 0
    assert [h.field for h in reading.headings] == [c.name for c in dataset.entered_columns]
    assert [str(i.kind) for i in reading.issues if i.severity == "warning"] == []
    assert [i.message[:5] for i in reading.issues if i.severity == "error"] == ["识别到了表"]


def test_the_form_says_who_and_when():
    facts = (("A2", "填报单位：三原县"), ("D2", "报告期：2024年6月"), ("G2", "填报人：张三"))
    level = LEDGERS["water_level"]
    row = {"well_id": ("K-1", None), "measured_at": (date(2024, 6, 1), None), "head_m": (1, None)}
    content = write(level, [row], facts)
    found = read_file(content, "模板.xlsx", "water_level", Profile(), {}).facts
    assert (found.reporter.code, found.period.code, found.filled_by) == (
        "610422",
        "2024-06",
        "张三",
    )


@ALL
def test_choices_stand_on_a_hidden_sheet_and_columns_say_what_they_need(dataset):
    book = openpyxl.load_workbook(io.BytesIO(template(dataset)))
    table, guide, choices = book.worksheets
    assert (table.sheet_state, guide.title, choices.sheet_state) == (
        "visible",
        "填表说明",
        "hidden",
    )
    lists = [v for v in table.data_validations.dataValidation if v.type == "list"]
    assert all(v.formula1.startswith("可选项!") for v in lists)
    notes = [cell.comment.text for cell in table[HEADING_ROW]]
    for column, note in zip(dataset.entered_columns, notes, strict=True):
        assert column.field.description in note
        assert ("必填" in note) is (column.need is Need.LOAD)
    identifiers = [
        table.column_dimensions[cell.column_letter].number_format
        for cell, column in zip(table[HEADING_ROW], dataset.entered_columns, strict=True)
        if column.field.kind is Kind.IDENTIFIER
    ]
    assert set(identifiers) <= {"@"}


def test_a_template_is_written_into_new_folders(tmp_path):
    path = tmp_path / "新建" / "模板.xlsx"
    write_template(LEDGERS["well"], path)
    assert openpyxl.load_workbook(path).sheetnames[0] == "地下水环境监测井台账"
