"""A laboratory result as a person types it, read into value, flag and detection limit."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gwdash.standards.analytes import ANALYTES, Analyte
from gwdash.standards.text import clean, text_of
from gwdash.standards.unit_names import normalise_unit
from gwdash.standards.units import conversion_factor


class Flag(StrEnum):
    """What kind of result stands in the cell; the kinds of nothing stay apart."""

    VALUE = "value"
    ND = "nd"
    ND_NO_DL = "nd_no_dl"
    MISSING = "missing"
    RIGHT_CENSORED = "right_censored"
    NOT_SAMPLED = "not_sampled"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Result:
    """One result: `value` is the number, or the lower bound when right-censored.

    ``unit`` is the unit the numbers are in, ``note`` what else the cell said, ``warning`` a
    sentence about something that is accepted and should be looked at.
    """

    raw: str
    value: Decimal | None
    flag: Flag
    detection_limit: Decimal | None = None
    unit: str | None = None
    note: str = ""
    warning: str | None = None


Reading = tuple[Result, str | None]

_MISSING = frozenset(
    {"", "-", "--", "---", "—", "——", "―", "–", "/", "//", "\\", "...", "*", "nan", "none", "null",
     "na", "n/a", "#n/a", "未测", "未监测", "未检测", "未检", "未分析", "未做", "缺测", "无数据",
     "不检测", "不监测", "缺"}
)  # fmt: skip
_NOT_DETECTED = re.compile(
    r"^(?:未检出|未检得|检不出|不得检出|nd|n\.d\.?|n\.d|bdl|<?(?:dl|mdl|lod)|[<低小]?[于]?(?:方法)?检出限"
    r"|l|未检出l)$"
)
_NOT_DETECTED_WITH_LIMIT = re.compile(
    r"^(?:未检出|nd|n\.d\.?)[(,:;]?(?:检出限|dl|mdl)?[:=]?<?(?P<number>[^()<]+?)\)?$"
)
_NOT_SAMPLED = re.compile(
    r"干井|枯井|无水|干枯|干涸|断流|损坏|损毁|停用|停采|停运|封井|已封|封填|淹没|未采样|无法采样"
    r"|未采到|采不到|井毁|塌井|塌孔|报废|废弃|取消采样"
)
_CENSORED = re.compile(
    r"^(?P<sign>[<>≤≥]=?|小于等于|大于等于|小于|低于|大于|高于|超过)(?P<rest>.+)$"
)
_BELOW = frozenset({"<", "<=", "≤", "≤=", "小于", "低于", "小于等于"})
_OR_EQUAL = frozenset({"<=", "≤", ">=", "≥", "小于等于", "大于等于"})
_WITH_LIMIT_MARK = re.compile(r"^(?P<number>.+?)\(?l\)?$")

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)"
_PLAIN = re.compile(rf"^{_NUMBER}(?:e[+-]?\d{{1,2}})?$")
_POWER = re.compile(
    rf"^(?:(?P<mantissa>{_NUMBER})[x×*·])?10\^\(?(?P<raised>[+-]?\d{{1,2}})\)?$"
    rf"|^(?P<typed>{_NUMBER})[x×*·]10(?P<signed>[+-]\d{{1,2}})$"
)
_LOST_POWER = re.compile(rf"^{_NUMBER}[x×*·]10\d+$")
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_SPREAD = re.compile(r"^(?P<number>.+?)(?:±|\+/-)(?P<spread>[\d.]+)$")
_TEMPERATURE = re.compile(
    r"^(?P<number>[\d.]+)[(/,;]?(?:水温|t=|温度)?:?(?P<degrees>\d+(?:\.\d+)?)"
    r"(?P<mark>°c|℃|度|c)?\)?$"
)
_WITH_UNIT = re.compile(
    r"^(?P<number>.*?[\d)l])(?P<unit>(?:mg|ug|μg|ng|g|bq|mbq|mpn|cfu|个|ntu)[^()]*|度)"
    r"(?P<close>\)?)$"
)
_LETTER_O = re.compile(r"^[<>≤≥]?[\d.]*[o\u043eο〇][\d.o\u043eο〇]*l?$")
_LETTER_L = re.compile(r"^[<>≤≥]?[\d.]*[il|][\d.il|]*\d[\d.]*l?$|^[<>≤≥]?[il|]\.\d+l?$")

_NATIONAL_NOT_MEASURED = Decimal(-1)
_PH_MAX = Decimal(14)
#: Results are kept as DECIMAL(28,12); nothing measured in water lies outside.
_SMALLEST, _LARGEST = Decimal("1e-12"), Decimal("1e12")

#: The words for “none” and “present” in 嗅和味 and 肉眼可见物; levels after GB/T 5750.4-2023.
ABSENT_WORDS = (
    "无", "无异味", "无异臭", "无异臭异味", "无异臭、异味", "无异臭和异味", "无臭", "无味",
    "无臭无味", "无臭、无味", "无臭和味", "无嗅无味", "无嗅和味", "无任何臭和味", "未见",
    "未见异常", "无肉眼可见物", "未见肉眼可见物", "没有", "未检出", "nd", "ND", "0", "0级",
    "零级",
)  # fmt: skip
PRESENT_WORDS = (
    "有", "有异味", "有异臭", "有臭", "有味", "有臭味", "有嗅味", "有肉眼可见物", "可见", "少量",
    "微量", "有少量", "有沉淀", "有悬浮物", "有杂质", "微弱", "弱", "明显", "强", "很强", "1级",
    "2级", "3级", "4级", "5级",
)  # fmt: skip
_TEXT_WORDS = frozenset((*ABSENT_WORDS, *PRESENT_WORDS))


def _number(text: str) -> Decimal | None:
    """Return the number that cleaned, compact, lower-case text stands for, or None."""
    if _PLAIN.match(text):
        return Decimal(text)
    power = _POWER.match(text)
    if power:
        exponent = int(power["raised"] or power["signed"])
        return Decimal(power["mantissa"] or power["typed"] or 1).scaleb(exponent)
    return Decimal(text.replace(",", "")) if _THOUSANDS.match(text) else None


def _storable(value: Decimal) -> bool:
    return value == 0 or _SMALLEST <= abs(value) < _LARGEST


def _compact(raw: str) -> str:
    return re.sub(r"\s+", "", clean(raw)).casefold()


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with what is known about its column."""

    raw: str
    text: str
    unit: str | None
    detection_limit: Decimal | None
    analyte: Analyte | None

    def result(self, flag: Flag, value: Decimal | None = None, **more: object) -> Result:
        return replace(Result(self.raw, value, flag, unit=self.unit), **more)  # type: ignore[arg-type]

    def not_detected(self, limit: Decimal | None, warning: str | None = None) -> Result:
        known = self.detection_limit if limit is None else limit
        flag = Flag.ND_NO_DL if known is None else Flag.ND
        return self.result(flag, detection_limit=known, warning=warning)


def _read_missing(cell: _Cell) -> Reading | None:
    if cell.text in _MISSING:
        return cell.result(Flag.MISSING, note="未监测" if "未" in cell.text else ""), None
    if _NOT_SAMPLED.search(cell.text) and not re.search(r"\d", cell.text):
        return cell.result(Flag.NOT_SAMPLED, note=clean(cell.raw)), None
    return None


def _read_text(cell: _Cell) -> Reading | None:
    if cell.analyte is None or cell.analyte.kind != "text":
        return None
    if cell.text in _TEXT_WORDS:
        return cell.result(Flag.TEXT), None
    if _number(cell.text) == _NATIONAL_NOT_MEASURED:
        return _judged_number(cell, _NATIONAL_NOT_MEASURED, "")
    return cell.result(Flag.TEXT), (
        f"“{clean(cell.raw)}”不能判断有无，{cell.analyte.label}请填“无”或“有”。"
    )


def _read_limit(cell: _Cell, text: str, warning: str | None = None) -> Reading | None:
    limit = _number(text.removesuffix("l"))
    if limit is None or not _storable(limit):
        return None
    if limit <= 0:
        return cell.result(Flag.TEXT), f"检出限“{clean(cell.raw)}”必须大于0，请填方法检出限加L。"
    return cell.not_detected(limit, warning), None


def _read_not_detected(cell: _Cell) -> Reading | None:
    if _NOT_DETECTED.match(cell.text):
        return cell.not_detected(None), None
    given = _NOT_DETECTED_WITH_LIMIT.match(cell.text)
    if given:
        return _read_limit(cell, given["number"])
    marked = _WITH_LIMIT_MARK.match(cell.text)
    if marked and not _CENSORED.match(cell.text):
        return _read_limit(cell, marked["number"])
    return None


def _read_censored(cell: _Cell) -> Reading | None:
    match = _CENSORED.match(cell.text)
    if match is None:
        return None
    sign = match["sign"]
    below = sign in _BELOW
    warning = None
    if sign in _OR_EQUAL:
        warning = f"“{clean(cell.raw)}”按{'低于检出限' if below else '大于该数'}处理，请核对。"
    if below:
        return _read_limit(cell, match["rest"], warning)
    bound = _number(match["rest"])
    if bound is None or bound < 0 or not _storable(bound):
        return None
    return cell.result(Flag.RIGHT_CENSORED, bound, warning=warning), None


def _read_number(cell: _Cell) -> Reading | None:
    value, note = _number(cell.text), ""
    temperature = _TEMPERATURE.match(cell.text)
    is_ph = cell.analyte is not None and cell.analyte.kind == "ph"
    spread = _SPREAD.match(cell.text)
    if value is None and temperature and (temperature["mark"] in {"°c", "℃"} or is_ph):
        value = _number(temperature["number"])
        note = f"测定时水温{temperature['degrees']}℃"
    elif value is None and spread:
        value, note = _number(spread["number"]), f"不确定度±{spread['spread']}"
    return None if value is None or not _storable(value) else _judged_number(cell, value, note)


def _judged_number(cell: _Cell, value: Decimal, note: str) -> Reading:
    if value == _NATIONAL_NOT_MEASURED:
        # The national upload forms write -1 for an item that was not measured.
        sentence = "“-1”按未监测处理；如确为监测结果请更正。"
        return cell.result(Flag.MISSING, note="未监测", warning=sentence), None
    if value < 0:
        return cell.result(Flag.TEXT), f"“{clean(cell.raw)}”是负数，监测结果不能为负，请更正。"
    if cell.analyte is not None and cell.analyte.kind == "ph" and value > _PH_MAX:
        return cell.result(Flag.TEXT), f"pH“{clean(cell.raw)}”超出0到14，请更正。"
    warning: str | None = None
    if value == 0 and (cell.analyte is None or cell.analyte.is_concentration):
        warning = "填了0：浓度为0通常表示未检出，请改填检出限加L（如0.004L），未监测请填“—”。"
    elif cell.detection_limit is not None and value < cell.detection_limit:
        warning = f"结果低于检出限{cell.detection_limit}，请核对是否应填检出限加L。"
    return cell.result(Flag.VALUE, value, note=note, warning=warning), None


_READERS: tuple[Callable[[_Cell], Reading | None], ...] = (
    _read_text,
    _read_number,
    _read_censored,
    _read_not_detected,
)


def _problem(cell: _Cell) -> str:
    shown = clean(cell.raw)
    if _LETTER_O.match(cell.text):
        return f"“{shown}”里有字母O，请改为数字0。"
    if _LETTER_L.match(cell.text):
        return f"“{shown}”里有字母l或I，请改为数字1。"
    if _LOST_POWER.match(cell.text):
        return f"“{shown}”看不出指数，请写成 2.4×10^4 或 24000。"
    if "。" in cell.text:
        return f"“{shown}”里有中文句号，请改为小数点。"
    return f"“{shown}”不是监测结果，请填数值、检出限加L（如0.004L）、未检出或“—”。"


def _with_inline_unit(cell: _Cell) -> tuple[_Cell, str | None]:
    match = _WITH_UNIT.match(cell.text)
    if match is None or not normalise_unit(match["unit"]):
        return cell, None
    unit = normalise_unit(match["unit"])
    problem = None
    if cell.unit and normalise_unit(cell.unit) not in {unit, ""}:
        problem = f"单元格写“{clean(cell.raw)}”，与表头单位{cell.unit}不一致，请统一单位。"
    return replace(cell, text=match["number"] + match["close"], unit=unit), problem


def _limit_of(given: str | Decimal | None) -> Decimal | None:
    if given is None or isinstance(given, Decimal):
        return given
    text = _compact(given).removeprefix("<")
    match = _WITH_UNIT.match(text)
    limit = _number((match["number"] if match else text).removesuffix("l"))
    return limit if limit is not None and limit > 0 and _storable(limit) else None


def parse_result(
    raw: object,
    *,
    unit: str | None = None,
    detection_limit: str | Decimal | None = None,
    analyte: str | None = None,
) -> Reading:
    """Return the result in a cell and, when it cannot be used, a sentence for its author.

    Numbers stay in `unit`; `to_standard_unit` converts them. A unit typed in the cell must be
    that of the column; in a column without one it is converted at once. `detection_limit` is
    that of the column or row, in the same unit, used where the cell gives none. HJ 164-2020
    (检出限加L), SL 219-2013 (<) and HJ/T 166-2004 (未检出, ND) are all read; ``-1`` is the
    national forms' sign for not measured.
    """
    if isinstance(raw, (bool, date)):
        empty = Result(str(raw), None, Flag.TEXT, unit=unit)
        kind = "是非值" if isinstance(raw, bool) else "日期"
        return empty, f"单元格内容是{kind}“{raw}”，请把单元格设为文本后重新填写监测结果。"
    text = text_of(raw)
    known = ANALYTES.get(analyte) if analyte else None
    cell = _Cell(text, _compact(text), unit, _limit_of(detection_limit), known)
    missing = _read_missing(cell)
    if missing:
        return missing
    cell, problem = _with_inline_unit(cell)
    for reader in _READERS:
        reading = reader(cell)
        if reading:
            result = _with_limit_warning(reading[0], detection_limit)
            if known and cell.unit and not unit and not reading[1]:
                # The column has no unit: what is read on must be in the standard's.
                return to_standard_unit(result, known.code)
            return result, reading[1] or problem
    return cell.result(Flag.TEXT), _problem(cell)


def _with_limit_warning(result: Result, given: str | Decimal | None) -> Result:
    if result.flag != Flag.ND_NO_DL or given is None or _compact(str(given)) in _MISSING:
        return result
    return replace(result, warning=f"检出限“{given}”不是大于0的数，没有采用，请更正检出限。")


def to_standard_unit(result: Result, analyte: str, heading: str = "") -> Reading:
    """Return the result in the standard's unit and form, or a sentence when that fails.

    `heading` names the form (NH4+, 以N计) when the unit does not; exact decimal arithmetic.
    """
    factor = conversion_factor(analyte, result.unit, heading)
    indicator = ANALYTES[analyte]
    if factor is None:
        wanted = indicator.unit.replace("|", "或")
        sentence = f"{indicator.label}的单位“{result.unit}”不能换算为{wanted}，请更正单位。"
        return result, sentence
    return replace(
        result,
        value=None if result.value is None else result.value * factor,
        detection_limit=None if result.detection_limit is None else result.detection_limit * factor,
        unit=indicator.unit.partition("|")[0],
    ), None
