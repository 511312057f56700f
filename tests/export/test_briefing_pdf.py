"""调度通报 as PDF: read back by an independent reader, whatever there is to say."""

import re
from dataclasses import replace
from io import BytesIO

import briefing_facts as facts
import pytest
from pypdf import PdfReader

from gwdash.errors import WorkspaceError
from gwdash.export.briefing_paper import paper
from gwdash.export.briefing_pdf import FAMILIES, families, fonts, to_pdf

MM = 72 / 25.4
A4 = (round(210 * MM), round(297 * MM))


@pytest.fixture(scope="module", autouse=True)
def _chinese_font():
    try:
        fonts(families())
    except WorkspaceError:
        pytest.skip("this machine has no Chinese font")


@pytest.fixture(scope="module")
def briefings(run_folder):
    return facts.briefings(run_folder)


@pytest.fixture(scope="module")
def files(briefings):
    return {name: to_pdf(one) for name, one in briefings.items()}


@pytest.fixture(scope="module")
def pages(files):
    return {name: PdfReader(BytesIO(one)).pages for name, one in files.items()}


def bare(words):
    """Return words without spaces, which a reader of pages puts where lines and fonts change."""
    return re.sub(r"\s", "", words).replace("　", "")


def whole(pages):
    return bare("".join(page.extract_text() for page in pages))


def without_numbers(words):
    """Return text without page numbers, which stand between what runs over a page's end."""
    return re.sub(r"—\d+—", "", words)


@pytest.mark.parametrize("name", list(facts.CITIES))
def test_every_sentence_and_every_cell_stands_on_a_page(briefings, pages, name):
    text = without_numbers(whole(pages[name]))
    about = paper(briefings[name])
    for item in about.items:
        if isinstance(item, str):
            assert bare(item) in text
        else:
            assert bare(getattr(item, "whole", item.words)) in text
    for one in (one for annex in about.annexes for one in annex.pictures):
        assert bare(one.caption) in text
    for grid in (grid for annex in about.annexes for grid in annex.grids):
        assert bare(grid.caption) in text
        for row in grid.rows:
            assert all(bare(cell) in text for cell in row)
    assert "送审稿" in text
    assert ("演示数据" in text) is briefings[name].is_demo


@pytest.mark.parametrize("name", list(facts.CITIES))
def test_fonts_are_in_the_file_and_no_glyph_is_missing(pages, name):
    found = {}
    for page in pages[name]:
        for font in page["/Resources"].get("/Font", {}).values():
            face = font.get_object()
            below = face["/DescendantFonts"][0].get_object() if "/DescendantFonts" in face else face
            shown = below["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(shown)
            found[str(face["/BaseFont"])] = face
    assert found
    assert "\N{REPLACEMENT CHARACTER}" not in whole(pages[name])
    assert "\x00" not in whole(pages[name])
    assert not any(missing(page) for page in pages[name])


def test_a_missing_glyph_would_be_seen(briefings):
    unknown = replace(briefings["bare"], title="\u0378情况")
    assert any(missing(page) for page in PdfReader(BytesIO(to_pdf(unknown))).pages)


def missing(page):
    """Tell whether a page draws glyph 0, the empty box: its strings hold two bytes a glyph."""
    for operands, operator in page.get_contents().operations:
        if operator not in {b"Tj", b"TJ"}:
            continue
        drawn = operands[0] if operator == b"TJ" else operands
        for one in drawn:
            codes = getattr(one, "original_bytes", b"")
            if b"\0\0" in {codes[place : place + 2] for place in range(0, len(codes), 2)}:
                return True
    return False


@pytest.mark.parametrize("name", list(facts.CITIES))
def test_the_imprint_ends_the_paper_on_an_even_page_without_a_number(briefings, pages, name):
    about = paper(briefings[name])
    assert len(pages[name]) % 2 == 0
    last = bare(pages[name][-1].extract_text())
    wanted = f"抄送：{about.copied_to}{about.printed_by}年月日印发"
    assert last == bare(wanted)
    across = [page.mediabox.width > page.mediabox.height for page in pages[name]]
    before = pages[name][max(n for n, one in enumerate(across) if one) + 1 : -1]
    assert all(page.extract_text().strip() == "" for page in before)


@pytest.mark.parametrize("name", list(facts.CITIES))
def test_pages_are_a4_and_annexes_lie_across(briefings, pages, name):
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages[name]]
    about = paper(briefings[name])
    assert set(sizes) <= {A4, A4[::-1]}
    assert sizes[0] == A4
    assert (A4[::-1] in sizes) is bool(about.annexes)
    first = sizes.index(A4[::-1])
    last = len(sizes) - sizes[::-1].index(A4[::-1])
    assert set(sizes[first:last]) == {A4[::-1]}
    for number, page in enumerate(pages[name][:last], 1):
        assert f"—{number}—" in bare(page.extract_text())
    if len(about.annexes) > 1:
        text = whole(pages[name][first:])
        assert all(f"{one.mark}{one.title}" in text for one in about.annexes)


def test_headers_stand_again_on_every_page_of_a_long_table(briefings):
    made = PdfReader(BytesIO(to_pdf(facts.tall(briefings["some"], 150)))).pages
    annex = [page for page in made if page.mediabox.width > page.mediabox.height]
    assert len(annex) > 2
    for page in annex:
        assert "责任单位" in page.extract_text()
    text = without_numbers(whole(annex))
    assert all(f"问题{n}号" in text for n in range(150))
    assert "突出问题（共150条）" in text


def test_hostile_text_is_set_and_never_run(briefings):
    text = without_numbers(
        whole(PdfReader(BytesIO(to_pdf(facts.hostile(briefings["some"])))).pages)
    )
    for words in facts.HOSTILE:
        # What no font has a sign for stands as the mark for it, or as a space.
        assert bare(words.replace("\x0b", "\N{REPLACEMENT CHARACTER}")) in text


def test_the_same_briefing_is_the_same_file(briefings, files):
    assert to_pdf(briefings["bare"]) == files["bare"]


def test_a_machine_without_chinese_fonts_is_told_what_to_install():
    with pytest.raises(WorkspaceError, match="没有中文字体"):
        fonts(frozenset({"DejaVu Sans", "Liberation Serif"}))


def test_the_nearest_font_to_the_standard_is_taken():
    found = fonts(frozenset({"SimSun", "FangSong", "KaiTi", "SimHei"}))
    assert found == {
        "title": "SimSun", "body": "FangSong", "head": "SimHei", "kai": "KaiTi",
        "number": "SimSun",
    }  # fmt: skip
    alone = fonts(frozenset({"WenQuanYi Zen Hei"}))
    assert set(alone.values()) == {"WenQuanYi Zen Hei"}
    assert set(alone) == set(FAMILIES)
