"""A month of the city handed in by one command, against reading the same files and no more.

The demo's files up to the month are in the workspace already. The first files of its last month
are dropped into a folder, and `python -m gwdash watch --once` checks, submits and publishes them.
The reference reads every sheet of the same files and keeps nothing; text tables, which its
library does not read, are only decoded. So the ratio is large; what counts are the seconds,
the two included that the command waits to see that no file still grows.
"""

import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from python_calamine import CalamineWorkbook

from bench._serve import ROOT
from gwdash.archive import Archive, State, SubmissionKind
from gwdash.demo.chance import PRESENT
from gwdash.demo.fates import Fate
from gwdash.demo.load import load
from gwdash.demo.parcels import Parcel, parcels
from gwdash.intake.inbox import SETTLE_SECONDS
from gwdash.store.database import open_current

FILES = 90
ROUNDS = 3
LIMIT_SECONDS = 10.0
_TEXT = (".csv", ".txt")
_TEXT_ENCODING = "gb18030"


def measure() -> list[tuple[str, float, str]]:
    """Return what a month takes next to a bare read, and next to the time that it may take."""
    folder = Path(tempfile.mkdtemp(prefix="gwdash-bench-"))
    try:
        return _measured(folder)
    finally:
        shutil.rmtree(folder)


def _measured(folder: Path) -> list[tuple[str, float, str]]:
    everything = parcels()
    last = max(p.period.last_day for p in everything if p.period.last_day <= PRESENT.date())
    month = [p for p in everything if p.period.last_day == last and _is_first(p)][:FILES]
    base = folder / "base"
    load(base, [p for p in everything if p.period.last_day < last], lambda _words, _share: None)
    ours: list[float] = []
    bare: list[float] = []
    for number in range(ROUNDS):
        home, inbox = folder / f"home-{number}", folder / f"inbox-{number}"
        shutil.copytree(base, home)
        _drop(inbox, month)
        bare.append(_timed(partial(_bare, month)))
        ours.append(_timed(partial(_command, home, inbox)))
        _prove(base, home, len(month))
    seconds, reading = statistics.median(ours), statistics.median(bare)
    note = (
        f"{seconds:.1f} s, {SETTLE_SECONDS:g} of them waiting; bare read {reading:.2f} s, "
        f"medians of {ROUNDS}"
    )
    return [
        (f"month: {len(month)} files checked, submitted, published", seconds / reading, note),
        ("month: share of the time it may take", seconds / LIMIT_SECONDS, f"{LIMIT_SECONDS:g} s"),
    ]


def _is_first(parcel: Parcel) -> bool:
    """Tell whether it is a file that counts, and no correction of another."""
    is_file = parcel.kind is SubmissionKind.FILE
    return is_file and parcel.fate is Fate.KEPT and not parcel.suffix


def _drop(inbox: Path, month: list[Parcel]) -> None:
    for parcel in month:
        path = inbox / parcel.dataset / parcel.file_name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(parcel.content)


def _command(home: Path, inbox: Path) -> None:
    environment = os.environ | {"GWDASH_HOME": str(home)}
    command = [sys.executable, "-m", "gwdash", "watch", str(inbox), "--once"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def _prove(before: Path, after: Path, count: int) -> None:
    """Raise RuntimeError unless every file counts, in one new version."""
    old, new = open_current(before), open_current(after)
    if old is None or new is None or new.version != old.version + 1:
        raise RuntimeError("the month was not published as one version")
    with Archive.of(after) as archive:
        taken = archive.ledger.submissions(state=State.ACCEPTED, brief=True)
    came = sum(s.channel == "watch" for s in taken)
    if came != count:
        raise RuntimeError(f"{came} of {count} files were taken in")


def _bare(month: list[Parcel]) -> None:
    for parcel in month:
        if parcel.file_name.endswith(_TEXT):
            parcel.content.decode(_TEXT_ENCODING, "replace")
            continue
        with CalamineWorkbook.from_filelike(io.BytesIO(parcel.content)) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
