"""What a zip package is: workbook of three kinds, another office document, or an archive."""

import posixpath

from gwdash.errors import UnreadableFile
from gwdash.ingest.files.magic import EXPORT_GEOJSON
from gwdash.ingest.files.package import Package
from gwdash.ingest.files.xlsx_book import workbook_part

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_OTHERS = {
    "word": "Word 文档",
    "ppt": "PPT 演示文稿",
    "visio": "Visio 图",
}


def package_kind(package: Package) -> str:
    """Return ``xlsx`` (also for .xlsm), ``xlsb`` or ``ods``.

    Raises
    ------
    UnreadableFile
        When the package is something else.
    """
    if "mimetype" in package and package.read("mimetype").strip().startswith(_ODS):
        return "ods"
    main = workbook_part(package) or _usual(package)
    if main.startswith("xl/") or posixpath.basename(main).startswith("workbook"):
        return "xlsb" if main.endswith(".bin") else "xlsx"
    if any(name.lower().endswith(".shp") for name in package.names()):
        raise UnreadableFile(f"压缩包里是 shapefile，不能直接读取。{EXPORT_GEOJSON}")
    what = _OTHERS.get(main.split("/")[0], "压缩包或其他文档")
    if "mimetype" in package:
        what = "其他类型的 OpenDocument 文档"
    raise UnreadableFile(f"文件是{what}，不是电子表格。请提交其中的 xlsx、xls 或 csv 文件。")


def _usual(package: Package) -> str:
    usual = ("xl/workbook.xml", "xl/workbook.bin", "word/document.xml", "ppt/presentation.xml")
    return next((part for part in usual if part in package), "")
