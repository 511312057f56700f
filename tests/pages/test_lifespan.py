"""The start of the server: what another program left behind is brought in line, or said."""

import asyncio
import logging
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from gwdash.errors import WorkspaceError
from gwdash.store.database import open_current
from gwdash.store.lock import writing
from gwdash.store.pointer import live_version, version_path
from gwdash.ui.lifespan import lifespan


def visit():
    """Start and stop a server, in a thread of its own: a browser may keep this one's loop."""

    async def start_and_stop():
        async with lifespan(None):
            pass

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, start_and_stop()).result()


@pytest.fixture
def stale(city, tmp_path, monkeypatch):
    home = tmp_path / "home"
    shutil.copytree(city.home, home)
    monkeypatch.setenv("GWDASH_HOME", str(home))
    with duckdb.connect(str(version_path(home, live_version(home)))) as connection:
        connection.execute("UPDATE meta.build SET schema_mark = 'older'")
    return home


def test_a_file_of_another_program_is_made_anew_at_the_start(stale, caplog):
    with pytest.raises(WorkspaceError):
        open_current(stale)
    with caplog.at_level(logging.WARNING):
        visit()
    assert "已由档案重新生成" in caplog.text
    assert open_current(stale).version == live_version(stale)


def test_an_empty_workspace_starts(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("GWDASH_HOME", str(tmp_path / "nothing"))
    visit()
    assert not caplog.records


def test_what_cannot_be_mended_is_logged_and_the_server_starts(stale, monkeypatch, caplog):
    monkeypatch.setenv("GWDASH_LOCK_SECONDS", "0")
    held, done = threading.Event(), threading.Event()

    def write():
        with writing(stale):
            held.set()
            done.wait(30)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert held.wait(30)
        visit()
    finally:
        done.set()
        writer.join()
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "工作区正由另一个程序写入" in caplog.text
