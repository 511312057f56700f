"""`python -m gwdash demo`: fill the workspace with the demo city, or empty it again."""

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from gwdash.config import workspace
from gwdash.demo.load import build, clear
from gwdash.errors import GwdashError


def demo(
    remove: Annotated[bool, typer.Option("--clear", help="清除演示数据，留下空的工作区。")] = False,
) -> None:
    """生成一座演示城市并装入工作区；--clear 清除它。"""
    console = Console()
    try:
        if remove:
            clear(workspace())
            console.print("演示数据已清除，工作区是空的，可以开始正式填报。")
        else:
            console.print(f"演示数据已就绪，版本 v{_build(console)}。", markup=False)
    except GwdashError as refusal:
        Console(stderr=True).print(str(refusal), style="red", markup=False, highlight=False)
        raise typer.Exit(refusal.exit_status) from refusal


def _build(console: Console) -> int:
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("生成演示数据", total=1.0)

        def progress(words: str, share: float) -> None:
            bar.update(task, description=words, completed=share)

        return build(workspace(), progress)


def add_demo(app: typer.Typer) -> None:
    """Offer the command in an application."""
    app.command("demo")(demo)
