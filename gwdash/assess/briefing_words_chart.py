"""A pinned chart of counties in words: who is highest and lowest, and who has no value."""

from collections.abc import Sequence
from dataclasses import dataclass

from gwdash.assess import briefing_words as say


@dataclass(frozen=True, slots=True)
class Ends:
    """The counties by one value: the ends, and those without a value by why."""

    label: str
    n: int
    highest: Sequence[str]
    highest_figure: str
    lowest: Sequence[str]
    lowest_figure: str
    silent: Sequence[str] = ()
    """Never reported."""
    few: Sequence[str] = ()
    """So few things that no rate is told."""
    nothing: Sequence[str] = ()


def chart_message(found: Ends) -> str:
    """Return the ends of the counties in one sentence."""
    if not found.n:
        return f"各县市区本期都没有{found.label}的数值"
    if found.highest_figure == found.lowest_figure:
        return f"{found.n}个县市区{found.label}均为{found.highest_figure}"
    return (
        f"{say.listed(found.highest, '个', 3)}最高（{found.highest_figure}），"
        f"{say.listed(found.lowest, '个', 3)}最低（{found.lowest_figure}）"
    )


def chart_text(found: Ends) -> str:
    """Return the paragraph on a chart; the kinds of nothing stand apart."""
    head = f"{found.label}：" if found.n else ""
    said = [f"{head}{chart_message(found)}。"]
    total = found.n + len(found.silent) + len(found.few) + len(found.nothing)
    for names, why in (
        (found.silent, "从未报送"),
        (found.few, "对象少，不计算比例"),
        (found.nothing, "没有应计对象"),
    ):
        if names:
            who = "各县市区均" if len(names) == total else "、".join(names)
            said.append(f"{who}{why}。")
    return say.joined(said)
