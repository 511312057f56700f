"""Which version is live: one small file, replaced at one stroke."""

from pathlib import Path

from gwdash.archive.durable import write_durably
from gwdash.errors import WorkspaceError

_FOLDER = "store"
_POINTER = "CURRENT"
_STEM = "gwdash-"
_SUFFIX = ".duckdb"


def store_folder(workspace: Path) -> Path:
    """Return the folder of published versions."""
    return workspace / _FOLDER


def version_path(workspace: Path, version: int) -> Path:
    """Return where the file of a version lies or would lie."""
    return store_folder(workspace) / f"{_STEM}{version}{_SUFFIX}"


def version_files(workspace: Path) -> dict[int, Path]:
    """Return the version files that are there."""
    found = {}
    for path in store_folder(workspace).glob(f"{_STEM}*{_SUFFIX}"):
        number = path.name.removeprefix(_STEM).removesuffix(_SUFFIX)
        if number.isdigit():
            found[int(number)] = path
    return found


def live_version(workspace: Path) -> int | None:
    """Return the number of the live version, None before the first; raises WorkspaceError."""
    path = store_folder(workspace) / _POINTER
    try:
        text = path.read_text("ascii", errors="replace").strip()
    except FileNotFoundError:
        return None
    if not text.isdigit():
        raise WorkspaceError(
            f"版本指针 {path} 内容损坏（“{text}”）：请执行 doctor 查看，再用 use 切换到一个版本。"
        )
    return int(text)


def point_to(workspace: Path, version: int) -> None:
    """Make a version the live one, durably and at one stroke."""
    write_durably(
        store_folder(workspace) / _POINTER,
        lambda temporary: _write(temporary, version),
    )


def _write(path: Path, version: int) -> None:
    path.write_text(f"{version}\n", "ascii")
