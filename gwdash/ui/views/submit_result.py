"""What a file was understood as, and what is wrong with it, cell by cell."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from gwdash.export.issue_list import SEVERITY_WORDS, issue_rows, issues_csv, issues_xlsx
from gwdash.ingest.headings import Heading, How
from gwdash.ingest.issues import Issue, Severity
from gwdash.intake.usecases import Checked
from gwdash.registry.model import Dataset
from gwdash.standards.analytes import ANALYTES
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.submit_state import File

_SHOWN_ROWS, _SHOWN_ISSUES = 20, 300
_MARKS = {Severity.ERROR: "■", Severity.WARNING: "▲", Severity.INFO: "●"}
_LAMPS = {Severity.ERROR: "far_behind", Severity.WARNING: "behind", Severity.INFO: "open"}
_HOW = {
    How.MAP: "按您的对应",
    How.ALIAS: "按表头",
    How.ANALYTE: "监测指标",
    How.IGNORED: "已知，不采用",
    How.UNKNOWN: "不认识",
    How.SUPERSEDED: "重复，不采用",
    How.CONSTANT: "固定值",
}


def show(dataset: Dataset, file: File) -> None:
    """Draw one file's result."""
    if file.checked is None:
        st.html(_title(file, None))
        st.error(file.refusal, icon=":material/error:")
        return
    checked = file.checked
    st.html(_title(file, checked))
    labels = field_labels(dataset)
    names = (f"问题清单（{len(checked.issues)}）", "表头对应", "读到的前几行")
    issues, headings, rows = st.tabs(names)
    with issues:
        _issues(file, checked, labels)
    with headings:
        st.dataframe(_headings(checked.headings, labels), hide_index=True, width="stretch")
    with rows:
        st.dataframe(_rows(checked, labels), hide_index=True, width="stretch", placeholder="")


def field_labels(dataset: Dataset) -> dict[str, str]:
    """Return the Chinese words of a dataset's fields and of all analytes."""
    labels = {code: analyte.label for code, analyte in ANALYTES.items()}
    return labels | {column.name: column.field.label for column in dataset.columns}


def _title(file: File, checked: Checked | None) -> Html:
    if checked is None:
        return div(
            "gw-file",
            tag("b", file.name),
            span("gw-pill gw-lamp-far_behind gw-pill-long", "■ 无法读取"),
        )
    summary = checked.summary
    lamp, words = ("on_track", "● 可以提交") if checked.ok else ("far_behind", "■ 需要修改")
    if checked.ok and summary["warnings"]:
        lamp, words = "behind", "▲ 可以提交，有提醒"
    rows = f"读到 {summary['rows']} 行，可用 {summary['rows_ok']} 行，"
    kind = f"{summary['file_kind']} {summary['encoding']}".strip()
    return div(
        "gw-file",
        tag("b", file.name),
        span(f"gw-pill gw-lamp-{lamp} gw-pill-long", words),
        span("", f"{summary['reporter_name']} · {summary['period_label']}"),
        span(
            "gw-muted",
            f"{rows}拦下 {summary['rows_stopped']} 行",
        ),
        span(
            "gw-muted",
            f"错误 {summary['errors']} · 提醒 {summary['warnings']} · 说明 {summary['infos']}",
        ),
        span("gw-muted", f"文件实际格式 {kind}"),
    )


def _issues(file: File, checked: Checked, labels: dict[str, str]) -> None:
    """Draw the filter, the list and its downloads."""
    if not checked.issues:
        st.html(div("gw-empty", "没有发现问题。"))
        return
    counts = Counter(issue.severity for issue in checked.issues)
    key = file.sha256[:12]
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"issue_bar_{key}"):
        kept = st.pills(
            "级别",
            [severity for severity in Severity if counts[severity]],
            selection_mode="multi",
            format_func=lambda s: f"{_MARKS[s]} {SEVERITY_WORDS[s]} {counts[s]}",
            key=f"issue_filter_{key}",
            label_visibility="collapsed",
        )
        stem = file.name.rpartition(".")[0] or file.name
        st.download_button(
            "下载清单（xlsx）", issues_xlsx(checked.issues, labels), f"{stem}_问题清单.xlsx",
            key=f"issue_xlsx_{key}", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "下载清单（csv）", issues_csv(checked.issues, labels), f"{stem}_问题清单.csv",
            key=f"issue_csv_{key}", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
    shown = [issue for issue in checked.issues if not kept or issue.severity in kept]
    shown.sort(key=lambda issue: list(Severity).index(issue.severity))
    st.html(_issue_table(shown[:_SHOWN_ISSUES], labels))
    if len(shown) > _SHOWN_ISSUES:
        st.caption(f"只显示前 {_SHOWN_ISSUES} 条，全部 {len(shown)} 条在下载的清单里。")


def _issue_table(issues: Sequence[Issue], labels: dict[str, str]) -> Html:
    """Return the issues with their whole sentences; a grid would cut them off."""
    rows = []
    for issue, row in zip(issues, issue_rows(issues, labels), strict=True):
        _, sheet, cell, _, field, raw, message = row
        shape = span(f"gw-mark-{_LAMPS[issue.severity]}", _MARKS[issue.severity])
        level = (shape, f" {SEVERITY_WORDS[issue.severity]}")
        rows.append(
            tag(
                "tr",
                tag("td", *level, class_="gw-nowrap"),
                tag("td", f"{sheet}!{cell}" if cell else sheet, class_="gw-nowrap"),
                tag("td", field, class_="gw-nowrap"),
                tag("td", raw),
                tag("td", message),
            )
        )
    head = tag("tr", [tag("th", word) for word in ("级别", "位置", "字段", "填写内容", "说明")])
    table = tag("table", tag("thead", head), tag("tbody", rows), class_="gw-table gw-issues")
    return div("gw-scroll gw-tall", table)


def _headings(headings: Sequence[Heading], labels: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "工作表": [h.sheet for h in headings],
            "单元格": [h.cell for h in headings],
            "表头": [h.text for h in headings],
            "理解为": [labels.get(h.field or h.analyte, "—") for h in headings],
            "单位": [h.unit for h in headings],
            "依据": [_HOW[h.how] for h in headings],
            "建议": [labels.get(h.suggestion, h.suggestion) for h in headings],
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
