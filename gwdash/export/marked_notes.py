"""Notes on cells: the sender's own are kept, each of ours says what is wrong and what to do.

A note is a comment in one part and a box in a drawing in another; spreadsheet programs show it
only with both.
"""

import re
from collections.abc import Iterable, Mapping

from gwdash.export.marked_cells import Position, SheetXml, position
from gwdash.export.marked_package import NotPatchable, Parts, add_inside, escaped
from gwdash.export.marked_styles import MAIN
from gwdash.ingest.grid import address

AUTHOR = "检查结果"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NEW_COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
)
_V, _O, _X = (
    "urn:schemas-microsoft-com:vml",
    "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:excel",
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_LAYOUT = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout>'
#: Shape numbers are given out in blocks of this size, each block to one drawing.
_BLOCK = 1024
_BLOCKS = re.compile(r'<o:idmap\b[^>]*?\sdata="([\d,]*)"')
_MAPPED = re.compile(r'(<o:idmap\b[^>]*?\sdata=")([\d,]*)(")')
#: Width of a note in columns and height in rows for a line of its text.
_COLUMNS_WIDE, _SMALLEST, _LARGEST, _LINE_LENGTH = 4, 4, 14, 17
_FONT = (
    '<rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/><family val="3"/>'
    '<charset val="134"/></rPr>'
)


class Notes:
    """Adds notes to the sheets of one package."""

    def __init__(self, parts: Parts) -> None:
        """Look up which shape numbers the package's drawings use already."""
        self._parts = parts
        used = {0}
        for name in parts.names():
            if name.endswith(".vml"):
                drawing = parts.read(name).decode("utf-8", "replace")
                for found in _BLOCKS.findall(drawing):
                    used |= {int(n) for n in found.split(",") if n}
        self._next_block = max(used) + 1

    def add(self, part: str, sheet: SheetXml, notes: Mapping[Position, str]) -> None:
        """Put notes on cells of a sheet, after what the sender noted there."""
        if not notes:
            return
        targets = self._parts.targets(part)
        comments = next((t for t, kind in targets.values() if kind == "comments"), "")
        if comments:
            text = self._parts.text(comments)
        else:
            comments, text = self._parts.free_name("xl/commentsMark{}.xml"), _NEW_COMMENTS
            self._parts.relate(part, "comments", comments)
            self._parts.declare(comments, _COMMENTS_TYPE)
        text, added = _with_notes(text, notes)
        self._parts.put(comments, text)
        drawing = targets.get(sheet.notes_drawing, ("", ""))[0]
        if drawing and drawing in self._parts:
            self._parts.put(drawing, self._drawn(self._parts.text(drawing), added, notes))
            return
        if sheet.notes_drawing:
            raise NotPatchable("vml")
        drawing = self._parts.free_name("xl/drawings/vmlDrawingMark{}.vml")
        shown = [p for ref in _references(text) if (p := position(ref))]
        empty = f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}">{_LAYOUT}</xml>'
        self._parts.put(drawing, self._drawn(empty, shown, notes))
        self._parts.declare_extension("vml", _DRAWING_TYPE)
        sheet.draw_notes(self._parts.relate(part, "vmlDrawing", drawing))

    def _drawn(self, xml: str, added: list[Position], notes: Mapping[Position, str]) -> str:
        """Return a drawing with boxes for cells that got their first note."""
        if not added:
            return xml
        root = re.search(r"<xml\b[^>]*>", xml)
        if root is None:
            raise NotPatchable("vml")
        own = "".join(
            f' xmlns:{p}="{uri}"'
            for p, uri in (("v", _V), ("o", _O), ("x", _X))
            if f'xmlns:{p}="{uri}"' not in root[0]
        )
        first = self._next_block
        blocks = -(-len(added) // (_BLOCK - 1))
        self._next_block += blocks
        numbers = (
            (first + index // (_BLOCK - 1)) * _BLOCK + index % (_BLOCK - 1) + 1
            for index in range(len(added))
        )
        shapes = "".join(
            _shape(number, cell, notes.get(cell, ""), own)
            for number, cell in zip(numbers, added, strict=False)
        )
        if "_x0000_t202" not in xml:
            shapes = _SHAPE_TYPE.replace("<v:shapetype", f"<v:shapetype{own}", 1) + shapes
        names = ",".join(str(first + n) for n in range(blocks))
        xml = _MAPPED.sub(lambda m: f"{m[1]}{','.join(filter(None, (m[2], names)))}{m[3]}", xml, 1)
        return add_inside_xml(xml, shapes)


def add_inside_xml(xml: str, addition: str) -> str:
    """Return a drawing with text added before its end."""
    at = xml.rfind("</xml")
    if at < 0:
        raise NotPatchable("vml")
    return xml[:at] + addition + xml[at:]


def _with_notes(xml: str, notes: Mapping[Position, str]) -> tuple[str, list[Position]]:
    """Return the comments part with notes, and the cells that had none before."""
    author = len(re.findall(r"<(?:\w+:)?author\b", xml.split("commentList", 1)[0]))
    xml = add_inside(xml, "authors", f"<author>{AUTHOR}</author>")
    present = {p for ref in _references(xml) if (p := position(ref))}
    if both := present & notes.keys():
        xml = _appended(xml, {address(*cell): notes[cell] for cell in both})
    fresh = [cell for cell in sorted(notes) if cell not in present]
    lines = "".join(
        f'<comment ref="{address(*cell)}" authorId="{author}"><text>{_run(notes[cell])}</text>'
        "</comment>"
        for cell in fresh
    )
    return add_inside(xml, "commentList", lines), fresh


def _references(xml: str) -> list[str]:
    return re.findall(r"""<(?:\w+:)?comment\s[^>]*?\bref=["']([A-Za-z]+\d+)["']""", xml)


def _appended(xml: str, notes: Mapping[str, str]) -> str:
    """Add to the comments that stand on a cell already."""
    pattern = re.compile(
        r"""(<(?P<p>(?:\w+:)?)comment\s[^>]*?\bref=["'](?P<ref>[A-Za-z]+\d+)["'][^>]*>)"""
        r"(?P<body>.*?)(?P<end></(?P=p)text\s*>)",
        re.DOTALL,
    )

    def add(match: re.Match[str]) -> str:
        note = notes.get(match["ref"])
        if note is None or "</" + match["p"] + "comment" in match["body"]:
            return match[0]
        p = match["p"]
        body = match["body"]
        if escaped(note) in body:
            # Still wrong after an earlier round.
            return match[0]
        phonetic = re.search(rf"<{p}(?:rPh|phoneticPr)\b", body)
        at = phonetic.start() if phonetic else len(body)
        run = _run(f"\n{note}")
        if p:
            run = re.sub(r"(</?)(?=[a-zA-Z])", rf"\g<1>{p}", run)
        return match[1] + body[:at] + run + body[at:] + match["end"]

    return pattern.sub(add, xml)


def _run(text: str) -> str:
    return f'<r>{_FONT}<t xml:space="preserve">{escaped(text)}</t></r>'


def _shape(number: int, cell: Position, note: str, declared: str) -> str:
    row, column = cell
    top = max(row - 1, 0)
    lines = sum(-(-max(len(line), 1) // _LINE_LENGTH) for line in note.split("\n")) + 1
    height = min(max(lines, _SMALLEST), _LARGEST)
    anchor = f"{column + 1}, 15, {top}, 2, {column + 1 + _COLUMNS_WIDE}, 15, {top + height}, 2"
    return (
        f'<v:shape{declared} id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;margin-left:60pt;margin-top:2pt;width:190pt;height:70pt;'
        f'z-index:{number % _BLOCK};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
        '<div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def as_one(texts: Iterable[str]) -> str:
    """Return the sentences of one cell as one note, numbered where there are several."""
    lines = list(dict.fromkeys(texts))
    if len(lines) == 1:
        return lines[0]
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
