"""Files on their way in: read once for each setting, kept for the session only."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from gwdash.errors import GwdashError
from gwdash.ingest.profile import Profile
from gwdash.intake import usecases
from gwdash.intake.usecases import Checked

_KEPT = "submit_checked"
#: A session keeps at most this many readings, so that one visitor cannot fill the memory.
_MOST_KEPT = 24


@dataclass(frozen=True, slots=True)
class File:
    """One dropped file; `checked` or `refusal` is there once it was read."""

    name: str
    content: bytes
    checked: Checked | None = None
    refusal: str = ""

    @property
    def sha256(self) -> str:
        """The file's fingerprint."""
        return hashlib.sha256(self.content).hexdigest()


def checked_files(home: Path, dataset: str, files: Sequence[File], profile: Profile) -> list[File]:
    """Return the files read under a profile; a file that was read before is not read again."""
    kept: dict[tuple[str, ...], File] = st.session_state.setdefault(_KEPT, {})
    found = []
    for file in files:
        key = (file.sha256, file.name, dataset, repr(profile.as_dict()))
        if key not in kept:
            while len(kept) >= _MOST_KEPT:
                del kept[next(iter(kept))]
            kept[key] = _read(home, dataset, file, profile)
        found.append(kept[key])
    return found


def forget() -> None:
    """Drop all readings and clear the drop area for the next files."""
    st.session_state.pop(_KEPT, None)
    st.session_state["submit_round"] = st.session_state.get("submit_round", 0) + 1


def _read(home: Path, dataset: str, file: File, profile: Profile) -> File:
    try:
        return replace(
            file, checked=usecases.check(home, dataset, file.content, file.name, profile)
        )
    except GwdashError as error:
        return replace(file, refusal=str(error))
