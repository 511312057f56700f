"""How reporters lay out the ledgers of the tasks: some by the template, some by their own form."""

from datetime import date

from gwdash.demo.chance import chance
from gwdash.demo.forms import Style

#: Layouts that occur everywhere; each reporter keeps one for a ledger.
_COMMON = (
    Style(), Style(), Style(title=True), Style(title=True, counter=True, footer=True),
    Style(title=True, preamble=True, dates="chinese"), Style(file="xls", title=True, dates="dots"),
    Style(file="gbk", dates="slashes"), Style(title=True, figures="text", footer=True),
    Style(title=True, counter=True, total=True, dates="dots"), Style(aliases=True, title=True),
    Style(title=True, figures="wide", dates="compact"), Style(notes_sheet=True, counter=True),
    Style(file="csv", dates="slashes"), Style(file="xls", counter=True, title=True, footer=True),
    Style(title=True, dates="serial", preamble=True),
)  # fmt: skip
#: Ledgers whose numbers in the first column are more than a counter.
_NO_COUNTER = frozenset({"decision", "scoring_scheme"})
#: Who uses which special form, by ledger.
_OWN = {
    ("abandoned_well", "610402"): Style(shape="official", dates="chinese"),
    ("abandoned_well", "610481"): Style(shape="official"),
    ("abandoned_well", "610425"): Style(shape="official", file="xls", dates="dots"),
    ("abandoned_well", "610430"): Style(shape="official", dates="compact"),
    ("abandoned_well", "610431"): Style(split="town", title=True, footer=True),
    ("abandoned_well", "610429"): Style(title=True, merged="town", counter=True),
    ("publicity", "610431"): Style(shape="side by side"),
    ("publicity", "610423"): Style(shape="side by side"),
    ("survey_progress", "610423"): Style(title=True, total=True, counter=True),
    ("geothermal", "zrzyj"): Style(shape="county sheets", title=True, counter=True),
    ("survey_progress", "610425"): Style(title=True, footer=True, dates="dots"),
    ("geothermal", "610431"): Style(title=True, counter=True, preamble=True, dates="slashes"),
    ("zone", "sthjj"): Style(shape="county sheets", title=True, preamble=True),
    ("project", "sthjj"): Style(title=True, levels=2, counter=True, footer=True),
    ("project", "610481"): Style(title=True, levels=2, file="xls"),
    ("project", "zrzyj"): Style(title=True, levels=2, total=True),
    ("water_source", "610402"): Style(title=True, levels=2, counter=True, footer=True),
    ("water_source", "610422"): Style(title=True, levels=2, merged="town"),
    ("key_unit", "610481"): Style(title=True, levels=2, merged="town", counter=True),
    ("key_unit", "610431"): Style(file="xls", title=True, levels=2),
}  # fmt: skip
#: A county that sent the national form as it is until the office asked for more.
_BARE = ("abandoned_well", "610430"), date(2023, 4, 1)
#: A quarter in which the zones came as one map out of a mapping program.
_MAPS = frozenset({("zone", "sthjj", date(2023, 10, 1))})
#: A laboratory's own printout, which was handed in before the county's form.
PRINTOUTS = frozenset({
    ("water_quality", "610429", "2022Q4"), ("water_quality", "610430", "2023Q2"),
})  # fmt: skip


def layout_of(dataset: str, reporter: str, month: date) -> Style:
    """Return how a reporter lays out one of these ledgers in a month."""
    if (dataset, reporter, month) in _MAPS:
        return Style(file="geojson")
    name, until = _BARE
    if (dataset, reporter) == name and month < until:
        return Style(shape="official bare", dates="compact")
    if style := _OWN.get((dataset, reporter)):
        return style
    allowed = [s for s in _COMMON if not (s.counter and dataset in _NO_COUNTER)]
    return chance("layout", dataset, reporter).choice(allowed)
