"""What runs in a process of its own and is stopped there, by itself or from outside."""

import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from handed_in import hand_in, level, moment

from gwdash.archive import Archive
from gwdash.steps import Step, observed
from gwdash.store.database import open_current
from gwdash.store.lock import writing
from gwdash.store.publish import publish


def kill_myself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def submit(workspace: Path, archive: Archive, number: int, period: str = "2024-06") -> int:
    """Hand in one more correction of the same slice and publish it, as a face would."""
    with writing(workspace):
        rows = [level("W1", 1, 1.0 + number / 100)]
        found = hand_in(archive, "water_level", rows, period=period, at=moment(number))
        publish(workspace, archive, reason=f"第{number}次")
    return found.id


def submit_and_stop_at(workspace: Path, name: str, number: int) -> None:
    """Submit and die at the named point."""

    def stop(step: Step) -> None:
        if step == name:
            kill_myself()

    with Archive.of(workspace) as archive, observed(stop):
        submit(workspace, archive, number)


def submit_for_ever(workspace: Path, first: int, said: Connection) -> None:
    """Submit again and again, telling what was accepted as soon as it is."""

    def tell(step: Step) -> None:
        if step is Step.SUBMISSION_ACCEPTED:
            said.send(archive.ledger.submissions()[-1].id)

    with Archive.of(workspace) as archive, observed(tell):
        said.send(0)
        for number in range(first, first + 1000):
            submit(workspace, archive, number)


def publish_many(workspace: Path, count: int) -> None:
    """Hand in and publish, each time two more levels than the time before."""
    with Archive.of(workspace) as archive:
        for number in range(count):
            rows = [level(f"W{n}", 1, 3.0) for n in range(2 * number + 2)]
            hand_in(archive, "water_level", rows, at=moment(number))
            publish(workspace, archive, reason=f"第{number}次")


def read_until(workspace: Path, last: int, said: Connection) -> None:
    """Read the live version until it is the last one; tell what was seen."""
    seen = []
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        store = open_current(workspace)
        if store is None:
            continue
        answer = store.frame("summary").iloc[0]
        seen.append((store.version, int(answer["n_rows"]), int(answer["n_levels"])))
        if store.version >= last:
            break
    said.send(seen)


def hold_the_lock(workspace: Path, said: Connection) -> None:
    """Keep the write lock until told to let go."""
    with writing(workspace):
        said.send("held")
        said.recv()
