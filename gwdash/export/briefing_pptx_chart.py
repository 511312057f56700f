"""A table's chart as a native one, which the office edits in its own program."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from gwdash.assess.lamps import FACES, Lamp
from gwdash.charts.theme import LIGHT
from gwdash.export.briefing_pptx_look import INCH, colour
from gwdash.export.briefing_pptx_parts import dress_fonts
from gwdash.export.briefing_pptx_text import POINTS_PER_INCH, Box, cut, em
from gwdash.export.cells import Cell
from gwdash.export.cells import text as clean
from gwdash.export.tables import NativeChart, Table
from gwdash.export.workbook import OPTIONS

_TYPES = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}
_STACKED = {
    "bar": XL_CHART_TYPE.BAR_STACKED,
    "column": XL_CHART_TYPE.COLUMN_STACKED,
}
STATE = "状态"
LAMP_OF = {face.word: lamp for lamp, face in reversed(FACES.items())}
_SECOND = "#a9b6ca"
_SERIES = (LIGHT.bar, _SECOND, LIGHT.marks[Lamp.BEHIND], LIGHT.marks[Lamp.ON_TRACK])
#: Share of a chart that names beside bars may take.
_MOST_BESIDE = 0.38
_OWNER = "责任单位"
_SIZES = ((8, 10.5), (10, 9.5), (99, 9.0))
_SHEET = "Sheet1"
#: What is longer names the values and their unit by itself.
_LONGEST_UNIT = 5
_PERCENT, _ALL = "%", 100.0
#: The value of the longest bar stands beside it.
_BESIDE_BAR = 1.12
_WHOLE, _TENTHS, _HUNDREDTHS = "#,##0", "#,##0.0", "#,##0.00"
_WHOLE_SHOWN = "#,##0;-#,##0;"
"""A part of nothing has no label: in a stack it would stand on its neighbour."""


def chart(slide: Any, where: Box, table: Table, font: str) -> Any:  # noqa: ANN401
    """Draw the table's chart, its values those of the table and nothing else."""
    spec = table.chart
    if spec is None:
        raise ValueError(table.title)
    size, beside = _type(table, spec, where)
    data, categories, series = _data(table, spec, (size, beside))
    is_stacked = spec.stacked and spec.kind in _STACKED
    kind = (_STACKED if is_stacked else _TYPES)[spec.kind]
    frame = slide.shapes.add_chart(
        kind, *(round(v * INCH) for v in (where.x, where.y, where.w, where.h)), data
    )
    frame.name = clean(f"图：{table.title}")
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_book(categories, series))
    drawn.has_title = False
    drawn.font.size = Pt(size)
    drawn.font.color.rgb = colour(LIGHT.ink)
    _axes(drawn, spec, size)
    _whole_scale(drawn, spec, [value for _, own in series for value in own])
    _colours(drawn, table, spec, is_stacked=is_stacked)
    _labels(drawn, size, is_stacked=is_stacked)
    # Bars in the colours of lamps are told by the line below, not by a legend of one colour.
    drawn.has_legend = len(series) > 1 and not is_lamped(table)
    if drawn.has_legend:
        drawn.legend.position = XL_LEGEND_POSITION.TOP
        drawn.legend.include_in_layout = False
        drawn.legend.font.size = Pt(size)
    if spec.kind == "bar":
        _lay_out(drawn, where, beside)
    _no_auto_title(drawn)
    dress_fonts(drawn._chartSpace, font)  # noqa: SLF001
    return frame


def is_lamped(table: Table) -> bool:
    """Tell whether a chart's first bars have the colours of lamps."""
    return (
        table.chart is not None
        and table.chart.kind != "line"
        and STATE in table.frame.columns
        and any(str(state) in LAMP_OF for state in table.frame[STATE])
    )


def lamp_key(table: Table) -> str:
    """Return what the colours of a chart with lamps mean, in words."""
    if table.chart is None:
        return ""
    lamps = dict.fromkeys(lamp for one in table.frame[STATE] if (lamp := LAMP_OF.get(str(one))))
    names = [clean(table.heading(name)) for name in table.chart.values]
    faces = " ".join(f"{FACES[lamp].mark}{FACES[lamp].short}" for lamp in lamps)
    rest = f"；灰色为{'、'.join(names[1:])}" if names[1:] else ""
    return f"彩色为{names[0]}：{faces}{rest}。"


def _type(table: Table, spec: NativeChart, where: Box) -> tuple[float, float]:
    """Return the size of a chart's type and the width of the names beside its bars."""
    n = max(len(table.frame), 1)
    size = next(size for most, size in _SIZES if n <= most)
    names = _names(table.rows(), [str(name) for name in table.frame.columns], spec)
    wide = max((em(name) for name in names), default=0.0) * size / POINTS_PER_INCH + 0.1
    return size, min(wide, where.w * _MOST_BESIDE)


def _lay_out(drawn: Any, where: Box, beside: float) -> None:  # noqa: ANN401
    """Give the bars all the room that names, legend and unit leave, in every program alike."""
    left = (beside + 0.06) / where.w
    top = (0.3 if drawn.has_legend else 0.04) / where.h
    bottom = (0.3 if drawn.value_axis.has_title else 0.05) / where.h
    sides = {"x": left, "y": top, "w": 1 - left - 0.04, "h": max(1 - top - bottom, 0.3)}
    area = drawn._chartSpace.chart.plotArea  # noqa: SLF001
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    words = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge"}
    words |= {name: f"{side:.4f}" for name, side in sides.items()}
    said = "".join(f'<c:{name} val="{value}"/>' for name, value in words.items())
    layout = parse_xml(
        f"<c:layout {nsdecls('c')}><c:manualLayout>{said}</c:manualLayout></c:layout>"
    )
    area.insert(0, layout)


def _data(
    table: Table, spec: NativeChart, letters: tuple[float, float]
) -> tuple[Any, list[str], list[tuple[str, list[Cell]]]]:
    rows = table.rows()
    names = [str(name) for name in table.frame.columns]
    categories = _categories(rows, names, spec, letters)
    series = [
        (clean(table.heading(name)), [row[names.index(name)] for row in rows])
        for name in spec.values
    ]
    made: Any = CategoryChartData
    data = made(number_format=_format([v for _, own in series for v in own]))
    data.categories = categories
    for name, values in series:
        data.add_series(name, [_number(value) for value in values])
    return data, categories, series


def _names(rows: Sequence[Sequence[Cell]], names: Sequence[str], spec: NativeChart) -> list[str]:
    """Return what stands beside the bars; whose it is stands first where names repeat."""
    said = [clean(str(row[names.index(spec.category)] or "")) for row in rows]
    if len(set(said)) < len(said) and _OWNER in names:
        own = names.index(_OWNER)
        said = [f"{clean(str(row[own] or ''))} {one}" for row, one in zip(rows, said, strict=True)]
    if STATE not in names:
        return said
    states = [LAMP_OF.get(str(row[names.index(STATE)])) for row in rows]
    return [
        f"{FACES[lamp].mark} {one}" if lamp else one for lamp, one in zip(states, said, strict=True)
    ]


def _categories(
    rows: Sequence[Sequence[Cell]],
    names: Sequence[str],
    spec: NativeChart,
    letters: tuple[float, float],
) -> list[str]:
    said = _names(rows, names, spec)
    return [cut(one, letters[0], letters[1], 1) for one in said] if spec.kind == "bar" else said


def _number(value: Cell) -> float | int | None:
    return value if isinstance(value, int | float) else None


def _format(values: Sequence[Cell]) -> str:
    numbers = [value for value in values if isinstance(value, int | float)]
    if all(float(value).is_integer() for value in numbers):
        return _WHOLE
    tenths = all(abs(value * 10 - round(value * 10)) < 1e-6 for value in numbers)  # noqa: PLR2004
    return _TENTHS if tenths or max(numbers) > 1000 else _tenths_or_less(numbers)  # noqa: PLR2004


def _tenths_or_less(numbers: Sequence[float]) -> str:
    """Return two digits for scores, which have no more; one for rates, which have many."""
    scores = all(abs(value * 100 - round(value * 100)) < 1e-6 for value in numbers)  # noqa: PLR2004
    return _HUNDREDTHS if scores else _TENTHS


def _axes(drawn: Any, spec: NativeChart, size: float) -> None:  # noqa: ANN401
    category, value = drawn.category_axis, drawn.value_axis
    category.format.line.color.rgb = colour(LIGHT.line)
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_labels.font.size = Pt(size)
    category.has_major_gridlines = False
    _every_name(category)
    if spec.kind == "bar":
        category.reverse_order = True
        # The value axis goes with the last category, which a reversed axis puts below.
        crosses = category._element.getparent().find(f"{qn('c:valAx')}/{qn('c:crosses')}")  # noqa: SLF001
        if crosses is not None:
            crosses.set("val", "max")
    value.has_major_gridlines = False
    value.format.line.fill.background()
    value.major_tick_mark = XL_TICK_MARK.NONE
    # Every bar tells its value.
    value.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    value.minimum_scale = 0
    value.has_title = bool(spec.value_title)
    if spec.value_title:
        title = value.axis_title.text_frame
        unit = spec.value_title
        title.text = clean(f"单位：{unit}" if len(unit) <= _LONGEST_UNIT else unit)
        run = title.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(max(size - 1, 8)), False
        run.font.color.rgb = colour(LIGHT.muted)


def _whole_scale(drawn: Any, spec: NativeChart, values: Sequence[Cell]) -> None:  # noqa: ANN401
    """Let bars of shares end at the whole: one of 1 % alone would fill the chart otherwise."""
    numbers = [value for value in values if isinstance(value, int | float)]
    if spec.kind == "bar" and spec.value_title == _PERCENT and max(numbers, default=0.0) <= _ALL:
        drawn.value_axis.maximum_scale = _ALL * _BESIDE_BAR


def _every_name(category: Any) -> None:  # noqa: ANN401
    """Let programs leave out no name because they find the room too small."""
    axis = category._element  # noqa: SLF001
    skip = axis.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    before = axis.find(qn("c:noMultiLvlLbl"))
    if before is None:
        axis.append(skip)
    else:
        before.addprevious(skip)


def _colours(drawn: Any, table: Table, spec: NativeChart, *, is_stacked: bool) -> None:  # noqa: ANN401
    plot = drawn.plots[0]
    if spec.kind != "line":
        plot.gap_width = 40
        plot.overlap = 100 if is_stacked else 0
    classes = {f"{grade}类": fill for grade, fill in zip("ⅠⅡⅢⅣⅤ", LIGHT.classes, strict=True)}
    states = [str(v) for v in table.frame[STATE]] if STATE in table.frame.columns else []
    for place, series in enumerate(plot.series):
        fill = classes.get(series.name, _SERIES[place % len(_SERIES)])
        if is_stacked and "未" in series.name:
            fill = LIGHT.marks[Lamp.FAR_BEHIND]
        if spec.kind == "line":
            series.format.line.color.rgb = colour(fill)
            continue
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour(fill)
        series.invert_if_negative = False
        if place:
            continue
        for row, state in enumerate(states):
            if lamp := LAMP_OF.get(state):
                point = series.points[row].format.fill
                point.solid()
                point.fore_color.rgb = colour(LIGHT.marks[lamp])


def _labels(drawn: Any, size: float, *, is_stacked: bool) -> None:  # noqa: ANN401
    found = list(drawn.plots[0].series)
    form = _format([value for series in found for value in series.values])
    if form == _WHOLE and is_stacked:
        form = _WHOLE_SHOWN
    for series in found:
        labels = series.data_labels
        labels.show_value = True
        labels.number_format = form
        labels.number_format_is_linked = False
        labels.font.size = Pt(max(size - 1, 8))
        inside = is_stacked
        labels.position = XL_LABEL_POSITION.CENTER if inside else XL_LABEL_POSITION.OUTSIDE_END
        labels.font.color.rgb = colour("#ffffff" if inside else LIGHT.ink)
        if drawn.chart_type == XL_CHART_TYPE.LINE_MARKERS:
            labels.position = XL_LABEL_POSITION.ABOVE


def _no_auto_title(drawn: Any) -> None:  # noqa: ANN401
    """Keep programs from putting the only series' name above the chart."""
    body = drawn._chartSpace.chart  # noqa: SLF001
    found = body.find(qn("c:autoTitleDeleted"))
    if found is None:
        found = body.makeelement(qn("c:autoTitleDeleted"), {})
        body.insert(0, found)
    found.set("val", "1")


def _book(categories: Sequence[str], series: Sequence[tuple[str, Sequence[Cell]]]) -> bytes:
    """Return the workbook behind a chart: typed text stays text there, too."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    sheet = book.add_worksheet(_SHEET)
    quoted = book.add_format({"quote_prefix": True})
    for row, words in enumerate(categories, 1):
        sheet.write_string(row, 0, words, quoted)
    for column, (name, values) in enumerate(series, 1):
        sheet.write_string(0, column, name, quoted)
        for row, value in enumerate(values, 1):
            if isinstance(value, int | float):
                sheet.write_number(row, column, value)
    book.close()
    return buffer.getvalue()
