"""A zip package (xlsx, xlsb, ods) opened with limits, before any parser sees it."""

import io
import posixpath
import struct
import zipfile
import zlib

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.limits import (
    MAX_PACKAGE_ENTRIES,
    MAX_UNPACK_RATIO,
    MAX_UNPACKED_BYTES,
    RATIO_MATTERS_BYTES,
)

_LOCAL_HEADER = struct.Struct("<26xHH")
_ENCRYPTED_FLAG = 1
_RAW_DEFLATE = -15

DAMAGED = "文件已损坏，无法完整读取。请用 WPS 或 Excel 打开，确认内容后另存为 xlsx 再提交。"
ENCRYPTED = "文件已加密，无法读取。请在 WPS 中取消密码后另存为 xlsx 再提交。"
TOO_LARGE_UNPACKED = (
    "文件展开后过大，可能不是正常的表格，未予读取。请只保留需要报送的内容，另存为 xlsx 再提交。"
)


class Package:
    """The parts of a zip package by name, each checked against its declared size and sum.

    Names are matched without case and with either slash, as office programs do.

    Raises
    ------
    UnreadableFile
        When the archive is damaged, encrypted or expands beyond the limits.
    """

    def __init__(self, content: bytes) -> None:
        self._content = memoryview(content)
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableFile(DAMAGED) from error
        _check_size(entries, len(content))
        if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
            raise UnreadableFile(ENCRYPTED)
        self._entries = {part_name(entry.filename): entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        """Tell whether the package has a part of this name."""
        return part_name(name) in self._entries

    def names(self) -> list[str]:
        """Return the normalised names of all parts."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """Return the content of a part.

        Raises
        ------
        UnreadableFile
            When the part is missing, or holds more, less or other bytes than it declares.
        """
        entry = self._entries.get(part_name(name))
        if entry is None:
            raise UnreadableFile(DAMAGED)
        data = self._unpack(entry)
        if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
            raise UnreadableFile(DAMAGED)
        return data

    def _unpack(self, entry: zipfile.ZipInfo) -> bytes:
        try:
            name_length, extra_length = _LOCAL_HEADER.unpack_from(
                self._content, entry.header_offset
            )
            start = entry.header_offset + 30 + name_length + extra_length
            packed = self._content[start : start + entry.compress_size]
            if entry.compress_type == zipfile.ZIP_STORED:
                return bytes(packed)
            if entry.compress_type == zipfile.ZIP_DEFLATED:
                # One byte more than declared is enough to see that the declaration lies.
                return zlib.decompressobj(_RAW_DEFLATE).decompress(packed, entry.file_size + 1)
        except (struct.error, zlib.error) as error:
            raise UnreadableFile(DAMAGED) from error
        raise UnreadableFile(DAMAGED)


def part_name(name: str) -> str:
    """Return a part name as it is compared: forward slashes, lower case, no leading slash."""
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()


def _check_size(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    bomb = unpacked > RATIO_MATTERS_BYTES and unpacked > packed * MAX_UNPACK_RATIO
    if bomb or unpacked > MAX_UNPACKED_BYTES or len(entries) > MAX_PACKAGE_ENTRIES:
        raise UnreadableFile(TOO_LARGE_UNPACKED)
