"""零报告, 沿用上期 and remembered headings as commands."""

import json

import pytest
import xlsxwriter

from gwdash.intake import mapping
from gwdash.registry.datasets import DATASETS

WHO = ("--reporter", "秦都区", "--period")


@pytest.fixture
def table(tmp_path):
    """Return a function that writes rows as a workbook."""

    def write(*rows, name="表.xlsx"):
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("表")
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)
        return path

    return write


WELLS = (("监测井编码", "县市区", "井深"), ("W1", "秦都区", 30))


def test_a_report_of_nothing(run):
    result = run("nil", "water_level", *WHO, "2024-06")
    assert result.exit_code == 0, result.stderr
    assert (
        "已提交零报告：1 号，秦都区2024年6月「地下水水位监测记录」，已发布版本 v1" in result.stdout
    )


def test_the_last_report_again(run, table):
    run("submit", "well", table(*WELLS), *WHO, "2024-05")
    result = run("carry", "well", *WHO, "2024-06")
    assert result.exit_code == 0, result.stderr
    assert "已沿用上期：2 号" in result.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("carry", "well", *WHO, "2024-06"), "以前没有审核通过"),
        (("nil", "well", *WHO, "2024"), "请把报告期写具体一些"),
        (("nil", "well", "--reporter", "火星区", "--period", "2024-06"), "没有叫「火星区」"),
        (("mappings", "--undo", 7), "没有第 7 条表头对应"),
    ],
)
def test_refusals_are_one_sentence(run, words, sentence):
    result = run(*words)
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_remembered_headings_are_listed_switched_off_and_undone(run, table, tmp_path):
    path = table(("监测井编码", "监测时间", "自来水位"), ("W1", "2024-06-01", 3.5))
    dataset = DATASETS["water_level"]
    assert "还没有记住" in run("mappings").stdout
    columns = mapping.columns_of(path.read_bytes(), path.name, dataset)
    mapping.learn(tmp_path / "home", dataset, "610402", columns, {"自来水位": "depth_to_water_m"})
    assert "自来水位 → 水位埋深" in run("mappings").stdout
    (one,) = json.loads(run("mappings", "--json").stdout)
    assert one["mapping"] == {"自来水位": "depth_to_water_m"}
    check = ("check", "water_level", path, *WHO, "2024-06")
    assert run(*check).exit_code == 0
    assert run(*check, "--no-learned").exit_code == 1
    assert "已取消第 1 条" in run("mappings", "--undo", 1).stdout
    assert run(*check).exit_code == 1


def test_parts_of_one_call_that_share_a_row_are_refused(run, table):
    head = ("监测井编码", "监测时间", "水位埋深（m）")
    row = ("W1", "2024-06-01", 3.5)
    run("submit", "water_level", table(head, row), *WHO, "2024-06", "--part", "马泉镇")
    result = run("submit", "water_level", table(head, row), *WHO, "2024-06", "--part", "双照街道")
    assert result.exit_code == 1
    assert "马泉镇" in "".join(result.stdout.split())
