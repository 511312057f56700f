"""The doctor names what is wrong and what to do, and says nothing about a sound workspace."""

import shutil
import sqlite3

import duckdb
import pytest
from handed_in import hand_in, level, moment, rows_of, well

from gwdash.archive import Archive
from gwdash.archive.durable import TEMPORARY_PREFIX
from gwdash.archive.inspection import Weight
from gwdash.ingest.issues import Issue, IssueKind
from gwdash.store.doctor import doctor
from gwdash.store.pointer import point_to, version_path
from gwdash.store.publish import publish, use


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept") / "kept"
    with Archive.of(folder) as archive:
        hand_in(archive, "well", [well("W1")])
        publish(folder, archive, reason="")
        hand_in(archive, "water_level", [level("W1", 1, 3.0)])
        publish(folder, archive, reason="")
    return folder


@pytest.fixture
def sound(kept, workspace):
    shutil.copytree(kept, workspace)
    return workspace


def only(workspace, archive):
    [finding] = doctor(workspace, archive)
    return finding


def test_a_sound_workspace_gives_no_finding(sound, archive):
    assert doctor(sound, archive) == []


def test_an_empty_workspace_gives_no_finding(workspace, archive):
    assert doctor(workspace, archive) == []


@pytest.mark.parametrize(("kind", "what"), [("raw", "原始文件"), ("rows", "数据文件")])
def test_missing_and_changed_files(sound, archive, kind, what):
    submission = archive.ledger.get(1)
    sha = submission.file_sha256 if kind == "raw" else submission.rows_sha256
    path = getattr(archive, f"{kind}_path")(sha)
    path.write_bytes(b"changed")
    changed = only(sound, archive)
    assert (changed.weight, changed.path) == (Weight.ERROR, path)
    assert f"第 1 号报送（well.xlsx）的{what}内容被改动" in changed.message
    path.unlink()
    assert f"{what}缺失：请用备份恢复" in str(only(sound, archive))


def test_a_missing_list_of_issues(sound, archive):
    sha = archive.put_issues([Issue.error(IssueKind.TYPE, "请改正")])
    with sqlite3.connect(archive.ledger.path) as ledger:
        ledger.execute("UPDATE submission SET issues_sha256 = ? WHERE id = 1", (sha,))
    ledger.close()
    assert doctor(sound, archive) == []
    archive.issues_path(sha).unlink()
    assert "问题清单缺失" in only(sound, archive).message


def test_a_row_count_that_is_not_the_ledgers(sound, archive):
    with sqlite3.connect(archive.ledger.path) as ledger:
        ledger.execute("UPDATE submission SET n_rows = 7 WHERE id = 1")
    ledger.close()
    assert "登记 7 行，数据文件为 1 行" in only(sound, archive).message


@pytest.mark.parametrize("folder", ["store", "archive/rows"])
def test_unfinished_files(sound, archive, folder):
    path = sound / folder / f"{TEMPORARY_PREFIX}1.parquet"
    path.write_bytes(b"half")
    finding = only(sound, archive)
    assert (finding.weight, finding.path) == (Weight.WARNING, path)
    assert "可以删除" in finding.message


def test_files_nothing_names_are_harmless(sound, archive):
    archive.put_rows(rows_of("well", [well("W7")]))
    finding = only(sound, archive)
    assert finding.weight is Weight.INFO
    assert "有 1 个文件没有对应的报送" in finding.message


def test_an_interrupted_version(sound, archive):
    archive.ledger.new_version([1], reason="")
    assert "第 3 版发布到一半" in only(sound, archive).message


def test_the_pointer_leads_nowhere(sound, archive):
    version_path(sound, 2).unlink()
    assert "（第 2 版）的文件缺失：请执行 rebuild 2" in only(sound, archive).message
    (sound / "store" / "CURRENT").write_text("?", "utf-8")
    assert "版本指针" in only(sound, archive).message


def test_the_ledger_does_not_know_the_live_version(sound, archive):
    version_path(sound, 2).rename(version_path(sound, 9))
    point_to(sound, 9)
    messages = [finding.message for finding in doctor(sound, archive)]
    assert len(messages) == 2
    assert "gwdash-9.duckdb 在台账中没有记录" in messages[0]
    assert "台账中没有当前的第 9 版" in messages[1]


def test_what_is_accepted_is_not_what_is_shown(sound, archive):
    hand_in(archive, "well", [well("W2")], at=moment(3))
    messages = [finding.message for finding in doctor(sound, archive)]
    assert messages == [
        "审核通过的第 3 号报送不在当前版本中：请执行 publish。",
        "第 1 号报送已不再有效，仍在当前版本中：请执行 publish。",
    ]


def test_accepted_and_never_published(workspace, archive):
    hand_in(archive, "well", [well("W2")])
    assert "有 1 份审核通过的报送，还没有发布过" in only(workspace, archive).message


def test_a_changed_and_a_damaged_version(sound, archive):
    with duckdb.connect(str(version_path(sound, 1))) as connection:
        connection.execute("UPDATE core.well SET well_name = '改'")
    assert "gwdash-1.duckdb 的内容与发布时不同" in only(sound, archive).message
    version_path(sound, 1).write_bytes(b"?")
    assert "gwdash-1.duckdb 已损坏" in only(sound, archive).message


def test_a_version_of_another_program(sound, archive):
    with duckdb.connect(str(version_path(sound, 2))) as connection:
        connection.execute("UPDATE meta.build SET shell_mark = 'older'")
    finding = only(sound, archive)
    assert finding.weight is Weight.WARNING
    assert "由另一版程序生成：请执行 publish" in finding.message
    assert publish(sound, archive, reason="") == 3
    assert doctor(sound, archive) == []


def test_a_pinned_version_without_its_file(sound, archive):
    archive.ledger.pin(1)
    version_path(sound, 1).unlink()
    assert "固定的第 1 版没有文件" in only(sound, archive).message
    use(sound, 1, archive)
    use(sound, 2, archive)
    assert doctor(sound, archive) == []


def test_a_damaged_ledger(sound, archive):
    archive.close()
    with archive.ledger.path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096)
    findings = list(archive.ledger.damage())
    assert findings
