"""`export …`: materials of a meeting or a month as files, what changed since, 终期评估."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn

from gwdash.briefings import making
from gwdash.briefings.evaluation import evaluation_pack
from gwdash.briefings.pictures import pictures
from gwdash.briefings.prepared import Prepared, for_meeting, for_period
from gwdash.cli.app import app, command, err, out
from gwdash.config import workspace
from gwdash.errors import UsageError
from gwdash.export.forms import FORMS, Form
from gwdash.export.pack import Pack, Step
from gwdash.export.workbook import to_xlsx
from gwdash.intake import meetings
from gwdash.intake.difference import correction_note

MeetingOption = Annotated[
    str | None, typer.Option("--meeting", help="会议编号，如 2024-03；数字取会议固定的数据版本。")
]
MonthOption = Annotated[
    str | None, typer.Option("--period", help="报告期，如 2024-06；数字取当前数据版本。")
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="写到哪个文件或文件夹；不写则放在当前文件夹。"),
]
PicturesOption = Annotated[
    bool, typer.Option("--png", help="附图表图片（png），用本机的 Chromium、Chrome 或 Edge 绘制。")
]
NeededMeeting = Annotated[str, typer.Option("--meeting", help="会议编号，如 2024-03。")]

export = typer.Typer(
    help="会议材料：幻灯片、通报、一览表、PDF、材料包，更正说明，终期评估。", no_args_is_help=True
)


def pack(
    meeting: MeetingOption = None,
    period: MonthOption = None,
    output: OutputOption = None,
    png: PicturesOption = False,
) -> None:
    """材料包（zip）：全部材料、更正说明、数据版本、计算规则和校验码清单。"""
    prepared = _prepared(meeting, period)
    drawn = pictures if png else None
    _say_pack(
        _with_progress(lambda step: making.whole_pack(prepared, step, pictures=drawn)), output
    )


def corrections(meeting: NeededMeeting, output: OutputOption = None) -> None:
    """更正说明：会议的数据版本与现在相比改了什么；加 -o 写出表格（xlsx）。"""
    prepared = _of_meeting(meeting)
    if not prepared.is_outdated:
        out.print(f"会议使用的版本 v{prepared.version.version} 就是最新数据，没有更正。")
        return
    out.print(
        f"更正说明：版本 v{prepared.version.version} → v{prepared.newest}",
        style="bold", markup=False,
    )  # fmt: skip
    changed = making.changes(prepared)
    for sentence in correction_note(changed) or ["两个版本的数据没有差别。"]:
        out.print(sentence, markup=False, highlight=False)
    if output is not None:
        table = making.correction(prepared)
        _write(output, f"{table.stem}.xlsx", to_xlsx(table))


def evaluation(period: MonthOption = None, output: OutputOption = None) -> None:
    """终期评估材料（zip）：指标 → 值 → 依据行 → 依据文件 → 案例。"""
    made = _with_progress(lambda step: evaluation_pack(workspace(), period or "", step))
    _say_pack(made, output)


def register() -> None:
    """Add the commands to the application."""
    app.add_typer(export, name="export")
    for one in FORMS:
        command(one.key, export)(_form_command(one))
    for function in (pack, corrections, evaluation):
        command(group=export)(function)


def _form_command(one: Form) -> Callable[..., None]:
    def run(
        meeting: MeetingOption = None, period: MonthOption = None, output: OutputOption = None
    ) -> None:
        made = making.one_form(_prepared(meeting, period), one)
        _write(output, made.file_name, made.content)
        for remark in made.remarks:
            out.print(f"说明：{remark}", markup=False, highlight=False)

    run.__doc__ = f"{one.label}：{one.purpose}"
    return run


def _prepared(meeting: str | None, period: str | None) -> Prepared:
    if (meeting is None) == (period is None):
        raise UsageError("请写明 --meeting 会议编号，或 --period 报告期，二者选一。")
    if meeting is not None:
        return _of_meeting(meeting)
    return for_period(workspace(), period or "")


def _of_meeting(meeting_id: str) -> Prepared:
    known = [one.meeting_id for one in meetings.meetings(workspace())]
    if meeting_id not in known:
        listed = f"现有会议：{'、'.join(known)}。" if known else "还没有准备过会议。"
        raise UsageError(f"没有编号为 {meeting_id} 的调度会议。{listed}")
    return for_meeting(workspace(), meeting_id)


def _with_progress(make: Callable[[Step], Pack]) -> Pack:
    """Make a pack with a bar that says which step is under way."""
    columns = (TextColumn("{task.description}"), BarColumn())
    with Progress(*columns, console=err, transient=True) as shown:
        bar = shown.add_task("准备", total=None)

        def step(name: str, place: int, total: int) -> None:
            shown.update(bar, description=name, completed=place, total=total)

        return make(step)


def _say_pack(made: Pack, output: Path | None) -> None:
    _write(output, made.file_name, made.content)
    for one in made.remarks:
        out.print(f"说明：{one}", markup=False, highlight=False)


def _write(output: Path | None, file_name: str, content: bytes) -> None:
    path = output or Path(file_name)
    if path.is_dir():
        path /= file_name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(
            f"写不了文件 {path}（{error.strerror}）：请关闭正在打开它的程序，或换一个位置。"
        ) from error
    out.print(f"已写出：{path}", markup=False)
