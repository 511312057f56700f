"""The worker may die in every way; the caller gets a sentence and the next call works."""

import io
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import isolated_tasks as tasks
import pyarrow as pa
import pytest

from gwdash.errors import DataRejected, UnreadableFile
from gwdash.ingest import isolated_child
from gwdash.ingest.files.limits import MIB
from gwdash.ingest.isolated import Worker, shared_worker

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")


@pytest.fixture(scope="module")
def worker():
    with Worker(seconds=20) as running:
        yield running


def works(worker):
    return worker.run(tasks.add, 1, b=2) == 3


def test_a_call_runs_in_another_process_that_lives_on(worker):
    first = worker.run(os.getpid)
    assert first not in (os.getpid(), None)
    assert worker.run(os.getpid) == first == worker.pid


def test_errors_come_back_as_themselves(worker):
    with pytest.raises(DataRejected, match="第 3 行"):
        worker.run(tasks.reject, "第 3 行有误")
    with pytest.raises(ZeroDivisionError) as defect:
        worker.run(tasks.divide, 1, 0)
    assert "in divide" in "".join(defect.value.__notes__)
    with pytest.raises(RuntimeError, match="Stubborn"):
        worker.run(tasks.raise_what_cannot_be_sent)
    with pytest.raises(SystemExit):
        worker.run(sys.exit, 3)
    assert works(worker)


def test_a_result_that_cannot_be_sent_is_an_error(worker):
    with pytest.raises((AttributeError, TypeError), match=r"lambda|pickle"):
        worker.run(tasks.give_a_lambda)
    assert works(worker)


@pytest.mark.parametrize("how", ["abort", "exit", "kill", "segfault"])
def test_death_is_a_sentence_and_the_next_call_works(worker, how):
    before = worker.run(os.getpid)
    with pytest.raises(UnreadableFile, match=r"已中止.*请"):
        worker.run(tasks.die, how)
    assert works(worker)
    assert worker.run(os.getpid) != before


@linux_only
@pytest.mark.parametrize("amount", [900 * MIB, 10**12])
def test_too_much_memory_is_a_sentence(amount):
    with Worker(memory_bytes=800 * MIB) as small:
        with pytest.raises(UnreadableFile, match=r"内存超出限制.*请"):
            small.run(bytearray, amount)
        assert works(small)


@linux_only
def test_a_worker_that_grew_is_replaced():
    with Worker(memory_bytes=800 * MIB) as small:
        before = small.run(os.getpid)
        small.run(tasks.keep, 400 * MIB)
        assert small.run(os.getpid) != before


def test_a_worker_that_made_a_table_stays():
    with Worker() as worker:
        worker.run(tasks.table, 1000)
        pid = worker.pid
        worker.run(tasks.table, 1000)
        assert worker.pid == pid


def test_too_much_time_is_a_sentence():
    with Worker() as hasty:
        hasty.run(os.getpid)
        hasty.seconds = 0.7
        begun = time.perf_counter()
        with pytest.raises(UnreadableFile, match=r"超过 0.7 秒.*请"):
            hasty.run(time.sleep, 60)
        assert time.perf_counter() - begun < 5
        hasty.seconds = 20
        assert works(hasty)


def test_what_a_function_prints_does_not_disturb_the_answers(worker):
    assert worker.run(tasks.print_and_return, "答") == "答"
    assert works(worker)


@pytest.mark.parametrize("count", [0, 1, 300_000])
def test_tables_and_bytes_arrive_whole(worker, count):
    table = worker.run(tasks.table, count)
    assert table.equals(pa.table({"a": range(count), "b": [str(n) for n in range(count)]}))
    assert worker.run(bytes, b"x" * count) == b"x" * count


def test_threads_share_a_worker(worker):
    answers = {}

    def ask(number):
        answers[number] = [worker.run(tasks.add, number, n) for n in range(20)]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: [number + n for n in range(20)] for number in range(8)}


def test_closing_ends_a_call_that_is_under_way():
    worker = Worker(seconds=60)
    worker.run(os.getpid)
    failures = []

    def ask():
        try:
            worker.run(time.sleep, 50)
        except UnreadableFile as error:
            failures.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.2)
    begun = time.perf_counter()
    worker.close()
    thread.join()
    worker.close()
    assert len(failures) == 1
    assert worker.pid is None
    assert time.perf_counter() - begun < 10


# ----------------------------------------------------------------- below other programs


def run_script(tmp_path, body, *, kill=False):
    """Run a script without a guard around its calls, as Streamlit runs its pages."""
    script = tmp_path / "app.py"
    script.write_text(textwrap.dedent(body), "utf-8")
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"PYTHONPATH": f"{root}{os.pathsep}{Path(__file__).parent}"}
    process = subprocess.Popen(
        [sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, text=True
    )
    with process:
        if kill:
            line = process.stdout.readline()
            process.kill()
            return line
        return process.communicate(timeout=60)[0]


SCRIPT = """
    import os, sys, types
    import isolated_tasks as tasks
    from gwdash.ingest.isolated import shared_worker
    print("page")
    stand_in = types.ModuleType("__main__")
    stand_in.__file__ = os.path.abspath(__file__)
    sys.modules["__main__"] = stand_in
    print(shared_worker().run(tasks.main_file))
    try:
        shared_worker().run(tasks.die, "abort")
    except Exception as error:
        print(type(error).__name__)
    print(shared_worker().run(os.getpid), flush=True)
    """


def test_the_main_module_is_not_run_again_and_nothing_outlives_the_interpreter(tmp_path):
    lines = run_script(tmp_path, SCRIPT).split()
    assert lines[:3] == ["page", "None", "UnreadableFile"]
    assert_gone(int(lines[3]))


@linux_only
def test_a_killed_parent_leaves_no_worker(tmp_path):
    body = """
        import os, time
        from gwdash.ingest.isolated import shared_worker
        print(shared_worker().run(os.getpid), flush=True)
        time.sleep(60)
        """
    assert_gone(int(run_script(tmp_path, body, kill=True)))


def assert_gone(pid):
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the worker outlived its parent")


def test_the_shared_worker_is_one():
    assert shared_worker() is shared_worker()
    assert works(shared_worker())


# ----------------------------------------------------------------- the inside, and messages


def answer(function, *args):
    """Return what a worker would send for a call, unpacked as its caller does."""
    sink = io.BytesIO()
    outcome, value = isolated_child.call(pickle.dumps((function, args, {})))
    isolated_child.write_answer(sink, outcome, value, spent=False)
    frames = isolated_child.read_frames(io.BytesIO(sink.getvalue()))
    return pickle.loads(frames[0], buffers=frames[1:])  # noqa: S301


@pytest.mark.parametrize(
    ("function", "args", "outcome", "kind"),
    [
        (tasks.add, (1, 2), "returned", int),
        (tasks.table, (5,), "returned", pa.Table),
        (tasks.reject, ("第 3 行有误",), "failed", DataRejected),
        (tasks.divide, (1, 0), "failed", ZeroDivisionError),
        (tasks.raise_what_cannot_be_sent, (), "failed", RuntimeError),
        (tasks.panic, (), "failed", UnreadableFile),
    ],
)
def test_an_answer_says_how_a_call_ended(function, args, outcome, kind):
    ended, spent, value = answer(function, *args)
    assert (ended, spent, type(value)) == (outcome, False, kind)


def test_large_buffers_travel_beside_the_pickle():
    sink = io.BytesIO()
    isolated_child.write_answer(sink, "returned", tasks.table(100_000), spent=False)
    frames = isolated_child.read_frames(io.BytesIO(sink.getvalue()))
    assert len(frames[0]) < 10_000
    assert sum(map(len, frames)) > 800_000


def test_a_message_cut_short_is_the_end(tmp_path):
    whole = tmp_path / "message"
    with whole.open("wb") as sink:
        isolated_child.write_frames(sink, [b"head", b"", b"buffer"])
    content = whole.read_bytes()
    with whole.open("rb") as source:
        assert isolated_child.read_frames(source) == [b"head", b"", b"buffer"]
    for length in range(len(content)):
        whole.write_bytes(content[:length])
        with whole.open("rb") as source, pytest.raises(EOFError):
            isolated_child.read_frames(source)
