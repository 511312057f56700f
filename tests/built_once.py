"""Something costly to build, made by the first process of a test run and shared by the others."""

import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock


def built_once(folder: Path, build: Callable[[Path], object]) -> Path:
    """Return `folder` as `build` has filled it; others wait while the first one builds.

    The lock ends with the process that holds it, and what is complete is told by a mark that is
    set last. So after a builder that failed or was killed the next one begins anew.
    """
    complete = folder.with_name(f"{folder.name}.complete")
    with FileLock(folder.with_name(f"{folder.name}.lock")):
        if not complete.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            build(folder)
            complete.touch()
    return folder
