"""Two thousand runs of 总览: the server's memory at the end against that after a first part."""

from bench._serve import dashboard, demo_city
from bench._viewers import together

VIEWERS = 4
RUNS = 2_000
#: Caches fill and the collector comes round once; what follows should stay level.
FIRST_RUNS = 400
LIMIT_RATIO = 1.1


def measure() -> list[tuple[str, float, str]]:
    """Return (name, ratio of memory, note)."""
    with demo_city() as home, dashboard(home) as server:
        together(server, VIEWERS, FIRST_RUNS // VIEWERS)
        before = server.memory_mb
        runs = together(server, VIEWERS, RUNS // VIEWERS)
        after = server.memory_mb
    note = (
        f"{before:.0f} MB after {FIRST_RUNS} runs, {after:.0f} MB after {RUNS:,} more "
        f"({runs.per_second:.1f} runs/s); at most {LIMIT_RATIO}"
    )
    return [(f"memory: {RUNS:,} runs of 总览", after / before, note)]
