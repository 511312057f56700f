"""An office file without the moment at which a library packed it: the same content, same bytes."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The earliest day a zip can tell; office programs write it too.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_FACTS = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")
#: Workbooks behind the charts of a presentation are packages themselves.
_PACKAGES = (".xlsx",)


def settled(content: bytes, made_at: datetime) -> bytes:
    """Return a package whose parts, also those within them, say `made_at` and no other moment."""
    said = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(buffer, "w") as after:
        for one in before.infolist():
            part = before.read(one)
            if one.filename == _FACTS:
                part = _MOMENT.sub(rb"\g<1>" + said + rb"\g<3>", part)
            elif one.filename.endswith(_PACKAGES):
                part = settled(part, made_at)
            entry = ZipInfo(one.filename, _NO_DAY)
            entry.compress_type = ZIP_DEFLATED
            after.writestr(entry, part)
    return buffer.getvalue()
