"""调度通报 as a .docx for approval (送审稿), after GB/T 9704-2012; the office edits and issues it.

No document number, no 签发人 and no seal: those are given when it is issued. With a template of
the office, page and look are the template's, and the text is appended to what stands in it.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_LINE_SPACING
from docx.image.image import Image
from docx.shared import Mm

from gwdash.errors import UsageError
from gwdash.export import briefing_docx_frame as frame
from gwdash.export import briefing_docx_styles as styles
from gwdash.export import official as gb
from gwdash.export.briefing import Briefing
from gwdash.export.briefing_annexes import Annex, Picture
from gwdash.export.briefing_docx_pen import Pen
from gwdash.export.briefing_docx_styles import Role
from gwdash.export.briefing_docx_table import add_grid
from gwdash.export.briefing_paper import Heading, Led, Paper, paper

#: Breadth and height of a picture on a page across, its caption beside it.
_PICTURE_MM = (190, 120)
_EMU_PER_MM = 36_000


def to_docx(
    briefing: Briefing,
    *,
    template: bytes | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return the bulletin of a briefing as .docx.

    `pictures` are png files by the name of their place in the annexes; without them the tables
    say the same. Raises UsageError where the template is no .docx or lacks a style.
    """
    about = paper(briefing)
    document = _opened(template)
    pen = Pen.of(document, is_template=template is not None)
    frame.describe(document, about)
    frame.head(pen, about)
    _body(pen, about)
    frame.close(pen, about)
    for annex in about.annexes:
        _annex(pen, annex, about, pictures or {})
    frame.imprint(pen, about)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def to_template() -> bytes:
    """Return an empty .docx with page and styles, which the office changes into its template."""
    buffer = BytesIO()
    _opened(None).save(buffer)
    return buffer.getvalue()


def _opened(template: bytes | None) -> Any:  # noqa: ANN401 (the library has no types)
    if template is None:
        document = Document()
        styles.build(document)
        frame.set_up(document)
        return document
    try:
        document = Document(BytesIO(template))
    except (BadZipFile, KeyError, ValueError) as error:
        raise UsageError(
            "模板不是可用的 .docx 文件：请用 WPS 或 Word 另存为 .docx 后再上传。"
        ) from error
    styles.check(document)
    return document


def _body(pen: Pen, about: Paper) -> None:
    for item in about.items:
        if isinstance(item, Heading):
            pen.write(Role.LEVEL_1, item.words)
        elif isinstance(item, Led):
            pen.lead(item.heading, item.words)
        else:
            pen.write(Role.BODY, item)


def _annex(pen: Pen, annex: Annex, about: Paper, pictures: Mapping[str, bytes]) -> None:
    section = pen.document.add_section(WD_SECTION.NEW_PAGE)
    is_first = section.orientation is not WD_ORIENT.LANDSCAPE
    if is_first and pen.is_template:
        frame.turn(section)
    elif is_first:
        section.orientation = WD_ORIENT.LANDSCAPE
        gb.set_page(section, landscape=True)
        frame.number_across(section)
    pen.write(Role.ANNEX_MARK, annex.reference(len(about.annexes)))
    pen.write(Role.ANNEX_TITLE, annex.title)
    _source(pen, about, keep=True)
    for item in annex.items:
        if isinstance(item, Picture):
            _picture(pen, item, about, pictures)
        else:
            add_grid(pen, item, _core_mm(section))


def _source(pen: Pen, about: Paper, *, keep: bool = False) -> None:
    source = pen.write(Role.NOTE, about.source)
    source.alignment, source.paragraph_format.keep_with_next = styles.CENTER, keep


def _picture(pen: Pen, item: Picture, about: Paper, pictures: Mapping[str, bytes]) -> None:
    """Add a picture with its number and title below it, and where its figures come from."""
    if item.name not in pictures:
        return
    content = pictures[item.name]
    drawn = Image.from_blob(content)
    width = min(_PICTURE_MM[0], _PICTURE_MM[1] * drawn.px_width / drawn.px_height)
    paragraph = pen.write(Role.CAPTION)
    # A line of a fixed height would cut the picture.
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.add_run().add_picture(BytesIO(content), width=Mm(width))
    pen.write(Role.CAPTION, item.caption)
    _source(pen, about)


def _core_mm(section: Any) -> float:  # noqa: ANN401
    width = section.page_width - section.left_margin - section.right_margin
    return float(width / _EMU_PER_MM)
