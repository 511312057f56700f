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
from docx.shared import Mm, Pt

from gwdash.errors import UsageError
from gwdash.export import briefing_docx_frame as frame
from gwdash.export import briefing_docx_styles as styles
from gwdash.export import official as gb
from gwdash.export.briefing import Briefing
from gwdash.export.briefing_docx_pen import Pen
from gwdash.export.briefing_docx_styles import Role
from gwdash.export.briefing_docx_table import add_grid
from gwdash.export.briefing_paper import Annex, Drawing, Heading, Paper, paper
from gwdash.export.paper_tables import Grid

_LEVELS = {1: Role.LEVEL_1, 2: Role.LEVEL_2}
_PICTURE_MM = 140
#: Points between a table and the heading below it.
_AFTER_TABLE = 8
_EMU_PER_MM = 36_000


def to_docx(
    briefing: Briefing,
    *,
    template: bytes | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return the bulletin of a briefing as .docx.

    `pictures` are png files by the key of their block; without them the text and the tables say
    the same. Raises UsageError where the template is no .docx or lacks a style.
    """
    about = paper(briefing)
    document = _opened(template)
    pen = Pen.of(document, is_template=template is not None)
    frame.describe(document, about)
    frame.head(pen, about)
    _body(pen, about, pictures or {})
    frame.close(pen, about)
    for annex in about.annexes:
        _annex(pen, annex, about)
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


def _body(pen: Pen, about: Paper, pictures: Mapping[str, bytes]) -> None:
    core = _core_mm(pen.document.sections[-1])
    after_table = False
    for item in about.items:
        if isinstance(item, Heading):
            paragraph = pen.write(_LEVELS[item.level], item.words)
            if after_table:
                paragraph.paragraph_format.space_before = Pt(_AFTER_TABLE)
        elif isinstance(item, Grid):
            add_grid(pen, item, core)
        elif isinstance(item, Drawing):
            _picture(pen, item, pictures)
        else:
            pen.write(Role.BODY, item)
        after_table = isinstance(item, Grid)


def _picture(pen: Pen, item: Drawing, pictures: Mapping[str, bytes]) -> None:
    if item.key not in pictures:
        return
    paragraph = pen.write(Role.CAPTION)
    paragraph.add_run().add_picture(BytesIO(pictures[item.key]), width=Mm(_PICTURE_MM))
    pen.write(Role.CAPTION, item.county_map.title).paragraph_format.keep_with_next = False


def _annex(pen: Pen, annex: Annex, about: Paper) -> None:
    section = pen.document.add_section(WD_SECTION.NEW_PAGE)
    is_first = section.orientation is not WD_ORIENT.LANDSCAPE
    if is_first and pen.is_template:
        frame.turn(section)
    elif is_first:
        section.orientation = WD_ORIENT.LANDSCAPE
        gb.set_page(section, landscape=True)
        frame.number_across(section)
    mark = annex.mark if len(about.annexes) > 1 else "附件"
    pen.write(Role.ANNEX_MARK, mark)
    pen.write(Role.ANNEX_TITLE, annex.title)
    source = pen.write(Role.NOTE, about.source)
    source.alignment, source.paragraph_format.keep_with_next = styles.CENTER, True
    for grid in annex.grids:
        add_grid(pen, grid, _core_mm(section))


def _core_mm(section: Any) -> float:  # noqa: ANN401
    width = section.page_width - section.left_margin - section.right_margin
    return float(width / _EMU_PER_MM)
