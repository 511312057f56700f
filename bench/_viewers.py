"""Viewers without a browser: they ask for a run over the web socket and read until it is over."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from bench._serve import Server

_RUN_SECONDS = 60.0


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
    async with asyncio.timeout(_RUN_SECONDS):
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(await socket.recv())
            if answer.WhichOneof("type") == "script_finished":
                return time.perf_counter() - start


def viewer(server: Server) -> connect:
    """Return a connection as a browser makes it."""
    return connect(server.stream, subprotocols=["streamlit"], max_size=None)


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
