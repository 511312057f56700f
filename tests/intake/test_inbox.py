"""收件文件夹: what is dropped is handed in once or given back, whenever the machine stops."""

import os
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from apart import ended
from killed_intake import take_in_and_die
from openpyxl import load_workbook

from gwdash.archive.files import Archive
from gwdash.archive.model import State
from gwdash.cli.watch import _listed, _marked
from gwdash.errors import ConflictError, UsageError
from gwdash.intake import usecases
from gwdash.intake.inbox import CHANNEL, Inbox, InboxStep, Outcome
from gwdash.registry.datasets import DATASETS
from gwdash.steps import Step
from gwdash.store.database import open_current
from gwdash.store.lock import writing

NAME = "礼泉县水位监测记录2024年6月.xlsx"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "收件"
    made.mkdir()
    return made


@pytest.fixture
def good(levels):
    return levels(("W1", "2024-06-05 09:00", 12.5), ("W1", "2024-06-06 09:00", 12.6))


@pytest.fixture
def bad(levels):
    return levels(("W1", "2024-06-05 09:00", "很深"), ("W1", "2024-06-36", 12.6))


def files_in(folder: Path) -> list[str]:
    found = [p.relative_to(folder) for p in folder.rglob("*") if p.is_file()]
    return sorted("/".join(p.parts) for p in found if p.name != ".lock")


def came(workspace):
    with Archive.of(workspace) as archive:
        return archive.ledger.submissions()


def test_a_good_file_is_handed_in_and_put_away(box, workspace, folder, good):
    (folder / NAME).write_bytes(good)
    taken = box.once()
    assert [(one.name, one.outcome) for one in taken] == [(NAME, Outcome.RECEIVED)]
    assert "2 行" in taken[0].line
    [kept] = came(workspace)
    assert (kept.channel, kept.state, kept.reporter) == (CHANNEL, State.ACCEPTED, "610425")
    assert (kept.dataset, kept.period, kept.n_rows) == ("water_level", "2024-06", 2)
    assert open_current(workspace).version == 1
    [left] = files_in(folder)
    assert left.startswith("已收/")
    assert left.endswith(NAME)
    assert (folder / left).read_bytes() == good
    assert box.once() == []


def test_a_wrong_file_goes_back_marked_with_the_list(box, workspace, folder, bad):
    (folder / NAME).write_bytes(bad)
    [taken] = box.once()
    assert taken.outcome is Outcome.RETURNED
    assert "2 处错误" in taken.line
    assert came(workspace) == []
    names = files_in(folder)
    assert len(names) == 3
    assert all(name.startswith("退回/") for name in names)
    marked = next(name for name in names if "已标注" in name)
    assert load_workbook(BytesIO((folder / marked).read_bytes())).sheetnames[0] == "问题清单"
    listed = (folder / next(n for n in names if n.endswith("问题清单.txt"))).read_text("utf-8-sig")
    assert "很深" in listed
    assert NAME in listed
    original = next(name for name in names if name.endswith(NAME))
    assert (folder / original).read_bytes() == bad


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("说明.xlsx", "notes", "没有识别出这是哪个台账"),
        ("坏文件.xlsx", b"PK\x03\x04 broken", "坏文件"),
        ("水位监测记录2024年6月.xlsx", "good", "没有写明填报单位"),
    ],
)
def test_what_is_not_sure_goes_back_with_the_reason(box, folder, book, good, name, content, said):
    made = {"notes": book(("会议通知", "地点"), ("周三", "三楼")), "good": good}.get(
        content, content
    )
    (folder / name).write_bytes(made)
    [taken] = box.once()
    assert taken.outcome is Outcome.RETURNED
    assert said in taken.line
    assert any(n.endswith("问题清单.txt") for n in files_in(folder))


def test_the_folder_says_whose_a_file_is(box, workspace, folder, good):
    (folder / "礼泉县").mkdir()
    (folder / "礼泉县" / "水位2024年6月.xlsx").write_bytes(good)
    [taken] = box.once()
    assert taken.outcome is Outcome.RECEIVED
    assert came(workspace)[0].reporter == "610425"


def test_the_same_file_again_is_no_second_submission(box, workspace, folder, good):
    (folder / NAME).write_bytes(good)
    box.once()
    (folder / NAME).write_bytes(good)
    [taken] = box.once()
    assert taken.outcome in {Outcome.REPEATED, Outcome.RECEIVED}
    assert len(came(workspace)) == 1
    assert len(files_in(folder)) == 2


def test_two_files_of_one_slice_do_not_replace_each_other(box, workspace, folder, good, levels):
    (folder / f"a{NAME}").write_bytes(good)
    (folder / f"b{NAME}").write_bytes(levels(("W2", "2024-06-07", 3.5)))
    outcomes = {one.outcome: one for one in box.once()}
    assert set(outcomes) == {Outcome.RECEIVED, Outcome.RETURNED}
    assert "请合并成一份" in outcomes[Outcome.RETURNED].line
    assert len(came(workspace)) == 1


def test_a_file_that_still_grows_waits(box, workspace, folder, good):
    half = len(good) // 2
    (folder / NAME).write_bytes(good[:half])
    assert box.run() == []
    (folder / NAME).write_bytes(good)
    assert box.run() == []
    [taken] = box.run()
    assert taken.outcome is Outcome.RECEIVED


@pytest.mark.parametrize("lock", [f"~${NAME}", f"~${NAME[2:]}", f".~lock.{NAME}#", f".~{NAME}"])
def test_a_file_that_is_open_waits(box, folder, good, lock):
    (folder / NAME).write_bytes(good)
    (folder / lock).write_bytes(b"\x05lock")
    assert box.once() == []
    assert files_in(folder) == sorted([NAME, lock])
    (folder / lock).unlink()
    assert len(box.once()) == 1


@pytest.mark.parametrize("name", ["~$a.xlsx", ".hidden.xlsx", "Thumbs.db", "a.tmp", "a.crdownload"])
def test_what_programs_leave_behind_is_no_file(box, folder, name):
    (folder / name).write_bytes(b"x")
    assert box.once() == []
    assert files_in(folder) == [name]


def test_a_review_lets_it_wait_and_a_stop_does_not_accept_it(box, workspace, folder, good):
    usecases.review_first(workspace, on=True)
    (folder / NAME).write_bytes(good)
    [taken] = box.once()
    assert "待审核" in taken.line
    assert came(workspace)[0].state is State.SUBMITTED


def test_while_another_program_writes_the_file_waits(box, workspace, folder, good, monkeypatch):
    monkeypatch.setenv("GWDASH_LOCK_SECONDS", "0")
    (folder / NAME).write_bytes(good)
    script = (
        "import sys; from pathlib import Path; from gwdash.store.lock import writing\n"
        "with writing(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(workspace)], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    ) as holder:  # fmt: skip
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(ConflictError):
            box.once()
        holder.communicate()
    assert came(workspace) == []
    with writing(workspace):
        pass
    assert [one.outcome for one in box.run()] == [Outcome.RECEIVED]


def test_a_missing_folder_is_refused(workspace, tmp_path):
    with pytest.raises(UsageError, match="不存在"):
        Inbox(workspace, tmp_path / "none", _marked, _listed)


STOPS = [
    *((step.value, "good") for step in InboxStep if step not in {"marked", "listed"}),
    *((step.value, "bad") for step in InboxStep),
    *((step.value, "good") for step in (Step.SUBMISSION_ADDED, Step.SUBMISSION_ACCEPTED,
                                        Step.VERSION_RECORDED, Step.VERSION_PUBLISHED)),
]  # fmt: skip


@pytest.mark.parametrize(("point", "kind"), STOPS, ids=lambda value: str(value).replace(" ", "_"))
def test_a_stop_at_any_point_loses_nothing_and_does_nothing_twice(
    point, kind, box, workspace, folder, good, bad
):
    (folder / NAME).write_bytes(good if kind == "good" else bad)
    assert ended(take_in_and_die, workspace, folder, point) == -signal.SIGKILL
    box.once()
    assert box.once() == []
    names = files_in(folder)
    submissions = came(workspace)
    if kind == "bad":
        assert submissions == []
        assert len(names) == 3
        assert all(name.startswith("退回/") for name in names)
        return
    assert [name.split("/")[0] for name in names] == ["已收"]
    assert [one.state for one in submissions] == [State.ACCEPTED]
    store = open_current(workspace)
    assert store.scalar("summary") == 1
    assert len(store.columns("report_states", as_of=submissions[0].period_end)["period"]) == 1
    assert DATASETS["water_level"].name == submissions[0].dataset
