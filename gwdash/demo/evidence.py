"""The demo's evidence: a paper or a picture for what is reported as complete, and stamped pages.

One county forgot it (`progress.UNPROVEN_ITEM`): a typed paper number alone proves nothing.
"""

import struct
import zlib
from collections.abc import Iterable
from datetime import datetime

from gwdash import clock
from gwdash.assess.progress import FULL_PCT
from gwdash.demo.chance import chance
from gwdash.demo.items import items
from gwdash.demo.parcels import Parcel
from gwdash.intake.attachments import Target, Upload, attach_in
from gwdash.intake.usecases import Batch
from gwdash.intake.verification import record_verdicts
from gwdash.registry.datasets import TASK_PROGRESS
from gwdash.registry.region import REGION
from gwdash.standards.periods import Period

CHANNEL = "demo"
#: Units whose reports of the last month came with a stamped page.
STAMPED = frozenset({("fgw", "2024-06"), ("czj", "2024-06")})
#: What the office found on the spot: period, item, percent, and why.
VERDICTS = (
    ("2024-05", "3-02", 84.0, "2处水源开采量台账缺原始记录，核减。"),
    ("2024-06", "2-02", 61.0, "现场核查2个园区未完成管控方案，核减。"),
    ("2024-06", "6-20-03", 70.0, "抽查5眼，1眼回填材料不符合要求，核减。"),
)
VERIFIED_AT = datetime(2024, 7, 9, 17, 45)  # noqa: DTZ001 (Beijing time, as gwdash.clock takes it)
_WIDTH, _HEIGHT = 96, 64
_LINE_HEIGHT, _TOP, _LEFT, _SIZE = 28, 760, 72, 16


class Proofs:
    """Attaches what each report proves, once for each item."""

    def __init__(self, run: Batch) -> None:
        """Attach within a batch that is published later."""
        self._run = run
        self._proven: set[str] = set()

    def of(self, parcel: Parcel) -> None:
        """Attach the evidence that came with a report, at the moment at which it came."""
        if parcel.dataset != TASK_PROGRESS.name:
            return
        where = (parcel.dataset, parcel.reporter, parcel.period.code)
        with clock.at(parcel.at):
            for row in parcel.rows:
                item_id, paper = str(row["item_id"]), str(row["evidence"])
                if row["actual_pct"] != FULL_PCT or not paper or item_id in self._proven:
                    continue
                self._proven.add(item_id)
                key = {"item_id": item_id, "county_code": _county(str(row["county_code"]))}
                name = str(row["item_name"])
                attach_in(
                    self._run, Target(*where, key), [_proof(item_id, name, paper)], channel=CHANNEL
                )
            if where[1:] in STAMPED:
                who = REGION.reporter(parcel.reporter).name
                page = paper_of((who, f"{parcel.period.label}重点任务进展情况表", "（盖章页）"))
                attach_in(
                    self._run, Target(*where), [Upload(f"{who}盖章页.pdf", page)], channel=CHANNEL
                )


def verify(run: Batch, upto: Period) -> None:
    """Enter what the office verified, at the demo's end; a shorter demo has nothing of it."""
    counties = {item.item_id: _county(item.county) for item in items()}
    by_period: dict[str, list[dict[str, object]]] = {}
    for month, item_id, percent, note in VERDICTS:
        row = {"item_id": item_id, "county_code": counties[item_id]}
        by_period.setdefault(month, []).append(row | {"verified_pct": percent, "note": note})
    with clock.at(VERIFIED_AT):
        for code, entries in by_period.items():
            period = Period.parse(code)
            if period.last_day <= upto.last_day:
                record_verdicts(run, period, entries, CHANNEL)


def _county(name: str) -> str:
    if name == REGION.name:
        return REGION.code
    found = REGION.find_reporter(name)
    return found.code if found else name


def _proof(item_id: str, name: str, paper: str) -> Upload:
    """Return a picture from the field for some items, a paper for the others."""
    if chance("proof", item_id).random() < 1 / 3:
        return Upload(f"{name}现场照片.png", picture_of(item_id))
    return Upload(f"{name}佐证.pdf", paper_of((name, paper, "演示材料，非真实文件")))


def paper_of(lines: Iterable[str]) -> bytes:
    """Return a PDF of one page with these lines, in the Chinese font that readers bring along."""
    shown = [
        f"1 0 0 1 {_LEFT} {_TOP - n * _LINE_HEIGHT} Tm <{line.encode('utf-16-be').hex()}> Tj"
        for n, line in enumerate(lines)
    ]
    text = f"BT /F1 {_SIZE} Tf {' '.join(shown)} ET".encode()
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R>>>>>>"
        ),
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        (
            b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
            b"/DescendantFonts[6 0 R]>>"
        ),
        (
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R>>"
        ),
        (
            b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
            b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
        ),
    )
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(parts) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (count, table, count, len(body))
    )


def picture_of(name: str) -> bytes:
    """Return a small PNG that stands for a photograph: sky above ground, a wellhead between."""
    draw = chance("picture", name)
    tone, left = draw.randint(0, 60), draw.randint(20, _WIDTH - 40)
    lines = b"".join(b"\x00" + _line(y, tone, left) for y in range(_HEIGHT))
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _line(y: int, tone: int, left: int) -> bytes:
    ground = y > _HEIGHT * 2 // 3
    back = bytes((150 - tone, 120 - tone, 80)) if ground else bytes((150 + tone, 190, 230))
    line = bytearray(back * _WIDTH)
    if _HEIGHT // 3 < y < _HEIGHT * 5 // 6:
        line[left * 3 : (left + 12) * 3] = bytes((90, 100, 110)) * 12
    return bytes(line)
