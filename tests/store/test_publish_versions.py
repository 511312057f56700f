"""Publishing: what a version holds, when there is a new one, and which files stay."""

# ruff: noqa: S608 (statements of the test's own)

import duckdb
import pytest
from handed_in import hand_in, level, moment, progress, result, rows_of, well

from gwdash import config
from gwdash.archive import Submission, record
from gwdash.errors import ConflictError, UsageError, WorkspaceError
from gwdash.store.content import content_hash
from gwdash.store.database import open_current, open_version
from gwdash.store.pointer import live_version, version_files, version_path
from gwdash.store.publish import publish, rebuild, use


def publish_levels(workspace, archive, count, start=1):
    for day in range(start, start + count):
        hand_in(archive, "water_level", [level("W1", day, 3.0)], at=moment(day))
        publish(workspace, archive, reason=f"第{day}天")


def test_an_empty_workspace_has_no_version(workspace, archive):
    assert publish(workspace, archive, reason="空") is None
    assert open_current(workspace) is None
    assert live_version(workspace) is None


def test_versions_count_up_and_nothing_changed_is_no_version(workspace, archive):
    hand_in(archive, "well", [well("W1")])
    assert publish(workspace, archive, reason="首次", actor="张") == 1
    assert publish(workspace, archive, reason="再次") is None
    hand_in(archive, "water_level", [level("W1", 1, 3.0), level("W1", 2, 3.5)])
    assert publish(workspace, archive, reason="水位") == 2
    [first, second] = archive.ledger.versions()
    assert (first.actor, first.reason, first.n_submissions) == ("张", "首次", 1)
    assert second.n_submissions == 2
    assert second.published_at is not None
    assert archive.ledger.manifest(1) == {1}
    assert archive.ledger.manifest(2) == {1, 2}


def test_only_accepted_submissions_are_published(workspace, archive, ask):
    hand_in(archive, "well", [well("W1")])
    hand_in(archive, "well", [well("W2")], reporter="610404", accept=False)
    publish(workspace, archive, reason="")
    assert ask("SELECT well_id FROM core.well") == [("W1",)]


def test_handing_in_again_replaces_the_slice_and_no_other(workspace, archive, ask):
    hand_in(archive, "well", [well("W1"), well("W2")])
    hand_in(archive, "well", [well("W9")], reporter="610404")
    publish(workspace, archive, reason="")
    hand_in(archive, "well", [well("W3")], at=moment(1))
    publish(workspace, archive, reason="")
    assert ask("SELECT submission_id, well_id FROM core.well ORDER BY ALL") == [
        (2, "W9"),
        (3, "W3"),
    ]
    assert ask("SELECT count(*) FROM core.well", version=1) == [(3,)]


def test_a_report_of_nothing_is_a_submission_without_rows(workspace, archive, ask):
    hand_in(archive, "task_progress", None)
    assert publish(workspace, archive, reason="零报告") == 1
    assert ask("SELECT dataset, n_rows FROM core.submission") == [("task_progress", 0)]
    assert ask("SELECT n_rows, is_on_time FROM mart.submission_state") == [(0, True)]


def test_every_row_knows_its_submission_and_its_cell(workspace, archive, ask):
    hand_in(archive, "water_quality", [result("W1", "fe", "0.5", source_cell="F7")])
    publish(workspace, archive, reason="")
    where = "s.file_name, s.actor, r.source_sheet, r.source_cell"
    assert ask(
        f"SELECT {where} FROM core.water_quality r JOIN core.submission s USING (submission_id)"
    ) == [("water_quality.xlsx", "未认证", "表1", "F7")]


def test_a_file_handed_in_for_two_periods_counts_for_both(workspace, archive, ask):
    rows = [progress("1-01", 30.0)]
    hand_in(archive, "task_progress", rows, period="2024-05")
    hand_in(archive, "task_progress", rows, period="2024-06")
    publish(workspace, archive, reason="")
    assert ask("SELECT period FROM task_progress_reported ORDER BY ALL") == [
        ("2024-05",),
        ("2024-06",),
    ]


def test_archived_columns_that_came_or_went_do_not_stop_a_version(workspace, archive, ask):
    old = rows_of("well", [well("W1")]).drop_columns(["remark"])
    old = old.append_column("frame_number", old["well_id"])
    about = Submission(
        dataset="well",
        reporter="610402",
        period="2024-06",
        period_end=moment().date(),
        submitted_at=moment(),
    )
    record(archive, b"old", old, [], about)
    publish(workspace, archive, reason="")
    assert ask("SELECT well_id, remark FROM core.well") == [("W1", None)]


def test_a_register_the_size_of_many_files_is_read_in_batches(workspace, archive, ask):
    for number in range(60):
        hand_in(archive, "well", [well(f"W{number}")], part=f"{number}镇")
    publish(workspace, archive, reason="")
    assert ask("SELECT count(DISTINCT well_id), count(DISTINCT submission_id) FROM core.well") == [
        (60, 60)
    ]


def test_the_recorded_hash_is_that_of_the_file(workspace, archive):
    hand_in(archive, "water_quality", [result("W1", "fe", "0.5")])
    publish(workspace, archive, reason="")
    hand_in(archive, "water_quality", [result("W1", "fe", "0.1")], reporter="sthjj")
    publish(workspace, archive, reason="")
    for version in archive.ledger.versions():
        path = version_path(workspace, version.version)
        assert content_hash(path) == version.content_hash


def test_files_of_old_versions_go_and_pinned_ones_stay(workspace, archive, monkeypatch):
    monkeypatch.setenv(config.KEEP_VERSIONS.name, "3")
    publish_levels(workspace, archive, 2)
    archive.ledger.pin(1)
    publish_levels(workspace, archive, 4, start=3)
    assert sorted(version_files(workspace)) == [1, 4, 5, 6]
    archive.ledger.pin(1, on=False)
    publish_levels(workspace, archive, 1, start=7)
    assert sorted(version_files(workspace)) == [5, 6, 7]


def test_a_reader_keeps_a_version_whose_file_is_dropped(workspace, archive, monkeypatch):
    monkeypatch.setenv(config.KEEP_VERSIONS.name, "1")
    publish_levels(workspace, archive, 1)
    held = open_current(workspace)
    publish_levels(workspace, archive, 2, start=2)
    assert not held.path.exists()
    assert held.scalar("summary") == 1
    assert open_current(workspace).version == 3
    with pytest.raises(WorkspaceError, match="use 1 或 rebuild 1"):
        open_version(workspace, 1)


def test_going_back_builds_a_dropped_version_again(workspace, archive, monkeypatch, ask):
    monkeypatch.setenv(config.KEEP_VERSIONS.name, "1")
    hand_in(archive, "well", [well("W1")])
    publish(workspace, archive, reason="")
    hand_in(archive, "well", [well("W2")], at=moment(1))
    publish(workspace, archive, reason="")
    use(workspace, 1)
    assert ask("SELECT well_id FROM core.well") == [("W1",)]
    # What is accepted has not changed: the next publish leads there again.
    assert publish(workspace, archive, reason="") == 3
    assert ask("SELECT well_id FROM core.well") == [("W2",)]


def test_the_live_file_stays_while_an_older_version_is_in_use(workspace, archive, monkeypatch):
    monkeypatch.setenv(config.KEEP_VERSIONS.name, "2")
    publish_levels(workspace, archive, 4)
    use(workspace, 3, archive)
    assert sorted(version_files(workspace)) == [3, 4]
    assert open_current(workspace).version == 3


def test_only_what_was_published_can_be_used(workspace, archive):
    publish_levels(workspace, archive, 1)
    with pytest.raises(UsageError, match="没有第 7 版"):
        use(workspace, 7)
    assert live_version(workspace) == 1


def test_a_version_that_fails_its_proof_changes_nothing(workspace, archive):
    publish_levels(workspace, archive, 1)
    about = hand_in(archive, "well", [well("W1")], accept=False)
    content = archive.rows(about.rows_sha256)
    archive.rows_path(about.rows_sha256).unlink()
    archive.ledger.move(about.id, "accepted", actor="张")
    with pytest.raises(WorkspaceError, match=f"第 {about.id} 号报送的数据文件"):
        publish(workspace, archive, reason="")
    assert live_version(workspace) == 1
    assert [version.version for version in archive.ledger.versions()] == [1]
    assert [path.name for path in (workspace / "store").glob(".tmp*")] == []
    archive.put_rows(content)
    assert publish(workspace, archive, reason="") == 2


def test_rows_that_are_not_those_of_the_ledger_are_not_published(workspace, archive):
    publish_levels(workspace, archive, 1)
    about = hand_in(archive, "well", [well("W1")])
    two = archive.rows_path(archive.put_rows(rows_of("well", [well("W1"), well("W2")])))
    two.replace(archive.rows_path(about.rows_sha256))
    with pytest.raises(WorkspaceError, match=f"自检未通过.*第 {about.id} 号"):
        publish(workspace, archive, reason="")
    assert live_version(workspace) == 1


def test_a_rebuilt_version_must_be_the_one_that_was_published(workspace, archive):
    about = hand_in(archive, "well", [well("W1")])
    publish(workspace, archive, reason="")
    before = content_hash(version_path(workspace, 1))
    assert content_hash(rebuild(workspace, archive, 1)) == before
    other = archive.rows_path(archive.put_rows(rows_of("well", [well("W2")])))
    other.replace(archive.rows_path(about.rows_sha256))
    with pytest.raises(WorkspaceError, match="与当初发布的内容不同"):
        rebuild(workspace, archive, 1)
    assert content_hash(version_path(workspace, 1)) == before


@pytest.mark.parametrize("mark", ["schema_mark", "shell_mark"])
def test_another_programs_version_is_made_anew(workspace, archive, ask, mark):
    publish_levels(workspace, archive, 2)
    with duckdb.connect(str(version_path(workspace, 2))) as connection:
        connection.execute(f"UPDATE meta.build SET {mark} = 'older'")
        connection.execute("DROP VIEW result_current")
    assert publish(workspace, archive, reason="升级") == 3
    assert publish(workspace, archive, reason="再次") is None
    assert ask("SELECT count(*) FROM result_current") == [(0,)]
    assert archive.ledger.version(3).content_hash == archive.ledger.version(2).content_hash


def test_taking_out_most_rows_builds_the_file_anew(workspace, archive, ask):
    hand_in(archive, "water_level", [level("W1", d, 3.0) for d in range(1, 20)])
    kept = hand_in(archive, "well", [well("W1")])
    publish(workspace, archive, reason="")
    archive.ledger.move(1, "withdrawn", actor="张")
    publish(workspace, archive, reason="")
    assert ask("SELECT submission_id FROM core.submission") == [(kept.id,)]
    assert ask("SELECT count(*) FROM mart.level_month") == [(0,)]


def test_use_refuses_a_version_that_never_went_live(workspace, archive, monkeypatch):
    publish_levels(workspace, archive, 1)
    monkeypatch.setattr("gwdash.store.publish.recover", lambda *_: None)
    archive.ledger.new_version([], reason="")
    with pytest.raises(ConflictError, match="没有发布过"):
        use(workspace, 2, archive)
