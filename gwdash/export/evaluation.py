"""终期评估 pack: indicator → value → the rows and files that prove it → cases, as one zip.

The index is a workbook; the files lie beside it under their SHA-256. Files that may be given to
nobody are named with the reason and left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from gwdash.assess.targets import verdict_word
from gwdash.export.archive_file import Member, manifest, text_file, zipped
from gwdash.export.method import markdown
from gwdash.export.pack import RULES, Pack, Step, silent
from gwdash.export.tables import Table, file_stem, framed
from gwdash.export.workbook import to_book
from gwdash.queries.evidence import Evidence, Place
from gwdash.queries.indicators import Reading
from gwdash.registry.indicator import CROSS_TASK, Indicator
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period

_HASH_SHOWN = 12
_INDEX = "01_终期评估索引.xlsx"
_STEPS = ("指标和依据行", "依据文件", "打包、计算校验码")
_SUMMARY = (
    "任务", "指标", "目标", "值", "n/N", "状态", "分子口径", "分母口径", "计算规则", "规则依据",
    "目标依据", "依据行数", "依据文件数", "佐证材料数",
)  # fmt: skip
_COURSE = ("指标", "报告期", "值", "n/N", "状态")
_ROWS = (
    "指标", "对象", "说明", "计入分子", "计入分母", "报送号", "文件", "工作表", "单元格",
    "包内位置",
)  # fmt: skip
_FILES = (
    "报送号", "文件", "台账", "填报单位", "报告期", "SHA-256", "字节数", "包内位置", "未附原因",
)  # fmt: skip
_PROOFS = (
    "台账", "填报单位", "报告期", "哪一行", "材料", "SHA-256", "字节数", "相关指标", "包内位置",
    "未附原因",
)  # fmt: skip
_CASES = ("类型", "案例", "经过", "办结日期", "佐证材料", "包内位置", "未附原因")
#: A basis explains a row and is not counted itself.
_BASIS = "依据"


@dataclass(frozen=True, slots=True)
class Proof:
    """A file behind a row: what it is, and its bytes where it may be given away."""

    file_name: str
    sha256: str
    folder: str
    n_bytes: int
    content: bytes | None = field(default=None, repr=False)
    why: str = ""
    """Why the bytes are left out."""

    @property
    def path(self) -> str:
        """Where the file lies in the zip, empty where it was left out."""
        if self.content is None:
            return ""
        stem, dot, ending = self.file_name.rpartition(".")
        name = f"{file_stem(stem)}.{file_stem(ending)}" if dot else file_stem(self.file_name)
        return f"{self.folder}/{self.sha256[:_HASH_SHOWN]}_{name}"


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """A file that was handed in, with who it is from."""

    submission_id: int
    ledger: str
    reporter: str
    period: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """佐证材料 of a row or of a whole submission."""

    dataset: str
    ledger: str
    reporter: str
    period: str
    row: str
    """The row in words, empty for the whole submission."""
    task_no: str
    """The key task that the row is about, empty where its ledger says it."""
    proof: Proof

    def is_about(self, indicator: Indicator) -> bool:
        """Tell whether it belongs to an indicator: by the task of its row, else by its ledger."""
        if self.task_no:
            return indicator.task_no == self.task_no
        return self.dataset in indicator.datasets


@dataclass(frozen=True, slots=True)
class EvaluationCase:
    """Something done, from the beginning to its proof."""

    kind: str
    title: str
    course: str
    done_on: str
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """An indicator with its value, what it was in the months before, and its rows."""

    reading: Reading
    course: tuple[tuple[str, Reading | None], ...]
    evidence: Evidence = field(repr=False)

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.reading.indicator

    @property
    def submissions(self) -> set[int]:
        """The submissions that its rows come from."""
        return {row.place.submission_id for row in self.evidence.rows if row.place}


@dataclass(frozen=True)
class Findings:
    """Everything that the pack holds."""

    period: str
    head: tuple[str, ...]
    """What the list of the files begins with."""
    source: str
    made_at: datetime
    judged: tuple[Judged, ...] = field(repr=False)
    files: Mapping[int, SubmittedFile] = field(repr=False)
    attached: tuple[AttachedFile, ...] = field(repr=False)
    cases: tuple[EvaluationCase, ...] = field(repr=False)


def to_evaluation(about: Findings, step: Step = silent) -> Pack:
    """Return index, files, rules and hashes as one zip; the same findings give the same bytes."""
    total = len(_STEPS)
    step(_STEPS[0], 0, total)
    index = Member(_INDEX, to_book(index_tables(about), "终期评估索引", about.source))
    step(_STEPS[1], 1, total)
    proofs, left_out = _collected(about)
    step(_STEPS[2], 2, total)
    rules = text_file(f"{RULES}/方法说明.txt", markdown().splitlines())
    members = [index, rules, *proofs]
    remarks = _remarks(left_out)
    listed = manifest(about.head, members, remarks)
    label = Period.parse(about.period).label
    content = zipped([listed, *members], about.made_at)
    return Pack(f"{file_stem(label, '终期评估材料')}.zip", content, remarks)


def index_tables(about: Findings) -> list[Table]:
    """Return the sheets of the index, each row leading to the next sheet."""
    label = Period.parse(about.period).label
    proofs_of = {
        one.indicator.code: [file for file in about.attached if file.is_about(one.indicator)]
        for one in about.judged
    }

    def table(title: str, headings: Sequence[str], rows: Sequence[Sequence[object]], note: str
              ) -> Table:  # fmt: skip
        return Table(title, framed(headings, rows), label, about.source, (note,))

    return [
        table("指标", _SUMMARY, [_summary(one, len(proofs_of[one.indicator.code]))
                                for one in about.judged],
              "每个指标的终期值、目标和依据；逐行依据见“依据行”，文件见“依据文件”“佐证材料”。"),
        table("逐期", _COURSE, [row for one in about.judged for row in _course(one)],
              "近两年逐月的值；“—”为没有值，未报不是0。"),
        table("依据行", _ROWS, [row for one in about.judged for row in _rows(one, about.files)],
              "计入分子、分母的逐行依据，合计即为指标的 n/N；标“依据”的行说明上一行，不另计数。"),
        table("依据文件", _FILES, [_file(one) for _, one in sorted(about.files.items())],
              "报送的原文件；未附的写明原因和索取办法。"),
        table("佐证材料", _PROOFS, [_attached(one, about.judged) for one in about.attached],
              "随台账上传的佐证材料；“哪一行”为空的属于整份报送。"),
        table("案例", _CASES, [row for one in about.cases for row in _case(one)],
              "附有佐证材料的台账行和已销号的突出问题，供编写典型案例。"),
    ]  # fmt: skip


def _summary(one: Judged, n_attached: int) -> tuple[object, ...]:
    about, reading = one.indicator, one.reading
    task = "综合" if about.task_no == CROSS_TASK else REGION.task(about.task_no).name
    n_rows = sum(not row.basis for row in one.evidence.rows)
    return (
        task, about.label, about.target.words, reading.figure, reading.counts,
        verdict_word(reading.verdict, about.direction), about.numerator, about.denominator,
        about.rule, about.source, about.target.source, n_rows, len(one.submissions), n_attached,
    )  # fmt: skip


def _course(one: Judged) -> list[tuple[object, ...]]:
    return [
        (
            one.indicator.label, Period.parse(period).label,
            "—" if reading is None else reading.figure,
            "未统计" if reading is None else reading.counts,
            "" if reading is None else verdict_word(reading.verdict, one.indicator.direction),
        )
        for period, reading in one.course
    ]  # fmt: skip


def _rows(one: Judged, files: Mapping[int, SubmittedFile]) -> list[tuple[object, ...]]:
    found = []
    for row in one.evidence.rows:
        place = row.place or Place(0)
        file = files.get(place.submission_id)
        counted = (None, None) if row.basis else (row.numerator, row.denominator)
        found.append((
            one.indicator.label, _BASIS if row.basis else row.name, row.detail, *counted,
            place.submission_id or None, file.proof.file_name if file else "",
            place.sheet, place.cell, file.proof.path if file else "",
        ))  # fmt: skip
    return found


def _file(one: SubmittedFile) -> tuple[object, ...]:
    proof = one.proof
    return (
        one.submission_id, proof.file_name, one.ledger, one.reporter, one.period, proof.sha256,
        proof.n_bytes, proof.path, proof.why,
    )  # fmt: skip


def _attached(one: AttachedFile, judged: Sequence[Judged]) -> tuple[object, ...]:
    about = [each.indicator.label for each in judged if one.is_about(each.indicator)]
    proof = one.proof
    return (
        one.ledger, one.reporter, one.period, one.row, proof.file_name, proof.sha256,
        proof.n_bytes, "、".join(about), proof.path, proof.why,
    )  # fmt: skip


def _case(one: EvaluationCase) -> list[tuple[object, ...]]:
    head = (one.kind, one.title, one.course, one.done_on)
    if not one.proofs:
        return [(*head, "", "", "")]
    return [(*head, proof.file_name, proof.path, proof.why) for proof in one.proofs]


def _collected(about: Findings) -> tuple[list[Member], list[Proof]]:
    """Return every file once in the order of its name, and what was left out."""
    proofs = [
        *(one.proof for _, one in sorted(about.files.items())),
        *(one.proof for one in about.attached),
        *(proof for one in about.cases for proof in one.proofs),
    ]
    kept = {one.path: Member(one.path, one.content) for one in proofs if one.content is not None}
    left_out = {(one.file_name, one.sha256): one for one in proofs if one.content is None}
    return [kept[name] for name in sorted(kept)], list(left_out.values())


def _remarks(left_out: Sequence[Proof]) -> tuple[str, ...]:
    by_reason: dict[str, int] = {}
    for one in left_out:
        by_reason[one.why] = by_reason.get(one.why, 0) + 1
    return tuple(
        f"{n} 个文件只列名称、未附原件（索引“未附原因”一列）：{why}"
        for why, n in sorted(by_reason.items())
    )
