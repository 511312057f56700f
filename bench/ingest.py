"""A large table handed in: the validated import against a bare read of the same file."""

import io
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

import python_calamine
import xlsxwriter

from gwdash.ingest.isolated import shared_worker
from gwdash.ingest.profile import Profile
from gwdash.ingest.reading import Reading, read_file

ROWS = 100_000
ROUNDS = 7
LIMIT_RATIO = 2.5
PARENT_LIMIT_MB = 600
WRONG_CELLS = 10_000
_FIRST_DAY = date(2023, 1, 1)
_ANALYTES = (
    "氨氮", "砷", "铁", "锰", "氟化物", "硝酸盐", "硫酸盐", "氯化物", "总硬度", "溶解性总固体",
)  # fmt: skip
#: Every seventh result is below its detection limit, as in tables of trace elements.
_NOT_DETECTED_EVERY = 7

_RESULT_HEADINGS = (
    "监测井编码", "采样日期", "监测指标", "监测值", "单位", "检出限", "水期", "样品类型",
    "县市区", "分析方法", "监测单位", "报告编号",
)  # fmt: skip
_LEVEL_HEADINGS = (
    "监测井编码", "监测时间", "水位埋深", "水位标高", "测量方式", "水温", "县市区", "监测井名称",
    "备注", "填报人", "序号", "填报日期",
)  # fmt: skip


def measure() -> list[tuple[str, float, str]]:
    """Return (name, ratio to a bare read, note) for the two largest kinds of table."""
    cases = [
        ("water_quality", _book(_RESULT_HEADINGS, _result)),
        ("water_level", _book(_LEVEL_HEADINGS, _level)),
    ]
    lines = [_compared(dataset, content) for dataset, content in cases]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    note = f"{peak:.0f} MB at most, bench included; limit {PARENT_LIMIT_MB} MB"
    lines.append(("import: memory of the parent process", peak / PARENT_LIMIT_MB, note))
    lines.append(_wrong_cells())
    return lines


def _compared(dataset: str, content: bytes) -> tuple[str, float, str]:
    _import(dataset, content)
    bare: list[float] = []
    full: list[float] = []
    for _ in range(ROUNDS):
        bare.append(_timed(lambda: _bare(content)))
        full.append(_timed(lambda: _import(dataset, content)))
    ratio = statistics.median(full) / statistics.median(bare)
    note = (
        f"{statistics.median(full):.2f} s against {statistics.median(bare):.2f} s, "
        f"medians of {ROUNDS}; at most {LIMIT_RATIO}"
    )
    return f"import: {ROWS:,} × 12 {dataset}", ratio, note


def _import(dataset: str, content: bytes) -> Reading:
    reading = shared_worker().run(read_file, content, "a.xlsx", dataset, Profile(), {})
    if reading.rows.num_rows != ROWS or not reading.ok:
        raise RuntimeError(f"{dataset}: {reading.issues[:3]}")
    return reading


def _bare(content: bytes) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def _wrong_cells() -> tuple[str, float, str]:
    """List ten thousand wrong cells in one pass, against the same table without an error."""

    def row(wrong: bool) -> Callable[[int, Random], tuple[object, ...]]:  # noqa: FBT001
        return lambda i, _: (f"W{i:05d}", f"第{i}天" if wrong else _day(i), i % 50)

    headings = _LEVEL_HEADINGS[:3]
    right = _book(headings, row(wrong=False), WRONG_CELLS)
    wrong = _book(headings, row(wrong=True), WRONG_CELLS)
    seconds: dict[bytes, list[float]] = {right: [], wrong: []}
    found = 0
    for _ in range(ROUNDS):
        for content, times in seconds.items():
            start = time.perf_counter()
            reading = shared_worker().run(
                read_file, content, "a.xlsx", "water_level", Profile(), {}
            )
            times.append(time.perf_counter() - start)
            found = sum(1 for issue in reading.issues if issue.field == "measured_at")
    if found != WRONG_CELLS:
        raise RuntimeError(f"{found} of {WRONG_CELLS} wrong cells were listed")
    slow, fast = statistics.median(seconds[wrong]), statistics.median(seconds[right])
    note = f"{slow:.2f} s against {fast:.2f} s for the same table without errors"
    return f"import: {WRONG_CELLS:,} wrong cells listed", slow / fast, note


def _book(
    headings: tuple[str, ...],
    row: Callable[[int, Random], tuple[object, ...]],
    rows: int = ROWS,
) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True, "in_memory": False})
    sheet = book.add_worksheet("表")
    sheet.write_row(0, 0, headings)
    random = Random(1)  # noqa: S311 (a table to measure with)
    for index in range(rows):
        sheet.write_row(index + 1, 0, row(index, random))
    book.close()
    return buffer.getvalue()


def _day(index: int) -> str:
    return str(_FIRST_DAY + timedelta(days=index % 360))


def _result(index: int, random: Random) -> tuple[object, ...]:
    sample, place = divmod(index, len(_ANALYTES))
    value = round(random.random() * 3, 4) + 0.001 if index % _NOT_DETECTED_EVERY else "0.004L"
    return (
        f"W{sample // 10:05d}", _day(sample), _ANALYTES[place], value, "mg/L", "0.001", "枯水期",
        "常规", "秦都区", "HJ 700-2014", "某检测公司", f"R{index:06d}",
    )  # fmt: skip


def _level(index: int, random: Random) -> tuple[object, ...]:
    well, number = divmod(index, 100)
    moment = datetime(2023, 1, 1) + timedelta(hours=number * 7)  # noqa: DTZ001 (as sheets hold)
    return (
        f"W{well:05d}", moment.isoformat(" ", "minutes"), round(random.random() * 60, 2),
        round(400 + random.random() * 60, 2), "人工", round(12 + random.random() * 5, 1),
        "秦都区", f"井{well}", None, "张三", index + 1, "2023-12-31",
    )  # fmt: skip


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
