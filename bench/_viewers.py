"""Viewers without a browser: they ask for a run over the web socket and read until it is over."""

import asyncio
import math
import re
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench._serve import Server

_RUN_SECONDS = 60.0
_VERSION = re.compile(r"数据版本 v(\d+)")


@dataclass
class Seen:
    """What one visit to a page showed, and the seconds from connecting to its end."""

    page: str
    seconds: float = 0.0
    version: int | None = None
    complaints: list[str] = field(default_factory=list)
    """Words of error boxes, exceptions and runs that did not end well."""

    def note(self, answer: ForwardMsg) -> None:
        """Keep what a message says about the version and about failures."""
        kind = answer.WhichOneof("type")
        if answer.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            self.complaints.append("the script could not be run")
        if kind != "delta" or answer.delta.WhichOneof("type") != "new_element":
            return
        element = answer.delta.new_element
        if element.HasField("exception"):
            self.complaints.append(element.exception.message)
        elif element.HasField("alert") and element.alert.format == Alert.ERROR:
            self.complaints.append(element.alert.body)
        elif element.HasField("html") and (found := _VERSION.search(element.html.body)):
            self.version = int(found[1])


@dataclass
class Runs:
    """What many runs took, in seconds each, and how long all of them took together."""

    seconds: list[float] = field(default_factory=list)
    elapsed: float = 0.0

    @property
    def per_second(self) -> float:
        """Runs a second over all viewers."""
        return len(self.seconds) / self.elapsed

    @property
    def median(self) -> float:
        """The middle run."""
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """What 95 of 100 runs stay below."""
        return sorted(self.seconds)[int(0.95 * (len(self.seconds) - 1))]


async def one_run(socket: ClientConnection, query: str = "") -> float:
    """Ask for a run with an address and return the seconds until it is over."""
    message = BackMsg()
    message.rerun_script.query_string = query
    start = time.perf_counter()
    await socket.send(message.SerializeToString())
    async for _ in answers(socket):
        pass
    return time.perf_counter() - start


async def answers(socket: ClientConnection) -> AsyncIterator[ForwardMsg]:
    """Yield what comes back until the run is over."""
    async with asyncio.timeout(_RUN_SECONDS):
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(await socket.recv())
            yield answer
            ended = answer.WhichOneof("type") == "script_finished"
            if ended and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return


async def visit(server: Server, page: str) -> Seen:
    """Open a page as a browser does that loads it anew, and return what it showed."""
    message = BackMsg()
    message.rerun_script.page_name = page
    seen = Seen(page)
    start = time.perf_counter()
    async with viewer(server) as socket:
        await socket.send(message.SerializeToString())
        async for answer in answers(socket):
            seen.note(answer)
        seen.seconds = time.perf_counter() - start
    return seen


async def refreshing(
    server: Server, pages: Sequence[str], over: asyncio.Event, first_after: float = 0.0
) -> list[Seen]:
    """Open one page after another every second until something is over; return every visit."""
    found: list[Seen] = []
    following = time.perf_counter() + first_after
    while not over.is_set():
        await asyncio.sleep(max(following - time.perf_counter(), 0.0))
        # One that came late waits for its next turn, so that viewers stay apart.
        following += max(1.0, math.ceil(time.perf_counter() - following))
        found.append(await visit(server, pages[len(found) % len(pages)]))
    return found


def viewer(server: Server) -> connect:
    """Return a connection as a browser makes it."""
    return connect(server.stream, subprotocols=[Subprotocol("streamlit")], max_size=None)


def one_after_another(server: Server, queries: Sequence[str], warm: int = 3) -> Runs:
    """Let one viewer ask for each address in turn; the first `warm` runs are not counted."""

    async def go() -> Runs:
        runs = Runs()
        async with viewer(server) as socket:
            for query in queries[:warm]:
                await one_run(socket, query)
            start = time.perf_counter()
            runs.seconds = [await one_run(socket, query) for query in queries[warm:]]
            runs.elapsed = time.perf_counter() - start
        return runs

    return asyncio.run(go())


def together(server: Server, viewers: int, each: int) -> Runs:
    """Let viewers ask at once, each for `each` runs after a first one that is not counted."""

    async def one(runs: Runs, ready: asyncio.Barrier) -> None:
        async with viewer(server) as socket:
            await one_run(socket)
            await ready.wait()
            for _ in range(each):
                runs.seconds.append(await one_run(socket))

    async def go() -> Runs:
        runs, ready = Runs(), asyncio.Barrier(viewers + 1)
        tasks = [asyncio.create_task(one(runs, ready)) for _ in range(viewers)]
        await ready.wait()
        start = time.perf_counter()
        await asyncio.gather(*tasks)
        runs.elapsed = time.perf_counter() - start
        return runs

    return asyncio.run(go())
