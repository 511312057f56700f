"""The office's own templates: tried before they are used, kept by their hash, and removable."""

from contextlib import closing
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pptx
import pytest
import ui_city

from gwdash.archive import Archive
from gwdash.briefings import making
from gwdash.briefings.prepared import for_period
from gwdash.briefings.templates import try_template, use_template
from gwdash.clock import BEIJING
from gwdash.errors import ConflictError, GwdashError, UnreadableFile, UsageError
from gwdash.export.briefing_docx import to_template
from gwdash.export.forms import form
from gwdash.intake.office_templates import remove_template, template_contents, templates

AT = datetime(2024, 7, 5, 17, 30, tzinfo=BEIJING)
HEADER = "咸阳市试验区办公室专用"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GWDASH_CHROMIUM", str(tmp_path / "none"))
    ui_city.build(tmp_path)
    return tmp_path


def own_slides():
    """Return a presentation whose master says whose it is."""
    deck = pptx.Presentation()
    box = deck.slide_layouts[1].shapes[0]
    box.text_frame.text = HEADER
    buffer = BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def own_paper():
    """Return the built-in template with the office's header."""
    document = docx.Document(BytesIO(to_template()))
    document.sections[0].header.paragraphs[0].text = HEADER
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def repacked(content, change):
    """Return a package with its parts changed: ``change(name, data)`` gives the new data."""
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(buffer, "w") as after:
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))
    return buffer.getvalue()


def with_macro(content):
    buffer = BytesIO(content)
    with ZipFile(buffer, "a") as package:
        package.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return buffer.getvalue()


def fetching(content):
    """Let the document attach a template from elsewhere."""
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/attachedTemplate" Target="http://example.com/t.dotm" '
        b'TargetMode="External"/></Relationships>'
    )
    return repacked(
        content,
        lambda name, data: (
            data.replace(b"</Relationships>", relation)
            if name == "word/_rels/document.xml.rels"
            else data
        ),
    )


def entities(content):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    return repacked(
        content,
        lambda name, data: (
            data.replace(b"?>", b"?>" + bomb, 1) if name == "word/document.xml" else data
        ),
    )


def test_a_template_changes_the_look_and_no_number(home):
    prepared = for_period(home, ui_city.JUNE, at=AT)
    plain = making.one_form(prepared, form("docx")).content
    kept, tried = use_template(home, "C:\\模板\\办公室.docx", own_paper())
    assert (kept.file_name, tried.kind) == ("办公室.docx", "docx")
    styled = making.one_form(prepared, form("docx")).content
    found = docx.Document(BytesIO(styled))
    assert HEADER in found.sections[0].header.paragraphs[0].text
    words = [p.text for p in docx.Document(BytesIO(plain)).paragraphs if p.text.strip()]
    assert {one for one in words if "%" in one} <= {p.text for p in found.paragraphs}
    remove_template(home, "docx")
    assert templates(home) == {}
    assert making.one_form(prepared, form("docx")).content == plain


def test_slides_take_the_offices_master(home):
    use_template(home, "t.pptx", own_slides())
    made = making.one_form(for_period(home, ui_city.JUNE, at=AT), form("pptx")).content
    layouts = pptx.Presentation(BytesIO(made)).slide_layouts
    assert any(HEADER in one.shapes[0].text_frame.text for one in layouts if len(one.shapes))


def test_what_is_kept_lies_in_the_archive_by_its_hash(home):
    first, _ = use_template(home, "a.docx", own_paper())
    second, _ = use_template(home, "b.docx", to_template())
    assert templates(home) == {"docx": second}
    with closing(Archive.of(home)) as archive:
        assert archive.raw(first.sha256) != archive.raw(second.sha256)
    assert len(template_contents(home)["docx"]) == second.n_bytes


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.docm", to_template(), "只收 pptx"),
        ("t.xlsx", b"PK", "只收 pptx"),
        ("t", to_template(), "只收 pptx"),
        ("t.docx", b"", "不是完整的 docx"),
        ("t.docx", b"%PDF-1.7", "不是完整的 docx"),
        ("t.docx", to_template()[:2000], "不是完整的 docx"),
        ("t.docx", own_slides(), "不是 docx 文件"),
        ("t.pptx", own_paper(), "不是 pptx 文件"),
        ("t.docx", with_macro(to_template()), "宏"),
        ("t.docx", fetching(to_template()), "外部文件或网址"),
        ("t.docx", entities(to_template()), "内部结构不正常"),
    ],
)
def test_what_is_no_template_is_refused_in_a_sentence_and_not_kept(home, name, content, said):
    with pytest.raises(GwdashError, match=said):
        use_template(home, name, content)
    assert templates(home) == {}


def test_a_template_without_the_styles_of_a_bulletin_is_refused():
    buffer = BytesIO()
    docx.Document().save(buffer)
    with pytest.raises((UsageError, UnreadableFile)):
        try_template("空白.docx", buffer.getvalue())


def test_what_a_template_of_slides_lacks_is_said():
    deck = pptx.Presentation()
    for layout in list(deck.slide_layouts)[1:]:
        deck.slide_layouts.remove(layout)
    buffer = BytesIO()
    deck.save(buffer)
    assert try_template("一个版式.pptx", buffer.getvalue()).findings


def test_nothing_is_kept_in_an_empty_workspace(tmp_path):
    assert templates(tmp_path) == template_contents(tmp_path) == {}
    with pytest.raises(ConflictError):
        use_template(tmp_path, "t.docx", to_template())
    with pytest.raises(ConflictError):
        remove_template(tmp_path, "docx")
