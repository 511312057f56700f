"""A briefing as slides: one for each item of the agenda, which the office edits as its own.

Charts, tables and the map are native; every number in them comes from the briefing's tables.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from gwdash.charts.theme import LIGHT
from gwdash.export.briefing import Briefing, Figure
from gwdash.export.briefing_pptx_chart import chart, is_lamped, lamp_key
from gwdash.export.briefing_pptx_look import (
    BODIES,
    SUBTITLES,
    TITLES,
    Look,
    look_of,
    number,
    placeholder,
    put,
    size_of,
)
from gwdash.export.briefing_pptx_map import county_map
from gwdash.export.briefing_pptx_parts import (
    Set,
    Words,
    box,
    card,
    dress_fonts,
    figures,
    figures_height,
    label,
    write,
)
from gwdash.export.briefing_pptx_plan import Kind, Page, Panel, pages
from gwdash.export.briefing_pptx_table import left_out, room_for, table
from gwdash.export.briefing_pptx_text import Box, fit, lines
from gwdash.export.cells import text
from gwdash.registry.agenda import Part
from gwdash.standards.periods import Period

DRAFT = "送审稿 · 内部资料"
_DEMO = "演示数据"
_GAP = 0.12
_SENTENCE_H, _ONE_LINE_H, _SOURCE_H = 0.9, 0.56, 0.26
_TITLE_H, _NOTE_H, _NOTE_PT = 0.33, 0.24, 10.0
_SENTENCE_SIZES = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0)
_ONE_LINE_SIZES = _SENTENCE_SIZES[:4]
_TEXT_SIZES = (18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)
_HEADING_SIZES = (20.0, 18.0, 16.0)
_COVER_SIZES = (40.0, 36.0, 34.0, 32.0, 30.0, 28.0)
_LINK_W = 1.9
#: Content that is narrower, on slides of 4:3, has one panel.
_SMALL = 10.0
_OWN_SIZES = (40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0, 16.0, 14.0, 12.0)
_MAP_SHARE = 0.4
_NARROWEST_CARD = 1.7
#: A chart with few columns leaves its width to the table beside it.
_CHART_SHARE = {Part.DECISIONS: 0.32, Part.PROBLEMS: 0.3, Part.REPORTING: 0.58}


def to_pptx(briefing: Briefing, *, template: bytes | None = None) -> bytes:
    """Return a briefing as .pptx in 16:9, or in the look of the office's own template.

    Raises UnreadableFile for a template that cannot be used. What a template lacks is told in
    the notes of the first slide and by `template_findings`.
    """
    look = look_of(template)
    deck = look.deck
    _facts(deck, briefing)
    _cover(look, briefing)
    planned = pages(briefing, is_small=look.area.w < _SMALL)
    slides = [_slide(look, page, briefing) for page in planned]
    _link(look, planned, slides)
    for slide in deck.slides:
        dress_fonts(slide.element, look.font)
        if slide.has_notes_slide:
            dress_fonts(slide.notes_slide.element, look.font)
    buffer = BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def template_findings(template: bytes) -> tuple[str, ...]:
    """Return what a template lacks and what stands in its place, one sentence each.

    Raises UnreadableFile for a template that cannot be used.
    """
    return look_of(template).findings


def _facts(deck: Any, briefing: Briefing) -> None:  # noqa: ANN401
    facts = deck.core_properties
    facts.title = text(briefing.title)[:255]
    facts.author = facts.last_modified_by = text(briefing.issuer)[:255]
    facts.subject = Period.parse(briefing.period).label
    facts.comments = f"{DRAFT}；数据版本 v{briefing.version}"[:255]
    facts.language = "zh-CN"
    facts.created = facts.modified = briefing.made_at.replace(tzinfo=None)


def _cover(look: Look, briefing: Briefing) -> None:
    slide = look.deck.slides.add_slide(look.cover)
    titled = placeholder(slide, TITLES)
    below = placeholder(slide, SUBTITLES)
    whole = Box(0, 0, look.deck.slide_width / 914_400, look.deck.slide_height / 914_400)
    if titled is None:
        titled = box(
            slide, Box(whole.w * 0.08, whole.h * 0.22, whole.w * 0.84, whole.h * 0.25), "标题"
        )
    if below is None:
        below = box(
            slide, Box(whole.w * 0.08, whole.h * 0.52, whole.w * 0.84, whole.h * 0.35), "副标题"
        )
    _keep_only(slide, (titled, below))
    said = text(briefing.title)
    if look.is_builtin:
        where = Box(0, 0, 11.3, 1.7)
        of_one_line = [size for size in _COVER_SIZES if lines(said, size, where.w) == 1]
        said, size = fit(said, where, of_one_line or _COVER_SIZES)
        write(titled, [[Words(said, size, "#ffffff", bold=True)]], Set(anchor="b"))
    else:
        _fill(titled, said)
    facts = _cover_lines(briefing)
    if look.is_builtin:
        issuer, size = fit(text(facts[0]), Box(0, 0, 11.3, 0.45), (22.0, 20.0, 18.0))
        runs = [[Words(issuer, size, "#ffffff")], [Words(" ", 12.0)]]
        runs += [[Words(text(line), 18.0, "#c9dcf0")] for line in facts[1:]]
        write(below, runs)
    else:
        _fill(below, text("\n".join(facts)))
    notes = "\n".join((f"{DRAFT}。{briefing.source}", *look.findings))
    slide.notes_slide.notes_text_frame.text = notes


def _cover_lines(briefing: Briefing) -> list[str]:
    held, label = briefing.held_on, Period.parse(briefing.period).label
    day = held or briefing.made_at.date()
    when = f"{day.year}年{day.month}月{day.day}日"
    return [
        briefing.issuer,
        f"会议日期：{when}" if held else when,
        f"报告期：{label}　数据截至{briefing.as_of:%Y-%m-%d}　版本 v{briefing.version}",
        DRAFT + (f" · {_DEMO}" if briefing.is_demo else ""),
    ]


def _slide(look: Look, page: Page, briefing: Briefing) -> Any:  # noqa: ANN401
    slide = look.deck.slides.add_slide(look.content)
    slide.name = page.block.key
    heading = f"附页 · {page.block.heading}" if page.is_annex else page.block.heading
    kept = [_heading(look, slide, text(heading))]
    rest = look.area.without_bottom(_SOURCE_H + _GAP / 2)
    if not page.is_annex:
        made, tall = _sentence(look, slide, text(page.block.sentence))
        kept.append(made)
        rest = rest.without_top(tall + _GAP)
    _keep_only(slide, kept)
    _contents(slide, page, rest, look.font)
    source = replace_width(look.area.bottom(_SOURCE_H), _LINK_W + _GAP)
    label(slide, source, Words(briefing.source, 10.5, LIGHT.muted), "数据来源",
          Set(anchor="ctr"))  # fmt: skip
    number(slide, look)
    if not page.is_annex:
        said = "\n".join(part for part in (page.block.notes, *page.block.paragraphs) if part)
        slide.notes_slide.notes_text_frame.text = text(said)
    return slide


def _contents(slide: Any, page: Page, rest: Box, font: str) -> None:  # noqa: ANN401
    """Draw figures above panels; beside a map they leave it the whole height."""
    panels = list(page.panels)
    if not page.is_annex and len(panels) > 1 and panels[-1].kind is Kind.MAP:
        rest, beside = rest.columns((1 - _MAP_SHARE, _MAP_SHARE), _GAP)
        _panel(slide, panels.pop(), beside, font)
    for row in _rows_of(page, rest.w):
        tall = figures_height(row, rest.w)
        figures(slide, rest.top(tall), row)
        rest = rest.without_top(tall + _GAP)
    for panel, where in zip(panels, _places(page, panels, rest), strict=True):
        _panel(slide, panel, where, font)


def _rows_of(page: Page, width: float) -> list[Sequence[Figure]]:
    """Return the figures in rows: two where one would make cards too narrow."""
    found = page.figures
    if not found:
        return []
    if width / len(found) >= _NARROWEST_CARD:
        return [found]
    first = (len(found) + 1) // 2
    return [found[:first], found[first:]]


def replace_width(where: Box, less: float) -> Box:
    """Return a box that leaves room at its right end."""
    return Box(where.x, where.y, where.w - less, where.h)


def _heading(look: Look, slide: Any, words: str) -> Any:  # noqa: ANN401
    made = placeholder(slide, TITLES)
    if made is None:
        return label(slide, look.head, Words(words, 20.0, LIGHT.accent, bold=True), "标题")
    if look.is_builtin:
        words, size = fit(words, Box(0, 0, made.width / 914_400, 0.5), _HEADING_SIZES)
        write(made, [[Words(words, size, LIGHT.accent, bold=True)]], Set(anchor="ctr"))
    else:
        _fill(made, words)
    return made


def _fill(shape: Any, words: str) -> None:  # noqa: ANN401
    """Write into a template's placeholder in its own type, made as small as the room asks."""
    where = Box(0, 0, shape.width / 914_400 - 0.2, shape.height / 914_400 - 0.1)
    said, size = fit(words, where, _OWN_SIZES)
    shape.text_frame.text = said
    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = size_of(size)


def _sentence(look: Look, slide: Any, words: str) -> tuple[Any, float]:  # noqa: ANN401
    """Write the message in one line where it fits in large type, else in two; with its height."""
    tall = _ONE_LINE_H
    if not any(lines(words, size, look.area.w) == 1 for size in _ONE_LINE_SIZES):
        tall = _SENTENCE_H
    where = look.area.top(tall)
    made = placeholder(slide, BODIES)
    said, size = fit(words, where, _SENTENCE_SIZES)
    if made is None:
        made = box(slide, where, "要点")
    put(made, where)
    write(made, [[Words(said, size, LIGHT.ink, bold=True)]], Set(anchor="ctr"))
    return made, tall


def _keep_only(slide: Any, kept: Any) -> None:  # noqa: ANN401
    """Take away placeholders that nothing fills: they would ask the audience to click."""
    ids = {one.shape_id for one in kept}
    for one in list(slide.placeholders):
        if one.shape_id not in ids:
            one._element.getparent().remove(one._element)  # noqa: SLF001


def _places(page: Page, panels: Sequence[Panel], where: Box) -> list[Box]:
    if len(panels) <= 1:
        return [where] * len(panels)
    first, second, *_ = panels
    if first.is_wide and page.is_annex:
        upper = where.top((where.h - _GAP) / 2)
        lower = where.without_top((where.h - _GAP) / 2 + _GAP)
        return [upper, *lower.columns([1.0] * (len(panels) - 1), _GAP)]
    share = 0.5
    if first.kind is Kind.CHART and second.kind is Kind.TABLE:
        share = _CHART_SHARE.get(page.block.part, 0.42)
    elif Kind.TEXT in {first.kind, second.kind}:
        share = 0.58
    return where.columns((share, 1 - share), _GAP)


def _panel(slide: Any, panel: Panel, where: Box, font: str) -> None:  # noqa: ANN401
    """Draw a card with its title, what it shows, and what is to be known of it."""
    card(slide, where, f"版面：{panel.title}")
    inner = where.inset(0.14, 0.08)
    label(slide, inner.top(_TITLE_H - 0.06), Words(panel.title, 14.0, LIGHT.ink, bold=True),
          f"标题：{panel.title}", Set(anchor="ctr"))  # fmt: skip
    body = inner.without_top(_TITLE_H)
    if panel.county_map is not None:
        county_map(slide, body, panel.county_map)
    elif panel.table is not None:
        _of_table(slide, panel, body, font)
    else:
        _paragraphs(slide, panel, body)


def _of_table(slide: Any, panel: Panel, where: Box, font: str) -> None:  # noqa: ANN401
    shown = panel.table
    if shown is None:
        return
    if panel.kind is Kind.CHART:
        notes = left_out(shown, len(shown.frame))
        if is_lamped(shown):
            notes = (lamp_key(shown), *notes)
        tall = _note_height("".join(notes), where.w)
        chart(slide, where.without_bottom(tall), shown, font)
    else:
        # Few rows have a longer note than many: it tells how many are left out.
        body = where
        if left_out(shown, room_for(shown, where)):
            n_shown = room_for(shown, where.without_bottom(_NOTE_H))
            said = "".join(left_out(shown, n_shown))
            body = where.without_bottom(_note_height(said, where.w))
        notes = left_out(shown, table(slide, body, shown))
    if notes:
        said = "".join(notes)
        label(slide, where.bottom(_note_height(said, where.w)), Words(said, _NOTE_PT, LIGHT.muted),
              f"说明：{panel.title}", Set(anchor="b"))  # fmt: skip


def _note_height(said: str, width: float) -> float:
    return _NOTE_H + (min(lines(said, _NOTE_PT, width), 2) - 1) * 0.18


def _paragraphs(slide: Any, panel: Panel, where: Box) -> None:  # noqa: ANN401
    whole = text("\n".join(panel.paragraphs))
    said, size = fit(whole, where.without_bottom(0.05), _TEXT_SIZES)
    made = box(slide, where, "要点文字")
    write(made, [[Words(line, size)] for line in said.split("\n")])


def _link(look: Look, planned: list[Page], slides: list[Any]) -> None:
    """Lead from an item to its further slides and back by a click."""
    first_of = {
        page.block.key: slide
        for page, slide in zip(planned, slides, strict=True)
        if not page.is_annex
    }
    further: dict[str, Any] = {}
    for page, slide in zip(planned, slides, strict=True):
        if page.is_annex:
            further.setdefault(page.block.key, slide)
    where = look.area.bottom(_SOURCE_H)
    where = Box(where.x + where.w - _LINK_W, where.y, _LINK_W, where.h)
    how = Set("r", "ctr")
    for page, slide in zip(planned, slides, strict=True):
        target = first_of[page.block.key] if page.is_annex else further.get(page.block.key)
        if target is not None:
            words = "返回议题 ◂" if page.is_annex else "更多数据见附页 ▸"
            made = label(slide, where, Words(words, 10.5, LIGHT.accent), "跳转", how)
            made.click_action.target_slide = target


__all__ = ["DRAFT", "template_findings", "to_pptx"]
