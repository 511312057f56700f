"""What check and submit share: options to a profile, files to readings, readings to words."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from gwdash.archive.model import LearnedMapping, State, Submission, Version
from gwdash.errors import DataRejected, UnreadableFile, UsageError
from gwdash.ingest.issues import Issue, IssueKind, Severity
from gwdash.ingest.profile import WHOLE, Profile
from gwdash.intake import parts, usecases
from gwdash.intake.checking import Checked
from gwdash.registry.datasets import DATASETS
from gwdash.registry.region import REGION

#: A terminal shows this many issues a file; the JSON and the pages show all.
SHOWN_ISSUES = 50
_WORDS = {
    Severity.ERROR: ("错误", "red"),
    Severity.WARNING: ("提醒", "yellow"),
    Severity.INFO: ("说明", "cyan"),
}


def profile(
    reporter: str | None,
    period: str | None,
    constants: Sequence[str],
    mapping: Sequence[str],
    scope: str,
    part: str,
) -> Profile:
    """Return the profile that the options describe; raises UsageError."""
    return Profile(
        constants=_pairs(constants, "--set", "字段=值"),
        mapping=_pairs(mapping, "--map", "表头=字段"),
        reporter=reporter,
        period=period,
        scope=scope,  # type: ignore[arg-type]  # Profile.checked refuses anything else
        part=part,
    )


def _pairs(texts: Sequence[str], option: str, form: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in texts:
        left, sign, right = text.rpartition("=") if option == "--map" else text.partition("=")
        if not sign or not left.strip() or not right.strip():
            raise UsageError(f"{option} 应写成“{form}”，不能是「{text}」。")
        pairs[left.strip()] = right.strip()
    return pairs


def check_all(
    workspace: Path,
    dataset: str,
    files: Sequence[Path],
    chosen: Profile,
    console: Console,
    *,
    learned: bool = True,
) -> list[Checked]:
    """Check files one after another, with a progress bar for more than one."""
    checked = []
    for path in track(files, "检查", console=console, transient=True, disable=len(files) == 1):
        if not path.is_file():
            raise UsageError(f"找不到文件 {path}。")
        try:
            content = path.read_bytes()
            one = usecases.check(workspace, dataset, content, path.name, chosen, learned=learned)
            checked.append(one)
        except UnreadableFile as refusal:
            raise UnreadableFile(f"{path.name}：{refusal}") from refusal
    return checked


def submit_all(
    workspace: Path, checked: Sequence[Checked], *, partial: bool = False, reason: str = ""
) -> tuple[list[usecases.Receipt], int | None]:
    """Submit readings in one batch; raises UsageError where two are one slice."""
    slices: dict[tuple[str, str, str], str] = {}
    for one in checked:
        key = (one.reporter.code, one.period.code, one.reading.profile.part)
        if other := slices.get(key):
            raise UsageError(
                f"{other} 和 {one.reading.file_name} 都是{one.reporter.name}{one.period.label}的"
                f"「{one.dataset.label}」，后一份会替换前一份。"
                "请合并成一个文件，或用 --part 区分乡镇。"
            )
        slices[key] = one.reading.file_name
    for one in parts.across(checked):
        if doubled := [
            i.message for i in one.issues if i.kind is IssueKind.DUPLICATE and not one.ok
        ]:
            raise DataRejected(f"{one.reading.file_name}：{doubled[0]}")
    with usecases.batch(workspace) as run:
        receipts = [run.submit(one, partial=partial, reason=reason.strip()) for one in checked]
    return [replace(receipt, version=run.version) for receipt in receipts], run.version


def print_json(
    checked: Sequence[Checked],
    receipts: Sequence[usecases.Receipt] = (),
    version: int | None = None,
) -> None:
    """Print one object: ``rows``, ``issues``, ``summary`` (and ``submissions`` after a submit)."""
    several = len(checked) > 1
    rows: list[dict[str, Any]] = []
    issues: list[dict[str, Any]] = []
    for one in checked:
        extra = {"file": one.reading.file_name} if several else {}
        rows.extend(row | extra for row in one.rows)
        issues.extend(_issue(issue) | extra for issue in one.issues)
    summaries = [one.summary for one in checked]
    summary: dict[str, Any] = (
        summaries[0]
        if not several
        else {
            "files": summaries,
            "ok": all(s["ok"] for s in summaries),
            **{name: sum(s[name] for s in summaries) for name in _COUNTS},
        }
    )
    answer: dict[str, Any] = {"rows": rows, "issues": issues, "summary": summary}
    answer["headings"] = [_heading(one) for one in checked] if several else _heading(checked[0])
    if receipts:
        answer["submissions"] = [receipt.submission.id for receipt in receipts]
        answer["version"] = version
    print(json.dumps(answer, ensure_ascii=False, default=str))  # noqa: T201 (the answer itself)


_COUNTS = ("rows", "rows_ok", "rows_stopped", "errors", "warnings", "infos")


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "severity": str(issue.severity),
        "kind": str(issue.kind),
        "sheet": issue.sheet,
        "cell": issue.cell,
        "row": issue.row,
        "field": issue.field,
        "raw": issue.raw,
        "message": issue.message,
    }


def _heading(one: Checked) -> list[dict[str, str]]:
    return [
        {"sheet": h.sheet, "cell": h.cell, "text": h.text, "field": h.field or h.analyte,
         "unit": h.unit, "how": str(h.how), "suggestion": h.suggestion}
        for h in one.headings
    ]  # fmt: skip


def print_report(checked: Sequence[Checked], console: Console) -> None:
    """Print what was understood and what is wrong, file by file."""
    for one in checked:
        facts = one.summary
        console.print(
            f"{facts['file']} → {facts['label']} · {facts['reporter_name']} · "
            f"{facts['period_label']} · {facts['file_kind']} {facts['encoding']}",
            style="bold", markup=False, highlight=False,
        )  # fmt: skip
        console.print(
            f"读到 {facts['rows']} 行，可提交 {facts['rows_ok']} 行，"
            f"拦下 {facts['rows_stopped']} 行；"
            f"错误 {facts['errors']}，提醒 {facts['warnings']}，说明 {facts['infos']}。",
            markup=False, highlight=False,
        )  # fmt: skip
        if one.issues:
            console.print(_issue_table(one.issues))
        if len(one.issues) > SHOWN_ISSUES:
            console.print(
                f"只显示前 {SHOWN_ISSUES} 条，共 {len(one.issues)} 条；加 --json 看全部。"
            )


def _issue_table(issues: Sequence[Issue]) -> Table:
    table = Table("", "位置", "原文", show_lines=False)
    table.add_column("说明", overflow="fold")
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
    for issue in sorted(issues, key=lambda i: order[i.severity])[:SHOWN_ISSUES]:
        word, style = _WORDS[issue.severity]
        place = "!".join(filter(None, (issue.sheet, issue.cell)))
        table.add_row(*map(_plain, (word, place, issue.raw[:24], issue.message)), style=style)
    return table


def _plain(text: str) -> str:
    """Keep square brackets that stand in a cell from being taken as markup."""
    return text.replace("[", "\\[")


def print_receipts(
    checked: Sequence[Checked],
    receipts: Sequence[usecases.Receipt],
    version: int | None,
    console: Console,
) -> None:
    """Print the proof of each submission, with what was noticed."""
    for one, receipt in zip(checked, receipts, strict=True):
        facts = one.summary
        if receipt.repeated:
            console.print(
                f"{facts['file']} 与已审核通过的 {receipt.submission.id} 号报送相同，不再登记。",
                markup=False,
            )
            continue
        console.print(
            f"已提交：{receipt.submission.id} 号，{facts['reporter_name']}{facts['period_label']}"
            f"「{facts['label']}」，{facts['rows_ok']} 行，提醒 {facts['warnings']} 条。",
            markup=False,
        )
        if receipt.submission.partial:
            console.print(
                f"只提交了正确的行：{facts['rows_stopped']} 行有错误，没有计入，请改正后重新提交。",
                style="yellow", markup=False,
            )  # fmt: skip
        if receipt.submission.state is State.SUBMITTED:
            console.print("待办公室审核，审核通过后才计入。")
        if receipt.submission.supersedes is not None:
            console.print(f"它替换了 {receipt.submission.supersedes} 号报送。", markup=False)
    if version is not None:
        console.print(f"已发布版本 v{version}。")


def state_named(text: str) -> State:
    """Return the state that a code or a Chinese word names; raises UsageError."""
    for state in State:
        if text in {state.value, state.label}:
            return state
    raise UsageError(f"没有「{text}」这种状态，可用：{'、'.join(s.label for s in State)}。")


def print_submissions(found: Sequence[Submission], console: Console, *, json: bool) -> None:
    """Print submissions as a table or as one JSON list."""
    if json:
        _print_records([_record(s) for s in found])
        return
    table = Table("号", "台账", "填报单位", "报告期", "状态", "行数", "提交时间", "文件", "原因")
    for s in found:
        table.add_row(
            str(s.id), DATASETS[s.dataset].label, REGION.reporter(s.reporter).name,
            s.period if s.part == WHOLE else f"{s.period} {_plain(s.part)}",
            s.state.label,
            str(s.n_rows), f"{s.submitted_at:%Y-%m-%d %H:%M}",
            _plain(s.file_name), _plain(s.reason),
        )  # fmt: skip
    console.print(table if found else "没有符合条件的报送记录。")


def _record(submission: Submission) -> dict[str, Any]:
    names = (
        "id", "dataset", "reporter", "period", "part", "state", "submitted_at", "accepted_at",
        "actor", "file_name", "file_sha256", "n_rows", "n_stopped", "n_warnings", "reason",
        "supersedes", "channel",
    )  # fmt: skip
    return {name: getattr(submission, name) for name in names}


def print_versions(
    found: Sequence[Version], current: int | None, console: Console, *, json: bool
) -> None:
    """Print versions as a table or as one JSON list; the current one is marked."""
    if json:
        _print_records(
            [
                {
                    "version": v.version,
                    "created_at": v.created_at, "published_at": v.published_at,
                    "reason": v.reason, "actor": v.actor, "pinned": v.pinned,
                    "content_hash": v.content_hash, "n_submissions": v.n_submissions,
                    "current": v.version == current,
                }
                for v in found
            ]
        )  # fmt: skip
        return
    table = Table("", "版本", "发布时间", "报送份数", "固定", "原因")
    for v in found:
        when = f"{v.published_at:%Y-%m-%d %H:%M:%S}" if v.published_at else "未完成"
        table.add_row(
            "*" if v.version == current else "", f"v{v.version}", when, str(v.n_submissions),
            "是" if v.pinned else "", _plain(v.reason),
        )  # fmt: skip
    console.print(table if found else "还没有发布过版本。")


def print_mappings(found: Sequence[LearnedMapping]) -> None:
    """Print remembered mappings as one JSON list."""
    names = ("id", "dataset", "reporter", "headings", "mapping", "created_at", "actor")
    _print_records([{name: getattr(one, name) for name in names} for one in found])


def _print_records(records: list[dict[str, Any]]) -> None:
    print(json.dumps(records, ensure_ascii=False, default=str))  # noqa: T201 (the answer itself)
