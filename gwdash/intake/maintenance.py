"""Keeping the workspace well: versions to go back to, rebuilding, and what the doctor finds."""

from contextlib import closing
from pathlib import Path

from gwdash.archive.model import Version
from gwdash.errors import UsageError
from gwdash.intake.usecases import archive_of, require_workspace
from gwdash.store.doctor import doctor as examine
from gwdash.store.lock import writing
from gwdash.store.pointer import live_version
from gwdash.store.publish import use as switch
from gwdash.store.rebuild import rebuild as rebuild_version
from gwdash.store.recover import refresh


def current_version(workspace: Path) -> int | None:
    """Return the number of the version that pages show, None before the first."""
    return live_version(workspace)


def rebuild(workspace: Path, version: int | None = None) -> Version:
    """Build a version again from the archive and compare it with what was published.

    Raises UsageError when there is no version yet and WorkspaceError when the contents differ.
    """
    require_workspace(workspace)
    number = version if version is not None else live_version(workspace)
    if number is None:
        raise UsageError("还没有发布过版本，没有可以重建的。请先提交一个文件。")
    with writing(workspace), closing(archive_of(workspace)) as archive:
        rebuild_version(workspace, archive, number)
        return archive.ledger.version(number)


def prepare(workspace: Path) -> int | None:
    """Bring the workspace in line with this program before pages read it.

    Returns the version whose file was built again after a change of the program, None when
    there was nothing to do. Raises ConflictError while another process writes, WorkspaceError
    when the archive lacks files.
    """
    if current_version(workspace) is None:
        return None
    with closing(archive_of(workspace)) as archive:
        return refresh(workspace, archive)


def use(workspace: Path, version: int) -> None:
    """Let pages show a version; its file is rebuilt first when it was dropped."""
    require_workspace(workspace)
    with writing(workspace), closing(archive_of(workspace)) as archive:
        switch(workspace, version, archive)


def pin(workspace: Path, version: int, *, on: bool = True) -> None:
    """Keep a version's file for good, as a meeting does, or let it go again."""
    require_workspace(workspace)
    with writing(workspace), closing(archive_of(workspace)) as archive:
        archive.ledger.pin(version, on)


def doctor(workspace: Path) -> list[str]:
    """Return what is wrong with the workspace, each with what to do; empty when it is well."""
    require_workspace(workspace)
    with closing(archive_of(workspace)) as archive:
        return [finding.message for finding in examine(workspace, archive)]
