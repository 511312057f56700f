"""What a piece of evidence really is, told from its bytes: pdf, jpg, png or docx and nothing else.

Nothing of it is ever run, unpacked or shown by the program; the checks keep out what would be
dangerous for the person who opens it: programs, scripts, macros and files of two kinds at once.
"""

import re
import zlib
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from zipfile import is_zipfile

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.package import Package


class Media(StrEnum):
    """The kinds of evidence, by the code of the list `media`."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file is; `remark` is a sentence for what is allowed and still worth saying."""

    media: Media
    remark: str = ""


ALLOWED = "佐证材料只收 PDF、JPG、PNG 和 Word（docx）文件"
#: Kinds that are told by name, so that the sentence helps; by their first bytes.
_FOREIGN = (
    (b"MZ", "Windows 程序"), (b"\x7fELF", "程序"), (b"#!", "脚本"), (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"), (b"RIFF", "WebP 图片或音视频"), (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"), (b"\x1f\x8b", "gz 压缩包"), (b"{\\rtf", "RTF 文档"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件（doc、xls）"), (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
)  # fmt: skip
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|svg|iframe|\?xml|\?php)", re.IGNORECASE)
_HEAD, _TAIL = 1024, 2048
#: Archives that programs find anywhere in a file.
_BURIED = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_PNG = b"\x89PNG\r\n\x1a\n"
_JPG = b"\xff\xd8\xff"
_ZIP = b"PK\x03\x04"
_ENCRYPTED = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<")
_DOCUMENT, _TYPES = "word/document.xml", "[content_types].xml"
#: Parts of a Word file that hold programs.
_PROGRAMS = ("vbaproject.bin", "vbadata.xml", "activex", "/embeddings/oleobject")
_RELATIONS = "word/_rels/settings.xml.rels"
_REMOTE_TEMPLATE = re.compile(
    rb'attachedTemplate"[^>]*Target="(?:https?:|ftp:|\\\\|file:/{4})'
    rb'|Target="(?:https?:|ftp:|\\\\|file:/{4})[^>]*attachedTemplate"',
    re.IGNORECASE,
)
_RESAVE = "请重新扫描或另存后再上传。"


def look_at(content: bytes) -> Looked:
    """Return what a file is by its bytes; its name says nothing.

    Raises UnreadableFile, with what it is instead, for everything that is no evidence.
    """
    if not content:
        raise UnreadableFile("文件是空的（0 字节）。请重新导出或扫描后再上传。")
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(_PNG):
        return _png(content)
    if content.startswith(_JPG):
        return _jpg(content)
    if content.startswith(_ZIP):
        return _docx(content)
    raise UnreadableFile(f"文件内容是{_named(content)}，改扩展名不能改变内容。{ALLOWED}。")


def _named(content: bytes) -> str:
    for start, what in _FOREIGN:
        if content.startswith(start):
            return what
    head = content[:_HEAD].replace(b"\x00", b"")
    if re.search(rb"<svg", head, re.IGNORECASE):
        return "SVG 图形"
    return "网页或脚本" if _MARKUP.search(head) else "不认识的类型"


def _pdf(content: bytes) -> Looked:
    if b"%%EOF" not in content[-_TAIL:]:
        raise UnreadableFile(f"PDF 文件不完整，没有结尾。{_RESAVE}")
    _refuse_double(content, "PDF")
    if _ENCRYPTED.search(content):
        return Looked(Media.PDF, "PDF 已加密，打开时可能需要密码，请同时告知办公室。")
    return Looked(Media.PDF)


def _png(content: bytes) -> Looked:
    """Walk the chunks: each has its length and sum, and nothing stands after the last."""
    at, first = len(_PNG), True
    while True:
        length, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        end = at + 12 + length
        whole = end <= len(content) and (kind == b"IHDR") is first
        if not whole or zlib.crc32(content[at + 4 : end - 4]) != _whole(content[end - 4 : end]):
            raise UnreadableFile(f"PNG 图片已损坏。{_RESAVE}")
        at, first = end, False
        if kind == b"IEND":
            break
    if at != len(content):
        raise UnreadableFile(f"PNG 图片后面还接着别的内容，未予接收。{_RESAVE}")
    _refuse_double(content, "PNG 图片")
    return Looked(Media.PNG)


def _whole(four: bytes) -> int:
    return int.from_bytes(four, "big")


#: Segments of a JPEG: frames hold its size, the scan its picture; those before have a length.
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SCAN, _MARKER, _SEGMENT_HEAD = 0xDA, 0xFF, 4


def _jpg(content: bytes) -> Looked:
    """Walk the segments up to the picture; cameras may add what they like after its end."""
    at, framed = 2, False
    while True:
        head = content[at : at + _SEGMENT_HEAD]
        length = int.from_bytes(head[2:], "big")
        if head[:2] == b"\xff\xff":
            at += 1
            continue
        if len(head) < _SEGMENT_HEAD or head[0] != _MARKER or length < len(head[2:]):
            raise UnreadableFile(f"JPG 图片已损坏。{_RESAVE}")
        if head[1] == _SCAN:
            break
        framed = framed or head[1] in _FRAMES
        at += 2 + length
    if not framed or b"\xff\xd9" not in content[at:]:
        raise UnreadableFile(f"JPG 图片不完整。{_RESAVE}")
    _refuse_double(content, "JPG 图片")
    return Looked(Media.JPG)


def _refuse_double(content: bytes, what: str) -> None:
    """Refuse a file that another program would take for something else."""
    buried = any(mark in content for mark in _BURIED) or is_zipfile(BytesIO(content))
    if buried or _MARKUP.search(content[:_HEAD]):
        raise UnreadableFile(f"{what}里夹带了压缩包、网页或脚本，未予接收。{_RESAVE}")


def _docx(content: bytes) -> Looked:
    try:
        package = Package(content)
    except UnreadableFile as refusal:
        raise UnreadableFile(
            "Word 文件已损坏、已加密或展开后过大，未予接收。请另存为普通 docx 或 PDF 后再上传。"
        ) from refusal
    names = [name.lower() for name in package.names()]
    if _DOCUMENT not in names or _TYPES not in names:
        raise UnreadableFile(f"文件是压缩包，不是 Word 文件。{ALLOWED}。")
    if any(program in name for name in names for program in _PROGRAMS):
        raise UnreadableFile("Word 文件里有宏或可执行的嵌入对象，未予接收。请另存为 PDF 后再上传。")
    if b"macroenabled" in package.read(_TYPES).lower():
        raise UnreadableFile("Word 文件启用了宏（docm），未予接收。请另存为 PDF 后再上传。")
    if _RELATIONS in names and _REMOTE_TEMPLATE.search(package.read(_RELATIONS)):
        raise UnreadableFile("Word 文件引用了网络上的模板，未予接收。请另存为 PDF 后再上传。")
    if _trailing(content):
        raise UnreadableFile("Word 文件后面还接着别的内容，未予接收。请另存后再上传。")
    return Looked(Media.DOCX)


_END_RECORD, _END_LENGTH = b"PK\x05\x06", 22


def _trailing(content: bytes) -> bool:
    """Tell whether something stands after the package's end record and its comment."""
    at = content.rfind(_END_RECORD)
    comment = int.from_bytes(content[at + 20 : at + _END_LENGTH], "little")
    return at + _END_LENGTH + comment != len(content)
