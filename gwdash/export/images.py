"""Charts as pictures without a page: for briefings, made where nobody has a browser open.

A Chrome of the machine draws them, started with the first picture and kept until the program
ends, because starting it takes ten times as long as a picture. Nothing is fetched from outside.
"""

import asyncio
import atexit
import os
import shutil
from concurrent.futures import TimeoutError as TooLong
from functools import cache
from importlib import import_module, util
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Literal

import plotly.graph_objects as go

from gwdash.charts.paper import SCALE, Caption, print_figure
from gwdash.config import CHROMIUM, text
from gwdash.errors import NotInstalled

_LIBRARY = "kaleido"
#: Where other programs name the browser.
_OTHER_NAME = "BROWSER_PATH"
_COMMANDS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge",
    "chrome", "msedge",
)  # fmt: skip
_PLACES = (
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_PICTURE_SECONDS, _START_SECONDS, _END_SECONDS = 60, 90, 10

_Format = Literal["png", "svg"]


def to_png(figure: go.Figure, caption: Caption, scale: float = SCALE) -> bytes:
    """Return a chart as it is printed, 300 dots an inch of A4 across unless `scale` says less.

    Raises NotInstalled where library or browser are missing or the browser does not answer.
    """
    return _picture(figure, caption, "png", scale)


def to_svg(figure: go.Figure, caption: Caption) -> bytes:
    """Return a chart as it is printed, as SVG in UTF-8; raises as `to_png` does."""
    return _picture(figure, caption, "svg", 1)


def browser_path() -> Path:
    """Return the browser that draws; raises NotInstalled with what to do where there is none."""
    named = text(CHROMIUM) or os.environ.get(_OTHER_NAME, "")
    if named:
        if not Path(named).is_file():
            raise NotInstalled(
                f"没有找到浏览器“{named}”：请把环境变量 {CHROMIUM.name} 改为本机 Chromium、"
                "Chrome 或 Edge 程序的完整路径。"
            )
        return Path(named)
    found = filter(None, map(shutil.which, _COMMANDS))
    place = next(found, None) or next((p for p in _PLACES if Path(p).is_file()), None)
    if place is None:
        raise NotInstalled(
            "本机没有 Chromium、Chrome 或 Edge，不能在服务器上生成图片：请安装其中之一，"
            f"或用环境变量 {CHROMIUM.name} 写明它的完整路径；网页上的“图片”按钮不受影响。"
        )
    return Path(place)


def _picture(figure: go.Figure, caption: Caption, kind: _Format, scale: float) -> bytes:
    paper = print_figure(figure, caption)
    options = {
        "format": kind, "width": paper.layout.width, "height": paper.layout.height,
        "scale": scale,
    }  # fmt: skip
    return _drawer().draw(paper.to_dict(), options)


class _Drawer:
    """One browser in a thread of its own, started when the first picture is asked for."""

    def __init__(self) -> None:
        self._starting = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self._browser: Any = None
        self._path: Path | None = None

    def draw(self, figure: dict[str, Any], options: dict[str, Any]) -> bytes:
        """Return one picture; a browser that fails is given up, the next call starts another."""
        with self._starting:
            loop, browser = self._started()
        try:
            asked = asyncio.run_coroutine_threadsafe(browser.calc_fig(figure, options), loop)
            picture: bytes = asked.result(_PICTURE_SECONDS)
        except Exception as error:
            self.close()
            raise NotInstalled(
                f"浏览器没有画出图片（{type(error).__name__}）：请再试一次；仍不行时"
                f"请检查环境变量 {CHROMIUM.name} 所写的浏览器能否打开网页。"
            ) from error
        return picture

    def close(self) -> None:
        """End the browser and its thread; whatever state they are in, both are let go."""
        loop, thread, browser = self._loop, self._thread, self._browser
        self._loop = self._thread = self._browser = None
        if loop is None or thread is None:
            return
        if browser is not None:
            ending = asyncio.run_coroutine_threadsafe(browser.close(), loop)
            try:
                ending.result(_END_SECONDS)
            except (TooLong, RuntimeError, OSError):
                ending.cancel()
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_END_SECONDS)

    def _started(self) -> tuple[asyncio.AbstractEventLoop, Any]:
        if util.find_spec(_LIBRARY) is None:
            raise NotInstalled(
                "没有安装图片组件 kaleido，不能在服务器上生成图片：请按部署手册安装。"
            )
        path = browser_path()
        if self._loop is not None and self._browser is not None and path == self._path:
            return self._loop, self._browser
        self.close()
        self._path = path
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=_serve, args=(self._loop,), name="pictures", daemon=True)
        self._thread.start()
        asked = asyncio.run_coroutine_threadsafe(_open(path), self._loop)
        try:
            self._browser = asked.result(_START_SECONDS)
        except Exception as error:
            self.close()
            raise NotInstalled(
                f"浏览器“{path}”没有启动（{type(error).__name__}），不能生成图片："
                f"请检查它能否打开，或用环境变量 {CHROMIUM.name} 换一个。"
            ) from error
        return self._loop, self._browser


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    """Run a loop until it is stopped, then end what is still under way in it."""
    asyncio.set_event_loop(loop)
    loop.run_forever()
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.close()


async def _open(path: Path) -> Any:  # noqa: ANN401 (the library is optional and has no types)
    library = import_module(_LIBRARY)
    # Formulas would be fetched from outside, and no chart has any.
    browser = library.Kaleido(n=1, timeout=_PICTURE_SECONDS, mathjax=False, path=str(path))
    await browser.open()
    return browser


@cache
def _drawer() -> _Drawer:
    drawer = _Drawer()
    atexit.register(drawer.close)
    return drawer
