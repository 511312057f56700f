"""What is said about a file before anything of it is kept."""

from datetime import datetime

import pytest

from gwdash import clock
from gwdash.errors import UnreadableFile, UsageError
from gwdash.ingest.isolated import shared_worker
from gwdash.ingest.profile import Profile
from gwdash.intake.checking import check, require_dataset


def messages(checked):
    return [issue.message for issue in checked.issues]


def test_rows_carry_place_status_and_values(workspace, levels):
    checked = check(
        workspace,
        "water_level",
        levels(("W1", "2024-06-01", 12.5), ("W2", "2024-06-01", "深")),
        "l.xlsx",
    )
    good, bad = checked.rows
    assert (good["sheet"], good["row"], good["cell"], good["status"]) == ("Sheet1", 2, "A2", "ok")
    assert good["values"]["depth_to_water_m"] == 12.5
    assert good["values"]["measured_at"] == "2024-06-01 00:00:00"
    assert bad["status"] == "stopped"
    assert not checked.ok
    wrong = next(i for i in checked.issues if i.severity == "error")
    assert (wrong.kind, wrong.cell, wrong.raw) == ("type", "C3", "深")


def test_results_carry_their_class(workspace, book):
    content = book(
        ("监测井编码", "采样日期", "氨氮(mg/L)", "砷(μg/L)"), ("W1", "2024-05-06", "0.025L", 12)
    )
    checked = check(workspace, "water_quality", content, "q.xlsx")
    by_analyte = {row["values"]["analyte"]: row["values"] for row in checked.rows}
    assert by_analyte["nh3n"]["flag"] == "nd"
    assert by_analyte["nh3n"]["label"] == "≤Ⅱ"
    assert by_analyte["nh3n"]["detection_limit"] == 0.025
    assert by_analyte["as"]["value"] == 0.012
    assert by_analyte["as"]["unit"] == "mg/L"
    assert by_analyte["as"]["label"] == "Ⅳ"


@pytest.mark.parametrize(
    ("profile", "reporter", "period"),
    [
        (Profile(reporter="彬县", period="2024年6月"), "610482", "2024-06"),
        (Profile(reporter="市水利局", period="202406"), "slj", "2024-06"),
        (Profile(), "ldxz", "2024-05"),
    ],
    ids=["county by its old name", "unit", "office and newest day"],
)
def test_reporter_and_period(workspace, levels, profile, reporter, period):
    checked = check(workspace, "water_level", levels(("W1", "2024-05-03", 1)), "l.xlsx", profile)
    assert checked.reporter.code == reporter
    assert checked.period.code == period


def test_title_names_reporter_and_period(workspace, book):
    content = book(
        ("2024年5月地下水水位监测记录",),
        ("填报单位：礼泉县", None, "填报人：王某"),
        ("监测井编码", "监测时间", "水位埋深"),
        ("W1", "2024-05-03", 3.2),
    )
    checked = check(workspace, "water_level", content, "l.xlsx")
    assert checked.reporter.name == "礼泉县"
    assert checked.period.code == "2024-05"


def test_a_register_without_period_belongs_to_the_present(workspace, book):
    content = book(("监测井编码", "县市区"), ("W1", "秦都区"))
    with clock.at(datetime(2024, 3, 4)):  # noqa: DTZ001 (Beijing by the clock)
        checked = check(workspace, "well", content, "w.xlsx")
    assert checked.period.code == "2024-03"
    assert any("没有指明报告期" in message for message in messages(checked))


def test_a_month_is_fitted_to_a_quarterly_ledger(workspace, book):
    content = book(("监测井编码", "采样日期", "砷"), ("W1", "2024-05-06", 0.001))
    checked = check(workspace, "water_quality", content, "q.xlsx", Profile(period="2024-05"))
    assert checked.period.code == "2024Q2"


@pytest.mark.parametrize(
    ("dataset", "profile", "sentence"),
    [
        ("nothing", Profile(), "没有叫「nothing」的台账"),
        ("water_level", Profile(reporter="火星局"), "没有叫「火星局」的填报单位"),
        ("water_level", Profile(reporter="市统计局"), "不报送"),
        ("water_level", Profile(period="某月"), "不能识别"),
        ("water_level", Profile(period="2024"), "按月报送"),
        ("water_level", Profile(constants={"colour": "red"}), "没有字段 colour"),
        ("water_level", Profile(mapping={"Head": "heads"}), "没有字段 heads"),
        ("water_level", Profile(scope="maybe"), "error 或 warn"),
    ],
)
def test_wrong_calls_are_refused(workspace, levels, dataset, profile, sentence):
    with pytest.raises(UsageError, match=sentence):
        check(workspace, dataset, levels(("W1", "2024-05-03", 1)), "l.xlsx", profile)


def test_a_file_that_is_no_table_is_refused(workspace):
    with pytest.raises(UnreadableFile, match="请"):
        check(workspace, "water_level", b"PK\x03\x04 broken", "l.xlsx")


def test_a_dataset_answers_to_its_label():
    assert require_dataset("地下水水位监测记录").name == "water_level"


def test_a_constant_key_makes_a_part_of_the_slice(workspace, book):
    content = book(("Date", "Head"), ("1995-01-14", 15.74))
    one = check(workspace, "water_level", content, "a.xlsx", Profile(constants={"well_id": "W1"}))
    two = check(workspace, "water_level", content, "a.xlsx", Profile(constants={"well_id": "W2"}))
    assert (one.reading.profile.part, two.reading.profile.part) == ("W1", "W2")


def test_checking_keeps_nothing(workspace, levels):
    check(workspace, "water_level", levels(("W1", "2024-05-03", 1)), "l.xlsx")
    assert not workspace.exists()


def test_one_worker_reads_file_after_file(workspace, levels):
    """A worker that were replaced after each file would cost its start each time."""
    check(workspace, "water_level", levels(("W1", "2024-05-03", 1)), "l.xlsx")
    first = shared_worker().pid
    for _ in range(3):
        check(workspace, "water_level", levels(("W1", "2024-05-03", 1)), "l.xlsx")
    assert shared_worker().pid == first


def test_a_field_called_status_is_not_the_status_of_the_row(workspace, book):
    content = book(
        ("任务编号", "县市区", "实际进度（%）", "完成状态"),
        ("6-20-01", "秦都区", 60, "推进中"),
        ("6-20-02", "秦都区", "八成", "已完成"),
    )
    checked = check(workspace, "task_progress", content, "6月.xlsx", Profile(period="2024-06"))
    good, bad = checked.rows
    assert (good["status"], good["values"]["status"]) == ("ok", "in_progress")
    assert (bad["status"], bad["values"]["status"]) == ("stopped", "done")
    assert checked.reading.good_rows()["status"].to_pylist() == ["in_progress"]
