"""Make the environment, then run, test, measure or show gwdash.

    python3 start.py [run|test|bench|demo] [arguments passed on]

Standard library only. The file keeps to the syntax of Python 3.6, so that an old Python answers
with a sentence and not with a syntax error; nothing above the version check may need a newer one.
"""

import hashlib
import importlib
import importlib.util
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit(
        "本程序需要 Python 3.11 或更新版本，当前是 {}.{}；请安装后用新版本运行 start.py。\n"
        "gwdash needs Python 3.11 or newer, this is {}.{}.".format(*sys.version_info[:2] * 2)
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.json"
RUN_TIME = ("requirements.txt",)
WITH_CHECKS = ("requirements.txt", "requirements-dev.txt")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
USAGE_ERROR = 2
DEFAULT_PORT = 8501
SECONDS_TO_STOP = 5

HELP = """\
用法：python3 start.py [run|test|cover|bench|demo] [其他参数]

  run    启动平台（默认）；工作区为空时先生成演示数据。其他参数交给 serve，例如 --port 8600
  test   依次运行全部检查，遇到第一个失败即停止。其他参数交给 pytest
  cover  同 test，并统计覆盖率；用时约为一倍半
  bench  运行性能测量
  demo   只生成演示数据
run: serve the dashboard (default); test: all checks; cover: the same, counting what tests reach;
bench: measurements; demo: build demo data."""


def say(text: str) -> None:
    """Print one line at once, so that it stands before the output of the next command."""
    print(text, flush=True)


def parse(arguments: list[str]) -> tuple[str, list[str]]:
    """Split the call into the action and what is passed on; no action means ``run``."""
    if arguments[:1] and arguments[0] in ("-h", "--help", "help"):
        return "help", []
    if not arguments or arguments[0].startswith("-"):
        return "run", arguments
    return arguments[0], arguments[1:]


def workspace() -> Path:
    """Return the folder that holds archive, ledger and published versions."""
    return Path(os.environ.get("GWDASH_HOME") or ROOT / "data" / "local").expanduser().absolute()


def child_environment(extra: dict[str, str] | None = None) -> dict[str, str]:
    """Return the environment of child processes, which run in the project folder.

    UTF-8, no foreign Python's settings, and the workspace as the caller's folder means it.
    """
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}
    return {**kept, "PYTHONUTF8": "1", "GWDASH_HOME": str(workspace()), **(extra or {})}


def call(command: list[str], extra_env: dict[str, str] | None = None) -> int:
    """Run a command in the project folder with its output visible; return its exit status."""
    env = child_environment(extra_env)
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def answers(command: list[str]) -> str:
    """Return what a command prints, or nothing when it cannot be run or fails."""
    env = child_environment()
    try:
        done = subprocess.run(command, capture_output=True, check=True, env=env)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.decode("utf-8", "replace").strip()


def serve_until_stopped(command: list[str]) -> int:
    """Run the server until it ends or is told to; Ctrl-C and SIGTERM are a normal end."""
    server = subprocess.Popen(command, cwd=ROOT, env=child_environment())

    def interrupt(*_: object) -> None:
        server.terminate()
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    try:
        return server.wait()
    except KeyboardInterrupt:
        say("\n正在停止……")
    # A terminal has sent Ctrl-C to the server as well.
    try:
        server.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    say("已停止。")
    return 0


def apt_install(*packages: str) -> bool:
    """Install Debian packages where that is possible; return whether it was done."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    say(f"正在用 apt 安装：{' '.join(packages)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    # A new machine has no package lists yet.
    update = ["apt-get", "update", "-q"]
    return call(install, quiet) == 0 or (call(update, quiet) == 0 and call(install, quiet) == 0)


def venv_python() -> Path:
    """Return the interpreter of the project's own environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def can_import(*modules: str) -> bool:
    """Tell whether this Python brings all the modules along."""
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(module) is not None for module in modules)


def make_venv() -> None:
    """Make ``.venv`` unless a working one is there; exit with a sentence when it cannot be."""
    if answers([str(venv_python()), "-m", "pip", "--version"]):
        return
    say("正在创建 Python 环境 .venv ……")
    # Debian and Ubuntu ship ensurepip in a package of its own.
    package = f"python3.{sys.version_info.minor}-venv"
    if not can_import("venv", "ensurepip") and not can_import("virtualenv"):
        apt_install(package)
    makers = {"venv": ("venv", "ensurepip"), "virtualenv": ("virtualenv",)}
    maker = next((name for name, needed in makers.items() if can_import(*needed)), None)
    if maker is None:
        sys.exit(
            f"这台电脑的 Python 缺少 venv 组件，请管理员执行 apt install {package} 后重新运行。\n"
            f"This Python lacks the venv module: run apt install {package}, then start again."
        )
    if call([sys.executable, "-m", maker, "--clear", str(VENV)]) != 0:
        sys.exit("无法创建 .venv，请检查磁盘空间和文件夹权限。Cannot create .venv.")


def digest(file: Path) -> str:
    """Return the SHA-256 of a requirements file, the same for both kinds of line ending."""
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def installed() -> dict[str, str]:
    """Return which requirements files, by digest, the environment was last filled from."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def install(names: tuple[str, ...]) -> None:
    """Install the requirements files unless this very content is installed already."""
    wanted = {name: digest(ROOT / name) for name in names}
    before = installed()
    if wanted.items() <= before.items():
        return
    say("正在安装依赖，首次运行需要几分钟……")
    # Until all is installed the stamp must not vouch for any part of it.
    STAMP.write_text(json.dumps({}), "utf-8")
    pip = [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    for name in names:
        pip += ["-r", name]
    if call(pip) != 0:
        sys.exit(
            "依赖安装失败：请检查网络，或用环境变量 PIP_INDEX_URL 指定本地镜像后重试。\n"
            "Installing the requirements failed: check the network or set PIP_INDEX_URL."
        )
    STAMP.write_text(json.dumps(wanted), "utf-8")


def is_empty(folder: Path) -> bool:
    """Tell whether the folder is missing or holds nothing but hidden files."""
    return not folder.is_dir() or all(item.name.startswith(".") for item in folder.iterdir())


def fill_with_demo(python: str) -> int:
    """Build the demo city into the empty workspace; an interrupted build leaves it empty."""
    home = workspace()
    building = home / ".demo"
    if building.exists():
        shutil.rmtree(building)
    building.mkdir(parents=True)
    status = call([python, "-m", "gwdash", "demo"], {"GWDASH_HOME": str(building)})
    if status == 0:
        for item in building.iterdir():
            item.rename(home / item.name)
        building.rmdir()
    return status


def run(python: str, rest: list[str]) -> int:
    """Serve the workspace, filled with the demo city when nothing is in it yet."""
    if is_empty(workspace()):
        say("工作区为空，正在生成演示数据……")
        status = fill_with_demo(python)
        if status != 0:
            return status
    port = re.search(r"--port[= ](\d+)", " ".join(rest))
    address = f"http://127.0.0.1:{port.group(1) if port else DEFAULT_PORT}"
    say(f"正在启动，稍后用浏览器打开 {address} ，按 Ctrl-C 停止。")
    return serve_until_stopped([python, "-m", "gwdash", "serve", *rest])


def demo(python: str, rest: list[str]) -> int:
    """Build the demo city into the workspace as it is."""
    return call([python, "-m", "gwdash", "demo", *rest])


def bench(python: str, rest: list[str]) -> int:
    """Run the measurements."""
    return call([python, "-m", "bench", *rest])


def find_chromium() -> str:
    """Return a Chromium that starts, or nothing; a snap's placeholder does not count."""
    named = os.environ.get("GWDASH_CHROMIUM", "")
    found = (shutil.which(name) or "" for name in (named, *CHROMIUM_NAMES) if name)
    return next((path for path in found if path and answers([path, "--version"])), "")


def prepare_browser(python: str) -> str:
    """Return a Chromium that can draw Chinese and be driven, installed where possible."""
    if not find_chromium():
        apt_install("chromium")
    if not answers(["fc-list", ":lang=zh"]):
        apt_install("fontconfig", "fonts-noto-cjk")
    driver = [python, "-m", "playwright", "--version"]
    if not answers(driver):
        apt_install("libatomic1")  # all that a minimal Debian lacks for it
    return find_chromium() if answers(["fc-list", ":lang=zh"]) and answers(driver) else ""


def test(python: str, rest: list[str]) -> int:
    """Run all checks, the cheapest first, up to the first that fails."""
    lint_imports = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    for step in (
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "ruff", "check", "."],
        ["-m", "codespell_lib"],
        ["-m", "mypy"],
        ["-c", lint_imports],
    ):
        say(f"── {' '.join(step)}")
        status = call([python, *step])
        if status != 0:
            return status
    chromium = prepare_browser(python)
    pytest = [python, "-m", "pytest", *(rest or whole_suite())]
    if not chromium:
        if os.environ.get("GWDASH_REQUIRE_BROWSER") == "1":
            say("浏览器测试需要 Chromium 和中文字体。Browser tests need Chromium, a Chinese font.")
            return 1
        say("缺少 Chromium 或中文字体，跳过浏览器测试。Browser tests skipped: no Chromium or font.")
        pytest += ["-m", "not browser"]
    say(f"── {' '.join(pytest[1:])}")
    return call(pytest, {"GWDASH_CHROMIUM": chromium})


def whole_suite() -> list[str]:
    """Return how all tests are run: in their own order, by one process more than processors.

    The one more computes while tests of a browser wait.
    """
    processes = (os.cpu_count() or 1) + 1
    return ["-n", str(processes), "--dist", "loadfile", "--no-loadscope-reorder"]


def cover(python: str, rest: list[str]) -> int:
    """Run the tests and count the lines and branches that they reach."""
    return test(python, ["--cov", *whole_suite(), *rest])


ACTIONS = {"run": run, "test": test, "cover": cover, "bench": bench, "demo": demo}


def main(arguments: list[str]) -> int:
    """Do what the call asks for and return the exit status of the last command."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a console that lacks Chinese
    action, rest = parse(arguments)
    if action not in ACTIONS:
        say(HELP if action == "help" else f"没有“{action}”这个命令。\n{HELP}")
        return 0 if action == "help" else USAGE_ERROR
    make_venv()
    install(WITH_CHECKS if action in {"test", "cover"} else RUN_TIME)
    return ACTIONS[action](str(venv_python()), rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
