"""Identifiers whose make-up a standard lays down, and what is wrong with one that breaks it."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from gwdash.registry.model import Format

#: GB 32100-2015, table 2: figures and letters without I, O, S, V, Z, by their value.
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_LENGTH = 18
_USCC_BASE = len(USCC_ALPHABET)
#: GB 32100-2015, 4.2.2: weights are the powers of 3 modulo 31.
_USCC_WEIGHTS = tuple(pow(3, place, _USCC_BASE) for place in range(USCC_LENGTH - 1))

_PERMIT = re.compile(r"[0-9A-Z]{18}\d{3}[0-9A-Z]")
_PERMIT_LENGTH = 22
_SEALED_WELL = re.compile(r"\d{6}\d{4}[0-9A-Z]{4}W")
_SEALED_WELL_LENGTH = 15

FormatProblem = Callable[[str], str | None]


def uscc_check_character(body: str) -> str:
    """Return the 18th character that belongs to the first 17 of a 统一社会信用代码.

    GB 32100-2015, 4.2.2: 31 minus the weighted sum modulo 31, modulo 31. Raises ValueError for
    a body of another length or with characters outside the standard's.
    """
    if len(body) != USCC_LENGTH - 1:
        raise ValueError(body)
    values = [USCC_ALPHABET.index(character) for character in body]
    total = sum(value * weight for value, weight in zip(values, _USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[-total % _USCC_BASE]


def uscc_problem(text: str) -> str | None:
    """Return what is wrong with a 统一社会信用代码 (GB 32100-2015), None for a right one."""
    if len(text) != USCC_LENGTH:
        return f"统一社会信用代码应为{USCC_LENGTH}位，「{text}」是{len(text)}位，请核对。"
    if foreign := sorted(set(text) - set(USCC_ALPHABET)):
        return (
            f"统一社会信用代码「{text}」含有不用的字符{'、'.join(foreign)}"
            "（不用字母 I、O、S、V、Z），请核对。"
        )
    if text[-1] != uscc_check_character(text[:-1]):
        return f"统一社会信用代码「{text}」的校验码不对，有一位填错，请对照营业执照核对。"
    return None


def permit_problem(text: str) -> str | None:
    """Return what is wrong with the make-up of a 排污许可证编号 (HJ 608-2017), None for nothing.

    The firm's 18 characters, three figures for the site, one more character; the last one is
    not recomputed.
    """
    if _PERMIT.fullmatch(text):
        return None
    return (
        f"排污许可证编号「{text}」应为{_PERMIT_LENGTH}位：18位单位代码、3位顺序号和1位尾码"
        "（如…001P），请核对。"
    )


def sealed_well_problem(text: str) -> str | None:
    """Return what is wrong with a 报废井编号 of the national survey form, None for a right one.

    6 figures of the division, 4 of the serial number, 4 of the hydrogeological division, W
    (《废弃井封井回填技术指南（试行）》, 环办土壤函〔2020〕72号).
    """
    if _SEALED_WELL.fullmatch(text):
        return None
    return (
        f"报废井编号「{text}」应为{_SEALED_WELL_LENGTH}位：行政区划6位、顺序号4位、"
        "水文地质分区4位和字母W，请核对。"
    )


#: Of each format what is wrong with a text.
FORMAT_PROBLEMS: Mapping[Format, FormatProblem] = MappingProxyType(
    {
        Format.USCC: uscc_problem,
        Format.PERMIT: permit_problem,
        Format.SEALED_WELL: sealed_well_problem,
    }
)
