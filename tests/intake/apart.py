"""Processes that a test may kill: begun without importing everything anew."""

import os
import sys
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType

import pytest


def ended(target, *arguments):
    """Run a function in a process of its own and return how that ended.

    A page under test leaves its script as the main module, which each start would run again.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        child = _processes().Process(target=target, args=arguments)
        child.start()
        child.join()
    return child.exitcode


@cache
def _processes():
    """Return a starter of processes that share nothing with this one."""
    here = Path(__file__).parent
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join((str(here), str(here.parents[1]))))
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        context = get_context("forkserver")
        context.set_forkserver_preload(["killed_intake"])
        first = context.Process(target=str)
        first.start()
        first.join()
    return context
