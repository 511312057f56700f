"""总览 in Chromium against the library's hello page: from the address to what was asked for."""

import os
import shutil
import statistics
import time

from playwright.sync_api import Browser, Page, sync_playwright

from bench._serve import Server, dashboard, demo_city, hello

ROUNDS = 7
LIMIT_RATIO = 3.5
ARGUMENTS = ["--no-sandbox", "--use-gl=swiftshader", "--enable-unsafe-swiftshader"]
_SEEN = {"ours": ".gw-board .gw-places", "theirs": '[data-testid="stMarkdown"] h1, h1'}


def measure() -> list[tuple[str, float, str]]:
    """Return (name, ratio, note) for a first visit and for a reload, taken in turns."""
    with (
        demo_city() as home,
        dashboard(home) as server,
        hello() as reference,
        sync_playwright() as driver,
    ):
        chromium = driver.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        found = _visits(chromium, {"ours": server, "theirs": reference})
        chromium.close()
    return [_line("cold", found), _line("warm", found)]


def _visits(chromium: Browser, servers: dict[str, Server]) -> dict[tuple[str, str], list[float]]:
    found: dict[tuple[str, str], list[float]] = {
        (name, kind): [] for name in servers for kind in ("cold", "warm")
    }
    for number in range(ROUNDS + 1):
        for name, server in servers.items():
            # A context of its own has an empty cache; the second visit finds it filled.
            context = chromium.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
            page = context.new_page()
            for kind in ("cold", "warm"):
                seconds = _visit(page, server.address, _SEEN[name])
                # The first round starts the servers' own caches and is not counted.
                if number:
                    found[name, kind].append(seconds)
            context.close()
    return found


def _visit(page: Page, address: str, selector: str) -> float:
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(selector, state="visible")
    return time.perf_counter() - start


def _line(kind: str, found: dict[tuple[str, str], list[float]]) -> tuple[str, float, str]:
    ours, theirs = (statistics.median(found[name, kind]) for name in ("ours", "theirs"))
    limit = f"; at most {LIMIT_RATIO}" if kind == "warm" else ""
    note = f"{ours:.2f} s against {theirs:.2f} s for hello, medians of {ROUNDS} in turns{limit}"
    return f"browser: 总览 {kind}", ours / theirs, note


def chromium_path() -> str:
    """Return the installed Chromium; raises RuntimeError without one."""
    path = os.environ.get("GWDASH_CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    if path is None:
        raise RuntimeError("no Chromium; GWDASH_CHROMIUM names one")
    return path
