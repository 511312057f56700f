"""一张图 with ten thousand wells: what a browser is sent at first, and when one choice changes.

Judged is all that the page is sent: what its web socket takes on the wire, with strip, menus,
legend and card, and the map's files as they are read, before the server packs them. The note also
says what the socket brought unpacked, and the map's own message of it. The program's own scripts,
which every page shares, are left out. The ratio is against the bound.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
from playwright.sync_api import Browser, Page, Response, WebSocket, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench._serve import dashboard
from bench._wire import Wire
from bench.browser import ARGUMENTS, chromium_path
from gwdash import clock
from gwdash.archive import Archive, Submission, record
from gwdash.ingest.schema import row_schema
from gwdash.registry.region import REGION
from gwdash.store.publish import publish

WELLS = 10_000
FIRST_LIMIT, RERUN_LIMIT = 2_000_000, 10_000
_SETTLED_MS = 6_000
_FIELDS = 101
_STATES = ("running", "running", "running", "destroyed", "stopped")


@dataclass
class Traffic:
    """What came in since it was last asked."""

    socket: int = 0
    deck: int = 0
    answers: list[Response] = field(default_factory=list)

    def take(self) -> tuple[int, int, int]:
        """Return the bytes of socket, map's message and files, and count anew."""
        found = self.socket, self.deck, sum(len(answer.body()) for answer in self.answers)
        self.socket, self.deck, self.answers = 0, 0, []
        return found


def measure() -> list[tuple[str, float, str]]:
    """Return (name, ratio, note) for the first view and for single choices changed after it."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        _fill(home)
        with dashboard(home) as server, sync_playwright() as driver:
            chromium = driver.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
            found = _visit(chromium, Wire(server.port))
            chromium.close()
    return found


def _fill(home: Path) -> None:
    """Publish a register of wells that lie in a grid over the region."""
    schema, counties = row_schema("well"), REGION.counties
    west, south = REGION.extent.lon_min, REGION.extent.lat_min
    rows = [
        {
            "well_id": f"XY{number:05}", "well_name": f"{number}号监测井", "origin": "national",
            "county_code": counties[number % len(counties)].code, "new_area": "no",
            "well_state": _STATES[number % len(_STATES)], "is_source_point": number % 10 == 0,
            "lon": west + 0.4 + number % _FIELDS * 0.0123,
            "lat": south + 0.3 + number // _FIELDS * 0.0107,
            "source_sheet": "表", "source_row": number + 2, "source_cell": f"A{number + 2}",
        }
        for number in range(WELLS)
    ]  # fmt: skip
    filled = [{column: row.get(column) for column in schema.names} for row in rows]
    submission = Submission(
        dataset="well", reporter=counties[0].code, period="2024-06",
        period_end=date(2024, 6, 30), submitted_at=clock.now(),
    )  # fmt: skip
    with Archive.of(home) as archive:
        record(archive, b"wells", pa.Table.from_pylist(filled, schema), [], submission)
        publish(home, archive, reason="bench")


def _visit(chromium: Browser, wire: Wire) -> list[tuple[str, float, str]]:
    page = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN").new_page()
    seen = Traffic()
    _listen(page, seen)
    page.goto(f"{wire.address}/map")
    page.wait_for_selector(".gw-map-card")
    page.wait_for_timeout(_SETTLED_MS)
    lines = [_line("first view", wire.take(), seen.take(), FIRST_LIMIT)]
    for name, change in _CHANGES.items():
        change(page)
        page.wait_for_timeout(_SETTLED_MS)
        lines.append(_line(name, wire.take(), seen.take(), RERUN_LIMIT))
    return lines


def _another_shade(page: Page) -> None:
    page.locator('input[aria-label="县市区按什么着色"]').click()
    page.keyboard.type("总体任务进度")
    page.keyboard.press("Enter")


def _another_layer(page: Page) -> None:
    page.get_by_text("重点单位", exact=True).click()


_CHANGES: dict[str, Callable[[Page], None]] = {
    "counties by another value": _another_shade,
    "one more layer": _another_layer,
}


def _listen(page: Page, seen: Traffic) -> None:
    def opened(socket: WebSocket) -> None:
        socket.on("framereceived", received)

    def received(payload: str | bytes) -> None:
        seen.socket += len(payload)
        if isinstance(payload, bytes):
            message = ForwardMsg()
            message.ParseFromString(payload)
            if message.delta.new_element.WhichOneof("type") == "deck_gl_json_chart":
                seen.deck += len(payload)

    def answered(response: Response) -> None:
        if "/map-files/" in response.url:
            seen.answers.append(response)

    page.on("websocket", opened)
    page.on("response", answered)


def _line(name: str, wire: int, sent: tuple[int, int, int], limit: int) -> tuple[str, float, str]:
    socket, deck, files = sent
    note = (
        f"{(wire + files) / 1_000:,.1f} kB: socket {wire / 1_000:,.1f} on the wire, files "
        f"{files / 1_000:,.1f}; at most {limit / 1_000:,.0f} kB; unpacked the socket brought "
        f"{socket / 1_000:,.1f} kB, {deck / 1_000:,.1f} of them the map"
    )
    return f"map: {WELLS:,} wells, {name}", (wire + files) / limit, note
