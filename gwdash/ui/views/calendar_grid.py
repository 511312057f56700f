"""The grids of 报送日历: reporters by ledgers of a month, or one reporter's ledgers by months."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from gwdash.queries.calendar import FACES, REPORTED, Duty, Status
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import Dataset
from gwdash.standards.periods import Period
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.registry import page

#: What is open stands in the address: reporter, ledger and period.
DUTY = "duty"
_NOT_OWED = "·"
_COUNTED = span("gw-counted", "已报/应报")
_HANDED_IN = REPORTED | {Status.WAITING}


def duty_code(duty: Duty) -> str:
    """Return a duty's name in an address."""
    return f"{duty.reporter.code}:{duty.dataset.name}:{duty.period.code}"


def by_reporter(title: str, duties: Sequence[Duty], status: Status | None) -> Html | None:
    """Return a group's reporters as rows and ledgers as columns, None where nobody is left."""
    shown = {d.reporter.code for d in duties if status in {None, d.status}}
    rows: dict[str, dict[str, Duty]] = {}
    for duty in duties:
        if duty.reporter.code in shown:
            rows.setdefault(duty.reporter.code, {})[duty.dataset.name] = duty
    if not rows:
        return None
    held = {name for row in rows.values() for name in row}
    columns = [dataset for dataset in DATASETS.values() if dataset.name in held]
    heads = [tag("th", d.label, title=d.label) for d in columns]
    body = [_reporter_row(row, columns, status) for row in rows.values()]
    return _table([tag("th", title, _COUNTED), *heads], body)


def by_period(
    duties: Sequence[Duty], months: Sequence[Period], status: Status | None
) -> Html | None:
    """Return one reporter's ledgers as rows and months as columns, by the end of each period."""
    rows: dict[str, dict[Period, Duty]] = {}
    for duty in duties:
        end = Period.of(duty.period.last_day, "month")
        rows.setdefault(duty.dataset.name, {})[end] = duty
    kept = {
        name: row
        for name, row in rows.items()
        if status is None or any(duty.status is status for duty in row.values())
    }
    if not kept:
        return None
    heads = [tag("th", f"{m.year}年", tag("br"), f"{m.number}月") for m in months]
    body = [
        tag(
            "tr",
            tag("th", DATASETS[name].label, _counted(list(row.values())), scope="row"),
            [_cell(row.get(month), status) for month in months],
        )
        for name, row in kept.items()
    ]
    return _table([tag("th", "台账", _COUNTED), *heads], body)


def _reporter_row(
    row: Mapping[str, Duty], columns: Sequence[Dataset], status: Status | None
) -> Html:
    first = next(iter(row.values()))
    address = _address(who=first.reporter.code)
    name = tag("a", first.reporter.name, href=address, class_="gw-link", title="看这一家各期的报送")
    cells = [_cell(row.get(dataset.name), status) for dataset in columns]
    return tag("tr", tag("th", name, _counted(list(row.values())), scope="row"), cells)


def _counted(duties: list[Duty]) -> Html:
    done = sum(duty.status in _HANDED_IN for duty in duties)
    return span("gw-muted gw-num", f"{done}/{len(duties)}", title="已报份数／应报份数")


def _table(heads: list[Html], body: list[Html]) -> Html:
    table = tag("table", tag("thead", tag("tr", heads)), tag("tbody", body), class_="gw-calendar")
    return div("gw-scroll", table)


def _cell(duty: Duty | None, status: Status | None) -> Html:
    if duty is None:
        return tag("td", span("gw-muted", _NOT_OWED, title="不用报送"))
    face = FACES[duty.status]
    said = f"{duty.reporter.name}，{duty.dataset.label}，{duty.period.label}：{face.sentence}"
    aside = " gw-aside" if status not in {None, duty.status} else ""
    link = tag(
        "a", span("gw-duty-mark", face.mark), face.word,
        class_=f"gw-duty gw-duty-{duty.status.value}{aside}",
        href=_address(**{DUTY: duty_code(duty)}), title=said, aria_label=said,
    )  # fmt: skip
    return tag("td", link)


def _address(**more: str) -> str:
    """Return the page's address with all that it has open, and one thing more."""
    kept = {key: value for key, value in st.query_params.items() if key != DUTY}
    return f"{page('calendar').address}?{urlencode(kept | more)}"
