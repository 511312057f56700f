"""Building a version again from the archive alone, and proving that it is the same."""

from pathlib import Path

import duckdb

from gwdash.archive import Archive, Submission
from gwdash.archive.durable import put_in_place, temporary_beside
from gwdash.errors import WorkspaceError
from gwdash.store.build import build
from gwdash.store.connection import attach
from gwdash.store.database import forget
from gwdash.store.lock import writing
from gwdash.store.marks import schema_mark, shell_mark
from gwdash.store.pointer import version_path
from gwdash.store.proof import prove


def rebuild(workspace: Path, archive: Archive, version: int) -> Path:
    """Build a version's file from the archive, put it in place and return its path.

    Raises UsageError for an unknown version, and WorkspaceError when the archive lacks files
    or gives another content than was published.
    """
    with writing(workspace):
        recorded = archive.ledger.version(version)
        final = version_path(workspace, version)
        temporary = temporary_beside(final)
        try:
            wanted = submissions_of(archive, version)
            digest = build(archive, temporary, wanted, None)
            prove(temporary, wanted)
            _refuse_other_content(version, recorded.content_hash, digest)
            put_in_place(temporary, final)
        finally:
            remove_database(temporary)
        forget(final)
        if recorded.published_at is not None:
            archive.ledger.mark_published(version, digest, recorded.published_at)
    return final


def submissions_of(archive: Archive, version: int) -> list[Submission]:
    """Return the submissions that a version holds."""
    manifest = archive.ledger.manifest(version)
    return [item for item in archive.ledger.submissions() if item.id in manifest]


def is_up_to_date(path: Path) -> bool:
    """Tell whether a file is there and was made by the same tables, rules and views."""
    return file_marks(path) == (schema_mark(), shell_mark())


def file_marks(path: Path) -> tuple[str, str] | None:
    """Return the marks of tables and views that a file carries, None when it has none."""
    if not path.is_file():
        return None
    try:
        connection = attach(path, read_only=True)
    except duckdb.Error:
        return None
    try:
        row = connection.execute("SELECT schema_mark, shell_mark FROM meta.build").fetchone()
    except duckdb.Error:
        return None
    finally:
        connection.close()
    return None if row is None else (str(row[0]), str(row[1]))


def remove_database(path: Path) -> None:
    """Remove a database file that is not in place, with the log that may lie beside it."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)


def _refuse_other_content(version: int, recorded: str, built: str) -> None:
    same_rules = recorded.partition("-")[0] == built.partition("-")[0]
    if recorded and same_rules and recorded != built:
        raise WorkspaceError(
            f"由档案重新生成的第 {version} 版与当初发布的内容不同，原文件未动："
            "档案可能被改动过，请执行 doctor 核对，或用备份恢复 archive 文件夹。"
        )
