"""县市区排名, 报送情况 and pinned charts of counties as blocks of a briefing."""

from collections.abc import Sequence

from gwdash.assess import briefing_words as say
from gwdash.assess import briefing_words_bulletin_office as office
from gwdash.assess import briefing_words_counties as words
from gwdash.assess.lamps import Lamp
from gwdash.assess.ranking import Report, Standing
from gwdash.export import briefing_brief as brief
from gwdash.export.briefing import Block, Figure
from gwdash.export.briefing_base import (
    NOTHING,
    Material,
    county_map,
    notes,
    shares_of,
    short,
    unplaced,
)
from gwdash.export.judged_tables import ranking_table
from gwdash.export.page_tables import counties_table
from gwdash.export.tables import NativeChart, Table, framed
from gwdash.queries import map_shades
from gwdash.queries.calendar_counts import Rate
from gwdash.registry.agenda import Topic
from gwdash.registry.region import REGION, Reporter

_GROUPS = {"units": "成员单位", "counties": "县市区", "office": "办公室"}
_SHORT_RANKS = ("名次", "县市区", "得分", "较上期（位）", "本期报送", "失分原因")
_SHORT_PROGRESS = (
    "县市区",
    "状态",
    "实际进度（%）",
    "序时进度（%）",
    "差（百分点）",
    "本期已报",
    "事项总数",
)
#: All counties fit on one screen.
_COUNTIES = len(REGION.counties)


def ranking(about: Material, topic: Topic) -> Block:
    """Return 县市区排名 where it is 已审定; else progress by county, which ranks nobody."""
    if not about.extras.is_approved:
        return _unranked(about, topic)
    board = about.facts.ranking
    found = _places(about)
    table = ranking_table(board, board.standings, about.extras.badge, about.origin)
    scheme = f"“{board.scheme.name}”{board.scheme.version}版"
    drawn = Table(
        table.title, table.frame[list(_SHORT_RANKS)], table.period, table.source,
        table.notes[:1], chart=NativeChart("bar", "县市区", ("得分",), "分"),
    )  # fmt: skip
    return Block(
        topic.key,
        topic.part,
        topic.heading,
        words.ranking_message(found),
        (words.ranking_text(found, scheme),),
        _rank_figures(found),
        (drawn,),
        county_map("县市区得分", map_shades.of_standings(board.standings)),
        notes(topic, *table.notes),
        (table,),
    )


def _unranked(about: Material, topic: Topic) -> Block:
    said = words.not_approved(about.extras.badge)
    table = counties_table(about.facts.counties, about.origin)
    shading = map_shades.of_progress(about.facts.counties)
    return Block(
        topic.key,
        topic.part,
        topic.heading,
        said,
        (f"{said}。各县市区任务进度见表，按进度排列，不是排名。",),
        (),
        (short(table, _SHORT_PROGRESS, _COUNTIES),),
        county_map("县市区任务进度", shading, unplaced(shading)),
        notes(topic),
        (table,),
        brief.counties(about),
    )


def _places(about: Material) -> words.Places:
    board = about.facts.ranking
    apart = [(_name(one), one.apart) for one in board.standings if one.rank is None]
    if not board.ranked:
        return words.Places(0, (), "", (), "", 0, apart=apart)
    first, last = board.ranked[0], board.ranked[-1]
    moved = [(_name(one), board.moves[one.county_code] or 0) for one in board.ranked]
    return words.Places(
        len(board.ranked),
        [_name(one) for one in board.ranked if one.rank == first.rank],
        str(first.score),
        [_name(one) for one in board.ranked if one.rank == last.rank],
        str(last.score),
        last.rank or 0,
        shares_of((name, max(n, 0)) for name, n in moved),
        shares_of((name, max(-n, 0)) for name, n in moved),
        [_name(one) for one in board.ranked if one.entry.report is Report.MISSING],
        apart,
        [_name(one) for one in board.standings if one.constraints],
        board.rescored,
    )


def _name(one: Standing) -> str:
    return REGION.county(one.county_code).name


def _rank_figures(found: words.Places) -> tuple[Figure, ...]:
    if not found.n_ranked:
        return (Figure("参加排名", "0", f"/{_COUNTIES}个", "没有县市区参加排名"),)
    return (
        Figure("参加排名", str(found.n_ranked), f"/{_COUNTIES}个", "县市区"),
        _end("第一", found.first, found.first_score),
        _end("居末", found.last, found.last_score),
        Figure(
            "名次变化", f"{len(found.risen)}升{len(found.fallen)}降", "",
            "方案改版，不作比较" if found.rescored else "与上期相比",
        ),
    )  # fmt: skip


def _end(name: str, counties: Sequence[str], score: str) -> Figure:
    tied = f"，{len(counties)}个并列" if len(counties) > 1 else ""
    return Figure(name, say.listed(counties, "个", 3), "", f"{score}分{tied}")


def reporting(about: Material, topic: Topic) -> Block:
    """Return 报送情况: who did not report on the tasks, and all ledgers of the period's end."""
    found = _reports(about)
    ledgers = _ledgers_table(about)
    missing = _missing_table(about)
    late = [one for one in about.facts.owed.values() if one.due]
    total = sum(late, Rate())
    n_reported = found.n_due - found.n_missing
    tasks_figure = Figure(
        "重点任务进展情况表", str(n_reported), f"/{found.n_due}家", f"未报{found.n_missing}家",
        Lamp.FAR_BEHIND if found.n_missing else Lamp.ON_TRACK, "missing",
    )  # fmt: skip
    gap = total.due - total.reported
    ledgers_figure = Figure(
        "本期期末应报台账", str(total.reported) if total.due else NOTHING,
        f"/{total.due}份" if total.due else "",
        f"未报{gap}份，迟报{total.reported - total.on_time}份" if total.due else "没有到期的台账",
        Lamp.BEHIND if gap else Lamp.ON_TRACK,
    )  # fmt: skip
    tables = (short(missing, counter="家"),) if found.n_missing else ()
    return Block(
        topic.key,
        topic.part,
        topic.heading,
        words.reports_message(found),
        words.reports_text(found),
        (tasks_figure, ledgers_figure),
        (*tables, short(ledgers, counter="家")),
        None,
        notes(topic, *ledgers.notes),
        (missing, ledgers) if found.n_missing else (ledgers,),
        (office.reports(found),),
    )


def _reports(about: Material) -> words.Reports:
    facts = about.facts
    missing = facts.reports.missing
    total = sum(facts.owed.values(), Rate())
    return words.Reports(
        facts.reports.n_due,
        [one.name for one in missing if one.group != "counties"],
        [one.name for one in missing if one.group == "counties"],
        [one.name for one in missing if not facts.last_reports.get(one.code)],
        total.due,
        total.reported,
        total.on_time,
        shares_of(
            (one.name, rate.due - rate.reported)
            for one in REGION.reporters
            if (rate := facts.owed.get(one.code)) is not None
        ),
    )


def _missing_table(about: Material) -> Table:
    rows = [
        (one.name, _GROUPS[one.group], about.facts.last_reports.get(one.code) or "从未报送")
        for one in about.facts.reports.missing
    ]
    return Table(
        "本期未报送重点任务进展情况表的单位", framed(("单位", "类别", "最近一次报送"), rows),
        about.origin.period, about.origin.source,
    )  # fmt: skip


def _ledgers_table(about: Material) -> Table:
    headings = ("单位", "类别", "应报（份）", "已报（份）", "按时（份）", "未报（份）")
    owed = about.facts.owed
    listed = sorted(
        (one for one in REGION.reporters if one.code in owed),
        key=lambda one: owed[one.code].reported - owed[one.code].due,
    )
    rows = [_owing(one, owed[one.code]) for one in listed]
    notes = ("单位：份。只计报告期末与本期相同的台账，审核通过的计为已报；未报多的在前。",)
    chart = NativeChart("bar", "单位", ("已报（份）", "未报（份）"), "份", stacked=True)
    return Table(
        "各单位本期台账报送情况", framed(headings, rows), about.origin.period,
        about.origin.source, notes, chart=chart,
    )  # fmt: skip


def _owing(one: Reporter, rate: Rate) -> tuple[object, ...]:
    missing = rate.due - rate.reported
    return one.name, _GROUPS[one.group], rate.due, rate.reported, rate.on_time, missing
