"""A card for each form of a briefing: what it is, a button that makes it, then the file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from gwdash.briefings import making
from gwdash.briefings.evaluation import evaluation_pack
from gwdash.briefings.pictures import can_draw, pictures
from gwdash.export.forms import FORMS, Form, extent
from gwdash.export.pack import Pack
from gwdash.intake.office_templates import OfficeTemplate
from gwdash.ui import jobs
from gwdash.ui.jobs import Job, Step
from gwdash.ui.markup import div, span, tag
from gwdash.ui.views.briefing_subject import Subject

_JOBS, _PICTURES = "briefing_jobs", "briefing_pictures"
#: Files of earlier choices that a session still finds; each may be some MB.
_KEPT_JOBS = 12
_LOOK_SECONDS = 1.0
_ZIP = "application/zip"
_KIB = 1024
_ICONS = {
    "pptx": ":material/slideshow:", "docx": ":material/description:",
    "xlsx": ":material/table_chart:", "pdf": ":material/picture_as_pdf:",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """A finished file with what is said of it."""

    name: str
    media: str
    content: bytes
    words: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """Something that can be made."""

    key: str
    title: str
    kind: str
    """Its ending, as people know it."""
    purpose: str
    hint: str
    icon: str
    make: Callable[[Step], File]


def show(subject: Subject, home: Path, looks: dict[str, OfficeTemplate]) -> None:
    """Draw the cards; while something is made they look every second how far it is."""
    mark = subject.mark(looks)
    waiting = any(job.is_running for key, job in _jobs().items() if key.startswith(mark))
    drawn = st.fragment(_show, run_every=_LOOK_SECONDS if waiting else None)
    drawn(subject, home, looks, was_waiting=waiting)


def _show(
    subject: Subject, home: Path, looks: dict[str, OfficeTemplate], *, was_waiting: bool
) -> None:
    mark = subject.mark(looks)
    cards = [_form_card(one, subject, home, looks) for one in FORMS]
    for column, card in zip(st.columns(len(cards), gap="medium"), cards, strict=True):
        with column:
            _draw(card, mark)
    left, right = st.columns(2, gap="medium")
    with left:
        _draw(_pack_card(subject, home), mark, primary=True, option=_with_pictures)
    with right:
        _draw(_evaluation_card(subject, home), mark)
    running = any(job.is_running for key, job in _jobs().items() if key.startswith(mark))
    if running != was_waiting:
        st.rerun()


def _with_pictures() -> None:
    """Draw what can be asked for beside the forms, where the program has what draws it."""
    if can_draw():
        st.checkbox("附图表图片（png，用本机浏览器绘制，约多十几秒）", key=_PICTURES)


def _draw(
    card: Card, mark: str, *, primary: bool = False, option: Callable[[], None] | None = None
) -> None:
    job = _jobs().get(f"{mark} {card.key}")
    with st.container(key=f"card_briefing_{card.key}"):
        st.html(
            div(
                "gw-briefing-card",
                tag("h2", card.title, span("gw-hint", card.kind), class_="gw-h2"),
                div("gw-p", card.purpose),
                div("gw-small gw-muted", card.hint),
            )
        )
        if option is not None:
            option()
        if job is None or not job.is_running:
            _finished(card, job)
            words = "生成" if job is None else "重新生成"
            st.button(
                f"{words}{card.title}", key=f"make_{card.key}", icon=card.icon,
                type="primary" if primary and job is None else "secondary",
                on_click=_begin, args=(f"{mark} {card.key}", card.make), width="stretch",
            )  # fmt: skip
        else:
            st.progress(job.share, text=f"正在生成：{job.step}…")


def _finished(card: Card, job: Job[File] | None) -> None:
    if job is None:
        return
    if job.result is None:
        st.error(job.failure, icon=":material/info:")
        return
    file = job.result
    at = f"{job.finished_at:%H:%M:%S} 生成" if job.finished_at else ""
    st.download_button(
        f"下载（{file.words}）", file.content, file.name, file.media, key=f"take_{card.key}",
        icon=":material/download:", type="primary", on_click="ignore", width="stretch",
        help=file.name,
    )  # fmt: skip
    st.html(div("gw-small gw-muted", f"{file.name}　{at}"))
    for one in file.remarks:
        st.html(div("gw-small gw-briefing-newer", span("gw-mark-behind", "▲ "), one))


def _begin(key: str, make: Callable[[Step], File]) -> None:
    """Begin a file beside the page; a callback, so that the run after it shows the progress."""
    known = _jobs()
    known.pop(key, None)
    known[key] = jobs.begin(make)
    finished = [one for one, job in known.items() if not job.is_running]
    for old in finished[: max(len(known) - _KEPT_JOBS, 0)]:
        del known[old]


def _jobs() -> dict[str, Job[File]]:
    found: dict[str, Job[File]] = st.session_state.setdefault(_JOBS, {})
    return found


def _form_card(one: Form, subject: Subject, home: Path, looks: dict[str, OfficeTemplate]) -> Card:
    own = looks.get(one.template)
    look = f"使用办公室模板“{own.file_name}”。" if own else ""

    def make(step: Step) -> File:
        step("读取数据", 0, len(_FORM_STEPS))
        prepared = subject.prepared(home)
        step(one.label, 1, len(_FORM_STEPS))
        made = making.one_form(prepared, one)
        words = extent(one, made.content)
        return File(made.file_name, made.media, made.content, words, made.remarks)

    return Card(
        one.key, one.label, one.key, one.purpose, one.opened_with + look, _ICONS[one.key], make
    )


_FORM_STEPS = ("读取数据", "生成文件")


def _pack_card(subject: Subject, home: Path) -> Card:
    draw = pictures if st.session_state.get(_PICTURES) else None

    def make(step: Step) -> File:
        step("读取数据", 0, len(FORMS))
        return _packed(making.whole_pack(subject.prepared(home), step, pictures=draw))

    names = "、".join(one.label for one in FORMS)
    more = "、更正说明" if subject.is_outdated else ""
    return Card(
        "pack", "材料包", "zip",
        f"以上全部材料（{names}{more}），连同数据版本、计算规则和逐个文件的校验码清单，一次带走。",
        "解压后逐个打开；“清单.txt”写明每个文件的 SHA-256，可核对有没有被改动。",
        ":material/folder_zip:", make,
    )  # fmt: skip


def _evaluation_card(subject: Subject, home: Path) -> Card:
    def make(step: Step) -> File:
        step("读取指标和依据", 0, len(FORMS))
        return _packed(evaluation_pack(home, subject.period.code, step))

    return Card(
        "evaluation", "终期评估材料", "zip",
        "试验区终期评估用：指标 → 值 → 依据行 → 依据文件和佐证材料 → 案例，附索引工作簿。",
        "用最新数据版本；含精确位置或个人信息的原件只列名称、不附原件，并写明原因。",
        ":material/fact_check:", make,
    )  # fmt: skip


def _packed(made: Pack) -> File:
    size = f"{len(made.content) / _KIB:,.0f} KB"
    return File(made.file_name, _ZIP, made.content, size, made.remarks)
