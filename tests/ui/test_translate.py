"""The served scripts speak Chinese, from a table that the pinned version fully holds."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from gwdash.ui import translate


def test_every_fragment_of_the_table_is_in_its_script():
    assert [f"{w.bundle}: {w.english}" for w in translate.missing_words()] == []


def test_no_fragment_is_listed_twice():
    pairs = [(word.bundle, word.english) for word in translate.words()]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("word", translate.words(), ids=lambda w: f"{w.bundle}-{w.english[:30]}")
def test_a_fragment_keeps_the_script_whole(word):
    # Backquotes bound the words and ${…} stands for values: both must stay as they were.
    assert word.english.count("`") <= word.chinese.count("`")
    assert word.chinese.count("`") % 2 == word.english.count("`") % 2
    assert word.chinese.count("${") == word.english.count("${")
    for mark in "{}[]":
        assert word.chinese.count(mark) >= word.english.count(mark)
    assert any("一" <= letter <= "鿿" for letter in word.chinese)


def inner(request):
    if request.url.path == "/gone":
        return HTMLResponse("no", 404)
    if request.url.path == "/_stcore/health":
        return PlainTextResponse("ok")
    return HTMLResponse('<html lang="en"><title>Streamlit</title>')


@dataclass
class Answer:
    status_code: int
    headers: dict
    content: bytes

    @property
    def text(self):
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.content) if packed else self.content).decode()


class Client:
    """Speaks ASGI to an application, as the server does."""

    def __init__(self, app):
        self.app = app

    def get(self, path, headers=None, method="GET"):
        given = {"accept-encoding": "gzip"} | (headers or {})
        scope = {
            "type": "http", "method": method, "path": path, "raw_path": path.encode(),
            "query_string": b"", "root_path": "", "scheme": "http", "http_version": "1.1",
            "headers": [(k.encode(), v.encode()) for k, v in given.items()],
            "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 5000),
        }  # fmt: skip
        sent = []

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            sent.append(message)

        # In a thread of its own: the browser tests leave a running loop in this one.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, self.app(scope, receive, send)).result()
        start, *bodies = sent
        kept = {k.decode(): v.decode() for k, v in start["headers"]}
        return Answer(start["status"], kept, b"".join(m.get("body", b"") for m in bodies))


@pytest.fixture(scope="module")
def client():
    app = Starlette(routes=[Route("/{path:path}", inner)])
    app.add_middleware(translate.ChineseBundles)
    return Client(app)


def script_name(bundle):
    (path,) = translate.SCRIPTS.glob(f"{bundle}.*.js")
    return path.name


def test_a_script_is_served_in_chinese_and_asked_for_again(client):
    name = script_name("FileUploader")
    first = client.get(f"/static/js/{name}")
    assert "把文件拖到这里" in first.text
    assert "Drag and drop files here" not in first.text
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(f"/static/js/{name}", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_script_under_a_page_address_is_the_same(client):
    name = script_name("FileUploader")
    assert client.get(f"/tasks/static/js/{name}").text == client.get(f"/static/js/{name}").text


def test_a_browser_that_cannot_unpack_gets_plain_text(client):
    name = script_name("FileUploader")
    plain = client.get(f"/static/js/{name}", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(translate._script(name).packed) == plain.content


def test_the_page_has_its_name_and_language(client):
    found = client.get("/tasks", headers={"accept": "text/html"})
    assert '<html lang="zh-CN"' in found.text
    assert "<title>Streamlit</title>" not in found.text


def test_other_answers_pass_untouched(client):
    assert client.get("/gone", headers={"accept": "text/html"}).status_code == 404
    assert client.get("/_stcore/health", headers={"accept": "text/html"}).text == "ok"
    assert client.get("/static/js/../../secret.js").status_code == 200
    assert client.get("/tasks", method="POST").status_code == 405


def test_only_listed_scripts_are_read_from_disk():
    assert translate._names()
    assert all("/" not in name and name.endswith(".js") for name in translate._names())


def test_the_page_takes_the_theme_from_the_address_first():
    text = translate.page().plain.decode()
    script, rest = text.split("<script>", 1)[1].split("</script>", 1)
    assert "theme" in script
    assert "stActiveTheme-${location.origin}-各页共用-v2" in script
    assert "<script" in rest, "the library's own scripts come after it"
