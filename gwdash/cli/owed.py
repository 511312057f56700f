"""`owed`: who owes what, as a list, a workbook, messages or letters; `owed-since` sets starts."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Shown

from gwdash.cli.app import PeriodOption, ReporterOption, command, out
from gwdash.config import workspace
from gwdash.errors import UsageError
from gwdash.export import chasing, chasing_letter
from gwdash.export.workbook import to_xlsx
from gwdash.intake import calendar as calendars
from gwdash.intake.calendar import Calendar
from gwdash.intake.checking import require_dataset
from gwdash.intake.templates import require_reporter
from gwdash.queries import decisions
from gwdash.queries.calendar import FACES, latest_due_month
from gwdash.queries.calendar_counts import counts
from gwdash.queries.decision import Decision
from gwdash.scope import Scope
from gwdash.standards.periods import Period, PeriodKind, parse_period
from gwdash.store.database import open_current

XlsxOption = Annotated[Path | None, typer.Option("--xlsx", help="催报清单写到这个 xlsx 文件。")]
TextOption = Annotated[bool, typer.Option("--text", help="打印逐单位的催报文字，可以粘贴。")]
DocxOption = Annotated[
    Path | None,
    typer.Option("--docx", help="提示函、督办单写到这个文件夹；以 .zip 结尾则打包。"),
]


def owed(
    period: PeriodOption = None,
    reporter: ReporterOption = None,
    xlsx: XlsxOption = None,
    text: TextOption = False,
    docx: DocxOption = None,
) -> None:
    """谁还没有报：列出未报和退回的台账，生成催报清单、文字或提示函、督办单。"""
    found = _calendar(period, reporter)
    decided = _decided(found.rules.as_of, reporter)
    as_of = found.rules.as_of
    reminders = chasing.reminders(found.duties, as_of, found.rules.days, decided)
    if xlsx is not None:
        _write(xlsx, to_xlsx(chasing.chasing_table(found.duties, as_of, "", decided)))
    if docx is not None:
        _write_letters(docx, reminders)
    if text:
        print(chasing.messages(reminders))  # noqa: T201 (to be pasted as it is)
    if not (text or xlsx or docx):
        _show(found, out)


def owed_since(
    dataset: Annotated[str, typer.Argument(help="台账代码或名称，见 datasets。")],
    period: Annotated[
        str | None, typer.Argument(help="起报期，如 2024-01、2024Q1；不填则按第一份报送。")
    ] = None,
) -> None:
    """设定一个台账从哪一期起应报；不设定的，从工作区里最早的一期起。"""
    wanted = require_dataset(dataset)
    begins = _period(period) if period else None
    calendars.set_start(workspace(), wanted, begins)
    said = f"自{begins.label}起应报" if begins else "从最早收到报送的一期起应报"
    out.print(f"「{wanted.label}」{said}。", markup=False)


def register() -> None:
    """Add the commands to the application."""
    command("owed")(owed)
    command("owed-since")(owed_since)


def _calendar(period: str | None, reporter: str | None) -> Calendar:
    who = require_reporter(reporter) if reporter else None
    asked = _period(period) if period else None
    first = Period.of(asked.first_day, "month") if asked else None
    last = Period.of(asked.last_day, "month") if asked else None
    return calendars.calendar(workspace(), first, last, reporter=who)


def _decided(on: date, reporter: str | None) -> list[Decision]:
    """Return the decisions in force on a day, of one reporter its own answers alone."""
    store = open_current(workspace())
    if store is None:
        return []
    month = Period.of(on, PeriodKind.MONTH).code
    found = decisions.decisions(store, Scope(month), on)
    if reporter is None:
        return list(found)
    who = require_reporter(reporter).code
    own = (tuple(a for a in one.answers if a.item.unit == who) for one in found)
    return [Decision(answers) for answers in own if answers]


def _period(text: str) -> Period:
    found, problem = parse_period(text)
    if found is None:
        raise UsageError(f"报告期「{text}」不能识别：{problem}")
    return found


def _show(found: Calendar, console: Console) -> None:
    n = counts(found.duties)
    if not found.duties:
        console.print(_nothing(found), markup=False)
        return
    console.print(
        f"截至 {found.rules.as_of}：应报 {n.owed}，已报 {n.handed_in}（其中迟报 {n.late}），"
        f"未报 {n.missing}，退回 {n.returned}，未到期 {n.not_yet_due}。",
        markup=False,
    )
    if found.chased:
        table = Shown("填报单位", "台账", "报告期", "报送期限", "状态", "逾期天数")
        for duty in found.chased:
            table.add_row(
                duty.reporter.name, duty.dataset.label, duty.period.label, str(duty.due_on),
                FACES[duty.status].word, str(duty.late_days or ""),
            )  # fmt: skip
        console.print(table)
    for year in found.unknown_years:
        console.print(f"{year} 年节假日未录入，按周末顺延。", markup=False)


def _nothing(found: Calendar) -> str:
    asked = latest_due_month(found.rules.as_of).label
    return (
        f"没有应报的台账。还没有收到报送的台账不算应报，可以用 owed-since 设定起报期；"
        f"不写 --period 时看{asked}。"
    )


def _write_letters(target: Path, reminders: list[chasing.Reminder]) -> None:
    if not reminders:
        out.print("没有要催报的单位，没有生成文件。", markup=False)
        return
    if target.suffix.lower() == ".zip":
        _write(target, chasing_letter.letters_zip(reminders))
        return
    for one in reminders:
        _write(target / chasing_letter.letter_name(one), chasing_letter.letter(one))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    out.print(f"已写出 {path}", markup=False)
