"""A macro workbook without its Excel 4 macro sheets, which the table reader cannot pass over."""

import io
import re
import zipfile
from xml.sax.saxutils import unescape

from gwdash.ingest.files.package import Package

_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*?/>")
_NAME = re.compile(r"""\sname=(?:"([^"]*)"|'([^']*)')""")
_QUOTES = {"&quot;": '"', "&apos;": "'"}
#: Parts that hold no cells: leaving them out keeps the copy small.
_NEEDLESS = ("xl/media/", "xl/drawings/", "xl/charts/", "docprops/", "customxml/")


def without_macro_sheets(package: Package, workbook: str, names: set[str]) -> bytes:
    """Return the package with the named sheets taken out of its workbook part."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as archive:
        for part in package.names():
            if part.startswith(_NEEDLESS) or part == workbook:
                continue
            archive.writestr(part, package.read(part))
        xml = package.read(workbook).decode("utf-8-sig")
        kept = _SHEET.sub(lambda match: "" if _name(match[0]) in names else match[0], xml)
        archive.writestr(workbook, kept.encode())
    return output.getvalue()


def _name(tag: str) -> str:
    match = _NAME.search(tag)
    return unescape(match[1] or match[2] or "", _QUOTES) if match else ""
