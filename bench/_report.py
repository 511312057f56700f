"""The table of ratios, kept in docs/bench.md: a section a measurement, each with its date."""

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

from gwdash import clock

Line = tuple[str, float, str]

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "bench.md"
_PACKAGES = ("streamlit", "duckdb", "pandas", "plotly", "pyarrow")
_HEAD = """# Measurements

Made by `python3 start.py bench`. Every figure is a ratio against a reference that ran in turns
with it in the same run; seconds are of one machine and stand beside it only to be compared among
themselves. A measurement can be run alone by its name: `python3 start.py bench publish`.
"""


def machine() -> str:
    """Return what the figures depend on: processors, memory, versions; nothing that names it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {packages}"
    )


def load() -> float:
    """Return how busy the machine was in the last minute, in processes."""
    return os.getloadavg()[0]


def keep(name: str, lines: list[Line], load_before: float, document: Path = DOCUMENT) -> None:
    """Write a measurement's section, in place of the one of an earlier run."""
    sections = _sections(document)
    sections[name] = _section(lines, load_before)
    body = "".join(f"\n## {title}\n{text}" for title, text in sorted(sections.items()))
    document.write_text(_HEAD + body, "utf-8")


def _section(lines: list[Line], load_before: float) -> str:
    rows = "\n".join(f"| {label} | {ratio:.3g} | {note} |" for label, ratio, note in lines)
    busy = f"load {load_before:.1f} before"
    return (
        f"\n{clock.now():%Y-%m-%d}, {machine()}, {busy}\n\n"
        f"| measurement | ratio | note |\n|---|---:|---|\n{rows}\n"
    )


def _sections(document: Path) -> dict[str, str]:
    if not document.exists():
        return {}
    parts = re.split(r"^## (.+)\n", document.read_text("utf-8"), flags=re.MULTILINE)
    return {
        name: text.rstrip("\n") + "\n" for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }
