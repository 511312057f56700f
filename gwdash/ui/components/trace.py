"""数据溯源: the small link beside a figure, and the window that it opens.

What is open stands in the address as ``trace=…``, so that a link leads a colleague to the very
rows behind a number.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from gwdash.config import workspace
from gwdash.export.tables import Table
from gwdash.intake.originals import Withheld, withheld
from gwdash.queries import (
    evidence_decisions,
    evidence_problems,
    evidence_ranking,
    evidence_tasks,
    evidence_wells,
    funds,
    indicators,
    map_layers,
    support,
)
from gwdash.queries.evidence import Evidence, EvidenceRow, FileFacts, files
from gwdash.queries.source import Source
from gwdash.registry.indicator_list import INDICATORS
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.standards.periods import Period
from gwdash.ui.components.export_menu import Offer, export_menu, origin
from gwdash.ui.components.marks import NOTHING
from gwdash.ui.frame import Frame, way_back
from gwdash.ui.markup import Html, div, span, tag

TRACE = "trace"
_SHOWN_ROWS = 200
_TITLE = "数据溯源"
_HEADINGS = ("计入", "名称", "说明", "填报单位", "来源文件", "位置", "报送时间")


def _task(source: Source, scope: Scope, no: str) -> Evidence | None:
    known = any(task.no == no for task in REGION.tasks)
    return evidence_tasks.task(source, scope, no) if known else None


def _is_county(code: str) -> bool:
    return any(county.code == code for county in REGION.counties)


def _county(source: Source, scope: Scope, code: str) -> Evidence | None:
    return evidence_tasks.county(source, scope, code) if _is_county(code) else None


def _score(source: Source, scope: Scope, code: str) -> Evidence | None:
    if not _is_county(code):
        return None
    return evidence_ranking.score(source, scope, code)


def _scored(source: Source, scope: Scope, what: str) -> Evidence | None:
    """Return an indicator's rows as the ranking counts them: without the new area."""
    return _indicator(source, Scope(scope.period, scope.county), what)


def _reports(source: Source, scope: Scope, code: str, *, on_time: bool) -> Evidence | None:
    if not _is_county(code):
        return None
    return evidence_ranking.reported(source, scope, code, on_time=on_time)


def _results(source: Source, scope: Scope, what: str) -> Evidence | None:
    well, _, analyte = what.rpartition(":")
    return evidence_wells.results(source, scope, well, analyte)


def _indicator(source: Source, scope: Scope, what: str) -> Evidence | None:
    """Return an indicator's rows: of the county after the colon, else of the scope's county."""
    code, _, county = what.partition(":")
    if code not in {one.code for one in INDICATORS} or (county and not _is_county(county)):
        return None
    place = Scope(scope.period, county or scope.county, scope.include_new_area)
    return indicators.evidence(source, place, code)


_Asked = Callable[[Source, Scope, str], Evidence | None]
#: What can be asked for: the word before the colon, and the question that answers it.
QUESTIONS: Mapping[str, _Asked] = {
    "overall": lambda source, scope, _: evidence_tasks.overall(source, scope),
    "far_behind": lambda source, scope, _: evidence_tasks.far_behind(source, scope),
    "missing": lambda source, scope, _: evidence_tasks.missing(source, scope),
    "running": lambda source, scope, _: evidence_wells.running(source, scope),
    "task": _task,
    "county": _county,
    "score": _score,
    "scored": _scored,
    "reported": partial(_reports, on_time=False),
    "on_time": partial(_reports, on_time=True),
    "indicator": _indicator,
    "item": evidence_tasks.item,
    "well": evidence_wells.well,
    "levels": evidence_wells.levels,
    "results": _results,
    "funds": funds.evidence,
    "events": support.evidence,
    "problems": evidence_problems.every,
    "problem_kind": evidence_problems.of_kind,
    "problem_of": evidence_problems.of_reporter,
    "problem": evidence_problems.one,
    "decision": evidence_decisions.evidence,
    "map": map_layers.evidence,
}


def trace_link(frame: Frame, what: str, name: str, words: str = "溯源") -> Html:
    """Return the link that opens the rows behind the figure called `name`.

    `what` is a word of `QUESTIONS`, with what it is about after a colon: ``item:5-01``. The
    address keeps all that the page has open.
    """
    kept = {key: value for key, value in st.query_params.items() if key != TRACE}
    address = f"{frame.spec.address}?{urlencode(kept | {TRACE: what})}"
    return tag(
        "a", words, class_="gw-trace", href=address, title=f"{name}：{_TITLE}",
        aria_label=f"{name}：{_TITLE}",
    )  # fmt: skip


def show_trace(frame: Frame) -> None:
    """Open the window when the address asks for it; what does not exist is dropped."""
    asked = st.query_params.get(TRACE)
    if asked is None or frame.store is None:
        return
    found = answer(frame.store, frame.scope, asked)
    if found is None:
        del st.query_params[TRACE]
        return
    _window(frame, frame.store, found)


def answer(source: Source, scope: Scope, asked: str) -> Evidence | None:
    """Return the evidence that an address asks for, None for what does not exist."""
    word, _, what = asked.partition(":")
    question = QUESTIONS.get(word)
    return question(source, scope, what) if question else None


def _close() -> None:
    if TRACE in st.query_params:
        del st.query_params[TRACE]


@st.dialog(_TITLE, width="large", icon=":material/account_tree:", on_dismiss=_close)
def _window(frame: Frame, source: Source, found: Evidence) -> None:
    known = files(source)
    shown = found.rows[:_SHOWN_ROWS]
    asked = {row.place.submission_id for row in shown if row.place}
    kept_back = withheld(workspace(), asked)
    if (back := way_back(frame.visit, frame.scope)) is not None:
        st.html(div("gw-trace-back", back))
    st.html(_facts(frame, found))
    with st.container(key="trace_tools", horizontal=True):
        offer = Offer(_TITLE, lambda: evidence_table(found, known, frame))
        export_menu([offer], key="trace", period=frame.period_label)
    st.html(_table(shown, known, kept_back))
    if len(found.rows) > len(shown):
        st.html(
            div(
                "gw-source",
                f"只显示前 {len(shown)} 行，共 {len(found.rows)} 行，全部在导出的表里。",
            )
        )


def _facts(frame: Frame, found: Evidence) -> Html:
    sums = (
        f"{found.numerator_label} {found.numerator:g}",
        f"{found.denominator_label} {found.denominator:g}",
    )
    rows = (
        ("数值", tag("b", f"{found.title}：{found.figure}")),
        ("怎样算", found.rule),
        ("依据", found.rule_source),
        ("合计", " / ".join(sums)),
        ("范围", frame.source_line),
    )
    return tag(
        "table", [tag("tr", tag("th", name), tag("td", said)) for name, said in rows],
        class_="gw-facts-table",
    )  # fmt: skip


def _table(
    rows: Sequence[EvidenceRow],
    known: Mapping[int, FileFacts],
    kept_back: Mapping[int, Withheld],
) -> Html:
    if not rows:
        return div("gw-empty", "本期没有计入的行。")
    head = tag("thead", tag("tr", [tag("th", word) for word in _HEADINGS]))
    body = tag("tbody", [_row(row, known, kept_back) for row in rows])
    return div("gw-scroll gw-tall", tag("table", head, body, class_="gw-table gw-evidence"))


def _row(
    row: EvidenceRow, known: Mapping[int, FileFacts], kept_back: Mapping[int, Withheld]
) -> Html:
    facts = known.get(row.place.submission_id) if row.place else None
    at = f"{row.place.sheet}!{row.place.cell}" if row.place and row.place.cell else NOTHING
    when = f"{facts.submitted_at:%Y-%m-%d %H:%M}" if facts and facts.submitted_at else NOTHING
    return tag(
        "tr",
        tag("td", counted(row), class_="gw-nowrap"),
        tag("td", _name(row)),
        tag("td", row.detail),
        tag("td", facts.reporter if facts else NOTHING),
        tag("td", _file(facts, kept_back) if facts else NOTHING),
        tag("td", at),
        tag("td", when, class_="gw-nowrap"),
        class_="gw-basis" if row.basis else None,
    )


def _name(row: EvidenceRow) -> Html | str:
    if not row.attachment_id:
        return row.name
    return tag(
        "a", row.name, class_="gw-link", href=f"evidence/{row.attachment_id}", download=row.name,
        title="下载佐证材料",
    )  # fmt: skip


def counted(row: EvidenceRow) -> str:
    """Return how a row counts, in words."""
    if row.basis:
        return "依据"
    if not row.denominator:
        return "分子" if row.numerator else "不计入"
    return "分子、分母" if row.numerator else "分母"


def _file(facts: FileFacts, kept_back: Mapping[int, Withheld]) -> Html:
    if why := kept_back.get(facts.submission_id):
        return span("gw-muted", facts.file_name, title=why.value)
    return tag(
        "a", facts.file_name, class_="gw-link", href=f"files/{facts.submission_id}",
        download=facts.file_name, title="下载原始文件",
    )  # fmt: skip


def evidence_table(found: Evidence, known: Mapping[int, FileFacts], frame: Frame) -> Table:
    """Return all rows of an evidence as a table to take away."""
    headings = (
        "计入", "名称", "说明", found.numerator_label, found.denominator_label, "填报单位",
        "报送编号", "来源文件", "工作表", "单元格", "报告期", "报送时间", "经办",
    )  # fmt: skip
    rows = [_exported(row, known) for row in found.rows]
    about = origin(frame)
    return Table(
        f"{found.title}{_TITLE}", pd.DataFrame(rows, columns=list(headings), dtype=object),
        about.period, about.source,
        (f"{found.title}：{found.figure}", f"{found.rule}（{found.rule_source}）"),
    )  # fmt: skip


def _exported(row: EvidenceRow, known: Mapping[int, FileFacts]) -> tuple[object, ...]:
    head = (counted(row), row.name, row.detail, row.numerator, row.denominator)
    facts = known.get(row.place.submission_id) if row.place else None
    if row.place is None or facts is None:
        return (*head, *(None,) * 8)
    return (
        *head, facts.reporter, facts.submission_id, facts.file_name, row.place.sheet,
        row.place.cell, Period.parse(facts.period).label, facts.submitted_at, facts.actor,
    )  # fmt: skip
