"""The sender's own workbook handed back: wrong cells coloured and noted, a list of them in front.

An .xlsx or .xlsm is not rewritten: its parts are exchanged one by one, so that formats, widths,
formulas with their results, charts and pictures stay as the sender made them. Any other kind, and
a package written in an unusual way, comes back as an .xlsx of the values that were read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from gwdash.errors import UnreadableFile
from gwdash.export.issue_words import SEVERITY_WORDS, listed
from gwdash.export.marked_book import (
    LIST_NAME,
    opened,
    put_first,
    styles_part,
    unused_name,
    without_macros,
)
from gwdash.export.marked_cells import Position, SheetXml, position
from gwdash.export.marked_list import Formats, list_sheet
from gwdash.export.marked_notes import Notes, as_one
from gwdash.export.marked_package import NotPatchable, Parts
from gwdash.export.marked_styles import Styles
from gwdash.export.marked_values import values_workbook
from gwdash.ingest.files.magic import Container, container
from gwdash.ingest.files.package import Package
from gwdash.ingest.files.package_kind import package_kind
from gwdash.ingest.files.xlsx_book import Book, PartKind
from gwdash.ingest.isolated import Worker, shared_worker
from gwdash.ingest.issues import Issue, Severity
from gwdash.ingest.reader import no_collection, read_workbook

#: Programs open slowly with more notes than this; further cells are coloured and listed.
MOST_NOTES = 20_000
#: Which sheet is selected is said before its cells.
_HEAD = 65_536
_FEWER_NOTES = f"问题很多，只有前 {MOST_NOTES} 格带批注，其余的见本清单。"
_EARLIER_ROUND = "表里可能还有上一轮检查留下的底色和批注，以本清单列出的为准。"
_VALUES_ONLY = "已按读到的数值另存为 xlsx；原有字体、底色、公式和图表没有保留。"
_REBUILT_TEXT = "原文件是文本表格（csv），已按读到的内容另存为 xlsx。"
_REBUILT_ODD = f"原文件的写法特殊，{_VALUES_ONLY}"


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked copy: the .xlsx, a name for it, and what of the original it does not have."""

    content: bytes
    file_name: str
    notes: tuple[str, ...] = ()


def marked_copy(
    content: bytes,
    file_name: str,
    issues: Sequence[Issue],
    labels: Mapping[str, str],
    *,
    worker: Worker | None = None,
) -> Marked:
    """Return a file's marked copy, made in the worker that holds memory and time in bounds.

    `labels` gives fields their Chinese names. Raises UnreadableFile with one sentence where the
    file cannot be read or needs more than it may.
    """
    return (worker or shared_worker()).run(
        mark_file, content, file_name, list(issues), dict(labels)
    )


def mark_file(
    content: bytes, file_name: str, issues: Sequence[Issue], labels: Mapping[str, str]
) -> Marked:
    """Return the marked copy; runs inside the worker, for the file may be anybody's."""
    with no_collection():
        notes: list[str] = []
        if _is_xlsx(content):
            try:
                return _patched(content, file_name, issues, labels, notes)
            except NotPatchable:
                notes = [_REBUILT_ODD]
        book = read_workbook(content, file_name)
        notes = notes or [_rebuilt(book.kind)]
        rebuilt, names, left_out = values_workbook(book)
        del book
        renamed = [_renamed(issue, names) for issue in issues]
        try:
            return _patched(rebuilt, file_name, renamed, labels, notes + left_out)
        except NotPatchable as error:
            raise UnreadableFile("无法生成标注文件，请下载问题清单对照修改。") from error


def _rebuilt(kind: str) -> str:
    return _REBUILT_TEXT if kind == "csv" else f"原文件是 {kind} 格式，{_VALUES_ONLY}"


def _is_xlsx(content: bytes) -> bool:
    kind = container(content)
    return kind not in {Container.TEXT, Container.OLE} and package_kind(Package(content)) == "xlsx"


def _patched(
    content: bytes,
    file_name: str,
    issues: Sequence[Issue],
    labels: Mapping[str, str],
    notes: Sequence[str],
) -> Marked:
    parts = Parts(content)
    book = opened(parts)
    told = [*notes, *without_macros(parts, book)]
    part = styles_part(parts, book)
    styles = Styles(parts.text(part))
    by_sheet = _by_sheet(issues)
    if sum(map(len, by_sheet.values())) > MOST_NOTES:
        told.append(_FEWER_NOTES)
    _mark_sheets(parts, book, by_sheet, styles)
    name = unused_name(book)
    if name != LIST_NAME:
        told.append(_EARLIER_ROUND)
    names = {s.name for s in book.sheets}
    title = PurePath(file_name).name
    xml, heading = list_sheet(title, told, listed(issues, labels), names, Formats(styles))
    parts.put(part, styles.text())
    put_first(parts, book, name, xml, heading)
    return Marked(parts.packed(), _file_name(file_name), tuple(told))


def _mark_sheets(
    parts: Parts, book: Book, by_sheet: Mapping[str, Mapping[Position, list[Issue]]],
    styles: Styles,
) -> None:  # fmt: skip
    notes = Notes(parts)
    left = MOST_NOTES
    done: set[str] = set()
    for sheet in book.sheets:
        if sheet.kind is not PartKind.WORKSHEET or sheet.part in done or sheet.part not in parts:
            continue
        done.add(sheet.part)
        xml = parts.read(sheet.part)
        wrong = by_sheet.get(sheet.name, {})
        if not wrong and b"tabSelected" not in xml[:_HEAD]:
            continue
        page = SheetXml(xml)
        del xml
        page.deselect()
        if wrong:
            cells = _on_merges(wrong, page.merges)
            page.mark({cell: _gravest(found) for cell, found in cells.items()}, styles)
            noted = dict(list(cells.items())[:left])
            left -= len(noted)
            notes.add(sheet.part, page, {cell: _note(found) for cell, found in noted.items()})
        parts.put(sheet.part, page.patched())


def _by_sheet(issues: Sequence[Issue]) -> dict[str, dict[Position, list[Issue]]]:
    """Return errors and reminders by sheet and cell; notes about what was understood stay out."""
    found: dict[str, dict[Position, list[Issue]]] = {}
    for issue in issues:
        cell = position(issue.cell)
        if cell is not None and issue.severity is not Severity.INFO:
            found.setdefault(issue.sheet, {}).setdefault(cell, []).append(issue)
    return found


def _on_merges(
    wrong: Mapping[Position, list[Issue]], merges: Sequence[tuple[int, int, int, int]]
) -> dict[Position, list[Issue]]:
    """Move what is wrong inside a merge to its first cell, the only one that is shown."""
    if not merges:
        return dict(wrong)
    columns = {column for _, column in wrong}
    first_of: dict[Position, Position] = {}
    for top, left, bottom, right in merges:
        inside = [c for c in columns if left <= c <= right]
        first_of |= {
            (r, c): (top, left) for c in inside for r in range(top, bottom + 1) if (r, c) in wrong
        }
    moved: dict[Position, list[Issue]] = {}
    for cell, found in wrong.items():
        moved.setdefault(first_of.get(cell, cell), []).extend(found)
    return moved


def _gravest(issues: Sequence[Issue]) -> Severity:
    grave = any(issue.severity is Severity.ERROR for issue in issues)
    return Severity.ERROR if grave else Severity.WARNING


def _note(issues: Sequence[Issue]) -> str:
    return as_one(f"【{SEVERITY_WORDS[issue.severity]}】{issue.message}" for issue in issues)


def _renamed(issue: Issue, names: Mapping[str, str]) -> Issue:
    name = names.get(issue.sheet, issue.sheet)
    return issue if name == issue.sheet else replace(issue, sheet=name)


def _file_name(file_name: str) -> str:
    stem = PurePath(file_name).stem or "文件"
    return f"{stem}（已标注）.xlsx"
