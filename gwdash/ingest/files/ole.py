"""Compound files (.xls, .et, encrypted .xlsx): names and content of their streams ([MS-CFB])."""

import struct
from itertools import chain

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.package import DAMAGED

_SECTOR_SHIFT_AT = 30
_DIRECTORY_AT = 48
_MINI_AT = 56
_FAT_LIST_AT = 76
_FAT_LIST_LENGTH = 109
_SHIFTS = (9, 12)
_MINI_SIZE = 64
_LAST_REGULAR = 0xFFFFFFFA
_ENTRY_SIZE = 128
_STREAM, _ROOT = 2, 5


class OleFile:
    """The streams of a compound file by name.

    Chains of sectors that run in circles or leave the file end there: what the reader of the
    table makes of the stream decides whether the file is of use.

    Raises
    ------
    UnreadableFile
        When the header or the directory cannot be followed.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            (shift,) = struct.unpack_from("<H", content, _SECTOR_SHIFT_AT)
            if shift not in _SHIFTS:
                raise UnreadableFile(DAMAGED)
            self._size = 1 << shift
            self._fat = self._read_fat()
            self._read_directory()
        except struct.error as error:
            raise UnreadableFile(DAMAGED) from error

    def __contains__(self, name: str) -> bool:
        """Tell whether the file has a stream of this name."""
        return name in self._streams

    def names(self) -> list[str]:
        """Return the names of all streams."""
        return list(self._streams)

    def read(self, name: str) -> bytes:
        """Return the bytes of a stream, as far as they are in the file."""
        start, length = self._streams[name]
        if length >= self._mini_cutoff:
            return self._sectors(start)[:length]
        minis = chain_of(start, self._mini_fat)
        pieces = (self._mini[n * _MINI_SIZE : (n + 1) * _MINI_SIZE] for n in minis)
        return b"".join(pieces)[:length]

    def _sector(self, number: int) -> bytes:
        # The header takes the place of one sector, whatever their size.
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def _sectors(self, start: int) -> bytes:
        return b"".join(map(self._sector, chain_of(start, self._fat)))

    def _read_fat(self) -> list[int]:
        listed = list(struct.unpack_from(f"<{_FAT_LIST_LENGTH}I", self._content, _FAT_LIST_AT))
        (more,) = struct.unpack_from("<I", self._content, _FAT_LIST_AT - 8)
        seen: set[int] = set()
        while more < _LAST_REGULAR and more not in seen:
            seen.add(more)
            *further, more = _numbers(self._sector(more)) or [_LAST_REGULAR]
            listed += further
        regular = (number for number in listed if number < _LAST_REGULAR)
        return list(chain.from_iterable(_numbers(self._sector(number)) for number in regular))

    def _read_directory(self) -> None:
        (start,) = struct.unpack_from("<I", self._content, _DIRECTORY_AT)
        self._mini_cutoff, mini_start = struct.unpack_from("<II", self._content, _MINI_AT)
        directory = self._sectors(start)
        whole = len(directory) - len(directory) % _ENTRY_SIZE
        self._streams: dict[str, tuple[int, int]] = {}
        self._mini = b""
        for raw, length, kind, first, size in struct.iter_unpack("<64sHB49xIQ", directory[:whole]):
            if kind == _ROOT:
                self._mini = self._sectors(first)
            elif kind == _STREAM:
                name = raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
                # Version 3 files may hold garbage in the upper half of the size.
                self._streams.setdefault(name, (first, size & 0xFFFFFFFF))
        self._mini_fat = _numbers(self._sectors(mini_start))


def chain_of(start: int, table: list[int]) -> list[int]:
    """Return the sector numbers of a chain, up to its end, its first repetition or a bad link."""
    numbers: list[int] = []
    seen = bytearray(len(table))
    while start < len(table) and not seen[start]:
        seen[start] = 1
        numbers.append(start)
        start = table[start]
    return numbers


def _numbers(sector: bytes) -> list[int]:
    count = len(sector) // 4
    return list(struct.unpack_from(f"<{count}I", sector))
