"""Many files in the 收件文件夹: each read once, by two processes, and published together."""

import pytest

from gwdash.archive.files import Archive
from gwdash.archive.model import State
from gwdash.ingest.isolated import Worker
from gwdash.ingest.reading import read_file
from gwdash.ingest.recognise import recognise_file
from gwdash.intake.inbox import Outcome
from gwdash.intake.inbox_looks import MANY
from gwdash.registry.region import REGION
from gwdash.store.database import open_current

COUNT = MANY + 2
#: A file of the corpus that ends the process which reads it.
HOSTILE = "01_ABORTS-calamine__Test_git_issue_382_oom.xls"


@pytest.fixture
def folder(tmp_path, levels):
    made = tmp_path / "收件"
    made.mkdir()
    for number, county in enumerate(REGION.counties[:COUNT], 1):
        content = levels((f"W{number}", "2024-06-05 09:00", 12.5 + number))
        (made / f"{county.name}水位监测记录2024年6月.xlsx").write_bytes(content)
    return made


@pytest.fixture
def calls(monkeypatch):
    """Return a list of what workers were asked: process, function, content, grid handed on."""
    seen = []
    run = Worker.run

    def noted(self, function, *args, **kwargs):
        answer = run(self, function, *args, **kwargs)
        seen.append((self.pid, function, args))
        return answer

    monkeypatch.setattr(Worker, "run", noted)
    return seen


def test_each_file_is_read_once_and_all_are_published_together(box, workspace, folder, calls):
    contents = {path.read_bytes() for path in folder.iterdir()}
    taken = box.once()
    assert [one.outcome for one in taken] == [Outcome.RECEIVED] * COUNT
    looked = [args[0] for _, function, args in calls if function is recognise_file]
    checked = [args for _, function, args in calls if function is read_file]
    assert len(calls) == len(looked) + len(checked) == 2 * COUNT
    assert set(looked) == contents
    assert {args[0] for args in checked} == contents
    assert all(args[-1] for args in checked), "a file was taken apart a second time"
    assert open_current(workspace).version == 1
    with Archive.of(workspace) as archive:
        assert len(archive.ledger.versions()) == 1


def test_recognising_and_checking_have_a_process_each(box, calls):
    box.once()
    looking = {pid for pid, function, _ in calls if function is recognise_file}
    checking = {pid for pid, function, _ in calls if function is read_file}
    assert len(looking) == len(checking) == 1
    assert looking.isdisjoint(checking)
    assert box.once() == []


def test_a_hostile_file_among_many_harms_no_other(box, workspace, folder, corpus):
    (folder / HOSTILE).write_bytes((corpus / "hostile" / HOSTILE).read_bytes())
    taken = {one.name: one.outcome for one in box.once()}
    assert taken.pop(HOSTILE) is Outcome.RETURNED
    assert set(taken.values()) == {Outcome.RECEIVED}
    with Archive.of(workspace) as archive:
        assert len(archive.ledger.submissions(state=State.ACCEPTED)) == COUNT
