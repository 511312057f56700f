"""更正说明: what changed between two versions, one sentence a slice, and row by row as a table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gwdash.archive.comparison import Difference, Key
from gwdash.archive.model import Submission
from gwdash.archive.wording import field_words, key_words, slice_words, value_words
from gwdash.registry.datasets import DATASETS

#: A sentence names this many rows and values; the table has all of them.
NAMED = 3
#: Longer texts are cut in a sentence.
_LONGEST = 20
ADDED, CHANGED, REMOVED = "新增", "修改", "减少"


@dataclass(frozen=True, slots=True)
class SliceChange:
    """One slice that differs between two versions."""

    about: Submission
    """The submission that gives the slice its name: the newer one where there is one."""
    old: Submission | None
    new: Submission | None
    difference: Difference
    follows: bool = False
    """The other one is of the period before: a register goes on from it, or back to it."""

    @property
    def sentence(self) -> str:
        """What changed, in one sentence."""
        return f"{slice_words(self.about)}：{self._what()}。"

    def _what(self) -> str:
        found = words(self.difference)
        if self.follows and self.about is self.old:
            return f"报送已撤下（原 {self.about.id} 号），改用上一报告期的数据，{found}"
        if self.new is None:
            return f"报送已撤下（原 {self.about.id} 号），减少 {len(self.difference.removed)} 行"
        if self.old is None:
            n_rows = len(self.difference.added)
            return f"首次报送 {n_rows} 行" if n_rows else "首次报送，本期没有数据行"
        return f"与上一报告期相比，{found}" if self.follows else found


def words(found: Difference) -> str:
    """Return a difference in words without a stop: 新增 1 行（…）、修改 2 处（…）."""
    dataset = DATASETS[found.dataset]
    parts = []
    for word, keys in ((ADDED, found.added), (CHANGED, ()), (REMOVED, found.removed)):
        if word == CHANGED and found.changed:
            parts.append(f"{CHANGED} {found.n_cells} 处（{_named(_cells(found), found.n_cells)}）")
        elif keys:
            named = _named((key_words(dataset, key) for key in keys), len(keys))
            parts.append(f"{word} {len(keys)} 行（{named}）")
    return "、".join(parts) or "没有变化"


def correction_note(changes: Sequence[SliceChange]) -> list[str]:
    """Return 更正说明 as sentences, one a slice."""
    return [change.sentence for change in changes]


def correction_rows(changes: Iterable[SliceChange]) -> list[tuple[str, ...]]:
    """Return 更正说明 row by row: 台账 …, 变化, key, field, old, new; first reports as one row."""
    found: list[tuple[str, ...]] = []
    for change in changes:
        about = change.about
        head = (slice_words(about), str(change.new.id if change.new else ""))
        if change.old is None:
            added = f"{len(change.difference.added)} 行"
            found.append((*head, "首次报送", "", "", "", added))
        else:
            found.extend((*head, *row) for row in difference_rows(change.difference))
    return found


#: Headings of `difference_rows`, and of `correction_rows` before them.
DIFFERENCE_HEADINGS = ("变化", "哪一行", "字段", "原值", "新值")
CORRECTION_HEADINGS = ("报送单位、报告期、台账", "现行报送号", *DIFFERENCE_HEADINGS)


def difference_rows(found: Difference) -> list[tuple[str, str, str, str, str]]:
    """Return a difference value by value: 变化, key, field, old and new; rows have no values."""
    dataset = DATASETS[found.dataset]
    labels = field_words(dataset)

    def whole(word: str, keys: Iterable[Key]) -> Iterator[tuple[str, str, str, str, str]]:
        return ((word, key_words(dataset, key), "", "", "") for key in keys)

    cells = (
        (
            CHANGED, key_words(dataset, key), labels.get(name, name),
            value_words(dataset, name, old), value_words(dataset, name, new),
        )
        for key, fields in found.changed.items()
        for name, (old, new) in fields.items()
    )  # fmt: skip
    return [*whole(ADDED, found.added), *cells, *whole(REMOVED, found.removed)]


def _cells(found: Difference) -> Iterator[str]:
    dataset = DATASETS[found.dataset]
    labels = field_words(dataset)
    for key, fields in found.changed.items():
        for name, (old, new) in fields.items():
            was, now = (value_words(dataset, name, value) for value in (old, new))
            changed = "已修改" if was == now else f"{_short(was)}→{_short(now)}"
            yield f"{key_words(dataset, key)} {labels.get(name, name)} {changed}"


def _short(words: str) -> str:
    """Return a value for the middle of a sentence: without its stop, and cut where it is long."""
    plain = words.rstrip("。；;.")
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def _named(said: Iterable[str], n: int) -> str:
    """Return the first few of `n` in words."""
    first = [text for text, _ in zip(said, range(NAMED), strict=False)]
    return "；".join(first) + ("；…" if n > NAMED else "")
