"""Served cities and a visitor's Chromium, which notes every request and every complaint."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import page_facts
import pytest
import served_at
import ui_city
from playwright.sync_api import sync_playwright

from gwdash.ui.registry import PAGES

START_SECONDS = 60
SCREENS = ({"width": 1920, "height": 1080}, {"width": 1366, "height": 768})
MENUS = {"调度": "调度", "报送": "数据报送", "会议": "会议", "数据": "数据"}
#: What a page of its own address asks first at the wrong place; the library then finds the root.
PROBES = re.compile(
    rf"/({'|'.join(spec.key for spec in PAGES)}|nowhere)/_stcore/(health|host-config)$"
)
ARGUMENTS = ["--no-sandbox", "--use-gl=swiftshader", "--enable-unsafe-swiftshader"]


@dataclass
class Visit:
    """One open page with what happened while it was open."""

    page: object
    base: str
    foreign: list = field(default_factory=list)
    complaints: list = field(default_factory=list)
    dialogs: list = field(default_factory=list)

    def ready(self):
        """Wait until the run is over and its last element is drawn."""
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        # The word for stopping a run fades out after its end.
        self.page.locator('[data-testid="stStatusWidget"]').first.wait_for(state="hidden")
        self.page.wait_for_timeout(500)
        return self

    @property
    def english(self):
        """Return what can be read or is told to a pointer and is neither Chinese nor expected."""
        words = self.page.evaluate(page_facts.WORDS)
        return sorted(
            {w[:80] for w in words if page_facts.ENGLISH.search(page_facts.EXPECTED.sub("", w))}
        )

    def is_sound(self):
        """Check what holds for every page at every moment."""
        assert self.foreign == []
        assert self.complaints == []
        assert self.dialogs == []
        assert self.page.evaluate(page_facts.LINKS_OUTSIDE) == []
        assert self.english == []
        assert self.page.evaluate(page_facts.POOR_CONTRAST) == []
        return self

    def open(self, path):
        self.page.goto(self.base + path)
        self.page.wait_for_selector(".gw-facts, .gw-guide, .gw-step-head")
        return self.ready()

    def go_to(self, title):
        """Open a page by the bar, as a person does; what the session knows goes along."""
        (spec,) = (spec for spec in PAGES if spec.title == title)
        link = self.page.locator(f'a[href$="/{spec.address.removeprefix("./")}"]')
        menu = self.page.get_by_role("button", name=MENUS[spec.group])
        if not link.first.is_visible():
            menu.first.click()
        link.first.click()
        self.page.wait_for_selector(".gw-facts, .gw-guide, .gw-step-head")
        return self.ready()

    def choose(self, label, words):
        """Choose from a drop-down by typing, and leave it."""
        self.page.get_by_role("combobox", name=label).first.click()
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        return self.ready()

    def press(self, name):
        """Press the first button of this name."""
        self.page.get_by_role("button", name=name).first.click()
        return self.ready()

    def save(self, name, folder):
        """Press a button that saves a file, and return where it lies."""
        return self.saved(self.page.get_by_role("button", name=name).first, folder)

    def save_in(self, place, folder):
        """Press the button within a place of the page that saves a file."""
        return self.saved(self.page.locator(f"{place} button").first, folder)

    def saved(self, button, folder):
        with self.page.expect_download() as taken:
            button.click()
        place = folder / taken.value.suggested_filename
        taken.value.save_as(place)
        return place

    def drop(self, *places):
        """Drop files into the drop area, and wait until all of them were read."""
        self.page.set_input_files("input[type=file]", [str(place) for place in places])
        self.page.wait_for_selector(".gw-drop")
        return self.ready()

    def shot(self, name, place="body"):
        """Keep pictures of the screen at both sizes, down to a place, where GWDASH_SHOTS says."""
        folder = os.environ.get("GWDASH_SHOTS", "")
        if folder:
            for size in SCREENS:
                self.page.set_viewport_size(size)
                self.page.locator(place).first.scroll_into_view_if_needed()
                self.page.wait_for_timeout(700)
                self.page.screenshot(path=f"{folder}/{name}_{size['width']}.png")
        return self

    @property
    def words(self):
        return self.words_of("body")

    def words_of(self, place):
        """Return what can be read; icons are letters of a font of pictures and no words."""
        hidden = self.page.add_style_tag(
            content='[data-testid="stIconMaterial"] { display: none !important }'
        )
        words = self.page.locator(place).first.inner_text()
        hidden.evaluate("style => style.remove()")
        return words


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="session")
def city_home(tmp_path_factory):
    return ui_city.build(tmp_path_factory.mktemp("browser")).home


@pytest.fixture
def lost_version(city_home):
    """Let the pointer name a version that is not there, as long as a test runs."""
    pointer = city_home / "store" / "CURRENT"
    kept = pointer.read_text("utf-8")
    pointer.write_text("987", "utf-8")
    yield
    pointer.write_text(kept, "utf-8")


@pytest.fixture(scope="session")
def server(repo, city_home):
    with serving(repo, city_home) as base:
        yield base


@pytest.fixture(scope="session")
def empty_server(repo, tmp_path_factory):
    with serving(repo, tmp_path_factory.mktemp("empty")) as base:
        yield base


@pytest.fixture(scope="session")
def demo_home(demo_city, tmp_path_factory):
    """Return a copy of the demo city, which a server writes its log to."""
    home = tmp_path_factory.mktemp("served") / "city"
    shutil.copytree(demo_city, home)
    return home


@pytest.fixture(scope="session")
def demo_server(repo, demo_home):
    with serving(repo, demo_home) as base:
        yield base


@contextmanager
def serving(repo, home, *, at="", port=0):
    """Serve a workspace on a port of its own until the block ends; `at` sets its clock."""
    port = port or free_port()
    streamlit = [str(Path(served_at.__file__)), at] if at else ["-m", "streamlit"]
    command = [sys.executable, *streamlit, "run", "app.py", "--server.port", str(port)]
    environment = os.environ | {"GWDASH_HOME": str(home)}
    base = f"http://127.0.0.1:{port}"
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=repo, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"{base}/healthz", process)
            yield base
        finally:
            process.terminate()
            process.wait()


def wait_for(address, process):
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 (our own)
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"no answer from {address}")


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def shared(browser):
    """Return the browser's contexts by size and scheme: scripts are fetched and read once."""
    contexts = {}
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture
def visit(browser, request, shared):
    """Return a function that starts a visit with a screen size and a colour scheme.

    Visits share what the browser keeps, unless they ask for a `fresh` one; they see the small
    city, unless they name another server's `base`.
    """
    contexts = []

    def server():
        return request.getfixturevalue("server")

    def starter(width=1920, height=1080, scheme="light", *, fresh=False, base=""):
        kept = shared.get((width, height, scheme))
        if kept is not None and not fresh:
            opened = Visit(kept.new_page(), base or server())
            listen(opened)
            pages.append(opened.page)
            return opened
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", color_scheme=scheme,
            timezone_id="Asia/Shanghai", accept_downloads=True,
        )  # fmt: skip
        if fresh:
            contexts.append(context)
        else:
            shared[width, height, scheme] = context
        opened = Visit(context.new_page(), base or server())
        listen(opened)
        return opened

    pages = []
    yield starter
    for opened in (*pages, *contexts):
        opened.close()


def listen(opened):
    origin = (opened.base, opened.base.replace("http", "ws"), "data:", "blob:")

    def asked(request):
        if not request.url.startswith(origin):
            opened.foreign.append(request.url)

    def said(message):
        if message.type == "error" and not PROBES.search(message.location.get("url", "")):
            opened.complaints.append(message.text)

    opened.page.on("request", asked)
    opened.page.on("console", said)
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.on(
        "dialog", lambda dialog: (opened.dialogs.append(dialog.message), dialog.dismiss())
    )
