"""Text tables (.csv, .txt): encoding, separator, cells as text."""

import csv
import io
from collections import Counter
from itertools import islice

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.encoding import Decoded, decode
from gwdash.ingest.files.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from gwdash.ingest.files.magic import SAVE_AS_XLSX
from gwdash.ingest.grid import Cell, Sheet, Workbook
from gwdash.ingest.issues import Issue, IssueKind

#: Comma first: it wins when nothing tells the candidates apart.
_SEPARATORS = (",", "\t", ";", "|")
_SAMPLE_CHARACTERS = 64 * 1024
_SAMPLE_ROWS = 200
_NAMES = {"gb18030": "GB18030（中文 Windows 常用）", "utf-8": "UTF-8"}

TOO_LARGE = (
    f"表格过大（超过 {MAX_ROWS} 行、{MAX_COLUMNS} 列或 {MAX_CELLS // 10_000} 万个单元格），"
    "未予读取。请按月份或县市区拆分后分次提交。"
)


def read_text(content: bytes, sheet_name: str) -> Workbook:
    """Return a text file as a workbook of one sheet; every cell is text as typed.

    Raises
    ------
    UnreadableFile
        When the encoding is not sure, quotes are not closed, or the table is too large.
    """
    decoded = decode(content)
    if not decoded.text.strip():
        raise UnreadableFile("文件中没有任何内容。请检查是否导出了空表，重新导出后再提交。")
    text, separator = _declared_separator(decoded.text)
    rows = _parse(text, separator or sniff(text))
    return Workbook("csv", [Sheet(sheet_name, rows)], decoded.encoding, _notes(decoded))


def sniff(text: str) -> str:
    """Return the separator under which most rows have the same number of fields, above one."""
    sample = text[:_SAMPLE_CHARACTERS]
    if len(sample) < len(text):
        sample = sample[: sample.rfind("\n") + 1] or sample
    return max(_SEPARATORS, key=lambda separator: _fit(sample, separator))


def _fit(sample: str, separator: str) -> tuple[float, int]:
    """Return the share of rows with the usual number of fields, and that number."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    try:
        widths = [len(row) for row in islice(reader, _SAMPLE_ROWS) if row]
    except csv.Error:
        return 0.0, 0
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0, 0
    width, count = max(several.items(), key=lambda item: (item[1], item[0]))
    return count / len(widths), width


def _declared_separator(text: str) -> tuple[str, str]:
    """Take off the line ``sep=;`` that Excel understands and does not show."""
    first, _, rest = text.partition("\n")
    name, _, separator = first.strip("\r").partition("=")
    if name.lower() == "sep" and len(separator) == 1:
        return rest, separator
    return text, ""


def _parse(text: str, separator: str) -> list[list[Cell]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[Cell]] = []
    cells = 0
    try:
        for row in reader:
            cells += len(row)
            if cells > MAX_CELLS or len(rows) >= MAX_ROWS or len(row) > MAX_COLUMNS:
                raise UnreadableFile(TOO_LARGE)
            rows.append([cell or None for cell in row])
    except csv.Error as error:
        raise UnreadableFile(
            f"第 {reader.line_num} 行附近的双引号不成对或单元格过长，后面的内容无法分列。"
            f"请检查该处引号；或{SAVE_AS_XLSX.removeprefix('请')}"
        ) from error
    return _squared(rows)


def _squared(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Return rows of one width, without what is empty after the last used row and column."""
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    width = max(map(len, rows), default=0)
    if width * len(rows) > MAX_CELLS:
        raise UnreadableFile(TOO_LARGE)
    for row in rows:
        row.extend([None] * (width - len(row)))
    return rows


def _notes(decoded: Decoded) -> list[Issue]:
    notes = []
    if not decoded.marked:
        name = _NAMES.get(decoded.encoding, decoded.encoding.upper())
        message = f"文件没有标明文字编码，已按 {name} 读取；如有乱码，{SAVE_AS_XLSX}"
        notes.append(Issue.info(IssueKind.FILE, message, raw=decoded.encoding))
    if decoded.damaged:
        message = (
            f"文件中有 {decoded.damaged} 个字符已损坏（显示为“\ufffd”），原字无法恢复。"
            "请对照原表改正后重新提交。"
        )
        notes.append(Issue.warning(IssueKind.FILE, message, raw=str(decoded.damaged)))
    if decoded.doubtful:
        message = (
            "部分文字可能读错（像是西文字符被当成了汉字），请核对表中的生僻字；"
            f"如有错字，{SAVE_AS_XLSX}"
        )
        notes.append(Issue.warning(IssueKind.FILE, message))
    return notes
