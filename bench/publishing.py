"""Looking on while others publish: 95 of 100 page runs beside twenty submits, against idle.

A viewer loads a page anew every second, one page after another. Files are handed in one after
another: by the command line, a process each, and on 数据填报, in the very process that serves the
pages. Each submit makes a version, so that most runs beside it are the first of their version and
find nothing kept ready.
"""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from bench._form import by_page
from bench._serve import Server, dashboard, demo_city
from bench._submits import Correction, by_command, corrections
from bench._viewers import Runs, Seen, refreshing
from gwdash.ui.registry import PAGES

SUBMITS = 20
IDLE_SECONDS = 35.0
LIMIT_RATIO = 1.5
_HandIn = Callable[[Correction], Awaitable[None]]


def measure() -> list[tuple[str, float, str]]:
    """Return (name, ratio, note) for both ways of handing in."""
    with demo_city() as city:
        return [
            _measured(city, "by command line", lambda home, _: partial(by_command, home)),
            _measured(city, "on 数据填报", lambda _, server: partial(by_page, server)),
        ]


def _measured(
    city: Path, way: str, hand_in: Callable[[Path, Server], _HandIn]
) -> tuple[str, float, str]:
    with tempfile.TemporaryDirectory() as folder:
        home, files = Path(folder) / "city", Path(folder) / "files"
        shutil.copytree(city, home)
        files.mkdir()
        waiting = corrections(files, SUBMITS)
        with dashboard(home) as server:
            idle, beside = asyncio.run(_both(server, waiting, hand_in(home, server)))
    note = (
        f"{_said(beside)} during {len(waiting)} submits ({beside.elapsed / len(waiting):.2f} s "
        f"each); idle {_said(idle)}; at most {LIMIT_RATIO}"
    )
    return f"publishing {way}: p95 of page runs", beside.p95 / idle.p95, note


def _said(runs: Runs) -> str:
    return f"p95 {runs.p95 * 1000:.0f} ms, median {runs.median * 1000:.0f} of {len(runs.seconds)}"


async def _both(server: Server, waiting: list[Correction], hand_in: _HandIn) -> tuple[Runs, Runs]:
    """Return the runs before and after publishing, and those beside it."""
    await _looked_on(server, _pause)  # the server's imports and the reader's process
    before = await _looked_on(server, _pause)
    beside = await _looked_on(server, partial(_one_by_one, waiting, hand_in))
    after = await _looked_on(server, _pause)
    idle = Runs(before.seconds + after.seconds, before.elapsed + after.elapsed)
    return idle, beside


async def _pause() -> None:
    await asyncio.sleep(IDLE_SECONDS)


async def _one_by_one(waiting: list[Correction], hand_in: _HandIn) -> None:
    for one in waiting:
        await hand_in(one)


async def _looked_on(server: Server, meanwhile: Callable[[], Awaitable[None]]) -> Runs:
    """Let a viewer refresh every second until something else is over."""
    over = asyncio.Event()
    viewer = asyncio.create_task(refreshing(server, [spec.key for spec in PAGES], over))
    start = time.perf_counter()
    await meanwhile()
    over.set()
    elapsed = time.perf_counter() - start
    seen = await viewer
    _require_sound(seen)
    return Runs([one.seconds for one in seen], elapsed)


def _require_sound(seen: list[Seen]) -> None:
    complaints = [f"{one.page}: {words}" for one in seen for words in one.complaints]
    if complaints:
        raise RuntimeError(f"pages failed beside publishing: {complaints}")
