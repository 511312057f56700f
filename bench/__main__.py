"""Run measurements: ``python -m bench [NAME…]``, by default all of them, one after another.

Each runs in a process of its own, so that none is slowed by what another left in memory; the
figures are printed and kept in docs/bench.md.
"""

import importlib
import subprocess
import sys
from pathlib import Path

from bench import _report

NAME_WIDTH = 50


def names() -> list[str]:
    """Return the names of the measurements that are here."""
    return sorted(p.stem for p in Path(__file__).parent.glob("[a-z]*.py"))


def main(wanted: list[str]) -> int:
    """Print one line a figure; return 2 for a name that is not a measurement, 1 after a failure."""
    unknown = set(wanted) - set(names())
    if unknown:
        print(
            f"no measurement called {', '.join(sorted(unknown))}; there are: {', '.join(names())}"
        )
        return 2
    if len(wanted) == 1:
        run(wanted[0])
        return 0
    statuses = [
        subprocess.run([sys.executable, "-m", "bench", name], check=False).returncode
        for name in wanted or names()
    ]
    return int(any(statuses))


def run(name: str) -> None:
    """Run one measurement, print its lines and keep them."""
    busy = _report.load()
    lines = importlib.import_module(f"bench.{name}").measure()
    for label, ratio, note in lines:
        print(f"{label:{NAME_WIDTH}} {ratio:8.3f}  {note}", flush=True)
    _report.keep(name, lines, busy)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
