"""Files by their hash: kept once, whole or not at all."""

import hashlib
import os
import time
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from gwdash import clock
from gwdash.archive import Archive, State, Submission, durable, record
from gwdash.errors import WorkspaceError
from gwdash.ingest.issues import Issue, IssueKind
from gwdash.steps import Step, observed, step

ISSUES = [
    Issue.error(IssueKind.TYPE, "请填数字。", sheet="表1", cell="C17", row=17, raw="十"),
    Issue.warning(IssueKind.SCOPE, "不在范围内。"),
]
ROWS = pa.table(
    {
        "well_id": ["W1", None],
        "value": pa.array([Decimal("0.000000000001"), None], pa.decimal128(28, 12)),
        "measured_at": pa.array([datetime(2024, 6, 1), None], pa.timestamp("us")),  # noqa: DTZ001
    }
)
MORNING = datetime(2024, 7, 1, 8, 0, tzinfo=clock.BEIJING)


@pytest.fixture
def archive(tmp_path):
    with Archive.of(tmp_path) as opened:
        yield opened


def about():
    return Submission(
        dataset="well",
        reporter="610402",
        period="2024-06",
        period_end=date(2024, 6, 30),
        submitted_at=MORNING,
        actor="李",
    )


def files(archive, kind):
    return [path for path in (archive.folder / kind).rglob("*") if path.is_file()]


def test_a_raw_file_lies_unchanged_under_its_hash(archive):
    sha = archive.put_raw(b"\x00content")
    assert sha == hashlib.sha256(b"\x00content").hexdigest()
    assert archive.raw_path(sha) == archive.folder / "raw" / sha[:2] / sha
    assert archive.raw(sha) == b"\x00content"


def test_the_same_content_is_kept_once(archive):
    for _ in range(2):
        archive.put_raw(b"same")
        archive.put_rows(ROWS)
        archive.put_issues(ISSUES)
    assert [len(files(archive, kind)) for kind in ("raw", "rows", "issues")] == [1, 1, 1]


def test_rows_and_issues_come_back_whole(archive):
    assert archive.rows(archive.put_rows(ROWS)).equals(ROWS)
    assert archive.issues(archive.put_issues(ISSUES)) == ISSUES


def test_no_issues_are_no_file(archive):
    assert archive.put_issues([]) == ""
    assert archive.issues("") == []
    assert files(archive, "issues") == []


@pytest.mark.parametrize("ask", ["raw", "rows", "issues"])
def test_a_missing_file_says_what_to_do(archive, ask):
    with pytest.raises(WorkspaceError, match="请用备份恢复"):
        getattr(archive, ask)("ab" * 32)


def test_a_file_cut_short_is_written_again(archive):
    sha = archive.put_raw(b"whole content")
    archive.raw_path(sha).write_bytes(b"whole")
    archive.put_raw(b"whole content")
    assert archive.raw(sha) == b"whole content"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    final = tmp_path / "new" / "file"
    durable.write_durably(final, lambda path: path.write_bytes(b"old") and None)

    def fail(path):
        path.write_bytes(b"half")
        raise OSError(28, "no space")

    with pytest.raises(OSError, match="no space"):
        durable.write_durably(final, fail)
    assert [path.name for path in final.parent.iterdir()] == ["file"]
    assert final.read_bytes() == b"old"


def test_unfinished_files_by_age(tmp_path):
    fresh, old = durable.temporary_beside(tmp_path / "a"), durable.temporary_beside(tmp_path / "b")
    for path in (fresh, old):
        path.touch()
    hour_ago = time.time() - 3600
    os.utime(old, (hour_ago, hour_ago))
    assert durable.temporaries(tmp_path) == sorted([fresh, old])
    assert durable.temporaries(tmp_path, older_than_seconds=1800) == [old]
    assert durable.temporaries(tmp_path / "none") == []


def test_a_recorded_submission_names_its_files(archive):
    found = record(archive, b"file", ROWS, ISSUES, about(), at=MORNING)
    assert (found.state, found.accepted_at, found.n_rows) == (State.ACCEPTED, MORNING, 2)
    assert archive.raw(found.file_sha256) == b"file"
    assert archive.rows(found.rows_sha256).equals(ROWS)
    assert archive.issues(found.issues_sha256) == ISSUES
    assert archive.ledger.events(found.id)[-1].actor == "李"


def test_a_recorded_submission_may_wait_for_its_acceptance(archive):
    found = record(archive, b"file", None, [], about(), accept=False)
    assert (found.state, found.rows_sha256, found.n_rows) == (State.SUBMITTED, "", 0)


def test_without_a_moment_it_is_accepted_now(archive):
    with clock.at(MORNING):
        assert record(archive, b"file", None, [], about()).accepted_at == MORNING


def test_points_are_told_to_observers_only_inside_the_block():
    seen = []
    with observed(seen.append):
        step(Step.RAW_STORED)
    step(Step.ROWS_STORED)
    assert seen == [Step.RAW_STORED]


def test_what_is_written_at_once_stays_and_later_writes_wait_for_the_disk_again(archive):
    def waits():
        with archive.ledger.engine.connect() as connection:
            return connection.exec_driver_sql("PRAGMA synchronous").scalar()

    full = waits()
    with archive.written_at_once():
        kept = archive.put_raw(b"content")
        assert waits() < full
    assert waits() == full
    assert archive.raw(kept) == b"content"
    assert archive.put_raw(b"content") == kept
