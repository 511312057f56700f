"""The inside of a worker process: waits for calls, answers them, dies alone.

Messages are lists of frames: a count, the lengths, then the bytes. The first frame is a pickle,
the others are its large buffers (Arrow tables), which are passed without being copied into it.
"""

import importlib
import os
import pickle
import signal
import struct
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from gwdash.errors import GwdashError, UnreadableFile

if sys.platform == "linux":
    import resource

RETURNED, FAILED = "returned", "failed"
#: Exit status of a worker that ran out of memory where it could still say so.
EXIT_NO_MEMORY = 73

_COUNT = struct.Struct("<I")
#: Imported before the first call, so that it is as quick as the later ones.
_PRELOADED = ("gwdash.ingest.reading",)
#: A worker whose address space passed this share of its limit is replaced after the call.
_SPENT_SHARE = 0.75
_PANIC_MODULE = "pyo3_runtime"


def main(limits: dict[str, float]) -> None:
    """Serve calls from standard input until it closes."""
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # What a library prints goes to the log, not into the answers.
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for module in _PRELOADED:
        importlib.import_module(module)
    memory_bytes = int(limits["memory_bytes"])
    _limit_memory(memory_bytes)
    while True:
        try:
            frames = read_frames(source)
        except EOFError:
            return
        _set_alarm(limits["seconds"])
        outcome, value = call(frames[0])
        write_answer(sink, outcome, value, spent=_address_space() > memory_bytes * _SPENT_SHARE)
        _set_alarm(0)


def call(request: bytes) -> tuple[str, Any]:
    """Run the pickled (function, args, kwargs) and return (RETURNED, result) or (FAILED, error)."""
    try:
        function, args, kwargs = pickle.loads(request)  # noqa: S301
        return RETURNED, function(*args, **kwargs)
    except MemoryError:
        os._exit(EXIT_NO_MEMORY)
    except GwdashError as error:
        return FAILED, error
    except BaseException as error:  # noqa: BLE001
        if type(error).__module__ == _PANIC_MODULE:
            return FAILED, UnreadableFile("文件内部结构有误，无法安全读取。请另存为 xlsx 再提交。")
        return FAILED, _portable(error)


def _portable(error: BaseException) -> BaseException:
    """Return a defect with its traceback as a note, in a form that can be sent."""
    text = "".join(traceback.format_exception(error))
    try:
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301
    except Exception:  # noqa: BLE001
        copy = RuntimeError(repr(error))
    copy.add_note(text)
    result: BaseException = copy
    return result


def write_answer(sink: IO[bytes], outcome: str, value: object, *, spent: bool) -> None:
    """Send an answer; a result that cannot be pickled is answered with that error."""
    buffers: list[pickle.PickleBuffer] = []
    try:
        body = pickle.dumps((outcome, spent, value), protocol=5, buffer_callback=buffers.append)
    except MemoryError:
        os._exit(EXIT_NO_MEMORY)
    except Exception as error:  # noqa: BLE001
        buffers = []
        body = pickle.dumps((FAILED, spent, _portable(error)), protocol=5)
    write_frames(sink, [body, *(buffer.raw() for buffer in buffers)])


def write_frames(sink: IO[bytes], frames: Sequence[bytes | memoryview]) -> None:
    """Write a message and flush it."""
    lengths = [len(frame) for frame in frames]
    sink.write(_COUNT.pack(len(frames)) + struct.pack(f"<{len(frames)}Q", *lengths))
    for frame in frames:
        sink.write(frame)
    sink.flush()


def read_frames(source: IO[bytes]) -> list[bytes]:
    """Read a message.

    Raises
    ------
    EOFError
        When the other side has closed the pipe, or died in the middle of a message.
    """
    (count,) = _COUNT.unpack(_read(source, _COUNT.size))
    lengths = struct.unpack(f"<{count}Q", _read(source, 8 * count))
    return [_read(source, length) for length in lengths]


def _read(source: IO[bytes], length: int) -> bytes:
    data = source.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _limit_memory(memory_bytes: int) -> None:
    """Limit the address space; Windows has no such limit and macOS does not keep to it."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _set_alarm(seconds: float) -> None:
    """End this process after a while even if nobody is left to do so (not on Windows)."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _address_space() -> int:
    """Return the bytes of address space in use, 0 where they are not limited."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return pages * resource.getpagesize()
    return 0
