"""The office's commands: verify, attach and detach, as they are typed."""

import pytest
import ui_city
from typer.testing import CliRunner

from gwdash.__main__ import app
from gwdash.queries import attachments
from gwdash.queries.progress import plan_items
from gwdash.scope import Scope
from gwdash.store.database import open_current

JUNE = ui_city.JUNE
KEYS = ("--key", "item_id=6-01", "--key", "county_code=610402")


@pytest.fixture
def home(tmp_path, monkeypatch):
    home = tmp_path / "city"
    ui_city.build(home)
    monkeypatch.setenv("GWDASH_HOME", str(home))
    return home


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def verified(home):
    items = plan_items(open_current(home), Scope(JUNE))
    return next(i.verified_pct for i in items if i.item_id == "6-01")


def test_verify_and_take_back(home):
    done = run("verify", "6-01", "秦都区", "30%", "--note", "核查")
    assert done.exit_code == 0, done.output
    assert "已核定为 30%" in done.output
    assert verified(home) == 30.0
    assert "已取消核定" in run("verify", "6-01", "秦都区", "-", "--note", "复核").output
    assert verified(home) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("6-01", "秦都区", "一半", "--note", "x"), "0 到 100"),
        (("6-01", "秦都区", "30"), "核定说明"),
        (("9-99", "秦都区", "30", "--note", "x"), "没有编号"),
    ],
)
def test_a_verdict_that_is_refused(home, words, said):
    refused = run("verify", *words)
    assert refused.exit_code == 2
    assert said in refused.output
    assert verified(home) is None


def test_attach_and_detach(home, tmp_path):
    picture = tmp_path / "照片.png"
    picture.write_bytes(ui_city.PICTURE)
    about = ("--reporter", "秦都区", "--period", JUNE)
    done = run("attach", "task_progress", picture, *about, *KEYS)
    assert done.exit_code == 0, done.output
    found = attachments.find(open_current(home), "task_progress", reporter="610402")
    assert [one.file_name for one in found] == ["照片.png"]
    number = found[0].attachment_id
    assert run("detach", number).exit_code == 2
    assert "已移除" in run("detach", number, "--reason", "传错").output
    assert not attachments.find(open_current(home), "task_progress", reporter="610402")


@pytest.mark.parametrize("words", [("--key", "item_id"), ("--key", "=6-01")])
def test_a_key_that_cannot_be_read(home, tmp_path, words):
    picture = tmp_path / "a.png"
    picture.write_bytes(ui_city.PICTURE)
    about = ("--reporter", "秦都区", "--period", JUNE)
    refused = run("attach", "task_progress", picture, *about, *words)
    assert refused.exit_code == 2
    assert "列=值" in refused.output
    assert "找不到文件" in run("attach", "task_progress", tmp_path / "no.pdf", *about).output
    assert home.is_dir()
