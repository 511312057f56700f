"""start.py without network: what is decided, not what pip or apt then do."""

import ast
import json
import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

import start

FIRST, SECOND = "requirements.txt", "requirements-dev.txt"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Give start.py a folder of its own and record the commands that it would run."""
    (tmp_path / ".venv").mkdir()
    for name in (FIRST, SECOND):
        (tmp_path / name).write_text(f"{name}-pin==1\n", "utf-8")
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "STAMP", tmp_path / ".venv" / "installed.json")
    return tmp_path


@pytest.fixture
def pip(monkeypatch):
    """Stand in for pip and apt, which need the network; ``pip.status`` is what they answer."""

    class Recorder:
        def __init__(self):
            self.calls = []
            self.status = 0

        def __call__(self, command, extra_env=None):
            self.calls.append(command)
            return self.status

        @property
        def files(self):
            return [[after for flag, after in pairwise(c) if flag == "-r"] for c in self.calls]

    recorder = Recorder()
    monkeypatch.setattr(start, "call", recorder)
    return recorder


@pytest.mark.parametrize(
    ("arguments", "action", "rest"),
    [
        ([], "run", []),
        (["run"], "run", []),
        (["--port", "8600"], "run", ["--port", "8600"]),
        (["run", "--port", "8600"], "run", ["--port", "8600"]),
        (["run", "--help"], "run", ["--help"]),
        (["test", "tests/ingest", "-x"], "test", ["tests/ingest", "-x"]),
        (["bench"], "bench", []),
        (["demo"], "demo", []),
        (["--help"], "help", []),
        (["-h", "run"], "help", []),
        (["help"], "help", []),
        (["tset"], "tset", []),
    ],
)
def test_the_call_is_split_into_action_and_the_rest(arguments, action, rest):
    assert start.parse(arguments) == (action, rest)


def test_an_unknown_action_is_named_and_nothing_is_made(capsys, project, pip):
    assert start.main(["tset"]) == start.USAGE_ERROR
    out = capsys.readouterr().out
    assert "tset" in out
    assert "|".join(start.ACTIONS) in out
    assert pip.calls == []


def test_help_lists_every_action(capsys, project, pip):
    assert start.main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n  {action} " in out for action in start.ACTIONS)
    assert pip.calls == []


@pytest.mark.parametrize("version", [(3, 6), (3, 8), (3, 10)])
def test_an_old_python_gets_a_sentence_in_both_languages(repo, version):
    script = (
        f"import runpy, sys; sys.version_info = {version} + (0, 'final', 0);"
        f"runpy.run_path({str(repo / 'start.py')!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "需要 Python 3.11" in done.stderr
    assert "needs Python 3.11 or newer, this is {}.{}.".format(*version) in done.stderr
    assert "Traceback" not in done.stderr


def test_the_whole_file_parses_on_python_3_6(repo):
    source = (repo / "start.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 6))
    with pytest.raises(SyntaxError):
        ast.parse(source + "\nmatch 1:\n    case 1:\n        pass\n", feature_version=(3, 6))


def test_start_needs_the_standard_library_only(repo):
    tree = ast.parse((repo / "start.py").read_text("utf-8"))
    names = {
        a.name.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names
    }
    names |= {n.module.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names


# ------------------------------------------------------------------------ installing


def test_requirements_are_installed_once(project, pip):
    start.install(start.RUN_TIME)
    start.install(start.RUN_TIME)
    assert pip.files == [[FIRST]]


def test_the_checks_need_more_and_running_afterwards_needs_nothing_new(project, pip):
    start.install(start.RUN_TIME)
    start.install(start.WITH_CHECKS)
    start.install(start.RUN_TIME)
    assert pip.files == [[FIRST], [FIRST, SECOND]]


def test_changed_requirements_are_installed_again(project, pip):
    start.install(start.RUN_TIME)
    (project / FIRST).write_text("other-pin==2\n", "utf-8")
    start.install(start.RUN_TIME)
    assert pip.files == [[FIRST], [FIRST]]


def test_line_endings_are_no_change(project, pip):
    start.install(start.RUN_TIME)
    (project / FIRST).write_bytes((project / FIRST).read_bytes().replace(b"\n", b"\r\n"))
    start.install(start.RUN_TIME)
    assert pip.files == [[FIRST]]


def test_a_failed_installation_is_told_and_tried_again(project, pip):
    start.install(start.RUN_TIME)
    pip.status = 1
    with pytest.raises(SystemExit, match="依赖安装失败"):
        start.install(start.WITH_CHECKS)
    pip.status = 0
    start.install(start.RUN_TIME)
    assert pip.files == [[FIRST], [FIRST, SECOND], [FIRST]]


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '"x"'])
def test_a_damaged_stamp_means_not_installed(project, pip, content):
    start.STAMP.write_text(content, "utf-8")
    start.install(start.RUN_TIME)
    assert pip.files == [[FIRST]]
    assert set(json.loads(start.STAMP.read_text("utf-8"))) == {FIRST}


# ----------------------------------------------------------------------- environment


def test_a_working_environment_is_left_alone(monkeypatch, project, pip):
    monkeypatch.setattr(start, "venv_python", lambda: sys.executable)
    start.make_venv()
    assert pip.calls == []


def test_a_broken_environment_is_made_anew(project, pip):
    start.make_venv()
    assert pip.calls == [[sys.executable, "-m", "venv", "--clear", str(project / ".venv")]]


@pytest.mark.parametrize(
    ("present", "expected"),
    [({"venv", "virtualenv"}, "virtualenv"), ({"venv", "ensurepip", "virtualenv"}, "venv")],
)
def test_virtualenv_serves_where_ensurepip_is_missing(monkeypatch, project, pip, present, expected):
    monkeypatch.setattr(start, "can_import", lambda *modules: set(modules) <= present)
    start.make_venv()
    assert [command[2] for command in pip.calls] == [expected]


def test_without_any_means_the_sentence_says_what_to_install(monkeypatch, project, pip):
    monkeypatch.setattr(start, "can_import", lambda *modules: False)
    monkeypatch.setattr(start, "apt_install", lambda *packages: False)
    with pytest.raises(SystemExit, match=r"apt install python3\.\d+-venv"):
        start.make_venv()
    assert pip.calls == []


def test_missing_modules_are_noticed():
    assert start.can_import("json", "venv")
    assert not start.can_import("json", "no_such_module_at_all")


def test_answers_is_silent_about_what_cannot_be_run():
    assert start.answers([sys.executable, "-c", "print('说明')"]) == "说明"
    assert start.answers([sys.executable, "-c", "raise SystemExit(3)"]) == ""
    assert start.answers(["no-such-program-at-all"]) == ""


# --------------------------------------------------------------------------- actions


def test_an_empty_workspace_is_filled_before_serving(monkeypatch, project, tmp_path):
    home = tmp_path / "home"
    served = []

    def build(command, extra_env):
        assert command == ["py", "-m", "gwdash", "demo"]
        assert start.is_empty(home)
        (Path(extra_env["GWDASH_HOME"]) / "archive").mkdir()
        (Path(extra_env["GWDASH_HOME"]) / "ledger.sqlite").touch()
        return 0

    monkeypatch.setattr(start, "call", build)
    monkeypatch.setattr(start, "serve_until_stopped", lambda c: served.append(c) or 0)
    monkeypatch.setenv("GWDASH_HOME", str(home))
    assert start.run("py", ["--port", "1"]) == 0
    assert served == [["py", "-m", "gwdash", "serve", "--port", "1"]]
    assert {p.name for p in home.iterdir()} == {"archive", "ledger.sqlite"}


def test_an_interrupted_demo_is_built_anew(monkeypatch, project, tmp_path):
    home = tmp_path / "home"
    monkeypatch.setenv("GWDASH_HOME", str(home))

    def interrupted(command, extra_env):
        (Path(extra_env["GWDASH_HOME"]) / "half.sqlite").touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "call", interrupted)
    with pytest.raises(KeyboardInterrupt):
        start.run("py", [])
    assert start.is_empty(home)
    monkeypatch.setattr(start, "call", lambda command, extra_env: 0)
    assert start.fill_with_demo("py") == 0
    assert list(home.iterdir()) == []


def test_the_workspace_is_meant_from_the_callers_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GWDASH_HOME", "here")
    assert start.workspace() == tmp_path / "here"
    assert start.child_environment()["GWDASH_HOME"] == str(tmp_path / "here")
    monkeypatch.delenv("GWDASH_HOME")
    assert start.workspace() == start.ROOT / "data" / "local"


@pytest.mark.parametrize(
    ("rest", "port"), [([], 8501), (["--port", "8600"], 8600), (["--port=8700"], 8700)]
)
def test_the_address_is_told(monkeypatch, capsys, project, tmp_path, rest, port):
    (tmp_path / "ledger.sqlite").touch()
    monkeypatch.setenv("GWDASH_HOME", str(tmp_path))
    monkeypatch.setattr(start, "serve_until_stopped", lambda command: 0)
    assert start.run("py", rest) == 0
    assert f"http://127.0.0.1:{port} " in capsys.readouterr().out


def test_a_filled_workspace_is_served_as_it_is(monkeypatch, project, pip, tmp_path):
    monkeypatch.setattr(start, "serve_until_stopped", lambda command: 5)
    home = tmp_path / "home"
    home.mkdir()
    (home / "ledger.sqlite").touch()
    monkeypatch.setenv("GWDASH_HOME", str(home))
    assert start.run("py", []) == 5
    assert pip.calls == []


def test_a_demo_that_failed_is_not_served(monkeypatch, project, pip, tmp_path):
    monkeypatch.setattr(start, "serve_until_stopped", lambda command: pytest.fail("served"))
    monkeypatch.setenv("GWDASH_HOME", str(tmp_path / "home"))
    pip.status = 3
    assert start.run("py", []) == 3


def test_the_checks_stop_at_the_first_failure(monkeypatch, project, pip):
    monkeypatch.setattr(start, "prepare_browser", lambda python: pytest.fail("went on"))
    pip.status = 4
    assert start.test("py", []) == 4
    assert [command[:3] for command in pip.calls] == [["py", "-m", "ruff"]]


def test_without_a_browser_its_tests_are_left_out_aloud(monkeypatch, capsys, project, pip):
    monkeypatch.setattr(start, "prepare_browser", lambda python: "")
    monkeypatch.delenv("GWDASH_REQUIRE_BROWSER", raising=False)
    assert start.test("py", []) == 0
    assert pip.calls[-1] == ["py", "-m", "pytest", *start.whole_suite(), "-m", "not browser"]
    assert "跳过浏览器测试" in capsys.readouterr().out


def test_covering_counts_what_the_same_tests_reach(monkeypatch, project, pip):
    monkeypatch.setattr(start, "prepare_browser", lambda python: "chromium")
    assert start.cover("py", ["tests/ingest"]) == 0
    assert pip.calls[-1] == ["py", "-m", "pytest", "--cov", *start.whole_suite(), "tests/ingest"]


def test_a_required_browser_that_is_missing_fails(monkeypatch, project, pip):
    monkeypatch.setattr(start, "prepare_browser", lambda python: "")
    monkeypatch.setenv("GWDASH_REQUIRE_BROWSER", "1")
    assert start.test("py", []) == 1
    assert "pytest" not in pip.calls[-1]


def test_a_placeholder_is_no_browser(monkeypatch, tmp_path):
    placeholder = tmp_path / "chromium"
    placeholder.write_text("#!/bin/sh\necho requires the snap >&2\nexit 10\n", "utf-8")
    placeholder.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("GWDASH_CHROMIUM", raising=False)
    assert start.find_chromium() == ""
    placeholder.write_text("#!/bin/sh\necho Chromium 140\n", "utf-8")
    assert start.find_chromium() == str(placeholder)


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="POSIX signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_server_is_a_normal_end_and_leaves_no_child(repo, tmp_path, sent):
    child = tmp_path / "child.py"
    child.write_text(
        "import os, sys, time\nprint('child', os.getpid(), flush=True)\ntime.sleep(60)\n",
        "utf-8",
    )
    script = (
        "import signal, sys, start\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"sys.exit(start.serve_until_stopped([sys.executable, {str(child)!r}]))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", script],
        cwd=repo,
        start_new_session=True,
        stdout=subprocess.PIPE,
        text=True,
    ) as outer:
        pid = int(outer.stdout.readline().split()[1])
        time.sleep(0.1)
        if sent == signal.SIGINT:
            os.killpg(outer.pid, sent)  # as a terminal does
        else:
            outer.send_signal(sent)
        rest = outer.stdout.read()
        assert outer.wait(20) == 0
    assert "已停止" in rest
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
