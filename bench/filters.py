"""Another county on 总览: the server's time from the choice to the finished page."""

from bench._serve import dashboard, demo_city, hello
from bench._viewers import one_after_another
from gwdash.registry.region import REGION

CHANGES = 80
ROUNDS = 3
LIMIT_RATIO = 1.5


def measure() -> list[tuple[str, float, str]]:
    """Return (name, ratio to a run of the hello page, note), taken in turns."""
    codes = [county.code for county in REGION.counties]
    queries = [f"county={codes[place % len(codes)]}" for place in range(CHANGES)]
    ours: list[float] = []
    theirs: list[float] = []
    with demo_city() as home, dashboard(home) as server, hello() as reference:
        for _ in range(ROUNDS):
            ours.append(one_after_another(server, queries).median)
            theirs.append(one_after_another(reference, [""] * CHANGES).median)
    slow, fast = min(ours), min(theirs)
    note = (
        f"{slow * 1000:.0f} ms against {fast * 1000:.0f} ms, best median of {ROUNDS} × "
        f"{CHANGES} runs; at most {LIMIT_RATIO}"
    )
    return [("filter: another county on 总览", slow / fast, note)]
