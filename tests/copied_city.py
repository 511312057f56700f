"""A small city that tests write to: built once in a process, and copied for each of them."""

import atexit
import functools
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from gwdash import clock


def copied(build: Callable) -> Callable:
    """Let a builder of small cities work once in a process, and give copies of what it built.

    A copy tells the time at which its city was built, so that another clock builds anew.
    """
    made = {}

    @functools.wraps(build)
    def copy(home: Path, **more: object) -> object:
        key = repr((clock._fixed.get(), more))
        if key not in made:
            folder = Path(mkdtemp(prefix="gwdash-city-"))
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            made[key] = build(folder / "city", **more)
        shutil.copytree(made[key].home, home, dirs_exist_ok=True)
        return replace(made[key], home=home)

    return copy
