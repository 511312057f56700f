"""The bulletin on problems, decisions, reports and next steps: by named unit, the rest counted."""

from collections.abc import Sequence

from gwdash.assess import briefing_words as say
from gwdash.assess.briefing_words_bulletin import leading, most_of, rest, some
from gwdash.assess.briefing_words_counties import Reports
from gwdash.assess.briefing_words_next import Due, Following
from gwdash.assess.briefing_words_problems import Closing, Decided, Standings, day

#: Kinds that are counted, gravest problems and requests that are told in a sentence.
_KINDS, _GRAVEST, _REQUESTS, _COMING = 2, 2, 2, 3


def problems(found: Standings, nothing: str, closing: Closing) -> tuple[str, ...]:
    """Return 突出问题: how many and whose, then the gravest by name."""
    closed = f"近一年销号{closing.n_closed}项。" if closing.n_closed else ""
    if not found.n:
        return (f"{nothing}。{closed}",)
    return (say.joined([_counted(found), _kinds(found), _owners(found), _gravest(found), closed]),)


def _counted(found: Standings) -> str:
    moved = ""
    if found.n_new is not None and found.n_gone is not None:
        parts = [f"新增{found.n_new}项"] if found.n_new else []
        parts += [f"不再显示{found.n_gone}项"] if found.n_gone else []
        moved = f"较上期{'、'.join(parts)}" if parts else "与上期相比没有变化"
    grave = f"其中严重{found.n_serious}项" if found.n_serious else ""
    if found.n_serious == found.n:
        grave = "均为严重" if found.n > 1 else "属严重问题"
    return say.sentence(f"本期共{found.n}项", grave, moved)


def _kinds(found: Standings) -> str:
    """Return the kinds with most problems; one kind alone is told with the gravest."""
    if len(found.kinds) == 1:
        return ""
    kinds = sorted(found.kinds, key=lambda one: -one.n)[:_KINDS]
    named = "、".join(f"{one.label}{one.n}{one.counter}" for one in kinds)
    return f"较多的为{named}。" if len(found.kinds) > _KINDS else f"分别为{named}。"


def _owners(found: Standings) -> str:
    return f"按责任单位分，{most_of(found.by_owner)}。"


def _gravest(found: Standings) -> str:
    """Return the first problem of the gravest kinds; kinds stand in the order of their gravity."""
    named = [
        f"{one.by_owner[0][0] if one.n == 1 else ''}{one.first}" for one in found.kinds[:_GRAVEST]
    ]
    return f"最突出的为{'；'.join(named)}。"


def decisions(found: Decided) -> str:
    """Return 议定事项: 办结率, whose are overdue, and what became of the last meeting's."""
    if not found.n:
        return "到本期末还没有议定事项的记录。"
    if found.rate_pct is None:
        said = f"历次会议议定{found.n}项，均未到办结时限。"
    else:
        said = say.sentence(
            f"历次会议议定{found.n}项，到期{found.n_due}项",
            f"办结{found.n_due_done}项",
            f"办结率{say.percent(found.rate_pct)}",
        )
    late = ""
    if found.overdue:
        late = f"到期未办结的为{most_of(found.overdue)}。"
    last = ""
    if found.meeting and found.held_on:
        done = f"已办结{found.n_last_done}项" if found.n_last_done else "均未办结"
        if found.n_last_done == found.n_last:
            done = "全部办结"
        last = f"上次会议（{day(found.held_on)}）{found.n_last}项{done}。"
    asking = f"申请延期、待批准的{found.n_asking}项。" if found.n_asking else ""
    return say.joined([said, late, last, asking])


def reports(found: Reports) -> str:
    """Return 报送情况: who has not reported on the key tasks, then all ledgers."""
    return say.joined([_on_tasks(found), _on_ledgers(found)]) or "本期没有应报送的单位。"


def _on_tasks(found: Reports) -> str:
    if not found.n_due:
        return ""
    head = f"重点任务进展情况表应报{found.n_due}家"
    if not found.n_missing:
        return f"{head}，全部报送。"
    if found.n_missing == found.n_due:
        return f"{head}，本期均未报送。"
    names = [*found.missing_units, *found.missing_counties]
    return f"{head}，未报{found.n_missing}家：{some(names)}。"


def _on_ledgers(found: Reports) -> str:
    if not found.ledgers_due:
        return ""
    head = f"本期各类台账应报{found.ledgers_due}份"
    missing = found.ledgers_due - found.ledgers_reported
    late = found.ledgers_reported - found.ledgers_on_time
    if not found.ledgers_reported:
        return f"{head}，均未报送。"
    told = f"未报{missing}份（{leading(found.owing, '份')}）" if missing else "全部审核通过"
    return say.sentence(head, told, f"迟报{late}份" if late else "")


def requests(found: Sequence[tuple[str, str]], nothing: str) -> str:
    """Return what is asked of the city: owner and words; `nothing` where nobody asks."""
    if not found:
        return f"{nothing}。"
    named = "；".join(f"{owner}“{words}”" for owner, words in found[:_REQUESTS])
    return f"共{len(found)}项：{named}{rest(len(found), _REQUESTS, '项')}。"


def following(found: Following) -> tuple[str, ...]:
    """Return 下一步, each paragraph beginning with what is to be done."""
    said = []
    if found.unreported:
        said.append(f"补报本期进展：{some(found.unreported)}。")
    if found.overdue:
        said.append(
            f"补办到期未完成的{say.total(found.overdue)}项，责任单位提出时限："
            f"{most_of(found.overdue)}。"
        )
    if found.far_behind:
        said.append(
            f"加快未到时限、严重滞后的{say.total(found.far_behind)}项，责任单位提出措施："
            f"{most_of(found.far_behind)}。"
        )
    return (*said, _limits(found))


def _limits(found: Following) -> str:
    if not found.coming:
        later = ""
        if found.later_on is not None:
            later = f"{day(found.later_on)}到期{found.n_later}项"
        return say.sentence(f"{found.label}无到期事项", later)
    named = "；".join(map(_due, found.coming[:_COMING]))
    more = rest(len(found.coming), _COMING, "项")
    return f"按时完成{found.label}到期的{len(found.coming)}项：{named}{more}。"


def _due(one: Due) -> str:
    return f"{one.owner}“{one.name}”（{day(one.due_on)}前）"
