"""What the office does from the command line: verify progress, attach and remove evidence."""

from pathlib import Path
from typing import Annotated

import typer

from gwdash.cli.app import Files, ReasonOption, command, out
from gwdash.config import workspace
from gwdash.errors import UsageError
from gwdash.intake import attachments, verification
from gwdash.intake.checking import require_dataset

WhenOption = Annotated[str | None, typer.Option("--period", help="报告期，如 2024-06。")]


def verify(
    item: Annotated[str, typer.Argument(metavar="ITEM", help="任务编号，如 6-20-03。")],
    county: Annotated[str, typer.Argument(metavar="COUNTY", help="县市区；市级事项写 市级。")],
    pct: Annotated[
        str, typer.Argument(metavar="PCT", help="核定进度，0 到 100；写 - 表示取消核定。")
    ],
    note: Annotated[str, typer.Option("--note", help="核定说明，必填。")] = "",
    period: WhenOption = None,
) -> None:
    """核定一个事项的进度；有核定的以核定为准，自报仍在旁边列出。"""
    verdict = verification.Verdict(item, county, _percent(pct), note)
    receipt = verification.verify(workspace(), verdict, period=period)
    what = "已取消核定" if verdict.pct is None else f"已核定为 {verdict.pct:g}%"
    out.print(f"事项 {item} {what}，已发布版本 v{receipt.version}。", markup=False)


def attach(
    dataset: Annotated[str, typer.Argument(help="台账代码或名称，见 datasets。")],
    files: Files,
    reporter: Annotated[str, typer.Option("--reporter", help="填报单位，代码或名称。")],
    period: Annotated[str, typer.Option("--period", help="报告期，如 2024-06。")],
    key: Annotated[
        list[str],
        typer.Option("--key", help="附在哪一行：列=值，可重复；不写为整份报送（盖章页）。"),
    ] = [],  # noqa: B006 (typer copies defaults)
) -> None:
    """附上佐证材料（pdf、jpg、png、docx）：附到一行，或附到整份报送。"""
    pairs = dict(_pair(text) for text in key)
    target = attachments.Target(require_dataset(dataset).name, reporter, period, pairs)
    uploads = [attachments.Upload(path.name, _content(path)) for path in files]
    receipt = attachments.attach(workspace(), target, uploads, channel="cli")
    out.print(
        f"已保存 {receipt.submission.n_rows} 份材料，报送编号 {receipt.submission.id}，"
        f"已发布版本 v{receipt.version}。",
        markup=False,
    )


def detach(
    attachment: Annotated[str, typer.Argument(metavar="ID", help="材料编号。")],
    reason: ReasonOption = "",
) -> None:
    """移除一份佐证材料，须写明原因；原件仍在档案里。"""
    receipt = attachments.remove(workspace(), attachment, reason=reason, channel="cli")
    out.print(f"材料 {attachment} 已移除，已发布版本 v{receipt.version}。", markup=False)


def _percent(text: str) -> float | None:
    if text == "-":
        return None
    try:
        return float(text.rstrip("%％"))
    except ValueError:
        raise UsageError(f"核定进度应是 0 到 100 的数，不能是「{text}」。") from None


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        raise UsageError(f"--key 应写成“列=值”，不能是「{text}」。")
    return name.strip(), value.strip()


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise UsageError(f"找不到文件 {path}。")
    return path.read_bytes()


def register() -> None:
    """Add the commands to the command line."""
    for function in (verify, attach, detach):
        command()(function)
