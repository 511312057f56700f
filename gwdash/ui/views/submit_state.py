"""Files on their way in: looked at once, read once for each setting, kept for the session only."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from gwdash.config import workspace
from gwdash.errors import GwdashError, UnreadableFile
from gwdash.ingest.profile import WHOLE, Profile
from gwdash.intake import mapping, usecases, zipped
from gwdash.intake.drop import Dropped, is_temporary, look_at
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Dataset, DatasetKind
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.periods import Period, parse_period
from gwdash.store.database import open_current

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from gwdash.intake.usecases import Checked

_LOOKED, _READ, _FIXES, _ROUND = "submit_looked", "submit_read", "submit_fixes", "submit_round"
_UNPACKED, _SEEN, _OPEN = "submit_unpacked", "submit_seen_files", "submit_open"
#: A session keeps at most this many readings, so that one visitor cannot fill the memory.
MOST_KEPT = 240
_ID_LENGTH = 12

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """One dropped file; `name` has its folders."""

    name: str
    content: bytes = field(repr=False)
    sha256: str
    drop: int = 0
    """The how-manyth drop it came with: a later one may mend what an earlier one had wrong."""

    @property
    def id(self) -> str:
        """What tells one dropped file from another, also in the keys of widgets."""
        return hashlib.sha256(f"{self.name}\n{self.sha256}".encode()).hexdigest()[:_ID_LENGTH]

    @property
    def short(self) -> str:
        """The name without its folders."""
        return self.name.replace("\\", "/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Fix:
    """What a person said about a file; empty where the file itself is believed."""

    dataset: str = ""
    reporter: str = ""
    period: str = ""
    part: str = ""
    warn: bool = False
    left_out: bool = False
    constants: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says for all files that do not say it themselves."""

    reporter: str = ""
    month: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a file is taken for, where each of it was found, and what is still to be asked."""

    dataset: Dataset | None
    reporter: Reporter | None
    reporter_from: str
    period: Period | None
    period_from: str
    part: str
    part_from: str
    profile: Profile
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file with what is known of it; `checked` or `refusal` is there once it was read."""

    file: File
    dropped: Dropped
    settled: Settled
    checked: "Checked | None" = None
    refusal: str = ""
    skipped: bool = False
    """Nothing is to be done with it: a temporary file, a second copy, left out by choice."""

    @property
    def ready(self) -> bool:
        """Whether it can be handed in as it is."""
        return self.checked is not None and self.checked.ok

    @property
    def asks(self) -> bool:
        """Whether a person must say what it is."""
        return bool(self.settled.asks) and not self.skipped

    @property
    def unreadable(self) -> str:
        """Why it cannot be read at all, empty where it can."""
        return "" if self.dropped.file_kind or self.skipped else self.dropped.problem


def unpack(uploads: "Sequence[UploadedFile]") -> tuple[list[File], list[str]]:
    """Return the files of a drop, packed folders opened, and sentences on what was left out.

    What was dropped stays until it is handed in or cleared, also while another page is looked
    at: the drop area itself forgets it then.
    """
    kept: dict[_Key, tuple[list[File], list[str]]] = st.session_state.setdefault(_UNPACKED, {})
    seen: set[str] = st.session_state.setdefault(_SEEN, set())
    drop = 1 + max((file.drop for found, _ in kept.values() for file in found), default=0)
    for upload in uploads:
        if upload.file_id in seen:
            continue
        seen.add(upload.file_id)
        content = upload.getvalue()
        key = (upload.name, hashlib.sha256(content).hexdigest())
        if key not in kept:
            kept[key] = _opened(upload.name, content, drop)
            # What came last may be what is to be looked at first.
            st.session_state.pop(_OPEN, None)
    files = [file for found, _ in kept.values() for file in found]
    return files, [note for _, notes in kept.values() for note in notes]


def _opened(name: str, content: bytes, drop: int) -> tuple[list[File], list[str]]:
    if not zipped.is_folder_zip(name, content):
        return [_file(name, content, drop)], []
    try:
        found = zipped.unpacked(name, content)
    except UnreadableFile as refusal:
        return [], [str(refusal)]
    return [_file(path, part, drop) for path, part in found.files], list(found.left_out)


def _file(name: str, content: bytes, drop: int) -> File:
    return File(name, content, hashlib.sha256(content).hexdigest(), drop)


def fix_of(file_id: str) -> Fix:
    """Return what a person said about a file."""
    fixes: dict[str, Fix] = st.session_state.setdefault(_FIXES, {})
    return fixes.get(file_id, Fix())


def set_fix(file_id: str, **said: object) -> None:
    """Remember what a person said about a file."""
    fixes: dict[str, Fix] = st.session_state.setdefault(_FIXES, {})
    fixes[file_id] = replace(fix_of(file_id), **said)  # type: ignore[arg-type]


def forget() -> None:
    """Drop all files and readings and clear the drop area for the next ones."""
    for key in (_LOOKED, _READ, _FIXES, _UNPACKED, _SEEN, _OPEN):
        st.session_state.pop(key, None)
    st.session_state[_ROUND] = drop_round() + 1


def drop_round() -> int:
    """Return how often the drop area was cleared."""
    return int(st.session_state.get(_ROUND, 0))


def entries(files: Sequence[File], told: Told) -> Iterator[Entry]:
    """Yield each file as soon as it was looked at and read; what is known already costs nothing."""
    home = workspace()
    version = open_current(home)
    known = mapping.learned(home)
    mark = f"{version.version if version else 0}/{[one.id for one in known]}"
    profiles = mapping.profiles(home)
    first: dict[str, str] = {}
    for file in files:
        twin = first.setdefault(file.sha256, file.name)
        if twin != file.name:
            problem = f"与「{twin}」内容完全相同，只需报送一份。"
            dropped = Dropped(file.name, file.sha256, problem=problem)
        else:
            dropped = _looked(file, mark, profiles)
        fix = fix_of(file.id)
        settled = settle(dropped, fix, told)
        if twin != file.name or is_temporary(file.name) or fix.left_out:
            yield Entry(file, dropped, settled, skipped=True)
        else:
            yield _read(home, Entry(file, dropped, settled), mark)


def _looked(file: File, mark: str, profiles: dict[str, Profile]) -> Dropped:
    kept: dict[_Key, Dropped] = st.session_state.setdefault(_LOOKED, {})
    key = (file.id, mark.rpartition("/")[2])
    if key not in kept:
        (kept[key],) = look_at([(file.name, file.content)], profiles)
    return kept[key]


def settle(dropped: Dropped, fix: Fix, told: Told) -> Settled:
    """Return what a file is taken for: as corrected, as recognised, as the page says for all."""
    dataset = LEDGERS.get(fix.dataset) or (dropped.dataset if dropped.sure else None)
    if dataset is None and dropped.confidence and dropped.problem:
        # Recognised for certain, but its reporter does not hand it in: that is asked below.
        dataset = dropped.dataset
    reporter, reporter_from = _reporter(dropped, fix, told, dataset)
    period, period_from = _period(dropped, fix, told, dataset)
    part, part_from = (fix.part, "您选的") if fix.part else (dropped.part, dropped.part_from)
    if part == WHOLE or reporter is None or reporter.group != "counties":
        part, part_from = "", ""
    unreadable = not dropped.file_kind
    wanted = (("台账", dataset), ("填报单位", reporter), ("报告期", period))
    measured = dataset is not None and dataset.kind is DatasetKind.OBSERVATION
    asks = tuple(
        word
        for word, value in wanted
        if value is None and not unreadable and not (word == "报告期" and measured)
    )
    profile = Profile(
        constants=dict(fix.constants),
        reporter=reporter.code if reporter else None,
        period=period.code if period else None,
        scope="warn" if fix.warn else "error",
        part=part or WHOLE,
    )
    return Settled(
        dataset, reporter, reporter_from, period, period_from, part, part_from, profile, asks
    )


def may_report(dataset: Dataset | None) -> list[Reporter]:
    """Return who hands a ledger in; everybody where the ledger is not known."""
    if dataset is None:
        return list(REGION.reporters)
    allowed = list(REGION.expand_reporters(dataset.reporters))
    office = REGION.reporter(REGION.office)
    return allowed if office in allowed else [*allowed, office]


def _reporter(
    dropped: Dropped, fix: Fix, told: Told, dataset: Dataset | None
) -> tuple[Reporter | None, str]:
    allowed = may_report(dataset)
    by_code = {r.code: r for r in allowed}
    if fix.reporter in by_code:
        return by_code[fix.reporter], "您选的"
    if dropped.reporter is not None and dropped.reporter.code in by_code:
        return dropped.reporter, dropped.reporter_from
    if dropped.reporter is None and told.reporter in by_code:
        return by_code[told.reporter], "上面所选"
    owed_by = REGION.expand_reporters(dataset.reporters) if dataset else ()
    if len(owed_by) == 1 and dropped.reporter is None:
        return owed_by[0], "只有它报送"
    return None, ""


def _period(
    dropped: Dropped, fix: Fix, told: Told, dataset: Dataset | None
) -> tuple[Period | None, str]:
    kind = dataset.cadence.period_kind if dataset else "month"
    if fix.period:
        period, _ = parse_period(fix.period)
        return period, "您选的"
    if dropped.period is not None:
        # Corrected to a ledger of another cadence, a month lies in its quarter.
        return Period.of(dropped.period.last_day, kind), dropped.period_from
    measured = dataset is not None and dataset.kind is DatasetKind.OBSERVATION
    if told.month and not measured:
        return Period.of(Period.parse(told.month).last_day, kind), "上面所选"
    return None, ""


def _read(home: Path, entry: Entry, mark: str) -> Entry:
    settled = entry.settled
    if settled.asks or settled.dataset is None:
        return entry
    kept: dict[_Key, Entry] = st.session_state.setdefault(_READ, {})
    key = (entry.file.id, settled.dataset.name, repr(settled.profile.as_dict()), mark)
    if key not in kept:
        while len(kept) >= MOST_KEPT:
            del kept[next(iter(kept))]
        kept[key] = _checked(home, entry, settled.dataset)
    return replace(kept[key], settled=settled)


def _checked(home: Path, entry: Entry, dataset: Dataset) -> Entry:
    file = entry.file
    try:
        checked = usecases.check(
            home, dataset.name, file.content, file.short, entry.settled.profile
        )
    except GwdashError as error:
        return replace(entry, refusal=str(error))
    return replace(entry, checked=checked)
