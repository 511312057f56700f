"""A folder that came as one zip: its files taken out within limits, nothing written anywhere."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.limits import (
    MAX_FILE_BYTES,
    MAX_UNPACK_RATIO,
    MAX_UNPACKED_BYTES,
    RATIO_MATTERS_BYTES,
)

#: A month of the city is about 90 workbooks.
MAX_FILES = 200
#: Folders within folders: year, month, county, ledger are four.
MAX_DEPTH = 6
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_UTF8_NAME = 0x800
_ENCRYPTED = 1
_OFFICE_PACKAGES = ("[Content_Types].xml", "mimetype")
_ARCHIVES = frozenset({".zip", ".rar", ".7z", ".tar", ".gz"})


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The files of a zip with their folders, and a sentence for each that was left out."""

    files: tuple[tuple[str, bytes], ...]
    left_out: tuple[str, ...] = ()


def is_folder_zip(name: str, content: bytes) -> bool:
    """Tell whether a file is a packed folder and not a workbook, which is a zip as well."""
    if PurePosixPath(name.lower()).suffix != ".zip":
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return not set(package.namelist()) & set(_OFFICE_PACKAGES)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return True


def unpacked(name: str, content: bytes) -> Unpacked:
    """Return the files of a zip; raises UnreadableFile for one that is damaged or too much.

    A path that leads out of the folder refuses the whole zip: nobody packs one by accident.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            _refuse(name, entries, len(content))
            files: list[tuple[str, bytes]] = []
            left_out: list[str] = []
            for entry in entries:
                path = _path(name, entry)
                if path.suffix.lower() in _ARCHIVES:
                    left_out.append(f"「{path}」是压缩包里的压缩包，没有打开，请解压后单独放入。")
                elif entry.file_size > MAX_FILE_BYTES:
                    left_out.append(f"「{path}」太大，没有打开，请精简后单独放入。")
                else:
                    with package.open(entry) as part:
                        files.append((str(path), part.read(entry.file_size)))
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError) as error:
        raise UnreadableFile(f"压缩包「{name}」已损坏，打不开。请重新压缩后再放入。") from error
    except (NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(
            f"压缩包「{name}」的压缩方式不能识别。请用系统自带的“压缩为 zip”重新打包。"
        ) from error
    if not files and not left_out:
        raise UnreadableFile(f"压缩包「{name}」里没有文件。")
    return Unpacked(tuple(files), tuple(left_out))


def _refuse(name: str, entries: list[zipfile.ZipInfo], packed: int) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_FILES:
        raise UnreadableFile(
            f"压缩包「{name}」里有 {len(entries)} 个文件，一次最多 {MAX_FILES} 个，请分几次放入。"
        )
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableFile(f"压缩包「{name}」有密码，打不开。请去掉密码后重新压缩。")
    swollen = total > RATIO_MATTERS_BYTES and total > MAX_UNPACK_RATIO * packed
    if total > MAX_UNPACKED_BYTES or swollen:
        raise UnreadableFile(f"压缩包「{name}」展开后过大，没有打开。请分几次放入。")


def _path(name: str, entry: zipfile.ZipInfo) -> PurePosixPath:
    path = PurePosixPath(_decoded(entry).replace("\\", "/"))
    drive = ":" in path.parts[0] if path.parts else True
    if path.is_absolute() or drive or ".." in path.parts or len(path.parts) > MAX_DEPTH:
        raise UnreadableFile(
            f"压缩包「{name}」里的路径「{path}」不正常，没有打开。请把文件放在一个文件夹里重新压缩。"
        )
    return path


def _decoded(entry: zipfile.ZipInfo) -> str:
    """Return a name as it was typed: Chinese Windows writes it in its own encoding."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Two signs of GBK can be one of UTF-8 by chance, but no Chinese one.
        if name.isascii() or _CHINESE.search(name):
            return name
    return entry.filename
