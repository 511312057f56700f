"""A spreadsheet package whose parts are exchanged one by one; all others stay as they came."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from gwdash.ingest.files.package import Package, part_name
from gwdash.ingest.files.safexml import elements, refuse_unsafe

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES_PART = "[Content_Types].xml"
_NEW_RELS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{_PACKAGE_RELATIONSHIPS}"></Relationships>'
)
#: Packed already: deflating them again costs time and saves nothing.
_PACKED = (".png", ".jpg", ".jpeg", ".gif", ".zip")
#: Level 6 needs twice the time for 5 % less.
_DEFLATE_LEVEL = 3


class NotPatchable(Exception):
    """The package is written in a way that is not exchanged part by part."""


class Parts:
    """The parts of a package by name, with changes on top; names are compared without case."""

    def __init__(self, content: bytes) -> None:
        """Open a package; raises UnreadableFile for a damaged or oversized one."""
        self._package = Package(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [n.replace("\\", "/") for n in archive.namelist()]
        # Written back as the standard has them: programs differ in what else they forgive.
        self._names = {part_name(n): n.lstrip("/") for n in names if not n.endswith("/")}
        if part_name(_TYPES_PART) not in self._names:
            raise NotPatchable(_TYPES_PART)
        self._names[part_name(_TYPES_PART)] = _TYPES_PART
        self._changed: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return part_name(name) in self._names

    def names(self) -> list[str]:
        """Return the normalised names of all parts."""
        return list(self._names)

    def read(self, name: str) -> bytes:
        """Return a part's bytes as they now stand."""
        key = part_name(name)
        return self._changed[key] if key in self._changed else self._package.read(name)

    def text(self, name: str) -> str:
        """Return a small XML part as text; refuses unsafe XML."""
        xml = self.read(name)
        refuse_unsafe(xml)
        return xml.decode("utf-8-sig")

    def put(self, name: str, xml: str | bytes) -> None:
        """Set the content of a part, which must be well-formed XML."""
        data = xml.encode() if isinstance(xml, str) else xml
        _prove(data)
        self._names.setdefault(part_name(name), name)
        self._changed[part_name(name)] = data

    def drop(self, name: str) -> None:
        """Leave a part out."""
        self._names.pop(part_name(name), None)
        self._changed.pop(part_name(name), None)

    def free_name(self, pattern: str) -> str:
        """Return ``pattern`` with the first number that makes an unused part name."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def declare(self, part: str, content_type: str) -> None:
        """Say in the content types what a new part is."""
        line = f'<Override PartName="/{part}" ContentType="{content_type}"/>'
        self.put(_TYPES_PART, add_inside(self.text(_TYPES_PART), "Types", line))

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say in the content types what parts with an extension are."""
        types = self.text(_TYPES_PART)
        if not re.search(rf'Extension="{extension}"', types, re.IGNORECASE):
            line = f'<Default Extension="{extension}" ContentType="{content_type}"/>'
            # Defaults come before overrides.
            opening = re.search(r"<(?:\w+:)?Types\b[^>]*>", types)
            if opening is None:
                raise NotPatchable(_TYPES_PART)
            self.put(_TYPES_PART, types[: opening.end()] + line + types[opening.end() :])

    def retype(self, old: Iterable[str], new: str) -> bool:
        """Exchange content types; tell whether any was there."""
        types = self.text(_TYPES_PART)
        changed = types
        for one in old:
            changed = changed.replace(f'"{one}"', f'"{new}"')
        self.put(_TYPES_PART, changed)
        return changed != types

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relationship of ``part`` to the part ``target`` and return its id."""
        rels = rels_part(part)
        text = self.text(rels) if rels in self else _NEW_RELS
        number = 1
        while f'"rIdMark{number}"' in text:
            number += 1
        line = (
            f'<Relationship Id="rIdMark{number}" Type="{RELATIONSHIPS}/{kind}" Target="/{target}"/>'
        )
        self.put(rels, add_inside(text, "Relationships", line))
        return f"rIdMark{number}"

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relationships of a part: id → (target part, last word of the type)."""
        folder, rels = posixpath.dirname(part), rels_part(part)
        found = {}
        for tag, attributes in elements(self.read(rels)) if rels in self else ():
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                full = target if target.startswith("/") else posixpath.join(folder, target)
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (part_name(full), kind)
        return found

    def unrelate(self, part: str, words: tuple[str, ...]) -> None:
        """Take out the relationships of ``part`` whose type ends with one of the words."""
        rels = rels_part(part)
        if rels not in self:
            return
        text = self.text(rels)
        kept = re.sub(
            r"<(?:\w+:)?Relationship\s[^>]*?/>",
            lambda m: "" if _type_of(m[0]).endswith(words) else m[0],
            text,
        )
        if kept != text:
            self.put(rels, kept)

    def undeclare(self, part: str) -> None:
        """Take a part's line out of the content types."""
        types = self.text(_TYPES_PART)
        pattern = rf"""<(?:\w+:)?Override\s[^>]*?PartName=["']/{re.escape(part)}["'][^>]*?/>"""
        self.put(_TYPES_PART, re.sub(pattern, "", types, flags=re.IGNORECASE))

    def packed(self) -> bytes:
        """Return the package as a file."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(
            buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_DEFLATE_LEVEL
        ) as archive:
            for key in sorted(self._names, key=lambda n: n != part_name(_TYPES_PART)):
                method = zipfile.ZIP_STORED if key.endswith(_PACKED) else zipfile.ZIP_DEFLATED
                archive.writestr(self._names[key], self.read(key), method)
        return buffer.getvalue()


def rels_part(part: str) -> str:
    """Return the part that holds the relationships of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def add_inside(xml: str, tag: str, addition: str) -> str:
    """Return XML with text added as the last children of the element ``tag``."""
    closings = list(re.finditer(rf"</(?:\w+:)?{tag}\s*>", xml))
    if closings:
        at = closings[-1].start()
        prefix = _prefix(xml[at + 2 : closings[-1].end()])
        return xml[:at] + prefixed(addition, prefix) + xml[at:]
    empty = re.search(rf"<((?:\w+:)?{tag})(\s[^>]*)?/>", xml)
    if empty is None:
        raise NotPatchable(tag)
    inside = prefixed(addition, _prefix(empty[1]))
    return (
        xml[: empty.start()]
        + f"<{empty[1]}{empty[2] or ''}>{inside}</{empty[1]}>"
        + xml[empty.end() :]
    )


def prefixed(xml: str, prefix: str) -> str:
    """Return XML whose plain tags carry a namespace prefix."""
    return re.sub(r"(</?)(?=[A-Za-z]\w*[\s/>])", rf"\g<1>{prefix}", xml) if prefix else xml


def attribute(name: str, value: object) -> str:
    """Return an attribute with a space before it."""
    return f" {name}={quoteattr(str(value))}"


def escaped(text: str) -> str:
    """Return text for an element; what a spreadsheet would decode as _x0041_ stays as typed."""
    return escape(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text))


def _prefix(tag: str) -> str:
    return tag.partition(":")[0] + ":" if ":" in tag else ""


def _type_of(tag: str) -> str:
    match = re.search(r"""\sType=["']([^"']*)["']""", tag)
    return match[1] if match else ""


def _prove(data: bytes) -> None:
    try:
        expat.ParserCreate().Parse(data, True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise NotPatchable(str(error)) from error
