"""台账查询: every ledger as of a period, against pandas on the rows that were handed in."""

from contextlib import closing
from datetime import date, datetime
from itertools import cycle

import pandas as pd
import pytest
import ui_city
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gwdash.archive import Archive
from gwdash.errors import UsageError
from gwdash.queries import ledgers
from gwdash.queries.ledger_columns import Shape, columns, first_columns, number_words, shown
from gwdash.queries.ledgers import Look
from gwdash.registry.datasets import DATASETS, WATER_LEVEL, WELL
from gwdash.registry.region import REGION
from gwdash.scope import Scope
from gwdash.store.database import open_version
from gwdash.store.ledger_query import Filter, How
from gwdash.store.publish import publish

JUNE = Scope(ui_city.JUNE, include_new_area=True)
N_LEVELS = 230
METHODS = [*columns("water_level")["level_method"].options][:2]
HOSTILE = ("'", '"', "%", "_", "\\", "<script>", "'; DROP TABLE core.well; --", "$v0", "()", "\x00")


@pytest.fixture(scope="module")
def rows():
    """Levels as they are handed in; some days twice, some depths missing."""
    depths, methods = cycle(n / 2 for n in (3, 11, 0, 7, 1, 9, 4)), cycle([*METHODS, None])
    remarks = cycle([None, "", "正常", "A%b_c", "it's", "<B>", "a\\b"])
    found = []
    for n in range(N_LEVELS):
        at = datetime(2024, 1 + n % 6, 1 + n % 28, n % 24)  # noqa: DTZ001 (stored without a zone)
        found.append(
            {
                "well_id": f"G-{n // 40}", "measured_at": at,
                "depth_to_water_m": None if n % 11 == 0 else next(depths),
                "level_method": next(methods),
                "remark": next(remarks),
            }
        )  # fmt: skip
    return found


@pytest.fixture(scope="module")
def filled(tmp_path_factory, rows):
    home = tmp_path_factory.mktemp("levels")
    with closing(Archive(home / "archive")) as archive:
        ui_city.hand_in(archive, "water_level", "slj", ui_city.JUNE, rows)
        version = publish(home, archive, reason="测试")
    return open_version(home, version)


@pytest.fixture(scope="module")
def expected(rows):
    frame = pd.DataFrame(rows)
    return frame.assign(place=range(2, len(rows) + 2)).astype({"depth_to_water_m": float})


def found_rows(source, look, scope=JUNE):
    """Return all rows of a look, gathered page by page."""
    ask = ledgers.ask_of(look, scope)
    counted = (ledgers.count(source, ask), ledgers.count(source, ask.whole))
    first = ledgers.page(source, ask, 1, counted)
    pages = [ledgers.page(source, ask, n, counted) for n in range(1, first.n_pages + 1)]
    return [row for one in pages for row in one.rows]


def places(rows):
    return [row["source_row"] for row in rows]


DEPTHS = st.one_of(st.none(), st.integers(0, 12).map(lambda n: n / 2))
WORDS = st.sampled_from(["正常", "%", "_", "'", "\\", "b", "B", "<", "zzz"])
ONE_FILTER = st.one_of(
    st.tuples(st.just("depth_to_water_m"), DEPTHS, DEPTHS).filter(lambda t: t[1:] != (None, None)),
    st.tuples(st.just("remark"), WORDS),
    st.tuples(st.sampled_from(["remark", "level_method", "depth_to_water_m"]),
              st.sampled_from([How.EMPTY, How.FILLED])),
    st.tuples(st.just("level_method"), st.sets(st.sampled_from(METHODS), min_size=1)),
)  # fmt: skip


def filter_of(drawn):
    name, *rest = drawn
    if name == "depth_to_water_m" and len(rest) == 2:
        return Filter(name, How.RANGE, tuple(rest))
    [what] = rest
    if isinstance(what, How):
        return Filter(name, what)
    if isinstance(what, set):
        return Filter(name, How.IN, tuple(sorted(what)))
    return Filter(name, How.HAS, (what,))


def by_pandas(frame, one):
    """Return the rows that a filter keeps, written down a second time."""
    cells = frame[one.column]
    empty = cells.isna() | (cells == "")
    wanted = one.values  # noqa: PD011 (a filter's values)
    match one.test:
        case How.EMPTY:
            return frame[empty]
        case How.FILLED:
            return frame[~empty]
        case How.IN:
            return frame[cells.map(lambda code: code in wanted)]
        case How.HAS:
            return frame[cells.fillna("").str.contains(wanted[0], case=False, regex=False)]
    low, high = wanted
    kept = cells.notna()
    if low is not None:
        kept &= cells >= low
    if high is not None:
        kept &= cells <= high
    return frame[kept]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(ONE_FILTER, max_size=2, unique_by=lambda t: t[0]),
    st.sampled_from(["", "depth_to_water_m", "remark", "well_id", "measured_at", "level_method"]),
    st.booleans(),
)
def test_pages_hold_exactly_the_filtered_rows_in_one_order(
    filled, expected, drawn, sort, descending
):
    look = Look("water_level", filters=tuple(map(filter_of, drawn)), sort=sort,
                descending=descending)  # fmt: skip
    wanted = expected
    for one in look.filters:
        # Of no rows nothing is left, and pandas would take the empty list for columns.
        wanted = wanted if wanted.empty else by_pandas(wanted, one)
    rows = found_rows(filled, look)
    assert sorted(places(rows)) == sorted(wanted["place"])
    assert len(set(places(rows))) == len(rows), "no row stands on two pages"
    assert places(rows) == places(found_rows(filled, look)), "an order that does not change"
    if sort and sort != "level_method":
        values = [row[sort] for row in rows]
        present = [value for value in values if value is not None]
        assert present == sorted(present, reverse=descending)
        assert values == present + [None] * (len(values) - len(present)), "empty cells come last"


@pytest.mark.parametrize("word", HOSTILE)
def test_a_hostile_search_finds_its_own_letters_and_nothing_else(filled, expected, word):
    found = found_rows(filled, Look("water_level", search=word))
    texts = expected[["well_id", "remark"]].fillna("").agg("\n".join, axis=1)
    wanted = expected[texts.str.contains(word, case=False, regex=False)]
    assert sorted(places(found)) == sorted(wanted["place"])


def test_a_search_knows_codes_by_their_words(filled, expected):
    label = columns("water_level")["level_method"].options[METHODS[0]]
    found = found_rows(filled, Look("water_level", search=label))
    assert len(found) == int((expected["level_method"] == METHODS[0]).sum()) > 0


def test_codes_are_ordered_as_their_list_is(filled):
    rows = found_rows(filled, Look("water_level", sort="level_method"))
    listed = [*columns("water_level")["level_method"].options, None]
    ranks = [listed.index(row["level_method"]) for row in rows]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("name", DATASETS)
@pytest.mark.parametrize("every", [False, True])
def test_every_ledger_answers_and_a_page_is_never_more_than_a_page(store, name, every):
    for scope in (JUNE, Scope(ui_city.JUNE, "610402")):
        ask = ledgers.ask_of(Look(name, every=every, search="1"), scope)
        n_found, n_all = ledgers.count(store, ask), ledgers.count(store, ask.whole)
        assert 0 <= n_found <= n_all
        page = ledgers.page(store, ask, 9, (n_found, n_all))
        assert (page.page, page.n_pages) == (1, 1)
        assert len(page.rows) == n_found <= ledgers.PAGE_ROWS


@pytest.mark.parametrize("name", DATASETS)
def test_every_column_of_every_ledger_can_be_sorted_and_asked_for(store, name):
    for column in columns(name).values():
        look = Look(name, every=True, sort=column.name, filters=(Filter(column.name, How.EMPTY),))
        ask = ledgers.ask_of(look, JUNE)
        assert ledgers.count(store, ask) <= ledgers.count(store, ask.whole)
        found_rows(store, look)
    assert set(first_columns(name)) <= set(columns(name))
    assert set(DATASETS[name].key) <= set(first_columns(name))


def wells(store, scope, **more):
    return {row["well_id"]: row for row in found_rows(store, Look("well", **more), scope)}


def test_a_register_is_as_of_the_period(store):
    assert wells(store, Scope("2024-04")) == {}
    assert set(wells(store, JUNE)) == {"W-1", "W-2", "W-3", "W-4", "S-1"}
    assert set(wells(store, Scope(ui_city.JUNE))) == {"W-1", "W-2", "W-3", "S-1"}
    assert set(wells(store, Scope(ui_city.JUNE, "610428"))) == {"S-1"}


def test_the_years_plan_holds_from_its_first_day(store):
    assert len(found_rows(store, Look("work_plan"))) == len(ui_city.PLAN)
    assert found_rows(store, Look("work_plan"), Scope("2023-12")) == []


def test_facts_of_a_period_are_of_that_period_or_of_all(store):
    june = found_rows(store, Look("task_progress"))
    assert {row["period"] for row in june} == {ui_city.JUNE}
    every = found_rows(store, Look("task_progress", every=True))
    assert {row["period"] for row in every} == {ui_city.MAY, ui_city.JUNE}
    asked = Filter("period", How.IN, (ui_city.MAY,))
    may = found_rows(store, Look("task_progress", every=True, filters=(asked,)))
    assert len(may) == len(every) - len(june)


def test_observations_end_with_the_period_and_the_last_value_of_a_key_counts(tmp_path):
    def level(depth):
        return ui_city.level("W-1", date(2024, 5, 31), depth)

    with closing(Archive(tmp_path / "archive")) as archive:
        ui_city.hand_in(archive, "water_level", "slj", ui_city.MAY, [level(9.0)])
        later = [level(8.0), ui_city.level("W-1", date(2024, 6, 1), 7.0)]
        ui_city.hand_in(archive, "water_level", "610402", ui_city.JUNE, later)
        source = open_version(tmp_path, publish(tmp_path, archive, reason="测试"))
    may = found_rows(source, Look("water_level"), Scope(ui_city.MAY))
    assert [row["depth_to_water_m"] for row in may] == [8.0], "the whole last day counts"
    assert len(found_rows(source, Look("water_level"))) == 2
    assert len(found_rows(source, Look("water_level", submission=1))) == 1


def test_positions_of_drinking_water_wells_are_rounded_wherever_they_are_asked_for(store):
    found = wells(store, JUNE)
    assert (found["S-1"]["lon"], found["S-1"]["lat"]) == (108.68, 34.37)
    assert (found["W-1"]["lon"], found["W-1"]["lat"]) == (108.68123, 34.36789)
    narrow = Filter("lon", How.RANGE, (108.6811, 108.6813))
    assert "S-1" not in wells(store, JUNE, filters=(narrow,)), "no filter tells what is hidden"
    [row] = store.ledgers.matching(WELL, {"well_id": "S-1"}, 5)
    assert row["lon"] == 108.68


def test_persons_are_masked_and_neither_searched_nor_told_by_filters(tmp_path):
    row = {"expert_id": "E-1", "expert_name": "张三丰", "expert_phone": "13812341234"}
    with closing(Archive(tmp_path / "archive")) as archive:
        ui_city.hand_in(archive, "expert", "sthjj", "2024H1", [row])
        source = open_version(tmp_path, publish(tmp_path, archive, reason="测试"))
    [found] = found_rows(source, Look("expert"))
    known = columns("expert")
    assert shown(known["expert_name"], found) == "张**"
    assert shown(known["expert_phone"], found) == "138****1234"
    assert found_rows(source, Look("expert", search="三丰")) == []
    assert found_rows(source, Look("expert", search="1381234")) == []
    persons = {name for name, column in known.items() if column.shape is Shape.PERSON}
    assert {"expert_name", "expert_phone"} <= persons
    assert not persons & set(first_columns("expert"))


def test_kinds_of_nothing_have_words_of_their_own(store):
    known = columns("water_quality")
    rows = found_rows(store, Look("water_quality"))
    values = {row["analyte"]: shown(known["value"], row) for row in rows}
    assert values["nh3n"] == "未检出"
    assert values["chloride"] == "300"
    assert shown(known["value"], {"value": None, "flag": "missing"}) == "未监测"
    assert shown(known["value"], {"value": None, "flag": "not_sampled"}) == "未采样"
    assert shown(known["value"], {"value": 0.0, "flag": "value"}) == "0"
    assert shown(known["county_code"], {"county_code": None, "well_id": "W"}) == "范围外"


def test_a_row_is_found_again_by_its_address(store):
    for name in ("well", "water_quality", "task_progress", "attachment"):
        for row in found_rows(store, Look(name)):
            assert ledgers.row_of(store, name, ledgers.row_code(row)) == row
    for wrong in ("", "1", "x:2:A2:表1", "99999:2:A2:表1", "1:2:A2", "1:x:A2:表1"):
        assert ledgers.row_of(store, "well", wrong) is None


def test_the_stream_is_the_pages_one_after_the_other(filled):
    look = Look("water_level", sort="depth_to_water_m", descending=True)
    ask = ledgers.ask_of(look, JUNE)
    streamed = [row for batch in ledgers.stream(filled, ask, 10_000) for row in batch]
    assert places(streamed) == places(found_rows(filled, look))
    assert len([r for b in ledgers.stream(filled, ask, 7) for r in b]) == 7


def test_a_column_that_is_not_there_is_refused(store):
    for wrong in ('well_id" OR 1=1 --', "nothing"):
        ask = ledgers.ask_of(Look("well", filters=(Filter(wrong, How.EMPTY),)), JUNE)
        with pytest.raises(UsageError, match="没有这一列"):
            ledgers.count(store, ask)


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0, "0"), (1e-7, "0.0000001"), (1234567.5, "1234567.5"), (100.0, "100"), (2.50, "2.5")],
)
def test_numbers_are_written_in_plain_figures(value, words):
    assert number_words(value) == words


def test_a_long_search_says_what_it_looks_through():
    assert "9,600,000 行" in ledgers.slow_words(Look("water_quality", search="0.05"), 9_600_000)
    for word, n_all in (("0.05", 900), ("XY1", 9_600_000), ("氟化物", 9_600_000), ("", 9_600_000)):
        assert ledgers.slow_words(Look("water_quality", search=word), n_all) == ""


def test_choices_are_said_in_words(store):
    known = columns("water_level")
    look = Look(
        "water_level", search="x",
        filters=(
            Filter("depth_to_water_m", How.RANGE, (1.0, None)),
            Filter("level_method", How.IN, tuple(METHODS[:1])),
            Filter("remark", How.EMPTY),
        ),
    )  # fmt: skip
    said = ledgers.asked_words(look, Scope(ui_city.JUNE, "610402"), {})
    assert said[0] == "监测时间截至 2024-06-30"
    assert f"为{REGION.place_name('610402')}" in said[1]
    assert said[2] == "含“x”"
    assert said[3] == f"{known['depth_to_water_m'].label} ≥ 1 m"
    assert said[5] == "备注为空"
    assert WATER_LEVEL.column("level_method").field.codes.label_of(METHODS[0]) in said[4]
    assert store.version
