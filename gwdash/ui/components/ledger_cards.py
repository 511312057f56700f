"""Cards that show what stands in ledgers: stacked bars with their legend, and lists of rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from gwdash.charts.stacked import Part, Row, stacked
from gwdash.export.tables import Table
from gwdash.queries import indicators
from gwdash.queries.evidence import FileFacts, files
from gwdash.queries.indicators import Reading, ReadingState
from gwdash.queries.ledger_row import LedgerRow
from gwdash.registry.datasets import DATASETS
from gwdash.registry.indicator_list import indicator
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.ui.components.charts import caption, keys_of, plot, scope_words
from gwdash.ui.components.export_menu import Offer, export_menu, origin
from gwdash.ui.components.marks import source
from gwdash.ui.components.trace import trace_link
from gwdash.ui.frame import Frame
from gwdash.ui.kept import kept
from gwdash.ui.markup import Html, div, span, tag

_SHOWN_ROWS = 12
#: Shorter lists are read at once and need no search.
_SEARCH_FROM = 8
_PARTS_OF_CODE = 3
_SEARCH_PX = 240


@dataclass(frozen=True, slots=True)
class Card:
    """What stands around a card's chart or list."""

    key: str
    title: str
    hint: Html | str = ""
    """What is said beside the title: the message, or how to read it."""
    lead: Html | str = ""
    """What is said in a line of its own under the title."""
    note: str = ""
    """What the source line says of rules and of what is left out."""
    indicator: str = ""
    """The indicator whose rows are shown, opened by 溯源."""
    empty: str = ""
    """What is said when there is nothing."""
    of: str = "项目"
    """What a bar of a chart is, as the heading of its exported table."""
    words_px: int = 150
    """Room for the words behind the bars."""
    sums: bool = True
    """Whether the legend adds up the rows, which must then not contain one another."""
    whole: bool = False
    """Whether a list shows all its rows, without a search."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: cells as shown, what is exported of them, and where it was typed."""

    cells: tuple[Html | str, ...]
    told: tuple[object, ...]
    row: LedgerRow | None = None
    address: str = ""
    """Where the rows stand that it is made of, for a line of many rows."""

    @property
    def is_traced(self) -> bool:
        """Whether it can be followed to what was typed."""
        return self.row is not None or bool(self.address)


def reading(frame: Frame, code: str, county: str | None = None) -> Reading | None:
    """Return an indicator in a county, else in the frame's county, else in the city."""
    if frame.store is None:
        return None
    scope = Scope(frame.scope.period, "", frame.scope.include_new_area)
    found = kept(frame.store, indicators.readings, scope)
    return found.of(code, frame.scope.county if county is None else county).now


def counted(frame: Frame, code: str, words: str = "{}") -> str:
    """Return `words` around an indicator's rate with n/N, or only which kind of nothing it is."""
    found = reading(frame, code)
    if found is None:
        return ""
    if found.value_pct is None:
        return found.counts
    return words.format(f"{found.figure}（{found.counts}）")


def only_nothing(frame: Frame, key: str, codes: Mapping[str, str]) -> None:
    """Say in one card why a task has nothing to show: by the indicator of each ledger."""
    said = dict.fromkeys(nothing(frame, code, words) for code, words in codes.items())
    with st.container(key=f"card_{key}"):
        st.html(div("gw-empty", [div("", words) for words in said]))
        st.html(source(frame.source_line))


def nothing(frame: Frame, code: str, words: str) -> str:
    """Return why a card is empty: the ledger was never handed in, or `words`."""
    found = reading(frame, code)
    if found is None or found.state is not ReadingState.NOT_REPORTED:
        return words
    ledger = DATASETS[indicator(code).datasets[0]].label
    return f"从未报送《{ledger}》，这里没有可以显示的内容，请在“数据填报”上传。"


def unreported(frame: Frame, code: str) -> str:
    """Return which counties of the scope never handed in an indicator's ledger, in words."""
    names = [
        county.name
        for county in REGION.counties
        if frame.scope.county in {"", county.code}
        and (found := reading(frame, code, county.code)) is not None
        and found.state is ReadingState.NOT_REPORTED
    ]
    return f"{'、'.join(names)} 从未报送，未计入" if names else ""


def head(
    frame: Frame,
    card: Card,
    heads: Sequence[str] = (),
    rows: Sequence[Sequence[object]] = (),
    *,
    search: bool = False,
) -> str:
    """Draw a card's title with its message, its origin and its table; return what is searched."""
    traced = None
    if card.indicator:
        traced = trace_link(frame, f"indicator:{card.indicator}", card.title)
    hint = span("gw-hint", card.hint) if card.hint else None
    words = ""
    with st.container(key=f"head_{card.key}", horizontal=True, vertical_alignment="center"):
        st.html(tag("h2", card.title, hint, " ", traced, class_="gw-h2"), width="stretch")
        if search:
            words = _search(card.key)
        if rows:
            _export(frame, card, heads, rows)
    if card.lead:
        st.html(div("gw-lead", card.lead))
    return words


def bars(frame: Frame, card: Card, rows: Sequence[Row], parts: Sequence[Part]) -> None:
    """Draw stacked bars with their legend, source line and a table to take away."""
    with st.container(key=f"card_{card.key}"):
        heads = (card.of, *(part.name for part in parts), "合计", "说明")
        filled = [row for row in rows if row.total]
        head(frame, card, heads, [(row.name, *row.counts, row.total, row.words) for row in filled])
        if not filled:
            empty(frame, card)
            return
        named = legend(rows, parts, sums=card.sums)
        st.html(swatches(named))
        drawn = stacked(rows, parts, frame.colours, words_px=card.words_px)
        pictures = figure(frame, card, drawn, named)
        st.html(source(" · ".join(filter(None, (frame.source_line, card.note))), pictures))


def empty(frame: Frame, card: Card) -> None:
    """Say why a card has nothing to show, with its source line."""
    st.html(div("gw-empty", card.empty or "没有可以显示的内容。"))
    st.html(source(" · ".join(filter(None, (frame.source_line, card.note)))))


def figure(
    frame: Frame, card: Card, drawn: go.Figure, named: Iterable[tuple[Part, str]] = ()
) -> Html:
    """Draw a card's chart and return the buttons that save it, with the legend `named`."""
    said = [words for words in (card.hint, card.lead) if words and not isinstance(words, Html)]
    about = scope_words(frame, " · ".join(said))
    printed = caption(frame, card.title, about, note=card.note, keys=keys_of(named))
    return plot(drawn, key=f"chart_{card.key}", alt=card.title, caption=printed)


def legend(
    rows: Sequence[Row], parts: Sequence[Part], *, sums: bool = True
) -> list[tuple[Part, str]]:
    """Return the colours, each with its sum over the rows where that means something."""
    totals = [sum(row.counts[place] for row in rows) for place in range(len(parts))]
    return [(part, str(n) if sums else "") for part, n in zip(parts, totals, strict=True)]


def swatches(parts: Iterable[tuple[Part, str]]) -> Html:
    """Return colours with their names and a figure each."""
    return div(
        "gw-legend",
        [
            span(
                "gw-nowrap",
                _key(part),
                f" {part.name} {figure}".rstrip(),
            )
            for part, figure in parts
        ],
    )


def _key(part: Part) -> Html:
    if part.is_hatched:
        return tag("i", class_="gw-key gw-key-hatched")
    return tag("i", class_="gw-key", style=f"background:{part.swatch.fill}")


def listing(frame: Frame, card: Card, heads: Sequence[str], lines: Sequence[Line]) -> None:
    """Draw a list with a search, a link to each row's origin, and a table to take away."""
    with st.container(key=f"card_{card.key}"):
        traced = any(line.is_traced for line in lines)
        known = kept(frame.store, files) if frame.store and traced else {}
        origin_head = ("数据溯源",) if traced else ()
        rows = [(*line.told, *((_place(line.row, known),) if traced else ())) for line in lines]
        search = len(lines) > _SEARCH_FROM and not card.whole
        words = head(frame, card, (*heads, *origin_head), rows, search=search)
        if not lines:
            empty(frame, card)
            return
        found = [line for line in lines if words.lower() in _text(line)] if words else lines
        shown = found if card.whole else found[:_SHOWN_ROWS]
        if shown:
            st.html(_table(frame, (*heads, *origin_head), shown, traced=traced))
        else:
            st.html(div("gw-empty", f"没有含“{words}”的行，请换一个词。"))
        rest = len(found) - len(shown)
        more = f"只显示前 {len(shown)} 行，另有 {rest} 行，请查找或导出" if rest else ""
        st.html(source(" · ".join(filter(None, (frame.source_line, card.note, more)))))


def _search(key: str) -> str:
    """Draw the search, whose word stands in the address."""
    name = f"find_{key}"
    st.session_state.setdefault(name, st.query_params.get(name, ""))
    asked: str = st.text_input(
        "查找", key=name, placeholder="查找名称、县市区", on_change=_keep, args=(name,),
        label_visibility="collapsed", width=_SEARCH_PX,
    )  # fmt: skip
    return asked.strip()


def _keep(name: str) -> None:
    """Write what is searched for into the address."""
    if words := st.session_state[name].strip():
        st.query_params[name] = words
    elif name in st.query_params:
        del st.query_params[name]


def _text(line: Line) -> str:
    return " ".join(str(value) for value in line.told if value is not None).lower()


def _table(frame: Frame, heads: Sequence[str], lines: Sequence[Line], *, traced: bool) -> Html:
    return div(
        "gw-scroll",
        tag(
            "table",
            tag("thead", tag("tr", [tag("th", word) for word in heads])),
            tag("tbody", [_row(frame, line, traced=traced) for line in lines]),
            class_="gw-table gw-depth-list",
        ),
    )


def _row(frame: Frame, line: Line, *, traced: bool) -> Html:
    link = tag("td", row_link(frame, line) if line.is_traced else "—")
    return tag("tr", [tag("td", cell) for cell in line.cells], link if traced else None)


def row_link(frame: Frame, line: Line) -> Html:
    """Return the link that opens a line's rows in 台账查询 with file, cell, who and when."""
    said = f"{line.told[0]}：数据溯源"
    address = line.address
    if line.row is not None:
        address = frame.address("ledgers", dataset=line.row.dataset, row=line.row.code)
    return tag("a", "溯源", class_="gw-trace", title=said, aria_label=said, href=address)


def _place(row: LedgerRow | None, known: Mapping[int, FileFacts]) -> str | None:
    """Return a row's file, sheet and cell in one text."""
    if row is None:
        return None
    number, _, cell, sheet = row.code.split(":", _PARTS_OF_CODE)
    facts = known.get(int(number))
    return f"{facts.file_name if facts else number} {sheet}!{cell}"


def _export(
    frame: Frame, card: Card, heads: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    def make() -> Table:
        about = origin(frame)
        made = pd.DataFrame([list(row) for row in rows], columns=list(heads), dtype=object)
        notes = tuple(filter(None, (f"共 {len(rows)} 行。", card.note)))
        return Table(card.title, made, about.period, about.source, notes)

    export_menu([Offer(card.title, make)], key=card.key, period=frame.period_label)
