"""An independent reading of the demo's raw files: the ledger by SQL, the tables by plain means.

Nothing here uses the system's own reading, so that agreement with it says something.
"""

import csv
import io
import json
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
    "milestones": {"节点"},
    "scored": {"指标编号", "指标代码"},
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
    "zone_id": {"分区编号"},
    "zone_class": {"分区大类"},
    "zone_stage": {"划定阶段"},
    "measures": {"管控措施是否制定"},
    "area": {"面积"},
    "permit_no": {"排污许可证编号", "排污许可证号"},
    "uscc": {"统一社会信用代码", "信用代码"},
    "site_no": {"厂区序号", "场地序号"},
    "list_year": {"名录年度", "年度"},
    "list_type": {"名录类别", "名录类型"},
    "production": {"生产状态", "运营状态"},
    "permit_covers": {"许可证是否载明地下水责任", "是否载明"},
    "receptor": {"周边1km是否存在敏感受体", "周边1公里是否存在敏感受体"},
    "leak_checked": {"是否开展渗漏排查", "渗漏排查"},
    "unit_class": {"单元类别", "监测单元类别"},
    "due_frequency": {"应监测频次", "频次要求"},
    "public": {"是否公开", "信息公开"},
    "hazard_id": {"隐患编号", "隐患编码"},
    "rectify_by": {"整改时限", "整改期限"},
    "rectify": {"整改状态", "整改情况"},
    "source_id": {"水源代码", "水源编码"},
    "source_name": {"水源名称"},
    "level": {"水源级别"},
    "use": {"使用状态"},
    "quasi": {"准保护区"},
    "recharge": {"补给区划分阶段"},
    "cause": {"超标原因"},
    "background": {"天然背景认定文号"},
    "remedy": {"整治状态"},
    "gw_id": {"地热井编号"},
    "project": {"采灌单元"},
    "well_type": {"井类型"},
    "heat_state": {"地热井状态"},
    "taken": {"开采量"},
    "given": {"回灌量"},
    "metering": {"计量设施"},
    "rebuild": {"回灌井补建阶段"},
    "frequency": {"监测频次"},
    "assessment": {"专业井评估结论", "评估结论"},
    "pollution_id": {"污染源代码", "污染源编码"},
    "watches_pollution": {"是否污染源监测点", "污染源监测点"},
    "purpose": {"监测目的"},
    "aw_id": {"报废井编号", "编号"},
    "risk": {"环境风险等级"},
    "disposal": {"处置方式"},
    "task_year": {"任务年度"},
    "accepted_on": {"验收日期"},
    "acceptance": {"验收结论"},
    "town": {"乡镇"},
    "survey_due": {"是否应排查"},
    "surveyed": {"是否已排查"},
    "rule_id": {"制度编号", "编号"},
    "rule_stage": {"制度阶段", "阶段"},
    "case_id": {"案件编号", "案号"},
    "case_stage": {"案件阶段", "阶段"},
    "opened_on": {"启动日期", "启动时间"},
    "closed_on": {"结案日期", "结案时间"},
    "meeting_id": {"会议编号", "会议号"},
    "decision_no": {"事项序号", "议定事项序号"},
    "answerable": {"责任单位", "承办单位"},
    "decision_due": {"办结时限", "办理时限"},
    "handling": {"办理状态", "办理进展状态"},
    "extension": {"延期申请", "延期情况"},
    "extended_to": {"延期至", "延期时间"},
    "review": {"审结情况", "审核情况"},
    "handled_on": {"办结日期", "办结时间"},
    "sent_back_on": {"退回日期", "退回时间"},
    "project_id": {"项目编号"},
    "received": {"到位资金"},
    "spent": {"支出金额"},
}
_LIMITS = "检出限"
_NO_DATA = {"单位", _LIMITS, "Ⅲ类标准", "合计"}
_SIGNED = ("填表人", "填报人")


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
    part: str = "全部"
    """The township that the file is about, or the whole."""
    accepted_on: date = date.min


def accepted(home: Path, *, clicks: bool = False) -> list[Handed]:
    """Every file in force, straight from the ledger, on demand with reports of one click.

    A click leaves the file before in force, or says that there is nothing.
    """
    query = (
        "WITH RECURSIVE chain(id, root) AS ("
        " SELECT id, id FROM submission WHERE supersedes IS NULL"
        " UNION ALL SELECT s.id, c.root FROM submission s JOIN chain c ON s.supersedes = c.id)"
        " SELECT s.dataset, s.reporter, s.period, s.file_sha256, s.file_name, f.submitted_at,"
        " s.part, s.accepted_at"
        " FROM submission s JOIN chain c ON c.id = s.id JOIN submission f ON f.id = c.root"
        " WHERE s.state = 'accepted' AND (? OR s.kind NOT IN ('nil', 'carry'))"
        " ORDER BY s.accepted_at, s.id"
    )
    with closing(sqlite3.connect(home / "archive" / "ledger.sqlite")) as connection:
        found = connection.execute(query, (clicks,)).fetchall()
    return [
        Handed(*row[:5], date.fromisoformat(row[5][:10]), row[6], date.fromisoformat(row[7][:10]))
        for row in found
    ]


def returned(home: Path, dataset: str) -> dict[tuple[str, str], int]:
    """By reporter and period: how many files of a ledger came back and were handed in again."""
    query = (
        "SELECT b.reporter, b.period, count(*) FROM submission b WHERE b.state = 'returned'"
        " AND b.dataset = ? AND EXISTS (SELECT 1 FROM submission a WHERE a.state = 'accepted'"
        " AND a.dataset = b.dataset AND a.reporter = b.reporter AND a.period = b.period"
        " AND a.accepted_at > b.decided_at) GROUP BY 1, 2"
    )
    with closing(sqlite3.connect(home / "archive" / "ledger.sqlite")) as connection:
        return {tuple(row[:2]): row[2] for row in connection.execute(query, (dataset,))}


def newest_version(home: Path) -> tuple[int, datetime]:
    """The number of the version published last, and when."""
    query = "SELECT version, published_at FROM version ORDER BY version DESC LIMIT 1"
    with closing(sqlite3.connect(home / "archive" / "ledger.sqlite")) as connection:
        number, at = connection.execute(query).fetchone()
    return number, datetime.fromisoformat(at)


def rows_of(home: Path, handed: Handed, key: str) -> list[dict[str, object]]:
    """The rows of a file, by the words above as well as by every heading as written."""
    return [row for grid in _grids(_raw(home, handed.sha)).values() for row in _table(grid, key)]


def clicked_or_typed(home: Path, handed: Handed, key: str) -> list[dict[str, object]]:
    """The rows of a file, each with its ``sheet``; a report of one click repeats another's."""
    content = _raw(home, handed.sha)
    if handed.name.endswith(".txt"):
        words = content.decode()
        if "零报告" in words:
            return []
        base = _by_number(home, int(re.search(r"沿用自第 (\d+) 号报送", words)[1]))
        return clicked_or_typed(home, base, key)
    grids = _grids(content)
    return [row | {"sheet": name} for name, grid in grids.items() for row in _table(grid, key)]


def _by_number(home: Path, number: int) -> Handed:
    query = "SELECT dataset, reporter, period, file_sha256, file_name FROM submission WHERE id = ?"
    with closing(sqlite3.connect(home / "archive" / "ledger.sqlite")) as connection:
        return Handed(*connection.execute(query, (number,)).fetchone(), first_on=date.min)


def _raw(home: Path, sha: str) -> bytes:
    return (home / "archive" / "raw" / sha[:2] / sha).read_bytes()


def facts_of(home: Path, handed: Handed) -> list[dict[str, str]]:
    """The rows of a file that a page wrote: plain csv with one heading row."""
    content = _raw(home, handed.sha)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _grids(content: bytes) -> dict[str, list[list[object]]]:
    if content.startswith(b"PK"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        return {sheet.title: [[_shown(cell) for cell in row] for row in sheet] for sheet in book}
    if content.startswith(b"\xd0\xcf"):
        sheets = pd.read_excel(io.BytesIO(content), sheet_name=None, header=None, engine="calamine")
        return {
            name: [
                [None if pd.isna(v) else v for v in row] for row in sheet.itertuples(index=False)
            ]
            for name, sheet in sheets.items()
        }
    if content.startswith(b"{"):
        return {"": _map_rows(json.loads(content)["features"])}
    encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "gbk"
    rows = csv.reader(io.StringIO(content.decode(encoding)))
    return {"": [[cell or None for cell in row] for row in rows]}


def _map_rows(features):
    """The properties of a map as a table; outlines are looked at elsewhere."""
    names = list(features[0]["properties"])
    return [names, *([one["properties"][name] for name in names] for one in features)]


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
        if lead & _NO_DATA or str(row[0]).startswith(_SIGNED) or not any(row):
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
