"""XML of unknown origin: no document type, no entities, UTF-8 only, streamed."""

import re
from collections.abc import Callable
from xml.parsers import expat

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.package import DAMAGED

UNSAFE = (
    "文件中含有外部引用或实体定义（DTD），存在安全风险，已拒绝读取。"
    "请用 WPS 或 Excel 重新录入或另存为 xlsx 再提交。"
)
WRONG_ENCODING = (
    "文件内部没有使用 UTF-8 编码，读取会丢失内容。请用 WPS 或 Excel 打开后另存为 xlsx 再提交。"
)

_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_UTF8 = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_DECLARATION = 256

Attributes = dict[str, str]


def refuse_encoding(xml: bytes) -> None:
    """Refuse another encoding than UTF-8: the table reader takes such a sheet for an empty one.

    Raises
    ------
    UnreadableFile
        When the mark, the declaration or the bytes show another encoding.
    """
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in xml[:_DECLARATION]:
        raise UnreadableFile(WRONG_ENCODING)
    declared = _ENCODING.search(xml[:_DECLARATION])
    if declared and declared[1].lower() not in _UTF8:
        raise UnreadableFile(WRONG_ENCODING)


def refuse_unsafe(xml: bytes) -> None:
    """Refuse XML that defines entities or refers to a document type, or is not UTF-8.

    Raises
    ------
    UnreadableFile
        On a document type or entity definition, or another encoding than UTF-8.
    """
    refuse_encoding(xml)
    if b"<!" in xml and (b"<!DOCTYPE" in xml or b"<!ENTITY" in xml):
        raise UnreadableFile(UNSAFE)


def walk(
    xml: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Stream through XML; tag and attribute names come without their namespace.

    Raises
    ------
    UnreadableFile
        When the XML is unsafe or not well-formed.
    """
    refuse_unsafe(xml)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: start(
        _local(tag), {_local(name): value for name, value in attributes.items()}
    )
    if end is not None:
        parser.EndElementHandler = lambda tag: end(_local(tag))
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(xml, True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise UnreadableFile(DAMAGED) from error


def elements(xml: bytes) -> list[tuple[str, Attributes]]:
    """Return every element of a small document in order, as (local name, attributes).

    Raises
    ------
    UnreadableFile
        When the XML is unsafe or not well-formed.
    """
    found: list[tuple[str, Attributes]] = []
    walk(xml, lambda tag, attributes: found.append((tag, attributes)))
    return found


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_doctype(*_: object) -> None:
    raise UnreadableFile(UNSAFE)
