"""Templates and marked copies as commands."""

import io
import json
import zipfile

import pytest
import xlsxwriter
from openpyxl import load_workbook


@pytest.fixture
def wells(tmp_path):
    """Return a function that writes a small register of wells."""

    def write(*rows, name="wells.xlsx"):
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("井")
            for index, row in enumerate((("监测井编码", "县市区", "井深"), *rows)):
                sheet.write_row(index, 0, row)
        return path

    return write


def test_a_template_for_a_reporter_begins_from_its_last_rows(run, wells, tmp_path):
    told = ("--reporter", "秦都区", "--period")
    assert run("submit", "well", wells(("W1", "秦都区", 30)), *told, "2024-05").exit_code == 0
    path = tmp_path / "out" / "well.xlsx"
    result = run("template", "well", "-o", path, *told, "2024-06", "--prefill")
    assert result.exit_code == 0
    assert "预填 1 行" in result.stdout
    sheet = load_workbook(path).worksheets[0]
    assert [sheet["A2"].value, sheet["D2"].value] == ["填报单位：秦都区", "报告期：2024年6月"]
    assert sheet["A5"].value == "W1"
    again = run("check", "well", path, "--json")
    summary = json.loads(again.stdout)["summary"]
    assert (again.exit_code, summary["rows_ok"], summary["period"]) == (0, 1, "2024-06")


def test_all_that_is_owed_comes_as_one_zip(run, tmp_path):
    path = tmp_path / "owed.zip"
    result = run("template", "--owed", "--reporter", "秦都区", "--period", "2024-06", "-o", path)
    assert result.exit_code == 0
    names = zipfile.ZipFile(path).namelist()
    assert "地下水水质监测结果_秦都区_2024年第二季度.xlsx" in names
    assert f"应报{len(names)}份" in "".join(result.stdout.split())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("template",), "二者选一"),
        (("template", "well", "--owed"), "二者选一"),
        (("template", "--owed"), "--reporter"),
        (("template", "well", "--prefill"), "--reporter"),
        (("template", "well", "--reporter", "火星局"), "没有叫「火星局」"),
    ],
)
def test_wrong_calls_are_told_what_to_do(run, tmp_path, words, sentence):
    result = run(*words, "-o", tmp_path / "x.xlsx")
    assert result.exit_code == 2
    assert sentence in result.output.replace("\n", "")


def test_check_writes_the_marked_copy(run, wells, tmp_path):
    path = tmp_path / "out" / "marked.xlsx"
    result = run("check", "well", wells(("W1", "秦都区", "很深")), "--marked", path)
    assert result.exit_code == 1
    assert "已写出标注文件" in result.stdout
    book = load_workbook(path)
    assert book.sheetnames == ["问题清单", "井"]
    assert book["井"]["C2"].fill.fgColor.rgb == "FFFFC7CE"
    again = run("check", "well", path, "--json")
    issues = json.loads(again.stdout)["issues"]
    assert {i["sheet"] for i in issues if i["cell"]} == {"井"}


def test_several_marked_copies_go_into_a_folder(run, wells, tmp_path):
    files = [wells((f"W{n}", "秦都区", "深"), name=f"{n}.xlsx") for n in (1, 2)]
    result = run("check", "well", *files, "--marked", tmp_path / "out", "--json")
    assert json.loads(result.stdout)["summary"]["ok"] is False
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert names == ["1（已标注）.xlsx", "2（已标注）.xlsx"]
    assert (
        load_workbook(io.BytesIO((tmp_path / "out" / names[0]).read_bytes())).sheetnames[1] == "井"
    )
