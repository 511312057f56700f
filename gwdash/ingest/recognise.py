"""Which ledger a sheet is, told from its headings: ranked, with how sure and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gwdash.ingest.distinctive import tells
from gwdash.ingest.facts import Facts, read_facts
from gwdash.ingest.grid import Cell, Sheet, Workbook
from gwdash.ingest.heading_rows import TopRows
from gwdash.ingest.headings import Heading, How, Matcher
from gwdash.ingest.layout import Table, find_table, missing_columns
from gwdash.ingest.own_marks import is_issue_list
from gwdash.ingest.packed import packed
from gwdash.ingest.problems import as_text, is_blank
from gwdash.ingest.profile import Profile
from gwdash.ingest.reader import no_collection, read_workbook
from gwdash.ingest.said_once import said_once
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Dataset, Need, Rule
from gwdash.registry.text import fold

#: Parts of the score: columns without which rows mean nothing, the share of the headings that is
#: understood, and the share of the ledger's own columns that is there.
_LOAD_PART, _KNOWN_PART, _OWN_PART = 0.35, 0.5, 0.15
#: A ledger's name over the table halves what is left of the doubt.
_NAMED_PART = 0.5
#: A second ledger that fits as well makes either a guess.
_RIVAL_DOUBT = 0.5
_RIVAL_POWER = 4
#: Headings never prove what a table is.
_SUREST = 0.99
#: Below this a sheet only shares some words with a ledger.
LEAST = 0.3
_SHOWN = 8
#: So much of a sheet says what it is; its further rows are data.
_ROWS_LOOKED_AT = 300


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ledger that a sheet may be; ``confidence`` runs from 0 to 1, ``reason`` is a sentence."""

    dataset: str
    label: str
    sheet: str
    confidence: float
    reason: str
    matched: tuple[str, ...]
    """Headings of the sheet that the ledger has, as written."""
    missing: tuple[str, ...]
    """Labels of columns needed for loading that the sheet lacks."""
    unknown: tuple[str, ...]
    """Headings of the sheet that the ledger does not have."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file says it is: candidates from the likeliest down, and the words around."""

    file_kind: str
    candidates: tuple[Candidate, ...]
    """Over all sheets, each ledger once for each sheet it may be."""
    facts: Facts
    lines: tuple[str, ...]
    """The texts above the tables and the names of the visible sheets, in that order."""
    grid: bytes = b""
    """The file as it was read, packed for whoever checks it; nothing of a large one."""

    def of_sheet(self, sheet: str) -> tuple[Candidate, ...]:
        """Return the candidates of one sheet."""
        return tuple(c for c in self.candidates if c.sheet == sheet)


def recognise(
    book: Workbook, file_name: str = "", profiles: Mapping[str, Profile] | None = None
) -> tuple[Candidate, ...]:
    """Return the ledgers that each visible sheet may be, the likeliest first.

    `profiles` give headings that were mapped before, by dataset. A sheet that is like no ledger
    has no candidate.
    """
    return _looked_at(book, file_name, profiles or {})[0]


def recognise_file(
    content: bytes,
    file_name: str,
    profiles: Mapping[str, Profile] | None = None,
    *,
    keep: bool = False,
) -> Recognised:
    """Return what a file is, from its bytes; runs in the isolated worker.

    With `keep` the answer has the file as it was read, so that checking need not read it again.
    Raises UnreadableFile for a file that is no table at all.
    """
    with no_collection():
        book = read_workbook(content, file_name)
        grid = packed(book) if keep else b""
        candidates, tables = _looked_at(book, file_name, profiles or {})
        above = [row for table in tables for row in table.surroundings]
        names = [s.name for s in book.sheets if s.visible]
        texts = (as_text(cell) for row in above for cell in row if not is_blank(cell))
        lines = tuple(dict.fromkeys((*texts, *names)))
        facts = read_facts(above, *names, file_name)
        return Recognised(book.kind, candidates, facts, lines, grid)


def _looked_at(
    book: Workbook, file_name: str, profiles: Mapping[str, Profile]
) -> tuple[tuple[Candidate, ...], list[Table]]:
    candidates: list[Candidate] = []
    tables: list[Table] = []
    for sheet in book.sheets:
        if not sheet.visible or not sheet.rows or is_issue_list(sheet):
            continue
        found = list(_scored(_top(sheet), file_name, profiles))
        scores = [score for score, _, _ in found]
        for place, (score, candidate, _) in enumerate(found):
            others = scores[:place] + scores[place + 1 :]
            sure = _weighed(score, max(others, default=0.0))
            candidates.append(replace(candidate, confidence=sure))
        if found:
            tables.append(max(found, key=lambda one: one[0])[2])
    candidates.sort(key=lambda c: -c.confidence)
    return tuple(candidates), tables


def _top(sheet: Sheet) -> Sheet:
    """Return the sheet's first rows, copied: reading a table fills its merged cells."""
    rows = [list(row) for row in sheet.rows[:_ROWS_LOOKED_AT]]
    return Sheet(sheet.name, rows, tuple(m for m in sheet.merges if m[0] < len(rows)))


def _scored(
    sheet: Sheet, file_name: str, profiles: Mapping[str, Profile]
) -> Iterator[tuple[float, Candidate, Table]]:
    top = TopRows(sheet)
    for dataset in LEDGERS.values():
        profile = profiles.get(dataset.name, Profile())
        table = find_table(sheet, dataset, Matcher(dataset, profile, suggests=False), top)
        if table is None:
            continue
        said = {one.field for one in said_once(table, dataset, profile, file_name)}
        score, candidate = _candidate(table, dataset, profile, said, file_name)
        if score >= LEAST:
            yield score, candidate, table


def _candidate(
    table: Table, dataset: Dataset, profile: Profile, said: Iterable[str], file_name: str
) -> tuple[float, Candidate]:
    given = [*said, *profile.constants, *_given_by_others(table, dataset)]
    missing = missing_columns(table, dataset, given, Need.LOAD)
    needed = sum(c.need is Need.LOAD for c in dataset.columns)
    known = [h for h in table.headings if h.target and h.how is not How.SUPERSEDED]
    unknown = [h for h in table.headings if not h.known]
    own = _own_share(table, dataset, missing)
    score = (
        _LOAD_PART * (1 - len(missing) / needed)
        + _KNOWN_PART * _rarity(known) / max(_rarity(known) + len(unknown), 1.0)
        + _OWN_PART * own
    )
    named = _is_named(dataset, [*_texts(table.above), table.sheet.name, file_name])
    if named:
        score += (1 - score) * _NAMED_PART
    elif not tells(dataset, known):
        score = 0.0
    labels = tuple(dataset.column(name).field.label for name in missing)
    matched = tuple(dict.fromkeys(h.text for h in known))
    others = tuple(dict.fromkeys(h.text for h in unknown))
    reason = _reason(dataset, matched, labels, others, named=named)
    return score, Candidate(
        dataset.name, dataset.label, table.sheet.name, score, reason, matched, labels, others
    )


def _given_by_others(table: Table, dataset: Dataset) -> Iterator[str]:
    """Yield what reporter, position or other columns give where there is no column for it."""
    if "counties" in dataset.reporters or any(r.rule is Rule.POSITION for r in dataset.rules):
        yield "county_code"
    have = table.columns()
    for column in dataset.columns:
        if any(all(part.column in have for part in option) for option in column.derived):
            yield column.name


def _own_share(table: Table, dataset: Dataset, missing: Sequence[str]) -> float:
    """Return the share of the ledger's columns for loading and completeness that is there."""
    wanted = [c for c in dataset.columns if c.need is not Need.OPTIONAL]
    absent = {*missing, *missing_columns(table, dataset, (), Need.COMPLETE)}
    return 1 - len(absent) / len(wanted) if wanted else 0.0


def _rarity(headings: Sequence[Heading]) -> float:
    """Weigh headings by how few ledgers have them: 备注 tells nothing, 水位埋深 nearly all."""
    counts = _how_common()
    return sum(1.0 if h.analyte else 1 / counts[h.field] for h in headings)


@lru_cache(maxsize=1)
def _how_common() -> Counter[str]:
    return Counter(column.name for dataset in LEDGERS.values() for column in dataset.columns)


def _texts(rows: Iterable[Sequence[Cell]]) -> list[str]:
    return [cell for row in rows for cell in row if isinstance(cell, str)]


def _is_named(dataset: Dataset, texts: Iterable[str]) -> bool:
    words = {fold(word) for word in (dataset.label, *dataset.aliases)}
    folded = [fold(text) for text in texts]
    return any(word in text for word in words for text in folded)


def _weighed(score: float, rival: float) -> float:
    """Return how sure a score makes, given the best score of another ledger."""
    doubt = _RIVAL_DOUBT * min(rival / score, 1.0) ** _RIVAL_POWER if score else 0.0
    return min(round(score * (1 - doubt), 2), _SUREST)


def _reason(
    dataset: Dataset,
    matched: Sequence[str],
    missing: Sequence[str],
    unknown: Sequence[str],
    *,
    named: bool,
) -> str:
    parts = [f"表头{_listed(matched)}是「{dataset.label}」的列"]
    if named:
        parts.insert(0, f"标题、工作表名或文件名写明「{dataset.label}」")
    if missing:
        parts.append(f"缺少{_listed(missing)}")
    if unknown:
        parts.append(f"另有不认识的表头{_listed(unknown)}")
    return "；".join(parts) + "。"


def _listed(words: Sequence[str]) -> str:
    shown = "、".join(f"「{word}」" for word in words[:_SHOWN])
    return shown + (f"等 {len(words)} 项" if len(words) > _SHOWN else "")
