"""The commands for meetings, as they are typed."""

import pytest
import ui_city
from typer.testing import CliRunner

from gwdash.__main__ import app


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GWDASH_HOME", str(tmp_path))
    ui_city.build(tmp_path)


def run(*words):
    return CliRunner().invoke(app, ["meeting", *words])


@pytest.mark.usefixtures("home")
def test_a_meeting_is_prepared_listed_and_shown():
    made = run("new", "2024-07-05", "--period", "2024-06", "--place", "一会议室")
    assert made.exit_code == 0, made.output
    assert "编号 2024-01，数据版本 v1，议程 16 屏" in made.output
    listed = run("list").output
    assert "2024年第1次联合调度会议" in listed
    assert "准备中" in listed
    shown = run("show", "2024-01").output
    assert "总体进展" in shown
    assert "新建会议" in shown


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "七月五日", "--period", "2024-06"), "写成 2024-07-05"),
        (("show", "2030-01"), "没有编号为 2030-01"),
    ],
)
def test_what_is_refused_is_a_sentence(words, said):
    refused = run(*words)
    assert refused.exit_code == 2
    assert said in refused.output
