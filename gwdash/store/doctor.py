"""Looking a workspace over: archive, ledger, published files and pointer, and what to do."""

from collections.abc import Collection, Iterator
from pathlib import Path

import duckdb

from gwdash.archive import Archive, Version
from gwdash.archive.inspection import Finding, Weight, inspect_archive, left_behind
from gwdash.errors import WorkspaceError
from gwdash.store.content import content_hash
from gwdash.store.marks import schema_mark, shell_mark
from gwdash.store.pointer import live_version, store_folder, version_files
from gwdash.store.rebuild import file_marks

__all__ = ["Finding", "Weight", "doctor"]


def doctor(workspace: Path, archive: Archive) -> list[Finding]:
    """Return everything that is wrong or waits to be done; changes nothing.

    Every file of the archive and every published file is read, so this takes its time.
    """
    return [
        *inspect_archive(archive),
        *left_behind(store_folder(workspace)),
        *_unfinished(archive),
        *_files(workspace, archive),
        *_pointer(workspace, archive),
    ]


def _unfinished(archive: Archive) -> Iterator[Finding]:
    for version in archive.ledger.versions():
        if version.published_at is None:
            yield Finding(
                Weight.WARNING,
                f"第 {version.version} 版发布到一半停下了：请执行 publish，会自动接着完成或取消。",
            )


def _files(workspace: Path, archive: Archive) -> Iterator[Finding]:
    known = {version.version: version for version in archive.ledger.versions()}
    files = version_files(workspace)
    for number, path in sorted(files.items()):
        if number not in known:
            yield Finding(
                Weight.WARNING,
                f"版本文件 {path.name} 在台账中没有记录：台账可能是较旧的备份；"
                "确认不再需要后可以删除。",
                path,
            )
        elif sentence := _file_trouble(path, known[number]):
            yield Finding(Weight.ERROR, sentence, path)
    for version in known.values():
        if version.pinned and version.published_at is not None and version.version not in files:
            yield Finding(
                Weight.WARNING,
                f"固定的第 {version.version} 版没有文件："
                f"请执行 rebuild {version.version} 重新生成。",
            )


def _file_trouble(path: Path, version: Version) -> str:
    remedy = f"请执行 rebuild {version.version} 由档案重新生成。"
    try:
        found = content_hash(path)
    except duckdb.Error:
        return f"版本文件 {path.name} 已损坏，无法打开：{remedy}"
    mark, _, _ = found.partition("-")
    # Only hashes over the same tables by the same engine can be compared.
    comparable = mark == schema_mark() and version.content_hash.startswith(f"{mark}-")
    if comparable and found != version.content_hash:
        return f"版本文件 {path.name} 的内容与发布时不同：{remedy}"
    return ""


def _pointer(workspace: Path, archive: Archive) -> Iterator[Finding]:
    accepted = {submission.id for submission in archive.ledger.accepted(brief=True)}
    try:
        live = live_version(workspace)
    except WorkspaceError as error:
        yield Finding(Weight.ERROR, str(error))
        return
    if live is None:
        if accepted:
            yield Finding(
                Weight.WARNING,
                f"有 {len(accepted)} 份审核通过的报送，还没有发布过：请执行 publish。",
            )
        return
    path = version_files(workspace).get(live)
    if path is None:
        yield Finding(
            Weight.ERROR,
            f"当前版本（第 {live} 版）的文件缺失：请执行 rebuild {live} 由档案重新生成。",
        )
    elif (marks := file_marks(path)) is not None and marks != (schema_mark(), shell_mark()):
        yield Finding(
            Weight.WARNING,
            f"当前版本（第 {live} 版）由另一版程序生成：请执行 publish 生成新的版本。",
            path,
        )
    yield from _waiting(archive, live, accepted)


def _waiting(archive: Archive, live: int, accepted: set[int]) -> Iterator[Finding]:
    if live not in {version.version for version in archive.ledger.versions()}:
        yield Finding(
            Weight.ERROR,
            f"台账中没有当前的第 {live} 版：台账可能是较旧的备份；请核对后执行 publish。",
        )
        return
    held = archive.ledger.manifest(live)
    if waiting := accepted - held:
        yield Finding(
            Weight.WARNING,
            f"审核通过的第 {_numbers(waiting)} 号报送不在当前版本中：请执行 publish。",
        )
    if gone := held - accepted:
        yield Finding(
            Weight.WARNING,
            f"第 {_numbers(gone)} 号报送已不再有效，仍在当前版本中：请执行 publish。",
        )


def _numbers(submissions: Collection[int]) -> str:
    return "、".join(map(str, sorted(submissions)))
