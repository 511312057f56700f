"""A machine may stop at any point: nothing accepted is lost, and work goes on afterwards."""

import random
import shutil
import signal
import time

import pytest
from handed_in import hand_in, well
from stopping import submit, submit_and_stop_at, submit_for_ever

from gwdash.archive import Archive, State
from gwdash.archive.inspection import Weight
from gwdash.steps import Step, observed
from gwdash.store.content import content_hash
from gwdash.store.database import open_current
from gwdash.store.doctor import doctor
from gwdash.store.pointer import version_path
from gwdash.store.publish import publish, rebuild, recover

KILLS = 20
LONGEST_RUN_S = 0.6
IN_FORCE = {State.ACCEPTED, State.SUPERSEDED}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A workspace with one version of two submissions, to be copied."""
    folder = tmp_path_factory.mktemp("published")
    with Archive.of(folder) as archive:
        hand_in(archive, "well", [well("W1"), well("W2")])
        submit(folder, archive, 0)
    return folder


def work_goes_on(workspace, archive, number):
    """Submit once more; what is live is then what is accepted, and nothing is left to mend."""
    found = submit(workspace, archive, number)
    store = open_current(workspace)
    accepted = archive.ledger.accepted()
    assert found in {item.id for item in accepted}
    assert archive.ledger.manifest(store.version) == {item.id for item in accepted}
    assert store.scalar("summary") == len(accepted)
    assert [f for f in doctor(workspace, archive) if f.weight is not Weight.INFO] == []


def test_submitting_passes_every_named_point_in_order(published, tmp_path):
    workspace = shutil.copytree(published, tmp_path / "copy")
    passed = []
    with Archive.of(workspace) as archive, observed(passed.append):
        submit(workspace, archive, 1)
    assert passed == list(Step)


@pytest.mark.parametrize("point", Step, ids=lambda point: point.name.lower())
def test_stopped_at_a_named_point(processes, published, tmp_path, point):
    workspace = shutil.copytree(published, tmp_path / "copy")
    child = processes.Process(target=submit_and_stop_at, args=(workspace, str(point), 1))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL

    steps = list(Step)
    with Archive.of(workspace) as archive:
        accepted = [item.id for item in archive.ledger.accepted()]
        was_accepted = steps.index(point) >= steps.index(Step.SUBMISSION_ACCEPTED)
        assert accepted == [1, 3 if was_accepted else 2]
        # The last published version opens at once, without anybody mending anything.
        store = open_current(workspace)
        was_moved = steps.index(point) >= steps.index(Step.POINTER_MOVED)
        assert store.version == (2 if was_moved else 1)
        assert store.scalar("summary") == len(accepted)

        recover(workspace)
        assert all(version.published_at for version in archive.ledger.versions())
        publish(workspace, archive, reason="接着发布")
        live = open_current(workspace)
        assert archive.ledger.manifest(live.version) == set(accepted)
        assert content_hash(live.path) == content_hash(rebuild(workspace, archive, live.version))
        work_goes_on(workspace, archive, 2)


def test_killed_at_twenty_random_moments(processes, published, tmp_path):
    workspace = shutil.copytree(published, tmp_path / "copy")
    chance = random.Random(20240630)  # noqa: S311
    told = set()
    with Archive.of(workspace) as archive:
        for kill in range(KILLS):
            ours, theirs = processes.Pipe()
            number = 1 + kill * 10
            child = processes.Process(target=submit_for_ever, args=(workspace, number, theirs))
            child.start()
            theirs.close()
            assert ours.recv() == 0
            if kill % 2:  # half of the kills come after work was done, however slow the machine
                told.add(ours.recv())
            time.sleep(chance.uniform(0, LONGEST_RUN_S))
            child.kill()
            child.join(60)
            while ours.poll():
                try:
                    told.add(ours.recv())
                except EOFError:
                    break
            ours.close()
            assert open_current(workspace).scalar("summary") == 2
            states = {item.id: item.state for item in archive.ledger.submissions()}
            assert all(states[number] in IN_FORCE for number in told)
            recover(workspace, archive)
        work_goes_on(workspace, archive, 900)
    assert told


def test_a_lost_pointer_is_set_to_the_last_version(published, tmp_path):
    workspace = shutil.copytree(published, tmp_path / "copy")
    with Archive.of(workspace) as archive:
        submit(workspace, archive, 1)
        (workspace / "store" / "CURRENT").write_text("坏了", "utf-8")
        recover(workspace)
        assert open_current(workspace).version == 2
        (workspace / "store" / "CURRENT").unlink()
        recover(workspace, archive)
        assert open_current(workspace).version == 2


def test_a_lost_live_file_is_built_again(published, tmp_path):
    workspace = shutil.copytree(published, tmp_path / "copy")
    path = version_path(workspace, 1)
    before = content_hash(path)
    path.unlink()
    recover(workspace)
    assert content_hash(path) == before


def test_the_whole_store_can_be_thrown_away(published, tmp_path):
    workspace = shutil.copytree(published, tmp_path / "copy")
    with Archive.of(workspace) as archive:
        submit(workspace, archive, 1)
        before = content_hash(version_path(workspace, 2))
        shutil.rmtree(workspace / "store")
        recover(workspace, archive)
        assert open_current(workspace).version == 2
        assert content_hash(version_path(workspace, 2)) == before
