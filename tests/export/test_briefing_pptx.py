"""A briefing as slides: complete, native, inside the slide, and in Chinese type throughout."""

import re
import time
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from zipfile import ZIP_DEFLATED, ZipFile

import briefing_facts as facts
import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Inches

from gwdash.charts.region_image import Shade
from gwdash.errors import UnreadableFile
from gwdash.export.briefing import CountyMap, Figure
from gwdash.export.briefing_pptx import DRAFT, template_findings, to_pptx
from gwdash.export.briefing_pptx_look import NO_CONTENT, NO_COVER
from gwdash.export.briefing_pptx_parts import lamp_word
from gwdash.export.briefing_pptx_plan import Kind, pages
from gwdash.export.briefing_pptx_table import shown
from gwdash.export.briefing_pptx_text import Box, cut, em, fit, lines
from gwdash.export.tables import NativeChart, Table
from gwdash.registry.region import REGION

CHINESE = re.compile(r"[\u3400-\u9fff]")
HOSTILE = '=HYPERLINK("http://x","点")<b>&"\x07'
SAFE = HOSTILE.replace("\x07", "\N{REPLACEMENT CHARACTER}")
NUMBER = re.compile(r"[−-]?\d[\d,]*\.?\d*")
REST = re.compile(r"其余(\d+)\D+见附件")


@pytest.fixture(scope="module")
def briefings(run_folder):
    return facts.briefings(run_folder)


@pytest.fixture(scope="module")
def decks(briefings):
    return {name: Presentation(BytesIO(to_pptx(one))) for name, one in briefings.items()}


@pytest.fixture(scope="module", params=list(facts.CITIES))
def both(request, briefings, decks):
    return briefings[request.param], decks[request.param]


def shapes(container):
    for one in container.shapes:
        yield one
        if one.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from shapes(one)


def texts(slide):
    return [one.text_frame.text for one in shapes(slide) if one.has_text_frame]


def own(briefing, deck):
    """Return each block with its slide."""
    return list(zip(briefing.blocks, list(deck.slides)[1:], strict=False))


def told_of(briefing, deck):
    """Yield every slide with the tables that it was to show, by title."""
    for page, slide in zip(pages(briefing), list(deck.slides)[1:], strict=True):
        yield slide, {one.table.title: one.table for one in page.panels if one.table is not None}


def test_a_deck_is_wide_and_begins_with_what_it_is(both):
    briefing, deck = both
    assert deck.slide_width * 9 == pytest.approx(deck.slide_height * 16, rel=1e-3)
    said = "\n".join(texts(deck.slides[0]))
    for words in (briefing.title, briefing.issuer, f"v{briefing.version}", DRAFT):
        assert words in said
    assert f"{briefing.as_of:%Y-%m-%d}" in said
    assert ("演示数据" in said) == briefing.is_demo


def test_every_block_has_one_slide_with_its_heading_message_source_and_notes(both):
    briefing, deck = both
    found = own(briefing, deck)
    assert len(found) == len(briefing.blocks)
    for block, slide in found:
        assert slide.shapes.title.text_frame.text == block.heading
        said = texts(slide)
        assert block.sentence in said
        assert briefing.source in said
        notes = slide.notes_slide.notes_text_frame.text
        assert block.notes in notes
        assert all(one in notes for one in block.paragraphs)


def test_every_figure_stands_on_a_slide_of_its_block(both):
    briefing, deck = both
    said = ["\n".join(texts(slide)) for slide in deck.slides]
    for block in briefing.blocks:
        own_ = [text for page, text in zip(pages(briefing), said[1:], strict=True)
                if page.block is block]  # fmt: skip
        for one in block.figures:
            cards = [text for text in own_ if one.name in text and one.value in text]
            assert cards, (block.key, one)
            if word := lamp_word(one):
                assert any(word in text for text in cards)


def roots(deck):
    for slide in deck.slides:
        yield slide.element
        if slide.has_notes_slide:
            yield slide.notes_slide.element
        for one in shapes(slide):
            if one.has_chart:
                yield one.chart._chartSpace


def test_every_run_of_chinese_text_names_its_font(both):
    _, deck = both
    n = 0
    for root in roots(deck):
        for run in root.iter(qn("a:r")):
            if CHINESE.search(run.findtext(qn("a:t")) or ""):
                n += 1
                properties = run.find(qn("a:rPr"))
                assert properties.find(qn("a:ea")).get("typeface")
                assert properties.get("lang") == "zh-CN"
        for found in root.iter(qn("a:defRPr")):
            assert found.find(qn("a:ea")).get("typeface")
    assert n > 50


def test_charts_hold_the_values_of_their_tables_and_their_workbooks(both):
    briefing, deck = both
    n = wanted_charts = 0
    for slide, known in told_of(briefing, deck):
        for one in shapes(slide):
            if not one.has_chart:
                continue
            n += 1
            table = known[one.name.removeprefix("图：")]
            assert table.chart is not None
            book = openpyxl.load_workbook(
                BytesIO(one.chart.part.chart_workbook.xlsx_part.blob)
            ).active
            for place, (name, series) in enumerate(
                zip(table.chart.values, one.chart.plots[0].series, strict=True), 2
            ):
                wanted = [None if pd.isna(v) else float(v) for v in table.frame[name]]
                assert list(series.values) == wanted
                assert [book.cell(row, place).value for row in range(2, len(wanted) + 2)] == wanted
                assert series.name == table.heading(name)
            assert one.chart.value_axis.has_title == bool(table.chart.value_title)
    for block in briefing.blocks:
        wanted_charts += any(bool(one.charted()) for one in block.tables)
    assert n == wanted_charts


def test_tables_hold_the_rows_of_theirs_and_count_the_others(both):
    briefing, deck = both
    for slide, known in told_of(briefing, deck):
        said = texts(slide)
        for one in shapes(slide):
            if not one.has_table:
                continue
            table = known[one.name.removeprefix("表：")]
            cells = [[cell.text_frame.text for cell in row.cells] for row in one.table.rows]
            rows = table.rows()[: len(cells) - 1]
            for written, row in zip(cells[1:], rows, strict=True):
                for heading, told, value in zip(table.columns, written, row, strict=True):
                    wanted = shown(heading, value)
                    assert told == wanted or told.removesuffix("…") in wanted
                    if isinstance(value, int | float):
                        assert told == wanted
                        found = float(told.replace("−", "-").replace(",", "").replace("+", ""))
                        assert found == pytest.approx(value, abs=0.051)
            left = len(table.frame) - len(rows)
            for note in table.notes:
                if match := REST.search(note):
                    left += int(match[1])
            counted = [int(match[1]) for text in said if (match := REST.search(text))]
            assert (left in counted) if left else True


def inside(one):
    return (one.left, one.top, one.left + one.width, one.top + one.height)


def test_shapes_lie_within_the_slide_and_no_two_texts_on_the_same_ground(both):
    _, deck = both
    for number, slide in enumerate(deck.slides, 1):
        for one in slide.shapes:
            left, top, right, bottom = inside(one)
            assert min(left, top) >= 0, (number, one.name)
            assert right <= deck.slide_width, (number, one.name)
            assert bottom <= deck.slide_height, (number, one.name)
        told = [
            one for one in shapes(slide)
            if one.has_table or one.has_chart or (one.has_text_frame and one.text_frame.text)
        ]  # fmt: skip
        for a, b in combinations(told, 2):
            ax, ay, ar, ab = inside(a)
            bx, by, br, bb = inside(b)
            slack = 2_000  # rows of tables are rounded one by one
            meets = min(ar, br) - max(ax, bx) > slack and min(ab, bb) - max(ay, by) > slack
            assert not meets, (number, a.name, b.name)


def n_lines(paragraph, width):
    wide = sum(em(run.text) * run.font.size.pt for run in paragraph.runs)
    if wide <= width * 72:
        return 1
    return lines(paragraph.text, max(run.font.size.pt for run in paragraph.runs), width)


def test_text_fits_its_box_by_the_widest_reckoning(both):
    _, deck = both
    for number, slide in enumerate(deck.slides, 1):
        if number == 1:
            continue
        for one in slide.shapes:
            if not one.has_text_frame or not one.text_frame.text or one.is_placeholder:
                continue
            frame = one.text_frame
            width = (one.width - frame.margin_left - frame.margin_right) / 914_400
            tall = sum(
                n_lines(p, width) * p.line_spacing.inches for p in frame.paragraphs if p.runs
            )
            room = (one.height - frame.margin_top - frame.margin_bottom) / 914_400
            assert tall <= room + 0.06, (number, one.name, frame.text)


def test_the_map_is_shapes_in_one_group(briefings, decks):
    for name, briefing in briefings.items():
        maps = [block for block in briefing.blocks if block.county_map is not None]
        groups = [
            one for slide in decks[name].slides for one in slide.shapes
            if one.shape_type == MSO_SHAPE_TYPE.GROUP
        ]  # fmt: skip
        assert len(groups) == len(maps)
        for group in groups:
            drawn = [one for one in group.shapes if one.shape_type == MSO_SHAPE_TYPE.FREEFORM]
            assert {one.name for one in drawn} == {one.name for one in REGION.counties}
            said = "\n".join(one.text_frame.text for one in group.shapes if one.has_text_frame)
            assert all(one.name in said for one in REGION.counties)


def test_captions_of_the_map_are_those_of_the_block(briefings):
    briefing = briefings["some"]
    shades = {
        one.code: Shade(place / 13, f"第{place} {80 - place}.25", hatched=place == 2)
        for place, one in enumerate(REGION.counties, 1)
    }
    found = CountyMap("县市区得分", shades, ("颜色越深得分越高", "67.25分", "79.25分"))
    block = replace(briefing.blocks[0], county_map=found)
    deck = Presentation(BytesIO(to_pptx(replace(briefing, blocks=(block,)))))
    said = "\n".join(text for slide in deck.slides for text in texts(slide))
    for shade in shades.values():
        assert shade.caption in said
    assert "67.25分" in said
    assert "本期未报" in said


def hostile(briefing):
    frame = pd.DataFrame({"单位": [HOSTILE, "乙"], "项数": [1, 2], "状态": ["严重滞后", HOSTILE]})
    table = Table(HOSTILE, frame, chart=NativeChart("bar", "单位", ("项数",), "项"))
    block = replace(
        briefing.blocks[0], heading=HOSTILE, sentence=HOSTILE, paragraphs=(HOSTILE,),
        figures=(Figure(HOSTILE, "1", "项", HOSTILE),), tables=(table,), county_map=None,
        notes=HOSTILE,
    )  # fmt: skip
    return replace(briefing, title=HOSTILE, blocks=(block,))


def test_hostile_text_stays_text(briefings):
    content = to_pptx(hostile(briefings["some"]))
    deck = Presentation(BytesIO(content))
    slide = deck.slides[1]
    assert slide.shapes.title.text_frame.text == SAFE
    assert SAFE in texts(slide)
    assert any(
        one.has_table and one.table.cell(1, 0).text_frame.text[:10] == SAFE[:10]
        for page in deck.slides
        for one in shapes(page)
    )
    chart = next(one for page in deck.slides for one in shapes(page) if one.has_chart)
    book = openpyxl.load_workbook(BytesIO(chart.chart.part.chart_workbook.xlsx_part.blob)).active
    assert [cell.data_type for row in book.iter_rows() for cell in row if cell.value] == [
        "s", "s", "n", "s", "n",
    ]  # fmt: skip
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in package.read(name)


# ------------------------------------------------------------------ templates


def template(keep=None):
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    for layout in list(deck.slide_layouts):
        if keep is not None and layout.name not in keep:
            deck.slide_layouts.remove(layout)
            continue
        for one in layout.placeholders:
            kind = one.placeholder_format.type
            if kind in {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}:
                one.left, one.top, one.width, one.height = map(Inches, (1, 0.4, 11, 0.8))
            if kind is PP_PLACEHOLDER.OBJECT:
                one.left, one.top, one.width, one.height = map(Inches, (1, 1.4, 11.3, 5.7))
    if len(deck.slide_layouts):
        slide = deck.slides.add_slide(deck.slide_layouts[0])
        slide.notes_slide.notes_text_frame.text = "模板说明"
    buffer = BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def test_a_template_replaces_the_look_without_code(briefings):
    briefing = briefings["some"]
    content = template({"Title Slide", "Title and Content"})
    assert template_findings(content) == ()
    deck = Presentation(BytesIO(to_pptx(briefing, template=content)))
    assert len(deck.slides) == len(pages(briefing)) + 1
    assert deck.slides[0].slide_layout.name == "Title Slide"
    assert deck.slides[0].shapes.title.text_frame.text == briefing.title
    for block, slide in own(briefing, deck):
        assert slide.slide_layout.name == "Title and Content"
        assert slide.shapes.title.text_frame.text == block.heading
        body = [one for one in slide.placeholders
                if one.placeholder_format.type is PP_PLACEHOLDER.OBJECT]  # fmt: skip
        assert [one.text_frame.text for one in body] == [block.sentence]
        for one in slide.shapes:
            if not one.is_placeholder:
                assert one.left >= Inches(1) - 9
                assert one.top >= Inches(1.4) - 9
                assert one.top + one.height <= Inches(7.1) + 9
    said = "\n".join(text for slide in deck.slides for text in texts(slide))
    assert "模板说明" not in said


def test_a_template_of_an_older_format_keeps_its_size(briefings):
    buffer = BytesIO()
    Presentation().save(buffer)
    deck = Presentation(BytesIO(to_pptx(briefings["some"], template=buffer.getvalue())))
    assert deck.slide_width * 3 == deck.slide_height * 4
    for number, slide in enumerate(deck.slides, 1):
        for one in slide.shapes:
            left, top, right, bottom = inside(one)
            assert min(left, top) >= 0, (number, one.name)
            assert right <= deck.slide_width, (number, one.name)
            assert bottom <= deck.slide_height, (number, one.name)
        cards = [one for one in slide.shapes if one.name.startswith("版面：")]
        assert all(one.height > Inches(1.6) for one in cards)


def test_what_a_template_lacks_is_said_and_replaced(briefings):
    briefing = briefings["some"]
    content = template({"Blank"})
    found = template_findings(content)
    assert NO_COVER in found
    assert NO_CONTENT in found
    deck = Presentation(BytesIO(to_pptx(briefing, template=content)))
    assert NO_COVER in deck.slides[0].notes_slide.notes_text_frame.text
    for block, slide in own(briefing, deck):
        assert {block.heading, block.sentence} <= set(texts(slide))


def with_part(content, name, data, old=b"", new=b""):
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for one in package.namelist():
            body = package.read(one)
            made.writestr(one, body.replace(old, new) if old else body)
        if name:
            made.writestr(name, data)
    return buffer.getvalue()


MAIN = b"presentationml.presentation.main+xml"
LINK = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/image" Target="http://example.invalid/a.png" TargetMode="External"/>'
    b"</Relationships>"
)


@pytest.mark.parametrize(
    ("spoilt", "words"),
    [
        (lambda content: b"no zip", "不是完整的 pptx 文件"),
        (lambda content: content[: len(content) // 2], "不是完整的 pptx 文件"),
        (lambda content: with_part(content, "ppt/vbaProject.bin", b"x"), "宏"),
        (lambda content: with_part(content, "ppt/embeddings/a.bin", b"x"), "嵌入"),
        (lambda content: with_part(content, "", b"", MAIN, b"x.macroEnabled.main+xml"), "宏"),
        (lambda content: with_part(content, "", b"", MAIN, b"y.main+xml"), "不是 pptx 文件"),
        (lambda content: with_part(content, "ppt/x.xml", b"<!DOCTYPE a>"), "内部结构"),
        (lambda content: with_part(content, "", b"", b"</Relationships>", LINK), "外部文件"),
        (lambda content: with_part(content, "ppt/z.xml", b" " * 40_000_000), "不是完整的"),
    ],
)
def test_a_hostile_template_is_refused_with_a_sentence(briefings, spoilt, words):
    with pytest.raises(UnreadableFile, match=words):
        to_pptx(briefings["bare"], template=spoilt(template()))


# ------------------------------------------------------------------ type


@pytest.mark.parametrize(
    ("text", "wide"), [("", 0.0), ("报送", 2.0), ("12", 1.28), ("报1", 1.82), ("Ⅲ■", 2.0)]
)
def test_chinese_signs_are_as_wide_as_they_are_high(text, wide):
    assert em(text) == pytest.approx(wide)


def test_what_does_not_fit_is_made_smaller_then_cut_at_no_number():
    where = Box(0, 0, 2.0, 0.3)
    assert fit("短", where, (14.0, 10.0)) == ("短", 14.0)
    said, size = fit("完成率3/7次（42.9%），得分 −2.36" * 3, where, (14.0, 10.0))
    assert size == 10.0
    assert said.endswith("…")
    assert lines(said, 10.0, 2.0) == 1
    assert cut("得分12345.67", 10.0, 0.9, 1) == "得分…"


@pytest.mark.parametrize(
    ("heading", "value", "words"),
    [
        ("实际进度（%）", 75.4567, "75.5"), ("实际进度（%）", 100, "100.0"),
        ("差（百分点）", -8.24, "−8.2"), ("差（百分点）", 0.0, "0.0"),
        ("较上期（百分点）", 2.7, "+2.7"), ("较上期（位）", -1, "−1"), ("较上期（位）", 0, "0"),
        ("得分", 89.2, "89.20"), ("事项数", 1234, "1,234"), ("说明", None, "—"),
        ("状态", "严重滞后", "■ 严重滞后"), ("对照目标", "高于目标", "■ 高于目标"),
    ],
)  # fmt: skip
def test_cells_are_shown_as_people_read_them(heading, value, words):
    assert shown(heading, value) == words


def test_a_block_has_one_slide_however_much_it_holds(briefings):
    for briefing in briefings.values():
        found = pages(briefing)
        assert [page.block for page in found if not page.is_annex] == list(briefing.blocks)
        assert all(page.is_annex for page in found[len(briefing.blocks) :])
        kinds = {panel.kind for page in found for panel in page.panels}
        assert kinds <= set(Kind)


def test_slides_are_made_within_seconds(briefings):
    begin = time.perf_counter()
    to_pptx(briefings["some"])
    assert time.perf_counter() - begin < 30


def one_table(briefing, table):
    """Return a deck of one block with one table."""
    block = replace(briefing.blocks[0], figures=(), tables=(table,), annexes=(), county_map=None)
    return Presentation(BytesIO(to_pptx(replace(briefing, blocks=(block,)))))


def drawn(deck):
    return [one for slide in deck.slides for one in shapes(slide)]


@pytest.mark.parametrize("values", [[None, None], [0.0, None], [0.0, 0.9]])
def test_a_chart_is_drawn_once_it_has_values_and_shares_end_at_the_whole(briefings, values):
    frame = pd.DataFrame({"工作事项": ["甲", "乙"], "实际进度（%）": values}, dtype=object)
    table = Table("任务进度", frame, chart=NativeChart("bar", "工作事项", ("实际进度（%）",), "%"))
    found = drawn(one_table(briefings["some"], table))
    charts = [one.chart for one in found if one.has_chart]
    assert len(charts) == (values != [None, None])
    assert charts or any(one.has_table for one in found)
    for one in charts:
        assert 100 <= one.value_axis.maximum_scale <= 115
        labels = one.plots[0].series[0].data_labels
        assert not labels.number_format.endswith(";")


@pytest.mark.parametrize("share", ["656.04/10,228.30km²", "2,300,873/5,134,554m³"])
def test_a_line_break_tears_no_number(briefings, share):
    frame = pd.DataFrame(
        {"指标": ["地热尾水回灌率"] * 3, "n/N": [share, "5/13", "17/32"],
         "目标": ["主城区2022年底前、全市2025年底前全部完成100%"] * 3,
         "对照目标": ["低于目标"] * 3, "牵头单位": ["市自然资源局、市水利局"] * 3}
    )  # fmt: skip
    (found,) = [one for one in drawn(one_table(briefings["some"], Table("主要指标", frame)))
                if one.has_table]  # fmt: skip
    told = found.table.cell(1, 1).text_frame
    wide = found.table.columns[1].width / 914_400 - 0.12
    assert told.text.replace("\n", "") == share
    for paragraph in told.paragraphs:
        assert em(paragraph.text) * paragraph.runs[0].font.size.pt / 72 <= wide


def test_a_long_note_takes_no_room_of_its_table(briefings):
    frame = pd.DataFrame({"县市区": [f"第{n}县" for n in range(13)], "失分原因": ["从未报送"] * 13})
    deck = one_table(briefings["some"], Table("县市区排名", frame, notes=("已审定。" * 60,)))
    (table,) = [one for one in drawn(deck) if one.has_table]
    (note,) = [one for one in drawn(deck) if one.name == "说明：县市区排名"]
    assert table.top + table.height <= note.top + 2_000
