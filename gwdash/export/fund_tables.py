"""项目资金 as tables to take away; amounts are numbers in 万元, empty where nobody filled in."""

from collections.abc import Sequence

from gwdash.export.page_tables import Origin
from gwdash.export.tables import NativeChart, Table, framed
from gwdash.queries.funds import Group, Project

_MONEY = ("下达（万元）", "到位（万元）", "支出（万元）")
_RATE = "支付率（%）"
_NOTE = "支付率＝支出÷到位；没有到位资金的为空。单位：万元。"


def groups_table(title: str, heading: str, found: Sequence[Group], origin: Origin) -> Table:
    """Return money by level, document, unit or county."""
    headings = (heading, "项目数", *_MONEY, "到位率（%）", _RATE, "到位日期")
    rows = [
        (
            one.label, one.n, one.money.allocated, one.money.received, one.money.spent,
            _rounded(one.money.arrival_pct), _rounded(one.money.rate_pct),
            "、".join(f"{day:%Y-%m-%d}" for day in one.received_on) or None,
        )
        for one in found
    ]  # fmt: skip
    chart = NativeChart("bar", heading, _MONEY, "万元")
    return Table(title, framed(headings, rows), origin.period, origin.source, (_NOTE,), chart=chart)


def projects_table(found: Sequence[Project], origin: Origin) -> Table:
    """Return every project with its money and stage."""
    headings = (
        "项目编号", "项目名称", "重点任务", "县市区", "申报单位", "总投资（万元）", *_MONEY, _RATE,
        "下达文号", "到位日期", "建设状态", "开工日期", "完工日期",
    )  # fmt: skip
    rows = [
        (
            one.project_id, one.name, one.task_no, one.place, one.applicant_name, one.investment,
            *((None,) * 3 if one.is_unfilled
              else (one.money.allocated, one.money.received, one.money.spent)),
            _rounded(one.money.rate_pct), one.document or None, one.received_on, one.state_label,
            one.started_on, one.finished_on,
        )
        for one in found
    ]  # fmt: skip
    notes = (_NOTE, "资金三项为空的项目没有填报资金，不是 0。")
    return Table("项目清单", framed(headings, rows), origin.period, origin.source, notes)


def _rounded(rate_pct: float | None) -> float | None:
    """Return a rate as the page shows it."""
    return None if rate_pct is None else round(rate_pct, 1)
