"""A workbook as it was read, packed by one worker for the next: a file is taken apart once.

Whoever lies between passes the bytes on and never opens them, so that cells which strangers sent
stay in the workers.
"""

import pickle

from gwdash.ingest.grid import Workbook

#: Beyond so many cells a file is rather read again than held twice: the memory of a worker is for
#: reading.
MAX_PACKED_CELLS = 1_000_000


def packed(book: Workbook) -> bytes:
    """Return a workbook as bytes, none of a large one."""
    cells = sum(len(row) for sheet in book.sheets for row in sheet.rows)
    return pickle.dumps(book, pickle.HIGHEST_PROTOCOL) if cells <= MAX_PACKED_CELLS else b""


def unpacked(grid: bytes) -> Workbook:
    """Return a packed workbook; only for a worker, with bytes that a worker has packed."""
    book: Workbook = pickle.loads(grid)  # noqa: S301 (packed by our own worker)
    return book
