"""Work that takes seconds, done beside the pages: a run of the script only looks at it.

Whoever clicks elsewhere meanwhile interrupts nothing, and finds the result when he comes back.
"""

import contextvars
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from gwdash import clock
from gwdash.ui.errors import told

T = TypeVar("T")
Step = Callable[[str, int, int], None]
#: Two at a time: more would only slow each other and the pages down.
_AT_ONCE = 2
_workers = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="making")


@dataclass(slots=True)
class Job(Generic[T]):
    """One piece of work with how far it has come."""

    step: str = "排队等候"
    place: int = 0
    total: int = 0
    """How many steps there are, 0 while nobody knows."""
    result: T | None = None
    failure: str = ""
    """Why there is no result, in a sentence."""
    finished_at: datetime | None = None
    _future: Future[None] | None = field(default=None, repr=False)

    @property
    def is_running(self) -> bool:
        """Whether it waits or is under way."""
        return self.finished_at is None

    @property
    def share(self) -> float:
        """How far it has come, from 0 to 1."""
        return self.place / self.total if self.total else 0.0

    def tell(self, step: str, place: int, total: int) -> None:
        """Keep which step begins."""
        self.step, self.place, self.total = step, place, total

    def wait(self, seconds: float) -> None:
        """Return when it is finished; raises TimeoutError after so many seconds."""
        if self._future is not None:
            self._future.result(seconds)

    def _run(self, work: Callable[[Step], T]) -> None:
        try:
            self.result = work(self.tell)
        except Exception as error:  # noqa: BLE001 (a defect is logged and shown like on a page)
            self.failure = told(error)
        finally:
            self.finished_at = clock.now()


def begin(work: Callable[[Step], T]) -> Job[T]:
    """Begin work beside the pages and return what tells of it."""
    job: Job[T] = Job()
    context = contextvars.copy_context()
    job._future = _workers.submit(context.run, job._run, work)  # noqa: SLF001 (its own module)
    return job
