"""The bulletin's own wording: a paragraph for each part, the gravest by name, the rest counted.

A bulletin is read in a few minutes: counts are always whole, names are as many as a sentence
carries, and who is not named stands in an annex, which the sentence refers to.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gwdash.assess import briefing_words as say
from gwdash.assess.briefing_words_progress import (
    Ahead,
    Lagging,
    Progress,
    counted,
    lamp_word,
)
from gwdash.assess.briefing_words_water import Net, net_message
from gwdash.assess.lamps import Lamp

#: Stands where a paper puts the number of the annex that holds the rest; no font has a sign for it.
ANNEX = "附件\ue000"
#: Letters of a unit's own words that a sentence quotes, in whole clauses; …… stands for the rest.
_REASON = 20
_CLAUSES = re.compile("[，。；]")
#: What is told of a task; the others stand in its items.
_TOLD = (Lamp.DONE, Lamp.BEHIND, Lamp.FAR_BEHIND, Lamp.NOT_REPORTED)
#: How many units a sentence names, and how many things of the plan.
NAMED_UNITS, NAMED_ITEMS = 3, 3


def rest(total: int, named: int, counter: str) -> str:
    """Return how many there are in all and where they stand; empty where all are named."""
    return f"等{total}{counter}，详见{ANNEX}" if total > named else ""


def some(names: Sequence[str], counter: str = "家", most: int = say.NAMED) -> str:
    """Return the first names and how many there are."""
    return "、".join(names[:most]) + rest(len(names), most, counter)


def most_of(
    found: Sequence[say.Share], counter: str = "项", who: str = "家", most: int = NAMED_UNITS
) -> str:
    """Return who has the most, and how many have some: 永寿县4项、乾县3项等6家.

    Of those who have as many as the last one named, all or none are named.
    """
    if len(found) <= most:
        return _shares(found, counter)
    least = found[most][1]
    named = [one for one in found[:most] if one[1] > least] or list(found[:most])
    return _shares(named, counter) + rest(len(found), len(named), who)


def leading(found: Sequence[say.Share], counter: str = "项") -> str:
    """Return who has most, where how many have any is nowhere counted."""
    most = found[0][1]
    names = [name for name, n in found if n == most]
    if len(names) > NAMED_UNITS:
        return f"每家最多{most}{counter}"
    if len(names) == len(found):
        return say.shares(found, counter)
    return f"{'、'.join(names)}最多，{'各' if len(names) > 1 else '为'}{most}{counter}"


def _shares(found: Sequence[say.Share], counter: str) -> str:
    """Return who has how many; with 、 where everybody has a number of his own."""
    words = say.shares(found, counter)
    return words if len({n for _, n in found}) < len(found) else words.replace("，", "、")


@dataclass(frozen=True, slots=True)
class Money:
    """Funds of all projects as a clause names them."""

    n_projects: int
    allocated: str
    spent: str
    rate: str
    """支付率 in percent; empty where there is none."""


def overall(found: Progress, until: str, ahead: Ahead, money: Money | None) -> str:
    """Return the state of all items in one paragraph."""
    return say.joined(
        [
            counted(found, f"{until}，列入年度计划的任务事项"),
            level(found),
            _red(found),
            _silent(found),
            _ahead(ahead),
            _money(money),
        ]
    )


def level(found: Progress) -> str:
    """Return progress against 序时 as a short sentence."""
    if found.actual_pct is None or found.gap_pp is None:
        return "尚无可以计算进度的事项。" if found.n_items else ""
    return say.sentence(
        f"实际进度{say.percent(found.actual_pct)}",
        say.against(found.gap_pp, "序时"),
        say.change(found.change_pp),
    )


def _red(found: Progress) -> str:
    red, before = found.n(Lamp.FAR_BEHIND), found.lamps_before.get(Lamp.FAR_BEHIND, 0)
    if not red:
        return "严重滞后事项较上期全部消除。" if before and not found.n(Lamp.NOT_REPORTED) else ""
    moved = say.count_change(red, before) if found.lamps_before else ""
    who = most_of(found.far_behind_at)
    return say.sentence(f"严重滞后事项{moved}", f"涉及{who}")


def _silent(found: Progress) -> str:
    silent = found.n(Lamp.NOT_REPORTED)
    if not silent or silent == found.n_never:
        return f"未报送的{silent}项从未报送，不计入进度。" if silent else ""
    never = f"其中从未报送的{found.n_never}项不计入" if found.n_never else ""
    return say.sentence(f"未报送的{silent}项沿用上次进度", never)


def _ahead(found: Ahead) -> str:
    if not found.n_forecast:
        return ""
    said = f"据内部测算，可测算的{found.n_forecast}项"
    return f"{said}中{found.n_late}项不能按时完成。" if found.n_late else f"{said}都能按时完成。"


def _money(found: Money | None) -> str:
    if found is None:
        return ""
    return say.sentence(
        f"{found.n_projects}个项目下达资金{found.allocated}万元",
        f"支出{found.spent}万元",
        f"支付率{found.rate}" if found.rate else "",
    )


@dataclass(frozen=True, slots=True)
class Reason:
    """What a unit reported as the problem of its item."""

    owner: str
    words: str


def task(
    leads: str, found: Progress, behind: Sequence[Lagging], reason: Reason | None, far: str
) -> str:
    """Return one key task in one paragraph.

    `behind` are its gravest items, the gravest first; `reason` is what the first of them that says
    why gives as its problem. Where none does and the task is behind, `far` stands for it: the
    indicator that is farthest from its target.
    """
    if not found.n_items:
        return f"{leads}牵头，本期没有列入计划的事项。"
    gap, late = "", far if behind else ""
    if found.actual_pct is not None and found.gap_pp is not None:
        late = far if behind or found.gap_pp < 0 else ""
        gap = f"，进度{say.percent(found.actual_pct)}，{say.against(found.gap_pp, '序时')}"
    return say.joined(
        [f"{leads}牵头，{_state(found)}{gap}。", _behind(found, behind), _why(reason) or late]
    )


def _state(found: Progress) -> str:
    """Return how many items need looking at; where all stand alike, how they stand."""
    own = [(lamp, found.n(lamp)) for lamp in _TOLD if found.n(lamp)]
    if not own or any(n == found.n_items for n in found.lamps.values()):
        return counted(found, "共").removesuffix("。")
    words = "、".join(f"{lamp_word(lamp).removeprefix('本期')}{n}项" for lamp, n in own)
    return f"{found.n_items}项中{words}"


def _behind(found: Progress, behind: Sequence[Lagging]) -> str:
    if not behind:
        return ""
    word = "严重滞后" if found.n(Lamp.FAR_BEHIND) else "未达"
    named: dict[str, list[str]] = {}
    for one in behind[:NAMED_ITEMS]:
        named.setdefault(one.name, []).append(one.owner)
    listed = "，".join(f"{'、'.join(owners)}“{name}”" for name, owners in named.items())
    return f"{word}的为{listed}{rest(len(behind), NAMED_ITEMS, '项')}。"


def _why(reason: Reason | None) -> str:
    if reason is None:
        return ""
    said = reason.words.strip().rstrip("。；;，,")
    clauses = [one.end() for one in _CLAUSES.finditer(said)]
    kept = [end for end in clauses if end <= _REASON] or clauses[:1]
    if len(said) > _REASON and kept:
        said = f"{said[: kept[-1] - 1]}……"
    return f"{reason.owner}反映“{said}”。"


def farthest(label: str, figure: str, counts: str, target_pct: float) -> str:
    """Return the indicator that is farthest from its target."""
    value = f"{figure}（{counts}）" if figure else counts
    return f"{label}{value}，离目标（{target_pct:g}%）最远。"


@dataclass(frozen=True, slots=True)
class CountyGroups:
    """Counties by the lamp of their items together; all are named, so that none is a remainder."""

    far_behind: Sequence[str]
    behind: Sequence[str]
    on_track: Sequence[str]
    silent: Sequence[str]
    """Those of whom nothing can be counted."""


def counties(found: CountyGroups, ends: str) -> str:
    """Return where the counties stand; `ends` says who is highest and lowest."""
    late = [
        (word, names)
        for word, names in (("严重滞后", found.far_behind), ("未达序时进度", found.behind))
        if names
    ]
    groups = [f"{word}的为{'、'.join(names)}" for word, names in late]
    if found.on_track:
        met = f"达到序时进度的为{'、'.join(found.on_track)}"
        if not found.silent:
            met = "其余达到序时进度" if late else "各县市区均达到序时进度"
        groups.append(met)
    if found.silent:
        every = not groups
        groups.append(
            "各县市区均没有可计算的进度" if every
            else f"没有可计算进度的为{'、'.join(found.silent)}"
        )  # fmt: skip
    words = f"{'；'.join(groups)}。" if groups else ""
    return words + (f"{ends}。" if ends else "")


def sources(failing: Sequence[str], due: int, monitored: int, met: int) -> str:
    """Return the state of drinking-water sources in one sentence."""
    return say.sentence(
        f"县级及以上水源本年应监测{due}个",
        f"已监测{monitored}个",
        f"达标{met}个",
        f"超Ⅲ类{len(failing)}个（{some(failing, '个')}）" if failing else "",
    )


def seasons(found: Iterable[tuple[str, str, int, int]]) -> str:
    """Return each kind of point in its last season: season, kind, sampled, above class Ⅲ."""
    by_season: dict[str, list[str]] = {}
    for season, kind, sampled, exceeded in found:
        if sampled:
            above = f"中{exceeded}个超Ⅲ类" if exceeded else "未见超Ⅲ类"
            by_season.setdefault(season, []).append(f"{kind}{sampled}个{above}")
    return say.joined(
        f"{season}已采样的{'，'.join(kinds)}。" for season, kinds in by_season.items()
    )


def network(found: Net) -> str:
    """Return how the wells run, where they do not, and what nobody watches."""
    missing = found.uncovered_sources + found.uncovered_sites
    twins = found.n_sources + found.n_sites
    watched = f"双源{twins}个中{missing}个尚无有效监测井。" if missing else ""
    if found.rate_pct is None or found.normal == found.total:
        return f"{net_message(found)}。{watched}"
    rate = "，".join(filter(None, (say.percent(found.rate_pct), found.verdict)))
    stopped = found.total - found.normal
    where = f"（{leading(found.not_running_at, '眼')}）" if found.not_running_at else ""
    return (
        f"{found.total}眼监测井正常运行{found.normal}眼（{rate}），"
        f"未正常运行{stopped}眼{where}。{watched}"
    )  # fmt: skip
