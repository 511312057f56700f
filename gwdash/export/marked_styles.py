"""The styles of a workbook with some added: each marked cell keeps all of its own but the fill."""

import re
from collections.abc import Mapping

from gwdash.export.marked_package import NotPatchable, prefixed
from gwdash.ingest.issues import Severity

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: What a workbook without styles of its own is shown in.
EMPTY_STYLES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<styleSheet xmlns="{MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    "</styleSheet>"
)
#: Light grounds and dark letters, contrast above 7 : 1, apart also in grey print.
FILLS: Mapping[Severity, str] = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFE699"}
LETTERS: Mapping[Severity, str] = {Severity.ERROR: "FF7A0010", Severity.WARNING: "FF5C4300"}
_FONT_OF = re.compile(r'\sfontId="(\d+)"')


class Styles:
    """The tables of fonts, fills, borders and cell formats, to which entries are added."""

    def __init__(self, xml: str) -> None:
        """Take the styles part; raises NotPatchable where it has no cell formats."""
        if "cellXfs" not in xml and "fonts" not in xml:
            xml = EMPTY_STYLES
        self._xml = xml
        root = re.search(r"<((?:\w+:)?)styleSheet\b", xml)
        if root is None:
            raise NotPatchable("styles")
        self._prefix = root[1]
        self._formats = self._items("cellXfs", "xf")
        self._fonts = self._items("fonts", "font")
        self._added: dict[str, list[str]] = {"fonts": [], "fills": [], "borders": [], "cellXfs": []}
        self._counts = {
            "fonts": len(self._fonts),
            "fills": len(self._items("fills", "fill")),
            "borders": len(self._items("borders", "border")),
            "cellXfs": len(self._formats),
        }
        if not all(self._counts.values()):
            raise NotPatchable("styles")
        self._marked: dict[tuple[int, Severity], int] = {}
        self._grounds: dict[str, int] = {}
        self._letters: dict[tuple[int, Severity], int] = {}

    def marked(self, base: int, severity: Severity) -> int:
        """Return the format that is ``base`` on the ground of a severity."""
        key = (base, severity)
        if key not in self._marked:
            xf = self._formats[base if base < len(self._formats) else 0]
            font = _FONT_OF.search(xf)
            letters = self._dark(int(font[1]) if font else 0, severity)
            xf = _set(xf, "fillId", str(self.ground(FILLS[severity])))
            xf = _set(_set(xf, "fontId", str(letters)), "applyFill", "1")
            self._marked[key] = self._add("cellXfs", _set(xf, "applyFont", "1"))
        return self._marked[key]

    def ground(self, colour: str) -> int:
        """Return the fill of one colour (ARGB)."""
        if colour not in self._grounds:
            self._grounds[colour] = self._add(
                "fills",
                self._own(
                    f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/>'
                    '<bgColor indexed="64"/></patternFill></fill>'
                ),
            )
        return self._grounds[colour]

    def font(self, xml: str) -> int:
        """Add a font and return its number."""
        return self._add("fonts", self._own(xml))

    def border(self, xml: str) -> int:
        """Add a border and return its number."""
        return self._add("borders", self._own(xml))

    def format(self, xml: str) -> int:
        """Add a cell format and return its number."""
        return self._add("cellXfs", self._own(xml))

    def text(self) -> str:
        """Return the styles part with everything added."""
        xml = self._xml
        for table, added in self._added.items():
            if added:
                count = self._counts[table]
                xml = self._extended(xml, table, "".join(added), count)
        return xml

    def _own(self, xml: str) -> str:
        return prefixed(xml, self._prefix)

    def _add(self, table: str, xml: str) -> int:
        self._added[table].append(xml)
        self._counts[table] += 1
        return self._counts[table] - 1

    def _items(self, table: str, tag: str) -> list[str]:
        p = self._prefix
        whole = rf"<{p}{table}\b[^>]*?(?<!/)>(.*?)</{p}{table}\s*>"
        section = re.search(whole, self._xml, re.DOTALL)
        if section is None:
            return []
        pattern = rf"<{p}{tag}(?:\s[^>]*?)?(?:/>|>.*?</{p}{tag}\s*>)"
        return re.findall(pattern, section[1], re.DOTALL)

    def _extended(self, xml: str, table: str, addition: str, count: int) -> str:
        p = self._prefix
        opening = re.search(rf"<{p}{table}\b[^>]*>", xml)
        closing = re.search(rf"</{p}{table}\s*>", xml)
        if opening is None or closing is None:
            raise NotPatchable(table)
        counted = _set(opening[0], "count", str(count))
        inside = xml[opening.end() : closing.start()]
        return xml[: opening.start()] + counted + inside + addition + xml[closing.start() :]

    def _dark(self, font: int, severity: Severity) -> int:
        """Return a font in dark letters: white ones of a heading would vanish on light ground."""
        key = (font, severity)
        if key not in self._letters:
            xml = self._fonts[font if font < len(self._fonts) else 0]
            colour = self._own(f'<color rgb="{LETTERS[severity]}"/>')
            plain = re.sub(rf"<{self._prefix}color\s[^>]*?/>", "", xml)
            if plain.endswith("/>"):
                plain = f"<{self._prefix}font></{self._prefix}font>"
            size = re.search(rf"<{self._prefix}sz\s[^>]*?/>", plain)
            at = size.end() if size else plain.index(">") + 1
            self._letters[key] = self._add("fonts", plain[:at] + colour + plain[at:])
        return self._letters[key]


def _set(tag: str, name: str, value: str) -> str:
    """Return an element whose opening tag has an attribute, added or exchanged."""
    end = tag.index(">")
    head, rest = tag[:end], tag[end:]
    if head.endswith("/"):
        head, rest = head[:-1], "/" + rest
    pattern = rf"""(\s{name}=)(?:"[^"]*"|'[^']*')"""
    if re.search(pattern, head):
        return re.sub(pattern, rf'\g<1>"{value}"', head) + rest
    return f'{head.rstrip()} {name}="{value}"{rest}'
