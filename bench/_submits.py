"""Real files to hand in while others look on, and the command that hands them in.

``python -m bench._submits FOLDER COUNT`` makes files there and hands them in one after another to
the workspace of GWDASH_HOME, each with a version of its own; it prints the versions.
"""

import asyncio
import os
import sys
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from pathlib import Path

from bench._serve import ROOT
from gwdash.config import workspace
from gwdash.demo.chance import PRESENT
from gwdash.demo.fates import Fate, Row
from gwdash.demo.parcels import Parcel, parcels
from gwdash.ingest.profile import Profile
from gwdash.intake import usecases

_SUFFIX = "（更正）"
#: What is corrected in each row of a ledger: the field, and by how much it moves.
_MOVED = {
    "task_progress": ("actual_pct", 1.0),
    "water_level": ("depth_to_water_m", 0.25),
    "water_quality": ("ph", 0.01),
}
_HIGHEST_PCT = 99.0


@dataclass(frozen=True)
class Correction:
    """One file on disk with who hands it in and for when."""

    dataset: str
    reporter: str
    period: str
    path: Path


def corrections(folder: Path, count: int) -> list[Correction]:
    """Write corrected files of the last month, the ledgers in turns; each makes a new version."""
    due = [p for p in parcels() if p.period.last_day <= PRESENT.date() and p.fate is Fate.KEPT]
    last = max(parcel.period.last_day for parcel in due)
    kept: dict[str, dict[str, Parcel]] = {name: {} for name in _MOVED}
    for parcel in due:
        if parcel.dataset in kept and parcel.period.last_day == last:
            mended = _mended(parcel)
            if mended.rows != parcel.rows:  # the very same file would make no version
                kept[parcel.dataset][parcel.reporter] = mended
    turns = chain.from_iterable(zip_longest(*(own.values() for own in kept.values())))
    return [_written(folder, parcel) for parcel in turns if parcel is not None][:count]


def _mended(parcel: Parcel) -> Parcel:
    rows = [_moved(parcel.dataset, row) for row in parcel.rows]
    return replace(parcel, rows=rows, suffix=_SUFFIX)


def _moved(dataset: str, row: Row) -> Row:
    name, by = _MOVED[dataset]
    value = row.get(name)
    if not isinstance(value, int | float):
        return row
    return row | {name: value - by if value > _HIGHEST_PCT else value + by}


def _written(folder: Path, parcel: Parcel) -> Correction:
    path = folder / parcel.file_name
    path.write_bytes(parcel.content)
    return Correction(parcel.dataset, parcel.reporter, parcel.period.code, path)


async def by_command(home: Path, one: Correction) -> None:
    """Hand a file in on the command line, in a process of its own; raises RuntimeError."""
    arguments = ["submit", one.dataset, str(one.path)]
    arguments += ["--reporter", one.reporter, "--period", one.period]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "gwdash", *arguments, cwd=ROOT,
        env=os.environ | {"GWDASH_HOME": str(home)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(said.decode("utf-8", "replace"))


def main(folder: Path, count: int) -> None:
    """Hand corrections in and print the version that each made."""
    home = workspace()
    for one in corrections(folder, count):
        profile = Profile(reporter=one.reporter, period=one.period)
        content = one.path.read_bytes()
        checked = usecases.check(home, one.dataset, content, one.path.name, profile)
        print(usecases.submit(home, checked).version, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
