"""调度通报 as .docx: measured against GB/T 9704-2012, read back whole, in the office's own look."""

import re
from io import BytesIO
from zipfile import ZipFile

import briefing_facts as facts
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from gwdash.errors import UsageError
from gwdash.export.briefing_annexes import Picture
from gwdash.export.briefing_docx import to_docx, to_template
from gwdash.export.briefing_docx_styles import Role
from gwdash.export.briefing_paper import Heading, Led, paper
from gwdash.export.official import chinese_number, title_lines
from gwdash.export.paper_tables import Grid
from gwdash.registry.region import REGION

CHINESE = re.compile(r"[\u3400-\u9fff]")
#: 天头 37 ± 1 mm, 订口 28 ± 1 mm (5.2.1); files hold twentieths of a point.
TOLERANCE = Mm(1.1)
NAMES = {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"}


@pytest.fixture(scope="module")
def briefings(run_folder):
    return facts.briefings(run_folder)


@pytest.fixture(scope="module")
def files(briefings):
    return {name: to_docx(one) for name, one in briefings.items()}


@pytest.fixture(scope="module", params=list(facts.CITIES))
def made(request, files):
    return Document(BytesIO(files[request.param]))


@pytest.fixture(scope="module")
def some(files):
    return Document(BytesIO(files["some"]))


def runs(document):
    parts = [document.element.body]
    for section in document.sections:
        footers = (section.footer, section.even_page_footer, section.even_page_header)
        parts += [one._element for one in footers]
    return [run for part in parts for run in part.iter(qn("w:r"))]


def near(length):
    """Return a length in whole millimetres; files hold twentieths of a point."""
    return round(length.mm, 1)


def words_of(run):
    return "".join(one.text or "" for one in run.iter(qn("w:t")))


def in_order(document):
    """Yield paragraphs and tables as they stand in the body."""
    for child in document.element.body:
        if child.tag == qn("w:p"):
            yield Paragraph(child, document)
        elif child.tag == qn("w:tbl"):
            yield Table(child, document)


def paragraphs(document, role, elements=()):
    """Return the paragraphs of a style; asked for each, the library looks its name up anew."""
    style_id = document.styles[role].style_id
    parts = elements or [document.element.body]
    found = [one for part in parts for one in part.iter(qn("w:p")) if one.style == style_id]
    return [Paragraph(one, document) for one in found]


def upright(document):
    return [one for one in document.sections if one.orientation is WD_ORIENT.PORTRAIT]


def across(document):
    return [one for one in document.sections if one.orientation is WD_ORIENT.LANDSCAPE]


def test_the_page_is_the_standards(made):
    for section in upright(made):
        assert (near(section.page_width), near(section.page_height)) == (210, 297)
        assert (near(section.top_margin), near(section.left_margin)) == (37, 28)
        core = section.page_width - section.left_margin - section.right_margin
        assert core == pytest.approx(Mm(156), abs=Mm(0.1))
        height = section.page_height - section.top_margin - section.bottom_margin
        assert height == pytest.approx(Mm(225), abs=Mm(0.1))


def test_the_grid_has_22_lines_of_28_letters(made):
    for section in upright(made):
        grid = section._sectPr.find(qn("w:docGrid"))
        assert grid.get(qn("w:type")) == "linesAndChars"
        pitch = int(grid.get(qn("w:linePitch"))) / 20
        assert int(225 / 25.4 * 72 / pitch) == 22
        letter = 16 + int(grid.get(qn("w:charSpace"))) / 4096
        assert int(156 / 25.4 * 72 / letter) == 28


def test_lines_and_letters_of_the_text_have_the_pitch_of_the_grid(made):
    style = made.styles[Role.BODY]
    assert int(225 / 25.4 * 72 / style.paragraph_format.line_spacing.pt) == 22
    spacing = int(style.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert int(156 / 25.4 * 72 / (16 + spacing)) == 28
    assert style.paragraph_format.first_line_indent == Pt(32)
    assert style.element.pPr.ind.get(qn("w:firstLineChars")) == "200"


@pytest.mark.parametrize(
    ("role", "font", "half_points"),
    [
        (Role.TITLE, "方正小标宋简体", 44),
        (Role.BODY, "仿宋_GB2312", 32),
        (Role.LEVEL_1, "黑体", 32),
        (Role.ADDRESSEE, "仿宋_GB2312", 32),
        (Role.ANNEX_MARK, "黑体", 32),
        (Role.ANNEX_TITLE, "方正小标宋简体", 44),
        (Role.IMPRINT, "仿宋_GB2312", 28),
        (Role.PAGE, "宋体", 28),
        (Role.ISSUER, "方正小标宋简体", 68),
    ],
)
def test_type_is_the_standards_in_styles_and_in_runs(some, briefings, role, font, half_points):
    style = some.styles[role].element.rPr
    assert style.rFonts.get(qn("w:eastAsia")) == font
    assert style.find(qn("w:sz")).get(qn("w:val")) == str(half_points)
    parts = [some.element.body]
    for section in some.sections:
        parts += [section.footer._element, section.even_page_footer._element]
    found = paragraphs(some, role, parts)
    assert found
    leads = {one.heading for one in paper(briefings["some"]).items if isinstance(one, Led)}
    for run in (run for one in found for run in one.runs if run.text.strip()):
        if run.text in leads:
            continue
        assert run._element.rPr.rFonts.get(qn("w:eastAsia")) == font
        assert run._element.rPr.find(qn("w:sz")).get(qn("w:val")) == str(half_points)


def test_headings_of_the_second_level_lead_their_paragraph_in_kai(some, briefings):
    leads = [one for one in paper(briefings["some"]).items if isinstance(one, Led)]
    found = [one for one in paragraphs(some, Role.BODY) if one.text.startswith("（")]
    assert len(leads) == len(found) > 7
    for lead, one in zip(leads, found, strict=True):
        heading, words = one.runs
        assert (heading.text, words.text) == (lead.heading, lead.words)
        assert heading._element.rPr.rFonts.get(qn("w:eastAsia")) == "楷体_GB2312"
        assert heading._element.rPr.find(qn("w:sz")).get(qn("w:val")) == "32"


def test_every_run_with_chinese_names_its_font(made):
    chinese = [run for run in runs(made) if CHINESE.search(words_of(run))]
    assert len(chinese) > 50
    for run in chinese:
        fonts = run.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in NAMES, words_of(run)
        assert fonts.get(qn("w:ascii")) == "Times New Roman"


def test_only_the_issuers_mark_and_its_rule_are_red(some):
    for role in Role:
        colour = some.styles[role].font.color.rgb
        assert colour == (RGBColor(255, 0, 0) if role is Role.ISSUER else RGBColor(0, 0, 0))
    assert all(run.rPr is None or run.rPr.find(qn("w:color")) is None for run in runs(some))
    rules = list(some.element.body.iter(qn("w:pBdr")))
    assert [one[0].get(qn("w:color")) for one in rules] == ["FF0000"]


def test_numbers_stand_outside_between_dashes(made):
    assert made.settings.odd_and_even_pages_header_footer
    first = made.sections[0]
    for footer, align, indent in (
        (first.footer, 2, "right_indent"), (first.even_page_footer, 0, "left_indent"),
    ):  # fmt: skip
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert "PAGE" in "".join(one.text for one in footer._element.iter(qn("w:instrText")))
        assert paragraph.alignment == align
        assert getattr(paragraph.paragraph_format, indent) == Pt(14)
    # The dash lies 7 mm below 版心.
    line = Pt(14 * 1.3)
    dash = first.bottom_margin - first.footer_distance - line / 2
    assert dash == pytest.approx(Mm(7), abs=TOLERANCE)


def test_annexes_lie_across_and_keep_the_numbers_place(some):
    sections = across(some)
    assert sections
    for section in sections:
        assert (near(section.page_width), near(section.page_height)) == (297, 210)
        for margin, wanted in (
            (section.top_margin, 28), (section.bottom_margin, 26),
            (section.left_margin, 35), (section.right_margin, 37),
        ):  # fmt: skip
            assert margin == pytest.approx(Mm(wanted), abs=TOLERANCE)
    first = sections[0]
    boxes = [first.footer._element, first.even_page_header._element]
    tops = []
    for box in boxes:
        assert "PAGE" in "".join(one.text for one in box.iter(qn("w:instrText")))
        shape = next(
            box.iter("{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}bodyPr")
        )
        assert shape.get("vert") == "vert"
        place = [int(one.text) for one in box.iter(qn("wp:posOffset"))]
        assert place[0] < first.left_margin
        tops.append(place[1])
    assert tops[0] > first.page_height / 2 > tops[1]


def test_headers_stand_again_and_no_row_is_cut(some):
    grids = [one for one in in_order(some) if isinstance(one, Table)][:-1]
    assert len(grids) > 5
    for table in grids:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in (first, *others))


def test_a_draft_has_no_number_no_signer_and_no_seal(some, files):
    text = "".join(words_of(run) for run in runs(some))
    assert "送审稿" in text
    assert "演示数据" in text
    assert "签发人" not in text.replace("签发。", "")
    heads = [one.text for one in some.paragraphs[:8]]
    assert not any(re.search(r"〔\d{4}〕\d*号", one) for one in heads)
    with ZipFile(BytesIO(files["some"])) as archive:
        assert not [name for name in archive.namelist() if name.startswith("word/media/")]


def test_a_true_city_is_not_called_a_demo(files):
    text = "".join(words_of(run) for run in runs(Document(BytesIO(files["perfect"]))))
    assert "送审稿" in text
    assert "演示数据" not in text


@pytest.mark.parametrize("name", list(facts.CITIES))
def test_the_text_is_the_briefings(briefings, files, name):
    briefing, document = briefings[name], Document(BytesIO(files[name]))
    said = [bare(one.text) for one in paragraphs(document, Role.BODY) if one.text]
    known = {bare(words) for block in briefing.blocks for words in block.bulletin}
    assert known <= set(said)
    # The frame says as of when and from which version.
    (opening,) = set(said) - known
    assert opening.startswith("现将有关情况通报如下，数据截至2024年6月30日，采用平台第1版。")
    assert ("演示数据" in opening) is briefing.is_demo
    assert "\ue000" not in "".join(one.text for one in document.paragraphs)


def bare(words):
    """Return words without number, leading heading and what refers to annexes."""
    told = re.sub(r"^\d+．|^（[一二三四五六七八九十]+）[^。]+。", "", words)
    return re.sub(r"（见附件\d*）|，详见附件(?:\ue000|\d*)", "", told)


@pytest.mark.parametrize("name", list(facts.CITIES))
def test_the_text_refers_to_every_annex_by_its_number(briefings, name):
    about = paper(briefings[name])
    text = "".join(words_said(one) for one in about.items)
    told = {int(one) for one in re.findall(r"附件(\d+)", text)}
    assert told == ({one.number for one in about.annexes} if len(about.annexes) > 1 else set())
    assert [one.number for one in about.annexes] == list(range(1, len(about.annexes) + 1))


def words_said(item):
    return item if isinstance(item, str) else getattr(item, "whole", "") or item.words


def test_an_only_annex_has_no_number(briefings):
    about = paper(facts.tall(briefings["some"], 3))
    assert len(about.annexes) == 1
    assert words_said(about.items[-1]) == "有（见附件）。"
    document = Document(BytesIO(to_docx(facts.tall(briefings["some"], 3))))
    lines = [one.text for one in document.paragraphs]
    assert "附件：突出问题一览表" in lines
    assert "附件" in lines


def test_headings_count_from_one_and_the_order_is_the_bulletins(some):
    first = [one.text for one in paragraphs(some, Role.LEVEL_1)]
    assert [one.split("、", 1)[0] for one in first] == [
        chinese_number(n) for n in range(1, len(first) + 1)
    ]
    wanted = ["总体进展", "任务进展", "县市区", "监测网络和水质", "存在问题", "下一步"]
    text = "".join(first)
    places = [text.index(one) for one in wanted]
    assert places == sorted(places)
    led = [one.text for one in paragraphs(some, Role.BODY) if one.text.startswith("（")]
    assert led[0].startswith("（一）")
    named = ["突出问题", "议定事项", "报送情况", "提请市级协调"]
    after = "".join(led)
    places = [after.index(f"）{one}") for one in named]
    assert places == sorted(places)


@pytest.mark.parametrize("name", list(facts.CITIES))
def test_captions_count_their_rows(briefings, files, name):
    children = list(in_order(Document(BytesIO(files[name]))))
    counted = 0
    for place, child in enumerate(children):
        if isinstance(child, Table):
            above = [
                one.text
                for one in children[max(place - 2, 0) : place]
                if isinstance(one, Paragraph)
            ]
            caption = next((one for one in above if "（共" in one), "")
            if caption:
                assert f"（共{len(child._tbl.tr_lst) - 1}条）" in caption
                counted += 1
    grids = [grid for annex in paper(briefings[name]).annexes for grid in annex.grids]
    assert counted == len(grids)


def test_the_unit_stands_above_its_table_at_the_right(some):
    units = paragraphs(some, Role.UNIT)
    assert units
    assert all(one.text.startswith("单位：") for one in units)
    assert some.styles[Role.UNIT].paragraph_format.alignment == 2


def test_annexes_are_listed_after_one_blank_line_and_dated_in_figures(some, briefings):
    lines = [one.text for one in some.paragraphs]
    listed = next(place for place, one in enumerate(lines) if one.startswith("附件："))
    assert lines[listed - 1] == ""
    about = paper(briefings["some"])
    assert len(about.annexes) > 1
    assert lines[listed] == f"附件：1．{about.annexes[0].title}"
    signed = [one.text for one in paragraphs(some, Role.SIGNED)]
    assert signed == [about.issuer, "2024年7月5日"]


def test_the_imprint_ends_the_paper_on_an_even_page_without_a_number(some):
    last = some.sections[-1]
    assert last.start_type is WD_SECTION.EVEN_PAGE
    assert last.footer.paragraphs[0].text == last.even_page_footer.paragraphs[0].text == ""
    imprint = some.tables[-1]
    for cell in imprint._tbl.iter(qn("w:tcPr")):
        names = [one.tag for one in cell]
        assert len(names) == len(set(names))
    text = "".join(cell.text for row in imprint.rows for cell in row.cells).replace("\n", "")
    assert f"抄送：{REGION.copied_to}。" in text
    assert REGION.printing_body in text
    # A draft has no 印发日期: the office writes it when the paper is issued.
    assert text.endswith("　　　年　月　日印发")
    lines = [imprint.rows[0].cells[0], imprint.rows[-1].cells[0]]
    borders = [one._tc.tcPr.find(qn("w:tcBorders")) for one in lines]
    widths = [(int(one[0].get(qn("w:sz"))), int(one[1].get(qn("w:sz")))) for one in borders]
    # 首条和末条分隔线用粗线，中间的用细线 (7.4.1).
    assert widths == [(8, 6), (6, 8)]


def test_hostile_text_stays_text(briefings):
    document = Document(BytesIO(to_docx(facts.hostile(briefings["some"]))))
    text = "\n".join(one.text for one in document.paragraphs)
    for words in facts.HOSTILE:
        assert words.replace("\x0b", "\N{REPLACEMENT CHARACTER}") in text


def test_a_template_gives_page_and_look(briefings):
    template = Document(BytesIO(to_template()))
    template.styles[Role.BODY].font.size = Pt(15)
    template.styles[Role.BODY].element.rPr.rFonts.set(qn("w:eastAsia"), "方正仿宋_GBK")
    template.styles[Role.LEVEL_2].element.rPr.rFonts.set(qn("w:eastAsia"), "方正楷体_GBK")
    template.sections[0].top_margin = Mm(30)
    template.add_paragraph("本单位红头")
    buffer = BytesIO()
    template.save(buffer)
    made = Document(BytesIO(to_docx(briefings["some"], template=buffer.getvalue())))
    assert near(made.sections[0].top_margin) == 30
    lines = [one.text for one in made.paragraphs if one.text]
    assert lines[0] == "本单位红头"
    assert lines[1].startswith("送审稿")
    text = [run for one in paragraphs(made, Role.BODY) for run in one.runs]
    assert text
    leads = [run for run in text if run._element.rPr is not None]
    assert leads
    # A leading heading takes its type from the template's own style.
    for run in leads:
        assert run.text.startswith("（")
        assert run._element.rPr.rFonts.get(qn("w:eastAsia")) == "方正楷体_GBK"
    body = made.styles[Role.BODY]
    assert body.font.size == Pt(15)
    assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "方正仿宋_GBK"
    assert across(made)


def test_a_template_without_the_styles_is_refused_by_name(briefings):
    buffer = BytesIO()
    Document().save(buffer)
    with pytest.raises(UsageError, match="模板缺少样式“通报送审标记”"):
        to_docx(briefings["bare"], template=buffer.getvalue())


@pytest.mark.parametrize("content", [b"", b"no file", b"PK\x03\x04broken"])
def test_what_is_no_docx_is_refused_with_a_way_out(briefings, content):
    with pytest.raises(UsageError, match="另存为"):
        to_docx(briefings["bare"], template=content)


def test_pictures_stand_in_their_annex_with_number_title_and_source(briefings):
    about = paper(briefings["some"])
    wanted = [one for annex in about.annexes for one in annex.pictures]
    assert [one.number for one in wanted] == list(range(1, len(wanted) + 1))
    given = {one.name: _png() for one in wanted[1:]}
    document = Document(BytesIO(to_docx(briefings["some"], pictures=given)))
    assert len(document.inline_shapes) == len(wanted) - 1 > 1
    lines = [one.text for one in document.paragraphs]
    for one in wanted[1:]:
        place = lines.index(one.caption)
        assert lines[place - 1] == ""
        assert lines[place + 1] == about.source
    # What was not drawn has no caption either.
    assert wanted[0].caption not in lines
    breadth, height = (225, 156)
    assert all(near(shape.width) < breadth for shape in document.inline_shapes)
    assert all(near(shape.height) < height for shape in document.inline_shapes)


def _png():
    from PIL import Image  # noqa: PLC0415 (one test of this file draws)

    buffer = BytesIO()
    Image.new("RGB", (40, 30), "#336699").save(buffer, "PNG")
    return buffer.getvalue()


def test_the_paper_is_the_same_for_every_form(briefings):
    about = paper(briefings["some"])
    kinds = {type(one) for one in about.items}
    assert kinds == {str, Heading, Led}
    assert all(isinstance(one, Grid | Picture) for annex in about.annexes for one in annex.items)


@pytest.mark.parametrize(
    ("title", "letters", "wanted"),
    [
        ("半年调度通报", 19, ("半年调度通报",)),
        (
            "关于咸阳市地下水污染防治试验区建设2024年12月调度情况的通报", 19,
            ("关于咸阳市地下水污染防治试验区建设", "2024年12月调度情况的通报"),
        ),
        (
            "咸阳市建设国家地下水污染防治试验区工作领导小组办公室", 18,
            ("咸阳市建设国家地下水污染防治试验区", "工作领导小组办公室"),
        ),
        ("很" * 30, 20, ("很" * 20, "很" * 10)),
    ],
)  # fmt: skip
def test_titles_break_between_words(title, letters, wanted):
    assert title_lines(title, letters) == wanted


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_headings_count_as_chinese_does(number, words):
    assert chinese_number(number) == words
