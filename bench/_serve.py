"""Servers and a city to measure on: everything on 127.0.0.1 and ended with the measurement."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: A workspace made beforehand, so that several measurements need one city only.
CITY = "GWDASH_BENCH_CITY"
_START_SECONDS = 90
_DEMO_SECONDS = 600
_STOP_SECONDS = 20


@dataclass(frozen=True)
class Server:
    """One running server."""

    port: int
    pid: int

    @property
    def address(self) -> str:
        """Its address for a browser."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def stream(self) -> str:
        """The address of its web socket."""
        return f"ws://127.0.0.1:{self.port}/_stcore/stream"

    @property
    def memory_mb(self) -> float:
        """Resident memory of the process now (Linux only)."""
        for line in Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("the server ended")


@contextmanager
def demo_city() -> Iterator[Path]:
    """Yield a workspace that holds the demo city: one made now, or the one that CITY names."""
    if os.environ.get(CITY):
        yield Path(os.environ[CITY])
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "city"
        command = [sys.executable, "-m", "gwdash", "demo"]
        subprocess.run(
            command, cwd=ROOT, env=os.environ | {"GWDASH_HOME": str(home)}, check=True,
            stdout=subprocess.DEVNULL, timeout=_DEMO_SECONDS,
        )  # fmt: skip
        yield home


@contextmanager
def dashboard(home: Path) -> Iterator[Server]:
    """Serve the pages as they are meant to be served."""
    with _running(["run", "app.py"], ROOT, home) as server:
        yield server


@contextmanager
def stock(home: Path) -> Iterator[Server]:
    """Serve the same pages as a plain script with every setting of the library as it comes."""
    with tempfile.TemporaryDirectory() as elsewhere:
        script = str(ROOT / "gwdash" / "ui" / "shell.py")
        environment = {"PYTHONPATH": str(ROOT)}
        with _running(["run", script], Path(elsewhere), home, environment) as server:
            yield server


@contextmanager
def hello() -> Iterator[Server]:
    """Serve the library's own demo."""
    with tempfile.TemporaryDirectory() as elsewhere:
        folder = Path(elsewhere)
        with _running(["hello"], folder, folder) as server:
            yield server


@contextmanager
def _running(
    command: list[str], folder: Path, home: Path, more: dict[str, str] | None = None
) -> Iterator[Server]:
    port = _free_port()
    arguments = [
        "--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true",
        "--browser.gatherUsageStats", "false",
    ]  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", *command, *arguments],
        cwd=folder, env=os.environ | {"GWDASH_HOME": str(home)} | (more or {}),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 (an own address)
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"no answer from {address}")
