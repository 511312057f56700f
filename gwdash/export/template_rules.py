"""What a template's cells take: drop-downs, days, numbers in their bounds."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter

from gwdash.export.template_values import choices
from gwdash.registry.model import Column, Field, Kind

_NUMBERS = frozenset({Kind.NUMBER, Kind.INTEGER, Kind.PERCENT})
_ANGLES = frozenset({Kind.LONGITUDE, Kind.LATITUDE})
_DAYS = frozenset({Kind.DATE, Kind.DATETIME})
_FIRST_DAY, _LAST_DAY = date(1900, 3, 1), date(2100, 12, 31)
#: A rule on numbers needs bounds; no reported figure is beyond.
_LARGEST = 1e12
#: Programs refuse a longer title and a longer sentence.
_TITLE_LENGTH, _SENTENCE_LENGTH = 32, 255


def write_rules(
    sheet: "xlsxwriter.worksheet.Worksheet",
    lists: "xlsxwriter.worksheet.Worksheet",
    columns: Sequence[Column],
    rows: tuple[int, int],
    lists_name: str,
) -> None:
    """Give each column's cells of these rows their rule.

    Choices stand on a sheet of their own: a rule by itself holds 255 characters.
    """
    for place, column in enumerate(columns):
        offered = choices(column)
        rule = _of_kind(column.field)
        if offered:
            lists.write_string(0, place, column.field.label)
            lists.write_column(1, place, offered)
            letters = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
            source = f"={lists_name}!{letters}$2:{letters}${len(offered) + 1}"
            label = column.field.label
            rule = _rule("不在可选项中", f"请从下拉列表中选择「{label}」。") | {
                "validate": "list", "source": source,
            }  # fmt: skip
        if rule:
            sheet.data_validation(rows[0], place, rows[1], place, rule)


def _of_kind(field: Field) -> dict[str, Any]:
    if field.kind in _NUMBERS | _ANGLES:
        return _number(field)
    if field.kind in _DAYS and not field.open_ended:
        first = max(field.earliest or _FIRST_DAY, _FIRST_DAY)
        sentence = f"「{field.label}」请填日期，如 2024-06-16，不早于 {first}。"
        return _rule("不是日期", sentence) | {
            "validate": "date", "criteria": "between", "minimum": first, "maximum": _LAST_DAY,
        }  # fmt: skip
    return {}


def _number(field: Field) -> dict[str, Any]:
    whole = field.kind is Kind.INTEGER
    what = "整数" if whole else "数字"
    unit = f"，单位 {field.unit}" if field.unit else ""
    low, high = field.minimum, field.maximum
    bounds = _bounds(low, high)
    sentence = f"「{field.label}」只填{what}{unit}{bounds}。说明写在备注里。"
    rule = _rule("填写有误", sentence) | {"validate": "integer" if whole else "decimal"}
    if field.kind in _ANGLES:
        # Degrees, minutes and seconds in words are read as well.
        rule["error_type"] = "warning"
    if low is not None and high is not None:
        return rule | {"criteria": "between", "minimum": low, "maximum": high}
    if low is not None:
        return rule | {"criteria": ">=", "value": low}
    largest = high if high is not None else _LARGEST
    return rule | {"criteria": "between", "minimum": -_LARGEST, "maximum": largest}


def _bounds(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"，在 {low:g}–{high:g} 之间"
    if low is not None:
        return f"，不小于 {low:g}"
    return f"，不大于 {high:g}" if high is not None else ""


def _rule(title: str, sentence: str) -> dict[str, Any]:
    return {
        "error_title": title[:_TITLE_LENGTH], "error_message": sentence[:_SENTENCE_LENGTH],
        "ignore_blank": True,
    }  # fmt: skip
