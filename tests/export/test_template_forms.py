"""Templates with an example, for a reporter and a period, with the rows handed in before."""

import io
import zipfile
from datetime import date

import declared_rows
import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gwdash.export.template import Form, template, templates_zip
from gwdash.ingest.own_marks import EXAMPLE_MARK
from gwdash.ingest.profile import Profile
from gwdash.ingest.reading import read_file
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Kind
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period

ALL = pytest.mark.parametrize("dataset", LEDGERS.values(), ids=lambda d: d.name)
HEADING, EXAMPLE, FIRST = 3, 4, 5
LEVEL = LEDGERS["water_level"]
QINDU = REGION.find_reporter("秦都区")
JUNE = Period.parse("2024-06")


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(content, dataset):
    return read_file(content, "模板.xlsx", dataset.name, Profile(), {})


def errors(reading):
    return [issue for issue in reading.issues if issue.severity == "error"]


def written(dataset, rows):
    """Return a filled template, typed below the example line."""
    book = opened(template(dataset))
    sheet = book.worksheets[0]
    headings = {cell.value: cell.column for cell in sheet[HEADING]}
    for number, row in enumerate(rows, start=FIRST):
        for name, (typed, _) in row.items():
            column = dataset.column(name)
            if not column.derived:
                sheet.cell(number, headings[column.field.heading], typed)
    return saved(book)


@ALL
@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=st.data())
def test_what_was_accepted_is_prefilled_and_read_back_equal(dataset, data):
    result = {"result": ("0.25", None), "unit": ("mg/L", None), "detection_limit": ("0.01", None)}
    rows = data.draw(declared_rows.rows(dataset))
    if dataset.result_column:
        rows = [row | result for row in rows]
    first = read(written(dataset, rows), dataset)
    assert errors(first) == []
    again = read(template(dataset, rows=first.good_rows()), dataset)
    assert errors(again) == []
    assert again.rows.num_rows == len(rows)
    assert again.good_rows().to_pylist() == first.good_rows().to_pylist()


@ALL
def test_the_example_line_shows_the_columns_and_is_no_data(dataset):
    content = template(dataset, reporter=QINDU, period=JUNE)
    cells = [cell.value for cell in opened(content).worksheets[0][EXAMPLE]]
    shown = [text for text in cells if text]
    assert len(shown) >= len(dataset.key)
    assert all(text.startswith(EXAMPLE_MARK) for text in shown)
    reading = read(content, dataset)
    assert reading.rows.num_rows == 0
    assert [i.message[:5] for i in errors(reading)] == ["识别到了表"]


@pytest.mark.parametrize(
    ("example", "below", "rows", "wrong"),
    [
        ({}, ("W-1", date(2024, 6, 1), 3.5), 1, []),
        ({}, ("W-1", date(2024, 6, 1), 3.5, 4.5), 1, []),
        ({"A": None, "B": None}, ("W-1", date(2024, 6, 1), 3.5), 1, []),
        ({"A": "W-2"}, ("W-1", date(2024, 6, 1), 3.5), 2, ["B4", "C4", "D4"]),
        ({"C": 7.5}, ("W-1", date(2024, 6, 1), 3.5), 2, ["A4", "B4", "D4"]),
    ],
)
def test_an_example_line_typed_over_in_part_is_data_with_the_rest_flagged(
    example, below, rows, wrong
):
    book = opened(template(LEVEL))
    sheet = book.worksheets[0]
    for column, value in example.items():
        sheet[f"{column}{EXAMPLE}"] = value
    for column, value in enumerate(below, 1):
        sheet.cell(FIRST, column, value)
    reading = read(saved(book), LEVEL)
    assert reading.rows.num_rows == rows
    found = [i.cell for i in errors(reading) if EXAMPLE_MARK in i.message]
    assert set(wrong) <= set(found)
    assert bool(found) is bool(wrong)


@pytest.mark.parametrize(
    ("reporter", "text"),
    [
        (REGION.reporters[0], "2024-06"),
        (QINDU, "2024Q2"),
        (REGION.reporters[-1], "2024年上半年"),
        (REGION.reporters[-2], "2024年"),
    ],
)
def test_reporter_and_period_need_no_choice_on_upload(reporter, text):
    period = Period.parse(text)
    row = ("W-1", date(2024, 6, 1), 3.5)
    book = opened(template(LEVEL, reporter=reporter, period=period))
    for column, value in enumerate(row, 1):
        book.worksheets[0].cell(FIRST, column, value)
    facts = read(saved(book), LEVEL).facts
    assert (facts.reporter, facts.period) == (REGION.reporter(reporter.code), period)


def test_who_and_when_are_properties_of_the_file_too():
    found = opened(template(LEVEL, reporter=QINDU, period=JUNE)).custom_doc_props
    assert {p.name: p.value for p in found.props} == {
        "gwdash_dataset": "water_level", "gwdash_reporter": QINDU.code, "gwdash_period": "2024-06",
    }  # fmt: skip


@ALL
def test_every_column_that_can_be_bounded_is(dataset):
    sheet = opened(template(dataset)).worksheets[0]
    ruled = {}
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            ruled[area.min_col] = rule
            assert area.min_row == FIRST
            assert rule.error
    for place, column in enumerate(dataset.entered_columns, 1):
        kind = column.field.kind
        expected = {
            Kind.CODE: "list", Kind.BOOLEAN: "list", Kind.COUNTY: "list", Kind.REPORTER: "list",
            Kind.TASK: "list", Kind.ANALYTE: "list", Kind.NUMBER: "decimal",
            Kind.PERCENT: "decimal", Kind.INTEGER: "whole", Kind.LONGITUDE: "decimal",
            Kind.LATITUDE: "decimal", Kind.DATE: "date", Kind.DATETIME: "date",
        }.get(kind)  # fmt: skip
        if column.field.open_ended:
            expected = None
        assert (ruled[place].type if place in ruled else None) == expected, column.name


@ALL
def test_a_template_is_ready_to_print_and_to_paste_into(dataset):
    sheet, guide, _ = opened(template(dataset)).worksheets
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize in {8, 9}
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.freeze_panes == "B4"
    assert not sheet.protection.sheet
    assert guide.protection.sheet
    headings = [cell.value for cell in sheet[HEADING]]
    assert headings == [c.field.heading for c in dataset.entered_columns]


def test_text_that_was_accepted_never_becomes_a_formula():
    content = written(LEVEL, [{"well_id": ("W-1", 0), "measured_at": (date(2024, 6, 1), 0),
                               "head_m": (400.0, 0), "remark": ("'=1+1", 0)}])  # fmt: skip
    rows = read(content, LEVEL).good_rows()
    place = rows.column_names.index("remark")
    rows = rows.set_column(place, "remark", [["=1+1"]])
    sheet = opened(template(LEVEL, rows=rows)).worksheets[0]
    cell = next(c for c in sheet[FIRST] if c.value == "=1+1")
    assert (cell.data_type, cell.number_format) == ("s", "@")


def test_a_zip_holds_each_template_under_its_own_name():
    forms = [Form(d, QINDU, JUNE) for d in (LEVEL, LEDGERS["well"], LEVEL)]
    archive = zipfile.ZipFile(io.BytesIO(templates_zip(forms)))
    assert archive.namelist() == [
        "地下水水位监测记录_秦都区_2024年6月.xlsx",
        "地下水环境监测井台账_秦都区_2024年6月.xlsx",
        "地下水水位监测记录_秦都区_2024年6月_2.xlsx",
    ]
    assert opened(archive.read(archive.namelist()[1])).sheetnames[0] == "地下水环境监测井台账"
