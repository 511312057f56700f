"""What a file would change in what is accepted, row by row, before it is handed in."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import streamlit as st

from gwdash.config import workspace
from gwdash.ingest.profile import WHOLE
from gwdash.intake.difference import Difference, against_last, difference
from gwdash.intake.templates import last_rows
from gwdash.intake.usecases import Checked
from gwdash.registry.masking import field_of, shown
from gwdash.registry.model import Dataset, DatasetKind, Kind
from gwdash.registry.region import REGION
from gwdash.store.database import open_current
from gwdash.ui.markup import Html, div, span, tag

_SHOWN = 60
_KEPT = "submit_difference"
_NOTHING = "（空）"
_HEADINGS = ("变化", "主键", "字段", "原来", "现在")


def show(checked: Checked, labels: Mapping[str, str]) -> None:
    """Draw the counts and the first changes."""
    found, earlier = _kept(checked)
    st.html(_counts(found, earlier=earlier))
    if not found:
        return
    lines = list(_lines(found, checked.dataset, labels))
    head = tag("tr", [tag("th", word) for word in _HEADINGS])
    table = tag(
        "table", tag("thead", head), tag("tbody", lines[:_SHOWN]), class_="gw-table gw-issues"
    )
    st.html(div("gw-scroll gw-tall", table))
    if len(lines) > _SHOWN:
        st.caption(f"只显示前 {_SHOWN} 处，共 {len(lines)} 处。")


def _kept(checked: Checked) -> tuple[Difference, bool]:
    """Return the difference, worked out once for a reading and a version.

    The first report of a period changes nothing: it is held against the period before, and
    whether it was is told too.
    """
    store = open_current(workspace())
    key = (id(checked.reading), checked.reading.file_sha256, store.version if store else 0)
    kept: tuple[object, Difference, bool] | None = st.session_state.get(_KEPT)
    if kept is None or kept[0] != key:
        found = against_last(workspace(), checked)
        before = _period_before(checked) if found.base is None else None
        if before is not None:
            found = difference(before, checked.reading.good_rows(), checked.dataset)
        kept = (key, found, before is not None)
        st.session_state[_KEPT] = kept
    return kept[1:]


def _period_before(checked: Checked) -> pa.Table | None:
    """Return the rows of the period before, where each period has rows of its own."""
    if checked.dataset.kind is not DatasetKind.PERIODIC or checked.reading.profile.part != WHOLE:
        return None
    return last_rows(workspace(), checked.dataset, checked.reporter, checked.period.previous())


def _counts(found: Difference, *, earlier: bool) -> Html:
    if earlier and not found:
        words = "本期第一次报送，内容与上一次报送的一期相同。"
    elif earlier:
        words = f"本期第一次报送，与上一次报送的一期相比：{_numbers(found)}"
    elif found.base is None and not found.changed and not found.removed:
        words = f"以前没有审核通过的同类报送，{len(found.added)} 行全部是新增。"
    elif not found:
        words = f"与第 {found.base} 号报送相比，内容没有变化。"
    else:
        since = f"与第 {found.base} 号报送相比" if found.base else "与已审核通过的数据相比"
        words = f"{since}：{_numbers(found)}"
    warning = None
    if found.removed:
        said = "本期没有报" if earlier else "提交后不再有效"
        warning = span("gw-late", f"减少的行{said}，请确认不是漏填。")
    return div("gw-note", words, warning)


def _numbers(found: Difference) -> str:
    return (
        f"新增 {len(found.added)} 行，修改 {len(found.changed)} 行（{found.n_cells} 处），"
        f"减少 {len(found.removed)} 行。"
    )


def _lines(found: Difference, dataset: Dataset, labels: Mapping[str, str]) -> Iterator[Html]:
    for key in found.removed:
        yield _line("▼ 减少", _key(key, dataset), "", "", "")
    for key, fields in found.changed.items():
        for name, (old, new) in fields.items():
            yield _line(
                "● 修改", _key(key, dataset), labels.get(name, name),
                _value(old, name, dataset), _value(new, name, dataset),
            )  # fmt: skip
    for key in found.added:
        yield _line("▲ 新增", _key(key, dataset), "", "", "")


def _line(*cells: str) -> Html:
    return tag("tr", [tag("td", cell) for cell in cells])


def _key(key: Sequence[object], dataset: Dataset) -> str:
    return " · ".join(
        _value(value, name, dataset) for name, value in zip(dataset.key, key, strict=True)
    )


def _value(value: object, name: str, dataset: Dataset) -> str:
    if value is None or value == "":
        return _NOTHING
    field = field_of(dataset, name)
    if field is not None and field.guarded:
        return shown(field, str(value))
    if field is not None and field.codes is not None:
        return next((c.label for c in field.codes.codes if c.code == value), str(value))
    if field is not None and field.kind is Kind.COUNTY:
        return REGION.place_name(str(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value:g}" if isinstance(value, float) else str(value)
