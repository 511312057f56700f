"""What comes out of a readable workbook: values, and everything else a sheet shows."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import odf.style
import odf.table
import openpyxl
import pytest
import workbook_makers as make
import xlwt

from gwdash.ingest.grid import Sheet
from gwdash.ingest.reader import read_workbook

CSV = "\n".join(",".join(str(c) for c in row) for row in make.TWINS)
DATE_STYLES = (
    f'<styleSheet xmlns="{make.MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="22"/><xf numFmtId="46"/><xf numFmtId="20"/></cellXfs></styleSheet>'
)


def only(content, name="a.xlsx") -> Sheet:
    workbook = read_workbook(content, name)
    assert len(workbook.sheets) == 1
    return workbook.sheets[0]


def written(fill) -> Sheet:
    """Return the only sheet of an .xlsx that `fill(workbook, sheet)` has written to."""
    return only(make.xlsx(lambda workbook: fill(workbook, workbook.add_worksheet("S"))))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (make.xlsx_twins(), "xlsx"),
        (make.xls_twins(), "xls"),
        (make.ods_twins(), "ods"),
    ],
    ids=["xlsx", "xls", "ods"],
)
@pytest.mark.parametrize("name", ["数据", "数据.xlsx", "数据.csv", "数据.et"])
def test_the_bytes_decide_and_twins_give_the_same_rows(content, kind, name):
    workbook = read_workbook(content, name)
    assert workbook.kind == kind
    assert workbook.encoding == ""
    assert workbook.sheets == [Sheet("监测", make.TWINS)]
    assert {type(cell) for row in workbook.sheets[0].rows for cell in row} == {str, float}


def test_a_csv_twin_gives_the_same_rows_as_text():
    workbook = read_workbook(CSV.encode(), "监测.csv")
    assert workbook.kind == "csv"
    assert workbook.sheets[0].name == "监测"
    assert workbook.sheets[0].rows == [[str(c) for c in row] for row in make.TWINS]


@pytest.mark.parametrize(
    ("name", "said"),
    [("a.xls", 0), ("a.et", 0), ("a.xlsx", 1), ("a.csv", 1), ("a", 0), ("A.XLS", 0)],
)
def test_an_extension_that_lies_is_noted(name, said):
    notes = read_workbook(make.xls_twins(), name).notes
    assert [n.severity for n in notes] == ["info"] * said
    assert all("内容实际是 xls 格式" in n.message for n in notes)


def test_leading_empty_rows_and_columns_stay_and_trailing_ones_go():
    def fill(workbook, sheet):
        sheet.write(4, 2, "值")
        sheet.write_blank(9, 7, None, workbook.add_format({"bold": True}))

    sheet = written(fill)
    assert sheet.rows == [[None] * 3] * 4 + [[None, None, "值"]]


def test_empty_texts_are_nothing_and_zero_and_false_are_something():
    def fill(workbook, sheet):
        for column, value in enumerate([0, False, " ", "x"]):
            sheet.write(0, column, value)
        sheet.write_formula(0, 4, '=""', None, "")
        sheet.write(0, 5, "y")

    assert written(fill).rows == [[0.0, False, " ", "x", None, "y"]]


def test_an_empty_sheet_has_no_rows():
    assert written(lambda *_: None).rows == []


# --------------------------------------------------------------------- hidden and merged


def test_hidden_rows_columns_sheets_and_merges_of_xlsx():
    def fill(workbook):
        sheet = workbook.add_worksheet("S")
        for row in range(6):
            sheet.write_row(row, 0, [1, 2, 3, 4, 5])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 2, None, None, {"hidden": True})
        sheet.set_column(4, 900, None, None, {"hidden": True})
        sheet.merge_range(3, 0, 4, 1, "合并")
        workbook.add_worksheet("藏").hide()
        workbook.add_worksheet("深藏").very_hidden()

    workbook = read_workbook(make.xlsx(fill), "a.xlsx")
    assert [(s.name, s.visible) for s in workbook.sheets] == [
        ("S", True), ("藏", False), ("深藏", False),
    ]  # fmt: skip
    sheet = workbook.sheets[0]
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == {1, 2, 4}
    assert sheet.merges == ((3, 0, 4, 1),)


def test_hidden_rows_columns_sheets_and_merges_of_xls():
    def fill(workbook):
        sheet = workbook.add_sheet("S")
        for row in range(6):
            for column in range(5):
                sheet.write(row, column, row + column)
        sheet.row(2).hidden = True
        sheet.col(1).hidden = True
        sheet.write_merge(6, 7, 0, 1, "合并")
        workbook.add_sheet("藏").visibility = 1

    workbook = read_workbook(make.xls(fill), "a.xls")
    assert [(s.name, s.visible) for s in workbook.sheets] == [("S", True), ("藏", False)]
    sheet = workbook.sheets[0]
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == {1}
    assert sheet.merges == ((6, 0, 7, 1),)


def test_hidden_merged_percent_errors_and_formulas_of_ods():
    table = odf.table.Table(name="S")
    table.addElement(odf.table.TableColumn())
    table.addElement(odf.table.TableColumn(visibility="collapse", numbercolumnsrepeated=2))
    first = odf.table.TableRow()
    first.addElement(make.ods_cell("题", numbercolumnsspanned=3, numberrowsspanned=1))
    first.addElement(odf.table.CoveredTableCell(numbercolumnsrepeated=2))
    table.addElement(first)
    hidden = odf.table.TableRow(visibility="collapse", numberrowsrepeated=2)
    hidden.addElement(odf.table.TableCell(valuetype="percentage", value=0.85))
    hidden.addElement(odf.table.TableCell(formula="of:=[.A1]*2"))
    hidden.addElement(make.ods_cell("#DIV/0!", formula="of:=1/0"))
    table.addElement(hidden)
    last = odf.table.TableRow(numberrowsrepeated=1_000_000)
    last.addElement(odf.table.TableCell(numbercolumnsrepeated=16_000))
    table.addElement(last)
    sheet = only(make.ods(table), "a.ods")
    assert sheet.rows == [["题", None, None]] + [[0.85, None, "#DIV/0!"]] * 2
    assert sheet.hidden_rows == {1, 2}
    assert sheet.hidden_columns == {1, 2}
    assert sheet.merges == ((0, 0, 0, 2),)
    assert sheet.percent_cells == {(1, 0), (2, 0)}
    assert sheet.uncached_formulas == {(1, 1), (2, 1)}


# --------------------------------------------------------------------- dates


@pytest.mark.parametrize("epoch", [False, True], ids=["1900", "1904"])
def test_dates_of_xlsx_come_right_in_both_date_systems(epoch):
    moments = [date(2024, 2, 29), datetime(2024, 12, 31, 8, 30), date(2000, 1, 1)]  # noqa: DTZ001

    def fill(workbook):
        sheet = workbook.add_worksheet("S")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        minute = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for column, moment in enumerate(moments):
            sheet.write_datetime(0, column, moment, minute if column == 1 else day)

    content = make.xlsx(fill, date_1904=epoch)
    assert (b"date1904" in zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml")) == epoch
    assert only(content).rows == [moments]


@pytest.mark.parametrize("epoch", [False, True], ids=["1900", "1904"])
def test_dates_of_xls_come_right_in_both_date_systems(epoch):
    def fill(workbook):
        workbook.dates_1904 = epoch
        day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
        workbook.add_sheet("S").write(0, 0, date(2024, 2, 29), day)

    assert only(make.xls(fill), "a.xls").rows == [[date(2024, 2, 29)]]


def test_times_spans_and_iso_dates():
    cells = [
        '<c r="A1" s="1"><v>44585</v></c>',
        '<c r="B1" s="2"><v>44585.5</v></c>',
        '<c r="C1" s="3"><v>1.5</v></c>',
        '<c r="D1" s="4"><v>0.5</v></c>',
        '<c r="E1" t="d"><v>2024-05-06</v></c>',
        '<c r="F1" s="1"><v>99999999</v></c>',
    ]
    sheet = f'<sheetData><row r="1">{"".join(cells)}</row></sheetData>'
    noon = datetime(2022, 1, 24, 12)  # noqa: DTZ001
    assert only(make.raw_xlsx(sheet, styles=DATE_STYLES)).rows == [
        [
            date(2022, 1, 24), noon, timedelta(days=1, hours=12), time(12), date(2024, 5, 6),
            99999999.0,
        ]
    ]  # fmt: skip


# --------------------------------------------------------------------- percent, errors, formulas


def test_percent_cells_are_numbers_with_a_percent_format():
    def fill(workbook, sheet):
        formats = ["0%", "0.00%", "#,##0.0%", "0.0", '0.0"%"', r"0.0\%", "General", "[Red]0%"]
        for column, text in enumerate(formats):
            shown = workbook.add_format({"num_format": text})
            sheet.write(0, column, 0.85, shown)
            sheet.write(1, column, "85%", shown)
            sheet.write_blank(2, column, None, shown)
            sheet.write_formula(3, column, "=A1", shown, 0.5)

    sheet = written(fill)
    assert sheet.percent_cells == {(row, c) for row in (0, 3) for c in (0, 1, 2, 7)}


def test_percent_cells_of_xls():
    easyxf = xlwt.easyxf

    def fill(workbook):
        sheet = workbook.add_sheet("S")
        for column, text in enumerate(["0%", "0.00%", "0.0%", "0.0", "General"]):
            style = easyxf(num_format_str=text)
            sheet.write(0, column, 0.85, style)
            sheet.write(1, column, 1, style)
            sheet.write(2, column, "85%", style)

    sheet = only(make.xls(fill), "a.xls")
    assert sheet.percent_cells == {(row, c) for row in (0, 1) for c in (0, 1, 2)}


def test_error_values_are_text():
    codes = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"]

    def fill(workbook, sheet):
        for row, code in enumerate(codes):
            sheet.write_formula(row, 1, "=1/0", None, code)
            sheet.write(row, 2, 1)

    assert written(fill).rows == [[None, code, 1.0] for code in codes]


def test_error_values_of_xls_are_text():
    def fill(workbook):
        sheet = workbook.add_sheet("S")
        sheet.row(0).set_cell_error(0, "#DIV/0!")
        sheet.row(0).set_cell_error(1, 0x2A)
        sheet.write(0, 2, True)  # noqa: FBT003

    assert only(make.xls(fill), "a.xls").rows == [["#DIV/0!", "#N/A", True]]


def test_formulas_that_no_office_program_has_calculated_are_known():
    book = openpyxl.Workbook()
    book.active.append([1, "=A1*2", '=A1&"x"'])
    book.active["B5"] = "=SUM(A1:A1)"
    output = io.BytesIO()
    book.save(output)
    sheet = only(output.getvalue())
    assert sheet.uncached_formulas == {(0, 1), (0, 2), (4, 1)}
    assert [len(sheet.rows), sheet.rows[4]] == [5, [None, None, None]]


@pytest.mark.parametrize(
    ("value", "unknown"), [(0, True), ("", True), (7, False), ("x", False), ("#N/A", False)]
)
def test_a_placeholder_of_a_program_that_leaves_calculation_to_others(value, unknown):
    sheet = written(lambda workbook, sheet: sheet.write_formula(0, 0, "=B1", None, value))
    assert (sheet.uncached_formulas == {(0, 0)}) is unknown


@pytest.mark.parametrize(
    ("cell", "unknown"),
    [
        ('<c r="A1"><f>B1</f></c>', True),
        ('<c r="A1"><f>B1</f><v/></c>', True),
        ('<c r="A1"><f>B1</f><v></v></c>', True),
        ('<c r="A1"><f t="shared" si="0"/></c>', True),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', False),
        ('<c r="A1"><f>B1</f><v>0</v></c>', False),
        ('<c r="A1"><f t="shared" si="0"/><v>3</v></c>', False),
        ('<c r="A1" t="str"><f>B1&amp;C1</f><v>a&amp;b</v></c>', False),
        ('<c r="A1" t="str"><f>B1</f><v xml:space="preserve"> a</v></c>', False),
        ('<c r="A1"><v>3</v></c>', False),
    ],
)
def test_a_formula_without_result_is_not_a_zero(cell, unknown):
    sheet = only(make.raw_xlsx(f'<sheetData><row r="1">{cell}</row></sheetData>'))
    assert (sheet.uncached_formulas == {(0, 0)}) is unknown


def test_formulas_of_an_xls_that_no_office_program_saved():
    formula = xlwt.Formula

    def fill(workbook):
        sheet = workbook.add_sheet("S")
        sheet.write(0, 0, 3)
        sheet.write(0, 1, formula("A1*2"))

    assert only(make.xls(fill), "a.xls").uncached_formulas == {(0, 1)}


# --------------------------------------------------------------------- odd packages

ROW = (
    '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c></row></sheetData>'
)


def test_strict_packages_are_read():
    assert only(make.raw_xlsx(ROW, kind=make.STRICT)).rows == [[1.0, "#N/A"]]


def test_cells_and_rows_without_addresses_follow_their_neighbours():
    cells = "<row><c><v>1</v></c><c/><c t='e'><v>#N/A</v></c></row>"
    more = "<row r='4'><c r='B4'><v>2</v></c><c><f>A1</f></c></row><row><c><v>3</v></c></row>"
    sheet = only(make.raw_xlsx(f"<sheetData>{cells}{more}</sheetData>"))
    assert sheet.rows == [
        [1.0, None, "#N/A"], [None] * 3, [None] * 3, [None, 2.0, None], [3.0, None, None],
    ]  # fmt: skip
    assert sheet.uncached_formulas == {(3, 2)}


def test_tags_inside_texts_and_comments_are_not_cells():
    cells = (
        '<c r="A1" t="inlineStr"><is><t><![CDATA[<c r="B9" t="e"><v>1</v></c>]]></t></is></c>'
        '<!-- <c r="C1"><f>A1</f></c> -->'
    )
    sheet = only(make.raw_xlsx(f'<sheetData><row r="1">{cells}</row></sheetData>'))
    assert sheet.rows == [['<c r="B9" t="e"><v>1</v></c>']]
    assert sheet.uncached_formulas == frozenset()


def test_backslashes_and_capitals_in_part_names():
    parts = make.raw_parts(ROW)
    renamed = {name.replace("/", "\\").replace("xl", "XL"): c for name, c in parts.items()}
    renamed["_rels/.rels"] = renamed.pop("_rels\\.rels")
    assert only(make.package(renamed)).rows == [[1.0, "#N/A"]]


def test_a_macro_sheet_is_passed_over_and_the_others_are_read():
    parts = make.raw_parts(ROW)
    macro = f'<xm:macrosheet xmlns="{make.MAIN}" xmlns:xm="m"><sheetData/></xm:macrosheet>'
    parts["xl/macrosheets/sheet1.xml"] = macro
    sheets = '<sheets><sheet name="宏&amp;1" sheetId="2" r:id="rId9"/>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("<sheets>", sheets)
    kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    relation = f'<Relationship Id="rId9" Type="{kind}" Target="macrosheets/sheet1.xml"/></R'
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace("</R", relation)
    workbook = read_workbook(make.package(parts), "a.xlsm")
    assert [(s.name, s.rows) for s in workbook.sheets] == [("S", [[1.0, "#N/A"]])]
    assert [(n.severity, n.sheet, "宏表" in n.message) for n in workbook.notes] == [
        ("info", "宏&1", True)
    ]


def test_a_chart_sheet_is_passed_over():
    def fill(workbook):
        workbook.add_worksheet("S").write(0, 0, 1)
        page = workbook.add_chartsheet("图")
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=S!$A$1:$A$1"})
        page.set_chart(chart)

    workbook = read_workbook(make.xlsx(fill), "a.xlsx")
    assert [s.name for s in workbook.sheets] == ["S"]
    assert [n.sheet for n in workbook.notes] == ["图"]
