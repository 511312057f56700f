"""From a file to a version and back: what people do, on a real workspace."""

import threading

import pytest

from gwdash.errors import ConflictError, DataRejected, UsageError
from gwdash.ingest.profile import Profile
from gwdash.intake import maintenance, usecases
from gwdash.registry.datasets import DATASETS
from gwdash.store.content import content_hash
from gwdash.store.database import open_current
from gwdash.store.lock import writing
from gwdash.store.pointer import version_path

JUNE = Profile(reporter="秦都区", period="2024-06")


def hand_in(workspace, content, dataset="water_level", profile=JUNE, name="l.xlsx"):
    return usecases.submit(workspace, usecases.check(workspace, dataset, content, name, profile))


def live_hash(workspace):
    return content_hash(version_path(workspace, maintenance.current_version(workspace)))


def states(workspace):
    return {s.id: s.state for s in usecases.submissions(workspace)}


def known(workspace, name="well"):
    return open_current(workspace).keys(DATASETS[name])


def test_a_submit_is_accepted_and_published_at_once(workspace, levels):
    receipt = hand_in(workspace, levels(("W1", "2024-06-01", 3.5)))
    assert receipt.version == maintenance.current_version(workspace) == 1
    assert receipt.submission.state == "accepted"
    assert known(workspace, "water_level") == {"W1"}


def test_errors_keep_everything_out(workspace, levels):
    with pytest.raises(DataRejected, match=r"1 处错误.*Sheet1!C3"):
        hand_in(workspace, levels(("W1", "2024-06-01", 3.5), ("W2", "2024-06-01", "O.5")))
    assert maintenance.current_version(workspace) is None


def test_the_same_slice_again_supersedes(workspace, levels):
    first = hand_in(workspace, levels(("W1", "2024-06-01", 3.5)))
    second = hand_in(workspace, levels(("W2", "2024-06-01", 4.5)))
    assert second.submission.supersedes == first.submission.id
    assert states(workspace) == {1: "superseded", 2: "accepted"}
    assert known(workspace, "water_level") == {"W2"}


def test_withdrawing_the_second_is_the_state_after_the_first(workspace, levels):
    hand_in(workspace, levels(("W1", "2024-06-01", 3.5)))
    before = live_hash(workspace)
    second = hand_in(workspace, levels(("W2", "2024-06-01", 4.5)))
    assert live_hash(workspace) != before
    usecases.withdraw(workspace, second.submission.id, reason="报错了")
    assert live_hash(workspace) == before
    assert states(workspace) == {1: "accepted", 2: "withdrawn"}


def test_the_very_same_file_is_recorded_once(workspace, levels):
    content = levels(("W1", "2024-06-01", 3.5))
    hand_in(workspace, content)
    again = hand_in(workspace, content)
    assert again.repeated
    assert again.version is None
    assert len(usecases.submissions(workspace)) == 1


def test_a_return_needs_a_reason_and_can_be_accepted_again(workspace, levels):
    number = hand_in(workspace, levels(("W1", "2024-06-01", 3.5))).submission.id
    with pytest.raises(UsageError, match="写明原因"):
        usecases.return_submission(workspace, number, reason=" ")
    usecases.return_submission(workspace, number, reason="水位基准不对")
    assert states(workspace) == {number: "returned"}
    assert known(workspace, "water_level") == set()
    usecases.accept(workspace, number)
    assert known(workspace, "water_level") == {"W1"}


def test_a_batch_publishes_once_and_knows_its_own_wells(workspace, book, levels):
    wells = book(("监测井编码", "县市区"), ("W1", "秦都区"))
    with usecases.batch(workspace, reason="六月") as run:
        run.submit(run.check("well", wells, "w.xlsx", JUNE))
        checked = run.check("water_level", levels(("W1", "2024-06-01", 3.5)), "l.xlsx", JUNE)
        assert not [issue for issue in checked.issues if issue.kind == "reference"]
        run.submit(checked)
    assert run.version == 1
    assert [v.reason for v in usecases.versions(workspace)] == ["六月"]


def test_a_failed_batch_publishes_nothing_and_loses_nothing(workspace, levels):
    def interrupted():
        with usecases.batch(workspace) as run:
            checked = run.check("water_level", levels(("W1", "2024-06-01", 3.5)), "l.xlsx", JUNE)
            run.submit(checked)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert maintenance.current_version(workspace) is None
    assert usecases.publish(workspace) == 1
    assert known(workspace, "water_level") == {"W1"}


def test_going_back_and_forth_between_versions(workspace, levels):
    hand_in(workspace, levels(("W1", "2024-06-01", 3.5)))
    hand_in(workspace, levels(("W2", "2024-06-01", 3.5)))
    maintenance.use(workspace, 1)
    assert known(workspace, "water_level") == {"W1"}
    maintenance.use(workspace, 2)
    assert known(workspace, "water_level") == {"W2"}
    maintenance.pin(workspace, 1)
    assert [v.pinned for v in usecases.versions(workspace)] == [False, True]
    maintenance.pin(workspace, 1, on=False)
    assert maintenance.rebuild(workspace).version == 2
    assert maintenance.doctor(workspace) == []


def test_the_doctor_names_a_lost_file(workspace, levels):
    hand_in(workspace, levels(("W1", "2024-06-01", 3.5)))
    for raw in (workspace / "archive" / "raw").rglob("*"):
        if raw.is_file():
            raw.unlink()
    findings = maintenance.doctor(workspace)
    assert findings
    assert all("请" in finding for finding in findings)


def test_an_empty_workspace_says_what_to_do(workspace):
    for call in (usecases.submissions, usecases.versions, maintenance.doctor):
        with pytest.raises(ConflictError, match="请先提交"):
            call(workspace)


def test_a_second_writer_is_told_to_wait(workspace, levels, monkeypatch):
    monkeypatch.setenv("GWDASH_LOCK_SECONDS", "0")
    checked = usecases.check(
        workspace, "water_level", levels(("W1", "2024-06-01", 3.5)), "l.xlsx", JUNE
    )
    held, done = threading.Event(), threading.Event()

    def hold():
        with writing(workspace):
            held.set()
            done.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    try:
        with pytest.raises(ConflictError, match="正由另一个程序写入"):
            usecases.submit(workspace, checked)
    finally:
        done.set()
        holder.join()
    assert usecases.submit(workspace, checked).version == 1


def test_parts_of_one_slice_add_up(workspace, book):
    content = book(("Date", "Head"), ("1995-01-14", 15.74))
    for well in ("W1", "W2"):
        hand_in(workspace, content, profile=Profile(constants={"well_id": well}))
    assert known(workspace, "water_level") == {"W1", "W2"}
