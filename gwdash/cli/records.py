"""Commands on versions and records: differences, 更正说明, review before acceptance, 补录."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Shown

from gwdash import clock
from gwdash.archive.wording import dataset_words, reporter_words
from gwdash.errors import UsageError
from gwdash.export.record_tables import correction_table, difference_table
from gwdash.export.workbook import to_xlsx
from gwdash.intake import backfill, difference, usecases
from gwdash.intake.checking import Checked
from gwdash.standards.periods import Period

#: A terminal shows this many changed values a file; the workbook has all.
SHOWN = 40


def print_differences(
    workspace: Path, checked: Sequence[Checked], output: Path | None, console: Console
) -> None:
    """Print what each file would change in what is accepted, and write it when asked for."""
    if output is not None and len(checked) > 1:
        raise UsageError("写成 xlsx 时一次只能比较一个文件。")
    for one in checked:
        found = difference.against_last(workspace, one)
        base = f"与 {found.base} 号报送相比" if found.base else "此前没有审核通过的报送"
        said = difference.words(found)
        console.print(f"{one.reading.file_name}：{base}，{said}。", markup=False, highlight=False)
        _print_rows(difference.difference_rows(found), console)
        if output is not None:
            _write(output, to_xlsx(difference_table(found, one.reading.file_name)), console)


def print_correction(
    workspace: Path, first: int, second: int, output: Path | None, console: Console
) -> None:
    """Print 更正说明 between two versions, and write its table when asked for."""
    changes = difference.between_versions(workspace, first, second)
    console.print(f"更正说明：版本 v{first} → v{second}", style="bold", markup=False)
    for sentence in difference.correction_note(changes) or ["两个版本的数据没有差别。"]:
        console.print(sentence, markup=False, highlight=False)
    if output is not None:
        _write(output, to_xlsx(correction_table(changes, first, second)), console)


def _print_rows(rows: Sequence[Sequence[str]], console: Console) -> None:
    if not rows:
        return
    table = Shown(*difference.DIFFERENCE_HEADINGS)
    for row in rows[:SHOWN]:
        table.add_row(*(cell.replace("[", "\\[") for cell in row))
    console.print(table)
    if len(rows) > SHOWN:
        console.print(f"只显示前 {SHOWN} 条，共 {len(rows)} 条；加 -o 文件.xlsx 写出全部。")


def _write(path: Path, content: bytes, console: Console) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    console.print(f"已写出：{path}", markup=False)


def switch_review(workspace: Path, state: str | None, console: Console) -> None:
    """Say whether the office reviews first, after setting it on or off."""
    if state is not None:
        usecases.review_first(workspace, on=_on(state))
    words = (
        "提交后先待审核，由办公室审核通过后才计入。"
        if usecases.reviews(workspace)
        else "提交后没有错误的立即审核通过。"
    )
    console.print(words)


def _on(state: str) -> bool:
    if state not in {"on", "off"}:
        raise UsageError(f"请写 on（开）或 off（关），不能是「{state}」。")
    return state == "on"


OpeningArgument = Annotated[int, typer.Argument(metavar="ID", help="补录编号，见 backfill list。")]
UntilOption = Annotated[
    str | None, typer.Option("--until", help="补录截止日期，如 2024-07-31；不填则一直开放。")
]


def open_backfill(
    workspace: Path, dataset: str, period: str, reporter: str | None, until: str | None,
    reason: str, console: Console,
) -> None:  # fmt: skip
    """Open a past period and say for whom and until when."""
    try:
        last = date.fromisoformat(until) if until else None
    except ValueError as error:
        raise UsageError(f"补录截止日期「{until}」应写成 2024-07-31 的样子。") from error
    found = backfill.open_period(
        workspace, dataset, period, reason=reason, reporter=reporter or "", until=last
    )
    who = reporter_words(found.reporter) if found.reporter else "全部填报单位"
    end = f"，截至 {found.until:%Y-%m-%d}" if found.until else ""
    console.print(
        f"已开放补录（第 {found.id} 号）：{who}{Period.parse(found.period).label}"
        f"「{dataset_words(found.dataset)}」{end}。", markup=False,
    )  # fmt: skip


def list_backfill(workspace: Path, console: Console) -> None:
    """Print the openings and the rule, the newest first."""
    table = Shown("号", "台账", "填报单位", "报告期", "截止", "状态", "开放时间", "原因")
    found = backfill.openings(workspace)
    for one in found:
        table.add_row(
            str(one.id), dataset_words(one.dataset),
            reporter_words(one.reporter) if one.reporter else "全部",
            Period.parse(one.period).label, f"{one.until:%Y-%m-%d}" if one.until else "不限",
            backfill.words(one, clock.today()), f"{one.opened_at:%Y-%m-%d %H:%M}",
            one.reason.replace("[", "\\["),
        )  # fmt: skip
    console.print(table if found else "没有开放过补录。")
    console.print(backfill.CLOSING_RULE.sentence, markup=False)
    console.print(backfill.strictness_words(strict=backfill.strict(workspace)))


def close_backfill(workspace: Path, number: int, console: Console) -> None:
    """Close an opening."""
    backfill.close_period(workspace, number)
    console.print(f"第 {number} 号补录已关闭；已经补报的仍不计迟报。", markup=False)


def require_backfill(workspace: Path, state: str, console: Console) -> None:
    """Let closed periods be refused without an opening, or taken in as late."""
    backfill.set_strict(workspace, on=_on(state))
    console.print(backfill.strictness_words(strict=backfill.strict(workspace)))
