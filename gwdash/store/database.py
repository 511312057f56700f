"""Reading a published version: one handle per file and process, one cursor per question."""

import threading
from collections import OrderedDict
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple, cast

import duckdb

from gwdash.errors import WorkspaceError
from gwdash.registry.model import Dataset
from gwdash.store.connection import ALIAS, attach
from gwdash.store.ddl import STORE_FORMAT
from gwdash.store.ledger_rows import LedgerRows
from gwdash.store.marks import schema_mark, shell_mark
from gwdash.store.marts import sql_text
from gwdash.store.pointer import live_version, version_path

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    import numpy as np
    import pandas as pd

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

#: Handles kept ready; one beyond them closes as soon as nobody reads from it.
_KEPT_HANDLES = 4
#: How often a reader follows a pointer that moves while it looks.
_PATIENCE = 5


class Store:
    """One published version, read-only; safe to use from any number of threads.

    The handle stays good as long as somebody holds it, also after its version was dropped.
    """

    def __init__(self, path: Path, version: int) -> None:
        """Open a version's file; raises WorkspaceError, or FileNotFoundError when missing."""
        if not path.is_file():
            raise FileNotFoundError(path)
        self.path = path
        self.version = version
        self.made_at = path.stat().st_mtime_ns
        """When the file was made: one made anew under the same name is another file. Kept here,
        because the handle outlives its file."""
        self._connection = _open(path)
        self.ledgers = LedgerRows(self._connection)
        self._answers: dict[Hashable, Any] = {}

    def once(self, question: "Callable[[Store, *Ts], T]", *args: *Ts) -> T:
        """Return what ``question(store, …)`` answers, asked once: a version never changes.

        The answer is kept as long as the handle, so that it keeps no dropped version open.
        """
        key = (question, *args)
        if key not in self._answers:
            self._answers[key] = question(self, *args)
        return cast("T", self._answers[key])

    def frame(self, query: str, **params: object) -> "pd.DataFrame":
        """Return the answer to ``sql/queries/<query>.sql`` with its ``$name`` parameters."""
        with self._asked(_query(query), params) as answer:
            return answer.df()

    def columns(self, query: str, **params: object) -> dict[str, list[Any]]:
        """Return the answer by column as plain values, None where a cell is empty.

        For answers that become objects one a row: several times faster than by a frame.
        """
        with self._asked(_query(query), params) as answer:
            dates = {
                name for name, kind, *_ in answer.description or () if kind == duckdb.sqltypes.DATE
            }
            arrays = cast("dict[str, np.ndarray]", answer.fetchnumpy())
        return {
            name: (array.astype("datetime64[D]") if name in dates else array).tolist()
            for name, array in arrays.items()
        }

    def scalar(self, query: str, **params: object) -> Any:  # noqa: ANN401 (what the query yields)
        """Return the first value of the first row of a query, None when there is no row."""
        with self._asked(_query(query), params) as answer:
            row = answer.fetchone()
        return None if row is None else row[0]

    def keys(self, dataset: Dataset, column: str = "") -> frozenset[str]:
        """Return what a column of a dataset holds, its first key column by default."""
        # Both names come from the registry, which refuses anything but plain column names.
        name = column or dataset.key[0]
        query = f'SELECT DISTINCT "{name}" FROM core."{dataset.name}"'  # noqa: S608
        with self._asked(query) as answer:
            return frozenset(row[0] for row in answer.fetchall()) - {None}

    def owners(self, dataset: Dataset) -> dict[tuple[Any, ...], str]:
        """Return who of a register's present reporters handed in a key first, by key."""
        keys = ", ".join(f'r."{name}"' for name in dataset.key)
        query = (
            f"SELECT {keys}, arg_min(r.reporter, r.accepted_at) "  # noqa: S608 (as above)
            f"FROM {dataset.name}_asof AS r "
            f"WHERE r.next_period_end IS NULL GROUP BY {keys}"
        )
        with self._asked(query) as answer:
            return {row[:-1]: row[-1] for row in answer.fetchall()}

    @contextmanager
    def _asked(
        self, query: str, params: dict[str, object] | None = None
    ) -> "Iterator[duckdb.DuckDBPyConnection]":
        """Run a query on a cursor of its own: one connection for all gives wrong answers."""
        with self._connection.cursor() as cursor:
            cursor.execute(f"USE {ALIAS}")
            yield cursor.execute(query, params)

    def __repr__(self) -> str:
        return f"Store({self.path.name})"


@cache
def _query(name: str) -> str:
    return sql_text(f"queries/{name}")


def _open(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        connection = attach(path, read_only=True)
        row = connection.execute(
            "SELECT store_format, schema_mark, shell_mark FROM meta.build"
        ).fetchone()
    except duckdb.Error as error:
        raise WorkspaceError(
            f"版本文件 {path.name} 已损坏，无法打开：请执行 rebuild 由档案重新生成。"
        ) from error
    if row is None or row[0] > STORE_FORMAT:
        connection.close()
        raise WorkspaceError(
            f"版本文件 {path.name} 由更新的程序生成，本程序不能读取：请升级程序后再打开。"
        )
    if (row[1], row[2]) != (schema_mark(), shell_mark()):
        connection.close()
        raise WorkspaceError(
            f"版本文件 {path.name} 由另一版程序生成：请重新启动平台，它会由档案自动重新生成。"
        )
    return connection


# -- handles of this process -----------------------------------------------------------------

_lock = threading.Lock()
_handles: OrderedDict[tuple[Path, int, int], Store] = OrderedDict()


def open_version(workspace: Path, version: int) -> Store:
    """Return a version; raises WorkspaceError when its file is not there any more."""
    try:
        return _handle(version_path(workspace, version), version)
    except FileNotFoundError as error:
        raise WorkspaceError(
            f"第 {version} 版的文件不在：请先执行 use {version} 或 rebuild {version} 重新生成。"
        ) from error


def open_current(workspace: Path) -> Store | None:
    """Return the live version, None before the first publish; raises WorkspaceError."""
    version = live_version(workspace)
    for _ in range(_PATIENCE):
        if version is None:
            return None
        try:
            return _handle(version_path(workspace, version), version)
        except FileNotFoundError:
            # Dropped between reading the pointer and opening: the pointer has moved on.
            before, version = version, live_version(workspace)
            if version == before:
                break
    raise WorkspaceError(
        f"当前版本（第 {version} 版）的文件缺失：请执行 rebuild {version} 由档案重新生成。"
    )


def forget(path: Path) -> None:
    """Let go of the handles on a file; whoever still reads from one may finish."""
    with _lock:
        for key in [key for key in _handles if key[0] == path]:
            del _handles[key]


def _handle(path: Path, version: int) -> Store:
    resolved = path.resolve()
    status = resolved.stat()
    # A file made anew under the same name is another file.
    key = (resolved, status.st_ino, status.st_mtime_ns)
    with _lock:
        store = _handles.get(key)
        if store is None:
            store = _handles[key] = Store(resolved, version)
        _handles.move_to_end(key)
        while len(_handles) > _KEPT_HANDLES:
            _handles.popitem(last=False)
    return store
