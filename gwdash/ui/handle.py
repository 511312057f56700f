"""The published version that a page run reads, and what the workspace says about itself."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import streamlit as st

from gwdash.archive.files import Archive
from gwdash.config import workspace
from gwdash.store.database import Store, open_current

ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class About:
    """What the strip says about the data."""

    demo: bool
    published_at: datetime | None


def current_store() -> Store | None:
    """Return the live version's read-only handle, None in an empty workspace.

    The store keeps handles by path, so a run costs one look at the pointer.
    """
    return open_current(workspace())


def identity(store: Store) -> tuple[Path, int]:
    """Return what tells one published version from another, for answers that are kept.

    A file made anew under the same name is another file, and one that was dropped while a page
    reads from it keeps its name.
    """
    return store.path, store.made_at


@st.cache_data(max_entries=8, show_spinner=False)
def about(home: Path, version: int) -> About:
    """Return the strip's facts on a version; they do not change once it is published."""
    archive = Archive(home / ARCHIVE)
    try:
        ledger = archive.ledger
        return About(ledger.is_demo, ledger.version(version).published_at)
    finally:
        archive.close()
