"""调度会议 from the command line: list them, show one, prepare one."""

from datetime import date
from typing import Annotated

import typer
from rich.table import Table

from gwdash.cli.app import app, command, out
from gwdash.config import workspace
from gwdash.errors import UsageError
from gwdash.intake import meetings
from gwdash.intake.meetings import Plan
from gwdash.standards.periods import Period

meeting = typer.Typer(help="调度会议：列出、查看、准备。", no_args_is_help=True)

MeetingArgument = Annotated[str, typer.Argument(metavar="ID", help="会议编号，如 2024-03。")]
DayArgument = Annotated[str, typer.Argument(metavar="DATE", help="召开日期，如 2024-07-05。")]


def listed() -> None:
    """列出全部会议：编号、日期、状态、报告期、数据版本。"""
    table = Table("编号", "日期", "状态", "名称", "报告期", "数据版本", "屏数", title="调度会议")
    for one in meetings.meetings(workspace()):
        table.add_row(
            one.meeting_id, f"{one.held_on}", one.state.label, one.title,
            Period.parse(one.period).label, f"v{one.version}", str(len(one.topics)),
        )  # fmt: skip
    out.print(table)


def show(meeting_id: MeetingArgument) -> None:
    """查看一次会议的议程和办理记录。"""
    one = meetings.meeting(workspace(), meeting_id)
    out.print(
        f"{one.title}（{one.held_on}，{one.state.label}）报告期 {Period.parse(one.period).label}，"
        f"数据版本 v{one.version}",
        markup=False,
    )
    for number, topic in enumerate(one.topics, 1):
        out.print(f"{number:>3}  {topic.heading}　{topic.key}", markup=False)
    for entry in meetings.entries(workspace(), meeting_id):
        out.print(f"{entry.at:%Y-%m-%d %H:%M} {entry.actor} {entry.what}", markup=False)


def new(
    held_on: DayArgument,
    period: Annotated[str, typer.Option("--period", help="报告期，如 2024-06。")],
    title: Annotated[str, typer.Option("--title", help="名称；不写用常用的。")] = "",
    place: Annotated[str, typer.Option("--place", help="地点。")] = "",
) -> None:
    """准备一次会议：议程用常用的次序，数据固定为当前版本。"""
    try:
        day = date.fromisoformat(held_on)
    except ValueError as error:
        raise UsageError(f"日期“{held_on}”不能识别，请写成 2024-07-05。") from error
    plan = Plan(held_on=day, period=period, title=title, place=place)
    made = meetings.prepare(workspace(), plan)
    out.print(
        f"已准备{made.title}，编号 {made.meeting_id}，数据版本 v{made.version}，"
        f"议程 {len(made.topics)} 屏。",
        markup=False,
    )


def register() -> None:
    """Add the commands to the program."""
    app.add_typer(meeting, name="meeting")
    command("list", meeting)(listed)
    command("show", meeting)(show)
    command("new", meeting)(new)
