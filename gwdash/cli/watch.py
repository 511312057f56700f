"""`watch`: a folder whose files are handed in, or given back with their marked copies."""

import logging
import time
from pathlib import Path
from typing import Annotated

import typer

from gwdash.cli.app import command, err, out
from gwdash.cli.forms import labels
from gwdash.config import workspace
from gwdash.errors import ConflictError
from gwdash.export.issue_list import issues_text
from gwdash.export.marked import marked_copy
from gwdash.intake.checking import Checked
from gwdash.intake.inbox import POLL_SECONDS, Inbox

#: The list lies beside the file and not in a chat: all of it.
_ALL_LINES = 1_000_000
_log = logging.getLogger(__name__)


def watch(
    folder: Annotated[Path, typer.Argument(help="收件文件夹；结果放在其中的 已收、退回。")],
    once: Annotated[bool, typer.Option("--once", help="只收一遍就结束，供定时任务用。")] = False,
    seconds: Annotated[float, typer.Option(help="每隔多少秒看一次。", min=0.5)] = POLL_SECONDS,
) -> None:
    """收件文件夹：放入的表格自动检查并提交，有错误的连同标注文件退回。"""
    box = Inbox(workspace(), folder, _marked, _listed)
    if once:
        for taken in box.once():
            out.print(taken.line, markup=False, highlight=False)
        return
    out.print(f"正在收件：{folder}（按 Ctrl+C 结束）", markup=False, highlight=False)
    try:
        while True:
            _pass(box)
            time.sleep(seconds)
    except KeyboardInterrupt:
        out.print("已停止收件。没有处理完的文件，下次启动时接着处理。")


def register() -> None:
    """Add the command to the application."""
    command("watch")(watch)


def _pass(box: Inbox) -> None:
    """Do one pass; what another program's writing keeps back waits for the next."""
    try:
        for taken in box.run():
            out.print(taken.line, markup=False, highlight=False)
    except ConflictError as busy:
        err.print(f"{busy}稍后再试。", markup=False, highlight=False)
    except OSError as error:
        # A share that is away for a while must not end the watch.
        _log.warning("inbox not readable: %s", error)
        err.print("收件文件夹暂时打不开，稍后再试。", markup=False, highlight=False)


def _marked(checked: Checked) -> tuple[str, bytes]:
    made = marked_copy(
        checked.content, checked.reading.file_name, checked.issues, labels(checked.dataset)
    )
    return made.file_name, made.content


def _listed(checked: Checked) -> str:
    return issues_text(checked.issues, labels(checked.dataset), lines=_ALL_LINES)
