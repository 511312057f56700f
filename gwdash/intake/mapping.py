"""Headings that were explained once: remembered for a reporter's form, applied, undone."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from gwdash.archive.files import Archive
from gwdash.archive.model import NOBODY, LearnedMapping
from gwdash.errors import UsageError
from gwdash.ingest.cells import reader
from gwdash.ingest.grid import Cell
from gwdash.ingest.headings import Heading, How
from gwdash.ingest.isolated import shared_worker
from gwdash.ingest.issues import Issue, IssueKind, Severity
from gwdash.ingest.lengths import unit_factor
from gwdash.ingest.problems import as_text, is_missing
from gwdash.ingest.profile import Profile
from gwdash.ingest.reading import Reading
from gwdash.ingest.under_headings import Under, under_headings
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Dataset, Kind
from gwdash.registry.region import REGION
from gwdash.registry.text import fold
from gwdash.standards.analytes import ANALYTES
from gwdash.standards.unit_names import split_heading_unit

#: A column of which less than this part can be read as the field is not that field.
LEAST_READABLE = 0.5
_NOT_IN_TABLE = frozenset({How.CONSTANT, How.TITLE})
_GIVES = frozenset({How.MAP, How.ALIAS, How.ANALYTE, How.CORNER})


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A value under a heading read as a field: what it becomes, or why it cannot be read."""

    raw: str
    value: str
    problem: str


def signature(texts: Iterable[str]) -> str:
    """Return the mark of a heading row: its texts in their order, however they are typed."""
    folded = "\n".join(fold(text) for text in texts)
    return hashlib.sha256(folded.encode()).hexdigest()


def heading_rows(headings: Iterable[Heading]) -> dict[str, tuple[str, ...]]:
    """Return the heading rows of a reading by signature, one for each sheet that has its own."""
    sheets: dict[str, list[str]] = {}
    for heading in headings:
        if heading.how not in _NOT_IN_TABLE:
            sheets.setdefault(heading.sheet, []).append(heading.text)
    return {signature(texts): tuple(texts) for texts in sheets.values()}


def columns_of(content: bytes, file_name: str, dataset: Dataset) -> tuple[Under, ...]:
    """Return a file's headings with the values under them; raises UnreadableFile."""
    return shared_worker().run(under_headings, content, file_name, dataset.name, Profile())


def remembered(
    told: Sequence[LearnedMapping], dataset: Dataset, content: bytes, reading: Reading
) -> list[LearnedMapping]:
    """Return what of all that its reporter told is about the heading rows of this file."""
    if not told:
        return []
    rows = heading_rows(reading.headings)
    if not rows:
        # Nothing was understood: then the row that looks like a heading is what was mapped.
        rows = _rows_under(columns_of(content, reading.file_name, dataset))
    return [one for one in told if one.signature in rows]


def merged(told: Sequence[LearnedMapping], dataset: Dataset) -> dict[str, str]:
    """Return the mappings as one; fields that the ledger no longer has are left out."""
    targets = field_labels(dataset)
    return {text: name for one in told for text, name in one.mapping.items() if name in targets}


def said(told: Sequence[LearnedMapping], dataset: Dataset) -> list[Issue]:
    """Return the notes that tell which remembered mappings a file was read by."""
    labels = field_labels(dataset)
    notes = []
    for one in told:
        pairs = "、".join(f"「{t}」读作「{labels.get(n, n)}」" for t, n in one.mapping.items())
        message = (
            f"按 {one.created_at:%Y-%m-%d} 记住的对应读取：{pairs}。"
            "如不对，请在数据填报页的“记住的表头对应”中取消。"
        )
        notes.append(Issue.info(IssueKind.UNKNOWN_HEADING, message))
    return notes


def field_labels(dataset: Dataset) -> dict[str, str]:
    """Return the Chinese names of everything that a heading of the ledger can mean."""
    labels = {column.name: column.field.label for column in dataset.columns if not column.derived}
    if dataset.crosstab:
        labels = {code: analyte.label for code, analyte in ANALYTES.items()} | labels
    return labels


def read_as(dataset: Dataset, target: str, column: Under) -> list[ReadAs]:
    """Return the first values of a column as they would be read as a field or an analyte."""
    if not dataset.has(target) or dataset.column(target).field.kind is Kind.RESULT:
        # A laboratory result may be a number, a limit or 未检出: anything that has a figure.
        return [_result(value) for value in column.values if not is_missing(value)]
    declared = dataset.column(target)
    unit = split_heading_unit(column.text)[1]
    read = reader(declared, factor=unit_factor(unit, declared.field) or 1.0)
    answers = []
    for raw in column.values:
        if is_missing(raw):
            continue
        value, problem = read(raw)
        wrong = problem is not None and problem.severity is Severity.ERROR
        shown = "" if value is None else _shown(dataset, target, value)
        answers.append(ReadAs(as_text(raw), shown, problem.message if wrong and problem else ""))
    return answers


def refusal(
    dataset: Dataset,
    columns: Sequence[Under],
    chosen: Mapping[str, str],
    headings: Sequence[Heading] = (),
) -> str:
    """Return why a mapping of headings to fields makes no sense, nothing where it does.

    `headings` are those of the reading, whose fields are taken already.
    """
    labels = field_labels(dataset)
    by_text = {fold(column.text): column for column in columns}
    anew = {fold(text) for text in chosen}
    taken = {h.target: h.text for h in headings if h.how in _GIVES and fold(h.text) not in anew}
    owner: dict[str, str] = {}
    for text, target in chosen.items():
        if target not in labels:
            return f"「{dataset.label}」没有字段 {target}，请从列表中选择。"
        other = owner.get(target) or taken.get(target, "")
        if other and fold(other) != fold(text):
            return (
                f"「{labels[target]}」已由表头「{other}」给出，不能再对应「{text}」。"
                "一个字段只能由一列给出，请另选。"
            )
        owner[target] = text
        column = by_text.get(fold(text))
        if column is None:
            return f"表里没有表头「{text}」，请核对。"
        if sentence := _unreadable(dataset, target, column, labels[target]):
            return sentence
    return ""


def learn(  # noqa: PLR0913 (a mapping is all of these)
    workspace: Path,
    dataset: Dataset,
    reporter: str,
    columns: Sequence[Under],
    chosen: Mapping[str, str],
    *,
    headings: Sequence[Heading] = (),
    actor: str = NOBODY,
) -> list[LearnedMapping]:
    """Remember what a reporter's headings mean, for each heading row that has them.

    What was remembered of the same row before stays, as far as it is not told anew. Raises
    UsageError where the mapping makes no sense.
    """
    if not chosen:
        raise UsageError("还没有选择对应的字段。")
    if sentence := refusal(dataset, columns, chosen, headings):
        raise UsageError(sentence)
    rows = heading_rows(headings) or _rows_under(columns)
    kept = []
    with closing(Archive.of(workspace)) as archive:
        before = {one.signature: one for one in archive.ledger.learned(dataset.name, reporter)}
        for mark, texts in rows.items():
            folded = {fold(text) for text in texts}
            own = {text: name for text, name in chosen.items() if fold(text) in folded}
            if own:
                old = dict(before[mark].mapping) if mark in before else {}
                kept.append(
                    archive.ledger.learn(
                        dataset.name, reporter, mark, texts, old | own, actor=actor
                    )
                )
    return kept


def learned(
    workspace: Path, dataset: str | None = None, reporter: str | None = None
) -> list[LearnedMapping]:
    """Return what is remembered, the oldest first."""
    if not (workspace / "archive").is_dir():
        return []
    with closing(Archive.of(workspace)) as archive:
        return archive.ledger.learned(dataset, reporter)


def unlearn(workspace: Path, mapping_id: int, *, actor: str = NOBODY) -> LearnedMapping:
    """Forget a mapping; raises UsageError for an unknown one, ConflictError for one undone."""
    if not (workspace / "archive").is_dir():
        raise UsageError(f"没有第 {mapping_id} 条表头对应，请核对编号。")
    with closing(Archive.of(workspace)) as archive:
        return archive.ledger.unlearn(mapping_id, actor=actor)


def profiles(workspace: Path) -> dict[str, Profile]:
    """Return every remembered mapping by ledger, for recognising what a file is."""
    told: dict[str, dict[str, str]] = {}
    for one in learned(workspace):
        if one.dataset in DATASETS:
            found = merged([one], DATASETS[one.dataset])
            told.setdefault(one.dataset, {}).update(found)
    return {name: Profile(mapping=mapping) for name, mapping in told.items()}


def described(one: LearnedMapping) -> dict[str, str]:
    """Return a remembered mapping in words: of whom, for which ledger, what means what."""
    dataset = DATASETS.get(one.dataset)
    labels = field_labels(dataset) if dataset else {}
    reporter = REGION.find_reporter(one.reporter)
    pairs = "；".join(f"{t} → {labels.get(n, n)}" for t, n in one.mapping.items())
    return {
        "reporter": reporter.name if reporter else one.reporter,
        "dataset": dataset.label if dataset else one.dataset,
        "pairs": pairs,
        "on": f"{one.created_at:%Y-%m-%d}",
    }


def _rows_under(columns: Iterable[Under]) -> dict[str, tuple[str, ...]]:
    sheets: dict[str, list[str]] = {}
    for column in columns:
        sheets.setdefault(column.sheet, []).append(column.text)
    return {signature(texts): tuple(texts) for texts in sheets.values()}


def _unreadable(dataset: Dataset, target: str, column: Under, label: str) -> str:
    answers = read_as(dataset, target, column)
    wrong = [one for one in answers if one.problem]
    if not answers or len(answers) - len(wrong) >= LEAST_READABLE * len(answers):
        return ""
    first = wrong[0]
    return (
        f"「{column.text}」下面的 {len(answers)} 种内容有 {len(wrong)} 种读不成「{label}」，"
        f"例如“{first.raw}”：{first.problem}请另选字段。"
    )


def _result(value: Cell) -> ReadAs:
    text = as_text(value)
    readable = any(sign.isdigit() for sign in text) or fold(text) in {"未检出", "nd", "nd.", "l"}
    return ReadAs(text, text if readable else "", "" if readable else f"“{text}”不是检测结果。")


def _shown(dataset: Dataset, target: str, value: object) -> str:
    field = dataset.column(target).field
    if field.codes is not None:
        return next((c.label for c in field.codes.codes if c.code == value), str(value))
    if field.kind is Kind.COUNTY:
        return REGION.place_name(str(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    shown = f"{value:g}" if isinstance(value, float) else str(value)
    return f"{shown} {field.unit}".strip()
