"""Readers never wait, never see half a refresh, and get right answers from any thread."""

# ruff: noqa: S608 (statements of the test's own)

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import duckdb
import pytest
from handed_in import ENDS, hand_in, level, moment, progress, result, well
from stopping import hold_the_lock, publish_many, read_until

from gwdash import config
from gwdash.archive import Archive
from gwdash.errors import ConflictError, WorkspaceError
from gwdash.store.database import forget, open_current, open_version
from gwdash.store.lock import writing
from gwdash.store.marks import schema_mark, shell_mark
from gwdash.store.pointer import live_version, point_to, version_files, version_path
from gwdash.store.publish import publish, rebuild
from gwdash.store.recover import refresh

VERSIONS = 6


def whole_versions(seen):
    """Each look shows one version entire: as many rows as that version's submission has."""
    return all(n_rows == n_levels == 2 * version for version, n_rows, n_levels in seen)


def test_a_thread_reads_while_versions_are_published(workspace, archive, monkeypatch):
    monkeypatch.setenv(config.KEEP_VERSIONS.name, "1")
    done = threading.Event()

    def read():
        seen = []
        while not done.is_set() or not seen:
            store = open_current(workspace)
            if store is not None:
                answer = store.frame("summary").iloc[0]
                seen.append((store.version, int(answer["n_rows"]), int(answer["n_levels"])))
        return seen

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        publish_many(workspace, VERSIONS)
        done.set()
        seen = reading.result()
    assert whole_versions(seen)
    assert len({version for version, *_ in seen}) > 1
    assert sorted(version_files(workspace)) == [VERSIONS]


def test_one_process_reads_while_another_writes(processes, workspace, monkeypatch):
    monkeypatch.setenv(config.KEEP_VERSIONS.name, "1")
    with Archive.of(workspace):
        pass
    ours, theirs = processes.Pipe()
    reader = processes.Process(target=read_until, args=(workspace, VERSIONS, theirs))
    writer = processes.Process(target=publish_many, args=(workspace, VERSIONS))
    reader.start()
    writer.start()
    assert ours.poll(60)
    seen = ours.recv()
    writer.join(60)
    reader.join(60)
    assert (reader.exitcode, writer.exitcode) == (0, 0)
    assert seen[-1][0] == VERSIONS
    assert whole_versions(seen)


def test_eight_threads_get_their_own_answers(workspace, archive):
    for number, period in enumerate(("2024-05", "2024-06", "2024-07")):
        wells = [well(f"W{n}") for n in range(number + 1)]
        hand_in(archive, "well", wells, period=period, at=moment(number))
    publish(workspace, archive, reason="")
    expected = {ENDS["2024-05"]: 1, ENDS["2024-06"]: 2, ENDS["2024-07"]: 3, date(2024, 1, 1): 0}
    questions = list(expected) * 45

    def ask(day):
        return len(open_current(workspace).frame("well_asof", day=day)) == expected[day]

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, questions)) == len(questions)


def test_a_handle_is_opened_once_for_each_version(workspace, archive):
    hand_in(archive, "well", [well("W1")])
    publish(workspace, archive, reason="")
    assert open_current(workspace) is open_current(workspace)
    assert open_version(workspace, 1) is open_current(workspace)
    held = open_current(workspace)
    forget(held.path)
    assert open_current(workspace) is not held
    assert held.scalar("summary") == 1


def test_a_file_made_anew_under_the_same_name_is_read_anew(workspace, archive):
    hand_in(archive, "well", [well("W1")])
    publish(workspace, archive, reason="")
    held = open_current(workspace)
    connection = duckdb.connect(str(version_path(workspace, 1).with_name("other.duckdb")))
    connection.execute("CREATE SCHEMA meta; CREATE SCHEMA core; CREATE SCHEMA mart")
    connection.execute(
        "CREATE TABLE meta.build AS SELECT 1 AS store_format, ? AS schema_mark, ? AS shell_mark",
        [schema_mark(), shell_mark()],
    )
    connection.execute("CREATE TABLE core.submission AS SELECT 5 AS n_rows FROM range(9)")
    for table in ("core.water_quality", "core.water_level", "mart.sample", "mart.exceedance",
                  "mart.level_month"):  # fmt: skip
        connection.execute(f"CREATE TABLE {table} AS SELECT 1 AS x")
    connection.close()
    version_path(workspace, 1).with_name("other.duckdb").replace(version_path(workspace, 1))
    assert open_current(workspace).scalar("summary") == 9
    assert held.scalar("summary") == 1


def test_an_answer_is_a_frame_or_one_value(workspace, archive):
    hand_in(archive, "work_plan", [{"item_id": "1-01", "due_on": date(2024, 6, 1)}], period="2024")
    publish(workspace, archive, reason="")
    store = open_current(workspace)
    frame = store.frame("work_plan_asof", day=date(2024, 12, 31))
    assert list(frame["item_id"]) == ["1-01"]
    assert store.scalar("work_plan_asof", day=date(2023, 1, 1)) is None
    assert repr(store) == "Store(gwdash-1.duckdb)"


def test_a_query_cannot_write_or_read_other_files(workspace, archive, tmp_path):
    hand_in(archive, "well", [well("W1")])
    publish(workspace, archive, reason="")
    (tmp_path / "x.csv").write_text("a\n1\n", "utf-8")
    cursor = open_current(workspace)._connection.cursor()
    with pytest.raises(duckdb.PermissionException):
        cursor.execute(f"SELECT * FROM read_csv('{tmp_path / 'x.csv'}')")
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        cursor.execute("DELETE FROM store.core.well")
    with pytest.raises(duckdb.InvalidInputException, match="locked"):
        cursor.execute("SET memory_limit = '9GB'")


# -- what cannot be read ----------------------------------------------------------------------


def test_a_version_of_a_newer_program_is_refused(workspace, archive):
    hand_in(archive, "well", [well("W1")])
    publish(workspace, archive, reason="")
    with duckdb.connect(str(version_path(workspace, 1))) as connection:
        connection.execute("UPDATE meta.build SET store_format = 99")
    with pytest.raises(WorkspaceError, match="请升级程序"):
        open_current(workspace)


@pytest.mark.parametrize("mark", ["schema_mark", "shell_mark"])
def test_another_programs_version_is_refused_until_the_start_makes_it_anew(
    workspace, archive, mark
):
    hand_in(archive, "well", [well("W1")])
    publish(workspace, archive, reason="")
    before = archive.ledger.version(1).content_hash
    with duckdb.connect(str(version_path(workspace, 1))) as connection:
        connection.execute(f"UPDATE meta.build SET {mark} = 'older'")
        connection.execute("DROP VIEW result_current")
    with pytest.raises(WorkspaceError, match="请重新启动平台"):
        open_current(workspace)
    assert refresh(workspace, archive) == 1
    assert refresh(workspace, archive) is None
    assert open_current(workspace).scalar("summary") == 1
    assert archive.ledger.version(1).content_hash == before
    assert [version.version for version in archive.ledger.versions()] == [1]


def test_an_empty_workspace_needs_no_refreshing(workspace, archive):
    assert refresh(workspace, archive) is None


def test_a_damaged_file_says_how_to_mend_it(workspace, archive):
    hand_in(archive, "well", [well("W1")])
    publish(workspace, archive, reason="")
    version_path(workspace, 1).write_bytes(b"no database")
    with pytest.raises(WorkspaceError, match="rebuild"):
        open_current(workspace)
    rebuild(workspace, archive, 1)
    assert open_current(workspace).scalar("summary") == 1


def test_a_missing_live_file_says_how_to_mend_it(workspace, archive):
    hand_in(archive, "well", [well("W1")])
    publish(workspace, archive, reason="")
    version_path(workspace, 1).unlink()
    with pytest.raises(WorkspaceError, match="rebuild 1"):
        open_current(workspace)


def test_a_pointer_without_a_number_says_what_to_do(workspace):
    point_to(workspace, 3)
    assert live_version(workspace) == 3
    (workspace / "store" / "CURRENT").write_bytes("坏".encode())
    with pytest.raises(WorkspaceError, match="doctor"):
        live_version(workspace)


# -- one writer ---------------------------------------------------------------------------------


def test_a_second_writer_waits_and_then_says_so(processes, workspace, archive, monkeypatch):
    monkeypatch.setenv(config.LOCK_SECONDS.name, "0")
    ours, theirs = processes.Pipe()
    holder = processes.Process(target=hold_the_lock, args=(workspace, theirs))
    holder.start()
    assert ours.recv() == "held"
    with pytest.raises(ConflictError, match="正由另一个程序写入"):
        publish(workspace, archive, reason="")
    ours.send("let go")
    holder.join(60)
    assert holder.exitcode == 0
    assert publish(workspace, archive, reason="") is None


def test_the_lock_of_a_killed_writer_is_free(processes, workspace):
    ours, theirs = processes.Pipe()
    holder = processes.Process(target=hold_the_lock, args=(workspace, theirs))
    holder.start()
    assert ours.recv() == "held"
    holder.kill()
    holder.join(60)
    with writing(workspace, seconds=5):
        pass


def test_a_thread_may_take_its_lock_again_and_another_may_not(workspace):
    def take():
        with writing(workspace, seconds=0.1):
            return True

    with ThreadPoolExecutor(1) as pool:
        with writing(workspace), writing(workspace):
            assert take()
            with pytest.raises(ConflictError):
                pool.submit(take).result()
        assert pool.submit(take).result()


def test_rows_keep_their_kinds_in_frames(workspace, archive):
    hand_in(archive, "water_level", [level("W1", 1, 3.25), level("W1", 2, None, head_m=380.0)])
    hand_in(archive, "water_quality", [result("W1", "fe", None)])
    hand_in(archive, "task_progress", [progress("1-01", 0.0)])
    publish(workspace, archive, reason="")
    frame = open_current(workspace).frame("submissions")
    assert set(frame["dataset_label"]) == {
        "地下水水位监测记录",
        "地下水水质监测结果",
        "重点任务进展情况表",
    }
    assert frame["submitted_at"].iloc[0] == datetime(2024, 7, 1, 8)  # noqa: DTZ001


def test_an_answer_by_column_holds_plain_values(workspace, archive):
    hand_in(archive, "well", [well("W1", well_name="甲", lon=108.5), well("W2")])
    hand_in(archive, "water_quality", [result("W1", "fe", "0.7")], at=moment(1))
    publish(workspace, archive, reason="试验")
    found = open_current(workspace).columns(
        "wells", as_of=ENDS["2024-06"], county="", new_area=False, drinking_only=False
    )
    rows = {row[0]: dict(zip(found, row, strict=True)) for row in zip(*found.values(), strict=True)}
    assert rows["W1"]["last_sampled_on"] == date(2024, 5, 10)
    assert type(rows["W1"]["last_sampled_on"]) is date
    assert (rows["W1"]["name"], rows["W1"]["lon"], rows["W1"]["grade"]) == ("甲", 108.5, 4)
    empty = ("lon", "grade", "last_sampled_on", "last_level_month")
    assert [rows["W2"][name] for name in empty] == [None] * 4
    assert rows["W2"]["registered"] is True
    assert type(rows["W2"]["n_levels"]) is int


def test_a_version_is_asked_once_for_what_never_changes(workspace):
    publish_many(workspace, 2)
    first, second = (open_version(workspace, number) for number in (1, 2))
    asked = []

    def question(store, word):
        asked.append((store.version, word))
        return f"{store.version}{word}"

    assert [first.once(question, "a") for _ in range(2)] == ["1a", "1a"]
    assert (first.once(question, "b"), second.once(question, "a")) == ("1b", "2a")
    assert asked == [(1, "a"), (1, "b"), (2, "a")]
