"""Task 3 in depth: sources, their zones, quality by season, causes and remedies."""

from collections.abc import Sequence

import streamlit as st

from gwdash.charts.depth_sources import season_strip, state_bars, unlabelled
from gwdash.charts.stacked import Part, readable
from gwdash.queries import depth_sources
from gwdash.queries.depth_sources import SHOWN_SEASONS, DrinkingSource, Judged, Remedy, Seasons
from gwdash.queries.ledger_row import NOT_FILLED
from gwdash.queries.quality import SeasonKey
from gwdash.registry.region import REGION
from gwdash.standards.gbt14848 import GRADES, UNDECIDED
from gwdash.ui.components.ledger_cards import Card, Line, counted, listing, nothing
from gwdash.ui.components.ledger_figures import Sheet, drawn, plain, small_table, whole
from gwdash.ui.components.marks import NOTHING
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import span

_MARKS = {
    Judged.MET: "● 达标", Judged.EXCEEDED: "■ 超标", Judged.UNDECIDED: "▲ 无法判定",
    Judged.NOT_MONITORED: "○ 未监测", Judged.NOT_COUNTED: "不评价",
}  # fmt: skip
_MOST_DRAWN = 30


def show(frame: Frame) -> None:
    """Draw what the ledger of sources and their samplings say."""
    if frame.store is None:
        return
    found = kept(frame.store, depth_sources.sources, frame.scope)
    seasons = kept(frame.store, depth_sources.seasons, frame.scope)
    left, right = st.columns([1.15, 1], gap="small")
    with left:
        _strip(frame, found, seasons)
    with right:
        _levels(frame, found)
        _zones(frame, found)
    _causes(frame, found)
    _list(frame, found, seasons)


def _empty(frame: Frame) -> str:
    where = REGION.place_name(frame.scope.county) if frame.scope.county else "各县市区"
    return nothing(frame, "recharge_rate", f"{where}没有集中式地下水型饮用水水源。")


def _strip(frame: Frame, found: Sequence[DrinkingSource], seasons: Seasons) -> None:
    own = [one for one in found if one.is_county_level or frame.scope.county]
    shown, keys = own[:_MOST_DRAWN], seasons.keys[-SHOWN_SEASONS:]
    what = "各级水源" if frame.scope.county else "县级及以上水源，其他级别见清单"
    rest = f"；只画前 {_MOST_DRAWN} 个，全部见导出" if len(own) > _MOST_DRAWN else ""
    card = Card(
        "source_seasons",
        "各水期水质类别",
        lead=f"县级及以上达标 {counted(frame, 'src_ok')}{_short(found)}",
        note=f"{what}；取各次采样最差类别，次为采样次数；空格为未监测，不算达标{rest}",
        indicator="src_ok",
        empty=_empty(frame),
    )
    rows = tuple(
        (one.name, one.place, one.level_label, *(_season_word(seasons, one, key) for key in keys))
        for one in found
    )
    heads = ("水源", "县市区", "级别", *(key.label for key in keys))
    picture = season_strip(shown, seasons, keys, frame.colours) if shown else None
    drawn(frame, card, picture, Sheet(heads, rows), _grades(frame))


def _short(found: Sequence[DrinkingSource]) -> str:
    """Return how many sources are not met, each kind of it apart."""
    kinds = (Judged.EXCEEDED, Judged.NOT_MONITORED, Judged.UNDECIDED)
    counts = {kind: sum(one.judged is kind for one in found) for kind in kinds}
    return "".join(f"，{kind.value} {n} 个" for kind, n in counts.items() if n)


def _grades(frame: Frame) -> list[tuple[Part, str]]:
    colours = frame.colours
    named = [
        (Part(f"{grade}类", readable(fill, colours)), "")
        for grade, fill in zip(GRADES, colours.classes, strict=True)
    ]
    return [*named, (Part(f"{UNDECIDED}（有样品）", readable(colours.track, colours)), "")]


def _season_word(seasons: Seasons, one: DrinkingSource, key: SeasonKey) -> str:
    cell = seasons.of(one.source_id, key)
    return "未监测" if cell is None else _grade_word(cell.grade, cell.n_samples)


def _grade_word(grade: int | None, n: int) -> str:
    return f"{UNDECIDED if grade is None else f'{GRADES[grade - 1]}类'}（{n}次）"


def _levels(frame: Frame, found: Sequence[DrinkingSource]) -> None:
    table = depth_sources.by_level(found)
    uses = list(next(iter(table.values()), {}))
    card = Card(
        "source_levels",
        f"水源级别和使用状态（{len(found)} 个）",
        hint="县级及以上为市级和县级",
        note="单位：个；停用、规划的水源不评价",
        empty=_empty(frame),
    )
    lines = [
        plain(level, *(own[use] for use in uses), sum(own.values())) for level, own in table.items()
    ]
    if lines:
        sums = [sum(own[use] for own in table.values()) for use in uses]
        lines.append(plain("合计", *sums, len(found)))
    small_table(frame, card, ("级别", *uses, "合计"), lines)


def _zones(frame: Frame, found: Sequence[DrinkingSource]) -> None:
    states = depth_sources.states(found)
    narrow = unlabelled(states)
    card = Card(
        "source_zones",
        "保护区和补给区",
        lead=f"补给区划分 {counted(frame, 'recharge_rate')}，"
        f"准保护区 {counted(frame, 'quasi_rate')}",
        note=f"图为全部 {len(found)} 个水源{'；' + narrow if narrow else ''}"
        "；完成率不计不需划分和停用、规划的水源",
        indicator="recharge_rate",
        empty=_empty(frame),
    )
    rows = tuple((name, word, n) for name, own in states.items() for word, n in own.items())
    picture = state_bars(states, frame.colours) if found else None
    drawn(frame, card, picture, Sheet(("区域", "状态", "水源（个）"), rows))


def _causes(frame: Frame, found: Sequence[DrinkingSource]) -> None:
    own = depth_sources.with_cause(found)
    counts: dict[str, int] = {}
    for one in own:
        counts[one.cause_label] = counts.get(one.cause_label, 0) + 1
    said = "，".join(f"{word} {n} 个" for word, n in counts.items())
    heads = ("水源", "县市区", "级别", "超标指标", "超标原因", "认定文号", "整治措施", "整治时限",
             "整治状态", "对照时限")  # fmt: skip
    card = Card(
        "source_causes",
        f"超标原因和整治（{len(own)} 个水源）",
        lead="；".join(filter(None, (said, f"人为超标整治 {counted(frame, 'fix_rate')}"))),
        note="只有人为原因计入整治；天然背景只展示，没有认定文号的不能从超标中扣除",
        indicator="fix_rate",
        empty="没有填报超标原因的水源。" if found else _empty(frame),
    )
    listing(frame, card, heads, [_cause_line(one) for one in own])


def _cause_line(one: DrinkingSource) -> Line:
    human = one.cause == depth_sources.HUMAN
    head = (one.name, one.place, one.level_label, one.exceeded or NOT_FILLED, one.cause_label)
    no_document = NOT_FILLED if one.cause == depth_sources.BACKGROUND else None
    document = one.background_doc or no_document
    remedy = (one.remedy or NOT_FILLED) if human else one.remedy or None
    status = one.remedy_label if human or one.remedy_status else None
    by = f"{one.remedy_by:%Y-%m-%d}" if one.remedy_by else NOT_FILLED if human else NOTHING
    return Line(
        (head[0], *whole(*head[1:3]), *head[3:], document or NOTHING, remedy or NOTHING,
         *whole(by, status or NOTHING), _remedy(one)),
        (*head, document, remedy, one.remedy_by, status,
         str(one.remedy_state) if one.remedy_state else "不计入整治"),
        one.origin,
    )  # fmt: skip


def _remedy(one: DrinkingSource) -> str:
    state = one.remedy_state
    if state is None:
        return whole("不计入整治")[0]
    if state is Remedy.OVERDUE:
        return span("gw-late", f"{state.value} {one.overdue_days} 天")
    return whole(state.value)[0]


def _list(frame: Frame, found: Sequence[DrinkingSource], seasons: Seasons) -> None:
    heads = (
        "水源", "县市区", "级别", "使用状态", "保护区", "准保护区", "补给区",
        "补给区面积（km²）", "本年判定", "最近水期", "自报达标",
    )  # fmt: skip
    card = Card(
        "source_list",
        f"水源清单（{len(found)} 个）",
        hint="县级及以上在前，其中超标、未监测的在先",
        note="本年判定只评价县级及以上在用水源；自报达标只作对照；水源位置不显示",
        empty=_empty(frame),
    )
    listing(frame, card, heads, [_line(one, seasons) for one in found])


def _line(one: DrinkingSource, seasons: Seasons) -> Line:
    head = (
        one.name, one.place, one.level_label, one.use_label, one.protection_label,
        one.quasi_label, one.recharge_label,
    )  # fmt: skip
    last = seasons.last(one.source_id)
    season = (
        "未监测"
        if last is None
        else (f"{last.season.short} {_grade_word(last.grade, last.n_samples)}")
    )
    km2 = NOTHING if one.recharge_km2 is None else f"{one.recharge_km2:,.2f}"
    judged = span("gw-nowrap", _MARKS[one.judged], title=one.judged_note or None)
    return Line(
        (head[0], *whole(*head[1:4]), *head[4:], km2, judged, season, one.claim_label),
        (*head, one.recharge_km2, one.judged.value, season, one.claim_label),
        one.origin,
    )
