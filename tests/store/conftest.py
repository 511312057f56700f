import os
import shutil
import sys
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType

import pytest
from counting import published

from gwdash.archive import Archive
from gwdash.store.connection import attach
from gwdash.store.pointer import live_version, version_path


@pytest.fixture
def workspace(tmp_path):
    return tmp_path / "工作区 's"


@pytest.fixture
def archive(workspace):
    with Archive.of(workspace) as opened:
        yield opened


@pytest.fixture
def ask(workspace):
    """Run any SQL on the live version's file, or on another version's."""

    def run(sql: str, version: int | None = None) -> list[tuple]:
        number = version or live_version(workspace)
        connection = attach(version_path(workspace, number), read_only=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    return run


@pytest.fixture(scope="module")
def published_once(tmp_path_factory):
    """Fill a workspace with ledgers that are published; the same ones only once a module."""
    made = {}

    def fill(workspace, ledgers, until="2024-06"):
        key = repr((ledgers, until))
        if key not in made:
            made[key] = tmp_path_factory.mktemp("made") / "made"
            with Archive.of(made[key]) as archive:
                published(made[key], archive, ledgers, until)
        shutil.copytree(made[key], workspace)

    return fill


@pytest.fixture
def processes(fork_server, monkeypatch):
    """Start processes that share nothing with this one, not even an open database.

    A page under test leaves its script as the main module, which each start would run again.
    """
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    return fork_server


@pytest.fixture(scope="session")
def fork_server():
    """Return the starter of processes, with its server running.

    The fork server has the modules loaded, so that each start takes some ten milliseconds.
    """
    here = Path(__file__).parent
    with pytest.MonkeyPatch.context() as patch:
        # The server finds the modules by the path it is started with.
        patch.setenv("PYTHONPATH", os.pathsep.join((str(here), str(here.parents[1]))))
        context = get_context("forkserver")
        context.set_forkserver_preload(["stopping"])
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        first = context.Process(target=str)
        first.start()
        first.join()
    return context
