"""The points of taking in and publishing between which a machine may stop.

Each is passed right after what it names has been done. They stand in the debug log, and a test
stops the process at every one of them to prove that nothing accepted is lost.
"""

import logging
from collections.abc import Callable
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_log = logging.getLogger(__name__)


class Step(StrEnum):
    """The named points, in the order in which a submission passes them."""

    RAW_STORED = "raw stored"
    ROWS_STORED = "rows stored"
    ISSUES_STORED = "issues stored"
    SUBMISSION_ADDED = "submission added"
    SUBMISSION_ACCEPTED = "submission accepted"
    LIVE_FILE_COPIED = "live file copied"
    SLICES_REPLACED = "slices replaced"
    MARTS_REFRESHED = "marts refreshed"
    FILE_CLOSED = "file closed"
    FILE_PROVEN = "file proven"
    VERSION_RECORDED = "version recorded"
    FILE_IN_PLACE = "file in place"
    POINTER_MOVED = "pointer moved"
    VERSION_PUBLISHED = "version published"
    OLD_FILES_DROPPED = "old files dropped"


_observers: list[Callable[[Step], None]] = []


def step(name: Step) -> None:
    """Say that the named point has been reached."""
    _log.debug("step: %s", name)
    for observer in tuple(_observers):
        observer(name)


@contextmanager
def observed(observer: Callable[[Step], None]) -> "Iterator[None]":
    """Call `observer` at every point that is reached inside the block."""
    _observers.append(observer)
    try:
        yield
    finally:
        _observers.remove(observer)
