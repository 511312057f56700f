"""Rows that were written or read last, at hand for the next report of the same slice."""

from collections import OrderedDict
from threading import Lock

import pyarrow as pa

#: A city's slices of a month, and no more memory than a page takes.
_MOST_TABLES = 1024
_MOST_BYTES = 64 * 1024 * 1024


class RecentRows:
    """Tables by the SHA-256 of their file; tables never change, so what is kept stays right.

    Safe to use from several threads.
    """

    def __init__(self) -> None:
        """Begin with nothing kept."""
        self._tables: OrderedDict[str, pa.Table] = OrderedDict()
        self._names: dict[int, str] = {}
        self._bytes = 0
        self._lock = Lock()

    def get(self, sha: str) -> pa.Table | None:
        """Return the table kept under this name, None when there is none."""
        with self._lock:
            return self._tables.get(sha)

    def name_of(self, table: pa.Table) -> str:
        """Return the name of this very table, empty for one that is not kept."""
        with self._lock:
            sha = self._names.get(id(table), "")
            return sha if sha and self._tables.get(sha) is table else ""

    def keep(self, sha: str, table: pa.Table) -> None:
        """Keep a table, and let go of the oldest ones beyond the limits."""
        with self._lock:
            if sha in self._tables:
                return
            self._tables[sha] = table
            self._names[id(table)] = sha
            self._bytes += table.nbytes
            while len(self._tables) > _MOST_TABLES or self._bytes > _MOST_BYTES:
                _, oldest = self._tables.popitem(last=False)
                self._names.pop(id(oldest), None)
                self._bytes -= oldest.nbytes
