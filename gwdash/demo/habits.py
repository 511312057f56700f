"""Who hands in which kind of form: offices keep their layout for years."""

from datetime import date

from gwdash.demo.forms import Style
from gwdash.demo.layouts import layout_of
from gwdash.demo.wells import PLUME_COUNTY
from gwdash.registry.region import REGION

#: From this month on the office's template is used by those who had none of their own.
TEMPLATE_SINCE = date(2024, 1, 1)

_OFFICIAL = Style(title=True, preamble=True, counter=True, levels=2, footer=True)
_PLAN = Style(title=True, counter=True, levels=2, dates="dots", footer=True)

#: What units and counties do with the form of progress.
_PROGRESS = {
    "fgw": Style(title=True, figures="text"),
    "kjj": Style(),
    "gxj": Style(file="xls", title=True, counter=True),
    "czj": Style(title=True, preamble=True, figures="sign"),
    "zrzyj": Style(title=True, levels=2, total=True, footer=True),
    "sthjj": Style(split="task_no", notes_sheet=True, counter=True),
    "zjj": Style(file="gbk"),
    "cgj": Style(aliases=True, title=True),
    "slj": Style(title=True, preamble=True, figures="wide", counter=True),
    "nyj": Style(figures="share", title=True),
    "wjw": Style(file="csv"),
    "gzw": Style(file="xls", title=True, figures="wide", aliases=True),
    "mtj": Style(title=True, figures="wide", footer=True),
    "spj": Style(counter=True, footer=True),
    "tjj": Style(aliases=True, figures="text"),
    "610402": _OFFICIAL,
    "610404": Style(title=True, preamble=True, counter=True, levels=2, figures="sign", footer=True),
    "610481": Style(file="xls", title=True, levels=2, footer=True),
    "610482": Style(title=True, counter=True, figures="share", total=True),
    "610431": Style(split="task_no", title=True, footer=True),
    "610424": Style(file="gbk", figures="wide"),
    "610425": Style(title=True, preamble=True, aliases=True, total=True, footer=True),
    "610423": _OFFICIAL,
    "610422": Style(title=True, levels=2, counter=True, merged="county_code", footer=True),
    "610426": Style(title=True, figures="wide", footer=True),
    "610428": Style(file="xls", counter=True, figures="text", total=True),
    "610429": Style(title=True, preamble=True, levels=2, merged="task_no", footer=True),
    "610430": Style(notes_sheet=True, title=True, counter=True),
}  # fmt: skip
_TO_TEMPLATE = frozenset({"kjj", "cgj", "tjj", "610402", "610430"})

_WELLS = {
    "610402": Style(title=True, levels=3, counter=True, footer=True, dates="chinese"),
    "610404": Style(title=True, levels=2, total=True, dates="slashes"),
    "610481": Style(file="xls", title=True, levels=2, dates="date", footer=True),
    "610482": Style(split="town", title=True, dates="dots"),
    "610431": Style(file="gbk", dates="slashes"),
    "610424": Style(title=True, counter=True, dates="compact", figures="wide"),
    "610425": Style(title=True, levels=3, merged="town", dates="chinese"),
    "610423": Style(title=True, levels=2, counter=True, total=True, footer=True),
    "610422": Style(aliases=True, title=True, dates="serial"),
    "610426": Style(title=True, preamble=True, figures="text", dates="dots", footer=True),
    "610428": Style(file="xls", title=True, levels=3, counter=True, dates="chinese"),
    "610429": Style(split="town", notes_sheet=True, dates="compact"),
    "610430": Style(title=True, levels=2, unit_row=True, counter=True, footer=True),
    "zrzyj": Style(file="csv", dates="slashes"),
    "sthjj": Style(),
    "slj": Style(title=True, dates="chinese", aliases=True),
}  # fmt: skip

_LEVELS = {
    "slj": Style(title=True, counter=True, dates="chinese", footer=True),
    "zrzyj": Style(file="gbk"),
    "610481": Style(file="xls", title=True, dates="dots"),
    "610482": Style(title=True, figures="wide", dates="slashes"),
    "610422": Style(title=True, counter=True, total=True, dates="compact"),
    "610423": Style(aliases=True),
    "610428": Style(title=True, preamble=True, dates="serial", footer=True),
}

_SITES = {
    PLUME_COUNTY: (Style(title=True, dates="dots", footer=True), "<"),
    "610402": (Style(title=True, unit_row=True, limit_row=True, levels=2), "未检出"),
    "610404": (Style(dates="slashes", figures="text"), "L"),
    "610482": (Style(file="gbk", dates="slashes"), "<"),
    "610431": (Style(file="xls", title=True, dates="chinese", merged="well_id"), "L"),
    "610424": (Style(title=True, figures="wide", dates="compact"), "ND"),
    "610425": (Style(title=True, unit_row=True, standard_row=True, dates="chinese"), "L"),
    "610423": (Style(split="well_id", title=True), "＜"),
    "610422": (Style(counter=True, aliases=True, dates="serial"), "<"),
    "610426": (Style(title=True, preamble=True, dates="dots", footer=True), "L"),
    "610428": (Style(file="csv", dates="slashes"), "未检出"),
    "610429": (Style(file="xls", title=True, unit_row=True, limit_row=True), "未检出"),
    "610430": (Style(title=True, levels=2, dates="chinese", standard_row=True), "L"),
}  # fmt: skip
#: Counties whose laboratory prints a column an analyte.
CROSSTAB_SITES = frozenset({"610402", "610425", "610429", "610430"})
_CITY = Style(
    title=True, preamble=True, counter=True, levels=3, limit_row=True, standard_row=True,
    footer=True,
)  # fmt: skip
#: In its first year the city's laboratory handed out an old workbook with units in a row.
_CITY_BEFORE = Style(file="xls", title=True, unit_row=True, dates="chinese")
_CITY_FORM_SINCE = date(2023, 1, 1)

_NAMES = ("王磊", "张敏", "李娜", "刘洋", "陈静", "杨帆", "赵倩", "黄伟", "周洁", "吴昊")


def style_of(dataset: str, reporter: str, month: date) -> Style:  # noqa: PLR0911 (a ledger each)
    """Return how a reporter lays out a form in a month."""
    match dataset:
        case "work_plan":
            return _PLAN
        case "task_progress":
            to_template = month >= TEMPLATE_SINCE and reporter in _TO_TEMPLATE
            return Style() if to_template else _PROGRESS[reporter]
        case "well":
            return _WELLS[reporter]
        case "water_level":
            return _LEVELS[reporter]
        case "water_quality" if reporter in _SITES:
            return _SITES[reporter][0]
        case "water_quality":
            return _CITY if month >= _CITY_FORM_SINCE else _CITY_BEFORE
        case _:
            return layout_of(dataset, reporter, month)


def not_found_form(reporter: str) -> str:
    """Return how a reporter's laboratory writes what it did not find."""
    return _SITES[reporter][1] if reporter in _SITES else "L"


def people_of(reporter: str) -> tuple[str, str]:
    """Return who fills in and who checks a reporter's forms: names out of the air."""
    place = [r.code for r in REGION.reporters].index(reporter)
    return _NAMES[place % len(_NAMES)], _NAMES[(place * 3 + 1) % len(_NAMES)]
