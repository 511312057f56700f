"""What a clerk does without a file: 零报告, 沿用上期, and the headings that were explained."""

from typing import Annotated

import typer
from rich.table import Table

from gwdash.cli.app import Dataset, JsonOption, command, out
from gwdash.cli.checks import print_mappings
from gwdash.config import workspace
from gwdash.errors import UsageError
from gwdash.intake import mapping, oneclick, templates
from gwdash.intake.checking import require_dataset
from gwdash.registry import model
from gwdash.registry.region import Reporter
from gwdash.standards.periods import Period

WhoOption = Annotated[str, typer.Option("--reporter", help="填报单位，代码或名称。")]
WhenOption = Annotated[
    str | None, typer.Option("--period", help="报告期，如 2024-06；不填为刚结束的一期。")
]


def nil(dataset: Dataset, reporter: WhoOption, period: WhenOption = None) -> None:
    """零报告：本期没有需要报送的内容。"""
    ledger, who, when = _told(dataset, reporter, period)
    receipt = oneclick.nil_report(workspace(), ledger, who, when)
    shown = f"，已发布版本 v{receipt.version}" if receipt.version else ""
    out.print(
        f"已提交零报告：{receipt.submission.id} 号，{who.name}{when.label}"
        f"「{ledger.label}」{shown}。",
        markup=False,
    )


def carry(dataset: Dataset, reporter: WhoOption, period: WhenOption = None) -> None:
    """沿用上期：内容与上一次审核通过的相同。"""
    ledger, who, when = _told(dataset, reporter, period)
    for receipt in oneclick.carry_over(workspace(), ledger, who, when):
        kept = receipt.submission
        shown = f"，已发布版本 v{receipt.version}" if receipt.version else ""
        out.print(
            f"已沿用上期：{kept.id} 号，{who.name}{when.label}「{ledger.label}」"
            f"{kept.n_rows} 行，提醒 {kept.n_warnings} 条{shown}。",
            markup=False,
        )


def mappings(
    undo: Annotated[
        int | None, typer.Option("--undo", metavar="ID", help="取消这一条，以后不再按它读取。")
    ] = None,
    json: JsonOption = False,
) -> None:
    """列出记住的表头对应；--undo 取消其中一条。"""
    if undo is not None:
        gone = mapping.described(mapping.unlearn(workspace(), undo))
        out.print(
            f"已取消第 {undo} 条：{gone['reporter']}「{gone['dataset']}」{gone['pairs']}。",
            markup=False,
        )
        return
    found = mapping.learned(workspace())
    if json:
        print_mappings(found)
        return
    table = Table("号", "填报单位", "台账", "表头 → 字段", "记住的日期")
    for one in found:
        words = mapping.described(one)
        pairs = words["pairs"].replace("[", "\\[")
        table.add_row(str(one.id), words["reporter"], words["dataset"], pairs, words["on"])
    out.print(table if found else "还没有记住的表头对应。")


def register() -> None:
    """Offer these commands beside the others."""
    for function in (nil, carry, mappings):
        command()(function)


def _told(
    dataset: str, reporter: str, period: str | None
) -> tuple[model.Dataset, Reporter, Period]:
    """Return what is meant; of a period, the ledger's own that holds it. Raises UsageError."""
    ledger = require_dataset(dataset)
    kind = ledger.cadence.period_kind
    when = templates.due_period(period)
    if period is None:
        when = Period.of(when.next().first_day, kind).previous()
    own = Period.of(when.last_day, kind)
    if own.last_day < when.last_day or own.first_day > when.first_day:
        raise UsageError(f"「{ledger.label}」不按“{when.label}”报送，请把报告期写具体一些。")
    return ledger, templates.require_reporter(reporter), own
