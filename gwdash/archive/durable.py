"""Writing so that a power cut leaves either the old file or the whole new one.

A file is written under a temporary name in its own folder, synced, renamed, and the folder is
synced; whatever still carries the temporary prefix afterwards was never part of anything.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

#: Names that begin so are unfinished; a crash leaves them behind and recovery removes them.
TEMPORARY_PREFIX = ".tmp-"


def make_folder(folder: Path) -> None:
    """Make a folder and its parents so that their names, too, are on the disk."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def temporary_beside(final: Path) -> Path:
    """Return a fresh temporary path in the folder of `final`, which is made if missing."""
    make_folder(final.parent)
    return final.with_name(f"{TEMPORARY_PREFIX}{uuid4().hex}{final.suffix}")


def sync_file(path: Path) -> None:
    """Wait until the file's content is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in the folder are on the disk (Windows does so by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all() -> None:
    """Wait until everything that was written is on the disk (Windows does so by itself)."""
    if os.name != "nt":
        os.sync()


def put_in_place(temporary: Path, final: Path) -> None:
    """Sync a finished temporary file and give it its name, replacing what had that name."""
    sync_file(temporary)
    temporary.replace(final)
    sync_folder(final.parent)


def write_durably(final: Path, write: Callable[[Path], None], *, sync: bool = True) -> None:
    """Let `write` fill a temporary file, then put it in place; a failure leaves no trace.

    Without `sync` a later `sync_all` brings it to the disk.
    """
    temporary = temporary_beside(final)
    try:
        write(temporary)
        if sync:
            put_in_place(temporary, final)
        else:
            temporary.replace(final)
    finally:
        temporary.unlink(missing_ok=True)


def temporaries(folder: Path, *, older_than_seconds: float = 0.0) -> list[Path]:
    """Return the unfinished files anywhere below the folder that were last written so long ago."""
    if not folder.is_dir():
        return []
    found = sorted(folder.rglob(f"{TEMPORARY_PREFIX}*"))
    latest = time.time() - older_than_seconds
    return [path for path in found if not older_than_seconds or path.stat().st_mtime <= latest]
