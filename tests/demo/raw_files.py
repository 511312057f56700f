"""An independent reading of the demo's raw files: the ledger by SQL, the tables by plain means.

Nothing here uses the system's own reading, so that agreement with it says something.
"""

import csv
import io
import re
import sqlite3
import unicodedata
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pandas as pd

#: What offices call the columns that the recomputation needs.
WORDS = {
    "item_id": {"任务编号", "事项编号"},
    "item_name": {"工作事项", "事项"},
    "task": {"重点任务"},
    "county": {"县市区", "县区"},
    "source": {"事项来源"},
    "lead": {"牵头单位"},
    "start": {"起始时间"},
    "due": {"完成时限"},
    "weight": {"权重"},
    "actual": {"实际进度", "完成进度"},
    "status": {"完成状态", "状态"},
    "evidence": {"佐证材料", "佐证"},
    "request": {"需市级协调事项", "需协调事项"},
    "well_id": {"监测井编码", "监测井编号"},
    "well_name": {"监测井名称", "井名"},
    "new_area": {"西咸新区", "是否西咸"},
    "lon": {"经度", "东经"},
    "lat": {"纬度", "北纬"},
    "serves": {"是否水源监测点", "水源监测点"},
    "state": {"运行状态", "井状态"},
    "origin": {"井来源", "监测井来源"},
    "measured": {"监测时间", "观测时间"},
    "sampled": {"采样日期", "采样时间"},
    "analyte": {"监测指标", "指标"},
    "result": {"监测值", "检测结果"},
    "unit": {"单位", "计量单位"},
    "limit": {"检出限", "方法检出限"},
}
_LIMITS = "检出限"
_NO_DATA = {"单位", _LIMITS, "Ⅲ类标准", "合计"}


@dataclass(frozen=True)
class Handed:
    """One accepted file."""

    dataset: str
    reporter: str
    period: str
    sha: str
    name: str
    first_on: date
    """The day on which the slice was first taken in: a correction is as early as what it mends."""


def accepted(home: Path) -> list[Handed]:
    """Every file in force, straight from the ledger; one click leaves the file before in force."""
    query = (
        "WITH RECURSIVE chain(id, root) AS ("
        " SELECT id, id FROM submission WHERE supersedes IS NULL"
        " UNION ALL SELECT s.id, c.root FROM submission s JOIN chain c ON s.supersedes = c.id)"
        " SELECT s.dataset, s.reporter, s.period, s.file_sha256, s.file_name, f.submitted_at"
        " FROM submission s JOIN chain c ON c.id = s.id JOIN submission f ON f.id = c.root"
        " WHERE s.state = 'accepted' AND s.kind NOT IN ('nil', 'carry')"
        " ORDER BY s.accepted_at, s.id"
    )
    with closing(sqlite3.connect(home / "archive" / "ledger.sqlite")) as connection:
        found = connection.execute(query).fetchall()
    return [Handed(*row[:5], date.fromisoformat(row[5][:10])) for row in found]


def newest_version(home: Path) -> tuple[int, datetime]:
    """The number of the version published last, and when."""
    query = "SELECT version, published_at FROM version ORDER BY version DESC LIMIT 1"
    with closing(sqlite3.connect(home / "archive" / "ledger.sqlite")) as connection:
        number, at = connection.execute(query).fetchone()
    return number, datetime.fromisoformat(at)


def rows_of(home: Path, handed: Handed, key: str) -> list[dict[str, object]]:
    """The rows of a file, by the words above as well as by every heading as written."""
    content = (home / "archive" / "raw" / handed.sha[:2] / handed.sha).read_bytes()
    return [row for grid in _grids(content) for row in _table(grid, key)]


def facts_of(home: Path, handed: Handed) -> list[dict[str, str]]:
    """The rows of a file that a page wrote: plain csv with one heading row."""
    content = (home / "archive" / "raw" / handed.sha[:2] / handed.sha).read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _grids(content: bytes) -> list[list[list[object]]]:
    if content.startswith(b"PK"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        return [[[_shown(cell) for cell in row] for row in sheet] for sheet in book]
    if content.startswith(b"\xd0\xcf"):
        sheets = pd.read_excel(io.BytesIO(content), sheet_name=None, header=None, engine="calamine")
        return [
            [[None if pd.isna(v) else v for v in row] for row in sheet.itertuples(index=False)]
            for sheet in sheets.values()
        ]
    encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "gbk"
    rows = csv.reader(io.StringIO(content.decode(encoding)))
    return [[[cell or None for cell in row] for row in rows]]


def _shown(cell):
    if cell.value is not None and cell.number_format == "0%":
        return f"{cell.value * 100:.6g}%"
    return cell.value


def _table(grid, key):
    """Headings are the rows from the one that names the key to the first with a value under it."""
    places = [
        (r, c)
        for r, row in enumerate(grid)
        for c, cell in enumerate(row)
        if isinstance(cell, str) and _bare(cell) in WORDS[key]
    ]
    if not places:
        return
    top, column = places[0]
    first = top + 1
    while first < len(grid) and grid[first][column] in {None, *_NO_DATA}:
        first += 1
    # A heading merged downward stands in the row of the groups, above the key.
    above = grid[max(top - 2, 0) : first]
    names = [_names(above, c) for c in range(len(grid[top]))]
    limits = [row for row in above if row[0] == _LIMITS]
    common = {f"{_LIMITS} {n}": v for row in limits for n, v in _facts(names, row)}
    merged = None
    for row in grid[first:]:
        lead = {row[0], row[column]}
        if lead & _NO_DATA or str(row[0]).startswith("填表人") or not any(row):
            continue
        # Equal neighbours may be one merged cell, whose value stands in its first row only.
        merged = merged if row[column] is None else row[column]
        yield common | dict(_facts(names, row)) | {key: merged}


def _facts(names, row):
    return ((n, v) for c, v in enumerate(row) if c < len(names) for n in names[c])


def _names(heading_rows, column):
    texts = {_bare(row[column]) for row in heading_rows if isinstance(row[column], str)}
    return texts | {name for name, words in WORDS.items() if texts & words}


def _bare(text):
    return re.sub(r"（[^（）]*）$", "", text).strip()


def number(value: object) -> float:
    """A figure however it was typed."""
    return float(unicodedata.normalize("NFKC", str(value)).strip().rstrip("%"))


def day(value: object) -> date:
    """A day however it was typed."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value)
    parts = [int(part) for part in re.findall(r"\d+", text)]
    if len(parts) >= 3:
        return date(*parts[:3])
    if len(text) == 8:
        return datetime.strptime(text, "%Y%m%d").astimezone().date()
    return date(1899, 12, 30) + timedelta(days=parts[0])
