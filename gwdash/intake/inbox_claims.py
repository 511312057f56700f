"""The front of the inbox: which dropped files are complete, and moving them into its own folder."""

import logging
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import count
from pathlib import Path

from gwdash import clock
from gwdash.archive.durable import sync_folder

_log = logging.getLogger(__name__)

RECEIVED, RETURNED, WORKING = "已收", "退回", ".处理中"
#: Lock and temporary files of WPS, Excel and LibreOffice, and of those who copy.
_NOT_FILES = re.compile(
    r"~\$.*|\.~.*|\..*|~.*\.tmp|.*\.(?:tmp|part|crdownload)|Thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)
_STAMP = "%Y%m%dT%H%M%S"
_CLAIM = re.compile(r"\d{8}T\d{6}-\d{3,}")
_Looked = tuple[int, int]


class InboxStep(StrEnum):
    """The points between which a pass may stop."""

    CLAIMED = "claimed"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    MARKED = "marked"
    LISTED = "listed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Claim:
    """A file in the working folder; its folder's name says when it was claimed."""

    folder: Path
    path: Path

    @property
    def stamp(self) -> str:
        """The name that this claim has had alone."""
        return self.folder.name

    @property
    def at(self) -> datetime:
        """When it was claimed, by Beijing's clock."""
        written = datetime.strptime(self.stamp.partition("-")[0], _STAMP)  # noqa: DTZ007 (Beijing, below)
        return written.replace(tzinfo=clock.BEIJING)

    @property
    def name(self) -> str:
        """The name with the folders it was dropped in."""
        return self.path.relative_to(self.folder).as_posix()


@dataclass(slots=True)
class Front:
    """The folder as it was looked at last."""

    folder: Path
    reached: Callable[[InboxStep], None]
    _seen: dict[Path, _Looked] = field(default_factory=dict)

    def dropped(self) -> Iterator[Path]:
        """Yield every file that lies in the folder and is somebody's."""
        own = {RECEIVED, RETURNED, WORKING}
        for path in sorted(self.folder.rglob("*")):
            parts = path.relative_to(self.folder).parts
            if parts[0] in own or any(_NOT_FILES.fullmatch(part) for part in parts):
                continue
            if path.is_file() and not path.is_symlink():
                yield path

    def look(self) -> list[Path]:
        """Return the files that are as they were at the last look and that nobody has open."""
        now: dict[Path, _Looked] = {}
        for path in self.dropped():
            try:
                facts = path.stat()
            except OSError:
                # Gone or not readable between listing and looking: the next pass sees.
                continue
            now[path] = (facts.st_size, facts.st_mtime_ns)
        ready = [p for p, facts in now.items() if self._seen.get(p) == facts and not _is_open(p)]
        self._seen = now
        return sorted(ready, key=lambda path: now[path][1])

    def claim(self, path: Path) -> None:
        """Move a file into the working folder, unless another program holds it."""
        folder = self.folder / WORKING / self._unused_stamp()
        target = folder / path.relative_to(self.folder)
        target.parent.mkdir(parents=True)
        try:
            path.replace(target)
        except OSError as error:
            # Another program holds it, as Windows reports: it stays where it is.
            _log.info("not yet: %s (%s)", path.name, error)
            shutil.rmtree(folder)
            return
        sync_folder(target.parent)
        self._seen.pop(path, None)
        self.reached(InboxStep.CLAIMED)

    def _unused_stamp(self) -> str:
        """Return the moment with a number that no file of this second has had."""
        moment = f"{clock.now():{_STAMP}}"
        for number in count():
            stamp = f"{moment}-{number:03}"
            done = (self.folder / place for place in (RECEIVED, RETURNED))
            used = any(any(folder.glob(f"{stamp}_*")) for folder in done)
            if not used and not (self.folder / WORKING / stamp).exists():
                break
        return stamp

    def claims(self) -> list[Claim]:
        """Return what waits in the working folder, in the order in which it was claimed."""
        working = self.folder / WORKING
        found = []
        for folder in sorted(working.iterdir()):
            if not _CLAIM.fullmatch(folder.name):
                continue
            files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
            if files:
                found.append(Claim(folder, files[0]))
            else:
                # Moved out before a stop, or never moved in.
                shutil.rmtree(folder)
        return found


def _is_open(path: Path) -> bool:
    """Tell whether an office program has the file open, by the lock file it leaves beside it.

    Excel and WPS put ``~$`` before the name, in place of its first two letters where it is long;
    LibreOffice writes ``.~lock.name#``.
    """
    locks = (f"~${path.name}", f"~${path.name[2:]}", f".~{path.name}", f".~lock.{path.name}#")
    return any((path.parent / lock).exists() for lock in locks)
