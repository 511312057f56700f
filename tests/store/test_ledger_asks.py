"""Large ledgers are asked by shorter ways, which give the very rows of one plain statement."""

# Every word in a statement is one of this module's own.
# ruff: noqa: S608

import random
from contextlib import closing
from datetime import date, datetime, timedelta
from decimal import Decimal

import duckdb
import pytest
import ui_city
from hypothesis import given, settings
from hypothesis import strategies as st

from gwdash.archive import Archive
from gwdash.queries import ledgers
from gwdash.queries.ledger_columns import columns
from gwdash.queries.ledgers import Look
from gwdash.registry.datasets import DATASETS
from gwdash.scope import Scope
from gwdash.store import ledger_words
from gwdash.store.database import open_version
from gwdash.store.ledger_query import Ask, Filter, How, observed_column, searched_columns, sorted_by
from gwdash.store.ledger_rows import LedgerRows
from gwdash.store.publish import publish

LEDGERS = ("water_quality", "water_level")
HIDDEN = "S-1"
WELLS = ("W-1", "W-2", "w-3", HIDDEN)
COUNTIES = ("610402", "610404", None)
REMARKS = (None, "", "复测", "A%b_c", "it's", "Level 7", "\\", "12.5")
RAWS = ("0.05", "0.05L", "<0.1", "1.2", "12", "未检出", "12.50")
EXACT = (108.68123, 34.36789)


def observation(name: str, dice: random.Random) -> dict:
    """Return one row; keys are few, so that many rows are replaced by a later one."""
    day = date(2024, 4, 28) + timedelta(days=dice.randrange(0, 80, 9))
    own = {
        "well_id": dice.choice(WELLS), "county_code": dice.choice(COUNTIES),
        "well_name": dice.choice((None, "一号井", "二号井L")), "remark": dice.choice(REMARKS),
    }  # fmt: skip
    if name == "water_level":
        at = datetime(day.year, day.month, day.day, dice.choice((0, 7, 23)), 59)  # noqa: DTZ001 (stored without a zone)
        return own | {"measured_at": at, "depth_to_water_m": dice.choice((None, 1.5, 3.0))}
    layer, raw = dice.choice((None, None, "上")), dice.choice(RAWS)
    place = EXACT if own["well_id"] == HIDDEN else (108.7, 34.4)
    return own | {
        "sampled_on": day, "layer": layer, "analyte": dice.choice(("fluoride", "chloride")),
        "sample_type": dice.choice((None, "regular", "parallel")), "raw": raw,
        "value": Decimal(dice.randrange(5)) if raw[0] != "未" else None,
        "flag": dice.choice(("value", "nd", None)), "lon": place[0], "lat": place[1],
        "report_no": f"R-{dice.randrange(30)}", "source_id": None,
    }  # fmt: skip


@pytest.fixture(scope="module")
def version(tmp_path_factory):
    """Three reporters' files, one of them withdrawn, of which some rows are replaced by later."""
    home, dice = tmp_path_factory.mktemp("asks"), random.Random(7)  # noqa: S311 (made-up rows)
    with closing(Archive(home / "archive")) as archive:
        ui_city.hand_in(archive, "well", "610402", ui_city.MAY, [
            ui_city.well(HIDDEN, "610402", is_source_point=True, lon=EXACT[0], lat=EXACT[1])
        ])  # fmt: skip
        for name in LEDGERS:
            for reporter in ("sthjj", "610402", "610404", "slj"):
                rows = [observation(name, dice) for _ in range(60)]
                ui_city.hand_in(archive, name, reporter, "2024-Q2", rows)
        withdrawn = [s.id for s in archive.ledger.accepted() if s.reporter == "slj"]
        for number in withdrawn:
            archive.ledger.move(number, "withdrawn", actor="张")
        return open_version(home, publish(home, archive, reason="测试"))


@pytest.fixture(scope="module")
def short(version):
    """The same version, each of its ledgers taken for a large one."""
    return LedgerRows(version._connection, large_rows=0)


def seen(name: str, column: str) -> str:
    """Return a column as it may be shown, written down a second time."""
    if column in {"reporter", "period", "accepted_at", "submitted_at"}:
        return f"s.{column}"
    if column in {"lon", "lat"}:
        hidden = f"r.well_id = '{HIDDEN}' OR r.source_id IS NOT NULL"
        return f"CASE WHEN {hidden} THEN round(r.{column}, 2) ELSE r.{column} END"
    return f"r.{column}"


def plain(ask: Ask) -> str:
    """Return one statement that looks at every row and at every column of it."""
    dataset, name = DATASETS[ask.dataset], ask.dataset
    rows = f"store.core.{name} AS r JOIN store.core.submission AS s USING (submission_id)"
    latest = (
        "s.accepted_at DESC, submission_id DESC, r.source_sheet DESC, r.source_row DESC, "
        "r.source_cell DESC"
    )
    tests = []
    if ask.submission is not None:
        tests.append(f"submission_id = {ask.submission}")
    else:
        keys = ", ".join(f"r.{key}" for key in dataset.key)
        tests.append(
            f"r.rowid IN (SELECT r.rowid FROM {rows} QUALIFY row_number() OVER "
            f"(PARTITION BY {keys} ORDER BY {latest}) = 1)"
        )
        if not ask.every:
            tests.append(f"r.{observed_column(dataset)}::DATE <= DATE '{ask.as_of}'")
    if ask.county:
        tests.append(f"r.county_code = '{ask.county}'")
    if ask.search:
        word = ask.search.replace("'", "''")
        found = [f"contains(lower(r.{c}), lower('{word}'))" for c in searched_columns(dataset)]
        found += [
            f"{seen(name, c)} IN {codes!r}".replace(",)", ")") for c, codes in ask.search_codes
        ]
        tests.append("(" + " OR ".join(found) + ")")
    tests += [condition(name, one) for one in ask.filters]
    column, descending = sorted_by(ask)
    order = seen(name, column)
    if ask.code_order:
        order = f"list_position({list(ask.code_order)}, {order})"
    return (
        f"SELECT submission_id, r.source_row FROM {rows} WHERE {' AND '.join(tests) or 'true'} "
        f"ORDER BY {order} {'DESC' if descending else 'ASC'} NULLS LAST, submission_id, r.rowid"
    )


def condition(name: str, one: Filter) -> str:
    column = seen(name, one.column)
    match one.test:
        case How.EMPTY:
            return f"({column} IS NULL OR {column}::VARCHAR = '')"
        case How.HAS:
            word = one.values[0].replace("'", "''")
            return f"contains(lower({column}), lower('{word}'))"
        case How.IN:
            return f"{column} IN {one.values!r}".replace(",)", ")")
    low, high = one.values
    return f"{column} BETWEEN {low} AND {high}"


def pages(rows, ask):
    """Return the count, and the rows of all pages one after the other."""
    total = rows.count(ask)
    found = []
    for offset in range(0, total, 7):
        found += rows.page(ask, limit=7, offset=offset, total=total)
    return total, [(row["submission_id"], row["source_row"]) for row in found]


FILTERS = {
    "water_quality": [
        Filter("analyte", How.IN, ("fluoride",)), Filter("reporter", How.IN, ("sthjj", "slj")),
        Filter("raw", How.HAS, ("05",)), Filter("layer", How.EMPTY),
        Filter("lon", How.RANGE, (108.681, 108.682)), Filter("value", How.RANGE, (1, 3)),
        Filter("county_code", How.IN, ("610402", "610404")), Filter("period", How.IN, ("2024-Q2",)),
    ],
    "water_level": [
        Filter("remark", How.EMPTY), Filter("remark", How.HAS, ("b_",)),
        Filter("depth_to_water_m", How.RANGE, (1, 2)), Filter("reporter", How.IN, ("610404",)),
    ],
}  # fmt: skip
WORDS = ["", "", "w-", "W-1", "井", "二号井l", "复测", "%", "'", "\\", "0.05", "12", "L", "<",
         "检出", "R-1", "氟化物", "秦都", "level", "x", "ſ", "K"]  # fmt: skip


@st.composite
def looks(draw):
    name = draw(st.sampled_from(LEDGERS))
    sorts = [n for n in columns(name) if n in {
        "sampled_on", "measured_at", "well_id", "raw", "value", "lon", "reporter", "remark",
        "accepted_at", "flag", "analyte", "county_code",
    }]  # fmt: skip
    return Look(
        name, draw(st.booleans()), draw(st.sampled_from([None, None, None, 2, 7])),
        draw(st.sampled_from(WORDS)),
        tuple(draw(st.lists(st.sampled_from(FILTERS[name]), max_size=2, unique=True))),
        draw(st.sampled_from(["", "", *sorts])), draw(st.booleans()),
    )  # fmt: skip


@settings(max_examples=150)
@given(looks(), st.sampled_from(["2024-04", "2024-05", "2024-06"]), st.sampled_from(["", "610402"]))
def test_every_ask_finds_the_rows_of_the_plain_statement(version, short, look, month, county):
    ask = ledgers.ask_of(look, Scope(month, county, include_new_area=True))
    with version._connection.cursor() as cursor:
        wanted = cursor.execute(plain(ask)).fetchall()
    for rows in (short, version.ledgers):
        assert pages(rows, ask) == (len(wanted), wanted)


def test_rows_are_replaced_and_some_searches_need_no_look_at_all_columns(version, short):
    dataset = DATASETS["water_quality"]
    whole = ledgers.ask_of(Look(dataset.name), Scope("2024-06", include_new_area=True))
    with version._connection.cursor() as cursor:
        [handed_in] = cursor.execute("SELECT count(*) FROM store.core.water_quality").fetchone()
    assert 0 < short.count(whole) < handed_in
    kept = short._words.columns
    assert kept(dataset, "二号") == ("well_name",)
    assert kept(dataset, "W-") == ("well_id",)
    assert kept(dataset, "检出") == ("raw",)
    assert set(kept(dataset, "12")) == {
        "well_id",
        "layer",
        "raw",
        "well_name",
        "report_no",
        "remark",
    }
    assert kept(dataset, "没有这个词") == ()


def test_a_column_of_too_many_words_is_always_looked_through(version, monkeypatch):
    monkeypatch.setattr(ledger_words, "_MOST_WORDS", 2)
    rows = LedgerRows(version._connection, large_rows=0)
    assert "well_id" in rows._words.columns(DATASETS["water_level"], "没有这个词")


def test_no_letter_becomes_a_figure_when_it_is_made_small():
    figures = ledger_words.FIGURES
    letters = "".join(chr(n) for n in range(1, 0x3000) if chr(n) not in figures)
    [(small,)] = duckdb.execute("SELECT lower($letters)", {"letters": letters}).fetchall()
    assert not set(small) & set(figures)
    assert ledger_words.is_figures("<0.05L")
    assert not ledger_words.is_figures("W1")
