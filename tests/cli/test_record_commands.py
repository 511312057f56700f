"""diff, versions --diff, review, backfill and submit --partial as typed."""

import re

import pytest
import xlsxwriter
from openpyxl import load_workbook
from typer.testing import CliRunner

from gwdash.cli.app import app

JUNE = ("--reporter", "秦都区", "--period", "2024-06")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("GWDASH_HOME", str(tmp_path / "home"))

    def invoke(*words, ends=0):
        result = CliRunner().invoke(app, [str(word) for word in words])
        assert result.exit_code == ends, result.output
        return re.sub(r"\s+", " ", result.output)

    return invoke


@pytest.fixture
def levels(tmp_path):
    def write(*rows):
        path = tmp_path / "水位.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for index, row in enumerate((("监测井编码", "监测时间", "水位埋深"), *rows)):
                sheet.write_row(index, 0, row)
        return path

    return write


def test_a_difference_before_and_between_versions(run, levels, tmp_path):
    run("submit", "water_level", levels(("W1", "2024-06-01", 3.5)), *JUNE)
    other = levels(("W1", "2024-06-01", 3.6), ("W2", "2024-06-01", 1))
    said = run("diff", "water_level", other, *JUNE, "-o", tmp_path / "差异.xlsx")
    assert "与 1 号报送相比，新增 1 行（W2 2024-06-01 00:00）、修改 1 处" in said
    assert "3.5" in said
    sheet = load_workbook(tmp_path / "差异.xlsx").active
    assert ("修改", "W1 2024-06-01 00:00", "水位埋深", "3.5", "3.6") in set(
        sheet.iter_rows(values_only=True)
    )
    run("submit", "water_level", other, *JUNE)
    said = run("versions", "--diff", 1, 2, "-o", tmp_path / "更正说明.xlsx")
    assert "秦都区 2024年6月 地下水水位监测记录：新增 1 行" in said
    notes = [row[0] for row in load_workbook(tmp_path / "更正说明.xlsx").active.values]
    assert notes[0] == "更正说明_v1至v2"
    assert "没有差别" in run("versions", "--diff", 2, 2)
    assert "没有第 7 版" in run("versions", "--diff", 1, 7, ends=2)


def test_review_is_switched_and_told(run, levels):
    assert "立即审核通过" in run("review")
    assert "先待审核" in run("review", "on")
    said = run("submit", "water_level", levels(("W1", "2024-06-01", 3.5)), *JUNE)
    assert "待办公室审核" in said
    assert "v1" in run("accept", 1)
    assert "立即审核通过" in run("review", "off")
    assert "请写 on" in run("review", "maybe", ends=2)


def test_the_good_rows_alone(run, levels):
    path = levels(("W1", "2024-06-01", 3.5), ("W2", "2024-06-01", "很深"))
    run("submit", "water_level", path, *JUNE, ends=1)
    said = run("submit", "water_level", path, *JUNE, "--partial")
    assert "只提交了正确的行：1 行有错误" in said
    assert "v1" in said


def test_openings_are_opened_listed_and_closed(run):
    said = run("backfill", "open", "water_level", "2024-03", "-r", "设备故障", "--reporter", "slj")
    assert "市水利局2024年3月" in said
    said = run("backfill", "list")
    assert "开放中" in said
    assert "逾期补录规则" in said
    assert "不能提交" in run("backfill", "require", "on")
    assert "已关闭" in run("backfill", "close", 1)
    assert "已关闭" in run("backfill", "list")
    assert "2024-07-31 的样子" in run(
        "backfill", "open", "water_level", "2024-03", "-r", "x", "--until", "七月", ends=2
    )
