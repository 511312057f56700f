"""Fifty people on 总览: page runs a second, against the library's settings as they come."""

from bench._serve import dashboard, demo_city, stock
from bench._viewers import Runs, together

VIEWERS = 50
RUNS_EACH = 12
#: Stock settings are slower; fewer runs keep the measurement short and the figure as steady.
STOCK_RUNS_EACH = 3
LIMIT_RATIO = 5


def measure() -> list[tuple[str, float, str]]:
    """Return (name, ratio of runs a second to stock settings, note)."""
    with demo_city() as home:
        with stock(home) as server:
            slow = together(server, VIEWERS, STOCK_RUNS_EACH)
        with dashboard(home) as server:
            fast = together(server, VIEWERS, RUNS_EACH)
    return [
        (
            f"viewers: {VIEWERS} on 总览, runs a second",
            fast.per_second / slow.per_second,
            f"{_said(fast)}; stock {_said(slow)}; at least {LIMIT_RATIO}",
        )
    ]


def _said(runs: Runs) -> str:
    return f"{runs.per_second:.1f} runs/s, p95 {runs.p95:.2f} s of {len(runs.seconds)} runs"
