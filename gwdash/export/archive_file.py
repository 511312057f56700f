"""A zip of files with their SHA-256 listed in it, so that a copy can be held against the first."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MANIFEST = "清单.txt"
#: Excel and the notepad of Windows tell UTF-8 by this mark.
_BOM = "\ufeff"
_LINE = "\r\n"
_PACKED = (".pptx", ".docx", ".xlsx", ".pdf", ".png", ".jpg", ".zip")
#: A zip cannot tell of earlier days.
_FIRST_YEAR = 1980
_HOW = (
    "核对方法：Windows 在命令提示符中执行 certutil -hashfile 文件名 SHA256，"
    "Linux 执行 sha256sum 文件名，结果应与下列一致。"
)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the zip; folders are told by slashes in its name."""

    name: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The hash that the list says."""
        return hashlib.sha256(self.content).hexdigest()


def manifest(head: Sequence[str], members: Sequence[Member], remarks: Sequence[str] = ()) -> Member:
    """Return the list of the files as one that Windows and WPS show with Chinese intact."""
    lines = [*head, ""]
    if remarks:
        lines += ["说明：", *(f"  {one}" for one in remarks), ""]
    lines += [_HOW, "", f"共 {len(members)} 个文件（SHA-256　字节数　文件名）：", ""]
    lines += [f"{one.sha256}  {len(one.content):>10}  {one.name}" for one in members]
    return Member(MANIFEST, (_BOM + _LINE.join(lines) + _LINE).encode())


def text_file(name: str, lines: Iterable[str]) -> Member:
    """Return a text that opens on Windows with Chinese intact."""
    return Member(name, (_BOM + _LINE.join(lines) + _LINE).encode())


def zipped(members: Iterable[Member], made_at: datetime) -> bytes:
    """Return files as one zip in the given order; the same files give the same bytes.

    Names with Chinese letters are marked as UTF-8, which the library does by itself.
    """
    moment = (max(made_at.year, _FIRST_YEAR), *made_at.timetuple()[1:6])
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for one in members:
            entry = ZipInfo(one.name, moment)
            stored = one.name.lower().endswith(_PACKED)
            entry.compress_type = ZIP_STORED if stored else ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            # Otherwise the system that packs is told, and the same files differ by it.
            entry.create_system = 3
            archive.writestr(entry, one.content)
    return buffer.getvalue()
