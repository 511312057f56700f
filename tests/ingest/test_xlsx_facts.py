"""The searching reader of sheet XML gives what the streaming one gives, or declines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwdash.ingest.files import xlsx_facts
from gwdash.ingest.files.sheet_facts import column_index, is_percent_format
from gwdash.ingest.grid import column_letters

FORMULAS = ["", "<f>A1</f>", "<f/>", '<f t="shared" si="0"/>', '<f t="array" ref="A1">B1&amp;C</f>']
VALUES = ["", "<v/>", "<v></v>", "<v>0</v>", "<v>1.5</v>", "<v>x&lt;y</v>", "<v>#N/A</v>",
          '<v xml:space="preserve"> 7</v>']  # fmt: skip
TYPES = ["", ' t="s"', ' t="str"', ' t="e"', ' t="b"', ' t="n"']
STYLES = ["", ' s="0"', ' s="3"', ' s="13"', ' s="31"']
ROWS = ["", ' hidden="1"', ' hidden="0"', ' hidden="true"', ' s="3" customFormat="1"']
COLUMNS = ["", '<cols><col min="1" max="1" width="9"/><col hidden="1" min="2" max="4"/></cols>']
TAILS = [
    "",
    "<conditionalFormatting><cfRule><formula>A1</formula></cfRule></conditionalFormatting>",
]


@st.composite
def sheets(draw):
    rows = []
    for number in range(draw(st.integers(0, 4))):
        cells = []
        for column in range(draw(st.integers(0, 4))):
            kind, value = draw(st.sampled_from(TYPES)), draw(st.sampled_from(VALUES))
            cells.append(
                f'<c r="{column_letters(column)}{number + 1}"{draw(st.sampled_from(STYLES))}{kind}>'
                f"{draw(st.sampled_from(FORMULAS))}{value}</c>"
            )
        rows.append(f'<row r="{number + 1}"{draw(st.sampled_from(ROWS))}>{"".join(cells)}</row>')
    space = draw(st.sampled_from(["", "\n  "]))
    return (
        f"<worksheet>{draw(st.sampled_from(COLUMNS))}<sheetData>{space.join(rows)}</sheetData>"
        f"{draw(st.sampled_from(TAILS))}</worksheet>"
    ).encode()


@given(sheets(), st.sampled_from([frozenset(), frozenset({3}), frozenset({1, 13})]))
def test_searching_and_streaming_agree(xml, styles):
    found = xlsx_facts.search(xml, styles, recalculates=False)
    assert found is None or found == xlsx_facts.stream(xml, styles, recalculates=False)
    assert found is not None or b't="e"' in xml


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1"><c t="n" r="A1"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row>",
        '<row><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><!-- x -->',
        '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
        '<row r="1"><c r="a1"><v>1</v></c></row>',
    ],
)
def test_the_searching_reader_declines_what_it_might_misread(sheet):
    xml = f"<worksheet><sheetData>{sheet}</sheetData></worksheet>".encode()
    assert xlsx_facts.search(xml, frozenset(), recalculates=False) is None
    assert xlsx_facts.read_facts(xml, frozenset()).last_value == (0, 0)


def test_prefixed_tags_are_streamed():
    xml = (
        b'<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2" hidden="1">'
        b'<x:c r="B2" t="e"><x:v>#REF!</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    facts = xlsx_facts.read_facts(xml, frozenset())
    assert (facts.hidden_rows, facts.errors) == ({1}, {(1, 1): "#REF!"})


@given(st.integers(0, 16383))
def test_column_letters_and_indices_are_inverse(column):
    assert column_index(column_letters(column)) == column


@pytest.mark.parametrize(
    ("code", "percent"),
    [
        ("0%", True), ("0.00%", True), ("0.0%;[Red]-0.0%", True), ("# ?/?%", True),
        ('0"%"', False), (r"0\%", False), ("0_%", False), ("General", False), ("", False),
        ('"a"0%"b"', True), ("0*%", False),
    ],
)  # fmt: skip
def test_percent_formats(code, percent):
    assert is_percent_format(code) is percent
