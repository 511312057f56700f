"""What a test run builds once: shared by processes, begun anew after a builder that died."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from built_once import built_once

#: Builds slowly, or is killed half-way; notes that it was there.
BUILDER = """
import os, signal, sys, time
from pathlib import Path
from built_once import built_once

def build(folder):
    with (folder.parent / "builds").open("a") as file:
        file.write("x")
    (folder / "half").touch()
    time.sleep(0.3)
    if sys.argv[2] == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    (folder / "whole").touch()

assert (built_once(Path(sys.argv[1]), build) / "whole").exists()
"""


def start(folder: Path, fate: str = "") -> subprocess.Popen:
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    return subprocess.Popen([sys.executable, "-c", BUILDER, str(folder), fate], env=env)


def test_of_several_processes_one_builds_and_all_see_the_whole(tmp_path):
    processes = [start(tmp_path / "city") for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert (tmp_path / "builds").read_text() == "x"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_after_a_builder_that_was_killed_the_next_begins_anew(tmp_path):
    assert start(tmp_path / "city", "dies").wait() != 0
    assert start(tmp_path / "city").wait() == 0
    assert (tmp_path / "builds").read_text() == "xx"


def test_after_a_builder_that_failed_nothing_of_it_is_left(tmp_path):
    def fails(folder):
        (folder / "half").touch()
        raise OSError(0, "disk full")

    with pytest.raises(OSError, match="disk full"):
        built_once(tmp_path / "city", fails)
    made = built_once(tmp_path / "city", lambda folder: (folder / "whole").touch())
    assert [path.name for path in made.iterdir()] == ["whole"]
