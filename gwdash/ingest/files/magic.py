"""What a file really is, told from its bytes; the name is only a hint."""

import re
from enum import StrEnum

from gwdash.errors import UnreadableFile


class Container(StrEnum):
    """The outer form of a file that may hold a table."""

    OLE = "ole"
    ZIP = "zip"
    TEXT = "text"


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
#: First record of a worksheet stream of Excel 2, 3, 4 and 5 that is not wrapped in OLE.
_BARE_BIFF = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
#: A BOF record has a two-byte length of 4 to 16 right after its number.
_BOF_LENGTHS = range(4, 17)

#: Files that are often renamed to .xls or .xlsx, by their first bytes.
_FOREIGN = (
    (b"%PDF", "PDF 文件"),
    (b"BM", "BMP 图片"),
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gz 压缩包"),
    (b"{\\rtf", "RTF 文档"),
    (b"PAR1", "Parquet 数据文件"),
    (b"SQLite format 3", "SQLite 数据库"),
)
#: These first bytes could begin a table as text too; binary data has NULs near the start.
_AMBIGUOUS = (b"BM", b"PAR1", b"GIF8")

#: File code 9994 (ESRI Shapefile Technical Description, 1998); .shp and .shx alike.
_SHAPEFILE = bytes.fromhex("0000270a")
EXPORT_GEOJSON = (
    "请在 GIS 软件（如 QGIS、ArcGIS）里把图层导出为 GeoJSON（.geojson，CGCS2000经纬度）再提交。"
)

_HEAD = 4096
_BOMS = b"\xef\xbb\xbf\xff\xfe"
_MARKUP = re.compile(
    rb"<(?:\?xml|!doctype|!--|html|head|body|meta|table|style|div|workbook|ss:workbook)",
    re.IGNORECASE,
)
_SPREADSHEETML = b"urn:schemas-microsoft-com:office:spreadsheet"
_MIME_HTML = re.compile(rb"mime-version:", re.IGNORECASE)

SAVE_AS_XLSX = "请用 WPS 或 Excel 打开后另存为 xlsx 再提交。"


def container(content: bytes) -> Container:
    """Return the outer form of a file.

    Raises
    ------
    UnreadableFile
        When the bytes are something that holds no table, or a table in a form that no one
        writes on purpose today (web pages and SpreadsheetML saved as .xls, Excel 2 to 4).
    """
    if not content:
        raise UnreadableFile("文件是空的（0 字节），没有内容可读。请重新导出或另存后再提交。")
    if content.startswith(_OLE):
        return Container.OLE
    if content.startswith(_ZIP):
        return Container.ZIP
    if content[:2] in _BARE_BIFF and int.from_bytes(content[2:4], "little") in _BOF_LENGTHS:
        raise UnreadableFile(f"文件是 Excel 5.0 以前的旧格式，无法读取。{SAVE_AS_XLSX}")
    if content.startswith(_SHAPEFILE):
        raise UnreadableFile(f"文件是 shapefile（.shp），不能直接读取。{EXPORT_GEOJSON}")
    _refuse_foreign(content)
    _refuse_markup(content[:_HEAD].replace(b"\x00", b"").lstrip(_BOMS).lstrip())
    return Container.TEXT


def _refuse_foreign(content: bytes) -> None:
    for start, what in _FOREIGN:
        if content.startswith(start) and (start not in _AMBIGUOUS or b"\x00" in content[:_HEAD]):
            raise UnreadableFile(
                f"文件内容是{what}，不是电子表格，只改扩展名不能变成表格。"
                "请提交 xlsx、xls 或 csv 文件。"
            )


def _refuse_markup(head: bytes) -> None:
    if _MIME_HTML.match(head):
        raise UnreadableFile(f"文件是网页归档（MHT），只是扩展名像表格。{SAVE_AS_XLSX}")
    if not _MARKUP.match(head):
        return
    if _SPREADSHEETML in head:
        raise UnreadableFile(f"文件是“XML 表格 2003”格式，无法直接读取。{SAVE_AS_XLSX}")
    if head.startswith(b"<?xml") and b"<html" not in head.lower():
        raise UnreadableFile(f"文件是 XML 文本，不是电子表格。{SAVE_AS_XLSX}")
    raise UnreadableFile(f"文件其实是网页（HTML），只是扩展名像表格。{SAVE_AS_XLSX}")
