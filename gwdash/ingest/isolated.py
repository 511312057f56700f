"""A worker process for reading what strangers sent: it may die, the caller may not.

The worker is a plain Python process that is spoken to through pipes. It imports no main module,
so it works the same below the command line, a test run and a Streamlit server, whose script
stands in for the main module and would be run again by the usual ways of starting processes.
"""

import atexit
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import nullcontext
from typing import IO, Any, ParamSpec, Self, TypeVar

from gwdash.errors import UnreadableFile
from gwdash.ingest import isolated_child
from gwdash.ingest.files.limits import MIB

P = ParamSpec("P")
T = TypeVar("T")

#: Ten million cells and their unpacked XML; the office's PC with 8 GiB keeps most of it free.
MEMORY_BYTES = 1536 * MIB
#: Ten times the slowest file of honest size.
SECONDS = 60.0
#: The worker kills itself this much later, should its parent be gone.
_GRACE_SECONDS = 5.0
_EXIT_SECONDS = 2.0

#: Arrow's usual allocator reserves 1 GiB of addresses at its first use: two thirds of the limit,
#: so that hardly any was left for the file and every worker was replaced after one call.
_ENVIRONMENT = {"RUST_BACKTRACE": "0", "ARROW_DEFAULT_MEMORY_POOL": "system"}

#: Address space is what is limited, and allocators reserve far more of it than they use: Arrow's
#: own a whole GiB at the first table, numerical libraries a stack for each core.
_LEAN = {
    "RUST_BACKTRACE": "0",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from gwdash.ingest.isolated_child import main; main(json.loads(sys.argv[2]))"
)
_SMALLER = "请只保留需要报送的工作表和行列，另存为 xlsx 再提交。"
OUT_OF_MEMORY = f"读取这个文件需要的内存超出限制，已停止读取。{_SMALLER}"
CRASHED = f"文件内部结构异常，读取程序已中止（其他文件不受影响）。{_SMALLER}"


class Worker:
    """One process that runs functions under a memory and a time limit, one call at a time.

    The memory limit is on address space (``RLIMIT_AS``), the imported libraries included;
    Windows and macOS have no such limit, there only the time limit holds. A worker that died
    is replaced at once, so that the next call finds it warm.
    """

    def __init__(self, *, memory_bytes: int = MEMORY_BYTES, seconds: float = SECONDS) -> None:
        self.memory_bytes = memory_bytes
        self.seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what a top-level function of an importable module returns in the worker.

        Errors that the function raises come back as themselves; calls from several threads
        wait for each other, and the time limit counts from when a call gets its turn.

        Raises
        ------
        UnreadableFile
            When the worker dies, or needs more memory or time than it may.
        """
        request = pickle.dumps((function, args, kwargs), protocol=pickle.HIGHEST_PROTOCOL)
        with self._lock:
            outcome, value = self._exchange(self._alive(), request)
        if outcome == isolated_child.FAILED:
            raise value
        result: T = value
        return result

    def start(self) -> None:
        """Start the process ahead of the first call."""
        with self._lock:
            self._alive()

    def close(self) -> None:
        """End the process, also in the middle of a call; a later call would start a new one."""
        process = self._process
        idle = self._lock.acquire(timeout=_EXIT_SECONDS)
        if not idle and process is not None:
            process.kill()
        with nullcontext() if idle else self._lock:
            self._end()
        if idle:
            self._lock.release()

    def __enter__(self) -> Self:
        """Start the process in the background."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    @property
    def pid(self) -> int | None:
        """The process id of the running worker."""
        return self._process.pid if self._process else None

    def _alive(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():
            # A forked copy of the caller must not speak into its parent's pipes.
            self._owner, self._process = os.getpid(), None
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = self._launch()
        return self._process

    def _launch(self) -> subprocess.Popen[bytes]:
        limits = {
            "memory_bytes": self.memory_bytes,
            "seconds": self.seconds + _GRACE_SECONDS,
        }
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", _BOOT, json.dumps(sys.path), json.dumps(limits)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **_ENVIRONMENT},
        )

    def _exchange(self, process: subprocess.Popen[bytes], request: bytes) -> tuple[str, Any]:
        """Send a request and wait for the answer; a timer kills a worker that takes too long."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            outcome, spent, value = _ask(process, request)
        except (OSError, EOFError) as error:
            _settle(timer)
            raise self._bury(process, late=late.is_set()) from error
        except BaseException:
            # Interrupted half-way: what is left in the pipe belongs to no later call.
            _settle(timer)
            process.kill()
            self._end()
            raise
        _settle(timer)
        if spent or late.is_set():
            # Memory is used up, or the timer struck just after the answer.
            self._replace()
        return outcome, value

    def _bury(self, process: subprocess.Popen[bytes], *, late: bool) -> UnreadableFile:
        process.kill()
        code = process.wait()
        self._replace()
        if late:
            return UnreadableFile(f"读取这个文件超过 {self.seconds:g} 秒，已停止读取。{_SMALLER}")
        if code == isolated_child.EXIT_NO_MEMORY:
            return UnreadableFile(OUT_OF_MEMORY)
        return UnreadableFile(CRASHED)

    def _replace(self) -> None:
        self._end()
        self._process = self._launch()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        try:
            process.wait(_EXIT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _ask(process: subprocess.Popen[bytes], request: bytes) -> tuple[str, bool, Any]:
    isolated_child.write_frames(_pipe(process.stdin), [request])
    frames = isolated_child.read_frames(_pipe(process.stdout))
    outcome, spent, value = pickle.loads(frames[0], buffers=frames[1:])  # noqa: S301
    return outcome, spent, value


def _settle(timer: threading.Timer) -> None:
    """Stop a timer and wait until it has either struck or never will."""
    timer.cancel()
    timer.join()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


_shared: Worker | None = None
_shared_lock = threading.Lock()


def shared_worker() -> Worker:
    """Return the worker of this process with the default limits; it ends with the interpreter."""
    global _shared  # noqa: PLW0603
    with _shared_lock:
        if _shared is None:
            _shared = Worker()
            atexit.register(_shared.close)
        return _shared
