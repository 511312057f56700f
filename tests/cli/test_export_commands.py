"""`export …`: materials from the command line, and the sentences where there are none."""

from contextlib import closing
from datetime import date
from zipfile import ZipFile

import docx
import pytest
import ui_city
from openpyxl import load_workbook
from typer.testing import CliRunner

from gwdash.__main__ import app
from gwdash.archive import Archive
from gwdash.export.forms import FORMS
from gwdash.intake import meetings
from gwdash.intake.meetings import Plan
from gwdash.registry.agenda import topic
from gwdash.store.publish import publish


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return a city with a meeting on its first version, and one more version since."""
    home = tmp_path_factory.mktemp("exported")
    ui_city.build(home)
    plan = Plan(held_on=date(2024, 7, 8), period=ui_city.JUNE, topics=(topic("overall"),))
    meeting = meetings.prepare(home, plan)
    with closing(Archive.of(home)) as archive:
        ui_city.hand_in(archive, "task_progress", "slj", ui_city.JUNE, [ui_city.said("7-02", 77.0)])
        publish(home, archive, reason="更正")
    return home, meeting.meeting_id


@pytest.fixture
def run(city, monkeypatch, tmp_path):
    monkeypatch.setenv("GWDASH_HOME", str(city[0]))
    monkeypatch.setenv("GWDASH_CHROMIUM", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)

    def invoke(*words):
        return CliRunner().invoke(app, ["export", *(str(word) for word in words)])

    return invoke


def test_a_bulletin_of_a_meeting_is_written_where_it_is_asked_for(run, city, tmp_path):
    done = run("docx", "--meeting", city[1], "-o", tmp_path / "新建" / "通报.docx")
    assert done.exit_code == 0, done.output
    assert "已写出" in done.output
    # Without a browser the bulletin has no pictures, which is said once.
    assert done.output.replace("\n", "").count("通报附件没有附图") == 1
    paragraphs = docx.Document(tmp_path / "新建" / "通报.docx").paragraphs
    assert any("联合调度会议" in one.text for one in paragraphs)


def test_without_a_name_the_file_lies_in_the_folder(run, tmp_path):
    assert run("docx", "--period", "2024年6月").exit_code == 0
    assert [one.name for one in tmp_path.glob("*.docx")] == ["2024年6月_调度通报（送审稿）.docx"]


def test_a_pack_of_a_meeting_has_what_changed_since(run, city, tmp_path):
    done = run("pack", "--meeting", city[1], "-o", tmp_path)
    assert done.exit_code == 0, done.output
    with ZipFile(next(tmp_path.glob("*.zip"))) as archive:
        assert any("更正说明_v1至v2" in name for name in archive.namelist())


def test_corrections_are_told_and_written(run, city, tmp_path):
    told = run("corrections", "--meeting", city[1])
    assert told.exit_code == 0
    assert "版本 v1 → v2" in told.output
    assert "市水利局" in told.output
    assert "77" in told.output
    assert run("corrections", "--meeting", city[1], "-o", tmp_path / "更正.xlsx").exit_code == 0
    assert load_workbook(tmp_path / "更正.xlsx").active.max_row > 3


def test_the_final_evaluation_is_written_with_what_it_leaves_out(run, tmp_path):
    done = run("evaluation", "--period", "2024-06", "-o", tmp_path / "评估.zip")
    assert done.exit_code == 0, done.output
    assert "未附原件" in done.output
    with ZipFile(tmp_path / "评估.zip") as archive:
        assert "01_终期评估索引.xlsx" in archive.namelist()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("docx",), "二者选一"),
        (("pack", "--meeting", "x", "--period", "2024-06"), "二者选一"),
        (("pptx", "--meeting", "2024-77"), "没有编号为 2024-77 的调度会议。现有会议：2024-01"),
        (("docx", "--period", "2031-01"), "没有2031年1月的数据"),
        (("docx", "--period", "某月"), "不能识别"),
        (("corrections", "--meeting", "7"), "没有编号为 7"),
        (("evaluation", "--period", "1999-01"), "没有1999年1月的数据"),
    ],
)
def test_what_cannot_be_made_is_said(run, words, said):
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.output.replace("\n", "")


def test_a_place_that_cannot_be_written_is_said(run, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    done = run("docx", "--period", "2024-06", "-o", tmp_path / "file" / "x.docx")
    assert done.exit_code == 2
    assert "写不了文件" in done.output


def test_an_empty_workspace_is_said(run, monkeypatch, tmp_path):
    monkeypatch.setenv("GWDASH_HOME", str(tmp_path / "none"))
    assert "还没有数据" in run("docx", "--period", "2024-06").output
    assert "还没有准备过会议" in run("pptx", "--meeting", "1").output


def test_every_form_has_its_command(run):
    told = run("--help").output
    assert all(f" {one.key} " in told for one in FORMS)
