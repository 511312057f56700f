"""One writer at a time on a workspace, whichever process it is; readers never ask."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from gwdash import config
from gwdash.archive.durable import make_folder
from gwdash.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK_NAME = "workspace.lock"


@contextmanager
def writing(workspace: Path, *, seconds: float | None = None) -> "Iterator[None]":
    """Hold the workspace's write lock for the block; the same thread may take it again.

    Raises ConflictError when another writer keeps it longer than `seconds` (by default the
    setting GWDASH_LOCK_SECONDS). The system lets go of it when its process dies.
    """
    make_folder(workspace)
    wait = config.number(config.LOCK_SECONDS) if seconds is None else seconds
    # One object per path: it counts how often its thread holds it, apart for each thread.
    lock = FileLock(workspace / LOCK_NAME, is_singleton=True)
    try:
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise ConflictError(
            f"工作区正由另一个程序写入，等了 {wait:g} 秒仍未结束：请等它完成后再试。"
        ) from error
    try:
        yield
    finally:
        lock.release()
