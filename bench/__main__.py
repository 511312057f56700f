"""Run measurements and print a table: ``python -m bench [NAME…]``, by default all of them."""

import importlib
import sys
from pathlib import Path

NAME_WIDTH = 44


def names() -> list[str]:
    """Return the names of the measurements that are here."""
    return sorted(p.stem for p in Path(__file__).parent.glob("[a-z]*.py"))


def main(wanted: list[str]) -> int:
    """Print one line a figure; return 2 for a name that is not a measurement."""
    unknown = set(wanted) - set(names())
    if unknown:
        print(
            f"no measurement called {', '.join(sorted(unknown))}; there are: {', '.join(names())}"
        )
        return 2
    print(f"{'measurement':{NAME_WIDTH}} {'ratio':>7}  note")
    for name in wanted or names():
        module = importlib.import_module(f"bench.{name}")
        for label, ratio, note in module.measure():
            print(f"{label:{NAME_WIDTH}} {ratio:7.2f}  {note}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
