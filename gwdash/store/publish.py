"""Publishing: build the next version beside the live one, prove it, then move the pointer."""

import logging
from collections.abc import Sequence
from pathlib import Path

from gwdash import config
from gwdash.archive import NOBODY, Archive, Submission
from gwdash.archive.durable import put_in_place, temporary_beside
from gwdash.errors import ConflictError
from gwdash.steps import Step, step
from gwdash.store.build import Base, build
from gwdash.store.content import content_hash
from gwdash.store.database import forget
from gwdash.store.lock import writing
from gwdash.store.marks import schema_mark, shell_mark
from gwdash.store.pointer import live_version, point_to, version_files, version_path
from gwdash.store.proof import prove
from gwdash.store.rebuild import file_marks, is_up_to_date, rebuild, remove_database
from gwdash.store.recover import recover

__all__ = ["content_hash", "publish", "rebuild", "recover", "use"]

_log = logging.getLogger(__name__)


def publish(workspace: Path, archive: Archive, *, reason: str, actor: str = NOBODY) -> int | None:
    """Make what is accepted now the live version and return its number, None if it is already.

    Readers go on with the version they have. Raises ConflictError while another writer works,
    WorkspaceError when the archive lacks files or the new file fails its proof; the live
    version then stays as it was.
    """
    with writing(workspace):
        recover(workspace, archive)
        wanted = archive.ledger.accepted(brief=True)
        manifest = {submission.id for submission in wanted}
        live = live_version(workspace)
        held = None if live is None else _held(archive, live)
        if live is None or held is None:
            if not wanted:
                return None
            return _publish(workspace, archive, wanted, None, (reason, actor))
        path = version_path(workspace, live)
        marks = file_marks(path)
        if held == manifest and marks == (schema_mark(), shell_mark()):
            return None
        patchable = marks is not None and marks[0] == schema_mark()
        base = Base(path, held) if patchable and _mostly_kept(archive, held, wanted) else None
        return _publish(workspace, archive, wanted, base, (reason, actor))


def use(workspace: Path, version: int, archive: Archive | None = None) -> None:
    """Make a version that was published before the live one, built again if need be.

    Raises UsageError for an unknown version, ConflictError for one that never went live.
    """
    if archive is None:
        with Archive.of(workspace) as own:
            use(workspace, version, own)
        return
    with writing(workspace):
        recover(workspace, archive)
        if archive.ledger.version(version).published_at is None:
            raise ConflictError(f"第 {version} 版没有发布过，不能切换到它；请先执行 publish。")
        if not is_up_to_date(version_path(workspace, version)):
            rebuild(workspace, archive, version)
        point_to(workspace, version)


def _publish(
    workspace: Path,
    archive: Archive,
    wanted: Sequence[Submission],
    base: Base | None,
    why: tuple[str, str],
) -> int:
    temporary = temporary_beside(version_path(workspace, 0))
    reason, actor = why
    try:
        digest = build(archive, temporary, wanted, base)
        prove(temporary, wanted)
        step(Step.FILE_PROVEN)
        version = archive.ledger.new_version(
            (submission.id for submission in wanted), reason=reason, actor=actor
        )
        step(Step.VERSION_RECORDED)
        put_in_place(temporary, version_path(workspace, version))
        step(Step.FILE_IN_PLACE)
    finally:
        remove_database(temporary)
    point_to(workspace, version)
    step(Step.POINTER_MOVED)
    archive.ledger.mark_published(version, digest)
    step(Step.VERSION_PUBLISHED)
    _drop_old(workspace, archive)
    step(Step.OLD_FILES_DROPPED)
    return version


def _held(archive: Archive, live: int) -> frozenset[int] | None:
    """Return what the live version holds, None when the ledger does not know it."""
    known = {version.version for version in archive.ledger.versions()}
    return archive.ledger.manifest(live) if live in known else None


def _mostly_kept(archive: Archive, held: frozenset[int], wanted: Sequence[Submission]) -> bool:
    """Tell whether patching pays: taking out more rows than stay leaves a hollow file."""
    kept_rows = sum(item.n_rows for item in wanted if item.id in held)
    gone = held - {item.id for item in wanted}
    return sum(archive.ledger.get(number).n_rows for number in gone) <= kept_rows


def _drop_old(workspace: Path, archive: Archive) -> None:
    """Remove files of versions that are neither live, nor pinned, nor among the last few."""
    versions = [v for v in archive.ledger.versions() if v.published_at is not None]
    last = versions[-max(config.number(config.KEEP_VERSIONS), 1) :]
    keep = {v.version for v in (*last, *(v for v in versions if v.pinned))}
    keep.add(live_version(workspace) or 0)
    for number, path in version_files(workspace).items():
        if number in keep:
            continue
        forget(path)
        try:
            path.unlink()
        except PermissionError:
            # Windows keeps a file that somebody reads; the next publish tries again.
            _log.info("%s is still being read", path)
