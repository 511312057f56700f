"""Starting the pages in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

from gwdash.config import workspace
from gwdash.errors import UsageError

APP = Path(__file__).resolve().parents[2] / "app.py"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def serve(port: int, address: str) -> int:
    """Run the pages until they are stopped and return their exit status.

    Raises UsageError for an address that others can reach: without accounts the pages are for
    this machine only.
    """
    if address not in _LOOPBACK and os.environ.get("GWDASH_ALLOW_REMOTE") != "1":
        raise UsageError(
            "还没有账号功能，网页只能在本机打开（127.0.0.1）。"
            "确需在内网试用的，请设置环境变量 GWDASH_ALLOW_REMOTE=1，并由防火墙限制来访地址。"
        )
    command = [
        sys.executable, "-m", "streamlit", "run", str(APP),
        "--server.port", str(port), "--server.address", address, "--server.headless", "true",
    ]  # fmt: skip
    environment = os.environ | {"GWDASH_HOME": str(workspace().resolve())}
    # The command is this interpreter and options that typer has parsed.
    with subprocess.Popen(command, cwd=APP.parent, env=environment) as server:  # noqa: S603
        try:
            return server.wait()
        except KeyboardInterrupt:
            server.terminate()
            return server.wait()
