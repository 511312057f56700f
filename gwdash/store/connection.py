"""The one place that opens a database, with its limits set."""

import os
import tempfile
from pathlib import Path

import duckdb

from gwdash import config

#: The catalog under which a file is attached. Attaching to a fresh instance, rather than
#: opening the file itself, keeps a path that was replaced from showing its old content.
ALIAS = "store"


def attach(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open a database file; raises duckdb.Error. `USE` holds for this connection only."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "threads": str(config.store_threads()),
            "memory_limit": f"{config.number(config.STORE_MEMORY_MIB)}MiB",
            # Only made when a query outgrows its memory; the default would be the work folder.
            "temp_directory": str(Path(tempfile.gettempdir()) / f"gwdash-spill-{os.getpid()}"),
        },
    )
    try:
        mode = " (READ_ONLY)" if read_only else ""
        connection.execute(f"ATTACH {quoted(str(path))} AS {ALIAS}{mode}")
        connection.execute(f"USE {ALIAS}")
        if read_only:
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
    except duckdb.Error:
        connection.close()
        raise
    return connection


def quoted(text: str) -> str:
    """Return text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
