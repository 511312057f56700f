"""突出问题, 议定事项, 提请市级协调 and 下一步 in words, each by named unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gwdash.assess import briefing_words as say


@dataclass(frozen=True, slots=True)
class KindOf:
    """Problems of one kind."""

    label: str
    counter: str
    n: int
    by_owner: Sequence[say.Share]
    first: str
    """The gravest of them as a sentence without its end."""
    n_carried: int = 0
    """How many are there on carried values, because nobody reported on them."""


@dataclass(frozen=True, slots=True)
class Standings:
    """突出问题 of a period, and how many came and went since the one before."""

    kinds: Sequence[KindOf]
    n_serious: int
    n_new: int | None
    """None where there is no earlier period to compare with."""
    n_gone: int | None
    by_owner: Sequence[say.Share]

    @property
    def n(self) -> int:
        """How many problems there are."""
        return sum(kind.n for kind in self.kinds)


def problems_message(found: Standings, nothing: str) -> str:
    """Return the message on problems; `nothing` says what an empty list means."""
    if not found.n:
        return nothing
    words = f"突出问题{found.n}项"
    if found.n_serious == found.n:
        words += "，均为严重" if found.n > 1 else "，属严重问题"
    elif found.n_serious:
        words += f"，其中严重{found.n_serious}项"
    where = say.whose(found.by_owner)
    return f"{words}；{where}" if where else words


def problems_text(found: Standings, nothing: str) -> tuple[str, ...]:
    """Return the paragraphs: all together, then one for each kind with who answers."""
    if not found.n:
        return (f"{nothing}。{_movement(found)}",)
    head = f"本期突出问题共{found.n}项"
    head += f"，其中严重{found.n_serious}项、较重{found.n - found.n_serious}项。"
    return (f"{head}{_movement(found)}", *(_kind(one) for one in found.kinds))


def _movement(found: Standings) -> str:
    if found.n_new is None or found.n_gone is None:
        return ""
    if not found.n_new and not found.n_gone:
        return "与上期相比没有变化。" if found.n else ""
    parts = [f"新增{found.n_new}项"] if found.n_new else []
    parts += [f"台账数据已不再显示的{found.n_gone}项"] if found.n_gone else []
    return f"与上期相比，{'，'.join(parts)}。"


def _kind(one: KindOf) -> str:
    head = f"{one.label}{one.n}{one.counter}"
    if one.n == 1:
        carried = "本期未报送，按上次进度列入。" if one.n_carried else ""
        return f"{head}：{one.by_owner[0][0]}{one.first}。{carried}"
    if one.n_carried:
        head += f"（其中{one.n_carried}{one.counter}本期未报送，按上次进度列入）"
    if len(one.by_owner) == 1:
        return f"{head}：均由{one.by_owner[0][0]}负责，最突出的是{one.first}。"
    return f"{head}：{say.shares(one.by_owner, one.counter)}。最突出的是{one.first}。"


@dataclass(frozen=True, slots=True)
class Closing:
    """How problems stand that the rows show no more, within the last year."""

    n_proposed: int
    n_under_way: int
    n_closed: int


def closing_text(found: Closing) -> str:
    """Return how far 销号 has come."""
    total = found.n_proposed + found.n_under_way + found.n_closed
    if not total:
        return ""
    parts = [
        f"{word}{n}项"
        for word, n in (
            ("已销号", found.n_closed), ("正在办理销号", found.n_under_way),
            ("拟销号、待责任单位申请", found.n_proposed),
        )
        if n
    ]  # fmt: skip
    return f"近一年台账数据已不再显示的问题{total}项：{'，'.join(parts)}。"


@dataclass(frozen=True, slots=True)
class Decided:
    """议定事项 of the meetings so far; one that several units answer for counts for each."""

    n: int
    n_due: int
    n_due_done: int
    n_open: int
    """Not done, whether or not the limit has come."""
    overdue: Sequence[say.Share]
    n_asking: int
    """Extensions asked for and not decided on."""
    n_without_limit: int
    meeting: str = ""
    held_on: date | None = None
    n_last: int = 0
    """How many the last meeting decided."""
    n_last_done: int = 0

    @property
    def rate_pct(self) -> float | None:
        """办结率 of what is due; None where nothing is."""
        return 100 * self.n_due_done / self.n_due if self.n_due else None

    @property
    def n_overdue(self) -> int:
        """How many are due and not done."""
        return self.n_due - self.n_due_done


def decided_message(found: Decided) -> str:
    """Return the message on decisions in one sentence."""
    if not found.n:
        return "到本期末还没有议定事项"
    if not found.n_due:
        return f"议定事项{found.n}项，均未到办结时限"
    if not found.n_overdue:
        rest = found.n_open
        return f"到期的{found.n_due}项全部办结" + (f"，{rest}项未到时限" if rest else "")
    where = say.whose(found.overdue)
    words = f"到期{found.n_due}项，未办结{found.n_overdue}项"
    return f"{words}，{where}" if where else words


def decided_text(found: Decided) -> str:
    """Return the paragraph on decisions: 办结率, who is overdue, what is asked."""
    if not found.n:
        return "到本期末还没有议定事项的记录。"
    said = [f"历次会议议定事项{found.n}项（一个责任单位计一项）。"]
    if found.meeting and found.held_on:
        done = "全部办结" if found.n_last_done == found.n_last else f"已办结{found.n_last_done}项"
        said.insert(
            0,
            f"上次会议为{day(found.held_on)}召开的“{found.meeting}”，"
            f"议定事项{found.n_last}项，{done}。",
        )
    if found.rate_pct is None:
        said.append("均未到办结时限，不计算办结率。")
    else:
        said.append(
            f"到期{found.n_due}项，办结{found.n_due_done}项，办结率{say.percent(found.rate_pct)}。"
        )
    if found.overdue:
        said.append(f"到期未办结的为{say.shares(found.overdue)}。")
    waiting = found.n_open - found.n_overdue
    if waiting:
        said.append(f"未到时限、正在办理的{waiting}项。")
    if found.n_asking:
        said.append(f"申请延期、待批准的{found.n_asking}项。")
    if found.n_without_limit:
        said.append(f"{found.n_without_limit}项没有填办结时限，按到期计。")
    return say.joined(said)


def day(when: date) -> str:
    """Return a day as papers write it."""
    return f"{when.year}年{when.month}月{when.day}日"


def requests_message(owners: Sequence[say.Share], *, reported: bool) -> str:
    """Return what is asked of the city; nobody asking and nobody reporting are told apart."""
    if len(owners) == 1:
        return f"{owners[0][0]}提请市级协调{owners[0][1]}项"
    if owners:
        total = say.total(owners)
        words = f"{len(owners)}家提请市级协调{total}项"
        return f"{words}：{say.shares(owners)}" if len(owners) <= say.NAMED else words
    if reported:
        return "本期没有提请市级协调的事项"
    return "本期没有报送，是否有事项需要协调不明"
