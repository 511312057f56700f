"""The calendar of the workspace, kept until the ledger's file changes or the day does."""

from datetime import date
from pathlib import Path

import streamlit as st

from gwdash import clock
from gwdash.config import workspace
from gwdash.intake.calendar import Calendar, calendar
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.periods import Period

#: A few months, and the reporters that people look at.
_KEPT = 32
#: What is written stands in the log beside the ledger before it stands in it.
_LEDGER_FILES = ("ledger.sqlite", "ledger.sqlite-wal")
_Facts = tuple[tuple[int, int], ...]


def read(
    first: Period | None = None, last: Period | None = None, reporter: Reporter | None = None
) -> Calendar:
    """Return the calendar as `gwdash.intake.calendar.calendar` does."""
    home = workspace()
    codes = tuple(None if one is None else one.code for one in (first, last, reporter))
    return _calendar(home, _facts(home), clock.today(), codes)


def _facts(home: Path) -> _Facts:
    """Return what changes whenever anything is written to the ledger."""
    found = []
    for name in _LEDGER_FILES:
        try:
            facts = (home / "archive" / name).stat()
        except FileNotFoundError:
            # The log comes and goes with those who have the ledger open.
            continue
        if facts.st_size:
            found.append((facts.st_size, facts.st_mtime_ns))
    return tuple(found)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _calendar(home: Path, facts: _Facts, today: date, codes: tuple[str | None, ...]) -> Calendar:
    del facts, today
    first, last, who = codes
    return calendar(
        home,
        Period.parse(first) if first else None,
        Period.parse(last) if last else None,
        reporter=REGION.reporter(who) if who else None,
    )
