"""突出问题, 议定事项, 提请市级协调 and 下一步 as blocks of a briefing."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from gwdash.assess import briefing_words as say
from gwdash.assess import briefing_words_bulletin_office as office
from gwdash.assess import briefing_words_problems as words
from gwdash.assess.closing import Standing
from gwdash.assess.lamps import Lamp
from gwdash.export.briefing import Block, Figure
from gwdash.export.briefing_base import NOTHING, Material, by_most, notes, owners_table, short
from gwdash.export.problem_tables import (
    closing_table,
    kinds_table,
    problems_table,
    requests_table,
)
from gwdash.export.tables import Table, framed
from gwdash.queries.agreed import AgreedItem
from gwdash.queries.problem_cases import Case, cases
from gwdash.queries.problems import Problem
from gwdash.registry.agenda import Topic
from gwdash.registry.problems import PROBLEM_KINDS, Severity

_SHORT_PROBLEMS = ("等级", "类别", "问题", "责任单位", "程度")
_SHORT_REQUESTS = ("责任单位", "工作事项", "提请市级协调事项")
_NO_PROBLEM = "本期没有突出问题"
_NO_ROWS = "还没有年度任务分解表，无法判断哪些事项滞后"
_UNDER_WAY = frozenset({
    Standing.APPLIED, Standing.INSPECTED, Standing.REVIEWED, Standing.SENT_BACK,
})  # fmt: skip


def problems(about: Material, topic: Topic) -> Block:
    """Return 突出问题 by kind and by named unit, and how far 销号 has come."""
    facts = about.facts
    found = _standings(about)
    gone = [
        case
        for case in cases(facts.seen, about.extras.closings, about.as_of)
        if not case.is_present
    ]
    closing = _closing(gone)
    nothing = _NO_PROBLEM if facts.items else _NO_ROWS
    table = problems_table(facts.problems, about.origin)
    kinds = kinds_table(facts.problems, about.origin)
    owners = _owners_table(about)
    said = words.closing_text(closing)
    return Block(
        topic.key,
        topic.part,
        topic.heading,
        words.problems_message(found, nothing),
        (*words.problems_text(found, nothing), *([said] if said else [])),
        _problem_figures(found, closing),
        (
            short(table, _SHORT_PROBLEMS),
            _counted_kinds(about, kinds),
            short(owners, ("责任单位", "问题数", "其中严重"), counter="家"),
        )
        if found.n
        else (),
        None,
        notes(topic),
        (
            table,
            *([owners] if found.n else []),
            *([closing_table(gone, about.origin)] if gone else []),
        ),
        office.problems(found, nothing, closing),
    )


def _counted_kinds(about: Material, kinds: Table) -> Table:
    """Return the kinds that there are, with those that stand on carried values."""
    own = kinds.frame[kinds.frame["问题数"] > 0][["类别", "等级", "问题数"]].reset_index(drop=True)
    carried = dict(by_most(one.kind.label for one in about.facts.problems if one.note))
    own["其中本期未报送"] = [carried.get(label, 0) for label in own["类别"]]
    return Table(kinds.title, own, kinds.period, kinds.source, ("单位：项。",), chart=kinds.chart)


def _owners_table(about: Material) -> Table:
    """Return by unit how many problems of each kind it answers for."""
    found = about.facts.problems
    kinds = [kind for kind in PROBLEM_KINDS if any(one.kind is kind for one in found)]
    counts = Counter((one.owner, one.kind.code) for one in found)
    serious = Counter(one.owner for one in found if _serious(one))
    rows = [
        (name, n, serious[name], *(counts[name, kind.code] for kind in kinds))
        for name, n in by_most(one.owner for one in found)
    ]
    headings = ("责任单位", "问题数", "其中严重", *(kind.label for kind in kinds))
    return Table(
        "突出问题按责任单位", framed(headings, rows), about.origin.period, about.origin.source,
        ("单位：项。",),
    )  # fmt: skip


def _serious(one: Problem) -> bool:
    return one.kind.severity is Severity.SERIOUS


def _standings(about: Material) -> words.Standings:
    facts = about.facts
    now = {one.thing for one in facts.problems}
    before = {one.thing for one in facts.earlier_problems}
    compared = bool(facts.earlier_items or before)
    kinds = []
    for kind in PROBLEM_KINDS:
        own = [one for one in facts.problems if one.kind is kind]
        if own:
            owners = by_most(one.owner for one in own)
            first = f"{own[0].owner}{_told(own[0])}" if len(own) > 1 else _told(own[0])
            kinds.append(
                words.KindOf(
                    kind.label, kind.counter, len(own), owners, first,
                    sum(bool(one.note) for one in own),
                )
            )  # fmt: skip
    return words.Standings(
        kinds,
        sum(map(_serious, facts.problems)),
        len(now - before) if compared else None,
        len(before - now) if compared else None,
        by_most(one.owner for one in facts.problems),
    )


def _told(one: Problem) -> str:
    return f"“{say.tight(one.text)}”（{say.tight(one.since)}）"


def _closing(gone: Sequence[Case]) -> words.Closing:
    return words.Closing(
        sum(case.standing is Standing.PROPOSED for case in gone),
        sum(case.standing in _UNDER_WAY for case in gone),
        sum(case.standing is Standing.CLOSED for case in gone),
    )


def _problem_figures(found: words.Standings, closing: words.Closing) -> tuple[Figure, ...]:
    line = f"严重{found.n_serious}，较重{found.n - found.n_serious}"
    if carried := sum(kind.n_carried for kind in found.kinds):
        line += f"；其中{carried}项本期未报送，按上次进度列入"
    lamp = Lamp.FAR_BEHIND if found.n_serious else Lamp.BEHIND if found.n else Lamp.ON_TRACK
    figures = [Figure("突出问题", str(found.n), "项", line, lamp, "problems")]
    if found.n_new is not None:
        figures.append(Figure("较上期新增", str(found.n_new), "项", "上期没有的问题"))
        figures.append(
            Figure("不再显示", str(found.n_gone), "项", "上期有、本期台账数据已不再显示")
        )
    total = closing.n_proposed + closing.n_under_way + closing.n_closed
    if total:
        line = f"已销号{closing.n_closed}，办理中{closing.n_under_way}，拟销号{closing.n_proposed}"
        figures.append(Figure("近一年不再显示", str(total), "项", line))
    return tuple(figures)


def decisions(about: Material, topic: Topic) -> Block:
    """Return 议定事项: what is due and done, who is overdue, and every open one."""
    listed = about.facts.agreed
    found = _decided(listed, about)
    unfinished = sorted(
        (one for one in listed if not one.is_done),
        key=lambda one: (-one.overdue_days(about.as_of), one.due_on or date.max),
    )
    waiting = _agreed_table("未办结议定事项", unfinished, about)
    title = "到期未办结议定事项按责任单位"
    late = (owners_table(title, found.overdue, about.origin),) if found.overdue else ()
    every = _agreed_table("议定事项办理情况", listed, about)
    return Block(
        topic.key,
        topic.part,
        topic.heading,
        words.decided_message(found),
        (words.decided_text(found),),
        _decided_figures(found),
        (*((short(waiting),) if unfinished else ()), *map(short, late)),
        None,
        notes(topic),
        (*((waiting,) if unfinished else ()), *((every,) if listed else ()), *late),
        (office.decisions(found),),
    )


def _decided(listed: Sequence[AgreedItem], about: Material) -> words.Decided:
    """Count decisions; the last meeting is the one before that for which the paper is made."""
    own = about.extras.meeting_id
    due = [one for one in listed if one.is_due(about.as_of)]
    late = [one for one in due if not one.is_done]
    held = [one for one in listed if one.held_on is not None and one.meeting_id != own]
    last = held[0] if held else None
    of_last = [one for one in held if last and one.meeting_id == last.meeting_id]
    return words.Decided(
        len(listed),
        len(due),
        len(due) - len(late),
        sum(not one.is_done for one in listed),
        by_most(one.owner for one in late),
        sum(one.asks_for_time for one in listed),
        sum(one.due_on is None for one in listed),
        last.meeting_name if last else "",
        last.held_on if last else None,
        len(of_last),
        sum(one.is_done for one in of_last),
    )


def _decided_figures(found: words.Decided) -> tuple[Figure, ...]:
    last: tuple[Figure, ...] = ()
    if found.meeting:
        done = f"已办结{found.n_last_done}项"
        last = (Figure("上次会议议定事项", str(found.n_last), "项", done),)
    if found.rate_pct is None:
        words_ = f"议定事项{found.n}项，均未到时限" if found.n else "没有议定事项的记录"
        return (*last, Figure("办结率", NOTHING, "", words_, None, "indicator:action_rate"))
    shown = say.percent(found.rate_pct).removesuffix("%")
    line = f"到期{found.n_due}项，办结{found.n_due_done}项"
    lamp = Lamp.ON_TRACK if found.n_due_done == found.n_due else Lamp.BEHIND
    waiting = found.n_open - found.n_overdue
    return (
        *last,
        Figure("办结率", shown, "%", line, lamp, "indicator:action_rate"),
        Figure("到期未办结", str(found.n_overdue), "项", f"议定事项共{found.n}项",
               Lamp.FAR_BEHIND if found.n_overdue else Lamp.ON_TRACK),
        Figure("未到时限", str(waiting), "项", "正在办理"),
        Figure("申请延期待批准", str(found.n_asking), "项",
               f"未填办结时限{found.n_without_limit}项"),
    )  # fmt: skip


def _agreed_table(title: str, listed: Sequence[AgreedItem], about: Material) -> Table:
    headings = ("会议", "序号", "议定事项", "责任单位", "分工", "办结时限", "办理状态", "办理情况")
    rows = [
        (
            one.meeting_name, one.decision_no, one.text, one.owner, one.role_label or None,
            one.due_on, one.standing(about.as_of), one.progress_text or None,
        )
        for one in listed
    ]  # fmt: skip
    notes = ("一个责任单位计一项；办结时限含已同意的延期。",)
    return Table(title, framed(headings, rows), about.origin.period, about.origin.source, notes)


def requests(about: Material, topic: Topic) -> Block:
    """Return 提请市级协调事项: who asks the city for what."""
    asked = about.facts.requests
    reports, county = about.facts.reports, about.facts.scope.county
    reported = reports.n_reported > 0 and county not in {one.code for one in reports.missing}
    owners = by_most(one.owner for one in asked)
    table = requests_table(asked, about.origin)
    said = words.requests_message(owners, reported=reported)
    return Block(
        topic.key,
        topic.part,
        topic.heading,
        said,
        tuple(f"{one.owner}（“{one.name}”）：{_stop(one.escalation)}" for one in asked)
        or (f"{said}。",),
        (Figure("提请市级协调", str(len(asked)) if asked or reported else NOTHING,
                "项" if asked or reported else "",
                f"{len(owners)}家提出：{say.shares(owners)}" if owners else ""),),
        (short(table, _SHORT_REQUESTS),) if asked else (),
        None,
        notes(topic),
        (table,) if asked else (),
        (office.requests([(one.owner, _bare(one.escalation)) for one in asked], said),),
    )  # fmt: skip


def _bare(said: str) -> str:
    return said.strip().rstrip("。；;，,")


def _stop(said: str) -> str:
    return f"{_bare(said)}。"
