"""数据字典: every ledger and field, straight from the declarations that read the files."""

import re

import streamlit as st

from gwdash.export import page_tables
from gwdash.export.dictionary import FIELD_KINDS, NEED_WORDS, NEEDS, allowed, facts, fields
from gwdash.export.template import template
from gwdash.registry.datasets import DATASETS
from gwdash.registry.model import DEFAULT_SOURCE, Column, Dataset, Field
from gwdash.standards.analytes import ANALYTES
from gwdash.ui.choices import opened
from gwdash.ui.components.export_menu import Offer, export_menu
from gwdash.ui.components.marks import source
from gwdash.ui.frame import Frame
from gwdash.ui.markup import Html, div, span, tag
from gwdash.ui.views.dictionary_groups import choose
from gwdash.ui.views.dictionary_rules import codes_table, rules_table

_SHOWN_ALIASES = 8
#: A span of pH as the table of limits has it: [6.5,8.5] or (8.5,9.0].
_SPAN = re.compile(r"([\[(])([\d.]+),([\d.]+)([\])])")
#: How wide the choice of ledgers is against the open one.
_COLUMNS = (1, 4.4)


def show(frame: Frame) -> None:
    """Draw the list of ledgers and the open one."""
    name = opened("ledger", DATASETS, next(iter(DATASETS)))
    st.html(tag("h1", frame.spec.title, class_="gw-title"))
    left, right = st.columns(_COLUMNS)
    with left:
        choose(name)
    with right:
        _ledger_card(frame, DATASETS[name])


def _ledger_card(frame: Frame, dataset: Dataset) -> None:
    """Draw what a ledger is, its files, fields, rules and code lists."""
    with st.container(key="card_ledger"):
        st.html(ledger(dataset))
        with st.container(key="dictionary_files", horizontal=True, vertical_alignment="center"):
            look = frame.address("ledgers", dataset=dataset.name)
            st.html(tag("a", "查询数据", class_="gw-link gw-nowrap", href=look), width="content")
            if not dataset.internal:
                st.download_button(
                    "下载空白模板", template(dataset), f"{dataset.label}模板.xlsx",
                    key="dictionary_template", icon=":material/download:", on_click="ignore",
                )  # fmt: skip
            export_menu(
                [
                    Offer(
                        f"{dataset.label}字段说明",
                        lambda: page_tables.fields_table(dataset, fields(dataset)),
                    ),
                    Offer("地下水质量指标与限值", page_tables.analytes_table),
                ],
                key="dictionary",
            )
        st.html(field_table(dataset))
        st.html(rules_table(dataset))
        st.html(codes_table(dataset))
    if dataset.crosstab:
        with st.container(key="card_analytes"):
            st.html(analyte_table())


def ledger(dataset: Dataset) -> Html:
    """Return what a ledger is: one line a fact."""
    return div(
        "",
        tag(
            "h2", dataset.label, span("gw-muted gw-sub-title", f"　{dataset.name}"), class_="gw-h2"
        ),
        tag(
            "table",
            [tag("tr", tag("th", n), tag("td", v)) for n, v in facts(dataset)],
            class_="gw-facts-table",
        ),
    )


def field_table(dataset: Dataset) -> Html:
    """Return every field of a ledger with how it is recognised and read."""
    words = (
        "字段",
        "要求",
        "类型",
        "单位",
        "说明",
        "可选内容或范围",
        "也认识的表头",
        "代码",
    )
    return div(
        "gw-scroll",
        tag(
            "table",
            tag("thead", tag("tr", [tag("th", word) for word in words])),
            tag("tbody", [_field(column) for column in dataset.columns]),
            class_="gw-table",
        ),
        source(NEED_WORDS),
    )


def _field(column: Column) -> Html:
    field = column.field
    aliases = [*column.aliases, *field.aliases]
    shown = "、".join(aliases[:_SHOWN_ALIASES]) + (" 等" if len(aliases) > _SHOWN_ALIASES else "")
    return tag(
        "tr",
        tag("td", tag("b", field.label), class_="gw-nowrap"),
        tag("td", NEEDS[column.need], class_="gw-nowrap"),
        tag("td", FIELD_KINDS[field.kind], class_="gw-nowrap"),
        tag("td", field.unit, class_="gw-nowrap"),
        tag("td", field.description, _cited(field), class_="gw-described"),
        tag("td", allowed(column)),
        tag("td", shown),
        tag("td", field.name, class_="gw-muted gw-small gw-nowrap"),
    )


def _cited(field: Field) -> Html | str:
    """Return the document that a field is taken from, nothing for the platform's own default."""
    if field.source == DEFAULT_SOURCE:
        return ""
    return div("gw-source", f"依据：{field.source}")


def limit_words(limit: str) -> str:
    """Return a limit as GB/T 14848-2017 prints it: pH has spans, alternatives are told by 或."""
    return " 或 ".join(_one_limit(part) for part in limit.split("|"))


def _one_limit(part: str) -> str:
    found = _SPAN.fullmatch(part)
    if found is None:
        return part
    left = "≤" if found[1] == "[" else "<"
    right = "≤" if found[4] == "]" else "<"
    return f"{found[2]}{left}pH{right}{found[3]}"


def analyte_table() -> Html:
    """Return the indicators of GB/T 14848-2017 with their limits."""
    words = ("监测指标", "单位", "Ⅰ类", "Ⅱ类", "Ⅲ类", "Ⅳ类", "Ⅴ类", "常规", "代码")
    rows = [
        tag(
            "tr",
            tag("td", tag("b", analyte.label)),
            tag("td", analyte.unit.replace("|", " 或 "), class_="gw-nowrap"),
            [tag("td", limit_words(limit), class_="gw-nowrap") for limit in analyte.limits],
            tag("td", "是" if analyte.routine else ""),
            tag("td", code, class_="gw-muted gw-small"),
        )
        for code, analyte in ANALYTES.items()
    ]
    return div(
        "",
        tag("h2", f"监测指标与限值（GB/T 14848-2017，{len(rows)} 项）", class_="gw-h2"),
        tag(
            "table",
            tag("thead", tag("tr", [tag("th", word) for word in words])),
            tag("tbody", rows),
            class_="gw-table",
        ),
    )
