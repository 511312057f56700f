"""县市区排名 and 报送情况 in words: who stands where, and who has not reported."""

from collections.abc import Sequence
from dataclasses import dataclass

from gwdash.assess import briefing_words as say

#: How many names stand at either end of a ranking.
_ENDS = 3


@dataclass(frozen=True, slots=True)
class Places:
    """The ends of a ranking; names stand in the order of the counties' codes."""

    n_ranked: int
    first: Sequence[str]
    first_score: str
    last: Sequence[str]
    last_score: str
    last_rank: int
    risen: Sequence[say.Share] = ()
    """Who rose by how many places, the most first."""
    fallen: Sequence[say.Share] = ()
    carried: Sequence[str] = ()
    """Counties ranked on carried values because they did not report."""
    apart: Sequence[tuple[str, str]] = ()
    """Counties without a rank, and why."""
    constrained: Sequence[str] = ()
    rescored: bool = False


def ranking_message(found: Places) -> str:
    """Return the ends of an approved ranking in one sentence."""
    if not found.n_ranked:
        return "本期没有县市区参加排名"
    tied = "并列" if len(found.first) > 1 else ""
    words = f"{say.listed(found.first, '个', _ENDS)}{tied}第一（{found.first_score}分）"
    if found.last_rank == 1:
        return words
    last = "并列居末" if len(found.last) > 1 else "居末"
    return f"{words}，{say.listed(found.last, '个', _ENDS)}{last}（{found.last_score}分）"


def not_approved(state: str) -> str:
    """Return why no ranks are told."""
    return f"名次未审定（{state}），仅供内部参考，本材料不列名次和得分"


def ranking_text(found: Places, scheme: str) -> str:
    """Return an approved ranking as a paragraph."""
    if not found.n_ranked:
        return say.joined(["本期没有县市区参加排名。", *_apart(found)])
    said = [
        f"按{scheme}测算，{found.n_ranked}个县市区参加排名，{ranking_message(found)}。",
        _moves(found),
    ]
    if found.carried:
        said.append(f"{'、'.join(found.carried)}本期未报送，沿用上期数值参加排名。")
    if found.constrained:
        said.append(f"{'、'.join(found.constrained)}有约束性情形，得分不变，不得评优。")
    return say.joined([*said, *_apart(found)])


def _moves(found: Places) -> str:
    if found.rescored:
        return "本期考核方案改版，名次与上期不作比较。"
    parts = [
        f"{len(group)}个{word}，{_most(group)}最多（{group[0][1]}位）"
        for word, group in (("上升", found.risen), ("下降", found.fallen))
        if group
    ]
    return f"与上期相比，名次{'；'.join(parts)}。" if parts else ""


def _most(group: Sequence[say.Share]) -> str:
    return "、".join(name for name, n in group if n == group[0][1])


def _apart(found: Places) -> list[str]:
    by_reason: dict[str, list[str]] = {}
    for name, why in found.apart:
        by_reason.setdefault(why, []).append(name)
    if len(by_reason) == 1 and len(found.apart) > 1 and not found.n_ranked:
        return [f"各县市区均{found.apart[0][1]}。"]
    return [f"{'、'.join(names)}{why}。" for why, names in by_reason.items()]


@dataclass(frozen=True, slots=True)
class Reports:
    """One ledger of a period, and all ledgers whose periods ended with it."""

    n_due: int
    missing_units: Sequence[str]
    missing_counties: Sequence[str]
    never: Sequence[str]
    """Those of the missing who have never reported."""
    ledgers_due: int
    ledgers_reported: int
    ledgers_on_time: int
    owing: Sequence[say.Share]
    """Who owes how many ledgers, the most first."""

    @property
    def n_missing(self) -> int:
        """How many did not report on the key tasks."""
        return len(self.missing_units) + len(self.missing_counties)


def reports_message(found: Reports) -> str:
    """Return who has not reported, in one sentence."""
    if not found.n_due:
        return "本期没有应报送的单位"
    if not found.n_missing:
        return f"{found.n_due}家应报单位本期全部报送"
    if found.n_missing == found.n_due:
        return f"{found.n_due}家应报单位本期均未报送"
    names = [*found.missing_units, *found.missing_counties]
    return f"{found.n_due}家中{found.n_missing}家本期未报送：{say.listed(names)}"


def reports_text(found: Reports) -> tuple[str, ...]:
    """Return the paragraphs on reporting: the key tasks by name, then all ledgers."""
    return tuple(one for one in (_on_tasks(found), _on_ledgers(found)) if one)


def _on_tasks(found: Reports) -> str:
    if not found.n_due:
        return ""
    n = found.n_due - found.n_missing
    if not found.n_missing:
        return f"重点任务进展情况表应报{found.n_due}家，全部报送。"
    if not n:
        why = (
            "也没有更早的报送" if len(found.never) == found.n_missing else "进度沿用上次报送的数值"
        )
        return f"重点任务进展情况表应报{found.n_due}家，本期均未报送，{why}。"
    said = [f"重点任务进展情况表应报{found.n_due}家，已报{n}家，未报{found.n_missing}家。"]
    groups = (("成员单位", found.missing_units), ("县市区", found.missing_counties))
    named = [f"{group}未报的有{'、'.join(names)}" for group, names in groups if names]
    said.append(f"{'；'.join(named)}。")
    if found.never:
        said.append(f"{_never(found)}从未报送过，没有可沿用的进度。")
    return say.joined(said)


def _never(found: Reports) -> str:
    """Return who has never reported: by name, or as all but those who once did."""
    missing = [*found.missing_units, *found.missing_counties]
    before = [name for name in missing if name not in found.never]
    if not before:
        return "以上单位均" if len(missing) > 1 else missing[0]
    if len(before) < len(found.never):
        return f"除{'、'.join(before)}外，以上单位均"
    return "、".join(found.never)


def _on_ledgers(found: Reports) -> str:
    if not found.ledgers_due:
        return "本期没有到报告期末的台账。"
    missing = found.ledgers_due - found.ledgers_reported
    head = f"本期期末应报的各类台账共{found.ledgers_due}份"
    if not found.ledgers_reported:
        return f"{head}，均未报送。"
    late = found.ledgers_reported - found.ledgers_on_time
    counted = say.sentence(
        head,
        f"审核通过{found.ledgers_reported}份" if missing else "全部审核通过",
        f"其中迟报{late}份" if late else "均按时报送" if not missing else "",
        f"未报{missing}份" if missing else "",
    )
    if not missing:
        return counted
    return f"{counted}未报的为{say.shares(found.owing, '份')}。"
