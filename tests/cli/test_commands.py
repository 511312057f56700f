"""The command line as a clerk types it, in process and once as a real process."""

import json
import subprocess
import sys

import pytest
import xlsxwriter
from openpyxl import load_workbook

from gwdash.registry.datasets import LEDGERS


@pytest.fixture
def level_file(tmp_path):
    """Return a function that writes a small file of water levels."""

    def write(*rows, name="levels.xlsx"):
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for index, row in enumerate((("监测井编码", "监测时间", "水位埋深"), *rows)):
                sheet.write_row(index, 0, row)
        return path

    return write


def test_datasets_lists_every_ledger(run):
    result = run("datasets")
    assert result.exit_code == 0
    for dataset in LEDGERS.values():
        assert dataset.name in result.stdout
        assert dataset.label in result.stdout


@pytest.mark.parametrize("name", list(LEDGERS))
def test_template_has_the_headings_of_the_ledger(run, tmp_path, name):
    path = tmp_path / "out" / f"{name}.xlsx"
    assert run("template", name, "-o", path).exit_code == 0
    sheet = load_workbook(path).worksheets[0]
    texts = {cell.value for row in sheet.iter_rows(max_row=5) for cell in row if cell.value}
    for column in LEDGERS[name].entered_columns:
        assert column.field.heading in texts


def test_check_says_what_is_wrong_and_exits_1(run, level_file):
    result = run("check", "water_level", level_file(("W1", "2024-06-01", "约12")))
    assert result.exit_code == 1
    assert "C2" in result.stdout
    assert "约12" in result.stdout


def test_warnings_alone_exit_0(run, level_file):
    result = run("check", "water_level", level_file(("W1", "2024-06-01", 12)))
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("check", "nothing", "FILE"), "没有叫「nothing」的台账"),
        (("check", "water_level", "missing.xlsx"), "找不到文件"),
        (("check", "water_level", "FILE", "--set", "well_id"), "字段=值"),
        (("check", "water_level", "FILE", "--map", "Head"), "表头=字段"),
        (("check", "water_level", "FILE", "--scope", "none"), "error 或 warn"),
        (("versions",), "还没有数据"),
        (("submissions", "--state", "好"), "没有「好」这种状态"),
        (("serve", "--address", "0.0.0.0"), "127.0.0.1"),  # noqa: S104 (refused)
    ],
)
def test_wrong_calls_exit_2_with_a_sentence(run, level_file, words, sentence):
    path = level_file(("W1", "2024-06-01", 12))
    result = run(*(path if word == "FILE" else word for word in words))
    assert result.exit_code == 2
    assert sentence in result.output.replace("\n", "")


def test_an_unreadable_file_exits_2(run, tmp_path):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    result = run("check", "water_level", path)
    assert result.exit_code == 2
    assert "broken.xlsx" in result.output


def test_json_is_one_object_with_every_row_and_issue(run, level_file):
    path = level_file(("W1", "2024-06-01", 12), ("W2", "2024-06-01", "深"))
    result = run("check", "water_level", path, "--json")
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert [row["status"] for row in answer["rows"]] == ["ok", "stopped"]
    assert set(answer["rows"][0]) == {"sheet", "row", "cell", "status", "values"}
    wrong = [issue for issue in answer["issues"] if issue["severity"] == "error"]
    assert [(i["kind"], i["cell"], i["field"]) for i in wrong] == [
        ("type", "C3", "depth_to_water_m")
    ]
    assert answer["summary"]["rows"] == 2
    assert answer["summary"]["errors"] == 1
    assert answer["summary"]["ok"] is False


def test_the_life_of_a_submission(run, level_file):
    first = run(
        "submit", "water_level", level_file(("W1", "2024-06-01", 12)), "--reporter", "秦都区"
    )
    assert first.exit_code == 0
    assert "已发布版本 v1" in first.stdout
    second = run(
        "submit",
        "water_level",
        level_file(("W1", "2024-06-01", 13)),
        "--reporter",
        "秦都区",
        "--json",
    )
    answer = json.loads(second.stdout)
    assert (answer["submissions"], answer["version"]) == ([2], 2)
    assert run("withdraw", 2, "--reason", "报错").exit_code == 0
    listed = json.loads(run("submissions", "--json").stdout)
    assert [(s["id"], s["state"]) for s in listed] == [(2, "withdrawn"), (1, "accepted")]
    assert run("return", 1, "-r", "单位不对").exit_code == 0
    assert run("accept", 1).exit_code == 0
    versions = json.loads(run("versions", "--json").stdout)
    assert [v["version"] for v in versions if v["current"]] == [5]
    assert run("use", 2).exit_code == 0
    assert run("pin", 2).exit_code == 0
    assert run("rebuild", 2).exit_code == 0
    assert "没有新的变化" not in run("publish").stdout
    assert run("doctor").exit_code == 0


def test_two_files_of_one_slice_are_refused(run, level_file):
    one = level_file(("W1", "2024-06-01", 12), name="a.xlsx")
    two = level_file(("W2", "2024-06-01", 12), name="b.xlsx")
    result = run("submit", "water_level", one, two)
    assert result.exit_code == 2
    assert "后一份会替换前一份" in result.output
    assert run("versions").exit_code == 2


def test_errors_in_one_file_keep_all_out(run, level_file):
    good = level_file(("W1", "2024-06-01", 12), name="a.xlsx")
    bad = level_file(("W2", "2024-07-01", "深"), name="b.xlsx")
    result = run("submit", "water_level", good, bad)
    assert result.exit_code == 1
    assert "没有提交" in result.stdout
    assert run("submissions").exit_code == 2


def test_as_a_process(tmp_path, level_file, repo):
    """The module starts by itself, speaks UTF-8 and needs nothing but its folder."""
    path = level_file(("W1", "2024-06-01", 12))
    done = subprocess.run(
        [sys.executable, "-m", "gwdash", "submit", "water_level", str(path), "--set", "well_id=W9"],
        cwd=repo,
        env={"GWDASH_HOME": str(tmp_path / "home"), "PYTHONUTF8": "1", "PATH": ""},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "已发布版本 v1" in done.stdout


def test_a_plan_is_adjusted_only_with_a_reason(run, tmp_path):
    heads = ("任务编号", "重点任务", "工作事项", "县市区", "牵头单位", "完成时限")
    words = (
        "submit",
        "work_plan",
        tmp_path / "plan.xlsx",
        "--period",
        "2024",
        "--reporter",
        "ldxz",
    )

    def plan(due):
        with xlsxwriter.Workbook(tmp_path / "plan.xlsx") as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, heads)
            sheet.write_row(1, 0, ("6-01", "6", "封填报废井", "市级", "slj", due))

    plan("2024-10-31")
    assert run(*words).exit_code == 0
    plan("2024-12-31")
    refused = run(*words)
    assert refused.exit_code != 0
    assert "--reason" in refused.output
    assert run(*words, "--reason", "调度会议定").exit_code == 0
