"""材料包: all forms of a briefing with the rules, the data's version and a list of hashes."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from gwdash.archive.model import Version
from gwdash.assess.scheme import Scheme
from gwdash.errors import GwdashError
from gwdash.export import method
from gwdash.export.archive_file import MANIFEST, Member, manifest, text_file, zipped
from gwdash.export.briefing import Briefing
from gwdash.export.forms import FORMS, Form, make
from gwdash.export.tables import Table, file_stem
from gwdash.export.workbook import to_xlsx
from gwdash.standards.periods import Period

#: Told before each step: its name, its place from 0, and how many there are.
Step = Callable[[str, int, int], None]
#: Charts of a briefing as pictures by file name, with what could not be drawn.
Pictures = Callable[[Briefing], tuple[Sequence[Member], Sequence[str]]]
#: Those that stand in a form by name, with why there are none.
PaperPictures = Callable[[Briefing], tuple[Mapping[str, bytes], Sequence[str]]]

RULES = "数据版本和计算规则"
_LAST = "打包、计算校验码"


@dataclass(frozen=True)
class Contents:
    """What a pack is made of."""

    briefing: Briefing
    version: Version
    scheme: Scheme
    stem: str
    newest: int
    """The live version; where it is newer, `correction` says what changed."""
    templates: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """The office's templates by their kind."""
    correction: Table | None = None
    pictures: Pictures | None = None
    paper_pictures: PaperPictures | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """A finished pack."""

    file_name: str
    content: bytes = field(repr=False)
    remarks: tuple[str, ...] = ()
    """What is not in it and why, one sentence each."""


def silent(name: str, place: int, total: int) -> None:
    """Tell nobody of a step."""
    del name, place, total


def to_pack(about: Contents, step: Step = silent) -> Pack:
    """Return all forms as one zip; a form that cannot be made is left out and told of.

    The same briefing gives the same bytes. Raises GwdashError where no form can be made.
    """
    total = len(FORMS) + 1 + (about.correction is not None) + (about.pictures is not None)
    with ThreadPoolExecutor(1, thread_name_prefix="pictures") as beside:
        # A browser draws in a process of its own while the forms are written in this one.
        painted = _submitted(beside, about.paper_pictures, about.briefing)
        drawing = beside.submit(about.pictures, about.briefing) if about.pictures else None
        members, remarks, place = _forms(about, step, total, painted)
        if about.correction is not None:
            step("更正说明", place, total)
            place += 1
            name = file_stem(about.correction.title)
            members.append(Member(f"{len(members) + 1:02d}_{name}.xlsx", to_xlsx(about.correction)))
        if drawing is not None:
            step("图片", place, total)
            place += 1
            drawn, left_out = drawing.result()
            members += drawn
            # One browser draws for both; what it lacks is said once.
            remarks = [*(remarks if not left_out else _without(remarks, painted)), *left_out]
    step(_LAST, place, total)
    members += _rules(about)
    listed = manifest(_head(about), members, remarks)
    content = zipped([listed, *members], about.briefing.made_at)
    return Pack(f"{file_stem(about.stem, '材料包')}.zip", content, tuple(remarks))


def form_name(stem: str, one: Form) -> str:
    """Return the file name of a form that is taken away by itself."""
    return f"{file_stem(stem, one.label)}.{one.key}"


_Painted = Future[tuple[Mapping[str, bytes], Sequence[str]]]


def _submitted(
    beside: ThreadPoolExecutor, draw: PaperPictures | None, briefing: Briefing
) -> _Painted | None:
    has_any = draw is not None and any(one.has_pictures for one in FORMS)
    return beside.submit(draw, briefing) if draw is not None and has_any else None


def _without(remarks: Sequence[str], painted: _Painted | None) -> list[str]:
    told = painted.result()[1] if painted else ()
    return [one for one in remarks if one not in told]


def _forms(
    about: Contents, step: Step, total: int, painted: _Painted | None
) -> tuple[list[Member], list[str], int]:
    """Make the forms; those with pictures last, while a browser draws."""
    made: dict[str, Member] = {}
    remarks: list[str] = []
    refused: list[GwdashError] = []
    for place, one in enumerate(sorted(FORMS, key=lambda form: form.has_pictures)):
        step(one.label, place, total)
        drawn, told = painted.result() if painted and one.has_pictures else ({}, ())
        remarks += told
        try:
            content = make(one, about.briefing, about.templates.get(one.template), drawn)
        except GwdashError as refusal:
            refused.append(refusal)
            remarks.append(f"没有生成{one.label}（{one.key}）：{refusal}")
            continue
        made[one.key] = Member(form_name(about.stem, one), content)
    if not made:
        raise refused[0]
    listed = [made[one.key] for one in FORMS if one.key in made]
    members = [
        Member(f"{place:02d}_{one.name}", one.content) for place, one in enumerate(listed, 1)
    ]
    return members, remarks, len(FORMS)


def _head(about: Contents) -> list[str]:
    made = about.briefing
    lines = [
        made.title,
        f"报告期：{Period.parse(made.period).label}　数据版本：v{made.version}",
        f"生成时间：{made.made_at:%Y-%m-%d %H:%M:%S}（北京时间）",
        f"发文机关：{made.issuer}　送审稿，没有文号和印章",
    ]
    if made.meeting_id:
        held = f"　会议日期：{made.held_on:%Y-%m-%d}" if made.held_on else ""
        lines.insert(1, f"会议编号：{made.meeting_id}{held}")
    if made.is_demo:
        lines.append("演示数据，不是真实情况。")
    return lines


def _rules(about: Contents) -> list[Member]:
    return [
        text_file(f"{RULES}/数据版本.txt", _version_lines(about)),
        text_file(f"{RULES}/方法说明.txt", method.markdown().splitlines()),
        text_file(f"{RULES}/评分方案.txt", _scheme_lines(about.scheme)),
    ]


def _version_lines(about: Contents) -> list[str]:
    one, made = about.version, about.briefing
    published = f"{one.published_at:%Y-%m-%d %H:%M:%S}" if one.published_at else "—"
    lines = [
        f"数据版本：v{one.version}",
        f"发布时间：{published}（北京时间）",
        f"所含报送：{one.n_submissions} 份审核通过的报送",
        f"内容校验码：{one.content_hash or '—'}",
        f"数据截止：{made.as_of:%Y-%m-%d}",
        "同一版本任何时候重新生成，数字都相同；本包所有材料的数字都出自这一版本。",
    ]
    if about.newest > one.version:
        lines.append(f"生成时已有新版本 v{about.newest}，两版之间的变化见更正说明。")
    return lines


def _scheme_lines(scheme: Scheme) -> list[str]:
    lines = [
        f"方案：{scheme.name}　版本：{scheme.version}",
        f"来源：{scheme.source}",
        f"得分保留 {scheme.decimals} 位小数，相同名次并列；权重合计 100。",
        "",
    ]
    lines += [f"{one.label}：权重 {one.weight}" for one in scheme.indicators]
    if scheme.left_out:
        lines += ["", f"方案中暂不能计算、权重已分摊的：{'、'.join(scheme.left_out)}"]
    return lines


__all__ = [
    "MANIFEST",
    "RULES",
    "Contents",
    "Pack",
    "PaperPictures",
    "Step",
    "form_name",
    "silent",
    "to_pack",
]
