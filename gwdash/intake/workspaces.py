"""The archive of a workspace, and what to say where there is none yet."""

from pathlib import Path

from gwdash.archive.files import Archive
from gwdash.errors import ConflictError


def archive_of(workspace: Path) -> Archive:
    """Return the workspace's archive; made when it is not there yet."""
    return Archive(workspace / "archive")


def require_workspace(workspace: Path) -> None:
    """Raise ConflictError where nothing was ever handed in."""
    if not (workspace / "archive").is_dir():
        raise ConflictError(
            f"工作区 {workspace} 还没有数据。请先提交一个文件，或运行 python -m gwdash demo。"
        )
