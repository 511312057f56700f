"""项目资金 in a briefing: what was 下达, 到位 and 支出."""

from gwdash.assess import briefing_words as say
from gwdash.export.briefing import Figure
from gwdash.export.briefing_base import Material
from gwdash.queries.funds import Money, total
from gwdash.queries.indicators import amount


def funds_text(about: Material) -> tuple[str, ...]:
    """Return the paragraph on money; nothing where no project is in the ledger."""
    found = about.facts.projects
    if not found:
        return ()
    money = total(found)
    unfilled = sum(one.is_unfilled for one in found)
    if unfilled == len(found):
        return (f"列入台账的项目{len(found)}个，均未填报资金。",)
    rate = "" if money.rate_pct is None else f"支付率{say.percent(money.rate_pct)}"
    words = say.sentence(
        f"列入台账的项目{len(found)}个，下达资金{amount(money.allocated)}万元",
        f"到位{amount(money.received)}万元",
        f"支出{amount(money.spent)}万元",
        rate,
    )
    return (words + (f"另有{unfilled}个项目未填报资金，不计在内。" if unfilled else ""),)


def funds_figure(about: Material) -> tuple[Figure, ...]:
    """Return 支付率 with what it is made of; nothing where no project is in the ledger."""
    found = about.facts.projects
    if not found:
        return ()
    money: Money = total(found)
    unfilled = sum(one.is_unfilled for one in found)
    line = (
        f"{len(found)}个项目，下达{amount(money.allocated)}、到位{amount(money.received)}、"
        f"支出{amount(money.spent)}万元"
    ) + (f"，{unfilled}个未填报" if unfilled else "")
    if money.rate_pct is None:
        return (Figure("资金支付率", "—", "", line, None, "funds"),)
    shown = say.percent(money.rate_pct).removesuffix("%")
    return (Figure("资金支付率", shown, "%", line, None, "funds"),)
