"""The first sheet of a workbook handed back: every issue with a link to its cell."""

from collections.abc import Collection, Sequence

from gwdash.export.cells import display_width, text
from gwdash.export.issue_list import HEADINGS, WIDTHS, counted, list_row
from gwdash.export.issue_words import Listed
from gwdash.export.marked_package import RELATIONSHIPS, attribute, escaped
from gwdash.export.marked_styles import FILLS, LETTERS, MAIN, Styles
from gwdash.export.safe import is_formula_like
from gwdash.ingest.grid import column_letters
from gwdash.ingest.issues import Severity
from gwdash.ingest.own_marks import LIST_MARK

#: A sheet holds 65,530 links, and nobody works through more lines than this.
MOST_LISTED = 50_000
#: What every list says, whatever is on it.
_GUIDE = (
    "点“单元格”一列可跳到出错处：红底是错误，黄底是提醒，格上的批注写明问题和改法。"
    "改好后直接提交本文件即可，本页不必删除。"
)
_TITLE_HEIGHT, _LINE_HEIGHT, _HEADING_HEIGHT = 28, 18, 22
#: Characters that fit beside each other over the whole width of the list.
_LINE_LENGTH = 84
_A4 = 9
_MOST_LINES = 8


class Formats:
    """The cell formats of the list, added to the workbook's own."""

    def __init__(self, styles: Styles) -> None:
        """Add fonts, grounds and formats."""
        self._styles = styles
        self._words = self._font()
        self._line = styles.border(
            "<border>"
            + "".join(
                f'<{side} style="thin"><color rgb="FFD0D7E2"/></{side}>'
                for side in ("left", "right", "top", "bottom")
            )
            + "<diagonal/></border>"
        )
        white = self._font(bold=True, colour="FFFFFFFF")
        link = self._font(colour="FF1F5FA8", underlined=True)
        self.title = self._format(self._font(bold=True, size=16), wrap=False)
        self.fact = self._format(self._words, lined=False)
        self.heading = self._format(white, fill=styles.ground("FF1F5FA8"), centred=True)
        self.body = self._format(self._words)
        self.quoted = self._format(self._words, quoted=True)
        self.number = self._format(self._words, centred=True)
        self.link = self._format(link, centred=True)
        self.levels = {
            severity: self._format(
                self._font(bold=True, colour=LETTERS[severity]),
                fill=styles.ground(colour), centred=True,
            )
            for severity, colour in FILLS.items()
        } | {Severity.INFO: self.number}  # fmt: skip

    def _font(
        self, *, bold: bool = False, size: int = 11, colour: str = "FF1F2A37",
        underlined: bool = False,
    ) -> int:  # fmt: skip
        return self._styles.font(
            f"<font>{'<b/>' if bold else ''}{'<u/>' if underlined else ''}"
            f'<sz val="{size}"/><color rgb="{colour}"/><name val="微软雅黑"/>'
            '<family val="2"/><charset val="134"/></font>'
        )

    def _format(  # noqa: PLR0913
        self, font: int, *, fill: int = 0, wrap: bool = True, centred: bool = False,
        quoted: bool = False, lined: bool = True,
    ) -> int:  # fmt: skip
        border = self._line if lined and wrap else 0
        across = ' horizontal="center"' if centred else ""
        folded = ' wrapText="1"' if wrap else ""
        typed = ' quotePrefix="1"' if quoted else ""
        return self._styles.format(
            f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" '
            f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"{typed}>'
            f'<alignment vertical="{"center" if centred else "top"}"{across}{folded}/></xf>'
        )


def list_sheet(
    title: str, notes: Sequence[str], lines: Sequence[Listed], sheets: Collection[str],
    formats: Formats,
) -> tuple[str, int]:  # fmt: skip
    """Return the XML of the list and the number of its heading row (1 and up).

    `sheets` are the names that links can go to.
    """
    shown = lines[:MOST_LISTED]
    facts = [counted(lines), _GUIDE, *notes]
    if len(lines) > len(shown):
        facts.append(f"问题共 {len(lines)} 处，这里列出前 {len(shown)} 处。")
    rows = [_row(1, [(f"{LIST_MARK}{title}", formats.title)], _TITLE_HEIGHT)]
    for number, fact in enumerate(facts, 2):
        height = _LINE_HEIGHT * -(-len(fact) // _LINE_LENGTH)
        rows.append(_row(number, [(fact, formats.fact)], height))
    heading = len(facts) + 2
    rows.append(_row(heading, [(word, formats.heading) for word in HEADINGS], _HEADING_HEIGHT))
    links = []
    for number, line in enumerate(shown, heading + 1):
        linked = line.sheet in sheets
        rows.append(_line_row(number, line, formats, linked=linked))
        if linked:
            links.append(_link(number, line))
    return _worksheet(rows, links, heading, heading + max(len(shown), 1), len(facts)), heading


def _line_row(number: int, line: Listed, formats: Formats, *, linked: bool) -> str:
    values = list(list_row(line))
    if linked and not line.place:
        values[2] = "整张表"
    styles = [formats.number] + [formats.body] * (len(values) - 2) + [formats.levels[line.severity]]
    styles[2] = formats.link if linked else formats.number
    for column, value in enumerate(values):
        if isinstance(value, str) and styles[column] == formats.body and is_formula_like(value):
            styles[column] = formats.quoted
    return _row(number, list(zip(values, styles, strict=True)), _height(values))


def _height(values: Sequence[int | str]) -> int:
    """Return the height of a row whose longest text is folded; 0 for one line."""
    lines = max(
        -(-display_width(str(value)) // (width - 1))
        for value, width in zip(values, WIDTHS, strict=True)
    )
    return _LINE_HEIGHT * min(lines, _MOST_LINES) if lines > 1 else 0


def _row(number: int, cells: Sequence[tuple[int | str, int]], height: int = 0) -> str:
    made = []
    for column, (value, style) in enumerate(cells):
        at = f'<c r="{column_letters(column)}{number}" s="{style}"'
        if isinstance(value, int):
            made.append(f"{at}><v>{value}</v></c>")
        elif not value:
            made.append(f"{at}/>")
        else:
            words = escaped(text(value))
            made.append(f'{at} t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>')
    tall = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{tall}>{"".join(made)}</row>'


def _link(number: int, line: Listed) -> str:
    name = line.sheet.replace("'", "''")
    location = attribute("location", f"'{name}'!{line.target}")
    tip = attribute("tooltip", f"跳到 {line.sheet} {line.place or '整张表'}")
    return f'<hyperlink ref="C{number}"{location}{tip}/>'


def _worksheet(
    rows: Sequence[str], links: Sequence[str], heading: int, last: int, facts: int
) -> str:
    end = column_letters(len(HEADINGS) - 1)
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(WIDTHS, 1)
    )
    merges = "".join(f'<mergeCell ref="A{n}:{end}{n}"/>' for n in range(1, facts + 2))
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}">'
        '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{end}{last}"/>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{heading}" topLeftCell="A{heading + 1}" activePane="bottomLeft" '
        'state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="{_LINE_HEIGHT}"/><cols>{columns}</cols>'
        f"<sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="A{heading}:{end}{last}"/>'
        f'<mergeCells count="{facts + 1}">{merges}</mergeCells>{linked}'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="{_A4}" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
        "</worksheet>"
    )
