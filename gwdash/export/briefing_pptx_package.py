"""The office's own template before any parser sees it: a package that may do nothing by itself."""

import re
from typing import Literal

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.limits import MAX_FILE_BYTES
from gwdash.ingest.files.package import Package

_MAIN = {
    "pptx": ("ppt/presentation.xml", b"presentationml.presentation.main+xml"),
    "docx": ("word/document.xml", b"wordprocessingml.document.main+xml"),
}
#: Parts that run, or that carry other files than the workbooks behind charts.
_ACTIVE = re.compile(r"vbaproject|/activex/|/embeddings/(?!.*\.xlsx$)|/ctrlprops/|/webextensions/")
_EXTERNAL = re.compile(
    rb"<Relationship\b[^>]*\bTargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE
)
_LINK = b"relationships/hyperlink"
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = (".xml", ".rels")


def checked(content: bytes, kind: Literal["pptx", "docx"]) -> bytes:
    """Return a template that holds text, pictures and layouts only.

    Raises UnreadableFile for what is no such document, is locked or damaged, expands beyond the
    limits, runs macros, carries other files, or fetches anything from elsewhere.
    """
    if len(content) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024**2
        raise UnreadableFile(f"模板超过 {limit} MB，未予使用。请压缩其中的图片后再上传。")
    try:
        package = Package(content)
        names = package.names()
        parts = {name: package.read(name) for name in names if name.endswith(_XML)}
    except UnreadableFile as error:
        raise UnreadableFile(
            f"模板不是完整的 {kind} 文件，无法使用。请用 WPS 或 Office 打开后另存为 {kind} 再上传。"
        ) from error
    main, media_type = _MAIN[kind]
    types = parts.get("[content_types].xml", b"")
    if b"macroEnabled" in types or any(_ACTIVE.search(f"/{name}") for name in names):
        raise UnreadableFile(
            f"模板里有宏、控件或嵌入的文件，未予使用。请删除这些内容，另存为 {kind} 再上传。"
        )
    if main not in parts or media_type not in types:
        raise UnreadableFile(f"模板不是 {kind} 文件，无法使用。请另存为 {kind} 再上传。")
    if any(_ENTITIES.search(data) for data in parts.values()):
        raise UnreadableFile("模板的内部结构不正常，未予使用。请新建一份模板再上传。")
    if any(_fetches(data) for name, data in parts.items() if name.endswith(".rels")):
        raise UnreadableFile(
            f"模板引用了外部文件或网址的内容，未予使用。请把图片插入模板中，另存为 {kind} 再上传。"
        )
    return content


def _fetches(relations: bytes) -> bool:
    """Tell whether anything but a link that somebody clicks leads outside."""
    return any(_LINK not in found for found in _EXTERNAL.findall(relations))
