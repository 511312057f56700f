"""`owed`, `owed-since` and `watch` as the office and a timer call them."""

from zipfile import ZipFile

import pytest
import xlsxwriter
from openpyxl import load_workbook

NAME = "礼泉县水位监测记录2024年6月.xlsx"


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a good and a wrong file of water levels."""
    made = tmp_path / "收件"
    made.mkdir()
    for name, depth in ((NAME, 12.5), ("旬邑县水位监测记录2024年6月.xlsx", "很深")):
        with xlsxwriter.Workbook(made / name) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ("监测井编码", "监测时间", "水位埋深（m）"))
            sheet.write_row(1, 0, ("W1", "2024-06-05 09:00", depth))
    return made


def test_the_inbox_is_emptied_once_with_a_line_a_file(run, folder):
    result = run("watch", folder, "--once")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert len(lines) == 2
    assert any("已收" in line and "礼泉县" in line for line in lines)
    assert any("退回" in line and "1 处错误" in line for line in lines)
    assert run("watch", folder, "--once").stdout == ""


def test_a_folder_that_is_not_there_is_refused(run, tmp_path):
    result = run("watch", tmp_path / "none", "--once")
    assert result.exit_code == 2
    assert "不存在" in result.output


def test_who_owes_what(run, folder, tmp_path):
    assert "没有应报的台账" in run("owed").stdout
    run("watch", folder, "--once")
    shown = run("owed", "--period", "2024-06")
    assert shown.exit_code == 0
    assert "应报 15，已报 1" in shown.stdout
    assert "旬邑县" in shown.stdout
    assert "礼泉县" not in run("owed", "--period", "2024-06", "--reporter", "旬邑县").stdout
    words = run("owed", "--period", "2024-06", "--reporter", "旬邑县", "--text").stdout
    assert words.startswith("【报送提醒】旬邑县：")
    assert "地下水水位监测记录（2024年6月）" in words


def test_lists_and_letters_are_written(run, folder, tmp_path):
    run("watch", folder, "--once")
    asked = ("owed", "--period", "2024-06")
    listed, letters, packed = tmp_path / "a" / "b.xlsx", tmp_path / "公文", tmp_path / "公文.zip"
    assert run(*asked, "--xlsx", listed).exit_code == 0
    assert any(row[0] == "旬邑县" for row in load_workbook(listed).active.values)
    run(*asked, "--docx", letters)
    assert len(list(letters.glob("*.docx"))) == 14
    run(*asked, "--docx", packed)
    with ZipFile(packed) as archive:
        assert len(archive.namelist()) == 14
    none = run(*asked, "--reporter", "礼泉县", "--docx", tmp_path / "none")
    assert "没有要催报的单位" in none.stdout
    assert not (tmp_path / "none").exists()


def test_the_office_sets_from_when_on(run):
    assert "自2024年5月起应报" in run("owed-since", "water_level", "2024-05").stdout
    assert "应报 15，已报 0" in run("owed", "--period", "2024-05").stdout
    assert "从最早收到报送的一期起应报" in run("owed-since", "water_level").stdout
    assert "没有应报的台账" in run("owed", "--period", "2024-05").stdout


@pytest.mark.parametrize("words", [("owed", "--period", "某月"), ("owed", "--reporter", "某局")])
def test_what_cannot_be_understood_is_refused(run, words):
    assert run(*words).exit_code == 2
