"""Twenty submits publish while viewers refresh every page: nobody sees an error or goes back."""

import asyncio
import os
import shutil
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from conftest import serving

from bench._serve import Server
from bench._viewers import refreshing
from bench._viewers import visit as look_at
from gwdash.ui.registry import PAGES

pytestmark = pytest.mark.browser

SUBMITS = 20
KEYS = [spec.key for spec in PAGES]
#: Each looks at its share of the pages in turns. One for each page would leave the machine no time
#: to publish, and show nothing more.
VIEWERS = 4
RELOAD_MS = 2000
BOXES = '[data-testid="stAlert"], [data-testid="stException"]'
VERSION = "document.querySelector('.gw-facts').innerText.match(/数据版本 v(\\d+)/)[1]"


class Viewers(threading.Thread):
    """Viewers who see every page between them, in a thread beside the browser's."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server = server
        self.seen = []
        self.over = asyncio.Event()
        self.loop = asyncio.new_event_loop()

    def run(self):
        try:
            self.loop.run_until_complete(self.look())
        finally:
            self.loop.close()

    async def look(self):
        looking = [
            refreshing(self.server, KEYS[own::VIEWERS], self.over, own / VIEWERS)
            for own in range(VIEWERS)
        ]
        self.seen = await asyncio.gather(*looking)

    def end(self):
        self.loop.call_soon_threadsafe(self.over.set)
        self.join()


@pytest.fixture
def city(demo_city, repo, tmp_path):
    """Yield a demo city of its own with the address of its server."""
    home = tmp_path / "city"
    shutil.copytree(demo_city, home)
    with serving(repo, home) as base:
        yield home, base


def test_pages_go_on_while_twenty_submits_publish(visit, city, repo, tmp_path):
    home, base = city
    server = Server(urlsplit(base).port, 0)
    viewers, page = Viewers(server), visit(base=base).open("/")
    first = int(page.page.evaluate(VERSION))
    files = tmp_path / "files"
    files.mkdir()
    viewers.start()
    publisher = subprocess.Popen(
        [sys.executable, "-m", "bench._submits", str(files), str(SUBMITS)],
        cwd=repo, env=os.environ | {"GWDASH_HOME": str(home)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    on_screen = [first]
    try:
        while publisher.poll() is None:
            page.page.wait_for_timeout(RELOAD_MS)
            page.page.reload()
            page.page.wait_for_selector(f".gw-facts, {BOXES}")
            assert page.page.locator(BOXES).all_inner_texts() == []
            on_screen.append(int(page.page.evaluate(VERSION)))
    finally:
        publisher.terminate()
        viewers.end()
    said, _ = publisher.communicate()
    published = [int(line) for line in said.split()]
    assert publisher.returncode == 0
    assert published == list(range(first + 1, first + 1 + SUBMITS))
    looks = [one for own in viewers.seen for one in own]
    assert [words for one in looks for words in one.complaints] == []
    assert min(Counter(one.page for one in looks)[key] for key in KEYS) > 1
    for own in [on_screen, *([one.version for one in seen] for seen in viewers.seen)]:
        assert own == sorted(own)
        assert len(set(own)) > 2, "the viewer saw nothing of the publishing"
    assert page.complaints == []
    for key in KEYS:
        with ThreadPoolExecutor(1) as apart:  # the browser's loop runs in this thread
            seen = apart.submit(asyncio.run, look_at(server, key)).result()
        assert (seen.version, seen.complaints) == (published[-1], [])
    assert int(page.open("/").page.evaluate(VERSION)) == published[-1]
