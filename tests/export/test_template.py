"""The workbook given out, filled by anybody and read back."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gwdash.export.template import template, write_template
from gwdash.ingest.profile import Profile
from gwdash.ingest.reading import read_file
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Kind, Need
from gwdash.registry.region import REGION
from gwdash.registry.tables import row_columns
from gwdash.standards.gbt14848 import ANALYTES

ALL = pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda d: d.name)
HEADING_ROW = 3
TEXT = st.text(st.sampled_from("井水咸阳ABC123-，。 "), min_size=1, max_size=12).map(str.strip)
WORDS = TEXT.filter(lambda text: text not in {"", "-", "--"})
CONCENTRATIONS = sorted(
    code for code, analyte in ANALYTES.items() if analyte.unit == "mg/L" and analyte.kind == "le"
)


def same(strategy):
    return strategy.map(lambda value: (value, value))


def numbers(field):
    low, high = field.minimum or 2, min(field.maximum or 900, 900)
    return same(st.integers(int(low) + 2, int(high)).map(float))


def units(_field):
    chosen = st.lists(st.sampled_from(REGION.reporters), min_size=1, max_size=3, unique=True)
    return chosen.map(lambda rs: ("、".join(r.name for r in rs), ";".join(r.code for r in rs)))


def moments(_field):
    days = st.datetimes(datetime(2001, 1, 1), datetime(2099, 12, 31))  # noqa: DTZ001
    return same(days.map(lambda d: d.replace(second=0, microsecond=0)))


#: For each kind of column a strategy of (what is typed, what is stored).
ENTRIES = {
    Kind.TEXT: lambda _: same(WORDS),
    Kind.IDENTIFIER: lambda _: same(st.from_regex(r"[A-Z0-9]{1,4}(-[0-9]{1,4})?", fullmatch=True)),
    Kind.CODE: lambda f: st.sampled_from(f.codes.codes).map(lambda c: (c.label, c.code)),
    Kind.BOOLEAN: lambda _: st.sampled_from([("是", True), ("否", False)]),
    Kind.COUNTY: lambda _: st.sampled_from(REGION.counties).map(lambda c: (c.name, c.code)),
    Kind.REPORTER: lambda _: st.sampled_from(REGION.reporters).map(lambda r: (r.name, r.code)),
    Kind.UNITS: units,
    Kind.TASK: lambda _: st.sampled_from(REGION.tasks).map(lambda t: (t.short_name, t.no)),
    Kind.DATE: lambda _: same(st.dates(date(2001, 1, 1), date(2099, 12, 31))),
    Kind.DATETIME: moments,
    Kind.NUMBER: numbers,
    Kind.PERCENT: numbers,
    Kind.LONGITUDE: lambda _: st.just((None, None)),
    Kind.LATITUDE: lambda _: st.just((None, None)),
    Kind.ANALYTE: lambda _: st.sampled_from(CONCENTRATIONS).map(lambda c: (ANALYTES[c].label, c)),
}


def entry(column):
    return ENTRIES[column.field.kind](column.field)


#: What comes from other columns or is checked against them.
LEFT_OUT = {
    "result", "unit", "detection_limit", "x_north_m", "y_east_m", "coord_sys", "screen_top_m",
    "screen_bottom_m", "depth_to_water_m", "start_on",
}  # fmt: skip


def filled(dataset):
    columns = [c for c in dataset.stored_columns if c.name not in LEFT_OUT]
    one = st.fixed_dictionaries(
        {
            c.name: entry(c) if c.need is Need.LOAD else st.one_of(st.just((None, None)), entry(c))
            for c in columns
        }
    )
    return st.lists(one, min_size=1, max_size=4)


def complete(dataset, rows):
    """Return rows with keys of their own and with what the left-out columns need."""
    extra = {
        "water_quality": {"result": ("0.25", None), "unit": ("mg/L", None)},
        "water_level": {"head_m": (400.5, 400.5)},
    }.get(dataset.name, {})
    key = dataset.key[0]
    return [row | extra | {key: (f"K-{i:03}", f"K-{i:03}")} for i, row in enumerate(rows)]


def write(dataset, rows, facts=()):
    book = openpyxl.load_workbook(io.BytesIO(template(dataset)))
    sheet = book.worksheets[0]
    headings = {cell.value: cell.column for cell in sheet[HEADING_ROW]}
    for cell, text in facts:
        sheet[cell] = text
    for number, row in enumerate(rows, start=HEADING_ROW + 1):
        for name, (cell, _) in row.items():
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
    rows = complete(dataset, data.draw(filled(dataset)))
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
    assert [h.field for h in reading.headings] == [c.name for c in dataset.stored_columns]
    assert [str(i.kind) for i in reading.issues if i.severity == "warning"] == []
    assert [i.message[:5] for i in reading.issues if i.severity == "error"] == ["识别到了表"]


def test_the_form_says_who_and_when():
    facts = (("A2", "填报单位：三原县"), ("D2", "报告期：2024年6月"), ("G2", "填报人：张三"))
    level = DATASETS["water_level"]
    content = write(level, complete(level, [{"measured_at": (date(2024, 6, 1), None)}]), facts)
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
    for column, note in zip(dataset.stored_columns, notes, strict=True):
        assert column.field.description in note
        assert ("必填" in note) is (column.need is Need.LOAD)
    identifiers = [
        table.column_dimensions[cell.column_letter].number_format
        for cell, column in zip(table[HEADING_ROW], dataset.stored_columns, strict=True)
        if column.field.kind is Kind.IDENTIFIER
    ]
    assert set(identifiers) == {"@"}


def test_a_template_is_written_into_new_folders(tmp_path):
    path = tmp_path / "新建" / "模板.xlsx"
    write_template(DATASETS["well"], path)
    assert openpyxl.load_workbook(path).sheetnames[0] == "地下水环境监测井台账"
