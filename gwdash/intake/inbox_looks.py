"""What each claimed file is, told while the one before it is checked and handed in."""

from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from gwdash.ingest.isolated import Worker, shared_worker
from gwdash.intake.drop import Dropped, look_once
from gwdash.intake.inbox_claims import Claim

#: From so many files on a second process is quicker than the time it takes to start.
MANY = 8
#: So many files are recognised before the one that is handed in, and held in memory.
_AHEAD = 8

Look = tuple[Claim, bytes, Callable[[], Dropped]]


def looks(claims: Sequence[Claim], beside: Worker) -> Generator[Look]:
    """Yield each claim with its content and with what answers which report it is.

    Of many claims the next ones are recognised in the worker `beside`, while the shared one
    checks. The answer raises what recognising raised.
    """
    if len(claims) >= MANY:
        yield from _ahead(claims, beside)
        return
    for claim in claims:
        content = claim.path.read_bytes()
        yield claim, content, partial(look_once, claim.name, content, shared_worker())


def _ahead(claims: Sequence[Claim], beside: Worker) -> Generator[Look]:
    begun: deque[tuple[Claim, bytes, Future[Dropped]]] = deque()
    with ThreadPoolExecutor(1) as thread:
        for number in range(len(claims)):
            for claim in claims[number + len(begun) : number + _AHEAD]:
                content = claim.path.read_bytes()
                begun.append(
                    (claim, content, thread.submit(look_once, claim.name, content, beside))
                )
            claim, content, answer = begun.popleft()
            yield claim, content, answer.result
