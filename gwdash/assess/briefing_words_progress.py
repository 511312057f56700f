"""总体进展 and 七项任务 in words: how many items stand how, how far they are, who is behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gwdash.assess import briefing_words as say
from gwdash.assess.briefing_words import Share
from gwdash.assess.lamps import FACES, Lamp

#: Lamps in the order in which papers count them.
COUNTED = (
    Lamp.DONE, Lamp.ON_TRACK, Lamp.BEHIND, Lamp.FAR_BEHIND, Lamp.NOT_REPORTED, Lamp.NOT_YET_DUE,
    Lamp.OPEN, Lamp.EXEMPT,
)  # fmt: skip
#: Lamps whose change is worth a clause.
_MOVING = (Lamp.FAR_BEHIND, Lamp.BEHIND, Lamp.DONE, Lamp.NOT_REPORTED)
_WORDS = {
    Lamp.NOT_REPORTED: "本期未报送",
    Lamp.OPEN: "长期坚持、不设时限",
}


#: What is said where all items have the same lamp.
_ALL = {
    Lamp.DONE: "均已完成",
    Lamp.ON_TRACK: "均达到序时进度",
    Lamp.BEHIND: "均未达序时进度",
    Lamp.FAR_BEHIND: "均严重滞后",
    Lamp.NOT_REPORTED: "本期均未报送",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Items of the plan together: progress by weight, and how many stand how."""

    actual_pct: float | None
    expected_pct: float | None
    change_pp: float | None
    n_items: int
    n_counted: int
    lamps: Mapping[Lamp, int]
    lamps_before: Mapping[Lamp, int]
    """Of the period before; empty where there was no plan yet."""
    far_behind_at: Sequence[Share] = ()
    """Who answers for what is 严重滞后, the most first."""
    lamp: Lamp | None = None
    """The lamp of all together."""
    n_never: int = 0
    """How many of those that are 未报送 were never reported at all."""

    def n(self, lamp: Lamp) -> int:
        """Return how many items have a lamp."""
        return self.lamps.get(lamp, 0)

    @property
    def gap_pp(self) -> float | None:
        """Actual minus expected progress."""
        if self.actual_pct is None or self.expected_pct is None:
            return None
        return self.actual_pct - self.expected_pct


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the items lead to at their recent pace; an internal sum."""

    n_items: int
    n_forecast: int
    n_late: int
    latest: str
    """Owner and name of the one that comes last."""
    late_days: int


def lamp_word(lamp: Lamp) -> str:
    """Return what a lamp's items are called in running text."""
    return _WORDS.get(lamp, FACES[lamp].word)


def message(found: Progress) -> str:
    """Return the message on items in one sentence: what is red and where, then how far it is."""
    if not found.n_items:
        return "没有列入计划的事项"
    parts = [_red(found), _level(found)]
    return "；".join(part for part in parts if part)


def _red(found: Progress) -> str:
    red, silent = found.n(Lamp.FAR_BEHIND), found.n(Lamp.NOT_REPORTED)
    if red:
        where = say.whose(found.far_behind_at)
        return f"严重滞后{red}项" + (f"，{where}" if where else "")
    if silent == found.n_items:
        return f"{silent}项本期全部未报送" if silent > 1 else "本期未报送"
    if 2 * silent > found.n_items:
        return f"{found.n_items}项中{silent}项本期未报送"
    if found.n(Lamp.DONE) == found.n_items:
        return f"{found.n_items}项全部完成"
    where = "已报送的事项" if silent else ""
    if behind := found.n(Lamp.BEHIND):
        words = f"{where}没有严重滞后，未达序时进度{behind}项"
    else:
        words = f"{where}没有滞后" if silent else "没有滞后事项"
    return words + (f"，另有{silent}项本期未报送" if silent else "")


def _level(found: Progress) -> str:
    if found.actual_pct is None or found.gap_pp is None:
        return ""
    if found.n(Lamp.DONE) == found.n_items:
        return ""
    return f"进度{say.percent(found.actual_pct)}，{say.against(found.gap_pp, '序时')}"


def counted(found: Progress, where: str) -> str:
    """Return how many items stand how; lamps that nobody has are not named."""
    if not found.n_items:
        return ""
    own = [(lamp, found.n(lamp)) for lamp in COUNTED if found.n(lamp)]
    if len(own) == 1:
        lamp = own[0][0]
        word = lamp_word(lamp)
        if found.n_items > 1:
            word = _ALL.get(lamp, f"均为{word}")
        return f"{where}{found.n_items}项，{word}。"
    words = "，".join(f"{lamp_word(lamp)}{n}项" for lamp, n in own)
    return f"{where}{found.n_items}项：{words}。"


def level(found: Progress) -> str:
    """Return progress against 序时 with the change; why there is none where nothing counts."""
    if found.actual_pct is None or found.expected_pct is None or found.gap_pp is None:
        return "尚无可以计算进度的事项。" if found.n_items else ""
    some = "" if found.n_counted == found.n_items else f"（{found.n_counted}项计入）"
    return say.sentence(
        f"按权重汇总{some}，实际进度{say.percent(found.actual_pct)}",
        f"序时进度{say.percent(found.expected_pct)}",
        say.against(found.gap_pp, "序时"),
        say.change(found.change_pp),
    )


def moved(found: Progress) -> str:
    """Return how the lamps changed against the period before."""
    if not found.lamps_before or not found.n_items:
        return ""
    changes = []
    for lamp in _MOVING:
        now, before = found.n(lamp), found.lamps_before.get(lamp, 0)
        if now != before:
            way = "增至" if now > before else "减至"
            changes.append(f"{lamp_word(lamp)}由{before}项{way}{now}项")
    if not changes:
        return "与上期相比，各状态事项数没有变化。"
    return say.sentence("与上期相比", *changes)


def silence(found: Progress) -> str:
    """Return what unreported items mean for the figures."""
    silent = found.n(Lamp.NOT_REPORTED)
    if not silent:
        return ""
    if found.n_never == silent:
        return f"本期未报送的{silent}项从未报送，不计入进度。"
    never = f"其中从未报送的{found.n_never}项不计入" if found.n_never else ""
    fewer = any(
        found.n(lamp) < found.lamps_before.get(lamp, 0) for lamp in (Lamp.FAR_BEHIND, Lamp.BEHIND)
    )
    caution = "滞后事项减少有未报送的因素，不能都看作好转" if fewer else ""
    carried = f"本期未报送的{silent}项沿用上次报送的进度计算"
    return say.sentence(carried, never, caution)


def red_owners(found: Progress) -> str:
    """Return who answers for what is 严重滞后."""
    red = found.n(Lamp.FAR_BEHIND)
    if not red or not found.far_behind_at:
        return ""
    if len(found.far_behind_at) == 1:
        return f"严重滞后的{red}项由{found.far_behind_at[0][0]}负责。"
    return f"严重滞后的{red}项按责任单位分：{say.shares(found.far_behind_at)}。"


def ahead(found: Ahead) -> str:
    """Return what the recent pace leads to, marked as an internal sum."""
    if not found.n_forecast:
        return ""
    said = f"据内部测算，{found.n_items}项中有{found.n_forecast}项可以测算完成时间"
    if not found.n_late:
        return say.sentence(said, "按近期速度都能按时完成")
    return say.sentence(
        said,
        f"其中{found.n_late}项按近期速度不能按时完成",
        f"最迟的是{found.latest}，晚于时限{found.late_days}天",
    )


@dataclass(frozen=True, slots=True)
class Lagging:
    """One item that is behind, as a sentence names it."""

    owner: str
    name: str
    actual_pct: float | None
    expected_pct: float | None
    overdue_days: int


def lagging(found: Sequence[Lagging], word: str, most: int = 3) -> str:
    """Return items that are behind by owner and name, the rest left to the table."""
    if not found:
        return ""
    named = "；".join(_one(item) for item in found[:most])
    more = "；其余见附表" if len(found) > most else ""
    return f"{word}{len(found)}项：{named}{more}。"


def _one(item: Lagging) -> str:
    if item.overdue_days:
        how = f"逾期{item.overdue_days}天"
        if item.actual_pct is not None:
            how += f"，实际进度{say.percent(item.actual_pct)}"
    elif item.actual_pct is None or item.expected_pct is None:
        how = "没有进度"
    else:
        how = f"实际{say.percent(item.actual_pct)}、序时{say.percent(item.expected_pct)}"
    return f"{item.owner}“{item.name}”（{how}）"


@dataclass(frozen=True, slots=True)
class Rate:
    """An indicator as a sentence says it."""

    label: str
    figure: str
    """The rate as it is shown; empty where there is none."""
    counts: str
    """n/N with its unit, 未报, or why nothing is due."""
    verdict: str
    """达到目标, 接近目标, 低于目标; empty where nothing is judged."""
    has_value: bool


def rates(found: Sequence[Rate]) -> str:
    """Return the indicators of a task: those with a value first, then what has none."""
    valued = [_rate(one) for one in found if one.has_value]
    silent = [one.label for one in found if not one.has_value and one.counts == "未报"]
    words = []
    if valued:
        words.append(f"{'；'.join(valued)}。")
    if silent:
        words.append(f"{'、'.join(silent)}尚未报送。")
    return say.joined(words)


def _rate(one: Rate) -> str:
    value = f"{one.figure}（{one.counts}）" if one.figure else f"为{one.counts}"
    return f"{one.label}{value}" + (f"，{one.verdict}" if one.verdict else "")
