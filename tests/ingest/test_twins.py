"""One content in every format that arrives gives the same rows."""

import csv
import io
import zipfile

import odf.opendocument
import odf.table
import odf.text
import pytest
import xlwt
from ledger_makers import xlsx

from gwdash.ingest.profile import Profile
from gwdash.ingest.reading import read_file

ROWS = [
    ("地下水水质监测结果", None, None, None, None, None),
    ("填报单位：秦都区", None, None, "报告期：2024年第二季度", None, None),
    ("监测井编码", "采样日期", "县市区", "氨氮(mg/L)", "砷(μg/L)", "嗅和味"),
    ("检出限", None, None, 0.025, 0.3, None),
    ("XY-001", "2024-06-01", "秦都区", 0.2, "0.3L", "无"),
    ("乾　县2号", "2024年6月2日", "乾县", "未检出", 5, "有"),
    ("007", "2024.6.3", "彬县", "—", ">24", "无"),
    ("XY-004", "2024/6/4", "秦都区", "0.02５", None, None),
    ("合计", None, None, 4, None, None),
    ("填表人：张三", None, None, None, None, None),
]


def as_xls():
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    for r, row in enumerate(ROWS):
        for c, cell in enumerate(row):
            if cell is not None:
                sheet.write(r, c, cell)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_ods():
    book = odf.opendocument.OpenDocumentSpreadsheet()
    sheet = odf.table.Table(name="表")
    book.spreadsheet.addElement(sheet)
    for row in ROWS:
        line = odf.table.TableRow()
        sheet.addElement(line)
        for cell in row:
            number = isinstance(cell, (int, float))
            kind = {"valuetype": "float", "value": cell} if number else {"valuetype": "string"}
            place = odf.table.TableCell(**({} if cell is None else kind))
            if cell is not None:
                place.addElement(odf.text.P(text=str(cell)))
            line.addElement(place)
    buffer = io.BytesIO()
    book.write(buffer)
    return buffer.getvalue()


def as_csv(encoding):
    text = io.StringIO(newline="")
    csv.writer(text).writerows(ROWS)
    return text.getvalue().encode(encoding)


def as_xlsm():
    # What tells a workbook with macros apart is the type of its main part.
    source = zipfile.ZipFile(io.BytesIO(xlsx(ROWS)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            target.writestr(name, content)
    return buffer.getvalue()


TWINS = {
    "a.xls": as_xls,
    "a.et": as_xls,
    "a.ods": as_ods,
    "gbk.csv": lambda: as_csv("gbk"),
    "utf8.csv": lambda: as_csv("utf-8-sig"),
    "a.xlsm": as_xlsm,
    "renamed.xls": lambda: xlsx(ROWS),
}
SHEET = ("source_sheet",)


def rows_of(content, name):
    reading = read_file(content, name, "water_quality", Profile(), {})
    return reading.rows.drop_columns(list(SHEET)).to_pylist(), reading


def test_the_first_of_the_twins():
    rows, reading = rows_of(xlsx(ROWS), "a.xlsx")
    assert [(r["well_id"], r["analyte"], r["flag"], r["source_cell"]) for r in rows] == [
        ("XY-001", "nh3n", "value", "D5"),
        ("XY-001", "as", "nd", "E5"),
        ("XY-001", "odor_taste", "text", "F5"),
        ("乾 县2号", "nh3n", "nd", "D6"),
        ("乾 县2号", "as", "value", "E6"),
        ("乾 县2号", "odor_taste", "text", "F6"),
        ("007", "nh3n", "missing", "D7"),
        ("007", "as", "right_censored", "E7"),
        ("007", "odor_taste", "text", "F7"),
        ("XY-004", "nh3n", "value", "D8"),
    ]
    assert reading.facts.reporter.code == "610402"
    assert reading.facts.filled_by == "张三"


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_gives_the_same_rows(name):
    first, _ = rows_of(xlsx(ROWS), "a.xlsx")
    rows, reading = rows_of(TWINS[name](), name)
    assert rows == first
    assert reading.facts.period.code == "2024Q2"
    assert {str(i.kind) for i in reading.issues if i.severity == "error"} == {"scope"}
