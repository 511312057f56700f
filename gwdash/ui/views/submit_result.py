"""Step 2: what the open file was understood as, what is wrong cell by cell, and what it changes."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from gwdash.archive.model import State
from gwdash.config import workspace
from gwdash.export.issue_list import issues_text, issues_xlsx
from gwdash.export.issue_words import SEVERITY_WORDS, Listed, listed
from gwdash.export.marked import marked_copy
from gwdash.ingest.headings import Heading, How
from gwdash.ingest.issues import Issue, Severity
from gwdash.intake import edits, usecases
from gwdash.intake.mapping import field_labels
from gwdash.intake.parts import named, parts_in
from gwdash.intake.usecases import Checked
from gwdash.ui.components.export_menu import XLSX
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views import slice_evidence, submit_difference, submit_mapping, submit_profile
from gwdash.ui.views.submit_state import Entry
from gwdash.ui.views.submit_words import KIND_WORDS

_SHOWN_ROWS, _SHOWN_ISSUES = 20, 300
_MARKS = {Severity.ERROR: "■", Severity.WARNING: "▲", Severity.INFO: "●"}
_LAMPS = {Severity.ERROR: "far_behind", Severity.WARNING: "behind", Severity.INFO: "open"}
_HOW = {
    How.MAP: "按您的对应",
    How.ALIAS: "按表头",
    How.ANALYTE: "监测指标",
    How.IGNORED: "已知，不采用",
    How.UNKNOWN: "不认识，未读取",
    How.SUPERSEDED: "重复，不采用",
    How.CONSTANT: "固定值",
    How.CORNER: "交叉表的角",
    How.TITLE: "标题或文件名",
}
_HEADINGS = ("级别", "位置", "字段", "填写内容", "问题", "怎么改")


def show(entry: Entry) -> None:
    """Draw the result of the open file."""
    if entry.refusal:
        st.error(entry.refusal, icon=":material/error:")
        return
    if entry.checked is None:
        words = entry.dropped.problem or "上面补充完整后，这里列出读懂了什么、哪些单元格要改。"
        st.html(div("gw-empty", words))
        return
    checked = entry.checked
    labels = field_labels(checked.dataset)
    st.html(_title(entry, checked))
    _known_already(entry, checked)
    _edit_instead(checked)
    _parts(entry, checked)
    submit_mapping.unknown(entry, checked)
    _take_away(entry, checked, labels)
    told = sum(issue.severity is not Severity.INFO for issue in checked.issues)
    names = (f"问题清单（{told}）", "与上次的差别", "表头对应", "读到的前几行")
    issues, changes, headings, rows = st.tabs(names)
    with issues:
        _issues(entry, checked, labels)
    with changes:
        submit_difference.show(checked, labels)
    with headings:
        st.dataframe(_headings(checked.headings, labels), hide_index=True, width="stretch")
        submit_profile.editor(entry, checked.dataset)
    with rows:
        st.dataframe(_rows(checked, labels), hide_index=True, width="stretch", placeholder="")


def _title(entry: Entry, checked: Checked) -> Html:
    summary = checked.summary
    lamp, words = ("on_track", "● 可以提交") if checked.ok else ("far_behind", "■ 需要修改")
    if checked.ok and summary["warnings"]:
        lamp, words = "behind", "▲ 可以提交，有提醒"
    part = f" · {entry.settled.part}" if entry.settled.part else ""
    kind = f"{summary['file_kind']} {summary['encoding']}".strip()
    return div(
        "gw-file",
        tag("b", entry.file.short),
        span(f"gw-pill gw-lamp-{lamp} gw-pill-long", words),
        span("", f"{checked.dataset.label} · {summary['reporter_name']}{part}"),
        span("", summary["period_label"]),
        span(
            "gw-muted",
            f"读到 {summary['rows']} 行，可用 {summary['rows_ok']} 行，"
            f"拦下 {summary['rows_stopped']} 行 · 文件格式 {kind}",
        ),
    )


def _known_already(entry: Entry, checked: Checked) -> None:
    """Say that this very file stands accepted for this very report."""
    home = workspace()
    if not (home / "archive").is_dir():
        return
    same = usecases.submissions(
        home, dataset=checked.dataset.name, reporter=checked.reporter.code,
        period=checked.period.code, state=State.ACCEPTED, file_sha256=entry.file.sha256,
    )  # fmt: skip
    for one in same:
        if one.part == checked.reading.profile.part:
            words = f"这个文件与第 {one.id} 号报送完全相同，已经审核通过，不用再报。"
            st.info(words, icon=":material/content_copy:")


def _edit_instead(checked: Checked) -> None:
    """Lead to the page for a few cells where this very report is accepted already."""
    about = (checked.period.code, checked.reading.profile.part)
    held = edits.choices(workspace(), checked.dataset, checked.reporter.code)
    one = next((one for one in held if (one.period, one.part) == about), None)
    if one is not None:
        link = slice_evidence.edit_link(one, "在线修改")
        words = f"这一期已有审核通过的报送（{one.id} 号）。只改几个单元格？"
        st.html(div("gw-note", words, link))


def _parts(entry: Entry, checked: Checked) -> None:
    """Say which townships came in already, where a report comes in parts."""
    if not (workspace() / "archive").is_dir():
        return
    came = parts_in(workspace(), checked.dataset.name, checked.reporter.code, checked.period.code)
    others = [one for one in came if one.part != checked.reading.profile.part]
    if not entry.settled.part or not others:
        return
    said = "、".join(
        f"{named(one.part)}（{one.rows} 行，第 {one.submission_id} 号）" for one in others
    )
    st.html(div("gw-note", f"本期已收到的分表：{said}。这一份提交后加在一起。"))


def _take_away(entry: Entry, checked: Checked, labels: dict[str, str]) -> None:
    """Draw what helps to mend the file: the marked original, the list, the text."""
    wrong = [issue for issue in checked.issues if issue.severity is not Severity.INFO]
    if not wrong:
        return
    file, key = entry.file, entry.file.id
    stem = file.short.rpartition(".")[0] or file.short

    def marked() -> bytes:
        return marked_copy(file.content, file.short, checked.issues, labels).content

    with st.container(key=f"take_{key}", horizontal=True, vertical_alignment="center"):
        st.download_button(
            "下载带批注的原表", marked, f"{stem}（已标注）.xlsx", XLSX, key=f"marked_{key}",
            icon=":material/rate_review:", type="primary", on_click="ignore",
            help="您的原表：要改的单元格已涂色并写上批注，第一页是问题清单。照着改好，再放进来。",
        )  # fmt: skip
        st.download_button(
            "下载问题清单", lambda: issues_xlsx(checked.issues, labels), f"{stem}_问题清单.xlsx",
            XLSX, key=f"issue_xlsx_{key}", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        with st.popover("复制成文字", icon=":material/content_copy:", key=f"text_{key}"):
            st.caption("点右上角的图标复制，可以粘贴到微信、短信里发给填表人。")
            text = f"{file.short}：\n{issues_text(checked.issues, labels)}"
            st.code(text, language=None, wrap_lines=True)


def _issues(entry: Entry, checked: Checked, labels: dict[str, str]) -> None:
    """Draw the filters and the list."""
    if not checked.issues:
        st.html(div("gw-empty", "没有发现问题。"))
        return
    key = entry.file.id
    with st.container(horizontal=True, vertical_alignment="center", key=f"issue_bar_{key}"):
        levels = _pills("级别", [i.severity for i in checked.issues], list(Severity), key)
        kinds = _kinds(checked.issues, key) if len({i.kind for i in checked.issues}) > 1 else []
    shown = [
        issue
        for issue in checked.issues
        if (not levels or issue.severity in levels) and (not kinds or issue.kind in kinds)
    ]
    lines = listed(shown, labels)
    st.html(_issue_table(lines[:_SHOWN_ISSUES]))
    if len(lines) > _SHOWN_ISSUES:
        st.caption(f"只显示前 {_SHOWN_ISSUES} 条，全部 {len(lines)} 条在下载的清单里。")


def _pills(
    label: str, values: Sequence[Severity], order: Sequence[Severity], key: str
) -> list[Severity]:
    counts = Counter(values)
    kept = st.pills(
        label,
        [value for value in order if counts[value]],
        selection_mode="multi",
        format_func=lambda s: f"{_MARKS[s]} {SEVERITY_WORDS[s]} {counts[s]}",
        key=f"issue_filter_{key}",
        label_visibility="collapsed",
    )
    return list(kept)


def _kinds(issues: Sequence[Issue], key: str) -> list[str]:
    counts = Counter(issue.kind for issue in issues)
    kept = st.pills(
        "种类",
        [kind for kind, _ in counts.most_common()],
        selection_mode="multi",
        format_func=lambda k: f"{KIND_WORDS[k]} {counts[k]}",
        key=f"issue_kinds_{key}",
        label_visibility="collapsed",
    )
    return list(kept)


def _issue_table(lines: Sequence[Listed]) -> Html:
    """Return the issues with their whole sentences; a grid would cut them off."""
    rows = []
    several = len({line.sheet for line in lines if line.sheet}) > 1
    for line in lines:
        shape = span(f"gw-mark-{_LAMPS[line.severity]}", _MARKS[line.severity])
        rows.append(
            tag(
                "tr",
                tag("td", shape, f" {line.level}", class_="gw-nowrap"),
                tag("td", _place(line, several=several), class_="gw-place"),
                tag("td", line.field),
                tag("td", line.raw),
                tag("td", line.problem),
                tag("td", line.remedy),
            )
        )
    head = tag("tr", [tag("th", word) for word in _HEADINGS])
    table = tag("table", tag("thead", head), tag("tbody", rows), class_="gw-table gw-issues")
    return div("gw-scroll gw-tall", table)


def _place(line: Listed, *, several: bool) -> Html:
    """Return the cell as a spreadsheet program shows it; the sheet too where there are several."""
    place = line.place or (line.sheet and "整张工作表") or "整个文件"
    sheet = span("gw-small gw-muted", f" {line.sheet}") if several and line.sheet else None
    return span("", tag("b", place), sheet, title="!".join(filter(None, (line.sheet, line.place))))


def _headings(headings: Sequence[Heading], labels: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "工作表": [h.sheet for h in headings],
            "单元格": [h.cell for h in headings],
            "表头": [h.text for h in headings],
            "理解为": [labels.get(h.target, "—") for h in headings],
            "单位": [h.unit for h in headings],
            "依据": [_HOW[h.how] for h in headings],
        }
    )


def _rows(checked: Checked, labels: dict[str, str]) -> pd.DataFrame:
    """Return the first rows as they were understood, with their cells."""
    rows = list(checked.iter_rows(_SHOWN_ROWS))
    filled = {
        name for row in rows for name, value in row["values"].items() if value not in (None, "")
    }
    columns = [name for name in (rows[0]["values"] if rows else ()) if name in filled]
    table: dict[str, list[str]] = {
        "单元格": [f"{row['sheet']}!{row['cell']}" for row in rows],
        "状态": ["可用" if row["status"] == "ok" else "拦下" for row in rows],
    }
    for name in columns:
        table[labels.get(name, name)] = [_shown(row["values"].get(name), labels) for row in rows]
    return pd.DataFrame(table)


def _shown(value: object, labels: dict[str, str]) -> str:
    if value is None:
        return ""
    text = str(value)
    return labels.get(text, text) if isinstance(value, str) else text
