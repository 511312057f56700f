"""The office's own templates: one of slides, one of the bulletin, tried before they are used."""

from pathlib import Path

import streamlit as st

from gwdash.briefings.templates import use_template
from gwdash.export.briefing_docx import to_template
from gwdash.export.forms import FORMS, Form
from gwdash.ingest.files.limits import MAX_FILE_BYTES, MIB
from gwdash.intake.office_templates import OfficeTemplate, remove_template
from gwdash.ui.errors import told
from gwdash.ui.markup import div, span, tag

_SAID = "briefing_template_said"
_ROUND = "briefing_template_round"
_MOST_MIB = MAX_FILE_BYTES // MIB
_HOW = {
    "pptx": "先生成一份会议幻灯片，在 WPS 演示的“视图—幻灯片母版”里改样式，另存后上传。",
    "docx": "先下载内置模板，在 WPS 文字里改页眉、样式，保留样式名称，另存后上传。",
}


def show(home: Path, looks: dict[str, OfficeTemplate]) -> None:
    """Draw the card."""
    hint = "换成办公室自己的版式，不用改程序；上传后先试排，试排不通过的不会使用"
    st.html(tag("h2", "办公室模板", span("gw-hint", hint), class_="gw-h2"))
    for words, is_refusal in st.session_state.pop(_SAID, []):
        (st.error if is_refusal else st.success)(words, icon=":material/info:")
    for one in FORMS:
        if one.template:
            _template(home, one, looks.get(one.template))


def _template(home: Path, form: Form, used: OfficeTemplate | None) -> None:
    kind = form.template
    with st.container(
        key=f"template_{kind}", horizontal=True, vertical_alignment="center", gap="medium"
    ):
        st.html(_facts(form, used), width="stretch")
        if kind == "docx":
            st.download_button(
                "内置模板", to_template, "调度通报模板.docx", form.media, on_click="ignore",
                key="template_builtin", icon=":material/download:",
            )  # fmt: skip
        if used is not None:
            st.button("改用内置版式", key=f"template_remove_{kind}", on_click=_remove,
                      args=(home, form))  # fmt: skip
    place = f"template_file_{kind}_{st.session_state.get(_ROUND, 0)}"
    st.file_uploader(
        f"上传{form.label}模板（{kind}）", type=[kind], key=place, on_change=_use,
        args=(home, place), label_visibility="collapsed", max_upload_size=_MOST_MIB,
    )  # fmt: skip


def _facts(form: Form, used: OfficeTemplate | None) -> str:
    if used is None:
        state = span("gw-muted", "现用内置版式")
    else:
        state = span("gw-strong", f"现用“{used.file_name}”", title=f"SHA-256 {used.sha256}")
        state = tag("span", state, span("gw-muted", f"　{used.moment:%Y-%m-%d %H:%M} 启用"))
    return div(
        "", div("gw-p", tag("b", f"{form.label}　"), state),
        div("gw-small gw-muted", _HOW[form.template]),
    )  # fmt: skip


def _use(home: Path, place: str) -> None:
    """Try what was uploaded and say what came of it; a callback."""
    upload = st.session_state.get(place)
    if upload is None:
        return
    try:
        kept, tried = use_template(home, upload.name, upload.getvalue())
    except Exception as error:  # noqa: BLE001 (told in the card like on any page)
        _say(told(error), is_refusal=True)
    else:
        findings = "".join(f" {one}" for one in tried.findings)
        _say(f"已启用模板“{kept.file_name}”，以后生成的{_label(kept.kind)}都用它。{findings}")
    # Another key empties the place for files.
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _remove(home: Path, form: Form) -> None:
    remove_template(home, form.template)
    _say(f"{form.label}已改用内置版式；原模板仍留在档案中。")


def _say(words: str, *, is_refusal: bool = False) -> None:
    st.session_state.setdefault(_SAID, []).append((words, is_refusal))


def _label(kind: str) -> str:
    return next(one.label for one in FORMS if one.template == kind)
