"""The files of the checkout, and what a Python source says about itself."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "pages").glob("*.py"))
PACKAGE = sorted((ROOT / "gwdash").rglob("*.py"))
PRODUCT = [*PACKAGE, *PAGES, *ROOT.glob("app.py")]

#: Folders that the tools make: caches, the environment, the workspace.
MADE = re.compile(r"\.(?!ci$)|__pycache__$|local$|build$|htmlcov$").match


def name(path: Path) -> str:
    """Return the path as people write it, for test ids and messages."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(module: ast.Module) -> set[str]:
    """Return the full names of all modules that a source imports, wherever it does so."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def packages(module: ast.Module) -> set[str]:
    """Return the top-level packages that a source imports."""
    return {full.split(".")[0] for full in imported(module)}


def tracked() -> list[Path]:
    """Return every file under version control, or all visible files of an unpacked archive."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
        ).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        inside = ((p, p.relative_to(ROOT).parts) for p in ROOT.rglob("*") if p.is_file())
        return [p for p, parts in inside if not any(map(MADE, parts[:-1]))]
    return [ROOT / line for line in listed.split("\0") if line and (ROOT / line).is_file()]
