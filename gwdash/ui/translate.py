"""Chinese words in place of the page library's English ones.

The library has no setting for most of its own words, so exact fragments of the scripts it
serves are replaced on their way to the browser, from ``words.csv``. A fragment that a script no
longer holds leaves the English word in place and is reported by `missing_words`, which a test
keeps empty for the pinned version.
"""

import csv
import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gwdash.registry.region import REGION

STATIC = Path(st.__file__).parent / "static"
SCRIPTS = STATIC / "static" / "js"
PAGE = STATIC / "index.html"
#: What answers with documents of its own.
_NO_PAGES = ("/_stcore/", "/media/", "/healthz", "/map-files/")
_SCRIPT_PATH = "/static/js/"
_NOT_MODIFIED = 304
_ETAG_DIGITS = 32
_COMPRESS_LEVEL = 6
#: Saves a chart as it is printed; words.csv makes the library's two buttons ask it.
PICTURE_SCRIPT = Path(__file__).with_name("picture.js")
#: Takes ``theme=dark`` or ``light`` out of the address before the library reads its theme, which
#: words.csv makes one for all pages instead of one for each. A meeting's screens are dark until
#: somebody says otherwise; who leaves them finds the theme that he came with.
_THEME_SCRIPT = (
    "<script>(()=>{const a=new URL(location.href),q=a.searchParams,l=localStorage,"
    "s=sessionStorage,k=`stActiveTheme-${location.origin}-各页共用-v2`,b='gw-before',w='gw-wall',"
    "t={dark:'Dark',light:'Light'}[q.get('theme')],wall=q.get('show')==='1';"
    "if(wall){if(t)s.setItem(w,t);if(s.getItem(b)===null)s.setItem(b,l.getItem(k)||'');"
    "l.setItem(k,JSON.stringify(s.getItem(w)||'Dark'))}"
    "else if(!q.has('version')&&s.getItem(b)!==null){const o=s.getItem(b);s.removeItem(b);"
    "if(o)l.setItem(k,o);else l.removeItem(k)}"
    "if(t){l.setItem(k,JSON.stringify(t));q.delete('theme');history.replaceState(null,'',a)}})()"
    "</script>"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One fragment of a script and what stands in its place."""

    bundle: str
    """The script's name up to its first dot; the rest changes with every build."""
    english: str
    chinese: str


@dataclass(frozen=True, slots=True)
class Served:
    """One translated file, ready to be sent."""

    plain: bytes
    packed: bytes
    etag: str


@cache
def words() -> tuple[Word, ...]:
    """Return the table of fragments."""
    path = Path(__file__).with_name("words.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(Word(**row) for row in csv.DictReader(file))


def translated(text: str, table: Iterable[Word]) -> str:
    """Return a script with every fragment of the table replaced."""
    for word in table:
        text = text.replace(word.english, word.chinese)
    return text


def missing_words(scripts: Path = SCRIPTS) -> list[Word]:
    """Return the fragments that no script of their name holds."""
    texts: dict[str, str] = {}
    for path in scripts.glob("*.js"):
        texts[_bundle(path.name)] = texts.get(_bundle(path.name), "") + path.read_text("utf-8")
    return [word for word in words() if word.english not in texts.get(word.bundle, "")]


def _bundle(name: str) -> str:
    return name.partition(".")[0]


@cache
def _names() -> frozenset[str]:
    """Return the scripts that hold words; only these are ever read from disk here."""
    bundles = {word.bundle for word in words()}
    return frozenset(path.name for path in SCRIPTS.glob("*.js") if _bundle(path.name) in bundles)


@cache
def _script(name: str) -> Served:
    table = [word for word in words() if word.bundle == _bundle(name)]
    return _served(translated((SCRIPTS / name).read_text("utf-8"), table))


@cache
def page() -> Served:
    """Return the page that loads the scripts, with its language, title and small scripts."""
    text = PAGE.read_text("utf-8")
    text = text.replace('<html lang="en">', '<html lang="zh-CN" translate="no">')
    text = text.replace("<head>", f"<head>{_THEME_SCRIPT}{_picture_script()}", 1)
    return _served(text.replace("<title>Streamlit</title>", f"<title>{REGION.short_name}</title>"))


def _picture_script() -> str:
    return f"<script>{PICTURE_SCRIPT.read_text('utf-8')}</script>"


def _served(text: str) -> Served:
    plain = text.encode()
    digest = hashlib.sha256(plain).hexdigest()[:_ETAG_DIGITS]
    return Served(plain, gzip.compress(plain, _COMPRESS_LEVEL, mtime=0), f'"{digest}"')


class ChineseBundles:
    """ASGI middleware that answers for the scripts of the table and the page's language."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the translated file where there is one; pass everything else on."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        _, found, name = scope["path"].rpartition(_SCRIPT_PATH)
        if found and name in _names():
            await _answer(_script(name), scope)(scope, receive, send)
        elif _is_page(scope):
            await self._as_page(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _as_page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Replace the library's start page, whatever address it was asked for at."""
        found_page = False

        async def watch(message: Message) -> None:
            nonlocal found_page
            if message["type"] == "http.response.start":
                kind = MutableHeaders(raw=message["headers"]).get("content-type", "")
                found_page = message["status"] == 200 and kind.startswith("text/html")  # noqa: PLR2004
            if not found_page:
                await send(message)

        await self.app(_without_conditions(scope), receive, watch)
        if found_page:
            await _answer(page(), scope)(scope, receive, send)


def _is_page(scope: Scope) -> bool:
    """Tell whether a request is a browser's for a document, and none of the server's own."""
    path, accept = scope["path"], Headers(scope=scope).get("accept", "")
    return "text/html" in accept and not path.startswith(_NO_PAGES)


def _without_conditions(scope: Scope) -> Scope:
    """Return a request that the inner server answers in full."""
    dropped = {b"if-none-match", b"if-modified-since", b"range"}
    return {**scope, "headers": [h for h in scope["headers"] if h[0] not in dropped]}


def _answer(served: Served, scope: Scope) -> Response:
    """Return the file, or 304 where the browser has it; it asks again after each update."""
    asked = Headers(scope=scope)
    headers = {"etag": served.etag, "cache-control": "no-cache", "vary": "accept-encoding"}
    if served.etag in asked.get("if-none-match", ""):
        return Response(status_code=_NOT_MODIFIED, headers=headers)
    kind = "text/html" if served is page() else "text/javascript"
    if "gzip" in asked.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(served.packed, media_type=kind, headers=headers)
    return Response(served.plain, media_type=kind, headers=headers)
