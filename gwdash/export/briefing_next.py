"""下一步 as a block of a briefing: what is past its limit, far behind or due next, by unit."""

from collections.abc import Iterable, Sequence

from gwdash.assess import briefing_words_bulletin_office as office
from gwdash.assess import briefing_words_next as words
from gwdash.assess.briefing_words import Share, total
from gwdash.assess.briefing_words_problems import day
from gwdash.assess.lamps import Lamp
from gwdash.export.briefing import Block, Figure
from gwdash.export.briefing_base import Material, by_most, notes, short
from gwdash.export.tables import Table, framed
from gwdash.queries.agreed import AgreedItem
from gwdash.queries.progress import PlanItem
from gwdash.registry.agenda import Topic


def following(about: Material, topic: Topic) -> Block:
    """Return 下一步: what is past its limit, far behind or due within the next period, by unit."""
    found = _following(about)
    table = _coming_table(found, about)
    owners = _owners_next(found, about)
    listed = tuple(one for one in (table, owners) if len(one.frame))
    n_late, n_red = total(found.overdue), total(found.far_behind)
    later = "任务事项和议定事项"
    if found.later_on is not None:
        later += f"；{day(found.later_on)}到期{found.n_later}项"
    return Block(
        topic.key,
        topic.part,
        topic.heading,
        words.next_message(found),
        words.next_text(found),
        (
            Figure(f"{found.label}到期", str(len(found.coming)), "项", later),
            Figure("到期未完成", str(n_late), "项", f"含议定事项{_who(found.overdue)}",
                   Lamp.FAR_BEHIND if n_late else Lamp.ON_TRACK),
            Figure("严重滞后", str(n_red), "项", f"未到时限的任务事项{_who(found.far_behind)}",
                   Lamp.FAR_BEHIND if n_red else Lamp.ON_TRACK),
            Figure("本期未报送", str(len(found.unreported)), "家", "",
                   Lamp.FAR_BEHIND if found.unreported else Lamp.ON_TRACK, "missing"),
        ),
        tuple(short(one) for one in listed),
        None,
        notes(topic),
        listed,
        office.following(found),
    )  # fmt: skip


def _who(found: Sequence[Share]) -> str:
    return f"，涉及{len(found)}家" if found else ""


def _following(about: Material) -> words.Following:
    facts, as_of = about.facts, about.as_of
    period = facts.period.next()
    items = [one for one in facts.items if one.lamp not in {Lamp.DONE, Lamp.EXEMPT}]
    late = [one for one in items if one.item.due_on is not None and one.item.due_on <= as_of]
    late_agreed = [one for one in facts.agreed if one.is_due(as_of) and not one.is_done]
    red = [one for one in items if one.lamp is Lamp.FAR_BEHIND and one not in late]
    limits = _limits(items, facts.agreed)
    coming = [one for one in limits if period.first_day <= one.due_on <= period.last_day]
    after = [one.due_on for one in limits if one.due_on > period.last_day]
    first = min(after, default=None)
    return words.Following(
        period.label,
        [one.name for one in facts.reports.missing if facts.scope.county in {"", one.code}],
        by_most([*(one.owner for one in late), *(one.owner for one in late_agreed)]),
        by_most(one.owner for one in red),
        coming,
        first,
        after.count(first) if first is not None else 0,
    )


def _limits(items: Iterable[PlanItem], agreed: Iterable[AgreedItem]) -> list[words.Due]:
    """Return what is not done by its limit, the first one first."""
    found = [
        words.Due(one.owner, one.name, one.item.due_on, "任务事项")
        for one in items
        if one.item.due_on is not None
    ] + [
        words.Due(one.owner, one.text, one.due_on, "议定事项")
        for one in agreed
        if one.due_on is not None and not one.is_done
    ]
    return sorted(found, key=lambda one: (one.due_on, one.owner, one.name))


def _coming_table(found: words.Following, about: Material) -> Table:
    rows = [(one.owner, one.name, one.kind, one.due_on) for one in found.coming]
    return Table(
        f"{found.label}到期事项", framed(("责任单位", "事项", "类别", "时限"), rows),
        about.origin.period, about.origin.source,
    )  # fmt: skip


def _owners_next(found: words.Following, about: Material) -> Table:
    """Return by unit how many items are past their limit, far behind or due next."""
    late, red = dict(found.overdue), dict(found.far_behind)
    coming = dict(by_most(one.owner for one in found.coming))
    owners = dict.fromkeys([*late, *red, *coming])
    rows = [(name, late.get(name, 0), red.get(name, 0), coming.get(name, 0)) for name in owners]
    rows.sort(key=lambda row: (-row[1], -row[2], -row[3]))
    headings = ("责任单位", "到期未完成", "严重滞后（未到时限）", f"{found.label}到期")
    return Table(
        "下一步事项按责任单位", framed(headings, rows), about.origin.period, about.origin.source,
        ("单位：项。",),
    )  # fmt: skip
