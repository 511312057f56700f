"""Several files dropped together: for each, which ledger it is, from whom and for when."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath

from gwdash.errors import UnreadableFile
from gwdash.ingest.isolated import Worker, shared_worker
from gwdash.ingest.names_in_text import reporter_in
from gwdash.ingest.periods_in_text import period_in, year_in
from gwdash.ingest.profile import Profile
from gwdash.ingest.recognise import Candidate, Recognised, recognise_file
from gwdash.ingest.said_once import days_in
from gwdash.intake.parts import divides, part_in
from gwdash.intake.templates import binding
from gwdash.registry.datasets import LEDGERS
from gwdash.registry.model import Dataset
from gwdash.registry.region import REGION, Reporter
from gwdash.standards.periods import Period

#: From here on the file is offered as recognised; below, the person is asked to choose.
SURE = 0.6
_SYSTEM_FILES = re.compile(r"~\$.*|\.~.*|\..*|Thumbs\.db|desktop\.ini|__MACOSX", re.IGNORECASE)
_SPANS = ("month", "quarter", "half", "year")

Texts = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Dropped:
    """One file of a drop; without a dataset `problem` says in one sentence what to do.

    ``reporter_from`` and ``period_from`` say where they were found (标题, 文件名, 文件夹名…).
    """

    name: str
    sha256: str
    file_kind: str = ""
    dataset: Dataset | None = None
    confidence: float = 0.0
    reason: str = ""
    reporter: Reporter | None = None
    reporter_from: str = ""
    period: Period | None = None
    period_from: str = ""
    candidates: tuple[Candidate, ...] = ()
    """The best candidate of each ledger, the likeliest first."""
    problem: str = ""
    part: str = ""
    """The township whose part of a county's report it seems to be."""
    part_from: str = ""
    grid: bytes = field(default=b"", repr=False)
    """The file as it was read, packed for checking it; where it was asked for."""

    @property
    def sure(self) -> bool:
        """Whether the file can be checked as what it was recognised as, without asking."""
        return self.dataset is not None and self.confidence >= SURE and not self.problem


def look_at(
    files: Iterable[tuple[str, bytes]], profiles: Mapping[str, Profile] | None = None
) -> list[Dropped]:
    """Return what each file is, in the order given; nothing is kept and nothing is raised.

    `files` are names, with their folders where a folder was dropped, and contents. `profiles`
    give headings that were mapped before, by dataset.
    """
    seen: dict[str, str] = {}
    look = partial(_recognised, shared_worker(), profiles or {}, keep=False)
    return [_dropped(name, content, seen, look) for name, content in files]


def look_once(name: str, content: bytes, worker: Worker) -> Dropped:
    """Return what one file is, with its cells as they were read for whoever checks it."""
    look = partial(_recognised, worker, {}, keep=True)
    return _dropped(name, content, {}, look)


def _recognised(
    worker: Worker, profiles: Mapping[str, Profile], content: bytes, name: str, *, keep: bool
) -> Recognised:
    return worker.run(recognise_file, content, name, profiles, keep=keep)


def is_temporary(name: str) -> bool:
    """Tell whether a file is the system's or an office program's own and no report."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(_SYSTEM_FILES.fullmatch(part) for part in parts)


def _dropped(
    name: str, content: bytes, seen: dict[str, str], look: Callable[[bytes, str], Recognised]
) -> Dropped:
    digest = sha256(content).hexdigest()
    path = PurePosixPath(name.replace("\\", "/"))
    if is_temporary(name):
        message = "这是系统或表格软件的临时文件，已跳过，不用报送。"
        return Dropped(name, digest, problem=message)
    first = seen.setdefault(digest, name)
    if first != name:
        return Dropped(name, digest, problem=f"与「{first}」内容完全相同，只需报送一份。")
    try:
        found = look(content, path.name)
    except UnreadableFile as refusal:
        return Dropped(name, digest, problem=str(refusal))
    candidates = _known_template(content, tuple(_best_of_each(found.candidates)))
    return _described(name, digest, path, found, candidates)


def _known_template(content: bytes, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Take a template of ours for what it says it is, unless its headings say something else."""
    bound = binding(content) if candidates else None
    if bound is None or bound.dataset.name != candidates[0].dataset:
        return candidates
    reason = f"用的是本平台的「{bound.dataset.label}」模板。"
    return (replace(candidates[0], confidence=1.0, reason=reason), *candidates[1:])


def _described(
    name: str,
    digest: str,
    path: PurePosixPath,
    found: Recognised,
    candidates: tuple[Candidate, ...],
) -> Dropped:
    folders = list(reversed(path.parts[:-1]))
    texts: Texts = (
        ("标题或工作表名", found.lines),
        ("文件名", [path.stem]),
        ("文件夹名", folders),
    )
    best = candidates[0] if candidates else None
    dataset = LEDGERS[best.dataset] if best else None
    reporter, reporter_from = _reporter(found, texts)
    period, period_from = _period(found, texts, dataset)
    return Dropped(
        name,
        digest,
        found.file_kind,
        dataset,
        best.confidence if best else 0.0,
        best.reason if best else "",
        reporter,
        reporter_from,
        period,
        period_from,
        candidates,
        _problem(dataset, reporter),
        *_part(texts, dataset, reporter),
        found.grid,
    )


def _part(texts: Texts, dataset: Dataset | None, reporter: Reporter | None) -> tuple[str, str]:
    """Return the township of a county's file, and where it was named."""
    of_county = reporter is not None and reporter.group == "counties"
    return part_in(texts) if dataset and divides(dataset) and of_county else ("", "")


def _best_of_each(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.dataset not in seen:
            seen.add(candidate.dataset)
            yield candidate


def _reporter(found: Recognised, texts: Texts) -> tuple[Reporter | None, str]:
    if found.facts.reporter is not None:
        return found.facts.reporter, "表中「填报单位」"
    for where, lines in texts:
        named = {r.code: r for line in lines if (r := reporter_in(line))}
        if len(named) == 1:
            return next(iter(named.values())), where
        if named:
            # A sheet for each county names them all: then the file's name may say whose it is.
            continue
    return None, ""


def _period(found: Recognised, texts: Texts, dataset: Dataset | None) -> tuple[Period | None, str]:
    """Return the ledger's period that holds what is named, and where it was found."""
    year = next((y for _, lines in texts for line in lines if (y := year_in(line))), None)
    told = found.facts.period
    places: list[tuple[str, Period | None]] = []
    if told is not None and found.facts.period_told:
        places.append(("表中「报告期」", told))
    places += [(where, period_in(line, year=year)) for where, lines in texts for line in lines]
    places += [
        (where, Period.of(day, "month"))
        for where, lines in texts
        for line in lines
        for day in days_in(line)
    ]
    for where, period in places:
        fitted = period and _fitted(period, dataset)
        if fitted is not None:
            return fitted, where
    return None, ""


def _fitted(period: Period, dataset: Dataset | None) -> Period | None:
    """Return the ledger's period that holds `period`, None for a longer one (a whole year)."""
    if dataset is None:
        return period
    if _SPANS.index(period.kind) > _SPANS.index(dataset.cadence.period_kind):
        return None
    return Period.of(period.last_day, dataset.cadence.period_kind)


def _problem(dataset: Dataset | None, reporter: Reporter | None) -> str:
    if dataset is None:
        return (
            "没有识别出这是哪个台账：表头与各台账都不相符。请核对是否选错了文件，"
            "或手工指定台账后逐列对应表头。"
        )
    allowed = REGION.expand_reporters(dataset.reporters)
    if reporter is not None and reporter not in allowed and reporter.code != REGION.office:
        return f"「{reporter.name}」不报送「{dataset.label}」，请核对填报单位或台账。"
    return ""
