"""After a stop at any point: ledger, files and pointer are brought in line again."""

import logging
from pathlib import Path

from gwdash.archive import Archive
from gwdash.archive.durable import temporaries
from gwdash.errors import WorkspaceError
from gwdash.store.content import content_hash
from gwdash.store.lock import writing
from gwdash.store.pointer import live_version, point_to, store_folder, version_path
from gwdash.store.rebuild import is_up_to_date, rebuild, remove_database

_log = logging.getLogger(__name__)

#: No file takes longer than this to be written into the archive.
_LONGEST_WRITE_S = 3600


def recover(workspace: Path, archive: Archive | None = None) -> None:
    """Finish or take back what a stop left half done; cheap when there is nothing.

    A version whose file is in place was proven before it got its name, so it goes live; one
    without a file is taken back. Accepted submissions stay accepted and wait for the next
    publish. Raises WorkspaceError when the archive lacks what the live version needs.
    """
    if archive is None:
        with Archive.of(workspace) as own:
            recover(workspace, own)
        return
    with writing(workspace):
        _remove_unfinished(workspace, archive)
        _finish_or_take_back(workspace, archive)
        _mend_pointer(workspace, archive)


def refresh(workspace: Path, archive: Archive) -> int | None:
    """Recover, and build the live version again when another program made its file.

    Returns the version that was built again, None when the file was as this program makes it
    or nothing is published yet. Raises as `recover` does, ConflictError while somebody writes.
    """
    with writing(workspace):
        recover(workspace, archive)
        live = pointed_at(workspace)
        if live is None or is_up_to_date(version_path(workspace, live)):
            return None
        _log.info("version %s was made by other tables: building it again", live)
        rebuild(workspace, archive, live)
        return live


def _remove_unfinished(workspace: Path, archive: Archive) -> None:
    # Whoever writes a version holds the lock; a file may be on its way into the archive.
    unfinished = temporaries(store_folder(workspace))
    unfinished += temporaries(archive.folder, older_than_seconds=_LONGEST_WRITE_S)
    for path in unfinished:
        _log.info("removing unfinished %s", path)
        path.unlink()


def _finish_or_take_back(workspace: Path, archive: Archive) -> None:
    for version in reversed(archive.ledger.versions()):
        if version.published_at is not None:
            break
        path = version_path(workspace, version.version)
        if path.is_file():
            _log.info("version %s was proven: going live", version.version)
            point_to(workspace, version.version)
            archive.ledger.mark_published(version.version, content_hash(path))
            break
        _log.info("version %s has no file: taken back", version.version)
        remove_database(path)
        archive.ledger.take_back(version.version)


def _mend_pointer(workspace: Path, archive: Archive) -> None:
    published = [v.version for v in archive.ledger.versions() if v.published_at is not None]
    if not published:
        return
    live = pointed_at(workspace)
    target = live if live in published else published[-1]
    if target is None:
        return
    if not version_path(workspace, target).is_file():
        _log.info("the file of version %s is gone: building it again", target)
        rebuild(workspace, archive, target)
    if target != live:
        point_to(workspace, target)


def pointed_at(workspace: Path) -> int | None:
    """Return the live version, None also when the pointer is unreadable."""
    try:
        return live_version(workspace)
    except WorkspaceError:
        _log.warning("the pointer of %s is unreadable", workspace)
        return None
