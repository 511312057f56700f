"""监测网络 and 水质 as blocks of a briefing."""

from collections.abc import Sequence

from gwdash.assess import briefing_words as say
from gwdash.assess import briefing_words_bulletin as bulletin
from gwdash.assess import briefing_words_water as words
from gwdash.assess.lamps import Lamp
from gwdash.assess.targets import FACES, Verdict, judge, verdict_word
from gwdash.export import briefing_brief as brief
from gwdash.export.briefing import Block, Figure
from gwdash.export.briefing_base import (
    NOTHING,
    Material,
    has_value,
    notes,
    rate_figure,
    reading,
    shares_of,
    short,
)
from gwdash.export.judged_tables import exceedances_table, points_table
from gwdash.export.tables import NativeChart, Table, framed
from gwdash.queries.depth_network import Run, Running
from gwdash.queries.indicators import ReadingState
from gwdash.queries.quality import PointKind, SeasonView, shifts
from gwdash.queries.quality import Verdict as Against
from gwdash.queries.situation import KindSeason
from gwdash.registry.agenda import Topic
from gwdash.registry.indicator_list import indicator
from gwdash.registry.region import REGION
from gwdash.standards.gbt14848 import GRADES, UNDECIDED

#: Indicators of the network beside 正常运行率.
_NETWORK = ("data_rate", "manual_rate", "dual_cover")
_SHORT_POINTS = (
    "监测井名称",
    "县市区",
    "指标",
    "监测值",
    "单位",
    "Ⅲ类限值",
    "超标倍数",
    "采样日期",
)
_NAMED_ANALYTES = 3


def network(about: Material, topic: Topic) -> Block:
    """Return 监测网络: how the wells run, and which of the 双源 nobody watches."""
    found = _net(about)
    counties = _counties_table(about)
    uncovered = _uncovered_table(about)
    return Block(
        topic.key,
        topic.part,
        topic.heading,
        words.net_message(found),
        words.net_text(found),
        (
            _running_figure(about, found),
            *(rate_figure(reading(about, code), f"indicator:{code}") for code in _NETWORK),
            _coverage_figure(found),
        ),
        (counties, short(uncovered, counter="个")) if len(uncovered.frame) else (counties,),
        None,
        notes(topic, indicator("well_up").rule),
        (uncovered,) if len(uncovered.frame) else (),
        (bulletin.network(found),),
    )


def _net(about: Material) -> words.Net:
    found, depth = about.facts.running, about.facts.network
    judged = judge(indicator("well_up"), found.rate_pct, found.total)
    said = ""
    if judged in {Verdict.MET, Verdict.NEAR, Verdict.MISSED}:
        said = verdict_word(judged, indicator("well_up").direction)
    sources = [one for one in depth.twins if one.is_drinking]
    return words.Net(
        found.total,
        found.normal,
        found.silent,
        found.broken,
        found.unknown,
        said,
        shares_of((_place(one.owner), one.due - one.running) for one in _owners(about)),
        sum(not one.is_covered for one in sources),
        sum(not one.is_covered for one in depth.twins if not one.is_drinking),
        len(sources),
        len(depth.twins) - len(sources),
    )


def _owners(about: Material) -> Sequence[Running]:
    return [one for one in about.facts.network.by_county if one.owner and one.due]


def _place(code: str) -> str:
    return REGION.place_name(code)


def _running_figure(about: Material, found: words.Net) -> Figure:
    one = about.facts.running
    if one.rate_pct is None:
        return Figure("监测井正常运行率", NOTHING, "", "没有应运行的监测井", None, "running")
    judged = judge(indicator("well_up"), one.rate_pct, one.total)
    line = f"{one.normal}/{one.total}眼正常，{found.total - found.normal}眼未正常运行"
    line += f"：无数据{one.silent}、故障等{one.broken}"
    line += f"、未填状态{one.unknown}" if one.unknown else ""
    shown = say.percent(one.rate_pct).removesuffix("%")
    return Figure("监测井正常运行率", shown, "%", line, FACES[judged].lamp, "running")


def _coverage_figure(found: words.Net) -> Figure:
    missing = found.uncovered_sources + found.uncovered_sites
    total = found.n_sources + found.n_sites
    if not total:
        return Figure("尚无有效监测井的双源", NOTHING, "", "没有双源")
    line = (
        f"双源共{total}个：水源{found.n_sources}个中{found.uncovered_sources}个，"
        f"污染源{found.n_sites}家中{found.uncovered_sites}家"
    )
    lamp = Lamp.BEHIND if missing else Lamp.ON_TRACK
    return Figure("尚无有效监测井的双源", str(missing), "个", line, lamp, "indicator:dual_cover")


def _counties_table(about: Material) -> Table:
    headings = (
        "县市区",
        "应运行",
        "正常运行",
        "连续无数据",
        "故障停用等",
        "未填状态",
        "未正常运行",
    )
    rows = [
        (
            _place(one.owner),
            one.due,
            one.running,
            *(one.counts.get(run, 0) for run in (Run.SILENT, Run.BROKEN, Run.NOT_FILLED)),
            one.due - one.running,
        )
        for one in _owners(about)
    ]
    notes = ("单位：眼。按未正常运行的井数排列；年内封井的仍计入应运行。",)
    chart = NativeChart("bar", "县市区", ("正常运行", "未正常运行"), "眼", stacked=True)
    return Table(
        "各县市区监测井运行情况", framed(headings, rows), about.origin.period,
        about.origin.source, notes, chart=chart,
    )  # fmt: skip


def _uncovered_table(about: Material) -> Table:
    headings = ("名称", "类别", "县市区", "说明")
    rows = [
        (
            one.name, "水源" if one.is_drinking else "污染源", _place(one.county_code),
            one.note or None,
        )
        for one in about.facts.network.uncovered
    ]  # fmt: skip
    title = "尚无有效监测井的双源"
    return Table(title, framed(headings, rows), about.origin.period, about.origin.source)


def quality(about: Material, topic: Topic) -> Block:
    """Return 水质: drinking-water sources of the year, then each kind of point in its season."""
    sources = _sources(about)
    kinds = about.facts.quality
    above = [_exceedances(about, one) for one in kinds if one.exceedances]
    drinking = [
        table
        for one, table in zip((k for k in kinds if k.exceedances), above, strict=True)
        if one.kind is PointKind.SOURCE
    ]
    return Block(
        topic.key,
        topic.part,
        topic.heading,
        words.sources_message(sources),
        (words.sources_text(sources), *(words.season_text(_season(one)) for one in kinds)),
        (
            _sources_figure(about, sources),
            *(_kind_figure(one) for one in kinds),
            rate_figure(reading(about, "class5_share"), "indicator:class5_share"),
        ),
        (
            _classes_table(about),
            *(short(table, _SHORT_POINTS, counter="条") for table in drinking),
        ),
        None,
        notes(topic, indicator("src_ok").rule),
        (*(points_table(one.now, one.label, about.origin) for one in kinds), *above),
        brief.quality(about, sources),
    )


def _sources(about: Material) -> words.Sources:
    now = reading(about, "src_ok").now
    if not has_value(now):
        nothing = "县级及以上水源台账尚未报送"
        if now.state is ReadingState.NOTHING_DUE:
            nothing = "台账中还没有县级及以上在用水源，不计算达标率"
        points = [one for one in about.facts.quality if one.kind is PointKind.SOURCE]
        said = "".join(words.season_message(_season(one)) for one in points if one.now.sampled)
        return words.Sources(0, 0, 0, (), nothing, said)
    failing = tuple(about.facts.failing_sources)
    return words.Sources(now.n, now.n - now.n_not_monitored, int(now.numerator), failing)


def _sources_figure(about: Material, found: words.Sources) -> Figure:
    now = reading(about, "src_ok").now
    if found.nothing:
        return Figure("水源水质达标", NOTHING, "", now.counts, FACES[now.verdict].lamp,
                      "indicator:src_ok")  # fmt: skip
    line = f"应监测{found.due}，已监测{found.monitored}，未监测{found.due - found.monitored}"
    line += f"；超Ⅲ类{len(found.failing)}"
    lamp = Lamp.FAR_BEHIND if found.failing else FACES[now.verdict].lamp
    return Figure("水源水质达标", str(found.met), f"/{found.due}个", line, lamp, "indicator:src_ok")


def _season(one: KindSeason) -> words.Season:
    now = one.now
    both = shifts(now, one.before)
    verdicts = now.verdicts
    return words.Season(
        now.season.short,
        one.label,
        len(now.due),
        len(now.sampled),
        len(now.unsampled),
        verdicts[Against.MET],
        verdicts[Against.EXCEEDED],
        verdicts[Against.UNDECIDABLE],
        _worst(one),
        one.before.season.short if both else "",
        len(both),
        sum(shift.steps > 0 for shift in both),
        sum(shift.steps < 0 for shift in both),
    )


def _worst(one: KindSeason) -> tuple[str, ...]:
    """Return the indicators that exceed at most points, the most first."""
    found: dict[str, set[str]] = {}
    for result in one.exceedances:
        found.setdefault(result.name, set()).add(result.point.well_id)
    listed = sorted(found, key=lambda name: (-len(found[name]), name))
    return tuple(listed[:_NAMED_ANALYTES])


def _kind_figure(one: KindSeason) -> Figure:
    now, verdicts = one.now, one.now.verdicts
    exceeded = verdicts[Against.EXCEEDED]
    line = f"{now.season.short}，超Ⅲ类{exceeded}，无法判定{verdicts[Against.UNDECIDABLE]}"
    line += f"，未监测{len(now.unsampled)}"
    both = shifts(now, one.before)
    if both:
        better, worse = sum(s.steps > 0 for s in both), sum(s.steps < 0 for s in both)
        same = len(both) - better - worse
        line += f"；同比{len(both)}个点：变好{better}，变差{worse}，不变{same}"
    lamp = Lamp.BEHIND if exceeded else Lamp.ON_TRACK
    return Figure(
        f"{one.label}达到Ⅲ类", str(verdicts[Against.MET]), f"/{len(now.sampled)}个", line, lamp
    )


def _classes_table(about: Material) -> Table:
    headings = (
        "监测点", "水期", "应监测", "已监测", "未监测", *(f"{grade}类" for grade in GRADES),
        UNDECIDED, *(verdict.value for verdict in Against),
    )  # fmt: skip
    rows = [_classes(one.label, one.now) for one in about.facts.quality]
    notes = ("单位：个。一个点取本水期最差一次，以最差指标定类；三类监测点用途不同，不合计。",)
    chart = NativeChart(
        "column", "监测点", tuple(f"{grade}类" for grade in GRADES), "个", stacked=True
    )
    return Table(
        "各类监测点最近一次水期类别", framed(headings, rows), about.origin.period,
        about.origin.source, notes, chart=chart,
    )  # fmt: skip


def _classes(label: str, view: SeasonView) -> tuple[object, ...]:
    return (
        label, view.season.label, len(view.due) or None, len(view.sampled), len(view.unsampled),
        *view.by_grade.values(), *view.verdicts.values(),
    )  # fmt: skip


def _exceedances(about: Material, one: KindSeason) -> Table:
    title = f"{one.now.season.short}{one.label}超Ⅲ类结果"
    return exceedances_table(one.exceedances, title, about.origin)
