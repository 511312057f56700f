"""What stands in the checkout: readable text, nothing of the machine it was written on."""

import re
import subprocess
import sys

import pytest
import source_tree as src

TEXT = {".py", ".md", ".toml", ".sql", ".in", ".txt", ".css", ".js", ".yml", ".yaml", ".cfg", ""}
FILES = [p for p in src.tracked() if p.suffix in TEXT]

# Each pattern is written so that it does not match itself.
FOREIGN = {
    "a path of one machine": r"/(work|home|root|opt|Users)[/][a-z.]|[A-Z]:\\Users",
    "a registry's address": r"pypi[.](org|python)|pypi[/]simple|file[:]//|tsinghua[.]edu",
    "an unresolved conflict": r"^(<{7} |>{7} |={7}$)",
}


@pytest.mark.parametrize("what", FOREIGN)
def test_nothing_of_one_machine_is_kept(what):
    pattern = re.compile(FOREIGN[what], re.MULTILINE)
    texts = ((p, p.read_text("utf-8")) for p in FILES if p.name != "LICENSE")
    found = {src.name(p): m.group() for p, text in texts if (m := pattern.search(text))}
    assert found == {}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a path of one machine", "open('~home~li~data')"),
        ("a path of one machine", "see ~work~main"),
        ("a registry's address", "--index-url ~~pypi~simple"),
        ("a registry's address", "--find-links file:~~~wheels"),
        ("an unresolved conflict", "a\n" + 7 * "=" + "\nb"),
    ],
)
def test_the_patterns_match_what_they_mean(what, text):
    assert re.search(FOREIGN[what], text.replace("~", "/"), re.MULTILINE)


def test_text_is_utf8_with_unix_lines_and_a_last_line_end():
    odd = []
    for path in FILES:
        content = path.read_bytes()
        content.decode("utf-8")
        if b"\r" in content or content.startswith(b"\xef\xbb\xbf"):
            odd.append(f"{src.name(path)}: line ends or mark")
        if content and not content.endswith(b"\n"):
            odd.append(f"{src.name(path)}: last line")
    assert odd == []


def test_no_workspace_or_environment_is_committed():
    unwanted = re.compile(r"^(data/local|\.venv|build|screenshots)/|\.(duckdb|sqlite|pyc)$")
    assert [src.name(p) for p in src.tracked() if unwanted.search(src.name(p))] == []


def test_the_one_command_can_be_executed():
    assert (src.ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_the_package_says_its_version():
    script = "import gwdash; print(gwdash.__version__)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=src.ROOT, capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"\d+\.\d+\.\d+", done.stdout.strip())
