"""A large table handed back marked, against writing the same rows by the library that writes."""

import csv
import io
import resource
import statistics
import time
from collections.abc import Callable

import xlsxwriter

from gwdash.export.marked import mark_file, marked_copy
from gwdash.ingest.files.limits import MIB
from gwdash.ingest.grid import column_letters
from gwdash.ingest.isolated import Worker
from gwdash.ingest.issues import Issue, IssueKind

ROWS, COLUMNS = 100_000, 12
WRONG_CELLS = 10_000
ROUNDS = 5
LIMIT_RATIO = 2.0
MEMORY_BYTES = 900 * MIB
LABELS = {"measured_at": "监测时间"}


def measure() -> list[tuple[str, float, str]]:
    """Return (name, ratio to a bare write, note) for a sender's .xlsx and for a csv."""
    book, text = _xlsx(), _csv()
    cases = [("as .xlsx", book, "a.xlsx"), ("as csv", text, "a.csv")]
    with Worker(memory_bytes=MEMORY_BYTES, seconds=60) as worker:
        lines = [_compared(how, content, name, worker) for how, content, name in cases]
    for _, content, name in cases:
        mark_file(content, name, _issues(), LABELS)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    note = f"{peak:.0f} MB at most, bench included; made within {MEMORY_BYTES // MIB} MiB"
    return [*lines, ("marked copy: memory", peak * MIB / MEMORY_BYTES, note)]


def _compared(how: str, content: bytes, name: str, worker: Worker) -> tuple[str, float, str]:
    issues = _issues(name.partition(".")[0] if name.endswith("csv") else "表")
    marked_copy(content, name, issues, LABELS, worker=worker)
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS):
        ours.append(_timed(lambda: marked_copy(content, name, issues, LABELS, worker=worker)))
        bare.append(_timed(_xlsx))
    slow, fast = statistics.median(ours), statistics.median(bare)
    note = f"{slow:.2f} s against {fast:.2f} s bare, medians of {ROUNDS}; at most {LIMIT_RATIO}"
    return f"marked copy: {WRONG_CELLS:,} cells of {ROWS:,} × {COLUMNS} {how}", slow / fast, note


def _issues(sheet: str = "表") -> list[Issue]:
    step = ROWS * COLUMNS // WRONG_CELLS
    places = (divmod(n * step, COLUMNS) for n in range(WRONG_CELLS))
    return [
        Issue.error(
            IssueKind.TYPE, "不是能识别的日期，请写成 2024-06-16 或 2024年6月16日。", sheet=sheet,
            cell=f"{column_letters((column + row) % COLUMNS)}{row + 2}", row=row + 2,
            field="measured_at", raw=f"第{row}天",
        )
        for row, column in places
    ]  # fmt: skip


def _row(index: int) -> list[object]:
    return [
        f"W{index // 100:05d}", f"2023-01-{index % 28 + 1:02d} {index % 24:02d}:00",
        round(index % 600 / 10, 1), round(400 + index % 613 / 10, 1), "人工",
        round(12 + index % 50 / 10, 1), "秦都区", f"井{index // 100}", index % 7, "张三",
        index + 1, "2023-12-31",
    ]  # fmt: skip


_HEADINGS = (
    "监测井编码", "监测时间", "水位埋深", "水位标高", "测量方式", "水温", "县市区", "监测井名称",
    "备注", "填报人", "序号", "填报日期",
)  # fmt: skip


def _xlsx() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    sheet = book.add_worksheet("表")
    sheet.write_row(0, 0, _HEADINGS)
    for index in range(ROWS):
        sheet.write_row(index + 1, 0, _row(index))
    book.close()
    return buffer.getvalue()


def _csv() -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([_HEADINGS, *map(_row, range(ROWS))])
    return buffer.getvalue().encode()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
